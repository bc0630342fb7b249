"""Word files come in with their structure, whatever language their Word speaks."""

import pytest
from word_files import link, paragraph, picture, run, table, write

from desktop_app.foreign.reading import reading_of_docx

BUILT_IN = ("Title", "heading 1", "heading 3", "Quote", "Intense Quote")
ENGLISH_NAMES = tuple(zip(("Judul", "Judul1", "Judul3", "Kutipan", "KutipanIntens"), BUILT_IN, strict=True))
LOCAL_NAMES = (("a", "Judul"), ("b", "Judul 1"), ("c", "Judul 3"), ("d", "Kutipan"), ("e", "Kutipan Intens"))


def release(path, ids, styles):
    title, first, third, quote, pull = ids
    return write(
        path,
        paragraph("Gubernur Tinjau Banjir", style=title),
        paragraph(
            run("JAKARTA", "b"), " – Warga kembali ", run("door to door", "i"), ". ", link("Data lengkap")
        ),
        paragraph("Dampak", style=first),
        paragraph("Posko satu", numbered=(0, 1)),
        paragraph("Anak", numbered=(1, 1)),
        paragraph("Posko dua", numbered=(0, 1)),
        paragraph("Pertama", numbered=(0, 2)),
        paragraph("Air naik jam tiga.", style=quote),
        paragraph("Kami siaga.", style=pull),
        paragraph("Rincian", style=third),
        table(("Kota", "Korban"), ("Bandung", "12")),
        paragraph(
            "Harga ",
            '<w:ins w:id="1" w:author="Ani">' + run("naik") + "</w:ins>",
            '<w:del w:id="2" w:author="Ani"><w:r><w:delText>turun</w:delText></w:r></w:del>',
        ),
        paragraph(picture()),
        styles=styles,
    )


WANTED = (
    "**JAKARTA** – Warga kembali _door to door_. [Data lengkap](https://contoh.id/data)",
    "## Dampak",
    "- Posko satu\n    - Anak\n- Posko dua",
    "1. Pertama",
    "> Air naik jam tiga.",
    "> [!kutipan]\n> Kami siaga.",
    "### Rincian",
    "| Kota | Korban |\n| --- | --- |\n| Bandung | 12 |",
    "Harga naik",
    "![](foto:tempelan-1)",
)


@pytest.mark.parametrize("styles", [ENGLISH_NAMES, LOCAL_NAMES], ids=["built-in names", "Indonesian names"])
def test_a_release_from_an_indonesian_word(tmp_path, styles):
    path = release(tmp_path / "rilis.docx", [id_ for id_, _ in styles], styles)
    read = reading_of_docx(path, tmp_path)
    assert read.title == "Gubernur Tinjau Banjir"
    assert read.blocks == WANTED
    assert dict(read.remarks) == {"link.tracking": 1, "picture.kept": 1, "comment": 1}
    assert [picture.name for picture in read.pictures] == ["Warga"]


def test_a_file_without_any_style_is_its_paragraphs(tmp_path):
    read = reading_of_docx(
        write(tmp_path / "a.docx", paragraph("Satu."), paragraph(""), paragraph("Dua.")), tmp_path
    )
    assert (read.title, read.blocks) == ("", ("Satu.", "Dua."))
