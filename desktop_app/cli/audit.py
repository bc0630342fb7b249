"""The command `audit`: who did what, when, at which desk, and why."""

import argparse
from typing import Any

from desktop_app.app.join import joined
from desktop_app.cli.output import answer
from desktop_app.cli.parsing import whole
from desktop_app.desk import auditing
from desktop_app.domain.audit import Entry
from desktop_app.domain.names import act_name, audit_details, kind_name
from desktop_app.domain.newsroom import WIB


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    audit = commands.add_parser(
        "audit",
        parents=[common],
        help="siapa melakukan apa, kapan, di meja mana, dan mengapa; terbaru di atas",
    )
    audit.add_argument("id", nargs="?", default="", help="satu berita; tanpa ini, semuanya")
    audit.add_argument("--object", default="", metavar="ID", help="sebuah foto atau catatan")
    audit.add_argument("--limit", type=whole, default=200)
    audit.set_defaults(run=_audit)


def _audit(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = auditing.entries(
            desk, article_id=arguments.id, object_id=arguments.object, limit=arguments.limit
        )
    answer(arguments, {"entries": found}, [_line(entry) for entry in found])


def _line(entry: Entry) -> str:
    when = f"{entry.at.astimezone(WIB):%d-%m-%Y %H.%M.%S} WIB"
    what = f"{act_name(entry.act)}  {kind_name(entry.object_kind)} {entry.object_id}"
    why = "; ".join(part for part in (entry.reason, ", ".join(audit_details(entry))) if part)
    return f"{when}  {entry.by} ({entry.device})  {what}  {why}".rstrip()
