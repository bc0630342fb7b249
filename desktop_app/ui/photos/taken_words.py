"""What came of a wish for photos, in as few lines as it takes: sixty files with one fault are one line, not sixty."""

from collections.abc import Iterable

from desktop_app.domain.opened import TakenIn
from desktop_app.ui.words import said, tr

_MOST_LINES = 5


def refusals(taken: TakenIn) -> str:
    """A line for each file that stayed outside, and why; the last one counts those there is no room for."""
    return "\n".join(_cut([_named(name, said(why)) for name, why in taken.refused]))


def notes(taken: TakenIn) -> str:
    """What to know about the photos that are in: each sentence once, with its photo or how many it is about."""
    about: dict[str, list[str]] = {}
    for name, why in taken.warnings:
        about.setdefault(said(why), []).append(name)
    lines = [
        _named(names[0], why) if len(names) == 1 else f"{tr('{count} foto').format(count=len(names))}: {why}"
        for why, names in sorted(about.items(), key=lambda pair: -len(pair[1]))
    ]
    if taken.known:
        lines.insert(0, tr("{count} foto sudah ada di meja ini.").format(count=len(taken.known)))
    if taken.left:
        lines.insert(0, tr("{count} berkas tidak diambil.").format(count=taken.left))
    return "\n".join(_cut(lines))


def _named(name: str, why: str) -> str:
    # A sentence about a file that could not be read names it already.
    return why if why.startswith(f"{name}:") else f"{name}: {why}"


def _cut(lines: Iterable[str]) -> list[str]:
    every = list(lines)
    if len(every) <= _MOST_LINES:
        return every
    kept = every[: _MOST_LINES - 1]
    return [*kept, tr("… dan {count} lagi.").format(count=len(every) - len(kept))]
