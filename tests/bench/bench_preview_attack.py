"""What a hostile page gets out of the preview: each protection alone, all but one, all, and as shipped.

python tests/bench/bench_preview_attack.py        (about 80 s; each row is a preview in a process of its own)

Requests are what a real listener on loopback was asked; connections count those without a request (preconnect), too.
Ends with 1 when all four together let a request out or a script run, or when a protection alone does not bite.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAYERS = ("rules", "gate", "scripts", "stay")
NAMES = {"rules": "scheme and CSP", "gate": "request gate", "scripts": "scripts off", "stay": "no navigation"}
_PATIENCE_S = 90


def attacked(layers: tuple[str, ...], *, quick: bool = False) -> dict:
    """One preview with these layers alone: {"asked", "ran", "where", "connections", "datagrams"}."""
    command = [sys.executable, str(HERE / "preview_attack.py"), *(["--quick"] if quick else []), *layers]
    done = subprocess.run(
        command, env=surroundings(), capture_output=True, text=True, timeout=_PATIENCE_S, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def surroundings() -> dict[str, str]:
    """Where the preview starts; for root the engine's own sandbox has to be off, as in every test."""
    there = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        there.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    return there


def rows() -> list[tuple[str, tuple[str, ...]]]:
    """What is measured, in the table's order."""
    return [
        ("none", ()),
        *((f"{NAMES[one]} alone", (one,)) for one in LAYERS),
        *((f"all but {NAMES[one]}", tuple(each for each in LAYERS if each != one)) for one in LAYERS),
        ("all four", LAYERS),
        ("all four and no name resolved: as shipped", (*LAYERS, "resolver")),
    ]


def main() -> int:
    print(f"{'':42} requests  kinds  connections  datagrams  scripts run  ended at")
    found = {}
    for name, layers in rows():
        found[name] = one = attacked(layers)
        asked = one["asked"]
        print(
            f"{name:42} {sum(asked.values()):8} {len(asked):6} {one['connections']:12} {one['datagrams']:10}"
            f" {len(one['ran']):12}  {one['where']}",
            flush=True,
        )
    whole = [found["all four"], found["all four and no name resolved: as shipped"]]
    bare = found["none"]
    wrong = [
        any(one["asked"] or one["ran"] or one["datagrams"] for one in whole),
        whole[1]["connections"] > 0,
        found["request gate alone"]["asked"] != {},
        bool(found["scheme and CSP alone"]["ran"] or found["scripts off alone"]["ran"]),
        found["no navigation alone"]["where"] != "meja",
        # An attack of fewer kinds would prove little.
        len(bare["asked"]) < 24 or len(bare["ran"]) < 8,
    ]
    print("as it should be" if not any(wrong) else f"WRONG: {wrong}")
    return int(any(wrong))


if __name__ == "__main__":
    sys.exit(main())
