from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.photo_likeness import NEAR, distance, hashes, likely

looks = st.lists(st.integers(0, 2**64 - 1), min_size=7, max_size=7).map(
    lambda values: "".join(f"{value:016x}" for value in values)
)


@given(looks, looks)
def test_distance_is_the_same_both_ways_and_nothing_to_itself(one, other):
    assert distance(hashes(one), hashes(one)) == 0
    assert distance(hashes(one), hashes(other)) == distance(hashes(other), hashes(one)) <= 64


@given(looks, st.sets(st.integers(0, 63), max_size=NEAR), st.integers(0, 6))
def test_a_few_bits_in_any_window_do_not_hide_a_twin(one, flipped, window):
    whole = hashes(one)[window]
    for bit in flipped:
        whole ^= 1 << bit
    assert likely(f"{whole:016x}", [("a", one)]) == ("a",)


def test_a_photo_without_looks_is_like_nothing():
    assert likely("", [("a", "0" * 112)]) == ()
    assert likely("0" * 112, [("a", "")]) == ()
