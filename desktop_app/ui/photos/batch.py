"""Fill many photos in one go: a tick for each field, what would change told while it is filled in."""

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.batch import Batch, Field, Plan
from desktop_app.domain.captions import VARIABLES
from desktop_app.domain.credit import Credit, CreditForm, Licence, credit_line
from desktop_app.domain.directory import Contributor, ContributorKind, Directory
from desktop_app.domain.lists import NAMES
from desktop_app.ui.name_codes import CREDITS, WANTS_CODES
from desktop_app.ui.photos.names import NameCompletion
from desktop_app.ui.photos.one_press import OnePress
from desktop_app.ui.photos.options import choice, credit_of_body, forms, licences
from desktop_app.ui.photos.rights import OptionalDay
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr

_PAUSE_MS = 150


class BatchDialog(QDialog):
    """*plan_wished(Batch)* while it is filled in, *apply_wished(Batch)* when somebody says so.

    Typing in a field ticks it; only ticked fields are touched. An empty ticked field needs a second tick to wipe.
    """

    plan_wished = Signal(object)
    apply_wished = Signal(object)

    def __init__(self, count: int, directory: Directory, site: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("batch")
        self.setWindowTitle(tr("Isi sekaligus"))
        self.setAccessibleName(self.windowTitle())
        self.setMinimumWidth(560)
        self._site = site
        self._plan: Plan | None = None
        self.ticks: dict[Field, QCheckBox] = {}
        self.title = label(tr("Isi {count} foto sekaligus").format(count=count), role="title", parent=self)
        self.line = label(role="said", wrap=True, parent=self)
        self.creators = self._field("creators", tr("Pewarta foto"), tr("Nama, Nama"))
        self.source = self._field("source", tr("Sumber"), tr("Kantor berita, humas, arsip"))
        self.form = choice("batch.form", tr("Bentuk kredit"), forms(), self)
        self.licence = choice("batch.licence", tr("Hak pakai"), licences(), self)
        self.until = OptionalDay("batch.expires", tr("Berakhir"), tr("Hari terakhir boleh dipakai"), self)
        self.until.show_day(None, QDate.currentDate().addYears(1))
        self.notice = self._field("notice", tr("Hak cipta"), "© …")
        self.assignment = self._field("event", tr("Acara"), tr("misalnya Pelantikan wali kota"))
        self.caption = self._text("caption", tr("Keterangan foto"))
        self.alt = self._text("alt", tr("Teks alternatif"))
        self.variables = label(
            tr("Isian otomatis: {names}; kode nama dengan \\kode atau =kode=.").replace(
                "{names}", " ".join(f"{{{name}}}" for name in VARIABLES)
            ),
            role="quiet",
            wrap=True,
            parent=self,
        )
        self.clear = QCheckBox(tr("Ya, kosongkan isian bercentang yang kosong"), self)
        self.clear.setObjectName("batch.clear")
        self.clear.hide()
        self.summary = label(role="section", wrap=True, parent=self)
        self.summary.setObjectName("batch.summary")
        self.warning = label(role="note", wrap=True, parent=self)
        self.warning.setObjectName("batch.warning")
        self.warning.hide()
        self.refusal = label(role="refusal", wrap=True, parent=self)
        self.refusal.setObjectName("batch.refusal")
        self.refusal.hide()
        self.apply = button(tr("Isi foto"), "batch.apply", kind="primary", parent=self)
        self.apply.setDefault(True)
        self.leave = button(tr("Batal"), "batch.leave", parent=self)
        self.leave.setAutoDefault(False)
        OnePress(self, self.apply)
        self.names = NameCompletion(self.creators, many=True, kinds=ContributorKind)
        self.bodies = NameCompletion(
            self.source,
            many=False,
            kinds=(ContributorKind.AGENCY, ContributorKind.PUBLIC_BODY, ContributorKind.ARCHIVE),
        )
        for each in (self.names, self.bodies):
            each.set_directory(directory)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.plan_wished.emit(self.batch()))
        self._lay_out()
        self._wire()
        self._tell_line()
        self.creators.setFocus()

    def batch(self) -> Batch:
        """What stands in the fields."""
        return Batch(
            fields=frozenset(name for name, tick in self.ticks.items() if tick.isChecked()),
            credit=Credit(
                creators=tuple(
                    name for part in self.creators.text().split(",") if (name := " ".join(part.split()))
                ),
                source=" ".join(self.source.text().split()),
                form=CreditForm(self.form.currentData()),
                licence=Licence(self.licence.currentData()),
                copyright_notice=self.notice.text(),
                expires=self.until.value(),
            ),
            caption=self.caption.toPlainText(),
            alt=self.alt.toPlainText(),
            event=self.assignment.text(),
            clear=self.clear.isChecked(),
        )

    def show_plan(self, plan: Plan) -> None:
        """Say what would change: "17 dari 40 akan berubah"."""
        self._plan = plan
        self.refusal.hide()
        self.summary.setText(
            tr("{done} dari {all} akan berubah").format(done=len(plan.changed), all=plan.total)
        )
        sentences = []
        if plan.recredited:
            sentences.append(
                tr("{count} foto sudah punya kredit lain; kreditnya diganti.").format(
                    count=len(plan.recredited)
                )
            )
        # A variable from our own list is known; it is the photo that has nothing to say to it, such as no date.
        empty = [name for name in plan.unknown if name.strip("{}").casefold() in VARIABLES]
        strange = [name for name in plan.unknown if name not in empty]
        if empty:
            sentences.append(
                tr("Ada foto tanpa data untuk {names}; di situ tertulis apa adanya.").format(
                    names=", ".join(empty)
                )
            )
        if strange:
            sentences.append(
                tr("Tidak dikenal, dibiarkan apa adanya: {names}").format(names=", ".join(strange))
            )
        self.warning.setText("\n".join(sentences))
        self.warning.setVisible(bool(sentences))
        self.clear.setVisible(bool(plan.empty) or self.clear.isChecked())
        self.apply.setEnabled(bool(plan.changed) and (not plan.empty or self.clear.isChecked()))
        self._fit()

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be done."""
        self.refusal.setText(sentence)
        self.refusal.show()
        self.apply.setEnabled(False)
        self._fit()

    # -- inside

    def _fit(self) -> None:
        """As high as what is in it: what is said takes no room from the fields.

        Qt by itself stops at two thirds of the screen, and the fields would lie on each other on a laptop's.
        """
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _field(self, name: str, accessible: str, hint: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName(f"batch.{name}")
        made.setAccessibleName(accessible)
        made.setPlaceholderText(hint)
        made.setProperty(WANTS_CODES, CREDITS)
        return made

    def _text(self, name: str, accessible: str) -> QPlainTextEdit:
        made = QPlainTextEdit(self)
        made.setObjectName(f"batch.{name}")
        made.setAccessibleName(accessible)
        made.setTabChangesFocus(True)
        made.setProperty(WANTS_CODES, NAMES)
        made.setFixedHeight(62)
        return made

    def _lay_out(self) -> None:
        self.line.setObjectName("batch.line")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.line)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        self.notice.ensurePolished()
        one_line = self.notice.sizeHint().height()
        credit = QWidget(self)
        names = QVBoxLayout(credit)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(6)
        names.addWidget(self.creators)
        names.addWidget(self.source)
        names.addWidget(self.form)
        for row, (name, words, widget) in enumerate(
            (
                (Field.CREDIT, tr("Kredit"), credit),
                (Field.LICENCE, tr("Hak pakai"), self.licence),
                (Field.EXPIRES, tr("Hari terakhir"), self.until),
                (Field.NOTICE, tr("Hak cipta"), self.notice),
                (Field.EVENT, tr("Acara"), self.assignment),
                (Field.CAPTION, tr("Keterangan"), self.caption),
                (Field.ALT, tr("Teks alternatif"), self.alt),
            )
        ):
            tick = QCheckBox(words, self)
            tick.setObjectName(f"batch.tick_{name.value}")
            tick.setAccessibleName(tr("Isi {name}").format(name=words))
            tick.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            tick.setMinimumHeight(one_line)  # beside the first line of its field
            self.ticks[name] = tick
            grid.addWidget(tick, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(self.variables)
        column.addWidget(self.warning)
        column.addWidget(self.clear)
        column.addWidget(self.refusal)
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.apply)
        column.addLayout(foot)
        self.summary.setText(tr("Isi sebuah kolom; hanya kolom bercentang yang diubah."))
        self.apply.setEnabled(False)

    def _wire(self) -> None:
        for name, signal in (
            (Field.CREDIT, self.creators.textChanged),
            (Field.CREDIT, self.source.textChanged),
            (Field.CREDIT, self.form.activated),
            (Field.LICENCE, self.licence.activated),
            (Field.EXPIRES, self.until.changed),
            (Field.NOTICE, self.notice.textChanged),
            (Field.EVENT, self.assignment.textChanged),
            (Field.CAPTION, self.caption.textChanged),
            (Field.ALT, self.alt.textChanged),
        ):
            signal.connect(lambda *_args, which=name: self._on_touched(which))
        for tick in (*self.ticks.values(), self.clear):
            tick.toggled.connect(self._pause.start)
        self.names.taken.connect(self._on_name)
        self.bodies.taken.connect(self._on_body)
        self.apply.clicked.connect(self._on_apply)
        self.leave.clicked.connect(self.reject)

    def _on_touched(self, name: Field) -> None:
        self.ticks[name].setChecked(True)
        self._tell_line()
        self._pause.start()

    def _on_name(self, entry: Contributor) -> None:
        if entry.kind is not ContributorKind.PERSON:
            before, _, _ = self.creators.text().rpartition(",")
            self.creators.setText(before.strip())
            self.source.setText(entry.name)
            self._on_body(entry)
        elif entry.licence is not Licence.UNKNOWN and not self.ticks[Field.LICENCE].isChecked():
            self._choose_licence(entry.licence)

    def _on_body(self, entry: Contributor) -> None:
        form, licence = credit_of_body(entry)
        self.form.setCurrentIndex(self.form.findData(form.value))
        self._on_touched(Field.CREDIT)
        if licence is not None:
            self._choose_licence(licence)

    def _choose_licence(self, licence: Licence) -> None:
        self.licence.setCurrentIndex(self.licence.findData(licence.value))
        self._on_touched(Field.LICENCE)

    def _tell_line(self) -> None:
        self.line.setText(credit_line(self.batch().credit, self._site) or tr("Kredit belum ada"))

    def _on_apply(self) -> None:
        self.apply_wished.emit(self.batch())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_apply()
        else:
            super().keyPressEvent(event)
