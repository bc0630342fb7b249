"""Values as columns hold them, and back."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_STEADY = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def micros(moment: datetime) -> int:
    """Whole microseconds since 1970; exact, unlike ``timestamp()``."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """The other way of :func:`micros`."""
    return _EPOCH + timedelta(microseconds=stored)


def moment_or_none(stored: int | None) -> datetime | None:
    """:func:`moment`, for columns that may be empty."""
    return None if stored is None else moment(stored)


def micros_or_none(when: datetime | None) -> int | None:
    """:func:`micros`, for columns that may be empty."""
    return None if when is None else micros(when)


def dump(plain: Any) -> str:
    """JSON text, the same for equal values. Half of a surrogate pair is escaped: typed text is never turned away."""
    try:
        return orjson.dumps(plain, option=_STEADY).decode()
    except orjson.JSONEncodeError:
        return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def load(text: str) -> Any:
    """Plain data from what :func:`dump` wrote."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


def speakable(text: str) -> str:
    """*text* with lone surrogates replaced, for columns that only serve lists and search."""
    return text.encode("utf-8", "replace").decode("utf-8")
