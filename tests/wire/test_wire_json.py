"""Strict JSON: what is refused, and that everything written is read back the same."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop_app.wire import json

law = settings(
    max_examples=300, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate], database=None
)
text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)


@law
@given(values)
def test_what_is_written_is_read_back(value):
    assert json.read(json.write(value)) == value


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b"[-Infinity]",
        b"1e999",
        b'{"a": 1, "a": 2}',
        b'{"x": {"a": 1, "a": 1}}',
        b'"\\ud800"',
        b'["ok \\udfff"]',
        b'{"\\ud83d": 1}',
        b'"a\\u0000b"',
        b"9223372036854775808",
        b"-9223372036854775809",
        b"9" * 5000,
        b"[" * 100 + b"]" * 100,
        b"[" * 200_000,
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"",
        b"{'a': 1}",
    ],
)
def test_unusual_json_is_refused(data):
    with pytest.raises(ValueError):
        json.read(data)


def test_the_edges_that_are_still_fine():
    assert json.read(b"[9223372036854775807, -9223372036854775808]") == [2**63 - 1, -(2**63)]
    assert json.read('"\\ud83d\\ude00 é"'.encode()) == "😀 é"
    assert json.read(b"[" * 60 + b"]" * 60)


def test_size_is_capped_before_parsing():
    with pytest.raises(ValueError, match="larger"):
        json.read(b'"' + b"a" * 100 + b'"', largest=50)


@pytest.mark.parametrize("value", ["\ud800", 2**64, -(2**63) - 1])
def test_nothing_is_written_that_would_be_refused(value):
    with pytest.raises(ValueError):
        json.write([value])


@law
@given(values)
def test_both_ways_of_reading_agree(value):
    """What is written as we write it is read quickly, and anything else that says the same is read closely."""
    data = json.write(value)
    assert json.read(data) == json.read(b" " + data) == json.load(data)


def test_an_unsigned_integer_is_refused_in_our_own_spelling():
    with pytest.raises(ValueError, match="64 bits"):
        json.read(b'{"a":[18446744073709551615]}')


def test_written_json_is_put_inside_as_it_is():
    assert json.write({"doc": json.Written('{"b":1,"a":"é"}')}) == '{"doc":{"b":1,"a":"é"}}'.encode()
