"""The sync protocol over real HTTP, on both kinds of database."""

import json
import threading
from dataclasses import replace

import pytest
from site_net import article_of, op

from desktop_app.domain.article import Article
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Role
from desktop_app.domain.plain import to_plain


def draft(**fields):
    return Article(id=new_id(), **{"headline": "Judul", **fields})


def test_hello_says_who_is_who(site):
    answer = site.ask("GET", "/sync/v1/hello", role=Role.EDITOR).json
    assert answer["me"]["role"] == "editor"
    assert "publish" not in answer["me"]["scopes"]
    assert answer["head"] == 0
    assert answer["protocol"] == {"min": 1, "max": 1}
    assert answer["settings"]["require_sign_off"] is True
    again = site.ask("GET", "/sync/v1/hello").json
    assert (again["site_id"], again["epoch"]) == (answer["site_id"], answer["epoch"])


def test_an_op_is_taken_once_however_often_it_comes(site):
    story = draft()
    offered = [op("article", story), op("article", draft())]
    first = site.ops(*offered)
    assert [result["status"] for result in first] == ["ok", "ok"]
    assert [result["seq"] for result in first] == [1, 2]
    for _ in range(3):
        again = site.ops(*offered)
        assert [(r["status"], r["rev"], r["seq"]) for r in again] == [
            (r["status"], r["rev"], r["seq"]) for r in first
        ]
    assert site.changes()["head"] == 2
    history = site.ask("GET", f"/sync/v1/items/article/{story.id}/revisions").json["revisions"]
    assert len(history) == 1


def test_a_replay_with_another_op_id_is_known_by_its_revision(site):
    offered = op("article", draft())
    site.ops(offered)
    again = site.ops({**offered, "op": new_id(), "base": new_id()})[0]
    assert (again["status"], again["seq"]) == ("ok", 1)


def test_one_op_id_for_two_things_is_refused(site):
    offered = op("article", draft())
    site.ops(offered)
    assert site.ops({**op("article", draft()), "op": offered["op"]})[0]["status"] == "invalid"


def test_one_op_id_for_a_record_and_a_command_is_refused(site):
    story = site.story()
    record = op("article", draft())
    site.ops(record)
    assert site.publish(story, op=record["op"])["status"] == "invalid"
    told = site.publish(story)
    assert told["status"] == "ok"
    assert site.ops({**op("article", draft()), "op": told["op"]})[0]["status"] == "invalid"


def test_what_a_site_of_before_remembered_is_answered_as_ever(site):
    offered = op("article", draft())
    first = site.ops(offered)
    with site.store.writing() as feed:
        feed.connection.exec_driver_sql(f"UPDATE op SET hash = '{'a' * 64}'")
    assert site.ops(offered) == first


def test_a_replay_is_told_a_number_only_while_its_revision_is_the_live_one(site):
    story = draft()
    first, second = op("article", story), op("article", replace(story, headline="Kedua"))
    assert site.ops(first)[0]["seq"] == 1
    second["base"] = first["op"]
    second["chain"][0]["parents"] = [first["op"]]
    third = op("article", replace(story, headline="Ketiga"), base=second["op"])
    # In one batch: the second became live and gave way, so it never had a number; the first has lost its own.
    results = site.ops(second, {**second, "op": new_id()}, third, first)
    assert [(one["status"], one["seq"]) for one in results] == [("ok", 0), ("ok", 0), ("ok", 2), ("ok", 0)]
    assert [change["seq"] for change in site.changes()["changes"]] == [2]


def test_a_conflict_with_what_came_in_the_same_batch_tells_no_number_of_before(site):
    story = draft()
    first = op("article", story)
    site.ops(first)
    ours, theirs = (
        op("article", replace(story, headline=word), base=first["op"]) for word in ("Satu", "Dua")
    )
    taken, stopped = site.ops(ours, theirs)
    assert (taken["status"], taken["seq"]) == ("ok", 2)
    assert (stopped["status"], stopped["current"]["rev"], stopped["current"]["seq"]) == (
        "conflict",
        ours["op"],
        0,
    )


def test_another_base_is_a_conflict_with_the_live_record(site):
    story = draft()
    first = site.save("article", story)["rev"]
    mine = site.save("article", replace(story, headline="Dari Rina"), base=first)
    theirs = site.save("article", replace(story, headline="Dari Tono"), base=first)
    assert mine["status"] == "ok"
    assert theirs["status"] == "conflict"
    assert theirs["current"]["rev"] == mine["rev"]
    assert theirs["current"]["doc"]["headline"] == "Dari Rina"
    assert site.changes()["changes"][0]["doc"]["headline"] == "Dari Rina"


def test_a_merge_brings_both_histories(site):
    story = draft()
    first = site.save("article", story)["rev"]
    theirs = site.save("article", replace(story, lead="Teras."), base=first)["rev"]
    mine, merged = new_id(), new_id()
    own = op("article", replace(story, headline="Baru"), base=first, rev=mine)["chain"][0]
    joined = op("article", replace(story, headline="Baru", lead="Teras."), rev=merged, parents=[theirs, mine])
    result = site.ops({**joined, "base": theirs, "chain": [own, joined["chain"][0]]})[0]
    assert result["status"] == "ok", result
    history = site.ask("GET", f"/sync/v1/items/article/{story.id}/revisions").json["revisions"]
    assert {entry["rev"]: entry["parents"] for entry in history}[merged] == [theirs, mine]
    assert site.ask("GET", f"/sync/v1/revisions/{mine}").json["doc"]["headline"] == "Baru"


def test_the_whole_chain_is_kept(site):
    story = draft()
    chain, before = [], None
    for number in range(5):
        made = op("article", replace(story, headline=f"Versi {number}"), base=before)["chain"][0]
        chain.append(made)
        before = made["rev"]
    result = site.ops({"op": before, "kind": "article", "id": story.id, "base": None, "chain": chain})[0]
    assert result["status"] == "ok"
    for number, made in enumerate(chain):
        kept = site.ask("GET", f"/sync/v1/revisions/{made['rev']}").json
        assert kept["doc"]["headline"] == f"Versi {number}"


@pytest.mark.parametrize("fault", ["unknown_parent", "unknown_base", "not_grown", "forward_link", "other_id"])
def test_a_chain_must_hang_together(small_site, fault):
    site = small_site
    story = draft()
    first = site.save("article", story)["rev"]
    if fault == "unknown_parent":
        offered, wanted = op("article", story, base=first, parents=[first, new_id()]), "missing_parent"
    elif fault == "unknown_base":
        offered, wanted = op("article", draft(), base=new_id()), "missing_parent"
    elif fault == "not_grown":
        offered, wanted = op("article", story, base=first, parents=[]), "invalid"
    elif fault == "forward_link":
        offered, wanted = op("article", story, base=first), "invalid"
        later = op("article", story, base=first)["chain"][0]
        offered["chain"][0]["parents"] = [later["rev"]]
        offered["chain"].append(later)
    else:
        offered, wanted = op("article", story, base=first), "invalid"
        offered["chain"][0]["doc"]["id"] = new_id()
    before = site.changes()["head"]
    assert site.ops(offered)[0]["status"] == wanted
    assert site.changes()["head"] == before


def test_a_bad_op_fails_alone(site):
    good = op("article", draft())
    bad = op("article", {**to_plain(draft()), "headline": 5})
    worse = {"op": "x", "kind": "page", "id": "y", "base": None, "chain": []}
    results = site.ops(bad, good, worse, "not even an object")
    assert [result["status"] for result in results] == ["invalid", "ok", "invalid", "invalid"]
    assert "headline" in results[0]["why"]
    assert site.changes()["head"] == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"at": "kapan-kapan"}, "Perintah ini cacat: isian “at” tidak dapat dibaca."),
        ({"at": "2026-12-01T08:00:00"}, "Perintah ini cacat: isian “at” tidak dapat dibaca."),
        ({"rev": None}, "Perintah ini cacat: isian “rev” tidak dapat dibaca."),
        ({"kind": "frob"}, "Situs tidak mengenal jenis kiriman ini."),
        ({"kind": "article"}, "Kiriman ini cacat: isian “id” tidak ada."),
    ],
)
def test_a_malformed_op_is_answered_about_its_own_shape(small_site, wrong, said):
    command = {"op": "x", "kind": "command", "name": "publish", "article": "y", "rev": "z"}
    (result,) = small_site.ops({**command, **wrong})
    assert (result["status"], result["why"].startswith(said)) == ("invalid", True), result


def test_the_feed_gives_each_record_once_at_its_newest_number(site):
    stories = [draft(headline=str(number)) for number in range(5)]
    revs = [site.save("article", story)["rev"] for story in stories]
    site.save("article", replace(stories[0], headline="lagi"), base=revs[0])
    page = site.changes(limit=3)
    assert [change["seq"] for change in page["changes"]] == [2, 3, 4]
    assert page["more"]
    rest = site.changes(after=4)
    assert [(c["seq"], c["doc"]["headline"]) for c in rest["changes"]] == [(5, "4"), (6, "lagi")]
    assert not rest["more"]


def test_nothing_new_is_a_304_but_never_for_a_reader_who_is_behind(site):
    site.save("article", draft())
    answer = site.ask("GET", "/sync/v1/changes?after=1")
    tag = answer.headers["etag"]
    assert site.ask("GET", "/sync/v1/changes?after=1", If_None_Match=tag).status == 304
    assert site.ask("GET", "/sync/v1/changes?after=0", If_None_Match=tag).status == 200
    site.save("article", draft())
    assert site.ask("GET", "/sync/v1/changes?after=1", If_None_Match=tag).status == 200


def test_the_feed_has_no_gap_while_many_write(site):
    writers, each, seen, after = 6, 8, [], 0
    faults = []
    site.token(Role.ADMIN)

    def write():
        try:
            for _ in range(each):
                assert site.save("article", draft())["status"] == "ok"
        except AssertionError as error:
            faults.append(error)

    threads = [threading.Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for _ in range(2000):  # a bounded watch, far more rounds than it takes
        page = site.changes(after=after)
        numbers = [change["seq"] for change in page["changes"]]
        assert numbers == list(range(after + 1, after + 1 + len(numbers)))
        seen += [change["id"] for change in page["changes"]]
        after = numbers[-1] if numbers else after
        if len(seen) == writers * each:
            break
    for thread in threads:
        thread.join(30)
    assert not faults
    assert len(set(seen)) == writers * each
    assert site.changes(after=after)["changes"] == []


def test_two_desks_race_for_one_record_and_one_wins(site):
    story = draft()
    first = site.save("article", story)["rev"]
    site.token(Role.ADMIN)
    results = []

    def write(name):
        results.append(site.save("article", replace(story, headline=name), base=first)["status"])

    threads = [threading.Thread(target=write, args=(f"n{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(results) == ["conflict"] * 5 + ["ok"]


def test_single_records_need_a_precondition(site):
    story = draft()
    path = f"/sync/v1/items/article/{story.id}"
    doc = to_plain(story)
    assert site.ask("GET", path).status == 404
    assert site.ask("PUT", path, doc).status == 428
    assert site.ask("PUT", path, doc, If_Match="*").status == 428
    made = site.ask("PUT", path, doc, If_None_Match="*")
    assert made.status == 200
    assert site.ask("PUT", path, doc, If_None_Match="*").status == 412
    changed = site.ask("PUT", path, {**doc, "headline": "Baru"}, If_Match=made.headers["etag"])
    assert changed.status == 200
    stale = site.ask("PUT", path, {**doc, "headline": "Basi"}, If_Match=made.headers["etag"])
    assert stale.status == 412
    assert stale.headers["etag"] == changed.headers["etag"]
    got = site.ask("GET", path)
    assert got.headers["etag"] == changed.headers["etag"]
    assert got.json["doc"]["headline"] == "Baru"
    assert site.ask("GET", path, If_None_Match=got.headers["etag"]).status == 304


def test_the_site_says_which_revisions_it_lacks(site):
    known = site.save("article", draft())["rev"]
    unknown = new_id()
    answer = site.ask("POST", "/sync/v1/revisions/missing", {"revs": [known, unknown]})
    assert answer.json["revs"] == [unknown]


def test_packed_bodies_are_unpacked_and_bombs_are_not(small_site):
    site = small_site
    plain = json.dumps({"ops": [op("article", draft())]}).encode()
    sent = {"Content_Type": "application/json"}
    assert site.ask("POST", "/sync/v1/ops", plain, packed=True, **sent).json["results"][0]["status"] == "ok"
    bomb = b'{"ops": "' + b" " * 50_000_000 + b'"}'
    assert site.ask("POST", "/sync/v1/ops", bomb, packed=True, **sent).status == 413
    broken = site.ask("POST", "/sync/v1/ops", b"\x1f\x8b nothing", Content_Encoding="gzip", **sent)
    assert broken.status == 400
    assert site.ask("POST", "/sync/v1/ops", b"{}", Content_Encoding="br", **sent).status == 415
    assert site.ask("POST", "/sync/v1/ops", b'{"ops": [], "ops": []}', **sent).status == 400
    assert site.ask("POST", "/sync/v1/ops", b"{}", Content_Type="text/plain").status == 415
    assert site.ask("POST", "/sync/v1/ops", {"ops": [{}] * 201}).status == 413


def test_a_large_page_of_changes_comes_packed_when_asked(small_site):
    small_site.save("article", draft(lead="Teras. " * 500))
    answer = small_site.ask("GET", "/sync/v1/changes", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"


def test_strangers_are_turned_away_with_a_problem_document(small_site):
    site = small_site
    for role in (None, "x" * 43, ""):
        answer = site.ask("GET", "/sync/v1/changes", role=role)
        assert answer.status == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert "Tanda masuk" in answer.json["detail"]
    assert site.ask("GET", "/sync/v1/nothing").headers["content-type"] == "application/problem+json"
    assert site.ask("DELETE", "/sync/v1/ops").status == 405


def test_another_name_for_this_address_gets_nothing(small_site):
    for host in ("evil.example", "evil.example:80", "", "127.0.0.1.evil.example"):
        answer = small_site.ask("GET", "/", role=None, Host=host)
        assert answer.status in (400, 421)
        assert "situs" not in answer.headers.get("set-cookie", "")
    assert small_site.ask("GET", "/", role=None, Host=f"localhost:{small_site.port}").status == 200


def test_the_protocol_is_described(small_site):
    described = small_site.ask("GET", "/sync/v1/openapi.json", role=None).json
    assert "/sync/v1/ops" in described["paths"]
    assert not any(path.startswith("/berita") for path in described["paths"])
    assert small_site.ask("GET", "/docs", role=None).status == 404


def test_a_deleted_story_is_told_and_a_live_one_is_kept(site):
    story = site.story()
    assert site.publish(story)["status"] == "ok"
    refused = site.save("article", replace(story.article, deleted=True), base=story.rev)
    assert refused["status"] == "forbidden"
    assert "Tarik dulu" in refused["why"]
    lonely = article_of("Lain", story.photo)
    rev = site.save("article", lonely)["rev"]
    assert site.save("article", replace(lonely, deleted=True), base=rev)["status"] == "ok"
    assert site.changes()["changes"][-1]["deleted"] is True


def test_a_malformed_twin_of_a_good_op_is_answered_in_its_place(site):
    good = [op("article", draft(headline=str(number))) for number in range(6)]
    twin = {"op": good[2]["op"], "kind": "article"}
    answers = site.ops(*good[:3], twin, *good[3:])
    assert [answer["status"] for answer in answers] == ["ok", "ok", "ok", "invalid", "ok", "ok", "ok"]
