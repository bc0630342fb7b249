"""What the command line says of itself: the rooms it brings in, and one sentence for a wrong command."""

import argparse
import json
from importlib import import_module

import pytest

from desktop_app.cli.main import ROOMS, TROUBLE, USAGE, main


def test_every_room_has_the_commands_the_table_says():
    for room, names in ROOMS.items():
        made = argparse.ArgumentParser()
        commands = made.add_subparsers()
        import_module(f"desktop_app.cli.{room}").add_commands(
            commands, argparse.ArgumentParser(add_help=False)
        )
        assert tuple(commands.choices) == names, room


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lst"], "mungkin maksud Anda list"),
        (["zzz"], "pilihannya"),
        (["show"], "belum diberikan: id"),
        (["list", "--limit", "-5"], "bukan bilangan bulat"),
        (["list", "--limit", "0"], "bukan bilangan bulat"),
        (["list", "--tidak-ada"], "tidak dikenal: --tidak-ada"),
        (["list", "--stage", "x"], "pilihannya draf"),
        (["list", "--stage"], "perlu satu nilai"),
        (["--data"], "perlu satu nilai"),
        (["list", "--data", ""], "--data: namanya kosong"),
        (["site", "--port", "99999"], "--port: “99999” bukan porta"),
        (["publish", "x", "--at", "a", "--dated", "b"], "tidak dapat dipakai bersama"),
    ],
)
def test_wrong_usage_is_one_sentence_and_a_two(words, said, capsys):
    assert main(words) == USAGE
    told = capsys.readouterr()
    assert said in told.err
    assert len(told.err.splitlines()) == 1
    assert told.out == ""


def test_a_trouble_is_one_object_for_a_program_too(tmp_path, capsys):
    (tmp_path / "berkas").touch()
    assert main(["list", "--data", str(tmp_path / "berkas"), "--json"]) == TROUBLE
    told = capsys.readouterr()
    assert json.loads(told.out)["error"]["kind"] == "folder.taken"
    assert json.loads(told.out)["error"]["why"] == told.err.strip()
