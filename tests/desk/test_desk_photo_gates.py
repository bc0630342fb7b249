"""Passing a line with a reason, settling what a file's blocks say, and the rights clock of the desk."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.desk import auditing, photo_gates, photo_rights, picturing, writing
from desktop_app.domain.article import Page, Publication
from desktop_app.domain.clash import Clash
from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import PhotoId, new_id
from desktop_app.domain.newsroom import Role
from desktop_app.domain.photo import Photo
from desktop_app.domain.plain import to_plain
from desktop_app.storage import records

CLASH = Clash("creators", "KAMERA", "", "Ni Luh Sari", "exif", "Data tidak sepakat.")


def keep(desk, kind, value, name=""):
    with desk.store.writing() as tx:
        records.save(tx, kind, name or value.id, to_plain(value), by="x", at=desk.clock(), reason="test")
    return value


def a_photo(desk, **changes):
    photo = Photo(
        PhotoId(new_id()),
        new_id().replace("-", "").ljust(64, "0"),
        1600,
        1000,
        file_name="banjir.jpg",
        credit=Credit(("Ni Luh Sari",), licence=Licence.OWN),
        confirmed=True,
        caption="Warga menyapu lumpur.",
        alt="Tiga orang dan sapu",
        focus=(0.5, 0.5),
    )
    return keep(desk, "photo", replace(photo, **changes))


def open_gates(desk, photo):
    return {one.gate for one in photo_gates.gates(desk, photo.id) if one.open}


def test_a_pass_needs_a_reason_and_is_written_down(desk):
    photo = a_photo(desk, guessed=True)
    with pytest.raises(Refusal):
        photo_gates.pass_gate(desk, photo.id, "C6", "  ")
    assert "C6" in open_gates(desk, photo)
    photo_gates.pass_gate(desk, photo.id, "C6", "Ejaan sudah ditanyakan")
    assert "C6" not in open_gates(desk, photo)
    entry = auditing.entries(desk, object_id=photo.id)[0]
    assert (entry.act, entry.reason, entry.details) == ("photo_override", "Ejaan sudah ditanyakan", ("C6",))


def test_only_a_publisher_passes_a_red_line_and_nobody_a_missing_file(make_desk):
    desk = make_desk(role=Role.PHOTO_DESK)
    photo = a_photo(desk, alt="")
    with pytest.raises(Refusal) as caught:
        photo_gates.pass_gate(desk, photo.id, "C5", "Siaga banjir")
    assert "penerbit" in caught.value.reason
    with pytest.raises(Refusal):
        photo_gates.pass_gate(desk, photo.id, "C7", "Siaga banjir")


def test_a_choice_between_blocks_goes_into_the_credit_and_the_log(desk):
    photo = a_photo(desk, clashes=(CLASH,), credit=Credit(("KAMERA",), licence=Licence.OWN), confirmed=False)
    photo_gates.settle(desk, photo.id, "creators", "xmp")
    now = picturing.photo(desk, photo.id)
    assert (now.credit.creators, now.clashes, now.confirmed) == (("Ni Luh Sari",), (), False)
    entry = auditing.entries(desk, object_id=photo.id)[0]
    assert entry.act == "clash"
    assert entry.details == ("exif: KAMERA", "xmp: Ni Luh Sari")
    with pytest.raises(Refusal):
        photo_gates.settle(desk, photo.id, "creators", "exif")


def test_confirming_the_credit_settles_and_logs_too(desk):
    photo = a_photo(desk, clashes=(CLASH,), guessed=True, confirmed=False)
    picturing.credit(desk, photo.id, credit=photo.credit, caption=photo.caption, alt=photo.alt)
    now = picturing.photo(desk, photo.id)
    assert (now.clashes, now.guessed, now.confirmed) == ((), False, True)
    assert auditing.entries(desk, object_id=photo.id)[0].reason == "creators = Ni Luh Sari"


def test_a_twin_with_another_credit_on_a_live_page_is_told(desk):
    looks = "0123456789abcdef" * 7
    old = a_photo(desk, looks=looks, file_name="lama.jpg")
    story, _ = writing.begin(desk, short_title="Banjir")
    picturing.use_as_hero(desk, story, old.id)
    new = a_photo(desk, looks=looks, credit=Credit(("Orang Lain",), licence=Licence.OWN))
    assert "C10" not in open_gates(desk, new)
    keep(desk, "page", Page(story, "banjir", "r", Publication.LIVE), story)
    found = [one for one in photo_gates.gates(desk, new.id) if one.gate == "C10"]
    assert "lama.jpg" in found[0].why


def test_the_work_list_names_photos_in_use_whose_rights_end(desk, clock):
    def rights(day):
        return Credit(("A",), licence=Licence.AGENCY, expires=day)

    today = desk.today()
    soon = a_photo(desk, file_name="segera.jpg", credit=rights(today + timedelta(3)))
    over = a_photo(desk, file_name="lewat.jpg", credit=rights(today - timedelta(1)))
    a_photo(desk, file_name="nganggur.jpg", credit=rights(today - timedelta(1)))
    later = a_photo(desk, file_name="nanti.jpg", credit=rights(date(2030, 1, 1)))
    for photo in (soon, over, later):
        story, _ = writing.begin(desk, short_title=photo.file_name)
        picturing.use_as_hero(desk, story, photo.id)
        if photo is soon:
            keep(desk, "page", Page(story, "segera", "r", Publication.LIVE), story)
    found = photo_rights.due(desk)
    assert [(one.file_name, one.over, one.showing[0].live) for one in found] == [
        ("segera.jpg", False, True),
        ("lewat.jpg", True, False),
    ]
    clock.on(days=4)
    assert all(one.over for one in photo_rights.due(desk))


def test_crops_are_asked_for_by_the_photo_and_its_main_use_not_in_the_body(desk):
    photo = a_photo(desk, focus=None)
    story, _ = writing.begin(desk)
    asked = lambda: {one.gate for one in photo_gates.gates(desk, photo.id, story)}  # noqa: E731
    assert "C13" in asked()
    picturing.use_in_body(desk, story, photo.id)
    assert "C13" not in asked()
    picturing.use_as_hero(desk, story, photo.id)
    assert "C13" in asked()
    picturing.set_focus(desk, photo.id, (0.5, 0.4))
    assert "C13" not in asked()


def test_where_a_photo_is_used(desk):
    photo = a_photo(desk)
    for title in ("B", "A"):
        story, _ = writing.begin(desk, short_title=title)
        picturing.use_as_hero(desk, story, photo.id)
    assert [one.title for one in photo_rights.used_in(desk, photo.id)] == ["A", "B"]
