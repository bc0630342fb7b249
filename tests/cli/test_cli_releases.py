"""Publishing without a window: when a story goes out, what the site answered, and taking back what still waits."""

import json
from datetime import datetime, timedelta

import pytest
from newsroom_net import Desk, LiveSite

from desktop_app.cli.main import DONE, REFUSED, TROUBLE, main
from desktop_app.domain.newsroom import WIB


@pytest.fixture
def site(tmp_path):
    live = LiveSite(tmp_path / "situs").start()
    live.store.at_address(live.url, live.port)
    yield live
    live.stop()


@pytest.fixture
def newsroom(tmp_path, site, capsys):
    """A connected desk with one signed story: (run a command, the story's id)."""
    desk = Desk(tmp_path / "meja", site, "Dewi")
    story = desk.ready_story("Banjir Surut")
    desk.round()
    desk.close()
    token = tmp_path / "tanda-masuk"
    token.write_text(desk.token, "utf-8")

    def run(*words):
        given = (
            ["--token-file", str(token)] if words[0] in ("connect", "publish", "sync", "unpublish") else []
        )
        code = main([*words, *given, "--data", str(tmp_path / "meja"), "--json"])
        told = capsys.readouterr()
        return code, json.loads(told.out)

    assert run("connect", site.url)[0] == DONE
    return run, story


@pytest.mark.parametrize(
    ("option", "moment", "said"),
    [
        ("--at", "0001-01-01T00:00", "sebelum 1990"),
        ("--at", "9999-12-31T23:59", "dua tahun"),
        ("--dated", "9999-12-31T23:59", "dua tahun"),
        ("--dated", "1970-01-01", "sebelum 1990"),
    ],
)
def test_a_moment_that_makes_no_sense_is_refused_before_anything_waits(newsroom, option, moment, said):
    run, story = newsroom
    code, told = run("publish", story, option, moment)
    assert (code, told["error"]["kind"]) == (REFUSED, "publish.moment")
    assert said in told["error"]["why"]
    assert run("outbox")[1]["waiting"] == 0


def test_a_schedule_in_the_past_is_told_how_an_old_date_is_kept(newsroom):
    run, story = newsroom
    code, told = run("publish", story, "--at", "2019-05-05")
    assert (code, told["error"]["kind"]) == (REFUSED, "publish.past")
    assert "sudah lewat" in told["error"]["why"]
    assert "--dated 2019-05-05" in told["error"]["why"]
    assert run("outbox")[1]["waiting"] == 0


def test_a_past_date_is_kept_only_when_it_is_asked_for(newsroom, site):
    run, story = newsroom
    code, told = run("publish", story, "--dated", "2019-05-05")
    assert (code, told["public_url"], told["scheduled_for"]) == (
        DONE,
        f"{site.url}/berita/banjir-surut",
        None,
    )
    assert site.live("page", story)["published_at"].startswith("2019-05-04T17:00")


def test_a_schedule_is_told_as_one_even_over_a_live_story(newsroom, site):
    run, story = newsroom
    at = (datetime.now(WIB) + timedelta(days=3)).replace(second=0, microsecond=0)
    run("publish", story)
    code, told = run("publish", story, "--at", f"{at:%Y-%m-%dT%H:%M}")
    assert (code, told["public_url"]) == (DONE, "")
    assert datetime.fromisoformat(told["scheduled_for"]) == at
    assert len(site.rows("SELECT due FROM scheduled")) == 1


def test_what_the_site_refuses_is_told_and_can_be_taken_back(newsroom, site):
    run, story = newsroom
    with site.store.writing() as feed:
        feed.connection.exec_driver_sql("UPDATE person_account SET role = 'editor'")
    code, told = run("publish", story, "--at", f"{datetime.now(WIB) + timedelta(days=1):%Y-%m-%dT%H:%M}")
    assert (code, told["error"]["kind"]) == (TROUBLE, "site.refused")
    assert "Peran Anda tidak boleh" in told["error"]["why"]
    (step,) = run("outbox")[1]["steps"]
    assert (step["title"], step["state"]) == ('Terbitkan "Banjir Surut"', "parked")
    counts = run("doctor")[1]["counts"]
    assert (counts["waiting"], counts["held"]) == (1, 1)
    run("outbox", "retry", step["record_id"])
    assert run("outbox")[1]["steps"][0]["state"] == "waiting"
    assert run("outbox", "cancel", "tidak-ada")[0] == REFUSED
    assert run("outbox", "cancel", step["record_id"])[0] == DONE
    assert run("outbox")[1] == {"waiting": 0, "held": 0, "steps": []}
    assert run("doctor")[1]["counts"]["waiting"] == 0


def test_a_round_is_told_in_words(newsroom, tmp_path, capsys):
    run, _story = newsroom
    run("new", "--headline", "Baru")
    told = ["sync", "--once", "--token-file", str(tmp_path / "tanda-masuk"), "--data", str(tmp_path / "meja")]
    assert main(told) == DONE
    assert capsys.readouterr().out.startswith("1 terkirim, 0 masuk, 0 digabung, 0 bentrokan; ")


def test_the_list_says_which_live_story_has_changed_since(newsroom):
    run, story = newsroom

    def changed():
        return {row["id"]: row["changed"] for row in run("list")[1]["articles"]}[story]

    run("publish", story)
    assert not changed()
    run("edit", story, "--set", "lead=Air surut sejak subuh.")
    assert changed()
