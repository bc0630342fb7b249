"""Commands of the language check: check a story or a file, the newsroom's words, where dictionaries are."""

import argparse
from pathlib import Path
from typing import Any

from desktop_app.app.join import joined
from desktop_app.cli.output import answer
from desktop_app.desk import checking, finding, importing
from desktop_app.desk.bundle import Desk
from desktop_app.domain.article import Article
from desktop_app.domain.errors import Refusal
from desktop_app.domain.flag import Findings, Flag, FlagKind
from desktop_app.domain.ids import ArticleId
from desktop_app.domain.readiness import Check
from desktop_app.markup.stored import body_from_markdown, read_body

# Suggestions cost some 75 ms a word; a story with more unknown words than this needs another look first.
_MOST_SUGGESTED = 60


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    check = commands.add_parser("check", parents=[common], help="ejaan, gaya redaksi dan kesiapan")
    check.add_argument("what", metavar="ID|FILE", help="berita di meja ini, atau berkas Markdown atau teks")
    check.add_argument(
        "--language", choices=["id", "en"], help="bahasa berkas; berita tahu bahasanya sendiri"
    )
    check.add_argument(
        "--no-suggestions",
        action="store_true",
        help="lebih cepat: tanpa usulan untuk kata yang tidak dikenal",
    )
    check.set_defaults(run=_check)

    hush = commands.add_parser("silence", parents=[common], help="membungkam satu aturan di satu berita")
    hush.add_argument("id")
    hush.add_argument("rule")
    hush.add_argument("--undo", action="store_true", help="biarkan aturan itu bicara lagi")
    hush.set_defaults(run=_silence)

    words = commands.add_parser("words", parents=[common], help="daftar kata redaksi")
    words.add_argument("--add", metavar="WORD")
    words.add_argument(
        "--instead", default="", metavar="WORD", help="bersama --add: kata yang seharusnya ditulis"
    )
    words.add_argument("--remove", metavar="WORD")
    words.set_defaults(run=_words)

    dictionaries = commands.add_parser("dictionaries", parents=[common], help="tempat kamus ejaan")
    dictionaries.add_argument("--folder", type=Path, help="cari di sini dulu")
    dictionaries.add_argument("--system", action="store_true", help="cari di tempat bawaan sistem saja")
    dictionaries.set_defaults(run=_dictionaries)


def _check(arguments: argparse.Namespace) -> None:
    file = Path(arguments.what)
    with joined(arguments.data) as desk:
        checking.refresh_words(desk)
        readiness: tuple[Check, ...] = ()
        if file.suffix or len(file.parts) > 1:  # no story's id looks like that
            found = _file(desk, file, arguments.language or "id")
        else:
            readiness = finding.open_article(desk, ArticleId(arguments.what)).checks
            found = checking.check_article(desk, arguments.what)
        guesses = {} if arguments.no_suggestions else _guesses(desk, found)
    marks = [_mark(flag, flag.fixes or guesses.get(flag.text, ())) for flag in found.flags]
    values = {
        "marks": marks,
        "silenced": found.context.silences,
        "notice": found.notice,
        "readiness": [{"rule": each.rule, "ok": each.ok, "why": each.why} for each in readiness],
    }
    lines = [_line(mark) for mark in marks]
    lines += [each.why for each in readiness if not each.ok]
    answer(arguments, values, [*lines, *([found.notice] if found.notice else [])] or ["Tidak ada catatan."])


def _mark(flag: Flag, suggestions: tuple[str, ...]) -> dict[str, Any]:
    return {
        "block": flag.block,
        "start": flag.start,
        "end": flag.end,
        "text": flag.text,
        "kind": flag.kind,
        "rule": flag.rule,
        "message": flag.message,
        "suggestions": suggestions,
        "sure": flag.sure,
    }


def _line(mark: dict[str, Any]) -> str:
    where = f"{mark['block']}:{mark['start']}-{mark['end']}"
    guesses = f"  → {', '.join(mark['suggestions'])}" if mark["suggestions"] else ""
    return f"{where}  [{mark['rule']}]  {mark['message']}{guesses}"


def _file(desk: Desk, file: Path, language: str) -> Findings:
    keys, text = importing.front_matter(importing.read_text(file))
    article = Article(
        ArticleId(""),
        short_title=keys.get("short_title", ""),
        headline=keys.get("headline", ""),
        lead=keys.get("lead", ""),
        language=language,
    )
    return checking.check_document(desk, read_body(body_from_markdown(text)), article)


def _guesses(desk: Desk, found: Findings) -> dict[str, tuple[str, ...]]:
    unknown = dict.fromkeys(
        flag.text for flag in found.flags if flag.kind is FlagKind.SPELLING and not flag.fixes
    )
    some = list(unknown)[:_MOST_SUGGESTED]
    return {word: checking.suggestions(desk, word, found.context.language) for word in some}


def _silence(arguments: argparse.Namespace) -> None:
    verb = checking.speak_again if arguments.undo else checking.silence
    with joined(arguments.data) as desk:
        verb(desk, arguments.id, arguments.rule)
    answer(arguments, {"id": arguments.id, "rule": arguments.rule, "silenced": not arguments.undo})


def _words(arguments: argparse.Namespace) -> None:
    if arguments.instead and not arguments.add:
        raise Refusal("--instead hanya bersama --add.", rule="words.usage")
    with joined(arguments.data) as desk:
        if arguments.add:
            checking.add_word(desk, arguments.add, arguments.instead)
        if arguments.remove:
            checking.drop_word(desk, arguments.remove)
        kept = checking.words(desk)
    lines = [f"{entry.key} → {entry.value}" if entry.value else entry.key for entry in kept]
    shown = [{"word": entry.key, "instead": entry.value, "by": entry.by, "at": entry.at} for entry in kept]
    answer(arguments, {"words": shown}, lines)


def _dictionaries(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        if arguments.folder or arguments.system:
            checking.choose_dictionaries(desk, arguments.folder)
        found = {
            language: str(dictionary.folder / dictionary.name) if dictionary else ""
            for language in ("id", "en")
            for dictionary in (desk.language.dictionary(language),)
        }
        notices = [said for language in found if (said := checking.notice(desk, language))]
    lines = [f"{language}: {where or '-'}" for language, where in found.items()]
    answer(arguments, {"dictionaries": found, "notices": notices}, lines + notices)
