import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop_app.domain.photo import Credit, CreditForm, Licence, credit_line
from desktop_app.photos.facts import Metadata
from desktop_app.photos.proposal import parse_credit, propose

names = st.sampled_from(
    ["Ni Luh Sari", "Sukarno", "Ma’ruf Amîn", "H. Abdul-Rahman", "ꦱꦼꦏꦂ", "Edi W.", "José da Costa"]
)
bodies = st.sampled_from(["NUSA FOTO", "Humas Balai Air", "Perpustakaan Kota", "KANTOR BERITA X"])
sites = st.sampled_from(["Berita Kota", "Jakarta", "Warta-Warga"])
named = (CreditForm.STAFF, CreditForm.CITIZEN, CreditForm.ILLUSTRATION)
sourced = (CreditForm.AGENCY, CreditForm.HANDOUT, CreditForm.ARCHIVE)
credits_ = st.one_of(
    st.builds(
        Credit, creators=st.lists(names, min_size=1, max_size=3).map(tuple), form=st.sampled_from(named)
    ),
    st.builds(
        Credit,
        creators=st.lists(names, min_size=1, max_size=3).map(tuple),
        source=bodies,
        form=st.sampled_from(sourced),
    ),
    st.builds(Credit, source=bodies, form=st.just(CreditForm.AI)),
    st.just(Credit(form=CreditForm.COURTESY)),
)


@settings(max_examples=300, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(credits_, sites)
def test_reading_a_line_is_the_reverse_of_writing_it(credit, site):
    assert parse_credit(credit_line(credit, site)) == credit


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Credit()),
        ("Foto: Ni Luh Sari", Credit(("Ni Luh Sari",))),
        ("photo Ani, Budi, dkk. - Berita Kota", Credit(("Ani", "Budi"))),
        ("ANTARA FOTO/Edi Wijaya", Credit(("Edi Wijaya",), "ANTARA FOTO", CreditForm.AGENCY)),
        ("REUTERS", Credit((), "REUTERS", CreditForm.AGENCY)),
        ("dok. Humas Pemkot X", Credit((), "Humas Pemkot X", CreditForm.HANDOUT)),
        ("Dokumentasi Dinas Taman", Credit((), "Dinas Taman", CreditForm.HANDOUT)),
        ("Istimewa", Credit(form=CreditForm.COURTESY)),
        ("foto Ist.", Credit(form=CreditForm.COURTESY)),
        ("photo Rina/warga – Berita Kota", Credit(("Rina",), form=CreditForm.CITIZEN)),
        ("Ni Luh Sari — Berita Kota", Credit(("Ni Luh Sari",))),
    ],
)
def test_lines_as_people_write_them(line, expected):
    assert parse_credit(line) == expected


def test_fields_of_the_file_outweigh_its_line():
    found = propose(
        Metadata(creators=("Ma’ruf Amîn",), credit="photo Maruf - Kota", copyright_notice="© Ma’ruf")
    )
    assert found == Credit(("Ma’ruf Amîn",), copyright_notice="© Ma’ruf")


@pytest.mark.parametrize(
    ("told", "form", "licence"),
    [
        (Metadata(creators=("A",), source="AFP"), CreditForm.AGENCY, Licence.AGENCY),
        (Metadata(source="Humas Pemprov"), CreditForm.HANDOUT, Licence.HANDOUT),
        (Metadata(source="Istimewa"), CreditForm.COURTESY, Licence.UNKNOWN),
        (Metadata(creators=("A",)), CreditForm.STAFF, Licence.UNKNOWN),
        (Metadata(digital_source="http://x/trainedAlgorithmicMedia"), CreditForm.AI, Licence.UNKNOWN),
        (
            Metadata(creators=("A",), web_statement="https://creativecommons.org/licenses/by/4.0/"),
            CreditForm.STAFF,
            Licence.CREATIVE_COMMONS,
        ),
    ],
)
def test_form_and_licence_are_guessed_only_when_plain(told, form, licence):
    found = propose(told)
    assert (found.form, found.licence) == (form, licence)


def test_nothing_said_is_nothing_proposed():
    assert propose(Metadata()) == Credit()
