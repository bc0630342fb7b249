"""One quiet line under the text: what was changed on the way in, what stayed outside, and the way back."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.domain.foreign import CHANGED, REMARKS, Pasted
from desktop_app.ui.editor.actions import Icons
from desktop_app.ui.editor.pasting import ForeignClip, Pasting
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import said, tr

_SLOW_MS = 400  # before this nobody notices that something is being read
_SHOWN_MS = 25_000


class PasteNotice(QFrame):
    """Shown after a paste that left something out; gone with the next change of the text, or after a while."""

    def __init__(
        self, pasting: Pasting, view: BodyView, icons: Icons | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("editor.pasted")
        self.setProperty("bar", True)
        self._pasting = pasting
        self._view = view
        self._last: tuple[ForeignClip, Pasted] | None = None
        self._revision = 0
        self.sentence = label(wrap=True, parent=self)
        self.sentence.setObjectName("editor.pasted.sentence")
        self.undo = button(tr("Urungkan"), "editor.pasted.undo", kind="quiet", parent=self)
        self.text_only = button(tr("Teks saja"), "editor.pasted.text", kind="quiet", parent=self)
        self.give_up = button(tr("Batal"), "editor.pasted.give_up", kind="quiet", parent=self)
        self.close_notice = button("", "editor.pasted.close", kind="quiet", parent=self)
        self.close_notice.setAccessibleName(tr("Tutup pesan"))
        if icons is not None:
            self.close_notice.setIcon(icons("x"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 3, 8, 3)
        row.addWidget(self.sentence, 1)
        for each in (self.undo, self.text_only, self.give_up, self.close_notice):
            row.addWidget(each)
        self._slow = self._timer(_SLOW_MS, self._show_reading)
        self._gone = self._timer(_SHOWN_MS, self.hide)
        pasting.waiting.connect(self._on_waiting)
        pasting.pasted.connect(self._on_pasted)
        view.textChanged.connect(self._on_text_changed)
        self.undo.clicked.connect(self._on_undo)
        self.text_only.clicked.connect(self._on_text_only)
        self.give_up.clicked.connect(pasting.forget)
        self.close_notice.clicked.connect(self.hide)
        self.hide()

    def _timer(self, milliseconds: int, done: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(done)
        return made

    def _on_waiting(self, waiting: bool) -> None:
        if waiting:
            self.hide()
            self._last = None
            self._slow.start()
            return
        self._slow.stop()
        if self._last is None:
            self.hide()

    def _show_reading(self) -> None:
        self._say(tr("Membaca tempelan…"), reading=True)

    def _on_pasted(self, clip: ForeignClip, pasted: Pasted) -> None:
        sentence = notice(pasted)
        if not sentence:
            self.hide()
            return
        self._last = (clip, pasted)
        self._revision = self._view.document().revision()
        self._say(sentence, reading=False)
        self._gone.start()

    def _say(self, sentence: str, *, reading: bool) -> None:
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.give_up.setVisible(reading)
        for each in (self.undo, self.text_only):
            each.setVisible(not reading and bool(self._last and self._last[1].document))
        self.close_notice.setVisible(not reading)
        self.show()

    def _on_text_changed(self) -> None:
        """What was typed since would be undone first, so the way back is no longer offered."""
        if self._last is not None and self._view.document().revision() != self._revision:
            self.undo.hide()
            self.text_only.hide()
            self._last = None

    def _on_undo(self) -> None:
        self.hide()
        self._last = None
        self._view.undo()
        self._view.setFocus()

    def _on_text_only(self) -> None:
        if self._last is None:
            return
        clip, pasted = self._last
        self.hide()
        self._last = None
        self._pasting.as_text(clip, pasted)
        self._view.setFocus()


def notice(pasted: Pasted) -> str:
    """What there is to say of a paste, in the language of the window; empty when it came in whole."""
    if not pasted.document:
        return tr("Tidak ada teks atau gambar yang dapat ditempel.")
    told = [(key in CHANGED, f"{count} {said(REMARKS[key])}") for key, count in pasted.remarks]
    changed = ", ".join(text for inside, text in told if inside)
    outside = ", ".join(text for inside, text in told if not inside)
    parts = [
        tr("Disesuaikan: {things}.").format(things=changed) if changed else "",
        tr("Tidak ikut: {things}.").format(things=outside) if outside else "",
    ]
    return " ".join(part for part in parts if part)
