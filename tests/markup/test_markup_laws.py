"""Laws of the grammar, on hostile text: what is written is read back, and any text at all settles."""

import nh3
from hypothesis import example, given
from tags import assert_only_our_tags, html_of
from trees import contents, documents, hostile_text, law, runs

from desktop_app.domain.document import Block, Paragraph, Run
from desktop_app.markup.html import ATTRIBUTES, TAGS
from desktop_app.markup.links import SCHEMES
from desktop_app.markup.normal import normalize, normalize_contents
from desktop_app.markup.plain_text import plain_text
from desktop_app.markup.reading import parse
from desktop_app.markup.runs import normal_runs
from desktop_app.markup.stored import body_from_markdown, markdown_of_contents, read_body, split, write_body
from desktop_app.markup.writing import serialize


@law
@given(documents)
def test_normal_form_is_idempotent_and_ids_are_distinct(document):
    once = normalize(document)
    assert normalize(once) == once
    assert len({block.id for block in once}) == len(once)
    assert all(block.id for block in once)


@law
@given(runs)
def test_normal_runs_are_idempotent(given_runs):
    for breaks in (True, False):
        once = normal_runs(given_runs, breaks=breaks)
        assert normal_runs(once, breaks=breaks) == once


@law
@given(documents)
def test_what_is_stored_is_read_back(document):
    normal = normalize(document)
    body = write_body(normal)
    assert read_body(body) == normal
    assert write_body(read_body(body)) == body


@law
@given(documents)
def test_the_whole_text_reads_back(document):
    normal = tuple(block.content for block in normalize(document))
    markdown = markdown_of_contents(normal)
    assert parse(markdown) == normal
    assert markdown_of_contents(parse(markdown)) == markdown


@law
@given(documents)
def test_chunks_are_blocks_and_each_reads_alone(document):
    normal = normalize(document)
    markdown = markdown_of_contents(tuple(block.content for block in normal))
    chunks = split(markdown)
    assert len(chunks) == len(normal)
    for chunk, block in zip(chunks, normal, strict=True):
        assert parse(chunk) == (block.content,)
        assert serialize(block.content) == chunk


@law
@given(contents)
def test_one_block_never_becomes_two(content):
    for normal in normalize_contents((content,)):
        text = serialize(normal)
        assert parse(text) == (normal,)
        assert all(line.strip() for line in text.split("\n"))
        assert text == text.strip()


@law
@given(hostile_text)
@example("text\n---")
@example("- a\n-\n- b")
@example("| a \\\n| --- |")
@example("**a*b**c*")
def test_any_text_settles_after_one_pass(text):
    read = parse(text)
    written = markdown_of_contents(read)
    assert parse(written) == read
    assert markdown_of_contents(parse(written)) == written


@law
@given(documents)
def test_no_live_tag_whatever_is_written(document):
    for some in (document, normalize(document)):
        assert_only_our_tags(html_of(normalize(some)))


@law
@given(hostile_text)
def test_no_live_tag_whatever_is_read(text):
    document = tuple(Block(f"n{number}", content) for number, content in enumerate(parse(text)))
    assert_only_our_tags(html_of(document))


@law
@given(documents)
def test_our_html_survives_the_allow_list_unchanged(document):
    html = html_of(normalize(document))
    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    assert cleaned == html


@law
@given(hostile_text)
def test_plain_words_are_never_lost(text):
    """Words before and after anything hostile are still there, in order."""
    words = plain_text(read_body(body_from_markdown(f"awal {text}\n\nakhir")))
    assert "awal" in words
    assert words.endswith("akhir")


@law
@given(hostile_text)
def test_a_paragraph_keeps_every_visible_sign(text):
    """Styles, escapes and block starts never eat a letter or a sign that can be seen."""
    normal = normalize_contents((Paragraph((Run(text),)),))
    if not normal or not isinstance(normal[0], Paragraph):
        return
    (kept,) = parse(serialize(normal[0]))
    assert isinstance(kept, Paragraph)
    assert kept.runs == normal[0].runs
