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
    "feed": {
        "<item>": lambda n: b'<rss version="2.0"><channel>' + b"<item>" * (n // 6),
        "&lt;": lambda n: (
            b'<rss version="2.0"><channel><item><title>t</title><description>'
            + b"&lt;" * (n // 4)
            + b"</description></item></channel></rss>"
        ),
    },
}
NAMES = {"text": "x.txt", "html": "x.html", "csv": "x.csv", "jsonl": "x.jsonl", "email": "x.eml", "feed": "x.rss"}


def seconds(data: bytes, name: str) -> float:
    """The shortest of a few runs."""
    best = float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        for report in read_input(Input(name, io.BytesIO(data), len(data))):
            assert report is not None
        best = min(best, time.perf_counter() - started)
    return best


def measured(make: Callable[[int], bytes], name: str) -> list[float]:
    from dateline.errors import InputError

    times = []
    for size in SIZES:
        data = make(size)[: size - 1]
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
            times = measured(make, NAMES[kind])
            told = " | ".join(f"{1000 * t:,.0f} ms" for t in times)
            yield f"| {kind} | `{label}` | {told} | {times[-1] / max(times[0], 0.001):.1f} |"


def main() -> None:
    assert {one.name for one in formats()} >= set(PATTERNS)
    for row in rows():
        print(row, flush=True)


if __name__ == "__main__":
    main()
