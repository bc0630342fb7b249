"""Hostile text costs little more than friendly text: every way of reading takes linear time."""

import time

import pytest

from desktop_app.domain.article import Article
from desktop_app.domain.document import BlockText, Run
from desktop_app.domain.ids import ArticleId, BlockId
from desktop_app.markup.difference import words
from desktop_app.markup.merge import merge_articles
from desktop_app.markup.reading import parse
from desktop_app.markup.runs import normal_runs
from desktop_app.markup.stored import markdown_of_contents

_SIZE = 20_000

# Generous: a busy machine may be ten times slower than an idle one, a quadratic step a thousand times.
_SECONDS = 3.0


def _fill(unit: str) -> str:
    return (unit * (_SIZE // len(unit) + 1))[:_SIZE]


UNITS = [
    "[",
    "]",
    "[a](",
    "![a](",
    "[a](http://x",
    "[a](http://x.y)",
    "[a](b(",
    '](foto:1 "',
    '![a](foto:1 "',
    "Baca juga: [",
    "**",
    "*",
    "_",
    "***a",
    "_a_ ",
    "**a",
    "\\",
    "\\[",
    "<",
    "<!--",
    "&amp",
    "`",
    "~",
    "- ",
    "- a\n",
    "1. a\n",
    "-\n",
    "    - a\n",
    "> ",
    ">\n",
    "> a\n",
    ">",
    "# ",
    "# a\n",
    "#\n",
    "---\n",
    "- - ",
    "|",
    "| a ",
    "|\n",
    "| a |\n| - |\n",
    "|-",
    "a\n",
    "a\n\n",
    "a\n---\n",
    "\\\n",
    "  \n",
    " ",
    "\t",
    "\u00a0",
    "\r",
    "\u2028",
    "\u200d",
    "a\u200d",
    "\u0301",
    "\u0301\u0316",
    "e\u0301",
    "\u1100\u1161",
    "😀",
    "http://",
    "https://youtu.be/",
    "[!kutipan] ",
]


def _timed(work, *arguments):
    before = time.process_time()
    result = work(*arguments)
    assert time.process_time() - before < _SECONDS
    return result


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_a_flood_is_read_and_written_in_time(unit):
    text = _fill(unit)
    for whole in (
        text,
        f"a {text} b",
        f"| a |\n| - |\n{text}",
        f"> {text}",
        f"![{text}](foto:1)",
        f"# {text}\u00a0",
    ):
        read = _timed(parse, whole)
        written = _timed(markdown_of_contents, read)
        assert parse(written) == read


def test_a_table_cannot_be_blown_up():
    text = "|" + "a|" * 5_000 + "\n|-|\n" + "|\n" * 4_000
    (table,) = _timed(parse, text)
    assert len(table.header) <= 30
    assert markdown_of_contents((table,)).count("a") == 5_000


def test_many_styles_and_stacked_accents_are_normalised_in_time():
    alternating = tuple(Run("a", index % 2 == 0, index % 3 == 0) for index in range(_SIZE))
    assert "".join(run.text for run in _timed(normal_runs, alternating)) == "a" * _SIZE
    (run,) = _timed(normal_runs, (Run("e" + "\u0301\u0316" * _SIZE),))
    assert len(run.text) < 40


def test_hostile_bodies_are_compared_in_time():
    one, two = "a b " * 5_000, "b a c " * 4_000
    pieces = _timed(words, one, two)
    assert "".join(text for op, text in pieces if op != "insert") == one


def test_long_bodies_are_merged_in_time():
    def article(name, numbers):
        blocks = (BlockText(BlockId(f"{name}{n}"), f"Kalimat nomor {n} dari {name}.") for n in numbers)
        return Article(ArticleId("1"), body=tuple(blocks))

    base = article("a", range(2_000))
    mine = article("a", range(1_999, -1, -1))
    theirs = Article(
        ArticleId("1"), body=base.body[:1_000] + article("t", range(2_000)).body + base.body[1_000:]
    )
    merged = _timed(merge_articles, base, mine, theirs)
    assert len(merged.article.body) == 4_000
