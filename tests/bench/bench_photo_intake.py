"""100 photographs of 24 MP from a card: when is the first one seen, when are all in? Then: are twins found?

PHOTOS=100 make bench ARGS=photo_intake. The bare figure beside it: decode each at an eighth and hash it, one thread.
"""

import hashlib
import io
import os
import sys
import tempfile
import time
from pathlib import Path

from photo_makers import camera_file, scenes
from photo_samples import samples
from PIL import Image, ImageEnhance, ImageFile, ImageOps

from desktop_app.app.join import joined
from desktop_app.desk import taking_in
from desktop_app.domain.photo_likeness import NEAR, distance, hashes
from desktop_app.photos.likeness import looks_of

COUNT = int(os.environ.get("PHOTOS", "100"))
DISTINCT = 170
_FLAT = 600  # of 1,024 pixels of one grey: a picture that was cut off


def card(folder: Path) -> None:
    """COUNT different files: the demo scenes, each with its own grain, again and again with another comment."""
    pool = scenes()
    made: list[bytes] = []
    for number in range(COUNT):
        if number < len(pool):
            made.append(camera_file(pool[number], number))
        data = made[number % len(made)]
        note = f"frame {number}".encode()
        (folder / f"IMG_{number:04d}.JPG").write_bytes(
            data[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + data[2:]
        )


def intake() -> None:
    """The whole card through the desk's own verb."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "DCIM"
        folder.mkdir()
        card(folder)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        start = time.monotonic()
        for path in folder.iterdir():
            data = path.read_bytes()
            hashlib.sha256(data).hexdigest()
            image = Image.open(io.BytesIO(data))
            image.draft("RGB", (480, 480))
            image.load()
        bare = time.monotonic() - start
        with joined(Path(place) / "meja") as desk:
            seen: list[float] = []
            start = time.monotonic()
            taken = taking_in.take_in(
                desk, [folder], told=lambda _step: seen.append(time.monotonic() - start)
            )
            whole = time.monotonic() - start
            prints = sum(bool(desk.sheet.get(photo.sha256)) for photo in taken.photos)
        print(f"{len(taken.photos)} photos of 24 MP, {size:.0f} MB:")
        print(f"  first seen after {seen[0]:.2f} s, all in after {whole:.1f} s")
        print(f"  prints on the contact sheet {prints}; decoded and hashed alone, one thread: {bare:.1f} s")


def edits(image: Image.Image) -> dict[str, Image.Image]:
    """What a newsroom does to a picture before it sends it again."""
    width, height = image.size
    data = io.BytesIO()
    image.save(data, "JPEG", quality=40)
    high = min(height, round(width * 9 / 16))
    wide = min(width, round(height * 16 / 9))
    left, upper = (width - wide) // 2, (height - high) // 2
    return {
        "recompressed": Image.open(data),
        "resized to 25 %": image.resize((max(9, width // 4), max(9, height // 4))),
        "cropped 5 %": image.crop((width // 20, height // 20, width - width // 20, height - height // 20)),
        "cropped to 16:9": image.crop((left, upper, left + wide, upper + high)),
        "grey": ImageOps.grayscale(image),
        "brighter": ImageEnhance.Brightness(image).enhance(1.2),
    }


def same_picture(one: bytes, other: bytes) -> bool:
    """Whether two samples are one photograph in two sizes or formats, told by another measure than the one on trial."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) < 6 * len(one)


def twins() -> None:
    """How many edited copies are found, and how many different pictures are taken for the same."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # some of the samples were cut on purpose; their pictures are real
    pictures: dict[bytes, Image.Image] = {}
    for path in samples():
        try:
            image = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        except (OSError, ValueError, SyntaxError, KeyError, TypeError):
            continue
        grey = image.convert("L").resize((32, 32))
        low, high = grey.getextrema()
        flat = max(count for count, _ in grey.getcolors()) > _FLAT
        if min(image.size) >= 120 and high - low > 60 and not flat:
            pixels = grey.tobytes()
            if not any(same_picture(pixels, other) for other in pictures):
                pictures[pixels] = image
    chosen = list(pictures.values())[:DISTINCT] + scenes()
    known = [hashes(looks_of(image)) for image in chosen]
    pairs = false = 0
    for at, one in enumerate(known):
        for other in known[:at]:
            pairs += 1
            false += distance(one, other) <= NEAR
    found: dict[str, int] = {}
    for image, mine in zip(chosen, known, strict=True):
        for name, edit in edits(image).items():
            found[name] = found.get(name, 0) + (distance(mine, hashes(looks_of(edit))) <= NEAR)
    print(
        f"{len(chosen)} different pictures, {pairs} pairs: {false} taken for twins (1 in {pairs // max(false, 1)})"
    )
    for name, count in found.items():
        print(f"  {name}: {count}/{len(chosen)} = {100 * count / len(chosen):.1f} % found")


def main() -> int:
    """Print what was found."""
    twins()
    intake()
    return 0


if __name__ == "__main__":
    sys.exit(main())
