"""Serving a case: one process, an address of its own, limits on what comes in, and an orderly end."""

from __future__ import annotations

import asyncio
import ipaddress
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from dateline.errors import OutputError
from dateline.web.app import create_app
from dateline.web.security.hosts import check_address

if TYPE_CHECKING:
    from types import FrameType

    from starlette.types import ASGIApp

    from dateline.case.store.protocol import Store
    from dateline.web.settings import ServeSettings

CONNECTIONS: Final = 500
"""Connections at a time; whoever comes then is asked to come again (503)."""
HEAD: Final = 32_768
"""Bytes of a request's first lines."""
PATIENCE: Final = 20.0
"""Seconds that a connection may take to say what it wants."""
KEEP_ALIVE: Final = 75
"""Seconds that a connection is kept for the next request."""
GRACE: Final = 10
"""Seconds that requests have to end when the server is stopped."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said to whoever started the server."""

    ready: Callable[[str], None]
    """Once it answers, with the link to open."""
    anew: Callable[[str], None]
    """When the link was used: the one that is good now."""


class Patient(H11Protocol):
    """Closes connections that do not say what they want."""

    patience = PATIENCE
    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._due = self.loop.call_later(self.patience, self.transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            self._asked()
        elif self._due is None:  # the beginning of another request, on a connection that was kept
            self._due = self.loop.call_later(self.patience, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._asked()
        super().connection_lost(exc)

    def _asked(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None


class Server(uvicorn.Server):
    """Says when it answers; keeps the signal that stopped it rather than raising it again."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready, self.stopped_by = ready, 0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {sig: signal.signal(sig, self.handle_exit) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.stopped_by = self.stopped_by or sig
        super().handle_exit(sig, frame)


def serve(store: Store, settings: ServeSettings, told: Told) -> int:
    """Serve until a signal says to stop; its number comes back. The store is the caller's to close."""
    check_address(settings)
    with bound(settings) as listening:
        settings = replace(settings, port=listening.getsockname()[1])
        app = create_app(store, settings)
        door = app.state.door
        door.told_anew = lambda: told.anew(link_of(settings, door.token))
        token = None if settings.accounts else door.token
        server = Server(config_of(app, settings), lambda: told.ready(link_of(settings, token)))
        server.run([listening])
        return server.stopped_by


def config_of(app: ASGIApp, settings: ServeSettings) -> uvicorn.Config:
    """The limits that a server keeps to."""
    return uvicorn.Config(
        app,
        http=Patient, loop="asyncio", ws="none", lifespan="on", log_config=None, access_log=False, server_header=False,
        # who is behind a proxy on this machine is what the proxy says; nobody else is believed
        proxy_headers=settings.accounts is not None, forwarded_allow_ips="127.0.0.1,::1",
        limit_concurrency=CONNECTIONS, h11_max_incomplete_event_size=HEAD, timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE, backlog=256,
        ssl_certfile=settings.certificate, ssl_keyfile=settings.certificate_key,
    )  # fmt: skip


@contextmanager
def bound(settings: ServeSettings) -> Iterator[socket.socket]:
    """The address, bound before anything is told. Raises `OutputError` where it cannot be."""
    where = f"{settings.host}:{settings.port}"
    host = "127.0.0.1" if settings.host.lower() == "localhost" else settings.host
    try:
        family, _, _, _, address = socket.getaddrinfo(host, settings.port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError as exc:
        raise OutputError(where, f"is no address of this machine: {exc.strerror}.") from exc
    with listening:
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
        except OSError as exc:
            advice = "Is it served already? Name another port: --port 0 takes a free one."
            raise OutputError(where, f"cannot be served at: {exc.strerror}.", advice) from exc
        yield listening


def link_of(settings: ServeSettings, token: str | None) -> str:
    """The link to open: with the one-time token, or to where one signs in."""
    host = (settings.names[0] if settings.names else settings.host).strip("[]")
    try:
        host = f"[{host}]" if ipaddress.ip_address(host).version == 6 else host
    except ValueError:
        host = host.lower()
    scheme = "https" if settings.certificate else "http"
    return f"{scheme}://{host}:{settings.port}/" + (f"enter?token={token}" if token else "")
