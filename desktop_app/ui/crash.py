"""When there is a bug: a calm window with a report that can be copied. What was written is already on disk."""

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr

_log = logging.getLogger(__name__)
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class CrashWindow(QDialog):
    """Not modal: the person may look, copy, and go on writing."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setWindowTitle(tr("Ada kesalahan dalam program"))
        self.resize(640, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addWidget(label(tr("Ada yang keliru di dalam program"), role="title", parent=self))
        column.addWidget(
            label(
                tr(
                    "Tulisan Anda aman: setiap ketikan sudah tersimpan di meja ini. Anda boleh terus bekerja. "
                    "Kirimkan laporan di bawah ini kepada bagian TI."
                ),
                role="quiet",
                wrap=True,
                parent=self,
            )
        )
        self.report = QPlainTextEdit(report, self)
        self.report.setObjectName("crash.report")
        self.report.setAccessibleName(tr("Laporan kesalahan"))
        self.report.setReadOnly(True)
        column.addWidget(self.report, 1)
        row = QHBoxLayout()
        self.copy = button(tr("Salin laporan"), "crash.copy", parent=self)
        self.go_on = button(tr("Lanjut bekerja"), "crash.go_on", kind="primary", parent=self)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.go_on)
        column.addLayout(row)
        self.copy.clicked.connect(self._on_copy)
        self.go_on.clicked.connect(self.accept)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What a programmer needs and nothing a source would not want told: no story text, only the failing lines."""
    where = "".join(traceback.format_exception(kind, error, trace))
    system = f"Python {platform.python_version()}, PySide6 {pyside_version}, {platform.platform()}"
    return f"Meja Redaksi\n{system}\n\n{where}"


def catch(show: Callable[[str], None]) -> Hook:
    """Make an exception hook that logs and shows the report once at a time; the old hook still has its say."""
    before = sys.excepthook
    showing = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal showing
        before(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt) or showing:
            return
        showing = True
        try:
            _log.error("a bug", exc_info=(kind, error, trace))
            show(report_of(kind, error, trace))
        finally:
            showing = False

    return hook
