"""The situation as a workbook: `dateline sheet war.dateline -o events.xlsx`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dateline.exports.case.about import FORMAT, Source
from dateline.exports.case.rows import LAYOUT, stream
from dateline.exports.columns import sheets
from dateline.exports.files import beside, settle, writing
from dateline.exports.xlsx import Book, refuse_edited
from dateline.model.situation import Situation


def write_case_xlsx(
    path: Path, situation: Situation, source: Source, wrote: Callable[[int], None] = lambda rows: None
) -> None:
    """Write the happenings of a case to one workbook; an older file there is replaced once the new one is whole.

    `wrote` is told the number of rows from time to time. Raises `OutputError` where the workbook cannot be written, and
    where the file there is a workbook of Dateline's that somebody has worked in since.
    """
    layout = sheets(LAYOUT)
    refuse_edited(path, layout)
    with beside(path.parent, str(path)) as made:
        with writing(str(path)):
            book = Book(path, made, layout)
        try:
            for number, (name, cells) in enumerate(stream(situation, source), 1):
                book.add(name, cells)
                if not number % 500:
                    wrote(number)
            many = len(situation.happenings)
            book.close(f"Dateline case: {many:,} happening{'' if many == 1 else 's'}", FORMAT)
        finally:
            book.drop()
        refuse_edited(path, layout)
        settle(book.file, path)
