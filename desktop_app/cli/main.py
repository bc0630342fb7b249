"""The parser and the one gate where refusals and troubles become exit codes."""

import argparse
import json
import sys
from importlib import import_module

from desktop_app.app import folders, window
from desktop_app.cli.output import answered, note, say_no_more, tell_all
from desktop_app.cli.parsing import Parser, WrongUsage, common_options
from desktop_app.domain.errors import Refusal, Trouble

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3
HUNG_UP = 141  # as a shell reports a program that wrote to a reader who had left
# Which room knows which commands. Only the named one is brought in: all of them together cost seconds on a busy
# computer, and the window needs none of them for its first paint.
ROOMS = {
    "days": ("demo",),
    "articles": ("new", "import", "list", "show", "edit", "stage", "history", "diff", "restore", "export"),
    "language": ("check", "silence", "words", "dictionaries"),
    "lists": ("lists", "list-set", "list-drop", "list-import", "templates"),
    "photos": ("photo",),
    "directory": ("directory", "photo-fill"),
    "proofs": ("mark", "marks", "reply", "resolve", "sign", "preview"),
    "releases": ("publish", "unpublish", "correct", "takedown", "watch"),
    "audit": ("audit",),
    "sites": ("site", "connect", "sync", "outbox", "conflicts"),
    "upkeep": ("backup", "restore-backup", "doctor", "selftest"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command. 0 done, 1 refused by a house rule or bad input, 2 wrong usage, 3 trouble in the world.

    With ``--json`` whatever fails is ``{"error": {"kind", "why"}}`` on standard output too. Whoever reads may leave
    before the end, as ``head`` does: that is 141, without a word.
    """
    try:
        try:
            return _run(argv)
        finally:
            tell_all()  # also what ``--help`` says on its way out
    except BrokenPipeError:
        say_no_more()
        return HUNG_UP


def _run(argv: list[str] | None) -> int:
    words = sys.argv[1:] if argv is None else argv
    arguments, json_too = argparse.Namespace(), "--json" in words
    try:
        opened, more = common_options(folders.data_folder(), False).parse_known_args(words)
        if not more:
            window.open_desk(opened.data)
            return DONE
        arguments = parser(more[0]).parse_args(words)
        arguments.run(arguments)
    except WrongUsage as wrong:
        return _failed(USAGE, "usage", str(wrong), json_too=json_too)
    except Refusal as refusal:
        return _failed(REFUSED, refusal.rule, refusal.reason, json_too=json_too and not answered(arguments))
    except Trouble as trouble:
        return _failed(TROUBLE, trouble.kind, trouble.what, json_too=json_too and not answered(arguments))
    except KeyboardInterrupt:
        return DONE
    return DONE


def parser(command: str = "") -> argparse.ArgumentParser:
    """The parser of one *command*, or of every command of the desk when there is none of that name."""
    named = [room for room, names in ROOMS.items() if command in names]
    common = common_options(argparse.SUPPRESS, argparse.SUPPRESS)
    # Not the same parent: argparse shares its actions, and a default given here would overrule `--data` given early.
    made = Parser(
        prog="meja-redaksi",
        description="Meja Redaksi: meja sunting untuk ruang redaksi kota.",
        parents=[common_options(folders.data_folder(), False)],
    )
    commands = made.add_subparsers(metavar="PERINTAH", required=True)
    for room in named or ROOMS:
        import_module(f"desktop_app.cli.{room}").add_commands(commands, common)
    return made


def _failed(code: int, kind: str, why: str, *, json_too: bool) -> int:
    if json_too:
        print(json.dumps({"error": {"kind": kind, "why": why}}, ensure_ascii=False))
    note(why)
    return code
