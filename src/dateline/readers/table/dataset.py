"""The table of a dataset of coded events (UCDP GED, ACLED …) -> its rows with all their cells, one by one in bounded
memory: plain, .gz, or the one table of a .zip; UTF-8, UTF-16 or Windows-1252.

Columns are found by their names, whatever their order. A file without a row of names is read by position where its
columns are those of a release that is known, and that is said. Nothing is left out: columns that nobody knows are kept
as well.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import SEEK_SET
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar, cast

from dateline.errors import InputError
from dateline.readers.archive.limits import BROKEN, Limits, open_zip
from dateline.readers.blocks import SURROGATE
from dateline.readers.formats import Failure, Input
from dateline.readers.table.cells import Row, Rows
from dateline.readers.table.columns import plain
from dateline.readers.table.dialect import Dialect, dialect_of
from dateline.readers.table.lines import LARGEST_TABLE, Encoded, encoded
from dateline.readers.table.profile import Profile

MEMBERS: Final = 50
LIKELY_NAMES: Final = 5
"""How many names of columns the first row must hold to be the row of names."""
TICKS: Final = 500
"""Rows after which it is told how far the file has been read."""
MOST_COLUMNS: Final = 1000
_NUMBER: Final = re.compile(r"\s*[+-]?\d+(?:\.\d+)?\s*")
Tick = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of the tables of one dataset."""

    name: str
    """What messages call it ("UCDP GED")."""
    columns: frozenset[str]
    """Names of columns that are read, in lower case."""
    needed: tuple[str, ...]
    """Those without which a row cannot be put beside anything."""
    orders: tuple[tuple[str, ...], ...] = ()
    """The columns of known releases in their order, for files that have no row of names."""
    plausible: Callable[[Mapping[str, str]], bool] = lambda cells: True
    """Whether the cells of a first row may stand under these names: asked before a file is read by position."""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row. `number` is what a spreadsheet shows; `cells` are all of them by column, to the character."""

    number: int
    cells: Mapping[str, str]


class DatasetTable:
    """An open table. `names` are its columns in their order, `notes` what the user should know of how it is read."""

    def __init__(self, source: Input, layout: Layout, told: Callable[[], None]) -> None:
        self.name, self._layout, self._told = source.name, layout, told
        if not source.head().strip():
            raise InputError(source.name, "is empty.", layout.advice)
        self._table: Encoded = encoded(source)
        self._dialect: Dialect = dialect_of(self._table, Profile(), layout.columns)
        first = next((row for row in self._raw() if _filled(row)), None)
        if first is None:
            raise InputError(self.name, "is empty.", layout.advice)
        self._headed, self.names, self.notes = self._header(first)

    def rows(self) -> Iterator[RawRow | Failure]:
        """The rows, in order, and in their place the failures of those that cannot be told into cells."""
        raw = self._raw(len(self.names))
        if self._headed:
            next((row for row in raw if _filled(row)), None)
        for done, row in enumerate((row for row in raw if _filled(row)), 1):
            if done % TICKS == 0:
                self._told()
            try:
                yield self._row(row)
            except InputError as exc:
                yield Failure(exc)

    def made(self, make: Callable[[RawRow, str], T]) -> Iterator[T | Failure]:
        """What `make` makes of each row, given what messages call it; in its place the failure of one that it refuses
        with `InputError`, or that cannot be told into cells."""
        for row in self.rows():
            if isinstance(row, Failure):
                yield row
                continue
            try:
                yield make(row, self.at(row.number))
            except InputError as exc:
                yield Failure(exc)

    def cells(self, *columns: str) -> Iterator[tuple[int, str]]:
        """(number of the row, cell) of some columns, row by row, in a reading of their own; broken rows are left
        out."""
        for row in self.rows():
            if isinstance(row, RawRow):
                for column in columns:
                    yield row.number, row.cells.get(column, "")

    def at(self, number: int) -> str:
        """What messages call a row."""
        return f"{self.name} row {number:,}"

    def _raw(self, width: int = 0) -> Iterator[Row]:
        lines = self._table.lines(self._dialect.end)
        for _ in range(self._dialect.skipped):
            next(lines, None)
        rows = Rows(lines, self._dialect.delimiter)
        rows.width = width
        return iter(rows)

    def _header(self, first: Row) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
        """Whether the first row holds names, the names of all columns, and what is to be said of them."""
        if first.fault:
            raise InputError(self.name, f"its first row {first.fault}", "Save it anew as CSV in UTF-8.")
        if len(first.cells) > MOST_COLUMNS:
            raise InputError(self.name, f"has {len(first.cells):,} columns.", self._layout.advice)
        cells = [cell.decode(self._table.encoding, "replace").strip() for cell in first.cells]
        known = {cell.casefold() for cell in cells} & self._layout.columns
        if len(known) < LIKELY_NAMES and any(_NUMBER.fullmatch(cell) for cell in cells):
            return False, *self._by_position(cells)
        missing = [column for column in self._layout.needed if column not in known]
        if missing:
            raise InputError(
                self.name,
                f"lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}, so it is no"
                f" {self._layout.name}.",
                self._layout.advice,
            )
        return True, self._named(cells), ()

    def _by_position(self, cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        name = self._layout.name
        order = next((o for o in self._layout.orders if len(o) == len(cells)), None)
        if order is not None and self._layout.plausible(dict(zip(order, cells, strict=True))):
            note = f"{self.name} has no row of column names: read by position, as the {len(order)} columns of {name}."
            return order, (note,)
        known = " or ".join(str(len(o)) for o in self._layout.orders)
        fits = "" if order is None else ", which do not hold what stands in those of a release"
        raise InputError(
            self.name,
            f"has no row of column names, and {len(cells)} columns{fits}; by position only files of {name} with"
            f" {known or 'no number of'} columns are read.",
            "Put the row of names of the release that it belongs to before it.",
        )

    def _named(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The names of the columns, each once: names that are read in lower case, others as they stand there."""
        names: list[str] = []
        for n, cell in enumerate(cells, 1):
            name = cell.casefold() if cell.casefold() in self._layout.columns else cell or f"column {n}"
            if name in names and name in self._layout.columns:
                raise InputError(self.name, f"has two columns named {plain(name)}.", "Rename the one that is not it.")
            names.append(name if name not in names else f"{name} ({n})")
        return tuple(names)

    def _row(self, row: Row) -> RawRow:
        where = self.at(row.number)
        if row.fault:
            rest = " It and all behind it are left out." if row.rest else ""
            raise InputError(where, row.fault + rest, f"Look at line {row.first:,} of the file.")
        width = len(self.names)
        if len(row.cells) < width or any(cell.strip() for cell in row.cells[width:]):
            raise InputError(where, f"has {len(row.cells):,} cells; the table has {width:,} columns.")
        cells = {}
        for column, cell in zip(self.names, row.cells, strict=False):
            cells[column] = self._text(cell, column, where)
        return RawRow(row.number, cells)

    def _text(self, cell: bytes, column: str, where: str) -> str:
        try:
            text = cell.decode(self._table.encoding)
        except UnicodeDecodeError as exc:
            what = "UTF-8" if self._table.encoding == "utf-8" else "Windows-1252"
            raise InputError(
                where,
                f"{plain(column)} holds bytes that are no {what}, as the rest of the file is.",
                "The file mixes encodings: save it anew as UTF-8.",
            ) from exc
        if "\0" in text or SURROGATE.search(text):
            raise InputError(where, f"{plain(column)} holds NUL or half characters.", "Save the table anew as UTF-8.")
        return text


@contextmanager
def open_table(path: Path, layout: Layout, tick: Tick = lambda done, size: None) -> Iterator[DatasetTable]:
    """A dataset's table. `tick` is called with the bytes read so far and all of them.

    Raises `InputError` for a file that cannot be opened, lacks needed columns, or has no row of column names and is of
    no known order.
    """
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
        stream = cast("BinaryIO", _Unpacked(_inner(stack, raw, head, name), name))
        yield DatasetTable(Input(name, stream, size), layout, lambda: tick(raw.tell(), size))


def _inner(stack: ExitStack, raw: BinaryIO, head: bytes, name: str) -> Any:
    if head.startswith(b"PK"):
        package = stack.enter_context(open_zip(raw, name, Limits(MEMBERS, LARGEST_TABLE)))
        tables = [m for m in package.infolist() if m.filename.lower().endswith((".csv", ".tsv"))]
        if len(tables) != 1:
            raise InputError(name, f"holds {len(tables)} CSV tables.", "Unpack it and name one file.")
        return stack.enter_context(package.open(tables[0]))
    if head.startswith(b"\x1f\x8b"):
        return stack.enter_context(gzip.GzipFile(fileobj=raw))
    return raw


class _Unpacked:
    """What a file unpacks to: damage is told in words, and a bomb is not followed to its end."""

    def __init__(self, inner: Any, name: str) -> None:
        self._inner, self._name = inner, name

    def seek(self, to: int, whence: int = SEEK_SET) -> int:
        with self._told():
            return cast("int", self._inner.seek(to, whence))

    def read(self, most: int = -1) -> bytes:
        with self._told():
            data = cast("bytes", self._inner.read(most))
        if self._inner.tell() > LARGEST_TABLE:
            raise InputError(self._name, f"unpacks to more than {LARGEST_TABLE:,} bytes.", "Check where it came from.")
        return data

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except BROKEN as exc:
            raise InputError(self._name, "is damaged: it cannot be unpacked to its end.", "Fetch it again.") from exc


def _filled(row: Row) -> bool:
    return bool(row.fault) or any(cell.strip() for cell in row.cells)
