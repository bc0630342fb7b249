"""The audit log answers who, what, when, from which desk, and why."""

import pytest

from desktop_app.desk import auditing, publishing, writing
from desktop_app.domain.article import PhotoUse
from desktop_app.domain.audit import Act
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId, new_id
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.storage import outbox, records


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


def test_what_no_reason_talks_away_is_refused_at_the_desk_and_not_written_down(desk):
    photo_id = new_id()
    photo = Photo(PhotoId(photo_id), "0" * 64, 1, 1, file_name="banjir.jpg")
    with desk.store.writing() as tx:
        records.save(tx, "photo", photo_id, to_plain(photo), by="x", at=desk.clock(), reason="test")
    article_id, _ = writing.begin(desk, headline="Banjir surut", hero=PhotoUse(PhotoId(photo_id)))
    with pytest.raises(Refusal, match=r"banjir\.jpg: kredit"):
        publishing.publish(desk, article_id, override="Siaga banjir")
    assert auditing.entries(desk) == ()
    with desk.store.reading() as tx:
        assert not [step for step in outbox.steps(tx) if step.kind == "command"]


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
