"""Canonical files whose HTML must not change while the grammar's number stays the same."""

from pathlib import Path

import pytest

from desktop_app.domain.document import Block
from desktop_app.domain.ids import BlockId
from desktop_app.markup.grammar_version import GRAMMAR
from desktop_app.markup.html import anchor, render
from desktop_app.markup.reading import parse
from desktop_app.markup.stored import markdown_of_contents

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.md"))


def html_of(markdown: str) -> str:
    document = tuple(Block(BlockId(f"{n}"), content) for n, content in enumerate(parse(markdown), 1))
    pieces = render(
        document,
        lambda block: f"<figure{anchor(block.id)}></figure>",
        lambda block: f"<aside{anchor(block.id)}></aside>",
    )
    return "".join(html + "\n" for _, html in pieces)


def test_the_corpus_is_there_and_of_this_grammar():
    assert GRAMMAR == 1
    assert len(FILES) >= 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_canonical_files_keep_their_text_and_html(file):
    markdown = file.read_text(encoding="utf-8")
    assert markdown_of_contents(parse(markdown)) + "\n" == markdown
    assert html_of(markdown) == file.with_suffix(".html").read_text(encoding="utf-8")
