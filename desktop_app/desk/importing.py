"""Doors for text: a Markdown, plain, HTML or Word file becomes a story, and a story a file that any tool can read."""

from pathlib import Path, PurePath

from desktop_app.desk import writing
from desktop_app.desk.bundle import Desk
from desktop_app.desk.pasting import foreign_folder, settled
from desktop_app.domain.article import Article
from desktop_app.domain.beginnings import Imported
from desktop_app.domain.document import BlockText
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.foreign import report
from desktop_app.domain.ids import new_block_id
from desktop_app.domain.newsroom import SECTIONS
from desktop_app.markup.stored import body_from_markdown, markdown_of, serialized

_LARGEST_TEXT = 4 * 1024 * 1024  # bytes; what one sending to a site may hold
_LARGEST_PAGE = 30 * 1024 * 1024  # a saved page carries its pictures in its text
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")  # how picture files begin
_FENCE = "---"
_LISTS = ("authors", "tags")
_FIELDS = ("short_title", "headline", "lead", "section")


def take_in_file(desk: Desk, path: Path) -> Imported:
    """Make a story of a file, by its ending: .docx, .html and .htm, else Markdown or plain text.

    Long work: run outside the interface thread. Raises Refusal when it is no file of its kind or built to harm,
    Trouble when it cannot be read at all. Nothing is begun then.
    """
    ending = path.suffix.lower()
    if ending in (".doc", ".rtf", ".odt", ".pages"):
        raise Refusal(f"{path.name}: simpan dulu sebagai .docx, lalu impor lagi.", rule="import.kind")
    if ending == ".docx":
        return _take_in_foreign(desk, path, "docx")
    if ending in (".html", ".htm", ".xhtml"):
        return _take_in_foreign(desk, path, read_text(path, most=_LARGEST_PAGE))
    return take_in_text(desk, path.name, read_text(path))


def read_text(path: Path, *, most: int = _LARGEST_TEXT) -> str:
    """A text file of at most *most* bytes as UTF-8, its line ends as LF.

    Raises Refusal naming the file and what to do when it is no such text, Trouble when it cannot be read.
    """
    try:
        if not path.is_file():  # a pipe or a device may have no end
            raise FileNotFoundError(f"no file at {path}")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Trouble(
            f"{path}: berkas tidak dapat dibaca. Periksa nama dan izinnya.",
            cause=str(error),
            kind="file.unreadable",
        ) from error
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        raise Refusal(f"{path.name} sebuah foto. Masukkan di panel Foto & kredit.", rule="import.picture")
    if len(data) > most:
        raise Refusal(
            f"{path.name} lebih besar dari {most >> 20} MB. Bagi menjadi beberapa berkas.", rule="import.size"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_text(path) from error
    if "\0" in text:
        raise _no_text(path)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _no_text(path: Path) -> Refusal:
    why = f"{path.name} bukan teks UTF-8. Buka di programnya, simpan sebagai teks UTF-8, lalu coba lagi."
    return Refusal(why, rule="import.text")


def _take_in_foreign(desk: Desk, path: Path, text: str) -> Imported:
    if not path.is_file():
        raise Trouble(f"{path}: berkas tidak dapat dibaca.", kind="file.unreadable")
    with foreign_folder() as folder:
        docx = path.suffix.lower() == ".docx"
        try:
            reading = desk.reader.docx(path, folder) if docx else desk.reader.html(text, folder, whole=True)
        except Refusal as refusal:
            told = refusal.reason if path.name in refusal.reason else f"{path.name}: {refusal.reason}"
            raise Refusal(told, rule=refusal.rule) from refusal
        contents, remarks, _ = settled(desk, reading)
    if not contents and not reading.title:
        raise Refusal(f"{path.name}: tidak ada teks di dalamnya.", rule="import.empty")
    headline = reading.title or _name_as_title(path.name)
    body = tuple(BlockText(new_block_id(), text) for text in serialized(contents))
    article_id, _ = writing.begin(desk, headline=headline, body=body)
    told = f"{len(body)} blok masuk. {report(remarks)}".strip()
    return Imported(article_id, "", headline, told, remarks)


def take_in_text(desk: Desk, name: str, text: str) -> Imported:
    """Make a story of a text with optional front matter (``key: value`` lines between ``---`` lines).

    Unknown keys are named in the report, never silently dropped. Without a headline the file's name is used.
    Raises Refusal when there is nothing in it.
    """
    keys, body_text = front_matter(text)
    fields: dict[str, object] = {key: keys[key] for key in _FIELDS if keys.get(key)}
    fields |= {key: _split(keys[key]) for key in _LISTS if keys.get(key)}
    body = body_from_markdown(body_text)
    if not fields and not body:
        raise Refusal(f"{name}: tidak ada teks di dalamnya.", rule="import.empty")
    if not fields.get("headline") and not fields.get("short_title"):
        fields["headline"] = _name_as_title(name)
    passed_over = sorted(set(keys) - set(_FIELDS) - set(_LISTS))
    if fields.get("section") and fields["section"] not in {section.key for section in SECTIONS}:
        passed_over.append(f"section ({fields.pop('section')})")
    article_id, _ = writing.begin(desk, **fields, body=body)
    report = f"{len(body)} blok masuk."
    if passed_over:
        report += f" Tidak dipakai: {', '.join(passed_over)}."
    return Imported(article_id, str(fields.get("short_title", "")), str(fields.get("headline", "")), report)


def as_text(article: Article) -> str:
    """The story as Markdown with front matter: what :func:`take_in_text` reads."""
    lines = [f"{key}: {_one_line(str(getattr(article, key)))}" for key in _FIELDS]
    lines += [f"{key}: {', '.join(getattr(article, key))}" for key in _LISTS]
    return "\n".join([_FENCE, *lines, _FENCE, "", markdown_of(article.body), ""])


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split leading ``key: value`` lines between ``---`` lines from the text; a text without them keeps all."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        return {}, text
    end = next(index for index, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
    keys = {}
    for line in lines[1:end]:
        key, colon, value = line.partition(":")
        if colon:
            keys[key.strip()] = value.strip()
    return keys, "\n".join(lines[end + 1 :])


def _name_as_title(name: str) -> str:
    return PurePath(name).stem.replace("-", " ").replace("_", " ").strip()


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.strip("[]").split(",") if part.strip())


def _one_line(value: str) -> str:
    return " ".join(value.split())
