"""What the site says about itself to a desk, and the tag by which a desk knows that it would still say the same."""

import hashlib

from desktop_app.domain.plain import to_plain
from desktop_app.site import lists, rights
from desktop_app.site.accounts import Account
from desktop_app.site.asking import Tools
from desktop_app.site.store import Identity
from desktop_app.wire import packing
from desktop_app.wire.shapes import HELLO_HEADER, Hello, Me


def hello(here: Tools, who: Account, identity: Identity) -> Hello:
    """The site as *who* meets it now."""
    now = here.store.now()
    return Hello(
        site_id=identity.site_id,
        epoch=identity.epoch,
        limits=here.store.config.limits,
        packings=list(packing.ENCODINGS),
        time=now,
        me=Me(
            user=who.name,
            role=who.role.value,
            device=who.device,
            device_id=who.device_id,
            scopes=sorted(rights.SCOPES[who.role]),
        ),
        head=identity.head,
        settings=to_plain(identity.settings),
        lists_at=lists.changed_at(here.counter, now),
        schemas_min=dict(here.store.config.schemas_min),
    )


def header(told: Hello) -> dict[str, str]:
    """The tag over all of a hello that lasts, as every answer of a round carries it."""
    lasting = told.model_dump_json(exclude={"time", "head"}).encode()
    return {HELLO_HEADER: hashlib.sha256(lasting).hexdigest()[:24]}
