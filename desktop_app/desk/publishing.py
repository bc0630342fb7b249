"""Publishing verbs: ask the readiness list, send the command, take a story back."""

from datetime import datetime

from desktop_app.desk.auditing import note
from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import gather
from desktop_app.domain.article import Publication
from desktop_app.domain.audit import Act
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import Role
from desktop_app.domain.readiness import Check, blocking, readiness
from desktop_app.storage import outbox, records

_MAY_PUBLISH = (Role.PUBLISHER, Role.ADMIN)


def checks(desk: Desk, article_id: ArticleId) -> tuple[Check, ...]:
    """The readiness list of one story."""
    with desk.store.reading() as tx:
        found = gather(desk, tx, article_id)
    if found is None:
        raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
    return readiness(found.evidence)


def publish(desk: Desk, article_id: ArticleId, override: str = "", at: datetime | None = None) -> Changes:
    """Put the publish command for exactly this version into the outbox; it leaves after the story itself.

    *at*: None for now; a future moment (the site's clock counts); or the past date a story from elsewhere keeps.
    *override* is the reason for going past a red line of the list; it is written to the site's audit log. Raises
    Refusal naming the first red line otherwise.
    """
    _allowed(desk)
    with desk.store.writing() as tx:
        found = gather(desk, tx, article_id)
        if found is None:
            raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
        stops = blocking(readiness(found.evidence))
        if stops and not override.strip():
            raise Refusal(f"Belum dapat terbit. {stops[0].why}", rule=f"publish.{stops[0].rule}")
        if stops:
            rules = tuple(check.rule for check in stops)
            note(
                desk,
                tx,
                Act.OVERRIDE,
                "article",
                article_id,
                article_id=article_id,
                reason=override,
                details=rules,
            )
        rev = records.seal(tx, "article", article_id)
        outbox.add_command(
            tx,
            {
                "op": desk.new_id(),
                "name": "publish",
                "article": article_id,
                "rev": rev,
                "record_hash": found.hash,
                "at": at.isoformat() if at else None,
                "override": override.strip(),
            },
        )
    return Changes(articles=frozenset({article_id}), outbox=True)


def unpublish(desk: Desk, article_id: ArticleId) -> Changes:
    """Take a live story back from the public. Its text and history stay."""
    _allowed(desk)
    with desk.store.writing() as tx:
        found = gather(desk, tx, article_id)
        if found is None or found.page is None or found.page.publication is Publication.NONE:
            raise Refusal("Berita ini tidak sedang terbit.", rule="unpublish.not_live")
        outbox.add_command(
            tx, {"op": desk.new_id(), "name": "unpublish", "article": article_id, "rev": found.page.revision}
        )
    return Changes(articles=frozenset({article_id}), outbox=True)


def _allowed(desk: Desk) -> None:
    if desk.person.role not in _MAY_PUBLISH:
        raise Refusal("Hanya penerbit yang dapat menerbitkan atau menarik berita.", rule="publish.role")
