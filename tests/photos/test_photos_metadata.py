from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from photo_files import (
    FORMATS,
    camera_exif,
    data_set,
    encoded,
    opened,
    with_photoshop,
    with_segment,
    with_xmp,
    xmp_packet,
)
from PIL import Image

from desktop_app.domain.errors import Refusal
from desktop_app.photos import iim, jpeg, metadata
from desktop_app.photos.facts import DamagedError, Metadata
from desktop_app.photos.metadata import cleaned, embed, embed_keeping, inspect, picture_bytes, read

lawful = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
FILES = {kind: encoded(kind) for kind in FORMATS}

pieces = st.sampled_from(
    ["Ni Luh Sari", "Ma’ruf Amîn Pūtra", "ꦱꦼꦏꦂ", "Dinas Komunikasi dan Informatika", " – ", "é", "e\u0301", "&<>\"';",
     "]]>", "\n", "\t", "\0", "\x07", "\ud800", "\ufffe", "👩🏽‍🦱", "x" * 40, ";", "  ", "/", "\u202e", "ي"]
)  # fmt: skip
words = st.lists(pieces | st.text(max_size=12), max_size=6).map("".join)
long_words = st.lists(pieces | st.text(max_size=30), max_size=40).map("".join)
moments = st.datetimes(
    datetime(1900, 1, 2),
    datetime(2099, 12, 30),
    timezones=st.just(UTC) | st.just(timezone(timedelta(hours=9))),
)
facts = st.builds(
    Metadata,
    creators=st.lists(words, max_size=4).map(tuple),
    credit=words,
    source=words,
    copyright_notice=words,
    caption=long_words,
    headline=words,
    alt=long_words,
    instructions=words,
    web_statement=words,
    digital_source=words,
    photo_id=words,
    taken_at=st.none() | moments,
)


@lawful
@given(facts, st.sampled_from(FORMATS))
def test_what_is_written_is_read_again_and_the_picture_is_untouched(given_facts, kind):
    original = FILES[kind]
    written = embed(original, given_facts)
    assert read(written) == cleaned(given_facts)
    assert inspect(written).warnings == ()
    assert picture_bytes(written) == picture_bytes(original)
    assert embed(written, given_facts) == written


@lawful
@given(facts, facts, st.sampled_from(FORMATS))
def test_a_later_credit_replaces_an_earlier_one(first, second, kind):
    written = embed_keeping(embed_keeping(FILES[kind], first), second)
    expected, found = cleaned(second), read(written)
    for name in ("creators", "credit", "source", "copyright_notice", "caption", "alt"):
        assert getattr(found, name) == getattr(expected, name), name
    assert picture_bytes(written) == picture_bytes(FILES[kind])


@lawful
@given(facts)
def test_iim_holds_whole_letters_within_its_limits(given_facts):
    blocks = jpeg.read(embed(FILES["jpeg"], given_facts))
    wanted = cleaned(given_facts)
    full = {
        iim.BYLINE: wanted.creators,
        iim.CREDIT: (wanted.credit,),
        iim.SOURCE: (wanted.source,),
        iim.COPYRIGHT: (wanted.copyright_notice,),
        iim.CAPTION: (wanted.caption,),
        iim.HEADLINE: (wanted.headline,),
    }
    for record, number, data in iim.data_sets(blocks.iim):
        if record == 2 and number in full:
            assert len(data) <= iim.LIMITS[number]
            assert any(text.startswith(data.decode("utf-8")) for text in full[number])
    assert blocks.digest_matches is True


@settings(max_examples=400, deadline=None, derandomize=True, phases=[Phase.generate])
@given(st.sampled_from(FORMATS), st.data())
def test_mutilated_files_end_in_damaged_and_nothing_else(kind, data):
    whole = bytearray(
        embed(FILES[kind], Metadata(creators=("A", "B"), caption="Keterangan", credit="photo A"))
    )
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    broken = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    for use in (inspect, lambda b: embed(b, Metadata()), lambda b: embed_keeping(b, Metadata(caption="x"))):
        try:
            use(broken)
        except DamagedError:
            continue


@pytest.mark.parametrize("kind", FORMATS)
def test_a_second_reader_agrees(kind, exiftool):
    told = Metadata(
        creators=("Ni Luh Sari", "Ma’ruf Amîn Pūtra", "ꦱꦼꦏꦂ"),
        credit="photo Ni Luh Sari - Berita Kota",
        source="Dinas Komunikasi dan Informatika Kota Lama",
        copyright_notice="© 2026 Berita Kota",
        caption="Warga menyeberang – pagi hari.",
        headline="Judul",
        alt="Orang menyeberang jalan.",
        web_statement="https://contoh.id/hak",
        photo_id="foto-1",
        taken_at=datetime(2026, 11, 2, 7, 30, 1, tzinfo=timezone(timedelta(hours=7))),
    )
    found = exiftool(embed(encoded(kind), told))
    assert found["XMP-dc:Creator"] == list(told.creators)
    assert found["XMP-photoshop:Credit"] == told.credit
    assert found["XMP-photoshop:Source"] == told.source
    assert found["XMP-dc:Rights"] == told.copyright_notice
    assert found["XMP-dc:Description"] == told.caption
    assert found["XMP-iptcCore:AltTextAccessibility"] == told.alt
    assert found["XMP-xmpRights:WebStatement"] == told.web_statement
    assert found["IFD0:Artist"] == "Ni Luh Sari; Ma’ruf Amîn Pūtra; ꦱꦼꦏꦂ"
    assert found["IFD0:Copyright"] == told.copyright_notice
    assert found["ExifIFD:DateTimeOriginal"] == "2026:11:02 07:30:01"
    if kind == "jpeg":
        assert found["IPTC:CodedCharacterSet"] == "UTF8"
        assert found["IPTC:By-line"] == list(told.creators)
        assert found["IPTC:Source"] == "Dinas Komunikasi dan Informatika"
        assert found["Photoshop:IPTCDigest"] == found["File:CurrentIPTCDigest"]
    assert "ExifTool:Warning" not in found
    assert "ExifTool:Error" not in found


def test_a_copy_keeps_what_the_photographer_wrote(exiftool):
    camera = camera_exif(orientation=6, artist="Pemilik Kamera", gps=True)
    original = encoded("jpeg", exif=camera, icc_profile=b"\0" * 40 + b"acsp" + b"\0" * 100)
    original = with_segment(original, 0xFE, b"catatan")
    block = data_set(25, "kata kunci é".encode("latin-1")) + data_set(80, b"Lama")
    original = with_photoshop(original, (0x0404, block), (0x040C, b"thumb"))
    packet = xmp_packet(
        "<dc:creator><rdf:Seq><rdf:li>Lama</rdf:li></rdf:Seq></dc:creator><photoshop:City>Jakarta</photoshop:City>"
    )
    original = with_xmp(original, packet)
    copy = embed_keeping(
        original, Metadata(creators=("Ni Luh Sari",), credit="photo Ni Luh Sari - X", caption="K")
    )
    found = exiftool(copy)
    assert found["XMP-dc:Creator"] == found["IFD0:Artist"] == found["IPTC:By-line"] == "Ni Luh Sari"
    assert found["XMP-photoshop:City"] == "Jakarta"
    assert found["IPTC:Keywords"] == "kata kunci é"
    assert "GPS:GPSLatitude" in found
    assert found["File:Comment"] == "catatan"
    assert inspect(copy).orientation == 6
    assert b"MAKERNOTE-0123456789" in copy
    assert picture_bytes(copy) == picture_bytes(original)


def test_a_file_that_goes_out_tells_no_tales(exiftool):
    original = encoded("jpeg", exif=camera_exif(orientation=6, artist="Pemilik", gps=True))
    original = with_segment(original, 0xFE, b"<script>")
    spot = xmp_packet(
        "<exif:GPSLatitude>6,10S</exif:GPSLatitude>", 'xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    )
    original = with_xmp(original, spot)
    assert inspect(original).has_gps
    out = embed(original, Metadata(creators=("Ni Luh",), credit="photo Ni Luh - X"))
    assert not inspect(out).has_gps
    assert inspect(out).orientation == 1
    names = " ".join(exiftool(out))
    for word in ("GPS", "Thumbnail", "MakerNote", "Comment", "IFD1"):
        assert word not in names, word
    assert b"<script>" not in out


def test_a_webp_without_an_extended_header_gets_one_that_decodes():
    for options in ({"lossless": True}, {"quality": 80}):
        plain = encoded("webp", **options)
        out = embed(plain, Metadata(caption="Ada"))
        assert opened(out).tobytes() == opened(plain).tobytes()
        assert b"VP8X" in out[:20]


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        ("Sítor".encode(), "Sítor"),
        ("Sítor".encode("cp1252"), "Sítor"),
        ("Andrés Lima".encode("mac_roman"), "Andrés Lima"),
        (b"Polos\0sampah", "Polos"),
    ],
)
def test_iim_without_a_declared_character_set(octets, text):
    found = inspect(with_photoshop(FILES["jpeg"], (0x0404, data_set(80, octets))))
    assert found.metadata.creators == (text,)
    assert any("ditebak" in warning for warning in found.warnings) is (
        b"\xc3" not in octets and not octets.isascii()
    )


def layered(exif="", by_line="", xmp="", *, digest=None):
    """A JPEG whose blocks name these creators; *digest* "fits" or "stale"."""
    data = encoded("jpeg", exif=camera_exif(artist=exif)) if exif else encoded("jpeg")
    if by_line:
        block = data_set(90, b"\x1b%G", record=1) + data_set(80, by_line.encode())
        kept = {"fits": iim.digest(block), "stale": b"\1" * 16}.get(digest)
        data = with_photoshop(data, (0x0404, block), *([(0x0425, kept)] if kept else []))
    if xmp:
        data = with_xmp(
            data, xmp_packet(f"<dc:creator><rdf:Seq><rdf:li>{xmp}</rdf:li></rdf:Seq></dc:creator>")
        )
    return data


@pytest.mark.parametrize(
    ("blocks", "creator", "warned"),
    [
        ({"exif": "Ani"}, "Ani", False),
        ({"by_line": "Ani"}, "Ani", False),
        ({"xmp": "Ani"}, "Ani", False),
        ({"exif": "Ani", "xmp": "Budi"}, "Ani", True),
        ({"exif": "Kamera", "by_line": "Budi", "xmp": "Budi"}, "Budi", True),
        ({"by_line": "Ani", "xmp": "Budi", "digest": "stale"}, "Ani", True),
        ({"by_line": "Ani", "xmp": "Budi", "digest": "fits"}, "Budi", True),
        ({"by_line": "Ani", "xmp": "Budi"}, "Budi", True),
        ({"by_line": "x" * 32, "xmp": "x" * 40, "digest": "stale"}, "x" * 40, False),
        ({"exif": "Ani  Sari", "xmp": "Ani Sari"}, "Ani Sari", False),
    ],
)
def test_whom_to_believe_when_blocks_differ(blocks, creator, warned):
    found = inspect(layered(**blocks))
    assert found.metadata.creators == (creator,)
    assert bool(found.clashes) is warned
    assert all(clash.chosen and clash.why.endswith(".") for clash in found.clashes)


def test_a_cameras_own_caption_is_no_caption():
    camera = "OLYMPUS DIGITAL CAMERA"
    found = inspect(encoded("jpeg", exif=camera_exif(description=camera)))
    assert (found.metadata.caption, found.caption, found.clashes) == (camera, "", ())
    block = data_set(90, b"\x1b%G", record=1) + data_set(iim.CAPTION, b"Gedung parlemen.")
    exif = camera_exif(description=camera)
    both = inspect(with_photoshop(encoded("jpeg", exif=exif), (0x0404, block)))
    assert (both.metadata.caption, both.caption, both.clashes) == (camera, "Gedung parlemen.", ())


def test_the_readers_language_comes_first():
    packet = xmp_packet(
        '<dc:description><rdf:Alt><rdf:li xml:lang="en">Morning</rdf:li><rdf:li xml:lang="x-default">Pagi</rdf:li>'
        "</rdf:Alt></dc:description>"
    )
    assert read(with_xmp(FILES["jpeg"], packet)).caption == "Pagi"


HOSTILE = {
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x:xmpmeta xmlns:x="a">&b;</x:xmpmeta>',
    "file": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "deep": b"<a>" * 9000 + b"</a>" * 9000,
    "half": xmp_packet("<dc:creator>")[:-40],
    "noise": bytes(range(256)),
    "encoding": b'<?xml version="1.0" encoding="nonsense"?><a/>',
    "empty": b"",
}


@pytest.mark.parametrize("packet", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_packet_costs_only_its_own_facts(packet):
    data = with_xmp(layered(exif="Ani"), packet)
    found = inspect(data)
    assert found.metadata.creators == ("Ani",)
    copy = embed_keeping(data, Metadata(creators=("Budi",)))
    assert read(copy).creators == ("Budi",)


def test_a_caption_no_segment_can_hold_is_refused():
    with pytest.raises(Refusal) as caught:
        embed(FILES["jpeg"], Metadata(caption="panjang " * 9000))
    assert caught.value.rule == "photo.caption_long"


def test_resources_split_over_two_segments_are_one():
    block = data_set(90, b"\x1b%G", record=1) + data_set(80, b"Ani")
    whole = with_photoshop(FILES["jpeg"], (0x0404, block))
    body = whole[6 + 14 : 2 + 2 + int.from_bytes(whole[4:6], "big")]
    parts = (body[:9], body[9:])
    data = FILES["jpeg"]
    for part in reversed(parts):
        data = with_segment(data, 0xED, b"Photoshop 3.0\0" + part)
    assert read(data).creators == ("Ani",)


def test_exif_times_take_the_cameras_zone_or_the_newsrooms():
    assert read(encoded("jpeg", exif=camera_exif())).taken_at == datetime(2026, 11, 2, 0, 30, 1, tzinfo=UTC)
    assert read(encoded("jpeg", exif=camera_exif(taken="0000:00:00 00:00:00"))).taken_at is None
    assert read(encoded("jpeg", exif=camera_exif(taken="0001:01:01 00:00:00"))).taken_at is None


@pytest.mark.parametrize(
    ("taken", "clock"),
    [
        ("2008:02:15 16:00", "16:00:00"),
        ("2008:02:15:16:00:09", "16:00:09"),
        ("2008/02/15 16:00:09", "16:00:09"),
        ("15.02.2008 16:00", ""),
        ("2008:02:15 16:00:61", ""),
    ],
)
def test_times_as_odd_cameras_write_them(taken, clock):
    found = read(encoded("jpeg", exif=camera_exif(taken=taken))).taken_at
    assert (f"{found:%H:%M:%S}" if found else "") == clock


@pytest.mark.parametrize(
    ("date", "time", "moment"),
    [
        ("20261102", "073001+0900", datetime(2026, 11, 1, 22, 30, 1, tzinfo=UTC)),
        ("20261102", "073001", datetime(2026, 11, 2, 0, 30, 1, tzinfo=UTC)),
        ("20261102", "", datetime(2026, 11, 1, 17, 0, tzinfo=UTC)),
        ("00000000", "", None),
        ("", "073001", None),
    ],
)
def test_an_agencys_date_in_the_older_block_counts(date, time, moment):
    block = data_set(iim.DATE, date.encode()) + data_set(iim.TIME, time.encode())
    assert read(with_photoshop(FILES["jpeg"], (0x0404, block))).taken_at == moment
    dated = xmp_packet("<photoshop:DateCreated>2020-01-02T03:04:05Z</photoshop:DateCreated>")
    newer = read(with_xmp(with_photoshop(FILES["jpeg"], (0x0404, block)), dated)).taken_at
    assert newer == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    stale = with_photoshop(FILES["jpeg"], (0x0404, block), (0x0425, b"\1" * 16))
    assert read(with_xmp(stale, dated)).taken_at == (moment or newer)


def test_the_door_knows_only_three_formats():
    with pytest.raises(DamagedError):
        metadata.read(b"GIF89a")


def test_a_name_in_the_cameras_own_table_is_found_and_the_usual_place_wins():
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x013B] = "Ni Luh Sari"
    assert read(encoded("jpeg", exif=exif)).creators == ("Ni Luh Sari",)
    exif[0x013B] = "Edi Wijaya"
    assert read(encoded("jpeg", exif=exif)).creators == ("Edi Wijaya",)
