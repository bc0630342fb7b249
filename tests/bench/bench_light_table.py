"""The light table in its real window: 5,000 photos scrolled and filtered, then a card of 100 photographs coming in.

PHOTOS=100 FRAMES=5000 make bench ARGS=light_table

A stall is the time between two turns of the event loop; beside it, the stalls of the same window left alone, and how
much of each the interface thread worked itself: the rest it waited, for a processor or for Python's lock.
"""

import os
import statistics
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from photo_makers import camera_file, scenes
from PySide6.QtCore import QObject, QTimer

from desktop_app.app.join import joined
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.storage import records, settings
from desktop_app.ui.newsroom.rounds import Rounds
from desktop_app.ui.start import open_window

FRAMES = int(os.environ.get("FRAMES", "5000"))
COUNT = int(os.environ.get("PHOTOS", "100"))
ALONE_MS = 3_000
GIVEN_UP_MS = 240_000
WORDS = ("banjir", "IMG_04", "luh", "tidak ada")


class Stalls(QObject):
    """Counts how long each turn of the event loop lasted, between `begin` and `told`."""

    def __init__(self, parent):
        super().__init__(parent)
        self._turns, self._work = [], []
        self._last = self._worked = 0.0
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._turn)

    def begin(self):
        self._turns, self._last = [], time.perf_counter()
        self._work, self._worked = [], time.thread_time()
        self._tick.start(0)

    def _turn(self):
        now = time.perf_counter()
        self._turns.append(1000 * (now - self._last))
        self._last = now
        worked = time.thread_time()
        self._work.append(1000 * (worked - self._worked))
        self._worked = worked
        if len(self._turns) % 50 == 0:
            time.sleep(0.0005)  # an idle loop need not eat the core the workers want

    def told(self):
        """p99 over time, not over turns: of a hundred moments somebody presses a key, how long would one wait?"""
        self._tick.stop()
        whole = sum(self._turns)
        over, busy = (sum(turn > 16 for turn in turns) for turns in (self._turns, self._work))
        return (
            f"p99 {p99(self._turns, whole):.1f} ms, longest {max(self._turns):.0f} ms, {over} over 16 ms in "
            f"{whole / 1000:.1f} s; own work p99 {p99(self._work, whole):.1f} ms, longest "
            f"{max(self._work):.0f} ms, {busy} over 16 ms"
        )


def p99(turns, whole):
    """The turn that a moment in a hundred of *whole* falls into, or a longer one."""
    passed = 0.0
    for turn in sorted(turns, reverse=True):
        passed += turn
        if passed >= whole / 100:
            return turn
    return 0.0


class Bench(QObject):
    """One step after another in the window's own event loop."""

    def __init__(self, session, card):
        super().__init__(session)
        self.session, self.card = session, card
        self.window = session.window
        self.table = self.window.light_table
        self.stalls = Stalls(self)
        self.start = 0.0
        self.seen = 0.0
        self.asked = []
        QTimer.singleShot(GIVEN_UP_MS, self.window.close)
        QTimer.singleShot(5_000, self.show_table)  # the browser engine of the preview has come by then

    def show_table(self):
        self.start = time.perf_counter()
        self.stalls.begin()
        self.session.newsroom.light_table.found.connect(self.shown)
        self.window.workspaces.choose("photos")

    def shown(self, found):
        self.session.newsroom.light_table.found.disconnect(self.shown)
        QTimer.singleShot(0, lambda: self.first(len(found.frames)))

    def first(self, count):
        print(f"{count} photos on the table after {1000 * (time.perf_counter() - self.start):.0f} ms")
        QTimer.singleShot(1_000, self.leave)

    def leave(self):
        print("  opening:", self.stalls.told())
        self.stalls.begin()
        QTimer.singleShot(ALONE_MS, self.scroll)

    def scroll(self):
        print("  left alone:", self.stalls.told())
        self.bar = self.table.grid.verticalScrollBar()
        self.step = 0
        self.stalls.begin()
        self.scroll_on()

    def scroll_on(self):
        self.step += 1
        self.bar.setValue(self.bar.maximum() * self.step // 300)
        if self.step < 300:
            QTimer.singleShot(10, self.scroll_on)
        else:
            print(f"  scrolled through {self.bar.maximum()} pixels:", self.stalls.told())
            self.words = list(WORDS)
            self.stalls.begin()
            self.filter()

    def filter(self):
        if not self.words:
            print(f"  filters: median {statistics.median(self.asked):.0f} ms from word to frames;", end=" ")
            print(self.stalls.told())
            self.table.filters.search.setText("")
            QTimer.singleShot(1_500, self.take_card)
            return
        self.start = time.perf_counter()
        self.session.newsroom.light_table.found.connect(self.filtered)
        self.table.filters.search.setText(self.words.pop())

    def filtered(self, _found):
        self.session.newsroom.light_table.found.disconnect(self.filtered)
        self.asked.append(1000 * (time.perf_counter() - self.start))
        QTimer.singleShot(50, self.filter)

    def take_card(self):
        self.start = time.perf_counter()
        self.came = 0
        self.stalls.begin()
        self.session.newsroom.light_table.picture_made.connect(self.picture)
        self.session.newsroom.pictures.intake.ended.connect(self.taken)
        self.table.files_wished.emit([self.card])

    def picture(self, _photo_id, _size, image):
        if not image.isNull() and not self.seen:
            self.seen = time.perf_counter() - self.start

    def taken(self, taken):
        whole = time.perf_counter() - self.start
        print(
            f"{len(taken.photos)} photos of 24 MP: first picture after {self.seen:.2f} s, all after {whole:.1f} s"
        )
        print("  meanwhile:", self.stalls.told())
        self.window.close()


def fill(desk):
    """FRAMES photos without files, a third of them credited."""
    day = datetime(2026, 1, 1, tzinfo=UTC)
    with desk.store.writing() as tx:
        for number in range(FRAMES):
            credit = Credit(("Ni Luh Sari",), licence=Licence.OWN) if number % 3 == 0 else Credit()
            photo = Photo(
                PhotoId(desk.new_id()), f"{number:064x}", 6000, 4000, file_name=f"IMG_{number:05}.JPG",
                credit=credit, confirmed=bool(credit.creators), caption=f"Banjir di RT {number % 40}",
                event=f"Acara {number // 60}", taken_at=day + timedelta(minutes=number),
            )  # fmt: skip
            records.save(tx, "photo", photo.id, to_plain(photo), by="A", at=desk.clock(), reason="intake")
        settings.put(tx, "demo.filled", "yes")


def main() -> int:
    """Print what was found."""
    pool = scenes()
    Rounds.start = lambda _rounds: (
        None
    )  # five thousand photos would be on their way to the trial site meanwhile
    with tempfile.TemporaryDirectory() as place:
        card = Path(place) / "DCIM"
        card.mkdir()
        made = []
        for number in range(COUNT):
            if number < len(pool):
                made.append(camera_file(pool[number], number))
            data, note = made[number % len(made)], f"frame {number}".encode()
            mark = b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note
            (card / f"IMG_{number:04d}.JPG").write_bytes(data[:2] + mark + data[2:])
        with joined(Path(place) / "meja") as desk:
            fill(desk)
            open_window(lambda: nullcontext((desk, None)), shown=lambda session: Bench(session, card))
    return 0


if __name__ == "__main__":
    sys.exit(main())
