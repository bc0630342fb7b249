"""Start here: read the arguments and open the desk."""

import sys


def main() -> int:
    """The program's one entry. The workers are sorted out first: they must start fast and load no desk."""
    if sys.argv[1:2] == ["photo-worker"]:
        from desktop_app.photos.worker import main as work

        work()
        return 0
    if sys.argv[1:2] == ["foreign-worker"]:
        from desktop_app.foreign.worker import main as work

        work()
        return 0
    from desktop_app.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
