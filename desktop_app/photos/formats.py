"""Which kinds of picture the desk takes in, told by their first bytes and never by their name."""

from desktop_app.domain.errors import Refusal
from desktop_app.photos import heif
from desktop_app.photos.foreign_blocks import TIFF_STARTS, is_raw

# What Pillow calls the formats we hand to it; nothing else is ever tried on a file.
PILLOW_NAMES = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "tiff": "TIFF", "avif": "AVIF", "heic": "HEIF"}

_RESAVE = "Simpan ulang sebagai JPEG atau PNG, lalu masukkan lagi."


def format_of(data: bytes, name: str) -> str:
    """Answer "jpeg", "png", "webp", "tiff", "avif" or "heic".

    Raises Refusal "photo.format" with what to do for anything else.

    *name* is only used to speak about the file.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:4] in TIFF_STARTS and not is_raw(data):
        return "tiff"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis") and _decodes_avif():
        return "avif"
    if data[4:8] == b"ftyp" and data[8:12] in heif.BRANDS and heif.is_readable():
        return "heic"
    raise Refusal(f"{name}: {_why_not(data)}", rule="photo.format")


def _decodes_avif() -> bool:
    from PIL import features  # here, for the desk itself loads no decoder

    return bool(features.check("avif"))


def _why_not(data: bytes) -> str:
    if not data:
        return "berkas ini kosong. Salin ulang dari kamera atau minta kirim lagi."
    if data[4:8] == b"ftyp":
        return _why_not_boxed(data[8:12])
    for start, what in (
        (b"II*\x00", "berkas mentah kamera"),
        (b"MM\x00*", "berkas mentah kamera"),
        (b"GIF8", "GIF"),
        (b"8BPS", "Photoshop (PSD)"),
        (b"%PDF", "dokumen PDF"),
        (b"%!PS", "EPS"),
        (b"BM", "BMP"),
    ):
        if data.startswith(start):
            return f"{what} belum dapat dipakai di sini. {_RESAVE}"
    if data.startswith(b"PK\x03\x04"):
        return "ini berkas arsip (ZIP), bukan foto. Buka arsipnya dahulu, lalu masukkan foto di dalamnya."
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml")) or b"<svg" in head:
        return "gambar SVG dapat memuat skrip, jadi tidak diterima. Ekspor dahulu sebagai PNG."
    if head.startswith((b"<!doctype", b"<html")):
        return "ini halaman web, bukan foto. Unduh fotonya sendiri, bukan halamannya."
    if _is_text(data[:1024]):
        return "ini berkas teks yang diberi nama foto. Minta pengirim mengirim foto aslinya."
    return "ini bukan foto JPEG, PNG, WebP, TIFF, AVIF, atau HEIC. Minta pengirim mengirim foto aslinya."


def _why_not_boxed(brand: bytes) -> str:
    if brand in heif.BRANDS:
        return (
            "foto HEIC belum dapat dipakai di sini. Ekspor sebagai JPEG (di iPhone: Pengaturan, Kamera, Format, "
            "Paling Kompatibel), lalu masukkan lagi."
        )
    if brand in (b"avif", b"avis"):
        return f"foto AVIF belum dapat dipakai di sini. {_RESAVE}"
    return "ini berkas video, bukan foto. Ambil satu gambarnya sebagai JPEG, lalu masukkan."


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8", errors="strict" if len(head) < 1024 else "ignore")
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign in "\t\r\n" for sign in text)
