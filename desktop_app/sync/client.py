"""The site as the desk sees it: protocol calls in, checked shapes out. Nothing unchecked leaves this module."""

import re
from collections.abc import Sequence
from types import TracebackType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from desktop_app.sync.transport import HttpTransport, OpenLine, Request, Response, Transport
from desktop_app.sync.trouble import lying, refused, too_old, unauthorised, unreachable
from desktop_app.wire import json, packing
from desktop_app.wire.records import check, is_identifier, is_sha256
from desktop_app.wire.shapes import (
    CURSOR_HEADER,
    HELLO_HEADER,
    PROTOCOL,
    SCHEMA,
    Changes,
    Entrance,
    HaveResult,
    Hello,
    Lists,
    Missing,
    OpsResult,
)

S = TypeVar("S", bound=BaseModel)

BASE = "/sync/v1"
LARGEST_JSON = 16 * 1024 * 1024
LARGEST_PROBLEM = 64 * 1024
MEDIA_SECONDS = 600.0
SILENCE_SECONDS = 60.0  # the site says something every 25
_LONGEST_DETAIL = 300  # characters of the site's own words that we show
_LONGEST_WAIT = 300.0  # seconds; a site cannot silence a desk for a day
_LONGEST_TAG = 200
_SCHEMA = ", ".join(f"{kind}={number}" for kind, number in SCHEMA.items())
_OFFERING = ("/ops", "/blobs")
_JSON_TYPES = ("application/json", "application/problem+json")
_CONTENT_RANGE = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})")
_BEYOND = re.compile(r"(?:bytes )?\*/(\d{1,12})")
_OFFSET = re.compile(r"\d{1,12}")


class SiteClient:
    """Calls of the sync protocol. Counts *requests*, *bytes_up* and *bytes_down* (bodies as they travelled).

    *hello_tag* names the hello the site would say now, by its last answer that told.

    Every call raises Trouble (:mod:`desktop_app.sync.trouble`) for anything but a good answer. Not thread-safe.
    """

    def __init__(self, url: str, token: str, transport: Transport | None = None) -> None:
        if not token or not token.isascii() or not token.isprintable():
            raise unauthorised("the token holds characters no token has")
        self.url = url
        self._token = token
        self._transport: Transport = transport or HttpTransport(url)
        self._epoch, self._after = "", 0
        self._packs = "gzip"  # what every site of ours unpacks, until it has said hello
        self.hello_tag = ""
        self.requests = 0
        self.bytes_up = 0
        self.bytes_down = 0

    def __enter__(self) -> "SiteClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up; a later call connects again."""
        self._transport.close()

    def reach(self) -> None:
        """Make sure that somebody answers at the site's address, before anything is made ready to be sent."""
        self._transport.reach()

    def hello(self) -> Hello:
        """Who the site is and what it accepts. Raises Trouble "site.too_old" when the protocols do not meet."""
        hello = self._json(Hello, "GET", "/hello")
        if hello.protocol.get("min", PROTOCOL) > PROTOCOL:
            raise too_old(this_desk=True, cause=f"site protocol {hello.protocol}")
        if hello.protocol.get("max", PROTOCOL) < PROTOCOL:
            raise too_old(this_desk=False, cause=f"site protocol {hello.protocol}")
        if not hello.site_id or not hello.epoch:
            raise lying("hello without site_id or epoch")
        self.go_by(hello)
        return hello

    def go_by(self, hello: Hello, after: int = 0) -> None:
        """Expect the site to be as it said: in that life, its feed no shorter than *after*, taking what is packed so.

        From now on a call that offers something raises Trouble with status 412 when it is not, and nothing was taken.
        """
        self._epoch, self._after = hello.epoch, after
        self._packs = packing.best(", ".join(hello.packings)) or "gzip"

    def changes(self, after: int, limit: int) -> Changes:
        """Records with numbers above *after*, rising. Raises Trouble "site.lying" when they do not."""
        headers = {"Accept": "application/json"}
        if self._epoch:
            headers["If-None-Match"] = f'"{self._epoch}-{after}"'
        response = self._send("GET", f"/changes?after={after}&limit={limit}", headers, largest=LARGEST_JSON)
        if response.status == 304 and self._epoch:
            return Changes(epoch=self._epoch, after=after, head=after, more=False, changes=[])
        page = _read(Changes, response)
        last = after
        for change in page.changes:
            if change.seq <= last or change.seq > page.head:
                raise lying(f"change number {change.seq} after {last}, head {page.head}")
            last = change.seq
            _check_change(change.kind, change.id, change.rev, change.doc)
        if page.after != after or (page.more and not page.changes):
            raise lying("a page of changes that leads nowhere")
        return page

    def ops(self, ops: list[dict[str, Any]], written: Sequence[bytes] = ()) -> OpsResult:
        """Offer *ops*; exactly one answer for each, in their order. *written* is each as JSON, where it is at hand."""
        body = {"ops": [json.Written(one) for one in written] or ops}
        result = self._json(OpsResult, "POST", "/ops", body)
        if [answer.op for answer in result.results] != [op["op"] for op in ops]:
            raise lying("the answers do not match what was sent")
        for answer, op in zip(result.results, ops, strict=True):
            current = answer.current
            if current is None:
                if answer.status == "conflict":
                    raise lying("a conflict without the current record")
                continue
            about = ("article", op["article"]) if op["kind"] == "command" else (op["kind"], op["id"])
            if (current.kind, current.id) != about:
                raise lying("a conflict about another record")
            _check_change(current.kind, current.id, current.rev, current.doc)
        return result

    def missing_revisions(self, revs: list[str]) -> frozenset[str]:
        """Which of *revs* the site does not know."""
        answer = self._json(Missing, "POST", "/revisions/missing", {"revs": revs})
        return frozenset(answer.revs) & frozenset(revs)

    def have(self, hashes: list[str]) -> HaveResult:
        """Which of these files the site lacks, and how far unfinished ones came."""
        answer = self._json(HaveResult, "POST", "/blobs/have", {"sha256": hashes})
        asked = set(hashes)
        if not set(answer.missing) <= asked or any(size < 0 for size in answer.partial.values()):
            raise lying("an answer about files nobody asked for")
        return answer

    def put_part(self, sha256: str, offset: int, total: int, data: bytes) -> int:
        """Send bytes of a file from *offset*; answers how many the site now holds (it may ask us to go back)."""
        headers = {
            "Content-Type": "application/octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Length": str(total),
        }
        response = self._send("PATCH", f"/blobs/{sha256}", headers, data, seconds=MEDIA_SECONDS)
        stated = response.headers.get("upload-offset", "")
        if response.status == 409 and _OFFSET.fullmatch(stated):
            return int(stated)
        _expect_success(response)
        held = int(stated) if _OFFSET.fullmatch(stated) else offset + len(data)
        if held > total:
            raise lying(f"the site holds {held} of {total} bytes")
        return held

    def get_part(self, sha256: str, offset: int, length: int) -> tuple[bytes, int] | None:
        """Up to *length* bytes from *offset*, and the size of the whole file; None when the site lacks it.

        No bytes at all when the file ends at *offset* or before.
        """
        assert is_sha256(sha256)
        headers = {"Range": f"bytes={offset}-{offset + length - 1}", "Accept": "*/*"}
        response = self._send("GET", f"/blobs/{sha256}", headers, largest=length, seconds=MEDIA_SECONDS)
        if response.status == 404:
            return None
        if response.status == 200 and offset == 0:
            return response.body, len(response.body)
        stated = response.headers.get("content-range", "")
        if response.status == 416 and offset and (beyond := _BEYOND.fullmatch(stated)):
            total = int(beyond.group(1))
            if total > offset:
                raise lying(f"no bytes at {offset} of {total}")
            return b"", total
        _expect_success(response)
        found = _CONTENT_RANGE.fullmatch(stated)
        if response.status != 206 or found is None:
            raise lying("a part of a file without saying which")
        first, last, total = (int(number) for number in found.groups())
        if first != offset or last - first + 1 != len(response.body) or last >= total:
            raise lying("another part of the file than the one asked for")
        return response.body, total

    def lists(self) -> Lists:
        """What only the site counts: most-read order and views."""
        return self._json(Lists, "GET", "/lists")

    def sit(self, article_id: str, *, take_pen: bool = False) -> None:
        """Say which story this desk is in, empty for none."""
        data = json.write({"article": article_id, "take_pen": take_pen})
        _expect_success(self._send("PUT", "/seat", {"Content-Type": "application/json"}, data))

    def entrance(self) -> str:
        """The address that opens the site's admin page once."""
        return self.url + self._json(Entrance, "POST", "/entrance").path

    def events(self) -> OpenLine:
        """The site's own line: `head` and `seats` events. Raises Trouble as every call."""
        assert isinstance(self._transport, HttpTransport)
        headers = {"Authorization": f"Bearer {self._token}", "Sync-Protocol": str(PROTOCOL)}
        line = self._transport.listen(BASE + "/events", headers, SILENCE_SECONDS)
        if line.status != 200 or line.media_type != "text/event-stream":
            line.cut()
            _expect_success(Response(line.status, {}, b""))
            raise lying(f"events of type {line.media_type!r}")
        return line

    def _json(self, shape: type[S], method: str, path: str, body: object = None) -> S:
        data = json.write(body) if body is not None else b""
        headers = {"Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        return _read(shape, self._send(method, path, headers, data, largest=LARGEST_JSON))

    def _send(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes = b"",
        *,
        largest: int = LARGEST_PROBLEM,
        seconds: float = 60.0,
    ) -> Response:
        headers = {
            **headers,
            "Authorization": f"Bearer {self._token}",
            "Sync-Protocol": str(PROTOCOL),
            "Sync-Schema": _SCHEMA,
        }
        if self._epoch and path.startswith(_OFFERING):
            headers[CURSOR_HEADER] = f"{self._epoch}/{self._after}"
        if len(body) >= packing.WORTH_PACKING and headers.get("Content-Type") == "application/json":
            body = packing.pack(body, self._packs)
            headers["Content-Encoding"] = self._packs
        self.requests += 1
        self.bytes_up += len(body)
        # A refusal may be longer than a short answer was allowed to be.
        request = Request(
            method,
            BASE + path,
            headers,
            body,
            max(largest, LARGEST_PROBLEM),
            seconds,
            works=path
            == "/ops",  # hundreds of revisions are taken in as one, which a busy machine may need long for
        )
        response = self._transport.send(request)
        self.bytes_down += response.travelled
        self.hello_tag = response.headers.get(HELLO_HEADER.lower(), self.hello_tag)[:_LONGEST_TAG]
        if response.status < 400 and len(response.body) > largest:
            raise lying(f"answer larger than {largest} bytes")
        return response


def _check_change(kind: str, record_id: str, rev: str, doc: dict[str, Any] | None) -> None:
    if not is_identifier(rev):
        raise lying(f"{kind} {record_id[:80]!r}: malformed revision")
    if doc is None:
        return
    try:
        check(kind, doc)
    except ValueError as error:
        raise lying(f"{kind} {record_id[:80]!r}: {error}") from error
    named = doc.get("article_id") if kind == "page" else doc.get("id")
    if named != record_id:
        raise lying(f"{kind} {record_id[:80]!r} says it is another record")


def _read(shape: type[S], response: Response) -> S:
    """A good answer of *shape*. Raises Trouble for any other."""
    _expect_success(response)
    if _media_type(response) != "application/json":
        raise lying(f"content type {response.headers.get('content-type')!r}")
    try:
        return shape.model_validate(json.read(response.body, largest=LARGEST_JSON))
    except (ValidationError, ValueError) as error:
        raise lying(f"{shape.__name__}: {error}"[:2000]) from error


def _expect_success(response: Response) -> None:
    status = response.status
    if 200 <= status < 300:
        return
    if status == 401:
        raise unauthorised(detail_of(response))
    if status == 426:
        raise too_old(this_desk=True, cause=detail_of(response), status=status)
    if status == 429 or status >= 500:
        raise unreachable(
            detail_of(response) or f"HTTP {status}", status=status, retry_after=_retry_after(response)
        )
    if 300 <= status < 400:
        raise lying(f"redirected ({status}) to {response.headers.get('location', '')[:200]!r}")
    if status in (404, 405) and _media_type(response) not in _JSON_TYPES:
        raise lying(f"HTTP {status} without a word of the protocol: this is not the site's address")
    raise refused(status, detail_of(response))


def _media_type(response: Response) -> str:
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()


def _retry_after(response: Response) -> float | None:
    """Seconds, when the site stated them as a number; HTTP dates would need the clocks to agree."""
    stated = response.headers.get("retry-after", "")
    if not stated.isascii() or not stated.isdigit():
        return None
    return min(float(stated), _LONGEST_WAIT)


def detail_of(response: Response) -> str:
    """The site's own sentence, made harmless; empty when there is none."""
    if _media_type(response) not in _JSON_TYPES:
        return ""
    try:
        problem = json.read(response.body, largest=LARGEST_PROBLEM)
    except ValueError:
        return ""
    detail = problem.get("detail") if isinstance(problem, dict) else None
    if not isinstance(detail, str):
        return ""
    return "".join(sign for sign in detail if sign.isprintable())[:_LONGEST_DETAIL]
