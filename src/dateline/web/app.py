"""The application: the pages, the JSON, the guards around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, FastAPI
from fastapi.responses import PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from dateline import __version__
from dateline.render.bundle.frame import style_sheet
from dateline.web import describing, errors
from dateline.web.desk import Desk
from dateline.web.people import EVERYTHING, Person
from dateline.web.registry import routers
from dateline.web.templating import HERE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from fastapi import Request, Response

    from dateline.case.store.protocol import Store
    from dateline.web.settings import ServeSettings

API: Final = "/api/v1"


def create_app(store: Store, settings: ServeSettings) -> FastAPI:
    """The workbench over an open case. The store stays open for as long as the application is used."""
    app = FastAPI(
        title="Dateline", version=__version__, openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None
    )
    app.state.desk = Desk(store, settings)
    errors.install(app)
    describing.install(app)
    api = APIRouter(prefix=API)
    for one in routers("api", "API"):
        api.include_router(one)
    app.include_router(api)
    for one in routers("page", "PAGES"):
        app.include_router(one, include_in_schema=False)
    sheet = style_sheet()

    @app.get("/render.css", include_in_schema=False)
    def _render_css() -> PlainTextResponse:
        return PlainTextResponse(sheet, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    @app.middleware("http")
    async def _who(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        request.state.person = Person(settings.who, EVERYTHING)
        return await go_on(request)

    @app.get("/", include_in_schema=False)
    def _front() -> RedirectResponse:
        return RedirectResponse("/inbox")

    return app
