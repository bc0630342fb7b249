"""The local trial site: an own process on loopback, started with the desk and gone with it."""

import json
import os
import secrets
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from desktop_app.app.folders import program
from desktop_app.database.folder import ready_folder
from desktop_app.domain.errors import Trouble
from desktop_app.domain.newsroom import Person

# Long, for an old laptop whose disk is busy: the desk works on meanwhile.
_START_SECONDS = 120.0
_STOP_SECONDS = 5.0


class TrialSite:
    """Starts the site when it is asked for, and starts it again when it died. Thread-safe.

    The desk's token is made anew for each start, handed over on standard input and kept in memory only: there is
    nothing on disk to steal. The site ends when its standard input closes, so it cannot outlive a killed desk.
    """

    def __init__(self, folder: Path, person: Person) -> None:
        self._folder = folder
        self._person = person
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._address = ("", "")
        self._plugged = True

    def address(self) -> tuple[str, str]:
        """(url, token) of the running site. Raises Trouble when it is unplugged or does not come up."""
        with self._lock:
            if not self._plugged:
                raise Trouble(
                    "Situs percobaan sedang dimatikan. Tulisan tetap tersimpan di meja ini.",
                    kind="site.unreachable",
                )
            if self._process is None or self._process.poll() is not None:
                self._start()
            return self._address

    def plug(self, in_: bool) -> None:
        """Pull the plug, or put it back: the way to try what happens without a network."""
        with self._lock:
            self._plugged = in_
            if not in_:
                self._stop()

    @property
    def process_id(self) -> int | None:
        """The site's own process id while it runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def close(self) -> None:
        """Stop the site, by its own process."""
        with self._lock:
            self._plugged = False
            self._stop()

    def _start(self) -> None:
        self._stop()
        token = secrets.token_urlsafe(32)
        owner = {"token": token, "name": self._person.name, "role": self._person.role.value}
        try:
            self._process = process = self._launch()
            assert process.stdin is not None
            process.stdin.write(json.dumps(owner) + "\n")
            process.stdin.flush()
            line = _first_line(process)
            url = json.loads(line)["url"]
        except (OSError, ValueError, KeyError) as error:
            self._stop()
            raise Trouble(
                "Situs percobaan tidak mau menyala. Coba lagi, atau lihat catatannya di site.log.",
                cause=str(error),
                kind="site.unreachable",
            ) from error
        self._address = (url, token)

    def _launch(self) -> subprocess.Popen[str]:
        ready_folder(self._folder, private=False)
        with (self._folder / "site.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own program
                [*program(), "site", "--data", str(self._folder), "--owner-stdin"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                # A copy: the browser engine comes up meanwhile and changes the process's own, which would move it
                # under the new process's feet ("Bad address").
                env=dict(os.environ),
            )

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            _close(stream)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _first_line(process: subprocess.Popen[str]) -> str:
    """The site's first line on standard output, waited for at most :data:`_START_SECONDS`."""
    assert process.stdout is not None
    timer = threading.Timer(_START_SECONDS, process.kill)
    timer.start()
    try:
        return process.stdout.readline()
    finally:
        timer.cancel()


def _close(stream: IO[str] | None) -> None:
    if stream is not None:
        with suppress(OSError):  # the other end may be gone already, which is what closing asks for
            stream.close()
