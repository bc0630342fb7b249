"""What is set aside until a person acts, and what must not stay there."""

import pytest

from desktop_app.domain.newsroom import Role
from desktop_app.storage import outbox, records
from desktop_app.sync import push
from desktop_app.sync.client import SiteClient


def test_a_story_deleted_before_it_went_out_asks_a_person_and_holds_up_nothing(desks):
    dewi = desks("Dewi")
    story = dewi.ready_story("Halte baru")
    dewi.publish(story)
    dewi.edit(story, deleted=True)
    dewi.round()
    (step,) = dewi.steps()
    assert (step.kind, step.state.value) == ("command", "parked")
    assert "sudah dihapus" in step.reason


def test_what_a_colleague_did_too_is_no_longer_set_aside(desks):
    dewi, putri = desks("Dewi"), desks("Putri", role=Role.PROOFREADER)
    story = dewi.write("Satu.")
    for desk in (dewi, putri):
        desk.round()
    for desk in (putri, dewi):
        desk.edit_paragraph(story, 0, "Satu, diubah.")
        desk.round()
    assert [step.forbidden for step in putri.steps()] == [True]
    putri.round()
    assert putri.steps() == ()


def test_what_arrived_after_all_is_no_longer_set_aside(desks):
    """The site said no, then took a copy that came late: the next edit must not be held back by the old no."""
    dewi = desks("Dewi")
    story = dewi.write("Satu.")
    dewi.round()
    dewi.edit_paragraph(story, 0, "Satu, diubah.")
    with dewi.store.writing() as tx:
        (item,) = outbox.pending(tx, 1)
        outbox.park(tx, "article", story, "Peran Anda tidak boleh mengubah naskah.")
    with SiteClient(dewi.site.url, dewi.token) as client:
        client.ops([push._op(item, item.base, 0, 1)])
    dewi.round()
    dewi.edit_paragraph(story, 0, "Satu, diubah lagi.")
    dewi.round()
    assert dewi.waiting() == 0
    assert dewi.site.live("article", story)["body"][0]["text"] == "Satu, diubah lagi."


@pytest.mark.parametrize(
    "bad", ["x" * 63_000, "\ud83d", "tanda \0 kosong"], ids=("long", "half a sign", "NUL")
)
def test_what_no_site_can_hold_holds_the_story_up_only_until_it_is_put_right(desks, bad):
    dewi, budi = desks("Dewi"), desks("Budi")
    story = dewi.write("Satu.", lead="Teras.")
    dewi.round()
    before = dewi.edit(story, lead="Teras baru.")
    wrong = dewi.edit(story, lead=bad)
    dewi.round()
    (step,) = dewi.steps()
    assert step.state.value == "parked"
    assert "tanda" in step.reason
    after = dewi.edit(story, lead="Teras yang pendek.")
    dewi.round()
    assert dewi.steps() == ()
    there = dewi.site.revisions("article", story)
    assert {before, after} <= there
    assert wrong not in there
    budi.round()
    assert budi.documents() == dewi.documents()


def test_a_new_save_takes_up_what_was_set_aside_and_leaves_what_is_held_back(desks):
    dewi = desks("Dewi")
    held, aside = dewi.write("Ditahan."), dewi.write("Tertahan.")
    with dewi.store.writing() as tx:
        outbox.pause(tx, held)
        outbox.park(tx, "article", aside, "Situs menolak.")
        for story in (held, aside):
            records.taken_up(tx, "article", story)
    dewi.round()
    assert [step.record_id for step in dewi.steps()] == [held]


def test_what_is_put_right_while_the_refusal_is_under_way_goes_in_the_same_round(desks, monkeypatch):
    dewi = desks("Dewi")
    story = dewi.write("Satu.", lead="Teras.")
    dewi.round()
    dewi.edit(story, lead="x" * 63_000)
    real, mended = SiteClient.ops, []

    def ops(client, *offered):
        answer = real(client, *offered)
        if not mended:
            mended.append(dewi.edit(story, lead="Teras yang pendek."))
        return answer

    monkeypatch.setattr(SiteClient, "ops", ops)
    dewi.round()
    assert dewi.steps() == ()
    assert dewi.site.live("article", story)["lead"] == "Teras yang pendek."
