"""Input built to harm ends the worker or is refused; the desk goes on, and no word is lost in silence."""

import io
import random
import zipfile

import pytest

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.foreign.docx import check_package
from desktop_app.foreign.html import read_html
from desktop_app.foreign.reader import Reader
from desktop_app.markup.reading import parse
from desktop_app.markup.stored import markdown_of_contents

FRAGMENTS = [
    "<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td rowspan=3 colspan=2>",
    "<![if x]>", "<!--", "-->", "<?xml version='1.0'?>", "&amp;", "&#0;", "\x00", "teks ", "<a href='http://a.id/?utm_x=1'>",
    "<span style='font-weight:700;", "'>", "<p style='mso-list:l0 level9'>", "<o:p>", "<h9>", "</div>", "<body>",
    "\u202e", "<![CDATA[", "]]>", "<br>", "<blockquote>", "<col>", "<head>", "<figure>", "</table>", "<html>",
    "<img src='data:image/png;base64,@@'>", "<svg>", "<sup>2</sup>", "<pre>\n\n", "<style>.a{", "<!--StartFragment-->",
    "<!--EndFragment-->", "</body>",
]  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    made = Reader(patience=90.0)
    yield made
    made.close()


def test_any_tag_soup_gives_canonical_blocks(tmp_path):
    chance = random.Random(7)
    for _ in range(400):
        soup = "".join(chance.choice(FRAGMENTS) for _ in range(chance.randint(0, 16)))
        contents, _, _ = read_html(soup, tmp_path)
        text = markdown_of_contents(contents)
        assert markdown_of_contents(parse(text)) == text, soup


def test_nested_tables_come_in_as_their_words(reader, tmp_path):
    read = reader.html("<table><tr><td>kata " * 22 + "akhir", tmp_path)
    assert " ".join(read.blocks).split() == ["kata"] * 22 + ["akhir"]


def test_what_is_nested_too_deep_is_refused_whole(reader, tmp_path):
    with pytest.raises(Refusal, match="bersarang"):
        reader.html("<div>" * 30_000 + "teks", tmp_path)


def test_an_endless_line_keeps_every_word(reader):
    words = [f"kata{number}" for number in range(40_000)]
    read = reader.text(" ".join(words))
    assert max(map(len, read.blocks)) <= 6_000
    assert " ".join(read.blocks).split() == words


def test_an_endless_word_keeps_every_letter(reader):
    read = reader.text("x" * 300_000)
    assert "".join(read.blocks) == "x" * 300_000


def test_who_takes_too_long_is_killed_and_the_next_is_read(tmp_path):
    impatient = Reader(patience=0.01)
    with pytest.raises(Trouble) as caught:
        impatient.html("<p>kata kata</p>" * 50_000, tmp_path)
    assert caught.value.kind == "foreign.worker"
    assert "Naskah tidak berubah" in caught.value.what
    impatient._pool._patience = 30.0
    assert impatient.text("baik").blocks == ("baik",)
    impatient.close()


def package(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    made.seek(0)
    return made


def test_a_word_file_that_swells_is_refused_unopened():
    bomb = package(word__document_xml=b"<w:document>" + b" " * 30_000_000)
    assert len(bomb.getvalue()) < 40_000
    with pytest.raises(Refusal) as caught:
        check_package(bomb)
    assert caught.value.rule == "import.bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_word_file_that_declares_entities_is_refused(encoding):
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    with pytest.raises(Refusal) as caught:
        check_package(package(word__document_xml=laughs.encode(encoding)))
    assert caught.value.rule == "import.doctype"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04junk", b"<html>", b"\x00" * 5_000])
def test_what_is_no_package_is_refused(data):
    with pytest.raises(Refusal):
        check_package(io.BytesIO(data))


def test_a_locked_or_broken_word_file_is_refused_by_the_worker(reader, tmp_path):
    file = tmp_path / "rusak.docx"
    file.write_bytes(package(word__document_xml=b"<w:document>").getvalue())
    with pytest.raises(Refusal, match=r"rusak\.docx"):
        reader.docx(file, tmp_path)


def test_a_page_cannot_make_us_read_files_of_this_computer(reader, tmp_path):
    read = reader.html('<p>a<img src="file:///etc/passwd"><img src="/etc/hostname">b</p>', tmp_path)
    assert read.pictures == ()
    assert dict(read.remarks) == {"picture.unreadable": 2}
