"""Publishing verbs: ask the readiness list, send the command, take a story back."""

from dataclasses import replace
from datetime import datetime

from desktop_app.desk.auditing import note as write_down
from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import gather
from desktop_app.domain.article import Article, Publication, Stage
from desktop_app.domain.audit import Act
from desktop_app.domain.changes import Changes
from desktop_app.domain.dates import long_date
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.moments import implausible
from desktop_app.domain.newsroom import PUBLISHERS
from desktop_app.domain.plain import to_plain
from desktop_app.domain.readiness import Check, blocking, readiness, refusal
from desktop_app.storage import outbox, pages, records
from desktop_app.storage.store import Transaction


def checks(desk: Desk, article_id: ArticleId) -> tuple[Check, ...]:
    """The readiness list of one story."""
    with desk.store.reading() as tx:
        found = gather(desk, tx, article_id)
    if found is None:
        raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
    return readiness(found.evidence)


def publish(
    desk: Desk,
    article_id: ArticleId,
    override: str = "",
    at: datetime | None = None,
    note: str = "",
    *,
    dated: bool = False,
) -> Changes:
    """Put the publish command for exactly this version into the outbox; it leaves after the story itself.

    *at*: None for now, or a future moment (the site's clock counts). *dated* makes it the past date that a story from
    elsewhere keeps; it must be said, so that a slip in the year never puts a scheduled story before the public.
    *override* is the reason for going past a red line of the list; it is written to the audit log. Some hold
    whatever the reason. *note* tells the public what was wrong before, see :func:`correct`. Raises Refusal naming the
    line that holds the story.
    """
    _allowed(desk)
    if at is not None:
        _check_moment(at, desk.clock(), dated=dated)
    with desk.store.writing() as tx:
        found = gather(desk, tx, article_id)
        if found is None:
            raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
        lines = readiness(found.evidence)
        stops, stop = blocking(lines), refusal(lines, override)
        if stop is not None:
            raise Refusal(f"Belum dapat terbit. {stop.why}", rule=f"publish.{stop.rule}")
        if stops:
            rules = tuple(check.rule for check in stops)
            _write_down(desk, tx, Act.OVERRIDE, article_id, override, rules)
        else:
            _move_on(desk, tx, found.article)
        outbox.add_command(
            tx,
            {
                "op": desk.new_id(),
                "name": "publish",
                "article": article_id,
                "rev": records.seal(tx, "article", article_id),
                "record_hash": found.hash,
                "at": at.isoformat() if at else None,
                "override": override.strip(),
                "note": note.strip(),
            },
        )
    return Changes(articles=frozenset({article_id}), outbox=True, audit=bool(stops))


def correct(desk: Desk, article_id: ArticleId, note: str, override: str = "") -> Changes:
    """Send a live story out again, with a sentence for the public on what was wrong. The sentence stays for ever."""
    if not note.strip():
        raise Refusal("Tulis ralatnya: apa yang keliru dan apa yang benar.", rule="correct.note")
    with desk.store.reading() as tx:
        live = pages.get(tx, article_id)
    if live is None or live.publication is not Publication.LIVE:
        raise Refusal("Berita ini tidak sedang terbit.", rule="correct.not_live")
    return publish(desk, article_id, override, note=note)


def unpublish(desk: Desk, article_id: ArticleId, reason: str = "") -> Changes:
    """Take a live or scheduled story back from the public. Its text and history stay."""
    return _take_back(desk, article_id, {"name": "unpublish", "override": reason.strip()})


def take_down(desk: Desk, article_id: ArticleId, note: str, reason: str = "") -> Changes:
    """Remove a live story for good reason (a court, a person in danger): its address then tells the public *note*.

    It does not come back without a reason in the audit log. *reason* is for that log alone.
    """
    if not note.strip():
        why = "Tulis keterangan untuk pembaca: mengapa berita ini diturunkan."
        raise Refusal(why, rule="takedown.note")
    body = {"name": "takedown", "note": note.strip(), "override": reason.strip()}
    return _take_back(desk, article_id, body)


def answered(desk: Desk, article_id: ArticleId) -> None:
    """Raise Trouble when the site has not done, or refused, what was last asked for this story."""
    with desk.store.reading() as tx:
        state, why = outbox.newest_command(tx, article_id)
    if state != "done":
        raise Trouble(
            f"Situs belum menjalankan perintah ini. {why or 'Perintahnya masih menunggu dikirim.'} "
            "Lihat atau batalkan: meja-redaksi outbox.",
            kind="site.refused",
        )


def _take_back(desk: Desk, article_id: ArticleId, body: dict[str, str]) -> Changes:
    _allowed(desk)
    with desk.store.writing() as tx:
        page = pages.get(tx, article_id)
        if page is None or page.publication not in (Publication.LIVE, Publication.SCHEDULED):
            raise Refusal("Berita ini tidak sedang terbit.", rule="unpublish.not_live")
        outbox.add_command(tx, {"op": desk.new_id(), "article": article_id, "rev": page.revision, **body})
    return Changes(articles=frozenset({article_id}), outbox=True)


def _move_on(desk: Desk, tx: Transaction, article: Article) -> None:
    """The work on a story that goes out green is done, wherever its stage was left. No signature covers the stage."""
    doc = to_plain(replace(article, stage=Stage.READY))
    records.save(tx, "article", article.id, doc, by=desk.person.name, at=desk.clock(), reason="stage")


def _write_down(
    desk: Desk, tx: Transaction, act: Act, article_id: ArticleId, reason: str, rules: tuple[str, ...]
) -> None:
    write_down(desk, tx, act, "article", article_id, article_id=article_id, reason=reason, details=rules)


def _check_moment(at: datetime, now: datetime, *, dated: bool) -> None:
    why = implausible(at, now)
    if not why and dated and at > now:
        why = f"Tanggal lama berita ini belum tiba ({long_date(at)}). Untuk menjadwalkannya beri waktu terbit saja."
    if why:
        raise Refusal(why, rule="publish.moment")
    if not dated and at <= now:
        why = (
            f"Waktu terbit ini sudah lewat ({long_date(at)}). Pilih waktu mendatang, atau terbitkan sekarang."
        )
        raise Refusal(why, rule="publish.past")


def _allowed(desk: Desk) -> None:
    if desk.person.role not in PUBLISHERS:
        raise Refusal("Hanya penerbit yang dapat menerbitkan atau menarik berita.", rule="publish.role")
