"""The checker beside bare Hunspell, search beside bare FTS5, in one run. ``STORIES=100000`` for a whole archive."""

import itertools
import os
import random
import re
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop_app.database.library import sqlite_module  # noqa: E402
from desktop_app.domain.article import Stage  # noqa: E402
from desktop_app.domain.flag import Context, Passage  # noqa: E402
from desktop_app.domain.listing import Query  # noqa: E402
from desktop_app.language.affixes import forms_of  # noqa: E402
from desktop_app.language.shelf import Shelf  # noqa: E402
from desktop_app.language.stems import Stemmer  # noqa: E402
from desktop_app.storage import articles, projections  # noqa: E402
from desktop_app.storage.search import asked_for, match_query  # noqa: E402
from desktop_app.storage.store import FILE_NAME, Store  # noqa: E402

STORIES = int(os.environ.get("STORIES", "5000"))
WORDS = 300
_BATCH = 5000
T0 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
_WORD = re.compile(r"[^\W_]+")

_FILTERED_COUNT = (
    "SELECT count(*) FROM article_fts AS f CROSS JOIN article_row AS r ON r.number = f.rowid"
    " WHERE article_fts MATCH ? AND r.deleted = 0 AND r.stage = 'draft'"
)
_COUNTED = "SELECT count(*) FROM article_fts WHERE article_fts MATCH ?"
_SNIPPET = "snippet(article_fts, -1, '[', ']', '…', 16)"
_AS_IT_LIES = (
    f"SELECT rowid, short_title, {_SNIPPET} FROM article_fts WHERE article_fts MATCH ?"
    " ORDER BY rowid DESC LIMIT 100"
)
# The order first and snippets only for the page: to ask for both at once would make one of every hit.
_NEWEST_FIRST = (
    f"SELECT f.rowid, f.short_title, {_SNIPPET} FROM (SELECT f.rowid AS number FROM article_fts AS f"
    " JOIN article_row AS r ON r.number = f.rowid WHERE article_fts MATCH ?1"
    " ORDER BY r.updated_at DESC, r.id DESC LIMIT 100) AS page"
    " CROSS JOIN article_fts AS f WHERE article_fts MATCH ?1 AND f.rowid = page.number"
)


def sentences() -> list[str]:
    """The demo newsroom's paragraphs and the evaluation's sentences: each once, none seen before."""
    texts = [
        file.read_text(encoding="utf-8") for file in sorted((ROOT / "resources/demo/stories").glob("*.md"))
    ]
    texts.append((ROOT / "tests/language/evaluation/sentences.txt").read_text(encoding="utf-8"))
    lines = [line for text in texts for line in text.splitlines()]
    return [
        line
        for line in lines
        if len(line) > 40 and not line.startswith(("#", "!", "-", "lead:", "headline:"))
    ]


def best(work, times: int = 5) -> float:
    """The quickest of several runs, in milliseconds of this thread's CPU."""
    least = 1e9
    for _ in range(times):
        begun = time.thread_time()
        work()
        least = min(least, (time.thread_time() - begun) * 1e3)
    return least


def checker(shelf: Shelf) -> None:
    """Words a second: whole check, and Hunspell's own verdicts alone."""
    lines = sentences()
    count = sum(len(_WORD.findall(line)) for line in lines)
    speller = shelf.checker("id")
    dictionary = shelf.dictionary("id")
    begun = time.process_time()
    flags = speller.check_all([Passage(line) for line in lines], Context())
    cold = time.process_time() - begun
    begun = time.process_time()
    for number in range(5):
        speller.check_all([Passage(line + " " * (number + 1)) for line in lines], Context())
    warm = (time.process_time() - begun) / 5
    begun = time.process_time()
    for line in lines:
        for word in _WORD.findall(line):
            dictionary.knows(word)
    bare = time.process_time() - begun
    print(f"checker, {count} words, {len(flags)} flags")
    print(f"  spelling + style, words never seen: {count / cold:10,.0f} words/s of one core")
    print(f"  spelling + style, a day's words:    {count / warm:10,.0f} words/s")
    print(f"  bare Hunspell, spelling alone:      {count / bare:10,.0f} words/s")


def vocabulary(shelf: Shelf, chance: random.Random) -> list[str]:
    """Some seventy thousand words, the frequent first: news words, then roots and their forms."""
    news = [word.lower() for line in sentences() for word in _WORD.findall(line)]
    roots = sorted(root for root in shelf.dictionary("id").roots if 3 < len(root) < 12)
    chance.shuffle(roots)
    forms = [form for root in roots[:2500] for _, form in forms_of(root) if chance.random() < 0.25]
    chance.shuffle(forms)
    return news + forms


def fill(store: Store, words: list[str], chance: random.Random) -> float:
    """Write the rows that list and search read, by the thousand as a first sync does. Answers seconds of CPU."""
    weights = list(itertools.accumulate(1 / (at + 3) for at in range(len(words))))
    # One long text, cut anew for every story: to draw each word alone would take longer than all the rest.
    drawn = chance.choices(words, cum_weights=weights, k=2_000_000)
    begun = time.process_time()
    for start in range(0, STORIES, _BATCH):
        batch = [story(number, drawn, chance) for number in range(start, min(start + _BATCH, STORIES))]
        with store.writing() as tx:
            projections.show_new(tx.connection, batch)
    return time.process_time() - begun


def story(number: int, drawn: list[str], chance: random.Random) -> projections.Shown:
    """One story of WORDS words."""
    cut = chance.randrange(len(drawn) - WORDS)
    body = " ".join(drawn[cut : cut + WORDS])
    title = body[:50].rpartition(" ")[0]
    doc = {
        "id": f"s{number}",
        "short_title": title,
        "headline": title,
        "authors": ["Ani"],
        "stage": "draft",
        "body": [{"id": "b", "text": body}],
    }
    return projections.Shown("article", doc["id"], number + 1, doc, T0 + timedelta(minutes=number), False)


def search(shelf: Shelf) -> None:
    """First hits of the list verb, and of FTS5 asked barely on the same file, both with count and snippets.

    "in its own order" is the least FTS5 can do: the rows as they lie, with a snippet. "newest first" asks it
    for the order a newsroom needs. Ours answers the newest first, and whole rows.
    """
    chance = random.Random(7)
    stemmer = shelf.stemmer()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), stemmer=lambda: stemmer)
        seconds = fill(store, vocabulary(shelf, chance), chance)
        file = Path(folder) / FILE_NAME
        bare = sqlite_module().connect(f"file:{file}?mode=ro", uri=True)
        print(f"search, {STORIES} stories of {WORDS} words, written in {seconds:.0f} s of CPU")
        index = bare.execute("SELECT sum(length(block)) FROM article_fts_data").fetchone()[0] / 1e6
        kept = bare.execute(
            "SELECT sum(length(c0)+length(c1)+length(c2)+length(c3)+length(c4)+length(c5)+length(c6))"
            " FROM article_fts_content"
        ).fetchone()[0]
        print(f"  index {index:.0f} MB, its text {kept / 1e6:.0f} MB")
        for typed in ("lindung ", "perlindungan ", "susun ", "banjir warga ", '"rumah susun"', "kereta mal"):
            match = match_query(asked_for(typed, stemmer))

            def ours(typed: str = typed) -> None:
                with store.reading() as tx:
                    articles.listing(tx, Query(text=typed, limit=100))

            def raw(match: str = match) -> None:
                bare.execute(_COUNTED, (match,)).fetchone()
                bare.execute(_AS_IT_LIES, (match,)).fetchall()

            def ordered(match: str = match) -> None:
                bare.execute(_COUNTED, (match,)).fetchone()
                bare.execute(_NEWEST_FIRST, (match,)).fetchall()

            with store.reading() as tx:
                total = articles.listing(tx, Query(text=typed)).total
            mine, lying, newest = best(ours), best(raw), best(ordered, 3)
            print(
                f"  {typed:16} {total:7} hits  ours {mine:7.1f} ms  bare FTS5 in its own order {lying:7.1f} ms"
                f" {mine / lying:5.2f}x  newest first {newest:7.1f} ms {mine / newest:5.2f}x"
            )
        filtered(store, bare, stemmer)
        bare.close()
        store.close()


def filtered(store: Store, bare: Any, stemmer: Stemmer) -> None:
    """The same with a filter every story passes: what a filter costs where it takes nothing away."""
    pages = _NEWEST_FIRST.replace(
        "WHERE article_fts MATCH ?1 ORDER",
        "WHERE article_fts MATCH ?1 AND r.deleted = 0 AND r.stage = 'draft' ORDER",
    )
    for typed in ("lindung ", "banjir warga ", "kereta mal"):
        match = match_query(asked_for(typed, stemmer))

        def ours(typed: str = typed) -> None:
            with store.reading() as tx:
                articles.listing(tx, Query(text=typed, stage=Stage.DRAFT, limit=100))

        def raw(match: str = match) -> None:
            bare.execute(_FILTERED_COUNT, (match,)).fetchone()
            bare.execute(pages, (match,)).fetchall()

        mine, newest = best(ours), best(raw, 3)
        print(
            f"  {typed:16} among drafts   ours {mine:7.1f} ms  bare FTS5 newest first {newest:7.1f} ms"
            f" {mine / newest:5.2f}x"
        )


def main() -> int:
    """Both, one after the other."""
    shelf = Shelf(ROOT / "resources" / "language")
    if shelf.dictionary("id") is None:
        print("hunspell-id is not installed here")
        return 0
    checker(shelf)
    search(shelf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
