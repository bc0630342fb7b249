"""The same room over a real PostgreSQL server of our own, started for these tests and thrown away after."""

import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest

from desktop_app.database import migrate, open_engine, reading, writing
from desktop_app.domain.errors import Trouble

pwd = pytest.importorskip("pwd")  # there is none on Windows, and no server of our own there either
pytestmark = pytest.mark.postgresql

FIRST = """
from alembic import op
revision = "1000"
down_revision = None
def upgrade():
    op.execute("CREATE TABLE t (x INTEGER)")
"""
SECOND = """
from alembic import op
revision = "1001"
down_revision = "1000"
def upgrade():
    op.execute("ALTER TABLE t ADD COLUMN y INTEGER")
"""


def _programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def _owner():
    """PostgreSQL does not run as root; its own user does then."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        pytest.skip("root, and no user postgres")


@pytest.fixture(scope="module")
def server():
    """Address of a server that listens on a socket in its own folder, and on no network."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine")
    folder, owner = Path(tempfile.mkdtemp(prefix="pg")), _owner()
    if owner:
        shutil.chown(folder, owner)
    data = folder / "data"

    def run(*command):
        subprocess.run(
            [str(part) for part in command], check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL
        )

    try:
        run(programs / "initdb", "-D", data, "-U", "meja", "--auth=trust", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql://meja@/postgres?host={folder}"
        finally:
            run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def engine(server):
    engine = open_engine(server)
    with writing(engine) as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    yield engine
    engine.dispose()


@pytest.fixture
def scripts(tmp_path):
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "1000_first.py").write_text(FIRST)
    return tmp_path


def columns(engine):
    with reading(engine) as connection:
        rows = connection.exec_driver_sql(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 't' ORDER BY 1"
        )
        return [row[0] for row in rows]


def test_steps_run_in_order_and_once(engine, scripts):
    assert migrate(engine, scripts, application_id=1) == 1000
    (scripts / "versions" / "1001_second.py").write_text(SECOND)
    assert migrate(engine, scripts, application_id=1) == 1001
    assert migrate(engine, scripts, application_id=1) == 1001
    assert columns(engine) == ["x", "y"]


def test_a_failing_step_leaves_the_old_schema(engine, scripts):
    migrate(engine, scripts, application_id=1)
    (scripts / "versions" / "1001_second.py").write_text(SECOND + "    raise RuntimeError('half-way')\n")
    with pytest.raises(RuntimeError):
        migrate(engine, scripts, application_id=1)
    assert columns(engine) == ["x"]
    (scripts / "versions" / "1001_second.py").write_text(SECOND)
    assert migrate(engine, scripts, application_id=1) == 1001


def test_a_newer_schema_is_refused(engine, scripts):
    migrate(engine, scripts, application_id=1)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '2000'")
    with pytest.raises(Trouble) as caught:
        migrate(engine, scripts, application_id=1)
    assert caught.value.kind == "database.newer"


def test_two_processes_that_start_at_once_take_turns(server, engine, scripts):
    results = []

    def start():
        own = open_engine(server)
        results.append(migrate(own, scripts, application_id=1))
        own.dispose()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [1000] * 4


def test_a_reading_transaction_sees_one_moment_and_cannot_write(engine, scripts):
    migrate(engine, scripts, application_id=1)
    count = "SELECT count(*) FROM t"
    with reading(engine) as reader:
        assert reader.exec_driver_sql(count).scalar_one() == 0
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        assert reader.exec_driver_sql(count).scalar_one() == 0
    with pytest.raises(Trouble) as caught, reading(engine) as reader:
        reader.exec_driver_sql("INSERT INTO t VALUES (1)")
    assert caught.value.kind == "disk.readonly"
    with writing(engine) as connection:  # the pool gives the connection back as it was
        connection.exec_driver_sql("INSERT INTO t VALUES (2)")
    with reading(engine) as reader:
        assert reader.exec_driver_sql(count).scalar_one() == 2
