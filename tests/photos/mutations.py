"""Damaged and hostile picture files, made from sound ones the way accidents and attackers do. Steady for a seed."""

import io
import random
import struct
import zlib

from photo_files import encoded, jpeg_bomb, png_bomb, png_chunk, with_segment, with_xmp
from PIL import Image


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One damaged copy: bytes changed, cut off, repeated, or a length told wrong."""
    file = bytearray(data)
    way = chance.random()
    if way < 0.3:
        reach = min(len(file), chance.choice((64, 512, 8192, len(file))))
        for _ in range(chance.randint(1, 40)):
            file[chance.randrange(reach)] = chance.choice((0, 0xFF, 0x7F, 0x80, chance.randrange(256)))
    elif way < 0.45:
        for _ in range(chance.randint(1, 12)):
            file[chance.randrange(len(file))] ^= 1 << chance.randrange(8)
    elif way < 0.6:
        del file[chance.randrange(8, len(file)) :]
    elif way < 0.75:
        start = chance.randrange(len(file))
        piece = file[start : start + chance.randrange(1, 4096)]
        file[start:start] = piece * chance.randint(1, 4)
    else:
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(2, min(len(file) - 4, 60_000))
            number = chance.choice(
                (0, 1, 8, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, chance.getrandbits(32))
            )
            file[at : at + 4] = struct.pack(chance.choice((">I", "<I")), number)
    return bytes(file)


def bombs(megabytes: int = 80) -> dict[str, bytes]:
    """The list of attacks: much from little, entities, deep nests, two files in one, wrong names."""
    png, jpeg = encoded("png"), encoded()
    dense = zlib.compress(bytes(megabytes << 20), 9)
    laughs = b"".join(
        b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10 if i else b"lol" * 50) for i in range(9)
    )
    wide = io.BytesIO()
    Image.new("L", (12000, 9000)).save(wide, "JPEG", quality=10)
    return {
        "png 900 MP": png_bomb(30_000, 30_000),
        "jpeg claims 4290 MP": jpeg_bomb(),
        "jpeg 108 MP": wide.getvalue(),
        "png zTXt": png[:33] + png_chunk(b"zTXt", b"Comment\0\0" + dense) + png[33:],
        "png iCCP": png[:33] + png_chunk(b"iCCP", b"x\0\0" + dense) + png[33:],
        "png iTXt XMP": png[:33] + png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + dense) + png[33:],
        "XMP laughs": with_xmp(jpeg, b"<!DOCTYPE l [" + laughs + b"]><x>&a8;</x>"),
        "XMP deep": with_xmp(jpeg, b"<a>" * 9000 + b"</a>" * 9000),
        "jpeg + zip": jpeg + b"PK\3\4" + bytes(200),
        "png + html": png + b"<html><script>alert(1)</script></html>",
        "script in a comment": with_segment(jpeg, 0xFE, b"<script>alert(1)</script>"),
        "svg named jpg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "gif with script": b"GIF89a/*\1\0\1\0\0\0\0*/=1;<script>x</script>",
        "cut at 60 %": encoded(size=(1600, 1200), quality=90)[:9000],
        "two bytes short": jpeg[:-2],
    }
