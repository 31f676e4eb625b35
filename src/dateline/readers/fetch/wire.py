"""One connection to one checked address, every read of it within the time and the bytes that are left."""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import ip_address
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from dateline.readers.fetch.url import Address, FetchError, FetchRefused, Url

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import HTTPResponse

MOST_TRIED = 4
"""Addresses of a host that are tried."""
BUFFER = 16_384


@dataclass(slots=True)
class Budget:
    """What one fetch may still take: seconds until `deadline`, bytes on the wire. `name` is what messages call it."""

    name: str
    deadline: float
    seconds: float
    pause: float
    """Seconds that the server may stay silent."""
    bytes: int = 0

    def left(self) -> float:
        """Seconds for the next step; `FetchError` where none are left."""
        left = self.deadline - monotonic()
        if left <= 0:
            raise FetchError(self.name, f"took longer than {self.seconds:g} seconds.", "Try again later.")
        return min(left, self.pause)


class _Reading(io.RawIOBase):
    """A socket's bytes. Each read may wait no longer than the whole fetch has left: a server that sends one byte a
    second never runs into the time limit of a single read."""

    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        self._sock, self._budget = sock, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        budget = self._budget
        if budget.bytes <= 0:
            raise FetchError(budget.name, "sends more than a page may have.", "Save the page and give the file.")
        self._sock.settimeout(budget.left())
        got = self._sock.recv_into(memoryview(buffer)[: min(len(buffer), budget.bytes)])
        budget.bytes -= got
        return got


class _Bounded:
    """A socket as `http.client` uses it, its reads bounded. Whoever opened the socket closes it."""

    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        self._sock, self._budget = sock, budget

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self._sock, self._budget), BUFFER)

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._budget.left())
        self._sock.sendall(data)

    def settimeout(self, seconds: float | None) -> None:
        """The budget sets the time of each read."""

    def close(self) -> None:
        """See the class."""


@contextmanager
def connected(
    url: Url, addresses: tuple[Address, ...], budget: Budget, trust: ssl.SSLContext | None
) -> Iterator[HTTPConnection]:
    """A connection to the first address that answers, closed at the end."""
    connection = _first(url, addresses, budget, trust)
    sock = connection.sock
    assert sock is not None
    try:
        connection.sock = cast("socket.socket", _Bounded(sock, budget))
        yield connection
    finally:
        connection.close()
        sock.close()


def _first(url: Url, addresses: tuple[Address, ...], budget: Budget, trust: ssl.SSLContext | None) -> HTTPConnection:
    failed: Exception | None = None
    for address in addresses[:MOST_TRIED]:
        connection = _connection(url, address, budget, trust)
        try:
            connection.connect()
            _check_peer(connection.sock, address, budget.name)
        except ssl.SSLError as exc:
            connection.close()
            raise _untrusted(url, budget.name, exc) from exc
        except FetchError:
            connection.close()
            raise
        except failures() as exc:
            connection.close()
            failed = exc
        else:
            return connection
    raise FetchError(budget.name, f"{url.host} does not answer.", "Check the address, or try again later.") from failed


def _connection(url: Url, address: Address, budget: Budget, trust: ssl.SSLContext | None) -> HTTPConnection:
    """A connection to the address itself: the name is never looked up again, so it cannot lead elsewhere by now."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if url.scheme == "http":
        return HTTPConnection(str(address), url.port, timeout=budget.left())
    return HTTPSConnection(
        str(address),
        url.port,
        timeout=budget.left(),
        ssl_context=trust or ssl.create_default_context(),
        cert_reqs=ssl.CERT_REQUIRED,
        server_hostname=url.host,
    )


def _check_peer(sock: socket.socket | None, address: Address, name: str) -> None:
    """That the machine at the other end is the one that was checked."""
    peer = sock.getpeername()[0] if sock is not None else ""
    if not peer or ip_address(str(peer).split("%")[0]) != address:
        raise FetchRefused(name, f"the connection leads to {peer or 'nowhere'} and not to {address}.")


def _untrusted(url: Url, name: str, exc: ssl.SSLError) -> FetchError:
    if isinstance(exc, ssl.SSLCertVerificationError):
        return FetchError(
            name,
            f"{url.host} does not prove who it is: {exc.verify_message.rstrip('.')}.",
            "Check the address and this machine's clock; certificates are always checked.",
        )
    return FetchError(name, f"{url.host} speaks no TLS that can be used.", "Check the address.")


def failures() -> tuple[type[Exception], ...]:
    """What is raised where a connection fails or an answer breaks HTTP."""
    from urllib3.exceptions import HTTPError

    return (OSError, HTTPError, HTTPException)


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer before its body is read."""

    status: int
    headers: dict[str, str]
    """By name in small letters; a header that stands several times is joined by commas."""
    response: HTTPResponse

    def read(self, size: int) -> bytes:
        """Up to `size` bytes of the body, as they are sent; nothing at its end."""
        return self.response.read(size, decode_content=False)


def ask(connection: HTTPConnection, url: Url, headers: dict[str, str]) -> Answer:
    """Send the request and read the answer's head."""
    connection.request("GET", url.target, headers=headers, preload_content=False, decode_content=False)
    response = connection.getresponse()
    return Answer(response.status, {key.lower(): response.headers[key] for key in response.headers}, response)
