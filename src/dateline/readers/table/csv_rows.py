"""CSV and TSV files of reports -> Documents. A cell's text is kept to the character; no formula is ever computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.table.cells import Row, Rows
from dateline.readers.table.columns import choose, fold, is_position, known, listed
from dateline.readers.table.dates import Dates
from dateline.readers.table.dialect import Dialect, dialect_of
from dateline.readers.table.lines import Encoded, encoded
from dateline.readers.table.profile import Profile, profile_of
from dateline.readers.table.row import Place, document_of_row

CELL = 200
"""Characters that no column's name has: a longer first cell is a report, and the table has no header."""
MOST_COLUMNS = 10_000


@dataclass(frozen=True, slots=True)
class Table:
    """How one table is read: its header's names, and which of its columns hold the fields."""

    source: Input
    names: Sequence[str]
    columns: dict[str, int]
    encoding: str
    media_type: str
    headed: bool
    """Whether the first row holds the names of the columns."""

    def place(self, row: Row) -> Place:
        part = f"row {row.number}"
        return Place(
            f"{self.source.name} {part}",
            part,
            self.media_type,
            self.names[self.columns["text"]],
            self.source.captured,
        )


def _read(source: Input) -> Iterator[Document | Failure]:
    profile = profile_of(source.columns)
    table = encoded(source)
    dialect = dialect_of(table, profile)
    rows = _rows(table, dialect)
    it = iter(rows)
    header = next((row for row in it if _filled(row)), None)
    if header is None:
        raise InputError(source.name, "is empty.", "Give a table that holds reports.")
    found = _table(source, header, table, dialect, profile)
    rows.width = len(found.names)
    dates = Dates(profile.date_order, partial(_dates, table, dialect, found))
    if not found.headed:
        yield _report(header, found, dates)
    for row in it:
        if _filled(row):
            yield _report(row, found, dates)


def _rows(table: Encoded, dialect: Dialect) -> Rows:
    lines = table.lines(dialect.end)
    for _ in range(dialect.skipped):
        next(lines, None)
    return Rows(lines, dialect.delimiter)


def _filled(row: Row) -> bool:
    """Whether a row is more than empty cells."""
    return bool(row.fault) or any(cell.strip() for cell in row.cells)


def _table(source: Input, header: Row, table: Encoded, dialect: Dialect, profile: Profile) -> Table:
    """The table's columns, by its first row that is not empty."""
    if header.fault:
        raise InputError(source.name, f"its first row {header.fault}", "Save it anew as CSV in UTF-8.")
    if len(header.cells) > MOST_COLUMNS:
        what = f"has {len(header.cells):,} columns; a table may have {MOST_COLUMNS:,}."
        raise InputError(source.name, what, "Save the columns that are needed.")
    try:
        names = [cell.decode(table.encoding).strip() for cell in header.cells]
    except UnicodeDecodeError as exc:
        raise InputError(source.name, "the names of its columns are broken text.", "Save it as UTF-8.") from exc
    by_number = [column for column in profile.columns.values() if is_position(column) and column not in names]
    headed = not by_number or any(fold(name) in known() for name in names)
    if not by_number:
        _check_names(source, names)
    if not headed:
        names = [str(n) for n in range(1, len(names) + 1)]
    columns = choose(names, profile.columns, source.name, positions=True)
    return Table(source, names, columns, table.encoding, dialect.media_type, headed)


def _check_names(source: Input, names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in filter(None, names):
        if len(name) > CELL:
            raise InputError(
                source.name,
                "has no row of column names: its first row holds a report.",
                "Add one with the column's names, or say which column it is by its number: --column text=1.",
            )
        if name.casefold() in seen:
            raise InputError(
                source.name,
                f"has two columns named {listed([name])}.",
                "Rename one, or say which one is meant by its number: --column text=1.",
            )
        seen.add(name.casefold())


def _report(row: Row, table: Table, dates: Dates) -> Document | Failure:
    place = table.place(row)
    try:
        _check(row, table, place.name)
        return document_of_row(_fields(row, table, place.name), place, table.source.given, dates)
    except InputError as exc:
        return Failure(exc)


def _check(row: Row, table: Table, name: str) -> None:
    """`InputError` for a row that cannot be told into cells, or has more or fewer than the header."""
    if row.fault:
        rest = " It and all behind it are left out." if row.rest else ""
        raise InputError(name, row.fault + rest, f"Look at line {row.first:,} of the file.")
    if len(row.cells) == len(table.names) or _only_longer(row, table):
        return
    lines = f" (lines {row.first} to {row.last} of the file)" if row.last > row.first else ""
    raise InputError(
        name,
        f"has {len(row.cells):,} cells{lines}; the table has {len(table.names):,} columns.",
        "Put cells with a delimiter in quotation marks, and double the marks in them.",
    )


def _only_longer(row: Row, table: Table) -> bool:
    """Whether a row only has empty cells too many at its end, as spreadsheets write them."""
    return len(row.cells) > len(table.names) and not any(cell.strip() for cell in row.cells[len(table.names) :])


def _fields(row: Row, table: Table, name: str) -> dict[str, tuple[str, ...]]:
    try:
        return {field: (row.cells[n].decode(table.encoding),) for field, n in table.columns.items() if row.cells[n]}
    except UnicodeDecodeError as exc:
        raise InputError(
            name, f"holds bytes that are no {exc.encoding} text.", "Save the table anew as UTF-8."
        ) from exc


def _dates(table: Encoded, dialect: Dialect, found: Table) -> Iterator[str]:
    """The column of dates, read on its own."""
    rows = _rows(table, dialect)
    rows.width = len(found.names)
    at = found.columns["published"]
    for row in rows:
        if len(row.cells) >= rows.width:
            yield row.cells[at].decode(found.encoding, "replace")


def _never(head: bytes, name: str) -> bool:
    """A CSV is told by its name or media type alone: reports of plain text have commas too."""
    return False


FORMAT = Format(
    "csv", ("text/csv", "text/tab-separated-values"), (".csv", ".tsv", ".tab"), _never, _read, 60, many=True
)
