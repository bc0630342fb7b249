"""Kills, full disks, second desks and newer files: a sentence, and nothing that was called saved is gone."""

import os
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest

from desktop_app.database.copying import faults
from desktop_app.database.library import sqlite_module
from desktop_app.domain.article import Article
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.plain import to_plain
from desktop_app.storage import articles, records
from desktop_app.storage.backing_up import back_up
from desktop_app.storage.store import FILE_NAME, SCRIPTS, Store

T0 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
NEWEST = max(int(file.name.partition("_")[0]) for file in (SCRIPTS / "versions").glob("*_*.py"))
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


def save(store, name, text, coalesce=False):
    with store.writing() as tx:
        doc = to_plain(Article(name, short_title=text, lead=text))
        return records.save(tx, "article", name, doc, by="Ani", at=T0, reason="x", coalesce=coalesce)


def leads(folder):
    with closing(sqlite_module().connect(folder / FILE_NAME)) as connection:
        rows = connection.execute(
            "SELECT json_extract(doc, '$.lead') FROM revision ORDER BY number"
        ).fetchall()
    return [row[0] for row in rows]


TYPING = """
    import sys, time
    from datetime import UTC, datetime
    from pathlib import Path
    from desktop_app.domain.article import Article
    from desktop_app.domain.plain import to_plain
    from desktop_app.storage import records
    from desktop_app.storage.store import Store
    store = Store.open(Path(sys.argv[1]))
    for number in range(1_000_000):
        with store.writing() as tx:
            doc = to_plain(Article("a", lead=f"{number}", headline="kata " * 300))
            records.save(tx, "article", "a", doc, by="Ani", at=datetime.now(UTC), reason="x")
        print(number, flush=True)
"""


def _child(script, *arguments):
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@posix
@pytest.mark.parametrize("after", [1, 7, 40])
def test_killed_while_saving_nothing_called_saved_is_gone(tmp_path, after):
    with _child(TYPING, tmp_path / "data") as child:
        for _ in range(after):
            child.stdout.readline()
        time.sleep(0.003 * after % 0.01)
        child.kill()
        said = [line for line in child.stdout.read().split() if line.isdigit()]
    told = int(said[-1]) if said else after - 1
    store = Store.open(tmp_path / "data")  # the lock went with the process
    assert store.doctor()["faults"] == []
    with store.reading() as tx:
        kept = articles.get(tx, "a").lead
        assert len(records.history(tx, "article", "a")) == int(kept) + 1
    assert int(kept) in (told, told + 1)
    store.close()


FULL = """
    import resource, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from desktop_app.domain.article import Article
    from desktop_app.domain.errors import Refusal, Trouble
    from desktop_app.domain.plain import to_plain
    from desktop_app.storage import articles, records
    from desktop_app.storage.store import Store
    store = Store.open(Path(sys.argv[1]))
    def save(number):
        with store.writing() as tx:
            doc = to_plain(Article("a", lead=f"{number}", headline="kata " * 4000))
            records.save(tx, "article", "a", doc, by="Ani", at=datetime.now(UTC), reason="x")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
    number = 0
    try:
        while number < 1000:
            save(number)
            number += 1
    except Trouble as trouble:
        print(trouble.kind)
    with store.reading() as tx:
        print(articles.get(tx, "a").lead == str(number - 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    save(number)
    print(number, store.doctor()["faults"])
    store.close()
"""


@posix
def test_a_full_disk_has_a_sentence_and_the_next_try_works(tmp_path):
    with _child(FULL, tmp_path / "data") as child:
        out, err = child.communicate(timeout=60)
    assert child.returncode == 0, err
    kind, readable, last = out.splitlines()
    assert kind in ("disk.full", "disk.io")
    assert readable == "True"
    number, _, wrong = last.partition(" ")
    assert wrong == "[]"
    assert leads(tmp_path / "data") == [str(n) for n in range(int(number) + 1)]


def test_no_space_has_its_own_sentence(store):
    save(store, "a", "satu")
    with store.writing() as tx:
        tx.connection.exec_driver_sql("PRAGMA max_page_count=1")  # no larger than the file already is
    with pytest.raises(Trouble) as caught:
        save(store, "b", "x" * 200_000)
    assert caught.value.kind == "disk.full"
    with store.reading() as tx:
        assert articles.get(tx, "a").lead == "satu"
        assert articles.get(tx, "b") is None


def test_a_second_desk_on_the_folder_is_told_so(tmp_path):
    first = Store.open(tmp_path)
    with pytest.raises(Trouble) as caught:
        Store.open(tmp_path)
    assert caught.value.kind == "desk.already_open"
    first.close()
    first.close()
    Store.open(tmp_path).close()


def test_a_torn_lock_file_locks_nobody_out(tmp_path):
    (tmp_path / "storage.lock").write_bytes(b"\x00\xffgarbage")
    Store.open(tmp_path).close()


def test_a_newer_file_is_refused_unchanged_and_the_folder_is_free_again(tmp_path):
    Store.open(tmp_path).close()
    with closing(sqlite_module().connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("PRAGMA user_version=9000")
    before = (tmp_path / FILE_NAME).read_bytes()
    for _ in range(2):
        with pytest.raises(Trouble) as caught:
            Store.open(tmp_path)
        assert caught.value.kind == "database.newer"
    assert (tmp_path / FILE_NAME).read_bytes() == before


@posix
def test_the_folder_and_its_files_are_for_their_owner_alone(tmp_path):
    store = Store.open(tmp_path / "data")
    save(store, "a", "satu")
    store.backup(tmp_path / "backup.db")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    files = [*(tmp_path / "data").iterdir(), tmp_path / "backup.db"]
    assert {found.name for found in files} >= {FILE_NAME, f"{FILE_NAME}-wal", "storage.lock"}
    assert {found.stat().st_mode & 0o777 for found in files if found.is_file()} == {0o600}
    store.close()


def test_a_backup_is_one_sound_file_taken_while_somebody_writes(store, tmp_path):
    for number in range(50):
        save(store, f"{number}", "isi " * 400)
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            save(store, "0", f"{number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            store.backup(tmp_path / f"{number}.db")
    finally:
        stop.set()
        writer.join()
    assert sorted(found.name for found in tmp_path.glob("*.db*")) == ["0.db", "1.db", "2.db"]
    with closing(sqlite_module().connect(tmp_path / "2.db")) as connection:
        assert faults(connection) == []
        assert connection.execute("SELECT count(*) FROM record").fetchall() == [(50,)]


def test_a_backup_never_takes_the_place_of_an_older_one(store, tmp_path):
    older = tmp_path / "kemarin.db"
    older.write_bytes(b"cadangan kemarin")
    with pytest.raises(Refusal, match="tidak ditimpa"):
        store.backup(older)
    assert older.read_bytes() == b"cadangan kemarin"


def test_a_backup_needs_neither_a_closed_desk_nor_a_new_folder(store, tmp_path):
    save(store, "a", "satu")
    back_up(store.folder, tmp_path / "malam.db")  # as another program does at night, the desk being open
    with closing(sqlite_module().connect(tmp_path / "malam.db")) as connection:
        assert connection.execute("SELECT count(*) FROM record").fetchall() == [(1,)]
    with pytest.raises(Refusal, match="tidak ada"):
        back_up(store.folder, tmp_path / "belum" / "ada" / "malam.db")
    assert not (tmp_path / "belum").exists()
    with pytest.raises(Refusal, match="belum ada basis data"):
        back_up(tmp_path / "kosong", tmp_path / "lain.db")


def test_a_backup_opens_as_a_desk(store, tmp_path):
    save(store, "a", "satu")
    (tmp_path / "other").mkdir()
    store.backup(tmp_path / "other" / FILE_NAME)
    other = Store.open(tmp_path / "other")
    with other.reading() as tx:
        assert articles.get(tx, "a").lead == "satu"
    other.close()


def test_many_threads_write_and_read_at_once(store):
    problems = []

    def work(name):
        try:
            for number in range(25):
                save(store, name, f"{number}")
                with store.reading() as tx:
                    assert articles.get(tx, name).lead == f"{number}"
                    found = articles.listing(tx, articles.Query(text=f"{number}"))
                    assert name in [row.id for row in found.rows]
        except BaseException as error:
            problems.append(error)
            raise

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with store.reading() as tx:
        assert all(len(records.history(tx, "article", name)) == 25 for name in "abcd")
    assert store.doctor()["ok"]


def test_a_transaction_inside_a_transaction_is_a_bug_not_a_standstill(store):
    with store.writing(), pytest.raises(RuntimeError), store.writing():
        pass
    save(store, "a", "satu")


def test_a_reading_transaction_cannot_write(store):
    with pytest.raises(Trouble) as caught, store.reading() as tx:
        records.save(tx, "article", "a", to_plain(Article("a")), by="", at=T0, reason="x")
    assert caught.value.kind == "disk.readonly"


def test_the_doctor_counts_and_finds_what_is_wrong(store):
    save(store, "a", "satu")
    found = store.doctor()
    assert (found["ok"], found["faults"], found["version"]) == (True, [], NEWEST)
    assert found["counts"] == {"article": 1, "revision": 1, "waiting": 1, "held": 0}
    with store.writing() as tx:
        tx.connection.exec_driver_sql("DELETE FROM revision")
        tx.connection.exec_driver_sql("DELETE FROM article_fts")
    found = store.doctor()
    assert not found["ok"]
    assert len(found["faults"]) == 2
