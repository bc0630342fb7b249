"""The site as one FastAPI application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.site import blob_routes, problems, protocol, publishing
from desktop_app.site.asking import PREFIX, Tools
from desktop_app.site.config import SiteConfig
from desktop_app.site.door import Door
from desktop_app.site.store import SiteStore
from desktop_app.site.views import ViewCounter

_CHORES_SECONDS = 2.0


def create_app(config: SiteConfig, store: SiteStore | None = None) -> FastAPI:
    """The application over one site; *store* when the caller has opened it already (it then also closes it)."""
    opened = store or SiteStore.open(config)
    counter = ViewCounter(opened)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        chores = asyncio.create_task(_chores(opened, counter))
        yield
        chores.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await chores
        await asyncio.to_thread(counter.write)
        if store is None:
            opened.close()

    app = FastAPI(
        title="Meja Redaksi: situs",
        version="1",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # the documentation pages would load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.tools = Tools(opened, counter)
    app.include_router(protocol.router)
    app.include_router(blob_routes.router)
    app.add_exception_handler(problems.Problem, problems.on_problem)
    app.add_exception_handler(Trouble, problems.on_trouble)
    app.add_exception_handler(Refusal, problems.on_refusal)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_middleware(Door, hosts=config.hosts)
    return app


async def _chores(store: SiteStore, counter: ViewCounter) -> None:
    """What the site does by itself: write the counted views, send out what is due."""
    while True:
        await asyncio.sleep(_CHORES_SECONDS)
        with contextlib.suppress(Trouble):  # a busy or full disk: the next round tries again
            await asyncio.to_thread(counter.write)
            await asyncio.to_thread(publish_what_is_due, store)


def publish_what_is_due(store: SiteStore) -> None:
    """Send out scheduled stories; looks first, so that an idle site writes nothing."""
    with store.reading() as connection:
        if not publishing.due_waiting(connection, store.now()):
            return
    with store.writing() as feed:
        publishing.publish_due(feed)


async def _on_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problems.answer(error.status_code, headers=error.headers)


async def _on_validation(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = "/".join(str(part) for part in first["loc"])
    return problems.answer(422, f"{where}: {first['msg']}")
