"""A Chromium of the system's, driven over a pipe: no port, no library. For benches."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from select import select
from typing import Any

_PATIENCE_S = 60.0
# One colour space, no scroll bars, letters hinted as a Debian desktop has it (a headless shell asks nobody and hints
# them fully), as a test of looks has to have it. The features: browsers of 2024 that can draw with either font library
# take FreeType, as Qt does; newer ones have no choice.
_FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-gpu",
    "--disable-partial-raster",
    "--disable-checker-imaging",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=slight",
    "--disable-features=FontationsFontBackend,FontationsForSelectedFormats,FontationsLinuxSystemFonts",
    "--disable-logging",
    "--log-level=3",
)
# The browser reads from 3 and writes to 4.
_PIPED = (
    "import fcntl,os,sys;a,b=(fcntl.fcntl(int(one),fcntl.F_DUPFD,10) for one in sys.argv[1:3]);"
    "os.dup2(a,3);os.dup2(b,4);os.execvp(sys.argv[3],sys.argv[3:])"
)


def programs() -> list[str]:
    """Paths of the browsers to compare with: those MEJA_CHROMIUM names, or the system's. SystemExit without one."""
    if named := os.environ.get("MEJA_CHROMIUM"):
        return named.split(os.pathsep)
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise SystemExit("Chromium is not installed; MEJA_CHROMIUM names another browser of its kind.")
    return [found]


@contextmanager
def chrome(program: str = "") -> Iterator["Chrome"]:
    """A browser with one empty page, gone at the end."""
    to_read, to_write = os.pipe(), os.pipe()
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="meja-chrome-", ignore_cleanup_errors=True) as folder:
        browser = [program or programs()[0], *_FLAGS, *root, f"--user-data-dir={folder}", "about:blank"]
        process = subprocess.Popen(
            [sys.executable, "-c", _PIPED, str(to_write[0]), str(to_read[1]), *browser],
            pass_fds=(to_write[0], to_read[1]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_write[0])
        os.close(to_read[1])
        try:
            yield Chrome(to_read[0], to_write[1])
        finally:
            process.terminate()
            process.wait(20)
            os.close(to_read[0])
            os.close(to_write[1])


class Chrome:
    """Speaks the DevTools protocol with one page. *told* holds what the page told since it was shown, newest last."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = reading, writing
        self._buffer = b""
        self._number = 0
        self._session = ""
        self.told: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")
        #: "Chrome 156", with the age of its engine
        self.name = self.call("Browser.getVersion")["product"].partition(".")[0].replace("/", " ")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command, and its answer. Raises RuntimeError with the browser's own words."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._writing, json.dumps(asked).encode() + b"\0")
        until = time.monotonic() + _PATIENCE_S
        while True:
            said = self._next(until)
            if said.get("id") == self._number:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']['message']}")
                return said["result"]
            self.told.append(said)

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first event, told already or yet to come, that is *wanted*."""
        until = time.monotonic() + _PATIENCE_S
        looked = 0
        while True:
            for event in self.told[looked:]:
                if wanted(event):
                    return event
            looked = len(self.told)
            self.told.append(self._next(until))

    def evaluate(self, code: str) -> Any:
        """The value of *code* in the page; promises are awaited."""
        told = self.call("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in told:
            raise RuntimeError(told["exceptionDetails"].get("exception", {}).get("description", "failed"))
        return told["result"].get("value")

    def show(self, url: str, width: int, height: int = 800, *, dark: bool = False) -> None:
        """Load *url* on a screen of that size and wait until it is loaded, letters included."""
        self.screen(width, height)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media="screen", features=[scheme])
        self.told.clear()
        self.call("Page.navigate", url=url)
        self.wait_for(lambda event: event.get("method") == "Page.loadEventFired")
        self.evaluate("document.fonts.ready.then(()=>1)")

    def screen(self, width: int, height: int) -> None:
        """A screen of that many pixels, one to one."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def height(self) -> int:
        """How high the page is, in pixels."""
        return int(self.evaluate("document.documentElement.scrollHeight"))

    def picture(self) -> bytes:
        """What is on the screen, as PNG."""
        return b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def _next(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select([self._reading], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise RuntimeError("The browser does not answer.")
            came = os.read(self._reading, 1 << 20)
            if not came:
                raise RuntimeError("The browser has gone.")
            self._buffer += came
        said, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(said)
