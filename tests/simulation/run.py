"""Play many days: ``python tests/simulation/run.py [--seeds N] [--first S] [--desks D]``; a failing day is shrunk."""

import argparse
import gc
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from simulation.mutants import ALL  # noqa: E402
from simulation.place import one_thread  # noqa: E402
from simulation.world import STEPS, Day, Stage, play  # noqa: E402


class Theatre:
    """Where days are played: a folder in memory where the system has one."""

    def __init__(self, *, desks: int = 3) -> None:
        memory = Path("/dev/shm")
        self._folder = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
        self.root = Path(self._folder.name)
        self._thread = one_thread()
        self._thread.__enter__()
        self.stage = Stage(self.root, desks)
        # What was loaded until here lives as long as the process: the collector need not look at it every day.
        gc.collect()
        gc.freeze()

    def __enter__(self) -> "Theatre":
        return self

    def __exit__(self, *_: object) -> None:
        self.stage.close()
        self._thread.__exit__(None, None, None)
        self._folder.cleanup()
        gc.unfreeze()

    def day(self, seed: int, **more) -> Day:
        return play(seed, self.stage, **more)

    def twice(self, seed: int) -> Day:
        """The day told twice; two different tellings are a fault of their own."""
        first, second = self.day(seed), self.day(seed)
        if first.trace != second.trace:
            here = next((a, b) for a, b in zip(first.log, second.log, strict=False) if a != b)
            return Day(seed, (*first.faults, f"told twice, differently: {here}"), first.trace)
        return first

    def shrunk(self, seed: int, *, patience: int = 120) -> tuple[list[int], Day]:
        """The fewest steps that still go wrong, by leaving out ever smaller pieces."""
        steps, size = list(range(STEPS)), STEPS // 2
        worst = self.day(seed)
        while size and patience:
            for start in range(0, len(steps), size):
                fewer = steps[:start] + steps[start + size :]
                patience -= 1
                found = self.day(seed, steps=fewer)
                if found.faults:
                    steps, worst = fewer, found
                    break
                if not patience:
                    break
            else:
                size //= 2
        return steps, worst

    def told(self, seed: int, *, patience: int = 120) -> str:
        """A failing day in words: its seed, the few steps it needs, and what they did."""
        steps, day = self.shrunk(seed, patience=patience)
        return "\n".join(
            (f"seed {seed}, steps {steps}", *(f"  broken: {fault}" for fault in day.faults), *day.log)
        )


def hunt(seeds: range, desks: int) -> int:
    """Put every known bug in, one at a time, and tell the first of *seeds* whose day sees it."""
    alive = 0
    with Theatre(desks=desks) as theatre:
        for name in sorted(ALL):
            with ALL[name]():
                first = next((seed for seed in seeds if theatre.day(seed).sees), None)
            alive += first is None
            print(f"{name}: {'not seen' if first is None else f'seed {first}'}", flush=True)
    print(f"{len(ALL) - alive} of {len(ALL)} known bugs seen by {len(seeds)} days", flush=True)
    return 1 if alive else 0


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=500)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--desks", type=int, default=3)
    asked.add_argument("--once", action="store_true", help="do not tell each day twice")
    asked.add_argument("--tell", action="store_true", help="shrink and tell the first failing day")
    asked.add_argument("--mutants", action="store_true", help="which day is the first to see each known bug")
    wanted = asked.parse_args()
    if wanted.mutants:
        return hunt(range(wanted.first, wanted.first + wanted.seeds), wanted.desks)
    failing: list[Day] = []
    began = time.process_time()
    with Theatre(desks=wanted.desks) as theatre:
        for seed in range(wanted.first, wanted.first + wanted.seeds):
            day = theatre.day(seed) if wanted.once else theatre.twice(seed)
            if day.faults:
                failing.append(day)
                print(f"seed {seed}: {'; '.join(day.faults)}", flush=True)
                if wanted.tell and len(failing) == 1:
                    print(theatre.told(seed), flush=True)
        spent = time.process_time() - began
    print(f"{wanted.seeds} seeds, {len(failing)} failing, {spent:.1f} s of one core", flush=True)
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
