"""The client against sites that misbehave: every one ends in one Trouble, in time, and nothing bad is let through."""

import contextlib
import gzip
import json
import socket
import threading
import time

import pytest

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.plain import to_plain
from desktop_app.sync.client import SiteClient
from desktop_app.sync.transport import HttpTransport, Request
from desktop_app.sync.trouble import SiteTrouble

TOKEN = "rahasia-" * 4
HELLO = {
    "site_id": "s1",
    "epoch": "e1",
    "time": "2026-11-24T00:00:00Z",
    "me": {"user": "Dewi", "role": "admin"},
    "head": 3,
    "settings": to_plain(SiteSettings()),
}


class Rogue:
    """A server that reads one request and does what the test says with the line."""

    def __init__(self, act):
        self._act = act
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests = []
        self._lines = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self._lines.append(line)
            try:
                while head := self._read(line):
                    self.requests.append(head)
                    if self._act(line, len(self.requests)) == "hang up":
                        line.close()
                        break
            except OSError:
                line.close()

    def _read(self, line):
        data = b""
        while b"\r\n\r\n" not in data:
            more = line.recv(65536)
            if not more:
                return b""
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        length = [
            int(h.split(b":")[1]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-length")
        ]
        while length and len(body) < length[0]:
            body += line.recv(65536)
        return head + b"\r\n\r\n" + body

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept(), which a mere close does not
        self._listener.close()
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        self._thread.join(5)


@pytest.fixture
def rogue():
    made = []

    def make(act):
        made.append(Rogue(act))
        return made[-1]

    yield make
    for one in made:
        one.close()


def answer(body, *, status="200 OK", kind="application/json", headers=(), length=None):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def client_of(site, **more):
    return SiteClient(site.url, TOKEN, HttpTransport(site.url, **more))


def trouble_from(site, **more):
    with client_of(site, **more) as client, pytest.raises(Trouble) as caught:
        client.hello()
    assert caught.value.what.endswith(".")
    assert TOKEN not in caught.value.what + caught.value.cause
    return caught.value


def saying(body, **more):
    def act(line, _number):
        line.sendall(answer(body, **more))

    return act


GOOD = json.dumps(HELLO).encode()


def test_an_honest_site_is_understood_and_counted(rogue):
    site = rogue(saying(gzip.compress(GOOD), headers=["Content-Encoding: gzip"]))
    with client_of(site) as client:
        assert client.hello().head == 3
        assert client.hello().site_id == "s1"
        assert (client.requests, client.bytes_up) == (2, 0)
        assert client.bytes_down == 2 * len(gzip.compress(GOOD))
    first = site.requests[0].decode()
    assert f"Authorization: Bearer {TOKEN}" in first
    assert first.startswith("GET /sync/v1/hello HTTP/1.1")


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (b"<html>Masuk ke wifi hotel</html>", {"kind": "text/html"}),
        (b'{"site_id": NaN}', {}),
        (b'{"site_id": "a", "site_id": "b"}', {}),
        (GOOD.replace(b'"s1"', b'"\\ud800"'), {}),
        (GOOD.replace(b"3", b"9" * 40), {}),
        (b"[" * 100_000, {}),
        (b'{"site_id": "s1"}', {}),
        (b"[]", {}),
        (b"\xff\xfe", {}),
        (GOOD, {"headers": ["Content-Encoding: br"]}),
        (GOOD, {"headers": ["Content-Encoding: gzip"]}),
        (gzip.compress(GOOD)[:-9], {"headers": ["Content-Encoding: gzip"]}),
        (gzip.compress(GOOD) + b"more", {"headers": ["Content-Encoding: gzip"]}),
        (b"", {"status": "302 Found", "headers": ["Location: http://127.0.0.1:1/"]}),
        (b"not here", {"status": "404 Not Found", "kind": "text/plain"}),
        (GOOD.replace(b'"s1"', b'""'), {}),
    ],
)
def test_a_lying_site_is_not_believed(rogue, body, more):
    assert trouble_from(rogue(saying(body, **more))).kind == "site.lying"


def test_a_redirect_is_not_followed_with_our_token(rogue):
    other = rogue(saying(GOOD))
    site = rogue(
        saying(b"", status="307 Temporary Redirect", headers=[f"Location: {other.url}/sync/v1/hello"])
    )
    assert trouble_from(site).kind == "site.lying"
    assert other.requests == []


def test_a_gzip_bomb_is_stopped_before_the_memory_is_spent(rogue):
    bomb = gzip.compress(bytes(120 * 1024 * 1024), compresslevel=6)
    assert len(bomb) < 1024 * 1024
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    trouble = trouble_from(rogue(saying(bomb, headers=["Content-Encoding: gzip"])))
    assert trouble.kind == "site.lying"
    assert "larger" in trouble.cause
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before  # KiB on Linux
    assert grown < 80 * 1024


def test_an_endless_answer_is_stopped(rogue):
    def act(line, _number):
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            line.sendall(b" " * 65536)

    assert trouble_from(rogue(act)).kind == "site.lying"


@pytest.mark.parametrize("where", ["head", "body", "continue"])
def test_a_dripping_site_is_cut_at_the_deadline(rogue, where):
    def act(line, _number):
        if where == "continue":
            while True:
                line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                time.sleep(0.02)
        whole = answer(GOOD)
        cut = 20 if where == "head" else len(whole) - len(GOOD) + 5
        line.sendall(whole[:cut])
        for byte in whole[cut:]:
            time.sleep(0.05)
            line.sendall(bytes([byte]))

    site = rogue(act)
    transport = HttpTransport(site.url)
    began = time.monotonic()
    with pytest.raises(Trouble) as caught:
        transport.send(Request("GET", "/sync/v1/hello", seconds=0.5))
    assert caught.value.kind == "site.unreachable"
    assert time.monotonic() - began < 1.5
    transport.close()


def test_a_silent_site_trips_the_read_timeout(rogue):
    site = rogue(lambda line, number: time.sleep(0.6))
    began = time.monotonic()
    assert trouble_from(site, read_seconds=0.2).kind == "site.unreachable"
    assert time.monotonic() - began < 0.6


def test_a_site_at_work_on_a_batch_may_be_silent_until_the_deadline(rogue):
    """A busy machine took longer over 200 stories than a quiet line is waited for."""
    taken = b'{"epoch": "e1", "head": 1, "results": []}'

    def act(line, _number):
        time.sleep(0.6)
        line.sendall(answer(taken))

    with client_of(rogue(act), read_seconds=0.2) as client:
        assert client.ops([]).head == 1


@pytest.mark.parametrize("length", [len(GOOD) + 10, 10_000_000])
def test_a_truncated_answer_is_not_used(rogue, length):
    def act(line, _number):
        line.sendall(answer(GOOD, length=length))
        return "hang up"

    assert trouble_from(rogue(act)).kind == "site.unreachable"


def test_nobody_there():
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    listener.close()
    with SiteClient(f"http://127.0.0.1:{port}", TOKEN) as client, pytest.raises(Trouble) as caught:
        client.hello()
    assert caught.value.kind == "site.unreachable"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("401 Unauthorized", "site.unauthorised"),
        ("403 Forbidden", "site.refused"),
        ("413 Content Too Large", "site.refused"),
        ("426 Upgrade Required", "site.too_old"),
        ("429 Too Many Requests", "site.unreachable"),
        ("503 Service Unavailable", "site.unreachable"),
        ("500 Internal Server Error", "site.unreachable"),
    ],
)
def test_each_refusal_has_its_own_kind(rogue, status, kind):
    body = json.dumps({"title": "x", "status": 0, "detail": "Sebab\nyang\x1b[31m jelas"}).encode()
    trouble = trouble_from(rogue(saying(body, status=status, kind="application/problem+json")))
    assert trouble.kind == kind
    assert "\x1b" not in trouble.what + trouble.cause


@pytest.mark.parametrize(("said", "heard"), [("7", 7.0), ("1000000000", 300.0), ("-1", None), ("soon", None)])
def test_retry_after_is_heard_within_reason(rogue, said, heard):
    site = rogue(saying(b"", status="429 Too Many Requests", headers=[f"Retry-After: {said}"]))
    trouble = trouble_from(site)
    assert isinstance(trouble, SiteTrouble)
    assert trouble.retry_after == heard


def test_a_closed_kept_connection_is_opened_again_once(rogue):
    def act(line, number):
        line.sendall(answer(GOOD))
        return "hang up" if number == 1 else None

    site = rogue(act)
    with client_of(site) as client:
        client.hello()
        time.sleep(0.05)
        assert client.hello().head == 3
    assert len(site.requests) == 2


def test_protocols_that_do_not_meet(rogue):
    newer = json.dumps({**HELLO, "protocol": {"min": 2, "max": 3}}).encode()
    older = json.dumps({**HELLO, "protocol": {"min": 0, "max": 0}}).encode()
    for body, word in ((newer, "Perbarui dulu"), (older, "Minta situs")):
        trouble = trouble_from(rogue(saying(body)))
        assert trouble.kind == "site.too_old"
        assert word in trouble.what


def page_of(*changes, after=0, head=10, more=False):
    return json.dumps(
        {"epoch": "e1", "after": after, "head": head, "more": more, "changes": list(changes)}
    ).encode()


def person(seq, **more):
    doc = {"id": "p1", "name": "Dewi", "role": "editor"}
    return {"seq": seq, "kind": "person", "id": "p1", "rev": new_id(), "doc": doc, **more}


@pytest.mark.parametrize(
    "page",
    [
        page_of(person(2), person(2)),
        page_of(person(3), person(2)),
        page_of(person(11)),
        page_of(person(1), after=1),
        page_of(more=True),
        page_of(person(1, rev="../../etc")),
        page_of(person(1, kind="weather")),
        page_of(person(1, id="p2")),
        page_of(person(1, doc={"id": "p1", "name": 5, "role": "editor"})),
        page_of(person(1, doc={"id": "p1", "name": "x" * 5000, "role": "editor"})),
        page_of(person(-1)),
    ],
)
def test_a_page_of_changes_that_cannot_be(rogue, page):
    with client_of(rogue(saying(page))) as client, pytest.raises(Trouble) as caught:
        client.changes(0, 100)
    assert caught.value.kind == "site.lying"


def test_an_honest_page(rogue):
    with client_of(rogue(saying(page_of(person(2), person(7))))) as client:
        assert [change.seq for change in client.changes(0, 100).changes] == [2, 7]


@pytest.mark.parametrize(
    "results",
    [
        [],
        [{"op": "b", "status": "ok"}],
        [{"op": "a", "status": "perhaps"}],
        [{"op": "a", "status": "conflict"}],
        [{"op": "a", "status": "conflict", "current": person(1, id="p9", doc=None)}],
        [{"op": "a", "status": "ok"}, {"op": "a", "status": "ok"}],
    ],
)
def test_answers_that_do_not_fit_what_was_sent(rogue, results):
    body = json.dumps({"epoch": "e1", "head": 1, "results": results}).encode()
    with client_of(rogue(saying(body))) as client, pytest.raises(Trouble) as caught:
        client.ops([{"op": "a", "kind": "person", "id": "p1"}])
    assert caught.value.kind == "site.lying"


def test_large_bodies_travel_packed(rogue):
    body = json.dumps({"epoch": "e1", "head": 1, "results": [{"op": "a", "status": "ok"}]}).encode()
    site = rogue(saying(body))
    with client_of(site) as client:
        client.ops([{"op": "a", "kind": "person", "id": "p1", "chain": ["kata " * 10_000]}])
        assert 0 < client.bytes_up < 2000
    head, _, sent = site.requests[0].partition(b"\r\n\r\n")
    assert b"Content-Encoding: gzip" in head
    assert json.loads(gzip.decompress(sent))["ops"][0]["op"] == "a"


SHA = "ab" * 32


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        ("206 Partial Content", [], b"abc"),
        ("206 Partial Content", ["Content-Range: bytes 1-3/10"], b"abc"),
        ("206 Partial Content", ["Content-Range: bytes 0-8/10"], b"abc"),
        ("206 Partial Content", ["Content-Range: bytes 0-2/2"], b"abc"),
        ("206 Partial Content", ["Content-Range: bytes 0-199/200"], b"a" * 200),
        ("204 No Content", [], b""),
    ],
)
def test_parts_of_files_that_do_not_fit(rogue, status, headers, body):
    site = rogue(saying(body, status=status, headers=headers, kind="image/jpeg"))
    with client_of(site) as client, pytest.raises(Trouble) as caught:
        client.get_part(SHA, 0, 100)
    assert caught.value.kind == "site.lying"


def test_parts_of_files_that_do(rogue):
    site = rogue(
        saying(
            b"abc", status="206 Partial Content", headers=["Content-Range: bytes 4-6/7"], kind="image/jpeg"
        )
    )
    with client_of(site) as client:
        assert client.get_part(SHA, 4, 100) == (b"abc", 7)
    assert b"Range: bytes=4-103" in site.requests[0]


def test_the_site_may_ask_an_upload_to_go_back(rogue):
    site = rogue(saying(b"", status="409 Conflict", headers=["Upload-Offset: 2"]))
    with client_of(site) as client:
        assert client.put_part(SHA, 5, 9, b"abcd") == 2


@pytest.mark.parametrize(
    "address",
    [
        "http://contoh.id",
        "http://10.0.0.5",
        "ftp://contoh.id",
        "contoh.id",
        "https://",
        "https://nama:sandi@contoh.id",
        "http://localhost.contoh.id",
        "https://contoh.id:99999",
        "https://contoh.id/?a=1",
    ],
)
def test_addresses_that_would_give_the_token_away(address):
    with pytest.raises(Refusal) as caught:
        SiteClient(address, TOKEN)
    assert caught.value.rule == "site.address"


@pytest.mark.parametrize("token", ["", "a\nb", "é"])
def test_a_token_that_could_break_the_header(token):
    with pytest.raises(Trouble) as caught:
        SiteClient("http://127.0.0.1:1", token)
    assert caught.value.kind == "site.unauthorised"
