"""The outbox and what comes in: nothing written here is ever lost on the way."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.article import Article
from desktop_app.domain.conflict import Conflict, Weight
from desktop_app.domain.errors import Refusal
from desktop_app.domain.newsroom import Card, SiteLists, SiteSettings
from desktop_app.domain.outbox import StepState
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import articles, blobs_needed, outbox, records, remote
from desktop_app.storage import settings as kept_settings
from desktop_app.storage.remote import MergedDoc, SiteLink

T0 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Change:
    seq: int
    id: str
    rev: str
    doc: dict | None
    kind: str = "article"
    deleted: bool = False
    by: str = "Budi"
    at: datetime | None = T0


@dataclass(frozen=True)
class Clash:
    place: str
    base: str
    mine: str
    theirs: str
    weight: Weight = Weight.CHOOSE
    merged: str = ""


def story(lead="", headline="", **more):
    return to_plain(Article("a", lead=lead, headline=headline, **more))


def fields(kind, base, mine, theirs):
    """A merge good enough to see who gave what: per field, theirs where both changed."""
    base = base or {}
    doc = {name: mine[name] if theirs[name] == base.get(name) else theirs[name] for name in theirs}
    clashes = [
        Clash(name, str(base.get(name)), mine[name], theirs[name])
        for name in ("lead", "headline")
        if mine[name] != theirs[name] and base.get(name) not in (mine[name], theirs[name])
    ]
    return MergedDoc(doc, clashes)


def no_merge(*_):
    raise AssertionError("nothing to merge here")


def save(store, doc, kind="article", **more):
    with store.writing() as tx:
        values = {"by": "Ani", "at": T0, "reason": "x", **more}
        return records.save(tx, kind, doc["id"], doc, **values)


def take(store, change, merge=no_merge, **more):
    with store.writing() as tx:
        return remote.apply(tx, change, merge, **more)


def pending(store):
    with store.writing() as tx:
        return outbox.pending(tx, 50)


def ack(store, rev, seq=1, kind="article", id="a"):
    with store.writing() as tx:
        outbox.acknowledge(tx, kind, id, rev, seq)


def live(store, kind="article", id="a"):
    with store.reading() as tx:
        return records.head(tx, kind, id), records.get(tx, kind, id)


def ancestors(store, rev):
    with store.reading() as tx:
        found, waiting = set(), [rev]
        while waiting:
            stored = records.revision(tx, waiting.pop())
            found.add(stored.rev)
            waiting += stored.parents
        return found


def test_all_saved_revisions_wait_oldest_first(store):
    revs = [save(store, story(text)) for text in "abc"]
    (item,) = pending(store)
    assert item.base is None
    assert [stored.rev for stored in item.chain] == revs
    ack(store, revs[-1], 7)
    assert pending(store) == ()
    with store.reading() as tx:
        assert outbox.waiting(tx) == 0
        assert all(info.sent for info in records.history(tx, "article", "a"))


def test_what_is_written_between_sending_and_the_answer_goes_on_waiting(store):
    save(store, story("satu"), coalesce=True)
    (sent,) = pending(store)
    save(store, story("satu dua"), coalesce=True)
    ack(store, sent.chain[-1].rev, 4)
    (rest,) = pending(store)
    assert rest.base == sent.chain[-1].rev
    assert [stored.doc["lead"] for stored in rest.chain] == ["satu dua"]


def test_a_lost_answer_means_the_same_offer_again(store):
    save(store, story("satu"))
    before = pending(store)
    save(store, story("dua"))
    assert [stored.rev for stored in pending(store)[0].chain] == [stored.rev for stored in before[0].chain]
    # The site did have it: seen on its feed, that answers too, and the later save waits on it.
    sent = before[0].chain[-1]
    assert take(store, Change(9, "a", sent.rev, sent.doc)).outcome == "known"
    (rest,) = pending(store)
    assert (rest.base, [stored.doc["lead"] for stored in rest.chain]) == (sent.rev, ["dua"])


def test_records_travel_in_the_order_they_were_made(store):
    save(store, to_plain(Photo("p", "1" * 64, 1, 1)), kind="photo")
    save(store, story("a"))
    save(store, {"id": "s", "article_id": "a"}, kind="sign_off")
    assert [(item.kind, item.id) for item in pending(store)] == [
        ("photo", "p"),
        ("article", "a"),
        ("sign_off", "s"),
    ]


def test_a_parked_record_lets_others_pass_until_taken_up_again(store):
    save(store, story("a"))
    save(store, {**story("b"), "id": "b"})
    with store.writing() as tx:
        outbox.park(tx, "article", "a", "Situs menolak berita ini.")
    assert [item.id for item in pending(store)] == ["b"]
    with store.reading() as tx:
        step = outbox.steps(tx)[0]
        assert (step.state, step.reason) == (StepState.PARKED, "Situs menolak berita ini.")
        assert outbox.waiting(tx) == 2
    with store.writing() as tx:
        outbox.unpark(tx, "a")
    assert [item.id for item in pending(store)] == ["a", "b"]


def test_a_later_try_is_counted_and_can_be_left_out(store):
    save(store, story("a"))
    with store.writing() as tx:
        outbox.retry_later(tx, "article", "a", "Situs sibuk.", T0 + timedelta(minutes=1))
        assert outbox.pending(tx, 9, due=T0) == ()
        assert len(outbox.pending(tx, 9, due=T0 + timedelta(minutes=1))) == 1
        (step,) = outbox.steps(tx)
        assert (step.state, step.tries, step.reason) == (StepState.RETRYING, 1, "Situs sibuk.")


def test_a_restored_site_is_offered_again_what_it_forgot(store):
    revs = [save(store, story(text)) for text in "abc"]
    pending(store)
    ack(store, revs[-1])
    with store.writing() as tx:
        assert [stored.rev for stored in outbox.acknowledged(tx, 0, 10)] == revs
        outbox.forgotten(tx, revs[1:])
    (item,) = pending(store)
    assert (item.base, [stored.rev for stored in item.chain]) == (revs[0], revs[1:])


def test_every_step_is_named(store):
    for kind, doc in (
        ("contributor", {"id": "c", "name": "AFP"}),
        ("list_entry", {"id": "l", "key": "PAP"}),
        ("person", {"id": "o", "name": "Sari"}),
        ("article", story("a", short_title="Rob")),
        ("article", {**story("b"), "id": "b"}),
    ):
        save(store, doc, kind=kind)
    with store.reading() as tx:
        assert [step.title for step in outbox.steps(tx)] == [
            "Direktori kredit «AFP»",
            "Daftar redaksi «PAP»",
            "Orang «Sari»",
            "Rob",
            "(tanpa judul)",
        ]


def test_a_command_leaves_after_the_revision_it_names(store):
    rev = save(store, story("a", short_title="Rob"))
    body = {"op": "o1", "name": "publish", "article": "a", "rev": rev, "at": None}
    with store.writing() as tx:
        outbox.add_command(tx, body)
        outbox.add_command(tx, {"op": "o2", "name": "unpublish", "article": "z", "rev": "made elsewhere"})
        assert [item["op"] for item in outbox.commands(tx)] == ["o2"]
        assert outbox.steps(tx)[-2].title == 'Terbitkan "Rob"'
    pending(store)
    ack(store, rev)
    with store.writing() as tx:
        assert outbox.commands(tx)[0] == body
        outbox.finish_command(tx, "o1", "not_ready", why="Belum ada foto utama.")
        outbox.finish_command(tx, "o2", "ok")
        assert outbox.commands(tx) == ()
        (step,) = outbox.steps(tx)
        assert (step.state, step.reason) == (StepState.PARKED, "Belum ada foto utama.")
        outbox.unpark(tx, "o1")
        outbox.finish_command(tx, "o1", "retry", why="Situs sibuk.")
        assert [item["op"] for item in outbox.commands(tx)] == ["o1"]
        assert outbox.waiting(tx) == 1


def test_a_refused_command_goes_once_a_later_one_of_its_story_is_done(store):
    rev = save(store, story("a"))
    ack(store, rev)
    with store.writing() as tx:
        for op, article in (("o1", "a"), ("o2", "z"), ("o3", "a"), ("o4", "a")):
            outbox.add_command(tx, {"op": op, "name": "publish", "article": article, "rev": rev, "at": None})
        for op in ("o1", "o2", "o4"):
            outbox.finish_command(tx, op, "not_ready", why="Belum disahkan.")
        outbox.finish_command(tx, "o3", "ok")
        left = {step.id for step in outbox.steps(tx) if step.kind == "command"}
    assert left == {"o2", "o4"}  # another story's, and what was asked since


def test_the_files_of_waiting_photos_are_needed_once(store):
    photo = Photo("p", "1" * 64, 1, 1, renditions=(Rendition("hero", "webp", 1, 1, "2" * 64),))
    rev = save(store, to_plain(photo), kind="photo")
    with store.writing() as tx:
        assert outbox.missing_blobs(tx) == ("1" * 64, "2" * 64)
        outbox.blob_sent(tx, "1" * 64)
        outbox.blob_sent(tx, "1" * 64)
        assert outbox.missing_blobs(tx) == ("2" * 64,)
        outbox.blob_lost(tx, "1" * 64)
        assert outbox.missing_blobs(tx) == ("1" * 64, "2" * 64)
        outbox.blob_sent(tx, "1" * 64)
        assert blobs_needed.needed(tx) == {"1" * 64: "p", "2" * 64: "p"}
        assert [step.kind for step in outbox.steps(tx)] == ["photo", "blob"]
    pending(store)
    ack(store, rev, kind="photo", id="p")
    with store.reading() as tx:
        assert outbox.missing_blobs(tx) == ()


def test_a_new_record_from_the_site_is_taken(store):
    applied = take(store, Change(3, "a", "R1", story("situs")))
    assert applied.outcome == "taken"
    assert live(store) == ("R1", story("situs"))
    assert pending(store) == ()
    assert take(store, Change(3, "a", "R1", story("situs"))).outcome == "known"
    with store.reading() as tx:
        assert len(records.history(tx, "article", "a")) == 1


def test_without_work_of_our_own_theirs_is_live(store):
    take(store, Change(3, "a", "R1", story("satu")))
    take(store, Change(5, "a", "R2", story("dua")))
    assert live(store) == ("R2", story("dua"))
    with store.reading() as tx:
        (newer, older) = records.history(tx, "article", "a")
    assert (newer.parents, older.parents) == (("R1",), ())


def test_work_of_our_own_is_merged_with_two_parents_and_travels_whole(store):
    take(store, Change(3, "a", "R1", story("satu", "judul")))
    mine = [save(store, story("satu dua", "judul")), save(store, story("satu dua tiga", "judul"))]
    seen = []

    def merge(kind, base, ours, theirs):
        seen.append((kind, base["lead"], ours["lead"], theirs["headline"]))
        return fields(kind, base, ours, theirs)

    applied = take(store, Change(4, "a", "R2", story("satu", "JUDUL")), merge)
    assert (applied.outcome, applied.clashes) == ("merged", 0)
    assert seen == [("article", "satu", "satu dua tiga", "JUDUL")]
    rev, doc = live(store)
    assert doc == story("satu dua tiga", "JUDUL")
    assert ancestors(store, rev) == {rev, *mine, "R1", "R2"}
    (item,) = pending(store)
    assert item.base == "R2"
    assert [stored.rev for stored in item.chain] == [*mine, rev]
    assert item.chain[-1].parents == (mine[-1], "R2")


def test_what_was_sent_on_an_old_base_travels_with_its_merge(store):
    """Alone on the new base it would make our text live and push theirs aside."""
    take(store, Change(3, "a", "R1", story("satu", "judul")))
    mine = save(store, story("satu dua", "judul"))
    pending(store)
    take(store, Change(4, "a", "R2", story("satu", "JUDUL")), fields)
    (item,) = pending(store)
    assert [stored.rev for stored in item.chain] == [mine, live(store)[0]]
    assert "R2" in ancestors(store, item.chain[-1].rev)
    assert all(stored.sealed for stored in pending(store)[0].chain)


def test_kinds_can_be_sent_apart(store):
    save(store, to_plain(Photo("p", "1" * 64, 1, 1)), kind="photo")
    save(store, story("a"))
    with store.writing() as tx:
        assert [item.kind for item in outbox.pending(tx, 9, kinds=("article",))] == ["article"]
        outbox.retry_later(tx, "photo", "p", "Situs sibuk.")
        assert [item.tries for item in outbox.pending(tx, 9, kinds=("photo", "mark"))] == [1]


def test_an_open_autosave_is_sealed_by_a_merge(store):
    take(store, Change(3, "a", "R1", story("satu", "judul")))
    mine = save(store, story("satu dua", "judul"), coalesce=True)
    mine = save(store, story("satu dua tiga", "judul"), coalesce=True)
    take(store, Change(4, "a", "R2", story("satu", "JUDUL")), fields)
    later = save(store, story("satu dua tiga empat", "JUDUL"), coalesce=True)
    assert later != mine
    with store.reading() as tx:
        assert records.revision(tx, mine).doc == story("satu dua tiga", "judul")


def test_a_clash_keeps_both_texts_and_says_so(store):
    take(store, Change(3, "a", "R1", story("satu")))
    mine = save(store, story("punya Ani"))
    assert take(store, Change(4, "a", "R2", story("punya Budi")), fields).clashes == 1
    _, doc = live(store)
    assert doc["lead"] == "punya Budi"
    with store.reading() as tx:
        (kept,) = (from_plain(Conflict, doc) for doc in records.about(tx, "conflict", "a"))
        assert records.revision(tx, mine).doc["lead"] == "punya Ani"
    assert (kept.place, kept.base, kept.mine, kept.theirs) == ("lead", "satu", "punya Ani", "punya Budi")
    assert (kept.mine_rev, kept.theirs_rev, kept.open) == (mine, "R2", True)
    assert [item.kind for item in pending(store)] == ["article", "conflict"]


def test_the_same_words_on_both_sides_are_no_conflict(store):
    take(store, Change(3, "a", "R1", story("satu")))
    save(store, story("dua"))
    assert take(store, Change(4, "a", "R2", story("dua"))).outcome == "taken"
    assert live(store)[0] == "R2"
    assert pending(store) == ()


def test_the_same_words_in_the_end_still_send_the_words_between(store):
    take(store, Change(3, "a", "R1", story("satu")))
    between, last = save(store, story("yang hilang?")), save(store, story("dua"))
    assert take(store, Change(4, "a", "R2", story("dua"))).outcome == "merged"
    assert [stored.rev for stored in pending(store)[0].chain][:2] == [between, last]


def test_an_edit_here_beats_a_deletion_there(store):
    take(store, Change(3, "a", "R1", story("satu")))
    save(store, story("satu dua"))
    applied = take(store, Change(4, "a", "R2", story("satu", deleted=True), deleted=True))
    assert applied.outcome == "kept"
    assert live(store)[1] == story("satu dua")
    assert pending(store)[0].chain[-1].parents[1] == "R2"


def test_an_edit_there_beats_a_deletion_here(store):
    take(store, Change(3, "a", "R1", story("satu")))
    save(store, story("satu", deleted=True))
    take(store, Change(4, "a", "R2", story("satu dua")))
    assert live(store)[1] == story("satu dua")
    with store.reading() as tx:
        assert [row.id for row in articles.listing(tx, articles.Query()).rows] == ["a"]


def test_a_deletion_is_a_revision_and_keeps_the_history(store):
    take(store, Change(3, "a", "R1", story("satu")))
    take(store, Change(4, "a", "R2", story("satu", deleted=True), deleted=True))
    with store.reading() as tx:
        assert articles.listing(tx, articles.Query()).total == 0
        assert records.revision(tx, "R1").doc == story("satu")
    take(store, Change(5, "a", "R3", None, deleted=True))
    assert live(store)[1]["lead"] == "satu"


def _many(store, count):
    for number in range(count):
        take(store, Change(number + 1, f"{number}", f"R{number}", {**story("x"), "id": f"{number}"}))


def _delete(store, count, **more):
    with store.writing() as tx:
        for number in range(count):
            doc = {**story("x", deleted=True), "id": f"{number}"}
            remote.apply(
                tx, Change(100 + number, f"{number}", f"D{number}", doc, deleted=True), no_merge, **more
            )
        remote.move_cursor(tx, 999)


@pytest.mark.parametrize(("stories", "most"), [(12, 5), (70, 7), (300, 20)])
def test_a_page_that_wipes_the_newsroom_stops_and_leaves_no_trace(store, stories, most):
    _many(store, stories)
    with store.writing() as tx:
        remote.set_link(tx, SiteLink("s", "e", after=7))
    with pytest.raises(Refusal) as caught:
        _delete(store, most + 1)
    assert caught.value.rule == "sync.mass_delete"
    with store.reading() as tx:
        assert articles.listing(tx, articles.Query()).total == stories
        assert remote.link(tx).after == 7
    _delete(store, most)
    with store.reading() as tx:
        assert articles.listing(tx, articles.Query()).total == stories - most


def test_a_person_may_accept_many_deletions(store):
    _many(store, 30)
    _delete(store, 30, accept_deletions=True)
    with store.reading() as tx:
        assert articles.listing(tx, articles.Query()).total == 0


def test_the_link_is_kept_whole(store):
    card = Card("a", "rob", "Rob", "Banjir", "", "budaya", ("Ani",), (), T0, views=9)
    told = SiteLink(
        "s",
        "e",
        12,
        "https://x.example",
        SiteSettings(name="Kota"),
        SiteLists((card,), T0),
        {"a": 3},
        T0,
        False,
        "x",
    )
    with store.writing() as tx:
        assert remote.link(tx) is None
        remote.set_link(tx, told)
        assert remote.link(tx) == told
        outbox.blob_sent(tx, "1" * 64)
        remote.move_cursor(tx, 40)
        assert remote.link(tx) == replace(told, after=40)
        remote.forget_cursor(tx, "e2")
        assert remote.link(tx) == replace(told, after=0, epoch="e2")


def test_small_settings_are_kept(store):
    with store.writing() as tx:
        assert kept_settings.get(tx, "device") is None
        kept_settings.put(tx, "device", "a")
        kept_settings.put(tx, "device", "meja-1")
        assert kept_settings.get(tx, "device") == "meja-1"
    save(store, story("a"))
    assert pending(store)[0].chain[0].device == "meja-1"
