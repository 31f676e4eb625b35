"""UCDP GED as CSV -> typed rows, one by one in bounded memory: plain, .gz, or the one table of a .zip.

Columns are found by their names: releases have 41 to 49 of them in differing order. Only cells that are read need be
text, and what an old export wrote as "249120.0" is the number that it is. A row that cannot be is named with its number
and kept out; it costs no other.

Source of columns and codes: UCDP GED codebook (column names; `where_prec`, `date_prec`, `type_of_violence`,
`event_clarity`); what each number means is told by `dateline.codebook.tables.ucdp_codes`.
"""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, cast

from dateline.errors import InputError
from dateline.readers.archive.limits import BROKEN, Limits, open_zip
from dateline.readers.formats import Failure
from dateline.readers.table.cells import Row, Rows
from dateline.readers.table.lines import LARGEST_TABLE, LONGEST_ROW

NEEDED: Final = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "latitude", "longitude", "country",
    "date_prec", "date_start", "date_end", "best", "high", "low",
)  # fmt: skip
"""Columns without which a row cannot be put beside anything."""
MEMBERS: Final = 50
LIKELY_NAMES: Final = 5
"""How many names of columns the first row must hold to be the row of names."""
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_CODES: Final[dict[str, range]] = {
    "type_of_violence": range(1, 4),
    "where_prec": range(1, 8),
    "date_prec": range(1, 6),
}


@dataclass(frozen=True, slots=True)
class GedRow:
    """One event of UCDP GED. `row` is its number in the file as a spreadsheet shows it, the names being row 1."""

    row: int
    id: str
    type_of_violence: int
    """1 state-based, 2 non-state, 3 one-sided."""
    side_a: str
    side_b: str
    where_prec: int
    where_coordinates: str
    """Name of the place."""
    latitude: float
    longitude: float
    country: str
    date_prec: int
    date_start: str
    date_end: str
    best: int
    high: int
    low: int
    deaths_a: int | None = None
    deaths_b: int | None = None
    deaths_civilians: int | None = None
    deaths_unknown: int | None = None
    conflict_name: str = ""
    dyad_name: str = ""
    adm_1: str = ""
    adm_2: str = ""
    where_description: str = ""
    event_clarity: int | None = None
    number_of_sources: int | None = None
    source_article: str = ""
    source_office: str = ""
    source_date: str = ""
    source_headline: str = ""
    source_original: str = ""
    """Whom the source's word comes from."""

    @property
    def odd(self) -> str | None:
        """What does not fit within the row: published rows have it, so that it is told and not refused."""
        if not self.low <= self.best <= self.high:
            return f"low {self.low}, best {self.best} and high {self.high} are not in order"
        parts = (self.deaths_a, self.deaths_b, self.deaths_civilians, self.deaths_unknown)
        told = [n for n in parts if n is not None]
        if len(told) == len(parts) and sum(told) != self.best:
            return f"the deaths of the sides add up to {sum(told)}, best is {self.best}"
        return None


def read_ged(path: Path, tick: Callable[[int, int], None] = lambda done, size: None) -> Iterator[GedRow | Failure]:
    """The rows of a file, in order, and in their place the failures of rows that cannot be read.

    `tick` is called with the bytes read so far and all of them. Raises `InputError` for a file that cannot be opened,
    lacks needed columns, or has no row of column names.
    """
    name = str(path)
    with _opened(path, tick) as stream:
        rows = Rows(_lines(stream, name), b",")
        it = iter(rows)
        header = next(it, None)
        if header is None:
            raise InputError(name, "is empty.", "Give a table of UCDP GED.")
        columns = _columns(header, name)
        rows.width = len(header.cells)
        for row in it:
            if row.fault or any(cell.strip() for cell in row.cells):
                yield _read(row, columns, rows.width, name)


@contextmanager
def _opened(path: Path, tick: Callable[[int, int], None]) -> Iterator[BinaryIO]:
    name = str(path)
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(path.open("rb"))
            size = path.stat().st_size
            head = raw.read(4)
            raw.seek(0)
        except OSError as exc:
            raise InputError(name, f"cannot be read: {exc.strerror or exc}.", "Check the name and the folder.") from exc
        tick(0, size)
        if head.startswith(b"PK"):
            package = stack.enter_context(open_zip(raw, name, Limits(MEMBERS, LARGEST_TABLE)))
            tables = [m for m in package.infolist() if m.filename.lower().endswith(".csv")]
            if len(tables) != 1:
                raise InputError(name, f"holds {len(tables)} CSV tables.", "Unpack it and name one file.")
            yield cast("BinaryIO", _Ticking(stack.enter_context(package.open(tables[0])), raw, size, tick))
        elif head.startswith(b"\x1f\x8b"):
            yield cast("BinaryIO", _Ticking(stack.enter_context(gzip.GzipFile(fileobj=raw)), raw, size, tick))
        else:
            yield cast("BinaryIO", _Ticking(raw, raw, size, tick))


class _Ticking:
    """A stream of lines that tells how far its file has been read."""

    def __init__(self, inner: Any, raw: BinaryIO, size: int, tick: Callable[[int, int], None]) -> None:
        self._inner, self._raw, self._size, self._tick, self._lines = inner, raw, size, tick, 0

    def readline(self, most: int) -> bytes:
        self._lines += 1
        if self._lines % 1000 == 0:
            self._tick(self._raw.tell(), self._size)
        return cast("bytes", self._inner.readline(most))


def _lines(stream: BinaryIO, name: str) -> Iterator[bytes | None]:
    """Line after line with its end, None for one that is too long; what cannot be unpacked ends the reading."""
    size, first = 0, True
    while True:
        try:
            line = stream.readline(LONGEST_ROW)
        except BROKEN as exc:
            raise InputError(name, "is damaged: it cannot be unpacked to its end.", "Fetch it again.") from exc
        if not line:
            return
        size += len(line)
        if size > LARGEST_TABLE:
            raise InputError(name, f"unpacks to more than {LARGEST_TABLE:,} bytes.", "Check where it came from.")
        if first:
            line, first = _plain(line, name), False
        yield line if len(line) < LONGEST_ROW or line.endswith(b"\n") else None


def _plain(line: bytes, name: str) -> bytes:
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in line:
        raise InputError(name, "is no CSV in UTF-8.", "Save it as CSV in UTF-8; a workbook is read from its CSV.")
    return line.removeprefix(codecs.BOM_UTF8)


def _columns(header: Row, name: str) -> dict[str, int]:
    """Column -> its place. `InputError` where the names are missing, or needed ones are."""
    if header.fault:
        raise InputError(name, f"its first row {header.fault}", "Save it anew as CSV in UTF-8.")
    cells = [cell.decode("utf-8", "replace").strip().casefold() for cell in header.cells]
    wanted = {f.name for f in fields(GedRow)} - {"row"}
    found = {cell: n for n, cell in reversed(list(enumerate(cells))) if cell in wanted}
    if len(found) < LIKELY_NAMES and cells and re.fullmatch(r"\d+(\.0)?", cells[0]):
        raise InputError(
            name,
            "has no row of column names, as some Candidate files of UCDP come.",
            "Such files are not read yet: put the row of names of a GED release of the same year before it.",
        )
    missing = [column for column in NEEDED if column not in found]
    if missing:
        raise InputError(
            name,
            f"lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}, so it is no UCDP GED.",
            "Give a CSV as UCDP publishes it (https://ucdp.uu.se/downloads).",
        )
    return found


def _read(row: Row, columns: Mapping[str, int], width: int, name: str) -> GedRow | Failure:
    where = f"{name} row {row.number:,}"
    try:
        if row.fault:
            raise InputError(where, row.fault)
        if len(row.cells) != width and any(c.strip() for c in row.cells[width:] or [b"x"]):
            raise InputError(where, f"has {len(row.cells):,} cells; the table has {width:,} columns.")
        return _row(row, {column: row.cells[n] for column, n in columns.items()}, where)
    except InputError as exc:
        return Failure(exc)


def _row(row: Row, cells: Mapping[str, bytes], where: str) -> GedRow:
    text = {column: cell.decode("utf-8", "replace").strip() for column, cell in cells.items()}
    made: dict[str, Any] = {"row": row.number}
    for column, value in text.items():
        kind = _KINDS[column]
        if kind == "text":
            made[column] = value
        elif kind == "day":
            made[column] = _day(value, column, where)
        elif kind == "degrees":
            made[column] = _degrees(value, column, where)
        else:
            made[column] = _whole(value, column, where, needed=kind == "whole")
    made["id"] = _id(text["id"], where)
    for column, allowed in _CODES.items():
        if made[column] not in allowed:
            raise InputError(where, f"{column} is {made[column]}; it can be {allowed[0]} to {allowed[-1]}.")
    if made["date_end"] < made["date_start"]:
        raise InputError(where, f"ends on {made['date_end']}, before it begins on {made['date_start']}.")
    return GedRow(**made)


Kind = Literal["text", "day", "degrees", "whole", "maybe"]
_BY_TYPE: Final[dict[str, Kind]] = {"str": "text", "int": "whole", "int | None": "maybe", "float": "degrees"}
_KINDS: Final[dict[str, Kind]] = {
    f.name: "day" if f.name in {"date_start", "date_end"} else _BY_TYPE[str(f.type)]
    for f in fields(GedRow)
    if f.name != "row"
}
"""Column -> how its cell is read: as the row's own types say."""


def _id(text: str, where: str) -> str:
    """UCDP's number; what an old export wrote as "249120.0" is 249120."""
    if not text:
        raise InputError(where, "has no id.")
    return text.removesuffix(".0")


def _whole(text: str, column: str, where: str, *, needed: bool) -> int | None:
    if not text and not needed:
        return None
    try:
        number = float(text) if "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or number != int(number) or number < 0:
        raise InputError(where, f"{column} is {text[:40]!r}, which is no whole number.")
    return int(number)


def _degrees(text: str, column: str, where: str) -> float:
    try:
        number = float(text) if "_" not in text else math.nan
    except ValueError:
        number = math.nan
    most = 90 if column == "latitude" else 180
    if not -most <= number <= most:
        raise InputError(where, f"{column} is {text[:40]!r}; it can be -{most} to {most}.")
    return number


def _day(text: str, column: str, where: str) -> str:
    found = _MIDNIGHT.fullmatch(text)
    try:
        return dt.date.fromisoformat(found[1] if found else "").isoformat()
    except ValueError as exc:
        raise InputError(where, f"{column} is {text[:40]!r}, which is no day.", "It is written 2017-04-08.") from exc
