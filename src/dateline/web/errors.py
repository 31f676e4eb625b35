"""Errors as whoever asks can read them: problem+json (RFC 9457) for programs, a page for people."""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from dateline.errors import ConflictError, DatelineError, InputError, OutputError, SettingsError
from dateline.web.desk import Forbidden
from dateline.web.tagging import Unchanged
from dateline.web.templating import page

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

    from dateline.web.settings import ServeSettings


_LOG: Final = logging.getLogger(__name__)


class NotFound(DatelineError):
    """There is no such record in the case."""


STATUS: dict[type[DatelineError], int] = {
    Forbidden: 403, NotFound: 404, ConflictError: 412, SettingsError: 422, InputError: 422, OutputError: 503,
}  # fmt: skip


_BROKEN: Final = "Invalid multipart data."
"""What the framework says of a form with files that it cannot read."""
BROKEN: Final = (
    "What was sent cannot be read, and nothing was kept: it was cut off, or a file has a name of more than 4,000 "
    "characters. Shorten the names, and send the files again."
)
_TITLES: Final[dict[int, str]] = {
    400: "That cannot be read", 403: "You may not do this", 404: "There is no such page",
    405: "That cannot be done here", 409: "That cannot be done now", 410: "It is not kept any more",
    412: "Somebody decided meanwhile", 413: "That is too long", 415: "That is of no kind that is read here",
    422: "That could not be used", 429: "Too many at once", 500: "Something is broken",
    503: "The case cannot be used at the moment",
}  # fmt: skip
"""What pages call an error: the words of HTTP say nothing to most people."""


def answered(request: Request, status: int, detail: str, **more: Any) -> Response:
    """An error as an answer: for programs where the path, or what the browser asks for, says so."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith("/api/") or "application/json" in request.headers.get("accept", ""):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
        return JSONResponse(body, status, media_type="application/problem+json")
    told = "Nothing stands under this address." if status == 404 and detail == title else detail
    return page(
        request, "error.html", status=status, title=_TITLES.get(status, title), detail=told, back=_shown_by(request),
        onward="How it stands now" if status == 412 else "Begin again",
    )  # fmt: skip


def _shown_by(request: Request) -> str | None:
    """The page of the form that was sent: that of the record which the address begins with, or of its topic."""
    if request.method != "POST":
        return None
    parts = request.url.path.split("/")
    ways = ["/".join(parts[:n]) for n in (3, 2) if 1 < n < len(parts)] + [request.url.path]
    scopes = [(way, {**request.scope, "method": "GET", "path": way}) for way in ways]
    return next((w for w, s in scopes if any(r.matches(s)[0] is Match.FULL for r in request.app.routes)), None)


def placeless(told: str, settings: ServeSettings) -> str:
    """What is told without the folders of the server: who may ask it need not know where its files lie."""
    files = (settings.key, settings.accounts, None if "://" in settings.case else Path(settings.case))
    folders = {str(f) for path in files if path is not None for f in (path.parent, path.resolve().parent)}
    for folder in sorted(folders - {".", "/"}, key=len, reverse=True):
        told = told.replace(f"{folder}/", "")
    return told


def _methods(request: Request) -> list[str]:
    """What the address takes; the framework names the methods of the first route alone that has it."""
    scopes = {method: {**request.scope, "method": method} for method in ("DELETE", "GET", "PATCH", "POST", "PUT")}
    return [m for m, scope in scopes.items() if any(r.matches(scope)[0] is Match.FULL for r in request.app.routes)]


def install(app: FastAPI) -> None:
    """Answer every error of ours, and those of the framework, in one form."""

    @app.exception_handler(DatelineError)
    def _ours(request: Request, exc: DatelineError) -> Response:
        status = next((STATUS[kind] for kind in type(exc).__mro__ if kind in STATUS), 422)
        return answered(request, status, placeless(str(exc), request.app.state.desk.settings))

    @app.exception_handler(HTTPException)
    def _theirs(request: Request, exc: HTTPException) -> Response:
        answer = answered(request, exc.status_code, BROKEN if exc.detail == _BROKEN else str(exc.detail))
        answer.headers.update(exc.headers or {})
        if exc.status_code == 405:
            answer.headers["Allow"] = ", ".join(_methods(request))
        return answer

    @app.exception_handler(Unchanged)
    def _unchanged(request: Request, exc: Unchanged) -> Response:
        return exc.answer()

    @app.exception_handler(Exception)
    def _fault(request: Request, exc: Exception) -> Response:
        id_ = secrets.token_hex(4)
        _LOG.error("Fault %s: %s %s", id_, request.method, request.url.path, exc_info=exc)
        told = f"This is a fault of the program, not yours; the server's log tells more (fault {id_})."
        return answered(request, 500, told, id=id_)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, exc: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in exc.errors())
        return answered(request, 422, told)
