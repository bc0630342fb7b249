"""The newsroom's own lists: name codes, places, words. Edited at any desk, shared by all.

Every line is a record of its own, so two people who add different lines never meet, and two who write the same line
meet in one record: its id is made from the list's name and the key.
"""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.domain.errors import Refusal

# The lists this desk knows. A list with another name travels and is kept; a newer desk uses it.
NAMES = "name"  # key: a code typed in a story; value: full name with title
PLACES = "place"  # key: a code; value: the place as the newsroom writes it
SILENCES = "silence"  # key: article id and rule; value: the rule. See desk.checking
WORDS = "word"  # key: a word; value: what to write instead, empty when the word is right as it is

CODE_LISTS = (NAMES, PLACES)
# Codes of photographers are the directory's. Desks before that kept them here; `desk.directory` takes them over.
PHOTOGRAPHERS = "photographer"

LONGEST_KEY = 100  # characters
LONGEST_VALUE = 1_000
_ID_DIGITS = 32  # 128 bits of a SHA-256: no two keys of any newsroom will ever meet


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One line of one list. *note* says why in a colleague's words; *by* and *at* are the last who touched it.

    *other* is the value that lost when two people changed this line at once: it stays here until somebody edits
    the line, so nothing anybody wrote goes unseen. *deleted* lines stay for the history.
    """

    id: str
    list: str
    key: str
    value: str = ""
    note: str = ""
    by: str = ""
    at: datetime | None = None
    other: str = ""
    deleted: bool = False
    extra: dict[str, Any] = field(default_factory=dict, hash=False)


def folded(key: str) -> str:
    """The form two keys are compared in: composed (NFC), without regard to case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", key).casefold().split())


def entry_id(list_: str, key: str) -> str:
    """The id of the line *key* of the list *list_*, the same at every desk."""
    digest = hashlib.sha256(f"{list_}\0{folded(key)}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{list_}.{digest[:_ID_DIGITS]}"


def checked_entry(list_: str, key: str, value: str, note: str = "") -> ListEntry:
    """A line as a person typed it, trimmed. Raises Refusal when the key is empty, spaced (codes) or too long."""
    key, value, note = (" ".join(text.split()) for text in (key, value, note))
    if list_ in CODE_LISTS:
        key = key.removeprefix("\\").strip()
        if " " in key or "\\" in key:
            raise Refusal(f"Kode «{key}» tidak boleh berisi spasi atau garis miring.", rule="list.key")
        if not value:
            raise Refusal(f"Isi dulu kepanjangan kode «{key}».", rule="list.value")
    if not key:
        raise Refusal("Isi dulu kodenya." if list_ in CODE_LISTS else "Isi dulu katanya.", rule="list.key")
    if len(key) > LONGEST_KEY or len(value) > LONGEST_VALUE or len(note) > LONGEST_VALUE:
        raise Refusal(f"«{key[:40]}» terlalu panjang untuk satu baris daftar.", rule="list.length")
    return ListEntry(entry_id(list_, key), list_, key, value, note)
