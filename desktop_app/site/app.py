"""The site as one FastAPI application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import date

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.domain.newsroom import WIB
from desktop_app.site import blob_routes, live_photos, problems, protocol, public, publishing
from desktop_app.site.asking import PREFIX, Renderers, Tools
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
    app.state.tools = Tools(opened, counter, Renderers(config.resources))
    app.include_router(protocol.router)
    app.include_router(blob_routes.router)
    app.include_router(public.router)
    app.add_exception_handler(public.FromTheNewsroom, public.on_newsroom)
    app.add_exception_handler(problems.Problem, problems.on_problem)
    app.add_exception_handler(Trouble, _on_trouble)
    app.add_exception_handler(Refusal, problems.on_refusal)
    app.add_exception_handler(Exception, _on_bug)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_middleware(Door, hosts=config.hosts)
    return app


async def _chores(store: SiteStore, counter: ViewCounter) -> None:
    """What the site does by itself: write the counted views, send out what is due, look at photo rights once a day."""
    looked: date | None = None
    while True:
        await asyncio.sleep(_CHORES_SECONDS)
        with contextlib.suppress(Trouble):  # a busy or full disk: the next round tries again
            await asyncio.to_thread(counter.write)
            await asyncio.to_thread(publish_what_is_due, store)
            today = store.now().astimezone(WIB).date()
            if today != looked:
                await asyncio.to_thread(withhold_what_is_over, store, today)
                looked = today


def publish_what_is_due(store: SiteStore) -> None:
    """Send out scheduled stories; looks first, so that an idle site writes nothing."""
    with store.reading() as connection:
        if not publishing.due_waiting(connection, store.now()):
            return
    with store.writing() as feed:
        publishing.publish_due(feed)


def withhold_what_is_over(store: SiteStore, today: date) -> None:
    """Take pictures whose rights ended before *today* off their pages."""
    with store.writing() as feed:
        live_photos.withhold_expired(feed, today)


def _for_machines(request: Request) -> bool:
    return request.url.path.startswith("/sync/")


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if _for_machines(request):
        return problems.answer(error.status_code, headers=error.headers)
    if error.status_code == 404:
        return await run_in_threadpool(public.not_found, request, request.app.state.tools)
    return problems.page(error.status_code, headers=error.headers)


async def _on_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if not _for_machines(request):
        return await run_in_threadpool(public.not_found, request, request.app.state.tools)
    first = error.errors()[0]
    where = "/".join(str(part) for part in first["loc"])
    return problems.answer(422, f"{where}: {first['msg']}")


async def _on_trouble(request: Request, error: Exception) -> Response:
    """The world failed at the site's end: the same request may work later."""
    assert isinstance(error, Trouble)
    if _for_machines(request):
        return problems.trouble(error)
    return problems.page(503, headers={"Retry-After": "2"})


async def _on_bug(request: Request, _error: Exception) -> Response:
    """A fault of ours. It is logged with its trace; the asker learns no more than that."""
    return problems.answer(500) if _for_machines(request) else problems.page(500)
