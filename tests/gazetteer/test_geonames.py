"""GeoNames' dumps fetched from a mirror on this machine: one that breaks off, lies, changes, or sends a bomb."""

from __future__ import annotations

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any

import pytest

from dateline.errors import InputError, SettingsError
from dateline.gazetteer.geonames import install_country
from dateline.gazetteer.overlays.folder import installed
from dateline.gazetteer.overlays.store import Overlay
from dateline.readers.fetch.url import FetchError, FetchRefused


def zipped(text: str, name: str = "SY.txt") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        package.writestr(name, text)
        package.writestr("readme.txt", "see www.geonames.org")
    return buffer.getvalue()


class Mirror:
    """Serves `body` at /dump/SY.zip; an answer ends after `breaks` bytes as often as that is told."""

    def __init__(self) -> None:
        mirror = self
        self.body, self.etag, self.breaks, self.length = b"", '"1"', list[int](), 0
        self.asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with suppress(OSError):
                    mirror.answer(self)

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def server_bind(self) -> None:
                TCPServer.server_bind(self)
                self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that turns away is what is tested."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/dump/"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers.get("Range", "")
        self.asked.append(f"{handler.path} {asked}".strip())
        going_on = bool(asked) and handler.headers.get("If-Range") == self.etag
        start = int(asked.removeprefix("bytes=").rstrip("-")) if going_on else 0
        rest = self.body[start:]
        handler.send_response(206 if start else 200)
        if start:
            handler.send_header("Content-Range", f"bytes {start}-{len(self.body) - 1}/{len(self.body)}")
        handler.send_header("Content-Length", str(self.length or len(rest)))
        handler.send_header("ETag", self.etag)
        handler.end_headers()
        handler.wfile.write(rest[: self.breaks.pop(0)] if self.breaks else rest)


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    found = Mirror()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def install(mirror: Mirror, base, own_folder: Path):
    return lambda code="SY", **how: install_country(code, base, **({"base_url": mirror.url, "loopback": True} | how))


def downloads(own_folder: Path) -> list[str]:
    folder = own_folder.parent / "downloads"
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


def test_a_dump_becomes_an_overlay_that_says_where_it_is_from(mirror, install, own_folder, samples) -> None:
    mirror.body = zipped(samples.dump)
    found, added = install("sy", sha256=hashlib.sha256(mirror.body).hexdigest())
    assert (added.name, added.replaced, found.resumed) == ("geonames-sy", False, 0)
    about = Overlay(added.path).about
    assert about["url"] == f"{mirror.url}SY.zip"
    assert (about["etag"], about["sha256"]) == ('"1"', hashlib.sha256(mirror.body).hexdigest())
    assert "CC BY 4.0" in about["licence"]
    assert downloads(own_folder) == []
    assert install()[1].replaced


def test_a_dump_that_breaks_off_goes_on(mirror, install, samples) -> None:
    mirror.body, mirror.breaks = zipped(samples.dump), [200]
    install()
    assert mirror.asked == ["/dump/SY.zip", "/dump/SY.zip bytes=200-"]


def test_a_dump_goes_on_with_the_next_command(mirror, install, own_folder, samples) -> None:
    mirror.body, mirror.breaks = zipped(samples.dump), [200, 0, 0, 0, 0]
    with pytest.raises(FetchError, match="200 of"):
        install()
    assert downloads(own_folder) == ["SY.zip.part", "SY.zip.part.json"]
    assert installed() == ()
    assert install()[0].resumed == 200
    assert downloads(own_folder) == []


def test_a_dump_that_changed_between_is_fetched_anew(mirror, install, samples) -> None:
    mirror.body, mirror.breaks = zipped(samples.dump), [200, 0, 0, 0, 0]
    with pytest.raises(FetchError):
        install()
    mirror.body, mirror.etag = zipped(samples.dump.replace("Saghira", "Kabira")), '"2"'
    _, added = install()
    assert Overlay(added.path).has("kalat kabira")


def test_a_length_that_is_too_long_is_told(mirror, install, samples) -> None:
    mirror.body = zipped(samples.dump)
    mirror.length = len(mirror.body) + 7
    with pytest.raises(FetchError, match=r"broke off"):
        install()
    assert installed() == ()


def test_a_length_that_is_too_short_gives_a_damaged_file_which_is_thrown_away(
    mirror, install, own_folder, samples
) -> None:
    mirror.body = zipped(samples.dump)
    mirror.length = len(mirror.body) - 7
    with pytest.raises(InputError, match="is damaged"):
        install()
    assert (installed(), downloads(own_folder)) == ((), [])


BAD: dict[str, tuple[Any, str]] = {
    "a wrong checksum": (lambda s: zipped(s.dump).replace(b"Jabal Saghir", b"Jabal Kabir!"), "is damaged"),
    "no archive": (lambda s: b"<html>maintenance</html>", "columns"),
    "another archive": (lambda s: zipped("<Types/>", "[Content_Types].xml"), "holds no tables of places"),
    "another table": (lambda s: zipped(s.own), "a GeoNames dump has 19"),
    "no places": (lambda s: zipped(""), "is empty"),
    "a way out": (lambda s: zipped(s.dump, "../SY.txt"), "leads out of it"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_dump_is_told_and_thrown_away(mirror, install, own_folder, samples, what: str) -> None:
    make, told = BAD[what]
    mirror.body = make(samples)
    with pytest.raises(InputError, match=told) as caught:
        install()
    assert str(caught.value).startswith(f"{mirror.url}SY.zip: ")
    assert (installed(), downloads(own_folder)) == ((), [])


def test_a_bomb_is_told_and_thrown_away(mirror, install, own_folder) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("SY.txt", b" " * 30_000_000)
    mirror.body = buffer.getvalue()
    with pytest.raises(InputError, match="unpacks to 30,000,000 bytes"):
        install()
    assert (installed(), downloads(own_folder)) == ((), [])


def test_another_digest_than_wanted_is_refused(mirror, install, own_folder, samples) -> None:
    mirror.body = zipped(samples.dump)
    with pytest.raises(FetchError, match="has the SHA-256"):
        install(sha256="0" * 64)
    assert (installed(), downloads(own_folder)) == ((), [])


@pytest.mark.parametrize(
    ("how", "error", "told"),
    [
        ({"code": "Syria"}, SettingsError, "no country's code"),
        ({"code": "S/"}, SettingsError, "no country's code"),
        ({"sha256": "abc"}, SettingsError, "64 hexadecimal digits"),
        ({"base_url": "http://download.example.org/", "loopback": False}, SettingsError, "is not encrypted"),
        ({"base_url": "https://download.example.org/"}, SettingsError, "is not on this machine"),
        ({"base_url": "http://10.0.0.1/"}, SettingsError, "is not on this machine"),
        ({"base_url": "https://10.0.0.1/", "loopback": False}, FetchRefused, "not on the public internet"),
        ({"base_url": "https://127.0.0.1/", "loopback": False}, FetchRefused, "not on the public internet"),
    ],
)
def test_what_may_not_be_asked_for_is_refused(mirror, install, how, error, told: str) -> None:
    with pytest.raises(error, match=told):
        install(**how)
    assert mirror.asked == []


def test_a_mirror_on_this_machine_leads_nowhere_else(mirror, install) -> None:
    def lead(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "http://10.0.0.1/SY.zip")
        handler.end_headers()

    mirror.answer = lead
    with pytest.raises(FetchRefused, match=r"10\.0\.0\.1"):
        install()
