"""Stages, publication, sync state and age in the words of the newsroom."""

from datetime import datetime, timedelta

from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.dates import short_date
from desktop_app.domain.listing import HIT_END, HIT_START, ArticleRow, Sending
from desktop_app.ui.words import tr


def stage(value: Stage) -> str:
    """The stage of the work."""
    return {
        Stage.DRAFT: tr("Draf"),
        Stage.PHOTO: tr("Foto"),
        Stage.PROOF: tr("Korektor"),
        Stage.READY: tr("Siap"),
    }[value]


def publication(value: Publication) -> str:
    """Where the story stands with the public."""
    return {
        Publication.NONE: tr("Belum terbit"),
        Publication.SCHEDULED: tr("Terjadwal"),
        Publication.LIVE: tr("Terbit"),
        Publication.WITHDRAWN: tr("Ditarik"),
    }[value]


def spans() -> tuple[tuple[int, str], ...]:
    """Spans of days a list may be cut to, as ``Query.days`` counts them."""
    return ((1, tr("Hari ini")), (7, tr("7 hari")), (30, tr("30 hari")))


def troubles() -> tuple[tuple[str, str], ...]:
    """What a story may still lack, by the name of the filter in ``Query`` that finds it."""
    return (
        ("without_credit", tr("Tanpa kredit")),
        ("unsent", tr("Belum terkirim")),
        ("conflicted", tr("Bentrok")),
    )


def sending(value: Sending) -> tuple[str, str, str]:
    """(icon, colour, words) for where the story stands on its way to the site."""
    return {
        Sending.SENT: ("cloud-check", "good", tr("Terkirim")),
        Sending.WAITING: ("cloud-arrow-up", "muted", tr("Menunggu kirim")),
        Sending.PARKED: ("warning", "warn", tr("Tertahan")),
        Sending.CONFLICT: ("git-merge", "bad", tr("Bentrok")),
    }[value]


def place(row: ArticleRow) -> str:
    """The stage of the work until the public knows of it, then where it stands with the public."""
    if row.changed:
        return tr("Terbit, ada perubahan")
    return stage(row.stage) if row.publication is Publication.NONE else publication(row.publication)


def standing(row: ArticleRow) -> str:
    """Where a story stands, in words: its place on the way to the reader, then to the site."""
    return f"{place(row)} · {sending(row.sending)[2]}"


def age(moment: datetime, now: datetime) -> str:
    """How long ago, short enough for a list; a date after a week."""
    past = now - moment
    if past < timedelta(minutes=1):
        return tr("baru saja")
    if past < timedelta(hours=1):
        return tr("{count} mnt lalu").format(count=int(past.total_seconds() // 60))
    if past < timedelta(days=1):
        return tr("{count} jam lalu").format(count=int(past.total_seconds() // 3600))
    if past < timedelta(days=7):
        return tr("{count} hari lalu").format(count=past.days)
    return short_date(moment)


def parts(snippet: str, *, before: int) -> list[tuple[str, bool]]:
    """A snippet as (words, whether they are a hit), at most so many characters before the first hit."""
    first, *rest = snippet.split(HIT_START)
    if len(first) > before:
        first = "… " + first[-before:].partition(" ")[2]
    found = [(first, False)]
    for piece in rest:
        hit, _, after = piece.partition(HIT_END)
        found += [(hit, True), (after, False)]
    return [(words, is_hit) for words, is_hit in found if words]


def without_marks(snippet: str) -> str:
    """The snippet as plain words."""
    return snippet.replace(HIT_START, "").replace(HIT_END, "")
