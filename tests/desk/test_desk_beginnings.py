"""Stories that begin in a file or a template, and clipboards with pictures."""

import sys
from pathlib import Path

import pytest

from desktop_app.desk import finding, importing, pasting, templates
from desktop_app.domain.document import Figure, Paragraph
from desktop_app.domain.errors import Refusal
from desktop_app.markup.reading import parse
from desktop_app.markup.stored import markdown_of
from desktop_app.storage import photos as photo_rows

sys.path.append(str(Path(__file__).parents[1] / "foreign"))
from word_files import PIXEL, paragraph, picture, write

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def opened(desk, made):
    return finding.open_article(desk, made.id).article


def test_a_word_file_becomes_a_story_whose_picture_waits_for_its_credit(desk, tmp_path):
    path = write(
        tmp_path / "rilis.docx", paragraph("Judul Rilis", style="a"), paragraph("Isi."), paragraph(picture()),
        styles=[("a", "Title")],
    )  # fmt: skip
    made = importing.take_in_file(desk, path)
    article = opened(desk, made)
    assert (article.headline, made.headline) == ("Judul Rilis", "Judul Rilis")
    first, second = parse(markdown_of(article.body))
    assert isinstance(first, Paragraph)
    assert isinstance(second, Figure)
    with desk.store.reading() as tx:
        photo = photo_rows.get(tx, second.photo_id)
    assert photo is not None
    assert not photo.confirmed
    assert "1 gambar ke meja foto, kredit belum ada" in made.report
    assert "1 komentar" in made.report


def test_an_html_file_becomes_a_story(desk, tmp_path):
    path = tmp_path / "halaman.html"
    path.write_text("<h1>Judul</h1><p>Isi <b>penting</b>.</p><h2>Bab</h2>", encoding="utf-8")
    article = opened(desk, importing.take_in_file(desk, path))
    assert article.headline == "Judul"
    assert markdown_of(article.body) == "Isi **penting**.\n\n## Bab"


@pytest.mark.parametrize("name", ["lama.doc", "rusak.docx", "kosong.html"])
def test_what_cannot_come_in_begins_nothing(desk, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"")
    with pytest.raises(Refusal):
        importing.take_in_file(desk, path)
    assert finding.list_articles(desk, finding.Query()).total == 0


def test_a_pasted_picture_is_a_figure_of_a_photo_without_credit(desk):
    pasted = pasting.paste(desk, picture=PIXEL)
    (block,) = pasted.document
    assert isinstance(block.content, Figure)
    assert pasted.changes.photos == {block.content.photo_id}
    assert dict(pasted.remarks) == {"picture.kept": 1}


def test_a_picture_that_is_none_leaves_its_caption(desk):
    html = '<figure><img src="data:image/png;base64,AAAA"><figcaption>Takarir</figcaption></figure>'
    pasted = pasting.paste(desk, html=html)
    assert [block.content.runs[0].text for block in pasted.document] == ["Takarir"]
    assert dict(pasted.remarks) == {"picture.unreadable": 1}


@pytest.fixture
def with_templates(desk):
    object.__setattr__(desk, "templates", RESOURCES / "story_templates")
    return desk


def test_every_template_begins_a_story(with_templates):
    found = templates.story_templates(with_templates)
    assert [each.key for each in found] == ["siaran-pers", "kegiatan", "foto-esai"]
    for each in found:
        article_id, changes = templates.begin_from(with_templates, each.key)
        article = finding.open_article(with_templates, article_id).article
        # Brackets hold the guidance; as plain text they are escaped, and that is all that may differ.
        assert markdown_of(article.body).replace("\\", "") == each.body.strip()
        assert article.section == each.section
        assert each.name
        assert each.about
        assert changes.articles == {article_id}


def test_an_unknown_template_names_those_there_are(with_templates):
    with pytest.raises(Refusal, match="kegiatan"):
        templates.begin_from(with_templates, "opini")
