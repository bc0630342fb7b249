"""The demo newsroom says what it is shown with."""

from pathlib import Path

from desktop_app.desk import demo
from desktop_app.domain.lists import NAMES

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def test_the_demo_newsroom_has_the_code_the_readme_speaks_of():
    told = {code.key: code.value for code in demo.load(RESOURCES / "demo").codes if code.list == NAMES}
    assert told["gub"] == "Gubernur DKI Jakarta"
