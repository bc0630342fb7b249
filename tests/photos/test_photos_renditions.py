import io
from dataclasses import replace

import pytest
from photo_files import camera_exif, encoded, opened, picture
from PIL import Image, ImageOps

from desktop_app.domain.credit import Channel, Credit, CreditForm, Licence, Terms, credit_line
from desktop_app.domain.crops import crop_box
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.crediting import credit_hash, facts_of
from desktop_app.photos.exif import fresh as fresh_exif
from desktop_app.photos.exif import tells_more
from desktop_app.photos.facts import DamagedError
from desktop_app.photos.metadata import picture_bytes, read
from desktop_app.photos.pixels import srgb_profile
from desktop_app.photos.reading_back import faults
from desktop_app.photos.renditions import make
from desktop_app.photos.thumbnail import thumbnail

SITE = "Berita Kota"
HOUSE = House(SITE)
CREDIT = Credit(("Ni Luh Sari", "Ma’ruf Amîn Pūtra", "ꦱꦼꦏꦂ", "Edi"), copyright_notice="© 2026")
COLOURS = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}


def photo(**changes):
    fields = {
        "id": "foto-1",
        "sha256": "0" * 64,
        "width": 1,
        "height": 1,
        "credit": CREDIT,
        "caption": "Pagi.",
    }
    return Photo(**{**fields, **changes})


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "photos")


def made(tmp_path, blobs, data, **changes):
    file = tmp_path / "asli"
    file.write_bytes(data)
    return {(r.name, r.format): r for r in make(file, photo(**changes), HOUSE, blobs)}


def corner(image, right, lower):
    x, y = image.width * (7 if right else 1) // 8, image.height * (7 if lower else 1) // 8
    near = image.convert("RGB").getpixel((x, y))
    return min(COLOURS, key=lambda name: sum(abs(a - b) for a, b in zip(COLOURS[name], near, strict=True)))


def corners(image):
    return [corner(image, right, lower) for lower in (False, True) for right in (False, True)]


def test_the_ladder(tmp_path, blobs):
    found = made(tmp_path, blobs, encoded(size=(3000, 2000)))
    sizes = {name: (r.width, r.height) for (name, _), r in found.items()}
    assert sizes == {
        "hero": (1600, 900),
        "hero_m": (960, 540),
        "card": (640, 360),
        "social": (1200, 630),
        "thumb": (400, 300),
        "full": (1200, 800),
        "square": (160, 160),
    }
    assert {form for name, form in found if name == "social"} == {"jpeg"}
    for (_, form), rendition in found.items():
        image = opened(blobs.path(rendition.sha256).read_bytes())
        assert image.size == (rendition.width, rendition.height)
        assert image.format.lower() == form
        assert image.mode == "RGB"
        assert image.info["icc_profile"] == srgb_profile()
        assert form != "jpeg" or image.info["progressive"]


def test_every_file_carries_the_very_line_of_the_page(tmp_path, blobs):
    found = made(tmp_path, blobs, encoded(size=(1700, 1200)), alt="Teks", caption="Keterangan")
    line = credit_line(CREDIT, SITE)
    assert line == "photo Ni Luh Sari, Ma’ruf Amîn Pūtra, dkk. - Berita Kota"
    for (name, _), rendition in found.items():
        told = read(blobs.path(rendition.sha256).read_bytes())
        assert told.credit == line
        assert told.creators == CREDIT.creators
        words = ("", "") if name == "square" else ("Keterangan", "Teks")
        assert (told.caption, told.alt, told.copyright_notice) == (*words, "© 2026")
        assert rendition.credit_hash == credit_hash(facts_of(photo(alt="Teks", caption="Keterangan"), HOUSE))


def test_another_credit_is_another_hash_over_the_same_pixels(tmp_path, blobs):
    data = encoded(size=(1700, 1200))
    one = made(tmp_path, blobs, data)
    again = made(tmp_path, blobs, data)
    other = made(tmp_path, blobs, data, credit=Credit(("Edi",)))
    assert one == again
    for key, rendition in one.items():
        assert rendition.sha256 != other[key].sha256
        assert rendition.credit_hash != other[key].credit_hash
        first, second = (opened(blobs.path(r.sha256).read_bytes()) for r in (rendition, other[key]))
        assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("size", [(500, 500), (200, 3000), (3000, 200), (1, 1), (1599, 899), (37, 41)])
def test_nothing_is_ever_enlarged(tmp_path, blobs, size):
    for (name, _), rendition in made(tmp_path, blobs, encoded("png", size=size)).items():
        assert rendition.width <= size[0], name
        assert rendition.height <= size[1], name
        assert opened(blobs.path(rendition.sha256).read_bytes()).size == (rendition.width, rendition.height)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_renditions_and_thumbnails_stand_upright(tmp_path, blobs, orientation):
    stored = encoded(size=(640, 480), exif=camera_exif(orientation=orientation))
    upright = Image.open(io.BytesIO(stored))
    expected = corners(ImageOps.exif_transpose(upright))
    full = made(tmp_path, blobs, stored)["full", "jpeg"]
    data = blobs.path(full.sha256).read_bytes()
    assert corners(opened(data)) == expected
    assert 0x0112 not in opened(data).getexif()
    file = tmp_path / "asli"
    small = opened(thumbnail(file, 100))
    assert max(small.size) == 100
    assert corners(small) == expected
    assert (small.width > small.height) is (orientation < 5)


@pytest.mark.parametrize(
    ("focus", "colour"),
    [((0.1, 0.1), "red"), ((0.9, 0.1), "lime"), ((0.1, 0.9), "blue"), ((0.9, 0.9), "white")],
)
def test_the_crop_follows_the_focus(tmp_path, blobs, focus, colour):
    tall, wide = picture(600, 2400), picture(4800, 600)
    for image, slot in ((tall, "hero"), (wide, "thumb")):
        found = made(tmp_path, blobs, encoded("png", image=image), focus=focus)[slot, "jpeg"]
        seen = corners(opened(blobs.path(found.sha256).read_bytes()))
        assert colour in seen
        assert len(set(seen)) == 2


def test_crop_boxes_stay_inside_and_keep_the_shape():
    assert crop_box((3000, 2000), (1600, 900), (0.5, 0.5)) == (0, 156, 3000, 1844)
    assert crop_box((3000, 2000), (1600, 900), (0.5, 0.0)) == (0, 0, 3000, 1688)
    assert crop_box((3000, 2000), (1600, 900), (1.0, 1.0)) == (0, 312, 3000, 2000)
    assert crop_box((1000, 1000), (400, 300), (0.0, 0.5)) == (0, 125, 1000, 875)


def red_and_green_swapped():
    """The sRGB profile with two of its primaries exchanged: a profile whose effect nobody can overlook."""
    return srgb_profile().replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


def test_colours_of_another_profile_are_turned_into_srgb(tmp_path, blobs):
    def shown(**options):
        found = made(tmp_path, blobs, encoded("png", **options))["full", "jpeg"]
        return corners(opened(blobs.path(found.sha256).read_bytes()))

    assert shown(icc_profile=red_and_green_swapped()) == ["lime", "red", "blue", "white"]
    assert shown(icc_profile=srgb_profile()) == ["red", "lime", "blue", "white"]
    assert shown(icc_profile=b"bukan profil") == ["red", "lime", "blue", "white"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "I", "CMYK"])
def test_every_mode_comes_out_as_plain_colour(tmp_path, blobs, mode):
    if mode == "CMYK":
        data = encoded("jpeg", image=picture().convert("CMYK"))
    elif mode in ("I;16", "I"):
        grey = Image.new("I;16", (64, 48), 0x8080)
        data = encoded("png", image=grey)
    else:
        data = encoded("png", image=picture().convert(mode))
    image = opened(blobs.path(made(tmp_path, blobs, data)["full", "jpeg"].sha256).read_bytes())
    assert image.mode == "RGB"
    if mode.startswith("I"):
        assert abs(image.getpixel((30, 20))[0] - 0x80) < 4
    elif mode in ("RGBA", "P", "CMYK"):
        assert corners(image) == ["red", "lime", "blue", "white"]


def test_white_shows_through_transparency(tmp_path, blobs):
    clear = Image.new("RGBA", (80, 80), (255, 0, 0, 0))
    image = opened(
        blobs.path(
            made(tmp_path, blobs, encoded("webp", image=clear, lossless=True))["full", "webp"].sha256
        ).read_bytes()
    )
    assert all(part > 250 for part in image.getpixel((40, 40)))


def test_nobody_credited_nothing_made(tmp_path, blobs):
    with pytest.raises(Refusal) as caught:
        made(tmp_path, blobs, encoded(), credit=Credit())
    assert caught.value.rule == "photo.credit"
    assert list(blobs.names()) == []


def test_an_anonymous_maker_stays_anonymous(tmp_path, blobs):
    found = made(tmp_path, blobs, encoded(), credit=Credit(("Rahasia",), form=CreditForm.ANONYMOUS))
    data = blobs.path(found["full", "jpeg"].sha256).read_bytes()
    assert b"Rahasia" not in data
    assert read(data).source == SITE


def test_a_damaged_original_is_trouble(tmp_path, blobs):
    with pytest.raises(Trouble) as caught:
        made(tmp_path, blobs, encoded(size=(800, 600))[:-300])
    assert caught.value.kind == "photo.damaged"


def test_the_houses_own_pictures_say_where_a_licence_is_had_and_no_others_do(tmp_path, blobs, exiftool):
    house = House(SITE, "https://berita.example/hak", "https://berita.example/lisensi")
    file = tmp_path / "asli"
    file.write_bytes(encoded(size=(900, 700)))
    own = photo(credit=replace(CREDIT, licence=Licence.OWN))
    for one in make(file, own, house, blobs):
        data = blobs.path(one.sha256).read_bytes()
        names = exiftool(data)
        assert names["XMP-xmpRights:WebStatement"] == read(data).web_statement == house.rights_url
        if one.name != "square":  # the smallest carries the short set
            assert names["XMP-plus:LicensorURL"] == read(data).licensor_url == house.licensor_url
    agency = photo(credit=replace(CREDIT, licence=Licence.AGENCY, source="NUSA", form=CreditForm.AGENCY))
    for one in make(file, agency, house, blobs):
        names = exiftool(blobs.path(one.sha256).read_bytes())
        assert not [name for name in names if "WebStatement" in name or "Licensor" in name]


def test_gps_and_preview_stay_behind(tmp_path, blobs, exiftool):
    for rendition in made(
        tmp_path, blobs, encoded(size=(900, 700), exif=camera_exif(gps=True, artist="X"))
    ).values():
        found = exiftool(blobs.path(rendition.sha256).read_bytes())
        assert not [name for name in found if "GPS" in name or "IFD1" in name or "MakerNote" in name]
        assert found["XMP-photoshop:Credit"] == credit_line(CREDIT, SITE)
        assert "ExifTool:Warning" not in found


def test_a_picture_the_decoder_shows_is_rendered_even_if_its_segments_are_odd(tmp_path, blobs):
    whole = encoded(size=(64, 48))
    odd = whole[:2] + b"\xff\x00" + whole[2:]
    with pytest.raises(DamagedError):
        read(odd)
    assert made(tmp_path, blobs, odd)["full", "jpeg"].width == 64
    assert opened(thumbnail(tmp_path / "asli", 32)).width == 32


def recredited(tmp_path, blobs, data, **changes):
    """Renditions of a photo, and again after its credit was put right: pairs of old and new."""
    file = tmp_path / "asli"
    file.write_bytes(data)
    before = photo(focus=(0.3, 0.6), **changes)
    before = replace(before, renditions=make(file, before, HOUSE, blobs))
    file.unlink()  # a corrected credit never needs the original again
    corrected = replace(before, credit=replace(before.credit, creators=("Ni Luh Putu Sari",)))
    return list(zip(before.renditions, make(file, corrected, HOUSE, blobs), strict=True))


def test_a_corrected_credit_touches_no_pixel(tmp_path, blobs):
    pairs = recredited(tmp_path, blobs, encoded(size=(1700, 1200)))
    assert len(pairs) == 13
    for old, new in pairs:
        was, now = (blobs.path(one.sha256).read_bytes() for one in (old, new))
        assert picture_bytes(was) == picture_bytes(now)
        assert (old.pixel_hash, old.width, old.height) == (new.pixel_hash, new.width, new.height)
        assert old.credit_hash != new.credit_hash
        assert read(now).creators == ("Ni Luh Putu Sari",)


def test_files_written_again_are_the_files_made_at_once(tmp_path, blobs):
    data = encoded(size=(1700, 1200))
    new = [new for _, new in recredited(tmp_path, blobs, data)]
    file = tmp_path / "asli"
    file.write_bytes(data)
    fresh = photo(focus=(0.3, 0.6), credit=replace(CREDIT, creators=("Ni Luh Putu Sari",)))
    assert list(make(file, fresh, HOUSE, Blobs(tmp_path / "lain"))) == new


def test_another_focus_makes_only_the_crops_anew(tmp_path, blobs):
    file = tmp_path / "asli"
    file.write_bytes(encoded(size=(1700, 1200)))
    before = photo(focus=(0.1, 0.1))
    before = replace(before, renditions=make(file, before, HOUSE, blobs))
    after = make(file, replace(before, focus=(0.9, 0.9)), HOUSE, blobs)
    same = {old.name for old, new in zip(before.renditions, after, strict=True) if old == new}
    assert same == {"full"}


def test_an_owner_who_forbids_cropping_is_heard(tmp_path, blobs):
    found = made(
        tmp_path, blobs, encoded(size=(1800, 1200)), credit=replace(CREDIT, terms=Terms(no_crop=True))
    )
    assert all(abs(r.width * 2 - r.height * 3) <= 3 for r in found.values())


def test_no_social_size_where_it_may_not_go(tmp_path, blobs):
    credit = replace(CREDIT, terms=Terms(channels=(Channel.SITE,)))
    assert not any(
        name == "social" for name, _ in made(tmp_path, blobs, encoded(size=(900, 600)), credit=credit)
    )


def test_a_file_that_lost_its_credit_is_found_out(tmp_path, blobs):
    file = tmp_path / "asli"
    file.write_bytes(encoded(size=(900, 600)))
    before = photo()
    before = replace(before, renditions=make(file, before, HOUSE, blobs))
    assert faults(before, HOUSE, blobs) == ()
    assert "hero" in faults(replace(before, credit=replace(CREDIT, creators=("Lain",))), HOUSE, blobs)[0]
    bare = blobs.put_bytes(encoded(size=(400, 300), exif=camera_exif(gps=True)))
    stripped = replace(before.renditions[0], sha256=bare)
    assert "hero" in faults(replace(before, renditions=(stripped,)), HOUSE, blobs)[0]


@pytest.mark.parametrize("extra", [{"gps": True}, {"serial": True}, {"preview": True}])
def test_what_a_stranger_should_not_learn_is_told(extra):
    exif = camera_exif(gps=extra.get("gps", False))
    if "serial" in extra:
        exif.get_ifd(0x8769)[0xA431] = "SERIAL-0815"
    block = exif.tobytes().removeprefix(b"Exif\0\0")
    assert tells_more(block)
    assert tells_more(fresh_exif("Pagi", "Sari", "", None)) == ""
