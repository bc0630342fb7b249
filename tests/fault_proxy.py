"""A line to a site that cuts, delays, repeats and delivers late: HTTP/1.1 over loopback, one request a connection."""

import contextlib
import random
import re
import socket
import threading
import time

_PATIENCE_S = 20
_PIECE = 1 << 16


class FaultProxy:
    """Listens on *port*, hands on to *target*. *badness* is the share of requests that something happens to."""

    def __init__(self, target: int, seed: int, badness: float = 0.4) -> None:
        self.target, self.badness = target, badness
        self.happened = dict.fromkeys(("cut", "half", "deaf", "torn", "slow", "twice", "late"), 0)
        self._dice = random.Random(seed)
        self._lock = threading.Lock()
        self._late: list[bytes] = []
        self._closed = threading.Event()
        self._working: set[threading.Thread] = set()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._listening.settimeout(0.1)
        self.port = self._listening.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def heal(self) -> None:
        """From now on a good line. What was held back arrives first."""
        self.badness = 0.0
        with self._lock:
            late, self._late = self._late, []
        for request in late:
            self._deliver(request)

    def close(self) -> None:
        self._closed.set()
        self._accepting.join(_PATIENCE_S)
        for thread in tuple(self._working):
            thread.join(_PATIENCE_S)
        self._listening.close()

    def _accept(self) -> None:
        while not self._closed.is_set():
            with contextlib.suppress(TimeoutError):
                here, _ = self._listening.accept()
                thread = threading.Thread(target=self._serve, args=(here,))
                self._working.add(thread)
                thread.start()

    def _serve(self, here: socket.socket) -> None:
        try:
            with here, contextlib.suppress(OSError):
                here.settimeout(_PATIENCE_S)
                request = _request(here)
                if request:
                    self._hand_on(here, request)
        finally:
            self._working.discard(threading.current_thread())

    def _hand_on(self, here: socket.socket, request: bytes) -> None:
        with self._lock:
            bad = self._dice.random() < self.badness
            what = self._dice.choice(tuple(self.happened)) if bad else ""
            share, wait = self._dice.random(), self._dice.uniform(0.02, 0.3)
            if what:
                self.happened[what] += 1
            if what == "late":
                self._late.append(request)
                if len(self._late) > 3:
                    request = self._late.pop(0)  # an old one arrives instead, and its answer goes nowhere
                    what = "deaf"
        if what == "cut":
            return
        if what == "half":
            self._deliver(request[: int(len(request) * share)], whole=False)
            return
        if what == "slow":
            time.sleep(wait)
        answer = self._deliver(request)
        if what == "twice":
            answer = self._deliver(request)
        if what == "torn":
            answer = answer[: int(len(answer) * share)]
        if what != "deaf":
            here.sendall(answer)

    def _deliver(self, request: bytes, *, whole: bool = True) -> bytes:
        """The whole answer; empty when the site is not there or dies over it."""
        answer = b""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.target)) as there:
            there.settimeout(_PATIENCE_S)
            there.sendall(request)
            while whole and (piece := there.recv(_PIECE)):
                answer += piece
        return answer


def _request(here: socket.socket) -> bytes:
    """One whole request, which asks for the connection to be closed; empty when the client went away."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = here.recv(_PIECE)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    wanted = int(length.group(1)) if length else 0
    while len(body) < wanted:
        piece = here.recv(_PIECE)
        if not piece:
            return b""
        body += piece
    kept = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n" + body
