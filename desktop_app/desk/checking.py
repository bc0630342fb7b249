"""The language check: one story or text read for spelling and house style, rules silenced, words of the newsroom."""

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from desktop_app.desk import lists as newsroom_lists
from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import Article, Page
from desktop_app.domain.changes import Changes
from desktop_app.domain.document import Document
from desktop_app.domain.errors import Refusal
from desktop_app.domain.flag import Context, Findings, Flag, Passage, Silence
from desktop_app.domain.lists import SILENCES, WORDS, ListEntry, entry_id
from desktop_app.domain.newsroom import WIB
from desktop_app.domain.plain import from_plain
from desktop_app.language.checking import SPELLING
from desktop_app.language.passages import passages_of
from desktop_app.language.spelling import Lexicon
from desktop_app.markup.stored import read_body
from desktop_app.storage import lists, records, settings, stem_index, vocabulary
from desktop_app.storage.store import Transaction

DICTIONARY_FOLDER = "language.dictionaries"
_ARCHIVE = "language.archive"
# A word is the archive's own when so many stories by so many people carry it.
_STORIES, _PEOPLE = 3, 2
_ARCHIVE_DAYS = 1
_MOST_CANDIDATES = 4000
_BATCH = 40


def check_article(desk: Desk, article_id: str) -> Findings:
    """A stored story, whole. Raises Refusal when the desk does not hold it."""
    with desk.store.reading() as tx:
        article = _article(tx, article_id)
        context = _context(desk, tx, article)
    document = read_body(article.body)
    return _findings(desk, passages_of(article, document), context)


def check_document(desk: Desk, document: Document, article: Article) -> Findings:
    """A story that is not stored: a file."""
    return _findings(desk, passages_of(article, document), Context(article.language, desk.today()))


def context_of(desk: Desk, article_id: str) -> Context:
    """What a check of this story's passages has to know."""
    with desk.store.reading() as tx:
        return _context(desk, tx, _article(tx, article_id))


def check(desk: Desk, passages: Iterable[Passage], context: Context) -> tuple[tuple[Flag, ...], ...]:
    """The flags of each passage. Touches no disk."""
    checker = desk.language.checker(context.language)
    return tuple(checker.check(passage, context) for passage in passages)


def notice(desk: Desk, language: str) -> str:
    """What cannot be checked here, and what to do; empty when all can."""
    return desk.language.notice(language)


def suggestions(desk: Desk, word: str, language: str) -> tuple[str, ...]:
    """What may have been meant by *word*. Slow: only when somebody asks."""
    return desk.language.checker(language).suggest(word)


# -- rules silenced in one story


def silence(desk: Desk, article_id: str, rule: str) -> Changes:
    """Let one rule say nothing more in this story. Whoever asks is remembered, and when. Raises Refusal."""
    if rule != SPELLING and all(
        desk.language.checker(each).style.rule(rule) is None for each in ("id", "en")
    ):
        raise Refusal(f"Aturan «{rule}» tidak dikenal.", rule="language.rule")
    with desk.store.reading() as tx:
        _article(tx, article_id)
    return newsroom_lists.keep_entry(desk, SILENCES, _silence_key(article_id, rule), rule) | _touched(
        article_id
    )


def speak_again(desk: Desk, article_id: str, rule: str) -> Changes:
    """Let a silenced rule speak again in this story. Raises Refusal when it was not silenced."""
    return newsroom_lists.drop_entry(desk, SILENCES, _silence_key(article_id, rule)) | _touched(article_id)


def _touched(article_id: str) -> Changes:
    return Changes(articles=frozenset((article_id,)))


def _silence_key(article_id: str, rule: str) -> str:
    return f"{article_id} {rule}"


# -- the newsroom's words


def words(desk: Desk) -> tuple[ListEntry, ...]:
    """The newsroom's word list: words that are right, and words with what to write instead."""
    return newsroom_lists.list_entries(desk, WORDS)


def add_word(desk: Desk, word: str, instead: str = "", note: str = "") -> Changes:
    """Take *word* into the newsroom's list: as right, or with what to write *instead*. Checks follow it at once."""
    changes = newsroom_lists.keep_entry(desk, WORDS, word, instead, note)
    refresh_words(desk)
    return changes


def drop_word(desk: Desk, word: str) -> Changes:
    """Take a word off the newsroom's list. Raises Refusal when it is not on it."""
    changes = newsroom_lists.drop_entry(desk, WORDS, word)
    refresh_words(desk)
    return changes


def refresh_words(desk: Desk) -> None:
    """Judge by the newsroom's and the archive's words as they stand now."""
    with desk.store.reading() as tx:
        entries = lists.entries(tx, WORDS)
        stored = settings.get(tx, _ARCHIVE)
    archive = json.loads(stored)["words"] if stored else []
    banned = {entry.key.lower(): entry.value for entry in entries if entry.value}
    added = {part for entry in entries if not entry.value for part in entry.key.lower().split()}
    desk.language.take(Lexicon(frozenset(added | (set(archive) - banned.keys())), banned))


def learn_archive(desk: Desk) -> bool:
    """Take for known what the archive shows: an unknown word in three published stories by two people.

    Looked up once a day; answers whether it was done. Long over a big archive: never on the interface thread.
    """
    speller = desk.language.checker("id").speller
    if speller is None:
        return False
    today = desk.today()
    with desk.store.reading() as tx:
        stored = settings.get(tx, _ARCHIVE)
        if stored and date.fromisoformat(json.loads(stored)["day"]) > today - timedelta(days=_ARCHIVE_DAYS):
            return False
        frequent = vocabulary.frequent(tx, _STORIES)
    known = speller.knows
    unknown = [term for term in frequent if term.isalpha() and len(term) > 2 and not known(term)]
    candidates = frozenset(term for term in unknown if not known(term.capitalize()))
    with desk.store.reading() as tx:
        some = frozenset(sorted(candidates)[:_MOST_CANDIDATES])
        kept = vocabulary.often_published(tx, some, stories=_STORIES, people=_PEOPLE)
    with desk.store.writing() as tx:
        settings.put(tx, _ARCHIVE, json.dumps({"day": today.isoformat(), "words": sorted(kept)}))
    refresh_words(desk)
    return True


# -- dictionaries and stems


def choose_dictionaries(desk: Desk, folder: Path | None) -> None:
    """Look for dictionaries in *folder* from now on; None for the system's own places.

    Raises Refusal when the folder holds no dictionary.
    """
    if folder is not None and not any(folder.glob("*.aff")):
        raise Refusal(
            f"Di {folder} tidak ada kamus. Pilih folder yang berisi berkas seperti id_ID.aff dan id_ID.dic.",
            rule="language.no_dictionary",
        )
    with desk.store.writing() as tx:
        settings.put(tx, DICTIONARY_FOLDER, str(folder) if folder is not None else "")
    desk.language.look_again()


def tend_search(desk: Desk, going_on: Callable[[], bool] = lambda: True) -> int:
    """Bring the stems of the search table up to date with the dictionary, a few rows at a time.

    Answers how many batches it took; stops early when *going_on* says no, and begins anew next time.
    """
    with desk.store.reading() as tx:
        if stem_index.is_current(tx):
            return 0
    after: int | None = 0
    batches = 0
    while after is not None and going_on():
        with desk.store.writing() as tx:
            after = stem_index.refresh(tx, after, _BATCH)
        batches += 1
    return batches


# -- inside


def _findings(desk: Desk, passages: tuple[Passage, ...], context: Context) -> Findings:
    flags = tuple(flag for found in check(desk, passages, context) for flag in found)
    return Findings(flags, context, notice(desk, context.language))


def _article(tx: Transaction, article_id: str) -> Article:
    doc = records.get(tx, "article", article_id)
    if doc is None:
        raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
    return from_plain(Article, doc)


def _context(desk: Desk, tx: Transaction, article: Article) -> Context:
    page = records.get(tx, "page", article.id)
    published = from_plain(Page, page).published_at if page is not None else None
    moment = published or article.publish_at
    day = moment.astimezone(WIB).date() if moment is not None else desk.today()
    rules = (SPELLING, *(rule.id for rule in desk.language.checker(article.language).style.rules))
    ids = (entry_id(SILENCES, _silence_key(article.id, rule)) for rule in rules)
    silences = tuple(Silence(entry.value, entry.by, entry.at) for entry in lists.some(tx, ids))
    return Context(article.language, day, silences)
