"""Copied addresses lose redirects and trackers, and nothing else."""

import pytest

from desktop_app.foreign.addresses import cleaned


@pytest.mark.parametrize(("copied", "kept"), [
    ("https://contoh.id/a?utm_source=x&id=7&fbclid=z", "https://contoh.id/a?id=7"),
    ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fcontoh.id%2F&usg=AO", "https://contoh.id/"),
    ("https://urldefense.com/v3/__https://contoh.id/x__;!!abc!def$", "https://contoh.id/x"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fcontoh.id%2F%3Fgclid%3D1", "https://contoh.id/"),
    ("https://contoh.id/a#:~:text=kata", "https://contoh.id/a"),
])  # fmt: skip
def test_what_is_behind_the_address(copied, kept):
    assert cleaned(copied) == (kept, True)
    assert cleaned(kept) == (kept, False)


@pytest.mark.parametrize("address", [
    "https://contoh.id/a?b=%20c&d", "https://contoh.id/?q=utm_source", "mailto:a@b.id?subject=x", "tidak jelas",
    "https://www.google.com/search?q=jakarta", "https://[::1", "https://contoh.id/#bab-2",
])  # fmt: skip
def test_what_tracks_nobody_stays_as_it_is(address):
    assert cleaned(address) == (address, False)
