"""Commands for the directory of credits, and for filling many photos in one go."""

import argparse
from dataclasses import replace
from typing import Any

from desktop_app.app.join import joined
from desktop_app.cli.output import answer, note
from desktop_app.cli.parsing import whole
from desktop_app.desk import batching, directory, rendering
from desktop_app.domain.batch import Batch, Field
from desktop_app.domain.credit import Credit
from desktop_app.domain.credit_reading import read_credit_line
from desktop_app.domain.directory import Contributor, ContributorKind
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import SiteSettings


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the directory and batch commands to the parser."""
    names = commands.add_parser("directory", parents=[common], help="orang dan lembaga yang disebut kredit")
    verbs = names.add_subparsers(required=True, metavar="TINDAKAN")

    listing = verbs.add_parser("list", parents=[common], help="daftar nama, atau yang cocok")
    listing.add_argument("--query", default="")
    listing.add_argument("--limit", type=whole, default=50)
    listing.set_defaults(run=_list)

    keep = verbs.add_parser("keep", parents=[common], help="menulis nama, atau mengubah yang ber-id itu")
    keep.add_argument("name")
    keep.add_argument("--id", default="")
    keep.add_argument("--kind", choices=[kind.value for kind in ContributorKind])
    keep.add_argument("--alias", action="append", help="ejaan lain; ulangi untuk setiap ejaan")
    keep.add_argument("--code", action="append", help="kata pendek untuk nama ini; ulangi untuk setiap kata")
    keep.set_defaults(run=_keep)

    merge = verbs.add_parser("merge", parents=[common], help="menyatukan dua nama yang sama di semua kredit")
    merge.add_argument("kept")
    merge.add_argument("double")
    merge.set_defaults(run=_merge)

    drop = verbs.add_parser("drop", parents=[common], help="mengeluarkan nama; kreditnya tetap")
    drop.add_argument("id")
    drop.set_defaults(run=_drop)

    fill = commands.add_parser("photo-fill", parents=[common], help="mengisi banyak foto sekaligus")
    fill.add_argument("ids", nargs="+", metavar="ID")
    fill.add_argument("--credit", metavar="LINE", help="baris kredit utuh, misalnya “photo ANTARA FOTO/Nama”")
    fill.add_argument("--caption", help="pola: {tanggal} {hari} {kota} {acara}, \\kode")
    fill.add_argument("--alt")
    fill.add_argument("--event")
    fill.add_argument("--dry-run", action="store_true", help="hanya sebutkan apa yang akan berubah")
    fill.set_defaults(run=_fill)


def _list(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = directory.load(desk).suggest(arguments.query, arguments.limit)
    entries = [each.entry for each in found]
    answer(arguments, {"names": entries}, [_line(entry) for entry in entries])


def _keep(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        before = directory.load(desk).get(arguments.id) if arguments.id else Contributor("", "")
        if before is None:
            raise Refusal("Nama itu tidak ada di direktori.", rule="directory.missing")
        kept = directory.keep(
            desk,
            replace(
                before,
                name=arguments.name,
                kind=ContributorKind(arguments.kind) if arguments.kind else before.kind,
                aliases=before.aliases if arguments.alias is None else tuple(arguments.alias),
                codes=before.codes if arguments.code is None else tuple(arguments.code),
            ),
        )
    answer(arguments, {"id": kept.id, "name": kept.name}, [_line(kept)])


def _merge(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        changes = directory.merge(desk, arguments.kept, arguments.double)
        for photo_id in sorted(changes.photos):
            rendering.render(desk, PhotoId(photo_id))
    photos = sorted(changes.photos)
    answer(arguments, {"photos": photos}, [f"{len(photos)} foto berganti kredit"])


def _drop(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        directory.drop(desk, arguments.id)
    answer(arguments, {"id": arguments.id})


def _fill(arguments: argparse.Namespace) -> None:
    texts = {Field.CAPTION: arguments.caption, Field.ALT: arguments.alt, Field.EVENT: arguments.event}
    fields = {name for name, text in texts.items() if text is not None}
    with joined(arguments.data) as desk:
        credit = Credit()
        if arguments.credit is not None:
            fields.add(Field.CREDIT)
            sources = directory.load(desk).sources()
            credit = read_credit_line(arguments.credit, site_name=SiteSettings().name, sources=sources)
        batch = Batch(
            fields=frozenset(fields),
            credit=credit,
            caption=arguments.caption or "",
            alt=arguments.alt or "",
            event=arguments.event or "",
        )
        ids = [PhotoId(each) for each in arguments.ids]
        plan = batching.plan(desk, ids, batch)
        if not arguments.dry_run:
            done = batching.apply(desk, ids, batch)
            for photo_id in sorted(done.changes.photos):
                rendering.render(desk, PhotoId(photo_id))
    for word in plan.unknown:
        note(f"{word}: tidak dikenal, dibiarkan apa adanya")
    values = {
        "changed": [after.id for _, after in plan.changed],
        "total": plan.total,
        "recredited": plan.recredited,
        "unknown": plan.unknown,
    }
    ending = "akan berubah" if arguments.dry_run else "berubah"
    answer(arguments, values, [f"{len(plan.changed)} dari {plan.total} {ending}"])


def _line(entry: Contributor) -> str:
    codes = f"  ={'=, ='.join(entry.codes)}=" if entry.codes else ""
    return f"{entry.id or '(belum di direktori)'}  {entry.name}{codes}  {entry.kind.value}"
