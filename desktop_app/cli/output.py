"""How the command line answers: plain lines for people, one JSON object for programs."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import Trouble
from desktop_app.domain.opened import IntakeStep
from desktop_app.domain.plain import to_plain


def answer(arguments: argparse.Namespace, values: Mapping[str, Any], lines: list[str] | None = None) -> None:
    """Print *values* as JSON when ``--json`` was given, else *lines* (or the values, one a line)."""
    arguments.answered = True
    if arguments.json:
        print(json.dumps(to_plain(dict(values)), ensure_ascii=False))
        return
    for line in lines if lines is not None else [f"{key}: {value}" for key, value in values.items()]:
        print(line)


def answered(arguments: argparse.Namespace) -> bool:
    """Whether an answer was printed, even though the command failed afterwards: standard output holds one object."""
    return getattr(arguments, "answered", False)


def note(text: str) -> None:
    """A message beside the answer: standard output stays clean for programs."""
    print(text, file=sys.stderr)


def note_refused(refused: Iterable[tuple[str, str]]) -> None:
    """Why each of these files stayed outside, by its name."""
    for name, why in refused:
        note(why if name in why else f"{name}: {why}")


def tell_all() -> None:
    """Hand on what was printed but is still kept back. Raises BrokenPipeError when nobody reads it any more."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program without a console has none
            stream.flush()


def say_no_more() -> None:
    """Let what nobody reads any more go nowhere: Python would stumble over it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def write_text(file: Path, text: str) -> None:
    """Write *text* where the person asked for it. Raises Trouble naming the file."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Trouble(f"{file}: tidak dapat ditulis.", cause=str(error), kind="file.write") from error


def progress(step: IntakeStep) -> None:
    """How far a batch is, on one line of a terminal; a script sees nothing of it."""
    if sys.stderr.isatty():
        end = "\n" if step.done == step.whole else ""
        print(f"\r{step.done}/{step.whole}  {step.file_name[:60]:60}", end=end, file=sys.stderr, flush=True)
