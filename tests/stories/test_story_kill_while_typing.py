"""The desk is killed while somebody types without a pause: at most the last second is gone, nothing else is harmed.

``MEJA_KILLS=50`` kills fifty times; ``-s`` tells the largest loss.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop_app.app.join import joined
from desktop_app.desk import finding, versions
from desktop_app.domain.ids import ArticleId
from desktop_app.markup.plain_text import plain_text

pytestmark = [pytest.mark.qt, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("MEJA_KILLS", "4"))
MAY_BE_LOST_S = 1.0
PATIENCE_S = 60.0
A_RUN_S = 15


@dataclass
class Killed:
    """What one killed run left: words typed with their moments, words stored, and what is wrong about it."""

    moment: float
    typed: list[tuple[float, str]]
    stored: list[str]
    faults: list[str] = field(default_factory=list)

    @property
    def lost_s(self) -> float:
        """The age of the oldest word that is gone."""
        gone = self.typed[len(self.stored) :]
        return self.moment - gone[0][0] if gone else 0.0


def test_a_kill_at_any_moment_costs_at_most_the_last_second(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    runs = [
        killed(tmp_path / "meja", tmp_path / f"log-{number}", chance.uniform(1.3, 4.0))
        for number in range(KILLS)
    ]
    worst = max(run.lost_s for run in runs)
    words = sum(len(run.stored) for run in runs)
    print(f"\n{KILLS} kills, {words} words stored, largest loss {worst * 1000:.0f} ms")
    assert {number: run.faults for number, run in enumerate(runs) if run.faults} == {}


def test_the_check_sees_words_that_were_never_saved(tmp_path: Path) -> None:
    run = killed(tmp_path / "meja", tmp_path / "log", 2.5, "--stretched")
    assert len(run.typed) > 20
    assert any(fault.startswith("lost") for fault in run.faults)


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a program by its own messages")
def test_a_computer_that_shuts_down_costs_nothing_at_all(tmp_path: Path) -> None:
    """Asked to end, the desk closes as a person would close it: what no pause has saved yet is saved then."""
    run = killed(tmp_path / "meja", tmp_path / "log", 1.5, "--stretched", how=signal.SIGTERM)
    before = [word for at, word in run.typed if at < run.moment]
    assert len(before) > 20
    assert run.stored[: len(before)] == before
    with joined(tmp_path / "meja") as desk:
        assert versions.begin_session(desk) == (), "it ended well, so there is nothing to look through"


if KILLS > 4:
    test_a_kill_at_any_moment_costs_at_most_the_last_second = pytest.mark.timeout(60 + A_RUN_S * KILLS)(
        test_a_kill_at_any_moment_costs_at_most_the_last_second
    )


def killed(
    folder: Path, log: Path, after_s: float, *options: str, how: signal.Signals = signal.SIGKILL
) -> Killed:
    """Let the typist type for *after_s*, kill it, and look at what is on disk."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(folder.parent / "config"),
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    with (folder.parent / "typist.err").open("ab") as errors:
        typist = subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "typist.py"), str(folder), str(log), *options],
            env=environment,
            cwd=ROOT,
            stdout=errors,
            stderr=errors,
            start_new_session=True,
        )
    try:
        first = _first_word(typist, log)
        time.sleep(max(0.0, first + after_s - time.monotonic()))
        assert typist.poll() is None, "the typist ended by itself"
        moment = time.monotonic()
        typist.send_signal(how)
        typist.wait(PATIENCE_S)
    finally:
        with suppress(ProcessLookupError):  # its site and browser, which end by themselves a moment later
            os.killpg(typist.pid, signal.SIGKILL)
        typist.wait(PATIENCE_S)
    story, *typed = _lines(log)
    return _judged(Killed(moment, typed, _stored(folder, story[1])))


def _judged(run: Killed) -> Killed:
    due = [word for at, word in run.typed if at < run.moment - MAY_BE_LOST_S]
    if len(run.stored) < len(due):
        run.faults.append(f"lost {len(due) - len(run.stored)} words, {run.lost_s * 1000:.0f} ms")
    # One word may be stored before its line in the log was.
    wanted = [f"kata{number}" for number in range(len(run.typed) + 1)]
    if run.stored != wanted[: len(run.stored)]:
        run.faults.append(f"not what was typed: {run.stored}")
    return run


def _stored(folder: Path, article_id: str) -> list[str]:
    with joined(folder) as desk:
        opened = finding.open_article(desk, ArticleId(article_id))
        assert not opened.conflicts
        return plain_text(opened.document).split()


def _first_word(typist: subprocess.Popen[bytes], log: Path) -> float:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        assert typist.poll() is None, "the typist did not come up"
        lines = _lines(log)
        if len(lines) > 1:
            return lines[1][0]
        time.sleep(0.02)
    raise AssertionError("the typist never typed")


def _lines(log: Path) -> list[tuple[float, str]]:
    """The whole lines of *log*."""
    if not log.exists():
        return []
    whole = log.read_text(encoding="utf-8").rpartition("\n")[0]
    return [(float(at), what) for at, what in (line.split(" ") for line in whole.splitlines())]
