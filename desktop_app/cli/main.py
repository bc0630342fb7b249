"""The parser and the one gate where refusals and troubles become exit codes."""

import argparse
from pathlib import Path

from desktop_app.app import folders
from desktop_app.cli import articles, days, photos, proofs, sites, upkeep
from desktop_app.cli.output import note
from desktop_app.domain.errors import Refusal, Trouble

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3


def main(argv: list[str] | None = None) -> int:
    """Run one command. 0 done, 1 refused by a house rule or bad input, 2 wrong usage, 3 trouble in the world."""
    arguments = parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except Refusal as refusal:
        note(refusal.reason)
        return REFUSED
    except Trouble as trouble:
        note(trouble.what)
        return TROUBLE
    except KeyboardInterrupt:
        return DONE
    return DONE


def parser() -> argparse.ArgumentParser:
    """Every command of the desk."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder of this desk")
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="one JSON object on stdout"
    )
    made = argparse.ArgumentParser(
        prog="meja-redaksi",
        description="Meja Redaksi: meja sunting untuk ruang redaksi kota.",
        parents=[common],
    )
    made.set_defaults(run=days.open_window, data=folders.data_folder(), json=False)
    commands = made.add_subparsers(metavar="COMMAND")
    for room in (days, articles, photos, proofs, sites, upkeep):
        room.add_commands(commands, common)
    return made
