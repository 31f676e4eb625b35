"""The application: the pages, the JSON, the guards around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.middleware.gzip import GZipMiddleware

from dateline import __version__
from dateline.case.keep.wording import wording
from dateline.case.store.sql import SqlStore
from dateline.render.bundle.frame import style_sheet
from dateline.web import describing, errors
from dateline.web.desk import Desk
from dateline.web.registry import routers
from dateline.web.rooms import sweep
from dateline.web.security.assets import Assets
from dateline.web.security.door import Door
from dateline.web.security.guard import Guard
from dateline.web.security.headers import Telling
from dateline.web.security.pages import PAGES as DOOR_PAGES
from dateline.web.templating import HERE
from dateline.web.turns import Turns, in_turn

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from dateline.case.store.protocol import Store
    from dateline.web.settings import ServeSettings

API: Final = "/api/v1"
THREADS: Final = 12
"""Requests that are worked on at a time; the store has more connections than that."""
LARGE: Final = 1_024
"""Bytes from which on answers are compressed."""


class Workbench(FastAPI):
    """Its answers to faults of its own carry the headers, too."""

    def build_middleware_stack(self) -> ASGIApp:
        return Telling(super().build_middleware_stack())


def create_app(store: Store, settings: ServeSettings) -> FastAPI:
    """The workbench over an open case. The store stays open for as long as the application is used."""
    app = Workbench(
        title="Dateline", version=__version__, openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None,
        lifespan=_lifespan,
    )  # fmt: skip
    if settings.key is not None and isinstance(store, SqlStore):
        store.worded = wording(settings.case, settings.key)  # what people write is cleaned of whom the case hides
    app.state.desk, app.state.door, app.state.turns = Desk(store, settings), Door(settings), Turns()
    errors.install(app)
    describing.install(app)
    _route(app)
    app.add_middleware(Guard, door=app.state.door)
    app.add_middleware(GZipMiddleware, minimum_size=LARGE, compresslevel=5)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """As long as the server runs: so many threads. At its start what killed ones left is taken away, at its end the
    jobs are stopped and waited for."""
    from anyio.to_thread import current_default_thread_limiter, run_sync

    current_default_thread_limiter().total_tokens = THREADS
    await run_sync(sweep)
    yield
    app.state.desk.jobs.close()
    app.state.desk.exports.close()
    app.state.door.close()


def _route(app: FastAPI) -> None:
    api = APIRouter(prefix=API)
    for one in routers("api", "API"):
        api.include_router(one)
    turn = [Depends(in_turn)]
    app.include_router(api, dependencies=turn)
    app.include_router(DOOR_PAGES)
    for one in routers("page", "PAGES"):
        app.include_router(one, dependencies=turn, include_in_schema=False)
    sheet = style_sheet()

    @app.get("/render.css", include_in_schema=False)
    def _render_css() -> PlainTextResponse:
        return PlainTextResponse(sheet, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    app.mount("/static", Assets(directory=HERE / "static"), name="static")

    @app.get("/", include_in_schema=False)
    def _front() -> RedirectResponse:
        return RedirectResponse("/inbox")
