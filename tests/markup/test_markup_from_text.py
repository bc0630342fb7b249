"""Plain text becomes paragraphs, and typed signs become what they mean."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop_app.domain.document import Run
from desktop_app.markup.from_text import contents_of_text
from desktop_app.markup.portions import LONGEST, parts_of
from desktop_app.markup.runs import text_of
from desktop_app.markup.stored import markdown_of_contents

BROKEN = (
    "Dinas Sumber Daya Air menyiagakan lima ratus dua belas pompa\n"
    "bergerak di lima wilayah kota menjelang puncak musim hujan yang\n"
    "diperkirakan jatuh pada pekan kedua bulan Januari tahun depan\n"
    "menurut perkiraan badan cuaca."
)


@pytest.mark.parametrize(("text", "markdown"), [
    ("satu\ndua", "satu\n\ndua"),
    ("satu\nlanjut\n\ndua", "satu\\\nlanjut\n\ndua"),
    ("- a\n- b", "- a\n- b"),
    ("• a\n• b", "- a\n- b"),
    ("Pembuka.\n1. a\n2. b\nPenutup.", "Pembuka.\n\n1. a\n2. b\n\nPenutup."),
    ("## Judul\nIsi.\n- butir", "## Judul\n\nIsi.\n\n- butir"),
    ("- hanya satu tanda", "\\- hanya satu tanda"),
    ("harga *naik* 3 * 4", "harga \\*naik\\* 3 \\* 4"),
    (BROKEN, BROKEN.replace("\n", " ")),
    ("  \n\n ", ""),
])  # fmt: skip
def test_text_comes_in_as_it_was_meant(text, markdown):
    contents, _ = contents_of_text(text)
    assert markdown_of_contents(contents) == markdown


@settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])
@given(st.lists(st.tuples(st.text("ab .\n", max_size=9_000), st.booleans()), max_size=6))
def test_cutting_keeps_every_character_and_style(pieces):
    runs = tuple(Run(text, bold=bold) for text, bold in pieces if text)
    parts = parts_of(runs)
    assert "".join(text_of(part) for part in parts) == text_of(runs)
    assert all(len(text_of(part)) <= LONGEST for part in parts)
    assert styles(run for part in parts for run in part) == styles(runs)


def styles(runs):
    return "".join("b" * len(run.text) if run.bold else "-" * len(run.text) for run in runs)
