"""Connecting this desk with a site, and leaving it."""

from dataclasses import dataclass, replace

from desktop_app.desk.bundle import Desk
from desktop_app.domain.newsroom import Role
from desktop_app.storage import remote, settings
from desktop_app.sync import kept, tokens
from desktop_app.sync.client import SiteClient
from desktop_app.sync.pairing import address_of, claim


@dataclass(frozen=True, slots=True)
class Connected:
    """*user* in *role* at *site*; *why* says that the token is remembered only until the program ends, else empty."""

    url: str
    site: str
    user: str
    role: Role
    why: str = ""


def pair(desk: Desk, typed_address: str, code: str) -> Connected:
    """Pair this desk with a site by a code from its keeper. Network: run outside the interface thread.

    The token goes into the system's keyring, or stays in memory where there is none to trust. What was written here
    stays; what a trial site had acknowledged is not carried over by itself. Raises Refusal for a wrong code or
    address, Trouble when the site does not answer.
    """
    url = address_of(typed_address)
    told = claim(url, code, desk.device)
    with SiteClient(url, told.token) as client:
        hello = client.hello()
    why = tokens.keep(url, told.token).why
    role = Role(told.role) if told.role in {one.value for one in Role} else Role.EDITOR
    with desk.store.writing() as tx:
        known = remote.link(tx)
        if known is not None and known.site_id != hello.site_id:
            remote.set_link(tx, replace(known, site_id="", epoch="", after=0, url=url, trouble=""))
        kept.forget(tx)
        settings.put(tx, "site.url", url)
        settings.put(tx, "person.name", told.user)
        settings.put(tx, "person.role", role.value)
    desk.address.use(url, told.token)
    return Connected(url, told.site_name, told.user, role, why)


def entrance(desk: Desk) -> str:
    """An address that opens the site's admin page in a browser, once. Network. Raises Trouble when it may not."""
    with desk.client() as client:
        return client.entrance()
