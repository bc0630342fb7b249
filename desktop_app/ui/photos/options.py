"""What a credit is chosen from: its forms and its licences, in the words of the person in front of them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.domain.credit import CreditForm, Licence
from desktop_app.domain.directory import Contributor, ContributorKind
from desktop_app.ui.words import tr

Options = tuple[tuple[str, str], ...]


class _StillChoice(QComboBox):
    """Who scrolls past it with the wheel does not change it: a licence must not become another unnoticed."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def choice(name: str, accessible: str, options: Options, parent: QWidget) -> QComboBox:
    """A list to choose one of *options* (value, words) from."""
    made = _StillChoice(parent)
    # Turned over it, the wheel would bring the keyboard here: C, meant for the crops, would choose Creative Commons.
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    for value, words in options:
        made.addItem(words, value)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def credit_of_body(entry: Contributor) -> tuple[CreditForm, Licence | None]:
    """The form and the licence a credit takes when this body is behind the picture; no licence when none is usual."""
    usual = {ContributorKind.AGENCY: Licence.AGENCY, ContributorKind.PUBLIC_BODY: Licence.HANDOUT}
    return entry.form, entry.licence if entry.licence is not Licence.UNKNOWN else usual.get(entry.kind)


def forms() -> Options:
    """Every form of credit."""
    return (
        (CreditForm.STAFF.value, tr("Pewarta sendiri")),
        (CreditForm.AGENCY.value, tr("Kantor berita")),
        (CreditForm.HANDOUT.value, tr("Dokumentasi humas")),
        (CreditForm.CITIZEN.value, tr("Warga")),
        (CreditForm.COURTESY.value, tr("Istimewa")),
        (CreditForm.ARCHIVE.value, tr("Arsip")),
        (CreditForm.ANONYMOUS.value, tr("Tanpa nama")),
        (CreditForm.SCREENSHOT.value, tr("Tangkapan layar")),
        (CreditForm.ILLUSTRATION.value, tr("Ilustrasi")),
        (CreditForm.AI.value, tr("Ilustrasi AI")),
    )


def licences() -> Options:
    """Every kind of right to use a picture."""
    return (
        (Licence.UNKNOWN.value, tr("Belum diketahui")),
        (Licence.OWN.value, tr("Milik sendiri")),
        (Licence.AGENCY.value, tr("Langganan kantor berita")),
        (Licence.HANDOUT.value, tr("Diberikan untuk diberitakan")),
        (Licence.CREATIVE_COMMONS.value, tr("Creative Commons")),
        (Licence.PUBLIC_DOMAIN.value, tr("Milik umum")),
    )
