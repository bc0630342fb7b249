"""The style rules that a list or a pattern cannot say. Each looks at one passage and tells where it slips.

A function here is named by a rule's ``code`` in ``style.toml``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.language.words import Word, listed, shaped_like

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a rule may look at. *text* has addresses blanked out; *day* is the story's date, None when unknown."""

    text: str
    words: list[Word]
    day: date | None
    knows: Callable[[str], bool]

    def after(self, openers: frozenset[str]) -> Iterator[tuple[Word, Word]]:
        """Words of *openers* (lower case) with their right neighbour, where one space stands between."""
        for at, word in enumerate(self.words[:-1]):
            if word.lower in openers:
                follower = self.words[at + 1]
                if follower.start - word.end == 1 and self.text[word.end] == " ":
                    yield word, follower


@dataclass(frozen=True, slots=True)
class Slip:
    """One place. An empty *fix* is for a person to think about; *message* replaces the rule's own."""

    start: int
    end: int
    fix: str = ""
    message: str = ""


# -- di- as a prefix

_DI = frozenset(("di",))
_NOT_VERBS = listed(
    "ikan pekan rekan makan bukan akan balikpapan tuan jaringan kawasan depan tengah tepian halaman"
)
_VERBS = listed(
    "duga tangkap minta sebut periksa tahan panggil jerat ancam vonis hukum tuntut sita temukan geledah "
    "bawa beri buat ambil pakai tolak terima kirim jual beli ketahui alami hadiri ikuti miliki lihat "
    "dengar tulis baca imbau larang bangun bongkar tembak tabrak curi rampok bunuh bakar evakuasi rawat "
    "makamkan resmikan umumkan pimpin ajak undang lantik angkat copot pecat bantu dukung kelola awasi "
    "pantau cabut gelar bagi"
)
# Also things or places that "di" may stand before.
_BOTH = listed("makan bangun pasar gelar buat bagi hukum")


def passive_apart(sight: Sight) -> Iterator[Slip]:
    """A prefix stands with its verb: "di tangkap" is one word; "di pasar" is two."""
    for before, word in sight.after(_DI):
        if word.text != word.lower or word.lower in _NOT_VERBS or word.lower in _BOTH:
            continue
        verb = word.lower
        if verb in _VERBS or (verb.endswith("kan") and len(verb) > 5 and sight.knows("di" + verb)):
            yield Slip(before.start, word.end, before.text + verb)


# -- bound forms

_BOUND = listed(
    "pasca non pra sub multi tuna nara adi infra ultra intra ekstra semi antar anti purna swa pramu dwi "
    "tri panca"
)
_FREE_AFTER = listed("atau dan yang ini itu di ke dari pada")
_SEND = listed(
    "jemput anak barang makanan paket surat saya dia mereka kami kita pulang penumpang warga2 tamu ibu "
    "ayah istri suami"
)


def bound_apart(sight: Sight) -> Iterator[Slip]:
    """A bound form stands with its word: "pasca gempa" is one word. Before a capital another rule speaks."""
    for before, word in sight.after(_BOUND):
        form = before.lower
        if before.text[1:] != form[1:] or word.text != word.lower or len(word.text) < 3:
            continue
        if word.lower in _FREE_AFTER or (form == "antar" and word.lower in _SEND):
            continue
        yield Slip(before.start, word.end, before.text + word.lower)


_BEFORE_NAMES = listed("pasca non anti pro pra")
_INSIDE = re.compile(r"(?:pasca|non|anti|pro|pra)(?=[A-Z])")


def bound_capital(sight: Sight) -> Iterator[Slip]:
    """Before a capital a bound form takes a hyphen: "non-Indonesia"."""
    for before, word in sight.after(_BEFORE_NAMES):
        if word.text[0].isupper() and len(word.text) > 1:
            yield Slip(before.start, word.start, before.text + "-")
    for word in sight.words:
        if word.text != word.lower and (inside := _INSIDE.match(word.text)):
            yield Slip(word.start, word.start + inside.end(), inside[0] + "-")


# -- figures

_RP_GAP = re.compile(r"\bRp(?:\. ?|  *)(?=\d)")
_RP_TWICE = re.compile(r"\b(Rp\d[\d.,]*(?: (?:ribu|juta|miliar|triliun))?) rupiah\b")


def rupiah(sight: Sight) -> Iterator[Slip]:
    """Rp stands at its figure, and says rupiah already."""
    for match in _RP_GAP.finditer(sight.text):
        yield Slip(match.start(), match.end(), "Rp")
    for match in _RP_TWICE.finditer(sight.text):
        yield Slip(match.start(), match.end(), match[1])


_LONG_FIGURE = re.compile(r"(?<![\w.,/:#+-])[1-9]\d{4,8}(?![\w/-])(?![.,]\d)(?!\s*[A-Z]{2}\b)")
_NUMBERED = re.compile(r"(?:\b(?:No|Nomor|nomor|pos|kode|seri|NIK|NIP|telepon|WhatsApp|call center)\.?:? ?)$")


def thousands(sight: Sight) -> Iterator[Slip]:
    """From five digits on, dots part the thousands; numbers that name things stay whole."""
    for match in _LONG_FIGURE.finditer(sight.text):
        if not _NUMBERED.search(sight.text[max(0, match.start() - 16) : match.start()]):
            yield Slip(match.start(), match.end(), f"{int(match[0]):,}".replace(",", "."))


_CLOCK = re.compile(r"\b([Pp]ukul )(\d{1,2}):(\d{2})\b|\b(\d{1,2}):(\d{2})(?= ?(?:WIB|WITA|WIT)\b)")
_HOUR = re.compile(r"\b([Jj])am (\d{1,2})(?:[.:](\d{2}))?(?= ?(?:WIB|WITA|WIT|pagi|siang|sore|malam|dini)\b)")


def clock(sight: Sight) -> Iterator[Slip]:
    """Times: "pukul 10.30", neither "10:30" nor "jam 10"."""
    for match in _CLOCK.finditer(sight.text):
        said = f"{match[1]}{match[2]}.{match[3]}" if match[1] else f"{match[4]}.{match[5]}"
        yield Slip(match.start(), match.end(), said)
    for match in _HOUR.finditer(sight.text):
        minutes = match[3] or "00"
        yield Slip(match.start(), match.end(), shaped_like(f"pukul {match[2]}.{minutes}", match[1]))


_ORDINALS = re.compile(
    r"\b(?P<ke>[Kk]e)[ -](?P<roman>[IVX]{1,5})\b|\b(?P<tight>[Kk]e)(?P<digits>\d+)\b"
    r"|\b(?P<thing>abad|Abad|peringkat|juara) ke (?P<number>\d+)\b|\b(?P<decade>(?:19|20)?\d0) ?an\b"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_NUMBERED_THINGS = listed("abad perang juara tahap babak seri hari kali peringkat ulang periode zaman edisi")


def ordinal(sight: Sight) -> Iterator[Slip]:
    """Ordinals: "ke-20" or "XX", never both; "1990-an"."""
    for match in _ORDINALS.finditer(sight.text):
        if match["roman"]:
            if "-" not in match[0] and not _after_numbered(sight, match.start()):
                continue
            yield Slip(match.start(), match.end(), f"{match['ke']}-{_arabic(match['roman'])}")
        elif match["digits"]:
            yield Slip(match.start(), match.end(), f"{match['tight']}-{match['digits']}")
        elif match["number"]:
            yield Slip(match.start(), match.end(), f"{match['thing']} ke-{match['number']}")
        else:
            decade = match["decade"]
            yield Slip(match.start(), match.end(), f"{'19' if len(decade) == 2 else ''}{decade}-an")


def _after_numbered(sight: Sight, at: int) -> bool:
    before = [word for word in sight.words if word.end <= at]
    return bool(before) and before[-1].lower in _NUMBERED_THINGS


def _arabic(roman: str) -> int:
    values = [_ROMAN[sign] for sign in roman]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


# -- days

_DATED = re.compile(rf"\b({'|'.join(DAYS)}),? \((\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}))?\)")
_BARE = re.compile(rf"\b({'|'.join(DAYS)}|Jum'at),? \(?(\d{{1,2}})([/-])(\d{{1,2}})(?:[/-](\d{{2,4}}))?\b\)?")


def weekday(sight: Sight) -> Iterator[Slip]:
    """The form "Rabu (20/12)", a day that exists, and the weekday the calendar says, nearest to the story's date."""
    seen: set[int] = set()
    for match in _DATED.finditer(sight.text):
        seen.add(match.start())
        yield from _by_calendar(sight.day, match)
    for match in _BARE.finditer(sight.text):
        if match.start() not in seen:
            year = f"/{match[5]}" if match[5] and len(match[5]) == 4 else ""
            yield Slip(
                match.start(), match.end(), f"{match[1].replace(chr(39), '')} ({match[2]}/{match[4]}{year})"
            )


def _by_calendar(day: date | None, match: re.Match[str]) -> Iterator[Slip]:
    name, number, month, year = match[1], int(match[2]), int(match[3]), match[4]
    years = (int(year),) if year else _years_near(day, month, number)
    real = [made for each in years if (made := _made(each, month, number)) is not None]
    if not real:
        if year or day is not None or month > 12 or number > 31 or _made(2024, month, number) is None:
            yield Slip(match.start(), match.end(), message=f"Tanggal {number}/{month} tidak ada di kalender.")
        return
    if any(DAYS[made.weekday()] == name for made in real):
        return
    right = DAYS[real[0].weekday()]
    fix = right + match[0][len(name) :]
    yield Slip(
        match.start(), match.end(), fix, f"Menurut kalender, {number}/{month}/{real[0].year} hari {right}."
    )


def _years_near(day: date | None, month: int, number: int) -> tuple[int, ...]:
    """The year whose date lies nearest to the story's: in January, "(30/12)" is last year's."""
    if day is None:
        return ()
    made = [found for year in (day.year - 1, day.year, day.year + 1) if (found := _made(year, month, number))]
    return tuple(found.year for found in sorted(made, key=lambda each: abs((each - day).days))[:1])


def _made(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


# -- words too many

_PLURAL = re.compile(r"\b(para|banyak|beberapa|sejumlah|berbagai) ([a-z]{3,})-\2\b", re.I)
_VERY = re.compile(r"\b(sangat|amat) ([a-z]+) sekali\b", re.I)
_EACH_OTHER = re.compile(r"\b(saling) ([a-z]+)-(me[a-z]+)\b", re.I)


def redundant(sight: Sight) -> Iterator[Slip]:
    """Plural said twice, degree said twice."""
    if "-" in sight.text:
        for match in _PLURAL.finditer(sight.text):
            yield Slip(match.start(), match.end(), f"{match[1]} {match[2]}")
        for match in _EACH_OTHER.finditer(sight.text):
            yield Slip(match.start(), match.end(), f"{match[1]} {match[3]}")
    if " sekali" in sight.text:
        for match in _VERY.finditer(sight.text):
            yield Slip(match.start(), match.end(), f"{match[1]} {match[2]}")


# -- quotation marks

_SAID = r"(?:kata|ujar|tutur|ucap|jelas|tegas|ungkap|papar|imbuh|tambah|sebut|terang|pungkas)(?:nya)?\b"
_NO_COMMA = re.compile(rf"([\w)])([\"”])(?= {_SAID})")
_COMMA_BEHIND = re.compile(rf"([\"”]) ?,(?= {_SAID})")
_STOP_INSIDE = re.compile(r"\.([\"”])(?= (?:kata|ujar|tutur|ucap|jelas|tegas|ungkap)(?:nya)?\b)")


def quote_comma(sight: Sight) -> Iterator[Slip]:
    """The comma stands inside the closing mark, before whoever speaks."""
    for match in _NO_COMMA.finditer(sight.text):
        yield Slip(match.start(), match.end(), f"{match[1]},{match[2]}")
    for match in _COMMA_BEHIND.finditer(sight.text):
        yield Slip(match.start(), match.end(), f",{match[1]}")
    for match in _STOP_INSIDE.finditer(sight.text):
        yield Slip(match.start(), match.end(), f",{match[1]}")


def unbalanced(sight: Sight) -> Iterator[Slip]:
    """A quotation that begins must end in its paragraph."""
    straight = [at for at, sign in enumerate(sight.text) if sign == '"']
    if len(straight) % 2:
        yield Slip(straight[-1], straight[-1] + 1)
    if sight.text.count("“") != sight.text.count("”"):
        at = max(sight.text.rfind("“"), sight.text.rfind("”"))
        yield Slip(at, at + 1)


_SPACES = re.compile(
    r"(?P<before>(?<=[A-Za-z0-9)]) (?=[,;:!?](?:\s|$)))|(?P<stop>(?<=[A-Za-z)]) (?=\.(?:\s|$)))"
    r"|(?P<comma>(?<=[a-z]),(?=[A-Za-z]))|(?P<many>(?<=\S) {2,}(?=\S))|(?P<end>(?<=[a-z]{2})\.(?=[A-Z][a-z]))"
    r"|(?P<double>,,+)|(?P<dots>(?<!\.)\.\.(?!\.))"
)
_TIGHT = re.compile(r"[a-z][,.][A-Za-z]")
_SUSPECT = ("  ", " ,", " .", " ;", " :", " !", " ?", ",,", "..")
_MENDED = {"before": "", "stop": "", "comma": ", ", "many": " ", "end": ". ", "double": ",", "dots": "."}
_SAID_OF_SPACE = {
    "before": "Tidak ada spasi sebelum tanda baca.",
    "stop": "Tidak ada spasi sebelum titik.",
    "comma": "Sesudah koma ada spasi.",
    "many": "Satu spasi cukup.",
    "end": "Sesudah titik ada spasi.",
    "double": "Satu koma cukup.",
    "dots": "Satu titik, atau tiga untuk elipsis.",
}


def spacing(sight: Sight) -> Iterator[Slip]:
    """Spaces around signs. The flag covers a letter on each side, for a space alone is hard to see."""
    if not _TIGHT.search(sight.text) and not any(signs in sight.text for signs in _SUSPECT):
        return
    for match in _SPACES.finditer(sight.text):
        kind = match.lastgroup or ""
        if match[0] == "  " and sight.text[match.start() - 1 : match.end() + 1].isspace():
            continue
        start, end = max(0, match.start() - 1), min(len(sight.text), match.end() + 1)
        fix = sight.text[start : match.start()] + _MENDED[kind] + sight.text[match.end() : end]
        yield Slip(start, end, fix, _SAID_OF_SPACE[kind])


# -- offices and places before a name

_OFFICES = listed(
    "presiden gubernur menteri bupati kapolri kapolda panglima kabupaten provinsi kecamatan kelurahan "
    "gunung sungai selat teluk pulau danau"
)


def office(sight: Sight) -> Iterator[Slip]:
    """Capitals before a name: "Presiden Joko", "Kabupaten Bogor"."""
    for before, word in sight.after(_OFFICES):
        if (
            before.text == before.lower
            and word.text[0].isupper()
            and len(word.text) > 2
            and word.text[1:].islower()
            and not before.first
        ):
            yield Slip(before.start, before.end, before.text.capitalize())
