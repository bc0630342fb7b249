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

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop_app.database.library import sqlite_module  # noqa: E402
from desktop_app.domain.flag import Context, Passage  # noqa: E402
from desktop_app.domain.listing import Query  # noqa: E402
from desktop_app.language.affixes import forms_of  # noqa: E402
from desktop_app.language.shelf import Shelf  # noqa: E402
from desktop_app.storage import articles, projections  # noqa: E402
from desktop_app.storage.search import asked_for, match_query  # noqa: E402
from desktop_app.storage.store import FILE_NAME, Store  # noqa: E402

STORIES = int(os.environ.get("STORIES", "5000"))
WORDS = 300
T0 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
_WORD = re.compile(r"[^\W_]+")


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
    """The quickest of several runs, in milliseconds."""
    least = 1e9
    for _ in range(times):
        begun = time.perf_counter()
        work()
        least = min(least, (time.perf_counter() - begun) * 1e3)
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
    """Write the rows that list and search read, as a save would. Answers seconds."""
    weights = list(itertools.accumulate(1 / (at + 3) for at in range(len(words))))
    begun = time.perf_counter()
    for start in range(0, STORIES, 1000):
        with store.writing() as tx:
            for number in range(start, min(start + 1000, STORIES)):
                body = " ".join(chance.choices(words, cum_weights=weights, k=WORDS))
                title = body[:50].rpartition(" ")[0]
                doc = {
                    "id": f"s{number}",
                    "short_title": title,
                    "headline": title,
                    "authors": ["Ani"],
                    "stage": "draft",
                    "body": [{"id": "b", "text": body}],
                }
                at = T0 + timedelta(minutes=number)
                projections.show(
                    tx.connection, projections.Shown("article", doc["id"], number + 1, doc, at, False)
                )
    return time.perf_counter() - begun


def search(shelf: Shelf) -> None:
    """First hits of the list verb, and of FTS5 asked the same thing barely, on the same file."""
    chance = random.Random(7)
    stemmer = shelf.stemmer()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), stemmer=lambda: stemmer)
        seconds = fill(store, vocabulary(shelf, chance), chance)
        file = Path(folder) / FILE_NAME
        bare = sqlite_module().connect(f"file:{file}?mode=ro", uri=True)
        print(f"search, {STORIES} stories of {WORDS} words, written in {seconds:.0f} s")
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
                bare.execute(
                    "SELECT count(*) FROM article_fts WHERE article_fts MATCH ?", (match,)
                ).fetchone()
                bare.execute(
                    "SELECT rowid, short_title, snippet(article_fts, -1, '[', ']', '…', 16) FROM article_fts"
                    " WHERE article_fts MATCH ? ORDER BY rowid DESC LIMIT 100",
                    (match,),
                ).fetchall()

            with store.reading() as tx:
                total = articles.listing(tx, Query(text=typed)).total
            mine, theirs = best(ours), best(raw)
            print(
                f"  {typed:16} {total:7} hits  ours {mine:7.1f} ms  bare FTS5 {theirs:7.1f} ms  {mine / theirs:5.2f}x"
            )
        bare.close()
        store.close()


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
