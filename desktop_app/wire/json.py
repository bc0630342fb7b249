"""Strict JSON at the door: what one end accepts, the other end and both databases can hold.

Refused: NaN and Infinity, duplicate keys, lone surrogates and NUL characters, integers beyond 64 bits, nesting deeper
than :data:`DEEPEST`, bytes that are not UTF-8, and anything larger than the caller allows.
"""

import json
import math
from typing import Any

import orjson

LARGEST = 16 * 1024 * 1024  # bytes
DEEPEST = 64
_SMALLEST_INTEGER = -(2**63)
_LARGEST_INTEGER = 2**63 - 1
_LONGEST_INTEGER = 20  # digits and sign of a 64-bit integer
NUL = b"\\u0000"  # as it is written

Written = orjson.Fragment  # JSON that is written already, to be put inside other JSON as it is


def read(data: bytes, *, largest: int = LARGEST) -> Any:
    """Parse UTF-8 JSON. Raises ValueError with a reason for anything unusual."""
    if len(data) > largest:
        raise ValueError(f"larger than {largest} bytes")
    value = _as_we_write_it(data)
    if value is _UNUSUAL:
        return _read_closely(data)
    _check_containers(value)
    return value


def write(value: object) -> bytes:
    """Compact UTF-8 JSON. Raises ValueError for lone surrogates and integers beyond 64 bits.

    NaN and Infinity would be written as null; `to_plain` and :func:`read` let neither in.
    """
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as error:
        raise ValueError(str(error)) from error


def load(written: str | bytes) -> Any:
    """What :func:`write` wrote and nobody has touched since: read without any check."""
    return orjson.loads(written)


_UNUSUAL = object()


def _as_we_write_it(data: bytes) -> Any:
    """The value when *data* is to the letter what :func:`write` makes of it, else `_UNUSUAL`.

    Nearly all that arrives was written by this program, and what says the same when written again hides no duplicate
    key and no number that was rounded. It is read several times faster than closely.
    """
    try:
        value = orjson.loads(data)
        return _UNUSUAL if NUL in data or orjson.dumps(value) != data else value
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return _UNUSUAL


def _read_closely(data: bytes) -> Any:
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


def _check_containers(value: Any) -> None:
    """:func:`_check` for what was written by us: only depth, and integers the reader takes but a database does not."""
    level = [value]
    for _ in range(DEEPEST):
        deeper: list[Any] = []
        for item in level:
            kind = type(item)
            if kind is dict:
                deeper.extend(item.values())
            elif kind is list:
                deeper.extend(item)
            elif kind is int and item > _LARGEST_INTEGER:
                raise ValueError("integer beyond 64 bits")
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
