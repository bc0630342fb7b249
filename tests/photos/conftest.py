import json
import shutil
import subprocess

import pytest


@pytest.fixture
def exiftool(tmp_path):
    """A second opinion on what we wrote; tests that need it are left out where it is not installed."""
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("exiftool is not installed")

    def read(data, *options):
        file = tmp_path / "oracle.bin"
        file.write_bytes(data)
        command = [program, "-j", "-a", "-G1", "-charset", "iptc=UTF8", *options, str(file)]
        answer = subprocess.run(command, capture_output=True, check=True, timeout=60)
        return json.loads(answer.stdout)[0]

    return read
