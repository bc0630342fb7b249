"""The site as one FastAPI application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from desktop_app.domain.errors import Refusal, Trouble
from desktop_app.site import admin, blob_routes, live_routes, pair_routes, problems, protocol, public
from desktop_app.site.asking import PREFIX, Renderers, Tools
from desktop_app.site.chores import Chores
from desktop_app.site.config import SiteConfig
from desktop_app.site.description import describe
from desktop_app.site.door import Door
from desktop_app.site.page_cache import PageCache, PublicState
from desktop_app.site.store import SiteStore
from desktop_app.site.views import ViewCounter


def create_app(config: SiteConfig, store: SiteStore | None = None) -> FastAPI:
    """The application over one site; *store* when the caller has opened it already (it then also closes it)."""
    opened = store or SiteStore.open(config)
    counter = ViewCounter(opened)
    tools = Tools(opened, counter, Renderers(config.resources))
    state = PublicState(opened, counter)
    with opened.reading() as connection:
        tools.hub.restarted(opened.identity(connection).head)
    opened.heard += [tools.hub.grown, state.changed]

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        chores = Chores(app, tools)
        running = asyncio.create_task(chores.run())
        yield
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        await asyncio.to_thread(counter.write)
        await asyncio.to_thread(chores.note_seen)
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
    app.state.tools = tools
    for routes in (protocol, blob_routes, live_routes, pair_routes, admin, public):
        app.include_router(routes.router)
    describe(app)
    app.add_exception_handler(public.FromTheNewsroom, public.on_newsroom)
    app.add_exception_handler(admin.NotInside, admin.on_not_inside)
    app.add_exception_handler(problems.Problem, problems.on_problem)
    app.add_exception_handler(Trouble, _on_trouble)
    app.add_exception_handler(Refusal, problems.on_refusal)
    app.add_exception_handler(Exception, _on_bug)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_middleware(PageCache, state=state, count=lambda name: counter.count(name, opened.now()))
    app.add_middleware(Door, hosts=config.hosts)
    return app


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
