"""The packed gazetteer: size, time to the first look-up in a new process, memory, 100,000 look-ups of distinct names.

python benchmarks/bench_gazetteer.py
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from importlib.resources import as_file, files

LOOKUPS = 100_000


def first() -> None:
    """In a process of its own: time from import to the first candidates."""
    started = time.perf_counter()
    from dateline.gazetteer.packed import open_packed

    found = open_packed().candidates("Deir ez-Zor")
    print(f"{time.perf_counter() - started:.3f} {len(found)}")


def main() -> None:
    if sys.argv[1:] == ["first"]:
        first()
        return
    from dateline.gazetteer.packed import open_packed

    with as_file(files("dateline.gazetteer") / "data" / "world.gaz") as path:
        size = path.stat().st_size
    runs = [subprocess.check_output([sys.executable, __file__, "first"], text=True).split()[0] for _ in range(5)]
    gazetteer = open_packed()
    trie, names = gazetteer._trie, list[str]()
    chosen = random.Random(1)  # noqa: S311
    while len(names) < LOOKUPS:
        key = trie.restore_key(chosen.randrange(len(trie)))
        if key[0] not in "=#~^":
            names.append(key)
    before = time.process_time()
    found = sum(len(gazetteer.candidates(n)) for n in names)
    took = time.process_time() - before
    print(f"packed file                         {size / 1e6:6.1f} MB")
    print(f"open and first look-up              {sorted(map(float, runs))[2]:6.2f} s (median of five processes)")
    print(f"{LOOKUPS:,} look-ups, distinct names    {took:6.2f} s of CPU ({found:,} candidates)")
    print(f"memory of this process, peak        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main()
