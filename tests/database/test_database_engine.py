"""A database is opened safely, and its errors have sentences."""

import sqlite3
import threading

import pytest
from sqlalchemy import exc, text

from desktop_app.database import gate, open_engine, reading, writing
from desktop_app.database.library import is_safe, sqlite_module
from desktop_app.domain.errors import Trouble


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(tmp_path / "a.db")
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 10_000),
        ("trusted_schema", 0),
    ],
)
def test_every_connection_is_set_up_for_a_power_cut(engine, pragma, value):
    for _ in range(2):
        with reading(engine) as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_only_sqlite_without_the_log_reset_bug_is_trusted(version, safe):
    assert is_safe(version) is safe


def test_the_module_in_use_is_a_safe_one():
    assert is_safe(tuple(int(part) for part in sqlite_module().sqlite_version.split(".")))


def test_without_any_safe_sqlite_there_is_a_sentence(monkeypatch):
    monkeypatch.setattr("desktop_app.database.library._bundled", lambda: None)
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.40.1")
    with pytest.raises(Trouble) as caught:
        sqlite_module()
    assert caught.value.kind == "database.library"


def test_a_write_transaction_is_kept_whole_or_not_at_all(engine):
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")

    def half():
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES (1)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == 0


def test_a_write_transaction_holds_the_lock_from_its_first_moment(engine, tmp_path):
    other = sqlite_module().connect(tmp_path / "a.db", timeout=0, isolation_level=None)
    with writing(engine), pytest.raises(sqlite_module().OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_reader_sees_one_moment_and_does_not_wait(engine):
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    count = text("SELECT count(*) FROM t")
    with reading(engine) as reader:
        assert reader.execute(count).scalar_one() == 0
        done = threading.Event()

        def write():
            with writing(engine) as connection:
                connection.exec_driver_sql("INSERT INTO t VALUES (1)")
            done.set()

        worker = threading.Thread(target=write)
        worker.start()
        worker.join(5)
        assert done.is_set()
        assert reader.execute(count).scalar_one() == 0
    with reading(engine) as reader:
        assert reader.execute(count).scalar_one() == 1


def test_a_read_only_engine_cannot_write(engine, tmp_path):
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    only = open_engine(tmp_path / "a.db", read_only=True)
    with pytest.raises(Trouble) as caught, reading(only) as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
    assert caught.value.kind == "disk.readonly"
    only.dispose()


def test_a_damaged_file_has_a_sentence(tmp_path):
    (tmp_path / "b.db").write_bytes(b"this is no database at all" * 400)
    engine = open_engine(tmp_path / "b.db")
    with pytest.raises(Trouble) as caught, reading(engine):
        pass
    assert caught.value.kind == "database.corrupt"
    engine.dispose()


def test_a_missing_folder_has_a_sentence(tmp_path):
    engine = open_engine(tmp_path / "none" / "b.db")
    with pytest.raises(Trouble) as caught, writing(engine):
        pass
    assert caught.value.kind == "disk.denied"
    engine.dispose()


def test_our_own_mistakes_stay_bugs(engine):
    with pytest.raises(exc.OperationalError), reading(engine) as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (x UNIQUE)")
    with pytest.raises(exc.IntegrityError), writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1), (1)")


@pytest.mark.parametrize("number", [28, 122])
def test_a_full_disk_has_a_sentence(number):
    with pytest.raises(Trouble) as caught, gate():
        raise OSError(number, "full")
    assert caught.value.kind == "disk.full"


def test_a_server_that_is_not_there_has_a_sentence():
    engine = open_engine("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(Trouble) as caught, reading(engine):
        pass
    assert caught.value.kind == "database.unreachable"
    engine.dispose()
