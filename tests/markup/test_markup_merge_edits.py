"""Pairs of edits as desks make them, written by hand and judged by reading: what is merged must read as both meant.

`edits/*.txt`: a story, then pairs with their class; "<" and ">" are each desk's changes, "old => new".
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.domain.document import BlockText
from desktop_app.domain.ids import BlockId
from desktop_app.markup.body_merge import merge_bodies
from desktop_app.markup.settling import _with_blocks
from desktop_app.markup.stored import markdown_of

FOLDER = Path(__file__).parent / "edits"


@dataclass(frozen=True)
class Pair:
    story: tuple[str, ...]
    expected: str
    mine: tuple[str, str]
    theirs: tuple[str, str]


def _read(file: Path) -> list[Pair]:
    parts = [part.strip() for part in file.read_text("utf-8").split("\n\n")]
    parts[0] = "\n".join(line for line in parts[0].split("\n") if not line.startswith("#"))
    story = tuple(part for part in parts if not part.startswith("["))
    return [_pair(story, part) for part in parts if part.startswith("[")]


def _pair(story: tuple[str, ...], part: str) -> Pair:
    head, *lines = part.split("\n")
    mine, theirs = (
        tuple(text.strip() for text in line[1:].partition("=>")[::2]) for line in (lines[0], lines[1])
    )
    return Pair(story, head.strip("[]"), mine, theirs)


PAIRS = [(file.stem, pair) for file in sorted(FOLDER.glob("*.txt")) for pair in _read(file)]


def _edited(story: tuple[str, ...], *changes: tuple[str, str]) -> tuple[str, ...]:
    texts = list(story)
    for old, new in changes:
        place = next((at for at, text in enumerate(texts) if old in text), None)
        if place is not None:
            texts[place] = " ".join(texts[place].replace(old, new, 1).split())
    return tuple(texts)


def _body(texts: tuple[str, ...]) -> tuple[BlockText, ...]:
    return tuple(BlockText(BlockId(f"b{number}"), text) for number, text in enumerate(texts))


def _names(pair: tuple[str, Pair]) -> str:
    return f"{pair[0]}: {pair[1].mine[1][:24]} / {pair[1].theirs[1][:24]}"


def test_there_are_enough_of_every_class():
    classes = [pair.expected for _, pair in PAIRS]
    assert min(classes.count(name) for name in ("clean", "look", "choose")) >= 20


@pytest.mark.parametrize(("_story", "pair"), PAIRS, ids=[_names(one) for one in PAIRS])
def test_a_pair_of_edits(_story, pair):
    base = _body(pair.story)
    mine, theirs = _body(_edited(pair.story, pair.mine)), _body(_edited(pair.story, pair.theirs))
    assert any(pair.mine[0] in text for text in pair.story)
    assert any(pair.theirs[0] in text for text in pair.story)
    for one, two in ((mine, theirs), (theirs, mine)):
        merged = merge_bodies(base, one, two)
        found = {clash.weight.value for clash in merged.clashes} or {"clean"}
        assert found == {pair.expected}
        if pair.expected == "choose":
            (clash,) = merged.clashes
            assert merged.body == two
            assert _with_blocks(merged.body, clash.place.split("+"), clash.mine) == one
        else:
            both = (pair.theirs, pair.mine) if pair.mine != pair.theirs else (pair.mine,)
            assert markdown_of(merged.body) == markdown_of(_body(_edited(pair.story, *both)))
