"""A long list costs what a page costs: the questions go through an index, whatever the number of stories."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from desktop_app.domain.article import Article, Stage
from desktop_app.domain.listing import Query
from desktop_app.domain.plain import to_plain
from desktop_app.storage import articles, outbox, records

T0 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@pytest.fixture
def full(store):
    with store.writing() as tx:
        for n in range(300):
            doc = to_plain(Article(f"{n:04}", lead=f"banjir {n}"))
            records.save(tx, "article", f"{n:04}", doc, by="", at=T0 + timedelta(seconds=n), reason="x")
    return store


def plans(store, ask):
    """What SQLite will do for each question that *ask* makes, as one text."""
    asked = []
    with store.reading() as tx:
        connection = tx.connection

        def note(_connection, _cursor, statement, parameters, *_):
            asked.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        ask(tx)
        event.remove(connection, "before_cursor_execute", note)
        rows = [
            row[-1]
            for statement, parameters in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    return "\n".join(rows)


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(after="1795503600000000.0100"),
        Query(stage=Stage.DRAFT),
        Query(unsent=True),
        Query(conflicted=True),
        Query(without_credit=True),
    ],
    ids=lambda query: repr(query)[:60],
)
def test_the_list_is_read_in_order_and_never_sorted(full, query):
    plan = plans(full, lambda tx: articles.listing(tx, query))
    assert "USING INDEX article_recent" in plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan
    assert "SCAN revision" not in plan
    assert "SCAN record" not in plan


def test_counting_what_waits_reads_only_what_waits(full):
    plan = plans(full, lambda tx: outbox.waiting(tx))
    assert "SCAN revision" not in plan or "revision_waiting" in plan
