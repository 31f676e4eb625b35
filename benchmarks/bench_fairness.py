"""How much a reading depends on who is named: names, sides, outlets and spellings swapped, records compared.

    python benchmarks/bench_fairness.py [FOLDER ...] [--lines N]

Each text of the folders (without any: the project's own) is read as it stands and once for every swap that changes it.
The figure is the share of records (events, claims, relations, control) that flip in type, status, role, predicate,
stance or kind of source, or stand in one of the two readings alone. `--lines` prints what flipped.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from dateline.evaluate.fairness import Flips, Swap, compare, swap, swaps_for
from dateline.model.schema import dossier_to_dict
from dateline.readers.text import read_text
from dateline.reading import read_document

ROOT = Path(__file__).resolve().parent.parent
OWN = (ROOT / "tests" / "gate" / "fairness", ROOT / "samples")
PUBLISHED = "2024-03-05"
SLOTS = ("lost", "gained", "type", "status", "role", "predicate", "stance", "act", "kind of source")


def swapped(text: str) -> Iterator[tuple[Swap, Flips]]:
    """Every swap of a text, with what flipped."""
    before = dossier_to_dict(read_document(read_text(text, published=PUBLISHED)))
    for names in swaps_for(text):
        made = swap(text, names)
        after = dossier_to_dict(read_document(read_text(made.text, published=PUBLISHED)))
        yield names, compare(before, after, made.moved)


def table(groups: dict[str, Flips]) -> Iterator[str]:
    yield f"{'swapped':<14}{'records':>8}{'flips':>7}{'share':>8}   of these"
    for group, flips in groups.items():
        slots = ", ".join(f"{slot} {flips.by_slot[slot]}" for slot in SLOTS if slot in flips.by_slot)
        yield f"{group:<14}{flips.records:>8,}{flips.flipped:>7}{flips.share:>8.1%}   {slots}"


def main() -> None:
    """Read, swap, read again; one line a group of names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=OWN, help="folders of .txt reports")
    parser.add_argument("--lines", type=int, default=0, help="print so many flips of each group")
    asked = parser.parse_args()
    groups: dict[str, Flips] = {}
    for path in sorted(p for folder in asked.folders for p in folder.glob("*.txt")):
        for names, flips in swapped(path.read_text(encoding="utf-8")):
            group = re.sub(r"^spelling .*", "spelling", names.group)
            flips.lines = [f"{path.name} {names.names[0]} <> {names.names[1]}: {line}" for line in flips.lines]
            groups.setdefault(group, Flips()).add(flips)
    whole = Flips()
    for flips in groups.values():
        whole.add(flips)
    print("\n".join(table(groups | {"all": whole})))
    for group, flips in groups.items():
        for line in flips.lines[: asked.lines]:
            print(f"  {group}: {line}")


if __name__ == "__main__":
    main()
