"""The credit form of one photo, with the line readers will see growing as it is filled in."""

import re
from dataclasses import replace

from PySide6.QtCore import QDate, QElapsedTimer, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.credit import Credit, CreditForm, Licence, credit_line
from desktop_app.domain.credit_reading import read_credit_line
from desktop_app.domain.directory import Contributor, ContributorKind, Directory
from desktop_app.domain.lists import NAMES
from desktop_app.domain.photo import Photo
from desktop_app.domain.photo_gates import near_names
from desktop_app.domain.photo_limits import OCTETS, octets
from desktop_app.ui.icons import Icons
from desktop_app.ui.name_codes import CREDITS, WANTS_CODES
from desktop_app.ui.photos.growing import GrowingText
from desktop_app.ui.photos.names import NameCompletion
from desktop_app.ui.photos.one_press import OnePress
from desktop_app.ui.photos.options import choice, credit_of_body, forms, licences
from desktop_app.ui.photos.rights import OptionalDay, RightsFields
from desktop_app.ui.widgets import button, label
from desktop_app.ui.words import tr

_BODIES = (ContributorKind.AGENCY, ContributorKind.PUBLIC_BODY, ContributorKind.ARCHIVE)
_LINE_EDGES = 20  # what surrounds the words of the credit line, above and below
# A line that begins like a credit, or an agency's with its slash: nobody's name looks like that.
_READING_MS = 500  # nobody reads a name and a caption in less
_WHOLE_LINE = re.compile(r"(?:photo|foto|dok|ilustrasi|tangkapan layar)\b[.: ]\s*\S{2}|[^,/]{2,}/\S{2}", re.I)


class CreditFields(QWidget):
    """*save_wished(Credit, caption, alt, decorative)* when somebody confirms."""

    save_wished = Signal(object, str, str, bool)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photos.form")
        self._site = ""
        self._photo: Photo | None = None
        self._directory = Directory(())
        self._slip = ("", "")
        self._in_sight = QElapsedTimer()
        self.line = label(role="said", wrap=True, parent=self)
        self.origin = label(role="note", wrap=True, parent=self)
        self.creators = self._field("photos.creators", tr("Pewarta foto"), tr("Nama, Nama"))
        self.source = self._field("photos.source", tr("Sumber"), tr("Kantor berita, humas, arsip"))
        self.year = self._field("photos.year", tr("Tahun foto arsip"), tr("misalnya 1978"))
        self.year.setValidator(QIntValidator(1800, 2200, self.year))
        self.names = NameCompletion(self.creators, many=True, kinds=ContributorKind)
        self.bodies = NameCompletion(self.source, many=False, kinds=_BODIES)
        self.form = choice("photos.credit_form", tr("Bentuk kredit"), forms(), self)
        self.licence = choice("photos.licence", tr("Hak pakai"), licences(), self)
        self.until = OptionalDay("photos.expires", tr("Berakhir"), tr("Hari terakhir boleh dipakai"), self)
        self.limited, self.expires = self.until.tick, self.until.day
        self.terms = RightsFields(self)
        self.octets = label(role="quiet", wrap=True, parent=self)
        self.slip = button("", "photos.slip", kind="quiet", parent=self)
        self.slip.setAccessibleName(tr("Pakai nama dari direktori"))
        self.caption = self._text("photos.caption", tr("Keterangan foto"))
        self.alt = self._text("photos.alt", tr("Teks alternatif"))
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

    def set_directory(self, directory: Directory) -> None:
        """Where names and bodies come from while somebody types."""
        self._directory = directory
        self.names.set_directory(directory)
        self.bodies.set_directory(directory)

    def show_photo(self, photo: Photo) -> None:
        """Fill in what is known. A newer version of the same photo never wipes what is being typed.

        What was just saved comes back as a newer version, too: it holds what stands here, so it is taken.
        """
        same = self._photo is not None and photo.id == self._photo.id
        if same and self.touched and self._values() != _written(photo):
            return
        before, self._photo = self._photo, photo
        if same and before is not None and _shown(before) == _shown(photo):
            return  # a name that stands marked, to be typed over, stays marked
        credit = photo.credit
        self.creators.setText(", ".join(credit.creators))
        self.source.setText(credit.source)
        self.form.setCurrentIndex(max(0, self.form.findData(credit.form.value)))
        self.licence.setCurrentIndex(max(0, self.licence.findData(credit.licence.value)))
        self.year.setText(str(credit.year) if credit.year else "")
        self.until.show_day(credit.expires, QDate.currentDate().addYears(1))
        self.terms.show_terms(credit.terms)
        self.caption.setPlainText(photo.caption)
        self.alt.setPlainText(photo.alt)
        self.decorative.setChecked(photo.decorative)
        self.refusal.hide()
        self.slip.hide()
        self._in_sight.start()
        self.origin.setVisible(not photo.confirmed)
        self.origin.setText(
            tr("Usulan dari metadata berkas {name}. Periksa, lalu simpan.").format(name=photo.file_name)
            if credit.named
            else tr("Berkas {name} tidak menyebut pembuatnya. Isi kreditnya.").format(name=photo.file_name)
        )
        self._tell_line()

    def begin(self) -> None:
        """Put the keyboard into the first field, what stands there marked to be typed over."""
        self.creators.setFocus(Qt.FocusReason.OtherFocusReason)
        self.creators.selectAll()
        self._in_sight.start()

    def go_to(self, field: str) -> None:
        """Put the keyboard into the field a rule speaks of ("caption", "licence", "given_by")."""
        places: dict[str, QWidget] = {
            "form": self.form,
            "licence": self.licence,
            "source": self.source,
            "caption": self.caption,
            "alt": self.alt,
            "expires": self.expires if self.limited.isChecked() else self.limited,
            "embargo_until": self.terms.embargo.tick,
            "given_by": self.terms.given_by,
            "single_use": self.terms.single_use,
            "no_crop": self.terms.no_crop,
            "channels": self.terms.note,
            "review_by": self.terms.note,
        }
        place = places.get(field, self.creators)
        if self.terms.isAncestorOf(place):
            self.terms.fold.setChecked(True)
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say beside the button why it was not saved."""
        self.refusal.setText(sentence)
        self.refusal.show()

    def credit(self) -> Credit:
        """The credit as it stands in the fields."""
        kept = self._photo.credit if self._photo else Credit()
        form = CreditForm(self.form.currentData())
        creators = tuple(name for part in self.creators.text().split(",") if (name := " ".join(part.split())))
        source = " ".join(self.source.text().split())
        # Who is who in the directory holds only while the same names stand here.
        return replace(
            kept,
            creators=creators,
            source=source,
            form=form,
            licence=Licence(self.licence.currentData()),
            expires=self.until.value(),
            hands=kept.hands if creators == kept.creators else (),
            organisation=kept.organisation if source == kept.source else "",
            year=int(self.year.text() or 0) or None if form is CreditForm.ARCHIVE else kept.year,
            terms=self.terms.terms(),
        )

    @property
    def touched(self) -> bool:
        """Whether something stands here that was not saved."""
        photo = self._photo
        return photo is not None and self._values() != _written(photo)

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
        made.setProperty(WANTS_CODES, CREDITS)
        return made

    def _text(self, name: str, accessible: str) -> GrowingText:
        made = GrowingText(self)
        made.setObjectName(name)
        made.setAccessibleName(accessible)
        made.setProperty(WANTS_CODES, NAMES)
        return made

    def _lay_out(self) -> None:
        self.line.setObjectName("photos.line")
        self.line.ensurePolished()
        # Room for the second line of two long names from the start, for the same reason.
        self.line.setMinimumHeight(2 * self.line.fontMetrics().lineSpacing() + _LINE_EDGES)
        self.origin.setObjectName("photos.origin")
        self.refusal.setObjectName("photos.refusal")
        self.refusal.hide()
        self.limited.setObjectName("photos.limited")
        self.octets.setObjectName("photos.octets")
        # It comes when the field is left, which pressing the save button below does: nothing may move then.
        keeps = self.slip.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.slip.setSizePolicy(keeps)
        self.slip.hide()
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
            (tr("Tahun"), self.year),
            (tr("Hak pakai"), self.licence),
        ):
            rows.addRow(self._named(words, field), field)
        rows.addRow(label(role="quiet", parent=self), self.until)
        rows.addRow(self._named(tr("Keterangan"), self.caption), self.caption)
        rows.addRow(self._named(tr("Teks alternatif"), self.alt), self.alt)
        rows.addRow(label(role="quiet", parent=self), self.decorative)
        self._rows = rows
        column.addLayout(rows)
        column.addWidget(self.slip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.terms)
        column.addWidget(self.refusal)
        column.addWidget(self.save)
        column.addWidget(
            self.octets
        )  # below: it comes while a name is typed, and the button must not move then

    def _named(self, words: str, buddy: QWidget) -> QWidget:
        made = label(words, role="quiet", parent=self)
        made.setBuddy(buddy)
        return made

    def _wire(self) -> None:
        self.creators.textChanged.connect(self._tell_line)
        self.source.textChanged.connect(self._tell_line)
        self.form.currentIndexChanged.connect(self._on_form)
        self.caption.textChanged.connect(self._tell_octets)
        self.names.taken.connect(self._on_name)
        self.bodies.taken.connect(self._on_body)
        self.creators.textEdited.connect(self._on_typed)
        self.creators.editingFinished.connect(self._tell_slip)
        self.slip.clicked.connect(self._mend_slip)
        self._on_form()
        self.decorative.toggled.connect(self.alt.setDisabled)
        self.save.clicked.connect(self._on_save)
        for field in (self.creators, self.source):
            field.returnPressed.connect(self._on_enter)
            field.textEdited.connect(lambda _text: self._in_sight.invalidate())  # whoever types has read
        OnePress(self, self.creators, self.source)

    def _tell_line(self) -> None:
        line = credit_line(self.credit(), self._site)
        self.line.setText(line or tr("Kredit belum ada"))
        self.line.setAccessibleName(tr("Baris kredit: {line}").format(line=self.line.text()))
        self._tell_octets()

    def _tell_octets(self) -> None:
        """Older programs read fields of fixed length; what would be cut there is said before it is saved."""
        credit = self.credit()
        told = [(tr("pewarta"), name, OCTETS["creator"]) for name in credit.creators]
        told.append((tr("kredit"), credit_line(credit, self._site), OCTETS["credit"]))
        told.append((tr("sumber"), credit.source, OCTETS["source"]))
        told.append((tr("keterangan"), self.caption.toPlainText().strip(), OCTETS["caption"]))
        # Letters may be more than one octet: so many letters less are always enough.
        over = [
            tr("{field} (pendekkan {count} huruf)").format(field=word, count=octets(text) - most)
            for word, text, most in told
            if octets(text) > most
        ]
        self.octets.setVisible(bool(over))
        if over:
            self.octets.setText(
                tr("Program foto lama akan memotong: {fields}. Program baru membacanya utuh.").format(
                    fields=", ".join(over)
                )
            )

    def _tell_slip(self) -> None:
        """A name one or two letters off one in the directory is most likely that one."""
        strangers = [name for name in self.credit().creators if self._directory.named(name) is None]
        found = [pair for name in strangers for pair in near_names((name,), self._directory.neighbours(name))]
        self._slip = found[0] if found else ("", "")
        self.slip.setVisible(bool(found))
        if found:
            self.slip.setText(tr("Maksudnya {name}?").format(name=self._slip[1]))
            self.slip.setAccessibleName(self.slip.text())

    def _mend_slip(self) -> None:
        typed, meant = self._slip
        self.creators.setText(", ".join(meant if name == typed else name for name in self.credit().creators))
        self._tell_slip()

    def _on_form(self) -> None:
        form = self.form.currentData()
        self._rows.setRowVisible(self.year, form == CreditForm.ARCHIVE.value)
        if form == CreditForm.COURTESY.value:
            self.terms.fold.setChecked(True)
        self._tell_line()

    def _on_name(self, entry: Contributor) -> None:
        if entry.kind is not ContributorKind.PERSON:
            # An agency was chosen among the names: it stands behind the picture, it did not take it.
            before, _, _ = self.creators.text().rpartition(",")
            self.creators.setText(before.strip())
            self.source.setText(entry.name)
            self._on_body(entry)
            return
        if entry.licence is not Licence.UNKNOWN and self.licence.currentData() == Licence.UNKNOWN.value:
            self.licence.setCurrentIndex(self.licence.findData(entry.licence.value))

    def _on_body(self, entry: Contributor) -> None:
        form, licence = credit_of_body(entry)
        self.form.setCurrentIndex(self.form.findData(form.value))
        if licence is not None:
            self.licence.setCurrentIndex(self.licence.findData(licence.value))
        if entry.mandatory and not self.terms.mandatory.text():
            self.terms.mandatory.setText(entry.mandatory)
            self.terms.fold.setChecked(True)

    def _on_typed(self, text: str) -> None:
        """A whole credit line pasted where a name belongs is taken apart into the fields."""
        if not _WHOLE_LINE.match(text.strip()):
            return
        told = read_credit_line(text, site_name=self._site, sources=self._directory.sources())
        if told.form is CreditForm.STAFF and not told.creators:
            return
        self.names.hide()
        self.creators.setText(", ".join(told.creators))
        self.source.setText(told.source)
        self.year.setText(str(told.year) if told.year else "")
        self.form.setCurrentIndex(self.form.findData(told.form.value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_enter()
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        """Save, unless that would agree to a proposal nobody can have read: one Enter too many is soon pressed."""
        photo = self._photo
        proposed = photo is not None and not photo.confirmed and photo.credit.named
        if proposed and self._in_sight.isValid() and not self._in_sight.hasExpired(_READING_MS):
            self._in_sight.start()
            self.refuse(tr("Usulan ini belum sempat dibaca. Periksa dahulu, lalu tekan Enter lagi."))
            return
        self._on_save()

    def _on_save(self) -> None:
        self.refusal.hide()
        self.save_wished.emit(*self._values())


def _written(photo: Photo) -> tuple[Credit, str, str, bool]:
    return photo.credit, photo.caption, photo.alt, photo.decorative


def _shown(photo: Photo) -> tuple[object, ...]:
    return *_written(photo), photo.confirmed, photo.file_name
