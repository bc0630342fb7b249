"""The protocol's living part: pokes as server-sent events, and who is in which story."""

from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import ValidationError

from desktop_app.site import intake
from desktop_app.site.asking import PREFIX, Here, Who
from desktop_app.site.feed import stamp
from desktop_app.site.problems import Problem
from desktop_app.wire.shapes import Seats, Sit

_SIT_BYTES = 4 * 1024

router = APIRouter(prefix=PREFIX, tags=["live"])


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "`head` and `seats` events"}},
)
async def events(here: Here, who: Who) -> Response:
    """A line that stays open: `head` when the feed grew, `seats` when somebody came or went, else a heartbeat."""

    async def told() -> AsyncIterator[bytes]:
        with here.hub.listening(who.device_id) as ear:
            async for news in here.hub.events(ear):
                yield news

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(told(), media_type="text/event-stream", headers=headers)


@router.get("/seats")
def seats(here: Here, who: Who) -> Seats:
    """Who is in which story now. Advisory: nobody is kept out."""
    return Seats.model_validate(
        {
            "seats": [
                {
                    "article": seat.article,
                    "who": seat.who,
                    "device": seat.device,
                    "since": seat.since,
                    "pen": seat.pen,
                    "me": seat.device == who.device_id,
                }
                for seat in here.hub.seats()
            ]
        }
    )


@router.put("/seat", status_code=204, openapi_extra=intake.takes(Sit))
async def sit(request: Request, here: Here, who: Who) -> Response:
    """Say which story this desk is in (`article`), or none (empty). `take_pen` takes the story over."""
    try:
        asked = Sit.model_validate(await intake.json_body(request, _SIT_BYTES))
    except ValidationError as error:
        raise Problem(422, "Sebut `article`, naskah yang dibuka.") from error
    here.hub.sit(who, asked.article, stamp(here.store.now()), take_pen=asked.take_pen)
    return Response(status_code=204)
