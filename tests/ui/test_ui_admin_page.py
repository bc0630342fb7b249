"""The site's admin page in a real browser engine: the way in, and a form sent from it."""

import pytest
import shiboken6
from newsroom_net import LiveSite
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

from desktop_app.domain.newsroom import Role
from desktop_app.sync.client import SiteClient

pytestmark = pytest.mark.qt


@pytest.fixture
def site(tmp_path):
    live = LiveSite(tmp_path / "situs").start()
    yield live
    live.stop()


def test_an_administrator_comes_in_and_sends_a_form(site, qtbot):
    with SiteClient(site.url, site.token("Sari", Role.ADMIN)) as client:
        way = client.entrance()
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    read = {"text": ""}

    def shows(words):
        page.runJavaScript("document.body.innerText", lambda text: read.update(text=text or ""))
        return words in read["text"]

    page.load(QUrl(way))
    qtbot.waitUntil(lambda: shows("Masuk"))
    page.runJavaScript("document.querySelector('form button').click()")
    qtbot.waitUntil(lambda: shows("Sari"))
    assert page.url().path() == "/kelola"
    page.runJavaScript(
        "const form = document.querySelector('form[action$=\"/orang\"]');"
        "form.elements.nama.value = 'Budi Santoso'; form.querySelector('button').click()"
    )
    qtbot.waitUntil(lambda: shows("Budi Santoso"))
    assert site.rows("SELECT name FROM person_account WHERE name = 'Budi Santoso'")
    shiboken6.delete(page)  # before its profile
