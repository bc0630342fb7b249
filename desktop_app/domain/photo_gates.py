"""The gates C1 to C13: what a photo still lacks before it may be shown. One rule for panel, list, outbox and site.

A red line (`Level.BLOCK`) keeps a story from the public, a yellow one (`Level.WARN`) asks for a second look. Both may
be passed with a reason (`Pass`): a yellow one by anybody at the photo desk, a red one by a publisher, and some never.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.article import PhotoUse
from desktop_app.domain.camera_words import is_camera_default
from desktop_app.domain.credit import Channel, CreditForm, Licence, credit_fault, tidy
from desktop_app.domain.newsroom import Role
from desktop_app.domain.photo import Pass, Photo
from desktop_app.domain.plain import to_plain


class Level(StrEnum):
    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line that is not met. *field* names the panel's field to go to; *why* names the photo and what to do."""

    gate: str
    level: Level
    why: str
    field: str
    passed: Pass | None = None

    @property
    def open(self) -> bool:
        return self.passed is None

    @property
    def stops(self) -> bool:
        """Whether it keeps the photo from the public."""
        return self.level is Level.BLOCK and self.open


@dataclass(frozen=True, slots=True)
class Around:
    """What the gates look at besides the photo itself, gathered by whoever can.

    *file_faults* are sentences about its renditions read back, *unmade* one that says why there are none; *like* names
    photos that look the same and are live with another credit; *other_stories* are titles of other stories that use it.
    """

    file_faults: tuple[str, ...] = ()
    unmade: str = ""
    like: tuple[str, ...] = ()
    other_stories: tuple[str, ...] = ()


NOTHING_AROUND = Around()

# Nobody may talk these away: who made it, that a person looked, and that the file says what the page says.
NEVER_PASSED = frozenset({"C1", "C7", "C8", "C0"})
# Nor may a story go out over these, whatever the reason: credit, rights, files and consent. Words may be wanting.
NEVER_OVERRIDDEN = NEVER_PASSED | {"C2", "C3", "C9", "C11"}
MAY_PASS_RED = (Role.PUBLISHER, Role.ADMIN)

_SOON = timedelta(days=7)
_LONGEST_ALT = 250
_AI_SOURCES = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia")


def findings(
    photo: Photo, use: PhotoUse, today: date, around: Around = NOTHING_AROUND, *, whole: bool = False
) -> tuple[Finding, ...]:
    """Every gate this photo does not meet in this use, passed ones too; red ones first, in the gates' order.

    *whole*: this use shows the picture uncut, as the body of a story does.
    """
    name = photo.file_name or "Foto ini"
    found = [
        Finding(gate, level, f"{name}: {why}", field)
        for gate, level, why, field in _all(photo, use, today, around)
        if gate != "C13" or not whole
    ]
    found = [_with_pass(one, photo, use) for one in found]
    return tuple(sorted(found, key=lambda one: one.level is not Level.BLOCK))


def fingerprint(photo: Photo, use: PhotoUse | None = None) -> str:
    """Tells what a pass was given for: changes with the credit, the rights and the words. 64 hexadecimal digits."""
    said = [
        to_plain(photo.credit),
        photo.caption,
        photo.alt,
        photo.decorative,
        photo.sensitive,
        photo.consent,
    ]
    text = json.dumps([*said, use.caption if use else "", use.alt if use else ""], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def may_pass(finding: Finding, role: Role) -> bool:
    """Whether somebody in *role* may go past this line at all."""
    if finding.gate in NEVER_PASSED:
        return False
    return finding.level is Level.WARN or role in MAY_PASS_RED


def near_names(names: Iterable[str], directory: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """C12, asked when a credit is saved: (name, who was meant?) for names one or two letters off a known one."""
    known = {_letters(entry): entry for entry in directory}
    found = []
    for name in names:
        letters = _letters(name)
        if letters in known:
            # The same letters, parted otherwise: one of the two is a slip, unless only case and spaces differ.
            if tidy(name).casefold() != tidy(known[letters]).casefold():
                found.append((name, known[letters]))
            continue
        if len(letters) < 5:
            continue
        near = [
            entry for key, entry in known.items() if _steps(letters, key) <= (1 if len(letters) < 8 else 2)
        ]
        found += [(name, entry) for entry in near[:1]]
    return tuple(found)


_Line = tuple[str, Level, str, str]


def _all(photo: Photo, use: PhotoUse, today: date, around: Around) -> Iterable[_Line]:
    yield from _credit(photo)
    yield from _rights(photo, today)
    yield from _words(photo, use)
    yield from _file(photo, around)
    yield from _terms(photo, use, around)
    if around.like:
        why = f"mirip foto {around.like[0]} yang sudah terbit dengan kredit lain. Samakan kreditnya atau pastikan beda."
        yield "C10", Level.WARN, why, "creators"
    yield from _people(photo)
    yield from _crops(photo)


def _credit(photo: Photo) -> Iterable[_Line]:
    fault = credit_fault(photo.credit)
    if fault:
        yield "C1", Level.BLOCK, f"kredit belum ada. {fault}", "creators"
    if not photo.confirmed:
        yield "C0", Level.BLOCK, "kredit usulan belum disetujui. Periksa lalu simpan kreditnya.", "creators"
    if photo.credit.licence is Licence.UNKNOWN:
        yield "C2", Level.BLOCK, "hak pakai belum diketahui. Pilih lisensinya.", "licence"
    terms = photo.credit.terms
    if photo.credit.form is CreditForm.COURTESY and not (
        terms.given_by.strip() and terms.approved_by.strip()
    ):
        why = "“Istimewa” perlu catatan siapa pemberinya dan rekan yang menyetujuinya."
        yield "C2", Level.BLOCK, why, "given_by"


def _rights(photo: Photo, today: date) -> Iterable[_Line]:
    expires, terms = photo.credit.expires, photo.credit.terms
    if expires is not None and expires < today:
        why = f"hak pakai berakhir {expires:%d-%m-%Y}. Ganti foto atau perpanjang haknya."
        yield "C3", Level.BLOCK, why, "expires"
    elif expires is not None and expires < today + _SOON:
        why = f"hak pakai berakhir {expires:%d-%m-%Y}, sebentar lagi. Siapkan penggantinya."
        yield "C3", Level.WARN, why, "expires"
    starts = [day for day in (terms.embargo_until, terms.valid_from) if day is not None and day > today]
    if starts:
        why = f"baru boleh tayang mulai {max(starts):%d-%m-%Y}. Jadwalkan sesudahnya atau ganti foto."
        yield "C3", Level.BLOCK, why, "embargo_until"
    if terms.review_by is not None and terms.review_by < today:
        why = f"seharusnya ditinjau lagi {terms.review_by:%d-%m-%Y}. Cari pemiliknya atau ganti foto."
        yield "C3", Level.WARN, why, "review_by"


def _words(photo: Photo, use: PhotoUse) -> Iterable[_Line]:
    caption, alt = (use.caption or photo.caption).strip(), (use.alt or photo.alt).strip()
    stem = photo.file_name.rpartition(".")[0] or photo.file_name
    if not caption:
        yield "C4", Level.BLOCK, "keterangan foto belum ditulis.", "caption"
    elif is_camera_default(caption) or caption.casefold() in (photo.file_name.casefold(), stem.casefold()):
        yield (
            "C4",
            Level.BLOCK,
            f"keterangan foto masih “{caption}”. Tulis siapa, apa, di mana, kapan.",
            "caption",
        )
    if photo.decorative:
        return
    if not alt:
        yield "C5", Level.BLOCK, "teks alternatif belum ditulis. Tulis, atau tandai sebagai hiasan.", "alt"
    elif caption and tidy(alt).casefold() == tidy(caption).casefold():
        yield (
            "C5",
            Level.WARN,
            "teks alternatif sama dengan keterangan. Tulis apa yang terlihat di foto.",
            "alt",
        )
    elif alt.casefold().startswith(("foto ", "gambar ", "image of", "photo of")):
        yield "C5", Level.WARN, "teks alternatif tidak perlu dimulai dengan “foto” atau “gambar”.", "alt"
    elif len(alt) > _LONGEST_ALT:
        yield "C5", Level.WARN, f"teks alternatif {len(alt)} huruf; ringkas sampai {_LONGEST_ALT}.", "alt"


def _file(photo: Photo, around: Around) -> Iterable[_Line]:
    if photo.clashes:
        why = "data di dalam berkas saling bertentangan. Pilih satu di panel Foto & kredit."
        yield "C6", Level.BLOCK, why, photo.clashes[0].field
    if photo.guessed:
        yield (
            "C6",
            Level.WARN,
            "huruf pada data berkas ditebak. Periksa ejaan nama dan keterangannya.",
            "creators",
        )
    if around.unmade:
        yield "C7", Level.BLOCK, around.unmade, "renditions"
        return
    if not photo.renditions:
        why = (
            "ukuran untuk halaman sedang dibuat. Tunggu sebentar."
            if photo.confirmed
            else "ukuran untuk halaman dibuat sesudah kreditnya disimpan."
        )
        yield "C7", Level.BLOCK, why, "renditions"
    for fault in around.file_faults:
        yield "C7", Level.BLOCK, fault, "renditions"


def _terms(photo: Photo, use: PhotoUse, around: Around) -> Iterable[_Line]:
    terms = photo.credit.terms
    caption = tidy(use.caption or photo.caption).casefold()
    if terms.mandatory.strip() and tidy(terms.mandatory).casefold() not in caption:
        yield (
            "C9",
            Level.BLOCK,
            f"pemilik mewajibkan “{terms.mandatory.strip()}” di keterangan. Tambahkan.",
            "caption",
        )
    if terms.channels and Channel.SITE not in terms.channels:
        yield (
            "C9",
            Level.BLOCK,
            "lisensinya tidak mengizinkan situs. Ganti foto atau perluas haknya.",
            "channels",
        )
    if terms.single_use and around.other_stories:
        why = f"hanya boleh dipakai sekali, dan sudah dipakai di “{around.other_stories[0]}”. Ganti foto."
        yield "C9", Level.BLOCK, why, "single_use"
    if terms.no_crop and any(_cropped(photo, one.width, one.height) for one in photo.renditions):
        yield (
            "C9",
            Level.BLOCK,
            "pemilik melarang pemotongan. Ukuran utuhnya sedang dibuat; tunggu sebentar.",
            "no_crop",
        )


def _people(photo: Photo) -> Iterable[_Line]:
    machine = photo.digital_source.rpartition("/")[2] in _AI_SOURCES
    if machine and photo.credit.form not in (CreditForm.AI, CreditForm.ILLUSTRATION):
        why = "berkasnya bertanda buatan AI. Pilih bentuk kredit “Ilustrasi AI”, bukan foto."
        yield "C11", Level.BLOCK, why, "form"
    if photo.sensitive and not photo.consent.strip():
        why = "memperlihatkan anak atau korban. Catat persetujuannya, atau ganti foto."
        yield "C11", Level.BLOCK, why, "consent"


def _crops(photo: Photo) -> Iterable[_Line]:
    """C13: the page cuts a main picture five ways, and only a person sees a head cut off."""
    if photo.focus is None and not photo.credit.terms.no_crop:
        why = "potongannya belum diperiksa. Klik bagian terpenting, atau setujui potongannya."
        yield "C13", Level.BLOCK, why, "focus"


def _cropped(photo: Photo, width: int, height: int) -> bool:
    # Two pixels of rounding on the shorter side of a small thumbnail are no crop.
    return abs(width * photo.height - height * photo.width) > 2 * max(photo.width, photo.height)


def _with_pass(finding: Finding, photo: Photo, use: PhotoUse) -> Finding:
    wanted = (fingerprint(photo, use), fingerprint(photo))
    for given in photo.passes:
        if given.gate == finding.gate and given.of in wanted and may_pass(finding, given.role):
            return Finding(finding.gate, finding.level, finding.why, finding.field, given)
    return finding


def _letters(name: str) -> str:
    return "".join(sign for sign in tidy(name).casefold() if sign.isalnum())


def _steps(one: str, other: str) -> int:
    """Letters to add, drop, change or swap to get from *one* to *other*; 3 when it is more than two."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        older, before, row = before, row, [at]
        for place, letter in enumerate(other, 1):
            step = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (sign != letter))
            if at > 1 and place > 1 and sign == other[place - 2] and one[at - 2] == letter:
                step = min(step, older[place - 2] + 1)
            row.append(step)
        if min(row) > 2:
            return 3
    return row[-1]
