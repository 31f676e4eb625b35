"""The sheet as a folder of CSV files: UTF-8 without a byte order mark, quoted as RFC 4180 says, one file a sheet.

Lines end with CR LF, as RFC 4180 has it: a line end within a cell is a bare LF, so the two can be told apart even by a
program that knows nothing of quotes. What a person wrote is never lost: a file is replaced only where it still has the
digest that `SHA256SUMS` gives it, so foreign and edited files stop the writing before anything is touched.
"""

from __future__ import annotations

import csv
import hashlib
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final, TextIO

from dateline.errors import OutputError
from dateline.exports.cells import Cell, canonical, safe
from dateline.exports.columns import sheets
from dateline.exports.files import beside, settle, writing
from dateline.exports.sheet import FORMAT, stream
from dateline.files import write_whole
from dateline.protect.policy import Shown

README: Final = "README.txt"
SUMS: Final = "SHA256SUMS"
_MARK: Final = f"# {FORMAT}"
"""First line of `SHA256SUMS`: without it the digests are not ours to go by."""


def file_names() -> list[str]:
    """Every file that a folder gets, in order."""
    return [*(f"{name}.csv" for name in sheets()), README, SUMS]


def write_csv(folder: Path, shown: Iterable[Shown]) -> list[Path]:
    """Write the sheets of the reports to `folder`, which is made where it is missing; returns the files.

    Other files in the folder are left alone. Raises `OutputError` where a file of the same name is foreign or was
    changed since it was written, and where the folder cannot be written. No file is ever half-written.
    """
    new = not folder.exists()
    _make(folder)
    try:
        return _write(folder, shown)
    except BaseException:
        if new:
            with suppress(OSError):  # it is not empty: something of worth came into it
                folder.rmdir()
        raise


def _write(folder: Path, shown: Iterable[Shown]) -> list[Path]:
    _refuse_changed(folder)
    with beside(folder, str(folder)) as made:
        about = _write_sheets(folder, made, shown)
        with writing(str(folder / README)):
            made.joinpath(README).write_text(_readme(about), encoding="utf-8", newline="\n")
        names = file_names()[:-1]
        sums = {name: {_digest(made / name)} for name in names}
        _refuse_changed(folder)
        _put_sums(folder, {name: sums[name] | _sums(folder).get(name, set()) for name in names})
        for name in names:
            settle(made / name, folder / name)
        _put_sums(folder, sums)
    return [folder / name for name in file_names()]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError as exc:
        raise OutputError(str(folder), "is a file, not a folder.", "Give the name of a folder.") from exc
    except FileNotFoundError as exc:
        raise OutputError(str(folder), "cannot be made: the folder above it is missing.", "Make that first.") from exc
    except OSError as exc:
        raise OutputError(str(folder), f"cannot be made: {exc.strerror or exc}.") from exc


def _write_sheets(folder: Path, made: Path, shown: Iterable[Shown]) -> list[tuple[str, str]]:
    """Write each row as it comes; returns the lines of the sheet `about`."""
    about = []
    with ExitStack() as stack:
        with writing(str(folder)):
            files = {name: stack.enter_context(_open(made / f"{name}.csv")) for name in sheets()}
        writers = {name: csv.writer(file, lineterminator="\r\n") for name, file in files.items()}
        for name, sheet in sheets().items():
            writers[name].writerow(sheet.header)
        for name, cells in stream(shown):
            with writing(str(folder / f"{name}.csv")):
                writers[name].writerow([as_text(cell) for cell in cells])
            if name == "about":
                about.append((canonical(cells[0]), canonical(cells[1])))
        with writing(str(folder)):
            for file in files.values():
                file.flush()
    return about


def _open(file: Path) -> TextIO:
    return file.open("w", encoding="utf-8", newline="")


def as_text(cell: Cell) -> str:
    """A cell as CSV has it: texts made safe, numbers and dates as they are."""
    return safe(cell) if isinstance(cell, str) else canonical(cell)


def _readme(about: Iterable[tuple[str, str]]) -> str:
    """What the folder is, for whoever opens it without the workbook. Ids of reports stay in `about.csv`."""
    lines = [f"Dateline sheet, a folder of CSV files (format {FORMAT})"]
    for item, says in about:
        if item != "report":
            lines += ["", item, textwrap.indent(textwrap.fill(says, 98, break_on_hyphens=False), "  ")]
    return "\n".join(lines) + "\n"


def _refuse_changed(folder: Path) -> None:
    """Raise `OutputError` where a file that would be replaced is not as Dateline left it."""
    known = _sums(folder)
    for name in file_names()[:-1]:
        file = folder / name
        if (file.exists() or file.is_symlink()) and not (file.is_file() and _digest(file) in known.get(name, set())):
            raise OutputError(
                str(file),
                "is in the way: Dateline did not write it, or it was changed since.",
                "Move it away, or write to another folder.",
            )


def _sums(folder: Path) -> dict[str, set[str]]:
    """Digests that `SHA256SUMS` gives, by file; a file being replaced has two. None where the list is missing."""
    file = folder / SUMS
    if not file.exists():
        return {}
    try:
        mark, *lines = file.read_text(encoding="utf-8").splitlines()
        pairs = [line.split("  ", 1) for line in lines]
        found: dict[str, set[str]] = {}
        for digest, name in pairs:
            found.setdefault(name, set()).add(digest)
    except (OSError, ValueError):
        mark, found = "", {}
    if mark != _MARK:
        raise OutputError(str(file), "is in the way: Dateline did not write it.", "Write to another folder.")
    return found


def _put_sums(folder: Path, sums: dict[str, set[str]]) -> None:
    write_whole(folder / SUMS, ("\n".join([_MARK, *_lines(sums)]) + "\n").encode())


def _lines(sums: dict[str, set[str]]) -> Iterator[str]:
    for name, digests in sums.items():
        yield from (f"{digest}  {name}" for digest in sorted(digests))


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
