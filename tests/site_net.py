"""A real site on loopback, people with tokens, and what they send."""

import gzip
import hashlib
import http.client
import json
import socket
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import uvicorn
from credited import credited_file

from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.credit import Credit, Licence, credit_fault
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Role
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import to_plain
from desktop_app.domain.proof import SignOff, record_hash
from desktop_app.site import accounts
from desktop_app.site.app import create_app
from desktop_app.site.config import SiteConfig
from desktop_app.site.store import SiteStore

RESOURCES = Path(__file__).resolve().parents[1] / "resources" / "public"
READER = {"User-Agent": "Mozilla/5.0 (Android 16; Mobile) Firefox/140.0"}


class Clock:
    """The site's clock: it goes on by itself, and can be put forward."""

    def __init__(self):
        self.ahead = timedelta()

    def __call__(self):
        return datetime.now(UTC) + self.ahead


@dataclass
class Answer:
    status: int
    headers: dict
    data: bytes

    @property
    def json(self):
        return json.loads(self.data)

    @property
    def text(self):
        return self.data.decode()


class LiveSite:
    """The site served from a thread, with everything a test asks of it."""

    def __init__(self, folder, database):
        self.folder, self.database, self.clock = folder, database, Clock()
        self.config = SiteConfig(folder=folder, resources=RESOURCES, database=database, clock=self.clock)
        self.store = SiteStore.open(self.config)
        self.tokens = {}
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        self.listening = listening
        app = create_app(self.config, self.store)
        self.server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]})
        self.thread.start()
        until = time.monotonic() + 10
        while not self.server.started and time.monotonic() < until:
            time.sleep(0.005)
        assert self.server.started

    def stop(self):
        self.server.should_exit = True
        self.thread.join(10)
        self.listening.close()
        self.store.close()
        assert not self.thread.is_alive()

    def token(self, role):
        if role not in self.tokens:
            accounts.add_user(self.folder, self.database, role.value, role)
            self.tokens[role] = accounts.new_token(self.folder, self.database, role.value)
        return self.tokens[role]

    def ask(self, method, path, body=None, *, role=Role.ADMIN, packed=False, **headers):
        """One request; *role* None asks without a token, a str asks with that token."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if role is not None:
            sent["Authorization"] = f"Bearer {role if isinstance(role, str) else ''}"
            if isinstance(role, Role):
                sent["Authorization"] = f"Bearer {self.token(role)}"
        data = body
        if isinstance(body, (dict, list)):
            data = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        if packed:
            data, sent["Content-Encoding"] = gzip.compress(data), "gzip"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=data, headers=sent)
            got = connection.getresponse()
            return Answer(got.status, {key.lower(): value for key, value in got.getheaders()}, got.read())
        finally:
            connection.close()

    def read(self, path, **headers):
        """A page as a reader asks for it."""
        return self.ask("GET", path, role=None, **{**READER, **headers})

    def ops(self, *ops, role=Role.ADMIN):
        answer = self.ask("POST", "/sync/v1/ops", {"ops": list(ops)}, role=role)
        assert answer.status == 200, answer.text
        return answer.json["results"]

    def save(self, kind, value, *, base=None, role=Role.ADMIN, **more):
        """Offer one revision of a record; answers its op result."""
        return self.ops(op(kind, value, base=base, **more), role=role)[0]

    def upload(self, data, role=Role.ADMIN):
        sha256 = hashlib.sha256(data).hexdigest()
        headers = {"Upload-Offset": "0", "Upload-Length": str(len(data))}
        answer = self.ask("PATCH", f"/sync/v1/blobs/{sha256}", data, role=role, **headers)
        assert answer.status == 204, answer.text
        return sha256

    def photo(self, name="senja", **changes):
        """A photo with its files and a complete credit, sent to the site."""
        picture = photo(self, name, **changes)
        result = self.save("photo", picture)
        assert result["status"] == "ok", result
        return picture

    def story(self, title="Banjir Surut", *, hero=None, signed=True, **changes):
        """A story that may go out, with its sign-off; answers (article, rev, photos, record hash)."""
        picture = hero or self.photo(title)
        article = article_of(title, picture, **changes)
        result = self.save("article", article)
        assert result["status"] == "ok", result
        said = record_hash(article, [picture])
        if signed:
            sign = SignOff(new_id(), article.id, said, "Korektor", self.clock())
            assert self.save("sign_off", sign)["status"] == "ok"
        return SimpleNamespace(article=article, rev=result["rev"], photo=picture, hash=said)

    def publish(self, story, *, role=Role.ADMIN, **more):
        command = {"op": new_id(), "kind": "command", "name": "publish", "article": story.article.id}
        return self.ops({**command, "rev": story.rev, "record_hash": story.hash, **more}, role=role)[0]

    def rows(self, query, *values):
        """What the database holds, by a query in SQLite's words."""
        with self.store.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query, values)]

    def changes(self, after=0, limit=500):
        return self.ask("GET", f"/sync/v1/changes?after={after}&limit={limit}").json


def op(kind, value, *, base=None, rev=None, parents=None, **more):
    """A record op of one revision."""
    rev = rev or new_id()
    made = {
        "rev": rev,
        "parents": ([base] if base else []) if parents is None else parents,
        "by": "Rina",
        "device": "laptop",
        "reason": "test",
        "written_at": "2026-11-24T03:00:00Z",
        "doc": value if isinstance(value, dict) else to_plain(value),
    }
    return {"op": rev, "kind": kind, "id": made["doc"]["id"], "base": base, "chain": [made], **more}


def article_of(title, picture, **changes):
    made = Article(
        id=new_id(),
        short_title=title,
        headline=f"{title} di Kampung Melayu",
        lead="Warga mulai membersihkan rumah.",
        body=(BlockText("aaaa00000001", "Air surut sejak subuh."),),
        authors=("Rina Kartika",),
        section="lingkungan",
        tags=("banjir", "Ciliwung"),
        hero=PhotoUse(picture.id),
    )
    return replace(made, **changes)


def photo(site, name, **changes):
    made = Photo(
        id=new_id(),
        sha256=site.upload(f"{name} asli".encode() * 100),
        width=1600,
        height=900,
        file_name=f"{name}.jpg",
        credit=Credit(("Budi Santoso",), licence=Licence.OWN),
        confirmed=True,
        caption="Warga menyapu lumpur.",
        alt="Seorang warga menyapu lumpur di depan rumah.",
        focus=(0.5, 0.5),
    )
    made = replace(made, **changes)
    return made if "renditions" in changes or credit_fault(made.credit) else with_files(site, made)


def with_files(site, photo):
    """The photo with files that carry its credit, all of them at the site."""
    made = tuple(
        Rendition(name, kind, *size, site.upload(credited_file(photo, kind, side)))
        for name, kind, size, side in (
            ("hero", "jpeg", (1600, 900), 16),
            ("card", "jpeg", (640, 360), 8),
            ("card", "webp", (640, 360), 8),
        )
    )
    return replace(photo, renditions=made)
