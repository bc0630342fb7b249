"""After publishing: the desk reads the public page, and says when it is not what was signed, late, or still there."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from newsroom_net import PUBLIC

from desktop_app.desk import auditing, proofing, publishing, syncing, watching
from desktop_app.desk.bundle import Desk
from desktop_app.domain.alarm import AlarmKind
from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.audit import Act
from desktop_app.domain.errors import Refusal
from desktop_app.domain.newsroom import Person, Role, SiteSettings
from desktop_app.domain.readiness import blocking
from desktop_app.sync.address import Address, nowhere
from desktop_app.sync.public_page import fetch_public_page


@pytest.fixture
def dewi(site, desks):
    site.store.at_address(site.url, site.port)
    return desks("Dewi")


@pytest.fixture
def desk(dewi):
    """The verbs over Dewi's folder."""
    return Desk(
        store=dewi.store,
        blobs=dewi.blobs,
        intake=None,
        person=Person("d", "Dewi", Role.ADMIN),
        device="meja-dewi",
        clock=dewi.clock,
        renderer_for=lambda _settings: None,
        address=Address("", "", nowhere),
        static=PUBLIC,
    )


def public(dewi, article_id):
    address = dewi.link().settings.address
    return fetch_public_page(address, f"/berita/{dewi.page(article_id).slug}")


def tamper(site, old, new):
    """Another hand in the site's database. Kept pages go with the settings they were made under, a second later."""
    with site.store.writing() as feed:
        feed.connection.exec_driver_sql("UPDATE page SET article = replace(article, ?, ?)", (old, new))
        feed.connection.exec_driver_sql("UPDATE site SET settings = settings || ' '")
    time.sleep(1.1)


def published(dewi, title="Banjir surut"):
    article_id = dewi.ready_story(title)
    dewi.publish(article_id)
    dewi.round()
    dewi.round()
    assert dewi.page(article_id).publication is Publication.LIVE, dewi.steps()
    return article_id


def test_a_story_that_goes_out_green_is_done_and_one_past_a_red_line_is_not(dewi, desk):
    article_id = dewi.ready_story("Pasar malam")
    dewi.edit(article_id, stage=Stage.DRAFT)
    publishing.publish(desk, article_id)
    dewi.round()
    dewi.round()
    assert dewi.article(article_id).stage is Stage.READY
    assert dewi.page(article_id).publication is Publication.LIVE, dewi.steps()
    dewi.edit(article_id, lead="Teras lain.", stage=Stage.PROOF)
    publishing.publish(desk, article_id, override="Siaga banjir, korektor menyusul")
    assert dewi.article(article_id).stage is Stage.PROOF


def test_with_four_eyes_neither_desk_nor_site_takes_the_word_of_whoever_wrote(site, dewi, desk, desks):
    site.store.set_settings(SiteSettings(address=site.url, four_eyes=True))
    sari = desks("Sari")
    article_id = dewi.ready_story("Pasar malam")
    dewi.edit(article_id, authors=("Rina",), headline="Pasar malam dibuka")
    for each in (dewi, sari, dewi, sari):
        each.round()
    with pytest.raises(Refusal, match="empat mata"):
        proofing.sign(desk, article_id)
    at_sari = replace(desk, store=sari.store, blobs=sari.blobs, person=Person("s", "Sari", Role.ADMIN))
    proofing.sign(at_sari, article_id)  # her desk heard it all from the site, and she wrote nothing
    publishing.publish(at_sari, article_id)
    sari.round()
    sari.round()
    assert sari.page(article_id).publication is Publication.LIVE, sari.steps()
    sari.later(60)
    sari.edit(article_id, lead="Teras Sari.")
    with pytest.raises(Refusal, match="empat mata"):
        proofing.sign(at_sari, article_id)
    sari.round()
    dewi.later(120)
    dewi.round()
    proofing.sign(desk, article_id)  # Sari has read what Dewi wrote, and Dewi reads what Sari did


def test_a_page_that_changed_behind_the_signature_raises_an_alarm_until_it_is_mended(site, dewi, desk):
    article_id = published(dewi)
    assert watching.watch(desk)[0] == ()
    assert watching.verify(desk, article_id) == ()
    tamper(site, '"headline":"Banjir surut"', '"headline":"Banjir naik"')
    (found,) = watching.verify(desk, article_id)
    assert found.kind is AlarmKind.DIFFERS
    assert "“Banjir naik”, seharusnya “Banjir surut”" in found.why


def test_the_watch_finds_it_by_itself_says_it_once_and_forgets_it_when_mended(site, dewi, desk):
    article_id = published(dewi)
    tamper(site, '"headline":"Banjir surut"', '"headline":"Banjir naik"')
    for _ in range(2):
        (found,), _ = watching.watch(desk)
        assert found.article_id == article_id
    log = [entry for entry in auditing.entries(desk, article_id=article_id) if entry.act == Act.ALARM]
    assert len(log) == 1
    assert "Terbitkan lagi" in found.why
    assert found.mended_by_publishing
    publishing.publish(desk, article_id)
    dewi.round()
    dewi.round()
    assert watching.watch(desk)[0] == watching.alarms(desk) == ()


@pytest.mark.parametrize(
    ("old", "new", "sign"),
    [("Rina Kartika", "Budi", "kreditnya"), ('"name":"r0"', '"name":"hero"', "")],
)
def test_a_credit_that_differs_is_seen(site, dewi, desk, old, new, sign):
    article_id = published(dewi)
    with site.store.writing() as feed:
        feed.connection.exec_driver_sql("UPDATE page SET photos = replace(photos, ?, ?)", (old, new))
    found = watching.verify(desk, article_id)
    assert [sign in alarm.why for alarm in found] == ([True] if sign else [])


def test_another_signed_hash_is_seen(site, dewi, desk):
    article_id = published(dewi)
    with site.store.writing() as feed:
        feed.connection.exec_driver_sql(
            "UPDATE item SET doc = replace(doc, ?, ?) WHERE kind = 'page'",
            (dewi.page(article_id).record_hash, "0" * 64),
        )
    (found,) = watching.verify(desk, article_id)
    assert "bukan versi yang disahkan" in found.why


def test_a_withdrawn_story_that_can_still_be_read_is_said(site, dewi, desk):
    article_id = published(dewi)
    publishing.unpublish(desk, article_id)
    dewi.round()
    dewi.round()
    assert public(dewi, article_id).status == 410
    assert watching.watch(desk)[0] == ()
    with site.store.writing() as feed:
        feed.connection.exec_driver_sql("UPDATE page SET publication = 'live'")
    (found,) = watching.verify(desk, article_id)
    assert found.kind is AlarmKind.STILL_THERE


def test_a_schedule_missed_by_two_minutes_of_the_sites_clock_is_said(site, dewi, desk):
    article_id = dewi.ready_story("Pasar malam")
    publishing.publish(desk, article_id, at=datetime.now(UTC) + timedelta(hours=1))
    dewi.round()
    dewi.round()
    assert dewi.page(article_id).publication is Publication.SCHEDULED, dewi.steps()
    assert watching.watch(desk)[0] == ()
    dewi.later(3600 + 60)
    assert watching.watch(desk)[0] == ()
    dewi.later(120)
    (found,), _ = watching.watch(desk)
    assert (found.kind, found.article_id) == (AlarmKind.MISSED, article_id)
    assert "WIB" in found.why
    site.stop()  # and it is still said while the site is away
    assert watching.watch(desk)[0] == (found,)


def test_a_schedule_that_never_reached_the_site_is_said(dewi, desk):
    article_id = dewi.ready_story("Pasar pagi")
    publishing.publish(desk, article_id, at=dewi.clock() + timedelta(minutes=10))
    assert watching.watch(desk)[0] == ()
    dewi.later(13 * 60)
    (found,), _ = watching.watch(desk)
    assert "belum sampai di situs" in found.why


def test_a_story_dated_back_misses_nothing_while_it_waits_to_be_sent(dewi, desk):
    article_id = dewi.ready_story("Pasar lama")
    publishing.publish(desk, article_id, at=dewi.clock() - timedelta(hours=3), dated=True)
    dewi.later(13 * 60)
    assert watching.watch(desk)[0] == ()


@pytest.mark.parametrize(
    ("off", "dated", "said"),
    [
        (timedelta(minutes=-1), False, "sudah lewat"),
        (timedelta(minutes=1), True, "belum tiba"),
        (timedelta(days=800), False, "Periksa tahunnya"),
        (timedelta(days=-37 * 366), True, "Periksa tahunnya"),
    ],
)
def test_a_slip_in_the_year_never_reaches_the_outbox(dewi, desk, off, dated, said):
    article_id = dewi.ready_story("Pasar sore")
    waiting = dewi.waiting()
    with pytest.raises(Refusal, match=said):
        publishing.publish(desk, article_id, at=dewi.clock() + off, dated=dated)
    assert dewi.waiting() == waiting


def test_a_clock_that_disagrees_with_the_site_is_known(dewi, desk):
    dewi.round()
    ahead = syncing.state(desk).clock_ahead
    assert abs(ahead - (datetime.now(UTC) - dewi.clock()).total_seconds()) < 30


def test_a_correction_is_told_to_the_public_and_stays(dewi, desk):
    article_id = published(dewi)
    with pytest.raises(Refusal, match="ralat"):
        publishing.correct(desk, article_id, " ")
    publishing.correct(desk, article_id, "Semula tertulis 14 RT, seharusnya 12 <b>RT</b>.")
    dewi.round()
    dewi.round()
    html = public(dewi, article_id).html
    assert "Ralat" in html
    assert "seharusnya 12 &lt;b&gt;RT&lt;/b&gt;." in html
    assert '"CorrectionComment"' in html
    dewi.publish(article_id)
    dewi.round()
    assert "seharusnya 12" in public(dewi, article_id).html
    acts = [entry.act for entry in auditing.entries(desk, article_id=article_id)]
    assert Act.CORRECT in acts
    assert watching.watch(desk)[0] == ()


def test_a_takedown_tells_why_and_needs_a_reason_to_come_back(dewi, desk):
    article_id = published(dewi)
    with pytest.raises(Refusal, match="keterangan untuk pembaca"):
        publishing.take_down(desk, article_id, "")
    publishing.take_down(desk, article_id, "Diturunkan atas putusan pengadilan.", "Surat 12/2026")
    dewi.round()
    dewi.round()
    gone = public(dewi, article_id)
    assert (gone.status, "atas putusan pengadilan" in gone.html) == (410, True)
    newest = next(
        entry for entry in auditing.entries(desk, article_id=article_id) if entry.act == Act.TAKEDOWN
    )
    assert newest.reason == "Surat 12/2026; Untuk pembaca: Diturunkan atas putusan pengadilan."
    asks = publishing.checks(desk, article_id)
    assert [check.rule for check in blocking(asks)] == ["taken_down"]
    with pytest.raises(Refusal, match="tulis alasannya"):
        publishing.publish(desk, article_id)
    dewi.publish(article_id)  # an older desk, which asks nothing
    dewi.round()
    assert "pernah diturunkan" in " ".join(step.reason for step in dewi.steps())
    assert public(dewi, article_id).status == 410
    publishing.publish(desk, article_id, override="Putusan dibatalkan")
    dewi.round()
    dewi.round()
    assert public(dewi, article_id).status == 200
    assert dewi.steps() == ()  # nor does the refused one stay behind
    assert blocking(publishing.checks(desk, article_id)) == ()
