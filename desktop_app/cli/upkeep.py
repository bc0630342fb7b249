"""Commands for IT: backup, restore-backup, doctor, selftest."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app.app import selftest
from desktop_app.app.join import joined
from desktop_app.cli.output import answer
from desktop_app.domain.errors import Trouble
from desktop_app.storage.backing_up import back_up
from desktop_app.storage.restoring import restore_backup


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the upkeep commands to the parser."""
    backup = commands.add_parser(
        "backup", parents=[common], help="salinan basis data yang sudah diperiksa, dalam satu berkas"
    )
    backup.add_argument("file", type=Path)
    backup.set_defaults(run=_backup)

    restore = commands.add_parser(
        "restore-backup", parents=[common], help="memulihkan meja dari cadangan; yang tadinya ada disimpan"
    )
    restore.add_argument("file", type=Path)
    restore.set_defaults(run=_restore)

    doctor = commands.add_parser("doctor", parents=[common], help="memeriksa basis data dan folder foto")
    doctor.set_defaults(run=_doctor)

    check = commands.add_parser(
        "selftest",
        parents=[common],
        help="berjalankah pemasangan ini? jendela, halaman, basis data, sinkronisasi",
    )
    check.set_defaults(run=_selftest)


def _backup(arguments: argparse.Namespace) -> None:
    back_up(arguments.data, arguments.file)  # an open desk is no hindrance: this is what runs at night
    answer(arguments, {"path": str(arguments.file)})


def _restore(arguments: argparse.Namespace) -> None:
    kept = restore_backup(arguments.data, arguments.file)
    lines = [f"Meja dipulihkan dari {arguments.file}."]
    if kept is not None:
        lines.append(f"Yang tadinya ada disimpan di {kept}.")
    answer(arguments, {"path": str(arguments.file), "former": str(kept) if kept else None}, lines)


def _doctor(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = desk.store.doctor()
    counts = found["counts"]
    held = f" ({counts['held']} di antaranya tertahan)" if counts["held"] else ""
    lines = [
        "Basis data sehat." if found["ok"] else "Basis data rusak:",
        *(f"  {fault}" for fault in found["faults"]),
        f"{counts.get('article', 0)} berita, {counts.get('photo', 0)} foto, {counts['revision']} versi tersimpan, "
        f"{counts['waiting']} menunggu dikirim{held}",
        f"{found['bytes'] / 1e6:.1f} MB, skema {found['version']}",
    ]
    answer(arguments, found, lines)
    if not found["ok"]:
        raise Trouble(
            "Basis data ini rusak. Pulihkan cadangan terakhir; naskah yang terbaca tetap dapat diekspor.",
            kind="database.corrupt",
        )


def _selftest(arguments: argparse.Namespace) -> None:
    checks = selftest.run()
    answer(
        arguments,
        {"checks": checks},
        [f"[{'v' if check['ok'] else ' '}] {check['step']}" for check in checks],
    )
    failed = [str(check["step"]) for check in checks if not check["ok"]]
    if failed:
        raise Trouble(f"Pemasangan ini tidak lengkap: {', '.join(failed)}.", kind="selftest")
