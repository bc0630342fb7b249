"""Pictures for the photo benches: large, grainy, no two alike, from the demo newsroom's own photographs."""

import io
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageCms

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo" / "photos"
SIZE_24MP = (6000, 4000)


def scenes() -> list[Image.Image]:
    """The demo photographs, decoded."""
    return [Image.open(path).convert("RGB") for path in sorted(DEMO.glob("*.jpg"))]


def camera_file(scene: Image.Image, seed: int, size: tuple[int, int] = SIZE_24MP, quality: int = 92) -> bytes:
    """A JPEG as a camera writes it: grain, sideways, a place, a preview, a profile that is not sRGB."""
    chance = random.Random(seed)
    picture = scene.resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((size[0] // 2, size[1] // 2), 14).resize(size, Image.Resampling.NEAREST)
    shift = Image.new("RGB", size, tuple(chance.randrange(24) for _ in range(3)))
    picture = ImageChops.add(
        ImageChops.add(picture, shift), Image.merge("RGB", (grain,) * 3), scale=1, offset=-128
    )
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = 6, "MEJA", "Ni Luh Sari"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:02 07:30:01"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-0815"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (6.0, 10.0, 30.0), "E", (106.0, 49.0, 40.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, subsampling="4:2:2", exif=exif, icc_profile=profile)
    return file.getvalue()
