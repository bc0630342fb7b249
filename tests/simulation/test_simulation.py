"""Whole days of desks, site and a failing line, each told twice from one seed; and the bugs they must see.

``MEJA_SEEDS`` says how many days. A failing day is shrunk and printed;
``python tests/simulation/run.py --first SEED --seeds 1 --tell`` tells it again, ``--mutants`` tells which day is the
first to see each known bug.
"""

import os

import pytest
from simulation.mutants import ALL
from simulation.run import Theatre
from simulation.world import STEPS

SEEDS = int(os.environ.get("MEJA_SEEDS", "500"))
_PORTION = 25  # days in one test, so that several cores share them
# The first day of the kind a bug needs (a person clears out, or lacks rights); days before would be played in vain.
FIRST = {"many deletions obeyed": 28, "rights not checked": 19}
# Seen by days of their own, in test_simulation_aimed.py.
AIMED = ("cursor before rows", "publish twice on retry", "stale conflict copy")


@pytest.fixture(scope="module")
def theatre():
    with Theatre() as opened:
        yield opened


@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", range(0, SEEDS, _PORTION))
def test_no_day_loses_doubles_or_invents_anything(theatre, first):
    for seed in range(first, min(first + _PORTION, SEEDS)):
        day = theatre.twice(seed)
        if day.faults:
            pytest.fail(f"{'; '.join(day.faults)}\n{theatre.told(seed)}")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1])
def test_no_clock_decides_anything(theatre, seed):
    """The same day by right clocks and by clocks that are weeks off ends in the same texts."""
    wrong, right = theatre.day(seed), theatre.day(seed, skewed=False)
    assert sorted(text for _, text in wrong.texts) == sorted(text for _, text in right.texts)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", sorted(set(ALL) - set(AIMED)))
def test_every_known_bug_is_seen(theatre, name):
    with ALL[name]():
        assert any(theatre.day(seed).sees for seed in range(FIRST.get(name, 0), SEEDS))


@pytest.mark.timeout(300)
def test_a_failing_day_is_told_by_the_few_steps_it_needs(theatre):
    with ALL["base not checked"]():
        seed = next(seed for seed in range(SEEDS) if theatre.day(seed).sees)
        steps, day = theatre.shrunk(seed, patience=25)
        assert len(steps) < STEPS / 2
        assert theatre.day(seed, steps=steps).faults == day.faults != ()
        assert theatre.told(seed, patience=1).startswith(f"seed {seed}, steps ")
    assert theatre.day(seed, steps=steps).faults == ()
