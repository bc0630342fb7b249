"""Word files to blocks: checked as a package first, read by mammoth, then the same walk as any foreign HTML."""

import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import IO, Any

import mammoth

from desktop_app.domain.document import Content, Subhead
from desktop_app.domain.errors import Refusal
from desktop_app.foreign.html import read_html
from desktop_app.foreign.pictures import Pictures
from desktop_app.markup.runs import text_of

LARGEST_FILE = 60 * 1024 * 1024  # bytes of the file itself
_MOST_PARTS = 5_000
_LARGEST_PART = 120 * 1024 * 1024  # bytes unpacked
_LARGEST_XML = 40 * 1024 * 1024
_LARGEST_WHOLE = 300 * 1024 * 1024
_RATIO = 200  # unpacked to packed; text of a real story stays below 30
_SMALL = 1024 * 1024  # bytes below which the ratio says nothing
_HEAD = 64 * 1024  # a DOCTYPE stands before the first element

# Word writes built-in styles by their English name and a localised id; other programs write the localised name.
_TITLES = ("Title", "Judul", "Titel", "Titre")
_SUBTITLES = ("Subtitle", "Subjudul", "Anak Judul")
_QUOTES = ("Quote", "Quotations", "Kutipan", "Block Text", "Teks Blok", "Kutipan Blok")
_PULLS = (
    "Intense Quote",
    "Kutipan Intens",
    "Kutipan Kuat",
    "Kutipan yang Sering",
    "Pull Quote",
    "Kutipan Sorot",
)
_HEADING_WORDS = ("Heading", "heading", "Judul", "Tajuk", "Kepala")
_CAPTIONS = ("caption", "Caption", "Keterangan", "Keterangan Gambar", "Takarir")

_TITLE_MARK = "judul-berkas"


def read_docx(path: Path, folder: Path) -> tuple[tuple[Content, ...], Pictures, Counter[str], str]:
    """Blocks, pictures (put into *folder*), remarks and the headline the file gives itself.

    Raises Refusal when the file is no Word document or is built to harm.
    """
    with path.open("rb") as file:
        check_package(file)
        file.seek(0)
        found: list[tuple[str, bytes]] = []
        try:
            told = mammoth.convert_to_html(
                file,
                style_map=_style_map(),
                convert_image=mammoth.images.img_element(_keeper(found)),
                include_embedded_style_map=False,
            )
        except Refusal:
            raise
        except Exception as error:
            raise Refusal(
                f"{path.name}: bukan dokumen Word yang utuh. Buka di Word, simpan ulang, lalu coba lagi.",
                rule="import.docx",
            ) from error
    contents, pictures, remarks = read_html(_with_pictures(told.value, found, folder), folder)
    for message in told.messages:
        if "Unrecognised" in message.message:
            remarks["style.unknown"] += 1
    remarks["comment"] += _count_comments(path)
    title, contents = title_of(contents)
    return contents, pictures, remarks, title


def check_package(file: IO[bytes]) -> None:
    """Make sure the file is a Word package of bounded size that declares no entities. Raises Refusal."""
    file.seek(0, 2)
    size = file.tell()
    if size > LARGEST_FILE:
        raise Refusal("Dokumen Word ini lebih besar dari 60 MB. Kecilkan gambarnya dulu.", rule="import.size")
    try:
        package = zipfile.ZipFile(file)
        parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refusal("Berkas ini bukan dokumen Word (.docx).", rule="import.docx") from error
    if "word/document.xml" not in {part.filename for part in parts} and not any(
        part.filename.endswith("document.xml") for part in parts
    ):
        raise Refusal("Berkas ini bukan dokumen Word (.docx).", rule="import.docx")
    whole = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or whole > _LARGEST_WHOLE or any(_swells(part) for part in parts):
        raise Refusal(
            "Dokumen ini mengembang jauh lebih besar dari berkasnya, seperti bom zip. Tidak dibuka.",
            rule="import.bomb",
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _declares(package, part):
            raise Refusal(
                "Dokumen ini memuat DOCTYPE, yang tidak pernah ditulis Word. Tidak dibuka.",
                rule="import.doctype",
            )


def _swells(part: zipfile.ZipInfo) -> bool:
    limit = _LARGEST_XML if part.filename.endswith((".xml", ".rels")) else _LARGEST_PART
    if part.file_size > limit:
        return True
    return part.file_size > _SMALL and part.file_size > part.compress_size * _RATIO


def _declares(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether the part begins with a document type, in any encoding XML allows."""
    try:
        with package.open(part) as opened:
            head = opened.read(_HEAD)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refusal(
            "Dokumen Word ini rusak atau dikunci. Simpan ulang, lalu coba lagi.", rule="import.docx"
        ) from error
    # Without its zero bytes, UTF-16 and UTF-32 read like ASCII here.
    return b"<!DOCTYPE" in head.replace(b"\0", b"") or b"<!ENTITY" in head.replace(b"\0", b"")


def _style_map() -> str:
    lines = [f"p[style-name='{name}'] => h1.{_TITLE_MARK}:fresh" for name in _TITLES]
    lines += [f"p[style-name='{name}'] => h2:fresh" for name in _SUBTITLES]
    lines += [f"p[style-name='{name}'] => blockquote > p:fresh" for name in _QUOTES]
    lines += [f"p[style-name='{name}'] => aside.kutipan:fresh" for name in _PULLS]
    lines += [f"p[style-name='{name}'] => p:fresh" for name in _CAPTIONS]
    for level in range(1, 7):
        lines += [f"p[style-name='{word} {level}'] => h{max(2, level)}:fresh" for word in _HEADING_WORDS]
        lines += [f"p.{word}{level} => h{max(2, level)}:fresh" for word in ("Heading", "Judul", "Tajuk")]
    lines += [f"p.Judul => h1.{_TITLE_MARK}:fresh", "p.Kutipan => blockquote > p:fresh"]
    lines += ["p.KutipanIntens => aside.kutipan:fresh", "p[style-name='List Paragraph'] => p:fresh"]
    return "\n".join(lines)


def _keeper(found: list[tuple[str, bytes]]) -> Any:
    def keep(image: Any) -> dict[str, str]:
        with image.open() as opened:
            found.append((str(image.content_type or ""), opened.read()))
        return {"src": f"docx:{len(found) - 1}"}

    return keep


_SOURCE = re.compile(r'src="docx:(\d+)"')


def _with_pictures(html: str, found: list[tuple[str, bytes]], folder: Path) -> str:
    """The picture sources as files in *folder*, where the walk will find them."""

    def put(match: re.Match[str]) -> str:
        kind, data = found[int(match[1])]
        ending = kind.rpartition("/")[2].replace("jpeg", "jpg")[:5] or "jpg"
        path = folder / f"docx-{match[1]}.{ending}"
        path.write_bytes(data)
        return f'src="{path.as_uri()}"'

    return _SOURCE.sub(put, html)


def _count_comments(path: Path) -> int:
    with zipfile.ZipFile(path) as package:
        if "word/comments.xml" not in package.namelist():
            return 0
        return package.read("word/comments.xml").count(b"<w:comment ")


def title_of(contents: tuple[Content, ...]) -> tuple[str, tuple[Content, ...]]:
    """A heading in front of everything is the file's headline; the rest is the story."""
    if contents and isinstance(contents[0], Subhead) and contents[0].level == 2:
        return text_of(contents[0].runs), contents[1:]
    return "", contents
