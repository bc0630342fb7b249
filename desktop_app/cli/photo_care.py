"""Commands for what a photo still needs: gates, clashes in its file, rights that end, twins, where it is used."""

import argparse
from datetime import timedelta
from typing import Any

from desktop_app.app.join import joined
from desktop_app.cli.output import answer
from desktop_app.cli.parsing import whole
from desktop_app.desk import batching, photo_gates, photo_rights, photo_twins, picturing, rendering
from desktop_app.domain.crops import UNSET_FOCUS
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.light_table import UsedIn


def add_commands(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add them below ``photo``."""
    gates = verbs.add_parser("gates", parents=[common], help="apa yang menahan foto dari publik")
    gates.add_argument("id")
    gates.add_argument("--article", default="", help="sebagaimana dipakai berita ini")
    gates.set_defaults(run=_gates)

    go_past = verbs.add_parser(
        "pass", parents=[common], help="melewati satu garis dengan alasan yang dicatat"
    )
    go_past.add_argument("id")
    go_past.add_argument("gate", metavar="GATE", help="C2 sampai C13, seperti disebut `photo gates`")
    go_past.add_argument("--reason", required=True)
    go_past.add_argument("--article", default="")
    go_past.set_defaults(run=_pass)

    crops = verbs.add_parser("crops", parents=[common], help="menyetujui potongan satu atau banyak foto")
    crops.add_argument("ids", nargs="+", metavar="ID")
    crops.add_argument("--at", metavar="X,Y", help="titik fokusnya, 0..1 dari kiri atas")
    crops.set_defaults(run=_crops)

    settle = verbs.add_parser("settle", parents=[common], help="memilih blok berkas yang benar")
    settle.add_argument("id")
    settle.add_argument("field", help="creators, caption, copyright_notice, source, credit, headline")
    settle.add_argument("block", choices=("exif", "iim", "xmp"))
    settle.set_defaults(run=_settle)

    rights = verbs.add_parser("rights", parents=[common], help="foto terpakai yang haknya akan habis")
    rights.add_argument("--days", type=whole, default=7)
    rights.set_defaults(run=_rights)

    used = verbs.add_parser("used", parents=[common], help="berita yang menampilkan sebuah foto")
    used.add_argument("id")
    used.set_defaults(run=_used)

    twins = verbs.add_parser("twins", parents=[common], help="foto yang sama atau tampak sama")
    twins.add_argument("id")
    twins.set_defaults(run=_twins)


def _gates(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = photo_gates.gates(desk, PhotoId(arguments.id), arguments.article)
    lines = [
        f"{one.gate} {'merah' if one.stops else 'kuning' if one.open else 'lewat'}  {one.why}"
        for one in found
    ]
    answer(arguments, {"gates": found, "may_go_out": not any(one.stops for one in found)}, lines)


def _pass(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        photo_gates.pass_gate(
            desk, PhotoId(arguments.id), arguments.gate, arguments.reason, arguments.article
        )
    answer(arguments, {"id": arguments.id, "passed": arguments.gate})


def _crops(arguments: argparse.Namespace) -> None:
    ids = [PhotoId(each) for each in arguments.ids]
    with joined(arguments.data) as desk:
        held = {photo_id: picturing.photo(desk, photo_id).focus for photo_id in ids}
        given = focus_of(arguments.at) if arguments.at else None
        points = {photo_id: given or focus or UNSET_FOCUS for photo_id, focus in held.items()}
        batching.agree_crops(desk, points)
        for photo_id in ids:
            rendering.render(desk, photo_id)
    lines = [f"{photo_id}  {point[0]:g},{point[1]:g}" for photo_id, point in points.items()]
    answer(arguments, {"focus": points}, lines)


def focus_of(text: str) -> tuple[float, float]:
    """A focal point as it is typed, "0.5,0.4". Raises Refusal "photo.focus" for anything else."""
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError as error:
        raise Refusal(
            f"{text}: tulis titik fokus sebagai X,Y, misalnya 0.5,0.4.", rule="photo.focus"
        ) from error
    return x, y


def _settle(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        photo_gates.settle(desk, PhotoId(arguments.id), arguments.field, arguments.block)
    answer(arguments, {"id": arguments.id, "field": arguments.field, "block": arguments.block})


def _rights(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        due = photo_rights.due(desk, timedelta(days=arguments.days))
    lines = [
        f"{one.last:%d-%m-%Y}{' lewat' if one.over else ''}  {one.file_name}  {', '.join(s.title for s in one.showing)}"
        for one in due
    ]
    answer(arguments, {"rights": due}, lines)


def _used(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = photo_rights.used_in(desk, PhotoId(arguments.id))
    answer(arguments, {"used_in": found}, [_story(one) for one in found])


def _story(use: UsedIn) -> str:
    slot = "foto utama" if use.slot == "hero" else "di naskah"
    return f"{use.title}  ({slot}{', terbit' if use.live else ''})"


def _twins(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = photo_twins.twins(desk, PhotoId(arguments.id))
    answer(
        arguments, {"twins": found}, [f"{'sama' if one.exact else 'mirip'}  {one.other_id}" for one in found]
    )
