"""The directory and many photos at once, from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_app.cli.main import DONE, REFUSED, main

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def go(*words: object) -> tuple[int, Any, str]:
        code = main([*map(str, words), "--data", str(tmp_path / "meja"), "--json"])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, json.loads(told.out) if told.out else None, told.err

    return go


def test_names_are_kept_found_and_merged_and_photos_filled(run: Run, tmp_path: Path) -> None:
    _, kept, _ = run("directory", "keep", "Dr. Edi Wijaya, M.Si.", "--code", "ew")
    assert kept["name"] == "Edi Wijaya"
    _, double, _ = run("directory", "keep", "Edy Wijaya")
    run("directory", "keep", "NUSA FOTO", "--kind", "agency")
    _, found, _ = run("directory", "list", "--query", "wij")
    assert {name["name"] for name in found["names"]} == {"Edi Wijaya", "Edy Wijaya"}

    files = []
    for number in range(2):
        files.append(tmp_path / f"{number}.jpg")
        Image.new("RGB", (320, 240), (number * 90, 90, 90)).save(files[-1])
    _, added, _ = run("photo", "add", *files)
    ids = [photo["id"] for photo in added["photos"]]

    code, told, notes = run(
        "photo-fill",
        *ids,
        "--credit",
        "photo NUSA FOTO/Edy Wijaya",
        "--caption",
        "\\ew dan \\xyz",
        "--dry-run",
    )
    assert code == DONE
    assert (len(told["changed"]), told["total"]) == (2, 2)
    assert "\\xyz" in notes
    run("photo-fill", *ids, "--credit", "photo NUSA FOTO/Edy Wijaya", "--event", "Pagi")
    _, merged, _ = run("directory", "merge", kept["id"], double["id"])
    assert sorted(merged["photos"]) == sorted(ids)
    _, photos, _ = run("photo", "list")
    assert {photo["credit_line"] for photo in photos["photos"]} == {"photo NUSA FOTO/Edi Wijaya"}

    _, credited, _ = run("photo", "credit", ids[0], "--line", "photo arsip Perpustakaan Kota, 1978")
    assert credited["photos"][0]["credit_line"] == "photo arsip Perpustakaan Kota, 1978"


def test_a_name_that_no_line_can_show_is_refused(run: Run) -> None:
    code, told, why = run("directory", "keep", "Edi, Ani")
    assert (code, told["error"]["why"]) == (REFUSED, why.strip())
    assert "koma" in why
