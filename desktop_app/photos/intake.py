"""The desk's side of the worker processes: hand a file over, get an answer, or kill and start anew."""

import base64
import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.examined import Examined

__all__ = ["Examined", "Intake"]

_WORKERS = 2
# Wall-clock seconds for one file. Longer than the worker's own 30 s of processor time: the machine may be busy.
_PATIENCE = 90.0
_FAREWELL = 3.0


class Intake:
    """At most two worker processes, started when first needed and used again. Safe to call from several threads.

    Every method raises Refusal or Trouble with a sentence for people; besides those of `photos.examining`, Trouble
    "photo.worker" when the file stopped the worker and "photo.closed" after `close`.
    """

    def __init__(self, *, workers: int = _WORKERS, patience: float = _PATIENCE) -> None:
        self._patience = patience
        self._count = workers
        # One token per place: a worker waiting for work, or None where none has been started yet.
        self._places: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(workers):
            self._places.put(None)
        self._running: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def examine(self, path: Path) -> Examined:
        """Look at a file from outside; see `photos.examining.examine`."""
        return from_plain(Examined, self._ask(path.name, {"work": "examine", "path": _whole(path)}))

    def renditions(self, original: Path, photo: Photo, site_name: str, blobs: Blobs) -> tuple[Rendition, ...]:
        """Make the photo's renditions and keep them in *blobs*; see `photos.renditions.make`."""
        request = {
            "work": "renditions",
            "path": _whole(original),
            "photo": to_plain(photo),
            "site_name": site_name,
            "blobs": _whole(blobs.folder),
        }
        answer = self._ask(photo.file_name or "Foto", request)
        return tuple(from_plain(Rendition, item) for item in answer)

    def thumbnail(self, original: Path, size: int) -> bytes:
        """A small upright JPEG, its longer side at most *size* pixels."""
        answer = self._ask("Foto", {"work": "thumbnail", "path": _whole(original), "size": size})
        return base64.b64decode(answer)

    def close(self) -> None:
        """Stop the workers. What they were doing ends in Trouble; nothing half-made is left in the photo folder."""
        with self._lock:
            self._closed = True
            running = tuple(self._running)
        for worker in running:
            self._retire(worker)

    def _ask(self, name: str, request: dict[str, Any]) -> Any:
        worker = self._places.get()
        back: _Worker | None = None
        try:
            if worker is None:
                worker = self._start()
            answer = worker.exchange(request, self._patience)
            if answer is None:
                cause = worker.last_words()
                self._retire(worker)
                if self._closed:
                    raise _closed()
                raise Trouble(
                    f"{name}: pembaca foto berhenti karena berkas ini. Berkasnya tidak diambil; "
                    "buka dan simpan ulang di program lain, lalu coba lagi.",
                    cause=cause,
                    kind="photo.worker",
                )
            back = worker
        finally:
            self._places.put(back)
        return _unpacked(answer)

    def _start(self) -> "_Worker":
        with self._lock:
            if self._closed:
                raise _closed()
            worker = _Worker()
            self._running.add(worker)
        return worker

    def _retire(self, worker: "_Worker") -> None:
        with self._lock:
            self._running.discard(worker)
        worker.stop()


class _Worker:
    """One process and its two pipes."""

    def __init__(self) -> None:
        self._ending = threading.Lock()
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._words,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            self._words.close()
            raise Trouble(
                "Pembaca foto tidak dapat dijalankan. Mulai ulang program ini.",
                cause=str(error),
                kind="photo.worker",
            ) from error

    def exchange(self, request: dict[str, Any], patience: float) -> dict[str, Any] | None:
        """Send one request and wait for its answer; None when the process died or took more than *patience* s."""
        if self._process.stdin is None or self._process.stdout is None:
            return None
        alarm = threading.Timer(patience, self._process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except (OSError, ValueError):  # the pipe is gone: the process is dead or was stopped
            return None
        finally:
            alarm.cancel()
            alarm.join()
        if not line.endswith(b"\n"):
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer

    def last_words(self) -> str:
        """What the process said before it died, for a log."""
        with self._ending:
            self._process.kill()
            code = self._process.wait()
            if self._words.closed:
                return f"exit {code}"
            self._words.seek(0)
            text = self._words.read()[-2000:].decode(errors="replace")
        return f"exit {code}. {text}".strip()

    def stop(self) -> None:
        """End the process: kindly first, for it only waits for a line. May be called twice, by two threads."""
        with self._ending:
            if self._process.stdin is not None:
                with contextlib.suppress(OSError):  # it died with our last request unread
                    self._process.stdin.close()
            try:
                self._process.wait(_FAREWELL)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._words.close()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "photo-worker"]
    return [sys.executable, "-m", "desktop_app", "photo-worker"]


def _environment() -> dict[str, str]:
    """The desk's environment, with the program's folder in reach whatever the current folder is."""
    home = str(Path(__file__).resolve().parents[2])
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _whole(path: Path) -> str:
    return os.path.abspath(path)


def _unpacked(answer: dict[str, Any]) -> Any:
    if "refusal" in answer:
        raise Refusal(answer["refusal"]["reason"], rule=answer["refusal"]["rule"])
    if "trouble" in answer:
        raise Trouble(**answer["trouble"])
    return answer["done"]


def _closed() -> Trouble:
    return Trouble("Meja sedang ditutup; foto ini belum diambil.", kind="photo.closed")
