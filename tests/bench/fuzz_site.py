"""The site under random requests made from its own description (OpenAPI), by schemathesis when it is installed.

`pip install schemathesis`, then `python tests/bench/fuzz_site.py [examples per route]`; ends with 1 when an answer was
a server's error or not what the description promises. Left out: the open line, which never ends, and leaving, which
would take away the token the requests come with.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from site_process import SiteProcess

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def main() -> int:
    program = Path(sys.executable).with_name("schemathesis")
    if not program.exists():
        print("schemathesis is not installed here: skipped")
        return 0
    examples = sys.argv[1] if len(sys.argv) > 1 else "20"
    with tempfile.TemporaryDirectory(prefix="meja-fuzz-") as made:
        site = SiteProcess(Path(made) / "site")
        command = [
            str(program), "run", f"{site.url}/sync/v1/openapi.json",
            "--url", site.url,
            "--header", f"Authorization: Bearer {site.token('Rina')}",
            "--checks", CHECKS,
            "--exclude-path", "/sync/v1/events",
            "--exclude-path", "/sync/v1/devices/{device_id}",
            "--phases", "examples,coverage,fuzzing",
            "--max-examples", examples,
            "--request-timeout", "75",  # a long poll takes up to a minute
            "--seed", "1",
            "--generation-database", "none",
        ]  # fmt: skip
        try:
            return subprocess.run(command, cwd=made, check=False).returncode
        finally:
            site.stop()


if __name__ == "__main__":
    sys.exit(main())
