"""Every save keeps what it says it keeps."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop_app.storage import outbox, records
from desktop_app.storage.coalescing import MOST, dropped
from desktop_app.storage.store import Store

T0 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def _save(store, doc, *, by="Ani", seconds=0.0, coalesce=True):
    with store.writing() as tx:
        return records.save(
            tx,
            "article",
            doc["id"],
            doc,
            by=by,
            at=T0 + timedelta(seconds=seconds),
            reason="x",
            coalesce=coalesce,
        )


def _docs(store, article_id="a"):
    """The documents of all revisions, oldest first."""
    with store.reading() as tx:
        infos = records.history(tx, "article", article_id)
        return [records.revision(tx, info.rev).doc for info in reversed(infos)]


def _doc(lead="", **blocks):
    return {"id": "a", "lead": lead, "body": [{"id": name, "text": text} for name, text in blocks.items()]}


def test_what_was_saved_is_read_back(store):
    doc = {**_doc("Teras", b1="Naskah"), "unknown": {"deep": [1, 2.5, None, True]}}
    rev = _save(store, doc)
    with store.reading() as tx:
        assert records.get(tx, "article", "a") == doc
        assert records.head(tx, "article", "a") == rev
        assert records.get(tx, "article", "other") is None
        assert records.head(tx, "photo", "a") is None
        assert records.revision(tx, "none") is None


def test_a_save_that_changes_nothing_makes_no_revision(store):
    first = _save(store, _doc("a"), coalesce=False)
    assert _save(store, _doc("a"), coalesce=False) == first
    assert len(_docs(store)) == 1


def test_a_save_grows_from_the_head(store):
    revs = [_save(store, _doc(text), coalesce=False) for text in ("a", "b", "c")]
    with store.reading() as tx:
        history = records.history(tx, "article", "a")
    assert [info.rev for info in history] == revs[::-1]
    assert [info.parents for info in history] == [(revs[1],), (revs[0],), ()]
    assert not any(info.sent for info in history)


def test_autosaves_of_one_minute_are_one_revision(store):
    revs = {_save(store, _doc("kata " * n), seconds=n) for n in range(1, 50)}
    assert len(revs) == 1
    assert _docs(store) == [_doc("kata " * 49)]


@pytest.mark.parametrize(
    ("first", "then", "why"),
    [
        ({}, {"seconds": 60}, "a minute is over"),
        ({}, {"seconds": -5}, "the clock was set back"),
        ({}, {"by": "Budi"}, "somebody else writes"),
        ({}, {"coalesce": False}, "a save point was asked for"),
        ({"coalesce": False}, {}, "the head was a save point"),
    ],
)
def test_a_revision_of_its_own_when(store, first, then, why):
    _save(store, _doc("a"), **first)
    _save(store, _doc("ab"), **then)
    assert _docs(store) == [_doc("a"), _doc("ab")], why


def test_the_minute_counts_from_the_first_key(store):
    for second in range(0, 120, 10):
        _save(store, _doc("x" * second), seconds=second)
    assert _docs(store) == [_doc("x" * 50), _doc("x" * 110)]


def test_a_sealed_revision_never_changes(store):
    rev = _save(store, _doc("a"))
    with store.writing() as tx:
        assert records.seal(tx, "article", "a") == rev
    assert _save(store, _doc("ab")) != rev
    assert _docs(store) == [_doc("a"), _doc("ab")]


def test_sealing_what_is_not_there_is_a_bug(store):
    with pytest.raises(KeyError), store.writing() as tx:
        records.seal(tx, "article", "none")


def test_what_was_sent_never_changes(store):
    _save(store, _doc("a"))
    with store.writing() as tx:
        (sent,) = outbox.pending(tx, 10)
    _save(store, _doc("ab"))
    with store.writing() as tx:
        (again,) = outbox.pending(tx, 10)
    assert [item.doc for item in again.chain] == [item.doc for item in sent.chain] == [_doc("a")]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        (_doc(b="satu dua"), _doc(b="satu dua tiga"), 0),
        (_doc(b="satu dua"), _doc(b="satu empat"), 3),
        (_doc(b="satu"), _doc(), None),
        (_doc(b="satu", c="dua"), _doc(c="dua", b="satu"), None),
        (_doc(b="satu", c="dua"), _doc(b="satu", n="baru", c="dua"), 0),
        ({"tags": ["a"]}, {"tags": ["a", "b"]}, None),
        ({"tags": []}, {"tags": ["a", "b"]}, 0),
        ({"hero": {"photo_id": "p"}}, {"hero": None}, None),
        ({"hero": None}, {"hero": {"photo_id": "p"}}, 0),
        ({"lead": "kata"}, {}, None),
    ],
)
def test_what_a_save_would_let_go_of(old, new, lost):
    assert dropped(old, new) == lost


def test_many_small_cuts_are_counted_together(store):
    _save(store, _doc("x" * 100))
    for length in range(99, 0, -1):
        _save(store, _doc("x" * length), seconds=1)
    docs = _docs(store)
    lengths = [len(doc["lead"]) for doc in docs]
    # The first is written over until forty are gone, the next begins there.
    assert lengths == [100 - MOST, 100 - 2 * MOST - 1, 1]


def _missing(doc, other):
    """Characters of *doc* not to be found in *other*, by their longest common subsequence; endless for a block."""
    old = {"lead": doc["lead"], **{block["id"]: block["text"] for block in doc["body"]}}
    new = {"lead": other["lead"], **{block["id"]: block["text"] for block in other["body"]}}
    if set(old) - set(new):
        return 10**9
    return sum(len(text) - _common(text, new[name]) for name, text in old.items())


def _common(one, two):
    row = [0] * (len(two) + 1)
    for sign in one:
        before = 0
        for place, other in enumerate(two, 1):
            before, row[place] = row[place], before + 1 if sign == other else max(row[place], row[place - 1])
    return row[-1]


TEXT = st.text(alphabet="ab ", max_size=60)
BODY = st.dictionaries(st.sampled_from("pqrs"), TEXT, max_size=4)
SAVE = st.tuples(TEXT, BODY, st.floats(0, 30), st.sampled_from(["Ani", "Budi"]), st.booleans())


@settings(max_examples=150, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(st.lists(SAVE, min_size=1, max_size=12))
def test_no_sequence_of_saves_loses_a_block_or_forty_characters(saves):
    """Whatever was once saved is in some revision, but for fewer than forty-one characters and no block."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        try:
            seconds, given_docs = 0.0, []
            for lead, body, pause, by, coalesce in saves:
                seconds += pause
                doc = _doc(lead, **body)
                _save(store, doc, by=by, seconds=seconds, coalesce=coalesce)
                given_docs.append(doc)
            kept = _docs(store)
            assert kept[-1] == given_docs[-1]
            for doc in given_docs:
                assert min(_missing(doc, other) for other in kept) <= MOST
            if not any(coalesce for *_, coalesce in saves):
                once = [
                    doc for place, doc in enumerate(given_docs) if place == 0 or doc != given_docs[place - 1]
                ]
                assert kept == once
        finally:
            store.close()


@pytest.mark.parametrize(
    "text", ["\ud800 setengah", "nol \x00 di tengah", "👩‍🚀 a\u0301", "\u202e kanan", "'); DROP TABLE record"]
)
def test_no_text_is_turned_away(store, text):
    doc = {**_doc(text, b1=text), "headline": text, "short_title": text, "tags": [text], "authors": [text]}
    _save(store, doc)
    assert _docs(store) == [doc]


def test_records_about_an_article(store):
    with store.writing() as tx:
        for number, article in enumerate(("a", "b", "a")):
            doc = {"id": f"m{number}", "article_id": article}
            records.save(tx, "mark", doc["id"], doc, by="Ani", at=T0, reason="mark")
        gone = {"id": "m9", "article_id": "a", "deleted": True}
        records.save(tx, "mark", "m9", gone, by="Ani", at=T0, reason="mark")
    with store.reading() as tx:
        assert [doc["id"] for doc in records.about(tx, "mark", "a")] == ["m0", "m2"]
        assert [doc["id"] for doc in records.every(tx, "mark")] == ["m0", "m1", "m2"]
        assert records.about(tx, "sign_off", "a") == ()
