"""What people call the stable words of records and logs. One place for the windows and the command line.

Each name answers for the words of a newer desk, too: what is not known says itself.
"""

import re

from desktop_app.domain.audit import Act, Entry
from desktop_app.domain.readiness import RULE_NAMES

_HASH = re.compile(r"[0-9a-f]{64}")
_ACTS: dict[str, str] = {
    Act.SIGN: "Mengesahkan",
    Act.OVERRIDE: "Melewati garis merah",
    Act.PHOTO_OVERRIDE: "Melewati peringatan foto",
    Act.ACCEPT: "Menerima usul koreksi",
    Act.SCHEDULE: "Menjadwalkan",
    Act.PUBLISH: "Menerbitkan",
    Act.CORRECT: "Menerbitkan dengan ralat",
    Act.UNPUBLISH: "Menarik",
    Act.TAKEDOWN: "Menurunkan",
    Act.CLASH: "Memilih data foto",
    Act.CREDIT: "Kredit dibetulkan di halaman",
    Act.RIGHTS_ENDED: "Foto turun: hak berakhir",
    Act.ALARM: "Alarm halaman publik",
}
_KINDS = {
    "article": "Naskah",
    "photo": "Foto",
    "mark": "Catatan koreksi",
    "sign_off": "Pengesahan",
    "conflict": "Bentrokan",
    "person": "Orang",
    "list_entry": "Daftar redaksi",
    "audit": "Catatan audit",
    "contributor": "Direktori kredit",
}
_REASONS = {
    "begin": "Mulai ditulis",
    "autosave": "Suntingan",
    "paste": "Tempelan",
    "stage": "Pindah tahap",
    "accept": "Usul korektor diterima",
    "choice": "Bentrokan diselesaikan",
    "undo": "Pilihan bentrokan dibatalkan",
    "merge": "Digabung dengan tulisan rekan",
    "restore": "Versi lama dikembalikan",
    "remote": "Datang dari situs",
    "hero": "Foto utama diganti",
    "figure": "Foto disisipkan",
    "credit": "Kredit foto disimpan",
    "demo": "Contoh bawaan",
    "delete": "Dihapus",
}
_PLACES = {
    "short_title": "Judul pendek",
    "headline": "Judul",
    "lead": "Teras",
    "hero": "Foto utama",
    "authors": "Penulis",
    "section": "Rubrik",
    "tags": "Tag",
    "language": "Bahasa",
    "related": "Berita terkait",
    "stage": "Tahap",
    "publish_at": "Jadwal terbit",
    "embargo_until": "Embargo",
    "slug": "Alamat",
    "deleted": "Dihapus",
    "body": "Isi",
}
_ROLES = {
    "quote": "Kutipan",
    "pull_quote": "Kutipan sorot",
    "list": "Daftar",
    "table": "Tabel",
    "figure": "Foto",
    "related": "Baca juga",
    "embed": "Sematan",
    "rule": "Garis pemisah",
}


def act_name(act: str) -> str:
    """What was done, of an entry of the audit log."""
    return _ACTS.get(act, act)


def audit_details(entry: Entry) -> tuple[str, ...]:
    """What stands beside an entry's reason: the rules passed over, the words taken. Not what is for machines."""
    if entry.act == Act.ALARM:
        return ()
    return tuple(RULE_NAMES.get(each, each) for each in entry.details if not _HASH.fullmatch(each))


def kind_name(kind: str) -> str:
    """A kind of record."""
    return _KINDS.get(kind, kind)


def reason_name(reason: str) -> str:
    """Why a save point was made."""
    return _REASONS.get(reason, reason)


def place_name(place: str) -> str:
    """A part of a story."""
    return "Kredit foto" if place.startswith("credit:") else _PLACES.get(place, place)


def role_name(role: str) -> str:
    """A kind of block."""
    return _ROLES.get(role, role)
