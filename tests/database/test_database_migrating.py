"""A schema is brought up to date whole or not at all, whatever happens half-way."""

import os
import signal
import subprocess
import sys
import textwrap
from contextlib import closing

import pytest

from desktop_app.database import migrate, open_engine, writing
from desktop_app.database.copying import copy_checked, faults
from desktop_app.database.library import sqlite_module
from desktop_app.domain.errors import Refusal, Trouble

APPLICATION = 0x54455354

FIRST = """
from alembic import op
revision = "1000"
down_revision = None
def upgrade():
    op.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    op.execute("CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent(id) ON DELETE CASCADE)")
"""
SECOND = """
import sqlalchemy as sa
from alembic import op
revision = "1001"
down_revision = "1000"
def upgrade():
    with op.batch_alter_table("parent") as table:
        table.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))
        table.alter_column("name", new_column_name="title")
    op.execute("UPDATE parent SET note = 'moved ' || title")
    op.execute("CREATE INDEX parent_title ON parent (title)")
"""


@pytest.fixture
def scripts(tmp_path):
    folder = tmp_path / "scripts" / "versions"
    folder.mkdir(parents=True)
    (folder / "1000_first.py").write_text(FIRST)
    return folder.parent


def _second(scripts):
    (scripts / "versions" / "1001_second.py").write_text(SECOND)


def _migrate(path, scripts, backups=None):
    engine = open_engine(path)
    try:
        return migrate(engine, scripts, application_id=APPLICATION, backups=backups)
    finally:
        engine.dispose()


def _fill(path):
    with closing(sqlite_module().connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("INSERT INTO parent VALUES (1, 'Ani'), (2, 'Budi')")
        connection.execute("INSERT INTO child VALUES (10, 1), (11, 2)")
        connection.commit()


def _ask(path, query):
    with closing(sqlite_module().connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_new_file_gets_the_schema_its_number_and_its_name(tmp_path, scripts):
    path = tmp_path / "deep" / "a.db"
    assert _migrate(path, scripts) == 1000
    assert _ask(path, "PRAGMA user_version") == [(1000,)]
    assert _ask(path, "PRAGMA application_id") == [(APPLICATION,)]
    assert _migrate(path, scripts) == 1000


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_file_is_for_its_owner_alone(tmp_path, scripts):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_step_keeps_rows_and_their_relations(tmp_path, scripts):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    _fill(path)
    _second(scripts)
    assert _migrate(path, scripts, tmp_path / "backups") == 1001
    assert _ask(path, "SELECT id, title, note FROM parent") == [
        (1, "Ani", "moved Ani"),
        (2, "Budi", "moved Budi"),
    ]
    assert _ask(path, "SELECT * FROM child") == [(10, 1), (11, 2)]
    assert _ask(path, "SELECT version_num FROM alembic_version") == [("1001",)]


def test_before_a_step_a_checked_copy_is_kept(tmp_path, scripts):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    _fill(path)
    _second(scripts)
    _migrate(path, scripts, tmp_path / "backups")
    (copy,) = (tmp_path / "backups").iterdir()
    with closing(sqlite_module().connect(copy)) as connection:
        assert faults(connection) == []
    assert _ask(copy, "SELECT name FROM parent") == [("Ani",), ("Budi",)]
    assert _ask(copy, "PRAGMA user_version") == [(1000,)]


def test_no_copy_means_no_step(tmp_path, scripts):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    _second(scripts)
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(Trouble):
        _migrate(path, scripts, tmp_path / "backups")
    assert _ask(path, "PRAGMA user_version") == [(1000,)]


@pytest.mark.parametrize("logged", [False, True], ids=["checkpointed", "still-in-the-log"])
def test_a_newer_file_is_refused_and_keeps_its_bytes(tmp_path, scripts, logged):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    newer = sqlite_module().connect(path)
    newer.execute("PRAGMA user_version=2000")
    if not logged:
        newer.close()
    before = path.read_bytes()
    with pytest.raises(Trouble) as caught:
        _migrate(path, scripts)
    assert caught.value.kind == "database.newer"
    assert path.read_bytes() == before
    assert not (tmp_path / "backups").exists()
    newer.close()


def test_a_newer_minor_is_opened_and_left_alone(tmp_path, scripts):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    with closing(sqlite_module().connect(path)) as connection:
        connection.execute("PRAGMA user_version=1007")
    assert _migrate(path, scripts) == 1007


def test_another_programs_file_is_refused_and_keeps_its_bytes(tmp_path, scripts):
    path = tmp_path / "a.db"
    with closing(sqlite_module().connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(Trouble) as caught:
        _migrate(path, scripts)
    assert caught.value.kind == "database.foreign"
    assert path.read_bytes() == before


def test_a_failing_step_leaves_the_old_schema(tmp_path, scripts):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    _fill(path)
    (scripts / "versions" / "1001_second.py").write_text(SECOND + "    raise RuntimeError('half-way')\n")
    with pytest.raises(RuntimeError):
        _migrate(path, scripts)
    assert _ask(path, "PRAGMA user_version") == [(1000,)]
    assert _ask(path, "SELECT name FROM parent") == [("Ani",), ("Budi",)]
    _second(scripts)
    assert _migrate(path, scripts) == 1001


def test_a_step_that_breaks_a_relation_is_not_kept(tmp_path, scripts):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    _fill(path)
    bad = SECOND + "    op.execute('DELETE FROM parent WHERE id = 1')\n"
    (scripts / "versions" / "1001_second.py").write_text(bad)
    with pytest.raises(Trouble) as caught:
        _migrate(path, scripts)
    assert caught.value.kind == "database.corrupt"
    assert _ask(path, "SELECT count(*) FROM parent") == [(2,)]


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from sqlalchemy import event
    from desktop_app.database import migrate, open_engine
    path, scripts, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    engine = open_engine(path)
    seen = 0
    @event.listens_for(engine, "before_cursor_execute")
    def count(*_):
        global seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)
    @event.listens_for(engine, "commit")
    def before_commit(_):
        if last == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    migrate(engine, scripts, application_id=0x54455354)
    print(seen)
"""


def _run_killed(path, scripts, last):
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(path), str(scripts), str(last)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("fresh", [True, False], ids=["first-schema", "next-step"])
def test_killed_anywhere_leaves_old_or_new_and_a_rerun_works(tmp_path, scripts, fresh):
    def prepare(name):
        path = tmp_path / name
        if not fresh:
            _migrate(path, scripts)
            _fill(path)
        return path

    first_path = prepare("whole.db")
    other_paths = [prepare(f"{place}.db") for place in range(8)]
    if not fresh:
        _second(scripts)
    whole = _run_killed(first_path, scripts, -1)
    assert whole.returncode == 0, whole.stderr
    statements = int(whole.stdout)
    places = [0, *{1 + round(step * (statements - 1) / 6) for step in range(7)}]
    for path, place in zip(other_paths, places, strict=False):
        killed = _run_killed(path, scripts, place)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert _ask(path, "PRAGMA user_version") == [(0 if fresh else 1000,)]
        assert _migrate(path, scripts) == (1000 if fresh else 1001)
        assert _ask(path, "PRAGMA integrity_check") == [("ok",)]
        if not fresh:
            assert _ask(path, "SELECT title FROM parent") == [("Ani",), ("Budi",)]
            assert _ask(path, "SELECT count(*) FROM child") == [(2,)]


def test_a_copy_of_a_damaged_file_is_never_called_a_copy(tmp_path, scripts):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    engine = open_engine(path)
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            " INSERT INTO parent SELECT i, 'name ' || i FROM n"
        )
    engine.dispose()
    data = bytearray(path.read_bytes())
    data[5 * 4096 : 5 * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    (tmp_path / "copy.db").write_text("yesterday's copy")
    with pytest.raises(Trouble) as caught:
        copy_checked(path, tmp_path / "copy.db")
    assert caught.value.kind == "database.corrupt"
    assert (tmp_path / "copy.db").read_text() == "yesterday's copy"
    assert not list(tmp_path.glob("*.part*"))


def test_only_the_last_copies_are_kept(tmp_path, scripts):
    path = tmp_path / "a.db"
    _migrate(path, scripts)
    for number in range(1001, 1006):
        (scripts / "versions" / f"{number}_more.py").write_text(
            f'revision = "{number}"\ndown_revision = "{number - 1}"\ndef upgrade():\n    pass\n'
        )
        _migrate(path, scripts, tmp_path / "backups")
    assert sorted(found.name for found in (tmp_path / "backups").iterdir()) == [
        "a-1002-sebelum-1003.db",
        "a-1003-sebelum-1004.db",
        "a-1004-sebelum-1005.db",
    ]


def test_a_copy_takes_the_place_of_nothing_but_a_file(tmp_path):
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    for target in (pipe, tmp_path):
        with pytest.raises(Refusal, match="bukan berkas biasa"):
            copy_checked(tmp_path / "meja.db", target)
    assert pipe.is_fifo()
