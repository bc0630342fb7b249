"""One HTTP exchange over one kept connection, with every wait and every size bounded.

No redirects, no proxies from the environment, no retries but one: a kept connection the site closed meanwhile is
opened again, which is safe because every call of the protocol may be repeated.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from desktop_app.domain.errors import Refusal
from desktop_app.sync.trouble import lying, unreachable
from desktop_app.wire import packing

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
_CHUNK = 64 * 1024
_LONGEST_LINE = 1024 * 1024  # bytes of one line of an open answer
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Request:
    """*path* begins with a slash and is below the site's address; *largest* caps the answer, inflated, in bytes.

    *seconds* is the deadline of the whole call, from connecting to the last byte. *works*: the site may be silent until
    then because it is at work, and is not taken for gone.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    largest: int = 16 * 1024 * 1024
    seconds: float = 60.0
    works: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """Header names are lower case. *body* is inflated; *travelled* is what the body weighed on the line."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    travelled: int = 0


class Transport(Protocol):
    """How a client reaches its site; tests put a faulty line in its place."""

    def send(self, request: Request) -> Response:
        """Raises Trouble "site.unreachable" or "site.lying"."""
        ...

    def reach(self) -> None:
        """Raises Trouble "site.unreachable" when there is nobody to send to."""
        ...

    def close(self) -> None: ...


class HttpTransport:
    """The real line to the site at *address*. Not thread-safe: one per client, one client per lane."""

    def __init__(
        self, address: str, *, connect_seconds: float = CONNECT_SECONDS, read_seconds: float = READ_SECONDS
    ) -> None:
        parts = urlsplit(address)
        host = parts.hostname or ""
        if (
            parts.scheme not in ("http", "https")
            or not host
            or parts.query
            or parts.fragment
            or parts.username
        ):
            raise Refusal(f"Alamat situs tidak benar: {address}", rule="site.address")
        if parts.scheme == "http" and host not in _LOOPBACK:
            raise Refusal(
                "Alamat situs harus diawali https:// agar tulisan dan tanda masuk tidak dapat disadap.",
                rule="site.address",
            )
        try:
            self._port = parts.port
        except ValueError as error:
            raise Refusal(f"Alamat situs tidak benar: {address}", rule="site.address") from error
        self._secure = parts.scheme == "https"
        self._host = host
        self._prefix = parts.path.rstrip("/")
        self._connect_seconds = connect_seconds
        self._read_seconds = read_seconds
        self._connection: HTTPConnection | None = None

    def send(self, request: Request) -> Response:
        """One exchange. Raises Trouble as :class:`Transport` says."""
        ends = time.monotonic() + request.seconds
        reused = self._connection is not None
        try:
            return self._exchange(request, ends)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as error:
            self.close()
            if not reused:
                raise unreachable(repr(error)) from error
        except (HTTPError, http.client.HTTPException, OSError) as error:
            self.close()
            raise unreachable(repr(error)) from error
        except BaseException:
            self.close()
            raise
        try:
            return self._exchange(request, ends)
        except (HTTPError, http.client.HTTPException, OSError) as error:
            self.close()
            raise unreachable(repr(error)) from error
        except BaseException:
            self.close()
            raise

    def reach(self) -> None:
        """Open the line, unless it is open. Raises Trouble "site.unreachable"."""
        if self._connection is not None:
            return
        try:
            self._connection = self._connect(time.monotonic() + self._connect_seconds)
        except (HTTPError, OSError) as error:
            raise unreachable(repr(error)) from error

    def listen(self, path: str, headers: Mapping[str, str], silence: float) -> "OpenLine":
        """An answer that does not end: lines as they come, over a connection of its own.

        A line silent for *silence* seconds is dead. Raises Trouble "site.unreachable".
        """
        connection = None
        try:
            connection = self._connect(time.monotonic() + self._connect_seconds)
            connection.timeout = silence
            if connection.sock is not None:
                connection.sock.settimeout(silence)
            connection.request(
                "GET",
                self._prefix + path,
                headers={**headers, "Accept": "text/event-stream"},
                preload_content=False,
                decode_content=False,
            )
            response = connection.getresponse()
        except (HTTPError, http.client.HTTPException, OSError) as error:
            if connection is not None:
                connection.close()
            raise unreachable(repr(error)) from error
        return OpenLine(connection, response)

    def close(self) -> None:
        """Hang up; the next call connects again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _exchange(self, request: Request, ends: float) -> Response:
        connection = self._connection or self._connect(ends)
        self._connection = connection
        connection.timeout = request.seconds if request.works else self._read_seconds
        with _Watchdog(connection.sock, ends) as watchdog:
            connection.request(
                request.method,
                self._prefix + request.path,
                body=request.body or None,
                headers={**request.headers, "Accept-Encoding": packing.OFFERED},
                preload_content=False,
                decode_content=False,
            )
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.headers.items()}
            try:
                body, travelled = _read(
                    response, headers.get("content-encoding", "identity"), request.largest
                )
                watchdog.check()
            except BaseException:
                response.close()  # an answer that ends with its line owns the socket
                raise
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Response(response.status, headers, body, travelled)

    def _connect(self, ends: float) -> HTTPConnection:
        seconds = max(0.001, min(self._connect_seconds, ends - time.monotonic()))
        connection = (
            HTTPSConnection(self._host, self._port, timeout=seconds, ssl_context=ssl.create_default_context())
            if self._secure
            else HTTPConnection(self._host, self._port, timeout=seconds)
        )
        try:
            connection.connect()
        except BaseException:
            connection.close()
            raise
        return connection


class OpenLine:
    """A line that stays open. *status* is HTTP's; :meth:`cut` ends it from any thread."""

    def __init__(self, connection: HTTPConnection, response: HTTPResponse) -> None:
        self._connection = connection
        self._response = response
        self._sock = connection.sock  # urllib3 lets go of it once the answer owns it
        self.status = response.status
        self.media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()

    def lines(self) -> Iterator[bytes]:
        """Each line without its end. Raises Trouble "site.unreachable" when the line breaks or falls silent."""
        rest = b""
        try:
            for piece in self._response.stream(_CHUNK, decode_content=False):
                *whole, rest = (rest + piece).split(b"\n")
                if len(rest) > _LONGEST_LINE:
                    raise lying("an endless line")
                yield from whole
        except (HTTPError, http.client.HTTPException, OSError, ValueError, AttributeError) as error:
            # A cut from another thread surfaces as any of these.
            raise unreachable(repr(error)) from error
        raise unreachable("the site hung up")

    def cut(self) -> None:
        """End it. Safe to call twice."""
        if self._sock is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            self._connection.close()


class _Watchdog:
    """Cuts the line at the deadline: a site that drips a byte a second never trips a read timeout."""

    def __init__(self, sock: socket.socket | None, ends: float) -> None:
        self._sock = sock
        self._barked = False
        self._timer = threading.Timer(max(0.0, ends - time.monotonic()), self._bark)
        self._timer.daemon = True

    def __enter__(self) -> "_Watchdog":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def check(self) -> None:
        """Raises TimeoutError when the line was cut, for answers that end with their line."""
        if self._barked:
            raise TimeoutError("the call took longer than its deadline")

    def _bark(self) -> None:
        self._barked = True
        if self._sock is not None:
            try:
                # The plain socket's own method: an encrypted line must not be negotiated with, only cut.
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
            except OSError:
                return  # already closed


def _read(response: HTTPResponse, encoding: str, largest: int) -> tuple[bytes, int]:
    """The body, unpacked by ourselves so that the cap holds before the memory is spent."""
    pieces: list[bytes] = []
    travelled = 0
    try:
        unpacker = packing.Unpacker(encoding, largest)
        while chunk := response.read(_CHUNK, decode_content=False):
            travelled += len(chunk)
            pieces.append(unpacker.feed(chunk))
            if travelled > largest + _CHUNK:
                raise packing.TooLarge(f"larger than {largest} bytes")
        unpacker.finish()
    except ValueError as error:
        raise lying(f"answer: {error}") from error
    return b"".join(pieces), travelled
