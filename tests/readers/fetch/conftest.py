"""Servers on this machine, started by the tests; and a certificate made on the spot, so that no key is kept."""

from __future__ import annotations

import hashlib
import socket
import ssl
import threading
from base64 import encodebytes
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer

import pytest

from dateline.readers.fetch.client import Fetched, Limits, fetch
from dateline.readers.fetch.url import Address

HERE = "127.0.0.1"
HOST = "news.example.org"
PAGE = b"<html><p>Shells fell on the ferry landing at Malakal, two residents said (fiction).</p></html>"


class Site:
    """A web server: `routes` say what each path answers, `asked` what it was asked, in order."""

    scheme = "http"

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        site = self
        self.routes: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.sent = 0

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                with suppress(OSError):
                    site.routes[self.path](self)
                self.close_connection = True

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def server_bind(self) -> None:
                """Without looking up this machine's name, as `HTTPServer` does."""
                TCPServer.server_bind(self)
                self.server_name, self.server_port = HERE, self.server_address[1]

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that turns away is what is tested."""

        self.server = Server((HERE, 0), Handler)
        if context is not None:
            self.scheme = "https"
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port: int = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def url(self, path: str, host: str = HOST) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes = PAGE, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        """Answer a path with a page."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            if kind:
                handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.routes[path] = answer

    def leads(self, path: str, to: str, status: int = 302) -> None:
        self.page(path, b"", status=status, Location=to)

    def allow(self, address: Address, port: int) -> bool:
        """This server, and nothing else."""
        return (str(address), port) == (HERE, self.port)

    def fetch(self, path: str, limits: Limits | None = None, trust: ssl.SSLContext | None = None) -> Fetched:
        """Fetch one of its pages: every name leads to this machine, and only this server is allowed."""
        limits = limits or Limits(ports=frozenset({self.port}))
        return fetch(self.url(path), limits=limits, resolver=lambda h, p: [HERE], allow=self.allow, trust=trust)

    def limits(self, size: int = 10_000_000, seconds: float = 30.0, pause: float = 10.0, redirects: int = 5) -> Limits:
        return Limits(size, seconds, pause, redirects, frozenset({self.port}))

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.close()


@pytest.fixture
def raw() -> Iterator[Callable[[Callable[[socket.socket], None]], int]]:
    """Start a server that answers with whatever a function writes to the socket; gives its port."""
    servers: list[socket.socket] = []

    def start(answer: Callable[[socket.socket], None]) -> int:
        server = socket.create_server((HERE, 0))
        servers.append(server)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _ = server.accept()
                    with suppress(OSError), client:
                        client.recv(65_536)
                        answer(client)

        threading.Thread(target=serve, daemon=True).start()
        return int(server.getsockname()[1])

    yield start
    for server in servers:
        server.close()


def _der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 128 | len(size)]) + size + body


def _integer(number: int) -> bytes:
    return _der(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _prime(seed: bytes) -> int:
    """The first prime after a number of 1,024 bits made of the seed."""
    number = int.from_bytes(hashlib.shake_256(seed).digest(128), "big") | (3 << 1022) | 1
    small = [n for n in range(3, 2000, 2) if all(n % d for d in range(3, int(n**0.5) + 1, 2))]
    while any(number % n == 0 for n in small) or any(pow(base, number - 1, number) != 1 for base in (2, 3, 5)):
        number += 2
    return number


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for `HOST`, signed by itself (RFC 5280), and its key (RFC 8017): for these tests alone."""
    p, q, e = _prime(b"p"), _prime(b"q"), 65_537
    n, d = p * q, pow(e, -1, (p - 1) * (q - 1))
    sha_rsa = _der(0x30, bytes.fromhex("06092a864886f70d01010b0500"))
    rsa = _der(0x30, bytes.fromhex("06092a864886f70d0101010500"))
    name = _der(0x30, _der(0x31, _der(0x30, bytes.fromhex("0603550403"), _der(12, b"dateline tests"))))
    key = _der(0x30, rsa, _der(3, b"\0", _der(0x30, _integer(n), _integer(e))))
    names = _der(4, _der(0x30, _der(0x82, HOST.encode())))
    more = _der(0xA3, _der(0x30, _der(0x30, bytes.fromhex("0603551d11"), names)))
    times = _der(0x30, _der(23, b"200101000000Z"), _der(23, b"491231235959Z"))
    told = _der(0x30, _der(0xA0, _integer(2)), _integer(1), sha_rsa, name, times, name, key, more)
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(told).digest()
    padded = b"\0\1" + b"\xff" * (253 - len(digest)) + b"\0" + digest
    signature = pow(int.from_bytes(padded, "big"), d, n).to_bytes(256, "big")
    secret = _der(0x30, *map(_integer, (0, n, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))))
    return (
        _pem(folder / "certificate.pem", "CERTIFICATE", _der(0x30, told, sha_rsa, _der(3, b"\0", signature))),
        _pem(folder / "key.pem", "RSA PRIVATE KEY", secret),
    )


def _pem(path: Path, what: str, data: bytes) -> Path:
    path.write_bytes(f"-----BEGIN {what}-----\n".encode() + encodebytes(data) + f"-----END {what}-----\n".encode())
    return path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return _certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trust(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    """Trusts the tests' own certificate and no other."""
    return ssl.create_default_context(cafile=str(certificate[0]))


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[Site]:
    """The same server, encrypted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    found = Site(context)
    yield found
    found.close()
