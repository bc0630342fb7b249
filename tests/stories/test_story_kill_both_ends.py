"""Two desks write and sync over a bad line while desks and site are killed at any moment: nothing is lost or doubled.

Real processes, ended by SIGKILL; real HTTP through a line that cuts, delays, repeats and delivers late; both kinds of
database at the site. ``MEJA_KILLS=300`` kills three hundred times on each; ``-s`` tells what happened.
"""

import contextlib
import json
import multiprocessing
import os
import random
import socket
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from fault_proxy import FaultProxy
from newsroom_net import PUBLIC
from stories.colleague import READY, Colleague, keep_site, work

from desktop_app.domain.newsroom import Role
from desktop_app.site import accounts
from desktop_app.site.config import SiteConfig
from desktop_app.site.feed import unpack
from desktop_app.site.store import SiteStore

KILLS = int(os.environ.get("MEJA_KILLS", "3"))
NAMES = ("Dewi", "Budi")
PATIENCE_S = 60.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(90 + 10 * KILLS),
    pytest.mark.skipif(
        "forkserver" not in multiprocessing.get_all_start_methods(), reason="needs processes that fork"
    ),
]


class Place:
    """A site and two desks in processes of their own, and the bad line between them."""

    def __init__(self, folder: Path, database: str, seed: int) -> None:
        self.folder, self.database, self.dice = folder, database, random.Random(seed)
        self.lives = Counter()
        self._making = multiprocessing.get_context("forkserver")
        # Imported once: a new life then takes milliseconds, and the moments of death are spread over the work.
        self._making.set_forkserver_preload(["desktop_app.site.serve", "desktop_app.sync.round", "psycopg"])
        site = folder / "situs"
        SiteStore.open(SiteConfig(folder=site, resources=PUBLIC, database=database)).close()
        self.tokens = {}
        for name in NAMES:
            accounts.add_user(site, database, name, Role.ADMIN)
            self.tokens[name] = accounts.new_token(site, database, name)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.line = FaultProxy(self.port, seed)
        self.running = {}
        for name in ("situs", *NAMES):
            self.begin(name)

    def begin(self, name: str) -> None:
        self.lives[name] += 1
        if name == "situs":
            told = (str(self.folder / "situs"), str(PUBLIC), self.port, self.database)
            process = self._making.Process(target=keep_site, args=told)
        else:
            told = (str(self.folder / name), self.line.url, name, self.tokens[name], self.lives[name])
            process = self._making.Process(target=work, args=told)
        process.start()
        self.running[name] = process
        self._wait(name)

    def _wait(self, name: str) -> None:
        """Until it lives: the site answers the door, the desk has opened its database."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            assert self.running[name].is_alive(), f"{name} ended by itself"
            if self._lives(name):
                return
            time.sleep(0.01)
        raise AssertionError(f"{name} did not come up")

    def _lives(self, name: str) -> bool:
        if name != "situs":
            return [line[0] for line in self.diary(name)].count("up") >= self.lives[name]
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def kill(self, name: str) -> None:
        assert self.running[name].is_alive(), f"{name} ended by itself"
        self.running[name].kill()
        self.running[name].join(PATIENCE_S)

    def diary(self, name: str) -> list[list[str]]:
        file = self.folder / name / "diary.txt"
        if not file.exists():
            return []
        return [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]

    def close(self) -> None:
        for process in self.running.values():
            process.kill()
            process.join(PATIENCE_S)
        self.line.close()


@pytest.fixture
def place(tmp_path, database):
    made = Place(tmp_path, database, 20261125)
    yield made
    made.close()


def test_no_kill_and_no_line_loses_or_doubles_a_sentence(place):
    for _ in range(KILLS):
        time.sleep(place.dice.uniform(0.1, 1.0))
        victim = place.dice.choice(("situs", *NAMES))
        place.kill(victim)
        place.begin(victim)
    time.sleep(0.5)
    for name in NAMES:
        place.kill(name)
    place.line.heal()
    desks = [Colleague(place.folder / name, place.line.url, name, place.tokens[name]) for name in NAMES]
    try:
        for _ in range(2):
            for desk in desks:
                desk.later(400)
                desk.round()
        place.kill("situs")
        judge(place, desks)
    finally:
        for desk in desks:
            desk.close()


def judge(place: Place, desks: list[Colleague]) -> None:
    """Asked of the desks' files and of the site's, as they lie on the disk."""
    will, did, published = set(), defaultdict(set), set()
    for name in NAMES:
        for kind, *what in place.diary(name):
            if kind == "will":
                will.add(what[0])
            elif kind == "did":
                did[what[0]].add(what[1])
            elif kind == "published":
                published.add(what[0])
    first, other = (desk.documents() for desk in desks)
    assert first == other
    assert [desk.waiting() for desk in desks] == [0, 0]
    config = SiteConfig(folder=place.folder / "situs", resources=PUBLIC, database=place.database)
    store = SiteStore.open(config)
    try:
        with store.reading() as connection:
            rows = connection.exec_driver_sql
            live = {tuple(row[:2]): json.loads(row[2]) for row in rows("SELECT kind, id, doc FROM item")}
            revs = Counter(row[0] for row in rows("SELECT rev FROM revision"))
            outs = Counter(row[0] for row in rows("SELECT article_id FROM audit WHERE act = 'publish'"))
            pages = {row[0] for row in rows("SELECT article_id FROM page")}
            kept = defaultdict(list)
            for story, doc in rows("SELECT id, doc FROM revision WHERE kind = 'article'"):
                kept[story].append(json.dumps(unpack(doc), ensure_ascii=False))
    finally:
        store.close()
    assert {key: live[key] for key in first} == first
    assert max(revs.values()) == 1
    lost = [
        words for story, said in did.items() for words in said if not any(words in doc for doc in kept[story])
    ]
    assert lost == []
    assert {key[1] for key in first if key[0] == "article"} >= set(did)
    for (kind, _), doc in first.items():
        if kind == "article":
            texts = [block["text"] for block in doc["body"]]
            assert len(texts) == len(set(texts)), "a sentence stands twice"
            assert all(text in will or text.startswith(f"Isi {READY}") for text in texts), "nobody wrote that"
    assert published <= pages
    assert all(outs[story] == 1 for story in published), "published more than once"
    happened = ", ".join(f"{name} {count}" for name, count in place.line.happened.items() if count)
    lives = ", ".join(f"{name} {count}" for name, count in place.lives.items())
    print(f"\n{KILLS} kills; lives: {lives}; {sum(map(len, did.values()))} sentences, "
          f"{len(published)} published, {sum(revs.values())} revisions; line: {happened}")  # fmt: skip
