"""Clipboards in the real shapes of programs: structure kept, every word kept in order, rubbish gone.

`clipboard/NAME.html` is what a program puts on the clipboard, `clipboard/NAME.md` what must come in, written by hand.
"""

import re
from pathlib import Path

import pytest

from desktop_app.foreign.html import read_html
from desktop_app.markup.reading import parse
from desktop_app.markup.stored import markdown_of_contents

SAMPLES = Path(__file__).parent / "clipboard"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.html"))


def sample(name):
    return (SAMPLES / f"{name}.html").read_text(encoding="utf-8")


def wanted(name):
    return (SAMPLES / f"{name}.md").read_text(encoding="utf-8").strip("\n")


def test_there_are_enough_samples():
    assert len(NAMES) >= 40


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_in_is_what_was_meant(name, tmp_path):
    contents, _, _ = read_html(sample(name), tmp_path)
    assert markdown_of_contents(contents) == wanted(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_wanted_is_canonical(name):
    assert markdown_of_contents(parse(wanted(name))) == wanted(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_tracker_and_no_style_is_left(name, tmp_path):
    contents, _, _ = read_html(sample(name), tmp_path)
    text = markdown_of_contents(contents)
    assert not re.search(
        r"utm_|fbclid|mc_cid|safelinks|google\.com/url|javascript:|mso-|Mso|style=|onerror", text
    )
