"""The readiness list: what stands between a story and the public. One rule, every asker."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop_app.domain.article import Article, PhotoUse
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.newsroom import SiteSettings
from desktop_app.domain.photo import Photo
from desktop_app.domain.photo_gates import NEVER_OVERRIDDEN, NOTHING_AROUND, Around, findings
from desktop_app.domain.proof import Mark, SignOff, record_hash

# What each rule is called, on the list and where somebody went past it.
RULE_NAMES = {
    "headline": "Judul",
    "short_title": "Judul pendek",
    "lead": "Teras",
    "section": "Rubrik",
    "authors": "Penulis",
    "hero": "Foto utama",
    "photos": "Kredit dan teks alternatif foto",
    "photo_warning": "Foto: periksa lagi",
    "related": "Tautan Baca juga hidup",
    "marks": "Tidak ada catatan koreksi terbuka",
    "conflicts": "Tidak ada bentrokan",
    "sign_off": "Disahkan korektor",
    "unfit": "Dapat dikirim ke situs",
    "taken_down": "Tidak pernah diturunkan",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list. *place* is where the editor should land: a field name, "photo:ID", "mark:ID".

    A *warning* is worth a second look and stops nobody. *firm*: no reason talks it away.
    """

    rule: str
    label: str
    ok: bool
    why: str = ""
    place: str = ""
    warning: bool = False
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody changed, at this moment, what readers will read of the story."""

    by: str
    at: datetime


# Save points in which nobody wrote: a hand-over, and what the program joined by itself.
NOT_WRITTEN = frozenset({"stage", "merge"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the rules look at. *figures*: photos used in the body, in order; *related*: its inline links.

    *around* tells of each photo what only a database or the files can tell. *taken_down*: the public was told why
    the story is gone. *hands* and *senders* (whose account sent a signature, by its id; only the site knows) are asked
    where the house wants four eyes. *unfit*: what no site can hold, in a sentence, and where it stands; the desk alone
    looks, for nothing of it ever reaches a site.
    """

    article: Article
    photos: Mapping[PhotoId, Photo]
    figures: tuple[PhotoUse, ...] = ()
    related: tuple[str, ...] = ()
    live_articles: Collection[str] = ()
    open_marks: tuple[Mark, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    conflicts: int = 0
    today: date = date.min
    settings: SiteSettings = SiteSettings()  # noqa: RUF009 - frozen
    around: Mapping[PhotoId, Around] = field(default_factory=dict)
    taken_down: bool = False
    hands: tuple[Hand, ...] = ()
    senders: Mapping[str, str] = field(default_factory=dict)
    unfit: tuple[tuple[str, str], ...] = ()


def readiness(evidence: Evidence) -> tuple[Check, ...]:
    """Every rule in reading order, each with a sentence that says what to do when it is not met."""
    article = evidence.article
    return (
        _present("headline", article.headline, "Tulis judulnya."),
        _present("short_title", article.short_title, "Tulis judul pendek untuk daftar dan alamat."),
        _present("lead", article.lead, "Tulis teras berita."),
        _present("section", article.section, "Pilih rubrik."),
        _present("authors", "".join(article.authors), "Isi nama penulis."),
        _hero(article),
        *_photos(evidence),
        _related(evidence),
        _marks(evidence),
        _conflicts(evidence),
        *_unfit(evidence),
        _signed(evidence),
        *_taken_down(evidence),
    )


def blocking(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The checks that keep a story from the public."""
    return tuple(check for check in checks if not check.ok and not check.warning)


def before_signing(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Those that keep a proofreader from signing: all but the signature, and what only a publisher answers."""
    return tuple(check for check in blocking(checks) if check.rule not in ("sign_off", "taken_down"))


def refusal(checks: tuple[Check, ...], reason: str = "") -> Check | None:
    """The line that keeps the story from the public although somebody gives this *reason*; None: it may go out."""
    stops = blocking(checks)
    firm = next((check for check in stops if check.firm), None)
    return firm or (None if reason.strip() else next(iter(stops), None))


def may_be_overridden(checks: tuple[Check, ...]) -> bool:
    """Whether something stands in the way and a reason takes the story past it."""
    return bool(blocking(checks)) and refusal(checks, "alasan") is None


def _present(rule: str, value: str, why: str) -> Check:
    ok = bool(value.strip())
    return Check(rule, RULE_NAMES[rule], ok, "" if ok else why, rule)


def _hero(article: Article) -> Check:
    ok = article.hero is not None
    return Check(
        "hero", RULE_NAMES["hero"], ok, "" if ok else "Pilih foto utama di panel Foto & kredit.", "hero"
    )


def _photos(evidence: Evidence) -> Iterable[Check]:
    """One line for each photo that may not go out, else one that says all may; then what is worth a second look."""
    uses = ((evidence.article.hero,) if evidence.article.hero else ()) + evidence.figures
    stops: list[Check] = []
    looks: list[Check] = []
    for use in dict.fromkeys(uses):
        photo = evidence.photos.get(use.photo_id)
        if photo is None:
            why = "Sebuah foto belum sampai. Tunggu sinkronisasi selesai."
            stops.append(_photo_check(why, use.photo_id, firm=True))
            continue
        around = evidence.around.get(use.photo_id, NOTHING_AROUND)
        found = findings(photo, use, evidence.today, around, whole=use != evidence.article.hero)
        # One line a photo. What no reason talks away comes first, so that nobody tries one in vain.
        lines = sorted((one for one in found if one.stops), key=lambda one: one.gate not in NEVER_OVERRIDDEN)
        stops += [_photo_check(one.why, use.photo_id, firm=one.gate in NEVER_OVERRIDDEN) for one in lines[:1]]
        looks += [
            _photo_check(one.why, use.photo_id, warning=True) for one in found if one.open and not one.stops
        ]
    return (*(stops or [Check("photos", RULE_NAMES["photos"], True, "", "hero")]), *looks)


def _photo_check(why: str, photo_id: str, *, warning: bool = False, firm: bool = False) -> Check:
    rule = "photo_warning" if warning else "photos"
    return Check(rule, RULE_NAMES[rule], False, why, f"photo:{photo_id}", warning, firm)


def _related(evidence: Evidence) -> Check:
    dead = [target for target in evidence.related if target not in evidence.live_articles]
    why = 'Sebuah tautan "Baca juga" menuju berita yang belum terbit. Ganti atau hapus.' if dead else ""
    return Check("related", RULE_NAMES["related"], not dead, why, f"related:{dead[0]}" if dead else "")


def _marks(evidence: Evidence) -> Check:
    count = len(evidence.open_marks)
    why = f"{count} catatan koreksi masih terbuka." if count else ""
    place = f"mark:{evidence.open_marks[0].id}" if count else ""
    return Check("marks", RULE_NAMES["marks"], not count, why, place)


def _conflicts(evidence: Evidence) -> Check:
    ok = evidence.conflicts == 0
    why = "" if ok else f"{evidence.conflicts} bentrokan perlu dipilih."
    return Check("conflicts", RULE_NAMES["conflicts"], ok, why, "" if ok else "conflicts", firm=True)


def _unfit(evidence: Evidence) -> Iterable[Check]:
    """Lines of their own only where something is too long to be sent: in most stories nothing ever is."""
    for why, place in evidence.unfit:
        yield Check("unfit", RULE_NAMES["unfit"], False, why, place, firm=True)


def _signed(evidence: Evidence) -> Check:
    label = RULE_NAMES["sign_off"]
    if not evidence.settings.require_sign_off:
        return Check("sign_off", label, True)
    wanted = record_hash(evidence.article, used_photos(evidence))
    fitting = [sign for sign in evidence.sign_offs if sign.record_hash == wanted]
    taken = _taken(evidence)
    if any(sign in taken for sign in fitting):
        return Check("sign_off", label, True)
    if fitting:
        why = "Disahkan oleh penulisnya sendiri. Minta rekan lain mengesahkan."
    elif evidence.sign_offs:
        why = "Naskah berubah setelah disahkan. Minta korektor mengesahkan lagi."
    else:
        why = "Belum disahkan korektor."
    return Check("sign_off", label, False, why, "sign_off")


def _taken_down(evidence: Evidence) -> Iterable[Check]:
    """A line of its own, for a story that was taken down only: what else there is may all be green."""
    if evidence.taken_down:
        why = "Berita ini pernah diturunkan. Untuk menerbitkannya lagi, tulis alasannya."
        yield Check("taken_down", RULE_NAMES["taken_down"], False, why)


def may_sign(name: str, evidence: Evidence) -> bool:
    """Whether the house would take this person's word: with four eyes not a writer's, whomever the byline names."""
    since = max((sign.at for sign in _taken(evidence)), default=None)
    return not evidence.settings.four_eyes or _plain(name) not in _writers(evidence, since)


def _taken(evidence: Evidence) -> tuple[SignOff, ...]:
    """The signatures the house takes. With four eyes none of somebody who wrote since the last one that was taken."""
    if not evidence.settings.four_eyes:
        return evidence.sign_offs
    taken: list[SignOff] = []
    since: datetime | None = None
    for sign in sorted(evidence.sign_offs, key=lambda sign: sign.at):
        names = {_plain(sign.by), _plain(evidence.senders.get(sign.id, sign.by))}
        if not names & _writers(evidence, since, sign.at):
            taken.append(sign)
            since = sign.at
    return tuple(taken)


def _writers(evidence: Evidence, since: datetime | None, until: datetime | None = None) -> set[str]:
    """The authors, and whoever wrote in that time: what was signed before, somebody else has read."""
    hands = (
        hand.by
        for hand in evidence.hands
        if (since is None or hand.at > since) and (until is None or hand.at <= until)
    )
    return {_plain(name) for name in (*evidence.article.authors, *hands)}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def used_photos(evidence: Evidence) -> tuple[Photo, ...]:
    """The photos the article shows, hero first, each once."""
    uses = ((evidence.article.hero,) if evidence.article.hero else ()) + evidence.figures
    ids = dict.fromkeys(use.photo_id for use in uses)
    return tuple(evidence.photos[photo_id] for photo_id in ids if photo_id in evidence.photos)
