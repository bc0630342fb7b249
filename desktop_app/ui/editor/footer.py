"""Under the text: how long it is, how much of it is selected, what is flagged at the caret, the way to its outline."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop_app.domain.document import Document
from desktop_app.markup.measure import measure, measure_text
from desktop_app.ui.editor.view import BodyView
from desktop_app.ui.widgets import Elided
from desktop_app.ui.words import said, tr

_PAUSE_MS = 200


class Footer(QWidget):
    """Counts words, characters and minutes of reading; of the selection while there is one."""

    def __init__(self, view: BodyView, outline: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._whole: Document = ()
        self._flag = ""
        self._notice = ""
        self.count = QLabel(self)
        self.count.setObjectName("editor.count")
        self.count.setProperty("quiet", True)
        self.outline = QToolButton(self)
        self.outline.setDefaultAction(outline)
        self.outline.setObjectName("editor.outline.button")
        self.outline.setAccessibleName(outline.text())
        self.outline.setAutoRaise(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.note = Elided(parent=self)
        self.note.setObjectName("editor.note")
        self.note.setProperty("quiet", True)
        row.addWidget(self.count)
        row.addSpacing(16)
        row.addWidget(self.note, 1)
        row.addWidget(self.outline)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._tell)
        view.selectionChanged.connect(self._later.start)

    def show_document(self, document: Document) -> None:
        """The story as it is now; it is counted when the keys rest."""
        self._whole = document
        self._later.start()

    def tell_flag(self, message: str) -> None:
        """What the flag at the caret is about; empty when there is none."""
        self._flag = message
        self._show_note()

    def tell_notice(self, notice: str) -> None:
        """What of the language cannot be checked here, while no flag is to be told."""
        self._notice = notice
        self._show_note()

    def _show_note(self) -> None:
        self.note.setText(said(self._flag) or self._notice)

    def _tell(self) -> None:
        chosen = self._view.textCursor().selectedText() if self._view.isVisible() else ""
        told = measure_text(chosen.replace("\u2029", "\n")) if chosen.strip() else measure(self._whole)
        text = tr("{words} kata  ·  {characters} karakter  ·  {minutes} menit baca")
        if chosen.strip():
            text = tr("{words} kata  ·  {characters} karakter dipilih")
        said = text.format(words=told.words, characters=told.characters, minutes=told.minutes)
        self.count.setText(said)
        self.count.setAccessibleName(tr("Panjang naskah: {said}").format(said=said))
