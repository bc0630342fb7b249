"""A book on one line becomes paragraphs; not a letter of it is lost."""

from hypothesis import given
from hypothesis import strategies as st
from trees import hostile_text, law

from desktop_app.domain.document import Block, Figure, Paragraph, Run
from desktop_app.markup.portions import LONGEST, portioned


def letters(document):
    return "".join(run.text for block in document for run in block.content.runs)


@law
@given(st.lists(hostile_text, min_size=1, max_size=3), st.integers(0, 900), st.booleans())
def test_every_letter_and_mark_stays_in_order(texts, times, bold):
    runs = tuple(Run(text * times, bold=bold and at == 1) for at, text in enumerate(texts) if text)
    document = (Block("a", Paragraph(runs)),)
    cut = portioned(document)
    assert letters(cut) == letters(document)
    assert all(sum(len(run.text) for run in block.content.runs) <= LONGEST for block in cut)
    assert all(any(run.text for run in block.content.runs) for block in cut if len(cut) > 1)
    assert cut[0].id == "a"
    assert len({block.id for block in cut}) == len(cut)
    styled = [letter for run in runs for letter in zip(run.text, [run.bold] * len(run.text), strict=True)]
    assert styled == [
        letter
        for block in cut
        for run in block.content.runs
        for letter in zip(run.text, [run.bold] * len(run.text), strict=True)
    ]


def test_the_cut_falls_behind_a_sentence():
    text = "Kalimat satu ini cukup panjang. " * 200
    first, second, *_ = portioned((Block("a", Paragraph((Run(text),))),))
    assert first.content.runs[0].text.endswith("panjang. ")
    assert second.content.runs[0].text.startswith("Kalimat")


def test_without_a_space_accents_stay_with_their_letters():
    first, second, *_ = portioned((Block("a", Paragraph((Run("x" + "e\u0301" * 5_000),))),))
    assert second.content.runs[0].text[0] == "e"
    assert first.content.runs[0].text[-1] == "\u0301"


def test_what_is_short_or_no_paragraph_stays_as_it_is():
    document = (Block("a", Paragraph((Run("pendek"),))), Block("b", Figure("7", (Run("x" * 9_000),))))
    assert portioned(document) is document
