"""Where a photo's file was damaged that the site will not have: here, or on its way as the site can only guess."""

from dataclasses import replace

from desktop_app.domain.outbox import Step
from desktop_app.domain.photo import Photo
from desktop_app.photos.blobs import DAMAGED_ON_ITS_WAY, Blobs

_ON_ITS_WAY = "Berkas foto ini rusak di perjalanan; yang ada di komputer ini utuh. Coba kirim lagi."
_ORIGINAL = (
    "Berkas asli foto ini rusak di komputer ini, bukan di perjalanan. "
    "Masukkan lagi berkas itu dari kamera atau kartunya, lalu coba kirim lagi."
)
_MADE = (
    "Berkas yang dibuat dari foto ini untuk halaman rusak di komputer ini. "
    "Pulihkan folder fotonya dari cadangan, lalu coba kirim lagi."
)


def blamed_on_the_way(step: Step) -> bool:
    """Whether the site said of this photo that its file was damaged on its way."""
    return step.kind == "photo" and step.reason == DAMAGED_ON_ITS_WAY


def with_the_truth(step: Step, photo: Photo, blobs: Blobs) -> Step:
    """*step* with what the files of its *photo* here say themselves."""
    if not blobs.sound(photo.sha256):
        return replace(step, reason=_ORIGINAL)
    made_well = all(blobs.sound(made.sha256) for made in photo.renditions)
    return replace(step, reason=_ON_ITS_WAY if made_well else _MADE)
