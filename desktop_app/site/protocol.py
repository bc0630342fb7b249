"""The sync protocol's far end, `/sync/v1`: feed, ops, records, revisions, lists."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError

from desktop_app.domain.ids import new_id
from desktop_app.domain.plain import to_plain
from desktop_app.site import answers, feed, greeting, intake, lists, ops
from desktop_app.site.accounts import Account
from desktop_app.site.asking import PREFIX, Here, Tools, Who
from desktop_app.site.problems import Problem
from desktop_app.site.store import SiteStore
from desktop_app.wire import json
from desktop_app.wire.shapes import (
    Changes,
    Hello,
    Kind,
    Lists,
    Missing,
    Ops,
    OpsResult,
)
from desktop_app.wire.shapes import (
    Problem as ProblemShape,
)

_MOST_REVS = 5_000
_LARGEST_RECORD = 2 * 1024 * 1024  # bytes of one record in a PUT
_PAGE = 500


_HIGHEST = 2**62
_LONGEST_WAIT = 55  # seconds; below the minute after which proxies cut a silent line
_ANY_DOC = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
}


router = APIRouter(prefix=PREFIX, tags=["sync"], responses={401: {"model": ProblemShape}})


@router.get("/hello", response_model=Hello)
def hello(request: Request, here: Here, who: Who) -> Response:
    """Who the site is, what it accepts, and who is asking."""
    with here.store.reading() as connection:
        told = greeting.hello(here, who, here.store.identity(connection))
    headers = {"Cache-Control": "no-cache", **greeting.header(told)}
    return answers.packed(request, told.model_dump_json().encode(), "application/json", headers=headers)


@router.get("/changes", response_model=Changes, responses={304: {"description": "Nothing new"}})
async def changes(
    request: Request,
    here: Here,
    who: Who,
    after: Annotated[int, Query(ge=0, le=_HIGHEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=_HIGHEST)] = _PAGE,
    wait: Annotated[float, Query(ge=0, le=_LONGEST_WAIT)] = 0,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """Every record changed after number *after*, each once, whole, in the order of the commits.

    With *wait* the answer comes as soon as there is one, or after so many seconds.
    """
    if wait:
        await here.hub.wait_beyond(who.device_id, after, wait)
    return await run_in_threadpool(_changes, request, here, who, after, limit, if_none_match)


def _changes(
    request: Request, here: Tools, who: Account, after: int, limit: int, if_none_match: str
) -> Response:
    with here.store.reading() as connection:
        identity = here.store.identity(connection)
        etag = f'"{identity.epoch}-{identity.head}"'
        named = {"ETag": etag, **greeting.header(greeting.hello(here, who, identity))}
        if after >= identity.head and etag in _tags(if_none_match):
            return Response(status_code=304, headers=named)
        found = feed.changes(connection, after, min(limit, here.store.config.limits.page))
    reached = found[-1]["seq"] if found else identity.head
    answer = {
        "epoch": identity.epoch,
        "after": after,
        "head": identity.head,
        "more": reached < identity.head,
        "min_after": 0,
        "changes": found,
    }
    headers = {"Cache-Control": "no-cache", **named}
    return answers.packed(request, json.write(answer), "application/json", headers=headers)


@router.post(
    "/ops",
    response_model=OpsResult,
    openapi_extra=intake.takes(Ops),
    responses={
        412: {"model": ProblemShape, "description": "The site's feed has no such place as Sync-Cursor names"},
        426: {"model": ProblemShape, "description": "This desk's record shapes are too old to write"},
    },
)
async def take_ops(
    request: Request, here: Here, who: Who, sync_schema: Annotated[str, Header()] = ""
) -> Response:
    """Offer revisions and commands; one answer per op, in order."""
    _may_write(here, sync_schema)
    plain = await intake.json_body(request, here.store.config.limits.ops_bytes)
    raw = plain.get("ops") if isinstance(plain, dict) else None
    if not isinstance(raw, list):
        raise Problem(422, "Kiriman perlu daftar `ops`.")
    if len(raw) > here.store.config.limits.ops:
        raise Problem(413, f"Paling banyak {here.store.config.limits.ops} kiriman sekaligus.")
    answer, named = await run_in_threadpool(_applied, here, who, raw)
    return answers.packed(request, answer.model_dump_json().encode(), "application/json", headers=named)


@router.get("/items/{kind}/{id_}")
def one(kind: Kind, id_: str, here: Here, who: Who, if_none_match: Annotated[str, Header()] = "") -> Response:
    """One record as it is now; its ETag is its revision."""
    with here.store.reading() as connection:
        found = feed.live(connection, kind, id_)
    if found is None:
        raise Problem(404, "Naskah itu tidak ada di situs.")
    headers = {"ETag": f'"{found.rev}"', "Cache-Control": "no-cache"}
    if headers["ETag"] in _tags(if_none_match):
        return Response(status_code=304, headers=headers)
    return Response(found.model_dump_json(), media_type="application/json", headers=headers)


@router.put("/items/{kind}/{id_}", openapi_extra=_ANY_DOC)
async def put_one(
    request: Request,
    kind: Kind,
    id_: str,
    here: Here,
    who: Who,
    if_match: Annotated[str, Header()] = "",
    if_none_match: Annotated[str, Header()] = "",
    sync_schema: Annotated[str, Header()] = "",
) -> Response:
    """Replace one record, only from the named revision (If-Match) or as a new one (If-None-Match: *)."""
    _may_write(here, sync_schema)
    base = _precondition(if_match, if_none_match)
    doc = await intake.json_body(request, _LARGEST_RECORD)
    rev = new_id()
    made_now = {
        "rev": rev,
        "parents": [base] if base else [],
        "by": who.name,
        "doc": doc,
        "reason": "put",
    }
    chain = [{**made_now, "written_at": here.store.now().isoformat()}]
    op = {"op": rev, "kind": kind, "id": id_, "base": base, "chain": chain}
    result = (await run_in_threadpool(_applied, here, who, [op]))[0].results[0]
    if result.status == "ok":
        headers = {"ETag": f'"{rev}"'}
        return Response(result.model_dump_json(), media_type="application/json", headers=headers)
    raise _refused(result.status, result.why, result.rev)


@router.get("/items/{kind}/{id_}/revisions")
def revisions(kind: Kind, id_: str, here: Here, who: Who) -> dict[str, Any]:
    """The history of one record, oldest first, without its texts."""
    with here.store.reading() as connection:
        return {"revisions": feed.history(connection, kind, id_)}


@router.get("/revisions/{rev}")
def revision(rev: str, here: Here, who: Who) -> Response:
    """One revision, whole."""
    with here.store.reading() as connection:
        found = feed.one_revision(connection, rev)
    if found is None:
        raise Problem(404, "Versi itu tidak dikenal di situs.")
    kind, id_, doc = found
    body = json.write({"rev": rev, "kind": kind, "id": id_, "doc": doc})
    headers = {"ETag": f'"{rev}"', "Cache-Control": "private, max-age=31536000, immutable"}
    return Response(body, media_type="application/json", headers=headers)


@router.post("/revisions/missing", response_model=Missing, openapi_extra=intake.takes(Missing))
async def missing(request: Request, here: Here, who: Who) -> Missing:
    """Which of the named revisions the site does not know."""
    plain = await intake.json_body(request, here.store.config.limits.ops_bytes)
    try:
        asked = Missing.model_validate(plain)
    except ValidationError as error:
        raise Problem(422, "Kiriman perlu daftar `revs`.") from error
    if len(asked.revs) > _MOST_REVS:
        raise Problem(413, f"Paling banyak {_MOST_REVS} versi sekaligus.")
    there = await run_in_threadpool(_known, here.store, asked.revs)
    return Missing(revs=[rev for rev in asked.revs if rev not in there])


@router.get("/lists")
def site_lists(here: Here, who: Who) -> Lists:
    """The site's own numbers: most read, and views per live story."""
    found = lists.gather(here.store, here.counter)
    # The counts' own moment, not the asking's: pages say it, and a preview must say the same.
    return Lists(as_of=found.as_of, most_read=[to_plain(card) for card in found.most_read], views=found.views)


def _applied(here: Tools, who: Account, raw: list[Any]) -> tuple[OpsResult, dict[str, str]]:
    """The answer, and the header that names the site's hello."""
    store, offered = here.store, ops.read_ops(raw)
    with store.writing() as written:
        results = ops.apply(written, store.blobs, who, offered)
    with store.reading() as connection:
        identity = store.identity(connection)
    done = ops.with_numbers(written, offered, results)
    named = greeting.header(greeting.hello(here, who, identity))
    return OpsResult(epoch=identity.epoch, head=identity.head, results=done), named


def _known(store: SiteStore, revs: list[str]) -> set[str]:
    with store.reading() as connection:
        return set(feed.known(connection, revs))


def _may_write(here: Tools, stated: str) -> None:
    """A desk whose record shapes are older than the site still takes may read on, but not write over newer fields."""
    for part in stated.split(","):
        kind, _, number = part.strip().partition("=")
        least = here.store.config.schemas_min.get(kind, 0)
        if number.isascii() and number.isdigit() and len(number) < 6 and int(number) < least:
            raise Problem(
                426,
                "Meja ini terlalu lama untuk menulis di situs ini. Perbarui; tulisan tetap tersimpan di meja.",
            )


def _tags(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]


def _precondition(if_match: str, if_none_match: str) -> str | None:
    if if_match.strip():
        tag = if_match.strip().removeprefix("W/").strip('"')
        if tag == "*" or "," in tag:
            raise Problem(428, "Sebut tepat satu versi di If-Match.")
        return tag
    if if_none_match.strip() == "*":
        return None
    raise Problem(428, "Sebut versi yang Anda ubah (If-Match), atau If-None-Match: * untuk naskah baru.")


_STATUS = {
    "conflict": 412,
    "missing_parent": 412,
    "forbidden": 403,
    "invalid": 422,
    "missing_blob": 409,
    "retry": 503,
}


def _refused(status: str, why: str, rev: str) -> Problem:
    headers = {"ETag": f'"{rev}"'} if rev else {}
    return Problem(_STATUS.get(status, 409), why, headers=headers, extra={"op_status": status, "rev": rev})
