"""Who may change what: roles are sets of scopes, asked per op and per field."""

from collections.abc import Mapping
from typing import Any

from desktop_app.domain.article import Stage
from desktop_app.domain.document import Block, BlockText, Figure
from desktop_app.domain.newsroom import Role
from desktop_app.domain.outbox import FORBIDDEN
from desktop_app.domain.photo import Photo
from desktop_app.domain.photo_gates import MAY_PASS_RED
from desktop_app.domain.plain import from_plain
from desktop_app.markup.stored import read_body

_ALL_STAFF = frozenset({"read", "mark:write", "conflict:settle", "audit:add", "list:write"})
_EDITOR = _ALL_STAFF | {"article:text", "article:pictures", "article:stage", "photo:upload"}
_PHOTO_DESK = _ALL_STAFF | {"article:pictures", "article:stage:photo", "photo:upload", "photo:credit"}
_PROOFREADER = _ALL_STAFF | {"sign_off", "article:stage:proof"}
_PUBLISHER = _EDITOR | {"photo:credit", "sign_off", "publish"}

SCOPES: Mapping[Role, frozenset[str]] = {
    Role.EDITOR: _EDITOR,
    Role.PHOTO_DESK: _PHOTO_DESK,
    Role.PROOFREADER: _PROOFREADER,
    Role.PUBLISHER: _PUBLISHER,
    Role.ADMIN: _PUBLISHER | {"person:write"},
}

_WHOLE_STORY = frozenset({"article:text", "article:pictures"})

_WORDS = {
    "article:text": "mengubah naskah",
    "article:pictures": "memasang foto",
    "article:stage": "memindahkan tahap naskah",
    "photo:upload": "mengirim foto",
    "photo:credit": "mengubah kredit foto",
    "sign_off": "mengesahkan naskah",
    "publish": "menerbitkan atau menarik berita",
    "person:write": "mengubah daftar orang",
    "sign_off:change": "mengubah pengesahan yang sudah dibuat",
    "audit:change": "mengubah catatan audit",
}

# A proofreader takes a story on, or hands it back; the photo desk likewise.
_STAGE_MOVES = {
    "article:stage:proof": frozenset(
        {
            (Stage.PROOF, Stage.READY),
            (Stage.PROOF, Stage.DRAFT),
            (Stage.PROOF, Stage.PHOTO),
            (Stage.READY, Stage.PROOF),
        }
    ),
    "article:stage:photo": frozenset({(Stage.PHOTO, Stage.PROOF), (Stage.PHOTO, Stage.DRAFT)}),
}


def missing_right(role: Role, kind: str, old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> str:
    """The first scope that *role* lacks for changing a record from *old* (None: new) to *new*; empty when none."""
    have = SCOPES[role]
    for scope in _needed(have, kind, old, new):
        if scope not in have:
            return scope
    return ""


def sentence(scope: str) -> str:
    """Why an op was not allowed, for people."""
    what = _WORDS.get(scope, scope)
    return f"{FORBIDDEN} {what}. Naskah tetap tersimpan di meja ini; mintalah rekan yang berwenang."


def _needed(
    have: frozenset[str], kind: str, old: Mapping[str, Any] | None, new: Mapping[str, Any]
) -> tuple[str, ...]:
    match kind:
        case "article":
            return _article(have, old, new)
        case "photo":
            return _photo(old, new)
        case "mark":
            return ("mark:write",)
        case "conflict":
            return ("conflict:settle",)
        case "list_entry":
            return ("list:write",)
        case "contributor":
            return ("photo:upload",)
        case "sign_off":
            return ("sign_off",) if old is None or dict(old) == dict(new) else ("sign_off:change",)
        case "audit":
            return ("audit:add",) if old is None or dict(old) == dict(new) else ("audit:change",)
        case _:
            return ("person:write",)


def _article(have: frozenset[str], old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> tuple[str, ...]:
    if old is None:
        return ("article:text",)
    changed = {key for key in {*old, *new} if old.get(key) != new.get(key)}
    needed = []
    if "stage" in changed:
        changed.discard("stage")
        needed.append(_stage(have, old, new))
    if "hero" in changed:
        changed.discard("hero")
        needed.append("article:pictures")
    # Reading two bodies costs more than all else: only for those whose answer hangs on it.
    if "body" in changed and not have >= _WHOLE_STORY and _without_figures(old) == _without_figures(new):
        changed.discard("body")
        needed.append("article:pictures")
    if changed:
        needed.append("article:text")
    return tuple(needed)


def _stage(have: frozenset[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    move = (old.get("stage", Stage.DRAFT), new.get("stage", Stage.DRAFT))
    for scope, moves in _STAGE_MOVES.items():
        if scope in have and move in moves:
            return scope
    return "article:stage"


def _without_figures(doc: Mapping[str, Any]) -> list[Block]:
    body = tuple(from_plain(BlockText, block) for block in doc.get("body", []))
    return [block for block in read_body(body) if not isinstance(block.content, Figure)]


def _photo(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> tuple[str, ...]:
    after = from_plain(Photo, new)
    if old is None:
        # Whoever uploads proposes a credit; accepting it is the photo desk's word.
        return ("photo:upload", "photo:credit") if after.confirmed else ("photo:upload",)
    before = from_plain(Photo, old)
    if any(given not in before.passes and given.role in MAY_PASS_RED for given in after.passes):
        return ("publish",)  # a word given as a publisher is only heard from one
    if before.credit != after.credit or before.confirmed != after.confirmed:
        return ("photo:credit",)
    return ("photo:upload",)
