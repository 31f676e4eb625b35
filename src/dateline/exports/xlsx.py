"""The sheet as an Excel workbook: written row by row in bounded memory, the same bytes for the same reports.

Texts are written as texts, so none becomes a formula, a link or a number. Drop-down lists, notes on the headers and
colours help a person to judge the rows; each colour only repeats what a word says.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateline import __version__
from dateline.errors import OutputError
from dateline.exports.cells import Cell
from dateline.exports.choices import choices
from dateline.exports.columns import Sheet, sheets
from dateline.exports.files import beside, settle, writing
from dateline.exports.looks import AMBER, disagrees, head, lines, look, note, pages, validation, width
from dateline.exports.sheet import FORMAT, stream
from dateline.protect.policy import Shown

if TYPE_CHECKING:
    from xlsxwriter import Workbook

ROWS: Final = 1_048_575
"""Rows of a sheet below its header."""
STAMP: Final = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""Written as the day of making: the clock would make two equal workbooks differ, and tell when somebody worked."""
FIRST_DATE: Final = dt.date(1900, 3, 1)
"""Excel counts a day that never was, 29 February 1900: earlier dates stay text."""
LINES: Final = 8
"""Lines that a row shows of a long text; the cell holds all of it."""
_LINE: Final = 15
"""Points of one line."""
_PART: Final = 1 << 20
"""Bytes looked at of a part of an older workbook."""


def write_xlsx(path: Path, shown: Iterable[Shown]) -> None:
    """Write the reports to one workbook; an older file there is replaced once the new one is whole.

    Raises `OutputError` where the workbook cannot be written, where a sheet has more rows than a workbook holds, and
    where the file there is a workbook of Dateline's that somebody has worked in since: their decisions would be lost.
    """
    refuse_edited(path, sheets())
    with beside(path.parent, str(path)) as made:
        with writing(str(path)):
            book = Book(path, made, sheets())
        try:
            for name, cells in stream(shown):
                book.add(name, cells)
            number = book.rows["reports"]
            book.close(f"Dateline sheet: {number:,} report{'' if number == 1 else 's'}", FORMAT)
        finally:
            book.drop()
        refuse_edited(path, sheets())
        settle(book.file, path)


class Book:
    """A workbook being written: one open sheet each, rows in the order in which they come."""

    def __init__(self, path: Path, folder: Path, layout: dict[str, Sheet]) -> None:
        from xlsxwriter import Workbook

        self.path, self.file, self.layout = path, folder / "book.xlsx", layout
        texts = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        self.book: Workbook = Workbook(self.file, {"constant_memory": True, "tmpdir": str(folder), **texts})
        self.rows = dict.fromkeys(layout, 0)
        self.amber = self.book.add_format(AMBER)
        self.sheets: dict[str, Any] = {}
        for sheet in layout.values():
            self.sheets[sheet.name] = self.book.add_worksheet(sheet.name)
            self._open(sheet)

    def _open(self, sheet: Sheet) -> None:
        """Columns, header with its notes, frozen header and ids, print set-up."""
        made = self.sheets[sheet.name]
        for n, column in enumerate(sheet.columns):
            hidden = {"hidden": True} if column.name == "row_hash" else {}
            made.set_column(n, n, width(column), self.book.add_format(look(sheet, column)), hidden)
            made.write_string(0, n, column.name, self.book.add_format(head(sheet, column)))
            told = note(sheet, column)
            made.write_comment(0, n, told, {"x_scale": 2, "y_scale": max(0.6, len(told) / 150)})
        made.freeze_panes(1, 1)
        made.set_landscape()
        made.set_paper(9)
        made.repeat_rows(0)
        made.repeat_columns(0)
        made.fit_to_pages(pages(sheet), 0)
        made.set_footer("&L&A&R&P / &N")

    def add(self, name: str, cells: tuple[Cell, ...]) -> None:
        """Write one row below the last one of its sheet."""
        self.rows[name] += 1
        row, sheet = self.rows[name], self.layout[name]
        if row > ROWS:
            raise OutputError(
                str(self.path),
                f"the sheet {name} has more than {ROWS:,} rows, which is all that a workbook holds.",
                "Write fewer reports to a workbook, or a folder of CSV files.",
            )
        with writing(str(self.path)):
            self._write(sheet, row, cells)

    def _write(self, sheet: Sheet, row: int, cells: tuple[Cell, ...]) -> None:
        """Each cell by its type; an empty one is not written, its column's look stays."""
        made = self.sheets[sheet.name]
        if (needed := min(lines(sheet, cells), LINES)) > 1:  # said outright: not every program fits rows by itself
            made.set_row(row, needed * _LINE)
        for n, cell in enumerate(cells):
            if isinstance(cell, str):
                made.write_string(row, n, cell, self.amber if disagrees(sheet, n, cells) else None)
            elif isinstance(cell, dt.date):
                if cell >= FIRST_DATE:
                    made.write_datetime(row, n, cell)
                else:
                    made.write_string(row, n, cell.isoformat())
            elif cell is not None:
                made.write_number(row, n, cell)

    def close(self, title: str, form: str) -> None:
        """Filters, drop-down lists and properties, which need the number of rows; then the file."""
        lists = self._lists()
        for sheet in self.layout.values():
            made, last = self.sheets[sheet.name], max(self.rows[sheet.name], 1)
            made.autofilter(0, 0, last, len(sheet.columns) - 1)
            for n, column in enumerate(sheet.columns):
                if column.choices and column.edit != "no" and not column.several:
                    made.data_validation(1, n, last, n, validation(column, lists[column.choices]))
        comments = f"Format {form}, written by Dateline {__version__}"
        self.book.set_properties({"title": title, "comments": comments, "created": STAMP})
        self.sheets["events"].activate()
        self._save()

    def _save(self) -> None:
        from xlsxwriter.exceptions import XlsxFileError

        try:
            with writing(str(self.path)):
                self.book.close()
        except XlsxFileError as exc:
            raise OutputError(str(self.path), f"cannot be written: {exc}.") from exc

    def _lists(self) -> dict[str, str]:
        """Where in the sheet `choices` each list stands, as a reference."""
        found, row = {}, 2
        for name, words in choices().items():
            found[name] = f"=choices!$B${row}:$B${row + len(words) - 1}"
            row += len(words)
        return found

    def drop(self) -> None:
        """Close what a workbook that will not be has open; the folder takes the files away."""
        for made in self.sheets.values():
            made.row_data_fh.close()


def refuse_edited(path: Path, layout: dict[str, Sheet]) -> None:
    """Raise `OutputError` where the file is one of our workbooks that another program has saved since."""
    if path.is_dir():
        raise OutputError(str(path), "is a folder.", "Give the name of a file, such as sheet.xlsx.")
    if not path.is_file():
        return
    try:
        with zipfile.ZipFile(path) as book:
            names, core = _part(book, "xl/workbook.xml"), _part(book, "docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return
    ours = all(f'name="{name}"' in names for name in layout)
    if ours and core.count(STAMP.strftime("%Y-%m-%dT%H:%M:%SZ")) < 2:
        raise OutputError(
            str(path), "was saved by somebody since Dateline wrote it.", "Move it away, or write to another name."
        )


def _part(book: zipfile.ZipFile, name: str) -> str:
    with book.open(name) as handle:
        return handle.read(_PART).decode("utf-8", "replace")
