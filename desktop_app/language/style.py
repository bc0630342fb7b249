"""House style: the rules of ``style.toml``, read once, applied to one passage at a time.

Rules that are lists of words cost one look-up per word, whatever their number; patterns run only where the signs
they need occur.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.domain.flag import Flag, FlagKind, Passage, Place
from desktop_app.language import style_code
from desktop_app.language.affixes import Affixed, formed, forms_of
from desktop_app.language.style_code import Sight, Slip
from desktop_app.language.words import Word, shaped_like

_CLITIC = "nya"
_LONGEST_PHRASE = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the house. *wrong* and *right* are its own examples; *sure* allows a fix with one click."""

    id: str
    name: str
    message: str
    sure: bool
    source: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    skip: frozenset[Place] = frozenset()
    needs: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    replace: str = ""
    code: Callable[[Sight], Iterator[Slip]] | None = None
    openers: frozenset[str] = frozenset()

    def said(self, text: str, fix: str) -> str:
        """The message for one place."""
        return self.message.format(text=text, fix=f"“{fix}”" if fix else "")


@dataclass(slots=True)
class Style:
    """All rules of one language. Built by :func:`load`; nobody changes it afterwards.

    *words*, *cased* and *phrases* map what is written to its rule and fix; *openers* begin a phrase, *keys* are all
    that makes a look-up worth it, *looking* the rules that look for themselves.
    """

    rules: tuple[Rule, ...] = ()
    words: dict[str, tuple[Rule, str]] = field(default_factory=dict)
    cased: dict[str, tuple[Rule, str]] = field(default_factory=dict)
    phrases: dict[str, tuple[Rule, str]] = field(default_factory=dict)
    openers: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    looking: tuple[Rule, ...] = ()

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def check(self, sight: Sight, passage: Passage) -> list[Flag]:
        """Every slip in the passage; those at the same place are sorted out by the caller."""
        lowers = {word.lower for word in sight.words}
        found: list[Flag] = []
        if not self.keys.isdisjoint(lowers):
            found += [flag for flag in self._listed(sight, passage) if flag is not None]
        signs = set(sight.text)
        for rule in self.looking:
            if rule.needs and rule.needs.isdisjoint(signs):
                continue
            if (rule.openers and rule.openers.isdisjoint(lowers)) or passage.place in rule.skip:
                continue
            if rule.pattern is not None:
                for match in rule.pattern.finditer(sight.text):
                    fix = match.expand(rule.replace) if rule.replace else ""
                    found.append(_flag(rule, passage, Slip(match.start(), match.end(), fix)))
            if rule.code is not None:
                found += [_flag(rule, passage, slip) for slip in rule.code(sight)]
        return found

    def _listed(self, sight: Sight, passage: Passage) -> Iterator[Flag | None]:
        """Look-ups of words and runs of words."""
        listed, cased, openers = self.words, self.cased, self.openers
        for at, word in enumerate(sight.words):
            if (hit := listed.get(word.lower)) is not None:
                yield self._hit(passage, word, word, hit)
            elif (hit := cased.get(word.text)) is not None:
                yield self._hit(passage, word, word, hit, shaped=False)
            if word.lower in openers:
                yield self._phrase(sight, passage, at)

    def _phrase(self, sight: Sight, passage: Passage, at: int) -> Flag | None:
        said = sight.words[at].lower
        for last in range(at + 1, min(at + _LONGEST_PHRASE, len(sight.words))):
            gap = sight.text[sight.words[last - 1].end : sight.words[last].start]
            if gap != " ":
                return None
            said = f"{said} {sight.words[last].lower}"
            hit = self.phrases.get(said)
            if hit is not None:
                return self._hit(passage, sight.words[at], sight.words[last], hit)
        return None

    @staticmethod
    def _hit(
        passage: Passage, first: Word, last: Word, hit: tuple[Rule, str], *, shaped: bool = True
    ) -> Flag | None:
        rule, fix = hit
        if passage.place in rule.skip:
            return None
        written = passage.text[first.start : last.end]
        return _flag(rule, passage, Slip(first.start, last.end, shaped_like(fix, written) if shaped else fix))


def load(file: Path) -> Style:
    """Read the rules. Raises ValueError naming the rule that cannot be read, OSError when the file cannot."""
    with file.open("rb") as opened:
        table = tomllib.load(opened)
    made = Style()
    rules = []
    for entry in table["rule"]:
        try:
            rule = _rule(entry)
            _fill(made, rule, entry)
        except (KeyError, ValueError, re.error, AttributeError) as error:
            raise ValueError(f"{file.name}: rule {entry.get('id', '?')}: {error}") from error
        rules.append(rule)
    made.rules = tuple(rules)
    made.openers = frozenset(phrase.partition(" ")[0] for phrase in made.phrases)
    made.keys = made.openers | made.words.keys() | {word.lower() for word in made.cased}
    made.looking = tuple(rule for rule in rules if rule.pattern is not None or rule.code is not None)
    return made


def _rule(entry: dict[str, Any]) -> Rule:
    pattern = entry.get("pattern")
    code = entry.get("code")
    return Rule(
        id=entry["id"],
        name=entry["name"],
        message=entry["message"],
        sure=entry["sure"],
        source=entry["source"],
        wrong=tuple(entry["wrong"]),
        right=tuple(entry["right"]),
        skip=frozenset(Place(place) for place in entry.get("skip", ())),
        needs=frozenset(entry.get("needs", "")),
        pattern=re.compile(pattern) if pattern else None,
        replace=entry.get("replace", ""),
        code=getattr(style_code, code) if code else None,
        openers=frozenset(entry.get("openers", "").split()),
    )


def _fill(made: Style, rule: Rule, entry: dict[str, Any]) -> None:
    for wrong, right in _pairs(entry, "words"):
        _put_word(made, rule, wrong, right)
    for wrong, right in _pairs(entry, "phrases"):
        made.phrases[wrong] = (rule, right)
    for wrong, right in _pairs(entry, "cased"):
        made.cased[wrong] = (rule, right)
    roots = tuple(_pairs(entry, "roots"))
    # Only where a first letter melts may a wrong root give a right form: "menampakkan" is of "tampak", not "nampak".
    fine = {
        form
        for _, right in roots
        for made_of, form in forms_of(right.lower())
        if made_of.prefix.endswith("N")
    }
    for wrong, right in roots:
        _put_word(made, rule, wrong, right)
        if " " in wrong or " " in right:
            continue
        for dress, form in forms_of(wrong):
            if form not in fine and form not in made.words:
                made.words[form] = (rule, _dressed(dress, right))


def _put_word(made: Style, rule: Rule, wrong: str, right: str) -> None:
    if " " in wrong:
        made.phrases[wrong] = (rule, right)
        return
    made.words[wrong] = (rule, right)
    if not wrong.endswith(_CLITIC):
        made.words[wrong + _CLITIC] = (rule, right + _CLITIC)


def _dressed(dress: Affixed, right: str) -> str:
    return formed(dress, right) if dress.prefix or dress.suffix else right + dress.clitic


def _pairs(entry: dict[str, Any], key: str) -> Iterator[tuple[str, str]]:
    for pair in entry.get(key, ()):
        wrong, equals, right = pair.partition(" = ")
        if not equals:
            raise ValueError(f"{pair!r} has no ' = '")
        yield wrong.strip(), right.strip()


def _flag(rule: Rule, passage: Passage, slip: Slip) -> Flag:
    written = passage.text[slip.start : slip.end]
    return Flag(
        start=slip.start,
        end=slip.end,
        text=written,
        kind=FlagKind.STYLE,
        rule=rule.id,
        message=slip.message or rule.said(written, slip.fix),
        fixes=(slip.fix,) if slip.fix and slip.fix != written else (),
        sure=rule.sure and bool(slip.fix),
        block=passage.block,
    )
