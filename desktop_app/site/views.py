"""Counting readers: people, not the newsroom and not machines. Nothing about a reader is kept."""

import re
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from desktop_app.database import writing
from desktop_app.domain.article import Publication
from desktop_app.domain.newsroom import WIB
from desktop_app.site.store import SiteStore
from desktop_app.site.tables import page, site, views

NEWSROOM_COOKIE = "meja"
NEWSROOM_HEADER = "x-meja-redaksi"
_MACHINE = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|curl|wget|python|java/|"
    r"go-http|okhttp|headless|lighthouse|monitor|feed|^$",
    re.IGNORECASE,
)


def is_reader(method: str, headers: Mapping[str, str], cookies: Mapping[str, str]) -> bool:
    """Whether a request for a story is a person outside the newsroom reading it."""
    return (
        method == "GET"
        and NEWSROOM_HEADER not in headers
        and NEWSROOM_COOKIE not in cookies
        and "prefetch" not in headers.get("sec-purpose", headers.get("purpose", ""))
        and not _MACHINE.search(headers.get("user-agent", ""))
    )


class ViewCounter:
    """Counts in memory and writes at intervals, so that a rush of readers does not become a rush of disk flushes.

    A crash costs the counts of the last few seconds. Thread-safe.
    """

    def __init__(self, store: SiteStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self.begin()

    def begin(self) -> None:
        """Take up what the database holds; nothing is counted yet."""
        self._waiting: Counter[tuple[str, str]] = Counter()
        with self._store.reading() as connection:
            moment = connection.execute(select(site.c.counted_at)).scalar_one()
        #: When the numbers last changed: pages stay the same while nobody reads, also over a restart.
        self.as_of = datetime.fromisoformat(moment)

    def count(self, article_id: str, at: datetime) -> None:
        with self._lock:
            self._waiting[article_id, f"{at.astimezone(WIB):%Y-%m-%d}"] += 1

    def write(self) -> None:
        """Bring what was counted into the database; who asks while that is under way waits for it."""
        with self._writing:
            self._write()

    def totals(self, *, written: bool = True) -> dict[str, int]:
        """Views per live story, all days; *written*: what waits in memory is brought in first."""
        if written:
            self.write()
        with self._store.reading() as connection:
            rows = connection.execute(
                select(views.c.article_id, func.sum(views.c.count).label("n"))
                .join(page, page.c.article_id == views.c.article_id)
                .where(page.c.publication == Publication.LIVE.value)
                .group_by(views.c.article_id)
            )
            return {row.article_id: int(row.n) for row in rows}

    def _write(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        engine, now = self._store.engine, self._store.now()
        insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        try:
            with writing(engine) as connection:
                for (article_id, day), count in sorted(waiting.items()):
                    statement = insert(views).values(article_id=article_id, day=day, count=count)
                    connection.execute(
                        statement.on_conflict_do_update(
                            index_elements=["article_id", "day"], set_={"count": views.c.count + count}
                        )
                    )
                connection.execute(update(site).values(counted_at=now.isoformat()))
        except BaseException:
            with self._lock:
                self._waiting += waiting
            raise
        self.as_of = now
