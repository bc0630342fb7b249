"""Picture files for the tests, made on the spot."""

import hashlib
import io
import struct
import zlib

from PIL import Image

FORMATS = ("jpeg", "png", "webp")


def picture(width=64, height=48):
    """A picture whose four corners can be told apart: red, green / blue, white."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    image.paste("lime", (width // 2, 0, width, height // 2))
    image.paste("blue", (0, height // 2, width // 2, height))
    return image


def encoded(kind="jpeg", size=(64, 48), image=None, **options):
    file = io.BytesIO()
    (image or picture(*size)).save(file, {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}[kind], **options)
    return file.getvalue()


def opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def png_chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_bomb(width, height):
    """A one-bit PNG whose few bytes promise a very large picture."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")
    )


def jpeg_bomb():
    """A JPEG whose header promises 65,500 x 65,500 pixels."""
    data = bytearray(encoded("jpeg"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65500, 65500)
    return bytes(data)


def with_segment(jpeg, marker, body):
    """The JPEG with one more segment right after its start."""
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + jpeg[2:]


def with_photoshop(jpeg, *resources):
    packed = b""
    for number, data in resources:
        packed += b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(data)) + data
        packed += b"\0" * (len(data) % 2)
    return with_segment(jpeg, 0xED, b"Photoshop 3.0\0" + packed)


def data_set(number, data, record=2):
    return struct.pack(">BBBH", 0x1C, record, number, len(data)) + data


def with_xmp(jpeg, packet):
    return with_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def xmp_packet(inside, spaces=""):
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" {spaces}>{inside}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def camera_exif(**tags):
    """EXIF as a camera writes it: orientation, artist, place, maker's note, by Pillow."""
    exif = Image.Exif()
    exif[0x0112] = tags.get("orientation", 1)
    if "artist" in tags:
        exif[0x013B] = tags["artist"]
    if "description" in tags:
        exif[0x010E] = tags["description"]
    inner = exif.get_ifd(0x8769)
    inner[0x9003] = tags.get("taken", "2026:11:02 07:30:01")
    inner[0x927C] = b"MAKERNOTE-0123456789"
    if tags.get("gps"):
        place = exif.get_ifd(0x8825)
        place[1], place[2] = "S", (6.0, 10.0, 30.0)
        place[3], place[4] = "E", (106.0, 49.0, 40.0)
    return exif


def extended_xmp(jpeg, packet, more):
    """The JPEG with *packet* and, in two parts the wrong way round, the packet *more* that did not fit."""
    name = hashlib.md5(more).hexdigest().upper().encode()
    half = len(more) // 2
    for at, part in ((0, more[:half]), (half, more[half:])):
        head = b"http://ns.adobe.com/xmp/extension/\0" + name + struct.pack(">II", len(more), at)
        jpeg = with_segment(jpeg, 0xE1, head + part)
    return with_xmp(jpeg, packet)
