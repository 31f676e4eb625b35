"""How a CSV file is written: what parts its cells and ends its lines. Told by its first rows, in time that grows with
their length: the patterns of `csv.Sniffer` can blow up."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from dateline.errors import InputError
from dateline.readers.table.cells import Rows
from dateline.readers.table.columns import fold, known
from dateline.readers.table.lines import Encoded
from dateline.readers.table.profile import DELIMITERS, Profile

SAMPLE = 1 << 16
"""Bytes that are looked at."""
FEW = 20
"""Rows that are looked at."""
MEDIA_TYPES = {"\t": "text/tab-separated-values"}


@dataclass(frozen=True, slots=True)
class Dialect:
    delimiter: bytes
    end: bytes
    skipped: int
    """Lines before the table: Excel's "sep=;", which it does not show as a row either."""

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(self.delimiter.decode(), "text/csv")


def dialect_of(table: Encoded, profile: Profile, names: Collection[str] = ()) -> Dialect:
    """The dialect of a table; the user's word on the delimiter goes before what its rows tell. `names` are names of
    columns that it may have besides those of reports."""
    wanted = known().keys() | {fold(column) for column in (*profile.columns.values(), *names) if column}
    sample = b""
    for chunk in table.chunks():
        sample += chunk
        if len(sample) >= SAMPLE:
            break
    sample = sample[:SAMPLE]
    end = b"\r" if b"\r" in sample and b"\n" not in sample else b"\n"
    told = sample.split(end, 1)[0].rstrip(b"\r")
    if len(told) == 5 and told.lower().startswith(b"sep=") and told[4:].decode("latin-1") in DELIMITERS:
        return Dialect((profile.delimiter or told[4:].decode()).encode(), end, 1)
    if b"\0" in sample.split(end, 1)[0]:
        raise InputError(table.source.name, "holds NUL bytes, so it is no table.", "Save it as CSV in UTF-8.")
    first = "\t" if PurePath(table.source.name).suffix.lower() in {".tsv", ".tab"} else ","
    order = sorted(DELIMITERS, key=lambda one: one != first)
    best = max(order, key=lambda one: _score(sample, one, end, table.encoding, wanted))
    return Dialect((profile.delimiter or best).encode(), end, 0)


def _score(sample: bytes, delimiter: str, end: bytes, encoding: str, wanted: Collection[str]) -> tuple[int, float, int]:
    """How well a delimiter fits: columns with known names, share of rows as long as the header, number of columns."""
    rows = islice((row for row in Rows(_lines(sample, end), delimiter.encode()) if any(row.cells)), FEW)
    widths: list[int] = []
    names = 0
    for row in rows:
        if not widths:
            names = sum(fold(cell.decode(encoding, "replace")) in wanted for cell in row.cells)
        widths.append(len(row.cells))
    if not widths or widths[0] < 2:
        return (0, 0.0, 0)
    return (names, sum(width == widths[0] for width in widths) / len(widths), widths[0])


def _lines(sample: bytes, end: bytes) -> Iterator[bytes | None]:
    *whole, rest = sample.split(end)
    yield from (line + end for line in whole)
    if rest:
        yield rest
