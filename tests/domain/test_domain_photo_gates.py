"""The gates C1 to C13, each with a photo that just misses it, and one that just meets it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.article import PhotoUse
from desktop_app.domain.clash import Clash
from desktop_app.domain.credit import Channel, Credit, CreditForm, Licence, Terms
from desktop_app.domain.newsroom import Role
from desktop_app.domain.photo import Pass, Photo, Rendition
from desktop_app.domain.photo_gates import Around, Level, findings, fingerprint, may_pass, near_names

TODAY = date(2026, 11, 25)
CREDIT = Credit(("Ni Luh Sari",), licence=Licence.OWN)
GOOD = Photo(
    "p",
    "0" * 64,
    1600,
    900,
    file_name="IMG_0042.JPG",
    credit=CREDIT,
    confirmed=True,
    caption="Warga menyapu lumpur di Kampung Melayu, Senin (23/11).",
    alt="Tiga orang menyapu lumpur di depan rumah",
    focus=(0.5, 0.5),
    renditions=(Rendition("hero", "jpeg", 1600, 900, "1" * 64),),
)
USE = PhotoUse("p")


def terms(**changes):
    return {"credit": replace(CREDIT, terms=Terms(**changes))}


def asked(change=None, use=USE, around=Around()):  # noqa: B008 - frozen
    return [(one.gate, one.level) for one in findings(replace(GOOD, **(change or {})), use, TODAY, around)]


B, W = Level.BLOCK, Level.WARN


def test_a_photo_with_everything_passes():
    assert asked() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"credit": Credit(licence=Licence.OWN)}, [("C1", B)]),
        ({"confirmed": False}, [("C0", B)]),
        ({"credit": replace(CREDIT, licence=Licence.UNKNOWN)}, [("C2", B)]),
        ({"credit": Credit(form=CreditForm.COURTESY, licence=Licence.OWN)}, [("C2", B)]),
        ({"credit": replace(CREDIT, expires=TODAY - timedelta(1))}, [("C3", B)]),
        ({"credit": replace(CREDIT, expires=TODAY)}, [("C3", W)]),
        ({"credit": replace(CREDIT, expires=TODAY + timedelta(7))}, []),
        (terms(embargo_until=TODAY + timedelta(1)), [("C3", B)]),
        (terms(embargo_until=TODAY), []),
        (terms(valid_from=TODAY + timedelta(1)), [("C3", B)]),
        (terms(review_by=TODAY - timedelta(1)), [("C3", W)]),
        ({"caption": " "}, [("C4", B)]),
        ({"caption": "OLYMPUS  DIGITAL CAMERA"}, [("C4", B)]),
        ({"caption": "img_0042"}, [("C4", B)]),
        ({"alt": ""}, [("C5", B)]),
        ({"alt": "", "decorative": True}, []),
        ({"alt": GOOD.caption.upper()}, [("C5", W)]),
        ({"alt": "Foto tiga orang"}, [("C5", W)]),
        ({"alt": "x" * 251}, [("C5", W)]),
        ({"alt": "x" * 250}, []),
        ({"clashes": (Clash("creators", "A", "", "B"),)}, [("C6", B)]),
        ({"guessed": True}, [("C6", W)]),
        ({"renditions": ()}, [("C7", B)]),
        ({"focus": None}, [("C13", B)]),
        ({"focus": None, **terms(no_crop=True)}, []),
        (terms(mandatory="Dok. Museum"), [("C9", B)]),
        (terms(mandatory="kampung  melayu"), []),
        (terms(channels=(Channel.PRINT,)), [("C9", B)]),
        (terms(channels=(Channel.SITE,)), []),
        (terms(no_crop=True), []),
        ({**terms(no_crop=True), "height": 1200}, [("C9", B)]),
        (
            {"digital_source": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"},
            [("C11", B)],
        ),
        ({"digital_source": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}, []),
        ({"sensitive": True}, [("C11", B)]),
        ({"sensitive": True, "consent": "Ibu Rina, formulir 12"}, []),
    ],
)
def test_each_gate(change, expected):
    assert asked(change) == expected


def test_what_is_around_the_photo_counts():
    assert asked(around=Around(file_faults=("kredit lain.",))) == [("C7", B)]
    assert asked(around=Around(like=("lama.jpg",))) == [("C10", W)]
    assert asked(around=Around(other_stories=("Banjir",))) == []
    assert asked(terms(single_use=True), around=Around(other_stories=("Banjir",))) == [("C9", B)]


def test_the_words_of_the_use_count_before_the_photos_own():
    assert (
        asked({"caption": "", "alt": ""}, PhotoUse("p", "Warga membersihkan rumah.", "Sapu dan lumpur")) == []
    )


def test_every_sentence_names_the_photo_and_a_field():
    bare = Photo("p", "0" * 64, 10, 10, file_name="IMG_0042.JPG", sensitive=True, guessed=True)
    found = findings(bare, USE, TODAY)
    assert len(found) >= 7
    for one in found:
        assert one.why.startswith("IMG_0042.JPG: ")
        assert one.why.endswith(".")
        assert one.field
    levels = [one.level for one in found]
    assert levels == sorted(levels, key=lambda level: level is W)


def passed(photo, gate, role=Role.PHOTO_DESK):
    given = Pass(
        gate, fingerprint(photo, USE), "Dewi", role, "Sudah diperiksa", datetime(2026, 11, 25, tzinfo=UTC)
    )
    return replace(photo, passes=(given,))


def test_a_yellow_line_is_passed_by_anybody_until_the_words_change():
    photo = passed(replace(GOOD, guessed=True), "C6")
    assert [one.open for one in findings(photo, USE, TODAY)] == [False]
    assert [one.open for one in findings(replace(photo, caption="Lain lagi."), USE, TODAY)] == [True]


def test_a_red_line_is_passed_by_a_publisher_alone_and_some_by_nobody():
    silent = replace(GOOD, alt="")
    assert [one.stops for one in findings(passed(silent, "C5"), USE, TODAY)] == [True]
    assert [one.stops for one in findings(passed(silent, "C5", Role.PUBLISHER), USE, TODAY)] == [False]
    nobody = passed(replace(GOOD, credit=Credit(licence=Licence.OWN)), "C1", Role.ADMIN)
    assert [one.stops for one in findings(nobody, USE, TODAY)] == [True]
    assert not may_pass(findings(nobody, USE, TODAY)[0], Role.ADMIN)


DIRECTORY = ("Ediwi Jaya", "Ni Luh Sari", "Sukarno", "Ani")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("edi_wijaya", "Ediwi Jaya"),
        ("Ni Luh Sri", "Ni Luh Sari"),
        ("Sukarmo", "Sukarno"),
        ("Ni Luh  SARI", None),
        ("Suharto", None),
        ("Ana", None),
        ("Bagus Prasetyo", None),
    ],
)
def test_a_name_one_letter_off_is_asked_about(name, meant):
    assert near_names([name], DIRECTORY) == (((name, meant),) if meant else ())


@given(st.text("abcde ", min_size=8, max_size=14), st.integers(0, 7))
def test_one_letter_dropped_is_always_near(name, at):
    letters = [place for place, sign in enumerate(name) if sign != " "]
    if len(letters) < 8:
        return
    wrong = name[: letters[at]] + name[letters[at] + 1 :]
    known = "".join(name.split()) == "".join(wrong.split())
    assert known or near_names([wrong], [name]) == ((wrong, name),)
