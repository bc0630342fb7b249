"""A real site in a process of its own, for benches: its address, tokens, and the CPU seconds it has used."""

import json
import os
import subprocess
import sys
from pathlib import Path

from desktop_app.domain.newsroom import Role
from desktop_app.site import accounts


class SiteProcess:
    """Serves *folder* until :meth:`stop`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "desktop_app", "site", "--data", str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.url: str = json.loads(self._process.stdout.readline())["url"]
        self.port = int(self.url.rpartition(":")[2])

    def token(self, name: str, role: Role = Role.ADMIN) -> str:
        """A new person's token."""
        accounts.add_user(self.folder, "", name, role)
        return accounts.new_token(self.folder, "", name)

    def cpu(self) -> float:
        """Seconds of CPU the process has used (Linux)."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """MB of memory that is the process's own: what would be free again without it (Linux)."""
        rollup = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text()
        parts = {line.split(":")[0]: line.split() for line in rollup.splitlines()[1:]}
        return (int(parts["Private_Clean"][1]) + int(parts["Private_Dirty"][1])) / 1024

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)
