"""A bad file ends in a sentence, never in a dead desk. The whole of it: tests/bench/bench_photo_fuzz.py."""

import contextlib
import random

import pytest
from mutations import bombs, mutated
from photo_files import FORMATS, camera_exif, encoded

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.photos import examining
from desktop_app.photos.facts import DamagedError, Metadata
from desktop_app.photos.metadata import embed, embed_keeping

FACTS = Metadata(creators=("Ni Luh Sari",), credit="photo Ni Luh Sari - Berita Kota", caption="Pagi.")


# Pillow grumbles about some of them before it refuses; the worker does not mind.
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", FORMATS)
def test_mutated_files_are_read_or_refused_with_a_sentence(kind, tmp_path):
    chance = random.Random(kind)
    exif = camera_exif(gps=True, artist="Sari")
    seed = embed_keeping(encoded(kind, size=(200, 150), exif=exif), FACTS)
    told = 0
    for _ in range(120):
        data = mutated(seed, chance)
        file = tmp_path / "kiriman.jpg"
        file.write_bytes(data)
        try:
            examining.examine(file)
        except (Refusal, Trouble) as error:
            sentence = error.reason if isinstance(error, Refusal) else error.what
            assert sentence.startswith("kiriman.jpg: ")
            assert sentence.endswith(".")
            told += 1
        for write in (embed, embed_keeping):
            with contextlib.suppress(DamagedError, Refusal):
                write(data, FACTS)
    assert 10 < told < 120


REFUSED = {"png 900 MP", "jpeg claims 4290 MP", "png zTXt", "svg named jpg", "gif with script", "cut at 60 %",
           "two bytes short"}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), bombs(16).items(), ids=bombs(1).keys())
def test_bombs(name, data, tmp_path):
    file = tmp_path / "bom.jpg"
    file.write_bytes(data)
    said = ""
    try:
        examining.examine(file)
    except (Refusal, Trouble) as error:
        said = str(error)
    assert said.endswith(".") if said else name not in REFUSED
