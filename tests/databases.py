"""A site's database of both kinds: SQLite, and a PostgreSQL server started for these tests and thrown away after."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from desktop_app.domain.ids import new_id


@pytest.fixture(scope="session")
def postgresql():
    """Address of a server that listens on a socket in its own folder, and on no network."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    programs = found[-1].parent if found else Path(named).parent if named else None
    if programs is None or os.name == "nt":
        pytest.skip("no PostgreSQL on this machine")
    owner = None
    if os.geteuid() == 0:  # PostgreSQL does not run as root; its own user does then
        import pwd

        owner = next((entry.pw_name for entry in pwd.getpwall() if entry.pw_name == "postgres"), None)
        if owner is None:
            pytest.skip("root, and no user postgres")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if owner:
        shutil.chown(folder, owner)

    def run(*command):
        told = [str(part) for part in command]
        subprocess.run(told, check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        run(
            programs / "initdb",
            "-D",
            folder / "data",
            "-U",
            "meja",
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        run(programs / "pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield folder, programs, owner
        finally:
            run(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request):
    """A site's database address: empty for SQLite, or a fresh PostgreSQL database."""
    if request.param == "sqlite":
        return ""
    folder, programs, owner = request.getfixturevalue("postgresql")
    name = "t" + new_id().replace("-", "")
    command = [str(programs / "createdb"), "-h", str(folder), "-U", "meja", name]
    subprocess.run(command, check=True, user=owner, cwd=folder)
    return f"postgresql://meja@/{name}?host={folder}"
