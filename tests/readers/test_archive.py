"""WARC and WACZ -> Documents, one a page; broken records, bombs, hostile packages. All texts are invented."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.archive import http as http_body
from dateline.readers.archive.http import BodyError, body_of
from dateline.readers.archive.wacz import FORMAT as WACZ
from dateline.readers.archive.warc import FORMAT
from dateline.readers.formats import Failure, Format, Input, format_of

FILES = Path(__file__).parent / "files"
BODY = "The road to Kodok is closed, the mission said on Monday, and nobody knows when it will be open again."
OTHER = "The last barge came in February and brought flour only, traders in the market said on Tuesday morning."


def html(text: str) -> bytes:
    article = f"<article><h1>Road</h1><p>{text}</p></article>"
    return f"<html><head><title>Road</title></head><body>{article}</body></html>".encode()


def response(body: bytes, fields: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{fields}\r\n\r\n".encode() + body


def record(
    block: bytes,
    url: str = "http://e.org/a",
    kind: str = "response",
    name: str = "<urn:uuid:1>",
    content: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {name}\r\nWARC-Date: 2031-03-12T10:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(block) if length is None else length}"
    )
    return f"{head}\r\n\r\n".encode() + block + b"\r\n\r\n"


ONE = record(response(html(BODY)), "http://e.org/one", name="<urn:uuid:one>")
TWO = record(response(html(OTHER)), "http://e.org/two", name="<urn:uuid:two>")


def read(data: bytes, name: str = "crawl.warc", form: Format = FORMAT) -> list[Document | Failure]:
    return list(form.read(Input(name, io.BytesIO(data), len(data))))


def told(found: list[Document | Failure]) -> list[str]:
    """The record of every document and the message of every failure."""
    return [f"{d.file.part if d.file else ''} {d.url}" if isinstance(d, Document) else str(d.error) for d in found]


BOTH = ["record <urn:uuid:one> http://e.org/one", "record <urn:uuid:two> http://e.org/two"]


@pytest.mark.parametrize(
    "data",
    [ONE + TWO, gzip.compress(ONE) + gzip.compress(TWO), gzip.compress(ONE + TWO)],
    ids=["plain", "packed one by one", "packed as one"],
)
def test_every_page_is_a_report_with_its_address_and_time_of_capture(data: bytes) -> None:
    one, two = read(data)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert told([one, two]) == BOTH
    assert one.file is not None
    assert one.file.captured == "2031-03-12T10:00:00Z"
    assert one.source_sha256 == hashlib.sha256(html(BODY)).hexdigest()
    assert one.published.date is None
    assert BODY in one.text
    assert one.id != two.id


def test_only_answers_that_hold_a_page_are_read() -> None:
    other = [
        record(response(html(BODY), status="404 Not Found")),
        record(response(b"", "Location: http://e.org/b", "301 Moved")),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", content="application/http; msgtype=request"),
        record(response(html(BODY)), kind="revisit"),
        record(b"software: x\r\n", kind="warcinfo", content="application/warc-fields"),
        record(b"x: y\r\n", kind="metadata", content="application/warc-fields"),
        record(b"20310312\r\ne.org 127.0.0.1", "dns:e.org", content="text/dns"),
        record(response(b"a{}", "Content-Type: text/css")),
        record(response(b"\x89PNG\r\n\x1a\n", "Content-Type: image/png")),
        record(response(b"var x", "Content-Type: application/javascript")),
        record(response(b"User-agent: *", "Content-Type: text/plain"), "http://e.org/robots.txt"),
        record(response(b"<rss version='2.0'><channel/></rss>", "Content-Type: application/rss+xml")),
        record(response(b"var x", "Content-Type: application/octet-stream")),
        record(b"text", "urn:text:http://e.org/a", "resource", content="text/plain"),
    ]
    assert told(read(b"".join(other) + TWO)) == BOTH[1:]


def test_files_and_plain_texts_are_read_by_their_formats() -> None:
    pdf, russian = (FILES / "turned.pdf").read_bytes(), "Дорога закрыта, сообщила миссия.".encode("cp1251")
    found = read(
        record(response(pdf, "Content-Type: application/pdf"), "http://e.org/r.pdf")
        + record(response(pdf, "X-Untold: type"), "http://e.org/s.pdf")
        + record(response(russian, "Content-Type: text/plain; charset=windows-1251"), "http://e.org/t.txt")
        + record(html(OTHER), "http://e.org/u", "resource", content="text/html")
        + record(f"{OTHER}\n".encode(), "file:///home/x.txt", "resource", content="text/plain")
    )
    assert all(isinstance(d, Document) for d in found)
    types = [(d.file.media_type, d.url) for d in found if isinstance(d, Document) and d.file]
    assert types == [
        ("application/pdf", "http://e.org/r.pdf"),
        ("application/pdf", "http://e.org/s.pdf"),
        ("text/plain", "http://e.org/t.txt"),
        ("text/html", "http://e.org/u"),
        ("text/plain", None),
    ]
    text = found[2]
    assert isinstance(text, Document)
    assert (text.text, text.source_sha256) == ("Дорога закрыта, сообщила миссия.", hashlib.sha256(russian).hexdigest())
    assert text.file is not None
    assert text.file.captured == "2031-03-12T10:00:00Z"


def chunked(data: bytes, size: int = 40) -> bytes:
    parts = [data[n : n + size] for n in range(0, len(data), size)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def brotli(data: bytes) -> bytes:
    from fastwarc.stream_io import BrotliWriter

    out = io.BytesIO()
    writer = BrotliWriter(out)
    writer.write(data)
    writer.close()
    return out.getvalue()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PAGE = html(BODY)


@pytest.mark.parametrize(
    ("data", "transfer", "content"),
    [
        (PAGE, "", ""),
        (chunked(PAGE), "chunked", ""),
        (PAGE, "chunked", ""),
        (gzip.compress(PAGE), "", "gzip"),
        (gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:]), "", "x-gzip"),
        (PAGE, "", "gzip"),
        (zlib.compress(PAGE), "", "deflate"),
        (raw_deflate(PAGE), "", "deflate"),
        (PAGE, "", "deflate"),
        (brotli(PAGE), "", "br"),
        (PAGE, "", "br"),
        (chunked(gzip.compress(PAGE)), "chunked", "gzip"),
        (gzip.compress(brotli(PAGE)), "", "br, gzip"),
        (PAGE, "", "identity"),
    ],
)
def test_a_body_is_unpacked_or_was_already(data: bytes, transfer: str, content: str) -> None:
    assert body_of(data, transfer, content) == PAGE


@pytest.mark.parametrize(
    ("data", "transfer", "content", "reason"),
    [
        (chunked(PAGE)[:-30], "chunked", "", "its chunks do not fit"),
        (b"5\r\nhello\r\nzz\r\nworld", "chunked", "", "its chunks do not fit"),
        (b"ffffffff\r\nhello", "chunked", "", "its chunks do not fit"),
        (gzip.compress(PAGE)[:-20], "", "gzip", "cut off"),
        (gzip.compress(PAGE)[:20] + b"\0" * 20 + gzip.compress(PAGE)[40:], "", "gzip", "broken|cut off"),
        (brotli(PAGE)[:-9], "", "br", "broken"),
        (PAGE, "", "x-secret", "not known"),
    ],
)
def test_a_body_that_breaks_off_is_told(data: bytes, transfer: str, content: str, reason: str) -> None:
    with pytest.raises(BodyError, match=reason):
        body_of(data, transfer, content)


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "gzip twice"])
def test_a_bomb_is_unpacked_no_farther_than_the_bound(packing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_body, "LARGEST", 100_000)
    zeros = b"\0" * 3_000_000
    pack: dict[str, tuple[Callable[[bytes], bytes], str]] = {
        "gzip": (gzip.compress, "gzip"),
        "deflate": (zlib.compress, "deflate"),
        "br": (brotli, "br"),
        "gzip twice": (lambda data: gzip.compress(gzip.compress(data)), "gzip, gzip"),
    }
    packer, content = pack[packing]
    bomb = packer(zeros)
    assert len(bomb) < 100_000
    with pytest.raises(BodyError, match="unpacks to more than 100,000 bytes"):
        body_of(bomb, "", content)


def damaged(name: str) -> bytes:
    """Two records of which one is damaged."""
    cases = {
        "stated too short": lambda: record(response(html(BODY)), length=10) + TWO,
        "stated too long": lambda: record(response(html(BODY)), length=10**18) + TWO,
        "stated too long, packed": lambda: (
            gzip.compress(record(response(html(BODY)), length=10**18)) + gzip.compress(TWO)
        ),
        "stated below nothing": lambda: record(response(html(BODY)), length=-5) + TWO,
        "garbage between": lambda: ONE + b"garbage\r\n\r\n" + TWO,
        "garbage before": lambda: b"garbage\r\n\r\n" + TWO,
        "a broken member": lambda: gzip.compress(ONE)[:60] + b"\0" * 50 + gzip.compress(TWO),
        "no answer": lambda: record(b"no HTTP at all") + TWO,
        "a broken body": lambda: (
            record(response(b"\x1f\x8b", "Content-Type: text/html\r\nContent-Encoding: gzip")) + TWO
        ),
        "no text": lambda: record(response(b"<html></html>")) + TWO,
        "a bomb": lambda: (
            gzip.compress(record(response(b"", "Content-Type: text/html"), length=10**9)) + gzip.compress(TWO)
        ),
        "cut off": lambda: TWO + ONE[:-60],
        "cut off, packed": lambda: gzip.compress(TWO) + gzip.compress(ONE)[:-40],
    }
    return cases[name]()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("stated too short", r"crawl.warc: is broken after byte 0 .* goes on at byte \d+\."),
        ("stated too long", r"record <urn:uuid:1>: cannot be read: it has [\d,]+ bytes, and 50,000,000 are allowed"),
        ("stated too long, packed", r"record <urn:uuid:1>: cannot be read: it has [\d,]+ bytes"),
        ("stated below nothing", r"holds no HTTP response|is broken after"),
        ("garbage between", r"is broken after byte 0 \(Invalid WARC header\). Reading goes on at byte \d+"),
        ("garbage before", r"is broken after byte 0"),
        ("a broken member", r"is broken after byte 0 \(Gzip"),
        ("no answer", r"record <urn:uuid:1>: cannot be read: it holds no HTTP response. Its address is http://e.org/a"),
        ("a broken body", r"record <urn:uuid:1>: cannot be read: it is cut off within its compressed part"),
        ("no text", r"crawl.warc record <urn:uuid:1>: .*text"),
        ("a bomb", r"cannot be read: it has 999,999,\d+ bytes"),
        ("cut off", r"record <urn:uuid:one>: cannot be read: it is cut off after \d+ of \d+ bytes"),
        ("cut off, packed", r"record <urn:uuid:one>: cannot be read: it is cut off"),
    ],
)
def test_a_broken_record_is_a_failure_and_the_others_are_read(name: str, reason: str) -> None:
    import re

    found = read(damaged(name))
    assert BOTH[1] in told(found)
    failures = [str(f.error) for f in found if isinstance(f, Failure)]
    assert failures
    assert any(re.search(reason, message) for message in failures), failures


@pytest.mark.parametrize(
    "data",
    [
        b"\x1f\x8b\x08" * 100_000,
        b"\nWARC/1.0" * 50_000,
        b"WARC/1.0\r\n" * 50_000,
        gzip.compress(b"\0" * 1_000_000) * 50,
    ],
)
def test_what_only_looks_like_records_is_given_up_soon(data: bytes) -> None:
    with pytest.raises(InputError, match=r"crawl\.warc: holds no WARC record"):
        read(data)


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "is empty"), (PAGE, "holds no WARC record"), (b"\0" * 1000, "holds no WARC record")]
)
def test_a_file_without_records_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=rf"\Acrawl\.warc: {reason}"):
        read(data)


def test_records_come_one_by_one() -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            block = super().read(size)
            self.taken += len(block)
            return block

    noise = record(bytes(n * n % 251 for n in range(3_000_000)), kind="metadata", content="x/y")
    stream = Counting(ONE + noise + TWO)
    reports = FORMAT.read(Input("crawl.warc", stream, len(stream.getvalue())))
    assert isinstance(next(iter(reports)), Document)
    assert stream.taken < 200_000


def test_without_the_library_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    with pytest.raises(InputError, match=r"crawl\.warc: .*fastwarc.* pip install 'dateline\[warc\]'"):
        read(ONE)


@pytest.mark.parametrize(
    ("head", "name", "is_warc"),
    [
        (ONE, "crawl", True),
        (gzip.compress(ONE), "crawl", True),
        (gzip.compress(b"The road"), "crawl.gz", False),
        (b"\x1f\x8b\x08\0broken", "crawl.warc.gz", True),
        (b"WARC files are web archives.", "crawl.txt", False),
    ],
)
def test_a_warc_file_is_told_by_its_first_record(head: bytes, name: str, is_warc: object) -> None:
    assert FORMAT.recognises(head[:4096], name) is is_warc


# WACZ packages.

PAGES = '{"format": "json-pages-1.0", "id": "pages"}\n{"url": "http://e.org/two#top", "title": "Two"}\n'


def wacz(*more: tuple[str | zipfile.ZipInfo, bytes], pages: str | None = None, digest: str | None = None) -> bytes:
    archive = gzip.compress(ONE) + gzip.compress(TWO)
    told_ = {"path": "archive/data.warc.gz", "hash": f"sha256:{digest or hashlib.sha256(archive).hexdigest()}"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": [told_]}))
        package.writestr("archive/data.warc.gz", archive)
        package.writestr("indexes/index.cdx.gz", b"x")
        if pages is not None:
            package.writestr("pages/pages.jsonl", pages)
        for name, data in more:
            package.writestr(name, data)
    return out.getvalue()


def in_wacz(data: bytes) -> list[str]:
    return told(read(data, "crawl.wacz", WACZ))


def test_a_package_without_a_list_of_pages_gives_every_page() -> None:
    assert in_wacz(wacz()) == BOTH


def test_a_package_with_a_list_of_pages_gives_those() -> None:
    assert in_wacz(wacz(pages=PAGES)) == BOTH[1:]
    assert in_wacz(wacz(("pages/extraPages.jsonl", b'{"url": "http://e.org/one"}'), pages=PAGES)) == BOTH
    assert in_wacz(wacz(pages="[" * 100_000 + '\n7\nnull\n{"url": 5}\n')) == BOTH


def test_a_member_that_was_changed_after_packing_is_told_and_still_read() -> None:
    failure, *rest = in_wacz(wacz(digest="0" * 64))
    assert failure.startswith("crawl.wacz archive/data.warc.gz: is not what datapackage.json says (SHA-256)")
    assert rest == BOTH


def test_a_package_within_a_package_is_not_opened() -> None:
    failure = in_wacz(wacz(("archive/inner.wacz", wacz())))[-1]
    assert failure == "crawl.wacz archive/inner.wacz: is no WARC file. A package within a package is not read."


def test_a_broken_member_is_a_failure() -> None:
    data = bytearray(wacz(("archive/more.warc", ONE.replace(b"urn:uuid:one", b"urn:uuid:six"))))
    at = data.index(b"urn:uuid:six")
    data[at : at + 3] = b"xxx"
    assert any("is damaged" in line or "is broken" in line for line in in_wacz(bytes(data)))


def link(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = 0o120777 << 16
    return member


def packed(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


@pytest.mark.parametrize(
    ("member", "data", "reason"),
    [
        ("../../etc/cron.d/x", b"x", "a part whose name leads out of it"),
        ("archive/../../x.warc", b"x", "a part whose name leads out of it"),
        ("/etc/x", b"x", "a part whose name leads out of it"),
        ("..\\x", b"x", "a part whose name leads out of it"),
        (link("archive/x.warc"), b"/etc/passwd", "a part that is only a link"),
        (packed("archive/x.warc"), b"\0" * 20_000_000, "unpacks to 20,000,000 bytes from"),
        (packed("pages/x.jsonl"), b"\n" * 11_000_000, "unpacks to 11,000,000 bytes from"),
    ],
)
def test_a_hostile_package_is_refused_as_a_whole(member: str | zipfile.ZipInfo, data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=rf"\Acrawl\.wacz: .*{reason}"):
        in_wacz(wacz((member, data)))


def test_a_package_that_names_too_many_parts_is_refused_before_they_are_listed() -> None:
    from dateline.readers.archive.limits import Limits, open_zip

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for n in range(300):
            package.writestr(f"{n}{'x' * 100}", b"")
    with pytest.raises(InputError, match="has 300 parts; 100 are allowed"):
        open_zip(out, "x.zip", Limits(100, 10))
    with pytest.raises(InputError, match="names too many parts; 10 are allowed"):
        open_zip(out, "x.zip", Limits(10, 10))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "its directory of parts cannot be read"),
        (wacz()[:-30], "its directory of parts cannot be read"),
        (b"PK\x03\x04 nothing", "its directory of parts cannot be read"),
    ],
)
def test_what_is_no_package_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=rf"\Acrawl\.wacz: .*{reason}"):
        in_wacz(data)


def test_a_package_without_archives_or_with_a_broken_list_of_contents_says_so() -> None:
    def of(name: str, data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr(name, data)
        return out.getvalue()

    with pytest.raises(InputError, match="holds no archive/"):
        in_wacz(of("pages/pages.jsonl", PAGES.encode()))
    for broken in (b"[", b"[]", b"[" * 100_000):
        with pytest.raises(InputError, match=r"has a datapackage\.json that cannot be read"):
            in_wacz(of("datapackage.json", broken))


def test_nothing_is_unpacked_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert in_wacz(wacz()) == BOTH
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("data", "name", "is_wacz"),
    [
        (wacz(), "crawl", True),
        (b"PK\x03\x04" + b"\0" * 40, "crawl.wacz", True),
        (b"PK\x03\x04" + b"\0" * 40, "crawl.zip", False),
        (b"PK\x03\x04", "crawl.wacz", False),
        (b"The road is closed.", "crawl.wacz", False),
    ],
)
def test_a_package_is_told_by_its_first_part_or_its_name(data: bytes, name: str, is_wacz: object) -> None:
    assert WACZ.recognises(data[:4096], name) is is_wacz


def test_formats_are_found_by_the_bytes() -> None:
    for data, name in ((ONE, "warc"), (gzip.compress(ONE), "warc"), (wacz(), "wacz")):
        assert format_of(Input("download", io.BytesIO(data), len(data))).name == name
