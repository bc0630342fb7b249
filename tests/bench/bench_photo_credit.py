"""The text on the page, the XMP Credit in the file and the page's creditText: equal byte for byte, exiftool as judge.

For every rendition of every published demo story, and for 500 made-up credits. Also: does any file tell a place, a
serial number or carry a preview?
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests" / "photos"))

from made_up_credits import lines_on, made_up, page_with  # noqa: E402
from photo_makers import camera_file, scenes  # noqa: E402

from desktop_app.app.folders import resources  # noqa: E402
from desktop_app.app.join import joined  # noqa: E402
from desktop_app.desk import demo, filling, picturing, previewing  # noqa: E402
from desktop_app.domain.credit import credit_line  # noqa: E402
from desktop_app.domain.errors import Trouble  # noqa: E402
from desktop_app.domain.newsroom import SiteSettings  # noqa: E402
from desktop_app.domain.photo import Photo  # noqa: E402
from desktop_app.page.render import Renderer  # noqa: E402
from desktop_app.photos.blobs import Blobs  # noqa: E402
from desktop_app.photos.renditions import make  # noqa: E402

COUNT = int(os.environ.get("CREDITS", "500"))
SITE = SiteSettings()


def judged(folder: Path) -> dict[str, dict]:
    """exiftool's view of every file in *folder*: name -> tags."""
    command = ["exiftool", "-q", "-q", "-r", "-j", "-G1", "-a", "-u", "-n", "-ext", "*", str(folder)]
    told = subprocess.run(command, capture_output=True, check=False).stdout
    return {Path(one["SourceFile"]).name: one for one in json.loads(told.decode("utf-8", "replace"))}


def strangers(tags: dict) -> list[str]:
    """Tags that should be in no file that goes out."""
    bad = ("GPS", "Serial", "Thumbnail", "Preview", "MakerNote")
    return [
        name
        for name in tags
        if name.startswith("IFD1:") or any(word in name.partition(":")[2] for word in bad)
    ]


def made_up_ones(folder: Path) -> None:
    """A photo whose credit is put right 500 times."""
    renderer, blobs = Renderer(resources() / "public", SITE), Blobs(folder / "foto")
    file = folder / "asli.jpg"
    file.write_bytes(camera_file(scenes()[0], 1, (900, 600)))
    photo = Photo("p", "0" * 64, 600, 900, confirmed=True, caption="Pagi.", alt="Orang")
    wanted: dict[str, str] = {}
    pages = 0
    # No two with the same line: a repeated one would be the same files again.
    credits_by_line = {credit_line(credit, SITE.name): credit for credit in made_up(8 * COUNT)}
    for credit in list(credits_by_line.values())[:COUNT]:
        photo = replace(photo, credit=credit)
        photo = replace(photo, renditions=make(file, photo, SITE.house, blobs))
        line = credit_line(credit, SITE.name)
        pages += lines_on(page_with(photo, renderer)) == ([line], [line])
        wanted |= {one.sha256: line for one in photo.renditions}
    file.unlink()
    print(
        f"{COUNT} made-up credits: page text = page data = the line on {pages}/{min(COUNT, len(credits_by_line))} pages"
    )
    compare(folder / "foto", wanted)


def demo_ones(folder: Path) -> None:
    """The demo newsroom, filled as at the first start."""
    with joined(folder) as desk:
        newsroom = demo.load(resources() / "demo")
        with contextlib.suppress(Trouble):  # the last step meets the site, which is not judged here
            filling.fill(desk, newsroom)
        wanted: dict[str, str] = {}
        pages = right = 0
        for story in newsroom.stories:
            if story.published_at is None or story.hero is None:
                continue
            photos = [picturing.photo(desk, name) for name in (story.hero, *story.figures)]
            lines = [credit_line(photo.credit, SITE.name) for photo in photos]
            pages += 1
            right += lines_on(previewing.page(desk, story.id).html) == (lines, lines)
            for photo, line in zip(photos, lines, strict=True):
                wanted |= {one.sha256: line for one in photo.renditions}
        print(f"published demo stories: page text = page data = the line on {right}/{pages} pages")
        only = folder / "only"
        only.mkdir()
        for name in wanted:
            (only / name).hardlink_to(desk.blobs.path(name))
        compare(only, wanted)


def compare(folder: Path, wanted: dict[str, str]) -> None:
    """Files beside what they should say."""
    told = judged(folder)
    right = sum(told.get(name, {}).get("XMP-photoshop:Credit") == line for name, line in wanted.items())
    odd = [tag for name in wanted for tag in strangers(told.get(name, {}))]
    print(f"  XMP Credit read by exiftool = that line: {right}/{len(wanted)} files")
    print(f"  place, serial number, preview in them: {len(odd)} {sorted(set(odd))[:5]}")


def main() -> int:
    """Print what was found."""
    for measure in (demo_ones, made_up_ones):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
