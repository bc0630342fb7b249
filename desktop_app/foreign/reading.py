"""One foreign text, of whatever form, to a Reading. Runs inside the worker process."""

from collections import Counter
from pathlib import Path

from desktop_app.domain.document import Content
from desktop_app.domain.errors import Refusal
from desktop_app.domain.foreign import ForeignPicture, Reading
from desktop_app.foreign.docx import read_docx, title_of
from desktop_app.foreign.html import read_html
from desktop_app.markup.from_text import contents_of_text
from desktop_app.markup.stored import serialized

LARGEST_TEXT = 30 * 1024 * 1024  # characters of one clipboard or file


def reading_of_html(text: str, folder: Path, *, whole: bool = False) -> Reading:
    """Foreign HTML, a clipboard's; *whole* when it is a file, whose first heading is its headline."""
    _bounded(text)
    contents, pictures, remarks = read_html(text, folder)
    title, contents = title_of(contents) if whole else ("", contents)
    return _reading(contents, tuple(pictures.found), remarks, title)


def reading_of_text(text: str) -> Reading:
    """Plain text."""
    _bounded(text)
    contents, pieces = contents_of_text(text)
    return _reading(contents, (), Counter({"paragraph.cut": pieces}))


def reading_of_docx(path: Path, folder: Path) -> Reading:
    """A Word file."""
    contents, pictures, remarks, title = read_docx(path, folder)
    return _reading(contents, tuple(pictures.found), remarks, title)


def _reading(
    contents: tuple[Content, ...],
    pictures: tuple[ForeignPicture, ...],
    remarks: Counter[str],
    title: str = "",
) -> Reading:
    told = tuple((key, count) for key, count in remarks.items() if count)
    return Reading(serialized(contents), pictures, told, title)


def _bounded(text: str) -> None:
    if len(text) > LARGEST_TEXT:
        raise Refusal(
            "Tempelan ini lebih besar dari 30 MB. Tempel sebagian demi sebagian.", rule="paste.size"
        )
