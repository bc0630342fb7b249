"""Where the data inside one file contradict each other: every answer, the likely one chosen, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_app.domain.clash import Clash
from desktop_app.ui.widgets import Pane, button, label
from desktop_app.ui.words import said, tr

_MOST_SIGNS = 160


class ClashRows(QWidget):
    """*settle_wished(field, block)* when somebody has chosen."""

    settle_wished = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.clashes")
        self._shown: tuple[Clash, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_clashes(self, clashes: Sequence[Clash]) -> None:
        """One yellow card for each fact that is not settled; nothing when all agree."""
        self.setVisible(bool(clashes))
        if tuple(clashes) == self._shown:
            return  # a choice that is being made stays
        self._shown = tuple(clashes)
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for clash in clashes:
            self._column.addWidget(self._card(clash))

    def _card(self, clash: Clash) -> QWidget:
        title = tr("Data berkas bertentangan: {name}").format(name=_field(clash.field))
        card = Pane(f"photos.clash_{clash.field}", title, self)
        card.setProperty("gate", "yellow")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(5)
        column.addWidget(label(title, role="section", parent=card))
        column.addWidget(label(said(clash.why), role="quiet", wrap=True, parent=card))
        group = QButtonGroup(card)
        # Answers under each other, in as many lines as it takes: a long one must not widen the panel past its edge.
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(5)
        rows.setColumnStretch(1, 1)
        column.addLayout(rows)
        blocks = [block for block, _ in clash.answers]
        for at, (block, text) in enumerate(clash.answers):
            choice = QRadioButton(_block(block), card)
            choice.setAccessibleName(f"{_block(block)}: {text}")
            choice.setObjectName(f"photos.clash_{clash.field}_{block}")
            choice.setToolTip(text)
            choice.setChecked(at == 0)
            group.addButton(choice, at)
            rows.addWidget(choice, at, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(label(_cut(text), wrap=True, parent=card), at, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        settle = button(tr("Pakai ini"), f"photos.clash_settle_{clash.field}", parent=card)
        settle.clicked.connect(lambda: self.settle_wished.emit(clash.field, blocks[group.checkedId()]))
        foot.addWidget(settle)
        column.addLayout(foot)
        return card


def _cut(text: str) -> str:
    """As much of *text* as the card has room for, in whole words; the tip has all of it."""
    return text if len(text) <= _MOST_SIGNS else f"{text[:_MOST_SIGNS].rsplit(maxsplit=1)[0]} …"


def _block(name: str) -> str:
    return {"exif": tr("kamera, EXIF"), "iim": tr("IPTC lama"), "xmp": "XMP"}.get(name, name)


def _field(name: str) -> str:
    return {
        "creators": tr("pewarta"),
        "copyright_notice": tr("hak cipta"),
        "caption": tr("keterangan"),
        "credit": tr("kredit"),
        "source": tr("sumber"),
        "headline": tr("judul"),
    }.get(name, name)
