"""The two ways to spend a day: in the window, or walking through it without a screen."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app.app import walk, window
from desktop_app.cli.output import answer, note
from desktop_app.domain.errors import Trouble


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the demo command to the parser; the window is what runs without any command."""
    demo = commands.add_parser(
        "demo", parents=[common], help="a whole day without a screen, every step checked"
    )
    demo.add_argument("--screens", type=Path, metavar="DIR", help="save pictures of window and page there")
    demo.set_defaults(run=_demo)


def open_window(arguments: argparse.Namespace) -> None:
    """Open the desk. Returns when the window closes."""
    window.open_desk(arguments.data)


def _demo(arguments: argparse.Namespace) -> None:
    day = walk.walk(None if arguments.data == walk.folders.data_folder() else arguments.data, say=note)
    pictures = window.take_pictures(day.folder, arguments.screens) if arguments.screens else []
    values = {
        "public_url": day.public_url,
        "article_id": day.article_id,
        "checks": day.checks,
        "screens": [str(path) for path in pictures],
    }
    lines = [f"[{'v' if check['ok'] else ' '}] {check['step']}" for check in day.checks]
    lines += ["", f"Alamat publik selama contoh berjalan: {day.public_url}"]
    lines += [f"Gambar: {path}" for path in pictures]
    answer(arguments, values, lines)
    failed = [check["step"] for check in day.checks if not check["ok"]]
    if failed:
        raise Trouble(f"Hari contoh berhenti di: {', '.join(failed)}.", kind="demo")
