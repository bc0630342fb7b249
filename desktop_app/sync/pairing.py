"""A short code for a token: how a desk comes to its site."""

from urllib.parse import urlsplit

from pydantic import ValidationError

from desktop_app.domain.errors import Refusal
from desktop_app.sync.client import BASE, LARGEST_PROBLEM, detail_of
from desktop_app.sync.transport import HttpTransport, Request, Transport
from desktop_app.sync.trouble import lying, unreachable
from desktop_app.wire import json
from desktop_app.wire.shapes import Paired

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def address_of(typed: str) -> str:
    """A site's address from what a person types: https unless it says otherwise. Raises Refusal for nonsense."""
    text = typed.strip().rstrip("/")
    if text and "://" not in text:
        host = urlsplit(f"//{text}").hostname or ""
        text = f"{'http' if host in _LOOPBACK else 'https'}://{text}"
    if not text:
        raise Refusal("Tulis alamat situsnya, misalnya redaksi.contoh.id.", rule="pair.address")
    return text


def claim(url: str, code: str, device: str, transport: Transport | None = None) -> Paired:
    """Hand in *code* at the site *url*. Raises Refusal "pair.code" with the site's words, Trouble as every call."""
    if not code.strip():
        raise Refusal("Ketik kode dari pengelola situs.", rule="pair.code")
    line = transport or HttpTransport(url)
    body = json.write({"code": code, "device": device})
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    try:
        answer = line.send(Request("POST", f"{BASE}/pair", headers, body, LARGEST_PROBLEM, 30.0))
    finally:
        line.close()
    if answer.status in (403, 422, 429):
        raise Refusal(detail_of(answer) or "Situs menolak kode itu.", rule="pair.code")
    if answer.status >= 500:
        raise unreachable(f"HTTP {answer.status}", status=answer.status)
    if answer.status != 200:
        raise lying(f"HTTP {answer.status} to a pairing code")
    try:
        return Paired.model_validate(json.read(answer.body, largest=LARGEST_PROBLEM))
    except (ValidationError, ValueError) as error:
        raise lying(f"Paired: {error}"[:500]) from error
