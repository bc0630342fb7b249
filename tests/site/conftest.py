"""A site on both kinds of database."""

import pytest
from databases import database, postgresql  # noqa: F401 - fixtures
from site_net import LiveSite


@pytest.fixture
def site(tmp_path, database):  # noqa: F811 - a fixture asks by name
    """A site on both kinds of database."""
    live = LiveSite(tmp_path / "situs", database)
    yield live
    live.stop()


@pytest.fixture
def small_site(tmp_path):
    """A site on SQLite, for what does not depend on the database."""
    live = LiveSite(tmp_path / "situs", "")
    yield live
    live.stop()
