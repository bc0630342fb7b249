"""What a site costs while nobody writes and two hundred desks listen, and how soon fifty writing desks hear each other.

The desks are real (store, round, merge) but share this computer with their site, so only some of them
(MEJA_BENCH_HEARING) fetch at every poke; the others hold their line open and fetch with their own rounds. A *push* is
the time from a save to the site's word that it has it, *seen* from a save until another desk holds it.
MEJA_BENCH_DESKS, MEJA_BENCH_SECONDS (180; the target is ten minutes) and MEJA_BENCH_IDLE say how many and how long.
"""

import contextlib
import multiprocessing
import os
import random
import select
import socket
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from site_process import SiteProcess

from desktop_app.domain.article import Article
from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import ArticleId, BlockId, new_id
from desktop_app.domain.newsroom import Role
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.site import accounts
from desktop_app.site.config import SiteConfig
from desktop_app.site.store import SiteStore
from desktop_app.storage import records
from desktop_app.storage.store import Store
from desktop_app.sync.client import SiteClient
from desktop_app.sync.loop import Rhythm
from desktop_app.sync.round import Around, one_round

DESKS = int(os.environ.get("MEJA_BENCH_DESKS", "50"))
IDLE = int(os.environ.get("MEJA_BENCH_IDLE", "200"))
HEARING = int(os.environ.get("MEJA_BENCH_HEARING", "5"))
SECONDS = float(os.environ.get("MEJA_BENCH_SECONDS", "180"))
IDLE_SECONDS = 60.0
EVERY_S = 10.0  # between two saves of one desk, on average; each is taken in by all the others, on this one computer
PROCESSES = 2


def let_in(folder: Path, count: int) -> list[str]:
    """Tokens of *count* desks."""
    store = SiteStore.open(SiteConfig(folder=folder, resources=folder))
    tokens = [f"{number:043}" for number in range(count)]
    with store.writing() as feed:
        user = accounts.add(feed, "Redaksi", Role.ADMIN)
        for number, token in enumerate(tokens):
            accounts._insert_device(feed.connection, user, f"meja {number}", token)
    store.close()
    return tokens


def open_line(port: int, token: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port))
    head = f"GET /sync/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\r\n"
    line.sendall(head.encode())
    line.setblocking(False)
    return line


def idle(folder: Path) -> None:
    tokens = let_in(folder, IDLE)
    site = SiteProcess(folder)
    try:
        alone = site.memory()
        lines = [open_line(site.port, token) for token in tokens]
        time.sleep(5)
        used, began = site.cpu(), time.monotonic()
        time.sleep(IDLE_SECONDS)
        share = (site.cpu() - used) / (time.monotonic() - began)
        alive = 0
        for line in lines:
            with contextlib.suppress(BlockingIOError):
                alive += len(line.recv(1 << 16)) > 0
        print(
            f"{IDLE} idle desks: {alive} lines alive, site {site.memory():.1f} MB (alone {alone:.1f} MB), "
            f"{share:.2%} of a core over {IDLE_SECONDS:.0f} s",
            flush=True,
        )
        for line in lines:
            line.close()
    finally:
        site.stop()


class Desk:
    """One writing desk. *hears*: a poke brings its next round forward."""

    def __init__(self, folder: Path, url: str, token: str, number: int) -> None:
        self.number, self.url, self.token = number, url, token
        self.store, self.blobs = Store.open(folder), Blobs(folder / "photos")
        self.dice = random.Random(number)
        self.hears = number < HEARING
        self.line = open_line(int(url.rpartition(":")[2]), token)
        self.rhythm, self.head, self.story = Rhythm(), 0, ""
        self.waiting: dict[str, float] = {}  # sentences not yet at the site, and when they were saved
        self.pushes: list[float] = []
        self.next_save = time.monotonic() + self.dice.uniform(0, EVERY_S)

    def save(self) -> str:
        said = f"Kalimat {new_id()} dari meja {self.number}."
        block = BlockText(BlockId(f"{self.dice.getrandbits(48):012x}"), said)
        with self.store.writing() as tx:
            if not self.story:
                article = Article(id=ArticleId(new_id()), headline=f"Berita {self.number}")
                self.story = article.id
            else:
                others = [doc["id"] for doc in records.every(tx, "article")]
                story = self.dice.choice(others) if self.dice.random() < 0.2 else self.story
                article = from_plain(Article, records.get(tx, "article", story))
            body = list(article.body)
            body.insert(self.dice.randint(0, len(body)), block)
            doc = {**to_plain(article), "body": to_plain(tuple(body))}
            now = datetime.now(UTC)
            records.save(tx, "article", article.id, doc, by=f"Meja {self.number}", at=now, reason="bench")
        now = time.monotonic()
        self.waiting[said] = now
        self.rhythm = self.rhythm.nudged(now)
        self.next_save = now + self.dice.expovariate(1 / EVERY_S)
        return said

    def listen(self, until: float) -> None:
        """Sleep until that moment, or until the site says something."""
        ready, _, _ = select.select([self.line], [], [], max(0.0, until - time.monotonic()))
        if ready and b"event: head" in self.line.recv(1 << 16) and self.hears:
            self.rhythm = self.rhythm.poked(time.monotonic())

    def round(self) -> set[str]:
        """One round; answers the stories that came."""
        sent = dict(self.waiting)
        client = SiteClient(self.url, self.token)
        report = one_round(self.store, self.blobs, client, clock=lambda: datetime.now(UTC), around=Around())
        now = time.monotonic()
        self.pushes += [now - saved for saved in sent.values()]
        for said in sent:
            del self.waiting[said]
        self.rhythm = self.rhythm.succeeded(now)
        return set(report.changes.articles)

    def texts(self, stories=None) -> set[str]:
        with self.store.reading() as tx:
            docs = records.every(tx, "article") if stories is None else (
                records.get(tx, "article", story) for story in stories
            )  # fmt: skip
            return {block["text"] for doc in docs if doc for block in doc["body"]}


def live(desk: Desk, ends: float, saves: dict[str, float], seen: dict[str, float]) -> None:
    """One desk's day, on a thread of its own as on a computer of its own: save, listen, and a round when it is due."""
    while (now := time.monotonic()) < ends:
        if desk.next_save <= now:
            saves[desk.save()] = time.monotonic()
        desk.listen(min(desk.next_save, desk.rhythm.due, ends))
        if desk.rhythm.is_due(time.monotonic()):
            stories = desk.round()
            if desk.hears and stories:
                moment = time.monotonic()
                for said in desk.texts(stories):
                    seen.setdefault(said, moment)


def work(folder: str, url: str, tokens: list[tuple[int, str]], ends: float, told) -> None:
    """Some of the desks, in one process."""
    desks = [Desk(Path(folder) / f"desk{number}", url, token, number) for number, token in tokens]
    saves: dict[str, float] = {}
    seen: dict[str, float] = {}
    days = [threading.Thread(target=live, args=(desk, ends, saves, seen)) for desk in desks]
    for day in days:
        day.start()
    for day in days:
        day.join()
    for _ in range(3):
        for desk in desks:
            desk.round()
    held = [desk.texts() for desk in desks]
    told.put((saves, seen, [push for desk in desks for push in desk.pushes], held))
    for desk in desks:
        desk.line.close()
        desk.store.close()


def writing(folder: Path) -> None:
    tokens = list(enumerate(let_in(folder / "site", DESKS)))
    site = SiteProcess(folder / "site")
    making = multiprocessing.get_context("spawn")
    told = making.Queue()
    ends = time.monotonic() + SECONDS
    shares = [tokens[part::PROCESSES] for part in range(PROCESSES)]
    processes = [
        making.Process(target=work, args=(str(folder), site.url, share, ends, told)) for share in shares
    ]
    try:
        used = site.cpu()
        for process in processes:
            process.start()
        results = [told.get(timeout=SECONDS + 600) for _ in processes]
        for process in processes:
            process.join()
        report(results, site, site.cpu() - used)
    finally:
        site.stop()


def report(results: list, site: SiteProcess, used: float) -> None:
    saves = {said: moment for part in results for said, moment in part[0].items()}
    pushes = sorted(push for part in results for push in part[2])
    # A desk that hears sees its own sentences at once: only what came from the other process's desks counts as seen.
    first_seen: list[float] = sorted(
        min(part[1][said] for part in results if said in part[1]) - moment
        for said, moment in saves.items()
        if any(said in part[1] for part in results)
    )
    store = SiteStore.open(SiteConfig(folder=site.folder, resources=site.folder))
    with store.reading() as connection:
        query = "SELECT doc FROM item WHERE kind = 'article'"
        live = "\n".join(row[0] for row in connection.exec_driver_sql(query))
    store.close()
    lost = [said for said in saves if said not in live]

    def share(values: list[float], part: float) -> str:
        return f"{values[int(part * (len(values) - 1))]:.2f} s" if values else "-"

    print(
        f"{DESKS} desks for {SECONDS:.0f} s: {len(saves)} sentences saved, {len(lost)} not in the live stories; "
        f"push p50 {share(pushes, 0.5)}, p95 {share(pushes, 0.95)}, seen elsewhere p50 {share(first_seen, 0.5)}, "
        f"p95 {share(first_seen, 0.95)}; site {site.memory():.1f} MB, {used / SECONDS:.1%} of a core",
        flush=True,
    )


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="meja-bench-") as made:
        for number, part in enumerate((idle, writing)):
            folder = Path(made) / str(number)
            folder.mkdir()
            part(folder)


if __name__ == "__main__":
    main()
