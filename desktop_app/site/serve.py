"""Serving the site from its own process, on loopback, until it is told to stop."""

import gc
import json
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import uvicorn

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import Role
from desktop_app.site import upkeep
from desktop_app.site.accounts import own
from desktop_app.site.app import create_app
from desktop_app.site.config import SiteConfig
from desktop_app.site.live import Hub
from desktop_app.site.store import SiteStore

_LOOPBACK = "127.0.0.1"
_LONGEST_OWNER_LINE = 4_096
_GRACE_SECONDS = 3
_MOST_AT_ONCE = 1_000  # connections, one quiet line per desk among them; further ones are told to come back
_OBJECTS_MADE = 50_000  # between two looks for rubbish
_SLOW_SECONDS = 20  # an idle kept connection is closed after this


def serve(*, folder: Path, resources: Path, port: int, database: str, owner_from_stdin: bool) -> None:
    """Serve until SIGTERM, or with *owner_from_stdin* until standard input closes; blocks.

    *port* 0 means the port of last time when it is free, else any. One JSON line with the url goes to standard
    output once requests are answered. Raises Trouble when the port, the folder or the database cannot be had.
    """
    owner = _read_owner() if owner_from_stdin else None
    config = SiteConfig(folder=folder, resources=resources, database=database)
    held = upkeep.lock(folder)
    try:
        _serve(config, port, owner, owner_from_stdin=owner_from_stdin)
    finally:
        held.release()


def _serve(
    config: SiteConfig, port: int, owner: tuple[str, str, Role] | None, *, owner_from_stdin: bool
) -> None:
    store = SiteStore.open(config)
    try:
        if owner is not None:
            own(store, *owner)
        with store.reading() as connection:
            last_time = store.identity(connection).port
        with _listen(port, last_time) as listening:
            taken = listening.getsockname()[1]
            url = f"http://{_LOOPBACK}:{taken}"
            store.at_address(url, taken)
            app = create_app(config, store)
            server = _Announcing(
                uvicorn.Config(
                    app,
                    log_config=None,
                    access_log=False,
                    server_header=False,
                    lifespan="on",
                    limit_concurrency=_MOST_AT_ONCE,
                    timeout_keep_alive=_SLOW_SECONDS,
                    timeout_graceful_shutdown=_GRACE_SECONDS,
                ),
                url,
                app.state.tools.hub,
            )
            if owner_from_stdin:
                threading.Thread(target=_stop_when_stdin_closes, args=(server,), daemon=True).start()
            server.run(sockets=[listening])
    finally:
        store.close()


class _Announcing(uvicorn.Server):
    """Says where it listens once it does, so that whoever started it need not guess, and hangs up when it stops."""

    def __init__(self, config: uvicorn.Config, url: str, hub: Hub) -> None:
        super().__init__(config)
        self._url = url
        self._hub = hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.close()  # open lines would otherwise be waited for, and then torn out
        await super().shutdown(sockets=sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            # What the start has made lives as long as the site; a request with a thousand stories makes objects by the
            # hundred thousand and no rubbish among them. So Python's collector leaves the first alone and comes rarely.
            gc.freeze()
            gc.set_threshold(_OBJECTS_MADE, 10, 10)
            with suppress(BrokenPipeError):  # nobody listens any more; standard input will tell us to stop
                sys.stdout.write(json.dumps({"url": self._url}) + "\n")
                sys.stdout.flush()


def _listen(port: int, last_time: int) -> socket.socket:
    """A socket on loopback: the named port, else the one of last time, else any free one."""
    for wanted in (port,) if port else (last_time, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            # A port of a site that has just stopped may be taken over at once; on Windows this would share it.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_LOOPBACK, wanted))
        except OSError as error:
            listening.close()
            last = error
            continue
        listening.set_inheritable(False)
        return listening
    why = (
        "tidak boleh dibuka akun ini" if isinstance(last, PermissionError) else "sedang dipakai program lain"
    )
    raise Trouble(
        f"Porta {port} {why}. Pilih porta lain dengan --port.",
        cause=str(last),
        kind="site.port",
    )


def _read_owner() -> tuple[str, str, Role]:
    """The token, name and role of whoever started this site, from one JSON line."""
    line = sys.stdin.readline(_LONGEST_OWNER_LINE)
    try:
        plain: Any = json.loads(line)
        token, name, role = str(plain["token"]), str(plain["name"]), Role(plain["role"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal("Baris pemilik di masukan standar tidak dapat dibaca.", rule="site.owner") from error
    return token, name, role


def _stop_when_stdin_closes(server: uvicorn.Server) -> None:
    """Wait for the end of standard input: it comes also when the desk was killed."""
    descriptor = sys.stdin.fileno()
    with suppress(OSError):
        while os.read(descriptor, _LONGEST_OWNER_LINE):
            pass
    server.should_exit = True
    # A request that never ends must not keep the site alive after its desk.
    timer = threading.Timer(_GRACE_SECONDS * 2, os.kill, (os.getpid(), signal.SIGTERM))
    timer.daemon = True
    timer.start()
