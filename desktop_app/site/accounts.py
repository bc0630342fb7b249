"""Accounts and device tokens. A token is 256 random bits; the site keeps only its SHA-256."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Role
from desktop_app.site.config import SiteConfig, now
from desktop_app.site.feed import stamp
from desktop_app.site.store import SiteStore
from desktop_app.site.tables import device, user

_OWNER_DEVICE = "meja percobaan"
_LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Account:
    """Who is asking, by which device."""

    id: str
    name: str
    role: Role
    device: str


def add_user(folder: Path, database: str, name: str, role: Role) -> None:
    """Add a person to the site in *folder*. Raises Refusal when the name is empty or taken."""
    store = _opened(folder, database)
    try:
        with store.writing() as feed:
            if not name.strip():
                raise Refusal("Nama akun tidak boleh kosong.", rule="user.empty")
            if _by_name(feed.connection, name) is not None:
                raise Refusal(f"Akun {name} sudah ada.", rule="user.exists")
            _insert_user(feed.connection, name, role)
    finally:
        store.close()


def new_token(folder: Path, database: str, name: str) -> str:
    """A new token for one of *name*'s desks. It can be read only now. Raises Refusal for an unknown name."""
    token = secrets.token_urlsafe(32)
    store = _opened(folder, database)
    try:
        with store.writing() as feed:
            user_id = _by_name(feed.connection, name)
            if user_id is None:
                raise Refusal(
                    f"Akun {name} tidak ada. Tambahkan dengan `site user add`.", rule="user.missing"
                )
            _insert_device(feed.connection, user_id, f"meja {name}", token)
    finally:
        store.close()
    return token


def own(store: SiteStore, token: str, name: str, role: Role) -> None:
    """Let the desk that started this site in by *token*; the token of its last start stops working."""
    if len(token) < 32:
        raise Refusal("Tanda masuk terlalu pendek.", rule="token.short")
    with store.writing() as feed:
        connection = feed.connection
        user_id = _by_name(connection, name)
        if user_id is None:
            user_id = _insert_user(connection, name, role)
        else:
            connection.execute(update(user).where(user.c.id == user_id).values(role=role.value, active=True))
        connection.execute(delete(device).where(device.c.name == _OWNER_DEVICE))
        _insert_device(connection, user_id, _OWNER_DEVICE, token)


def who(connection: Connection, token: str) -> Account | None:
    """Whose token this is; None for an unknown, revoked or switched-off one."""
    if not token or len(token) > _LONGEST_TOKEN:
        return None
    wanted = _hash(token)
    row = connection.execute(
        select(device.c.token_hash, device.c.name.label("device"), user.c.id, user.c.name, user.c.role)
        .join(user, user.c.id == device.c.user_id)
        .where(device.c.token_hash == wanted, device.c.revoked_at.is_(None), user.c.active)
    ).one_or_none()
    if row is None or not hmac.compare_digest(row.token_hash, wanted):
        return None
    return Account(row.id, row.name, Role(row.role), row.device)


def revoke(connection: Connection, token: str) -> None:
    """Make one token worthless from now on."""
    connection.execute(
        update(device).where(device.c.token_hash == _hash(token)).values(revoked_at=stamp(now()))
    )


def _opened(folder: Path, database: str) -> SiteStore:
    return SiteStore.open(SiteConfig(folder=folder, resources=folder, database=database))


def _by_name(connection: Connection, name: str) -> str | None:
    return connection.execute(select(user.c.id).where(user.c.name == name)).scalar_one_or_none()


def _insert_user(connection: Connection, name: str, role: Role) -> str:
    user_id = new_id()
    connection.execute(insert(user).values(id=user_id, name=name, role=role.value, active=True))
    return user_id


def _insert_device(connection: Connection, user_id: str, name: str, token: str) -> None:
    connection.execute(
        insert(device).values(
            id=new_id(), user_id=user_id, name=name, token_hash=_hash(token), made_at=stamp(now())
        )
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
