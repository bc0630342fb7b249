"""Short-lived passes: a code that pairs a desk, a link that opens the admin page, a browser's session there.

The site keeps their SHA-256 only. A pairing code is short, because a person types it; it lives a quarter of an hour,
works once, and wrong guesses are counted (`tries.py`).
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from desktop_app.site.feed import stamp
from desktop_app.site.tables import short_pass

_SIGNS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"  # without what is read wrongly: I L O S 0 1 5
_CODE_LENGTH = 8


class Kind(StrEnum):
    PAIR = "pair"
    ENTER = "enter"
    SESSION = "session"


_LIVES = {
    Kind.PAIR: timedelta(minutes=15),
    Kind.ENTER: timedelta(minutes=5),
    Kind.SESSION: timedelta(hours=8),
}


def issue(connection: Connection, kind: Kind, user_id: str, now: datetime) -> str:
    """A new pass for *user_id*; it can be read only now. Expired ones are swept out."""
    connection.execute(delete(short_pass).where(short_pass.c.expires_at <= stamp(now)))
    made = _code() if kind is Kind.PAIR else secrets.token_urlsafe(32)
    connection.execute(
        insert(short_pass).values(
            pass_hash=_hash(made), kind=kind.value, user_id=user_id, expires_at=stamp(now + _LIVES[kind])
        )
    )
    return made


def holder(connection: Connection, kind: Kind, given: str, now: datetime) -> str | None:
    """Whose pass this is; None for an unknown or expired one."""
    found: str | None = connection.execute(
        select(short_pass.c.user_id).where(
            short_pass.c.pass_hash == _hash(given),
            short_pass.c.kind == kind.value,
            short_pass.c.expires_at > stamp(now),
        )
    ).scalar_one_or_none()
    return found


def use(connection: Connection, kind: Kind, given: str, now: datetime) -> str | None:
    """:func:`holder`, and the pass is gone: of two who use it at once, one is turned away."""
    user_id = holder(connection, kind, given, now)
    if user_id is None:
        return None
    gone = connection.execute(delete(short_pass).where(short_pass.c.pass_hash == _hash(given)))
    return user_id if gone.rowcount == 1 else None


def _code() -> str:
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_CODE_LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def _hash(given: str) -> str:
    """Case, blanks and dashes of a typed code do not matter; keys of machines have none that could."""
    plain = given.strip()
    if len(plain) <= _CODE_LENGTH + 4:
        plain = "".join(plain.upper().replace("-", "").split())
    return hashlib.sha256(plain.encode()).hexdigest()
