"""`make bench`: every bench in this folder, one after another, each beside the bare library in the same run.

Figures are for reading, never gates: machines differ, ratios less so. `make bench ARGS="keys start"` runs some.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main() -> int:
    """Run the benches named on the command line, or all of them."""
    wanted = sys.argv[1:]
    benches = sorted(path for path in HERE.glob("bench_*.py"))
    chosen = [path for path in benches if not wanted or path.stem.removeprefix("bench_") in wanted]
    if not chosen:
        print("known:", ", ".join(path.stem.removeprefix("bench_") for path in benches))
        return 2
    failed = 0
    for path in chosen:
        print(f"\n== {path.stem.removeprefix('bench_')}", flush=True)
        there = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        failed |= subprocess.run([sys.executable, str(path)], cwd=ROOT, env=there, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
