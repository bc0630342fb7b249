"""Commands for proofreading and publishing: mark, marks, resolve, sign, publish, unpublish, preview."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.app.join import joined
from desktop_app.cli.output import answer
from desktop_app.desk import finding, previewing, proofing, publishing, syncing
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import WIB


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the proofreading and publishing commands to the parser."""
    mark = commands.add_parser("mark", parents=[common], help="mark quoted words with a note or a suggestion")
    mark.add_argument("id")
    mark.add_argument("--block", required=True)
    mark.add_argument("--text", required=True, help="the words as they stand")
    mark.add_argument("--note", default="")
    mark.add_argument("--suggest")
    mark.set_defaults(run=_mark)

    marks = commands.add_parser("marks", parents=[common], help="marks of an article")
    marks.add_argument("id")
    marks.set_defaults(run=_marks)

    resolve = commands.add_parser("resolve", parents=[common], help="settle a mark")
    resolve.add_argument("mark")
    resolve.set_defaults(run=_resolve)

    sign = commands.add_parser("sign", parents=[common], help="sign exactly this version")
    sign.add_argument("id")
    sign.set_defaults(run=_sign)

    publish = commands.add_parser("publish", parents=[common], help="publish through the readiness list")
    publish.add_argument("id")
    publish.add_argument("--at", help="a future time in WIB, YYYY-MM-DDTHH:MM")
    publish.add_argument("--override", default="", metavar="REASON", help="go past a red line; logged")
    publish.add_argument("--token-file", type=Path, help="file that holds this desk's token")
    publish.set_defaults(run=_publish)

    unpublish = commands.add_parser("unpublish", parents=[common], help="take a live article back")
    unpublish.add_argument("id")
    unpublish.add_argument("--token-file", type=Path)
    unpublish.set_defaults(run=_unpublish)

    preview = commands.add_parser(
        "preview", parents=[common], help="the public page as the site would serve it"
    )
    preview.add_argument("id")
    preview.add_argument("--out", type=Path, required=True)
    preview.set_defaults(run=_preview)


def token_of(arguments: argparse.Namespace) -> str:
    """The token in the file the person named; empty when none was named."""
    file: Path | None = arguments.token_file
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(
            f"{file}: tanda masuk tidak dapat dibaca.",
            cause=str(error),
            kind="file.unreadable",
        ) from error


def _mark(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        mark_id, _ = proofing.mark(
            desk,
            ArticleId(arguments.id),
            block_id=arguments.block,
            quote=arguments.text,
            note=arguments.note,
            suggestion=arguments.suggest,
        )
    answer(arguments, {"mark": mark_id}, [mark_id])


def _marks(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = finding.open_article(desk, ArticleId(arguments.id)).marks
    lines = [
        f"{mark.id}  {'terbuka' if mark.open else 'selesai'}  {mark.quote}: {mark.note}" for mark in found
    ]
    answer(arguments, {"marks": found}, lines)


def _resolve(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        proofing.resolve(desk, arguments.mark)
    answer(arguments, {"mark": arguments.mark})


def _sign(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        proofing.sign(desk, ArticleId(arguments.id))
    answer(arguments, {"id": arguments.id})


def _publish(arguments: argparse.Namespace) -> None:
    article_id = ArticleId(arguments.id)
    with joined(arguments.data, token=token_of(arguments)) as desk:
        publishing.publish(desk, article_id, arguments.override, _moment(arguments.at))
        syncing.one_round(desk)
        found = finding.open_article(desk, article_id)
    if not found.public_url and not arguments.at:
        raise Trouble(
            "Situs belum menerbitkan berita ini. Lihat alasannya: meja-redaksi sync.", kind="site.refused"
        )
    answer(arguments, {"public_url": found.public_url}, [found.public_url or "Terjadwal."])


def _unpublish(arguments: argparse.Namespace) -> None:
    with joined(arguments.data, token=token_of(arguments)) as desk:
        publishing.unpublish(desk, ArticleId(arguments.id))
        syncing.one_round(desk)
    answer(arguments, {"id": arguments.id})


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"{text}: tulis waktu sebagai TTTT-BB-HHTjj:mm.", rule="publish.time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


def _preview(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        page = previewing.page(desk, ArticleId(arguments.id))
    data = page.html.encode("utf-8")
    try:
        arguments.out.write_bytes(data)
    except OSError as error:
        raise Trouble(
            f"{arguments.out}: tidak dapat ditulis.", cause=str(error), kind="file.write"
        ) from error
    answer(arguments, {"path": str(arguments.out), "bytes": len(data)})
