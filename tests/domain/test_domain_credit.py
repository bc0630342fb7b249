"""The credit line and its way back: every form of the trade, and thousands of made-up credits."""

import random
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.credit import (
    Craft,
    Credit,
    CreditForm,
    Hand,
    Licence,
    credit_fault,
    credit_line,
    name_fault,
    without_titles,
)
from desktop_app.domain.credit_reading import line_shows, read_credit_line

SITE = "Berita Kota"
AGENCIES = ("ANTARA FOTO", "AFP/Getty Images", "NUSA FOTO", "Kantor Berita - Timur", "ꦏꦧꦂ")
BODIES = (
    "Humas Pemkot X",
    "Dinas Komunikasi, Informatika dan Statistik",
    "Perpustakaan Kota (Seksi Arsip)",
    "Balai Air",
)
FIRST = ("Ni Luh", "Edi", "Sukarno", "Ma’ruf", "Moh.", "ꦱꦼꦏꦂ", "José da", "Abdul-Rahman", "Õ'Neil", "Zuù")
LAST = ("", " Sari", " Wijaya", " Amîn", " W.", " ꦥꦸꦠꦿ", " Siregar", " al-Habsyi", " van der Berg", " Pūtra")
SYSTEMS = ("Kuas 3", "DALL-E (3)", "Model A/B, versi 2")

names = st.one_of(
    st.builds(str.__add__, st.sampled_from(FIRST), st.sampled_from(LAST)),
    st.text(st.characters(categories=("Lu", "Ll", "Lo", "Mn")), min_size=2, max_size=24)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: not name_fault(text)),
)
creators = st.lists(names, min_size=1, max_size=6, unique=True).map(tuple)
years = st.one_of(st.none(), st.integers(1900, 2099))
credits_ = st.one_of(
    st.builds(
        Credit,
        creators=creators,
        form=st.sampled_from((CreditForm.STAFF, CreditForm.CITIZEN, CreditForm.ILLUSTRATION)),
    ),
    st.builds(
        Credit,
        creators=st.one_of(st.just(()), creators),
        source=st.sampled_from(AGENCIES),
        form=st.just(CreditForm.AGENCY),
    ),
    st.builds(
        Credit,
        creators=st.one_of(st.just(()), creators),
        source=st.sampled_from(AGENCIES + BODIES),
        form=st.sampled_from((CreditForm.HANDOUT, CreditForm.SCREENSHOT)),
    ),
    st.builds(
        Credit,
        creators=st.one_of(st.just(()), creators),
        source=st.sampled_from(BODIES),
        form=st.just(CreditForm.ARCHIVE),
        year=years,
    ),
    st.builds(Credit, source=st.sampled_from(SYSTEMS), form=st.just(CreditForm.AI)),
    st.sampled_from((Credit(form=CreditForm.COURTESY), Credit(form=CreditForm.ANONYMOUS))),
)
sites = st.sampled_from([SITE, "Jakarta", "Warta - Warga", "Kabar/Kota"])


def _back(credit: Credit, site: str) -> Credit:
    line = credit_line(credit, site)
    assert line == unicodedata.normalize("NFC", line)
    assert "\n" not in line
    return read_credit_line(line, site_name=site, sources=AGENCIES + BODIES, creators=credit.creators)


@settings(max_examples=400, deadline=None)
@given(credits_, sites)
def test_reading_is_the_inverse_of_writing(credit: Credit, site: str) -> None:
    assert _back(credit, site) == credit


def test_five_thousand_made_up_credits_come_back_as_they_were() -> None:
    dice = random.Random(500)
    forms = list(CreditForm)
    seen = set()
    for _ in range(5_000):
        form = dice.choice(forms)
        people = tuple(
            dict.fromkeys(dice.choice(FIRST) + dice.choice(LAST) for _ in range(dice.randrange(1, 7)))
        )
        source = {
            CreditForm.AGENCY: AGENCIES,
            CreditForm.AI: SYSTEMS,
        }.get(form, BODIES)
        credit = line_shows(Credit(people, dice.choice(source), form, year=dice.choice((None, 1978))))
        assert _back(credit, SITE) == credit
        seen.add(credit_line(credit, SITE))
    assert len(seen) > 2_500


def test_the_line_tells_no_more_than_it_shows() -> None:
    whole = Credit(
        ("Edi",), "Dinas X", CreditForm.STAFF, Licence.OWN, "© Edi", hands=(Hand("e1", Craft.VIDEOGRAPHER),)
    )
    assert _back(replace(whole, source=""), SITE) == line_shows(whole) == Credit(("Edi",))


@pytest.mark.parametrize(
    ("credit", "line"),
    [
        (Credit(("Ni Luh  Sari ",)), "photo Ni Luh Sari - Berita Kota"),
        (Credit(("A", "B", "C")), "photo A, B, C - Berita Kota"),
        (Credit(("A", "B", "C", "D")), "photo A, B, dkk. - Berita Kota"),
        (Credit(("Edi Wijaya",), "ANTARA FOTO", CreditForm.AGENCY), "photo ANTARA FOTO/Edi Wijaya"),
        (Credit((), "Humas Pemkot X", CreditForm.HANDOUT), "photo dok. Humas Pemkot X"),
        (Credit(("Budi",), "Humas Pemkot X", CreditForm.HANDOUT), "photo dok. Humas Pemkot X/Budi"),
        (Credit(("Rina",), form=CreditForm.CITIZEN), "photo Rina/warga - Berita Kota"),
        (Credit(form=CreditForm.ANONYMOUS), "photo Berita Kota"),
        (Credit(form=CreditForm.COURTESY), "photo Istimewa - Berita Kota"),
        (Credit((), "Kanal Kota", CreditForm.SCREENSHOT), "tangkapan layar Kanal Kota"),
        (
            Credit((), "Perpustakaan Kota", CreditForm.ARCHIVE, year=1978),
            "photo arsip Perpustakaan Kota, 1978",
        ),
        (Credit(("Sri",), form=CreditForm.ILLUSTRATION), "ilustrasi Sri - Berita Kota"),
        (Credit((), "Kuas 3", CreditForm.AI), "ilustrasi AI (Kuas 3) - Berita Kota"),
    ],
)
def test_every_case_of_the_trade(credit: Credit, line: str) -> None:
    assert credit_line(credit, SITE) == line


@pytest.mark.parametrize(
    "credit",
    [
        Credit(),
        Credit(("Edi",), form=CreditForm.AGENCY),
        Credit(("Edi",), form=CreditForm.HANDOUT),
        Credit((), "Warga", CreditForm.CITIZEN),
        Credit(("Edi",), form=CreditForm.AI),
        Credit((" ",)),
    ],
)
def test_a_credit_that_nobody_answers_for_has_no_line_but_a_reason(credit: Credit) -> None:
    assert credit_line(credit, SITE) == ""
    assert credit_fault(credit).endswith(".")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Foto: Ni Luh Sari", Credit(("Ni Luh Sari",))),
        ("photo by Ni Luh Sari & Edi Wijaya", Credit(("Ni Luh Sari", "Edi Wijaya"))),
        ("Foto: Dr. H. Edi Wijaya, S.Sos., M.Si.", Credit(("Edi Wijaya",))),
        ("(ANTARA FOTO/Edi Wijaya/ws)", Credit(("Edi Wijaya",), "ANTARA FOTO", CreditForm.AGENCY)),
        ("HO/Humas Pemkot X", Credit((), "Humas Pemkot X", CreditForm.HANDOUT)),
        ("Dok Dinas Taman.", Credit((), "Dinas Taman", CreditForm.HANDOUT)),
        ("Foto Ist.", Credit(form=CreditForm.COURTESY)),
        ("foto Rina/warga – Kabar Lain", Credit(("Rina",), form=CreditForm.CITIZEN)),
        ("Tangkapan layar Kanal Kota", Credit((), "Kanal Kota", CreditForm.SCREENSHOT)),
        ("Arsip Perpustakaan Kota, 1978", Credit((), "Perpustakaan Kota", CreditForm.ARCHIVE, year=1978)),
        ("Infografis: Sri", Credit(("Sri",), form=CreditForm.ILLUSTRATION)),
        ("", Credit()),
    ],
)
def test_lines_of_others_become_a_proposal(line: str, expected: Credit) -> None:
    assert read_credit_line(line, site_name=SITE) == expected


@pytest.mark.parametrize(
    ("given_", "published"),
    [
        ("Dr. Edi Wijaya", "Edi Wijaya"),
        ("Prof. Dr. Hj. Ni Luh Sari, S.Sos., M.Si.", "Ni Luh Sari"),
        ("Ir. H. Joko, SH, MM", "Joko"),
        ("Ny. Drs. Ani", "Ani"),
        ("Dr. Soetomo Dr.", "Soetomo Dr."),
        ("Hasan", "Hasan"),
        ("Ibu Kota Pratama", "Kota Pratama"),
        ("Sukarno", "Sukarno"),
        ("Budi, Ani", "Budi, Ani"),
    ],
)
def test_titles_stay_out_of_credits(given_: str, published: str) -> None:
    assert without_titles(given_) == published


@pytest.mark.parametrize(
    "name", ["", "Ani, Budi", "ANTARA/Edi", "Edi - Kota", "dok. Humas", "Istimewa", "dkk."]
)
def test_what_would_read_back_as_somebody_else_is_no_name(name: str) -> None:
    assert name_fault(name)


@pytest.mark.parametrize("name", ["Sukarno", "Abdul-Rahman", "Õ'Neil W.", "Istiqomah", "Dokter Sri", "ꦱꦼꦏꦂ"])
def test_a_name_is_a_name(name: str) -> None:
    assert not name_fault(name)
