"""The desk's side of worker processes: hand a request over, get an answer, or kill and start anew."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import Refusal, Trouble

_FAREWELL = 3.0  # seconds
IDLE = 20.0  # seconds without a request after which a worker's memory is given back


@dataclass(frozen=True, slots=True)
class Sentences:
    """What people read when a worker fails. *stopped* has a hole ``{name}``; *kind* begins the troubles' keys."""

    kind: str
    stopped: str
    cannot_start: str
    closed: str


class Pool:
    """A few processes of one kind, started when needed and used again. Safe to call from several threads.

    *command* is the program's own first argument that makes it a worker; *patience* is wall-clock seconds for one
    request, after which the process is killed; *idle* seconds without a request after which it is sent home.
    """

    def __init__(
        self, command: str, said: Sentences, *, workers: int, patience: float, idle: float = IDLE
    ) -> None:
        self._command = command
        self._said = said
        self._patience = patience
        self._idle = idle
        # One token per place: a worker waiting for work, or None where none has been started yet.
        self._places: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(workers):
            self._places.put(None)
        self._running: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def ask(self, name: str, request: dict[str, Any]) -> Any:
        """Do one request; *name* is what people call the thing.

        Raises what the work raised (Refusal, Trouble), Trouble "<kind>.worker" when the process died or was killed
        over it, and "<kind>.closed" after :meth:`close`.
        """
        worker = self._places.get()
        back: _Worker | None = None
        try:
            if worker is None or not worker.wake():
                worker = self._start()
            answer = worker.exchange(request, self._patience)
            if answer is None:
                cause = worker.last_words()
                self._retire(worker)
                if self._closed:
                    raise self._no_more()
                raise Trouble(
                    self._said.stopped.format(name=name), cause=cause, kind=f"{self._said.kind}.worker"
                )
            back = worker
            worker.doze(self._idle, self._retire)
        finally:
            self._places.put(back)
        return _unpacked(answer)

    def close(self) -> None:
        """Stop the workers. What they were doing ends in Trouble."""
        with self._lock:
            self._closed = True
            running = tuple(self._running)
        for worker in running:
            self._retire(worker)

    def _start(self) -> "_Worker":
        with self._lock:
            if self._closed:
                raise self._no_more()
            worker = _Worker(self._command, self._said)
            self._running.add(worker)
        return worker

    def _retire(self, worker: "_Worker") -> None:
        with self._lock:
            self._running.discard(worker)
        worker.stop()

    def _no_more(self) -> Trouble:
        return Trouble(self._said.closed, kind=f"{self._said.kind}.closed")


class _Worker:
    """One process and its two pipes."""

    def __init__(self, command: str, said: Sentences) -> None:
        self._ending = threading.Lock()
        self._turn = threading.Lock()  # whether it dozes is asked and changed in one step
        self._nap: threading.Timer | None = None
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                _command(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._words,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            self._words.close()
            raise Trouble(said.cannot_start, cause=str(error), kind=f"{said.kind}.worker") from error

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

    def doze(self, idle: float, gone: Callable[["_Worker"], None]) -> None:
        """Wait for the next request, and end after *idle* seconds without one; *gone* is told then."""

        def over() -> None:
            with self._turn:
                if self._nap is not nap:
                    return
                self._nap = None
            gone(self)

        nap = threading.Timer(idle, over)
        nap.daemon = True
        with self._turn:
            self._nap = nap
        nap.start()

    def wake(self) -> bool:
        """Take it out of its doze for a request; False when it has gone home meanwhile."""
        with self._turn:
            nap, self._nap = self._nap, None
        if nap is not None:
            nap.cancel()
        return nap is not None

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
        self.wake()
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


def _command(name: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, name]
    return [sys.executable, "-m", "desktop_app", name]


def _environment() -> dict[str, str]:
    """The desk's environment, with the program's folder in reach whatever the current folder is."""
    home = str(Path(__file__).resolve().parents[2])
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _unpacked(answer: dict[str, Any]) -> Any:
    if "refusal" in answer:
        raise Refusal(answer["refusal"]["reason"], rule=answer["refusal"]["rule"])
    if "trouble" in answer:
        raise Trouble(**answer["trouble"])
    return answer["done"]
