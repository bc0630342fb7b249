"""Bringing a database's schema up to date, whole or not at all.

Version scripts are Alembic scripts named ``<number>_<word>.py`` whose revision is the number, written as text. The
number is ``major * 1000 + minor`` and is also SQLite's ``user_version``. A program opens any file of its own major
version, also one with a newer minor (additions it does not know); a newer major is refused and not touched.
"""

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from desktop_app.database.copying import copy_checked, faults, make_private
from desktop_app.database.engine import sqlite_path
from desktop_app.database.gate import gate, trouble
from desktop_app.database.library import sqlite_module
from desktop_app.domain.errors import Trouble

_MAJOR = 1000
_COPIES_KEPT = 3
_HEADER = b"SQLite format 3\0"  # how every SQLite file begins
_SCRIPT = re.compile(r"(\d+)_\w+\.py")
_LOCK_KEY = 0x6D656A61  # any number both ends agree on: two site processes starting at once take turns


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a file says about itself before we touch it."""

    application: int
    version: int
    empty: bool


def newest_version(scripts: Path) -> int:
    """The schema this program knows, read from the names in ``versions/``; needs no Alembic, so starts stay quick."""
    found = [
        int(match[1]) for path in (scripts / "versions").iterdir() if (match := _SCRIPT.fullmatch(path.name))
    ]
    return max(found)


def migrate(engine: Engine, scripts: Path, *, application_id: int, backups: Path | None = None) -> int:
    """Bring the database to the newest version of *scripts*; answers the version it now has.

    All pending steps run in one transaction which is checked before it is kept, so a kill at any moment leaves the
    old schema or the new one. An SQLite file that holds anything is first copied, checked, into *backups*.
    Raises Trouble "database.newer" for a newer major version, "database.foreign" for another program's file (both
    leave its bytes alone), "database.corrupt" when the check fails, and the gate's kinds.
    """
    newest = newest_version(scripts)
    path = sqlite_path(engine)
    if path is not None:
        mark = _look(path)
        _refuse(mark, newest, application_id)
        if mark.version >= newest:
            return mark.version
        if mark.empty:
            with gate():
                path.parent.mkdir(parents=True, exist_ok=True)
                make_private(path)
        elif backups is not None:
            _keep_copy(path, backups, mark.version, newest)
    return _upgrade(engine, scripts, newest, application_id)


def refuse_foreign(path: Path, newest: int, application_id: int) -> None:
    """Raise Trouble "database.foreign" or "database.newer" when the backup *path* may not stand here."""
    with gate(), path.open("rb") as file:
        ours = file.read(len(_HEADER)) == _HEADER
    mark = _look(path) if ours else _Mark(0, 0, empty=True)
    if mark.application != application_id:
        raise Trouble(
            f"{path} bukan cadangan untuk dipulihkan di sini. Pilih berkas yang dibuat perintah pencadangan.",
            cause=f"application_id is {mark.application:#x}, not {application_id:#x}",
            kind="database.foreign",
        )
    _refuse(mark, newest, application_id)


def _look(path: Path) -> _Mark:
    if not path.exists() or path.stat().st_size == 0:
        return _Mark(0, 0, True)
    # Read-only, so that a file we must refuse keeps its bytes; through SQLite, so that its log is seen too.
    with (
        gate(),
        closing(sqlite_module().connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection,
    ):
        connection.execute("PRAGMA busy_timeout=10000")
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    return _Mark(application, version, empty)


def _refuse(mark: _Mark, newest: int, application_id: int) -> None:
    if not mark.empty and mark.application != application_id:
        raise Trouble(
            "Berkas ini bukan basis data Meja Redaksi. Pilih folder data lain.",
            cause=f"application_id is {mark.application:#x}, not {application_id:#x}",
            kind="database.foreign",
        )
    if mark.version // _MAJOR > newest // _MAJOR:
        raise Trouble(
            "Basis data ini dibuat oleh Meja Redaksi yang lebih baru. Perbarui program ini; berkasnya tidak diubah.",
            cause=f"the file has version {mark.version}, this program knows {newest}",
            kind="database.newer",
        )


def _keep_copy(path: Path, backups: Path, version: int, newest: int) -> None:
    """Keep a checked copy from before the step. Old copies go only after the new one was proved whole."""
    copy_checked(path, backups / f"{path.stem}-{version}-sebelum-{newest}.db")
    with gate():
        kept = sorted(backups.glob(f"{path.stem}-*-sebelum-*.db"), key=lambda found: found.stat().st_mtime_ns)
        for old in kept[:-_COPIES_KEPT]:
            old.unlink()


def _upgrade(engine: Engine, scripts: Path, newest: int, application_id: int) -> int:
    sqlite = engine.dialect.name == "sqlite"
    with gate(), engine.connect() as connection:
        if sqlite:
            # Rebuilding a table drops the old one; that must not cascade. Only settable outside a transaction.
            _outside(connection, "PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
                version = _version(connection)
                if not sqlite:
                    _refuse(_Mark(application_id, version, version == 0), newest, application_id)
                if version < newest:
                    _run(connection, scripts)
                    version = newest
                    if sqlite:
                        _seal(connection, newest, application_id)
        finally:
            if sqlite:
                _outside(connection, "PRAGMA foreign_keys=ON")
    return version


def _version(connection: Connection) -> int:
    """The version as of this transaction: another process may have been quicker."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not inspect(connection).has_table("alembic_version"):
        return 0
    return int(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or 0)


def _run(connection: Connection, scripts: Path) -> None:
    # Alembic costs a fifth of a second to import; most starts have nothing to migrate.
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    folder = ScriptDirectory(str(scripts))
    context = MigrationContext.configure(
        connection, opts={"transactional_ddl": True, "render_as_batch": True}
    )
    current = context.get_current_revision() or "base"
    steps = list(folder.iterate_revisions("head", current))
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()
    context.stamp(folder, "head")


def _seal(connection: Connection, version: int, application_id: int) -> None:
    """Check the new schema and write its number, still inside the transaction that made it."""
    raw = connection.connection.driver_connection
    wrong = faults(raw)
    if wrong:
        raise trouble("database.corrupt", "; ".join(wrong))
    connection.exec_driver_sql(f"PRAGMA application_id={application_id}")
    connection.exec_driver_sql(f"PRAGMA user_version={version}")


def _outside(connection: Connection, statement: str) -> None:
    raw = connection.connection.driver_connection
    if raw is not None:
        raw.execute(statement)
