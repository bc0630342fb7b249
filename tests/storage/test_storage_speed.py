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


def plans(store, ask, *, writing=False):
    """What SQLite will do for each question that *ask* makes, as one text."""
    asked = []
    with store.writing() if writing else store.reading() as tx:
        connection = tx.connection

        def note(_connection, _cursor, statement, parameters, _context, many):
            asked.append((statement, parameters[0] if many else parameters))

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


@pytest.mark.parametrize("kinds", [None, ("article",)])
@pytest.mark.parametrize("due", [None, T0 + timedelta(days=1)])
def test_what_is_to_be_sent_is_read_in_turn_and_never_sorted(full, due, kinds):
    plan = plans(full, lambda tx: outbox.pending(tx, 5, due=due, kinds=kinds), writing=True)
    assert "SCAN revision USING INDEX revision_in_turn" in plan.splitlines()[0]
    assert "SEARCH revision USING INDEX revision_waiting (kind=? AND id=?)" in plan
    assert "USE TEMP B-TREE" not in plan
