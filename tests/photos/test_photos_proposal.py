import pytest

from desktop_app.domain.credit import Credit, CreditForm, Licence
from desktop_app.domain.credit_reading import read_credit_line
from desktop_app.photos.facts import Metadata
from desktop_app.photos.proposal import propose


@pytest.mark.parametrize(
    ("line", "expected"),
    [
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
    assert read_credit_line(line) == expected


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
