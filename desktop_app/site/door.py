"""What every request passes before any route: the Host allow-list; and what every answer carries."""

from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from starlette.requests import ClientDisconnect

from desktop_app.site.problems import answer

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_LONGEST_PATH = 2_000


class Door:
    """ASGI middleware. A page of another name that resolves to this address (rebinding) gets nothing."""

    def __init__(self, app: App, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                there = {name.lower() for name, _ in headers}
                headers += [(name, value) for name, value in _ALWAYS if name not in there]
                message = {**message, "headers": headers}
            await send(message)

        # Who hangs up in the middle of a request waits for no answer, and there is nothing to report.
        with suppress(ClientDisconnect):
            await self._let_in(scope, receive, guarded)

    async def _let_in(self, scope: Scope, receive: Receive, guarded: Send) -> None:
        if _host(scope) not in self._hosts:
            await answer(421, "Situs ini tidak dikenal dengan nama itu.")(scope, receive, guarded)
        elif len(scope.get("raw_path") or b"") + len(scope.get("query_string", b"")) > _LONGEST_PATH:
            await answer(400, "Alamatnya terlalu panjang.")(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


def _host(scope: Scope) -> str:
    """The name in the one Host header, without its port; empty when there is none or more than one."""
    found = [value for name, value in scope["headers"] if name == b"host"]
    if len(found) != 1:
        return ""
    text: str = found[0].decode("latin-1").lower()
    name, colon, port = text.rpartition(":")
    return name if colon and port.isdigit() else text
