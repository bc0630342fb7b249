"""Pairing by a short code, and the admin page: who may come in, and who may not any more."""

import re
from urllib.parse import urlencode

import pytest

from desktop_app.domain.errors import Refusal
from desktop_app.domain.newsroom import Role
from desktop_app.site import accounts, passes


def code_for(site, name="Sari", role=Role.EDITOR):
    with site.store.writing() as feed:
        user_id = accounts.add(feed, name, role)
        return user_id, passes.issue(feed.connection, passes.Kind.PAIR, user_id, feed.now)


def claim(site, code, device="laptop Sari"):
    return site.ask("POST", "/sync/v1/pair", {"code": code, "device": device}, role=None)


def with_token(site, token, method="GET", path="/sync/v1/hello"):
    return site.ask(method, path, role=None, Authorization=f"Bearer {token}")


def test_a_code_lets_one_desk_in_once(site):
    _, code = code_for(site)
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", code)
    answer = claim(site, code.lower().replace("-", " "))  # as people type
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert (answer.json["user"], answer.json["role"]) == ("Sari", "editor")
    told = with_token(site, answer.json["token"]).json["me"]
    assert (told["user"], told["device"]) == ("Sari", "laptop Sari")
    assert claim(site, code).status == 403
    kept = [row[0] for row in site.rows("SELECT token_hash FROM device")]
    assert answer.json["token"] not in kept  # only its hash


def test_a_code_runs_out(small_site):
    from datetime import timedelta

    _, code = code_for(small_site)
    small_site.clock.ahead = timedelta(minutes=16)
    assert claim(small_site, code).status == 403


def test_codes_cannot_be_tried_out(small_site):
    _, code = code_for(small_site)
    answers = [claim(small_site, f"AAAA-AAA{number}").status for number in range(2, 10)]
    answers += [claim(small_site, "BBBB-BBBB").status for _ in range(4)]
    assert answers == [403] * 10 + [429] * 2
    refused = claim(small_site, code)
    assert refused.status == 429
    assert 0 < int(refused.headers["retry-after"]) <= 600


def test_a_desk_leaves_and_a_keeper_shows_it_out(site):
    _, code = code_for(site)
    token = claim(site, code).json["token"]
    assert with_token(site, token, "DELETE", "/sync/v1/devices/me").status == 204
    assert with_token(site, token).status == 401
    site.token(Role.PHOTO_DESK)
    with site.store.reading() as connection:
        other = next(one for one in accounts.people(connection) if one.devices)
    path = f"/sync/v1/devices/{other.devices[0].id}"
    assert site.ask("DELETE", path, role=Role.EDITOR).status == 403
    assert site.ask("DELETE", path, role=Role.ADMIN).status == 204


def test_there_is_always_one_administrator(small_site):
    small_site.token(Role.ADMIN)
    with small_site.store.reading() as connection:
        admins = [one for one in accounts.people(connection) if one.role is Role.ADMIN]

    def nobody_keeps_it():
        with small_site.store.writing() as feed:
            for one in admins:
                accounts.change(feed, one.id, Role.EDITOR, active=True)

    with pytest.raises(Refusal, match="satu admin"):
        nobody_keeps_it()


class Browser:
    """A person's browser at the admin page: it keeps the cookie and sends the forms it is shown."""

    def __init__(self, site):
        self.site, self.cookie = site, ""

    def get(self, path):
        return self.site.ask("GET", path, role=None, Cookie=self.cookie)

    def send(self, path, origin=None, **fields):
        origin = origin if origin is not None else f"http://127.0.0.1:{self.site.port}"
        return self.site.ask(
            "POST",
            path,
            urlencode(fields).encode(),
            role=None,
            Cookie=self.cookie,
            Origin=origin,
            Content_Type="application/x-www-form-urlencoded",
        )

    def come_in(self):
        way = self.site.ask("POST", "/sync/v1/entrance", role=Role.ADMIN).json["path"]
        assert b"Masuk" in self.get(way).data
        key = way.partition("=")[2]
        entered = self.send("/kelola/masuk", kunci=key)
        assert entered.status == 303
        told = entered.headers["set-cookie"]
        assert "HttpOnly" in told
        assert "samesite=strict" in told.lower()
        self.cookie = told.partition(";")[0]
        return key

    def sign(self):
        return re.search(r'name="tanda" value="([0-9a-f]+)"', self.get("/kelola").text)[1]


def test_the_admin_page_pairs_and_revokes(small_site):
    browser = Browser(small_site)
    key = browser.come_in()
    assert browser.send("/kelola/masuk", kunci=key).status == 403  # the way in works once
    # The desk that asked for the way in was here just now.
    assert "<td>belum pernah</td>" not in browser.get("/kelola").text
    sign = browser.sign()
    assert browser.send("/kelola/orang", tanda=sign, nama="Budi <b>", peran="photo_desk").status == 303
    page = browser.get("/kelola").text
    assert "Budi &lt;b&gt;" in page
    assert "<b>&gt;" not in page
    user_id = re.search(r'/kelola/orang/([0-9a-f-]{36})"[^$]*?', page.partition("Budi &lt;b&gt;")[2])[1]
    shown = browser.send(f"/kelola/orang/{user_id}/kode", tanda=sign).text
    code = re.search(r'class="angka">([A-Z0-9-]{9})<', shown)[1]
    token = claim(small_site, code, "kamera").json["token"]
    assert with_token(small_site, token).status == 200
    page = browser.get("/kelola").text
    device = re.search(r"/kelola/perangkat/([0-9a-f-]{36})/cabut", page.partition("kamera")[2])[1]
    assert browser.send(f"/kelola/perangkat/{device}/cabut", tanda=sign).status == 303
    assert with_token(small_site, token).status == 401
    assert browser.send(f"/kelola/orang/{user_id}", tanda=sign, peran="photo_desk").status == 303
    assert "dimatikan" in browser.get("/kelola").text
    assert browser.send("/kelola/orang", tanda=sign, nama="Budi <b>", peran="editor").status == 409
    assert browser.send("/kelola/keluar", tanda=sign).status == 303
    assert browser.get("/kelola").status == 401


def test_the_admin_page_is_closed_to_everybody_else(small_site):
    browser = Browser(small_site)
    assert browser.get("/kelola").status == 401
    assert small_site.ask("POST", "/sync/v1/entrance", role=Role.EDITOR).status == 403
    browser.come_in()
    sign = browser.sign()
    for stranger in ("https://jahat.example", "null", ""):
        assert (
            browser.send("/kelola/orang", origin=stranger, tanda=sign, nama="X", peran="admin").status == 401
        )
    assert browser.send("/kelola/orang", tanda="0" * 40, nama="X", peran="admin").status == 401
    assert browser.send("/kelola/orang", nama="X", peran="admin").status == 401
    # A token of the protocol opens no page, and the page's cookie opens no protocol.
    assert small_site.ask("GET", "/kelola", role=Role.ADMIN).status == 401
    assert small_site.ask("GET", "/sync/v1/hello", role=None, Cookie=browser.cookie).status == 401
