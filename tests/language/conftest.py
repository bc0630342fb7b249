"""The language tools as the program has them, and without a dictionary."""

from pathlib import Path

import pytest

from desktop_app.domain.flag import Context, Passage
from desktop_app.language.shelf import Shelf

LISTS = Path(__file__).resolve().parents[2] / "resources" / "language"


@pytest.fixture(scope="session")
def shelf():
    made = Shelf(LISTS)
    if made.dictionary("id") is None:
        pytest.skip("hunspell-id is not installed on this machine")
    return made


@pytest.fixture(scope="session")
def checker(shelf):
    return shelf.checker("id")


@pytest.fixture(scope="session")
def bare():
    return Shelf(LISTS, system=False)


@pytest.fixture
def flags(checker):
    def look(text, **more):
        context = more.pop("context", Context())
        return checker.check(Passage(text, **more), context)

    return look
