"""An edited workbook read back: its rows as cells by column, and what it says of the state that it was made of.

The file is foreign: what unpacks to too much is refused before it is unpacked, formulas are not computed (the value
that the program saved counts), and only cells of known sheets are looked at.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dateline.errors import InputError
from dateline.exports.case.about import FORMAT, STATE

LARGEST: Final = 1 << 30
"""Bytes that a workbook may unpack to: about ten times a full one."""
_ADVICE: Final = "Save it as .xlsx (or .ods) from the sheet that `dateline sheet` made."


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back. `rows` are those of the sheet events: (number of the row as the program shows it,
    cells by column)."""

    case: str
    seq: int
    hash: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, object]], ...]


def read_back(path: Path) -> Returned:
    """The workbook's rows. Raises `InputError` where it is none of ours, or damaged."""
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        names = set(book.sheet_names)
        if not {"events", "about"} <= names:
            raise InputError(str(path), "has no sheets events and about.", _ADVICE)
        about = book.get_sheet_by_name("about").to_python()
        events = book.get_sheet_by_name("events").to_python(skip_empty_area=False)
    except (CalamineError, OSError) as exc:
        raise InputError(str(path), f"cannot be read as a workbook: {exc}.", _ADVICE) from exc
    state = _state(path, about)
    seq, _, hash_ = state["log"].partition(" ")
    header, rows = _rows(path, events)
    return Returned(state["case"], int(seq) if seq.isdigit() else 0, hash_, header, rows)


def _check_size(path: Path) -> None:
    """Refuse what is no file, or unpacks to more than a workbook holds."""
    if not path.is_file():
        raise InputError(str(path), "no such file." if not path.exists() else "is no file.", "Check the name.")
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError) as exc:
        raise InputError(str(path), "is no workbook.", _ADVICE) from exc
    if size > LARGEST:
        raise InputError(str(path), f"unpacks to {size:,} bytes, more than any sheet of a case.", _ADVICE)


def _state(path: Path, about: Sequence[Sequence[Any]]) -> dict[str, str]:
    told = {str(row[0]): str(row[1]) for row in about if len(row) > 1}
    if told.get("format") != FORMAT:
        found = told.get("format")
        reason = f"has the format {found}, not {FORMAT}." if found else "does not say in its sheet about what it is."
        raise InputError(
            str(path), reason, "Take the sheet that `dateline sheet CASE -o FILE` wrote, and correct that."
        )
    if missing := [item for item in STATE if item not in told]:
        raise InputError(str(path), f"lacks the line “{missing[0]}” in its sheet about.", "Leave that sheet as it is.")
    return told


def _rows(
    path: Path, events: Sequence[Sequence[Any]]
) -> tuple[tuple[str, ...], tuple[tuple[int, dict[str, object]], ...]]:
    if not events:
        raise InputError(str(path), "its sheet events is empty.", "Leave the header row as it is.")
    header = tuple(str(name).strip() for name in events[0])
    if "happening_id" not in header:
        raise InputError(str(path), "its sheet events has no column happening_id.", "Leave the header row as it is.")
    return header, tuple(_filled(header, events[1:]))


def _filled(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, dict[str, object]]]:
    for number, row in enumerate(rows, 2):
        cells = {name: _plain(cell) for name, cell in zip(header, row, strict=False) if name}
        if any(cell is not None for cell in cells.values()):
            yield number, cells


def _plain(cell: object) -> object:
    """A cell as it was written: an empty text is an empty cell, midnight of a day is the day."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").strip() or None
    if isinstance(cell, dt.datetime) and cell.time() == dt.time.min:
        return cell.date()
    return cell
