"""Connecting this desk with a site, and leaving it."""

from dataclasses import dataclass

from desktop_app.desk.bundle import Desk
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Trouble
from desktop_app.domain.newsroom import Role
from desktop_app.storage import moving, remote, settings
from desktop_app.storage.remote import SiteLink
from desktop_app.storage.store import Transaction
from desktop_app.sync import deletions, kept, tokens
from desktop_app.sync.client import SiteClient
from desktop_app.sync.pairing import address_of, claim
from desktop_app.sync.pull import WANTED_PHOTOS
from desktop_app.sync.trouble import UNREACHABLE, SiteTrouble


@dataclass(frozen=True, slots=True)
class Connected:
    """*user* in *role* at *site*; *why* says that the token is remembered only until the program ends, else empty.

    *left_behind* counts stories and photos of the site before, which this one does not have.
    """

    url: str
    site: str
    user: str
    role: Role
    why: str = ""
    left_behind: int = 0


def pair(desk: Desk, typed_address: str, code: str) -> Connected:
    """Pair this desk with a site by a code from its keeper. Network: run outside the interface thread.

    The token goes into the system's keyring, or stays in memory where there is none to trust. What was written here
    stays; what another site had waits until somebody brings it along (:func:`bring_all`). Raises Refusal for a wrong
    code or address, Trouble when the site does not answer.
    """
    url = address_of(typed_address)
    try:
        told = claim(url, code, desk.device)
        with SiteClient(url, told.token) as client:
            hello = client.hello()
    except SiteTrouble as trouble:
        if trouble.kind != UNREACHABLE or trouble.status:
            raise
        # Nothing waits for a site that was never there: most likely the address was mistyped.
        raise Trouble(
            f"Di alamat {url} tidak ada yang menjawab. Periksa ejaan alamat itu dan sambungan internet Anda.",
            cause=trouble.cause,
            kind=trouble.kind,
        ) from trouble
    why = tokens.keep(url, told.token).why
    role = Role(told.role) if told.role in {one.value for one in Role} else Role.EDITOR
    with desk.address.quiet(), desk.store.writing() as tx:
        go_over(tx, hello.site_id, url)
        left = moving.left_behind(tx)
        settings.put(tx, "person.name", told.user)
        settings.put(tx, "person.role", role.value)
        desk.address.use(url, told.token)
    return Connected(url, told.site_name, told.user, role, why, left)


def go_over(tx: Transaction, site_id: str, url: str) -> None:
    """From now on this desk belongs to the site *site_id* at *url*."""
    known = remote.link(tx)
    if known is not None and known.site_id and known.site_id != site_id:
        moving.leave(tx)
        deletions.forget(tx)
        settings.put(tx, WANTED_PHOTOS, "[]")
        remote.set_link(tx, SiteLink(site_id="", epoch="", url=url))
    kept.forget(tx)
    settings.put(tx, "site.url", url)


def bring_all(desk: Desk) -> Changes:
    """Send this site what the site before had."""
    with desk.store.writing() as tx:
        moving.bring_all(tx)
    return Changes(site=True, newsroom=True, outbox=True)


def entrance(desk: Desk) -> str:
    """An address that opens the site's admin page in a browser, once. Network. Raises Trouble when it may not."""
    with desk.client() as client:
        return client.entrance()
