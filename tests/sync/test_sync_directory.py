"""Two desks change one name of the directory: no spelling is lost, nobody is stopped for it."""

from dataclasses import replace

from desktop_app.domain.directory import Contributor
from desktop_app.domain.newsroom import Role
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.storage import directory
from desktop_app.sync.merging import merge

BASE = Contributor("1", "Edi Wijaya", codes=("ew",))


def _merged(mine: Contributor, theirs: Contributor, base: Contributor | None = BASE) -> Contributor:
    found = merge("contributor", to_plain(base) if base else None, to_plain(mine), to_plain(theirs))
    assert not found.clashes
    return from_plain(Contributor, found.doc)


def test_different_fields_come_together():
    mine = Contributor("1", "Edi Wijaya", aliases=("Edy",), codes=("ew",), active=False)
    theirs = Contributor("1", "Edi S. Wijaya", codes=("ew", "esw"))
    both = _merged(mine, theirs)
    assert (both.name, both.codes, both.active) == ("Edi S. Wijaya", ("ew", "esw"), False)
    assert set(both.aliases) == {"Edy", "Edi Wijaya"}


def test_the_spelling_that_lost_still_finds_the_entry():
    both = _merged(Contributor("1", "Edi Wijaja"), Contributor("1", "Edy Wijaya"))
    assert both.name == "Edy Wijaya"
    assert both.aliases == ("Edi Wijaja",)


NAME = Contributor("0198f3c2-0000-7000-8000-0000000000d1", "Edi Wijaya", codes=("ew",))


def _entry(desk):
    with desk.store.reading() as tx:
        return directory.get(tx, NAME.id)


def test_a_name_reaches_every_desk_and_two_changes_come_together(desks):
    dewi, rina = desks("Dewi", role=Role.PHOTO_DESK), desks("Rina", role=Role.EDITOR)
    dewi.save("contributor", NAME)
    dewi.round()
    rina.round()
    assert _entry(rina) == NAME
    dewi.save("contributor", replace(NAME, aliases=("Edy Wijaya",)))
    rina.save("contributor", replace(NAME, codes=("ew", "edi")))
    for desk in (dewi, rina, dewi):
        desk.round()
    assert _entry(dewi) == _entry(rina) == replace(NAME, aliases=("Edy Wijaya",), codes=("ew", "edi"))
    assert dewi.waiting() == rina.waiting() == 0


def test_a_proofreader_may_not_change_the_directory(desks):
    rina = desks("Rina", role=Role.PROOFREADER)
    rina.save("contributor", NAME)
    rina.round()
    assert rina.waiting() == 1
