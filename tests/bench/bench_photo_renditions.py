"""Six JPEG sizes from a 24 MP photograph: our CPU and memory beside bare decoding and encoding of the same sizes.

Then a corrected credit on a photo five stories use: every file written again, no pixel touched.
"""

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from photo_makers import camera_file, scenes
from PIL import Image

from desktop_app.domain.credit import Credit, Licence
from desktop_app.domain.newsroom import House
from desktop_app.domain.photo import Photo
from desktop_app.photos import ladder as sizes
from desktop_app.photos import renditions
from desktop_app.photos.blobs import Blobs
from desktop_app.photos.examining import examine
from desktop_app.photos.metadata import picture_bytes, read

SITE = "Berita Kota"
HOUSE = House(SITE)
ROUNDS = 3
SIX = ("hero", "hero_m", "card", "social", "thumb", "square")


def cpu() -> float:
    """Seconds of processor time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory() -> float:
    """MB of this process at its highest; the usual figure would count the parent's memory too."""
    text = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM")) / 1024


def ours(file: Path, formats: tuple[str, ...], record: Photo) -> None:
    """Make the six sizes as the desk does."""
    keep = [replace(slot, formats=formats) for slot in sizes.LADDER if slot.name in SIX]
    sizes.LADDER = tuple(keep)
    with tempfile.TemporaryDirectory() as folder:
        renditions.make(file, record, HOUSE, Blobs(Path(folder)))


def bare(file: Path, formats: tuple[str, ...], _record: Photo) -> None:
    """libjpeg-turbo alone, through Pillow: decode at a half, encode six pictures of the right sizes."""
    image = Image.open(file)
    image.draft("RGB", (1600, 900))
    image.load()
    for slot in sizes.LADDER:
        if slot.name in SIX:
            picture = image.crop((0, 0, *slot.size))
            for kind in formats:
                options = {"progressive": True, "optimize": True} if kind == "jpeg" else {"method": 4}
                picture.save(io.BytesIO(), {"jpeg": "JPEG", "webp": "WEBP"}[kind], quality=82, **options)


def photo(file: Path) -> Photo:
    """A credited record for the file."""
    found = examine(file)
    credit = Credit(("Ni Luh Sari",), licence=Licence.OWN, copyright_notice="© 2026 Berita Kota")
    fields = {"caption": "Warga di taman.", "alt": "Orang di taman", "focus": (0.4, 0.5), "confirmed": True}
    return Photo(
        "foto-1", found.sha256, found.width, found.height, credit=credit, file_name="cam.jpg", **fields
    )


def child(which: str, file: Path, formats: tuple[str, ...]) -> None:
    """One measurement in a process of its own; tells it on one line."""
    work = {"ours": ours, "bare": bare}[which]
    record = photo(file)
    best = 1e9
    for _ in range(ROUNDS):
        start = cpu()
        work(file, formats, record)
        best = min(best, cpu() - start)
    print(json.dumps({"cpu": best, "mb": memory()}))


def ladder(file: Path) -> None:
    """Both, in turn."""
    for formats in (("jpeg",), ("jpeg", "webp")):
        told = {}
        for which in ("bare", "ours"):
            command = [sys.executable, __file__, which, str(file), *formats]
            told[which] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        ratio = told["ours"]["cpu"] / told["bare"]["cpu"]
        print(f"six sizes, {' + '.join(formats)}:")
        for which, one in told.items():
            print(f"  {which}: {one['cpu'] * 1000:5.0f} ms CPU, {one['mb']:4.0f} MB")
        print(f"  ratio {ratio:.2f}")


def correction(file: Path) -> None:
    """A photo with all its files; the credit is put right; what does it cost, and did a pixel change?"""
    with tempfile.TemporaryDirectory() as folder:
        blobs = Blobs(Path(folder))
        files = 0
        spent = wall = 0.0
        same = right = 0
        for story in range(5):
            before = replace(photo(file), id=f"foto-{story}", focus=(0.3 + story / 20, 0.5))
            before = replace(before, renditions=renditions.make(file, before, HOUSE, blobs))
            corrected = replace(before, credit=replace(before.credit, creators=("Ni Luh Putu Sari",)))
            start, tick = cpu(), time.monotonic()
            after = renditions.make(file, corrected, HOUSE, blobs)
            spent, wall = spent + cpu() - start, wall + time.monotonic() - tick
            for old, new in zip(before.renditions, after, strict=True):
                was, now = (blobs.path(one.sha256).read_bytes() for one in (old, new))
                files += 1
                same += picture_bytes(was) == picture_bytes(now)
                right += read(now).creators == ("Ni Luh Putu Sari",)
        print(f"credit put right in {files} files: {spent:.2f} s CPU, {wall:.2f} s on the clock,")
        print(f"  pixel bytes unchanged {same}/{files}, new credit read back {right}/{files}")


def main() -> int:
    """Print what was found."""
    if len(sys.argv) > 3:
        child(sys.argv[1], Path(sys.argv[2]), tuple(sys.argv[3:]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cam.jpg"
        file.write_bytes(camera_file(scenes()[0], 1))
        print(f"24 MP, {file.stat().st_size / 1e6:.1f} MB")
        ladder(file)
        correction(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
