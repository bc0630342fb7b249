"""Commands that meet the public: publish, correct, unpublish, takedown, watch."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.app.join import joined
from desktop_app.cli.output import answer
from desktop_app.desk import finding, publishing, syncing, watching
from desktop_app.domain.dates import long_date
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.moments import due
from desktop_app.domain.newsroom import WIB


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the publishing commands to the parser."""
    publish = commands.add_parser("publish", parents=[common], help="menerbitkan lewat daftar kesiapan")
    publish.add_argument("id")
    when = publish.add_mutually_exclusive_group()
    when.add_argument(
        "--at", metavar="WHEN", help="terbit sendiri nanti: waktu mendatang WIB, TTTT-BB-HHTJJ:MM"
    )
    when.add_argument(
        "--dated",
        metavar="WHEN",
        help="terbit sekarang dengan tanggal lama: berita yang dibawa dari tempat lain",
    )
    publish.add_argument("--override", default="", metavar="REASON", help="lewati garis merah; dicatat")
    publish.add_argument("--token-file", type=Path, help="berkas yang memuat tanda masuk meja ini")
    publish.set_defaults(run=_publish)

    unpublish = commands.add_parser("unpublish", parents=[common], help="menarik berita yang sudah terbit")
    unpublish.add_argument("id")
    unpublish.add_argument("--reason", default="", help="untuk catatan audit")
    unpublish.add_argument("--token-file", type=Path)
    unpublish.set_defaults(run=_unpublish)

    correct = commands.add_parser(
        "correct",
        parents=[common],
        help="menerbitkan ralat dengan catatan terbuka tentang yang keliru",
    )
    correct.add_argument("id")
    correct.add_argument("--note", required=True, help="satu kalimat untuk publik")
    correct.add_argument("--override", default="", metavar="REASON", help="lewati garis merah; dicatat")
    correct.add_argument("--token-file", type=Path)
    correct.set_defaults(run=_correct)

    takedown = commands.add_parser(
        "takedown", parents=[common], help="menurunkan berita; alamatnya memberi tahu publik mengapa"
    )
    takedown.add_argument("id")
    takedown.add_argument("--note", required=True, help="satu kalimat untuk publik")
    takedown.add_argument("--reason", default="", help="untuk catatan audit")
    takedown.add_argument("--token-file", type=Path)
    takedown.set_defaults(run=_takedown)

    watch = commands.add_parser(
        "watch",
        parents=[common],
        help="membaca halaman publik: samakah dengan yang disahkan, dan tepat waktu",
    )
    watch.add_argument(
        "id", nargs="?", default="", help="satu berita, apa pun keadaannya; tanpa ini, semua yang berubah"
    )
    watch.add_argument("--token-file", type=Path)
    watch.set_defaults(run=_watch)


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


def _publish(arguments: argparse.Namespace) -> None:
    article_id = ArticleId(arguments.id)
    with joined(arguments.data, token=token_of(arguments)) as desk:
        at = _moment(arguments.at or arguments.dated)
        try:
            publishing.publish(desk, article_id, arguments.override, at, dated=bool(arguments.dated))
        except Refusal as refusal:
            if refusal.rule != "publish.past":
                raise
            kept = f"Untuk menerbitkan sekarang dengan tanggal lama itu: --dated {arguments.at}."
            raise Refusal(f"{refusal.reason} {kept}", rule=refusal.rule) from refusal
        syncing.one_round(desk)
        publishing.answered(desk, article_id)
        found = finding.open_article(desk, article_id)
        goes_out = due(at, found.article.embargo_until, desk.clock())
    # Until a scheduled version goes out, the address may still show the one before.
    url = found.public_url if goes_out is None else ""
    said = url if goes_out is None else f"Terjadwal {long_date(goes_out)}."
    answer(arguments, {"public_url": url, "scheduled_for": goes_out}, [said])


def _unpublish(arguments: argparse.Namespace) -> None:
    with joined(arguments.data, token=token_of(arguments)) as desk:
        publishing.unpublish(desk, ArticleId(arguments.id), arguments.reason)
        syncing.one_round(desk)
        publishing.answered(desk, ArticleId(arguments.id))
    answer(arguments, {"id": arguments.id})


def _correct(arguments: argparse.Namespace) -> None:
    article_id = ArticleId(arguments.id)
    with joined(arguments.data, token=token_of(arguments)) as desk:
        publishing.correct(desk, article_id, arguments.note, arguments.override)
        syncing.one_round(desk)
        publishing.answered(desk, article_id)
        found = finding.open_article(desk, article_id)
    answer(arguments, {"public_url": found.public_url})


def _takedown(arguments: argparse.Namespace) -> None:
    with joined(arguments.data, token=token_of(arguments)) as desk:
        publishing.take_down(desk, ArticleId(arguments.id), arguments.note, arguments.reason)
        syncing.one_round(desk)
        publishing.answered(desk, ArticleId(arguments.id))
    answer(arguments, {"id": arguments.id})


def _watch(arguments: argparse.Namespace) -> None:
    with joined(arguments.data, token=token_of(arguments)) as desk:
        syncing.one_round(desk)
        found = watching.verify(desk, ArticleId(arguments.id)) if arguments.id else watching.watch(desk)[0]
    lines = [alarm.why for alarm in found] or ["Halaman publik sama dengan yang disahkan."]
    answer(arguments, {"alarms": found}, lines)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"{text}: tulis waktu sebagai TTTT-BB-HHTjj:mm.", rule="publish.time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)
