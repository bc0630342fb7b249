"""What the windows say, in the language of the person in front of them. The source texts are Indonesian.

Qt holds the chosen language (an installed translator), so there is no state of our own; without an application, or
with Indonesian chosen, every text of ours says itself. Qt has no Indonesian of its own: that is in our table, too.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

_TEXT = "text"
_SENTENCE = "sentence"
_HOLE = re.compile(r"\{(\w+)\}")


def tr(text: str) -> str:
    """*text*, a literal of the windows, in the chosen language."""
    return QCoreApplication.translate(_TEXT, text)


def said(sentence: str) -> str:
    """A sentence that came from a room below (a refusal, a trouble, a check) in the chosen language.

    Such sentences carry names and numbers; the English table holds their patterns. Unknown ones stay Indonesian.
    """
    return QCoreApplication.translate(_SENTENCE, sentence) if sentence else ""


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
        self._qt = qt
        self._texts = dict(texts) | {key: value for key, value in sentences.items() if "{" not in key}
        self._patterns = [(_pattern(source), target) for source, target in sentences.items() if "{" in source]

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        if context == _TEXT:
            return self._texts.get(sourceText)
        if context == _SENTENCE:
            return self._texts.get(sourceText) or self._by_pattern(sourceText)
        return self._qt.get(sourceText)

    def _by_pattern(self, sentence: str) -> str | None:
        for pattern, target in self._patterns:
            if found := pattern.fullmatch(sentence):
                # What filled a hole may be a sentence itself ("Belum dapat terbit. Tulis judulnya.").
                holes = {
                    name: self._texts.get(value) or self._by_pattern(value) or value
                    for name, value in found.groupdict().items()
                }
                return target.format(**holes)
        return None


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
