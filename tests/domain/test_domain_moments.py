"""When a story may be said to go out, and when it does."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.moments import EARLIEST, FARTHEST, due, implausible

NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), "sebelum 1990"),
        (EARLIEST - timedelta(seconds=1), "sebelum 1990"),
        (EARLIEST, ""),
        (NOW, ""),
        (NOW + FARTHEST, ""),
        (NOW + FARTHEST + timedelta(seconds=1), "dua tahun"),
        (datetime.max.replace(tzinfo=UTC), "dua tahun"),
    ],
)
def test_a_moment_no_story_can_mean_is_told(at, said):
    found = implausible(at, NOW)
    assert said in found if said else found == ""


def test_an_embargo_holds_what_is_asked_for_now_or_earlier():
    later, latest = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    assert due(None, None, NOW) is None
    assert due(NOW - timedelta(days=9), None, NOW) is None
    assert due(later, latest, NOW) == due(latest, later, NOW) == due(None, latest, NOW) == latest
