"""The site's admin page in a real browser engine: the way in, and a form sent from it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom_net import LiveSite

from desktop_app.domain.newsroom import Role
from desktop_app.sync.client import SiteClient

pytestmark = pytest.mark.qt
VISIT = Path(__file__).resolve().parents[1] / "admin_visit.py"


@pytest.fixture
def site(tmp_path):
    live = LiveSite(tmp_path / "situs").start()
    yield live
    live.stop()


def test_an_administrator_comes_in_and_sends_a_form(site):
    with SiteClient(site.url, site.token("Sari", Role.ADMIN)) as client:
        way = client.entrance()
    alone = {name: value for name, value in os.environ.items() if name != "QTWEBENGINE_CHROMIUM_FLAGS"}
    visit = subprocess.run(
        [sys.executable, str(VISIT), way], env=alone, capture_output=True, text=True, timeout=100, check=False
    )
    assert visit.stdout == "/kelola", visit.stderr[-2000:]
    assert site.rows("SELECT name FROM person_account WHERE name = 'Budi Santoso'")
