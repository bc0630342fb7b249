"""The tools a verb works with, joined once in `app` and handed to every verb as its first argument."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import WIB, Person, SiteSettings
from desktop_app.foreign.reader import Reader
from desktop_app.language.shelf import Shelf
from desktop_app.page.render import Renderer
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.contact import ContactSheet
from desktop_app.photos.intake import Intake
from desktop_app.storage.store import Store
from desktop_app.sync.address import Address
from desktop_app.sync.client import SiteClient


@dataclass(frozen=True, slots=True)
class Desk:
    """A frozen bundle: tests build it with a temporary folder, a fixed clock and a local site.

    *clock* gives the present moment with a zone. *renderer_for* builds the page renderer for a site's settings;
    *address* knows the paired site, or the desk's own trial site while there is none. *static* holds the page's files.
    *plug* pulls (False) or puts back (True) the plug of the desk's own trial site; None for any other site.
    *new_id* names new records. *templates* is the folder of story templates. *reader* reads foreign text in a
    process of its own, started when first needed.
    *language* holds dictionaries and house style; by default there are none.
    """

    store: Store
    blobs: Blobs
    intake: Intake
    person: Person
    device: str
    clock: Callable[[], datetime]
    renderer_for: Callable[[SiteSettings], Renderer]
    address: Address
    static: Path
    plug: Callable[[bool], None] | None = None
    new_id: Callable[[], str] = new_id
    templates: Path | None = None
    reader: Reader = field(default_factory=Reader)
    language: Shelf = field(default_factory=lambda: Shelf(system=False))

    @property
    def sheet(self) -> ContactSheet:
        """Small prints of the originals, beside them."""
        return ContactSheet(self.blobs.folder / "contact")

    def client(self) -> SiteClient:
        """A client for the site. Raises as :meth:`Address.client`."""
        return self.address.client()

    def today(self) -> date:
        """The calendar day in the newsroom's zone."""
        return self.clock().astimezone(WIB).date()
