"""Three desks, one site, and a line that fails by the dice: whatever the order, nothing is lost and all agree."""

import contextlib
import json
import random
from collections import defaultdict

import pytest
from newsroom_net import FaultyTransport

from desktop_app.domain.errors import Trouble

SEEDS = range(12)
STEPS = 45


class Chance:
    """One seeded day. Every sentence written is remembered, and must be found again."""

    def __init__(self, seed, desks, site) -> None:
        self.dice = random.Random(seed)
        self.site = site
        self.desks = [desks(name) for name in ("Dewi", "Budi", "Rina")]
        self.said = defaultdict(set)
        self.number = 0
        self.stories = [self._begin(self.desks[0]), self._begin(self.desks[1])]
        for _ in range(2):
            for desk in self.desks:
                desk.round()

    def _words(self, desk) -> str:
        self.number += 1
        return f"Kalimat {self.number} dari {desk.name}."

    def _begin(self, desk) -> str:
        texts = [self._words(desk) for _ in range(3)]
        story = desk.write(*texts)
        self.said[story] |= set(texts)
        return story

    def step(self) -> None:
        desk = self.dice.choice(self.desks)
        act = self.dice.random()
        if act < 0.45:
            self._write(desk)
        elif act < 0.95:
            mode = self.dice.choice(["before", "after", "twice", "none"])
            at = 0 if mode == "none" else self.dice.randint(1, 6)
            desk.later(self.dice.choice([0, 2, 90]))
            with contextlib.suppress(Trouble):
                desk.round(FaultyTransport(self.site.url, at, mode))
        elif act < 0.97:
            self.stories.append(self._begin(desk))
        else:
            self.site.stop()
            with contextlib.suppress(Trouble):
                desk.round()
            self.site.start()

    def _write(self, desk) -> None:
        held = {id_ for kind, id_ in desk.documents() if kind == "article"}
        story = self.dice.choice([one for one in self.stories if one in held])
        words = self._words(desk)
        self.said[story].add(words)
        kind = self.dice.random()
        if kind < 0.5:
            place = self.dice.randrange(len(desk.texts(story)))
            desk.edit_paragraph(story, place, words)
        elif kind < 0.8:
            desk.add_paragraph(story, words)
        else:
            desk.edit(story, **{self.dice.choice(["headline", "lead"]): words})

    def settle(self) -> None:
        for _ in range(3):
            for desk in self.desks:
                desk.later(400)
                desk.round()

    def judge(self) -> None:
        first = self.desks[0].documents()
        for desk in self.desks:
            assert desk.documents() == first
            assert desk.waiting() == 0
        for (kind, id_), doc in first.items():
            assert self.site.live(kind, id_) == doc
        for story in self.stories:
            self._nothing_lost(story)
            self._nothing_passed_over(story)
            texts = [block["text"] for block in first["article", story]["body"]]
            assert len(set(texts)) == len(texts)
            assert set(texts) <= self.said[story]

    def _nothing_lost(self, story) -> None:
        kept = set()
        for rev in self.site.revisions("article", story):
            from desktop_app.site.feed import one_revision

            with self.site.store.reading() as connection:
                kept.add(json.dumps(one_revision(connection, rev)[2], ensure_ascii=False))
        for words in self.said[story]:
            assert any(words in doc for doc in kept), words

    def _nothing_passed_over(self, story) -> None:
        """Every revision the site ever took is an ancestor of the live one."""
        parents = defaultdict(set)
        for rev, parent in self.site.rows("SELECT rev, parent FROM parent"):
            parents[rev].add(parent)
        ((live,),) = self.site.rows("SELECT rev FROM item WHERE kind = 'article' AND id = ?", story)
        reached, waiting = set(), [live]
        while waiting:
            rev = waiting.pop()
            if rev not in reached:
                reached.add(rev)
                waiting += parents[rev]
        assert self.site.revisions("article", story) <= reached


@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_by_chance(seed, desks, site):
    day = Chance(seed, desks, site)
    for _ in range(STEPS):
        day.step()
    day.settle()
    day.judge()
