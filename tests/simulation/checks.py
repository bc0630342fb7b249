"""What must hold at the end of every simulated day, whatever happened. Nothing here uses the code it judges.

The names I1 to I16 are those of the sync design: converge; no text lost; no silent overwrite; nothing doubled; no
false conflict; one page per story; photo with credit and whole file; a feed without gaps; edit beats delete;
replays change nothing; clocks decide nothing; a restore loses nothing; rights; progress; no orphans; marks and
credits stay.
"""

import hashlib
import json
from collections import defaultdict

from simulation.rights import Guard
from simulation.town import left_over, said_in

from desktop_app.wire import packing


class Ledger:
    """What people wrote, and what they themselves took away. *wrote* is called only for saves that were confirmed."""

    def __init__(self) -> None:
        self.kept: dict[str, set[str]] = defaultdict(set)  # confirmed sentences by story
        self.ever: set[str] = set()  # every sentence anybody ever began to write
        self.gone: dict[str, set[str]] = defaultdict(set)  # taken away by somebody who saw it
        self.credits: dict[str, set[str]] = {}
        self.marks: set[str] = set()

    def writes(self, seen, wanted) -> None:
        """Somebody is about to save *wanted*, looking at *seen*."""
        before, after = _sentences(seen), _sentences(wanted)
        self.gone[seen.id] |= before - after

    def wrote(self, story: str, article) -> None:
        """The save was confirmed."""
        self.kept[story] |= _sentences(article)

    def settles(self, conflict) -> None:
        """Somebody chooses, having read all texts: what does not stand afterwards was taken away by a person."""
        for text in (conflict.base, conflict.mine, conflict.theirs):
            self.gone[conflict.article_id] |= set(said_in(text))


def _sentences(article) -> set[str]:
    said = [*said_in(article.headline), *said_in(article.lead)]
    return {*said, *(one for block in article.body for one in said_in(block.text))}


class Watch:
    """What is seen on the line while the day goes on."""

    def __init__(self) -> None:
        self.faults: set[str] = set()
        self.guard: Guard | None = None  # on days on which not everybody may do everything

    def restored(self) -> None:
        if self.guard is not None:
            self.guard.restored()

    def deletions(self, name: str, before: int, after: int, *, agreed: bool) -> None:
        """A round of *name*'s took so many stories away; nobody has to be asked about a few."""
        gone = before - after
        if not agreed and (gone > 20 or (gone > 5 and gone > before / 10)):
            self.faults.add(f"many stories went from {name} without a word")

    def happened(self, site, request) -> None:
        """The site has dealt with a request, or died over it."""
        if self.guard is not None:
            self.guard.look(_asker(site, request))

    def look(self, site, request, status: int, told) -> None:
        if status >= 500 and status != 503:
            self.faults.add(f"the site broke: {request.method} {request.path} {status}")
        if request.path.endswith("/ops") and status == 200:
            self._ops(site, request, told)
        if "/changes" in request.path and status == 200:
            numbers = [change["seq"] for change in told["changes"]]
            if numbers != sorted(set(numbers)):
                self.faults.add("I8 the feed does not rise")

    def _ops(self, site, request, told) -> None:
        sent = json.loads(_unpacked(request))["ops"]
        for op, answer in zip(sent, told["results"], strict=True):
            if answer["status"] == "forbidden" and self.guard is not None:
                self.guard.refused(_asker(site, request), op)
            elif answer["status"] in ("invalid", "forbidden"):
                self.faults.add(f"the site refused: {answer['why']}")
            if answer["status"] == "conflict" and op["kind"] != "command":
                last = op["chain"][-1]["rev"]
                if site.rows("SELECT rev FROM revision WHERE rev = ?", last):
                    self.faults.add("I5 a revision the site knows was called a conflict")


def _asker(site, request) -> str:
    token = request.headers["Authorization"].removeprefix("Bearer ")
    return next(name for name, known in site.templates.tokens.items() if known == token)


def _unpacked(request) -> bytes:
    encoding = request.headers.get("Content-Encoding", "identity")
    return packing.unpack(request.body, encoding, 64 * 1024 * 1024)


def judge(world) -> tuple[str, ...]:
    """Every invariant that does not hold, in words."""
    at_site = {
        (kind, id_): (rev, seq, json.loads(doc))
        for kind, id_, rev, seq, doc in world.site.rows("SELECT kind, id, rev, seq, doc FROM item")
    }
    faults = set(world.eyes.faults)
    if world.eyes.guard is not None:
        faults |= world.eyes.guard.faults
    faults |= _agreement(world, at_site)
    faults |= _texts(world, at_site)
    faults |= _family(world, at_site)
    faults |= _photos(world, at_site)
    faults |= _pages(world)
    faults |= _feed(world, at_site)
    faults |= _records(world, at_site)
    return tuple(sorted(faults))


def _held(desk) -> dict:
    with desk.store.reading() as tx:
        rows = tx.connection.exec_driver_sql(
            "SELECT record.kind, record.id, revision.doc FROM record JOIN revision ON rev = head"
        )
        return {(row[0], row[1]): json.loads(row[2]) for row in rows}


def _agreement(world, at_site) -> set[str]:
    faults = set()
    there = {key: doc for key, (_, _, doc) in at_site.items()}
    for desk in world.desks:
        here = _held(desk)
        for key in here.keys() | there.keys():
            if here.get(key) != there.get(key):
                faults.add(f"I1 {desk.name} and the site differ in {key[0]}")
        with desk.store.reading() as tx:
            waiting = tx.connection.exec_driver_sql(
                "SELECT count(*) FROM revision WHERE acked IS NULL"
            ).scalar_one()
            commands = tx.connection.exec_driver_sql(
                "SELECT count(*) FROM command WHERE state = 'waiting'"
            ).scalar_one()
            parked = tx.connection.exec_driver_sql("SELECT parked FROM record WHERE parked != ''").all()
        if waiting or commands:
            faults.add(f"I14 {desk.name} still has something to send")
        if parked:
            faults.add(f"I14 {desk.name} has something parked")
    return faults


def nothing_gone(world) -> set[str]:
    """I2 and I13 while somebody lacks the right to send: every saved sentence stands at the site or on a desk."""
    said = defaultdict(set)
    for kind, id_, packed in world.site.rows("SELECT kind, id, doc FROM revision"):
        if kind == "article":
            said[id_] |= _of(json.loads(packing.zstd.decompress(bytes(packed))))
    for desk in world.desks:
        with desk.store.reading() as tx:
            rows = tx.connection.exec_driver_sql("SELECT id, doc FROM revision WHERE kind = 'article'")
            for id_, doc in rows:
                said[id_] |= _of(json.loads(doc))
    lost = sum(len(kept - said[story]) for story, kept in world.ledger.kept.items())
    return {f"I2 {lost} saved sentence(s) are neither at the site nor on a desk"} if lost else set()


def _texts(world, at_site) -> set[str]:
    faults = set()
    ledger = world.ledger
    said_there = defaultdict(set)
    for kind, id_, packed in world.site.rows("SELECT kind, id, doc FROM revision"):
        if kind == "article":
            said_there[id_] |= _of(json.loads(packing.zstd.decompress(bytes(packed))))
    shown = defaultdict(set)
    for (kind, _), (_, _, doc) in at_site.items():
        if kind == "conflict":
            if doc["weight"] == "look":
                continue
            for name in ("base", "mine", "theirs"):
                shown[doc["article_id"]] |= set(said_in(doc[name]))
    for story, kept in ledger.kept.items():
        if lost := kept - said_there[story]:
            faults.add(f"I2 {len(lost)} saved sentence(s) are in no revision of the site")
        entry = at_site.get(("article", story))
        if entry is None:
            continue
        live = _of(entry[2])
        if not entry[2].get("deleted") and (unseen := kept - ledger.gone[story] - live - shown[story]):
            faults.add(
                f"I3 sentence(s) nobody took away stand neither in the story nor in a clash: {len(unseen)}"
            )
    return faults | _nothing_added(world, at_site)


def _nothing_added(world, at_site) -> set[str]:
    faults = set()
    for (kind, _), (_, _, doc) in at_site.items():
        if kind != "article":
            continue
        texts = [doc.get("headline", ""), doc.get("lead", ""), *(block["text"] for block in doc["body"])]
        said = [one for text in texts for one in said_in(text)]
        if len(said) != len(set(said)):
            faults.add("I4 a sentence stands twice")
        if set(said) - world.ledger.ever or any(left_over(text) for text in texts):
            faults.add("I4 a sentence stands that nobody wrote")
    return faults


def _of(doc) -> set[str]:
    texts = (doc.get("headline", ""), doc.get("lead", ""), *(block["text"] for block in doc["body"]))
    return {one for text in texts for one in said_in(text)}


def _family(world, at_site) -> set[str]:
    parents, owned = defaultdict(set), defaultdict(set)
    for rev, parent in world.site.rows("SELECT rev, parent FROM parent"):
        parents[rev].add(parent)
    for kind, id_, rev in world.site.rows("SELECT kind, id, rev FROM revision"):
        owned[kind, id_].add(rev)
    faults = set()
    for key, revs in owned.items():
        seen, waiting = set(), [at_site[key][0]] if key in at_site else []
        while waiting:
            rev = waiting.pop()
            if rev not in seen:
                seen.add(rev)
                waiting += parents[rev]
        if key not in at_site or revs - seen:
            faults.add(f"I3 a revision of {key[0]} was silently overwritten")
        if any(parent not in revs for rev in revs for parent in parents[rev]):
            faults.add("I3 a revision's parent is unknown at the site")
    return faults


def _photos(world, at_site) -> set[str]:
    faults = set()
    for (kind, id_), (_, _, doc) in at_site.items():
        if kind != "photo":
            continue
        names = [doc["sha256"], *(made["sha256"] for made in doc["renditions"])]
        for name in names:
            path = world.site.config.folder / "foto" / name[:2] / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != name:
                faults.add("I7 a photo's file is not whole at the site")
        creators = (doc.get("credit") or {}).get("creators")
        if not creators or creators[0] not in world.ledger.credits.get(id_, set()):
            faults.add("I7 a photo lost its credit")
    return faults


def _pages(world) -> set[str]:
    faults = set()
    pages = world.site.rows("SELECT article_id, rev, photos FROM page")
    if len({page[0] for page in pages}) != len(pages):
        faults.add("I6 a story has two pages")
    acts = world.site.rows("SELECT count(*) FROM audit WHERE act IN ('publish', 'unpublish')")[0][0]
    commands = world.site.rows("SELECT count(*) FROM op WHERE op NOT IN (SELECT rev FROM revision)")[0][0]
    if acts != commands:
        faults.add(f"I6 {commands} commands were carried out {acts} times")
    for _, rev, photos in pages:
        if not world.site.rows("SELECT 1 FROM revision WHERE rev = ?", rev):
            faults.add("I6 a page shows an unknown revision")
        for photo in json.loads(photos).values():
            if not (photo.get("credit") or {}).get("creators"):
                faults.add("I7 a published photo has no credit")
    return faults


def _feed(world, at_site) -> set[str]:
    numbers = [seq for _, seq, _ in at_site.values()]
    head = world.site.rows("SELECT v FROM site")[0][0]
    if len(set(numbers)) != len(numbers) or (numbers and max(numbers) != head) or 0 in numbers:
        return {"I8 the feed's numbers have a gap at the end, or repeat"}
    return set()


def _records(world, at_site) -> set[str]:
    faults = set()
    for (kind, _), (_, _, doc) in at_site.items():
        if kind in ("conflict", "mark", "sign_off") and not any(
            (about, doc["article_id"]) in at_site for about in ("article", "photo")
        ):
            faults.add(f"I15 a {kind} speaks of a story that is not there")
        if kind == "conflict" and doc["weight"] == "choose" and doc["mine"] == doc["theirs"]:
            faults.add("I5 a clash between equal texts")
    for mark in world.ledger.marks:
        if ("mark", mark) not in at_site:
            faults.add("I16 a mark vanished")
    return faults
