"""Kills a program that adds reports to a case, again and again, and looks whether anything was lost.

    python scripts/soak.py [--kills 1000] [--seed 1] [--case FILE-OR-URL] [--figures FILE]

After each kill -9 at a random moment the case is opened as anybody would open it: each report that was acknowledged
must be there once and whole, and the log unbroken. Every hundred kills, and at the end, everything is checked. With
`--figures` the count goes on where an earlier run of the same case stopped. Exit code 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dateline.case.opening import open_or_create
from dateline.case.store.sql import SqlStore
from dateline.files import write_whole
from scripts.soak_child import add_for_ever

PRELOADED = ("dateline.case.store.sqlite", "sqlalchemy.dialects.sqlite", "scripts.soak_child")
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(list(PRELOADED))
LONGEST = 0.25
"""Seconds after which a program is killed at the latest …"""
AWAITED = (1, 2, 7)
"""… counted from its start, from when it has opened the case, or from its first receipt: this often each."""
CHECK = 100
"""Kills between full checks."""


@dataclass(slots=True)
class Figures:
    """What happened so far. `acknowledged` is of receipts, `reports` of different ones among them."""

    seed: int
    kills: int = 0
    idle: int = 0
    """Kills before the first receipt."""
    acknowledged: int = 0
    reports: int = 0
    stored: int = 0
    lost: int = 0
    duplicated: int = 0
    partial: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        return not (self.lost or self.duplicated or self.partial or self.faults)


class Soak:
    """One case, killed over and over."""

    ends = frozenset({-signal.SIGKILL})
    """How the program may end."""
    adds = staticmethod(add_for_ever)
    """The program."""
    longest = LONGEST

    def __init__(self, where: str, seed: int, figures: Path | None = None) -> None:
        self.where, self.kept = where, figures
        self.told: dict[str, int] = {}
        """Report -> the number in the log of its first receipt."""
        self.seen, self.logged = 0, Counter[str]()
        """The log as far as it was looked at: its last number, and which reports it says were added."""
        self.figures = Figures(seed)
        if figures and figures.exists():
            saved = json.loads(figures.read_text(encoding="utf-8"))
            self.told = saved.pop("told")
            self.figures = Figures(**saved)
        open_or_create(where).close()

    def kill(self) -> None:
        """One program, killed at a random moment; then a look at what it left."""
        f = self.figures
        started = time.monotonic()
        chance = random.Random(f"{f.seed} {f.kills}")  # noqa: S311 - sample data
        (awaited,) = chance.choices((0, 1, 2), AWAITED)
        lines = self._killed_after(awaited, chance.random() * self.longest, chance.randrange(2**31))
        receipts = [line.split() for line in lines if line != "ready"]
        for became, report, seq in receipts:
            if became in {"added", "reread"}:
                self.told.setdefault(report, int(seq))
        f.kills += 1
        f.idle += not receipts
        f.acknowledged += len(receipts)
        f.reports = len(self.told)
        self.look(full=f.kills % CHECK == 0)
        f.seconds += time.monotonic() - started
        if self.kept:
            write_whole(self.kept, json.dumps(asdict(f) | {"told": self.told}).encode())

    def _killed_after(self, awaited: int, seconds: float, seed: int) -> list[str]:
        """What a program said until it was killed; half a receipt is none."""
        here, there = CONTEXT.Pipe(duplex=False)
        child = CONTEXT.Process(target=self.adds, args=(self.where, seed, there), daemon=True)
        child.start()
        there.close()
        said = []
        try:
            said += [here.recv_bytes().decode() for _ in range(awaited)]
            until = time.monotonic() + seconds
            # read while it runs: who waits for a full pipe adds nothing
            while (left := until - time.monotonic()) > 0 and here.poll(left):
                said.append(here.recv_bytes().decode())
            self.strike(child)
            while True:
                said.append(here.recv_bytes().decode())
        except (EOFError, OSError):
            child.kill()
        child.join()
        if child.exitcode not in self.ends:
            self.figures.faults.append(f"the program that adds ended by itself ({child.exitcode})")
        here.close()
        return said

    def strike(self, child: BaseProcess) -> None:
        """The kill."""
        child.kill()

    def look(self, *, full: bool) -> None:
        """Count what is lost, there twice, or there in part."""
        f = self.figures
        store = open_or_create(self.where)
        try:
            assert isinstance(store, SqlStore)
            with store.writing():
                pass  # a server may still be ending what the program that was killed had asked for
            whole = store.reading_numbers().keys()
            for e in store.log(after=self.seen):
                self.seen = e.seq
                if e.kind == "add" and e.body is not None:
                    self.logged[str(e.body["report"])] += 1
            f.stored = store.info().counts["report"]
            f.lost += len(self.told.keys() - whole)
            f.duplicated += sum(n > 1 for n in self.logged.values())
            f.partial += len(whole ^ self.logged.keys()) + abs(f.stored - len(whole))
            f.faults += store.verify() if full else []
        finally:
            store.close()


def said(f: Figures) -> str:
    """The figures as a sentence."""
    return (
        f"{f.kills:,} kills ({f.idle:,} before the first receipt), {f.acknowledged:,} receipts for {f.reports:,} "
        f"reports, {f.stored:,} stored: {f.lost} acknowledged lost, {f.duplicated} duplicated, {f.partial} partial,"
        f" {len(f.faults)} faults, {f.seconds / 60:.1f} min, seed {f.seed}"
    )


def main() -> int:
    """Kill as often as asked, with a bar."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", help="file or URL; else a file that is deleted afterwards")
    parser.add_argument("--figures", type=Path, help="where the figures are kept, to go on from")
    asked = parser.parse_args()
    columns = (TextColumn("Killing"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"))
    bar = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True))
    with tempfile.TemporaryDirectory() as folder, bar:
        soak = Soak(asked.case or str(Path(folder) / "soak.dateline"), asked.seed, asked.figures)
        task = bar.add_task("", total=asked.kills, completed=soak.figures.kills, told="")
        try:
            while soak.figures.kills < asked.kills and soak.figures.clean:
                soak.kill()
                bar.update(task, completed=soak.figures.kills, told=f"{soak.figures.stored:,} reports")
        except KeyboardInterrupt:
            print(
                "Interrupted." + (" The same command goes on." if asked.case and asked.figures else ""), file=sys.stderr
            )
        soak.look(full=True)
    print(said(soak.figures))
    for fault in soak.figures.faults[:20]:
        print(fault, file=sys.stderr)
    return 0 if soak.figures.clean and soak.figures.kills >= asked.kills else 1


if __name__ == "__main__":
    sys.exit(main())
