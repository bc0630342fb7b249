"""Commands for photos: add, list, credit, use, export."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.app.join import joined
from desktop_app.cli import photo_care
from desktop_app.cli.output import answer, note, note_refused, progress
from desktop_app.desk import picturing, rendering, taking_in
from desktop_app.domain.credit import Credit, CreditForm, Licence, credit_line
from desktop_app.domain.credit_reading import read_credit_line
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId, PhotoId
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the photo commands to the parser."""
    photo = commands.add_parser("photo", parents=[common], help="mengambil, mengkredit dan memakai foto")
    verbs = photo.add_subparsers(required=True, metavar="TINDAKAN")

    add = verbs.add_parser("add", parents=[common], help="mengambil foto ke meja")
    add.add_argument("files", nargs="*", type=Path, help="berkas, folder, kartu kamera")
    add.add_argument(
        "--resume", action="store_true", help="lanjutkan pengambilan yang terhenti di tengah jalan"
    )
    add.set_defaults(run=_add)

    listing = verbs.add_parser("list", parents=[common], help="foto redaksi")
    listing.add_argument("--query", default="")
    listing.set_defaults(run=_list)

    credit = verbs.add_parser("credit", parents=[common], help="mengkredit satu atau banyak foto")
    credit.add_argument("ids", nargs="+", metavar="ID")
    credit.add_argument("--creator", action="append", help="seorang fotografer; ulangi untuk setiap orang")
    credit.add_argument("--source")
    credit.add_argument("--line", help="baris kredit utuh, diuraikan; pilihan di sampingnya lebih kuat")
    credit.add_argument("--year", type=int, help="tahun foto arsip dibuat")
    credit.add_argument("--given-by", help="pemberi foto “Istimewa”")
    credit.add_argument("--approved-by", help="rekan yang menyetujuinya")
    credit.add_argument("--form", choices=[form.value for form in CreditForm])
    credit.add_argument("--licence", choices=[licence.value for licence in Licence])
    credit.add_argument("--expires", help="hari terakhir boleh dipakai, TTTT-BB-HH")
    credit.add_argument("--alt")
    credit.add_argument("--caption")
    credit.set_defaults(run=_credit)

    use = verbs.add_parser("use", parents=[common], help="memasang foto pada berita")
    use.add_argument("article")
    use.add_argument("photo")
    use.add_argument("--hero", action="store_true", help="sebagai foto utama (tanpa ini, di akhir isi)")
    use.add_argument("--caption", default="")
    use.add_argument("--focus", metavar="X,Y", help="titik fokus, 0..1 dari kiri atas")
    use.add_argument("--after", metavar="BLOCK", default="", help="setelah blok ini")
    use.set_defaults(run=_use)

    photo_care.add_commands(verbs, common)

    export = verbs.add_parser("export", parents=[common], help="salinan yang membawa kreditnya di dalam")
    export.add_argument("id")
    export.add_argument("--out", type=Path, required=True)
    export.set_defaults(run=_export)


def _add(arguments: argparse.Namespace) -> None:
    if not arguments.files and not arguments.resume:
        raise Refusal("Sebutkan berkas atau foldernya.", rule="photo.no_files")
    with joined(arguments.data) as desk:
        batches = list(taking_in.unfinished(desk)) if arguments.resume else []
        batches += [taking_in.begin(desk, arguments.files)] if arguments.files else []
        parts = [taking_in.go_on(desk, batch, told=progress) for batch in batches]
    photos = [photo for taken in parts for photo in taken.photos]
    refused = [pair for taken in parts for pair in taken.refused]
    note_refused(refused)
    warnings = dict(pair for taken in parts for pair in taken.warnings)
    values = [{**_described(photo), "warnings": warnings.get(photo.file_name, "")} for photo in photos]
    twins = [twin for taken in parts for twin in taken.twins]
    for twin in twins:
        note(f"{twin.photo_id} {'sama dengan' if twin.exact else 'mirip'} {twin.other_id}")
    answer(
        arguments,
        {"photos": values, "refused": refused, "twins": twins},
        [_line(photo) for photo in photos],
    )
    if refused:
        count, whole = len(refused), len(refused) + len(photos)
        raise Refusal(f"{count} dari {whole} berkas tidak dapat diambil.", rule="photo.some_refused")


def _list(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = picturing.list_photos(desk, text=arguments.query)
    answer(arguments, {"photos": [_described(photo) for photo in found]}, [_line(photo) for photo in found])


def _credit(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        done = []
        for photo_id in map(PhotoId, arguments.ids):
            now = picturing.photo(desk, photo_id)
            picturing.credit(
                desk,
                photo_id,
                credit=_changed(now.credit, arguments),
                caption=now.caption if arguments.caption is None else arguments.caption,
                alt=now.alt if arguments.alt is None else arguments.alt,
                decorative=now.decorative,
            )
            rendering.render(desk, photo_id)
            done.append(picturing.photo(desk, photo_id))
    answer(arguments, {"photos": [_described(photo) for photo in done]}, [_line(photo) for photo in done])


def _changed(credit: Credit, arguments: argparse.Namespace) -> Credit:
    expires = credit.expires
    if arguments.expires is not None:
        try:
            expires = date.fromisoformat(arguments.expires) if arguments.expires else None
        except ValueError as error:
            raise Refusal(
                f"{arguments.expires}: tulis tanggal sebagai TTTT-BB-HH, misalnya 2027-06-22.",
                rule="photo.expires",
            ) from error
    if arguments.line is not None:
        told = read_credit_line(arguments.line, site_name=SiteSettings().name)
        credit = replace(
            credit, creators=told.creators, source=told.source, form=told.form, year=told.year, hands=()
        )
    terms = replace(
        credit.terms,
        given_by=credit.terms.given_by if arguments.given_by is None else arguments.given_by,
        approved_by=credit.terms.approved_by if arguments.approved_by is None else arguments.approved_by,
    )
    return replace(
        credit,
        creators=credit.creators if arguments.creator is None else tuple(arguments.creator),
        source=credit.source if arguments.source is None else arguments.source,
        form=CreditForm(arguments.form) if arguments.form else credit.form,
        licence=Licence(arguments.licence) if arguments.licence else credit.licence,
        expires=expires,
        hands=() if arguments.creator is not None else credit.hands,
        year=credit.year if arguments.year is None else arguments.year,
        terms=terms,
    )


def _use(arguments: argparse.Namespace) -> None:
    article_id, photo_id = ArticleId(arguments.article), PhotoId(arguments.photo)
    with joined(arguments.data) as desk:
        if arguments.focus:
            picturing.set_focus(desk, photo_id, photo_care.focus_of(arguments.focus))
            rendering.render(desk, photo_id)
        if arguments.hero:
            picturing.use_as_hero(desk, article_id, photo_id, caption=arguments.caption)
            use_id = "hero"
        else:
            use_id = picturing.use_in_body(
                desk, article_id, photo_id, caption=arguments.caption, after=arguments.after
            )
    answer(arguments, {"use_id": use_id})


def _export(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        picturing.export(desk, PhotoId(arguments.id), arguments.out)
    answer(arguments, {"path": str(arguments.out)})


def _described(photo: Photo) -> dict[str, Any]:
    return {
        "id": photo.id,
        "sha256": photo.sha256,
        "width": photo.width,
        "height": photo.height,
        "proposed_credit" if not photo.confirmed else "credit": photo.credit,
        "credit_line": credit_line(photo.credit, SiteSettings().name),
        "caption": photo.caption,
        "alt": photo.alt,
        "renditions": len(photo.renditions),
    }


def _line(photo: Photo) -> str:
    who = credit_line(photo.credit, SiteSettings().name) or "kredit belum ada"
    return f"{photo.id}  {photo.width}x{photo.height}  {photo.file_name}  {who}"
