"""Commands for what the newsroom keeps together: lists (name codes, photographers, places, words) and templates."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app.app.join import joined
from desktop_app.cli.output import answer
from desktop_app.desk import lists, templates
from desktop_app.desk.importing import read_text
from desktop_app.domain.errors import Refusal
from desktop_app.domain.lists import CODE_LISTS, WORDS, checked_entry

_KNOWN = (*CODE_LISTS, WORDS)


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the newsroom's lists to the parser."""
    show = commands.add_parser("lists", parents=[common], help="daftar redaksi: kode nama, tempat, kata")
    show.add_argument("list", nargs="?", choices=_KNOWN, help="satu daftar; tanpa ini, semuanya")
    show.set_defaults(run=_show)

    keep = commands.add_parser("list-set", parents=[common], help="menulis satu baris daftar redaksi")
    keep.add_argument("list", choices=_KNOWN)
    keep.add_argument("key")
    keep.add_argument("value", nargs="?", default="")
    keep.add_argument("--note", default="")
    keep.set_defaults(run=_set)

    drop = commands.add_parser("list-drop", parents=[common], help="mencoret satu baris daftar redaksi")
    drop.add_argument("list", choices=_KNOWN)
    drop.add_argument("key")
    drop.set_defaults(run=_drop)

    bring = commands.add_parser(
        "list-import",
        parents=[common],
        help="menulis banyak baris dari berkas: KUNCI, tab, ISI, tab, CATATAN",
    )
    bring.add_argument("list", choices=_KNOWN)
    bring.add_argument("file", type=Path)
    bring.set_defaults(run=_import)

    known = commands.add_parser("templates", parents=[common], help="pola berita di meja ini")
    known.set_defaults(run=_templates)


def _show(arguments: argparse.Namespace) -> None:
    wanted = (arguments.list,) if arguments.list else _KNOWN
    with joined(arguments.data) as desk:
        found = lists.list_entries(desk, *wanted)
    rows = [
        f"{entry.list:12}  {entry.key:16}  {entry.value}{f'  ({entry.note})' if entry.note else ''}"
        for entry in found
    ]
    answer(arguments, {"entries": found}, [*rows, f"{len(found)} baris"])


def _set(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        lists.keep_entry(desk, arguments.list, arguments.key, arguments.value, arguments.note)
    answer(arguments, {"list": arguments.list, "key": arguments.key}, [arguments.key])


def _drop(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        lists.drop_entry(desk, arguments.list, arguments.key)
    answer(arguments, {"list": arguments.list, "key": arguments.key}, [arguments.key])


def _import(arguments: argparse.Namespace) -> None:
    lines = [line.split("\t") for line in read_text(arguments.file).splitlines() if line.strip()]
    entries = tuple(checked_entry(arguments.list, *(*line, "", "")[:3]) for line in lines)
    if not entries:
        raise Refusal(f"{arguments.file}: tidak ada baris di dalamnya.", rule="lists.empty")
    with joined(arguments.data) as desk:
        lists.keep_entries(desk, entries)
    answer(arguments, {"list": arguments.list, "count": len(entries)}, [f"{len(entries)} baris"])


def _templates(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = templates.story_templates(desk)
    values = [{"key": each.key, "name": each.name, "about": each.about} for each in found]
    answer(arguments, {"templates": values}, [f"{each.key:14}  {each.name}: {each.about}" for each in found])
