"""From what a file says to the credit the desk proposes. A proposal is never a decision: a person confirms it."""

import re

from desktop_app.domain.photo import Credit, CreditForm, Licence
from desktop_app.photos.facts import Metadata
from desktop_app.photos.text import folded

_AGENCIES = re.compile(
    r"^(antara|reuters|afp|agence france|ap$|ap photo|associated press|epa|getty|xinhua|bloomberg|anadolu)",
    re.I,
)
_PUBLIC_BODY = re.compile(
    r"^(humas|dok|dinas|pemprov|pemkot|pemkab|kementerian|sekretariat|handout|ho$)", re.I
)
_COURTESY = re.compile(r"^(istimewa|ist\.?|courtesy)$", re.I)
_LEAD = re.compile(r"^(photo|foto|ilustrasi)(grafer)?\s*[:/]?\s+", re.I)
_DOCUMENTATION = re.compile(r"^(dok|dokumentasi)(\.\s*|\s+)", re.I)
_ARCHIVE = re.compile(r"^(photo|foto)\s+arsip\s+", re.I)
_BY_MACHINE = re.compile(r"^ilustrasi ai \((?P<system>.+)\)", re.I)
_AND_OTHERS = re.compile(r",?\s*dkk\.?$", re.I)
# A full stop behind a whole word ends a sentence; behind a short one ("W.", "dkk.", "Ist.") it belongs to it.
_FULL_STOP = re.compile(r"(?<=\w{4})\.$")
_DASH = re.compile(r"\s+[-–—]\s+")


def propose(metadata: Metadata) -> Credit:
    """The credit to show in the panel, as complete as the file allows; the licence is unknown unless it is plain."""
    told = parse_credit(metadata.credit)
    form = told.form
    source = metadata.source or told.source
    if form in (CreditForm.AGENCY, CreditForm.HANDOUT, CreditForm.ARCHIVE, CreditForm.AI):
        source = told.source
    elif form is CreditForm.STAFF:
        form = _form_of(source, metadata)
    creators = metadata.creators or told.creators
    if form is CreditForm.HANDOUT:
        source = _DOCUMENTATION.sub("", source)
    return Credit(
        creators=creators,
        source=source,
        form=form,
        licence=_licence(form, metadata.web_statement),
        copyright_notice=metadata.copyright_notice,
    )


def parse_credit(text: str) -> Credit:
    """Read a credit line as newsrooms write them; the reverse of `domain.photo.credit_line`.

    The site's name behind the last dash is dropped: the desk adds its own.
    """
    text = _FULL_STOP.sub("", folded(text))
    machine = _BY_MACHINE.match(text)
    if machine:
        return Credit(source=machine["system"], form=CreditForm.AI)
    drawn = text.lower().startswith("ilustrasi ")
    archived = _ARCHIVE.match(text)
    rest = _ARCHIVE.sub("", text) if archived else _LEAD.sub("", text)
    documented = _DOCUMENTATION.match(rest)
    if archived or documented:
        source, _, names = _DOCUMENTATION.sub("", rest).partition("/")
        form = CreditForm.ARCHIVE if archived else CreditForm.HANDOUT
        return Credit(_names(names), source.strip(), form)
    rest = _DASH.split(rest)[0].strip() if drawn or _DASH.search(rest) else rest
    if _COURTESY.match(rest):
        return Credit(form=CreditForm.COURTESY)
    before, slash, after = rest.partition("/")
    if slash and after.strip().lower() == "warga":
        return Credit(_names(before), form=CreditForm.CITIZEN)
    if slash:
        return Credit(_names(after), before.strip(), CreditForm.AGENCY)
    if _AGENCIES.match(rest):
        return Credit(source=rest, form=CreditForm.AGENCY)
    return Credit(_names(rest), form=CreditForm.ILLUSTRATION if drawn else CreditForm.STAFF)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in _AND_OTHERS.sub("", text).split(",") if name.strip())


def _form_of(source: str, metadata: Metadata) -> CreditForm:
    if metadata.digital_source.endswith("trainedAlgorithmicMedia"):
        return CreditForm.AI
    if metadata.digital_source.endswith(("digitalCreation", "digitalArt")):
        return CreditForm.ILLUSTRATION
    if _AGENCIES.match(source):
        return CreditForm.AGENCY
    if _COURTESY.match(source):
        return CreditForm.COURTESY
    if _PUBLIC_BODY.match(source):
        return CreditForm.HANDOUT
    return CreditForm.STAFF


def _licence(form: CreditForm, statement: str) -> Licence:
    if "creativecommons.org/publicdomain" in statement:
        return Licence.PUBLIC_DOMAIN
    if "creativecommons.org/licenses" in statement:
        return Licence.CREATIVE_COMMONS
    return {CreditForm.AGENCY: Licence.AGENCY, CreditForm.HANDOUT: Licence.HANDOUT}.get(form, Licence.UNKNOWN)
