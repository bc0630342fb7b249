"""How long the desk takes to its first paint and to its first previewed page, beside a bare window with a browser.

QT_QPA_PLATFORM=offscreen python tests/bench/bench_start.py [rounds]

Child processes alternate: a bare QMainWindow with an eager QWebEngineView, our desk on the demo newsroom, our desk
on 20,000 stories. Times are ms since the parent started the child; memory is PSS of the child and its children.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
STORIES = 20_000
WORDS = ["Warga", "pasar", "kampung", "sungai", "bupati", "sekolah", "jalan", "banjir", "panen", "taman"]
GIVEN_UP_S = 90


# -- the child: tells its times on one line


class Times:
    def __init__(self):
        self.start = int(os.environ["BENCH_T0"])
        self.ms = {}

    def mark(self, name):
        self.ms.setdefault(name, (time.monotonic_ns() - self.start) / 1e6)

    def tell(self):
        self.ms["pss_mib"] = tree_pss() / 1024
        print(json.dumps(self.ms), flush=True)


def tree_pss():
    """KiB of this process and everything below it."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(stat[1]), []).append(int(folder.name))
    total, waiting = 0, [os.getpid()]
    while waiting:
        pid = waiting.pop()
        waiting += parents.get(pid, [])
        try:
            rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:")), 0)
    return total


def marking(window_class, times):
    """Have *window_class* mark the end of its first paintEvent."""
    before = window_class.paintEvent

    def paint(self, event):
        before(self, event)
        times.mark("window")

    window_class.paintEvent = paint


def bare():
    times = Times()
    from PySide6.QtCore import QUrl
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])

    class Window(QMainWindow):
        pass

    marking(Window, times)
    window, view = Window(), QWebEngineView()
    window.resize(1280, 800)
    window.setCentralWidget(view)
    window.setContentsMargins(8, 8, 8, 8)  # else the browser covers the window and it never paints

    def painted(_answer):
        times.mark("preview")
        times.tell()
        os._exit(0)

    # The same notion of "painted" as the desk's own signal: the page answers a script after it has been shown.
    view.loadFinished.connect(lambda _well: view.page().runJavaScript("document.body.offsetHeight", painted))
    view.setHtml(
        "<!doctype html><meta charset=utf-8><h1>Banjir</h1>" + "<p>Warga mengungsi.</p>" * 40, QUrl()
    )
    window.show()
    app.exec()


def desk(folder):
    times = Times()
    from desktop_app.app import window as opening
    from desktop_app.ui import start
    from desktop_app.ui.window import Window

    marking(Window, times)
    real = start.open_window

    def shown(session):
        def listed(listing, _query):
            times.mark("list")
            if not session.newsroom.open_id and listing.rows:
                session.newsroom.open_article(listing.rows[0].id)

        def painted():
            if "preview" not in times.ms:
                times.mark("preview")
                times.tell()
                session.window.close()

        session.newsroom.listed.connect(listed)
        session.newsroom.article_opened.connect(lambda _opened: times.mark("opened"))
        session.newsroom.page_rendered.connect(lambda _page: times.mark("rendered"))
        session.window.preview.painted.connect(painted)

    start.open_window = lambda opening, **more: real(opening, **(more | {"shown": shown}))
    opening.open_desk(Path(folder))


# -- the parent


def demo_folder(folder):
    from desktop_app.app.folders import resources
    from desktop_app.app.join import joined
    from desktop_app.desk import demo, filling

    with joined(folder) as made:
        filling.fill(made, demo.load(resources() / "demo"))


def large_folder(folder):
    from desktop_app.domain.article import Article
    from desktop_app.domain.document import BlockText
    from desktop_app.domain.ids import ArticleId, BlockId, new_id
    from desktop_app.domain.plain import to_plain
    from desktop_app.storage import records, settings
    from desktop_app.storage.store import Store

    store = Store.open(folder)
    now = datetime.now(UTC) - timedelta(days=1)
    try:
        with store.writing() as tx:
            settings.put(tx, "demo.filled", "yes")
            for at in range(STORIES):
                name = f"{WORDS[at % 10]} {WORDS[at // 10 % 10]} {WORDS[at // 100 % 10]} {at}"
                story = Article(
                    id=ArticleId(new_id()),
                    short_title=name,
                    headline=f"Tentang {name}",
                    lead=f"Kabar {name}.",
                    body=(BlockText(BlockId(f"{at:012x}"), f"Isi berita {name}. " * 8),),
                )
                records.save(tx, "article", story.id, to_plain(story), by="bench", at=now, reason="bench")
    finally:
        store.close()


def once(case, *arguments, scratch):
    env = os.environ | {"XDG_CONFIG_HOME": scratch, "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["BENCH_T0"] = str(time.monotonic_ns())
    done = subprocess.run(
        [sys.executable, __file__, "--child", case, *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=GIVEN_UP_S,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise SystemExit(f"{case} told nothing (exit {done.returncode}): {done.stderr[-800:]}")
    return json.loads(lines[-1])


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(prefix="meja-bench-") as scratch:
        small, large = Path(scratch) / "small", Path(scratch) / "large"
        demo_folder(small)
        before = time.monotonic()
        large_folder(large)
        print(f"{STORIES} stories written in {time.monotonic() - before:.1f} s", flush=True)
        cases = {
            "bare": ("bare",),
            "desk, 12 stories": ("desk", str(small)),
            "desk, 20,000 stories": ("desk", str(large)),
        }
        told = {name: [] for name in cases}
        for number in range(rounds + 1):  # the first round warms the caches and is dropped
            for name, arguments in cases.items():
                answer = once(*arguments, scratch=scratch)
                if number:
                    told[name].append(answer)
    mid = {}
    for name, rows in told.items():
        mid[name] = {key: statistics.median(row[key] for row in rows) for key in rows[0]}
        print(f"{name}: " + ", ".join(f"{key} {value:.0f}" for key, value in mid[name].items()))
    for name in list(cases)[1:]:
        ratios = {key: mid[name][key] / mid["bare"][key] for key in ("window", "preview", "pss_mib")}
        print(f"ratio {name}: " + ", ".join(f"{key} {value:.2f}" for key, value in ratios.items()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        {"bare": bare, "desk": desk}[sys.argv[2]](*sys.argv[3:])
    else:
        main()
