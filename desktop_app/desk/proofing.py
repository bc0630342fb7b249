"""Proofreading verbs: mark a word, settle a mark, sign a version."""

from dataclasses import replace

from desktop_app.desk.auditing import note
from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import gather
from desktop_app.domain.audit import Act
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import Role
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.domain.proof import Mark, MarkKind, SignOff
from desktop_app.domain.readiness import blocking, readiness
from desktop_app.storage import records

_MAY_SIGN = (Role.PROOFREADER, Role.PUBLISHER, Role.ADMIN)


def mark(
    desk: Desk,
    article_id: ArticleId,
    *,
    block_id: str,
    quote: str,
    note: str = "",
    suggestion: str | None = None,
    kind: MarkKind = MarkKind.SPELLING,
    before: str = "",
    after: str = "",
) -> tuple[str, Changes]:
    """Mark quoted words of one block (or field) with a note or a suggested replacement."""
    if not quote.strip():
        raise Refusal("Pilih dulu kata yang hendak ditandai.", rule="mark.empty")
    made = Mark(
        id=desk.new_id(),
        article_id=article_id,
        block_id=block_id,
        quote=quote,
        before=before,
        after=after,
        kind=kind,
        note=note,
        suggestion=suggestion,
        by=desk.person.name,
        at=desk.clock(),
    )
    _save_mark(desk, made)
    return made.id, _touched(made)


def resolve(desk: Desk, mark_id: str, outcome: str = "selesai") -> Changes:
    """Settle a mark; it stays in the history with who and when."""
    with desk.store.reading() as tx:
        doc = records.get(tx, "mark", mark_id)
    if doc is None:
        raise Refusal("Catatan koreksi itu tidak ada di meja ini.", rule="mark.missing")
    found = from_plain(Mark, doc)
    settled = replace(found, resolved_by=desk.person.name, resolved_at=desk.clock(), outcome=outcome)
    _save_mark(desk, settled)
    return _touched(settled)


def sign(desk: Desk, article_id: ArticleId) -> Changes:
    """Sign exactly this version. Any later edit of the record voids it by arithmetic.

    Raises Refusal when another readiness rule still says no, or when this person's role may not sign.
    """
    if desk.person.role not in _MAY_SIGN:
        raise Refusal("Hanya korektor atau penerbit yang dapat mengesahkan naskah.", rule="sign.role")
    with desk.store.writing() as tx:
        found = gather(desk, tx, article_id)
        if found is None:
            raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
        stops = [check for check in blocking(readiness(found.evidence)) if check.rule != "sign_off"]
        if stops:
            raise Refusal(f"Belum dapat disahkan. {stops[0].why}", rule=f"sign.{stops[0].rule}")
        records.seal(tx, "article", article_id)
        signed = SignOff(desk.new_id(), article_id, found.hash, desk.person.name, desk.clock())
        doc = to_plain(signed)
        records.save(tx, "sign_off", signed.id, doc, by=desk.person.name, at=desk.clock(), reason="sign")
        note(desk, tx, Act.SIGN, "article", article_id, article_id=article_id, details=(found.hash,))
    return Changes(articles=frozenset({article_id}), outbox=True)


def _save_mark(desk: Desk, made: Mark) -> None:
    with desk.store.writing() as tx:
        doc = to_plain(made)
        records.save(tx, "mark", made.id, doc, by=desk.person.name, at=desk.clock(), reason="mark")


def _touched(made: Mark) -> Changes:
    return Changes(articles=frozenset({made.article_id}), marks=frozenset({made.id}), outbox=True)
