"""Documents as text: the same for equal values, and the same as desks of before wrote them."""

import json

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop_app.storage.codec import dump, load

law = settings(
    max_examples=300, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate], database=None
)
text = st.text(max_size=20)  # halves of surrogate pairs, too
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.integers(0, 999).map(lambda n: n / 1000)
    | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)


def _of_before(plain: object) -> str:
    """How documents were written until the standard library's JSON gave way."""
    written = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return written


@law
@given(values)
def test_a_document_is_written_as_it_always_was(value):
    assert dump(value) == _of_before(value)
    assert load(dump(value)) == value
