"""Small values a colleague could miss if they were lost: who sits here, which device this is. Never a secret."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import setting

# Written once: putting a statement together costs more than running it.
_GET = select(setting.c.value).where(setting.c.key == bindparam("k"))
_NEW = insert(setting)
_PUT = _NEW.on_conflict_do_update(index_elements=["key"], set_={"value": _NEW.excluded.value})


def get(tx: Transaction, key: str) -> str | None:
    """The value, or None when nobody ever put one."""
    return tx.connection.execute(_GET, {"k": key}).scalar_one_or_none()


def put(tx: Transaction, key: str, value: str) -> None:
    """Keep *value* under *key*, in place of what was there."""
    tx.connection.execute(_PUT, {"key": key, "value": value})
