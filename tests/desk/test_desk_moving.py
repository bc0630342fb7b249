"""Going over to another site and back: nothing is lost, revived, doubled or claimed to be where it is not."""

import threading

import pytest
from newsroom_net import Desk as Colleague
from newsroom_net import LiveSite

from desktop_app.app import join
from desktop_app.desk import finding, pairing, picturing, syncing, writing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import Article
from desktop_app.domain.document import BlockText
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId, BlockId, PhotoId, new_id
from desktop_app.domain.newsroom import Role
from desktop_app.domain.outbox import DeletionChoice
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.site import accounts, passes
from desktop_app.storage import moving, outbox, records
from desktop_app.sync.client import SiteClient

THREE = tuple(BlockText(BlockId(f"b{n}"), text) for n, text in enumerate(("Satu. Dua.", "Tiga.", "Empat.")))


@pytest.fixture
def sites(tmp_path, monkeypatch):
    monkeypatch.setattr("desktop_app.sync.tokens.find", lambda _url: "")
    monkeypatch.setattr("desktop_app.sync.tokens.trusted", lambda _vault: None)
    both = [LiveSite(tmp_path / name).start() for name in ("satu", "dua")]
    yield both
    for live in both:
        live.stop()


def go_to(desk: Desk, site: LiveSite, name: str = "") -> pairing.Connected:
    with site.store.writing() as feed:
        user = accounts.add(feed, name or f"Sari {new_id()[-6:]}", Role.ADMIN)
        code = passes.issue(feed.connection, passes.Kind.PAIR, user, feed.now)
    return pairing.pair(desk, site.url, code)


def written(desk: Desk, **fields) -> ArticleId:
    story = ArticleId(new_id())
    save(desk, to_plain(Article(id=story, **fields)))
    return story


def save(desk: Desk, doc: dict, kind: str = "article", reason: str = "test") -> str:
    with desk.store.writing() as tx:
        return records.save(tx, kind, doc["id"], doc, by="Dewi", at=desk.clock(), reason=reason)


def doc_of(desk, story: str) -> dict:
    with desk.store.reading() as tx:
        found = records.get(tx, "article", story)
    assert found is not None
    return found


def shortened(doc: dict) -> dict:
    body = [block for block in doc["body"] if block["text"] != "Tiga."]
    return {**doc, "body": [{**body[0], "text": "Satu."}, *body[1:]]}


def texts(doc: dict) -> list[str]:
    return [block["text"] for block in doc["body"]]


def test_the_doctor_counts_as_the_outbox_does_and_not_what_another_site_had(desk, sites):
    go_to(desk, sites[0])
    for _ in range(3):
        written(desk)
    syncing.one_round(desk)
    go_to(desk, sites[1])
    syncing.one_round(desk)
    held, story = written(desk), written(desk)
    save(desk, {**doc_of(desk, held), "headline": "Banjir"})
    syncing.pause(desk, held)
    with desk.store.writing() as tx:
        outbox.add_command(tx, {"op": "o1", "name": "publish", "article": story, "rev": "r"})
    syncing.pause(desk, "o1")
    told, counts = syncing.state(desk), desk.store.doctor()["counts"]
    assert (told.waiting, told.held, told.left_behind) == (3, 2, 3)
    assert (counts["waiting"], counts["held"]) == (3, 2)


def test_a_text_that_was_withdrawn_does_not_come_back_at_the_new_site(desk, sites):
    go_to(desk, sites[0])
    story = written(desk, headline="Banjir")
    syncing.one_round(desk)
    save(desk, {**doc_of(desk, story), "headline": "SALAH, DITARIK"})
    syncing.withdraw(desk, story)
    go_to(desk, sites[1])
    syncing.one_round(desk)
    pairing.bring_all(desk)
    syncing.one_round(desk)
    assert sites[1].live("article", story)["headline"] == doc_of(desk, story)["headline"] == "Banjir"


def test_what_a_colleague_brought_and_cut_is_not_revived_by_who_wrote_nothing(sites, tmp_path):
    first, second = sites
    dewi, budi = Colleague(tmp_path / "d", first, "Dewi"), Colleague(tmp_path / "b", first, "Budi")
    story = dewi.write(*(block.text for block in THREE))
    for one in (dewi, budi):
        one.round()
    with second.store.reading() as connection:
        site_id = second.store.identity(connection).site_id
    for one in (dewi, budi):
        with one.store.writing() as tx:
            pairing.go_over(tx, site_id, second.url)
        one.site, one.token = second, second.token(one.name, Role.ADMIN)
    budi.round()  # before anybody has brought the story
    save(dewi, shortened(doc_of(dewi, story)))
    dewi.round()
    budi.round()
    with budi.store.writing() as tx:
        moving.bring_all(tx)
    for one in (budi, dewi):
        one.round()
    assert texts(second.live("article", story)) == ["Satu.", "Empat."]
    assert dewi.documents() == budi.documents()
    assert budi.conflicts() == []
    for one in (dewi, budi):
        one.close()


def test_back_at_the_first_site_what_a_colleague_wrote_there_comes_in(desk, sites, tmp_path):
    first, second = sites
    go_to(desk, first)
    story = written(desk, headline="Banjir", body=THREE)
    syncing.one_round(desk)
    go_to(desk, second)
    syncing.one_round(desk)
    ani = Colleague(tmp_path / "a", first, "Ani")
    ani.round()
    save(ani, shortened(doc_of(ani, story)))
    ani.round()
    ani.close()
    go_to(desk, first)
    syncing.one_round(desk)
    assert texts(doc_of(desk, story)) == texts(first.live("article", story)) == ["Satu.", "Empat."]
    assert (syncing.state(desk).left_behind, syncing.state(desk).waiting) == (0, 0)
    assert syncing.conflicts(desk) == ()


def test_what_is_public_is_so_only_where_it_is_public(desk, sites, tmp_path):
    first, second = sites
    ani = Colleague(tmp_path / "a", first, "Ani")
    story = ArticleId(ani.ready_story("Halte baru"))
    ani.publish(story)
    ani.round()
    go_to(desk, first)
    syncing.one_round(desk)
    assert finding.open_article(desk, story).page is not None
    go_to(desk, second)
    syncing.one_round(desk)
    assert finding.open_article(desk, story).page is None
    go_to(desk, first)
    syncing.one_round(desk)
    assert finding.open_article(desk, story).page is not None
    ani.close()


def test_an_answer_about_the_old_sites_deletions_is_none_about_the_new_ones(desk, sites, tmp_path):
    colleagues = [Colleague(tmp_path / str(n), site, "Ani") for n, site in enumerate(sites)]
    stories = [[one.write(f"Kabar {n}.") for n in range(30)] for one in colleagues]
    for one in colleagues:
        one.round()
    for number, (site, one) in enumerate(zip(sites, colleagues, strict=True)):
        go_to(desk, site)
        syncing.one_round(desk)
        for story in stories[number][:21]:
            one.edit(story, deleted=True)
        one.round()
        with pytest.raises(Refusal, match="dihapus"):
            syncing.one_round(desk)
        syncing.answer_deletions(desk, DeletionChoice.ACCEPT)
        syncing.one_round(desk)
        one.close()


def test_whatever_somebody_does_with_a_story_brings_it_along(desk, sites):
    go_to(desk, sites[0])
    photo = Photo(PhotoId(new_id()), desk.blobs.put_bytes(b"foto"), width=64, height=48)
    save(desk, to_plain(photo), "photo")
    shown, late, untouched = (written(desk, headline="Kabar", body=THREE) for _ in range(3))
    syncing.one_round(desk)
    old = finding.open_article(desk, late).revision
    writing.save_draft(desk, late, fields={"headline": "Kabar kedua"}, body=None, base=old)
    syncing.one_round(desk)
    go_to(desk, sites[1])
    syncing.one_round(desk)
    picturing.use_as_hero(desk, shown, photo.id)
    writing.save_draft(
        desk, late, fields={"lead": "Teras."}, body=None, base=old
    )  # an editor that was open since
    syncing.one_round(desk)
    assert sites[1].revisions("photo", photo.id)
    assert sites[1].live("article", shown)["hero"]["photo_id"] == photo.id
    assert sites[1].live("article", late)["headline"] == "Kabar kedua"
    assert not sites[1].revisions("article", untouched)


def test_publishing_a_story_of_the_old_site_takes_it_along(sites, tmp_path):
    first, second = sites
    dewi = Colleague(tmp_path / "d", first, "Dewi")
    story = dewi.ready_story("Halte")
    dewi.round()
    dewi.close()
    join.pair(tmp_path / "d", second.url, second.token("Dewi", Role.ADMIN))  # as from the command line
    dewi = Colleague(tmp_path / "d", second, "Dewi")
    dewi.round()
    dewi.publish(story)
    for _ in range(2):
        dewi.round()
    assert second.revisions("article", story)
    assert [step.kind for step in dewi.steps()] == []
    dewi.close()


def test_nobody_goes_over_while_a_round_is_under_way(desk, sites, monkeypatch):
    """Else the old site's answer would be written down as the new one's."""
    go_to(desk, sites[0])
    syncing.one_round(desk)
    story = written(desk, headline="Kerja saya")
    asked, go_on = threading.Event(), threading.Event()
    real = SiteClient.ops

    def slow(client, *offered):
        answer = real(client, *offered)
        asked.set()
        assert go_on.wait(20)
        return answer

    monkeypatch.setattr(SiteClient, "ops", slow)
    round_ = threading.Thread(target=syncing.one_round, args=(desk,))
    round_.start()
    assert asked.wait(20)
    over = threading.Thread(target=go_to, args=(desk, sites[1]))
    over.start()
    over.join(0.5)
    assert over.is_alive()
    go_on.set()
    for one in (round_, over):
        one.join(20)
    syncing.one_round(desk)
    assert syncing.state(desk).left_behind == 1
    pairing.bring_all(desk)
    syncing.one_round(desk)
    assert sites[1].revisions("article", story)
