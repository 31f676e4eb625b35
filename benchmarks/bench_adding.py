"""Adding many reports on a pool, with one of its processes killed midway: all there, none twice, the same as without.

    python benchmarks/bench_adding.py stub [--reports 20000] [--workers 2]
    python benchmarks/bench_adding.py real [--reports 1000] [--workers 2]
    python benchmarks/bench_adding.py near

`stub` reads with a reader that takes no time, `real` with the real one, over reports that are put together out of the
samples and are about as long as news stories. Each is added three times: in one process, on the pool, and on the pool
with a process killed (-9) when half of the reports are in. `near` tells how well near copies are told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, zip_longest
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

from benchmarks.stub_reader import report, write_table  # noqa: E402 - found only now
from dateline.case.adding.add import READER, Receipt, add_reports  # noqa: E402
from dateline.case.keep.keys import CaseKey, make_key  # noqa: E402
from dateline.case.opening import create_case_store, open_case_store  # noqa: E402
from dateline.case.store.dump import dump  # noqa: E402
from dateline.case.store.sql import SqlStore  # noqa: E402

STUB: Final = "benchmarks.stub_reader:prepare"


@dataclass(frozen=True, slots=True)
class Run:
    receipts: list[Receipt]
    seconds: float
    peak: int
    """Largest memory of this process at the end, in MB; its children's beside it."""


def lines(path: Path, key: CaseKey) -> Iterator[str]:
    """Everything that a case says, and what it has sealed, opened."""
    store = open_case_store(path)
    assert isinstance(store, SqlStore)
    with closing(store):
        yield from dump(store)
        for stored in store.readings():
            whole = key.unseal(stored.sealed) if stored.sealed is not None else b""
            yield f"{stored.report} {sha256(whole).hexdigest()}"


def first_difference(a: Path, b: Path, key: CaseKey) -> str | None:
    """Where two cases differ; None where they are the same."""
    for one, other in zip_longest(lines(a, key), lines(b, key)):
        if one != other:
            return f"{one} against {other}"
    return None


def workers_of_the_pool() -> list[int]:
    """The pool's processes among all that this one started (Linux): others must not be killed in their place."""
    told = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in told if b"pool_worker.py" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def added(
    path: Path, names: list[str], key: CaseKey, *, reader: str, workers: int = 1, kill_at: int | None = None
) -> Run:
    """Add everything to a new case; kill a process once `kill_at` reports are in."""
    import resource

    receipts: list[Receipt] = []
    started = time.perf_counter()
    with closing(create_case_store(path)) as store:
        for receipt in add_reports(store, names, key=key, workers=workers, reader=reader):
            receipts.append(receipt)
            if kill_at is not None and len(receipts) >= kill_at:
                os.kill(workers_of_the_pool()[0], signal.SIGKILL)
                kill_at = None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Run(receipts, time.perf_counter() - started, peak)


def compare(folder: Path, names: list[str], *, reader: str, workers: int) -> bool:
    """Add the same three times and say whether all is as it should be."""
    key = make_key(folder / "key")
    runs: dict[str, Run] = {}
    for name, so_many, kill in (
        ("one process", 1, False),
        ("pool", workers, False),
        ("pool, one killed", workers, True),
    ):
        total = len(runs["one process"].receipts) if runs else 0
        kill_at = total // 2 if kill else None
        run = added(folder / f"{name}.dateline", names, key, reader=reader, workers=so_many, kill_at=kill_at)
        runs[name] = run
        became = ", ".join(f"{n:,} {what}" for what, n in sorted(Counter(r.became for r in run.receipts).items()))
        speed = len(run.receipts) / run.seconds
        print(f"{name:17} {run.seconds:8.1f} s  {speed:8.1f} reports/s  {run.peak:5,} MB here  {became}", flush=True)
    alike = [r.receipts == runs["one process"].receipts for r in runs.values()]
    print(f"receipts alike, in order: {all(alike)}")
    ratio = runs["pool, one killed"].seconds / runs["pool"].seconds
    print(f"killed against clean: {ratio:.2f} x")
    well = all(alike) and ratio <= 1.3
    for name in list(runs)[1:]:
        found = first_difference(folder / "one process.dateline", folder / f"{name}.dateline", key)
        print(f"{name}: {'every row as in one process' if found is None else 'DIFFERS: ' + found[:500]}")
        well = well and found is None
    return well


def stub(folder: Path, reports: int) -> list[str]:
    """A table of reports; every fiftieth is there twice, every seventieth once more with another ending."""
    table = folder / "reports.csv"

    def texts() -> Iterator[str]:
        for n in range(reports):
            again = n % 50 == 49 or n % 70 == 69
            yield report(n - 1 if again else n) + ("More of this later.\n" if n % 70 == 69 else "")

    write_table(table, texts())
    return [str(table)]


def real(folder: Path, reports: int) -> list[str]:
    """Files with stories of 400 to 900 words: paragraphs of the samples with other places, numbers and days."""
    samples = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "samples").glob("*.txt"))]
    demo = sorted((ROOT / "src/dateline/cli/data/demo").glob("*.txt"))
    samples += [p.read_text(encoding="utf-8") for p in demo]
    paragraphs = [p for text in samples for p in text.split("\n\n")[1:] if len(p.split()) > 20]
    (folder / "reports").mkdir()
    for n in range(reports):
        chance = random.Random(n)  # noqa: S311 - sample data
        chosen = list(islice(chance.sample(paragraphs, len(paragraphs)), chance.randrange(8, 16)))
        told = [_turned(p, chance) for p in chosen]
        (folder / "reports" / f"{n:05}.txt").write_text(
            f"Report {n} of the week\n\n" + "\n\n".join(told), encoding="utf-8"
        )
    return [str(folder / "reports")]


def _turned(paragraph: str, chance: random.Random) -> str:
    """A paragraph with other numbers."""
    return " ".join(
        str(chance.randrange(2, 90)) if word.isdigit() and len(word) < 3 else word for word in paragraph.split()
    )


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["stub", "real", "near"])
    parser.add_argument("--reports", type=int)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    if asked.what == "near":
        from benchmarks.near_copies import measure

        print(json.dumps(measure(), indent=2))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make, reader, usual = (stub, STUB, 20_000) if asked.what == "stub" else (real, READER, 1_000)
        names = make(folder, asked.reports or usual)
        sys.exit(0 if compare(folder, names, reader=reader, workers=asked.workers) else 1)


if __name__ == "__main__":
    main()
