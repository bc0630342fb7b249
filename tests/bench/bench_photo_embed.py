"""Embed a hard credit into every real sample, losslessly, and let exiftool judge: credit right, all else unchanged?

SAMPLES=DIR make bench ARGS=photo_embed
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from photo_samples import samples

from desktop_app.domain.errors import Refusal
from desktop_app.photos.facts import DamagedError, Metadata
from desktop_app.photos.metadata import embed_keeping, picture_bytes

FACTS = Metadata(
    creators=("Ni Luh Sari", "Ma’ruf Amîn Pūtra", "ꦱꦼꦏꦂ ꦄꦪꦸ", "Edi"),
    credit="photo dok. Dinas Komunikasi, Informatika dan Statistik Provinsi " + "Jawa " * 26 + "/Ni Luh Sari",
    source="Dinas Komunikasi, Informatika dan Statistik Provinsi",
    copyright_notice="© 2026 Berita Kota – hak cipta dilindungi",
    caption="Warga menyeberang di Jalan Sabang, Jakarta — Senin (23/11).",
    alt="Tiga orang menyeberang jalan di bawah payung",
)
# What we were asked to write, or what follows from it.
OURS = {
    "XMP-dc:Creator", "XMP-photoshop:Credit", "XMP-photoshop:Source", "XMP-dc:Rights", "XMP-dc:Description",
    "XMP-iptcCore:AltTextAccessibility", "IPTC:By-line", "IPTC:Credit", "IPTC:Source", "IPTC:CopyrightNotice",
    "IPTC:Caption-Abstract", "IPTC:CodedCharacterSet", "IPTC:ApplicationRecordVersion", "IFD0:Artist",
    "IFD0:Copyright", "IFD0:ImageDescription", "XMP-x:XMPToolkit", "Photoshop:IPTCDigest", "XMP-x:About",
    "IPTC:EnvelopeRecordVersion", "Photoshop:Photoshop_Unknown_0x0404",
}  # fmt: skip
# Where a thing lies in the file, and what exiftool works out for itself.
PLACES = (
    "Offset",
    "PreviewImageStart",
    "ThumbnailOffset",
    "StripOffsets",
    "MPImageStart",
    "HiddenDataOffset",
)
DOUBLED = re.compile(r"^(IPTC|XMP-\w+)\d+:")  # exiftool's name for a second block of one kind
GROUPS = ("System:", "File:", "Composite:", "SourceFile", "ExifTool:")


def tags(folder: Path) -> dict[str, dict]:
    """exiftool's whole view of every file: name -> tag -> value."""
    command = ["exiftool", "-q", "-q", "-j", "-G1", "-a", "-u", "-struct", "-n", "-charset", "iptc=Latin"]
    told = subprocess.run([*command, str(folder)], capture_output=True, check=False).stdout
    return {Path(one["SourceFile"]).name: one for one in json.loads(told.decode("utf-8", "replace"))}


def changed(before: dict, after: dict) -> list[str]:
    """The tags somebody else wrote that are not as they were."""
    kept = [tag for tag in before if not tag.startswith(GROUPS) and DOUBLED.sub(r"\1:", tag) not in OURS]
    kept = [tag for tag in kept if not any(place in tag for place in PLACES)]
    return [tag for tag in kept if str(after.get(tag)) != str(before[tag])]


def preserve(files: list[Path]) -> None:
    """Write into every file and compare."""
    with tempfile.TemporaryDirectory() as work:
        old, new = Path(work) / "old", Path(work) / "new"
        old.mkdir()
        new.mkdir()
        names, refused, pixels = {}, [], 0
        for number, path in enumerate(files):
            data = path.read_bytes()
            try:
                written = embed_keeping(data, FACTS)
            except (DamagedError, Refusal) as error:
                refused.append(f"{path.name}: {error}")
                continue
            name = f"{number:04d}{path.suffix.lower()}"
            names[name] = path
            pixels += picture_bytes(written) == picture_bytes(data)
            (old / name).write_bytes(data)
            (new / name).write_bytes(written)
        before, after = tags(old), tags(new)
        right, clean, lost = 0, 0, Counter()
        for name, path in names.items():
            told = after.get(name, {})
            credit = told.get("XMP-photoshop:Credit") == FACTS.credit
            makers = told.get("XMP-dc:Creator") == list(FACTS.creators)
            right += credit and makers
            if not (credit and makers):
                print(
                    "  credit not read back:",
                    path,
                    told.get("XMP-photoshop:Credit"),
                    told.get("ExifTool:Error"),
                )
            touched = changed(before.get(name, {}), told)
            clean += not touched
            lost.update(touched)
            if touched:
                pairs = [(t, str(before[name][t])[:30], str(told.get(t))[:30]) for t in touched[:3]]
                print("  changed:", path.name, len(touched), pairs)
    count = len(names)
    print(f"{len(files)} files, {count} written, {len(refused)} refused (damaged)")
    print(f"credit read back by exiftool {right}/{count} = {100 * right / count:.1f} %")
    print(f"picture bytes identical      {pixels}/{count} = {100 * pixels / count:.1f} %")
    print(f"every other tag unchanged    {clean}/{count} = {100 * clean / count:.1f} %")
    for line in refused:
        print("  refused", line)


def main() -> int:
    """Print what was found."""
    files = samples()[: int(sys.argv[1]) if len(sys.argv) > 1 else None]
    if not files:
        return 0
    preserve(files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
