"""What the photo still lacks before it may be shown: each line leads to its field, some may be passed with a reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.photo_gates import NEVER_PASSED, Finding, Level
from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import Pane, button, label
from desktop_app.ui.words import said, tr


class GateList(QWidget):
    """*place_wished(field)* when a line is clicked, *pass_wished(gate, reason)* when somebody goes past one."""

    place_wished = Signal(str)
    pass_wished = Signal(str, str)

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.gates")
        self.setAccessibleName(tr("Syarat tayang foto ini"))
        self._icons = icons
        self._shown: tuple[Finding, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """The lines that are not met, red ones first; one green line when there is none."""
        if tuple(findings) == self._shown:
            return  # a reason that is being typed stays
        self._shown = tuple(findings)
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        if not any(one.open for one in findings):
            self._column.addWidget(self._good())
        for one in findings:
            self._column.addWidget(_GateRow(one, self._icons, self))

    def _good(self) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(2, 2, 2, 2)
        line.addWidget(_mark(self._icons, "check-circle", "good", row))
        line.addWidget(label(tr("Foto ini boleh tayang."), parent=row), 1)
        return row


class _GateRow(Pane):
    """One line, and below it the reason while somebody writes it."""

    def __init__(self, finding: Finding, icons: Icons, owner: GateList) -> None:
        super().__init__(f"photos.gate_{finding.gate}", said(finding.why), owner)
        red = finding.level is Level.BLOCK
        tone = "muted" if not finding.open else "bad" if red else "warn"
        self.setProperty("gate", "passed" if not finding.open else "red" if red else "yellow")
        self._finding = finding
        self._owner = owner
        top = QHBoxLayout()
        top.setSpacing(8)
        icon = "check" if not finding.open else "warning-circle" if red else "warning"
        top.addWidget(_mark(icons, icon, tone, self), 0, Qt.AlignmentFlag.AlignTop)
        # The file is in front of them: the line need not name it again.
        words = said(finding.why).partition(": ")[2] or said(finding.why)
        words = words[:1].upper() + words[1:]
        if finding.passed is not None:
            words = tr("{why} Dilewati {name}: {reason}").format(
                why=words, name=finding.passed.by, reason=finding.passed.reason
            )
        self.sentence = label(words, wrap=True, parent=self)
        top.addWidget(self.sentence, 1)
        self.go: QPushButton | None = None
        # A file that is being made has no field to go to.
        if finding.open and finding.field != "renditions":
            self.go = button(tr("Isi"), f"photos.gate_go_{finding.gate}", kind="quiet", parent=self)
            self.go.setAccessibleName(tr("Ke isiannya"))
            self.go.clicked.connect(lambda: owner.place_wished.emit(finding.field))
            top.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 6, 6)
        column.setSpacing(4)
        column.addLayout(top)
        self.reason = QLineEdit(self)
        self.reason.setObjectName(f"photos.gate_reason_{finding.gate}")
        self.reason.setAccessibleName(tr("Alasan melewati"))
        self.reason.setPlaceholderText(tr("Alasan (tercatat), lalu Enter"))
        self.reason.hide()
        column.addWidget(self.reason)
        if finding.open and finding.gate not in NEVER_PASSED:
            more = QToolButton(self)
            more.setObjectName(f"photos.gate_pass_{finding.gate}")
            more.setText(tr("Lewati…"))
            more.setAccessibleName(tr("Lewati dengan alasan"))
            more.clicked.connect(self._ask)
            top.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        self.reason.returnPressed.connect(self._on_reason)

    def _ask(self) -> None:
        self.reason.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self) -> None:
        self._owner.pass_wished.emit(self._finding.gate, self.reason.text())


def _mark(icons: Icons, name: str, tone: str, parent: QWidget) -> QLabel:
    made = QLabel(parent)
    made.setPixmap(icons.pixmap(name, 18, tone))
    return made
