"""How a desk comes in, and goes: a short code for a token, a token made worthless, a way to the admin page."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError

from desktop_app.site import accounts, intake, passes, rights
from desktop_app.site.asking import PREFIX, Here, Tools, Who
from desktop_app.site.problems import Problem
from desktop_app.wire.shapes import Entrance, PairAsk, Paired
from desktop_app.wire.shapes import Problem as ProblemShape

_PAIR_BYTES = 4 * 1024
ENTRANCE = "/kelola/masuk"

router = APIRouter(prefix=PREFIX, tags=["accounts"])


@router.post(
    "/pair",
    response_model=Paired,
    openapi_extra=intake.takes(PairAsk),
    responses={403: {"model": ProblemShape}, 429: {"model": ProblemShape}},
)
async def pair(request: Request, here: Here) -> Response:
    """A desk with a pairing code gets its token. The code works once; wrong ones are counted."""
    try:
        asked = PairAsk.model_validate(await intake.json_body(request, _PAIR_BYTES))
    except ValidationError as error:
        raise Problem(422, "Sebut `code`, kode dari pengelola situs.") from error
    address = request.client.host if request.client is not None else ""
    wait = here.tries.seconds_to_wait(address)
    if wait:
        told = {"Retry-After": str(wait)}
        raise Problem(429, "Terlalu banyak kode yang salah. Tunggu beberapa menit.", headers=told)
    answer = await run_in_threadpool(_paired, here, asked)
    if answer is None:
        here.tries.wrong(address)
        raise Problem(403, "Kode itu salah, sudah dipakai, atau lewat waktunya. Minta kode baru.")
    headers = {"Cache-Control": "no-store"}
    return Response(answer.model_dump_json(), media_type="application/json", headers=headers)


@router.delete("/devices/{device_id}", status_code=204)
def leave(device_id: str, here: Here, who: Who) -> Response:
    """Make a desk's token worthless: one's own (`me`), or any by who keeps the accounts."""
    mine = device_id in ("me", who.device_id)
    if not mine and "person:write" not in rights.SCOPES[who.role]:
        raise Problem(403, rights.sentence("person:write"))
    with here.store.writing() as feed:
        accounts.revoke_device(feed, who.device_id if mine else device_id)
    return Response(status_code=204)


@router.post("/entrance")
def entrance(here: Here, who: Who) -> Entrance:
    """An address that opens the admin page in this person's browser, once, within five minutes."""
    if "person:write" not in rights.SCOPES[who.role]:
        raise Problem(403, rights.sentence("person:write"))
    with here.store.writing() as feed:
        key = passes.issue(feed.connection, passes.Kind.ENTER, who.id, feed.now)
    return Entrance(path=f"{ENTRANCE}?kunci={key}")


def _paired(here: Tools, asked: PairAsk) -> Paired | None:
    with here.store.writing() as feed:
        found = accounts.pair(feed, asked.code, asked.device)
        identity = here.store.identity(feed.connection)
    if found is None:
        return None
    token, account = found
    return Paired(
        token=token,
        user=account.name,
        role=account.role.value,
        site_id=identity.site_id,
        site_name=identity.settings.name,
    )
