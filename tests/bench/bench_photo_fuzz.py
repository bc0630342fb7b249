"""2,000 damaged files of each kind, and the bombs, through the desk's own worker: no dead desk, always a sentence.

SAMPLES=DIR make bench ARGS=photo_fuzz
"""

import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "photos"))

from mutations import bombs, mutated
from photo_files import encoded
from photo_samples import heic_samples, samples

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.photos.intake import Intake

EACH = int(os.environ.get("FUZZ", "2000"))
STARTS = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG", "webp": b"RIFF"}


def seeds() -> dict[str, list[bytes]]:
    """Small sound pictures of each kind: real ones where there are some, else our own."""
    found: dict[str, list[bytes]] = {kind: [encoded(kind, size=(300, 200))] for kind in STARTS}
    for path in samples():
        data = path.read_bytes()
        if 200 < len(data) < 200_000:
            kind = next(kind for kind, start in STARTS.items() if data.startswith(start))
            found[kind].append(data)
    known = Path(__file__).resolve().parents[1] / "photos" / "files" / "telepon.heic"
    found["heic"] = [known.read_bytes(), *(path.read_bytes() for path in heic_samples())]
    return found


def memory() -> float:
    """MB this process holds."""
    text = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS")) / 1024


def main() -> int:
    """Print what was found."""
    intake = Intake()
    slowest, answers, silent = 0.0, Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kiriman.jpg"

        def look(kind: str, data: bytes) -> None:
            nonlocal slowest, silent
            file.write_bytes(data)
            start = time.monotonic()
            try:
                intake.examine(file)
                answers[kind, "taken in"] += 1
            except Refusal as refusal:
                answers[kind, refusal.rule] += 1
                silent += not refusal.reason.endswith(".")
            except Trouble as trouble:
                answers[kind, trouble.kind] += 1
                silent += not trouble.what.endswith(".")
            slowest = max(slowest, time.monotonic() - start)

        look("warm", encoded())
        before = memory()
        for kind, pool in seeds().items():
            chance = random.Random(kind)
            for _ in range(EACH):
                look(kind, mutated(chance.choice(pool), chance))
            told = ", ".join(f"{word} {count}" for (of, word), count in sorted(answers.items()) if of == kind)
            print(f"{kind}: {told}", flush=True)
        print(f"slowest file {slowest:.2f} s; this process grew by {memory() - before:.1f} MB")
        slowest = 0.0
        for name, data in bombs(512).items():
            look(name, data)
            print(f"  {name}: {next(word for (of, word) in answers if of == name)}", flush=True)
        print(f"slowest bomb {slowest:.2f} s; answers without a sentence: {silent}")
    intake.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
