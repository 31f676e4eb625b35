"""How the readers' time grows with hostile input: patterns that make careless parsers slow, at three sizes.

    python benchmarks/bench_readers.py            a table, in the form of RESULTS.md

Each row is one format and one pattern, repeated up to 250 kB, 500 kB and 1 MB; the last column is how much longer 1 MB
takes than 250 kB (4 is linear). What a reader refuses counts with the time that the refusal took.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

from dateline.readers.formats import Input, formats, read_input

SIZES = (250_000, 500_000, 1_000_000)
RUNS = 3

WORDS = "Rebels shelled the harbour of Mokha on Monday, killing two people, the mayor said. "
"""A sentence of fiction, 84 characters long."""


def docx(size: int) -> bytes:
    """A Word file whose paragraphs hold `size` characters."""
    from docx import Document

    made = Document()
    for _ in range(size // (3 * len(WORDS))):
        made.add_paragraph(WORDS * 3)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def pdf(size: int) -> bytes:
    """A PDF of pages of fifty lines that hold `size` characters."""
    pages = size // (50 * len(WORDS)) + 1
    lines = "".join(f"1 0 0 1 50 {780 - 14 * n} Tm ({WORDS}) Tj\n" for n in range(50))
    stream = f"BT /F1 8 Tf\n{lines}ET".encode()
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode()]
    parts.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for n in range(pages):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
        parts.append((page + "/Resources << /Font << /F1 3 0 R >> >> >>").encode())
        parts.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    data, offsets = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(parts) + 1, table) + tail


def warc(size: int) -> bytes:
    """A web archive of pages of some 2,000 characters that hold `size` characters."""
    page = b"<html><body><article>" + f"<p>{WORDS}</p>".encode() * 24 + b"</article></body></html>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(page), page)
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/%d\r\n"
        b"WARC-Date: 2021-05-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    return b"".join(head % (n, n, len(answer)) + answer + b"\r\n\r\n" for n in range(size // len(page)))


PATTERNS: dict[str, dict[str, Callable[[int], bytes]]] = {
    "text": {
        "(": lambda n: b"(" * n,
        "“a ": lambda n: "“a ".encode() * (n // 5),
        "By A and B, ": lambda n: b"By A and B, " * (n // 12),
        "Photo: x. ": lambda n: b"Photo: x. " * (n // 10),
        "ADEN, 1 May — ": lambda n: "ADEN, 1 May — ".encode() * (n // 16),
        "words\\n": lambda n: b"words\n" * (n // 6),
        "spaces": lambda n: b"a" + b" " * n + b"b",
    },
    "html": {
        "<div>": lambda n: b"<html><body>" + b"<div>" * (n // 5),
        "<p>word": lambda n: b"<html><body>" + b"<p>word" * (n // 7),
        "<a ": lambda n: b"<html><body>" + b"<a " * (n // 3),
        "<!--": lambda n: b"<html><body>" + b"<!--" * (n // 4),
        "&amp;": lambda n: b"<html><body><p>" + b"&amp;" * (n // 5),
        "attributes": lambda n: b"<html><body><p " + b"a=b " * (n // 4) + b">word</p>",
        "<b>word</b> ": lambda n: b"<html><body><p>" + b"<b>word</b> " * (n // 12),
        "JSON-LD [": lambda n: b'<html><script type="application/ld+json">' + b"[" * n + b"</script><body><p>word",
    },
    "csv": {
        '"': lambda n: b"title,text\n" + b'"' * n,
        ",": lambda n: b"title,text\n" + b"," * n,
        "a,word\\n": lambda n: b"title,text\n" + b"a,some words here\n" * (n // 18),
    },
    "jsonl": {
        "[": lambda n: b'{"text": ' + b"[" * n,
        '{"text":"w"}\\n': lambda n: b'{"text": "some words"}\n' * (n // 23),
        "\\\\": lambda n: b'{"text": "' + b"\\\\" * (n // 2) + b'"}',
    },
    "email": {
        "> ": lambda n: b"From: a@example.org\nSubject: s\nDate: Mon, 3 May 2021 10:00:00 +0000\n\nwords\n" + b"> " * n,
        "header": lambda n: b"From: a@example.org\nSubject: " + b"=?utf-8?q?a?= " * (n // 14) + b"\n\nwords here",
    },
    "docx": {"paragraphs": docx},
    "pdf": {"pages": pdf},
    "warc": {"pages": warc},
    "feed": {
        "<item>": lambda n: b'<rss version="2.0"><channel>' + b"<item>" * (n // 6),
        "&lt;": lambda n: (
            b'<rss version="2.0"><channel><item><title>t</title><description>'
            + b"&lt;" * (n // 4)
            + b"</description></item></channel></rss>"
        ),
    },
}
BINARY = {"docx", "pdf", "warc"}
"""Formats whose files are made whole: their text is a tenth under the size, so that it stays within the limit."""
NAMES = {"text": "x.txt", "html": "x.html", "csv": "x.csv", "jsonl": "x.jsonl", "email": "x.eml", "feed": "x.rss"} | {
    "docx": "x.docx",
    "pdf": "x.pdf",
    "warc": "x.warc",
}


def seconds(data: bytes, name: str) -> float:
    """The shortest of a few runs."""
    best = float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        for report in read_input(Input(name, io.BytesIO(data), len(data))):
            assert report is not None
        best = min(best, time.perf_counter() - started)
    return best


def measured(make: Callable[[int], bytes], name: str, *, binary: bool) -> list[float]:
    from dateline.errors import InputError

    times = []
    for size in SIZES:
        data = make(size - size // 10) if binary else make(size)[: size - 1]
        started = time.perf_counter()
        try:
            times.append(seconds(data, name))
        except InputError:
            times.append(time.perf_counter() - started)
    return times


def rows() -> Iterator[str]:
    yield "| format | repeated | 250 kB | 500 kB | 1 MB | growth (4 = linear) |"
    yield "|---|---|---|---|---|---|"
    for kind, patterns in PATTERNS.items():
        for label, make in patterns.items():
            times = measured(make, NAMES[kind], binary=kind in BINARY)
            told = " | ".join(f"{1000 * t:,.0f} ms" for t in times)
            yield f"| {kind} | `{label}` | {told} | {times[-1] / max(times[0], 0.001):.1f} |"


def main() -> None:
    assert {one.name for one in formats()} >= set(PATTERNS)
    for row in rows():
        print(row, flush=True)


if __name__ == "__main__":
    main()
