"""What routes are given: the site's tools, and who is asking."""

import threading
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from desktop_app.site import accounts
from desktop_app.site.accounts import Account
from desktop_app.site.problems import Problem
from desktop_app.site.store import SiteStore
from desktop_app.site.views import ViewCounter

PREFIX = "/sync/v1"


_LOCKS = 64


class Locks:
    """A few locks shared by all hashes: two parts of one file are never written at once."""

    def __init__(self) -> None:
        self._locks = tuple(threading.Lock() for _ in range(_LOCKS))

    def of(self, sha256: str) -> threading.Lock:
        return self._locks[int(sha256[:8], 16) % _LOCKS]


@dataclass(frozen=True, slots=True)
class Tools:
    """One running site: joined once by `create_app`, kept as the application's state."""

    store: SiteStore
    counter: ViewCounter
    locks: Locks = field(default_factory=Locks)


def _tools(request: Request) -> Tools:
    tools: Tools = request.app.state.tools
    return tools


Here = Annotated[Tools, Depends(_tools)]


def _account(request: Request, here: Here) -> Account:
    """Who is asking. A token travels in the Authorization header only: no cookie opens the protocol."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    found = None
    if scheme.lower() == "bearer":
        with here.store.reading() as connection:
            found = accounts.who(connection, token.strip())
    if found is None:
        raise Problem(
            401,
            "Tanda masuk tidak dikenal. Hubungkan lagi meja ini dengan situs; tulisan di meja tidak berubah.",
            headers={"WWW-Authenticate": 'Bearer realm="meja"'},
        )
    return found


Who = Annotated[Account, Depends(_account)]
