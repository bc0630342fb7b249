"""Many photos credited, captioned and named in one go: what would change, said before it does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.domain.captions import Filled
from desktop_app.domain.credit import Credit, credit_fault
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId
from desktop_app.domain.photo import Photo


class Field(StrEnum):
    """What a tick stands for. The credit is one field: names, source and form only make sense together."""

    CREDIT = "credit"
    LICENCE = "licence"
    EXPIRES = "expires"
    NOTICE = "notice"
    CAPTION = "caption"
    ALT = "alt"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Batch:
    """The ticked *fields* and what to put there; *caption* and *alt* are templates, see `domain.captions`.

    *clear* is the second yes: only with it an empty field wipes what stands there.
    """

    fields: frozenset[Field] = frozenset()
    credit: Credit = Credit()  # noqa: RUF009 - frozen
    caption: str = ""
    alt: str = ""
    event: str = ""
    clear: bool = False

    @property
    def empty(self) -> tuple[Field, ...]:
        """Ticked fields with nothing in them."""
        filled = {
            Field.CREDIT: not credit_fault(self.credit),
            Field.LICENCE: self.credit.licence != "unknown",
            Field.EXPIRES: True,  # no last day is an answer of its own
            Field.NOTICE: bool(self.credit.copyright_notice.strip()),
            Field.CAPTION: bool(self.caption.strip()),
            Field.ALT: bool(self.alt.strip()),
            Field.EVENT: bool(self.event.strip()),
        }
        return tuple(name for name in Field if name in self.fields and not filled[name])


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch would do. *changed* pairs each photo before and after; *total* counts all that were chosen.

    *recredited* are photos whose confirmed credit would become another one. *unknown* are codes and variables of
    the templates that nobody knows. *empty* fields wait for a second yes.
    """

    total: int
    changed: tuple[tuple[Photo, Photo], ...]
    recredited: tuple[PhotoId, ...] = ()
    unknown: tuple[str, ...] = ()
    empty: tuple[Field, ...] = ()


Fill = Callable[[str, Photo, int], Filled]


def plan(photos: Iterable[Photo], batch: Batch, fill: Fill) -> Plan:
    """What *batch* would change. *fill* finishes a template for one photo and its number in the batch, from 1.

    Raises Refusal when the ticked credit is half-filled: it names nobody but is not empty either.
    """
    credit = batch.credit
    if Field.CREDIT in batch.fields and credit.named and (fault := credit_fault(credit)):
        raise Refusal(fault, rule="photo.credit")
    chosen = tuple(photos)
    changed, recredited, unknown = [], [], dict[str, None]()
    for number, photo in enumerate(chosen, 1):
        after, missing = _after(photo, batch, fill, number)
        unknown |= dict.fromkeys(missing)
        if after == photo:
            continue
        changed.append((photo, after))
        if photo.confirmed and _who(photo.credit) != _who(after.credit):
            recredited.append(photo.id)
    return Plan(len(chosen), tuple(changed), tuple(recredited), tuple(unknown), batch.empty)


def _after(photo: Photo, batch: Batch, fill: Fill, number: int) -> tuple[Photo, tuple[str, ...]]:
    wanted = batch.fields - frozenset(() if batch.clear else batch.empty)
    given = batch.credit
    credit = photo.credit
    # Who is who in the directory is settled when it is saved; the same names are the same credit.
    if Field.CREDIT in wanted and _who(credit) != _who(given):
        credit = replace(
            credit,
            creators=given.creators,
            source=given.source,
            form=given.form,
            year=given.year,
            hands=given.hands,
            organisation=given.organisation,
        )
    if Field.LICENCE in wanted:
        credit = replace(credit, licence=given.licence)
    if Field.EXPIRES in wanted:
        credit = replace(credit, expires=given.expires)
    if Field.NOTICE in wanted:
        credit = replace(credit, copyright_notice=given.copyright_notice.strip())
    after = replace(photo, credit=credit)
    if Field.CREDIT in wanted:
        after = replace(after, confirmed=not credit_fault(credit))
    if Field.EVENT in wanted:
        after = replace(after, event=batch.event.strip())
    missing: tuple[str, ...] = ()
    for name, template in ((Field.CAPTION, batch.caption), (Field.ALT, batch.alt)):
        if name in wanted:
            filled = fill(template, after, number)
            missing += filled.unknown
            after = (
                replace(after, caption=filled.text)
                if name is Field.CAPTION
                else replace(after, alt=filled.text)
            )
    return after, missing


def _who(credit: Credit) -> tuple[object, ...]:
    return credit.creators, credit.source, credit.form, credit.year
