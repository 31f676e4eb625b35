"""Stands before every request: is it for us, from whom, and may it change anything?"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from dateline.errors import InputError
from dateline.web.errors import answered
from dateline.web.security.bodies import form_token, limited, most_of
from dateline.web.security.door import NOBODY
from dateline.web.security.hosts import host_fault, is_own
from dateline.web.templating import page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dateline.web.people import Person
    from dateline.web.security.door import Door
    from dateline.web.security.sessions import Session

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN: Final = frozenset({"/login", "/enter", "/render.css", "/favicon.ico"})
"""Paths that answer whoever asks; what is below /static does, too."""
HEADER: Final = "x-csrf-token"


@dataclass(slots=True)
class Visit:
    """What is known of who asks; on `request.state.visit`. Whoever signs somebody in sets `begun`, or `over`."""

    door: Door
    person: Person | None = None
    session: Session | None = None
    begun: Session | None = None
    """A session whose cookie goes out with the answer."""
    over: bool = False
    by_token: bool = field(default=False)
    """By a token of the API, which no browser sends by itself: no form's token is asked for."""

    def csrf(self) -> str:
        """The token of forms; empty for whoever has no session."""
        session = self.begun or self.session
        return self.door.sessions.token(session) if session else ""

    def begin(self) -> None:
        """Give whoever is to sign in a session for the form. On no other page: where a stranger's page leads here the
        browser keeps the cookie back, and a new one would take the place of that of somebody who is signed in."""
        if self.begun is None and self.session is None:
            self.begun = self.door.sessions.begin()


class Guard:
    """Refuses, or hands on with `request.state.person` and `request.state.visit`."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:  # there are no web sockets
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request, visit = Request(scope), Visit(self.door)
        request.state.person, request.state.visit = NOBODY, visit
        try:
            refused, receive = await self._looked_at(request, visit, receive)
        except HTTPException as exc:
            refused = answered(request, exc.status_code, exc.detail)
        except InputError:
            refused = answered(request, 503, "The accounts cannot be read. Whoever runs the server can see why there.")
        sending = self._with_cookie(request, visit, send)
        await (refused or self.app)(scope, receive, sending)

    async def _looked_at(self, request: Request, visit: Visit, receive: Receive) -> tuple[Response | None, Receive]:
        """The answer where there is something wrong, and what the request brings along."""
        if fault := host_fault(request.headers, self.door.names):
            return _misdirected(fault), receive
        if "\0" in request.url.path or b"%00" in request.scope["query_string"]:
            return answered(request, 400, "The address holds a zero byte, which nothing here is called by."), receive
        self._recognise(request, visit)
        most = most_of(request.url.path, request.headers, visit.person)
        receive = limited(receive, request.headers, most)
        if visit.by_token and visit.person is None:
            return _unknown(request), receive
        if request.method not in SAFE and not visit.by_token:
            allowed, receive = await self._meant(request, visit, receive)
            if not allowed:
                return _not_meant(request), receive
        path = request.url.path
        if visit.person is None and path not in OPEN and not path.startswith("/static/"):
            return _unknown(request), receive
        request.state.person = visit.person or NOBODY
        return None, receive

    def _recognise(self, request: Request, visit: Visit) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and request.url.path.startswith("/api/"):
            visit.by_token, visit.person = True, self.door.bearer(token.strip())
            return
        visit.session = self.door.sessions.read(request.cookies.get(self.door.sessions.cookie))
        visit.person = self.door.person_of(visit.session)
        if visit.session and visit.session.name and visit.person is None:
            visit.session = None  # of somebody who was removed, or whose password changed
        if visit.session:
            visit.begun = self.door.sessions.renewed(visit.session)

    async def _meant(self, request: Request, visit: Visit, receive: Receive) -> tuple[bool, Receive]:
        """Whether the person meant to ask this: from our page, with the token that stood in it."""
        if visit.session is None or not is_own(request.headers, request.url.scheme):
            return visit.session is None and _is_call(request), receive
        token = request.headers.get(HEADER, "")
        if not token:
            token, receive = await form_token(receive, request.headers)
        return self.door.sessions.fits(visit.session, token), receive

    def _with_cookie(self, request: Request, visit: Visit, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and (visit.begun or visit.over):
                told = self.door.sessions.header(
                    None if visit.over else visit.begun, secure=request.url.scheme == "https"
                )
                MutableHeaders(scope=message).append("Set-Cookie", told)
            await send(message)

        return sending


def _is_call(request: Request) -> bool:
    """Whether a program asks, which is told that it is unknown rather than that a form was stale."""
    return request.url.path.startswith("/api/")


def _misdirected(status: int) -> Response:
    told = "The Host header is missing or wrong." if status == HTTPStatus.BAD_REQUEST else "No such name here."
    return PlainTextResponse(f"{told} Whoever runs this server can add a name: dateline serve --name HOST.\n", status)


def _not_meant(request: Request) -> Response:
    return answered(
        request, 403, "Nothing was changed: this did not come from a page of this server, or the page is from before "
        "you signed in. Load the page again, and do it once more.",
    )  # fmt: skip


def _unknown(request: Request) -> Response:
    """Nobody is signed in: programs are told so, people are shown where to sign in and brought back."""
    path = request.url.path
    to = f"/login?next={quote(path + ('?' + request.url.query if request.url.query else ''), safe='')}"
    if _is_call(request):
        refused = answered(request, 401, "Sign in first, or send a token: Authorization: Bearer …")
        refused.headers["WWW-Authenticate"] = 'Bearer realm="dateline"'
        return refused
    if request.headers.get("hx-request"):  # a piece of a page: the whole page must go
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    if request.method not in SAFE:
        return RedirectResponse("/login", 303)
    if from_elsewhere(request):
        return onward(request, path + (f"?{request.url.query}" if request.url.query else ""))
    return RedirectResponse(to, 303)


def from_elsewhere(request: Request) -> bool:
    """Whether a link in somebody else's page leads here: then the browser keeps our cookie back."""
    return request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}


def own_path(to: str) -> str:
    """Where to go on: a path of ours, whatever a link says."""
    fine = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable() and "\\" not in to
    return to if fine and not to.startswith(("/login", "/enter", "/logout")) else "/"


def onward(request: Request, to: str) -> Response:
    """A page that goes on by itself. From there on it is our own page that asks, and the cookie is sent."""
    return page(request, "onward.html", to=own_path(to))
