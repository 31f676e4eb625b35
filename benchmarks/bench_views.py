"""What looking at a case costs: the whole picture, filtered views, a recorded day, two days compared, tables, the page.

    python benchmarks/bench_views.py [--reports 1000] [--folder FOLDER] [--case FILE]

Reports are made up (`synthetic_case`), 40 claims and 15 events each; events of one day, town and coding are linked.
`--case` measures a case that is there instead: its busiest country and actor are asked for. CPU seconds, the median of
several runs (others may share the machine); "cold" opens every dossier, "warm" has the facts of the last 512 readings
at hand. `opened` is how many dossiers were opened for it.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dateline.case.diff import difference
from dateline.case.opening import create_case_store, open_case_store
from dateline.case.situation import situation_of
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.case.store.sieve import Sieve
from dateline.case.views.filter import EVERYTHING, Filter, filter_of
from dateline.case.views.loading import Facts
from dateline.model.situation import Situation

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bench_case import machine
from benchmarks.synthetic_case import World

BATCH = 50


def fill(store: Store, reports: int) -> None:
    """Reports, and their events linked by day, town and coding."""
    world = World()
    alike: defaultdict[tuple[Any, ...], list[str]] = defaultdict(list)
    batch = []
    for dossier in world.reports(reports):
        batch.append(entry_of(dossier, dossier.document.id))
        towns = {p.id: p.name for p in dossier.places}
        for e in dossier.events:
            told = (e.when.start if e.when else e.id, towns[e.where.place] if e.where else e.id, e.coding.plover)
            alike[told].append(e.id)
        if len(batch) == BATCH:
            store.add(batch)
            batch = []
    store.add(batch)
    store.set_groups(alike.values(), (), "benchmark")


def timed(action: Callable[[], object], rounds: int) -> float:
    """Median CPU seconds."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        action()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def view(store: Store, name: str, only: Filter, rounds: int, **asked: Any) -> Situation:
    """Time a view with nothing at hand, and again with what it opened; one line."""
    facts: list[Facts] = []

    def cold() -> Situation:
        facts.append(Facts(store))
        return situation_of(store, only=only, facts=facts[-1], **asked)

    seen = cold()
    opened = facts[-1].opened
    first = timed(cold, rounds)
    warm = timed(lambda: situation_of(store, only=only, facts=facts[-1], **asked), rounds)
    print(f"{name:34} {first:8.3f} {warm:8.3f} {opened:8,} {len(seen.happenings):11,}")
    return seen


def busiest(store: Store) -> tuple[str, str, tuple[float, float, float, float], str]:
    """The country and the actor of most happenings, a box of a degree around a place of many, a month of many."""
    whole = situation_of(store)
    countries = Counter(h.where.country for h in whole.happenings if h.where and h.where.country)
    points = Counter((h.where.lat, h.where.lon) for h in whole.happenings if h.where and h.where.lat is not None)
    months = Counter(h.when.start[:7] for h in whole.happenings if h.when and h.when.start)
    lat, lon = points.most_common(1)[0][0]
    box = (float(lat or 0) - 0.5, float(lon or 0) - 0.5, float(lat or 0) + 0.5, float(lon or 0) + 0.5)
    return countries.most_common(1)[0][0] or "", whole.figures[0].key, box, months.most_common(1)[0][0]


def measure(store: Store, rounds: int) -> None:
    info = store.info()
    country, actor, box, month = busiest(store)
    print(f"{info.counts['report']:,} reports, {info.counts['event']:,} events, {info.counts['claim']:,} claims")
    print(f"{'':34} {'cold s':>8} {'warm s':>8} {'opened':>8} {'happenings':>11}")
    whole = view(store, "the whole picture", EVERYTHING, 1)
    half = view(store, "the picture at half of the log", EVERYTHING, 1, as_of=info.seq // 2)
    days = {"first": f"{month}-01", "last": f"{month}-28"}
    word = next(iter(store.sift(Sieve()).events))[1]
    view(store, "one happening", filter_of(happening=word), rounds)
    view(store, f"box of a degree, {month}", filter_of(box=box, **days), rounds)
    view(store, f"country {country}, {month}", filter_of(country=country, **days), rounds)
    view(store, f"actor {actor}"[:34], filter_of(actor=actor), rounds)
    begun = time.process_time()
    difference(half, whole)
    print(f"{'half of the log and now compared':34} {time.process_time() - begun:8.3f}")
    from dateline.case.tables import COLUMNS, Behind, arrow
    from dateline.case.views.searching import claims_of

    facts = Facts(store)
    behind = Behind(whole, lambda: facts.of(None), lambda: claims_of(store, None, EVERYTHING, None, None))
    for name in COLUMNS:
        begun = time.process_time()
        rows = arrow(name, behind).num_rows
        print(f"{'table ' + name:34} {time.process_time() - begun:8.3f} {'':8} {'':8} {rows:11,} rows")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--case")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args(arguments)
    print(machine())
    if asked.case:
        measure(open_case_store(asked.case), asked.rounds)
        return
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        store = create_case_store(Path(folder) / "bench.dateline")
        fill(store, asked.reports)
        measure(store, asked.rounds)
        store.close()


if __name__ == "__main__":
    main()
