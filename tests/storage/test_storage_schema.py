"""tables.py says what the migrations made."""

import pytest
from sqlalchemy import inspect

from desktop_app.storage.tables import metadata


@pytest.mark.parametrize("table", metadata.tables.values(), ids=lambda table: table.name)
def test_every_table_is_as_the_migrations_made_it(store, table):
    with store.reading() as tx:
        found = inspect(tx.connection)
        made = {column["name"]: column for column in found.get_columns(table.name)}
        indexes = {index["name"] for index in found.get_indexes(table.name)}
        key = found.get_pk_constraint(table.name)["constrained_columns"]
    assert {
        name: (str(column["type"]), column["nullable"] and name not in key) for name, column in made.items()
    } == {column.name: (str(column.type), column.nullable) for column in table.columns}
    assert {index.name for index in table.indexes} <= indexes
    assert key == [column.name for column in table.primary_key.columns]


def test_no_table_is_unknown_here(store):
    with store.reading() as tx:
        made = set(inspect(tx.connection).get_table_names())
    own = {name for name in made if not name.startswith("article_fts")}
    assert own - {"alembic_version"} == set(metadata.tables)
