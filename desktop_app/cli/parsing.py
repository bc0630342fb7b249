"""The parser's own words: what is wrong with a command line, in the language the commands answer in."""

import argparse
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

_HIGHEST_PORT = 65_535
# What argparse says in English, as patterns, and what is said instead.
_SAID = (
    (r"the following arguments are required: (.+)", r"yang ini belum diberikan: \1"),
    (r"unrecognized arguments: (.+)", r"tidak dikenal: \1"),
    (r"argument (.+): expected one argument", r"\1: perlu satu nilai"),
    (r"argument (.+): expected at least one argument", r"\1: perlu sedikitnya satu nilai"),
    (r"argument (.+): expected (\d+) arguments", r"\1: perlu \2 nilai"),
    (r"argument (.+): invalid (?:int|whole) value: (.+)", r"\1: \2 bukan bilangan bulat yang boleh di sini"),
    (r"argument (.+): invalid \w+ value: (.+)", r"\1: \2 tidak dapat dipakai di sini"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 tidak dapat dipakai bersama \2"),
    (r"one of the arguments (.+) is required", r"berikan salah satu: \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 dapat berarti \2"),
    (r"argument (.+?): (.+)", r"\1: \2"),  # our own words about one option
)
_CHOICE = re.compile(r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", re.DOTALL)


class WrongUsage(Exception):  # noqa: N818 - named as people say it, like Refusal and Trouble
    """A command line nobody can follow; the text is a sentence."""


class _Help(argparse.HelpFormatter):
    """Help pages with our own headings."""

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = "cara pakai: "
    ) -> None:
        super().add_usage(usage, actions, groups, prefix)

    def start_section(self, heading: str | None) -> None:
        ours = {"positional arguments": "isian", "options": "pilihan"}
        super().start_section(ours.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose help and errors are in our words. Sub-parsers are of this class too."""

    def __init__(self, *, add_help: bool = True, **more: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **more)
        if add_help:
            self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage with what is wrong."""
        raise WrongUsage(f"{self.prog}: {_in_our_words(message)}. Lihat `{self.prog} --help`.")


def common_options(data: Path | str, json: bool | str, of_data: str = "folder data meja ini") -> Parser:
    """Options of every command, before or after its name; *of_data* says what ``--data`` is the folder of."""
    made = Parser(prog="meja-redaksi", add_help=False)
    made.add_argument("--data", type=folder, default=data, help=of_data)
    made.add_argument("--json", action="store_true", default=json, help="satu objek JSON di keluaran standar")
    return made


def whole(text: str) -> int:
    """A whole number of at least one, for an option's ``type``. Raises ValueError."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def port(text: str) -> int:
    """A port of this computer, for an option's ``type``; 0 leaves the choice to the program."""
    if not text.isascii() or not text.isdigit() or int(text) > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"“{text}” bukan porta; tulis bilangan 1024 sampai {_HIGHEST_PORT}")
    return int(text)


def folder(text: str) -> Path:
    """A folder that was named, for an option's ``type``. Nothing is not the folder one happens to stand in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("namanya kosong; sebut sebuah folder")
    return Path(text)


def _in_our_words(message: str) -> str:
    choice = _CHOICE.fullmatch(message)
    if choice is not None:
        name, given, offered = choice.groups()
        known = [one.strip().strip("'") for one in offered.split(",")]
        near = get_close_matches(given, known, n=1)
        rest = f"mungkin maksud Anda {near[0]}" if near else f"pilihannya {', '.join(known)}"
        return f"{name}: “{given}” tidak dikenal; {rest}"
    for pattern, ours in _SAID:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, ours, message, flags=re.DOTALL)
    return message
