"""Two desks change one name of the directory: no spelling is lost, nobody is stopped for it."""

from desktop_app.domain.directory import Contributor
from desktop_app.domain.plain import from_plain, to_plain
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
