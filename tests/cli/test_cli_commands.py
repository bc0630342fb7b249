"""The command line as IT and scripts use it: answers, exit codes, one clear sentence for bad input."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_app.cli.main import DONE, HUNG_UP, REFUSED, TROUBLE, USAGE, main
from desktop_app.domain.ids import new_id
from desktop_app.site.config import SiteConfig
from desktop_app.site.store import SiteStore

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def go(*words: object, data: str = "meja") -> tuple[int, Any, str]:
        code = main([*map(str, words), "--data", str(tmp_path / data), "--json"])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, json.loads(told.out) if told.out else None, told.err

    return go


@pytest.fixture
def begun(tmp_path: Path) -> Callable[..., Path]:
    """Makes a site, as serving it for the first time does; answers its folder."""

    def make(name: str = "meja", database: str = "") -> Path:
        SiteStore.open(SiteConfig(folder=tmp_path / name, resources=tmp_path, database=database)).close()
        return tmp_path / name

    return make


def test_versions_of_an_unknown_story_are_refused(run: Run) -> None:
    code, told, _ = run("diff", "tidak-ada", "satu")
    assert code == REFUSED
    assert told["error"]["kind"] == "diff.too_few"


def test_bad_backup_files_are_told_in_a_sentence(
    run: Run, tmp_path: Path, begun: Callable[..., Path]
) -> None:
    begun()
    run("site", "user", "add", "rina", "--role", "editor")
    code, told, _ = run("site", "backup", tmp_path)
    assert (code, told["error"]["kind"]) == (REFUSED, "backup.folder")
    (tmp_path / "bukan.db").write_text("bukan basis data " * 100, encoding="utf-8")
    code, told, _ = run("site", "restore-backup", tmp_path / "bukan.db")
    assert (code, told["error"]["kind"]) == (TROUBLE, "database.foreign")
    assert "bukan.db bukan cadangan" in told["error"]["why"]
    code, told, _ = run("restore-backup", tmp_path / "bukan.db")
    assert (code, told["error"]["kind"]) == (TROUBLE, "database.foreign")


def test_a_desks_backup_is_no_sites_backup(run: Run, tmp_path: Path, begun: Callable[..., Path]) -> None:
    begun("situs")
    run("site", "user", "add", "rina", "--role", "editor", data="situs")
    run("new", "--headline", "Judul")
    run("backup", tmp_path / "meja-lain.db")
    code, told, _ = run("site", "restore-backup", tmp_path / "meja-lain.db", data="situs")
    assert (code, told["error"]["kind"]) == (TROUBLE, "database.foreign")
    assert [one["name"] for one in run("site", "people", data="situs")[1]["people"]] == ["rina"]


def test_a_slip_in_a_path_makes_no_folder(run: Run, tmp_path: Path, begun: Callable[..., Path]) -> None:
    begun()
    run("site", "user", "add", "rina", "--role", "editor")
    code, told, _ = run("site", "backup", tmp_path / "tiada" / "dalam" / "x.db")
    assert (code, told["error"]["kind"]) == (REFUSED, "backup.folder")
    assert "tiada" in told["error"]["why"]
    assert not (tmp_path / "tiada").exists()
    assert run("site", "backup", tmp_path / "x.db", data="lain")[1]["error"]["kind"] == "backup.nothing"


@pytest.mark.parametrize(
    "words",
    [
        ("user", "add", "rina", "--role", "editor"),
        ("user", "role", "rina", "admin"),
        ("people",),
        ("pair", "rina"),
        ("token", "rina"),
        ("revoke", "x"),
        ("admin",),
        ("rules",),
        ("check",),
        ("export", "x"),
    ],
)
def test_only_serving_makes_a_site(
    run: Run, tmp_path: Path, begun: Callable[..., Path], words: tuple[str, ...]
) -> None:
    code, told, _ = run("site", *words, data="srv/mejaa")
    assert (code, told["error"]["kind"]) == (REFUSED, "site.none")
    assert str(tmp_path / "srv" / "mejaa") in told["error"]["why"]
    assert not (tmp_path / "srv").exists()
    elsewhere = f"sqlite:///{begun() / 'lain.db'}"
    assert run("site", *words, "--database", elsewhere)[1]["error"]["kind"] == "site.none"


def test_a_site_nobody_named_is_named(
    run: Run,
    tmp_path: Path,
    begun: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop_app.app.folders.data_folder", lambda: tmp_path / "milik")
    at = begun("milik/site")
    assert main(["site", "people"]) == DONE
    told = capsys.readouterr()
    assert (told.out, str(at) in told.err) == ("Belum ada akun.\n", True)
    begun("situs")
    assert run("site", "people", data="situs")[2] == ""


@pytest.mark.parametrize("words", [("list",), ("site",)])
def test_a_folder_that_cannot_be_made_is_named(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "berkas").touch()
    code, told, _ = run(*words, data="berkas/dalam")
    assert (code, told["error"]["kind"]) == (TROUBLE, "folder.taken")
    assert "berkas" in told["error"]["why"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder nobody may write into, root neither")
def test_a_folder_no_system_allows_is_named(run: Run) -> None:
    for words in (("list",), ("site",)):
        code, told, _ = run(*words, data="/proc/x")
        assert (code, told["error"]["kind"]) == (TROUBLE, "folder.denied"), words
        assert "/proc/x" in told["error"]["why"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder nobody may write into, root neither")
@pytest.mark.qt
def test_a_folder_no_system_allows_for_the_walks_pictures_is_named(run: Run) -> None:
    pytest.importorskip("PySide6.QtCore")
    code, told, _ = run("demo", "--screens", "/proc/x", data="meja")
    assert (code, told["error"]["kind"]) == (TROUBLE, "folder.denied")
    assert "/proc/x" in told["error"]["why"]


@pytest.mark.parametrize(
    "address", ["mysql://x", "bukan url", "postgres//peladen/meja", "postgresql://a:b@c:x/d"]
)
def test_a_slip_in_a_databases_address_makes_no_empty_site(run: Run, tmp_path: Path, address: str) -> None:
    for words in (("site",), ("site", "check"), ("site", "rules")):
        code, told, _ = run(*words, "--database", address)
        assert (code, told["error"]["kind"]) == (REFUSED, "database.address"), words
        assert "a:b" not in told["error"]["why"]
    assert not list(tmp_path.rglob("*.db"))


def test_a_site_may_keep_its_database_elsewhere(run: Run, tmp_path: Path, begun: Callable[..., Path]) -> None:
    address = f"sqlite:///{tmp_path / 'lain.db'}"
    begun(database=address)
    run("site", "user", "add", "rina", "--role", "editor", "--database", address)
    assert (tmp_path / "lain.db").is_file()
    assert run("site", "check", "--database", address)[0] == DONE
    assert run("site", "backup", tmp_path / "salinan.db", "--database", address)[0] == DONE


def test_a_story_from_new_to_restore(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "isi.md"
    text.write_text("Alinea satu.\n\n## Subjudul\n\nAlinea dua.", encoding="utf-8")
    _, made, _ = run(
        "new", "--short-title", "Taman", "--headline", "Taman Dibuka", "--lead", "Teras.", "--body", text
    )
    story = made["id"]

    _, found, _ = run("list", "--query", "alin")
    assert [row["id"] for row in found["articles"]] == [story]
    assert found["total"] == 1

    _, shown, _ = run("show", story)
    assert shown["markdown"] == "Alinea satu.\n\n## Subjudul\n\nAlinea dua."
    assert {check["rule"]: check["ok"] for check in shown["readiness"]}["hero"] is False

    _, edited, _ = run("edit", story, "--set", "headline=Taman Ditutup", "--set", "tags=taman, kota")
    _, told, _ = run("history", story)
    assert told["revisions"][0]["rev"] == edited["revision"]

    _, diff, _ = run("diff", story)
    assert any(change["place"] == "headline" for change in diff["changes"])

    first = told["revisions"][-1]["rev"]
    run("restore", story, first)
    _, again, _ = run("show", story)
    assert again["article"]["headline"] == "Taman Dibuka"

    run("stage", story, "Foto")
    _, listed, _ = run("list", "--stage", "photo")
    assert listed["total"] == 1


def test_a_file_without_a_word_begins_no_story(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "kosong.md"
    text.write_text("\n", encoding="utf-8")
    code, told, _ = run("import", text)
    assert (code, told["error"]["why"]) == (1, "kosong.md: tidak ada teks di dalamnya.")
    _, listed, _ = run("list")
    assert listed["total"] == 0


def test_a_story_goes_out_as_a_file_and_comes_back_the_same(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "berita.md"
    body = "> [!kutipan] Ani, warga\n> Kami senang.\n\n1. satu\n2. dua"
    text.write_text(f"---\nshort_title: Judul\nlead: Teras.\nnomor: 7\n---\n\n{body}\n", encoding="utf-8")
    _, taken, _ = run("import", text)
    story = taken["articles"][0]
    assert "nomor" in story["report"]
    out = tmp_path / "keluar.md"
    run("export", story["id"], "--format", "md", "--out", out)
    _, back, _ = run("import", out)
    _, one, _ = run("show", story["id"])
    _, two, _ = run("show", back["articles"][0]["id"])
    assert one["markdown"] == two["markdown"] == body
    assert one["article"]["lead"] == two["article"]["lead"] == "Teras."


def test_bad_input_is_a_sentence_and_a_one(run: Run, tmp_path: Path) -> None:
    for words, sign in (
        (("new",), "Judul kosong"),
        (("show", "tidak-ada"), "tidak ada di meja ini"),
        (("publish", "tidak-ada"), "tidak ada di meja ini"),
    ):
        code, answer, said = run(*words)
        assert (code, answer["error"]["why"]) == (REFUSED, said.strip())
        assert sign in said

    _, made, _ = run("new", "--headline", "Judul")
    for words, sign in (
        (("edit", made["id"], "--set", "tanpa-sama-dengan"), "BAGIAN=ISI"),
        (("edit", made["id"], "--set", "slug=x"), "slug"),
        (("publish", made["id"]), "Belum dapat terbit"),
        (("publish", made["id"], "--at", "besok"), "TTTT-BB-HH"),
        (("sign", made["id"]), "Belum dapat disahkan"),
        (("mark", made["id"], "--block", "x", "--text", " "), "Pilih dulu kata"),
    ):
        code, answer, said = run(*words)
        assert (code, answer["error"]["why"]) == (REFUSED, said.strip()), words
        assert sign in said, said


def test_a_missing_or_binary_file_is_trouble_that_names_it(run: Run, tmp_path: Path) -> None:
    binary = tmp_path / "foto.md"
    binary.write_bytes(b"\xff\xd8\xff\xe0")
    for path in (tmp_path / "tiada.md", binary):
        code, _, said = run("import", path)
        assert code == (REFUSED if path.exists() else TROUBLE)
        assert path.name in said


def test_one_bad_file_does_not_hold_up_the_others(run: Run, tmp_path: Path) -> None:
    for name, text in (("satu.md", "Satu."), ("kosong.md", "\n"), ("dua.md", "Dua.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [tmp_path / name for name in ("tiada.md", "satu.md", "kosong.md", "dua.md")]
    code, told, said = run("import", *files)
    assert code == REFUSED
    assert len(told["articles"]) == run("list")[1]["total"] == 2
    (first, gone), (second, empty) = told["refused"]
    assert (first, second) == ("tiada.md", "kosong.md")
    assert said.splitlines() == [gone, empty, "2 dari 4 berkas tidak dapat diimpor."]
    assert "tiada.md" in gone
    assert "kosong.md" in empty


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("latin.txt", "Café".encode("latin-1"), "simpan sebagai teks UTF-8"),
        ("enam-belas.txt", "Kafe".encode("utf-16-le"), "simpan sebagai teks UTF-8"),
        ("banjir.jpg", b"\xff\xd8\xff\xe0 gambar", "panel Foto & kredit"),
        ("biner.docx", b"\0\1\2", "bukan dokumen Word"),
        ("banjir.md", None, "lebih besar dari 4 MB"),
    ],
)
def test_a_file_that_is_no_text_says_what_to_do(
    run: Run, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data or b"")
    if data is None:
        os.truncate(path, 1 << 40)  # a hole: no disk holds it, and no memory may
    code, told, _ = run("import", path)
    assert code == REFUSED
    assert name in told["error"]["why"]
    assert said in told["error"]["why"]
    assert run("list")[1]["total"] == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps its pipes elsewhere")
def test_what_has_no_end_is_not_read(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.txt")
    code, told, _ = run("import", tmp_path / "pipa.txt")
    assert (code, told["error"]["kind"]) == (TROUBLE, "file.unreadable")


def test_nothing_to_do_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kosong.txt").write_text("\n", encoding="utf-8")
    code, told, _ = run("list-import", "word", tmp_path / "kosong.txt")
    assert (code, "kosong.txt" in told["error"]["why"]) == (REFUSED, True)
    _, made, _ = run("new", "--headline", "Judul")
    assert run("edit", made["id"])[1]["error"]["kind"] == "edit.nothing"
    code, told, _ = run("check", "/tidak/ada.md")
    assert (code, told["error"]["kind"]) == (TROUBLE, "file.unreadable")
    assert "/tidak/ada.md" in told["error"]["why"]


def test_photos_from_file_to_credit(run: Run, tmp_path: Path) -> None:
    picture, fake = tmp_path / "taman.jpg", tmp_path / "palsu.jpg"
    Image.effect_mandelbrot((1600, 1000), (-2, -1.5, 1, 1.5), 40).convert("RGB").save(picture)
    fake.write_text("bukan foto", encoding="utf-8")
    code, taken, said = run("photo", "add", picture, fake)
    assert code == REFUSED
    assert "palsu.jpg" in said
    photo = taken["photos"][0]["id"]
    assert taken["photos"][0]["width"] == 1600

    words = (
        "photo",
        "credit",
        photo,
        "--creator",
        "Ni Luh Sari",
        "--licence",
        "own",
        "--alt",
        "Taman",
        "--caption",
        "K.",
    )
    _, credited, _ = run(*words)
    assert credited["photos"][0]["credit_line"] == "photo Ni Luh Sari - Berita Kota"
    assert credited["photos"][0]["renditions"] > 0
    code, _, said = run("photo", "credit", photo, "--expires", "kapan-kapan")
    assert (code, "TTTT-BB-HH" in said) == (REFUSED, True)

    _, made, _ = run("new", "--headline", "Judul")
    run("photo", "use", made["id"], photo, "--hero", "--focus", "0.3,0.6")
    run("photo", "use", made["id"], photo, "--caption", "Di badan.")
    _, shown, _ = run("show", made["id"])
    assert shown["article"]["hero"]["photo_id"] == photo
    assert f"foto:{photo}" in shown["markdown"]

    copy = tmp_path / "keluar.jpg"
    run("photo", "export", photo, "--out", copy)
    assert b"photo Ni Luh Sari - Berita Kota" in copy.read_bytes()
    page = tmp_path / "halaman.html"
    run("preview", made["id"], "--out", page)
    assert "photo Ni Luh Sari - Berita Kota" in page.read_text(encoding="utf-8")
    copy = tmp_path / "draf.html"
    run("preview", made["id"], "--draft", copy)
    text = copy.read_text(encoding="utf-8")
    assert ("DRAF" in text, 'src="/' in text, "photo Ni Luh Sari - Berita Kota" in text) == (
        True,
        False,
        True,
    )
    code, _, said = run("preview", made["id"])
    assert (code, "--pdf" in said) == (REFUSED, True)
    code, _, said = run("preview", made["id"], "--out", tmp_path / "tiada" / "x.html")
    assert (code, "x.html" in said) == (TROUBLE, True)


def test_only_bad_photos_is_a_refusal(run: Run, tmp_path: Path) -> None:
    fake = tmp_path / "palsu.jpg"
    fake.write_text("bukan foto", encoding="utf-8")
    code, _, said = run("photo", "add", fake)
    assert code == REFUSED
    assert "palsu.jpg" in said


def test_backup_and_doctor(run: Run, tmp_path: Path) -> None:
    run("new", "--headline", "Judul")
    _, told, _ = run("doctor")
    assert told["ok"]
    run("backup", tmp_path / "cadangan.db")
    assert (tmp_path / "cadangan.db").stat().st_size > 0


def test_a_site_that_cannot_be_reached_is_trouble_and_nothing_is_lost(run: Run, tmp_path: Path) -> None:
    code, _, said = run("connect", "http://127.0.0.1:9", "--token", "x" * 43)
    assert code == TROUBLE
    assert said.strip()
    code, _, said = run("connect", "http://situs.example", "--token", "x" * 43)
    assert code in (REFUSED, TROUBLE)
    _, made, _ = run("new", "--headline", "Tetap ada")
    _, listed, _ = run("list")
    assert [row["id"] for row in listed["articles"]] == [made["id"]]


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    code, told, _ = run("terbang")
    assert (code, told["error"]["kind"]) == (USAGE, "usage")


def test_ids_given_by_people_never_reach_a_query_raw(run: Run) -> None:
    code, _, said = run("show", f"' OR 1=1 -- {new_id()}")
    assert code == REFUSED
    assert "tidak ada" in said


def test_the_data_folder_may_be_named_before_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "lain"
    assert main(["--data", str(folder), "--json", "new", "--headline", "Di sini"]) == DONE
    story = json.loads(capsys.readouterr().out)["id"]
    assert main(["list", "--data", str(folder), "--json"]) == DONE
    assert [row["id"] for row in json.loads(capsys.readouterr().out)["articles"]] == [story]


def test_a_backup_never_lands_on_the_live_database(run: Run, tmp_path: Path) -> None:
    run("new", "--headline", "Judul")
    code, _, said = run("backup", tmp_path / "meja" / "meja.db")
    assert code == REFUSED
    assert "basis data" in said


def test_some_refused_photos_are_told_by_the_exit_code(run: Run, tmp_path: Path) -> None:
    picture, fake = tmp_path / "taman.jpg", tmp_path / "palsu.jpg"
    Image.new("RGB", (1300, 900), "teal").save(picture)
    fake.write_text("bukan foto", encoding="utf-8")
    code, taken, _ = run("photo", "add", picture, fake)
    assert code == REFUSED
    assert len(taken["photos"]) == 1


def test_a_rewritten_body_keeps_its_blocks_so_that_desks_can_compare(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "isi.md"
    text.write_text("Satu.\n\nDua asli.\n\nTiga.", encoding="utf-8")
    _, made, _ = run("new", "--headline", "Judul", "--body", text)
    _, before, _ = run("show", made["id"])
    text.write_text("Satu.\n\nKalimat yang sama sekali lain.\n\nTiga.", encoding="utf-8")
    run("edit", made["id"], "--body", text)
    _, after, _ = run("show", made["id"])
    ids = [[block["id"] for block in shown["article"]["body"]] for shown in (before, after)]
    assert ids[0] == ids[1]
    code, _, said = run("edit", made["id"], "--set", "section=gaib")
    assert (code, "gaib" in said) == (REFUSED, True)


def test_a_proofreader_marks_and_a_writer_settles(run: Run) -> None:
    _, made, _ = run("new", "--headline", "Taman di buka, warga sennang")
    story = made["id"]
    _, one, _ = run("mark", story, "--block", "headline", "--text", "di buka", "--suggest", "dibuka")
    _, two, _ = run(
        "mark", story, "--block", "headline", "--text", "sennang", "--note", "Benar?", "--kind", "fakta"
    )
    run("reply", two["mark"], "--text", "Salah ketik.")
    _, found, _ = run("marks", story)
    assert [(mark["quote"], mark["standing"], mark["from"]) for mark in found["marks"]] == [
        ("di buka", "exact", 6),
        ("sennang", "exact", 21),
    ]
    assert found["marks"][1]["replies"][0]["text"] == "Salah ketik."
    _, settled, _ = run("resolve", "--all", story)
    assert settled["accepted"] == [one["mark"]]
    run("resolve", two["mark"], "--outcome", "Sudah dibetulkan")
    _, shown, _ = run("show", story)
    assert shown["article"]["headline"] == "Taman dibuka, warga sennang"
    assert run("marks", story, "--open")[1]["marks"] == []
    run("resolve", two["mark"], "--reopen")
    assert len(run("marks", story, "--open")[1]["marks"]) == 1
    code, _, said = run("resolve")
    assert (code, "Sebut satu catatan" in said) == (REFUSED, True)
    _, log, _ = run("audit", story)
    assert [(entry["act"], entry["details"]) for entry in log["entries"]] == [
        ("accept", ["di buka", "dibuka"])
    ]


def test_it_gives_people_another_role(run: Run, begun: Callable[..., Path]) -> None:
    begun("situs")
    for name in ("rina", "dodi"):
        run("site", "user", "add", name, "--role", "editor", data="situs")
    assert run("site", "user", "role", "rina", "admin", data="situs")[0] == DONE
    people = run("site", "people", data="situs")[1]["people"]
    assert {one["name"]: one["role"] for one in people} == {"rina": "admin", "dodi": "editor"}
    for name, kind in (("rina", "user.last_admin"), ("tono", "user.missing")):
        code, told, _ = run("site", "user", "role", name, "editor", data="situs")
        assert (code, told["error"]["kind"]) == (REFUSED, kind)


def test_it_sets_the_house_rules_of_a_site(run: Run, begun: Callable[..., Path]) -> None:
    begun("situs")
    nowhere = {"licence_url": "", "licensor_url": ""}
    assert run("site", "rules", data="situs")[1] == {"four_eyes": False, "require_sign_off": True, **nowhere}
    run("site", "rules", "--four-eyes", "on", data="situs")
    assert run("site", "rules", data="situs")[1] == {"four_eyes": True, "require_sign_off": True, **nowhere}
    run("site", "rules", "--four-eyes", "off", "--require-sign-off", "off", data="situs")
    assert run("site", "rules", data="situs")[1] == {"four_eyes": False, "require_sign_off": False, **nowhere}
    assert run("site", "rules", "--licence-url", "berita.example/hak", data="situs")[0] == REFUSED
    told = run("site", "rules", "--licence-url", "https://berita.example/hak", data="situs")[1]
    assert told["licence_url"] == "https://berita.example/hak"


def test_people_read_names_and_programs_read_stable_words(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, made, _ = run("new", "--headline", "Taman di buka")
    _, mark, _ = run("mark", made["id"], "--block", "headline", "--text", "di buka", "--suggest", "dibuka")
    run("resolve", "--all", made["id"])
    assert run("audit", made["id"])[1]["entries"][0]["act"] == "accept"
    for words, said, unsaid in (
        (("audit",), f"Menerima usul koreksi  Catatan koreksi {mark['mark']}  di buka, dibuka", "accept"),
        (("history", made["id"]), "Mulai ditulis", "begin"),
        (("history", made["id"]), "Usul korektor diterima  Judul", "headline"),
        (("diff", made["id"]), "Judul: Taman ", "headline"),
    ):
        assert main([*words, "--data", str(tmp_path / "meja")]) == DONE
        told = capsys.readouterr().out
        assert said in told
        assert unsaid not in told


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a reader who left is told otherwise")
@pytest.mark.parametrize(
    ("words", "unbuffered"),
    [
        (("photo", "list", "--json"), ""),
        (("photo", "list", "--json"), "1"),
        (("lists",), "1"),
        (("--help",), ""),
        (("show", "tidak-ada", "--json"), "1"),
    ],
)
def test_a_reader_who_leaves_early_ends_a_command_without_a_word(
    tmp_path: Path, words: tuple[str, ...], unbuffered: str
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "desktop_app", "--data", str(tmp_path / "meja"), *words]
    surroundings = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, timeout=60, env=surroundings, check=False
    )
    os.close(writing)
    quiet = words[0] != "show"  # a refusal is said to the person all the same
    assert done.returncode == HUNG_UP
    assert b"BrokenPipe" not in done.stderr
    assert not quiet or done.stderr == b""
