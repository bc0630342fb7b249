"""Kill -9 in the real window's first sync, at four moments: what is fetched again, and is all there at the end?

MEJA_BENCH_STORIES and MEJA_BENCH_PHOTOS as in ``bench_first_sync.py``. Every request passes a line that writes it down.
Exits 1 when more than one page or one file was fetched again for a kill, or anything is missing at the end.
"""

import sys
import tempfile
import time
from collections import Counter as Tally
from contextlib import nullcontext
from pathlib import Path
from subprocess import Popen

sys.path.insert(0, str(Path(__file__).parent))

from bench_first_sync import PHOTOS, STORIES, fill
from PySide6.QtCore import QObject, QTimer
from site_process import SiteProcess
from wire_counter import Counter

from desktop_app.app.join import joined
from desktop_app.photos.blobs import Blobs
from desktop_app.storage import settings
from desktop_app.storage.codec import load
from desktop_app.storage.store import Store
from desktop_app.ui.start import open_window

GIVEN_UP = 600.0  # seconds for one run of the window


class Leaver(QObject):
    """Closes the window when everything is in."""

    def __init__(self, session) -> None:
        super().__init__(session)
        rounds = session.newsroom.line.rounds
        rounds.went_well.connect(lambda _report: QTimer.singleShot(0, session.window.close))
        rounds.went_wrong.connect(lambda error, _wished: print("went wrong:", error, flush=True))


def window(folder: Path, token: str) -> int:
    """The desk that is killed: the real window, in this process."""
    with joined(folder, token=token) as desk:
        open_window(lambda: nullcontext((desk, None)), shown=Leaver)
    return 0


def until(folder: Path, token: str, line: Counter, enough) -> list[str]:
    """Run the window; end it with SIGKILL as soon as *enough* holds of what it fetched. Returns what it fetched."""
    child = Popen([sys.executable, __file__, str(folder), token])
    fetched: list[str] = []
    end = time.monotonic() + GIVEN_UP
    while child.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
        fetched += [one for one in line.take().asked if "/changes?" in one or "/blobs/" in one]
        if enough(fetched):
            break
    child.kill()
    child.wait()
    time.sleep(0.3)  # what was on its way has arrived
    return fetched + [one for one in line.take().asked if "/changes?" in one or "/blobs/" in one]


def moments():
    """After these the window is killed: pages and files it has asked for in that run; the last run goes to its end."""

    def pages(number):
        return lambda fetched: sum("/changes?" in one for one in fetched) >= number

    def files(number):
        return lambda fetched: sum("/blobs/" in one for one in fetched) >= number

    return [
        ("second page", pages(2)),
        ("pages half-way", pages(max(2, STORIES // 1000))),
        ("first file", files(1)),
        ("files half-way", files(PHOTOS // 2)),
        ("never", lambda _fetched: False),
    ]


def held(folder: Path) -> tuple[int, int, int]:
    """Stories, photos and renditions a desk holds, with the database checked."""
    store = Store.open(folder)
    with store.reading() as tx:
        fine = tx.connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
        assert fine == "ok", fine
        count = dict(
            tx.connection.exec_driver_sql("SELECT kind, count(*) FROM record GROUP BY kind").fetchall()
        )
        docs = tx.connection.exec_driver_sql(
            "SELECT doc FROM record JOIN revision ON rev = head WHERE record.kind = 'photo'"
        ).fetchall()
    store.close()
    blobs = Blobs(folder / "photos")
    files = sum(blobs.has(made["sha256"]) for row in docs for made in load(row.doc)["renditions"])
    return count.get("article", 0), count.get("photo", 0), files


def main() -> int:
    """Print what was fetched again after each kill."""
    with tempfile.TemporaryDirectory(prefix="meja-bench-") as place:
        folder = Path(place)
        site = SiteProcess(folder / "site")
        line = Counter(site.port)
        try:
            fill(folder / "first", site.url, site.token("Rina"))
            token = site.token("Budi")
            store = Store.open(folder / "second")
            with store.writing() as tx:
                settings.put(tx, "site.url", f"http://127.0.0.1:{line.port}")
                settings.put(tx, "demo.filled", "yes")
            store.close()
            seen: Tally[str] = Tally()
            bad = False
            for name, enough in moments():
                fetched = until(folder / "second", token, line, enough)
                again = sorted(one for one in fetched if seen[one])
                seen.update(fetched)
                pages = sum("/changes?" in one for one in again)
                files = len(again) - pages
                # A window that starts fetches nothing twice but what was cut: one page, one file.
                bad |= pages > 1 or files > 1
                print(
                    f"killed: {name}. {len(fetched)} fetched, again: {pages} pages, {files} files", flush=True
                )
            whole = held(folder / "second")
        finally:
            line.close()
            site.stop()
    print(
        f"at the end: {whole[0]} stories, {whole[1]} photos, {whole[2]} renditions, of {STORIES} and {PHOTOS}"
    )
    return int(bad or whole != (STORIES, PHOTOS, PHOTOS))


if __name__ == "__main__":
    sys.exit(window(Path(sys.argv[1]), sys.argv[2]) if len(sys.argv) == 3 else main())
