"""What reading costs: time against the spaCy parse alone, reports a second, start-up time, peak memory.

Run with `make bench`, on a quiet machine. Both times of the ratio come from the same run, reading by reading in turn,
so that a slow machine slows both. Memory and first read are taken in fresh processes.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dateline.model.document import Document
from dateline.readers.text import read_text
from dateline.reading import read_document

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
WORDS = 1000
PUBLISHED = "2024-03-05"
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
FIRST_READ = (
    "import resource, sys, dateline;"
    "r = dateline.read(sys.stdin.read(), published=sys.argv[1]); r.to_json();"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def report(words: int = WORDS) -> str:
    """A report of about so many words: paragraphs of the samples in turn, until there are enough."""
    paragraphs = [p for path in sorted(SAMPLES.glob("*.txt")) for p in path.read_text(encoding="utf-8").split("\n\n")]
    running = [p for p in paragraphs if len(p.split()) > 12]
    chosen: list[str] = []
    while sum(len(p.split()) for p in chosen) < words:
        chosen.append(running[len(chosen) % len(running)])
    return "\n\n".join(chosen)


def seconds(action: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    begun = time.process_time()
    action()
    return time.process_time() - begun


def ratio(document: Document, rounds: int) -> tuple[float, float]:
    """Median seconds of the whole reading and of the parse alone, measured in turn."""
    read_document(document)
    whole, parse = [], []
    for _ in range(rounds):
        parse.append(seconds(lambda: pipeline_only(document)))
        whole.append(seconds(lambda: read_document(document)))
    return statistics.median(whole), statistics.median(parse)


def pipeline_only(document: Document) -> None:
    """The bare pipeline on the same sections, without anything of ours around it."""
    from dateline.engines import spacy as room

    texts = [document.text[s.start : s.end] for s in document.sections if s.kind in room.READ]
    for _ in room._pipeline().pipe(texts):
        pass


def start(arguments: list[str], stdin: str = "") -> tuple[float, str]:
    """Wall seconds of a fresh process, and what it printed."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], input=stdin, capture_output=True, text=True, check=True)
    return time.perf_counter() - begun, done.stdout.strip()


def machine() -> str:
    """The machine in words that tell nothing else about it."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> None:
    """Measure and print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="readings that the median is taken of")
    rounds = parser.parse_args().rounds
    text = report()
    document = read_text(text, published=PUBLISHED)
    whole, parse = ratio(document, rounds)
    version = min(start(["-m", "dateline", "--version"])[0] for _ in range(3))
    first, memory = start(["-c", FIRST_READ, PUBLISHED], text)
    rss = int(memory) / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"machine                        {machine()}")
    print(f"report                         {len(text.split()):,} words")
    print(
        f"reading / spaCy parse alone    {whole / parse:.2f}   ({whole * 1000:.0f} ms / {parse * 1000:.0f} ms of CPU)"
    )
    print(f"reports a second on one core   {1 / whole:.2f}")
    print(f"start-up, dateline --version   {version:.2f} s")
    print(f"start-up to first dossier      {first:.2f} s")
    print(f"peak memory, one report        {rss:.0f} MB")


if __name__ == "__main__":
    if any(os.environ.get(name) != value for name, value in ONE_CORE.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_CORE})
    main()
