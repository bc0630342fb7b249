"""What the acts of the audit log are called."""

from desktop_app.domain.audit import Act, Entry
from desktop_app.ui.words import tr


def act_said(entry: Entry) -> str:
    """What was done, in words; an act of a newer desk says its own name."""
    words = {
        Act.SIGN: tr("Mengesahkan"),
        Act.OVERRIDE: tr("Melewati garis merah"),
        Act.PHOTO_OVERRIDE: tr("Melewati peringatan foto"),
        Act.ACCEPT: tr("Menerima usul koreksi"),
        Act.SCHEDULE: tr("Menjadwalkan"),
        Act.PUBLISH: tr("Menerbitkan"),
        Act.CORRECT: tr("Menerbitkan dengan ralat"),
        Act.UNPUBLISH: tr("Menarik"),
        Act.TAKEDOWN: tr("Menurunkan"),
        Act.CLASH: tr("Memilih data foto"),
        Act.CREDIT: tr("Kredit dibetulkan di halaman"),
        Act.RIGHTS_ENDED: tr("Foto turun: hak berakhir"),
        Act.ALARM: tr("Alarm halaman publik"),
    }
    return next((text for act, text in words.items() if act == entry.act), entry.act)
