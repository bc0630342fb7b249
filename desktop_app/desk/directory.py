"""The directory of credits: read it, keep an entry, make two doubles one."""

from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from desktop_app.desk.bundle import Desk
from desktop_app.domain.changes import NOTHING, Changes, photo_changed
from desktop_app.domain.credit import Credit, Hand, name_fault
from desktop_app.domain.directory import Contributor, ContributorKind, Directory, checked, folded, merged
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId, new_id
from desktop_app.domain.lists import PHOTOGRAPHERS
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import directory as rows
from desktop_app.storage import lists as list_rows
from desktop_app.storage import photos as photo_rows
from desktop_app.storage import records
from desktop_app.storage.store import Transaction

_TOUCHED = Changes(newsroom=True, outbox=True)


def load(desk: Desk) -> Directory:
    """The directory ready to be searched: its entries, and the names in credits that have no entry yet."""
    with desk.store.reading() as tx:
        return read(tx)


def read(tx: Transaction) -> Directory:
    """:func:`load`, inside a transaction."""
    strangers = (Contributor("", name) for name in rows.strangers(tx))
    return Directory((*rows.entries(tx), *strangers), rows.credited(tx))


def take_over_codes(desk: Desk) -> Changes:
    """Codes of photographers that stand in the newsroom's lists, as older desks kept them, become the directory's.

    A code that already means somebody else there is left where it is.
    """
    with desk.store.writing() as tx:
        known = read(tx)
        taken = {code.casefold() for entry in known.entries if entry.listed for code in entry.codes}
        moved = False
        for line in list_rows.entries(tx, PHOTOGRAPHERS):
            held = known.named(line.value)
            entry = (
                held
                if held is not None and held.id
                else Contributor(_same_everywhere(line.value), line.value)
            )
            if line.key.casefold() not in {code.casefold() for code in entry.codes}:
                if line.key.casefold() in taken or name_fault(line.value):
                    continue
                entry = checked(replace(entry, codes=(*entry.codes, line.key)))
                rows.put(tx, entry, by=desk.person.name, at=desk.clock(), reason="directory")
                known, taken = read(tx), taken | {line.key.casefold()}
            gone = replace(line, deleted=True, by=desk.person.name, at=desk.clock())
            list_rows.put(tx, gone, by=desk.person.name, at=desk.clock(), reason="delete")
            moved = True
    return _TOUCHED if moved else NOTHING


def _same_everywhere(name: str) -> str:
    """An id made from the name: two desks that take the same line over make one entry, not doubles."""
    return str(uuid5(NAMESPACE_URL, f"contributor:{folded(name)}"))


def brought_up(desk: Desk) -> tuple[Directory, Changes]:
    """The directory with codes from the lists taken over, and the Changes that made."""
    changes = take_over_codes(desk)
    return load(desk), changes


def keep(desk: Desk, entry: Contributor) -> Contributor:
    """Write an entry; one without an id is new. Raises Refusal for a name no credit line can show, or a taken code."""
    entry = checked(entry)
    if not entry.id:
        entry = replace(entry, id=new_id())
    with desk.store.writing() as tx:
        for other in rows.entries(tx):
            if other.id == entry.id or not other.listed:
                continue
            if taken := {code.casefold() for code in other.codes} & {code.casefold() for code in entry.codes}:
                raise Refusal(
                    f"Kode “{min(taken)}” sudah dipakai {other.name}. Pilih kode lain.", rule="directory.code"
                )
        rows.put(tx, entry, by=desk.person.name, at=desk.clock(), reason="directory")
    return entry


def drop(desk: Desk, entry_id: str) -> Changes:
    """Take an entry out of the directory. Credits that name it keep the name."""
    with desk.store.writing() as tx:
        gone = replace(_entry(tx, entry_id), deleted=True)
        rows.put(tx, gone, by=desk.person.name, at=desk.clock(), reason="delete")
    return _TOUCHED


def merge(desk: Desk, kept_id: str, double_id: str) -> Changes:
    """Make *double_id* part of *kept_id* and write the kept name into every credit that had the other.

    One transaction. Answers the photos whose credit changed: their renditions have to carry the new line.
    """
    with desk.store.writing() as tx:
        kept, double = merged(_entry(tx, kept_id), _entry(tx, double_id))
        person = double.kind is ContributorKind.PERSON
        found = rows.photos_of(tx, double) if person else rows.photos_from(tx, double.name)
        for entry in (kept, double):
            rows.put(tx, entry, by=desk.person.name, at=desk.clock(), reason="merge")
        changed = [photo_id for photo_id in found if _renamed(desk, tx, photo_id, kept, double)]
        stories = {article for photo_id in changed for article in photo_rows.used_in(tx, photo_id)}
    return _TOUCHED | photo_changed(*changed) | Changes(articles=frozenset(stories))


def linked(tx: Transaction, credit: Credit) -> Credit:
    """*credit* with every name tied to its entry in the directory, where there is one of exactly that name."""
    people, bodies = rows.ids_of(tx, (*credit.creators, credit.source))
    hands = tuple(replace(hand, entry=people.get(name, "")) for name, hand in credit.makers)
    return replace(
        credit,
        hands=hands if any(hand != Hand() for hand in hands) else (),
        organisation=bodies.get(credit.source, ""),
    )


def _renamed(desk: Desk, tx: Transaction, photo_id: PhotoId, kept: Contributor, double: Contributor) -> bool:
    doc = records.get(tx, "photo", photo_id)
    if doc is None:
        return False
    photo = from_plain(Photo, doc)
    credit = photo.credit
    if kept.kind is ContributorKind.PERSON:
        makers = [
            (kept.name, replace(hand, entry=kept.id))
            if hand.entry == double.id or (not hand.entry and name == double.name)
            else (name, hand)
            for name, hand in credit.makers
        ]
        makers = list(dict.fromkeys(makers))
        now = replace(
            credit,
            creators=tuple(name for name, _ in makers),
            hands=tuple(hand for _, hand in makers),
        )
    else:
        now = replace(credit, source=kept.name, organisation=kept.id)
    if now == credit:
        return False
    doc = to_plain(replace(photo, credit=now))
    records.save(tx, "photo", photo.id, doc, by=desk.person.name, at=desk.clock(), reason="merge")
    return True


def _entry(tx: Transaction, entry_id: str) -> Contributor:
    found = rows.get(tx, entry_id)
    if found is None or found.deleted:
        raise Refusal("Nama itu tidak ada di direktori.", rule="directory.missing")
    return found
