"""Whole days of desks, site and a failing line, each told twice from one seed; and the bugs it must see.

``MEJA_SEEDS`` says how many days (500 before a release; an everyday run plays fewer). A failing day is shrunk and
printed; ``python tests/simulation/run.py --first SEED --seeds 1 --tell`` tells it again.
"""

import os

import pytest
from simulation.mutants import ALL
from simulation.run import Theatre

SEEDS = int(os.environ.get("MEJA_SEEDS", "20"))
MUTANTS = os.environ.get("MEJA_MUTANTS", "known")
# A seed at which each bug shows, found by a long run: the everyday run plays these alone.
SHOWN_BY: dict[str, int] = {}


@pytest.fixture(scope="module")
def theatre():
    with Theatre() as opened:
        yield opened


@pytest.mark.timeout(1800)
def test_no_day_loses_doubles_or_invents_anything(theatre):
    for seed in range(SEEDS):
        day = theatre.twice(seed)
        if day.faults:
            pytest.fail(f"{'; '.join(day.faults)}\n{theatre.told(seed)}")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(2))
def test_no_clock_decides_anything(theatre, seed):
    """The same day by right clocks and by clocks that are weeks off ends in the same texts."""
    wrong, right = theatre.day(seed), theatre.day(seed, skewed=False)
    assert [text for _, text in wrong.texts] == [text for _, text in right.texts]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", sorted(ALL))
def test_every_known_bug_is_seen(theatre, name):
    seeds = [SHOWN_BY[name]] if MUTANTS == "known" and name in SHOWN_BY else range(200)
    with ALL[name]():
        assert any(theatre.day(seed).faults for seed in seeds)
