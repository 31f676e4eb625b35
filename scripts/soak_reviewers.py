"""Many people review one case at the same time, and its server is killed now and then: is anything lost or doubled?

    python scripts/soak_reviewers.py [--reviewers 50] [--minutes 10] [--kills 5] [--pause 2] [--reports 500] [--seed 1]

Reviewers are threads that ask a `dateline serve` of its own over loopback: each opens reports and decides on their
records, two seconds apart on average, a tenth of it twice; a fifth of the reports is shared by all, so that some decide
on what somebody else has just decided on, and are refused. At the end the case is opened and every decision that was
acknowledged looked for. Exit code 1 where one was lost or doubled, where something else went wrong, or where 95 of 100
decisions took longer than 300 ms.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic_case import World
from dateline.case.opening import create_case_store
from dateline.case.store.entry import entry_of
from scripts.reviewers import Tally, accounts_of, look, review, serving

BUDGET = 0.3
"""Seconds that 95 of 100 decisions may take at most."""


def made_case(path: Path, reports: int, seed: int) -> list[str]:
    """A case of made-up reports; their ids."""
    store = create_case_store(path)
    try:
        entries = (entry_of(d, d.document.id) for d in World(seed).reports(reports))
        while batch := [e for _, e in zip(range(50), entries, strict=False)]:
            store.add(batch)
        return [row.id for row in store.reports()]
    finally:
        store.close()


def told(name: str, seconds: list[float]) -> float:
    """The line of some times, in milliseconds; the 95th of 100."""
    if len(seconds) < 2:
        print(f"{name}: none")
        return float("inf")
    parts = statistics.quantiles(seconds, n=100)
    shown = ", ".join(f"p{n} {1000 * parts[n - 1]:.0f} ms" for n in (50, 95, 99))
    print(f"{name}: {len(seconds):,}, {shown}, longest {1000 * max(seconds):.0f} ms")
    return parts[94]


def judged(case: Path, tally: Tally) -> bool:
    """What came of it, in words; whether all is well."""
    found = look(case, tally)
    p95 = told("decisions", tally.seconds)
    told("reports opened", tally.opened)
    print(f"sent again on purpose: {tally.sent_again:,}, refused because somebody else had decided: {tally.refused:,}")
    print(f"acknowledged {len(tally.acknowledged):,}, kept {found.kept:,}, lost {found.lost}, doubled {found.doubled}")
    for fault in [*tally.faults[:20], *found.faults[:20]]:
        print(f"fault: {fault}")
    return not (found.lost or found.doubled or found.faults or tally.faults) and p95 <= BUDGET


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reviewers", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--pause", type=float, default=2.0, help="Mean seconds between two decisions.")
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case, accounts = Path(folder) / "soak.dateline", Path(folder) / "accounts.json"
        reports, tokens = made_case(case, asked.reports, asked.seed), accounts_of(accounts, asked.reviewers)
        told_first = f"{asked.reviewers} reviewers, {len(reports)} reports, {asked.minutes:g} minutes"
        print(f"{told_first}, {asked.kills} kills, a decision every {asked.pause:g} s each", flush=True)
        started = time.monotonic()
        with serving(case, accounts) as served:
            tally = review(
                served, tokens, reports, seconds=60 * asked.minutes, kills=asked.kills, pause=asked.pause,
                seed=asked.seed,
            )  # fmt: skip
            code = served.stop()
        took, worked = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = worked.ru_utime + worked.ru_stime
        print(f"after {took:.0f} s, of which the server computed {cpu:.0f}; it ended with {code}")
        load, cores, size = os.getloadavg()[0], os.cpu_count(), worked.ru_maxrss / 1024
        print(f"load of the machine: {load:.1f} on {cores} cores; memory of the server: {size:.0f} MB")
        sys.exit(0 if judged(case, tally) and code == 0 else 1)


if __name__ == "__main__":
    main()
