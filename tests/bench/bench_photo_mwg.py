"""What we propose where a photo's blocks disagree, beside ``exiftool -use MWG``, on every real sample.

SAMPLES=DIR make bench ARGS=photo_mwg

Every field that both read and that more than one block may tell is compared: creators, copyright, caption, and the
moment it was taken (as a moment: some cameras write `2008:02:15 16:00`, slashes, or a colon before the hour). First
as exiftool answers by itself; then the files that differ again with their letters named as Mac Roman, for which block
wins and how its letters are read are two questions. Every difference counts and is printed. What a camera writes by
itself is merged like any other caption and only then kept from the person: how often is told in a line of its own.
Files we refuse to follow are listed with what exiftool reads from them, and are not in the sums.
"""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from photo_samples import samples

from desktop_app.photos.facts import DamagedError, Findings
from desktop_app.photos.metadata import inspect

# Parts of a second are not kept.
_MOMENT = re.compile(r"(\d{4}[:/]\d\d[:/]\d\d)[ :](\d\d:\d\d)(:\d\d)?(?:\.\d+)?([+-]\d\d:\d\d)?$")
FIELDS = ("Creator", "Copyright", "Description", "DateTimeOriginal")
TEXTS = FIELDS[:3]


def theirs(files: Sequence[Path], charset: str) -> dict[str, dict[str, str]]:
    """File -> field -> what exiftool's MWG module answers; a field nobody wrote is missing."""
    command = ["exiftool", "-q", "-q", "-j", "-n", "-use", "MWG", "-charset", f"iptc={charset}"]
    command += [f"-MWG:{name}" for name in FIELDS]
    told = subprocess.run([*command, *map(str, files)], capture_output=True, check=False).stdout
    answers: list[dict[str, Any]] = json.loads(told.decode("utf-8", "replace") or "[]")
    return {
        one.pop("SourceFile"): {name: _flat(name, value) for name, value in one.items()} for one in answers
    }


def ours(found: Findings, asked: dict[str, str]) -> dict[str, str]:
    """The same of ours. A moment is told as exactly as exiftool tells it: zone and time only where a file has them."""
    facts = found.metadata
    taken = ""
    if facts.taken_at is not None:
        zone = facts.taken_at.strftime("%z")
        taken = facts.taken_at.strftime("%Y:%m:%d %H:%M:%S")
        asked_for = asked.get("DateTimeOriginal", "")
        if asked_for == taken.removesuffix(" 00:00:00"):
            taken = asked_for
        elif "+" in asked_for:
            taken += f"{zone[:3]}:{zone[3:]}"
    return {
        "Creator": _flat("Creator", facts.creators),
        "Copyright": _flat("Copyright", facts.copyright_notice),
        "Description": _flat("Description", facts.caption),
        "DateTimeOriginal": taken,
    }


def _flat(name: str, value: object) -> str:
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(part) for part in value)
    text = unicodedata.normalize("NFC", str(value if value is not None else ""))
    text = "; ".join(part.strip() for part in " ".join(text.replace("\0", " ").split()).split(";"))
    if name == "DateTimeOriginal":
        told = _MOMENT.match(text)
        if told is None:
            return text
        day, clock, second, zone = told.groups("")
        return f"{day.replace('/', ':')} {clock}{second or ':00'}{zone}"
    return text


def _say(what: str, right: int, all_: int) -> None:
    print(f"{what:<18}{right:5} of {all_:5} = {100 * right / all_:.1f} %")


def main() -> int:
    """Print what was found."""
    files = samples()
    if not files:
        return 0
    asked = theirs(files, "Latin")
    counted = dict.fromkeys(FIELDS, 0)
    same = dict.fromkeys(FIELDS, 0)
    differing: dict[str, list[tuple[str, str, str]]] = {}
    kept_back, unfollowed = 0, 0
    for path in files:
        told = asked.get(str(path), {})
        try:
            found = inspect(path.read_bytes())
        except DamagedError as error:
            unfollowed += 1
            if any(told.values()):
                print(f"  not followed: {path.name} ({error}); MWG {told}")
            continue
        mine = ours(found, told)
        kept_back += found.caption != found.metadata.caption
        for name in FIELDS:
            one, other = told.get(name, ""), mine[name]
            if not one and not other:
                continue
            counted[name] += 1
            same[name] += one == other
            if one != other:
                differing.setdefault(str(path), []).append((name, one, other))
    again = theirs([Path(path) for path in differing], "MacRoman") if differing else {}
    letters = 0
    for path, lines in sorted(differing.items()):
        for name, one, other in lines:
            alike = again.get(path, {}).get(name, "") == other
            letters += alike
            why = "the same when told Mac Roman" if alike else "differs"
            print(f"  {why}: {Path(path).name} {name}: MWG {one[:60]!r}, we {other[:60]!r}")
    for name in FIELDS:
        print(f"{name:<18}{same[name]:5} of {counted[name]:5}")
    right, all_ = sum(same.values()), sum(counted.values())
    _say("as it answers", right, all_)
    _say("letters told", right + letters, all_)
    _say("the three texts", sum(same[name] for name in TEXTS), sum(counted[name] for name in TEXTS))
    print(f"{len(files)} JPEG, PNG and WebP, {unfollowed} of them not followed")
    print(
        f"{kept_back} captions that a camera wrote by itself were merged as by the MWG and are not proposed to a person"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
