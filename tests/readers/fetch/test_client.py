"""One page fetched: what comes back, and all that is refused. Servers are on this machine and allowed by hand."""

from __future__ import annotations

import gzip
import hashlib
import inspect
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler
from time import monotonic, sleep
from typing import Any

import pytest

from dateline.errors import InputError, SettingsError
from dateline.readers.fetch.client import Fetched, Limits, fetch
from dateline.readers.fetch.url import FetchError, FetchRefused

HERE = "127.0.0.1"
Raw = Callable[[Callable[[socket.socket], None]], int]


def _from(port: int, **limits: Any) -> Fetched:
    """Fetch from a server of the `raw` fixture."""
    return fetch(
        f"http://news.example.org:{port}/",
        limits=Limits(ports=frozenset({port}), **limits),
        resolver=lambda h, p: [HERE],
        allow=lambda address, p: (str(address), p) == (HERE, port),
    )


def test_a_page_comes_with_its_hash_its_kind_and_the_time(site) -> None:
    body = "<p>Café in Malakal (fiction)</p>".encode()
    site.page("/a?b=c", body, "Text/HTML; charset=UTF-8", Last_Modified="Wed, 05 May 2021 10:00:00 GMT", X_Other="1")
    found = fetch(
        site.url("/a?b=c#d"),
        limits=site.limits(),
        resolver=lambda h, p: [HERE],
        allow=site.allow,
        now=lambda: datetime(2021, 5, 5, 13, 0, 0, tzinfo=timezone(timedelta(hours=3))),
    )
    assert found.body == body
    assert found.sha256 == hashlib.sha256(body).hexdigest()
    assert (found.status, found.media_type, found.charset) == (200, "text/html", "utf-8")
    assert found.captured == "2021-05-05T10:00:00Z"
    assert (found.url, found.final_url, found.redirects) == (site.url("/a?b=c#d"), site.url("/a?b=c"), ())
    headers = dict(found.headers)
    assert headers["last-modified"] == "Wed, 05 May 2021 10:00:00 GMT"
    assert "x-other" not in headers


def test_the_request_says_who_asks_and_nothing_else(site, monkeypatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.page("/a")
    site.fetch("/a")
    ((path, headers),) = site.asked
    assert path == "/a"
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert headers["host"] == f"news.example.org:{site.port}"
    assert headers["user-agent"].startswith("dateline/")
    assert headers["accept-encoding"] == "identity"


def test_redirects_are_followed_and_told_without_cookies(site) -> None:
    site.page("/a", b"", status=301, Location="b?x=1", Set_Cookie="k=v")
    site.leads("/b?x=1", f"//other.example.org:{site.port}/c", 307)
    site.page("/c")
    found = site.fetch("/a")
    assert found.final_url == f"http://other.example.org:{site.port}/c"
    assert found.redirects == (site.url("/b?x=1"),)
    assert [headers.get("cookie") for _, headers in site.asked] == [None, None, None]
    assert [headers.get("referer") for _, headers in site.asked] == [None, None, None]


def test_a_redirect_in_plain_utf8_is_followed(site) -> None:
    site.page("/a", b"", status=302, Location="/é".encode().decode("latin-1"))
    site.page("/%C3%A9")
    assert site.fetch("/a").final_url == site.url("/%C3%A9")


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/", "http://127.0.0.1:22/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://[fd00::1]/", "http://localhost/", "http://2130706433/",
        "http://0x7f.1/", "http://printer.local/", "http://user:pw@news.example.org/", "file:///etc/passwd",
        "ftp://news.example.org/", "gopher://127.0.0.1:11211/", "//127.0.0.1/", "http://news.example.org:25/",
        "http://[::1", "http://private.example.org/",
    ],
)  # fmt: skip
def test_a_redirect_is_checked_as_the_address_itself_was(site, to: str) -> None:
    site.leads("/a", to)
    names = {"private.example.org": ["10.0.0.7"]}
    with pytest.raises(FetchRefused):
        fetch(
            site.url("/a"),
            limits=site.limits(),
            resolver=lambda h, p: names.get(h, [HERE]),
            allow=site.allow,
        )
    assert len(site.asked) == 1


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["169.254.169.254"]])
def test_a_public_name_that_leads_to_a_private_address_is_never_connected_to(site, answers: list[str]) -> None:
    site.page("/a")
    with pytest.raises(FetchRefused, match="public internet"):
        fetch(site.url("/a"), limits=site.limits(), resolver=lambda h, p: answers)
    assert site.asked == []


def test_a_name_is_looked_up_once_and_the_checked_address_is_the_one_connected_to(site) -> None:
    site.page("/a")
    answers = iter([[HERE], ["127.0.0.2"]])
    asked: list[str] = []

    def turning(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    fetch(site.url("/a"), limits=site.limits(), resolver=turning, allow=site.allow)
    assert asked == ["news.example.org"]
    assert len(site.asked) == 1


def test_a_name_that_turns_private_between_two_steps_is_refused(site) -> None:
    site.leads("/a", "/b")
    site.page("/b")
    answers = iter([[HERE], ["10.0.0.1"]])
    with pytest.raises(FetchRefused, match=r"10\.0\.0\.1"):
        fetch(site.url("/a"), limits=site.limits(), resolver=lambda h, p: next(answers), allow=site.allow)
    assert [path for path, _ in site.asked] == ["/a"]


def test_the_first_address_that_answers_is_taken(site) -> None:
    site.page("/a")
    closed = socket.create_server(("127.0.0.2", 0))
    closed.close()
    found = fetch(
        site.url("/a"),
        limits=site.limits(),
        resolver=lambda h, p: ["127.0.0.2", HERE],
        allow=lambda a, p: p == site.port,
    )
    assert found.status == 200


def test_ports_other_than_those_of_the_web_are_refused(site) -> None:
    site.page("/a")
    with pytest.raises(FetchRefused, match=f"port {site.port}"):
        site.fetch("/a", Limits())
    assert site.asked == []


def test_circles_and_long_ways_end(site) -> None:
    site.leads("/a", "/b")
    site.leads("/b", "/a")
    with pytest.raises(FetchError, match="circle"):
        site.fetch("/a")
    for n in range(9):
        site.leads(f"/{n}", f"/{n + 1}")
    with pytest.raises(FetchError, match="more than 5 times"):
        site.fetch("/0")
    site.page("/5")
    assert site.fetch("/0").final_url == site.url("/5")
    with pytest.raises(FetchError, match="more than 0 times"):
        site.fetch("/4", site.limits(redirects=0))
    site.page("/nowhere", b"", status=302)
    with pytest.raises(FetchError, match="without saying where"):
        site.fetch("/nowhere")


@pytest.mark.parametrize(
    ("status", "said"),
    [(204, "no page"), (206, "a part"), (304, "304"), (400, "400"), (401, "password"), (403, "refuses"),
     (404, "no such"), (410, "no longer"), (429, "fewer requests"), (451, "legal"), (418, "status 418"),
     (500, "out of order"),
     (503, "overloaded")],
)  # fmt: skip
def test_an_answer_that_is_no_page_is_named(site, status: int, said: str) -> None:
    site.page("/a", b"", status=status)
    with pytest.raises(FetchError, match=said) as error:
        site.fetch("/a")
    assert str(error.value).startswith(site.url("/a"))
    assert isinstance(error.value, InputError)


@pytest.mark.parametrize(
    "kind",
    ["text/html", "application/xhtml+xml", "text/plain; charset=utf-8", "application/pdf", "application/rss+xml",
     "application/atom+xml", "text/xml", "application/xml", "application/json", "application/x-ndjson", "text/csv",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
)  # fmt: skip
def test_kinds_that_are_read_are_taken(site, kind: str) -> None:
    site.page("/a", kind=kind)
    assert site.fetch("/a").media_type == kind.partition(";")[0]


@pytest.mark.parametrize(
    ("told", "charset"),
    [
        ("text/html", None), ("text/html; charset=UTF-8", "utf-8"), ('text/html;charset="cp1251"', "cp1251"),
        ("text/html, text/html; charset=utf-8", "utf-8"), ("text/html; charset=", None),
        ("text/html; charset=\x1b", None),
    ],
)  # fmt: skip
def test_the_charset_is_what_the_server_says(site, told: str, charset: str | None) -> None:
    site.page("/a", kind=told)
    found = site.fetch("/a")
    assert (found.media_type, found.charset) == ("text/html", charset)


@pytest.mark.parametrize(
    "kind",
    [
        "application/octet-stream",
        "video/mp4",
        "application/x-msdownload",
        "image/svg+xml",
        "html",
        "",
        "text/\x1b[2J",
        "text/html/x",
        "x, text/html",
        "text/html x",
    ],
)
def test_other_kinds_are_refused(site, kind: str) -> None:
    site.page("/a", kind=kind)
    with pytest.raises(FetchError, match="is not read") as error:
        site.fetch("/a")
    assert "\x1b" not in str(error.value)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, identity", "x-unknown"])
def test_a_packed_page_is_never_unpacked(site, encoding: str) -> None:
    bomb = gzip.compress(bytes(5_000_000))
    site.page("/a", bomb, Content_Encoding=encoding)
    with pytest.raises(FetchError, match="packed"):
        site.fetch("/a")
    site.page("/b", Content_Encoding="identity")
    assert site.fetch("/b").status == 200


def _endless(length: int | None, *, chunked: bool) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        if length is not None:
            handler.send_header("Content-Length", str(length))
        if chunked:
            handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        piece = b"a" * 65_536
        for _ in range(16_000):
            handler.wfile.write(b"10000\r\n" + piece + b"\r\n" if chunked else piece)
            handler.server.taken = getattr(handler.server, "taken", 0) + len(piece)  # type: ignore[attr-defined]

    return answer


@pytest.mark.parametrize(("length", "chunked"), [(None, False), (1_048_576_000, False), (None, True)])
def test_a_page_of_a_gigabyte_stops_at_the_limit(site, length: int | None, *, chunked: bool) -> None:
    site.routes["/a"] = _endless(length, chunked=chunked)
    with pytest.raises(FetchError, match="more than 300,000 bytes"):
        site.fetch("/a", site.limits(size=300_000))
    assert getattr(site.server, "taken", 0) < 20_000_000


def test_a_page_of_exactly_the_limit_is_taken(site) -> None:
    site.page("/a", b"a" * 1000)
    assert len(site.fetch("/a", site.limits(size=1000)).body) == 1000
    with pytest.raises(FetchError, match="more than 999 bytes"):
        site.fetch("/a", site.limits(size=999))


def test_chunks_of_one_byte_do_not_get_round_the_limit(raw: Raw) -> None:
    def answer(client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            client.sendall((b"1;" + b"x" * 200 + b"\r\na\r\n") * 500)

    with pytest.raises(FetchError, match="more than a page may have"):
        _from(raw(answer), bytes=100_000)


BEGUN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize("opening", [b"", b"HTTP/1.1 200 OK\r\n", BEGUN + b"\r\n"])
def test_a_server_that_sends_a_byte_now_and_then_is_left_at_the_deadline(raw: Raw, opening: bytes) -> None:
    def answer(client: socket.socket) -> None:
        client.sendall(opening)
        for _ in range(400):
            client.sendall(b"a")
            sleep(0.02)

    start = monotonic()
    with pytest.raises(FetchError, match=r"took longer than 0\.5 seconds"):
        _from(raw(answer), seconds=0.5)
    assert monotonic() - start < 5


@pytest.mark.parametrize("opening", [b"", BEGUN + b"Content-Length: 9\r\n\r\nabc"])
def test_a_silent_server_is_left_after_the_pause(raw: Raw, opening: bytes) -> None:
    def answer(client: socket.socket) -> None:
        client.sendall(opening)
        sleep(3)

    with pytest.raises(FetchError, match=r"nothing for 0\.2 seconds"):
        _from(raw(answer), pause=0.2)


def _flood_many(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        client.sendall(b"X-A: 1\r\n" * 1000)


def _flood_long(client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nX-A: ")
    while True:
        client.sendall(b"a" * 65_536)


def _flood_continue(client: socket.socket) -> None:
    while True:
        client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


@pytest.mark.parametrize("flood", [_flood_many, _flood_long, _flood_continue])
def test_a_flood_of_headers_is_left(raw: Raw, flood: Callable[[socket.socket], None]) -> None:
    start = monotonic()
    with pytest.raises(FetchError):
        _from(raw(flood), seconds=20)
    assert monotonic() - start < 10


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"<html>no head</html>",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc",
    ],
)
def test_an_answer_that_breaks_off_or_is_no_http_is_named(raw: Raw, answer: bytes) -> None:
    with pytest.raises(FetchError, match="broke off or is no HTTP"):
        _from(raw(lambda client: client.sendall(answer)))


def test_an_empty_page_and_a_packed_transfer_are_refused(site, raw: Raw) -> None:
    site.page("/a", b" \r\n")
    with pytest.raises(FetchError, match="empty page"):
        site.fetch("/a")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
    with pytest.raises(FetchError, match="packed"):
        _from(raw(lambda client: client.sendall(head)))


def test_a_server_that_is_not_there_is_named() -> None:
    server = socket.create_server((HERE, 0))
    port = server.getsockname()[1]
    server.close()
    with pytest.raises(FetchError, match="does not answer"):
        _from(port)


def test_an_encrypted_page_is_fetched_by_its_name(secure, trust: ssl.SSLContext) -> None:
    secure.page("/a")
    found = secure.fetch("/a", trust=trust)
    assert found.final_url.startswith("https://news.example.org:")


def test_a_page_that_does_not_prove_who_it_is_is_refused(secure, trust: ssl.SSLContext) -> None:
    secure.page("/a")
    with pytest.raises(FetchError, match="does not prove who it is"):
        secure.fetch("/a")
    with pytest.raises(FetchError, match="does not prove who it is"):
        fetch(
            secure.url("/a", "other.example.org"),
            limits=secure.limits(),
            resolver=lambda h, p: [HERE],
            allow=secure.allow,
            trust=trust,
        )
    assert secure.asked == []


def test_a_plain_server_behind_https_is_named(site, trust: ssl.SSLContext) -> None:
    site.page("/a")
    with pytest.raises(FetchError, match="no TLS"):
        fetch(
            site.url("/a").replace("http:", "https:"),
            limits=site.limits(),
            resolver=lambda h, p: [HERE],
            allow=site.allow,
            trust=trust,
        )


def test_encrypted_stays_encrypted(site, secure, trust: ssl.SSLContext) -> None:
    secure.leads("/a", site.url("/b"))
    site.page("/b")
    site.leads("/up", secure.url("/c"))
    secure.page("/c")
    both = Limits(ports=frozenset({site.port, secure.port}))

    def allow(address: Any, port: int) -> bool:
        return str(address) == HERE and port in both.ports

    with pytest.raises(FetchRefused, match="encrypted page to one that is not"):
        fetch(secure.url("/a"), limits=both, resolver=lambda h, p: [HERE], allow=allow, trust=trust)
    assert site.asked == []
    up = fetch(site.url("/up"), limits=both, resolver=lambda h, p: [HERE], allow=allow, trust=trust)
    assert up.final_url == secure.url("/c")


def test_certificates_cannot_be_left_unchecked() -> None:
    careless = ssl.create_default_context()
    careless.check_hostname = False
    with pytest.raises(SettingsError, match="always checked"):
        fetch("https://news.example.org/", trust=careless)
    careless.verify_mode = ssl.CERT_NONE
    with pytest.raises(SettingsError, match="always checked"):
        fetch("https://news.example.org/", trust=careless)


@pytest.mark.parametrize("odd", [{"bytes": 0}, {"seconds": 0}, {"pause": -1}, {"redirects": -1}])
def test_limits_are_more_than_nothing(odd: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="limits of fetching"):
        Limits(**odd)


def test_the_library_for_fetching_is_loaded_for_the_first_page_only() -> None:
    code = "import sys; import dateline.readers.fetch.capture; print('urllib3' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_what_the_tests_allow_is_only_allowed_by_argument() -> None:
    """The public policy is the default, and fetching reads no variable of the environment."""
    defaults = inspect.signature(fetch).parameters
    assert defaults["allow"].default.__name__ == "is_public"
    assert defaults["limits"].default == Limits()
    assert Limits().ports == frozenset()
    for module in ("addresses", "client", "url", "wire"):
        source = inspect.getsource(__import__(f"dateline.readers.fetch.{module}", fromlist=["x"]))
        assert "os.environ" not in source
        assert "getenv" not in source


def test_the_time_is_that_of_the_clock_in_utc(site) -> None:
    site.page("/a")
    before = datetime.now(UTC).replace(microsecond=0)
    captured = site.fetch("/a").captured
    assert captured.endswith("Z")
    assert before <= datetime.fromisoformat(captured) <= datetime.now(UTC)
