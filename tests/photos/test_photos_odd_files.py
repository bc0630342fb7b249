"""Files as careless programs write them: read all the same, and nothing of theirs lost when we write."""

import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from photo_files import (
    camera_exif,
    data_set,
    encoded,
    extended_xmp,
    png_chunk,
    with_photoshop,
    with_segment,
    with_xmp,
    xmp_packet,
)

from desktop_app.photos import exif, iim, jpeg
from desktop_app.photos.facts import Metadata
from desktop_app.photos.metadata import embed_keeping, inspect, picture_bytes, read

FACTS = Metadata(creators=("Ni Luh Sari",), credit="photo Ni Luh Sari - Berita Kota")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-16", "utf-32-be"])
def test_wide_xmp_is_read_and_kept(charset):
    packet = xmp_packet("<photoshop:Credit>Lama</photoshop:Credit><photoshop:City>Kudus</photoshop:City>")
    file = with_xmp(encoded(), packet.decode().encode(charset))
    assert read(file).credit == "Lama"
    written = embed_keeping(file, FACTS)
    assert read(written).credit == FACTS.credit
    assert b"Kudus" in written


def test_control_signs_do_not_hide_a_packet():
    file = with_xmp(encoded(), xmp_packet("<photoshop:Credit>Sa\x01ri</photoshop:Credit>"))
    assert read(file).credit == "Sari"


def test_xmp_in_parts_is_put_together():
    more = xmp_packet("<photoshop:Source>Arsip</photoshop:Source><photoshop:Credit>Lain</photoshop:Credit>")
    file = extended_xmp(encoded(), xmp_packet("<photoshop:Credit>Sari</photoshop:Credit>"), more)
    told = read(file)
    assert (told.credit, told.source) == ("Sari", "Arsip")


def test_a_missing_part_is_no_part():
    more = xmp_packet("<photoshop:Source>Arsip</photoshop:Source>")
    file = extended_xmp(encoded(), xmp_packet("<photoshop:Credit>Sari</photoshop:Credit>"), more)
    cut = file.replace(b"http://ns.adobe.com/xmp/extension/", b"http://ns.adobe.com/xmp/ekstensi9/", 1)
    assert read(cut).source == ""


def test_resources_under_another_programs_mark_are_read_and_kept():
    file = with_photoshop(encoded(), (iim.IIM_RESOURCE, data_set(iim.CREDIT, b"Julie")), (0x03ED, b"sizes"))
    file = file.replace(b"8BIM", b"PHUT")
    assert read(file).credit == "Julie"
    assert b"sizes" in embed_keeping(file, FACTS)


def test_two_blocks_become_one_and_the_second_keeps_what_is_not_ours():
    one = (iim.IIM_RESOURCE, data_set(iim.CREDIT, b"Satu"))
    two = (iim.IIM_RESOURCE, data_set(iim.CREDIT, b"Dua") + data_set(90, b"Kudus"))
    written = embed_keeping(with_photoshop(with_photoshop(encoded(), two), one), FACTS)
    block = jpeg.read(written).iim
    assert block is not None
    assert b"Kudus" in block
    assert b"Satu" not in written
    assert b"Dua" not in written
    assert jpeg.read(written).digest_matches


def test_other_segments_keep_their_places():
    file = with_segment(encoded(), 0xE8, b"SPIFF\0 rest")
    file = with_xmp(file, xmp_packet("<photoshop:Credit>Lama</photoshop:Credit>"))
    file = with_segment(file, 0xEB, b"JP manifest")
    written = embed_keeping(file, FACTS)
    assert written.index(b"JP manifest") < written.index(b"photo Ni Luh Sari") < written.index(b"SPIFF")
    assert written.count(b"http://ns.adobe.com/xap/1.0/\0") == 1
    assert picture_bytes(written) == picture_bytes(file)


def test_a_table_out_of_order_stays_so():
    # A telephone wrote a nameless entry at the end; moved to the front it would stop strict readers at once.
    entries = struct.pack("<HHI4s", 0x0110, 2, 3, b"VX\0\0") + struct.pack("<HHI4s", 1, 0, 1, b"\0\x08\0\0")
    block = b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + entries + b"\0\0\0\0"
    written = exif.changed(block, "", "Ni Luh Sari", "")
    first = struct.unpack_from("<I", written, 4)[0]
    assert struct.unpack_from("<H", written, first + 2)[0] == 0x0110
    assert exif.read(written).artist == "Ni Luh Sari"


def test_an_unreadable_packet_is_said_and_does_not_stop_the_rest():
    file = with_xmp(encoded(), xmp_packet("<photoshop:a/b>x</photoshop:a/b>"))
    assert any("XMP" in warning for warning in inspect(file).warnings)
    assert read(embed_keeping(file, FACTS)).credit == FACTS.credit


@pytest.mark.parametrize("kind", [b"zTXt", b"tEXt"])
@pytest.mark.parametrize("key", [b"exif", b"APP1"])
def test_exif_that_an_older_program_wrote_into_a_png_as_text_counts(kind, key):
    """And moves into its own chunk when a credit is written, with all that stood in it."""
    block = camera_exif(artist="Sari", taken="2026:11:02 07:30:01").tobytes()
    text = b"\nexif\n%8d\n" % len(block) + block.hex().encode() + b"\n"
    said = b"Raw profile type " + key + b"\0" + (b"\0" + zlib.compress(text) if kind == b"zTXt" else text)
    plain = encoded("png")
    data = plain[:33] + png_chunk(kind, said) + plain[33:]  # behind the header
    found = inspect(data).metadata
    assert (found.creators, found.taken_at) == (("Sari",), datetime(2026, 11, 2, 0, 30, 1, tzinfo=UTC))
    credited = embed_keeping(data, replace(found, creators=("Ani",)))
    assert inspect(credited).metadata.creators == ("Ani",)
    assert b"Raw profile" not in credited
    assert b"MAKERNOTE-0123456789" in credited
    assert picture_bytes(credited) == picture_bytes(data)


@pytest.mark.parametrize(
    "text", [b"", b"\nexif\n12\nzz", b"\nexif\n99\n457869660000", b"\nexif\nx\n4578", b"\nxmp\n4\n3c783a78"]
)
def test_a_broken_text_profile_in_a_png_is_left_alone(text):
    plain = encoded("png")
    data = plain[:33] + png_chunk(b"tEXt", b"Raw profile type exif\0" + text) + plain[33:]
    assert inspect(data).metadata == Metadata()
    assert b"Raw profile" in embed_keeping(data, Metadata(creators=("Ani",)))
