"""The site's database opened: identity, epoch, settings, and transactions whose changes get numbers at the end."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, update

from desktop_app.database import gate, migrate, open_engine, sqlite_path
from desktop_app.database import reading as read_transaction
from desktop_app.database import writing as write_transaction
from desktop_app.database.folder import ready_folder
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.site.config import SiteConfig
from desktop_app.site.feed import Feed
from desktop_app.site.tables import site

SCRIPTS = Path(__file__).parent / "migrations"
APPLICATION_ID = 0x4D4A5354  # "MJST"
_IDENTITY = select(site)
_FEED = select(site.c.epoch, site.c.v)
# The highest feed number given out and the life it was given out in, beside the database they are compared with.
_HEAD_FILE = "puncak.txt"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the site is. *head* is the feed's newest number."""

    site_id: str
    epoch: str
    head: int
    settings: SiteSettings
    port: int


class SiteStore:
    """The database and the photo folder of one site. Safe to use from several threads."""

    def __init__(self, config: SiteConfig, engine: Engine, blobs: Blobs) -> None:
        self.config = config
        self.engine = engine
        self.blobs = blobs
        self._epoch = ""
        self.heard: list[
            Callable[[int], None]
        ] = []  # told the feed's new head after each commit that raised it

    @classmethod
    def open(cls, config: SiteConfig) -> "SiteStore":
        """Open, bring up to date and check. Raises Trouble when the database cannot be used."""
        with gate():
            ready_folder(config.folder, private=False)
        engine = open_engine(config.database or config.folder / "situs.db")
        migrate(engine, SCRIPTS, application_id=APPLICATION_ID, backups=config.folder / "cadangan")
        store = cls(config, engine, Blobs(config.folder / "foto"))
        store._be_somebody()
        store._notice_a_restore()
        return store

    @staticmethod
    def is_there(config: SiteConfig) -> bool:
        """Whether a site was opened there before; opening makes one, which a slip in a path must not.

        Raises Refusal "database.address". What may not be looked at counts as there: opening it says why not.
        """
        marks = [config.folder / "situs.db"]
        if config.database:
            elsewhere = sqlite_path(open_engine(config.database))
            marks = [config.folder / _HEAD_FILE, *([elsewhere] if elsewhere else [])]
        try:
            return all(mark.is_file() for mark in marks)
        except PermissionError:
            return True

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one moment of the site."""
        with read_transaction(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Feed]:
        """One transaction. What is put on its feed gets its numbers as the last thing before COMMIT."""
        with write_transaction(self.engine) as connection:
            feed = Feed(connection, self.config.clock, self.config.new_id)
            yield feed
            head = feed.number()
        if head:
            self._note_head(head)
            for tell in self.heard:
                tell(head)

    def begin_new_life(self) -> str:
        """Desks drop what they have read here and offer again what the site does not know. Answers the new epoch."""
        with write_transaction(self.engine) as connection:
            self._epoch = self.config.new_id()
            # What readers were counted since the backup is gone, so the numbers are other than those given out.
            connection.execute(update(site).values(epoch=self._epoch, counted_at=self.now().isoformat()))
            head = self.identity(connection).head
        self._note_head(head)
        return self._epoch

    def now(self) -> datetime:
        return self.config.clock().astimezone(UTC)

    def identity(self, connection: Connection) -> Identity:
        row = connection.execute(_IDENTITY).one()
        settings = from_plain(SiteSettings, json.loads(row.settings))
        return Identity(row.site_id, row.epoch, row.v, settings, row.port)

    def has_told(self, connection: Connection, cursor: str) -> bool:
        """Whether *cursor*, EPOCH/NUMBER, is a place in this life's feed."""
        epoch, _, number = cursor.partition("/")
        row = connection.execute(_FEED).one()
        return epoch == row.epoch and (not number.isdecimal() or int(number) <= row.v)

    def set_settings(self, settings: SiteSettings) -> None:
        with write_transaction(self.engine) as connection:
            connection.execute(update(site).values(settings=json.dumps(to_plain(settings))))
            head = self.identity(connection).head
        for tell in self.heard:  # desks read the settings with their next hello
            tell(head)

    def at_address(self, address: str, port: int) -> None:
        """Remember where the site is reached, for canonical addresses and for the next start."""
        with write_transaction(self.engine) as connection:
            settings = replace(self.identity(connection).settings, address=address)
            connection.execute(update(site).values(settings=json.dumps(to_plain(settings)), port=port))

    def close(self) -> None:
        self.engine.dispose()

    def _be_somebody(self) -> None:
        with write_transaction(self.engine) as connection:
            if connection.execute(select(site.c.one)).first() is None:
                settings = json.dumps(to_plain(self.config.settings))
                connection.execute(
                    insert(site).values(
                        one=1,
                        site_id=self.config.new_id(),
                        epoch=self.config.new_id(),
                        v=0,
                        settings=settings,
                        port=0,
                        counted_at=self.now().isoformat(),
                    )
                )

    def _notice_a_restore(self) -> None:
        """A database that knows less than was once given out is a backup: desks must offer again what it forgot.

        So is one of an earlier life: the same backup put back a second time knows nothing of the first.
        """
        file = self.config.folder / _HEAD_FILE
        noted, lived = 0, ""
        # A first start, or a torn note: nothing to compare with.
        with suppress(FileNotFoundError, ValueError):
            number, _, lived = file.read_text("ascii").partition(" ")
            noted = int(number)
        with read_transaction(self.engine) as connection:
            found = self.identity(connection)
        self._epoch = found.epoch
        if found.head < noted or lived not in ("", found.epoch):
            self.begin_new_life()
        else:
            self._note_head(found.head)

    def _note_head(self, head: int) -> None:
        file = self.config.folder / _HEAD_FILE
        beside = file.with_name(f"{_HEAD_FILE}.{new_id()}")
        beside.write_text(f"{head} {self._epoch}", "ascii")
        beside.replace(file)
