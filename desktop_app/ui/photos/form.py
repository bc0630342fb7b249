"""The credit form of one photo, with the line readers will see growing as it is filled in."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.credit import Credit, CreditForm, Licence, credit_line
from desktop_app.domain.photo import Photo
from desktop_app.ui.icons import Icons
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr


class CreditFields(QWidget):
    """*save_wished(Credit, caption, alt, decorative)* when somebody confirms."""

    save_wished = Signal(object, str, str, bool)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photos.form")
        self._site = ""
        self._photo: Photo | None = None
        self.line = label(role="said", wrap=True, parent=self)
        self.origin = label(role="note", wrap=True, parent=self)
        self.creators = self._field("photos.creators", tr("Pewarta foto"), tr("Nama, Nama"))
        self.source = self._field("photos.source", tr("Sumber"), tr("Kantor berita, humas, arsip"))
        self.form = self._choice("photos.credit_form", tr("Bentuk kredit"), _forms())
        self.licence = self._choice("photos.licence", tr("Hak pakai"), _licences())
        self.limited = QCheckBox(tr("Berakhir"), self)
        self.expires = QDateEdit(self)
        self.caption = self._text("photos.caption", tr("Keterangan foto"), 66)
        self.alt = self._text("photos.alt", tr("Teks alternatif"), 64)
        self.decorative = QCheckBox(tr("Hiasan saja, tanpa teks alternatif"), self)
        self.refusal = label(role="refusal", wrap=True, parent=self)
        self.save = button(tr("Simpan kredit"), "photos.save_credit", kind="primary", parent=self)
        icons.dress(self.save, "check", "on_accent")
        self._lay_out()
        self._wire()

    # -- what the panel asks

    def set_site(self, name: str) -> None:
        """The site's name, the last part of the credit line."""
        self._site = name
        self._tell_line()

    def show_photo(self, photo: Photo) -> None:
        """Fill in what is known. A newer version of the same photo never wipes what is being typed."""
        if self._photo is not None and photo.id == self._photo.id and self.touched:
            return
        self._photo = photo
        credit = photo.credit
        self.creators.setText(", ".join(credit.creators))
        self.source.setText(credit.source)
        self.form.setCurrentIndex(max(0, self.form.findData(credit.form.value)))
        self.licence.setCurrentIndex(max(0, self.licence.findData(credit.licence.value)))
        self.limited.setChecked(credit.expires is not None)
        day = credit.expires
        self.expires.setDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate().addYears(1))
        self.caption.setPlainText(photo.caption)
        self.alt.setPlainText(photo.alt)
        self.decorative.setChecked(photo.decorative)
        self.refusal.hide()
        self.origin.setVisible(not photo.confirmed)
        self.origin.setText(
            tr("Usulan dari metadata berkas {name}. Periksa, lalu simpan.").format(name=photo.file_name)
            if credit.named
            else tr("Berkas {name} tidak menyebut pembuatnya. Isi kreditnya.").format(name=photo.file_name)
        )
        self._tell_line()

    def refuse(self, sentence: str) -> None:
        """Say beside the button why it was not saved."""
        self.refusal.setText(sentence)
        self.refusal.show()

    def credit(self) -> Credit:
        """The credit as it stands in the fields."""
        kept = self._photo.credit if self._photo else Credit()
        day = self.expires.date()
        return Credit(
            creators=tuple(
                name for part in self.creators.text().split(",") if (name := " ".join(part.split()))
            ),
            source=" ".join(self.source.text().split()),
            form=CreditForm(self.form.currentData()),
            licence=Licence(self.licence.currentData()),
            copyright_notice=kept.copyright_notice,
            expires=date(day.year(), day.month(), day.day()) if self.limited.isChecked() else None,
        )

    @property
    def touched(self) -> bool:
        """Whether something stands here that was not saved."""
        photo = self._photo
        return photo is not None and self._values() != (
            photo.credit,
            photo.caption,
            photo.alt,
            photo.decorative,
        )

    # -- inside

    def _values(self) -> tuple[Credit, str, str, bool]:
        return (
            self.credit(),
            self.caption.toPlainText().strip(),
            self.alt.toPlainText().strip(),
            self.decorative.isChecked(),
        )

    def _field(self, name: str, accessible: str, hint: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName(name)
        made.setAccessibleName(accessible)
        made.setPlaceholderText(hint)
        return made

    def _choice(self, name: str, accessible: str, options: tuple[tuple[str, str], ...]) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(name)
        made.setAccessibleName(accessible)
        for value, words in options:
            made.addItem(words, value)
        made.setMinimumContentsLength(8)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return made

    def _text(self, name: str, accessible: str, height: int) -> QPlainTextEdit:
        made = QPlainTextEdit(self)
        made.setObjectName(name)
        made.setAccessibleName(accessible)
        made.setTabChangesFocus(True)
        made.setFixedHeight(height)
        return made

    def _lay_out(self) -> None:
        self.line.setObjectName("photos.line")
        self.origin.setObjectName("photos.origin")
        self.refusal.setObjectName("photos.refusal")
        self.refusal.hide()
        self.limited.setObjectName("photos.limited")
        self.limited.setAccessibleName(tr("Hak pakai berakhir"))
        self.expires.setObjectName("photos.expires")
        self.expires.setAccessibleName(tr("Hari terakhir boleh dipakai"))
        self.expires.setDisplayFormat("dd-MM-yyyy")
        self.expires.setCalendarPopup(True)
        self.expires.setEnabled(False)
        self.decorative.setObjectName("photos.decorative")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.origin)
        column.addWidget(self.line)
        rows = QFormLayout()
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setHorizontalSpacing(10)
        rows.setVerticalSpacing(7)
        for words, field in (
            (tr("Pewarta foto"), self.creators),
            (tr("Sumber"), self.source),
            (tr("Bentuk"), self.form),
            (tr("Hak pakai"), self.licence),
        ):
            rows.addRow(self._named(words, field), field)
        until = QHBoxLayout()
        until.setSpacing(12)
        until.addWidget(self.limited)
        until.addWidget(self.expires, 1)
        rows.addRow(label(role="quiet", parent=self), until)
        rows.addRow(self._named(tr("Keterangan"), self.caption), self.caption)
        rows.addRow(self._named(tr("Teks alternatif"), self.alt), self.alt)
        rows.addRow(label(role="quiet", parent=self), self.decorative)
        column.addLayout(rows)
        column.addWidget(self.refusal)
        column.addWidget(self.save)

    def _named(self, words: str, buddy: QWidget) -> QWidget:
        made = label(words, role="quiet", parent=self)
        made.setBuddy(buddy)
        return made

    def _wire(self) -> None:
        self.creators.textChanged.connect(self._tell_line)
        self.source.textChanged.connect(self._tell_line)
        self.form.currentIndexChanged.connect(self._tell_line)
        self.limited.toggled.connect(self.expires.setEnabled)
        self.decorative.toggled.connect(self.alt.setDisabled)
        self.save.clicked.connect(self._on_save)
        for field in (self.creators, self.source):
            field.returnPressed.connect(self._on_save)

    def _tell_line(self) -> None:
        line = credit_line(self.credit(), self._site)
        self.line.setText(line or tr("Kredit belum ada"))
        self.line.setAccessibleName(tr("Baris kredit: {line}").format(line=self.line.text()))

    def _on_save(self) -> None:
        self.refusal.hide()
        self.save_wished.emit(*self._values())


def _forms() -> tuple[tuple[str, str], ...]:
    return (
        (CreditForm.STAFF.value, tr("Pewarta sendiri")),
        (CreditForm.AGENCY.value, tr("Kantor berita")),
        (CreditForm.HANDOUT.value, tr("Dokumentasi humas")),
        (CreditForm.CITIZEN.value, tr("Warga")),
        (CreditForm.COURTESY.value, tr("Istimewa")),
        (CreditForm.ARCHIVE.value, tr("Arsip")),
        (CreditForm.ANONYMOUS.value, tr("Tanpa nama")),
        (CreditForm.ILLUSTRATION.value, tr("Ilustrasi")),
        (CreditForm.AI.value, tr("Ilustrasi AI")),
    )


def _licences() -> tuple[tuple[str, str], ...]:
    return (
        (Licence.UNKNOWN.value, tr("Belum diketahui")),
        (Licence.OWN.value, tr("Milik sendiri")),
        (Licence.AGENCY.value, tr("Langganan kantor berita")),
        (Licence.HANDOUT.value, tr("Diberikan untuk diberitakan")),
        (Licence.CREATIVE_COMMONS.value, tr("Creative Commons")),
        (Licence.PUBLIC_DOMAIN.value, tr("Milik umum")),
    )
