"""Proofreading verbs: mark words, talk about a mark, settle it, put a suggestion into the text, sign a version."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from desktop_app.desk.auditing import note as write_down
from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import gather
from desktop_app.domain.article import Article
from desktop_app.domain.audit import Act
from desktop_app.domain.changes import NOTHING, Changes
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import SIGNERS, WRITERS
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.domain.proof import ACCEPTED, DONE, REJECTED, Mark, MarkKind, Reply, SignOff
from desktop_app.domain.readiness import before_signing, may_sign, readiness
from desktop_app.markup.anchors import Anchor, Standing, locate, neighbours, texts
from desktop_app.markup.replacing import replace_words
from desktop_app.markup.stored import read_body
from desktop_app.storage import records
from desktop_app.storage.store import Transaction


@dataclass(frozen=True, slots=True)
class Located:
    """A mark beside where its words stand in the saved story."""

    mark: Mark
    anchor: Anchor


def mark(
    desk: Desk,
    article_id: ArticleId,
    *,
    block_id: str,
    quote: str,
    note: str = "",
    suggestion: str | None = None,
    kind: MarkKind = MarkKind.SPELLING,
    start: int | None = None,
) -> tuple[str, Changes]:
    """Mark quoted words of one block (or field) with a note or a suggested replacement.

    *start* says which of several equal words is meant, in characters of the place's text. Raises Refusal when the
    words do not stand there.
    """
    if not quote.strip():
        raise Refusal("Pilih dulu kata yang hendak ditandai.", rule="mark.empty")
    with desk.store.writing() as tx:
        article = _article(tx, article_id)
        text = texts(article, read_body(article.body)).get(block_id, "")
        at = _nearest(text, quote, start or 0)
        if at is None:
            raise Refusal(f"“{quote}” tidak ada di bagian itu. Pilih lagi kata-katanya.", rule="mark.words")
        before, after = neighbours(text, at, at + len(quote))
        made = Mark(
            id=desk.new_id(),
            article_id=article_id,
            block_id=block_id,
            quote=quote,
            before=before,
            after=after,
            kind=kind,
            note=note.strip(),
            suggestion=suggestion,
            by=desk.person.name,
            at=desk.clock(),
            start=at,
        )
        _save(desk, tx, made, "mark")
    return made.id, _touched(made)


def reply(desk: Desk, mark_id: str, text: str) -> Changes:
    """Add a word to the conversation under a mark."""
    if not text.strip():
        raise Refusal("Tulis dulu tanggapannya.", rule="reply.empty")
    said = Reply(desk.new_id(), desk.person.name, desk.clock(), text.strip())
    return _change(desk, mark_id, "reply", lambda found: replace(found, replies=(*found.replies, said)))


def resolve(desk: Desk, mark_id: str, outcome: str = DONE) -> Changes:
    """Settle a mark; it stays in the history with who and when."""
    return _change(desk, mark_id, "resolve", lambda found: _settled(desk, found, outcome))


def reject(desk: Desk, mark_id: str) -> Changes:
    """Settle a mark by leaving the text as it is."""
    return resolve(desk, mark_id, REJECTED)


def reopen(desk: Desk, mark_id: str) -> Changes:
    """Take a settled mark up again."""
    return _change(
        desk, mark_id, "reopen", lambda found: replace(found, resolved_by="", resolved_at=None, outcome="")
    )


def accept(desk: Desk, mark_id: str) -> Changes:
    """Put one suggestion into the text and settle its mark, in one transaction.

    Raises Refusal when the mark suggests nothing, its words are gone, or this person's role may not write.
    """
    with desk.store.writing() as tx:
        found = _mark(tx, mark_id)
        changes, refused = _accepted(desk, tx, found.article_id, [found])
        if refused:
            raise refused[0]
    return changes


def accept_all(desk: Desk, article_id: ArticleId) -> tuple[Changes, tuple[str, ...]]:
    """Put every open suggestion of a story into its text, in one transaction.

    The second answer says, a sentence each, which could not be: those marks stay open.
    """
    with desk.store.writing() as tx:
        found = [one for one in _marks(tx, article_id) if one.open and one.suggestion is not None]
        changes, refused = _accepted(desk, tx, article_id, found)
    return changes, tuple(refusal.reason for refusal in refused)


def marks(desk: Desk, article_id: ArticleId) -> tuple[Located, ...]:
    """Every mark of a story with where its words stand, in reading order; those without a place come last."""
    with desk.store.reading() as tx:
        article = _article(tx, article_id)
        found = _marks(tx, article_id)
    return located(article, found)


def located(article: Article, found: Iterable[Mark]) -> tuple[Located, ...]:
    """The same for marks at hand."""
    places = texts(article, read_body(article.body))
    order = {place: number for number, place in enumerate(places)}
    all_ = [Located(one, locate(one, places)) for one in found]
    return tuple(
        sorted(all_, key=lambda one: (order.get(one.anchor.place, len(order)), one.anchor.start, one.mark.id))
    )


def sign(desk: Desk, article_id: ArticleId) -> Changes:
    """Sign exactly this version. Any later edit of the record voids it by arithmetic.

    Raises Refusal when another readiness rule still says no, when this person's role may not sign, or when the
    house wants four eyes and this person wrote.
    """
    if desk.person.role not in SIGNERS:
        raise Refusal("Hanya korektor atau penerbit yang dapat mengesahkan naskah.", rule="sign.role")
    with desk.store.writing() as tx:
        found = gather(desk, tx, article_id)
        if found is None:
            raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
        stops = before_signing(readiness(found.evidence))
        if stops:
            raise Refusal(f"Belum dapat disahkan. {stops[0].why}", rule=f"sign.{stops[0].rule}")
        if not may_sign(desk.person.name, found.evidence):
            why = "Redaksi ini memakai empat mata: penulis tidak mengesahkan naskahnya sendiri. Mintalah rekan lain."
            raise Refusal(why, rule="sign.four_eyes")
        records.seal(tx, "article", article_id)
        signed = SignOff(desk.new_id(), article_id, found.hash, desk.person.name, desk.clock())
        doc = to_plain(signed)
        records.save(tx, "sign_off", signed.id, doc, by=desk.person.name, at=desk.clock(), reason="sign")
        write_down(desk, tx, Act.SIGN, "article", article_id, article_id=article_id, details=(found.hash,))
    return Changes(articles=frozenset({article_id}), outbox=True, audit=True)


def _accepted(
    desk: Desk, tx: Transaction, article_id: ArticleId, found: Iterable[Mark]
) -> tuple[Changes, list[Refusal]]:
    if desk.person.role not in WRITERS:
        raise Refusal(
            "Peran Anda hanya dapat mengusulkan. Mintalah penulisnya menerima usul ini.", rule="accept.role"
        )
    article = _article(tx, article_id)
    refused: list[Refusal] = []
    done: list[Mark] = []
    for one in found:
        try:
            article = _with_suggestion(article, one)
        except Refusal as refusal:
            refused.append(refusal)
        else:
            done.append(one)
    if not done:
        return NOTHING, refused
    records.save(
        tx, "article", article_id, to_plain(article), by=desk.person.name, at=desk.clock(), reason="accept"
    )
    for one in done:
        _save(desk, tx, _settled(desk, one, ACCEPTED), "accept")
        words = (one.quote, one.suggestion or "")
        write_down(desk, tx, Act.ACCEPT, "mark", one.id, article_id=article_id, details=words)
    ids = frozenset(one.id for one in done)
    return Changes(articles=frozenset({article_id}), marks=ids, outbox=True, audit=True), refused


def _with_suggestion(article: Article, one: Mark) -> Article:
    if one.suggestion is None:
        raise Refusal(
            "Catatan ini tidak mengusulkan kata lain. Ubah teksnya, lalu selesaikan.", rule="accept.note"
        )
    if not one.open:
        raise Refusal("Catatan itu sudah selesai.", rule="accept.settled")
    anchor = locate(one, texts(article, read_body(article.body)))
    if anchor.standing is Standing.LOST:
        raise Refusal(
            f"“{one.quote}” sudah tidak ada di naskah. Baca lagi, lalu selesaikan catatannya.",
            rule="accept.lost",
        )
    try:
        return replace_words(article, anchor.place, anchor.start, anchor.end, one.suggestion)
    except ValueError as error:
        why = f"Usul untuk “{one.quote}” melintasi dua bagian. Ubah dengan tangan, lalu selesaikan."
        raise Refusal(why, rule="accept.parts") from error


def _settled(desk: Desk, found: Mark, outcome: str) -> Mark:
    return replace(found, resolved_by=desk.person.name, resolved_at=desk.clock(), outcome=outcome)


def _change(desk: Desk, mark_id: str, reason: str, change: Callable[[Mark], Mark]) -> Changes:
    with desk.store.writing() as tx:
        changed = change(_mark(tx, mark_id))
        _save(desk, tx, changed, reason)
    return _touched(changed)


def _article(tx: Transaction, article_id: ArticleId) -> Article:
    doc = records.get(tx, "article", article_id)
    if doc is None:
        raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
    return from_plain(Article, doc)


def _mark(tx: Transaction, mark_id: str) -> Mark:
    doc = records.get(tx, "mark", mark_id)
    if doc is None:
        raise Refusal("Catatan koreksi itu tidak ada di meja ini.", rule="mark.missing")
    return from_plain(Mark, doc)


def _marks(tx: Transaction, article_id: ArticleId) -> list[Mark]:
    return [from_plain(Mark, doc) for doc in records.about(tx, "mark", article_id)]


def _nearest(text: str, quote: str, start: int) -> int | None:
    """Where *quote* stands nearest to *start*."""
    before = text.rfind(quote, 0, start + len(quote))
    after = text.find(quote, start)
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - start)) if found else None


def _save(desk: Desk, tx: Transaction, made: Mark, reason: str) -> None:
    records.save(tx, "mark", made.id, to_plain(made), by=desk.person.name, at=desk.clock(), reason=reason)


def _touched(made: Mark) -> Changes:
    return Changes(articles=frozenset({made.article_id}), marks=frozenset({made.id}), outbox=True)
