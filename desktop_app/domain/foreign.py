"""What was read out of a foreign text: blocks, pictures for the photo desk, and what stayed outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.changes import Changes
from desktop_app.domain.document import Document

# What may stay outside or be changed on the way in, as people read it after a number. Keys are stable.
REMARKS: Mapping[str, str] = {
    "picture.web": "gambar dari web",
    "picture.unreadable": "gambar yang tidak terbaca",
    "picture.kept": "gambar ke meja foto, kredit belum ada",
    "link.tracking": "alamat dibersihkan dari pelacak",
    "link.unusable": "tautan yang tidak dapat dibuka",
    "script": "bagian program halaman",
    "hidden": "bagian tersembunyi",
    "control": "kotak isian atau tombol",
    "embed": "sematan",
    "comment": "komentar",
    "deleted": "teks yang dihapus",
    "struck": "coretan menjadi teks biasa",
    "list.deep": "butir daftar dinaikkan ke tingkat dua",
    "table.merged": "sel gabungan dipisah",
    "table.large": "tabel besar menjadi baris teks",
    "paragraph.cut": "potongan dari paragraf yang terlalu panjang",
    "style.unknown": "gaya Word yang tidak dikenal",
}
# These tell of something that came in, changed; the others of something that stayed outside.
CHANGED = frozenset(
    {
        "picture.kept",
        "link.tracking",
        "struck",
        "list.deep",
        "table.merged",
        "table.large",
        "paragraph.cut",
        "style.unknown",
    }
)


@dataclass(frozen=True, slots=True)
class ForeignPicture:
    """A picture found inside a foreign text. *token* stands for its photo in the blocks; *path* is its file."""

    token: str
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A foreign text read. *blocks* are canonical Markdown, one block each.

    *title* is what the file itself calls its headline, empty when it says none. *remarks* counts by the keys of
    :data:`REMARKS`.
    """

    blocks: tuple[str, ...]
    pictures: tuple[ForeignPicture, ...] = ()
    remarks: tuple[tuple[str, int], ...] = ()
    title: str = ""
    extra: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A foreign text as the editor takes it: blocks with fresh ids, pictures already photos without a credit.

    *inline*: words of one line, to be put inside a line.
    """

    document: Document
    inline: bool
    remarks: tuple[tuple[str, int], ...]
    changes: Changes


def report(remarks: tuple[tuple[str, int], ...]) -> str:
    """The remarks as one line: what changed, then what stayed outside. Empty when there is nothing to say."""
    changed = ", ".join(f"{count} {REMARKS[key]}" for key, count in remarks if key in CHANGED)
    outside = ", ".join(f"{count} {REMARKS[key]}" for key, count in remarks if key not in CHANGED)
    parts = [f"Disesuaikan: {changed}." if changed else "", f"Tidak ikut: {outside}." if outside else ""]
    return " ".join(part for part in parts if part)
