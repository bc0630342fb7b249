"""What a first upload, a second desk, a quiet round and a hundred edits cost at the wire and in CPU, beside peers.

Counted by a line in between; the peers run on the same stories when they are installed: PouchDB with express-pouchdb
(`npm install pouchdb@9 express@4 express-pouchdb@4` in a folder named by MEJA_BENCH_POUCH), Joplin's command line
(MEJA_BENCH_JOPLIN names its program). MEJA_BENCH_STORIES says how many stories (default 1,000; the targets are for
10,000).
"""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from newsroom_data import stories, text_of
from site_process import SiteProcess
from wire_counter import Counter

from desktop_app.domain.plain import to_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.storage import records
from desktop_app.storage.store import Store
from desktop_app.sync.client import SiteClient
from desktop_app.sync.round import one_round
from desktop_app.wire import packing

TIMES = 10  # the small steps: one is shorter than the clock's tick
COUNT = int(os.environ.get("MEJA_BENCH_STORIES", "1000"))


class Spent(NamedTuple):
    """Requests, bytes, and seconds: CPU at the desk and at the site, and wall."""

    requests: int
    up: int
    down: int
    here: float
    there: float
    wall: float


class Desk:
    def __init__(self, folder: Path, url: str, token: str) -> None:
        self.store, self.blobs = Store.open(folder), Blobs(folder / "photos")
        self.url, self.token = url, token

    def round(self):
        client = SiteClient(self.url, self.token)
        return one_round(self.store, self.blobs, client, clock=lambda: datetime.now(UTC))

    def write(self, articles, edit=""):
        with self.store.writing() as tx:
            for article in articles:
                doc = to_plain(article)
                doc["lead"] += edit
                now = datetime.now(UTC)
                records.save(tx, "article", article.id, doc, by="Rina", at=now, reason="edit")


def line(name: str, values: str) -> None:
    print(f"{name:<34}{values}", flush=True)


def ours(folder: Path) -> None:
    articles = list(stories(COUNT))
    text = b"\n".join(text_of(article) for article in articles)
    floor = len(packing.zstd.compress(text, 3))
    line("the text itself", f"{len(text) / 1e6:8.2f} MB, as one zstd-3 stream {floor / 1e6:.2f} MB")
    site = SiteProcess(folder / "site")
    counter = Counter(site.port)
    url = f"http://127.0.0.1:{counter.port}"
    first = Desk(folder / "first", url, site.token("Rina"))
    second = Desk(folder / "second", url, site.token("Budi"))
    first.write(articles)
    gc.freeze()  # no desk holds ten thousand stories in memory: Python's collector shall not walk through these

    def measured(desk: Desk) -> Spent:
        counter.take()
        wall, here, there = time.perf_counter(), time.process_time(), site.cpu()
        desk.round()
        wall, here, there = time.perf_counter() - wall, time.process_time() - here, site.cpu() - there
        time.sleep(0.2)
        seen = counter.take()
        return Spent(seen.requests, seen.up, seen.down, here, there, wall)

    def tell(name: str, *spent: Spent) -> None:
        """The mean of several times."""
        requests, up, down, here, there, wall = (sum(part) / len(spent) for part in zip(*spent, strict=True))
        share = f"{(up + down) / floor:6.2f} x the text" if up + down > floor / 4 else ""
        line(
            f"ours: {name}",
            f"{requests:6.0f} requests  up {up:>10,.0f} B  down {down:>10,.0f} B  "
            f"cpu desk {here:6.3f} s + site {there:6.3f} s  wall {wall:6.2f} s  {share}",
        )

    try:
        tell(f"first upload of {COUNT:,}", measured(first))
        tell("second desk", measured(second))
        tell("nothing new", *(measured(first) for _ in range(TIMES)))
        tell("nothing new, second desk", *(measured(second) for _ in range(TIMES)))
        up, down = [], []
        for number in range(TIMES):
            first.write(articles[:: max(1, COUNT // 100)][:100], edit=f" Tambahan {number}.")
            up.append(measured(first))
            down.append(measured(second))
        tell("100 edits up", *up)
        tell("100 edits down", *down)
    finally:
        counter.close()
        site.stop()
        for desk in (first, second):
            desk.store.close()


def pouch(folder: Path) -> None:
    where = os.environ.get("MEJA_BENCH_POUCH", "")
    if not where or not shutil.which("node"):
        line("PouchDB", "not installed here: skipped")
        return
    texts = folder / "texts"
    texts.mkdir()
    for number, article in enumerate(stories(COUNT)):
        (texts / f"{number:05}.md").write_bytes(text_of(article))
    script = Path(where) / "meja_peer.js"
    shutil.copy(Path(__file__).parent / "peers" / "pouch.js", script)
    subprocess.run(["node", str(script), str(texts)], cwd=where, check=False)


def joplin(folder: Path) -> None:
    program = os.environ.get("MEJA_BENCH_JOPLIN", "")
    if not program:
        line("Joplin", "not installed here: skipped")
        return
    notes, target = folder / "notes", folder / "target"
    for made in (notes, target):
        made.mkdir()
    for number, article in enumerate(stories(min(COUNT, 1000))):
        (notes / f"{number:05}.md").write_bytes(text_of(article))

    def run(profile: str, *arguments: str) -> None:
        command = [program, "--profile", str(folder / profile), *arguments]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)

    for profile in ("one", "two"):
        run(profile, "config", "sync.target", "2")
        run(profile, "config", "sync.2.path", str(target))
    run("one", "import", "--format", "md", str(notes))
    for name, profile in (("first upload", "one"), ("second client", "two"), ("nothing new", "one")):
        before, wall = os.times(), time.perf_counter()
        run(profile, "sync")
        after = os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        files = len(list(target.glob("*.md")))
        line(
            f"Joplin, folder: {name}",
            f"{files:6} files  cpu {cpu:6.2f} s  wall {time.perf_counter() - wall:6.2f} s",
        )


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="meja-bench-") as made:
        folder = Path(made)
        for part in (ours, pouch, joplin):
            part(folder)


if __name__ == "__main__":
    main()
