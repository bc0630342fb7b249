"""What holds a story back, and what a person may do to the outbox."""

from datetime import UTC, datetime

import pytest

from desktop_app.domain.errors import Refusal
from desktop_app.domain.outbox import FORBIDDEN, StepState
from desktop_app.storage import outbox, records
from desktop_app.storage.steps import MOST

NOW = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)


def save(store, kind, id_, **fields):
    with store.writing() as tx:
        doc = {"id": id_, **fields}
        return records.save(tx, kind, id_, doc, by="Rina", at=NOW, reason="test")


def pending(store, *kinds):
    with store.writing() as tx:
        return [item.id for item in outbox.pending(tx, 100, kinds=kinds or None)]


def ack(store, kind, id_, rev):
    with store.writing() as tx:
        outbox.acknowledge(tx, kind, id_, rev, 1)


def step(store, record_id):
    with store.reading() as tx:
        return next(one for one in outbox.steps(tx) if one.record_id == record_id)


def test_a_story_goes_after_its_pictures_and_others_pass(store):
    save(store, "article", "berfoto", hero={"photo_id": "foto"}, body=[])
    save(store, "article", "polos", body=[])
    photo = save(store, "photo", "foto", sha256="a" * 64)
    assert pending(store, "article") == ["polos"]
    assert step(store, "berfoto").reason == "Menunggu fotonya sampai di situs."
    ack(store, "photo", "foto", photo)
    assert "berfoto" in pending(store, "article")


def test_a_refused_photo_holds_no_story_but_a_held_one_does(store):
    save(store, "article", "berfoto", hero={"photo_id": "foto"}, body=[])
    save(store, "photo", "foto", sha256="a" * 64)
    with store.writing() as tx:
        outbox.pause(tx, "foto")
    assert pending(store) == []
    with store.writing() as tx:
        outbox.unpark(tx, "foto")
        outbox.park(tx, "photo", "foto", "Ditolak.")
    assert pending(store) == ["berfoto"]


def test_what_is_held_stays_until_it_is_taken_up(store):
    save(store, "article", "a", body=[])
    with store.writing() as tx:
        outbox.pause(tx, "a")
    assert pending(store) == []
    assert step(store, "a").state is StepState.PAUSED
    with store.writing() as tx:
        outbox.unpark(tx, "a")
    assert pending(store) == ["a"]


def test_a_change_taken_back_leaves_the_sites_version_and_stays_in_the_history(store):
    first = save(store, "article", "a", headline="Situs")
    ack(store, "article", "a", first)
    mine = save(store, "article", "a", headline="Saya")
    assert step(store, "a").can_cancel
    with store.writing() as tx:
        outbox.withdraw(tx, "a")
        assert records.get(tx, "article", "a")["headline"] == "Situs"
        assert records.revision(tx, mine).doc["headline"] == "Saya"
        assert outbox.waiting(tx) == 0
    save(store, "article", "a", headline="Lagi")
    assert pending(store) == ["a"]


def test_what_only_this_desk_has_or_has_left_is_not_taken_back(store):
    save(store, "article", "baru", headline="Satu")
    with pytest.raises(Refusal), store.writing() as tx:
        outbox.withdraw(tx, "baru")
    rev = save(store, "article", "a", headline="Satu")
    ack(store, "article", "a", rev)
    save(store, "article", "a", headline="Dua")
    pending(store)  # sent; the answer is still out
    assert not step(store, "a").can_cancel
    with pytest.raises(Refusal), store.writing() as tx:
        outbox.withdraw(tx, "a")


def test_a_command_can_be_held_and_taken_back(store):
    with store.writing() as tx:
        outbox.add_command(tx, {"op": "o1", "name": "publish", "article": "z", "rev": "made elsewhere"})
        outbox.pause(tx, "o1")
        assert outbox.commands(tx) == ()
        assert outbox.steps(tx)[0].state is StepState.PAUSED
        outbox.unpark(tx, "o1")
        assert len(outbox.commands(tx)) == 1
        outbox.withdraw(tx, "o1")
        assert outbox.commands(tx) == ()
        assert outbox.steps(tx) == ()
        assert outbox.waiting(tx) == 0


def test_a_missing_right_is_recognised(store):
    save(store, "article", "a", headline="Satu")
    with store.writing() as tx:
        outbox.park(tx, "article", "a", f"{FORBIDDEN} mengubah naskah. Naskah tetap tersimpan di meja ini.")
    assert step(store, "a").forbidden


def test_what_lacked_a_right_is_taken_up_together_and_nothing_else_is(store):
    no = f"{FORBIDDEN} mengubah naskah."
    for id_ in ("tanpa hak", "ditolak", "ditahan"):
        save(store, "article", id_)
    with store.writing() as tx:
        for op in ("terbit tanpa hak", "terbit ditolak"):
            outbox.add_command(
                tx, {"op": op, "name": "publish", "article": "x", "rev": "r", "record_hash": "h"}
            )
        for kind, id_, why in (
            ("article", "tanpa hak", no),
            ("article", "ditolak", "Naskah terlalu panjang."),
            ("command", "terbit tanpa hak", no),
            ("command", "terbit ditolak", "Berita ini sudah dihapus."),
        ):
            outbox.park(tx, kind, id_, why)
        outbox.pause(tx, "ditahan")
        outbox.unpark_forbidden(tx)
        states = {one.record_id: one.state for one in outbox.steps(tx)}
    assert states == {
        "tanpa hak": StepState.WAITING,
        "ditolak": StepState.PARKED,
        "ditahan": StepState.PAUSED,
        "terbit tanpa hak": StepState.PARKED,  # published again only when a person says so
        "terbit ditolak": StepState.PARKED,
    }


def test_thousands_of_steps_are_counted_and_the_longest_waiting_told(store):
    with store.writing() as tx:
        for number in range(MOST + 50):
            doc = {"id": f"n{number:05}", "headline": f"Judul {number}"}
            records.save(tx, "article", doc["id"], doc, by="Rina", at=NOW, reason="test")
        outbox.park(tx, "article", f"n{MOST + 49:05}", "Ditolak.")
    with store.reading() as tx:
        told = outbox.steps(tx)
        assert outbox.waiting(tx) == MOST + 50
    assert len(told) == MOST
    assert told[0].state is StepState.PARKED
    assert [one.record_id for one in told[1:4]] == ["n00000", "n00001", "n00002"]


def test_everything_can_be_held(store):
    with store.writing() as tx:
        assert not outbox.paused_all(tx)
        outbox.pause_all(tx, paused=True)
        assert outbox.paused_all(tx)
        outbox.pause_all(tx, paused=False)
        assert not outbox.paused_all(tx)
