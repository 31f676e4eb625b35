"""What any table of a dataset is held to: its row of names, and each cell by what its column may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from dateline.checks.rows.breach import Breach
from dateline.codebook.columns import Column

Reads = Mapping[str, tuple[Callable[[str], object], str]]
"""Kind of a column -> how its cells are read (None for a cell that cannot be), and what such a cell is called."""
SHOWN: Final = 60
"""Characters of a cell that a message shows."""


def names_breaches(names: Sequence[str], wanted: Sequence[str], table: str) -> list[Breach]:
    """What is wrong with a row of names, where all columns are wanted in their order."""
    found = [Breach(n, "column missing", f"the column {n} is missing") for n in wanted if n not in names]
    found += [Breach(n, "column unknown", f"{table} has no column {n}") for n in names if n not in wanted]
    twice = sorted({n for n in names if names.count(n) > 1})
    found += [Breach(n, "column twice", f"the column {n} is there more than once") for n in twice]
    if not found and list(names) != list(wanted):
        first = next(n for n, w in zip(names, wanted, strict=True) if n != w)
        found.append(Breach(first, "column order", f"the columns are not in their order: {first} comes too early"))
    return found


def cell_breaches(column: Column[str], cell: str, reads: Reads) -> Iterator[Breach]:
    """A cell by itself; an empty one, and one of a kind that is not in `reads`, breaks no rule."""
    if column.kind not in reads or not cell.strip():
        return
    read, what = reads[column.kind]
    value = read(cell)
    shown = f"{column.name} is {cell.strip()[:SHOWN]!r}"
    if value is None:
        yield Breach(column.name, column.kind, f"{shown}, which is no {what}")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        least, most = column.least, column.most
        if (least is not None and value < least) or (most is not None and value > most):
            limits = f"{least:g} to {most:g}" if most is not None else f"{least:g} or more"
            yield Breach(column.name, "range", f"{shown}; it can be {limits}")
