"""How a case grows: loading through the store itself, then what is asked of it, at each size.

    python benchmarks/bench_case.py [--claims N,N,…] [--postgres N,N,…] [--folder FOLDER]

Reports are made up (`synthetic_case.py`), 40 claims and 15 events each with all their evidence. `prepare` is making
their rows and bytes, which workers do in use; `load` is `store.add`, with all indexes, log and disk. PostgreSQL is
the one in $DATELINE_POSTGRES, or a throwaway from the system's packages. `--folder` is where the files go (removed at
the end): fast or slow disks make the difference.
"""

from __future__ import annotations

import argparse
import gc
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
    busy: float = 0.0
    """Seconds of the processor that loading took in this process: what a machine with other work does not change."""


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
        made, busy = time.perf_counter(), time.process_time()
        store.add(entries)
        seconds = time.perf_counter() - made
        loaded.busy += time.process_time() - busy
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


@dataclass
class Took:
    """Milliseconds of each question, sorted: by the clock, and of the processor in this process."""

    clock: list[float]
    busy: list[float]


def timed(ask: Callable[[], Any], rounds: int = ROUNDS) -> Took:
    """What `rounds` questions took. What the benchmark itself holds (a million names) is kept out of the collector's
    way, which no program that asks a question has to walk through."""
    gc.collect()
    gc.freeze()
    clock, busy = [], []
    for n in range(rounds + rounds // 10):
        start, worked = time.perf_counter(), time.process_time()
        ask()
        if n >= rounds // 10:
            clock.append((time.perf_counter() - start) * 1000)
            busy.append((time.process_time() - worked) * 1000)
    return Took(sorted(clock), sorted(busy))


def questions(
    store: Store, world: World, events: Sequence[str], happenings: Sequence[str]
) -> Iterator[tuple[str, Took]]:
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


def show(title: str, took: Took) -> None:
    """One line: median, 95th percentile, and what is wanted."""
    middle, last = len(took.clock) // 2, int(len(took.clock) * 0.95)
    p95, wanted = took.clock[last], WANTED.get(title)
    told = "" if wanted is None else f"   wanted {wanted:.0f} {'ok' if p95 <= wanted else 'MISSED'}"
    busy = f"processor p95 {took.busy[last]:8.2f} ms"
    print(f"    {title:<28} p50 {took.clock[middle]:8.2f}   p95 {p95:8.2f} ms   {busy}{told}", flush=True)


def grown(loaded: Loaded, last: float, size: int) -> None:
    """One line: how fast it grew, and how big it is."""
    both = loaded.prepare + loaded.load
    print(f"  {loaded.claims:,} claims, {size / 1e6:,.1f} MB, {size / 1e3 / loaded.claims:.2f} MB a 1,000 claims")
    print(
        f"    loading {loaded.load:.1f} s: {loaded.claims / loaded.load:,.0f} claims/s, last tenth {last:,.0f}/s; "
        f"{loaded.claims / loaded.busy:,.0f} a second of the processor; with preparing {loaded.claims / both:,.0f}/s",
        flush=True,
    )


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


def counts(store: Any, folder: Path) -> None:
    """Monthly counts by country and type: in DuckDB over Parquet, and by the case's own database beside it."""
    from sqlalchemy import text

    from dateline.case.analytics import Counts
    from dateline.case.parquet import to_parquet

    start = time.perf_counter()
    tables = to_parquet(store, folder / "tables")
    size = sum(p.stat().st_size for p in tables.iterdir())
    print(f"    tables in Parquet            {time.perf_counter() - start:8.1f} s, {size / 1e6:.1f} MB")
    start = time.perf_counter()
    with Counts(tables) as db:
        print(f"    opening them in DuckDB       {(time.perf_counter() - start) * 1000:8.1f} ms")
        show("monthly counts (DuckDB)", timed(db.monthly, 30))
        show("monthly counts, happenings", timed(lambda: db.monthly(of="happenings"), 30))
    month = {
        "sqlite": "strftime('%Y-%m', day_start * 86400, 'unixepoch')",
        "postgresql": "to_char(DATE '1970-01-01' + day_start, 'YYYY-MM')",
    }[store.engine.dialect.name]
    statement = text(
        f"SELECT {month} AS month, e.country, e.plover, count(*), sum(deaths_low), sum(deaths_best), sum(deaths_high)"  # noqa: S608
        " FROM event e JOIN reading r ON r.n = e.reading AND r.until IS NULL"
        " WHERE e.status IN ('happened', 'ongoing', 'alleged') GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )

    def in_the_case() -> int:
        with store.reading() as c:
            return len(c.execute(statement).all())

    show("monthly counts (database)", timed(in_the_case, 5))


def in_sqlite(sizes: Sequence[int], folder: Path) -> None:
    from dateline.case.store.sqlite import create_case

    path = folder / "bench.dateline"
    store = create_case(path)
    print(f"SQLite, {path.parent}")
    measure(store, sizes, lambda: sum(p.stat().st_size for p in folder.glob("bench.dateline*")), lambda: None)
    finish(store, folder)


def finish(store: Any, folder: Path) -> None:
    """Counts and a check at the largest size."""
    counts(store, folder)
    start = time.perf_counter()
    faults = store.verify()
    print(
        f"    checking the whole case     {time.perf_counter() - start:8.1f} s, {len(faults)} faults {str(faults)[:99]}"
    )
    store.close()


def in_postgres(sizes: Sequence[int], folder: Path) -> None:
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
        finish(store, folder / "postgres")


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
            in_postgres(asked.postgres, Path(folder))


if __name__ == "__main__":
    main()
