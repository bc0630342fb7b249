"""Spelling and style in the text: what is asked, when, and what is painted. Never in the way of a key.

A key only starts a clock. When the keys rest, lines nobody has checked yet are asked for, those in sight first, a
few at a time; what came home is remembered by its words, so a line moved or split elsewhere costs nothing. Only lines
in sight are painted.
"""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from desktop_app.domain.flag import Context, Flag, FlagKind, Passage, Place
from desktop_app.ui.editor.fields import ParagraphField
from desktop_app.ui.editor.ink import Ink, ink_for
from desktop_app.ui.editor.styles import HARD_BREAK, HEADS, Role, role_of
from desktop_app.ui.editor.unchecked import Unchecked
from desktop_app.ui.editor.units import cut, units
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.editor.walking import Area

_REST_MS = 260
_SCROLL_MS = 40
# A word being written is left alone so long after the last key.
_WRITING_MS = 1500
_AT_ONCE = 24
_REMEMBERED = 20_000

Selection = QTextEdit.ExtraSelection


class Proofing(QObject):
    """One story's flags. *check_wished(passages)*: answer with :meth:`take`. *told(message)*: of the flag at the caret.

    The context says in which language, for which day, and which rules are silent; a new one begins anew.
    """

    check_wished = Signal(object)
    told = Signal(str)

    def __init__(self, view: BodyView, fields: Mapping[str, ParagraphField], parent: QObject) -> None:
        super().__init__(parent)
        self.view = view
        self.fields = dict(fields)
        self._context: Context | None = None
        self._known: dict[Passage, tuple[Flag, ...]] = {}
        self._unchecked = Unchecked(view.document())
        self._painted: list[tuple[Flag, QTextCursor]] = []
        self._asked: frozenset[Passage] = frozenset()
        self._on = True
        self._rest = self._timer(_REST_MS, self._look)
        self._soon = self._timer(_SCROLL_MS, self._arrived)
        self._writing = self._timer(_WRITING_MS, self._paint)
        view.textChanged.connect(self._on_typed)
        view.began_anew.connect(self._begin_anew)
        view.cursorPositionChanged.connect(self._on_moved)
        view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        for field in self.fields.values():
            field.textChanged.connect(self._on_typed)
            field.cursorPositionChanged.connect(self._on_moved)

    def _timer(self, milliseconds: int, done: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(done)
        return made

    # -- what the wiring asks

    def begin(self, context: Context | None) -> None:
        """Check by *context* from now on; None while nothing is open."""
        self._context = context
        self._forget()
        self._asked = frozenset()
        if context is None:
            self._paint()
        else:
            self._look()

    def again(self) -> None:
        """The newsroom's words changed: what was remembered may be wrong."""
        self.begin(self._context)

    def set_on(self, on: bool) -> None:
        """Show marks, or none."""
        self._on = on
        self._look()

    def take(self, passages: tuple[Passage, ...], answers: tuple[tuple[Flag, ...], ...]) -> None:
        """The answer to a wish."""
        if frozenset(passages) != self._asked:
            return  # of a context that is over
        self._asked = frozenset()
        if len(self._known) > _REMEMBERED:
            self._forget()
        self._known.update(zip(passages, answers, strict=True))
        self._paint()
        self._look()

    # -- flags for others

    def focused(self) -> Area:
        """The field with the caret, or the body."""
        return next((field for field in self.fields.values() if field.hasFocus()), self.view)

    def tell(self, flag: Flag | None) -> None:
        """Say what a flag is about."""
        self.told.emit(flag.message if flag is not None else "")

    def flag_at(self, area: Area, position: int) -> tuple[Flag, QTextCursor] | None:
        """The flag at a place of an area's document, with a cursor over its words."""
        block = area.document().findBlock(position)
        at = position - block.position()
        for flag in self._flags(area, block):
            start, end = _span(block, flag)
            if start <= at <= end:
                return flag, _cursor(block, start, end)
        return None

    @property
    def areas(self) -> list[Area]:
        """The fields and the body, in reading order."""
        return [*self.fields.values(), self.view]

    def flags(self) -> Iterator[tuple[Area, Flag, QTextCursor]]:
        """Every flag with its words, in reading order."""
        for area in self.areas:
            for flag, cursor in self._every(area):
                yield area, flag, cursor

    def replace(self, cursor: QTextCursor, flag: Flag, fix: str) -> bool:
        """Put *fix* over the flagged words as one step, in their own style. False when they changed meanwhile."""
        if _plain(cursor.selectedText()) != flag.text:
            return False
        first = QTextCursor(cursor)
        first.setPosition(min(cursor.selectionStart() + 1, cursor.selectionEnd()))
        form = first.charFormat()
        cursor.beginEditBlock()
        cursor.insertText(fix, form)
        cursor.endEditBlock()
        return True

    # -- inside

    def _begin_anew(self) -> None:
        self._unchecked = Unchecked(self.view.document())
        self._painted = []
        self._rest.start()

    def _forget(self) -> None:
        self._known.clear()
        self._unchecked.everything()

    def _on_typed(self) -> None:
        self._rest.start()
        if self.focused().hasFocus():  # not while a story is being opened
            self._writing.start()

    def _on_moved(self) -> None:
        self._soon.start()

    def _arrived(self) -> None:
        self._paint()
        area = self.focused()
        found = self.flag_at(area, area.textCursor().position())
        self.tell(found[0] if found is not None else None)

    def _on_scrolled(self, _to: int) -> None:
        self._soon.start()

    def _look(self) -> None:
        """Ask for what nobody has checked yet, a few at a time, and paint what is known."""
        if self._context is None or not self._on:
            self._paint()
            return
        if not self._asked:
            wanted = self._wanted()
            if wanted:
                self._asked = frozenset(wanted)
                self.check_wished.emit(tuple(wanted))
        self._paint()

    def _wanted(self) -> dict[Passage, None]:
        """What nobody has checked yet, at most so much as is asked at once: fields, lines in sight, all others."""
        found: dict[Passage, None] = {}
        near: list[tuple[Area, QTextBlock]] = [
            (field, field.document().begin()) for field in self.fields.values()
        ]
        near += [(self.view, block) for block in _in_sight(self.view)]
        for area, block in near:
            self._want(_passage(area, block), found)
        for block in self._unchecked.lines():
            if len(found) >= _AT_ONCE:
                # Asked for or not, the line is looked at again when the answer is home.
                break
            self._want(_passage(self.view, block), found)
            if not found:
                self._unchecked.settle_before(block.next() if block.next().isValid() else None)
        return found

    def _want(self, passage: Passage, found: dict[Passage, None]) -> None:
        if passage not in self._known and passage.text.strip():
            found[passage] = None

    def _flags(self, area: Area, block: QTextBlock) -> tuple[Flag, ...]:
        if not self._on or not block.isValid() or not block.text():
            return ()
        return self._known.get(_passage(area, block), ())

    def _every(self, area: Area) -> Iterator[tuple[Flag, QTextCursor]]:
        block = area.document().begin()
        while block.isValid():
            for flag in self._flags(area, block):
                yield flag, _cursor(block, *_span(block, flag))
            block = block.next()

    def _paint(self) -> None:
        ink = ink_for(self.view.palette())
        forms = {kind: form_of(kind, ink) for kind in FlagKind}
        drawn: dict[FlagKind, list[Selection]] = {kind: [] for kind in FlagKind}
        before, self._painted = self._painted, []
        for block in _in_sight(self.view):
            for flag, cursor in self._shown_or_kept(block, before):
                drawn[flag.kind].append(_selection(cursor, forms[flag.kind]))
                self._painted.append((flag, cursor))
        self.view.highlights.set("spelling", drawn[FlagKind.SPELLING])
        self.view.highlights.set("style", drawn[FlagKind.STYLE])
        for field in self.fields.values():
            found = tuple(self._shown(field, field.document().begin()))
            for kind in FlagKind:
                shown = (_selection(cursor, forms[kind]) for flag, cursor in found if flag.kind is kind)
                field.highlights.set(kind.value, shown)

    def _shown_or_kept(
        self, block: QTextBlock, before: list[tuple[Flag, QTextCursor]]
    ) -> Iterator[tuple[Flag, QTextCursor]]:
        """The flags of a line; while it is written and not checked again, those it had whose words still stand."""
        if not self._on or self._context is None or _passage(self.view, block) in self._known:
            yield from self._shown(self.view, block)
            return
        for flag, cursor in before:
            if cursor.block() == block and _plain(cursor.selectedText()) == flag.text:
                yield flag, cursor

    def _shown(self, area: Area, block: QTextBlock) -> Iterator[tuple[Flag, QTextCursor]]:
        caret = area.textCursor().position() - block.position() if self._writing.isActive() else -1
        busy = area.hasFocus() and area.textCursor().block() == block
        for flag in self._flags(area, block):
            start, end = _span(block, flag)
            if not (busy and start <= caret <= end):
                yield flag, _cursor(block, start, end)


def form_of(kind: FlagKind, ink: Ink) -> QTextCharFormat:
    """How a flag looks: spelling a red wave, style a blue line of dashes. Shape and colour both tell them apart."""
    form = QTextCharFormat()
    wave = kind is FlagKind.SPELLING
    style = QTextCharFormat.UnderlineStyle
    form.setUnderlineStyle(style.WaveUnderline if wave else style.DashUnderline)
    form.setUnderlineColor(ink.slip if wave else ink.style)
    return form


def _passage(area: Area, block: QTextBlock) -> Passage:
    text = _plain(block.text())
    if isinstance(area, ParagraphField):
        lead = area.objectName().endswith("lead")
        return Passage(text, Place.BODY if lead else Place.HEADLINE)
    role = role_of(block.blockFormat())
    if role in HEADS:
        place = Place.HEADLINE
    elif role in (Role.Q, Role.PULL, Role.BY):
        place = Place.QUOTE
    elif QTextCursor(block).currentTable() is not None:
        place = Place.TABLE
    else:
        place = Place.BODY
    return Passage(text, place, _italic(block, text))


def _italic(block: QTextBlock, text: str) -> tuple[tuple[int, int], ...]:
    """Where the line is in italics, in code points."""
    found = []
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        if fragment.charFormat().fontItalic():
            start = fragment.position() - block.position()
            found.append((_points(text, start), _points(text, start + fragment.length())))
        step += 1
    return tuple(found)


def _plain(text: str) -> str:
    return text.replace(HARD_BREAK, "\n")


def _points(text: str, at: int) -> int:
    """A position in UTF-16 units as one in code points."""
    return at if text.isascii() else len(cut(text, 0, at))


def _span(block: QTextBlock, flag: Flag) -> tuple[int, int]:
    """Where a flag stands in its line, in Qt's units."""
    text = block.text()
    if text.isascii():
        return flag.start, flag.end
    return units(text[: flag.start]), units(text[: flag.end])


def _cursor(block: QTextBlock, start: int, end: int) -> QTextCursor:
    made = QTextCursor(block)
    made.setPosition(block.position() + start)
    made.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
    return made


def _selection(cursor: QTextCursor, form: QTextCharFormat) -> Selection:
    made = Selection()
    made.cursor = cursor
    made.format = form
    return made


def _in_sight(view: QTextEdit | QPlainTextEdit) -> Iterator[QTextBlock]:
    """The lines on the screen."""
    block = view.cursorForPosition(QPoint(0, 0)).block()
    last = view.cursorForPosition(QPoint(view.viewport().width(), view.viewport().height())).block()
    while block.isValid():
        yield block
        if block == last:
            return
        block = block.next()
