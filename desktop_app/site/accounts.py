"""Accounts and device tokens. A token is 256 random bits; the site keeps only its SHA-256."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Role
from desktop_app.site import passes
from desktop_app.site.config import SiteConfig, now
from desktop_app.site.feed import Feed, stamp
from desktop_app.site.store import SiteStore
from desktop_app.site.tables import device, user

_OWNER_DEVICE = "meja percobaan"
_LONGEST_TOKEN = 200
_LONGEST_NAME = 200

# Asked with every request; putting the statement together would cost more than running it.
_WHO = (
    select(
        device.c.token_hash,
        device.c.name.label("device"),
        device.c.id.label("device_id"),
        user.c.id,
        user.c.name,
        user.c.role,
    )
    .join(user, user.c.id == device.c.user_id)
    .where(device.c.token_hash == bindparam("wanted"), device.c.revoked_at.is_(None), user.c.active)
)


@dataclass(frozen=True, slots=True)
class Account:
    """Who is asking, by which device (its name, and its id)."""

    id: str
    name: str
    role: Role
    device: str
    device_id: str = ""


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A desk that may come in; moments are ISO 8601 text in UTC, *seen_at* to about five minutes."""

    id: str
    name: str
    made_at: str
    seen_at: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An account with the desks that may come in under it."""

    id: str
    name: str
    role: Role
    active: bool
    devices: tuple[DeviceRow, ...]


def add_user(folder: Path, database: str, name: str, role: Role) -> None:
    """Add a person to the site in *folder*. Raises Refusal when the name is empty or taken."""
    store = _opened(folder, database)
    try:
        with store.writing() as feed:
            add(feed, name, role)
    finally:
        store.close()


def set_role(folder: Path, database: str, name: str, role: Role) -> None:
    """Give *name* another role. Raises Refusal for an unknown name and for the last administrator."""
    store = _opened(folder, database)
    try:
        with store.writing() as feed:
            user_id = _named(feed.connection, name)
            change(feed, user_id, role, active=person(feed.connection, user_id) is not None)
    finally:
        store.close()


def new_token(folder: Path, database: str, name: str) -> str:
    """A new token for one of *name*'s desks. It can be read only now. Raises Refusal for an unknown name."""
    token = _new_secret()
    store = _opened(folder, database)
    try:
        with store.writing() as feed:
            user_id = _named(feed.connection, name)
            _insert_device(feed.connection, user_id, f"meja {name}", token)
    finally:
        store.close()
    return token


def new_code(folder: Path, database: str, name: str) -> str:
    """A pairing code for one of *name*'s desks, good once within a quarter of an hour. Raises as :func:`new_token`."""
    store = _opened(folder, database)
    try:
        with store.writing() as feed:
            user_id = _named(feed.connection, name)
            return passes.issue(feed.connection, passes.Kind.PAIR, user_id, feed.now)
    finally:
        store.close()


def pair(feed: Feed, code: str, device_name: str) -> tuple[str, Account] | None:
    """Let a desk in by its code: (its token, told only now, and who it is). None for a code that is not good."""
    user_id = passes.use(feed.connection, passes.Kind.PAIR, code, feed.now)
    row = None
    if user_id is not None:
        row = feed.connection.execute(
            select(user.c.name, user.c.role).where(user.c.id == user_id, user.c.active)
        ).one_or_none()
    if user_id is None or row is None:
        return None
    token = _new_secret()
    named = device_name.strip()[:_LONGEST_NAME] or f"meja {row.name}"
    device_id = _insert_device(feed.connection, user_id, named, token)
    return token, Account(user_id, row.name, Role(row.role), named, device_id)


def people(connection: Connection) -> tuple[PersonRow, ...]:
    """Every account by name, switched-off ones too, each with its desks."""
    desks: dict[str, list[DeviceRow]] = {}
    for row in connection.execute(
        select(device).where(device.c.revoked_at.is_(None)).order_by(device.c.made_at, device.c.id)
    ):
        desks.setdefault(row.user_id, []).append(DeviceRow(row.id, row.name, row.made_at, row.seen_at or ""))
    rows = connection.execute(select(user).order_by(user.c.name))
    return tuple(
        PersonRow(row.id, row.name, Role(row.role), row.active, tuple(desks.get(row.id, ()))) for row in rows
    )


def person(connection: Connection, user_id: str) -> Account | None:
    """An account that is switched on, without a device."""
    row = connection.execute(select(user).where(user.c.id == user_id, user.c.active)).one_or_none()
    return None if row is None else Account(row.id, row.name, Role(row.role), "")


def add(feed: Feed, name: str, role: Role) -> str:
    """Add a person; answers the id. Raises Refusal when the name is empty, too long or taken."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise Refusal("Nama akun tidak boleh kosong atau terlalu panjang.", rule="user.empty")
    if _by_name(feed.connection, name) is not None:
        raise Refusal(f"Akun {name} sudah ada.", rule="user.exists")
    return _insert_user(feed.connection, name, role)


def change(feed: Feed, user_id: str, role: Role, *, active: bool) -> None:
    """Give a person another role, or switch the account off or on. Raises Refusal for the last administrator."""
    left = feed.connection.execute(
        select(user.c.id).where(user.c.role == Role.ADMIN.value, user.c.active, user.c.id != user_id)
    ).first()
    if left is None and (role is not Role.ADMIN or not active):
        known = person(feed.connection, user_id)
        if known is not None and known.role is Role.ADMIN:
            raise Refusal("Harus tetap ada satu admin yang aktif.", rule="user.last_admin")
    feed.connection.execute(update(user).where(user.c.id == user_id).values(role=role.value, active=active))


def revoke_device(feed: Feed, device_id: str) -> None:
    """Make a desk's token worthless from now on. What it wrote stays, here and there."""
    feed.connection.execute(
        update(device)
        .where(device.c.id == device_id, device.c.revoked_at.is_(None))
        .values(revoked_at=stamp(feed.now))
    )


def seen(connection: Connection, devices: dict[str, str]) -> None:
    """Note when devices were last here: id → moment."""
    if devices:
        connection.execute(
            update(device).where(device.c.id == bindparam("d")).values(seen_at=bindparam("m")),
            [{"d": device_id, "m": moment} for device_id, moment in devices.items()],
        )


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
    row = connection.execute(_WHO, {"wanted": wanted}).one_or_none()
    if row is None or not hmac.compare_digest(row.token_hash, wanted):
        return None
    return Account(row.id, row.name, Role(row.role), row.device, row.device_id)


def revoke(connection: Connection, token: str) -> None:
    """Make one token worthless from now on."""
    connection.execute(
        update(device).where(device.c.token_hash == _hash(token)).values(revoked_at=stamp(now()))
    )


def _opened(folder: Path, database: str) -> SiteStore:
    return SiteStore.open(SiteConfig(folder=folder, resources=folder, database=database))


def _by_name(connection: Connection, name: str) -> str | None:
    return connection.execute(select(user.c.id).where(user.c.name == name)).scalar_one_or_none()


def _named(connection: Connection, name: str) -> str:
    user_id = _by_name(connection, name)
    if user_id is None:
        raise Refusal(f"Akun {name} tidak ada. Tambahkan dengan `site user add`.", rule="user.missing")
    return user_id


def _insert_user(connection: Connection, name: str, role: Role) -> str:
    user_id = new_id()
    connection.execute(insert(user).values(id=user_id, name=name, role=role.value, active=True))
    return user_id


def _insert_device(connection: Connection, user_id: str, name: str, token: str) -> str:
    device_id = new_id()
    connection.execute(
        insert(device).values(
            id=device_id, user_id=user_id, name=name, token_hash=_hash(token), made_at=stamp(now())
        )
    )
    return device_id


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _new_secret() -> str:
    """256 bits as letters and digits: what begins with a hyphen could not be given on a command line."""
    return secrets.token_hex(32)
