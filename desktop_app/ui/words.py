"""What the windows say, in the language of the person in front of them. The source texts are Indonesian.

Qt holds the chosen language (an installed translator), so there is no state of our own; without an application, or
with Indonesian chosen, every text of ours says itself. Qt has no Indonesian of its own: that is in our table, too.

Qt asks for its texts on any thread and with locks held (decoding a picture is enough). A translator in Python would
wait there for Python's turn while whoever has it waits for the lock, and the program would stand still. So the table
is handed to Qt as one of its own, a .qm in memory, and no Python runs when Qt asks.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

_TEXT = "text"
_SENTENCE = "sentence"
# Under this text the table carries its patterns, as JSON.
_PATTERNS = "patterns"
_HOLE = re.compile(r"\{(\w+)\}")
_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES = b"\x42", b"\x69"
_END, _TRANSLATION, _SOURCE, _CONTEXT = b"\x01", b"\x03", b"\x06", b"\x07"


def tr(text: str) -> str:
    """*text*, a literal of the windows, in the chosen language."""
    return QCoreApplication.translate(_TEXT, text)


def said(sentence: str) -> str:
    """A sentence that came from a room below (a refusal, a trouble, a check) in the chosen language.

    Such sentences carry names and numbers; the English table holds their patterns. Unknown ones stay Indonesian.
    """
    if not sentence:
        return ""
    whole = QCoreApplication.translate(_SENTENCE, sentence)
    return whole if whole != sentence else _by_pattern(sentence) or sentence


class Words(QTranslator):
    """One language: *texts* whole, *sentences* as patterns with ``{holes}``, *qt*: what Qt's own dialogs say."""

    def __init__(
        self,
        texts: Mapping[str, str],
        sentences: Mapping[str, str],
        qt: Mapping[str, str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        whole = dict(texts) | {source: target for source, target in sentences.items() if "{" not in source}
        patterns = {source: target for source, target in sentences.items() if "{" in source}
        told = [(context, *pair) for context in (_TEXT, _SENTENCE) for pair in whole.items()]
        told.append((_SENTENCE, _PATTERNS, json.dumps(patterns)))
        # Qt reads where it lies: the bytes live as long as this object.
        self._table = _compiled([*told, *(("", *pair) for pair in qt.items())])
        self.load(self._table)


def _by_pattern(sentence: str) -> str | None:
    for pattern, target in _patterns(QCoreApplication.translate(_SENTENCE, _PATTERNS)):
        if found := pattern.fullmatch(sentence):
            # What filled a hole may be a sentence itself ("Belum dapat terbit. Tulis judulnya.").
            return target.format(**{name: said(value) for name, value in found.groupdict().items()})
    return None


@lru_cache(maxsize=4)
def _patterns(table: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    if table == _PATTERNS:  # no language is chosen
        return ()
    return tuple((_pattern(source), target) for source, target in json.loads(table).items())


def read_words(folder: Path, language: str, parent: QObject | None = None) -> Words | None:
    """The table ``<language>.json`` of *folder*; None for an unknown language.

    Our own texts are Indonesian by themselves, Qt's are English: each table holds what the other lacks.
    """
    file = folder / f"{language}.json"
    if not file.is_file():
        return None
    table = json.loads(file.read_text(encoding="utf-8"))
    return Words(table["texts"], table["sentences"], table["qt"], parent)


def _pattern(source: str) -> re.Pattern[str]:
    parts = _HOLE.split(source)
    made = "".join(f"(?P<{part}>.+?)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.compile(made, re.DOTALL)


def _compiled(told: list[tuple[str, str, str]]) -> bytes:
    """A .qm: (context, source, translation) each; an empty context stands for all. See Qt's qtranslator.cpp."""
    hashes: list[tuple[int, int]] = []
    messages = bytearray()
    for context, source, target in told:
        hashes.append((_hash(source.encode()), len(messages)))
        messages += _field(_TRANSLATION, target.encode("utf-16-be")) + _field(_SOURCE, source.encode())
        messages += (_field(_CONTEXT, context.encode()) if context else b"") + _END
    index = b"".join(number.to_bytes(4, "big") + at.to_bytes(4, "big") for number, at in sorted(hashes))
    return _MAGIC + _field(_HASHES, index) + _field(_MESSAGES, bytes(messages))


def _field(tag: bytes, data: bytes) -> bytes:
    return tag + len(data).to_bytes(4, "big") + data


def _hash(source: bytes) -> int:
    """The ELF hash of *source*."""
    number = 0
    for byte in source:
        number = (number << 4) + byte
        high = number & 0xF0000000
        number = (number ^ high >> 24) & ~high
    return number or 1
