"""The directory of credits: found by any part of a name, slips of the hand noticed, doubles made one."""

from itertools import product

import pytest

from desktop_app.domain.directory import Contributor, ContributorKind, Directory, checked, merged
from desktop_app.domain.errors import Refusal

SARI = Contributor("1", "Ni Luh Sari", aliases=("Niluh Sari",), codes=("nls",))
MARUF = Contributor("2", "Ma’ruf Amîn")
EDI = Contributor("3", "Edi Wijaya")
ANTARA = Contributor("4", "ANTARA FOTO", ContributorKind.AGENCY)
GONE = Contributor("5", "Edi Wijay", merged_into="3")
SMALL = Directory((SARI, MARUF, EDI, ANTARA, GONE), {"Edi Wijaya": 9, "Ni Luh Sari": 4})


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sar", ["Ni Luh Sari"]),
        ("luh s", ["Ni Luh Sari"]),
        ("=nls=", ["Ni Luh Sari"]),
        ("niluh", ["Ni Luh Sari"]),
        ("maruf", ["Ma’ruf Amîn"]),
        ("Ma'ruf", ["Ma’ruf Amîn"]),
        ("AMIN", ["Ma’ruf Amîn"]),
        ("antara", ["ANTARA FOTO"]),
        ("", ["Edi Wijaya", "Ni Luh Sari", "ANTARA FOTO", "Ma’ruf Amîn"]),
        ("wij edi", ["Edi Wijaya"]),
        ("xyz", []),
        ("edi x", []),
    ],
)
def test_any_part_of_a_name_finds_it_and_the_latest_comes_first(typed: str, found: list[str]) -> None:
    assert [each.entry.name for each in SMALL.suggest(typed)] == found


def test_what_was_typed_is_told_when_it_is_not_the_name() -> None:
    assert SMALL.suggest("nls")[0].matched == "nls"
    assert SMALL.suggest("sari")[0].matched == ""


def test_only_bodies_when_a_source_is_asked_for() -> None:
    assert [f.entry.name for f in SMALL.suggest("", kinds=(ContributorKind.AGENCY,))] == ["ANTARA FOTO"]
    assert SMALL.sources() == ("ANTARA FOTO",)


def test_a_double_leads_to_the_entry_it_became_part_of() -> None:
    assert SMALL.get("5") == EDI
    assert SMALL.named("edi wijay") is None


def test_neighbours_are_the_few_worth_comparing() -> None:
    assert SMALL.neighbours("Edi Wijyaa") == ("Edi Wijaya",)
    assert SMALL.neighbours("Bambang") == ()


def test_merging_keeps_every_spelling_and_code() -> None:
    kept, double = merged(EDI, Contributor("9", "Edy Wijaya", aliases=("Wijaya E.",), codes=("ew",)))
    assert kept.aliases == ("Edy Wijaya", "Wijaya E.")
    assert kept.codes == ("ew",)
    assert double.merged_into == "3"
    with pytest.raises(Refusal):
        merged(EDI, ANTARA)


def test_titles_are_taken_off_and_impossible_names_refused() -> None:
    assert checked(Contributor("1", "Dr. Edi Wijaya, M.Si.")).name == "Edi Wijaya"
    with pytest.raises(Refusal, match="koma"):
        checked(Contributor("1", "Edi, Ani"))


def test_five_thousand_names_answer_in_full() -> None:
    first = [
        f"{a}{b}" for a, b in product(("Ba", "De", "Fi", "Gu", "Ha", "Ju", "Ka"), ("di", "wi", "ra", "lu"))
    ]
    last = [
        f"{a}{b}{c}"
        for a, b, c in product(("Si", "Wi", "Ku", "Pra"), ("re", "ja", "su"), ("gar", "ya", "ma"))
    ]
    names = [f"{a} {b} {c}" for a, b, c in product(first, last, ("", "Adi", "Eka", "Tri", "Sri"))][:5_000]
    whole = Directory(Contributor(str(at), name) for at, name in enumerate(names))
    assert [found.entry.name for found in whole.suggest(names[4321].lower(), 1)] == [
        " ".join(names[4321].split())
    ]
    assert len(whole.suggest("ba", 5_000)) == sum("Ba" in name for name in names)
