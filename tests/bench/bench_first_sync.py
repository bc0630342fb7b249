"""The window during the first sync of a large newsroom: is it ever still? It is cancelled once on the way, and goes on.

MEJA_BENCH_STORIES (10,000) and MEJA_BENCH_PHOTOS (1,000) say how large. A real site in a process of its own, the real
window without a screen; the turns of its event loop are counted from the first round to the end of the last.
"""

import os
import random
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bench_light_table import Stalls
from newsroom_data import stories
from PySide6.QtCore import QObject, QTimer
from site_process import SiteProcess

from desktop_app.app.join import joined
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.ids import PhotoId, new_id
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import to_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.storage import records, settings
from desktop_app.storage.store import Store
from desktop_app.sync.client import SiteClient
from desktop_app.sync.round import one_round
from desktop_app.ui.start import open_window

STORIES = int(os.environ.get("MEJA_BENCH_STORIES", "10000"))
PHOTOS = int(os.environ.get("MEJA_BENCH_PHOTOS", "1000"))
RENDITION_BYTES = 60_000
GIVEN_UP_MS = 900_000


def fill(folder: Path, url: str, token: str) -> None:
    """Everything at the site, brought there by a desk without a window."""
    store, blobs = Store.open(folder), Blobs(folder / "photos")
    now = datetime.now(UTC)
    with store.writing() as tx:
        for article in stories(STORIES):
            records.save(tx, "article", article.id, to_plain(article), by="Rina", at=now, reason="edit")
        for number in range(PHOTOS):
            dice = random.Random(number)
            made = Rendition("w480", "jpeg", 480, 320, blobs.put_bytes(dice.randbytes(RENDITION_BYTES)))
            photo = Photo(
                PhotoId(new_id()), blobs.put_bytes(dice.randbytes(RENDITION_BYTES)), 6000, 4000,
                credit=Credit(("Ni Luh Sari",), licence=Licence.OWN), confirmed=True, alt="Alt",
                caption=f"Banjir di RT {number % 40}", renditions=(made,), focus=(0.5, 0.5),
            )  # fmt: skip
            records.save(tx, "photo", photo.id, to_plain(photo), by="Rina", at=now, reason="intake")
    one_round(store, blobs, SiteClient(url, token), clock=lambda: datetime.now(UTC))
    store.close()


class Bench(QObject):
    """Watches the window's own rounds; ends the first one half-way."""

    def __init__(self, session) -> None:
        super().__init__(session)
        self.session = session
        self.stalls = Stalls(self)
        self.start = time.perf_counter()
        self.told = 0
        self.cancelled = False
        self.rounds = session.newsroom.line.rounds
        self.rounds.progressed.connect(self.progressed)
        self.rounds.went_well.connect(self.went_well)
        self.rounds.went_wrong.connect(lambda error, _wished: print("went wrong:", error))
        QTimer.singleShot(GIVEN_UP_MS, session.window.close)
        self.stalls.begin()

    def progressed(self, progress) -> None:
        self.told += 1
        if not self.cancelled and progress.leg.value == "receiving" and progress.done > progress.total / 2:
            self.cancelled = True
            self.rounds.cancel()
            print(f"cancelled at {progress.done} of {progress.total}")

    def went_well(self, report) -> None:
        print(f"  a round: {report.pulled} came in, {report.requests} requests, stopped: {report.stopped}")
        if report.stopped:
            self.rounds.wish()
            return
        seconds = time.perf_counter() - self.start
        print(f"all in after {seconds:.1f} s, progress told {self.told} times: {self.stalls.told()}")
        self.session.window.close()


def main() -> int:
    """Print what was found."""
    with tempfile.TemporaryDirectory(prefix="meja-bench-") as place:
        folder = Path(place)
        site = SiteProcess(folder / "site")
        try:
            fill(folder / "first", site.url, site.token("Rina"))
            token = site.token("Budi")
            store = Store.open(folder / "second")
            with store.writing() as tx:
                settings.put(tx, "site.url", site.url)
                settings.put(tx, "demo.filled", "yes")
            store.close()
            with joined(folder / "second", token=token) as desk:
                open_window(lambda: nullcontext((desk, None)), shown=Bench)
        finally:
            site.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
