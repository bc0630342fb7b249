"""The directory at one desk: entries, links from credits, merging doubles, and the tables behind the light table."""

from datetime import date, datetime

import pytest

from desktop_app.desk import directory, lists, picturing
from desktop_app.domain.credit import Credit, CreditForm, Hand, Licence
from desktop_app.domain.directory import Contributor, ContributorKind
from desktop_app.domain.errors import Refusal
from desktop_app.domain.light_table import FrameFilter, Order
from desktop_app.domain.lists import PHOTOGRAPHERS, ListEntry, entry_id
from desktop_app.domain.newsroom import WIB
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.storage import directory as rows
from desktop_app.storage import light_table, records
from desktop_app.storage import lists as list_rows


def hang(desk, number, credit=None, **more):
    """A photo record without its file: credits need no pixels."""
    photo_id = f"0198f3c2-0000-7000-8000-{number:012d}"
    photo = Photo(photo_id, f"{number:064x}", 300, 200, credit=credit or Credit(), **more)
    with desk.store.writing() as tx:
        records.save(tx, "photo", photo_id, to_plain(photo), by="A", at=desk.clock(), reason="intake")
    return photo_id


def credit_of(desk, photo_id):
    return picturing.photo(desk, photo_id).credit


def test_a_saved_credit_is_tied_to_the_directory(desk):
    sari = directory.keep(desk, Contributor("", "Ni Luh Sari", codes=("nls",)))
    nusa = directory.keep(desk, Contributor("", "NUSA FOTO", ContributorKind.AGENCY))
    photo = hang(desk, 1)
    credit = Credit(("Ni Luh Sari", "Sukarno"), "NUSA FOTO", CreditForm.AGENCY, Licence.AGENCY)
    picturing.credit(desk, photo, credit=credit, caption="k", alt="a")
    assert credit_of(desk, photo).hands == (Hand(sari.id), Hand())
    assert credit_of(desk, photo).organisation == nusa.id
    found = directory.load(desk)
    assert [each.entry.name for each in found.suggest("")][:2] == ["Ni Luh Sari", "Sukarno"]
    assert found.named("sukarno").id == ""


def test_merging_writes_the_kept_name_into_every_credit(desk):
    kept = directory.keep(desk, Contributor("", "Edi Wijaya"))
    double = directory.keep(desk, Contributor("", "Edy Wijaya", codes=("ew",)))
    by_entry = hang(desk, 1, Credit(("Edy Wijaya", "Ani"), hands=(Hand(double.id),)))
    by_name = hang(desk, 2, Credit(("Edy Wijaya",)))
    both = hang(desk, 3, Credit(("Edi Wijaya", "Edy Wijaya"), hands=(Hand(kept.id), Hand(double.id))))
    other = hang(desk, 4, Credit(("Ani",)))
    changes = directory.merge(desk, kept.id, double.id)
    assert changes.photos == {by_entry, by_name, both}
    assert credit_of(desk, by_entry).creators == ("Edi Wijaya", "Ani")
    assert credit_of(desk, by_name).makers == (("Edi Wijaya", Hand(kept.id)),)
    assert credit_of(desk, both).creators == ("Edi Wijaya",)
    assert credit_of(desk, other).creators == ("Ani",)
    assert directory.load(desk).named("ew").name == "Edi Wijaya"
    assert directory.load(desk).get(double.id).name == "Edi Wijaya"


def test_merging_bodies_rewrites_sources(desk):
    kept = directory.keep(desk, Contributor("", "Humas Pemkot X", ContributorKind.PUBLIC_BODY))
    double = directory.keep(desk, Contributor("", "Humas Kota X", ContributorKind.PUBLIC_BODY))
    photo = hang(desk, 1, Credit((), "Humas Kota X", CreditForm.HANDOUT))
    assert directory.merge(desk, kept.id, double.id).photos == {photo}
    assert credit_of(desk, photo).source == "Humas Pemkot X"


def test_a_code_belongs_to_one_entry(desk):
    directory.keep(desk, Contributor("", "Ani", codes=("a",)))
    with pytest.raises(Refusal, match="sudah dipakai Ani"):
        directory.keep(desk, Contributor("", "Adi", codes=("A",)))


def test_a_dropped_entry_leaves_its_credits_alone(desk):
    ani = directory.keep(desk, Contributor("", "Ani"))
    photo = hang(desk, 1, Credit(("Ani",)))
    directory.drop(desk, ani.id)
    assert credit_of(desk, photo).creators == ("Ani",)
    assert directory.load(desk).get(ani.id) is None


def test_the_light_table_filters_by_rows(desk):
    noon = datetime(2026, 11, 24, 18, 30, tzinfo=WIB)
    a = hang(
        desk,
        1,
        Credit(("Ani",), licence=Licence.OWN, expires=date(2026, 12, 1)),
        confirmed=True,
        taken_at=noon,
    )
    b = hang(desk, 2, Credit(("Budi",)), event="Pelantikan", rating=3, caption="Wali kota", file_name="B.jpg")
    c = hang(desk, 3, rating=-1, event="Pelantikan")
    with desk.store.reading() as tx:

        def ids(**wanted):
            return [frame.id for frame in light_table.frames(tx, FrameFilter(**wanted))]

        assert ids() == [b, a]
        assert ids(stars=-1) == [c, b, a]
        assert ids(stars=3) == [b]
        assert ids(uncredited=True) == [b]
        assert ids(expiring_by=date(2026, 12, 1)) == [a]
        assert ids(expiring_by=date(2026, 11, 30)) == []
        assert ids(event="Pelantikan") == [b]
        assert ids(day=date(2026, 11, 24)) == [a]
        assert ids(photographer="Ani") == [a]
        assert ids(text="wali pelant") == [b]
        assert ids(order=Order.RATING, stars=-1) == [b, a, c]
        assert light_table.events(tx) == ("Pelantikan",)
        assert light_table.photographers(tx) == ("Ani", "Budi")
        frame = light_table.frames(tx, FrameFilter(text="B.jpg"))[0]
        assert (frame.credit.creators, frame.caption, frame.rating, frame.used) == (
            ("Budi",),
            "Wali kota",
            3,
            0,
        )
        assert rows.strangers(tx) == ("Ani", "Budi")


def test_codes_older_desks_kept_in_a_list_become_the_directorys(desk):
    sari = directory.keep(desk, Contributor("", "Ni Luh Sari", codes=("nls",)))
    lines = {"sari": "Ni Luh Sari", "rk": "Rina Kartika", "NLS": "Orang Lain", "nls2": "Ni Luh Sari"}
    for key, name in lines.items():
        line = ListEntry(entry_id(PHOTOGRAPHERS, key), PHOTOGRAPHERS, key, name)
        with desk.store.writing() as tx:
            list_rows.put(tx, line, by="A", at=desk.clock(), reason="list")
    found, changes = directory.brought_up(desk)
    assert found.get(sari.id).codes == ("nls", "nls2", "sari")
    assert found.named("rk").name == "Rina Kartika"
    assert found.named("nls").name == "Ni Luh Sari"
    assert changes.newsroom
    assert [line.key for line in lists.list_entries(desk, PHOTOGRAPHERS)] == ["NLS"]
    assert not directory.brought_up(desk)[1]
