"""What a photo still needs, asked and answered on the command line."""

import io
from dataclasses import replace

from PIL import Image
from test_cli_commands import Run, run  # noqa: F401 - a fixture

from desktop_app.cli.main import DONE, REFUSED
from desktop_app.photos.facts import Metadata
from desktop_app.photos.metadata import embed_keeping

FACTS = Metadata(
    creators=("Ni Luh Sari",), credit="photo Ni Luh Sari - Berita Kota", caption="Warga menyapu."
)


def file_of(path, facts=FACTS):
    data = io.BytesIO()
    image = Image.linear_gradient("L").resize((1300, 900)).convert("RGB")
    image.paste("navy", (200, 100, 700, 500))
    image.save(data, "JPEG")
    path.write_bytes(embed_keeping(data.getvalue(), facts))
    return path


def test_gates_pass_twins_and_use(run: Run, tmp_path) -> None:  # noqa: F811
    first = file_of(tmp_path / "satu.jpg")
    again = file_of(tmp_path / "dua.jpg", facts=replace(FACTS, caption="Kata lain."))
    _, added, told = run("photo", "add", first, again)
    one, two = (photo["id"] for photo in added["photos"])
    assert added["twins"][0]["exact"] is True
    assert "sama dengan" in told
    _, found, _ = run("photo", "twins", two)
    assert [twin["other_id"] for twin in found["twins"]] == [one]
    assert [photo["caption"] for photo in added["photos"]] == ["Warga menyapu.", "Kata lain."]

    _, asked, _ = run("photo", "gates", one)
    assert asked["may_go_out"] is False
    assert {line["gate"] for line in asked["gates"]} >= {"C0", "C2", "C5", "C7"}
    code, _, why = run("photo", "pass", one, "C7", "--reason", "buru-buru")
    assert code == REFUSED
    assert why.strip()
    code, _, _ = run("photo", "pass", one, "C5", "--reason", "siaga banjir")
    assert code == DONE
    _, asked, _ = run("photo", "gates", one)
    assert next(line for line in asked["gates"] if line["gate"] == "C5")["passed"]["reason"] == "siaga banjir"

    _, made, _ = run("new", "--short-title", "Banjir", "--headline", "Banjir", "--lead", "Teras.")
    run("photo", "credit", one, "--creator", "Ni Luh Sari", "--licence", "agency", "--expires", "2020-01-01")
    run("photo", "use", made["id"], one, "--hero")
    _, asked, _ = run("photo", "gates", one, "--article", made["id"])
    assert "C13" in [line["gate"] for line in asked["gates"]]
    _, agreed, _ = run("photo", "crops", one, two)
    assert agreed["focus"][two] == [0.5, 0.4]
    code, _, why = run("photo", "crops", one, "--at", "tengah")
    assert code == REFUSED
    assert "X,Y" in why
    _, asked, _ = run("photo", "gates", one, "--article", made["id"])
    assert "C13" not in [line["gate"] for line in asked["gates"]]
    _, used, _ = run("photo", "used", one)
    assert [story["title"] for story in used["used_in"]] == ["Banjir"]
    _, rights, _ = run("photo", "rights")
    assert [(due["file_name"], due["over"]) for due in rights["rights"]] == [("satu.jpg", True)]


def test_nothing_named_is_said(run: Run) -> None:  # noqa: F811
    code, _, why = run("photo", "add")
    assert code == REFUSED
    assert "berkas" in why
    code, answer, _ = run("photo", "add", "--resume")
    assert code == DONE
    assert answer["photos"] == []
