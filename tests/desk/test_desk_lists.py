"""The newsroom's lists at one desk."""

import pytest

from desktop_app.desk import lists
from desktop_app.domain.changes import NOTHING
from desktop_app.domain.errors import Refusal
from desktop_app.domain.lists import NAMES, PLACES, WORDS, entry_id
from desktop_app.storage import records


def lines(desk, *names):
    return [(entry.key, entry.value) for entry in lists.list_entries(desk, *names)]


def test_a_line_is_written_changed_and_taken_away(desk):
    assert lists.keep_entry(desk, NAMES, "\\gub", " Gubernur  DKI Jakarta ").newsroom
    lists.keep_entry(desk, PLACES, "bk", "Balai Kota")
    assert lines(desk, NAMES, PLACES) == [("bk", "Balai Kota"), ("gub", "Gubernur DKI Jakarta")]
    lists.keep_entry(desk, NAMES, "GUB", "Gubernur Jakarta")
    assert lines(desk, NAMES) == [("GUB", "Gubernur Jakarta")]
    lists.drop_entry(desk, NAMES, "gub")
    assert lines(desk, NAMES) == []
    lists.keep_entry(desk, NAMES, "gub", "Gubernur Jakarta")
    assert lines(desk, NAMES) == [("gub", "Gubernur Jakarta")]
    with desk.store.reading() as tx:
        said = [info.reason for info in records.history(tx, "list_entry", entry_id(NAMES, "gub"))]
    assert said == ["list", "delete", "list", "list"]


def test_saying_the_same_again_is_no_change(desk):
    lists.keep_entry(desk, WORDS, "daring")
    assert lists.keep_entry(desk, WORDS, "daring") == NOTHING


@pytest.mark.parametrize(("list_", "key", "value"), [
    (NAMES, "", "Nama"), (NAMES, "dua kata", "Nama"), (NAMES, "a\\b", "Nama"), (NAMES, "gub", " "),
    (WORDS, "  ", ""), (WORDS, "x" * 101, ""),
])  # fmt: skip
def test_what_is_no_line_is_refused(desk, list_, key, value):
    with pytest.raises(Refusal):
        lists.keep_entry(desk, list_, key, value)


def test_who_is_not_there_cannot_go(desk):
    with pytest.raises(Refusal, match="tidak ada"):
        lists.drop_entry(desk, NAMES, "gub")


def test_lists_do_not_see_each_other(desk):
    lists.keep_entry(desk, NAMES, "jt", "Joko Tri")
    lists.keep_entry(desk, PLACES, "jt", "Jakarta Timur")
    assert lines(desk, PLACES) == [("jt", "Jakarta Timur")]
