"""The menu *Tampilan* of the preview: where else the story will be seen, how large, and in which colours."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.domain.opened import Look
from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import tip
from desktop_app.ui.words import tr

ZOOMS = (50, 67, 80, 100, 125, 150, 200)  # percent


class LooksButton(QToolButton):
    """*chosen(Look)*, *paper(bool)*: as printed or not, *zoomed(percent)*, *window_colours*: follow the window."""

    chosen = Signal(object)
    paper = Signal(bool)
    zoomed = Signal(int)
    window_colours = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = Look.PAGE
        self.zoom = 100
        self.setObjectName("preview.looks")
        self.setText(tr("Tampilan"))
        self.setToolTip(tip(tr("Di mana lagi berita ini akan terlihat")))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.setMenu(menu)
        group = QActionGroup(self)
        names = {
            Look.PAGE: tr("Halaman berita"),
            Look.SHARE: tr("Kartu saat dibagikan"),
            Look.RESULT: tr("Hasil mesin pencari"),
            Look.HOME: tr("Di halaman depan"),
            Look.SECTION: tr("Di halaman rubrik"),
            Look.FEED: tr("Di umpan Atom"),
        }
        self.looks: dict[Look, QAction] = {}
        for look in Look:
            made = self._add(menu, look.value, names[look], partial(self._choose, look))
            made.setCheckable(True)
            group.addAction(made)
            self.looks[look] = made
        self.print = self._add(menu, "print", tr("Halaman tercetak"), self._print)
        self.print.setCheckable(True)
        group.addAction(self.print)
        self.looks[Look.PAGE].setChecked(True)
        menu.addSeparator()
        self._add(menu, "larger", tr("Perbesar"), partial(self._step, 1), "Ctrl+=")
        self._add(menu, "smaller", tr("Perkecil"), partial(self._step, -1), "Ctrl+-")
        self._add(menu, "actual", tr("Ukuran sebenarnya"), partial(self._set, 100), "Ctrl+0")
        menu.addSeparator()
        self._add(menu, "window_colours", tr("Warna mengikuti jendela"), self.window_colours.emit)

    def _add(self, menu: QMenu, name: str, text: str, do: object, key: str = "") -> QAction:
        made = QAction(text, self)
        made.setObjectName(f"preview.look_{name}")
        if key:
            made.setShortcut(QKeySequence(key))
        made.triggered.connect(lambda _checked=False: do())  # type: ignore[operator]
        menu.addAction(made)
        return made

    def _choose(self, look: Look) -> None:
        self._say(self.looks[look])
        self.paper.emit(False)
        if look is not self.look:
            self.look = look
            self.chosen.emit(look)

    def _print(self) -> None:
        self._choose(Look.PAGE)
        self.print.setChecked(True)
        self._say(self.print)
        self.paper.emit(True)

    def _say(self, action: QAction) -> None:
        self.setText(tr("Tampilan") if action is self.looks[Look.PAGE] else action.text())

    def _step(self, by: int) -> None:
        at = min(range(len(ZOOMS)), key=lambda number: abs(ZOOMS[number] - self.zoom))
        self._set(ZOOMS[max(0, min(len(ZOOMS) - 1, at + by))])

    def _set(self, zoom: int) -> None:
        self.zoom = zoom
        self.zoomed.emit(zoom)
