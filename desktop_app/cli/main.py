"""The parser and the one gate where refusals and troubles become exit codes."""

import argparse
from pathlib import Path

from desktop_app.app import folders, window
from desktop_app.cli.output import note
from desktop_app.domain.errors import Refusal, Trouble

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3


def main(argv: list[str] | None = None) -> int:
    """Run one command. 0 done, 1 refused by a house rule or bad input, 2 wrong usage, 3 trouble in the world."""
    try:
        opened, more = _common(folders.data_folder(), False).parse_known_args(argv)
        if not more:
            window.open_desk(opened.data)
            return DONE
        arguments = parser().parse_args(argv)
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
    # Brought in here: their libraries would hold up the window, which needs none of them for its first paint.
    from desktop_app.cli import (
        articles,
        audit,
        days,
        directory,
        language,
        lists,
        photos,
        proofs,
        releases,
        sites,
        upkeep,
    )

    common = _common(argparse.SUPPRESS, argparse.SUPPRESS)
    # Not the same parent: argparse shares its actions, and a default given here would overrule `--data` given early.
    made = argparse.ArgumentParser(
        prog="meja-redaksi",
        description="Meja Redaksi: meja sunting untuk ruang redaksi kota.",
        parents=[_common(folders.data_folder(), False)],
    )
    commands = made.add_subparsers(metavar="COMMAND", required=True)
    for room in (days, articles, language, lists, photos, directory, proofs, releases, audit, sites, upkeep):
        room.add_commands(commands, common)
    return made


def _common(data: Path | str, json: bool | str) -> argparse.ArgumentParser:
    """Options of every command, before or after its name."""
    made = argparse.ArgumentParser(add_help=False)
    made.add_argument("--data", type=Path, default=data, help="data folder of this desk")
    made.add_argument("--json", action="store_true", default=json, help="one JSON object on stdout")
    return made
