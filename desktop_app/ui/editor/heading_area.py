"""Room for the fields above the text: as much as they want, and where a window is low, a part of it that scrolls."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

# What stays of the fields in the lowest window: the short title and where it appears.
_LEAST = 64
_ABOVE = 28  # with the line that names the field


class HeadingArea(QScrollArea):
    """Holds *heading*; the field with the focus is brought into sight."""

    def __init__(self, heading: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor.heading_area")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Maximum)
        self.setSizePolicy(policy)
        self._heading = heading
        self.setWidget(heading)
        heading.setAutoFillBackground(False)  # which it is given here; the sheet below is its ground
        heading.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def sizeHint(self) -> QSize:
        return QSize(self._heading.sizeHint().width(), self._wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._heading.minimumSizeHint().width(), min(_LEAST, self._wanted()))

    def _wanted(self) -> int:
        return max(self._heading.sizeHint().height(), self._heading.minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._heading and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def show_field(self, field: QWidget) -> None:
        """Bring a field into sight, if it is one of these."""
        if self._heading.isAncestorOf(field):
            self.ensureWidgetVisible(field, 0, _ABOVE)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None:
            self.show_field(new)
