"""Marks made apart come together: nobody's word under a mark is lost, and settling twice asks nobody."""

from dataclasses import replace

from desktop_app.domain.ids import ArticleId, new_id
from desktop_app.domain.plain import from_plain
from desktop_app.domain.proof import Mark, Reply
from desktop_app.storage import records


def held(desk, mark_id):
    with desk.store.reading() as tx:
        return from_plain(Mark, records.get(tx, "mark", mark_id))


def test_both_replies_and_the_settlement_arrive_everywhere(desks):
    dewi, sari = desks("Dewi"), desks("Sari")
    story = dewi.write("Warga senang.")
    made = Mark(new_id(), ArticleId(story), "b", "senang", note="Benar?", by="Sari", at=sari.clock())
    dewi.round()
    sari.round()
    sari.save("mark", made)
    sari.round()
    dewi.round()
    said = Reply(new_id(), "Dewi", dewi.clock(), "Benar, saya di sana.")
    dewi.save("mark", replace(held(dewi, made.id), replies=(said,)))
    other = Reply(new_id(), "Sari", sari.clock(), "Saya cek lagi.")
    settled = replace(held(sari, made.id), replies=(other,), resolved_by="Sari", resolved_at=sari.clock())
    sari.save("mark", settled)
    for desk in (dewi, sari, dewi, sari):
        desk.round()
    for desk in (dewi, sari):
        found = held(desk, made.id)
        assert {reply.text for reply in found.replies} == {said.text, other.text}
        assert (found.open, found.resolved_by) == (False, "Sari")
        assert desk.conflicts() == []
        assert desk.waiting() == 0


def test_one_clash_settled_in_two_ways_is_no_clash_about_a_clash(desks):
    dewi, sari = desks("Dewi"), desks("Sari")
    story = dewi.write("Warga senang.")
    for desk in (dewi, sari):
        desk.round()
    dewi.edit_paragraph(story, 0, "Warga kecewa.")
    sari.edit_paragraph(story, 0, "Warga marah.")
    for desk in (dewi, sari, dewi):
        desk.round()
    (clash,) = dewi.conflicts()
    for desk, choice in ((dewi, "mine"), (sari, "theirs")):
        with desk.store.writing() as tx:
            doc = {**clash, "settled_by": desk.name, "settled_at": "2026-11-24T08:00:00Z", "choice": choice,
                   "chosen_rev": new_id()}  # fmt: skip
            records.save(tx, "conflict", clash["id"], doc, by=desk.name, at=desk.clock(), reason="choice")
    for desk in (dewi, sari, dewi, sari):
        desk.round()
    assert dewi.documents() == sari.documents()
    (held_now,) = dewi.conflicts()
    assert (held_now["settled_by"], held_now["choice"]) == ("Dewi", "mine")
    assert dewi.waiting() == sari.waiting() == 0
