"""Joining the tools into a Desk: the store, the photo folder, the page renderer, the site."""

import platform
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from desktop_app.app.folders import resources
from desktop_app.app.trial_site import TrialSite
from desktop_app.desk import checking, pairing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.newsroom import Person, Role, SiteSettings
from desktop_app.foreign.reader import Reader
from desktop_app.language.shelf import Shelf
from desktop_app.page.render import Renderer
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.intake import Intake
from desktop_app.storage import settings
from desktop_app.storage.store import Store
from desktop_app.sync import tokens
from desktop_app.sync.address import Address, nowhere
from desktop_app.sync.client import SiteClient

DEFAULT_NAME = "Redaktur"


@contextmanager
def joined(folder: Path, *, clock: Callable[[], datetime] | None = None, token: str = "") -> Iterator[Desk]:
    """A Desk over the data folder *folder*, closed again at the end.

    The desk talks to the site it was paired with, with *token* or the one in the system keyring; unpaired, to its
    own trial site. Raises Trouble when the folder is in use by another desk or its database cannot be opened.
    """
    shelf = languages(lambda: _dictionary_folder(store))
    store = Store.open(folder, stemmer=shelf.stemmer)
    intake = Intake()
    reader = Reader()
    trial: TrialSite | None = None
    try:
        person, device, site_url = _identity(store)
        if not site_url:
            trial = TrialSite(folder / "site", person)
        yield Desk(
            store=store,
            blobs=Blobs(folder / "photos"),
            intake=intake,
            person=person,
            device=device,
            clock=clock or (lambda: datetime.now(UTC)),
            renderer_for=_renderers(),
            address=Address(site_url, token, trial.address if trial is not None else nowhere),
            static=resources() / "public" / "static",
            reader=reader,
            templates=resources() / "story_templates",
            plug=trial.plug if trial is not None else None,
            language=shelf,
        )
    finally:
        if trial is not None:
            trial.close()
        intake.close()
        reader.close()
        store.close()


def languages(folder: Callable[[], Path | None] = lambda: None) -> Shelf:
    """Dictionaries and house style as they ship; *folder* answers where this person keeps dictionaries."""
    return Shelf(resources() / "language", folder)


def _dictionary_folder(store: Store) -> Path | None:
    with store.reading() as tx:
        chosen = settings.get(tx, checking.DICTIONARY_FOLDER)
    return Path(chosen) if chosen else None


def _renderers() -> Callable[[SiteSettings], Renderer]:
    @lru_cache(maxsize=4)  # one site, now and then with new settings
    def renderer_for(site: SiteSettings) -> Renderer:
        return Renderer(resources() / "public", site)

    return renderer_for


def be(store: Store, person: Person) -> None:
    """Remember who sits at this desk."""
    with store.writing() as tx:
        settings.put(tx, "person.name", person.name)
        settings.put(tx, "person.role", person.role.value)


def pair(folder: Path, url: str, token: str) -> bool:
    """Pair the desk in *folder* with a site. True when the token is kept in the system keyring.

    False means: no trustworthy keyring here, so the token must be given again at each start.
    """
    store = Store.open(folder)
    try:
        with SiteClient(url, token) as client:
            hello = client.hello()
        me = hello.me
        # Who the token belongs to writes here from now on: history, clashes and the audit log name that person.
        role = Role(me.role) if me.role in {one.value for one in Role} else Role.EDITOR
        be(store, Person(id="", name=me.user, role=role))
        with store.writing() as tx:
            pairing.go_over(tx, hello.site_id, url)
    finally:
        store.close()
    return tokens.keep(url, token).kept


def _identity(store: Store) -> tuple[Person, str, str]:
    with store.writing() as tx:
        device = settings.get(tx, "device")
        if not device:
            device = f"{platform.node() or 'meja'}-{secrets.token_hex(3)}"
            settings.put(tx, "device", device)
        name = settings.get(tx, "person.name") or DEFAULT_NAME
        role = Role(settings.get(tx, "person.role") or Role.ADMIN.value)
        return Person(id=device, name=name, role=role), device, settings.get(tx, "site.url") or ""
