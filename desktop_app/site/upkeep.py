"""Keeping a site sound: the self-check of every night, a backup, and coming back from one."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from desktop_app.database import copy_checked, gate, open_engine, reading, sqlite_path
from desktop_app.database.copying import faults as database_faults
from desktop_app.database.folder import ready_folder
from desktop_app.database.folder_lock import FolderLock
from desktop_app.database.migrating import newest_version, refuse_foreign
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import new_id
from desktop_app.site.config import SiteConfig
from desktop_app.site.feed import stamp
from desktop_app.site.ops import photo_files
from desktop_app.site.store import APPLICATION_ID, SCRIPTS, SiteStore
from desktop_app.site.tables import item, page_file, parent, revision, site

_REPORT = "periksa.json"
_LOCK = "situs.lock"
_MOST_FAULTS = 50  # a report is for reading
_PIECE = 1024 * 1024
_MADE_HERE = ("page", "audit")  # the site's own records: what becomes of commands, without a history


@dataclass(frozen=True, slots=True)
class Report:
    """What a self-check found; *at* is ISO 8601 in UTC, *faults* are sentences."""

    at: str
    ok: bool
    faults: tuple[str, ...] = ()
    records: int = 0
    files: int = 0


def lock(folder: Path) -> FolderLock:
    """One running site per folder. Raises Trouble "site.already_open" when another one serves it."""
    with gate():
        ready_folder(folder, private=False)
    why = "Situs di folder ini sudah dijalankan program lain. Hentikan dulu yang itu, atau pakai folder lain."
    return FolderLock(folder, why, kind="site.already_open", name=_LOCK)


def check(store: SiteStore, *, read_files: bool = True) -> Report:
    """Whether the site is sound: the database, the feed's numbers, live revisions, every photo file by its hash."""
    found: list[str] = []
    if sqlite_path(store.engine) is not None:
        found += [f"basis data: {fault}" for fault in _database_faults(_own_file(store.config))]
    with store.reading() as connection:
        found += _feed_faults(connection)
        files = _files_named(connection)
        records = connection.execute(select(func.count()).select_from(item)).scalar_one()
    for sha256 in files:
        if not store.blobs.has(sha256):
            found.append(f"berkas foto {sha256} hilang")
        elif read_files and _hash(store.blobs.path(sha256)) != sha256:
            found.append(f"berkas foto {sha256} rusak")
    return Report(stamp(store.now()), not found, tuple(found[:_MOST_FAULTS]), records, len(files))


def check_and_note(store: SiteStore) -> Report:
    """:func:`check`, and its report kept for the admin page."""
    report = check(store)
    beside = store.config.folder / f"{_REPORT}.{new_id()}"
    beside.write_text(json.dumps(asdict(report), ensure_ascii=False), "utf-8")
    beside.replace(store.config.folder / _REPORT)
    return report


def last_report(store: SiteStore) -> Report | None:
    """The newest kept report."""
    try:
        plain = json.loads((store.config.folder / _REPORT).read_text("utf-8"))
        return Report(**{**plain, "faults": tuple(plain["faults"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def back_up(config: SiteConfig, target: Path) -> None:
    """A checked copy of the site's SQLite database; photos are files and are copied as such.

    Raises Refusal for PostgreSQL, which brings its own tool, for a folder or in none, and where there is no site.
    """
    if target.is_dir():
        raise Refusal(f"{target} adalah folder. Beri nama berkas untuk cadangannya.", rule="backup.folder")
    if not target.parent.is_dir():
        why = f"Folder {target.parent} tidak ada. Buat dulu, atau pilih folder lain."
        raise Refusal(why, rule="backup.folder")
    file = _own_file(config)
    if not file.is_file():
        raise Refusal(f"Di {config.folder} belum ada situs yang dapat dicadangkan.", rule="backup.nothing")
    copy_checked(file, target)


def restore(config: SiteConfig, backup: Path) -> str:
    """Put *backup* in the database's place and begin a new epoch, which is answered.

    Desks notice it, drop their cursors, and offer again what the site forgot. What was there is kept beside as
    ``situs.db.sebelum-pulih``. Raises Trouble "site.already_open" while the site runs, "database.*" for a bad backup.
    """
    file = _own_file(config)
    if not backup.is_file():
        raise Refusal(f"Cadangan {backup} tidak ada.", rule="restore.missing")
    held = lock(config.folder)
    try:
        refuse_foreign(backup, newest_version(SCRIPTS), APPLICATION_ID)
        fresh = file.with_name(file.name + ".pulih")
        copy_checked(backup, fresh)
        if file.exists():
            copy_checked(file, file.with_name(file.name + ".sebelum-pulih"))
        for ending in ("-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        os.replace(fresh, file)
        return new_epoch(config)
    finally:
        held.release()


def new_epoch(config: SiteConfig) -> str:
    """Begin a new epoch: for a database that came back by other means, as PostgreSQL's own tools."""
    store = SiteStore.open(config)
    try:
        return store.begin_new_life()
    finally:
        store.close()


def _own_file(config: SiteConfig) -> Path:
    if not config.database:
        return config.folder / "situs.db"
    file = sqlite_path(open_engine(config.database))
    if file is None:
        raise Refusal(
            "Situs ini memakai PostgreSQL: cadangkan dengan pg_dump. Setelah memulihkannya jalankan "
            "`site restore-backup --new-epoch`.",
            rule="backup.postgresql",
        )
    return file


def _database_faults(file: Path) -> list[str]:
    # A connection of its own: on one that searched before, the check judges the search index by what that connection
    # remembers of it, and calls a sound file damaged after another one has written.
    fresh = open_engine(file, read_only=True)
    try:
        with reading(fresh) as connection:
            return database_faults(connection.connection.cursor())
    finally:
        fresh.dispose()


def _feed_faults(connection: Connection) -> Iterator[str]:
    v = connection.execute(select(site.c.v)).scalar_one()
    highest = connection.execute(select(func.max(item.c.seq))).scalar_one() or 0
    if highest != v:
        yield f"umpan perubahan: nomor tertinggi {highest}, penghitung {v}"
    twice = select(item.c.seq).group_by(item.c.seq).having(func.count() > 1).limit(1)
    if connection.execute(twice).first() is not None:
        yield "umpan perubahan: satu nomor dipakai dua kali"
    unknown = (
        select(item.c.kind, item.c.id)
        .outerjoin(revision, revision.c.rev == item.c.rev)
        .where(item.c.kind.not_in(_MADE_HERE), revision.c.rev.is_(None))
        .limit(_MOST_FAULTS)
    )
    for row in connection.execute(unknown):
        yield f"{row.kind} {row.id}: versi yang berlaku tidak ada"
    orphan = (
        select(parent.c.rev)
        .outerjoin(revision, revision.c.rev == parent.c.parent)
        .where(revision.c.rev.is_(None))
        .limit(_MOST_FAULTS)
    )
    for row in connection.execute(orphan):
        yield f"versi {row.rev}: induknya tidak ada"


def _files_named(connection: Connection) -> list[str]:
    rows = connection.execute(select(item.c.doc).where(item.c.kind == "photo", item.c.deleted.is_(False)))
    named = dict.fromkeys(name for row in rows for name in photo_files(json.loads(row.doc)))
    named.update(dict.fromkeys(connection.execute(select(page_file.c.sha256).distinct()).scalars()))
    return list(named)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        raise Trouble(
            f"Berkas {path.name} tidak dapat dibaca.", cause=str(error), kind="disk.read"
        ) from error
    return digest.hexdigest()
