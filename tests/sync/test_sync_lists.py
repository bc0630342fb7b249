"""The newsroom's lists travel, and two people who write one line lose nothing."""

from dataclasses import replace

from desktop_app.domain.lists import NAMES, ListEntry, entry_id
from desktop_app.domain.newsroom import Role
from desktop_app.storage import lists

GUB = ListEntry(entry_id(NAMES, "gub"), NAMES, "gub", "Gubernur")


def line(desk):
    with desk.store.reading() as tx:
        return lists.get(tx, GUB.id)


def test_a_line_reaches_every_desk_whatever_the_role(desks):
    dewi, rina = desks("Dewi", role=Role.PHOTO_DESK), desks("Rina", role=Role.PROOFREADER)
    dewi.save("list_entry", GUB)
    dewi.round()
    rina.round()
    assert line(rina) == GUB
    assert dewi.waiting() == 0


def test_the_same_line_made_at_two_desks_is_one_line_and_both_texts_are_seen(desks):
    dewi, rina = desks("Dewi"), desks("Rina")
    dewi.save("list_entry", GUB)
    rina.save("list_entry", replace(GUB, value="Gubernur DKI"))
    for desk in (dewi, rina, dewi):
        desk.round()
    assert line(dewi) == line(rina) == replace(GUB, other="Gubernur DKI")
    assert dewi.conflicts() == []
    assert dewi.waiting() == rina.waiting() == 0


def test_an_edit_on_one_side_wins_over_none_on_the_other(desks):
    dewi, rina = desks("Dewi"), desks("Rina")
    dewi.save("list_entry", GUB)
    dewi.round()
    rina.round()
    rina.save("list_entry", replace(GUB, value="Gubernur DKI", at=rina.clock()))
    dewi.save("list_entry", replace(GUB, at=dewi.clock()))
    for desk in (dewi, rina, dewi):
        desk.round()
    assert line(dewi).value == line(rina).value == "Gubernur DKI"
    assert line(dewi).other == ""


def test_an_edit_beats_a_deletion(desks):
    dewi, rina = desks("Dewi"), desks("Rina")
    dewi.save("list_entry", GUB)
    dewi.round()
    rina.round()
    dewi.save("list_entry", replace(GUB, deleted=True))
    rina.save("list_entry", replace(GUB, value="Gubernur DKI"))
    for desk in (dewi, rina, dewi):
        desk.round()
    assert line(dewi) == line(rina) == replace(GUB, value="Gubernur DKI")
