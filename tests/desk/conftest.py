"""A desk over a temporary folder, without a site."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from desktop_app.desk.bundle import Desk
from desktop_app.domain.newsroom import Person, Role, SiteSettings
from desktop_app.foreign.reader import Reader
from desktop_app.page.render import Renderer
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.intake import Intake
from desktop_app.storage.store import Store
from desktop_app.sync.address import Address, nowhere

PUBLIC = Path(__file__).resolve().parents[2] / "resources" / "public"


class Clock:
    """A clock the test moves by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def intake() -> Iterator[Intake]:
    workers = Intake()
    yield workers
    workers.close()


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


@pytest.fixture
def make_desk(tmp_path: Path, clock: Clock, intake: Intake, reader: Reader) -> Iterator[Callable[..., Desk]]:
    opened: list[Store] = []

    def make(name: str = "Dewi Anggraini", role: Role = Role.ADMIN, folder: str = "meja") -> Desk:
        store = Store.open(tmp_path / folder, now=clock)
        opened.append(store)

        @lru_cache
        def renderer_for(site: SiteSettings) -> Renderer:
            return Renderer(PUBLIC, site)

        return Desk(
            store=store,
            blobs=Blobs(tmp_path / folder / "photos"),
            intake=intake,
            person=Person(id=name, name=name, role=role),
            device=f"{folder}-1",
            clock=clock,
            renderer_for=renderer_for,
            address=Address("", "", nowhere),
            static=PUBLIC / "static",
            reader=reader,
        )

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()
