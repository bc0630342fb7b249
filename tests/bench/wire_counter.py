"""A line in between that counts what passes: requests, bytes each way, connections. Loopback only."""

import contextlib
import multiprocessing
import re
import socket
import threading
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

_REQUEST = re.compile(
    rb"(?:GET|POST|PUT|PATCH|HEAD|DELETE|PROPFIND|MKCOL|MOVE) /[^ \r\n]{0,2000} HTTP/1\.1\r\n"
)


@dataclass
class Count:
    requests: int = 0
    up: int = 0
    down: int = 0
    lines: int = 0
    asked: list[str] = field(default_factory=list)


class Counter:
    """Listens on *port* and hands everything on to *target* on this machine, in a process of its own.

    So the CPU seconds of the measured desk hold none of the counting.
    """

    def __init__(self, target: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._asked, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(target, far), daemon=True)
        self._process.start()
        far.close()
        self.port: int = self._asked.recv()

    def take(self) -> Count:
        """What passed since the last time."""
        self._asked.send("take")
        return self._asked.recv()

    def close(self) -> None:
        self._asked.close()
        self._process.join(10)


def _serve(target: int, asked: Connection) -> None:
    line = _Line(target)
    asked.send(line.port)
    with contextlib.suppress(EOFError):
        while asked.recv():
            asked.send(line.take())


class _Line:
    def __init__(self, target: int) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._count = Count()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def take(self) -> Count:
        with self._lock:
            count, self._count = self._count, Count()
            return count

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listening.accept()
                there = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                return
            with self._lock:
                self._count.lines += 1
            for one in (here, there):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._pump, args=(here, there, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(there, here, False), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        try:
            while piece := source.recv(1 << 16):
                with self._lock:
                    if up:
                        self._count.up += len(piece)
                        asked = [one.split()[1].decode("latin-1") for one in _REQUEST.findall(piece)]
                        self._count.requests += len(asked)
                        self._count.asked += asked
                    else:
                        self._count.down += len(piece)
                target.sendall(piece)
        except OSError:
            pass
        for one in (source, target):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
