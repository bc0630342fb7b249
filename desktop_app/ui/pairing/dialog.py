"""Hubungkan ke situs: an address and a short code, and at the end who this desk is now."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import said, tr


class PairingDialog(QDialog):
    """*wished(address, code)*. Stays open until the site has answered. With an *address* only a code is asked for."""

    wished = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, address: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("pairing")
        self.setWindowTitle(tr("Hubungkan ke situs"))
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        self.pages = QStackedWidget(self)
        column.addWidget(self.pages)
        self.pages.addWidget(self._ask_page())
        self.pages.addWidget(self._done_page())
        self._unread = QTimer(self)
        self._unread.setSingleShot(True)
        self._unread.timeout.connect(self._may_close)
        self.address.setText(address)
        if address:
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # A window does not grow by itself for a sentence that wraps; the fields would give way.
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return done

    def _ask_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(tr("Hubungkan meja ini ke situs redaksi"), role="heading", parent=page))
        column.addWidget(
            label(
                tr("Minta kode kepada admin situs. Kode berlaku 15 menit dan hanya sekali."),
                role="quiet",
                wrap=True,
                parent=page,
            )
        )
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setSpacing(10)
        self.address = QLineEdit(page)
        self.address.setObjectName("pairing.address")
        self.address.setPlaceholderText("redaksi.contoh.id")
        self.address.setAccessibleName(tr("Alamat situs"))
        self.code = QLineEdit(page)
        self.code.setObjectName("pairing.code")
        self.code.setPlaceholderText("ABCD-EFGH")
        self.code.setAccessibleName(tr("Kode"))
        self.code.setMaxLength(40)
        code_font = self.code.font()
        code_font.setPointSizeF(code_font.pointSizeF() * 1.5)
        code_font.setLetterSpacing(code_font.SpacingType.PercentageSpacing, 112)
        self.code.setFont(code_font)
        form.addRow(tr("Alamat situs"), self.address)
        form.addRow(tr("Kode"), self.code)
        column.addLayout(form)
        self.fault = label(wrap=True, parent=page)
        self.fault.setObjectName("pairing.fault")
        self.fault.setProperty("role", "refusal")
        self.fault.hide()
        column.addWidget(self.fault)
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = button(tr("Batal"), "pairing.cancel", kind="quiet", parent=page)
        self.go = button(tr("Hubungkan"), "pairing.go", kind="primary", parent=page)
        self.go.setDefault(True)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        column.addLayout(row)
        for field in (self.address, self.code):
            field.textChanged.connect(self._check)
            field.textEdited.connect(self.fault.hide)  # it spoke of what stood there before
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._wish)
        return page

    def _done_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.done_title = label(role="heading", wrap=True, parent=page)
        self.done_title.setObjectName("pairing.done")
        self.done_text = label(wrap=True, parent=page)
        self.notice = label(role="quiet", wrap=True, parent=page)
        self.notice.setObjectName("pairing.notice")
        for part in (self.done_title, self.done_text, self.notice):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.close_it = button(tr("Selesai"), "pairing.close", kind="primary", parent=page)
        self.close_it.clicked.connect(self.accept)
        row.addWidget(self.close_it)
        column.addLayout(row)
        return page

    def show_done(self, site: str, user: str, role: str, why: str, left_behind: int = 0) -> None:
        """The desk is connected; *why* says that its token is not kept, *left_behind* what only another site has."""
        self.done_title.setText(tr("Terhubung dengan {name}").format(name=site))
        words = tr("Meja ini sekarang milik {name}, {what}. Nama dan peran berlaku mulai sekarang.")
        self.done_text.setText(words.format(name=user, what=role))
        left = tr(
            "{count} berita dan foto dari situs sebelumnya tinggal di meja ini; bawalah dari panel Kirim."
        )
        notes = [said(why), left.format(count=left_behind) if left_behind else ""]
        self.notice.setText("\n\n".join(filter(None, notes)))
        self.notice.setVisible(any(notes))
        # It lies where *Hubungkan* was: the second press of a double click must not send the news away unread.
        self.close_it.setEnabled(False)
        self._unread.start(max(_UNREAD_MS, QApplication.doubleClickInterval()))
        self.pages.setCurrentIndex(1)

    def _may_close(self) -> None:
        self.close_it.setEnabled(True)
        self.close_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_fault(self, sentence: str) -> None:
        """The site said no, or nothing; the code can be corrected."""
        self._busy(False)
        self.fault.setText(sentence)
        self.fault.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.code.selectAll()

    def _wish(self) -> None:
        self.fault.hide()
        self._busy(True)
        self.wished.emit(self.address.text(), self.code.text())

    def _busy(self, busy: bool) -> None:
        for field in (self.address, self.code, self.go):
            field.setEnabled(not busy)
        self.go.setText(tr("Menghubungkan…") if busy else tr("Hubungkan"))
        if not busy:
            self._check()

    def _check(self) -> None:
        self.go.setEnabled(
            bool(self.address.text().strip()) and len(self.code.text().strip()) >= _SHORTEST_CODE
        )


_SHORTEST_CODE = 8
_UNREAD_MS = 400
