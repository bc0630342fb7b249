"""A line above the editor: a colleague is in this story, or has taken it over. Nobody is kept out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.domain.presence import Company
from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr


class CompanyBar(QFrame):
    """*pen_wished*: this desk takes the story over."""

    pen_wished = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("company")
        self.setProperty("bar", True)
        self._lost_to = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        self.sentence = label(wrap=True, parent=self)
        self.sentence.setObjectName("company.sentence")
        self.take = button(tr("Ambil alih"), "company.take", kind="quiet", parent=self)
        icons.dress(self.take, "pencil-simple")
        row.addWidget(self.sentence, 1)
        row.addWidget(self.take)
        self.take.clicked.connect(self._on_take)
        self.hide()

    def show_company(self, company: Company) -> None:
        """Who else is here now."""
        if not company.others:
            self._lost_to = ""
            self.hide()
            return
        if self._lost_to and company.writes == self._lost_to:
            return  # the sentence about the take-over stands until something changes
        self._lost_to = ""
        if company.writes:
            words = tr(
                "{name} sedang menulis di berita ini. Tulisan Anda berdua tetap disimpan dan digabung."
            )
            self._say(words.format(name=company.writes), take=True)
        else:
            names = ", ".join(company.others)
            self._say(tr("{name} juga membuka berita ini.").format(name=names), take=False)

    def show_lost(self, name: str) -> None:
        """A colleague took the story over; every word of ours is saved."""
        self._lost_to = name
        words = tr("{name} mengambil alih berita ini. Semua tulisan Anda tersimpan dan ada di Riwayat.")
        self._say(words.format(name=name), take=True)

    def _say(self, sentence: str, *, take: bool) -> None:
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.take.setVisible(take)
        self.show()

    def _on_take(self) -> None:
        self._lost_to = ""
        self.hide()
        self.pen_wished.emit()
