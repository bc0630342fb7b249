"""Taking in a foreign text: read where it can be killed, its pictures handed to the photo desk, its words as blocks."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from desktop_app.desk import taking_in
from desktop_app.desk.bundle import Desk
from desktop_app.domain.changes import NOTHING, Changes
from desktop_app.domain.document import Block, Content, Figure, Paragraph
from desktop_app.domain.foreign import ForeignPicture, Pasted, Reading
from desktop_app.domain.ids import PhotoId, new_block_id
from desktop_app.markup.reading import parse_block


def paste(desk: Desk, *, html: str = "", text: str = "", picture: bytes = b"", ending: str = "png") -> Pasted:
    """What a clipboard held, as blocks: its HTML if it has any, else its text, else the picture alone.

    Long work: run outside the interface thread. Raises Refusal when it holds nothing that can come in, Trouble when
    it was killed for its size or malice; the desk is then as before.
    """
    with foreign_folder() as folder:
        if html:
            reading = desk.reader.html(html, folder)
        elif text:
            reading = desk.reader.text(text)
        else:
            reading = _picture_alone(folder, picture, ending)
        contents, remarks, changes = settled(desk, reading)
    single = len(contents) == 1 and isinstance(contents[0], Paragraph)
    return Pasted(tuple(Block(new_block_id(), content) for content in contents), single, remarks, changes)


def settled(desk: Desk, reading: Reading) -> tuple[tuple[Content, ...], tuple[tuple[str, int], ...], Changes]:
    """The reading's blocks with photos of the desk in place of its pictures; the remarks; what changed.

    Must run while the folder of the pictures is there. Every photo begins with the credit its file proposes, or none.
    """
    remarks = Counter(dict(reading.remarks))
    photos, changes = _photos(desk, reading.pictures, remarks)
    contents: list[Content] = []
    for block in reading.blocks:
        for content in parse_block(block):
            if not isinstance(content, Figure):
                contents.append(content)
            elif content.photo_id in photos:
                contents.append(replace(content, photo_id=photos[content.photo_id]))
            elif content.caption:
                contents.append(Paragraph(content.caption))
    return tuple(contents), tuple((key, count) for key, count in remarks.items() if count > 0), changes


def _photos(
    desk: Desk, pictures: tuple[ForeignPicture, ...], remarks: Counter[str]
) -> tuple[dict[str, PhotoId], Changes]:
    found: dict[str, PhotoId] = {}
    changes = NOTHING
    for picture in pictures:
        taken = taking_in.take_in(desk, [Path(picture.path)])
        changes |= taken.changes
        if taken.photos:
            found[picture.token] = taken.photos[0].id
        else:
            remarks["picture.kept"] -= 1
            remarks["picture.unreadable"] += 1
    return found, changes


def _picture_alone(folder: Path, picture: bytes, ending: str) -> Reading:
    path = folder / f"tempelan-1.{ending}"
    path.write_bytes(picture)
    found = ForeignPicture("tempelan-1", str(path), path.name)
    return Reading(("![](foto:tempelan-1)",), (found,), (("picture.kept", 1),))


@contextmanager
def foreign_folder() -> Iterator[Path]:
    """A folder for pictures on their way in, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="meja-tempelan-") as name:
        yield Path(name)
