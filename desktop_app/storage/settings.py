"""Small values a colleague could miss if they were lost: who sits here, which device this is. Never a secret."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.storage.store import Transaction
from desktop_app.storage.tables import setting


def get(tx: Transaction, key: str) -> str | None:
    """The value, or None when nobody ever put one."""
    return tx.connection.execute(select(setting.c.value).where(setting.c.key == key)).scalar_one_or_none()


def put(tx: Transaction, key: str, value: str) -> None:
    """Keep *value* under *key*, in place of what was there."""
    statement = insert(setting).values(key=key, value=value)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
