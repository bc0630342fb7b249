"""Commands for sites: serve the embedded one, keep its accounts, pair this desk, sync."""

import argparse
import time
from pathlib import Path
from typing import Any

from desktop_app.app import folders
from desktop_app.app.join import joined, pair
from desktop_app.cli import site_keeping
from desktop_app.cli.output import answer, note
from desktop_app.cli.parsing import common_options, port
from desktop_app.cli.releases import token_of
from desktop_app.cli.site_folder import kept_site, site_folder
from desktop_app.desk import choosing, syncing
from desktop_app.desk.importing import read_text
from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import Role
from desktop_app.site import accounts, house, serve

_BETWEEN_ROUNDS_SECONDS = 15.0
_SWAPPED = {
    choosing.Choice.MINE: choosing.Choice.THEIRS,
    choosing.Choice.THEIRS: choosing.Choice.MINE,
}


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the site and sync commands to the parser."""
    whose = "folder situs (bawaan: situs percobaan meja ini)"
    here = common_options(argparse.SUPPRESS, argparse.SUPPRESS, whose)
    site = commands.add_parser("site", parents=[here], help="menyajikan situs bawaan sampai dihentikan")
    site.add_argument("--port", type=port, default=0, help="0: porta yang terakhir dipakai, atau yang bebas")
    site.add_argument(
        "--database", default="", help="postgresql://… atau sqlite:///… (bawaan: SQLite di folder data)"
    )
    site.add_argument("--owner-stdin", action="store_true", help=argparse.SUPPRESS)
    site.set_defaults(run=_serve)
    verbs = site.add_subparsers(metavar="TINDAKAN")

    user = verbs.add_parser("user", parents=[here], help="akun situs")
    user_verbs = user.add_subparsers(required=True, metavar="TINDAKAN")
    add = user_verbs.add_parser("add", parents=[here], help="menambah orang")
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.add_argument("--database", default=argparse.SUPPRESS)
    add.set_defaults(run=_add_user)
    role = user_verbs.add_parser("role", parents=[here], help="memberi seseorang peran lain")
    role.add_argument("name")
    role.add_argument("role", choices=[role.value for role in Role])
    role.add_argument("--database", default=argparse.SUPPRESS)
    role.set_defaults(run=_change_role)

    token = verbs.add_parser(
        "token", parents=[here], help="tanda masuk baru untuk meja seseorang, diperlihatkan sekali"
    )
    token.add_argument("name")
    token.add_argument("--database", default=argparse.SUPPRESS)
    token.set_defaults(run=_token)
    site_keeping.add_commands(verbs, here)

    rules = verbs.add_parser("rules", parents=[here], help="aturan rumah situs; tanpa pilihan, diperlihatkan")
    for name, says in (
        ("four-eyes", "pengesahan oleh penulisnya sendiri tidak berlaku"),
        ("require-sign-off", "tidak ada yang terbit tanpa pengesahan"),
    ):
        rules.add_argument(f"--{name}", choices=("on", "off"), help=says)
    for name, says in (
        ("licence-url", "halaman ketentuan hak foto milik sendiri, ditulis di setiap berkasnya"),
        ("licensor-url", "halaman untuk meminta lisensi foto milik sendiri"),
    ):
        rules.add_argument(f"--{name}", metavar="URL", help=says)
    rules.add_argument("--database", default=argparse.SUPPRESS)
    rules.set_defaults(run=_rules)

    connect = commands.add_parser("connect", parents=[common], help="menghubungkan meja ini ke situs")
    connect.add_argument("url")
    connect.add_argument("--token", help="seperti dicetak `site token`")
    connect.add_argument("--token-file", type=Path)
    connect.set_defaults(run=_connect)

    sync = commands.add_parser("sync", parents=[common], help="satu putaran dengan situs, atau terus-menerus")
    sync.add_argument("--once", action="store_true")
    sync.add_argument("--token-file", type=Path)
    sync.set_defaults(run=_sync)

    outbox = commands.add_parser(
        "outbox", parents=[common], help="yang menunggu dikirim ke situs, dan mengapa"
    )
    outbox.set_defaults(run=_outbox)
    acts = outbox.add_subparsers(metavar="TINDAKAN")
    for name, verb, says in (
        ("cancel", syncing.withdraw, "membatalkan kiriman; naskahnya tetap ada di riwayat"),
        ("retry", syncing.retry, "mencoba lagi kiriman yang ditolak atau ditahan"),
    ):
        act = acts.add_parser(name, parents=[common], help=says)
        act.add_argument("id", help="id-nya, seperti disebut `outbox`")
        act.set_defaults(run=_settle_step, verb=verb)

    conflicts = commands.add_parser("conflicts", parents=[common], help="bentrokan yang menunggu pilihan")
    conflicts.set_defaults(run=_conflicts)
    settle = conflicts.add_subparsers(metavar="TINDAKAN").add_parser(
        "settle", parents=[common], help="memilih satu"
    )
    settle.add_argument("id")
    which = settle.add_mutually_exclusive_group(required=True)
    for choice in choosing.Choice:
        which.add_argument(f"--{choice.value}", dest="choice", action="store_const", const=choice)
    which.add_argument("--text", type=Path, metavar="FILE", help="berkas Markdown yang ditulis baru")
    settle.set_defaults(run=_settle)


def _serve(arguments: argparse.Namespace) -> None:
    serve.serve(
        folder=site_folder(arguments),
        resources=folders.resources() / "public",
        port=arguments.port,
        database=arguments.database,
        owner_from_stdin=arguments.owner_stdin,
    )


def _add_user(arguments: argparse.Namespace) -> None:
    config = kept_site(arguments)
    accounts.add_user(config.folder, config.database, arguments.name, Role(arguments.role))
    answer(arguments, {"name": arguments.name, "role": arguments.role})


def _change_role(arguments: argparse.Namespace) -> None:
    config = kept_site(arguments)
    accounts.set_role(config.folder, config.database, arguments.name, Role(arguments.role))
    answer(arguments, {"name": arguments.name, "role": arguments.role})


def _token(arguments: argparse.Namespace) -> None:
    config = kept_site(arguments)
    made = accounts.new_token(config.folder, config.database, arguments.name)
    answer(arguments, {"token": made}, [made])


def _rules(arguments: argparse.Namespace) -> None:
    names = ("four_eyes", "require_sign_off")
    given: dict[str, Any] = {
        name: getattr(arguments, name) == "on" for name in names if getattr(arguments, name)
    }
    addresses = ("licence_url", "licensor_url")
    for name in addresses:
        address = getattr(arguments, name)
        if address and not address.startswith(("https://", "http://")):
            raise Refusal(f"{address}: tulis alamat lengkap, mulai dari https://.", rule="site.address")
        if address is not None:
            given[name] = address
    config = kept_site(arguments)
    settings = house.keep_rules(config.folder, config.database, given)
    answer(arguments, {name: getattr(settings, name) for name in (*names, *addresses)})


def _connect(arguments: argparse.Namespace) -> None:
    token = arguments.token or token_of(arguments)
    if not token:
        raise Refusal("Sertakan --token atau --token-file.", rule="connect.token")
    kept = pair(arguments.data, arguments.url.rstrip("/"), token)
    if not kept:
        note(
            "Tidak ada gantungan kunci sistem yang dapat dipercaya di komputer ini: tanda masuk tidak disimpan. "
            "Berikan lagi dengan --token-file saat sinkronisasi."
        )
    answer(arguments, {"site": arguments.url.rstrip("/"), "token_kept": kept})


def _sync(arguments: argparse.Namespace) -> None:
    with joined(arguments.data, token=token_of(arguments)) as desk:
        while True:
            try:
                report = syncing.one_round(desk)
            except Trouble as trouble:
                if arguments.once:
                    raise
                note(trouble.what)
            else:
                values = {
                    key: getattr(report, key)
                    for key in (
                        "pulled",
                        "pushed",
                        "merged",
                        "conflicts",
                        "requests",
                        "bytes_up",
                        "bytes_down",
                    )
                }
                waiting = [f"menunggu: {step.title}: {step.reason}" for step in syncing.steps(desk)]
                line = (
                    f"{report.pushed} terkirim, {report.pulled} masuk, {report.merged} digabung, "
                    f"{report.conflicts} bentrokan; {report.bytes_up} B naik, {report.bytes_down} B turun"
                )
                answer(arguments, {**values, "waiting": syncing.steps(desk)}, [line, *waiting])
            if arguments.once:
                return
            time.sleep(_BETWEEN_ROUNDS_SECONDS)


def _outbox(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = syncing.steps(desk)
        state = syncing.state(desk)
    lines = [f"{step.record_id}  {step.title}: {step.reason}" for step in found]
    answer(
        arguments,
        {"waiting": state.waiting, "held": state.held, "steps": found},
        lines or ["Tidak ada yang menunggu dikirim."],
    )


def _settle_step(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        if arguments.id not in {step.record_id for step in syncing.steps(desk)}:
            raise Refusal(
                f"{arguments.id}: tidak ada kiriman dengan id itu. Lihat `outbox`.", rule="outbox.missing"
            )
        arguments.verb(desk, arguments.id)
    answer(arguments, {"id": arguments.id})


def _settle(arguments: argparse.Namespace) -> None:
    text = read_text(arguments.text).strip() if arguments.text else ""
    choice: choosing.Choice | None = arguments.choice
    with joined(arguments.data) as desk:
        if not choosing.is_ours(desk, arguments.id):
            choice = _SWAPPED.get(choice, choice) if choice is not None else None
        choosing.settle(desk, arguments.id, choice, text)
    answer(arguments, {"id": arguments.id, "choice": arguments.choice or "text"})


def _conflicts(arguments: argparse.Namespace) -> None:
    with joined(arguments.data) as desk:
        found = [(item, choosing.is_ours(desk, item.id)) for item in syncing.conflicts(desk)]
    values = [
        {
            "id": item.id,
            "article_id": item.article_id,
            "place": item.place,
            "weight": item.weight.value,
            "mine": item.mine if ours else item.theirs,
            "theirs": item.theirs if ours else item.mine,
            "stands": "theirs" if ours else "mine",
            "by": item.by,
        }
        for item, ours in found
    ]
    lines = [
        f"{item.id}  {item.article_id} {item.place}\n"
        f"  berlaku sekarang ({'--theirs' if ours else '--mine'}): {item.theirs}\n"
        f"  yang lain, oleh {item.by} ({'--mine' if ours else '--theirs'}): {item.mine}"
        for item, ours in found
    ]
    answer(arguments, {"conflicts": values}, lines or ["Tidak ada bentrokan."])
