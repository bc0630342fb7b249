"""Start here: read the arguments and open the desk."""

import sys


def main() -> int:
    """The program's one entry. The photo worker is sorted out first: it must start fast and load no desk."""
    if sys.argv[1:2] == ["photo-worker"]:
        from desktop_app.photos.worker import main as work

        work()
        return 0
    from desktop_app.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
