"""Commands for proofreading: mark, marks, reply, resolve, sign, preview."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app.app import window
from desktop_app.app.join import joined
from desktop_app.cli.output import answer, note
from desktop_app.cli.parsing import whole
from desktop_app.desk import previewing, proofing
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.plain import to_plain
from desktop_app.domain.proof import DONE, MarkKind

NARROWEST, WIDEST = 240, 4000  # pixels of a picture


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the proofreading and publishing commands to the parser."""
    mark = commands.add_parser("mark", parents=[common], help="menandai kata dengan catatan atau usulan")
    mark.add_argument("id")
    mark.add_argument("--block", required=True, help="id blok, atau headline, short_title, lead, hero")
    mark.add_argument("--text", required=True, help="kata-kata sebagaimana tertulis")
    mark.add_argument("--note", default="")
    mark.add_argument("--suggest", help="yang seharusnya tertulis; kosong untuk mencoret")
    mark.add_argument("--kind", choices=[kind.value for kind in MarkKind], default=MarkKind.SPELLING.value)
    mark.add_argument(
        "--start", type=int, help="yang mana dari beberapa kata yang sama, dihitung dalam huruf blok"
    )
    mark.set_defaults(run=_mark)

    marks = commands.add_parser("marks", parents=[common], help="catatan sebuah berita dan letaknya")
    marks.add_argument("id")
    marks.add_argument("--open", action="store_true", help="hanya yang belum selesai")
    marks.set_defaults(run=_marks)

    reply = commands.add_parser("reply", parents=[common], help="menjawab sebuah catatan")
    reply.add_argument("mark")
    reply.add_argument("--text", required=True)
    reply.set_defaults(run=_reply)

    resolve = commands.add_parser(
        "resolve",
        parents=[common],
        help="menyelesaikan catatan: terapkan usulan, tolak, atau tutup saja",
    )
    resolve.add_argument("mark", nargs="?", help="sebuah catatan")
    resolve.add_argument("--all", metavar="ARTICLE", help="terima semua usulan terbuka sebuah berita")
    how = resolve.add_mutually_exclusive_group()
    how.add_argument("--accept", action="store_true", help="terapkan usulannya ke naskah")
    how.add_argument("--reject", action="store_true", help="biarkan naskah apa adanya")
    how.add_argument("--reopen", action="store_true", help="buka lagi catatan yang sudah selesai")
    how.add_argument("--outcome", metavar="SENTENCE", help="tutup dengan satu kalimat")
    resolve.set_defaults(run=_resolve)

    sign = commands.add_parser("sign", parents=[common], help="mengesahkan versi ini persis")
    sign.add_argument("id")
    sign.set_defaults(run=_sign)

    preview = commands.add_parser(
        "preview", parents=[common], help="halaman publik seperti disajikan situs, dan salinan untuk dibawa"
    )
    preview.add_argument("id")
    preview.add_argument("--out", type=Path, metavar="HTML", help="halaman, byte demi byte seperti situs")
    preview.add_argument(
        "--draft", type=Path, metavar="HTML", help="satu berkas dengan semua isinya, bertanda DRAF"
    )
    preview.add_argument("--pdf", type=Path, metavar="PDF", help="cetak coba dengan alinea bernomor")
    preview.add_argument("--png", type=Path, metavar="PNG", help="gambar halaman")
    preview.add_argument("--width", type=whole, default=1280, metavar="PX", help="lebar gambar")
    preview.set_defaults(run=_preview)


def _mark(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        mark_id, _ = proofing.mark(
            desk,
            ArticleId(arguments.id),
            block_id=arguments.block,
            quote=arguments.text,
            note=arguments.note,
            suggestion=arguments.suggest,
            kind=MarkKind(arguments.kind),
            start=arguments.start,
        )
    answer(arguments, {"mark": mark_id}, [mark_id])


def _marks(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = proofing.marks(desk, ArticleId(arguments.id))
    shown = [one for one in found if one.mark.open or not arguments.open]
    values = [
        {
            **to_plain(one.mark),
            "open": one.mark.open,
            "standing": one.anchor.standing,
            "place": one.anchor.place,
            "from": one.anchor.start,
            "to": one.anchor.end,
        }
        for one in shown
    ]
    answer(arguments, {"marks": values}, [_line(one) for one in shown])


def _line(one: proofing.Located) -> str:
    state = "terbuka" if one.mark.open else one.mark.outcome
    change = "" if one.mark.suggestion is None else f" → {one.mark.suggestion or '(hapus)'}"
    return f"{one.mark.id}  {state}  {one.anchor.standing}  {one.mark.kind}  {one.mark.quote}{change}: {one.mark.note}"


def _reply(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        proofing.reply(desk, arguments.mark, arguments.text)
    answer(arguments, {"mark": arguments.mark})


def _resolve(arguments: argparse.Namespace) -> None:
    if bool(arguments.mark) == bool(arguments.all):
        raise Refusal("Sebut satu catatan, atau --all dengan nomor beritanya.", rule="resolve.which")
    with joined(arguments.data) as desk:
        if arguments.all:
            changes, left = proofing.accept_all(desk, ArticleId(arguments.all))
            for why in left:
                note(why)
            answer(arguments, {"accepted": sorted(changes.marks), "left": left})
            return
        if arguments.accept:
            proofing.accept(desk, arguments.mark)
        elif arguments.reject:
            proofing.reject(desk, arguments.mark)
        elif arguments.reopen:
            proofing.reopen(desk, arguments.mark)
        else:
            proofing.resolve(desk, arguments.mark, arguments.outcome or DONE)
    answer(arguments, {"mark": arguments.mark})


def _sign(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        proofing.sign(desk, ArticleId(arguments.id))
    answer(arguments, {"id": arguments.id})


def _preview(arguments: argparse.Namespace) -> None:
    wishes = (arguments.out, arguments.draft, arguments.pdf, arguments.png)
    if not any(wishes):
        raise Refusal("Sebutkan tujuannya: --out, --draft, --pdf, atau --png.", rule="preview.no_file")
    if not NARROWEST <= arguments.width <= WIDEST:
        raise Refusal(f"Lebar gambar antara {NARROWEST} dan {WIDEST} piksel.", rule="preview.width")
    article_id = ArticleId(arguments.id)
    with joined(arguments.data) as desk:
        data = previewing.page(desk, article_id).html.encode("utf-8")
        if arguments.out:
            previewing.write(arguments.out, data)
        if arguments.draft:
            previewing.keep_draft(desk, article_id, arguments.draft)
        if arguments.pdf or arguments.png:
            window.put_on_paper(desk, article_id, pdf=arguments.pdf, png=arguments.png, width=arguments.width)
    files = [str(file) for file in wishes if file]
    answer(arguments, {"path": files[0], "bytes": len(data), "files": files})
