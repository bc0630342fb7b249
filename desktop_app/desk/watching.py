"""After publishing: look at the public page as a reader does, and say so when it is not what was signed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.desk.auditing import note as write_down
from desktop_app.desk.bundle import Desk
from desktop_app.desk.evidence import site_settings
from desktop_app.domain.alarm import LATE, Alarm, AlarmKind
from desktop_app.domain.article import Article, Page, Publication
from desktop_app.domain.audit import Act
from desktop_app.domain.changes import NOTHING, Changes
from desktop_app.domain.credit import credit_line
from desktop_app.domain.dates import clock, long_date
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain
from desktop_app.domain.proof import record_hash
from desktop_app.markup.characters import one_line
from desktop_app.markup.stored import read_body
from desktop_app.markup.uses import figures
from desktop_app.page.policy import RECORD_HASH
from desktop_app.page.public_reading import read_public_page
from desktop_app.page.times import iso
from desktop_app.storage import pages, records, settings, watching
from desktop_app.storage.store import Transaction
from desktop_app.sync.public_page import PublicPage, fetch_public_page
from desktop_app.sync.round import CLOCK_AHEAD

_AT_ONCE = 20
_FIRST_LOOK = timedelta(days=2)

# What a person at this desk can do about it, at the end of each sentence.
_PUBLISH_AGAIN = "Terbitkan lagi dari panel Kesiapan."
_LOOK_AGAIN = "Muat ulang; kalau masih terbaca, minta pengelola situs mengosongkan temboloknya."
_CONNECT = "Sambungkan meja ini ke situs, lalu muat ulang."


@dataclass(frozen=True, slots=True)
class Expected:
    """What the public page must say. *credit* None: the photo changed since, so only the signed hash is held to it."""

    page: Page
    settings: SiteSettings
    title: str
    credit: str | None = None

    @property
    def url(self) -> str:
        return f"{self.settings.address}/berita/{self.page.slug}"


def watch(desk: Desk) -> tuple[tuple[Alarm, ...], Changes]:
    """Look at every page that changed since the last look, and again at those that were wrong. Long work.

    Answers what is wrong now. Nothing is forgotten when the site is out of reach: it is looked at next time.
    """
    with desk.store.reading() as tx:
        now = site_now(desk, tx)
        before = watching.alarms(tx)
        fresh = watching.to_check(tx, now - _FIRST_LOOK, _AT_ONCE)
        again = [page for alarm in before if (page := pages.get(tx, alarm.article_id)) is not None]
        late = watching.scheduled_before(tx, now - LATE)
        unsent = watching.unsent_schedules(tx, now - LATE)
        settled = (page for page in (*again, *(page for _, page in fresh)) if not _waits(page))
        wanted = {page.article_id: page for page in (*settled, *late)}
        asked = [_expected(tx, page) for page in wanted.values()]
        missed = tuple(_unsent(tx, article_id, at) for article_id, at in unsent)
    found, reached = _looked(asked, before)
    found = (
        *found,
        *(alarm for alarm in missed if alarm.article_id not in {one.article_id for one in found}),
    )
    new = [alarm for alarm in found if alarm not in before]
    with desk.store.writing() as tx:
        if reached:
            watching.looked_at(tx, fresh[-1][0] if len(fresh) == _AT_ONCE else 0)
        if found != before:
            watching.keep_alarms(tx, found)
        for alarm in new:
            write_down(
                desk,
                tx,
                Act.ALARM,
                "article",
                alarm.article_id,
                article_id=alarm.article_id,
                reason=alarm.why,
                details=(alarm.kind.value,),
            )
    ids = frozenset(alarm.article_id for alarm in (*found, *before)) if found != before else frozenset()
    changes = Changes(articles=ids, outbox=bool(new), audit=bool(new)) if ids else NOTHING
    return found, changes


def verify(desk: Desk, article_id: ArticleId) -> tuple[Alarm, ...]:
    """Look at one story's public page now. Raises Trouble when the site cannot be reached, Refusal without a page."""
    with desk.store.reading() as tx:
        page = pages.get(tx, article_id)
        if page is None:
            raise Refusal("Berita ini belum pernah terbit.", rule="verify.no_page")
        asked = _expected(tx, page)
    alarm = _alarm(asked, fetch_public_page(asked.settings.address, f"/berita/{page.slug}"))
    return (alarm,) if alarm else ()


def alarms(desk: Desk) -> tuple[Alarm, ...]:
    """What was wrong at the last look."""
    with desk.store.reading() as tx:
        return watching.alarms(tx)


def site_now(desk: Desk, tx: Transaction) -> datetime:
    """The present moment by the site's clock, as far as this desk has heard it."""
    return desk.clock() + timedelta(seconds=float(settings.get(tx, CLOCK_AHEAD) or 0))


def _looked(asked: list[Expected], before: tuple[Alarm, ...]) -> tuple[tuple[Alarm, ...], bool]:
    """What is wrong with each page; those that could not be fetched keep what was known of them."""
    found: list[Alarm] = []
    reached = True
    known = {alarm.article_id: alarm for alarm in before}
    for one in asked:
        try:
            alarm = _alarm(one, fetch_public_page(one.settings.address, f"/berita/{one.page.slug}"))
        except (Trouble, Refusal):
            reached = False
            alarm = known.get(one.page.article_id)
            if alarm is None and one.page.publication is Publication.SCHEDULED:
                alarm = _late(one, f"Situs tidak terjangkau, jadi tidak dapat dipastikan terbit. {_CONNECT}")
        if alarm is not None:
            found.append(alarm)
    return tuple(found), reached


def _waits(page: Page) -> bool:
    return page.publication is Publication.SCHEDULED


def _alarm(one: Expected, came: PublicPage) -> Alarm | None:
    page = one.page
    if page.publication is Publication.WITHDRAWN:
        if came.status in (404, 410):
            return None
        why = f"“{one.title}” sudah ditarik tetapi masih dapat dibaca (kode {came.status}). {_LOOK_AGAIN}"
        return Alarm(page.article_id, AlarmKind.STILL_THERE, one.title, why, one.url)
    if page.publication is Publication.SCHEDULED:
        return None if came.status == 200 else _late(one, f"Halaman publiknya belum ada. {_PUBLISH_AGAIN}")
    if page.publication is not Publication.LIVE:
        return None
    faults = _faults(one, came)
    if not faults:
        return None
    why = f"“{one.title}” di halaman publik tidak sama dengan yang disahkan: {'; '.join(faults)}. {_PUBLISH_AGAIN}"
    return Alarm(page.article_id, AlarmKind.DIFFERS, one.title, why, one.url)


def _late(one: Expected, more: str) -> Alarm:
    when = clock(one.page.published_at) if one.page.published_at else ""
    why = f"“{one.title}” terjadwal {when} dan belum terbit. {more}"
    return Alarm(one.page.article_id, AlarmKind.MISSED, one.title, why, one.url)


def _faults(one: Expected, came: PublicPage) -> list[str]:
    if came.status != 200:
        return [f"halamannya tidak terbuka (kode {came.status})"]
    seen, page = read_public_page(came.html), one.page
    faults = []
    headline = one_line(page.card.headline or page.card.short_title) if page.card else ""
    if page.card and seen.headline != headline:
        faults.append(f"judulnya “{seen.headline}”, seharusnya “{headline}”")
    if page.card and page.card.hero and page.card.hero not in seen.pictures:
        faults.append("foto utamanya lain")
    if one.credit is not None and seen.credit != one_line(one.credit):
        faults.append(f"kreditnya “{seen.credit}”, seharusnya “{one_line(one.credit)}”")
    if page.published_at and seen.published != iso(page.published_at):
        faults.append(f"waktunya {seen.published or 'kosong'}, seharusnya {long_date(page.published_at)}")
    signed = came.headers.get(RECORD_HASH.lower(), "")
    if page.record_hash and signed and signed != page.record_hash:
        faults.append("versi yang terbit bukan versi yang disahkan")
    elif page.record_hash and not signed:
        faults.append("situs tidak menyebut versi yang terbit")
    return faults


def _expected(tx: Transaction, page: Page) -> Expected:
    settings_now = site_settings(tx)
    title = (page.card.short_title or page.card.headline) if page.card else page.slug
    stored = records.revision(tx, page.revision)
    if stored is None:
        return Expected(page, settings_now, title)
    article = from_plain(Article, stored.doc)
    uses = ((article.hero,) if article.hero else ()) + figures(read_body(article.body))
    docs = [records.get(tx, "photo", photo_id) for photo_id in dict.fromkeys(use.photo_id for use in uses)]
    photos = [from_plain(Photo, doc) for doc in docs if doc is not None]
    if record_hash(article, photos) != page.record_hash:
        return Expected(page, settings_now, title)
    hero = next((photo for photo in photos if article.hero and photo.id == article.hero.photo_id), None)
    credit = credit_line(hero.credit, settings_now.name) if hero else ""
    return Expected(page, settings_now, title, credit)


def _unsent(tx: Transaction, article_id: str, at: datetime) -> Alarm:
    doc = records.get(tx, "article", article_id) or {}
    title = doc.get("short_title") or doc.get("headline") or article_id
    why = f"“{title}” terjadwal {clock(at)}, tetapi perintahnya belum sampai di situs. {_CONNECT}"
    return Alarm(article_id, AlarmKind.MISSED, str(title), why)
