"""The desk's database as the rooms above see it: open it, read in a transaction, write in a transaction."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from desktop_app.database import gate, migrate, open_engine
from desktop_app.database import reading as read_transaction
from desktop_app.database import writing as write_transaction
from desktop_app.database.folder import ready_folder
from desktop_app.database.folder_lock import FolderLock
from desktop_app.domain.ids import new_id as new_uuid
from desktop_app.language.stems import Stemmer
from desktop_app.storage import health
from desktop_app.storage.backing_up import FILE_NAME, back_up

APPLICATION_ID = 0x4D52_4431  # "MRD1"
SCRIPTS = Path(__file__).parent / "migrations"
_BARE = Stemmer(frozenset())


class Transaction:
    """What the functions of this room take first. It lives as long as its ``with`` block.

    *new_id* and *now* make ids and moments for rows the room itself adds (merges, conflicts).
    """

    __slots__ = ("connection", "deletions", "new_id", "now", "stemmer", "stories_at_start")

    def __init__(
        self,
        connection: Connection,
        new_id: Callable[[], str],
        now: Callable[[], datetime],
        stemmer: Callable[[], Stemmer],
    ) -> None:
        self.connection = connection
        self.new_id = new_id
        self.now = now
        self.stemmer = stemmer
        # Counted by `remote.apply`: a page that wipes the newsroom must stop half-way and leave no trace.
        self.deletions = 0
        self.stories_at_start: int | None = None


class Store:
    """Safe to use from several threads: readers each see one moment, one writer at a time, nobody waits to read."""

    def __init__(
        self,
        folder: Path,
        lock: FolderLock,
        engines: tuple[Engine, Engine],
        new_id: Callable[[], str],
        now: Callable[[], datetime],
        stemmer: Callable[[], Stemmer],
    ) -> None:
        """Use :meth:`open`."""
        self.folder = folder
        self._lock = lock
        self._reader, self._writer = engines
        self._new_id = new_id
        self._now = now
        self._stemmer = stemmer
        self._writing = threading.Lock()
        self._writer_thread = 0

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        new_id: Callable[[], str] = new_uuid,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        stemmer: Callable[[], Stemmer] = lambda: _BARE,
    ) -> "Store":
        """Open the database in *folder*, making both when they are missing, its schema brought up to date.

        *stemmer* answers by which stems search finds a word's relatives; it is asked when first needed.

        Raises Trouble: "desk.already_open", "database.newer", "database.foreign", "database.corrupt",
        "database.library", "folder.*", "disk.*".
        """
        with gate():
            ready_folder(folder)
            lock = FolderLock(folder)
        try:
            file = folder / FILE_NAME
            writer = open_engine(file)
            _teach_stems(writer, stemmer)
            migrate(writer, SCRIPTS, application_id=APPLICATION_ID, backups=folder / "backups")
            return cls(folder, lock, (open_engine(file, read_only=True), writer), new_id, now, stemmer)
        except BaseException:
            lock.release()
            raise

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One moment of the database; never waits for a writer."""
        with read_transaction(self._reader) as connection:
            yield Transaction(connection, self._new_id, self._now, self._stemmer)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Everything inside is kept, or nothing. When this returns, it is on the disk."""
        if self._writer_thread == threading.get_ident():
            raise RuntimeError("a write transaction is already open on this thread")
        with self._writing:
            self._writer_thread = threading.get_ident()
            try:
                with write_transaction(self._writer) as connection:
                    yield Transaction(connection, self._new_id, self._now, self._stemmer)
            finally:
                self._writer_thread = 0

    def backup(self, path: Path) -> None:
        """A checked copy of the database in one file; the desk goes on working. Raises as :func:`back_up`."""
        back_up(self.folder, path)

    def doctor(self) -> dict[str, Any]:
        """Is the file sound, and what is in it: ``{"ok", "faults", "version", "counts", "bytes"}``."""
        # A connection of its own: on one that searched before, SQLite 3.53.4's check judges the search index by what
        # that connection remembers of it, and calls a sound file damaged after another connection has written.
        fresh = open_engine(self.folder / FILE_NAME, read_only=True)
        try:
            with read_transaction(fresh) as connection:
                found = health.examine(connection)
        finally:
            fresh.dispose()
        return {**found, "bytes": (self.folder / FILE_NAME).stat().st_size}

    def close(self) -> None:
        """Close every connection and let the next desk in. Safe to call twice."""
        self._reader.dispose()
        self._writer.dispose()
        self._lock.release()


def _teach_stems(engine: Engine, stemmer: Callable[[], Stemmer]) -> None:
    """Let SQL say ``stems(text)`` when it fills the search table. Only a writer needs it; reading any file does not."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.create_function("stems", 1, lambda words: stemmer().line(words or ""), deterministic=True)
