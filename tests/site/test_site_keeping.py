"""Keeping a site: one program per folder, the self-check, a way back from a backup, kept pages, the export."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from site_net import READER, RESOURCES, Clock, LiveSite

from desktop_app.domain.dates import clock
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import Role
from desktop_app.site import accounts, export, upkeep
from desktop_app.site.app import create_app
from desktop_app.site.chores import Chores
from desktop_app.site.config import SiteConfig
from desktop_app.site.feed import stamp
from desktop_app.site.store import SiteStore


def test_a_second_site_on_the_same_folder_is_refused(tmp_path):
    held = upkeep.lock(tmp_path)
    with pytest.raises(Trouble) as caught:
        upkeep.lock(tmp_path)
    assert caught.value.kind == "site.already_open"
    held.release()
    upkeep.lock(tmp_path).release()


def test_a_sound_site_is_called_sound_and_a_damaged_one_is_not(site):
    story = site.story()
    assert site.publish(story)["status"] == "ok"
    report = upkeep.check_and_note(site.store)
    assert (report.ok, report.faults) == (True, ())
    assert report.files >= 3
    assert upkeep.last_report(site.store) == report
    lost, broken = story.photo.renditions[0].sha256, story.photo.renditions[1].sha256
    site.store.blobs.path(lost).unlink()
    site.store.blobs.path(broken).chmod(0o600)
    site.store.blobs.path(broken).write_bytes(b"lain")
    with site.store.writing() as feed:
        feed.connection.exec_driver_sql("UPDATE site SET v = v + 5")
    faults = "\n".join(upkeep.check(site.store).faults)
    assert f"{lost} hilang" in faults
    assert f"{broken} rusak" in faults
    assert "penghitung" in faults


def test_a_restored_backup_begins_a_new_epoch(tmp_path):
    config = SiteConfig(folder=tmp_path / "situs", resources=RESOURCES)
    site = LiveSite(config.folder, "")
    site.story("Sebelum")
    before = site.ask("GET", "/sync/v1/hello").json
    upkeep.back_up(config, tmp_path / "cadangan.db")
    site.story("Sesudah")
    site.stop()
    held = upkeep.lock(config.folder)
    with pytest.raises(Trouble):  # never under a running site
        upkeep.restore(config, tmp_path / "cadangan.db")
    held.release()
    with pytest.raises(Refusal):
        upkeep.restore(config, tmp_path / "tidak-ada.db")
    epoch = upkeep.restore(config, tmp_path / "cadangan.db")
    store = SiteStore.open(config)
    with store.reading() as connection:
        now = store.identity(connection)
    store.close()
    assert now.site_id == before["site_id"]
    assert now.head == before["head"]
    assert now.epoch != before["epoch"]
    assert (config.folder / "situs.db.sebelum-pulih").exists()
    assert epoch == now.epoch or now.epoch != before["epoch"]


def test_a_page_is_rendered_once_and_anew_when_something_changed(site, monkeypatch):
    story = site.story("Air Surut")
    site.publish(story)
    rendered = []
    renderer = site.server.config.app.state.tools.renderer()
    real = type(renderer).article

    def counting(self, view):
        rendered.append(view.article.id)
        return real(self, view)

    monkeypatch.setattr(type(renderer), "article", counting)
    path = "/berita/air-surut"
    first = site.read(path)
    again = [site.read(path + query) for query in ("", "?utm_source=wa", "")]
    assert first.status == 200
    assert {one.data for one in again} == {first.data}
    assert "x-meja-berita" not in first.headers
    assert len(rendered) <= 2  # the readers' counts may be written once in between
    assert site.read(path, If_None_Match=first.headers["etag"]).status == 304
    assert site.ask("GET", "/sync/v1/lists").json["views"][story.article.id] >= 4  # kept pages count too
    before = len(rendered)
    site.save("article", {**live_doc(site, story), "lead": "Draf."}, base=story.rev)
    site.publish(site.story("Lain"))
    assert site.read(path).status == 200
    assert len(rendered) > before


def live_doc(site, story):
    return site.ask("GET", f"/sync/v1/items/article/{story.article.id}").json["doc"]


def exported(site, folder, how):
    async def run():
        return await how(create_app(site.config, site.store), site.store, folder)

    return asyncio.run(run())


def test_the_exported_folder_is_what_the_site_answers(small_site, tmp_path):
    stories = [small_site.story(f"Kabar {number}") for number in range(3)]
    for story in stories:
        small_site.publish(story)
    folder = tmp_path / "statis"
    written = exported(small_site, folder, export.whole)
    assert written.changed == written.files > 10
    quiet = {**READER, "X-Meja-Redaksi": "1"}
    for path, file in (
        ("/", "index.html"),
        ("/berita/kabar-1", "berita/kabar-1/index.html"),
        ("/umpan.xml", "umpan.xml"),
        ("/robots.txt", "robots.txt"),
    ):
        told = small_site.ask("GET", path, role=None, **quiet).data
        kept = (folder / file).read_bytes()
        assert kept == told or b"?tanggal=" in told
    picture = stories[0].photo.renditions[0].sha256
    assert (folder / "foto" / f"{picture}.jpg").read_bytes() == small_site.store.blobs.path(
        picture
    ).read_bytes()
    assert (folder / "gaya" / "situs.css").is_file()
    assert not list(folder.rglob("*.baru"))
    assert exported(small_site, folder, export.whole).changed == 0


def test_the_exported_folder_follows_a_publication_and_a_withdrawal(small_site, tmp_path):
    first, second = small_site.story("Pagi"), small_site.story("Siang")
    small_site.publish(first)
    folder = tmp_path / "statis"
    export.keep_up_to_date(small_site.store, folder)
    assert export.target(small_site.store) == folder
    exported(small_site, folder, export.what_moved)  # the first time: all of it
    assert exported(small_site, folder, export.what_moved).files == 0
    small_site.publish(second)
    exported(small_site, folder, export.what_moved)
    assert "Siang" in (folder / "index.html").read_text("utf-8")
    assert (folder / "berita" / "siang" / "index.html").is_file()
    small_site.ops(
        {
            "op": "tarik-1",
            "kind": "command",
            "name": "unpublish",
            "article": first.article.id,
            "rev": first.rev,
        }
    )
    assert exported(small_site, folder, export.what_moved).removed == 1
    assert not (folder / "berita" / "pagi" / "index.html").exists()
    assert "Pagi" not in (folder / "index.html").read_text("utf-8")
    export.keep_up_to_date(small_site.store, None)
    assert export.target(small_site.store) is None


def test_a_desk_of_older_shapes_reads_on_and_does_not_write(tmp_path):
    site = LiveSite(tmp_path / "situs", "")
    object.__setattr__(site.config, "schemas_min", {"article": 2})
    try:
        assert site.ask("GET", "/sync/v1/changes", Sync_Schema="article=1").status == 200
        old = site.ask("POST", "/sync/v1/ops", {"ops": []}, Sync_Schema="article=1, photo=1")
        assert old.status == 426
        assert site.ask("POST", "/sync/v1/ops", {"ops": []}, Sync_Schema="article=2, photo=1").status == 200
    finally:
        site.stop()


def test_answers_name_the_hello_that_would_be_told(small_site):
    def name(answer):
        assert answer.status in (200, 304)
        return answer.headers["sync-hello"]

    told = name(small_site.ask("GET", "/sync/v1/hello"))
    first = small_site.ask("GET", "/sync/v1/changes?after=0")
    same = small_site.ask(
        "GET", f"/sync/v1/changes?after={first.json['head']}", If_None_Match=first.headers["etag"]
    )
    assert (same.status, same.data) == (304, b"")
    small_site.story()
    sent = small_site.ask("POST", "/sync/v1/ops", {"ops": []})
    assert {name(first), name(same), name(sent), name(small_site.ask("GET", "/sync/v1/hello"))} == {told}
    assert name(small_site.ask("GET", "/sync/v1/hello", role=Role.EDITOR)) != told
    with small_site.store.reading() as connection:
        settings = small_site.store.identity(connection).settings
    small_site.store.set_settings(replace(settings, name="Koran Lain"))
    assert name(small_site.ask("POST", "/sync/v1/ops", {"ops": []})) != told


def test_nothing_is_taken_for_a_place_the_feed_does_not_have(small_site):
    def offered(cursor):
        asked = [
            ("POST", "/sync/v1/ops", {"ops": []}),
            ("POST", "/sync/v1/blobs/have", {"sha256": []}),
        ]
        return {small_site.ask(*one, Sync_Cursor=cursor).status for one in asked}

    told = small_site.ask("GET", "/sync/v1/hello").json
    assert offered(f"{told['epoch']}/{told['head']}") == offered(f"{told['epoch']}/") == {200}
    assert offered(f"{told['epoch']}/{told['head'] + 1}") == offered("another-life/0") == {412}
    small_site.store.begin_new_life()
    assert offered(f"{told['epoch']}/0") == {412}
    refused = small_site.ask("POST", "/sync/v1/ops", {"ops": []}, Sync_Cursor=f"{told['epoch']}/0")
    assert "dipulihkan" in refused.json["detail"]
    assert small_site.ask("GET", "/sync/v1/hello").status == 200


def test_new_counts_are_told_once_their_five_minutes_are_over(small_site):
    def told_at():
        return small_site.ask("GET", "/sync/v1/hello").json["lists_at"]

    small_site.clock.ahead = timedelta(minutes=6)
    assert small_site.publish(small_site.story())["status"] == "ok"
    small_site.read("/berita/banjir-surut")
    heard = small_site.ask("GET", "/sync/v1/lists").json["as_of"]
    assert told_at() < heard
    small_site.clock.ahead = timedelta(minutes=12)
    assert told_at() == heard, "who holds these counts need not ask for them again"


def test_a_page_and_the_lists_name_the_same_moment(small_site):
    """A minute that begins between the two must not part the preview from the page."""
    assert small_site.publish(small_site.story())["status"] == "ok"
    small_site.read("/berita/banjir-surut")
    small_site.ask("GET", "/sync/v1/lists")
    small_site.clock.ahead = timedelta(minutes=3)
    heard = datetime.fromisoformat(small_site.ask("GET", "/sync/v1/lists").json["as_of"])
    assert f"per {clock(heard)}" in small_site.read("/berita/banjir-surut").text


def last_here(store):
    with store.reading() as connection:
        return accounts.people(connection)[0].devices[0].seen_at


def test_when_a_desk_was_last_here_is_known_to_five_minutes(tmp_path, monkeypatch):
    clock = Clock()
    config = SiteConfig(folder=tmp_path / "situs", resources=RESOURCES, clock=clock)
    store = SiteStore.open(config)
    accounts.add_user(config.folder, "", "Sari", Role.EDITOR)
    accounts.new_token(config.folder, "", "Sari")
    with store.reading() as connection:
        desk = accounts.people(connection)[0].devices[0].id
    app = create_app(config, store)
    tools, chores = app.state.tools, Chores(app, app.state.tools)
    first = stamp(clock())
    tools.seen.note(desk, first)
    asyncio.run(chores.once())
    assert last_here(store) == first, "a desk never met before is written down at once"

    clock.ahead = timedelta(minutes=6)
    since = stamp(clock())

    async def a_round_beside_an_open_line():
        with tools.hub.listening(desk):
            await chores.once()

    with monkeypatch.context() as busy:
        busy.setattr(accounts, "seen", lambda *_: (_ for _ in ()).throw(Trouble("", cause="", kind="disk")))
        with pytest.raises(Trouble):
            asyncio.run(a_round_beside_an_open_line())
    assert last_here(store) == first
    asyncio.run(chores.once())
    assert since <= last_here(store), "an open line is a desk that is here, and a full disk forgets nobody"
    store.close()


def test_a_site_that_stops_forgets_no_desk(small_site):
    small_site.ask("GET", "/sync/v1/hello")
    small_site.clock.ahead = timedelta(minutes=1)
    since = stamp(small_site.clock())
    small_site.ask("GET", "/sync/v1/hello")
    small_site.stop()
    store = SiteStore.open(small_site.config)
    assert since <= last_here(store)
    store.close()
