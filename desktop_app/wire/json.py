"""Strict JSON at the door: what one end accepts, the other end and both databases can hold.

Refused: NaN and Infinity, duplicate keys, lone surrogates and NUL characters, integers beyond 64 bits, nesting deeper
than :data:`DEEPEST`, bytes that are not UTF-8, and anything larger than the caller allows.
"""

import json
import math
from typing import Any

LARGEST = 16 * 1024 * 1024  # bytes
DEEPEST = 64
_SMALLEST_INTEGER = -(2**63)
_LARGEST_INTEGER = 2**63 - 1
_LONGEST_INTEGER = 20  # digits and sign of a 64-bit integer


def read(data: bytes, *, largest: int = LARGEST) -> Any:
    """Parse UTF-8 JSON. Raises ValueError with a reason for anything unusual."""
    if len(data) > largest:
        raise ValueError(f"larger than {largest} bytes")
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_number,
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    _check(value)
    return value


def write(value: object) -> bytes:
    """Compact UTF-8 JSON. Raises ValueError for NaN, Infinity and lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _integer(text: str) -> int:
    if len(text) > _LONGEST_INTEGER or not _SMALLEST_INTEGER <= int(text) <= _LARGEST_INTEGER:
        raise ValueError("integer beyond 64 bits")
    return int(text)


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("number beyond double precision")
    return number


def _check(value: Any) -> None:
    """Walk without recursion: depth, and characters that a database or a page cannot hold."""
    level = [value]
    for _ in range(DEEPEST):
        deeper: list[Any] = []
        for item in level:
            if isinstance(item, str):
                _check_text(item)
            elif isinstance(item, list):
                deeper.extend(item)
            elif isinstance(item, dict):
                deeper.extend(item.keys())
                deeper.extend(item.values())
        if not deeper:
            return
        level = deeper
    raise ValueError("nested too deeply")


def _check_text(text: str) -> None:
    if text.isascii():
        if "\0" in text:
            raise ValueError("NUL character")
        return
    if "\0" in text:
        raise ValueError("NUL character")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("lone surrogate") from error
