"""Somebody who writes and syncs without a pause until his process is killed; run by the story of kills."""

import contextlib
import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from newsroom_net import Desk

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.site.serve import serve

READY = "Siap"  # how the headline of a story begins that is only written to be published


class Colleague(Desk):
    """A desk by the real clock; *token* is all it needs of the site's keeper."""

    def __init__(self, folder: Path, url: str, name: str, token: str) -> None:
        self.ahead = timedelta(0)
        super().__init__(folder, SimpleNamespace(url=url, token=lambda _name, _role: token), name)

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def later(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)


class Diary:
    """What is about to be written and what is on disk, in a file that outlives the process. A line is one write."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(self, *what: str) -> None:
        os.write(self._file, ("\t".join(what) + "\n").encode())


def work(folder: str, url: str, name: str, token: str, seed: int) -> None:
    """Write, sync, write ... until killed."""
    dice = random.Random(seed)
    desk = Colleague(Path(folder), url, name, token)
    diary = Diary(Path(folder) / "diary.txt")
    diary.note("up")
    number = 0
    while True:
        for _ in range(dice.randint(1, 3)):
            number += 1
            _write(desk, diary, dice, f"Kalimat {seed}.{number} dari {name}.")
        with contextlib.suppress(Trouble, Refusal):
            desk.round()
        desk.later(5)


def _write(desk: Colleague, diary: Diary, dice: random.Random, words: str) -> None:
    stories = [id_ for kind, id_ in desk.documents() if kind == "article"]
    stories = [one for one in stories if not desk.article(one).headline.startswith(READY)]
    draw = dice.random()
    diary.note("will", words)
    if len(stories) < 3 or draw < 0.05:
        diary.note("did", desk.write(words), words)
    elif draw < 0.12:
        story = desk.ready_story(f"{READY} {words}")
        diary.note("did", story, f"Isi {READY} {words}.")
        desk.publish(story)
        diary.note("published", story)
    else:
        story = dice.choice(stories)
        texts = desk.texts(story)
        if draw < 0.7 or not texts:
            desk.add_paragraph(story, words)
        elif draw < 0.95:
            desk.edit_paragraph(story, dice.randrange(len(texts)), words)
        else:
            desk.edit(story, lead=words)
        diary.note("did", story, words)


def keep_site(folder: str, resources: str, port: int, database: str) -> None:
    """The real site, until killed."""
    serve(
        folder=Path(folder), resources=Path(resources), port=port, database=database, owner_from_stdin=False
    )
