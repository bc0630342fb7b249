"""Names from the directory under a field, while somebody types: three letters and Enter for a regular."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from desktop_app.domain.directory import Contributor, ContributorKind, Directory, Found
from desktop_app.ui.words import tr

_MOST = 8
_ROW_HIGH = 30
_ENTRY = int(Qt.ItemDataRole.UserRole)


class NameCompletion(QListWidget):
    """*taken(Contributor)* when a name was chosen and stands in the field.

    The first suggestion is marked at once; Enter or Tab takes it, arrows choose another, Escape leaves what was
    typed. With *many* the field holds several names between commas and the last one is completed.
    """

    taken = Signal(object)

    def __init__(self, field: QLineEdit, *, many: bool, kinds: Iterable[ContributorKind]) -> None:
        super().__init__(field)
        self.setObjectName(f"{field.objectName()}.names")
        self.setAccessibleName(tr("Nama yang cocok"))
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setProperty("popover", True)
        self.setProperty("rows", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._field = field
        self._many = many
        self._kinds = tuple(kinds)
        self._directory = Directory(())
        field.installEventFilter(self)
        field.textEdited.connect(self._on_edited)
        self.itemClicked.connect(self._take)

    def set_directory(self, directory: Directory) -> None:
        """Where names come from."""
        self._directory = directory

    def _typed(self) -> tuple[str, str]:
        """What stands before the name being typed, and that name."""
        text = self._field.text()
        if not self._many:
            return "", text
        before, comma, last = text.rpartition(",")
        return (f"{before}{comma} " if comma else ""), last.strip()

    def _on_edited(self) -> None:
        _, typed = self._typed()
        self._offer(typed) if typed else self.hide()

    def _offer(self, typed: str) -> None:
        found = self._directory.suggest(typed, _MOST, self._kinds)
        if not found or (len(found) == 1 and found[0].entry.name == typed):
            self.hide()
            return
        self.clear()
        for each in found:
            item = QListWidgetItem(_words(each))
            item.setData(_ENTRY, each.entry)
            self.addItem(item)
        self.setCurrentRow(0)
        self.setFixedSize(max(240, self._field.width()), _ROW_HIGH * len(found) + 12)
        self.move(self._field.mapToGlobal(QPoint(0, self._field.height() + 2)))
        self.show()

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry: Contributor = item.data(_ENTRY)
        before, _ = self._typed()
        self._field.setText(before + entry.name)
        self.hide()
        self.taken.emit(entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(Qt.Key(event.key()))
        return False

    def _on_key(self, key: Qt.Key) -> bool:
        if not self.isVisible():
            if key == Qt.Key.Key_Down:
                self._offer(self._typed()[1])
                return True
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self.currentItem())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + step) % self.count())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True


def _words(found: Found) -> str:
    kinds = {
        ContributorKind.AGENCY: tr("kantor berita"),
        ContributorKind.PUBLIC_BODY: tr("humas"),
        ContributorKind.ARCHIVE: tr("arsip"),
    }
    parts = [found.entry.name]
    if found.matched:
        parts.append(f"= {found.matched}")
    elif found.entry.codes:
        parts.append(found.entry.codes[0])
    if kind := kinds.get(found.entry.kind):
        parts.append(kind)
    return "  ·  ".join(parts)
