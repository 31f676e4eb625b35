"""A large file fetched to the disk: it goes on where it broke off, and only where it is still the same file."""

from __future__ import annotations

import hashlib
import json
import socket
import ssl
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import OutputError, SettingsError
from dateline.readers.fetch.download import Downloaded, download
from dateline.readers.fetch.url import FetchError, FetchRefused

HERE = "127.0.0.1"
BODY = bytes(range(256)) * 1000
DIGEST = hashlib.sha256(BODY).hexdigest()


class Mirror:
    """Serves one file at /f: with ranges, breaking off after `most` bytes of an answer, as often as it is told to."""

    def __init__(self, site: Any, tmp_path: Path) -> None:
        self.site, self.target = site, tmp_path / "in" / "f.bin"
        self.body, self.etag, self.modified = BODY, '"one"', ""
        self.breaks: list[int] = []
        self.ranges = True
        self.heeds_if_range = True
        self.length: int | None = None
        site.routes["/f"] = self.answer

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers.get("Range", "")
        same = handler.headers.get("If-Range") in {self.etag, self.modified} or not self.heeds_if_range
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.ranges and same else 0
        if start >= len(self.body):
            handler.send_response(416)
            handler.end_headers()
            return
        body = self.body[start:]
        handler.send_response(206 if start else 200)
        if start:
            handler.send_header("Content-Range", f"bytes {start}-{len(self.body) - 1}/{len(self.body)}")
        handler.send_header("Content-Length", str(self.length if self.length is not None else len(body)))
        for name, value in (("ETag", self.etag), ("Last-Modified", self.modified)):
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body[: self.breaks.pop(0)] if self.breaks else body)

    def get(self, path: str = "/f", **how: Any) -> Downloaded:
        limits = replace(self.site.limits(), bytes=how.pop("bytes", 10_000_000))
        return download(
            self.site.url(path),
            self.target,
            limits=limits,
            resolver=lambda h, p: [HERE],
            allow=how.pop("allow", self.site.allow),
            **how,
        )

    @property
    def part(self) -> Path:
        return self.target.with_name("f.bin.part")

    def asked(self) -> list[str]:
        return [headers.get("range", "") for _, headers in self.site.asked]


@pytest.fixture
def mirror(site: Any, tmp_path: Path) -> Mirror:
    return Mirror(site, tmp_path)


def test_a_file_comes_with_its_digest_and_leaves_nothing_beside_it(mirror: Mirror) -> None:
    come: list[tuple[int, int | None]] = []
    found = mirror.get(tick=lambda n, total: come.append((n, total)))
    assert (found.size, found.sha256, found.etag, found.resumed) == (len(BODY), DIGEST, '"one"', 0)
    assert mirror.target.read_bytes() == BODY
    assert [p.name for p in mirror.target.parent.iterdir()] == ["f.bin"]
    assert come[-1] == (len(BODY), len(BODY))
    assert mirror.asked() == [""]


def test_what_breaks_off_goes_on_by_itself(mirror: Mirror) -> None:
    mirror.breaks = [100_000, 50_000]
    found = mirror.get()
    assert mirror.target.read_bytes() == BODY
    assert found.sha256 == DIGEST
    assert mirror.asked() == ["", "bytes=100000-", "bytes=150000-"]


def test_what_breaks_off_too_often_is_kept_and_goes_on_with_the_next_call(mirror: Mirror) -> None:
    mirror.breaks = [30_000] + [1000] * 4
    with pytest.raises(FetchError, match=r"broke off 5 times; 34,000 of 256,000 bytes have come"):
        mirror.get()
    assert mirror.part.read_bytes() == BODY[:34_000]
    assert not mirror.target.exists()
    found = mirror.get(sha256=DIGEST.upper())
    assert (found.resumed, mirror.target.read_bytes()) == (34_000, BODY)
    assert mirror.asked()[-1] == "bytes=34000-"


def _broken(mirror: Mirror) -> None:
    mirror.breaks = [30_000] * 5
    mirror.ranges = False
    with pytest.raises(FetchError, match="broke off"):
        mirror.get()
    mirror.ranges = True
    assert mirror.part.stat().st_size == 30_000


def test_a_file_that_changed_between_is_fetched_anew(mirror: Mirror) -> None:
    _broken(mirror)
    mirror.body, mirror.etag = BODY[::-1], '"two"'
    found = mirror.get()
    assert (mirror.target.read_bytes(), found.etag, found.resumed) == (BODY[::-1], '"two"', 0)


def test_a_server_that_goes_on_with_another_file_is_not_believed(mirror: Mirror) -> None:
    _broken(mirror)
    mirror.body, mirror.etag, mirror.heeds_if_range = BODY[::-1], '"two"', False
    assert mirror.get().resumed == 0
    assert mirror.target.read_bytes() == BODY[::-1]


def test_a_server_that_goes_on_elsewhere_is_not_believed(mirror: Mirror) -> None:
    _broken(mirror)
    mirror.body, mirror.heeds_if_range = BODY + b"more", False
    mirror.get()
    assert mirror.target.read_bytes() == BODY + b"more"


def test_without_a_strong_mark_a_part_is_not_gone_on_with(mirror: Mirror) -> None:
    mirror.etag, mirror.breaks = 'W/"weak"', [30_000]
    mirror.get()
    assert mirror.target.read_bytes() == BODY
    assert mirror.asked() == ["", ""]


def test_the_date_of_the_last_change_is_mark_enough(mirror: Mirror) -> None:
    mirror.etag, mirror.modified, mirror.breaks = "", "Fri, 02 Jan 2026 12:00:00 GMT", [30_000]
    assert mirror.get().modified == mirror.modified
    assert mirror.asked() == ["", "bytes=30000-"]


def test_a_server_without_ranges_is_asked_for_the_whole_again(mirror: Mirror) -> None:
    mirror.breaks, mirror.ranges = [30_000], False
    mirror.get()
    assert mirror.target.read_bytes() == BODY
    assert mirror.asked() == ["", "bytes=30000-"]


def test_a_part_longer_than_the_file_is_thrown_away(mirror: Mirror) -> None:
    _broken(mirror)
    mirror.body, mirror.heeds_if_range = BODY[:20_000], False
    mirror.get()
    assert mirror.target.read_bytes() == BODY[:20_000]


def test_a_part_of_another_address_or_with_a_broken_note_is_not_used(mirror: Mirror) -> None:
    _broken(mirror)
    note = mirror.part.with_name("f.bin.part.json")
    told = json.loads(note.read_text(encoding="utf-8"))
    for text in (json.dumps(told | {"url": "https://other.example.org/f"}), "[1]", "{", json.dumps({"x": 1})):
        note.write_text(text, encoding="utf-8")
        mirror.get()
        assert mirror.asked()[-1] == ""
        mirror.part.write_bytes(b"x" * 30_000)


@pytest.mark.parametrize("length", [len(BODY) + 1, 10 * len(BODY)])
def test_a_length_that_never_comes_is_told(mirror: Mirror, length: int) -> None:
    mirror.length, mirror.ranges = length, False
    with pytest.raises(FetchError, match=f"256,000 of {length:,} bytes have come"):
        mirror.get()
    assert not mirror.target.exists()


def test_more_than_is_allowed_is_refused_by_what_is_told_and_by_what_comes(mirror: Mirror, raw: Any) -> None:
    with pytest.raises(FetchError, match=r"has 256,000 bytes or more; 1,000 are allowed"):
        mirror.get(bytes=1000)

    def endless(client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"fff\r\n" + b"x" * 4095 + b"\r\n")
        while True:
            client.sendall(b"fff\r\n" + b"x" * 4095 + b"\r\n")

    port = raw(endless)
    with pytest.raises(FetchError, match="100,000 are allowed"):
        download(
            f"http://news.example.org:{port}/f",
            mirror.target,
            limits=replace(mirror.site.limits(), bytes=100_000, ports=frozenset({port})),
            resolver=lambda h, p: [HERE],
            allow=lambda a, p: True,
        )
    assert list(mirror.target.parent.iterdir()) == []


def test_another_digest_than_wanted_throws_the_file_away(mirror: Mirror) -> None:
    with pytest.raises(FetchError, match=f"has the SHA-256 {DIGEST}, not {'0' * 64}"):
        mirror.get(sha256="0" * 64)
    assert list(mirror.target.parent.iterdir()) == []


def test_redirects_are_followed_within_the_same_rules(mirror: Mirror) -> None:
    mirror.site.leads("/old", "/f")
    mirror.breaks = [30_000]
    assert mirror.get("/old").sha256 == DIGEST
    assert mirror.asked() == ["", "", "bytes=30000-", "bytes=30000-"]
    mirror.site.leads("/away", "http://10.0.0.1/f")
    with pytest.raises(FetchRefused):
        mirror.get("/away")
    mirror.site.leads("/round", "/round")
    with pytest.raises(FetchError, match="circle"):
        mirror.get("/round")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/f", "https://10.1.1.1/f", "https://[::1]/f", "file:///etc/passwd"]
)
def test_private_addresses_are_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(FetchRefused):
        download(address, tmp_path / "f")
    assert list(tmp_path.iterdir()) == []


def test_pages_that_are_not_there_are_told(mirror: Mirror) -> None:
    mirror.site.page("/gone", b"", status=404)
    with pytest.raises(FetchError, match="answers with 404"):
        mirror.get("/gone")


def test_packed_answers_are_refused(mirror: Mirror) -> None:
    mirror.site.page("/packed", b"x", Content_Encoding="gzip")
    with pytest.raises(FetchError, match="packed"):
        mirror.get("/packed")


def test_encrypted_files_come_only_from_who_proves_it(secure: Any, trust: ssl.SSLContext, tmp_path: Path) -> None:
    get: Callable[..., Downloaded] = lambda **how: Mirror(secure, tmp_path).get(**how)  # noqa: E731 - one line twice
    with pytest.raises(FetchError, match="does not prove who it is"):
        get()
    assert get(trust=trust).sha256 == DIGEST
    with pytest.raises(SettingsError, match="always checked"):
        get(trust=ssl._create_unverified_context())  # noqa: S323 - it is refused


def test_a_folder_that_cannot_be_written_is_named(mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("no folder")
    with pytest.raises(OutputError, match="cannot be written"):
        mirror.get()
