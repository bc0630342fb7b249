"""A desk connected by a token alone, without a window, writes in the name of whose token it is."""

import string

import pytest
from site_net import LiveSite

from desktop_app.app.join import joined
from desktop_app.cli.main import DONE, main
from desktop_app.domain.newsroom import Role


@pytest.fixture
def site(tmp_path):
    made = LiveSite(tmp_path / "situs", "")
    yield made
    made.stop()


def test_a_desk_connected_by_token_writes_in_its_owners_name(tmp_path, site, capsys):
    token = site.token(Role.EDITOR)
    assert set(token) <= set(string.ascii_letters + string.digits), "a command line takes it as it is"
    folder = tmp_path / "meja"
    assert main(["connect", f"http://127.0.0.1:{site.port}", "--token", token, "--data", str(folder)]) == DONE
    capsys.readouterr()
    with joined(folder, token=token) as desk:
        assert (desk.person.name, desk.person.role) == (Role.EDITOR.value, Role.EDITOR)
