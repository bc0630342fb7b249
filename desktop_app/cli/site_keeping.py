"""Commands that keep a site: accounts and codes, backup and restore, the self-check, the exported folder."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from desktop_app.cli.output import answer, note
from desktop_app.cli.site_folder import kept_site, site_config
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import Role
from desktop_app.site import accounts, export, pair_routes, passes, upkeep
from desktop_app.site.app import create_app
from desktop_app.site.config import SiteConfig
from desktop_app.site.store import SiteStore


def add_commands(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verbs below `site`."""

    def verb(name: str, what: str, run: Any) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(name, parents=[common], help=what)
        made.add_argument("--database", default=argparse.SUPPRESS)
        made.set_defaults(run=run)
        return made

    code = verb("pair", "kode penghubung untuk satu meja seseorang: berlaku sekali, 15 menit", _pair)
    code.add_argument("name")
    verb("people", "akun, dan meja yang boleh masuk dengannya", _people)
    revoke = verb("revoke", "mencabut tanda masuk sebuah meja", _revoke)
    revoke.add_argument("device", help="id-nya, seperti disebut `site people`")
    verb("admin", "alamat yang membuka halaman pengelola sekali, dalam lima menit", _admin)
    backup = verb("backup", "salinan basis data SQLite situs yang sudah diperiksa", _backup)
    backup.add_argument("file", type=Path)
    restore = verb(
        "restore-backup", "memasang cadangan; meja menawarkan lagi yang tidak ada di dalamnya", _restore
    )
    restore.add_argument("file", type=Path, nargs="?")
    restore.add_argument("--new-epoch", action="store_true", help="basis datanya dipulihkan dengan cara lain")
    verb("check", "pemeriksaan tiap malam, sekarang", _check)
    exported = verb(
        "export", "situs publik sebagai berkas biasa, diperbarui oleh situs yang menyala", _export
    )
    exported.add_argument("folder", type=Path, nargs="?")
    exported.add_argument("--off", action="store_true", help="jangan lagi memperbarui folder mana pun")


def _store(config: SiteConfig) -> SiteStore:
    return SiteStore.open(config)


def _pair(arguments: argparse.Namespace) -> None:
    config = kept_site(arguments)
    code = accounts.new_code(config.folder, config.database, arguments.name)
    answer(arguments, {"code": code}, [code])


def _people(arguments: argparse.Namespace) -> None:
    store = _store(kept_site(arguments))
    try:
        with store.reading() as connection:
            found = accounts.people(connection)
    finally:
        store.close()
    lines = []
    for one in found:
        off = "" if one.active else " (dimatikan)"
        lines.append(f"{one.name}: {one.role.value}{off}")
        lines += [
            f"  {desk.id}  {desk.name}  {f'terakhir {desk.seen_at}' if desk.seen_at else 'belum pernah masuk'}"
            for desk in one.devices
        ]
    answer(arguments, {"people": found}, lines or ["Belum ada akun."])


def _revoke(arguments: argparse.Namespace) -> None:
    store = _store(kept_site(arguments))
    try:
        with store.writing() as feed:
            accounts.revoke_device(feed, arguments.device)
    finally:
        store.close()
    answer(arguments, {"revoked": arguments.device})


def _admin(arguments: argparse.Namespace) -> None:
    store = _store(kept_site(arguments))
    try:
        with store.writing() as feed:
            admin = next(
                (one for one in accounts.people(feed.connection) if one.role is Role.ADMIN and one.active),
                None,
            )
            if admin is None:
                raise Refusal(
                    "Belum ada admin. Tambahkan dengan `site user add NAMA --role admin`.", rule="admin.none"
                )
            key = passes.issue(feed.connection, passes.Kind.ENTER, admin.id, feed.now)
            address = store.identity(feed.connection).settings.address
    finally:
        store.close()
    url = f"{address}{pair_routes.ENTRANCE}?kunci={key}"
    answer(arguments, {"url": url}, [url])


def _backup(arguments: argparse.Namespace) -> None:
    upkeep.back_up(site_config(arguments), arguments.file)
    answer(arguments, {"backup": str(arguments.file)})


def _restore(arguments: argparse.Namespace) -> None:
    config = site_config(arguments)
    if bool(arguments.file) == arguments.new_epoch:
        raise Refusal("Sebut berkas cadangannya, atau --new-epoch.", rule="restore.what")
    epoch = upkeep.new_epoch(config) if arguments.new_epoch else upkeep.restore(config, arguments.file)
    note("Meja-meja akan menawarkan lagi apa yang tidak ada di cadangan ini.")
    answer(arguments, {"epoch": epoch})


def _check(arguments: argparse.Namespace) -> None:
    store = _store(kept_site(arguments))
    try:
        report = upkeep.check_and_note(store)
    finally:
        store.close()
    summary = f"{'Baik' if report.ok else 'Ada cacat'}: {report.records} catatan, {report.files} berkas foto."
    answer(arguments, {"report": report}, [summary, *report.faults])
    if not report.ok:
        raise Refusal(
            "Pemeriksaan menemukan cacat. Pulihkan dari cadangan atau hubungi bagian TI.", rule="check"
        )


def _export(arguments: argparse.Namespace) -> None:
    config = kept_site(arguments)
    store = _store(config)
    try:
        if arguments.off:
            export.keep_up_to_date(store, None)
            answer(arguments, {"export": None})
            return
        folder = arguments.folder or export.target(store)
        if folder is None:
            raise Refusal("Sebut folder tujuannya.", rule="export.where")
        try:
            written = asyncio.run(export.whole(create_app(config, store), store, folder))
        except OSError as error:
            raise Trouble(
                f"{folder}: halaman tidak dapat ditulis di sana. Periksa izin dan ruangnya, atau pilih folder lain.",
                cause=str(error),
                kind="export.folder",
            ) from error
        export.keep_up_to_date(store, folder)
    finally:
        store.close()
    values = {
        "folder": str(folder),
        "files": written.files,
        "changed": written.changed,
        "removed": written.removed,
    }
    answer(arguments, values)
