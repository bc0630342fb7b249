"""Commands for stories: new, import, list, show, edit, stage, history, diff, restore, export."""

import argparse
import time
from pathlib import Path
from typing import Any

from desktop_app.app.join import joined
from desktop_app.cli.output import answer, note_refused, write_text
from desktop_app.cli.parsing import whole
from desktop_app.desk import finding, importing, templates, versions, writing
from desktop_app.domain.article import CHANGED_SINCE, PUBLICATION_NAMES, STAGE_NAMES
from desktop_app.domain.beginnings import Imported
from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.ids import ArticleId, RevisionId
from desktop_app.domain.listing import ArticleRow, Query
from desktop_app.domain.names import place_name, reason_name, role_name
from desktop_app.domain.newsroom import SECTIONS
from desktop_app.domain.plain import from_plain, to_plain
from desktop_app.markup.comparison import State
from desktop_app.markup.recognition import rewritten
from desktop_app.markup.stored import body_from_markdown, markdown_of

_STATES = {State.CHANGED: "berubah", State.NEW: "baru", State.GONE: "dihapus", State.MOVED: "dipindahkan"}
_LISTS = ("authors", "tags", "related")
_STAGES = {name.casefold(): stage for stage, name in STAGE_NAMES.items()}


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the story commands to the parser."""
    new = commands.add_parser("new", parents=[common], help="memulai berita")
    for field in ("short-title", "headline", "lead", "section", "author", "tags"):
        new.add_argument(f"--{field}", default="")
    new.add_argument("--body", type=Path, help="berkas Markdown")
    new.add_argument(
        "--template", default="", help="mulai dari pola berita; `templates` menyebutkan yang ada"
    )
    new.set_defaults(run=_new)

    bring = commands.add_parser(
        "import", parents=[common], help="berkas Markdown, teks, HTML atau Word menjadi berita"
    )
    bring.add_argument("files", nargs="+", type=Path)
    bring.set_defaults(run=_import)

    listing = commands.add_parser("list", parents=[common], help="daftar berita, atau hasil pencarian")
    listing.add_argument("--query", default="")
    listing.add_argument("--stage", type=_stage_word, choices=_STAGES)
    listing.add_argument("--section", default="")
    listing.add_argument("--author", default="")
    listing.add_argument("--limit", type=whole, default=50)
    listing.set_defaults(run=_list)

    show = commands.add_parser("show", parents=[common], help="satu berita utuh dengan daftar kesiapannya")
    show.add_argument("id")
    show.set_defaults(run=_show)

    edit = commands.add_parser("edit", parents=[common], help="mengubah isian atau isi berita")
    edit.add_argument("id")
    edit.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE")
    edit.add_argument("--body", type=Path)
    edit.set_defaults(run=_edit)

    stage = commands.add_parser("stage", parents=[common], help="memindahkan berita ke tahap lain")
    stage.add_argument("id")
    stage.add_argument("stage", type=_stage_word, choices=_STAGES)
    stage.set_defaults(run=_stage)

    history = commands.add_parser("history", parents=[common], help="semua versi, yang terbaru di atas")
    history.add_argument("id")
    history.set_defaults(run=_history)

    diff = commands.add_parser("diff", parents=[common], help="apa yang berubah di antara dua versi")
    diff.add_argument("id")
    diff.add_argument("revisions", nargs="*", metavar="REV")
    diff.set_defaults(run=_diff)

    restore = commands.add_parser(
        "restore", parents=[common], help="mengembalikan sebuah versi sebagai versi baru"
    )
    restore.add_argument("id")
    restore.add_argument("revision")
    restore.set_defaults(run=_restore)

    export = commands.add_parser("export", parents=[common], help="satu berita sebagai berkas Markdown")
    export.add_argument("id")
    export.add_argument("--format", choices=["md"], default="md")
    export.add_argument("--out", type=Path, required=True)
    export.set_defaults(run=_export)


def _new(arguments: argparse.Namespace) -> None:
    fields: dict[str, Any] = {
        "short_title": arguments.short_title,
        "headline": arguments.headline,
        "lead": arguments.lead,
        "section": arguments.section,
        "tags": _split(arguments.tags),
    }
    if arguments.template:
        _new_from_template(arguments, {name: value for name, value in fields.items() if value})
        return
    if not any(str(fields[name]).strip() for name in ("short_title", "headline")):
        raise Refusal("Judul kosong. Beri --short-title atau --headline.", rule="article.empty_title")
    if arguments.author:
        fields["authors"] = _split(arguments.author)
    if arguments.body:
        fields["body"] = body_from_markdown(importing.read_text(arguments.body))
    with joined(arguments.data) as desk:
        article_id, _ = writing.begin(desk, **fields)
    answer(arguments, {"id": article_id}, [article_id])


def _new_from_template(arguments: argparse.Namespace, fields: dict[str, Any]) -> None:
    with joined(arguments.data) as desk:
        article_id, _ = templates.begin_from(desk, arguments.template, **fields)
    answer(arguments, {"id": article_id}, [article_id])


def _import(arguments: argparse.Namespace) -> None:
    files: list[Path] = arguments.files
    made: list[Imported] = []
    refused: list[tuple[str, str]] = []
    with joined(arguments.data) as desk:
        for path in files:
            try:
                made.append(importing.take_in_file(desk, path))
            except (Refusal, Trouble) as error:
                if len(files) == 1:
                    raise
                refused.append((path.name, str(error)))
    note_refused(refused)
    answer(
        arguments,
        {"articles": made, "refused": refused},
        [f"{item.id}  {item.short_title or item.headline}: {item.report}" for item in made],
    )
    if refused:
        why = f"{len(refused)} dari {len(files)} berkas tidak dapat diimpor."
        raise Refusal(why, rule="import.some_refused")


def _stage_word(word: str) -> str:
    """What the screen calls a stage, from that word or from the one in JSON."""
    said = next((name for name, stage in _STAGES.items() if word == stage.value), word)
    return said.casefold()


def _list(arguments: argparse.Namespace) -> None:
    query = Query(
        text=arguments.query,
        stage=_STAGES.get(arguments.stage),
        section=arguments.section,
        author=arguments.author,
        limit=max(1, arguments.limit),
    )
    with joined(arguments.data) as desk:
        began = time.perf_counter()
        found = finding.list_articles(desk, query)
        spent = (time.perf_counter() - began) * 1000
    rows = [
        f"{row.id}  {STAGE_NAMES[row.stage]:8} {_publication(row):21} "
        f"{short_date(row.updated_at)}  "
        f"{row.short_title or row.headline or '(tanpa judul)'}"
        for row in found.rows
    ]
    values = {"articles": found.rows, "total": found.total, "ms": round(spent, 2)}
    answer(arguments, values, [*rows, f"{found.total} berita"])


def _publication(row: ArticleRow) -> str:
    return CHANGED_SINCE if row.changed else PUBLICATION_NAMES[row.publication]


def _show(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = finding.open_article(desk, ArticleId(arguments.id))
    article = found.article
    lines = [article.headline or article.short_title, "", article.lead, "", markdown_of(article.body), ""]
    lines += [f"[{'v' if check.ok else ' '}] {check.label} {check.why}".rstrip() for check in found.checks]
    values = {
        "article": article,
        "revision": found.revision,
        "markdown": markdown_of(article.body),
        "readiness": [{"rule": check.rule, "ok": check.ok, "why": check.why} for check in found.checks],
        "public_url": found.public_url,
    }
    answer(arguments, values, lines)


def _edit(arguments: argparse.Namespace) -> None:
    if not arguments.set and not arguments.body:
        raise Refusal("Sebut yang diubah: --set BAGIAN=ISI atau --body BERKAS.", rule="edit.nothing")
    fields = dict(_assignment(item) for item in arguments.set)
    text = importing.read_text(arguments.body) if arguments.body else None
    section = fields.get("section")
    if section and section not in {known.key for known in SECTIONS}:
        keys = ", ".join(known.key for known in SECTIONS)
        raise Refusal(f"Rubrik {section} tidak ada. Pilih salah satu: {keys}.", rule="article.section")
    with joined(arguments.data) as desk:
        article_id = ArticleId(arguments.id)
        found = finding.open_article(desk, article_id)
        changed = from_plain(type(found.article), {**to_plain(found.article), **fields})
        typed = {name: getattr(changed, name) for name in fields if hasattr(changed, name)}
        unknown = {name: value for name, value in fields.items() if name not in typed}
        body = rewritten(found.article.body, body_from_markdown(text)) if text is not None else None
        saved = writing.save_draft(
            desk, article_id, fields={**typed, **unknown}, body=body, base=found.revision
        )
    answer(arguments, {"id": arguments.id, "revision": saved.revision})


def _stage(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        writing.move_to_stage(desk, ArticleId(arguments.id), _STAGES[arguments.stage])
    answer(arguments, {"id": arguments.id, "stage": _STAGES[arguments.stage].value})


def _history(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        told = versions.timeline(desk, ArticleId(arguments.id))
    if not told:
        raise Refusal("Berita itu tidak ada di meja ini.", rule="article.missing")
    lines = [
        f"{each.info.rev}  {short_date(each.info.written_at)} {clock(each.info.written_at)}  {each.info.by}  "
        f"{reason_name(each.info.reason)}  {', '.join(map(place_name, each.parts))}".rstrip()
        for each in told
    ]
    values = [
        {
            "rev": each.info.rev,
            "at": each.info.written_at,
            "by": each.info.by,
            "reason": each.info.reason,
            "parts": each.parts,
            "parents": each.info.parents,
            "sent": each.info.sent,
        }
        for each in told
    ]
    answer(arguments, {"revisions": values}, lines)


def _diff(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        article_id = ArticleId(arguments.id)
        known = [item.rev for item in finding.history(desk, article_id)]
        wanted = arguments.revisions or known[1::-1]
        if len(wanted) == 1:
            wanted = [*wanted, *known[:1]]
        if len(wanted) != 2:
            raise Refusal("Belum ada dua versi untuk dibandingkan.", rule="diff.too_few")
        found = versions.compare_versions(desk, article_id, RevisionId(wanted[0]), RevisionId(wanted[1]))
    changes = [{"place": change.place, "words": change.pieces} for change in found.fields]
    changes += [
        {"place": block.block_id, "role": block.role, "state": block.state, "words": block.pieces}
        for block in found.blocks
        if block.state is not State.SAME
    ]
    lines = [f"{place_name(change.place)}: {_marked(change.pieces)}" for change in found.fields]
    lines += [
        f"{role_name(block.role)} ({_STATES[block.state]}): {_marked(block.pieces)}"
        for block in found.blocks
        if block.state is not State.SAME
    ]
    values = {
        "from": wanted[0],
        "to": wanted[1],
        "added": found.added,
        "removed": found.removed,
        "changes": changes,
    }
    answer(arguments, values, lines or ["Tidak ada beda."])


def _restore(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        writing.restore(desk, ArticleId(arguments.id), RevisionId(arguments.revision))
        revision = finding.open_article(desk, ArticleId(arguments.id)).revision
    answer(arguments, {"id": arguments.id, "revision": revision})


def _export(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = finding.open_article(desk, ArticleId(arguments.id))
    text = importing.as_text(found.article)
    write_text(arguments.out, text)
    answer(arguments, {"path": str(arguments.out)})


def _assignment(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    name = name.strip().replace("-", "_")
    if not equals or not name:
        raise Refusal(f"{text}: tulis sebagai BAGIAN=ISI.", rule="edit.assignment")
    return name, list(_split(value)) if name in _LISTS else value


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _marked(parts: Any) -> str:
    signs = {"insert": "{+%s+}", "delete": "[-%s-]"}
    return "".join(signs.get(str(kind), "%s") % text for kind, text in parts)
