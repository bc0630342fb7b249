"""The fields above the body: short title, headline, lead, byline, section, tags."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.article import Article, slug_of
from desktop_app.domain.lists import NAMES
from desktop_app.domain.newsroom import SECTIONS, Section
from desktop_app.ui.editor.fields import ParagraphField
from desktop_app.ui.editor.meters import HEADLINE, LEAD, SHORT_TITLE, Length, Meter
from desktop_app.ui.editor.names_field import NamesField
from desktop_app.ui.name_codes import WANTS_CODES
from desktop_app.ui.widgets import Elided, read_in_order
from desktop_app.ui.words import tr

TEXTS = ("short_title", "headline", "lead")
_HEADLINE_SIZE = 1.75
_LEAD_SIZE = 1.12
_SECTION_WIDEST = 240  # pixels


class Heading(QWidget):
    """The fields as one column. *touched*: somebody changed something by hand. *names_wished*: for completion."""

    touched = Signal()
    body_wished = Signal()
    names_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._sections: tuple[Section, ...] = ()
        self.short_title = self._text("short_title", tr("Judul pendek"), 1, 1.0, bold=False)
        self.headline = self._text("headline", tr("Judul"), 4, _HEADLINE_SIZE, bold=True)
        self.lead = self._text("lead", tr("Teras: siapa, apa, kapan, di mana"), 6, _LEAD_SIZE, bold=False)
        self.meters = {
            "short_title": Meter(SHORT_TITLE, self),
            "headline": Meter(HEADLINE, self),
            "lead": Meter(LEAD, self),
        }
        # Where readers will meet the text, so that nobody wonders why there are two titles.
        self.places = {name: self._place(name) for name in TEXTS}
        self._slug = ""
        # Made in the order of Tab.
        self.authors = self._line("authors", tr("Penulis"), tr("Nama, Nama"))
        self.section = QComboBox(self)
        self.section.setObjectName("editor.section")
        self.section.setAccessibleName(tr("Rubrik"))
        self.section.currentIndexChanged.connect(self._touch)
        self.tags = self._line("tags", tr("Tag"), tr("pisahkan dengan koma"))
        self._lay_out()
        self.set_sections(SECTIONS)
        self.short_title.next_wished.connect(self.headline.setFocus)
        self.headline.next_wished.connect(self.lead.setFocus)
        self.lead.next_wished.connect(self.body_wished)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for name, label, field in (
            ("short_title", tr("Judul pendek"), self.short_title),
            ("headline", tr("Judul"), self.headline),
            ("lead", tr("Teras"), self.lead),
        ):
            above = QHBoxLayout()
            above.setContentsMargins(4, 0, 4, 0)
            above.setSpacing(8)
            named = self._label(label, field)
            above.addWidget(named)
            above.addWidget(self.places[name], 1)
            above.addWidget(self.meters[name])
            column.addLayout(above)
            column.addWidget(field)
            read_in_order(named, self.places[name], self.meters[name], field)
        below = QGridLayout()
        below.setContentsMargins(4, 6, 4, 0)
        below.setHorizontalSpacing(12)
        below.setVerticalSpacing(2)
        for at, (label, each) in enumerate(
            ((tr("Penulis"), self.authors), (tr("Rubrik"), self.section), (tr("Tag"), self.tags))
        ):
            named = self._label(label, each)
            below.addWidget(named, 0, at)
            read_in_order(named, each)
            below.addWidget(each, 1, at)
            if each is self.section:
                continue
            below.setColumnStretch(at, 1)
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        # A section is chosen by its whole name; the names beside it can be scrolled through.
        self.section.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.section.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.section.setMaximumWidth(_SECTION_WIDEST)
        column.addLayout(below)

    # -- values

    def set_sections(self, sections: Sequence[Section]) -> None:
        """The newsroom's sections, for the list; the chosen one stays."""
        kept = self.section.currentData()
        self._quiet = True
        self._sections = tuple(sections)
        self.section.clear()
        self.section.addItem(tr("Pilih rubrik…"), "")
        for each in self._sections:
            self.section.addItem(each.name, each.key)
        self._choose_section(kept or "")
        self._quiet = False

    def show(self, article: Article) -> None:  # type: ignore[override]
        """Begin anew with the fields of *article*."""
        self._quiet = True
        for name in TEXTS:
            field = self.text_field(name)
            field.set_text(getattr(article, name))
        self._slug = article.slug
        self.authors.setText(", ".join(article.authors))
        self.authors.setCursorPosition(0)
        self.tags.setText(", ".join(article.tags))
        self.tags.setCursorPosition(0)
        self._choose_section(article.section)
        self._quiet = False
        self._measure()

    def amend(self, name: str, value: object) -> None:
        """Bring one field to *value* after a change from elsewhere, keeping caret and history where it can."""
        self._quiet = True
        if name in TEXTS:
            self.text_field(name).amend(str(value))
        elif name == "section":
            self._choose_section(str(value))
        elif isinstance(value, tuple) and value != self.values()[name]:
            line = self.authors if name == "authors" else self.tags
            at = line.cursorPosition()
            line.setText(", ".join(value))
            line.setCursorPosition(at)
        self._quiet = False
        self._measure()

    def values(self) -> dict[str, object]:
        """All fields as an Article holds them."""
        return {
            "short_title": self.short_title.text().strip(),
            "headline": self.headline.text().strip(),
            "lead": self.lead.text().strip(),
            "authors": _names(self.authors.text()),
            "section": self.section.currentData() or "",
            "tags": _names(self.tags.text()),
        }

    def texts(self) -> tuple[ParagraphField, ...]:
        """The fields of running text."""
        return tuple(self.text_field(name) for name in TEXTS)

    def text_field(self, name: str) -> ParagraphField:
        """The field of one of TEXTS."""
        return {"short_title": self.short_title, "headline": self.headline, "lead": self.lead}[name]

    def every(self) -> tuple[QWidget, ...]:
        """All fields, in the order of Tab."""
        return (self.short_title, self.headline, self.lead, self.authors, self.section, self.tags)

    def length_of(self, name: str) -> Length:
        """The advice behind a meter."""
        return {"short_title": SHORT_TITLE, "headline": HEADLINE, "lead": LEAD}[name]

    # -- making

    def _text(self, name: str, hint: str, lines: int, size: float, *, bold: bool) -> ParagraphField:
        made = ParagraphField(lines, self)
        made.setObjectName(f"editor.{name}")
        made.setAccessibleName(
            {"short_title": tr("Judul pendek"), "headline": tr("Judul"), "lead": tr("Teras")}[name]
        )
        made.setPlaceholderText(hint)
        font = QFont(made.font())
        font.setPointSizeF(max(10.5, font.pointSizeF()) * size)
        if name != "short_title":
            font.setFamilies(["Literata", "Source Serif 4", "Noto Serif", "Georgia", "DejaVu Serif", "serif"])
        font.setBold(bold)
        made.setFont(font)
        made.setProperty(WANTS_CODES, NAMES)
        made.textChanged.connect(self._touch)
        made.textChanged.connect(self._measure)
        return made

    def _line(self, name: str, label: str, hint: str) -> NamesField:
        made = NamesField(self)
        made.setObjectName(f"editor.{name}")
        made.setAccessibleName(label)
        made.setPlaceholderText(hint)
        made.textChanged.connect(self._touch)
        made.entered.connect(self.names_wished)
        return made

    def _place(self, name: str) -> Elided:
        made = Elided(parent=self)
        made.setObjectName(f"editor.{name}.places")
        made.setProperty("quiet", True)
        _shrink(made)
        return made

    def _tell_places(self) -> None:
        slug = self._slug or slug_of(self.short_title.text()) or "…"
        for name, said in (
            ("short_title", tr("di daftar berita dan di alamat /berita/{slug}").format(slug=slug)),
            ("headline", tr("di kepala halaman dan di hasil pencarian")),
            ("lead", tr("alinea pembuka halaman dan ringkasan di daftar")),
        ):
            if self.places[name].text() != said:
                self.places[name].setText(said)

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        made = QLabel(text, self)
        made.setProperty("quiet", True)
        made.setBuddy(buddy)
        _shrink(made)
        return made

    def _choose_section(self, key: str) -> None:
        at = self.section.findData(key)
        if at < 0:
            # A section this newsroom no longer lists stays what the story says.
            self.section.addItem(key, key)
            at = self.section.count() - 1
        self.section.setCurrentIndex(at)

    def _touch(self) -> None:
        if not self._quiet:
            self.touched.emit()

    def _measure(self) -> None:
        for name, meter in self.meters.items():
            meter.set_count(len(self.text_field(name).text().strip()))
        self._tell_places()
        for name, meter in self.meters.items():
            # Whoever hears the field hears how long it is and where it will stand.
            self.text_field(name).setAccessibleDescription(
                f"{meter.accessibleName()}. {self.places[name].text()}"
            )


def _shrink(widget: QWidget) -> None:
    font = widget.font()
    font.setPointSizeF(max(7.5, font.pointSizeF() * 0.85))
    widget.setFont(font)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in (" ".join(each.split()) for each in text.split(",")) if part))
