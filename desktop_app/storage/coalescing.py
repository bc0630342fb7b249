"""May a new save take the place of the still-open one before it? Pure arithmetic over two documents.

The law: whatever a chain of coalesced saves lets go of, nobody misses. No block of the body, no value of a field
that is not text, and over the whole life of the open revision at most :data:`MOST` characters.
"""

from typing import Any

from desktop_app.storage.codec import dump

MOST = 40
_EMPTY: tuple[object, ...] = (None, "", [], {})


def dropped(old: dict[str, Any], new: dict[str, Any]) -> int | None:
    """How many characters of *old* are not in *new*; None when more than characters would go.

    Counted generously: what lies between the common beginning and the common end of a text counts as gone.
    """
    total = 0
    for name, before in old.items():
        after = new.get(name)
        if before == after or before in _EMPTY:
            continue
        if name == "body":
            lost = _dropped_blocks(before, after)
        elif isinstance(before, str) and isinstance(after, str):
            lost = _dropped_characters(before, after)
        else:
            lost = None
        if lost is None:
            return None
        total += lost
    return total


def _dropped_blocks(before: Any, after: Any) -> int | None:
    texts_before, texts_after = _texts(before), _texts(after)
    if texts_before is None or texts_after is None:
        return None
    order = [block_id for block_id in texts_after if block_id in texts_before]
    if order != list(texts_before):
        return None  # a block is gone, or they changed places
    return sum(_dropped_characters(text, texts_after[block_id]) for block_id, text in texts_before.items())


def _texts(body: Any) -> dict[str, str] | None:
    """Block texts by id, in order; None when this is not a body whose blocks can be told apart."""
    if not isinstance(body, list):
        return None
    texts: dict[str, str] = {}
    for block in body:
        if not isinstance(block, dict) or set(block) != {"id", "text"} or block["id"] in texts:
            return None
        texts[block["id"]] = block["text"]
    return texts


def _dropped_characters(before: str, after: str) -> int:
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return len(before) - start - end


def same(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether two documents are the same record, byte for byte on disk."""
    return dump(old) == dump(new)
