"""The site as an own process: one line of JSON, gone with its owner, at home at the same address."""

import http.client
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from site_net import RESOURCES

from desktop_app.domain.errors import Refusal
from desktop_app.domain.ids import new_id
from desktop_app.domain.newsroom import Role
from desktop_app.site import accounts
from desktop_app.site.config import SiteConfig
from desktop_app.site.store import SiteStore

CODE = """
import sys
from pathlib import Path
from desktop_app.site.serve import serve
serve(folder=Path(sys.argv[1]), resources=Path(sys.argv[2]), port=int(sys.argv[3]), database="",
      owner_from_stdin=sys.argv[4] == "owner")
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(tmp_path):
    started = []

    def run(*, port=0, owner="o" * 43):
        how = "owner" if owner else "alone"
        command = [sys.executable, "-c", CODE, tmp_path / "situs", RESOURCES, str(port), how]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        started.append(process)
        if owner:
            process.stdin.write(json.dumps({"token": owner, "name": "Rina", "role": "editor"}) + "\n")
            process.stdin.flush()
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()


def url_of(process):
    return json.loads(process.stdout.readline())["url"]


def hello(url, token):
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", "/sync/v1/hello", headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_it_serves_its_owner_and_goes_with_him(start):
    process = start()
    url = url_of(process)
    assert urlsplit(url).hostname == "127.0.0.1"
    status, told = hello(url, "o" * 43)
    assert (status, told["me"]["user"], told["me"]["role"]) == (200, "Rina", "editor")
    assert told["settings"]["address"] == url
    process.stdin.close()
    assert process.wait(15) == 0

    again = start(owner="p" * 43)
    assert url_of(again) == url
    assert hello(url, "p" * 43)[0] == 200
    assert hello(url, "o" * 43)[0] == 401
    again.send_signal(signal.SIGTERM)
    again.wait(15)


def test_a_taken_port_of_last_time_is_left_to_its_holder(start, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as holder:
        store = SiteStore.open(SiteConfig(folder=tmp_path / "situs", resources=RESOURCES))
        store.at_address("http://127.0.0.1", holder.getsockname()[1])
        store.close()
        process = start()
        assert urlsplit(url_of(process)).port != holder.getsockname()[1]
        process.stdin.close()
        process.wait(20)
        named = start(port=holder.getsockname()[1])
        assert named.wait(20) != 0
        assert "sedang dipakai" in named.stderr.read()


def test_it_stops_when_asked_without_an_owner(start):
    process = start(owner="")
    url_of(process)
    process.send_signal(signal.SIGTERM)
    process.wait(15)


def test_open_lines_and_hung_up_senders_leave_no_trace_behind(start):
    process = start()
    url = urlsplit(url_of(process))
    token = {"Authorization": f"Bearer {'o' * 43}"}
    lines = []
    for path in ("/sync/v1/events", "/sync/v1/changes?after=999&wait=50"):
        line = http.client.HTTPConnection(url.netloc, timeout=20)
        line.request("GET", path, headers=token)
        lines.append(line)
    lines[0].getresponse()  # the line is open
    with socket.create_connection((url.hostname, url.port)) as hasty:
        hasty.sendall(
            f"POST /sync/v1/ops HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: {token['Authorization']}\r\n"
            "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{".encode()
        )
    assert hello(url.geturl(), "o" * 43)[0] == 200
    process.stdin.close()
    assert process.wait(15) == 0
    assert lines[1].getresponse().status == 200
    assert process.stderr.read() == ""
    for line in lines:
        line.close()


def test_accounts(tmp_path, database):
    folder = tmp_path / "situs"
    with pytest.raises(Refusal, match="tidak ada"):
        accounts.new_token(folder, database, "Rina")
    accounts.add_user(folder, database, "Rina", Role.EDITOR)
    with pytest.raises(Refusal, match="sudah ada"):
        accounts.add_user(folder, database, "Rina", Role.ADMIN)
    tokens = {accounts.new_token(folder, database, "Rina") for _ in range(2)}
    assert len(tokens) == 2
    store = SiteStore.open(SiteConfig(folder=folder, resources=RESOURCES, database=database))
    try:
        with store.reading() as connection:
            assert all(accounts.who(connection, token).role is Role.EDITOR for token in tokens)
            held = connection.exec_driver_sql("SELECT token_hash FROM device").scalars().all()
        assert not tokens & set(held)
        one = tokens.pop()
        with store.writing() as feed:
            accounts.revoke(feed.connection, one)
        with store.reading() as connection:
            assert accounts.who(connection, one) is None
            assert accounts.who(connection, tokens.pop()) is not None
    finally:
        store.close()


def test_a_database_from_a_backup_gets_a_new_epoch(tmp_path):
    config = SiteConfig(folder=tmp_path, resources=RESOURCES)

    def opened():
        store = SiteStore.open(config)
        with store.reading() as connection:
            identity = store.identity(connection)
        return store, identity

    store, first = opened()
    store.close()
    store, again = opened()
    assert again.epoch == first.epoch
    store.close()
    (tmp_path / "puncak.txt").write_text("7")
    store, restored = opened()
    assert restored.epoch != first.epoch
    assert restored.site_id == first.site_id
    store.close()
    store, calm = opened()
    assert calm.epoch == restored.epoch
    store.close()


def test_the_same_backup_put_back_twice_begins_two_new_lives(tmp_path):
    config = SiteConfig(folder=tmp_path, resources=RESOURCES)
    epochs = []
    SiteStore.open(config).close()
    backup = (tmp_path / "situs.db").read_bytes()
    for _ in range(3):
        store = SiteStore.open(config)
        if not epochs:
            with store.writing() as feed:
                feed.put("mark", new_id(), new_id(), {}, by="", at=feed.now, new=True)
        with store.reading() as connection:
            epochs.append(store.identity(connection).epoch)
        store.close()
        (tmp_path / "situs.db").write_bytes(backup)
    assert len(set(epochs)) == 3


def test_the_tables_are_what_the_migrations_make(tmp_path, database):
    from sqlalchemy import inspect

    from desktop_app.site.tables import metadata

    store = SiteStore.open(SiteConfig(folder=tmp_path, resources=RESOURCES, database=database))
    try:
        found = inspect(store.engine)
        for table in metadata.sorted_tables:
            columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
            assert columns == {column.name: column.nullable for column in table.columns}, table.name
            assert {i.name for i in table.indexes} <= {i["name"] for i in found.get_indexes(table.name)}
    finally:
        store.close()
