"""One simulated day: people, one site, a failing line, and every step's dice drawn from one seed.

A step's dice depend on the seed and the step's number alone, so that steps can be left out when a failing day is
made shorter.
"""

import contextlib
import hashlib
import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from simulation.checks import Ledger, Watch, judge, nothing_gone
from simulation.people import BEGIN, Colleague
from simulation.place import PEOPLE, Fate, FragileStore, Killed, SimSite, Templates, plain
from simulation.rights import Guard

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import BlockId, new_id
from desktop_app.domain.newsroom import Role
from desktop_app.markup import stored
from desktop_app.site import ops

STEPS = 45
_QUIET_PASSES = 2
_CLEARED = 20  # the step at which somebody clears out, if it is such a day
_MANY = 12  # stories everybody has at the beginning of such a day: a person has to be asked before so many go


@dataclass(frozen=True)
class Day:
    """What came of one day. *trace* names everything that happened, in order."""

    seed: int
    faults: tuple[str, ...]
    trace: str
    texts: tuple[tuple[str, str], ...] = ()
    log: tuple[str, ...] = field(default=(), repr=False)

    @property
    def sees(self) -> bool:
        """Whether a broken promise was seen; that a planted bug merely broke the site's code proves nothing."""
        return any(not fault.startswith("the site broke") for fault in self.faults)


class Stage:
    """What lives longer than a day: opened databases and the application, emptied before each."""

    def __init__(self, folder: Path, desks: int) -> None:
        self.templates = Templates(folder / "templates")
        self.site = SimSite(folder / "site", self.templates)
        FragileStore.fate = Fate()
        self.stores = {}
        for name in PEOPLE[:desks]:
            self.templates.copy("desk", folder / name)
            self.stores[name] = FragileStore.open(folder / name)

    def close(self) -> None:
        for store in self.stores.values():
            store.close()
        self.site.close()


def play(seed: int, stage: Stage, *, steps: Collection[int] = range(STEPS), skewed: bool = True) -> Day:
    """Play the day of *seed* with only these *steps*, then let the line heal and judge."""
    world = World(seed, stage, skewed=skewed)
    # Every other day the site judges what comes in together however little it is: both of its ways are played.
    together = patch.object(ops, "_WORTH_WRITING_TOGETHER", 1 if seed % 2 else ops._WORTH_WRITING_TOGETHER)
    with together, patch.object(stored, "new_block_id", world.new_block_id):
        return world.play(steps)


class World:
    def __init__(self, seed: int, stage: Stage, *, skewed: bool) -> None:
        self.seed, self.templates, self.site = seed, stage.templates, stage.site
        self.dice = random.Random(f"{seed}/weather")
        self._ids = random.Random(f"{seed}/ids")
        self._number = 0
        self._now = BEGIN
        self._log: list[str] = []
        self.late: list = []
        self.ledger, self.eyes = Ledger(), Watch()
        self.loss = self.dice.choice([0, 0.05, 0.15, 0.3])
        self.typing = 0.1
        self.restores, self.restored = self.dice.random() < 0.3, False
        self.site.begin(self)
        self.site.fate.killed = self.dice.choice([0, 0.02, 0.08])
        self.desks = []
        for name, store in stage.stores.items():
            killed, full = self.dice.choice([0, 0.01, 0.04]), self.dice.choice([0, 0, 0.02])
            skew = timedelta(days=self.dice.choice([0, 0, -9, 40]))
            one = Colleague(self, name, store, skew if skewed else timedelta(0))
            one.plan = (killed, full)
            self.desks.append(one)
        kind = self.dice.random()
        self.clearing = 0.85 <= kind < 0.92
        self.roles = dict.fromkeys(stage.stores, Role.ADMIN)
        if kind >= 0.92:
            self.eyes.guard = Guard(self)
            for desk in self.desks:
                self._give_role(self.dice, desk)
                desk.learns(self.roles[desk.name])

    def clock(self) -> datetime:
        self._now += timedelta(milliseconds=1)
        return self._now

    def new_id(self) -> str:
        return new_id(lambda: int(self._now.timestamp() * 1000), self._ids.randbytes)

    def new_block_id(self) -> BlockId:
        return BlockId(self._ids.randbytes(6).hex())

    def next_number(self) -> int:
        self._number += 1
        return self._number

    def uniform(self, low: float, high: float) -> float:
        return self.dice.uniform(low, high)

    def note(self, *what: object) -> None:
        self._log.append(" ".join(str(part) for part in what))

    def watch(self, desk, request, response) -> None:
        told = plain(response)
        self.note("told", desk.name, response.status, hashlib.sha256(response.body).hexdigest()[:12])
        self.eyes.look(self.site, request, response.status, told)

    # -- the day

    def play(self, steps: Collection[int]) -> Day:
        if self.clearing:
            self._fill()
        for number in steps:
            self._now += timedelta(seconds=random.Random(f"{self.seed}/{number}/pause").choice([1, 20, 90]))
            self._step(number)
        self._heal()
        faults = judge(self) if self.eyes.guard is None else self._judged_with_rights_back()
        texts = tuple(sorted((one.id, str(one.body)) for one in self.desks[0].stories()))
        trace = hashlib.sha256("\n".join(self._log).encode()).hexdigest()
        return Day(self.seed, faults, trace, texts, tuple(self._log))

    def _fill(self) -> None:
        """Many stories on every desk, brought there on a good line."""
        bad = self.loss, self.typing, self.site.fate.killed
        self.loss = self.typing = self.site.fate.killed = 0.0
        for _ in range(_MANY):
            self.desks[0].begin()
        for desk in self.desks:
            desk.round()
        self.loss, self.typing, self.site.fate.killed = bad

    def _step(self, number: int) -> None:
        dice = self.dice = random.Random(f"{self.seed}/{number}")
        self.site.fate.dice = dice
        desk = self.desks[number] if number < len(self.desks) else dice.choice(self.desks)
        desk.store.fate.dice = dice
        desk.store.fate.killed, desk.store.fate.full = desk.plan
        name, act = ("begin", desk.begin) if number < 2 else self._act(dice, desk)
        if self.clearing and number == _CLEARED:
            desk.store.fate.killed = desk.store.fate.full = 0.0
            name, act = ("clear out", lambda: desk.clear_out(dice))
        self.note("step", number, desk.name, name)
        try:
            act()
        except Killed:
            self.note("killed")
            desk.open = None  # what the editor held was not saved; the next start reads what is on disk
        except (Trouble, Refusal) as why:
            self.note("stopped", getattr(why, "kind", getattr(why, "rule", "")))
        desk.store.fate.killed = desk.store.fate.full = 0.0

    def _act(self, dice: random.Random, desk: Colleague) -> tuple[str, Callable[[], None]]:
        draw = dice.random()
        if self.clearing and draw < 0.05:
            return "answer", lambda: desk.answer(dice)
        if self.eyes.guard is not None and draw < 0.06:
            if draw < 0.03:
                return "role learnt", lambda: desk.learns(self.roles[desk.name])
            return "role changed", lambda: self._give_role(dice, desk)
        for share, name, act in (
            (0.36, "type", desk.type_on),
            (0.06, "look", lambda: desk.look(dice)),
            (0.02, "begin", desk.begin),
            (0.02, "delete", lambda: desk.put_away(dice)),
            (0.01, "restore", lambda: desk.restore(dice)),
            (0.02, "stage", lambda: desk.move_on(dice)),
            (0.04, "choose", lambda: desk.choose(dice)),
            (0.03, "photo", lambda: desk.photograph(dice)),
            (0.02, "credit", lambda: desk.credit(dice)),
            (0.02, "mark", lambda: desk.mark(dice)),
            (0.03, "publish", lambda: desk.publish(dice)),
            (0.01, "withdraw", lambda: desk.withdraw(dice)),
            (0.02, "backup", self._back_up),
            (0.02, "site restored", self._restore),
            (0.04, "late delivery", lambda: self._deliver_late(dice)),
        ):
            if draw < share:
                return name, act
            draw -= share
        return "round", desk.round

    def _give_role(self, dice: random.Random, desk: Colleague) -> None:
        self.roles[desk.name] = dice.choice(list(Role))
        self.site.give_role(desk.name, self.roles[desk.name])

    def _judged_with_rights_back(self) -> tuple[str, ...]:
        """What may not be sent is kept; once it may be sent, all is as on any other day."""
        faults = nothing_gone(self)
        for desk in self.desks:
            self.roles[desk.name] = Role.ADMIN
            self.site.give_role(desk.name, Role.ADMIN)
            desk.retry_all()
        self._heal()
        return tuple(sorted({*faults, *judge(self)}))

    def _back_up(self) -> None:
        if self.restores:
            self.site.back_up()

    def _restore(self) -> None:
        if self.restores and self.site.restore():
            self.late.clear()
            self.restored = True
            self.roles = {name: self.site.role(name) for name in self.roles}  # roles came back with the rest
            self.eyes.restored()

    def _deliver_late(self, dice: random.Random) -> None:
        self.site.publish_due()
        if self.late:
            request = self.late.pop(dice.randrange(len(self.late)))
            with contextlib.suppress(Killed):
                response = self.site.ask(request)
                self.eyes.look(self.site, request, response.status, plain(response))

    def _heal(self) -> None:
        """Everything late arrives, nothing fails any more, nobody types, everybody syncs."""
        self.site.fate.killed, self.loss, self.typing = 0.0, 0.0, 0.0
        self.dice = random.Random(f"{self.seed}/quiet")
        for request in self.late:
            response = self.site.ask(request)
            self.eyes.look(self.site, request, response.status, plain(response))
        self.late.clear()
        # Who is asked about deletions answers when a round has shown him the question, and needs one more for that.
        passes = _QUIET_PASSES + 2 * self.clearing
        number = 0
        while number < passes:
            waits = False
            for desk in self.desks:
                desk.store.fate.killed = desk.store.fate.full = 0.0
                self._now += timedelta(seconds=400)
                self.note("quiet", number, desk.name)
                desk.answer(self.dice)
                try:
                    desk.round()
                except (Trouble, Refusal) as why:
                    self.note("stopped", getattr(why, "cause", "") or why)
                waits = waits or self._waits_for_a_file(desk)
            # Such a file comes from a desk that learned only now that it is missed. What waited for it follows in the
            # second pass, and a desk whose turn is before that hears of it in the third.
            passes += number == 0 and self.restored and waits
            number += 1

    def _waits_for_a_file(self, desk: Colleague) -> bool:
        """Whether a photo of *desk* has a file that neither the desk nor the site holds."""
        photos = desk.photos()
        names = {
            name for photo in photos for name in (photo.sha256, *(one.sha256 for one in photo.renditions))
        }
        return not all(desk.blobs.has(name) or self.site.store.blobs.has(name) for name in names)
