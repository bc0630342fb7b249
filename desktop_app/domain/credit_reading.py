"""A credit line read back into a credit: exactly, when this desk wrote it; as a proposal, when somebody else did."""

import re
from collections.abc import Collection

from desktop_app.domain.credit import (
    NAMES_SHOWN_IN_FULL,
    NAMES_SHOWN_WHEN_MORE,
    UNNAMED,
    Credit,
    CreditForm,
    credit_line,
    name_fault,
    tidy,
    without_titles,
)


def read_credit_line(
    text: str, *, site_name: str = "", sources: Collection[str] = (), creators: tuple[str, ...] = ()
) -> Credit:
    """The credit a line tells of; the inverse of `domain.credit.credit_line`.

    *site_name* is this desk's site, when known. *sources* are the agencies and bodies of the directory: only they
    tell an agency from a person, and where a name with a slash in it ends. *creators* are all the names the file
    carries; a line that ends in "dkk." shows but two of them. A line that this desk would not write is read as
    newsrooms mean it: a proposal for a person to confirm, never a decision.
    """
    line = tidy(text)
    known = sorted(map(tidy, sources), key=len, reverse=True)
    exact = _exactly(line, tidy(site_name), known)
    if exact is not None:
        exact = _with_all(exact, creators)
        if credit_line(exact, site_name) == line and not any(map(name_fault, exact.creators)):
            return exact
    return _with_all(_loosely(line, known), creators)


def line_shows(credit: Credit) -> Credit:
    """What of *credit* its line tells: the rest (rights, notice, who is who) stands in the record alone."""
    creators = tuple(name for name in map(tidy, credit.creators) if name)
    source = tidy(credit.source)
    if credit.form in UNNAMED:
        return Credit(form=credit.form)
    if credit.form is CreditForm.AI:
        return Credit(source=source, form=credit.form)
    if credit.form is CreditForm.CITIZEN:
        return Credit(creators, form=credit.form)
    if credit.form in (CreditForm.STAFF, CreditForm.ILLUSTRATION):
        return Credit(creators or ((source,) if source else ()), form=credit.form)
    return Credit(
        creators, source, credit.form, year=credit.year if credit.form is CreditForm.ARCHIVE else None
    )


# -- lines of this desk


def _exactly(line: str, site: str, known: list[str]) -> Credit | None:
    for lead, form in _UNSITED:
        if line.startswith(lead):
            return _sourced(line.removeprefix(lead), form, known)
    ending = f" - {site}"
    if site and line.endswith(ending):
        return _sited(line.removesuffix(ending))
    if not line.startswith("photo "):
        return None
    rest = line.removeprefix("photo ")
    if site and rest == site:
        return Credit(form=CreditForm.ANONYMOUS)
    source, names = _split(rest, known)
    if names or source in known:
        return Credit(_names(names), source, CreditForm.AGENCY)
    return None


_UNSITED = (
    ("photo dok. ", CreditForm.HANDOUT),
    ("photo arsip ", CreditForm.ARCHIVE),
    ("tangkapan layar ", CreditForm.SCREENSHOT),
)


def _sourced(rest: str, form: CreditForm, known: list[str]) -> Credit:
    year = None
    if form is CreditForm.ARCHIVE and (found := _YEAR.search(rest)):
        year, rest = int(found[1]), rest[: found.start()]
    source, names = _split(rest, known)
    return Credit(_names(names), source, form, year=year)


def _sited(front: str) -> Credit | None:
    lead, _, rest = front.partition(" ")
    if lead == "ilustrasi":
        if rest.startswith("AI (") and rest.endswith(")"):
            return Credit(source=rest[len("AI (") : -1], form=CreditForm.AI)
        return Credit(_names(rest), form=CreditForm.ILLUSTRATION)
    if lead != "photo":
        return None
    if rest == "Istimewa":
        return Credit(form=CreditForm.COURTESY)
    if rest.endswith("/warga"):
        return Credit(_names(rest.removesuffix("/warga")), form=CreditForm.CITIZEN)
    return Credit(_names(rest))


def _split(rest: str, known: list[str]) -> tuple[str, str]:
    """Body and names. A body of the directory may hold a slash itself; the longest that fits is meant."""
    for source in known:
        if rest == source:
            return source, ""
        if rest.startswith(f"{source}/"):
            return source, rest[len(source) + 1 :]
    source, _, names = rest.partition("/")
    return source.strip(), names.strip()


def _names(text: str) -> tuple[str, ...]:
    """Names between commas; "dkk." at the end stays, for the caller to fill in."""
    names = (part.strip() for part in text.split(","))
    return tuple(_OTHERS if _AND_OTHERS.fullmatch(name) else name for name in names if name)


def _with_all(credit: Credit, creators: tuple[str, ...]) -> Credit:
    if credit.creators[-1:] != (_OTHERS,):
        return credit
    shown = credit.creators[:-1]
    more = len(creators) > NAMES_SHOWN_IN_FULL
    whole = more and tuple(map(tidy, creators[:NAMES_SHOWN_WHEN_MORE])) == shown
    return Credit(creators if whole else shown, credit.source, credit.form, year=credit.year)


# -- lines of others


def _loosely(line: str, known: list[str]) -> Credit:
    line = _FULL_STOP.sub("", line.strip("()[] "))
    if found := _BY_MACHINE.match(line):
        return Credit(source=found["system"], form=CreditForm.AI)
    if found := _SCREEN.match(line):
        return _sourced(line[found.end() :], CreditForm.SCREENSHOT, known)
    if found := _ARCHIVE.match(line):
        return _sourced(line[found.end() :], CreditForm.ARCHIVE, known)
    drawn = _DRAWN.match(line)
    rest = line[drawn.end() :] if drawn else _LEAD.sub("", line)
    if found := _DOCUMENTATION.match(rest):
        return _sourced(rest[found.end() :], CreditForm.HANDOUT, known)
    if rest not in known:
        rest = _DASH.split(rest)[0].strip()
    if _COURTESY.fullmatch(rest):
        return Credit(form=CreditForm.COURTESY)
    before, slash, after = rest.partition("/")
    if slash and after.strip().casefold() in ("warga", "pembaca", "citizen"):
        return Credit(_people(before), form=CreditForm.CITIZEN)
    source, names = _split(rest, known)
    if names:
        return Credit(_signed(names), source, CreditForm.AGENCY)
    if source in known or is_agency(rest):
        return Credit(source=rest, form=CreditForm.AGENCY)
    return Credit(
        tuple(map(without_titles, _people(rest))),
        form=CreditForm.ILLUSTRATION if drawn else CreditForm.STAFF,
    )


def is_agency(source: str) -> bool:
    """Whether the name is that of a news agency everybody knows."""
    return _AGENCIES.match(source) is not None


def is_public_body(source: str) -> bool:
    """Whether the name reads like a public body's press office."""
    return _PUBLIC_BODY.match(source) is not None


def is_courtesy(source: str) -> bool:
    """Whether it only says that somebody was so kind."""
    return _COURTESY.fullmatch(source) is not None


def source_without_lead(source: str) -> str:
    """*source* without a leading "dok."."""
    return _DOCUMENTATION.sub("", source)


def _signed(names: str) -> tuple[str, ...]:
    """Names behind an agency's slash; the desk initials some agencies add behind a further slash are no name."""
    parts = [part.strip() for part in names.split("/")]
    if len(parts) > 1 and _INITIALS.fullmatch(parts[-1]):
        parts.pop()
    return tuple(name for part in parts for name in _people(part))


def _people(text: str) -> tuple[str, ...]:
    """Names as people string them together; a degree behind a comma is no name of its own."""
    names = _names(_AND.sub(", ", text))
    return tuple(name for name in names if name == _OTHERS or without_titles(f"x, {name}") != "x")


_OTHERS = "dkk."
_AND_OTHERS = re.compile(r"dkk\.?|et al\.?", re.I)
_AND = re.compile(r"\s+(?:&|dan)\s+")
_YEAR = re.compile(r", (\d{4})$")
_INITIALS = re.compile(r"[A-Za-z]{2,4}\.?")
_AGENCIES = re.compile(
    r"(antara|reuters|afp|agence france|ap$|ap photo|associated press|epa|getty|xinhua|bloomberg|anadolu)",
    re.I,
)
_PUBLIC_BODY = re.compile(
    r"(humas|dok|dinas|pemprov|pemkot|pemkab|kementerian|sekretariat|handout|ho$)", re.I
)
_COURTESY = re.compile(r"(istimewa|ist\.?|courtesy)", re.I)
_LEAD = re.compile(r"(photo|foto)(grafer|grapher)?(\s+(by|oleh))?\s*[:/]?\s+", re.I)
_DRAWN = re.compile(r"(ilustrasi|illustration|grafis|infografis)\s*[:/]?\s+", re.I)
_DOCUMENTATION = re.compile(r"(dok|dokumentasi|handout|ho)(\.\s*|[\s:/-]+)", re.I)
_ARCHIVE = re.compile(r"((photo|foto)\s+)?arsip\s*[:/]?\s+", re.I)
_SCREEN = re.compile(r"(tangkapan layar|screenshot|tangkap layar)\s*[:/]?\s+", re.I)
_BY_MACHINE = re.compile(r"ilustrasi ai \((?P<system>.+)\)", re.I)
# A full stop behind a whole word ends a sentence; behind a short one ("W.", "dkk.", "Ist.") it belongs to it.
_FULL_STOP = re.compile(r"(?<=\w{4})\.$")
_DASH = re.compile(r"\s+[-–—]\s+")
