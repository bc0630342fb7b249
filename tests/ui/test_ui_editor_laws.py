"""Laws between documents and the text people type in, on hostile text."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from trees import EXAMPLES, documents, law

from desktop_app.markup.normal import normalize
from desktop_app.ui.editor import clipboard
from desktop_app.ui.editor.conversion import fill, to_document
from desktop_app.ui.editor.lines import document_of, lines_of
from desktop_app.ui.editor.patch import amend, woven
from desktop_app.ui.editor.places import place_of, position_of
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.editor.weave import splice, weave

pytestmark = [pytest.mark.qt, pytest.mark.usefixtures("qapp")]

normal = documents.map(normalize)
few = settings(law, max_examples=EXAMPLES // 2)


def editor_of(document):
    made = QTextDocument()
    fill(made, document)
    return made


def bare(document):
    return tuple(replace(block, id="") for block in document)


@law
@given(normal)
def test_what_is_filled_in_is_read_back_with_its_ids(document):
    made = editor_of(document)
    assert to_document(made) == document
    assert to_document(made) == document
    assert not made.isUndoAvailable()
    assert not made.isModified()


@law
@given(normal)
def test_lines_lose_nothing(document):
    assert document_of(lines_of(document)) == document


@few
@given(normal, normal, st.integers(0, 400))
def test_insert_undo_redo(document, added, at):
    made = editor_of(document)
    cursor = QTextCursor(made)
    cursor.setPosition(min(at, made.characterCount() - 1))
    clipboard.insert(cursor, clipboard.Slice(added, inline=False))
    after = to_document(made)
    while made.isUndoAvailable():
        made.undo()
    assert to_document(made) == document
    while made.isRedoAvailable():
        made.redo()
    assert to_document(made) == after


@few
@given(normal)
def test_a_whole_story_survives_the_clipboard(document):
    made = editor_of(document)
    cursor = QTextCursor(made)
    cursor.select(QTextCursor.SelectionType.Document)
    part = clipboard.read_mime(clipboard.mime_of(clipboard.slice_of(cursor)))
    again = editor_of(())
    clipboard.insert(QTextCursor(again), part)
    assert bare(to_document(again)) == bare(document)


@few
@given(normal, st.integers(0, 300), st.integers(0, 300))
def test_a_slice_survives_the_clipboard(document, one, other):
    made = editor_of(document)
    last = made.characterCount() - 1
    cursor = QTextCursor(made)
    cursor.setPosition(min(one, last))
    cursor.setPosition(min(other, last), QTextCursor.MoveMode.KeepAnchor)
    part = clipboard.slice_of(cursor)
    assert clipboard.read_mime(clipboard.mime_of(part)) == part
    assert to_document(made) == document


@few
@given(normal, normal)
def test_a_change_from_elsewhere_arrives_whole_and_can_be_undone(document, wanted):
    made = editor_of(document)
    amend(made, wanted)
    assert to_document(made) == wanted
    while made.isUndoAvailable():
        made.undo()
    assert to_document(made) == document


@few
@given(normal, normal, st.integers(0, 400), st.integers(0, 4))
def test_a_change_beside_the_caret_leaves_it_at_its_letter(document, other, at, where):
    """A colleague puts a block in and takes one away; whoever types elsewhere does not notice."""
    view = BodyView()
    view.show_document(document)
    caret = view.textCursor()
    caret.setPosition(min(at, view.document().characterCount() - 1))
    place = place_of(view.document(), caret.position())
    if place is None or position_of(view.document(), place) != caret.position():
        return
    view.setTextCursor(caret)
    added = tuple(replace(block, id="rekan") for block in other[:1])
    rest = [block for block in document if block.id == place.block_id or block.id != document[0].id]
    wanted = normalize((*rest[: where % (len(rest) + 1)], *added, *rest[where % (len(rest) + 1) :]))
    same = next((block for block in wanted if block.id == place.block_id), None)
    if same not in document:
        return  # joined with what came: its letters are others now
    view.amend(wanted)
    assert view.read_document() == wanted
    assert place_of(view.document(), view.textCursor().position()) == place


@law
@given(normal, st.integers(0, 400))
def test_a_place_is_found_again(document, at):
    made = editor_of(document)
    place = place_of(made, min(at, made.characterCount() - 1))
    if place is not None:
        there = position_of(made, place)
        assert there is not None
        assert place_of(made, there) == place


@few
@given(normal, normal)
def test_weaving_takes_what_only_one_side_changed(base, changed):
    assert woven((base,), changed, changed) == changed
    assert woven((base,), base, changed) == changed
    assert woven((base,), changed, base) == changed


@law
@given(st.text(max_size=20), st.text(max_size=20))
def test_splice_makes_the_new_of_the_old(old, new):
    start, end, middle = splice(old, new)
    assert old[:start] + middle + old[end:] == new


@law
@given(st.text("ab ", min_size=1, max_size=12), st.text("xyz", max_size=4), st.text("uvw", max_size=4))
def test_weaving_keeps_both_ends(base, front, back):
    assert weave([base], front + base, base + back) == front + base + back
