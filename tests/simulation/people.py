"""The simulated desks: real verbs over a real store, told by a person who keeps a story open while others write."""

import contextlib
import random
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from simulation.place import SITE, Fate, FragileBlobs, FragileStore, Line
from simulation.town import said_in, sentence

from desktop_app.desk import choosing, proofing, publishing, syncing, writing
from desktop_app.desk.bundle import Desk as Bundle
from desktop_app.domain.article import Article, PhotoUse, Stage
from desktop_app.domain.conflict import Conflict, Weight
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.document import BlockText
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import BlockId, PhotoId, new_id
from desktop_app.domain.newsroom import Person, Role
from desktop_app.domain.outbox import DeletionChoice, StepState
from desktop_app.domain.photo import Photo, Rendition
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.domain.proof import Mark
from desktop_app.storage import records, remote
from desktop_app.sync.client import SiteClient
from desktop_app.sync.round import one_round

BEGIN = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@dataclass
class Open:
    """A story in the editor: what it held when it was last read or saved."""

    article: Article
    revision: str


class Colleague:
    """One desk. *skew* is how wrong its clock is."""

    def __init__(self, world, name: str, store: FragileStore, skew: timedelta) -> None:
        self.world, self.name, self.skew = world, name, skew
        self.ids = random.Random(f"{world.seed}/{name}")
        self.store, folder = store, store.folder
        world.templates.fill(store._writer, "desk")
        store._new_id, store._now, store.fate = self.new_id, self.clock, Fate()
        shutil.rmtree(folder / "photos", ignore_errors=True)
        self.blobs = FragileBlobs(folder / "photos")
        self.blobs.fate = self.store.fate
        person = Person(id=f"p-{name}", name=name, role=Role.ADMIN)
        self.desk = Bundle(
            store=self.store, blobs=self.blobs, intake=None, person=person, device=name, clock=self.clock,
            renderer_for=None, address=None, static=folder, new_id=self.new_id,
        )  # fmt: skip
        self.open: Open | None = None
        self.agreed = False  # whether somebody said that many stories may go

    def clock(self) -> datetime:
        return self.world.clock() + self.skew

    def new_id(self) -> str:
        return new_id(lambda: int(self.clock().timestamp() * 1000), self.ids.randbytes)

    # -- what is here

    def stories(self) -> list[Article]:
        with self.store.reading() as tx:
            return [from_plain(Article, doc) for doc in records.every(tx, "article")]

    def photos(self) -> list[Photo]:
        with self.store.reading() as tx:
            return [from_plain(Photo, doc) for doc in records.every(tx, "photo")]

    def conflicts(self) -> list[Conflict]:
        with self.store.reading() as tx:
            return [from_plain(Conflict, doc) for doc in records.every(tx, "conflict")]

    def article(self, article_id: str) -> tuple[str, Article]:
        with self.store.reading() as tx:
            head, doc = records.head(tx, "article", article_id), records.get(tx, "article", article_id)
        return head, from_plain(Article, doc)

    def living(self) -> int:
        with self.store.reading() as tx:
            return remote.living_stories(tx)

    def learns(self, role: Role) -> None:
        """The desk hears which role it has; until then it goes on in its old one."""
        self.desk = replace(self.desk, person=replace(self.desk.person, role=role))

    # -- what people do

    def round(self) -> None:
        client = SiteClient(SITE, self.world.templates.tokens[self.name], Line(self.world, self))
        before = self.living()
        try:
            one_round(
                self.store, self.blobs, client, clock=self.clock, device=self.name, uniform=self.world.uniform
            )
        finally:
            self.world.eyes.deletions(self.name, before, self.living(), agreed=self.agreed)

    def answer(self, dice) -> None:
        """Say what shall become of the many stories the site wants gone, if it does."""
        if syncing.deletions_asked(self.desk) is not None:
            choice = dice.choice(list(DeletionChoice))
            self.agreed |= choice is DeletionChoice.ACCEPT
            syncing.answer_deletions(self.desk, choice)

    def clear_out(self, dice) -> None:
        """Delete most of what is here, as somebody does who takes the list for his own."""
        for article in [one for one in self.stories() if dice.random() < 0.8]:
            self.world.ledger.writes(article, replace(article, body=(), headline="", lead=""))
            writing.delete(self.desk, article.id)

    def retry_all(self) -> None:
        """Take up again everything the site did not let pass."""
        for step in syncing.steps(self.desk):
            if step.state is StepState.PARKED:
                syncing.retry(self.desk, step.record_id)

    def begin(self) -> None:
        body = tuple(self._block(count) for count in (1, 2, 2))
        article_id, _ = writing.begin(self.desk, body=body, headline=self._sentence())
        self.world.ledger.wrote(article_id, self.article(article_id)[1])
        self._look(article_id)

    def look(self, dice) -> None:
        """Open another story."""
        held = self.stories()
        if held:
            self._look(dice.choice(held).id)

    def _look(self, article_id: str) -> None:
        revision, article = self.article(article_id)
        self.open = Open(article, revision)

    def type_on(self) -> None:
        """Go on writing in the open story, grown from what the editor shows, however old that is."""
        if self.open is None:
            self.look(self.world.dice)
        if self.open is None:
            return
        seen = self.open.article
        fields, body = self._edit(self.world.dice, seen)
        wanted = replace(seen, **fields, body=body)
        self.world.ledger.writes(seen, wanted)
        saved = writing.save_draft(self.desk, seen.id, fields=fields, body=body, base=self.open.revision)
        self.world.ledger.wrote(seen.id, wanted)
        self.open = Open(saved.article, saved.revision)

    def _edit(self, dice, seen: Article):
        fields, body = {}, list(seen.body)
        what = dice.random()
        at = dice.randrange(len(body)) if body else 0
        if what < 0.06:
            fields[dice.choice(["headline", "lead"])] = self._sentence()
        elif what < 0.12:
            fields["tags"] = self._members(dice, seen.tags)
        elif what < 0.17:
            photos = self.photos()
            if photos:
                fields["hero"] = PhotoUse(dice.choice(photos).id)
        elif what < 0.30 or not body:
            body.insert(dice.randint(0, len(body)), self._block(dice.randint(1, 2)))
        elif what < 0.40 and len(body) > 1:
            body.insert(dice.randrange(len(body)), body.pop(at))
        elif what < 0.47 and len(body) > 2:
            del body[at]
        else:
            body[at : at + 1] = self._changed(dice, body[at])
        return fields, tuple(body)

    def _changed(self, dice, block: BlockText) -> list[BlockText]:
        said = said_in(block.text)
        place = dice.randrange(len(said)) if said else 0
        what = dice.random()
        if what < 0.5:
            said[place : place + 1] = [self._sentence()]
        elif what < 0.8:
            said.insert(place, self._sentence())
        elif len(said) > 1:
            cut = dice.randrange(1, len(said))
            first = replace(block, text=" ".join(said[:cut]))
            return [first, BlockText(self._block_id(), " ".join(said[cut:]))]
        elif dice.random() < 0.5:
            return [BlockText(self._block_id(), self._sentence())]
        return [replace(block, text=" ".join(said))]

    def _members(self, dice, members: tuple[str, ...]) -> tuple[str, ...]:
        if members and dice.random() < 0.4:
            return members[1:]
        return (*members, f"tag{self.world.next_number()}")

    def put_away(self, dice) -> None:
        held = self.stories()
        if held:
            article = dice.choice(held)
            self.world.ledger.writes(article, replace(article, body=(), headline="", lead=""))
            writing.delete(self.desk, article.id)

    def restore(self, dice) -> None:
        held = self.stories()
        if not held:
            return
        article = dice.choice(held)
        with self.store.reading() as tx:
            told = records.history(tx, "article", article.id)
            old = from_plain(Article, records.revision(tx, dice.choice(told).rev).doc)
        self.world.ledger.writes(article, old)
        writing.restore(
            self.desk, article.id, dice.choice(told[:1]).rev if old.deleted else self._rev(told, old)
        )
        self.world.ledger.wrote(article.id, old)

    def _rev(self, told, old: Article) -> str:
        with self.store.reading() as tx:
            return next(one.rev for one in told if records.revision(tx, one.rev).doc == to_plain(old))

    def move_on(self, dice) -> None:
        held = self.stories()
        if held:
            writing.move_to_stage(self.desk, dice.choice(held).id, dice.choice(list(Stage)))

    def choose(self, dice) -> None:
        waiting = [one for one in self.conflicts() if one.open]
        if not waiting:
            return
        conflict = dice.choice(waiting)
        if conflict.article_id not in {one.id for one in self.stories()}:
            return  # about a photo, or its story has yet to come
        look = conflict.weight is Weight.LOOK
        choice = dice.choice([choosing.Choice.MINE, choosing.Choice.THEIRS, *([] if look else [None])])
        text = self._sentence() if choice is None and conflict.place not in ("tags", "hero", "stage") else ""
        if choice is None and not text:
            choice = choosing.Choice.THEIRS
        before = self.article(conflict.article_id)[1]
        self.world.ledger.settles(conflict)
        try:
            choosing.settle(self.desk, conflict.id, choice, text)
        finally:  # also when the power went right behind the commit
            after = self.article(conflict.article_id)[1]
            self.world.ledger.writes(before, after)
            self.world.ledger.wrote(conflict.article_id, after)

    def photograph(self, dice) -> None:
        seed = f"{self.name} {self.world.next_number()}"
        made = tuple(
            Rendition(f"r{n}", "jpeg", 10, 10, self.blobs.put_bytes(f"{seed} r{n} ".encode() * 20))
            for n in (1, 2)
        )
        photo = Photo(
            PhotoId(self.new_id()), self.blobs.put_bytes(f"{seed} original ".encode() * dice.randint(20, 90)),
            100, 80, credit=Credit(creators=(f"Pewarta {seed}",), licence=Licence.OWN), confirmed=True,
            alt="Alt", caption=f"Takarir {seed}", renditions=made, focus=(0.5, 0.5),
        )  # fmt: skip
        self.world.ledger.credits[photo.id] = {photo.credit.creators[0]}
        self._save("photo", photo)

    def credit(self, dice) -> None:
        held = self.photos()
        if held:
            photo = dice.choice(held)
            name = f"Pewarta {self.name} {self.world.next_number()}"
            self.world.ledger.credits.setdefault(photo.id, set()).add(name)
            self._save("photo", replace(photo, credit=replace(photo.credit, creators=(name,))))

    def mark(self, dice) -> None:
        held = self.stories()
        if held:
            article = dice.choice(held)
            mark = Mark(self.new_id(), article.id, "", "kata", by=self.name, at=self.clock(), note="Periksa.")
            self._save("mark", mark)
            self.world.ledger.marks.add(mark.id)

    def publish(self, dice) -> None:
        held, photos = self.stories(), self.photos()
        if held and photos:
            article = dice.choice([one for one in held if one.hero is not None] or held)
            if article.hero is None:
                hero = {"hero": PhotoUse(dice.choice(photos).id)}
                head, _ = self.article(article.id)
                writing.save_draft(self.desk, article.id, fields=hero, body=None, base=head)
            if dice.random() < 0.3:
                with contextlib.suppress(Refusal):
                    proofing.sign(self.desk, article.id)
            publishing.publish(self.desk, article.id, override="Kabar mendesak")

    def withdraw(self, dice) -> None:
        held = self.stories()
        if held:
            publishing.unpublish(self.desk, dice.choice(held).id)

    def _save(self, kind: str, value) -> None:
        with self.store.writing() as tx:
            records.save(
                tx, kind, value.id, to_plain(value), by=self.name, at=self.clock(), reason="simulation"
            )

    def _sentence(self) -> str:
        said = sentence(self.ids, self.world.next_number())
        self.world.ledger.ever.add(said)
        return said

    def _block_id(self) -> BlockId:
        return BlockId(self.ids.randbytes(6).hex())

    def _block(self, sentences: int) -> BlockText:
        return BlockText(self._block_id(), " ".join(self._sentence() for _ in range(sentences)))
