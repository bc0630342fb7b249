"""The public page as a browser and a reader with a screen reader meet it: axe, weight, requests, layout shift.

python tests/bench/page_quality.py          MEJA_AXE=/path/to/axe.min.js, or npm fetches axe-core into a scratch folder

A demo day with its site is walked; Chromium opens its pages at 360 and 1280 pixels, by day and by night, over a slow
line (1.6 Mbit/s, 150 ms) without a cache. Ends with 1 when axe finds a violation, a page without its photos weighs more
than 60 kB, a request leaves the site, or anything moves while the page loads.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from chrome import Chrome, chrome

from desktop_app.app.walk import walk
from desktop_app.desk import finding, syncing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.listing import Query

WIDTHS = (360, 1280)
HEAVIEST = 60_000  # bytes over the line, photos not counted
_SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
_WATCH = """window.moved = 0;
new PerformanceObserver(function (list) { list.getEntries().forEach(function (one) { window.moved += one.value; }); })
  .observe({ type: "layout-shift", buffered: true });"""
_AXE = """axe.run(document, { resultTypes: ["violations", "incomplete"] }).then(function (found) {
  function told(list) { return list.map(function (one) { return one.id + ": " + one.nodes.map(function (node) {
    return node.target.join(" ") + " (" + node.any.map(function (why) { return why.message; }).join("; ") + ")";
  }).slice(0, 4).join(", "); }); }
  return { violations: told(found.violations), unsure: told(found.incomplete), passed: found.passes.length };
})"""
_SETTLED_S = 1.2
_BAD = (
    "data:text/html,<title>x</title><div id=a></div><p>moved</p><img src='data:,'><script>setTimeout(function(){"
    "document.getElementById('a').style.height='200px'},600)</script>"
)


@dataclass
class Measured:
    """One page at one width and mode. *weight* is in bytes as they came over the line, photos not counted."""

    weight: int = 0
    photos: int = 0
    requests: int = 0
    foreign: list[str] = field(default_factory=list)
    moved: float = 0.0
    violations: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)

    @property
    def well(self) -> bool:
        return not (self.violations or self.foreign or self.moved) and self.weight <= HEAVIEST


def axe_source(scratch: Path) -> str:
    """axe-core's own script. It is not part of this program, so it stays outside of it."""
    given = os.environ.get("MEJA_AXE")
    if given is None:
        command = [
            "npm",
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(scratch),
            "axe-core",
        ]
        subprocess.run(command, check=True)
        given = str(scratch / "node_modules" / "axe-core" / "axe.min.js")
    return Path(given).read_text(encoding="utf-8")


def measure(browser: Chrome, url: str, width: int, *, dark: bool, axe: str) -> Measured:
    """Open *url* as a new reader would, and ask everything."""
    browser.call("Network.clearBrowserCache")
    browser.show(url, width, dark=dark)
    time.sleep(_SETTLED_S)
    found = Measured()
    browser.evaluate("1")  # so that what the page has told so far is here
    addresses = {
        event["params"]["requestId"]: event["params"]["request"]["url"]
        for event in browser.told
        if event.get("method") == "Network.requestWillBeSent"
    }
    for event in browser.told:
        if event.get("method") == "Network.loadingFinished":
            address = addresses.get(event["params"]["requestId"], "")
            size = int(event["params"]["encodedDataLength"])
            if urlsplit(address).path.startswith("/foto/"):
                found.photos += size
            else:
                found.weight += size
    asked = [address for address in addresses.values() if not address.startswith("data:")]
    found.requests = len(asked)
    found.foreign = [address for address in asked if urlsplit(address).netloc != urlsplit(url).netloc]
    browser.evaluate("new Promise(function (then) { window.scrollTo(0, 1e6); setTimeout(then, 400); })")
    found.moved = float(browser.evaluate("window.moved"))
    browser.evaluate("window.scrollTo(0, 0)")
    browser.evaluate(axe)
    told = browser.evaluate(_AXE)
    found.violations, found.unsure = told["violations"], told["unsure"]
    return found


def _why(line: str) -> str:
    """The first reason axe gives."""
    return line.partition(" (")[2].partition(")")[0]


def _pages(desk: Desk) -> dict[str, str]:
    syncing.one_round(desk)
    rows = finding.list_articles(desk, Query()).rows
    found = [finding.open_article(desk, ArticleId(row.id)) for row in rows]
    urls = [one.public_url for one in found if one.public_url]
    parts = urlsplit(urls[0])
    site = f"{parts.scheme}://{parts.netloc}"
    section = next(one.article.section for one in found if one.public_url)
    return {
        "home": f"{site}/",
        "article": urls[-1],
        "article, of the day": urls[0],
        "indeks": f"{site}/indeks",
        "search": f"{site}/cari?q=warga",
        "search, empty": f"{site}/cari",
        "section": f"{site}/rubrik/{section}",
        "most read": f"{site}/terpopuler",
        "not found": f"{site}/berita/tidak-ada",
    }


def main() -> int:
    failed = 0
    with tempfile.TemporaryDirectory(prefix="meja-page-") as scratch:
        axe = axe_source(Path(scratch))
        with walk(None, lambda _step: None) as (_, desk), chrome() as browser:
            browser.call("Network.setCacheDisabled", cacheDisabled=True)
            browser.call("Network.emulateNetworkConditions", **_SLOW)
            browser.call("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)
            bad = measure(browser, _BAD, WIDTHS[0], dark=False, axe=axe)
            if not (bad.violations and bad.moved):
                raise SystemExit("A page that is wrong on purpose was not found wrong.")
            unsure: set[str] = set()
            print("page                  width  mode    weight   photos  requests  moved  violations  unsure")
            for name, url in _pages(desk).items():
                for width in WIDTHS:
                    for dark in (False, True):
                        one = measure(browser, url, width, dark=dark, axe=axe)
                        failed |= not one.well
                        print(
                            f"{name:21} {width:5}  {'dark' if dark else 'light':5} {one.weight:8} {one.photos:8} "
                            f"{one.requests:9} {one.moved:6.3f} {len(one.violations):11} {len(one.unsure):7}",
                            flush=True,
                        )
                        for line in (*one.violations, *one.foreign):
                            print("   ", line)
                        unsure |= {line.partition(" ")[0] + " " + _why(line) for line in one.unsure}
    print("axe could not tell:", *sorted(unsure), sep="\n  ")
    print("WRONG: see above" if failed else "all as it should be")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
