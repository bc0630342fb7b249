"""Values to plain data and back: the one form records have on disk and on the wire.

Plain data is what JSON holds. Times are ISO 8601 in UTC, tuples are lists, enums their value. Keys a class does not
know are kept in its ``extra`` and written back untouched, so an older desk never drops a newer desk's field.
"""

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, partial
from math import isfinite
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Reader = Callable[[Any], Any]

_EXTRA = "extra"
_SCALARS = (str, int, bool, float)
_AS_THEY_ARE = frozenset({str, int, bool, types.NoneType})  # most of a record: JSON holds them as they stand


def to_plain(value: object) -> Any:
    """Turn a frozen value into dicts, lists, strings, numbers, booleans and None.

    Raises ValueError for a number that is none or without end: JSON has no word for it.
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    names = _names(cast("Any", kind))
    if names is not None:
        plain = {name: to_plain(getattr(value, name)) for name in names}
        return {**getattr(value, _EXTRA, {}), **plain}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{value} is no number")
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """Read a value of dataclass *kind* from plain data; keys missing from *plain* take their default.

    Raises ValueError naming the field when the data does not fit.
    """
    if not isinstance(plain, dict):
        raise ValueError(f"{kind.__name__}: expected an object, got {type(plain).__name__}")
    readers, keeps_extra = _readers(cast("Any", kind))
    known: dict[str, Any] = {}
    for name, exact, read in readers:
        if name not in plain:
            continue
        item = plain[name]
        if type(item) is not exact:
            try:
                item = read(item)
            except (ValueError, TypeError, AttributeError) as error:
                raise ValueError(f"{kind.__name__}.{name}: {error}") from error
        known[name] = item
    if keeps_extra:
        # Mostly there is nothing unknown, and the count tells.
        known[_EXTRA] = {} if len(known) == len(plain) else _unknown(plain, known)
    try:
        return kind(**known)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def _unknown(plain: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in plain.items() if key not in known and key != _EXTRA}


# A first sync reads ten thousand stories: what a type means is worked out once, not for every value.


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass that become keys of their own; None for any other type."""
    if not is_dataclass(kind):
        return None
    return tuple(f.name for f in fields(kind) if f.name != _EXTRA)


@cache
def _readers(kind: type) -> tuple[tuple[tuple[str, type | None, _Reader], ...], bool]:
    """How each field of *kind* is read, beside the type that needs no reading; and whether it keeps unknown keys."""
    hints = get_type_hints(kind)
    read = tuple((name, _exact(hint), _reader(hint)) for name, hint in hints.items() if name != _EXTRA)
    return read, _EXTRA in hints


def _exact(hint: Any) -> type | None:
    """The type whose values are taken for *hint* as they are, without a call for each; None when there is none."""
    hint = getattr(hint, "__supertype__", hint)
    if get_origin(hint) in (Union, types.UnionType):
        rest = [option for option in get_args(hint) if option is not types.NoneType]
        return _exact(rest[0]) if len(rest) == 1 else None
    return hint if hint in _SCALARS else None


@cache
def _reader(hint: Any) -> _Reader:
    """How plain data becomes a value of type *hint*."""
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _union_reader(get_args(hint))
    if origin is tuple:
        return _tuple_reader(get_args(hint))
    if not isinstance(hint, type) or origin is not None:
        return _as_it_is
    if is_dataclass(hint):
        return partial(from_plain, hint)
    if hint in (datetime, date):
        return cast("_Reader", hint.fromisoformat)
    if issubclass(hint, Enum):
        return hint
    if hint in _SCALARS:
        return partial(_exactly, hint)
    return _as_it_is


def _as_it_is(plain: Any) -> Any:
    return plain


def _exactly(wanted: type, plain: Any) -> Any:
    found = type(plain)
    if found is wanted:
        return plain
    if wanted is float and isinstance(plain, int) and found is not bool:
        return float(plain)
    raise ValueError(f"expected {wanted.__name__}, got {found.__name__}")


def _union_reader(options: tuple[Any, ...]) -> _Reader:
    rest = [option for option in options if option is not type(None)]
    one = _reader(rest[0]) if len(rest) == 1 else _as_it_is
    nullable = type(None) in options

    def read(plain: Any) -> Any:
        if plain is not None:
            return one(plain)
        if nullable:
            return None
        raise ValueError("must not be null")

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    alike = len(arguments) == 2 and arguments[1] is Ellipsis
    exact = _exact(arguments[0]) if alike else None
    readers = [_reader(hint) for hint in arguments if hint is not Ellipsis]

    def read(plain: Any) -> Any:
        if not isinstance(plain, (list, tuple)):
            raise ValueError(f"expected a list, got {type(plain).__name__}")
        if alike:
            read_one = readers[0]
            return tuple([item if type(item) is exact else read_one(item) for item in plain])
        if len(readers) != len(plain):
            raise ValueError(f"expected {len(readers)} items, got {len(plain)}")
        return tuple([reader(item) for reader, item in zip(readers, plain, strict=True)])

    return read
