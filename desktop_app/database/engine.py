"""Opening a database so that a power cut costs nothing that was called saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import URL, make_url

from desktop_app.database.gate import gate, trouble
from desktop_app.database.library import sqlite_module
from desktop_app.domain.errors import Refusal

BUSY_MS = 10_000
_READ_ONLY = "meja_read_only"


def open_engine(url_or_path: str | Path, *, read_only: bool = False) -> Engine:
    """An engine over an SQLite file (a path, or ``sqlite:///…``) or a PostgreSQL database (``postgresql://…``).

    A word that is neither raises Refusal "database.address".

    On SQLite every connection has WAL (checked), synchronous=FULL, foreign keys and a ten-second wait for locks, and
    a transaction starts with BEGIN IMMEDIATE unless it comes from :func:`reading` or the engine is *read_only*.
    Nothing is opened yet. Raises Trouble "database.library" when no safe SQLite is installed.
    """
    url = _url(url_or_path)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(
        url,
        module=sqlite_module(),
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
        pool_timeout=BUSY_MS / 1000,
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        prepare(connection, read_only=read_only)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        deferred = read_only or connection.get_execution_options().get(_READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")

    return engine


def prepare(connection: Any, *, read_only: bool) -> None:
    """Set the pragmas of one DB-API connection to SQLite.

    The row that answers ``journal_mode`` is fetched and compared: a failed switch raises nothing by itself.
    """
    connection.isolation_level = None  # transactions begin where we say so, not where the driver guesses
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        mode = cursor.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        if mode not in ("wal", "memory"):
            raise trouble("disk.readonly", f"journal_mode is {mode}, not wal")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA trusted_schema=OFF")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
    finally:
        cursor.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees one moment of the database and writes nothing."""
    with gate(), engine.connect().execution_options(**{_READ_ONLY: True}) as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(  # noqa: PLW2901 - the same connection, told more
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock from its first moment; all of it is kept, or nothing."""
    with gate(), engine.begin() as connection:
        yield connection


def sqlite_path(engine: Engine) -> Path | None:
    """The file behind an SQLite engine; None for a server or a database in memory."""
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return None
    return Path(str(engine.url.database))


def _url(url_or_path: str | Path) -> URL:
    if isinstance(url_or_path, Path):
        return URL.create("sqlite", database=str(url_or_path))
    # A word that is no address must not become an empty database of that name in the folder one stands in.
    try:
        url = make_url(url_or_path)
    except (exc.ArgumentError, ValueError) as error:
        raise _no_address(url_or_path) from error
    if url.drivername == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "postgresql+psycopg" or (url.drivername == "sqlite" and url.database):
        return url
    raise _no_address(url_or_path)


def _no_address(given: str) -> Refusal:
    # A malformed address may hold a password, so it is not repeated.
    what = f"“{given}”" if "@" not in given else "Yang diberikan"
    return Refusal(
        f"{what} bukan alamat basis data. Tulis postgresql://NAMA@PELADEN/BASISDATA atau sqlite:////folder/berkas.db.",
        rule="database.address",
    )
