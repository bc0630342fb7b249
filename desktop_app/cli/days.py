"""A day without the window: walked through, every step checked."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app.app import folders, walk, window
from desktop_app.cli.output import answer, note, write_text
from desktop_app.domain.errors import Trouble


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the demo command to the parser."""
    demo = commands.add_parser(
        "demo", parents=[common], help="satu hari kerja tanpa layar, setiap langkah diperiksa"
    )
    demo.add_argument("--screens", type=Path, metavar="DIR", help="simpan gambar jendela dan halaman di sana")
    demo.add_argument(
        "--page", type=Path, metavar="FILE", help="simpan halaman publik yang diambil ke berkas ini"
    )
    demo.add_argument("--stay", action="store_true", help="biarkan situs menyala sampai Enter ditekan")
    demo.set_defaults(run=_demo)


def _demo(arguments: argparse.Namespace) -> None:
    folder = None if arguments.data == folders.data_folder() else arguments.data
    with walk.walk(folder, say=note) as (day, desk):
        pictures = window.take_pictures(desk, day, arguments.screens)[0] if arguments.screens else []
        if arguments.page:
            write_text(arguments.page, day.page)
        values = {
            "public_url": day.public_url,
            "article_id": day.article_id,
            "checks": day.checks,
            "screens": [str(path) for path in pictures],
        }
        lines = [
            f"[{'v' if check['ok'] else ' '}] {check['step']} {check['why']}".rstrip() for check in day.checks
        ]
        lines += [f"Alamat publik: {day.public_url}", *(f"Gambar: {path}" for path in pictures)]
        answer(arguments, values, lines)
        if arguments.stay:
            note(f"Situs tetap menyala di {day.public_url} - tekan Enter untuk selesai.")
            input()
    failed = [str(check["step"]) for check in day.checks if not check["ok"]]
    if failed:
        raise Trouble(f"Hari contoh belum lengkap: {', '.join(failed)}.", kind="demo")
