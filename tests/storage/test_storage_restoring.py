"""A desk brought back from a backup: the backup's stories stand again, and what stood there before is kept."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from desktop_app.database.library import sqlite_module
from desktop_app.domain.article import Article
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.plain import to_plain
from desktop_app.storage import articles, records
from desktop_app.storage.restoring import restore_backup
from desktop_app.storage.store import FILE_NAME, Store


def save(store, name, lead):
    with store.writing() as tx:
        records.save(
            tx,
            "article",
            name,
            to_plain(Article(id=ArticleId(name), short_title=name, lead=lead)),
            by="Rina",
            at=datetime.now(UTC),
            reason="test",
        )


def leads(folder):
    store = Store.open(folder)
    try:
        with store.reading() as tx:
            return {name: found.lead for name in "ab" if (found := articles.get(tx, name)) is not None}
    finally:
        store.close()


@pytest.fixture
def desk(tmp_path):
    """A folder with story "a", a backup of it, and then other words and a story "b"."""
    folder = tmp_path / "data"
    store = Store.open(folder)
    save(store, "a", "satu")
    store.backup(tmp_path / "cadangan.db")
    save(store, "a", "dua")
    save(store, "b", "baru")
    store.close()
    return folder


def test_the_backup_stands_again_and_the_former_desk_is_kept(desk, tmp_path):
    kept = restore_backup(desk, tmp_path / "cadangan.db")
    assert leads(desk) == {"a": "satu"}
    former = tmp_path / "former"
    former.mkdir()
    os.replace(kept, former / FILE_NAME)
    assert leads(former) == {"a": "dua", "b": "baru"}
    assert (tmp_path / "cadangan.db").exists()


def test_a_desk_that_was_killed_leaves_no_log_behind_for_the_restored_one(desk, tmp_path):
    writer = (
        "import os, sys, sqlite3; sys.path.insert(0, sys.argv[2]);"
        "from desktop_app.database.library import sqlite_module;"
        "c = sqlite_module().connect(sys.argv[1]); c.execute('PRAGMA journal_mode=WAL').fetchone();"
        "c.execute('CREATE TABLE sisa (x)'); c.commit(); os.kill(os.getpid(), 9)"
    )
    here = str(tmp_path / "data" / FILE_NAME)
    done = subprocess.run([sys.executable, "-c", writer, here, os.getcwd()], check=False, timeout=60)
    if os.name == "posix":
        assert done.returncode == -signal.SIGKILL
    kept = restore_backup(desk, tmp_path / "cadangan.db")
    with closing(sqlite_module().connect(desk / FILE_NAME)) as now:
        assert now.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sisa'").fetchone() == (0,)
    with closing(sqlite_module().connect(kept)) as then:
        assert then.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sisa'").fetchone() == (1,)
    assert leads(desk) == {"a": "satu"}


def test_a_ruined_desk_is_brought_back_and_its_ruin_kept(desk, tmp_path):
    ruin = b"bukan basis data " * 4000
    (desk / FILE_NAME).write_bytes(ruin)
    with pytest.raises(Trouble):
        leads(desk)
    kept = restore_backup(desk, tmp_path / "cadangan.db")
    assert leads(desk) == {"a": "satu"}
    assert kept.read_bytes() == ruin


def test_nothing_is_touched_for_a_file_that_is_no_backup(desk, tmp_path):
    wrong = tmp_path / "foto.jpg"
    wrong.write_bytes(b"\xff\xd8\xff\xe0" * 500)
    empty = tmp_path / "kosong.db"
    empty.touch()
    torn = tmp_path / "robek.db"
    torn.write_bytes((tmp_path / "cadangan.db").read_bytes()[: 4096 * 9])
    for path in (wrong, empty, torn):
        with pytest.raises(Trouble):
            restore_backup(desk, path)
    with pytest.raises(Refusal, match=r"tiada\.db"):
        restore_backup(desk, tmp_path / "tiada.db")
    assert leads(desk) == {"a": "dua", "b": "baru"}
    assert not list(desk.glob("*.pulih*"))


def test_an_open_desk_is_not_replaced_under_its_feet(desk, tmp_path):
    store = Store.open(desk)
    try:
        with pytest.raises(Trouble) as caught:
            restore_backup(desk, tmp_path / "cadangan.db")
        assert caught.value.kind == "desk.already_open"
    finally:
        store.close()


def test_a_new_computer_starts_from_a_backup(desk, tmp_path):
    assert restore_backup(tmp_path / "laptop" / "baru", tmp_path / "cadangan.db") is None
    assert leads(tmp_path / "laptop" / "baru") == {"a": "satu"}


def test_a_folder_that_cannot_be_one_is_named(tmp_path):
    (tmp_path / "berkas").touch()
    for path in (tmp_path / "berkas", tmp_path / "berkas" / "dalam"):
        with pytest.raises(Trouble) as caught:
            Store.open(path)
        assert caught.value.kind == "folder.taken"
        assert str(path) in caught.value.what


def test_the_doctor_sees_a_schema_stamp_that_was_tampered_with(store):
    assert store.doctor()["ok"]
    with store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '999'")
    told = store.doctor()
    assert not told["ok"]
    assert "999" in " ".join(told["faults"])
