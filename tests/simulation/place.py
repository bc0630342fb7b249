"""The simulated site and line: the real application, called in one thread, with a line that fails by the dice."""

import asyncio
import contextlib
import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import anyio.to_thread

from desktop_app.database import copy_checked
from desktop_app.database.library import sqlite_module
from desktop_app.domain.errors import Trouble
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Role
from desktop_app.photos.blobs import Blobs
from desktop_app.site import accounts
from desktop_app.site.app import create_app
from desktop_app.site.chores import publish_what_is_due
from desktop_app.site.config import SiteConfig
from desktop_app.site.store import SiteStore
from desktop_app.storage.store import Store
from desktop_app.sync.transport import Request, Response
from desktop_app.sync.trouble import unreachable
from desktop_app.wire.shapes import Limits

PUBLIC = Path(__file__).resolve().parents[2] / "resources" / "public"
PEOPLE = ("Dewi", "Budi", "Rina", "Sari", "Tono", "Umi", "Wati", "Yusuf")
SITE = "http://127.0.0.1"


class Killed(BaseException):
    """The power is gone: nothing in this process goes on."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Everything the application would hand to its threads is done at once, in order."""

    async def at_once(work, *arguments, **_more):
        return work(*arguments)

    with patch.object(anyio.to_thread, "run_sync", at_once):
        yield


class Fate:
    """Whether a write goes through. Everything is drawn from the dice of the step that is being played."""

    def __init__(self) -> None:
        self.dice = random.Random(0)
        self.killed = self.full = 0.0

    def begins(self) -> None:
        if self.dice.random() < self.full:
            raise Trouble("Ruang disk habis.", kind="disk.full")
        self.ends()

    def ends(self) -> None:
        if self.dice.random() < self.killed:
            raise Killed


class FragileStore(Store):
    """The desk's real store, which can be killed before, inside and after every transaction."""

    fate: Fate
    inside = False

    @contextmanager
    def writing(self):
        self.fate.begins()
        with super().writing() as tx:
            self.inside = True
            try:
                yield tx
                self.fate.ends()
            finally:
                self.inside = False
        self.fate.ends()


class FragileSiteStore(SiteStore):
    """The site's real store, with the same fate."""

    fate: Fate

    @contextmanager
    def writing(self):
        self.fate.begins()
        with super().writing() as feed:
            yield feed
            self.fate.ends()
        self.fate.ends()


class FragileBlobs(Blobs):
    """The real files of either end: the power can go between the last bytes of one and its name."""

    fate: Fate | None = None

    def write_part(self, sha256, offset, data):
        size = super().write_part(sha256, offset, data)
        if self.fate is not None:
            self.fate.ends()
        return size


class Still:
    """A clock and a source of names for a site nobody works at yet."""

    clock = staticmethod(lambda: datetime(2026, 11, 24, 7, 0, tzinfo=UTC))
    new_id = staticmethod(new_id)


class Templates:
    """Databases made once; every day begins with copies of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tokens: dict[str, str] = {}
        self.users: dict[str, str] = {}
        Store.open(folder / "desk").close()
        SiteStore.open(SiteConfig(folder=folder / "site", resources=PUBLIC)).close()
        for name in PEOPLE:
            accounts.add_user(folder / "site", "", name, Role.ADMIN)
            self.tokens[name] = accounts.new_token(folder / "site", "", name)
        store = SiteStore.open(SiteConfig(folder=folder / "site", resources=PUBLIC))
        with store.reading() as connection:
            self.users = {one.name: one.id for one in accounts.people(connection)}
        store.close()

    def copy(self, name: str, to: Path) -> None:
        shutil.copytree(self.folder / name, to)

    def fill(self, engine, name: str) -> None:
        """Make an open database hold what the template holds: dearer parts (engine, statements) live on."""
        file = next((self.folder / name).glob("*.db"))
        pour(file, engine)


def pour(file: Path, engine) -> None:
    """Replace everything in an open database by what stands in *file*."""
    source = sqlite_module().connect(str(file))
    raw = engine.raw_connection()
    try:
        source.backup(raw.driver_connection)
    finally:
        source.close()
        raw.close()


class SimSite:
    """The real application over a real database. It can lose its power and come back from a backup."""

    def __init__(self, folder: Path, templates: Templates) -> None:
        self.templates, self.folder, self.world = templates, folder, None
        templates.copy("site", folder)
        self.config = SiteConfig(
            folder=folder,
            resources=PUBLIC,
            limits=Limits(ops=4, page=5, part=400, blobs_have=3),
            clock=lambda: self.world.clock(),
            new_id=lambda: self.world.new_id(),
        )
        self.loop = asyncio.new_event_loop()
        FragileSiteStore.fate = Fate()
        self.world = Still()
        self.store = FragileSiteStore.open(self.config)
        self.app = create_app(self.config, self.store)

    def begin(self, world) -> None:
        """A new day, with nothing in it."""
        self.world, self.fate = world, Fate()
        self.store.fate = self.fate
        self.backup_at: Path | None = None
        self.templates.fill(self.store.engine, "site")
        self._files_from(None)
        (self.folder / "puncak.txt").unlink(missing_ok=True)
        self._start()

    def _start(self) -> None:
        """What a program that begins finds out anew; this one lives longer than a day."""
        self.store._notice_a_restore()
        self.app.state.tools.counter.begin()

    def close(self) -> None:
        self.store.close()
        self.loop.close()

    def back_up(self) -> None:
        """What the nightly copy would hold: the database and the files."""
        self.backup_at = self.folder.with_name("backup")
        shutil.rmtree(self.backup_at, ignore_errors=True)
        shutil.copytree(self.folder / "foto", self.backup_at / "foto")
        copy_checked(self.folder / "situs.db", self.backup_at / "situs.db")

    def restore(self) -> bool:
        """Put last night's copy back, as a person would who has lost the disk. The note of the head was elsewhere."""
        if self.backup_at is None:
            return False
        pour(self.backup_at / "situs.db", self.store.engine)
        self._files_from(self.backup_at / "foto")
        self._start()
        return True

    def _files_from(self, folder: Path | None) -> None:
        photos = self.folder / "foto"
        shutil.rmtree(photos, ignore_errors=True)
        if folder is not None:
            shutil.copytree(folder, photos)
        self.store.blobs = FragileBlobs(photos)
        self.store.blobs.fate = self.fate

    def ask(self, request: Request) -> Response:
        """One request to the application. Raises Killed when the power goes meanwhile."""
        path, _, query = request.path.partition("?")
        headers = {"host": "127.0.0.1", **{name.lower(): value for name, value in request.headers.items()}}
        headers["content-length"] = str(len(request.body))
        scope = {
            "type": "http", "http_version": "1.1", "method": request.method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        told, pieces = {}, []

        async def receive():
            if "asked" not in told:
                told["asked"] = True
                return {"type": "http.request", "body": request.body, "more_body": False}
            while "answered" not in told:
                await asyncio.sleep(0)
            return {"type": "http.disconnect"}

        async def send(message):
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                told["headers"] = {
                    name.decode().lower(): value.decode() for name, value in message["headers"]
                }
            else:
                pieces.append(message.get("body", b""))
                if not message.get("more_body", False):
                    told["answered"] = True

        try:
            self.loop.run_until_complete(self.app(scope, receive, send))
        finally:
            self.world.eyes.happened(self, request)
        body = b"".join(pieces)
        return Response(told["status"], told["headers"], body, len(body))

    def give_role(self, name: str, role: Role) -> None:
        """As the administrator does; nothing fails meanwhile."""
        killed, self.fate.killed = self.fate.killed, 0.0
        with self.store.writing() as feed:
            accounts.change(feed, self.templates.users[name], role, active=True)
        self.fate.killed = killed

    def role(self, name: str) -> Role:
        """What the site holds somebody for."""
        with self.store.reading() as connection:
            return accounts.person(connection, self.templates.users[name]).role

    def publish_due(self) -> None:
        with contextlib.suppress(Killed):
            publish_what_is_due(self.store)

    def rows(self, query: str, *values):
        with self.store.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query, values)]


class Line:
    """How one desk reaches the site. *between* runs while a reply travels: somebody goes on typing."""

    def __init__(self, world, desk) -> None:
        self.world, self.desk = world, desk

    def send(self, request: Request) -> Response:
        world, dice = self.world, self.world.dice
        assert not self.desk.store.inside, "the network inside a transaction"
        world.note("ask", self.desk.name, request.method, request.path)
        if dice.random() < world.loss:
            raise unreachable("lost on the way there")
        response = self._delivered(request)
        if dice.random() < world.loss / 2:
            response = self._delivered(request)
        if dice.random() < world.loss / 2:
            world.late.append(request)
        self.world.watch(self.desk, request, response)
        if dice.random() < world.typing:
            self.desk.type_on()
        if dice.random() < world.loss:
            raise unreachable("lost on the way back")
        return response

    def _delivered(self, request: Request) -> Response:
        try:
            return self.world.site.ask(request)
        except Killed as gone:
            raise unreachable("the site lost its power") from gone

    def reach(self) -> None:
        pass

    def close(self) -> None:
        pass


def plain(response: Response):
    """The JSON of an answer, None when it is something else."""
    if not response.headers.get("content-type", "").startswith("application/json"):
        return None
    return json.loads(response.body)
