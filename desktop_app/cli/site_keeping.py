"""Commands that keep a site: accounts and codes, backup and restore, the self-check, the exported folder."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from desktop_app.cli.output import answer, note
from desktop_app.cli.site_folder import site_config
from desktop_app.domain.errors import Refusal
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

    code = verb("pair", "a pairing code for one of a person's desks: good once, for 15 minutes", _pair)
    code.add_argument("name")
    verb("people", "accounts, and the desks that may come in under them", _people)
    revoke = verb("revoke", "make a desk's token worthless", _revoke)
    revoke.add_argument("device", help="its id, as `site people` lists it")
    verb("admin", "an address that opens the admin page once, within five minutes", _admin)
    backup = verb("backup", "a checked copy of the site's SQLite database", _backup)
    backup.add_argument("file", type=Path)
    restore = verb("restore-backup", "put a backup in place; desks offer again what it lacks", _restore)
    restore.add_argument("file", type=Path, nargs="?")
    restore.add_argument("--new-epoch", action="store_true", help="the database came back by other means")
    verb("check", "the self-check of every night, now", _check)
    exported = verb("export", "the public site as plain files, kept up to date by the running site", _export)
    exported.add_argument("folder", type=Path, nargs="?")
    exported.add_argument("--off", action="store_true", help="keep no folder up to date any more")


def _store(config: SiteConfig) -> SiteStore:
    return SiteStore.open(config)


def _pair(arguments: argparse.Namespace) -> None:
    config = site_config(arguments)
    code = accounts.new_code(config.folder, config.database, arguments.name)
    answer(arguments, {"code": code}, [code])


def _people(arguments: argparse.Namespace) -> None:
    store = _store(site_config(arguments))
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
            f"  {desk.id}  {desk.name}  terakhir {desk.seen_at or 'belum pernah'}" for desk in one.devices
        ]
    answer(arguments, {"people": found}, lines or ["Belum ada akun."])


def _revoke(arguments: argparse.Namespace) -> None:
    store = _store(site_config(arguments))
    try:
        with store.writing() as feed:
            accounts.revoke_device(feed, arguments.device)
    finally:
        store.close()
    answer(arguments, {"revoked": arguments.device})


def _admin(arguments: argparse.Namespace) -> None:
    store = _store(site_config(arguments))
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
    store = _store(site_config(arguments))
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
    config = site_config(arguments)
    store = _store(config)
    try:
        if arguments.off:
            export.keep_up_to_date(store, None)
            answer(arguments, {"export": None})
            return
        folder = arguments.folder or export.target(store)
        if folder is None:
            raise Refusal("Sebut folder tujuannya.", rule="export.where")
        written = asyncio.run(export.whole(create_app(config, store), store, folder))
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
