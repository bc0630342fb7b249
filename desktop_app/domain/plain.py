"""Values to plain data and back: the one form records have on disk and on the wire.

Plain data is what JSON holds. Times are ISO 8601 in UTC, tuples are lists, enums their value. Keys a class does not
know are kept in its ``extra`` and written back untouched, so an older desk never drops a newer desk's field.
"""

import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

_EXTRA = "extra"


def to_plain(value: object) -> Any:
    """Turn a frozen value into dicts, lists, strings, numbers, booleans and None."""
    if is_dataclass(value) and not isinstance(value, type):
        plain = {f.name: to_plain(getattr(value, f.name)) for f in fields(value) if f.name != _EXTRA}
        return {**getattr(value, _EXTRA, {}), **plain}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
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
    hints = _hints(cast("Any", kind))
    known: dict[str, Any] = {}
    for name, hint in hints.items():
        if name == _EXTRA or name not in plain:
            continue
        try:
            known[name] = _read(hint, plain[name])
        except (ValueError, TypeError, AttributeError) as error:
            raise ValueError(f"{kind.__name__}.{name}: {error}") from error
    if _EXTRA in hints:
        known[_EXTRA] = {key: item for key, item in plain.items() if key not in hints}
    try:
        return kind(**known)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(hint: Any, plain: Any) -> Any:
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(hint), plain)
    if origin is tuple:
        return _read_tuple(get_args(hint), plain)
    if is_dataclass(hint) and isinstance(hint, type):
        return from_plain(hint, plain)
    if hint is datetime:
        return datetime.fromisoformat(plain)
    if hint is date:
        return date.fromisoformat(plain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(plain)
    if hint is float and isinstance(plain, int) and not isinstance(plain, bool):
        return float(plain)
    if isinstance(hint, type) and hint in (str, int, bool, float) and type(plain) is not hint:
        raise ValueError(f"expected {hint.__name__}, got {type(plain).__name__}")
    return plain


def _read_union(options: tuple[Any, ...], plain: Any) -> Any:
    if plain is None:
        if type(None) in options:
            return None
        raise ValueError("must not be null")
    rest = [option for option in options if option is not type(None)]
    if len(rest) == 1:
        return _read(rest[0], plain)
    return plain


def _read_tuple(arguments: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, (list, tuple)):
        raise ValueError(f"expected a list, got {type(plain).__name__}")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_read(arguments[0], item) for item in plain)
    if len(arguments) != len(plain):
        raise ValueError(f"expected {len(arguments)} items, got {len(plain)}")
    return tuple(_read(hint, item) for hint, item in zip(arguments, plain, strict=True))
