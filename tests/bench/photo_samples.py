"""Real photographs for the photo benches: the test pictures of metadata tools, fetched as Debian source packages.

They stay in a cache folder and are never committed: their licences differ from ours. ``SAMPLES=DIR`` uses pictures
that are already there. Needs apt-get and a network; without them the benches say so and measure nothing.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

PACKAGES = ("libimage-exiftool-perl", "exiv2", "jhead", "exempi")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "meja-redaksi-samples"
STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
LARGEST = 3_000_000  # bytes


def samples() -> list[Path]:
    """Every JPEG, PNG and WebP of the packages, in a steady order; empty when they cannot be had."""
    given = os.environ.get("SAMPLES")
    folder = Path(given) if given else CACHE
    if not given and not (CACHE / "whole").exists():
        _fetch()
    kinds = (".jpg", ".jpeg", ".png", ".webp")
    found = (path for path in folder.rglob("*") if path.suffix.lower() in kinds and path.is_file())
    small = (path for path in found if path.stat().st_size < LARGEST)
    # Some packages keep a picture's expected listing under the picture's own name.
    return sorted(path for path in small if path.read_bytes()[:4].startswith(STARTS))


def heic_samples() -> list[Path]:
    """The small HEIC of the packages, whole ones and stubs for metadata readers, in a steady order."""
    samples()  # fetches them
    folder = Path(os.environ.get("SAMPLES") or CACHE)
    found = (path for path in folder.rglob("*") if path.suffix.lower() in (".heic", ".heif", ".hif"))
    return sorted(path for path in found if path.is_file() and path.stat().st_size < 200_000)


def _fetch() -> None:
    if shutil.which("apt-get") is None:
        print("no apt-get here: name a folder of photographs with SAMPLES=DIR", file=sys.stderr)
        return
    sources, lists = CACHE / "sources", CACHE / "lists" / "partial"
    sources.mkdir(parents=True, exist_ok=True)
    lists.mkdir(parents=True, exist_ok=True)
    # The machine's own addresses, asked for source packages instead of programs.
    for file in Path("/etc/apt/sources.list.d").glob("*.sources"):
        text = file.read_text().replace("Types: deb\n", "Types: deb-src\n")
        (sources / file.name).write_text(text)
    for file in [path for path in (Path("/etc/apt/sources.list"),) if path.exists()]:
        lines = [line.replace("deb ", "deb-src ", 1) for line in file.read_text().splitlines()]
        (sources / "main.list").write_text("\n".join(lines) + "\n")
    options = ["-o", "Dir::Etc::sourcelist=/dev/null", "-o", f"Dir::Etc::sourceparts={sources}"]
    options += ["-o", f"Dir::State::lists={lists.parent}"]
    subprocess.run(["apt-get", *options, "update", "-qq"], check=False)
    for package in PACKAGES:
        command = ["apt-get", *options, "source", "--download-only", "-qq", package]
        subprocess.run(command, cwd=CACHE, check=False, stderr=subprocess.DEVNULL)
    for archive in CACHE.glob("*.orig.tar.*"):
        if archive.suffix != ".asc":
            with tarfile.open(archive) as file:
                file.extractall(CACHE / archive.name.partition("_")[0], filter="data")
    if any(CACHE.rglob("*.jpg")):
        (CACHE / "whole").touch()
