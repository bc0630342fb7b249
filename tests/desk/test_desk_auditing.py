"""The audit log answers who, what, when, from which desk, and why."""

import pytest

from desktop_app.desk import auditing, publishing, writing
from desktop_app.domain.audit import Act
from desktop_app.domain.errors import Refusal


def test_going_past_a_red_line_is_written_down_with_its_reason(desk):
    article_id, _ = writing.begin(desk, headline="Banjir surut")
    with pytest.raises(Refusal):
        publishing.publish(desk, article_id)
    assert auditing.entries(desk) == ()
    publishing.publish(desk, article_id, override="  Siaga banjir  ")
    (entry,) = auditing.entries(desk, article_id=article_id)
    assert (entry.by, entry.device, entry.act, entry.reason) == (
        desk.person.name,
        desk.device,
        Act.OVERRIDE,
        "Siaga banjir",
    )
    assert entry.at == desk.clock()
    assert "sign_off" in entry.details


def test_the_newest_entry_comes_first_and_each_object_finds_its_own(desk, clock):
    for number in range(3):
        clock.on(seconds=1)
        with desk.store.writing() as tx:
            auditing.note(desk, tx, Act.PHOTO_OVERRIDE, "photo", f"p{number % 2}", reason=str(number))
    assert [entry.reason for entry in auditing.entries(desk)] == ["2", "1", "0"]
    assert [entry.reason for entry in auditing.entries(desk, object_id="p0")] == ["2", "0"]
    assert [entry.reason for entry in auditing.entries(desk, limit=1)] == ["2"]


def test_an_act_that_is_taken_back_leaves_no_line(desk):
    def half_an_act():
        with desk.store.writing() as tx:
            auditing.note(desk, tx, Act.SIGN, "article", "a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_an_act()
    assert auditing.entries(desk) == ()
