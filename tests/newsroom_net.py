"""A real site over loopback HTTP, desks with their own folders, and lines that fail on purpose."""

import hashlib
import json
import random
import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn
from credited import credited_file

from desktop_app.domain.article import Article, PhotoUse, Stage
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import ArticleId, BlockId, PhotoId, new_id
from desktop_app.domain.newsroom import Role
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.domain.proof import SignOff, record_hash
from desktop_app.photos.blobs import Blobs
from desktop_app.site import accounts
from desktop_app.site.app import create_app
from desktop_app.site.config import SiteConfig
from desktop_app.site.store import SiteStore
from desktop_app.storage import outbox, pages, records, remote
from desktop_app.storage.store import Store
from desktop_app.sync.client import SiteClient
from desktop_app.sync.round import one_round
from desktop_app.sync.transport import HttpTransport
from desktop_app.sync.trouble import unreachable

PUBLIC = Path(__file__).resolve().parents[1] / "resources" / "public"


def _block(text: str) -> BlockText:
    """A block whose id depends on its first text alone, so that a day can be told again."""
    return BlockText(BlockId(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]), text)


class LiveSite:
    """A site served from a thread of this process. It can be stopped and started at the same address."""

    def __init__(self, folder: Path, **config) -> None:
        self.config = SiteConfig(folder=folder, resources=PUBLIC, **config)
        self.port = 0
        self._server = None
        self._thread = None
        self.store = None
        self._tokens = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "LiveSite":
        self.store = SiteStore.open(self.config)
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self.port = listener.getsockname()[1]
        self._listener = listener
        settings = uvicorn.Config(
            create_app(self.config, self.store), log_level="error", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]})
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.005)
        return self

    def stop(self) -> None:
        if self._server is None:
            return
        self._server.should_exit = True
        self._thread.join(10)
        self._listener.close()
        self.store.close()
        self._server = None

    def token(self, name: str, role: Role) -> str:
        if name not in self._tokens:
            accounts.add_user(self.config.folder, "", name, role)
            self._tokens[name] = accounts.new_token(self.config.folder, "", name)
        return self._tokens[name]

    def rows(self, query: str, *values):
        with self.store.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query, values)]

    def live(self, kind: str, id_: str) -> dict:
        return json.loads(self.rows("SELECT doc FROM item WHERE kind = ? AND id = ?", kind, id_)[0][0])

    def revisions(self, kind: str, id_: str) -> set[str]:
        return {row[0] for row in self.rows("SELECT rev FROM revision WHERE kind=? AND id=?", kind, id_)}


class FaultyTransport:
    """Fails at request number *at* (1-based): "before" it is sent, or "after" the site answered; or sends "twice"."""

    def __init__(self, url: str, at: int = 0, mode: str = "before") -> None:
        self.inner = HttpTransport(url)
        self.at, self.mode, self.count = at, mode, 0
        self.paths = []

    def send(self, request):
        self.count += 1
        self.paths.append(f"{request.method} {request.path.partition('?')[0]}")
        if self.count != self.at:
            return self.inner.send(request)
        if self.mode == "before":
            raise unreachable("cut before sending")
        self.inner.send(request)
        if self.mode == "twice":
            return self.inner.send(request)
        raise unreachable("cut before the answer")

    def reach(self) -> None:
        self.inner.reach()

    def close(self) -> None:
        self.inner.close()


class Desk:
    """A colleague at an own computer: own folder, own token."""

    def __init__(self, folder: Path, site: LiveSite, name: str, role: Role = Role.ADMIN) -> None:
        self.site, self.name = site, name
        self.token = site.token(name, role)
        self.moment = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
        self.store = Store.open(folder, now=self.clock)
        self.blobs = Blobs(folder / "photos")
        self.random = random.Random(name)

    def clock(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def later(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    def close(self) -> None:
        self.store.close()

    def round(self, transport=None):
        client = SiteClient(self.site.url, self.token, transport)
        return one_round(
            self.store, self.blobs, client, clock=self.clock, device=self.name, uniform=self.random.uniform
        )

    def save(self, kind: str, value, reason: str = "test") -> str:
        with self.store.writing() as tx:
            doc = to_plain(value)
            return records.save(tx, kind, value.id, doc, by=self.name, at=self.clock(), reason=reason)

    def write(self, *paragraphs: str, **fields) -> str:
        body = tuple(
            BlockText(BlockId(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]), text)
            for text in paragraphs
        )
        article = Article(id=ArticleId(new_id()), body=body, **fields)
        self.save("article", article)
        return article.id

    def article(self, article_id: str) -> Article:
        with self.store.reading() as tx:
            return from_plain(Article, records.get(tx, "article", article_id))

    def edit(self, article_id: str, **fields) -> str:
        return self.save("article", replace(self.article(article_id), **fields))

    def edit_paragraph(self, article_id: str, place: int, text: str) -> str:
        body = list(self.article(article_id).body)
        body[place] = replace(body[place], text=text)
        return self.edit(article_id, body=tuple(body))

    def add_paragraph(self, article_id: str, text: str) -> str:
        block = BlockText(
            BlockId(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]), text
        )
        return self.edit(article_id, body=(*self.article(article_id).body, block))

    def texts(self, article_id: str) -> list[str]:
        return [block.text for block in self.article(article_id).body]

    def take_photo(self, seed: str, *, size: int = 3000, renditions: int = 2) -> str:
        original = self.blobs.put_bytes((seed.encode() + b"|") * size)
        credit = Credit(creators=("Rina Kartika",), licence=Licence.OWN)
        photo = Photo(
            PhotoId(new_id()), original, 100, 80, credit=credit, confirmed=True, alt="Alt", caption="Takarir",
            focus=(0.5, 0.5),
        )  # fmt: skip
        made = tuple(
            Rendition(
                f"r{number}", "jpeg", 10, 10, self.blobs.put_bytes(credited_file(photo, side=8 + number))
            )
            for number in range(renditions)
        )
        photo = replace(photo, renditions=made)
        self.save("photo", photo)
        return photo.id

    def photo(self, photo_id: str) -> Photo:
        with self.store.reading() as tx:
            return from_plain(Photo, records.get(tx, "photo", photo_id))

    def ready_story(self, title: str) -> str:
        """A story with everything the site asks for before it may go out, signed."""
        photo_id = self.take_photo(title)
        article_id = self.write(
            f"Isi {title}.", short_title=title, headline=title, lead="Teras.", section="layanan",
            authors=("Dewi",), hero=PhotoUse(PhotoId(photo_id)), stage=Stage.READY,
        )  # fmt: skip
        said = record_hash(self.article(article_id), [self.photo(photo_id)])
        self.save("sign_off", SignOff(new_id(), ArticleId(article_id), said, self.name, self.clock()))
        return article_id

    def publish(self, article_id: str) -> str:
        article = self.article(article_id)
        held = {(kind, id_) for kind, id_ in self.documents()}
        photos = [
            self.photo(use.photo_id) for use in [article.hero] if use and ("photo", use.photo_id) in held
        ]
        with self.store.writing() as tx:
            op = new_id()
            outbox.add_command(
                tx,
                {
                    "op": op,
                    "name": "publish",
                    "article": article_id,
                    "rev": records.seal(tx, "article", article_id),
                    "record_hash": record_hash(article, photos),
                    "at": None,
                    "override": "",
                },
            )
        return op

    def page(self, article_id: str):
        with self.store.reading() as tx:
            return pages.get(tx, article_id)

    def waiting(self) -> int:
        with self.store.reading() as tx:
            return outbox.waiting(tx)

    def link(self):
        with self.store.reading() as tx:
            return remote.link(tx)

    def steps(self):
        with self.store.reading() as tx:
            return outbox.steps(tx)

    def conflicts(self) -> list[dict]:
        with self.store.reading() as tx:
            return list(records.every(tx, "conflict"))

    def documents(self) -> dict:
        """Everything this desk holds, live: what must be equal at the end."""
        with self.store.reading() as tx:
            rows = tx.connection.exec_driver_sql(
                "SELECT record.kind, record.id, revision.doc FROM record JOIN revision ON rev = head"
            )
            return {(row[0], row[1]): json.loads(row[2]) for row in rows}
