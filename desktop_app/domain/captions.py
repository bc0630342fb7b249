"""Caption templates: variables in braces from the photo itself, codes from the newsroom's lists and directory."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.credit import tidy
from desktop_app.domain.directory import folded
from desktop_app.domain.newsroom import WIB
from desktop_app.domain.photo import Photo

# Offered in this order; the word in braces is what people type.
VARIABLES = ("tanggal", "hari", "jam", "kota", "acara", "pewarta", "nomor", "keterangan")

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_VARIABLE = re.compile(r"\{(\w+)\}")
# `\gub` as in stories, `=gub=` as photographers know it from their own tools.
_CODE = re.compile(r"\\([\w.-]*\w)|=([\w.-]+)=")


@dataclass(frozen=True, slots=True)
class Filled:
    """The finished text; *unknown* are variables and codes that nobody knows and that still stand in it."""

    text: str
    unknown: tuple[str, ...] = ()


def fill(template: str, photo: Photo, *, number: int, city: str, codes: Mapping[str, str]) -> Filled:
    """*template* for one photo. *number* is its place in the batch, from 1; *codes* are keyed by `directory.folded`.

    ``{tanggal}`` is ``24/11/2026`` and ``{hari}`` ``Selasa`` on the day it was taken, in WIB. What has no value for
    this photo (no date in the camera) stays as it is, visibly, like an unknown code.
    """
    values = _values(photo, number, city)
    unknown: list[str] = []

    def variable(found: re.Match[str]) -> str:
        value = values.get(found[1].casefold(), "")
        if not value and found[1].casefold() != "keterangan":
            unknown.append(found[0])
            return found[0]
        return value

    def code(found: re.Match[str]) -> str:
        value = codes.get(folded(found[1] or found[2]))
        if value is None:
            unknown.append(found[0])
            return found[0]
        return value

    text = _VARIABLE.sub(variable, _CODE.sub(code, template))
    lines = (tidy(line) for line in text.split("\n"))
    return Filled("\n".join(lines).strip(), tuple(dict.fromkeys(unknown)))


def _values(photo: Photo, number: int, city: str) -> dict[str, str]:
    taken = photo.taken_at.astimezone(WIB) if photo.taken_at else None
    return {
        "tanggal": f"{taken:%d/%m/%Y}" if taken else "",
        "hari": _DAYS[taken.weekday()] if taken else "",
        "jam": f"{taken:%H.%M}" if taken else "",
        "kota": city,
        "acara": photo.event,
        "pewarta": ", ".join(photo.credit.creators),
        "nomor": str(number),
        "keterangan": photo.caption,
    }
