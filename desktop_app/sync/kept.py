"""What this desk remembers of its site's last hello, so that a round in which nothing happened is one small request."""

from pydantic import ValidationError

from desktop_app.storage import settings
from desktop_app.storage.store import Transaction
from desktop_app.wire.shapes import Hello

_HELLO = "sync.hello"
_TAG = "sync.hello_tag"


def kept(tx: Transaction) -> tuple[Hello, str] | None:
    """The last hello and the tag the site gave it; None before the first, or when it was read by another version."""
    text, tag = settings.get(tx, _HELLO), settings.get(tx, _TAG)
    if not text or not tag:
        return None
    try:
        return Hello.model_validate_json(text), tag
    except ValidationError:
        return None


def keep(tx: Transaction, hello: Hello, tag: str) -> None:
    """Remember *hello* under the site's *tag*."""
    settings.put(tx, _HELLO, hello.model_dump_json())
    settings.put(tx, _TAG, tag)


def forget(tx: Transaction) -> None:
    """Ask in full at the next round."""
    settings.put(tx, _TAG, "")
