"""An engine for files we do not write ourselves: exiftool, as a program beside us, where somebody installed it."""

import shutil
import subprocess
from pathlib import Path

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.photos.facts import Metadata
from desktop_app.photos.merging import join_names

_SECONDS = 60


def write_credit(path: Path, facts: Metadata, kind: str) -> None:
    """Put *facts* into the file at *path*, a copy of ours, and keep the rest. *kind* is its format, for people.

    Raises Refusal "photo.needs_exiftool" with what to install where there is none, Trouble when it fails.
    """
    program = shutil.which("exiftool")
    if program is None:
        raise Refusal(
            f"Menanam kredit ke berkas {kind} memerlukan exiftool. Pasang dari exiftool.org "
            "(Debian dan Ubuntu: libimage-exiftool-perl), lalu ulangi.",
            rule="photo.needs_exiftool",
        )
    # Values stand in a file of arguments, one a line: no text of anybody's is ever an option.
    lines = ["-overwrite_original", "-charset", "UTF8", "-sep", "\x1f", "-E"]
    for tag, value in _values(facts):
        lines.append(f"-{tag}={_escaped(value)}")
    try:
        done = subprocess.run(  # noqa: S603 - found on the path, fed through standard input
            [program, "-@", "-", str(path.absolute())],
            input="\n".join(lines).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(str(error)) from error
    if done.returncode:
        raise _failed(done.stderr.decode("utf-8", "replace")[-500:])


def _values(facts: Metadata) -> list[tuple[str, str]]:
    pairs = [
        ("XMP-dc:Creator", "\x1f".join(facts.creators)),
        ("XMP-photoshop:Credit", facts.credit),
        ("XMP-photoshop:Source", facts.source),
        ("XMP-dc:Rights", facts.copyright_notice),
        ("XMP-dc:Description", facts.caption),
        ("XMP-iptcCore:AltTextAccessibility", facts.alt),
        ("EXIF:Artist", join_names(facts.creators)),
        ("EXIF:Copyright", facts.copyright_notice),
        ("EXIF:ImageDescription", facts.caption),
    ]
    return [(tag, value) for tag, value in pairs if value]


def _escaped(text: str) -> str:
    """HTML entities, which -E reads: a line of an argument file cannot hold a line break."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\n", "&#10;").replace("\r", "")


def _failed(cause: str) -> Trouble:
    return Trouble(
        "exiftool tidak berhasil menanam kredit ke salinan itu. Simpan fotonya sebagai JPEG, lalu ulangi.",
        cause=cause,
        kind="photo.exiftool",
    )
