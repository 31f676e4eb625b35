"""How a case grows: loading through the store itself, then what is asked of it, at each size.

    python benchmarks/bench_case.py [--claims N,N,…] [--postgres N,N,…] [--folder FOLDER]

Reports are made up (`synthetic_case.py`), 40 claims and 15 events each with all their evidence. `prepare` is making
their rows and bytes, which workers do in use; `load` is `store.add`, with all indexes, log and disk. PostgreSQL is
the one in $DATELINE_POSTGRES, or a throwaway from the system's packages. `--folder` is where the files go (removed at
the end): fast or slow disks make the difference.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Query, Store
from dateline.model.situation import Link

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.synthetic_case import CLAIMS, EVENTS, World

BATCH = 50
"""Reports a transaction."""
ROUNDS = 300
"""Questions of each kind; the first tenth warms up and is not counted."""
WANTED = {
    "box + month": 5.0, "rare word + box + year": 20.0, "common word + box + year": 20.0,
    "event, claims, evidence": 2.0, "happening as of": 1.0, "monthly counts (DuckDB)": 60.0,
}  # fmt: skip
"""Milliseconds, the 95th percentile, at a million claims."""


@dataclass
class Loaded:
    """What loading took, and what it left."""

    claims: int = 0
    prepare: float = 0.0
    load: float = 0.0


def machine() -> str:
    told = platform.uname()
    return f"{told.system} {told.release} {told.machine}, {os.cpu_count()} cores, Python {platform.python_version()}"


def load(store: Store, world: World, loaded: Loaded, upto: int) -> float:
    """Add reports until the case holds so many claims; claims a second over the last tenth."""
    speeds: list[tuple[int, float]] = []
    while loaded.claims < upto:
        number = loaded.claims // CLAIMS
        dossiers = list(world.reports(min(BATCH, (upto - loaded.claims + CLAIMS - 1) // CLAIMS), number))
        start = time.perf_counter()
        entries = [entry_of(d, f"report {number + n}") for n, d in enumerate(dossiers)]
        made = time.perf_counter()
        store.add(entries)
        seconds = time.perf_counter() - made
        loaded.prepare += made - start
        loaded.load += seconds
        loaded.claims += len(dossiers) * CLAIMS
        speeds.append((len(dossiers) * CLAIMS, seconds))
    last = speeds[-max(1, len(speeds) // 10) :]
    return sum(n for n, _ in last) / sum(s for _, s in last)


def link(store: Store, chance: random.Random, ids: Sequence[str]) -> None:
    """Three runs of linking over what is there: pairs at first, some of them parted or joined by others later."""
    for run in range(3):
        groups: list[tuple[str, ...]] = []
        n = 0
        while n < len(ids):
            size = chance.choice((1, 1, 1, 2, 2, 3, 5)) if n % 7 or not run else 1 + run
            groups.append(tuple(ids[n : n + size]))
            n += size
        pairs = (Link(g[0], g[1], 0.9, (("time", 1.0, "same day"),)) for g in groups if len(g) > 1)
        store.set_groups(groups, pairs, "benchmark")


def timed(ask: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each of `rounds` questions, sorted."""
    took = []
    for n in range(rounds + rounds // 10):
        start = time.perf_counter()
        ask()
        if n >= rounds // 10:
            took.append((time.perf_counter() - start) * 1000)
    return sorted(took)


def questions(
    store: Store, world: World, events: Sequence[str], happenings: Sequence[str]
) -> Iterator[tuple[str, list[float]]]:
    """What people ask, with arguments that differ every time."""
    chance = random.Random(3)  # noqa: S311 - sample data
    head = store.info().seq

    def around(first: int, last: int) -> Query:
        start = world.month()[0]
        return Query(text=world.word(first, last), box=world.box(2.0), days=(start, start + 365))

    yield "box + month", timed(lambda: store.find(Query(box=world.box(), days=world.month())))
    yield "rare word + box + year", timed(lambda: store.find(around(5000, 20000)))
    yield "common word + box + year", timed(lambda: store.find(around(0, 20)))
    yield "rare word alone", timed(lambda: store.find(Query(text=world.word(5000, 20000))))
    yield "common word alone", timed(lambda: store.find(Query(text=world.word(0, 20))))
    yield (
        "two common words, a phrase",
        timed(lambda: store.find(Query(text=f'{world.word(5, 50)} "{world.word(0, 5)} {world.word(0, 5)}"'))),
    )
    yield "event, claims, evidence", timed(lambda: store.event(chance.choice(events)))
    if happenings:
        yield (
            "happening as of",
            timed(
                lambda: store.happening_at(chance.choice(happenings), chance.choice((None, chance.randint(1, head))))
            ),
        )


def event_ids(store: Any) -> list[str]:
    from sqlalchemy import text

    with store.engine.connect() as c:
        return list(c.execute(text("SELECT id FROM event ORDER BY n")).scalars())


def show(title: str, took: Sequence[float]) -> None:
    """One line: median, 95th percentile, and what is wanted."""
    p95, wanted = took[int(len(took) * 0.95)], WANTED.get(title)
    told = "" if wanted is None else f"   wanted {wanted:.0f} {'ok' if p95 <= wanted else 'MISSED'}"
    print(f"    {title:<28} p50 {took[len(took) // 2]:8.2f}   p95 {p95:8.2f} ms{told}", flush=True)


def grown(loaded: Loaded, last: float, size: int) -> None:
    """One line: how fast it grew, and how big it is."""
    both = loaded.prepare + loaded.load
    print(
        f"  {loaded.claims:>9,} claims   load {loaded.load:7.1f} s = {loaded.claims / loaded.load:7,.0f}/s "
        f"(last tenth {last:7,.0f}/s)   prepare + load {loaded.claims / both:6,.0f}/s   {size / 1e6:8.1f} MB, "
        f"{size / 1e3 / loaded.claims:.2f} MB a 1,000 claims",
        flush=True,
    )  # fmt: skip


def measure(store: Any, sizes: Sequence[int], size_of: Callable[[], int], settle: Callable[[], None]) -> None:
    world, loaded, chance = World(), Loaded(), random.Random(5)  # noqa: S311 - sample data
    for upto in sizes:
        last = load(store, world, loaded, upto)
        grown(loaded, last, size_of())
        ids = event_ids(store)
        start = time.perf_counter()
        link(store, chance, ids)
        print(f"    three runs of linking        {time.perf_counter() - start:8.1f} s over {len(ids):,} events")
        settle()
        happenings = list(store.groups())
        for title, took in questions(store, world, chance.sample(ids, min(2000, len(ids))), happenings):
            show(title, took)


def in_sqlite(sizes: Sequence[int], folder: Path) -> None:
    from dateline.case.store.sqlite import create_case

    path = folder / "bench.dateline"
    store = create_case(path)
    print(f"SQLite, {path.parent}")
    measure(store, sizes, lambda: sum(p.stat().st_size for p in folder.glob("bench.dateline*")), lambda: None)
    start = time.perf_counter()
    faults = store.verify()
    print(f"    checking the whole case      {time.perf_counter() - start:8.1f} s, faults: {faults or 'none'}")
    store.close()


def in_postgres(sizes: Sequence[int]) -> None:
    from sqlalchemy import text

    from dateline.case.store.postgres import create_postgres

    with database() as url:
        store = create_postgres(url)
        with store.engine.connect() as c:
            print(str(c.exec_driver_sql("SELECT version()").scalar()).split(" on ")[0])

        def size() -> int:
            asked = (
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                " WHERE relnamespace = 'dateline'::regnamespace AND relkind = 'r'"
            )
            with store.engine.connect() as c:
                return int(c.execute(text(asked)).scalar() or 0)

        def settle() -> None:
            with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
                c.exec_driver_sql("ANALYZE")

        measure(store, sizes, size, settle)
        start = time.perf_counter()
        faults = store.verify()
        print(f"    checking the whole case      {time.perf_counter() - start:8.1f} s, faults: {faults or 'none'}")
        store.close()


@contextmanager
def database() -> Iterator[str]:
    """A PostgreSQL to measure in."""
    if url := os.environ.get("DATELINE_POSTGRES"):
        yield url
        return
    from scripts.postgres import started

    with started() as server:
        yield server.url()


def numbers(told: str) -> list[int]:
    return sorted(int(part.replace("_", "")) for part in told.split(",") if part)


def main() -> None:
    """Load and ask, at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=numbers, default=[10_000, 100_000, 1_000_000], help="sizes in SQLite")
    parser.add_argument(
        "--postgres", type=numbers, default=[10_000, 100_000], help="sizes in PostgreSQL; empty for none"
    )
    parser.add_argument("--folder", type=Path, help="where the files go")
    asked = parser.parse_args()
    print(f"{machine()}; {CLAIMS} claims and {EVENTS} events a report, {BATCH} reports a transaction")
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        if asked.claims:
            in_sqlite(asked.claims, Path(folder))
    if asked.postgres:
        in_postgres(asked.postgres)


if __name__ == "__main__":
    main()
