"""What a file must be before SQLite is let near it: a plain file whose first bytes say that it is a case.

A `.dateline` file may come from anybody. See https://sqlite.org/fileformat2.html for the header, and
https://sqlite.org/security.html for why it is not enough to open and see.
"""

from __future__ import annotations

import os
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.errors import InputError
from dateline.files import CASE_MARK, SQLITE_MARK

APPLICATION: Final = int.from_bytes(CASE_MARK, "big")
"""What marks the file as a case ("DLNE" in its header)."""
HEADER: Final = 100
BESIDE: Final = ("-wal", "-shm", "-journal")
"""Files that SQLite keeps beside a database, and believes."""
RESTORE: Final = "Restore it from a backup (a copy that `backup` made of the case)."
_WAL_SQLITE_MARK: Final = (0x377F0682, 0x377F0683)
_WAL_HEADER: Final = 32


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes say. `mark` is a number of the case's own, drawn when it was made: a write-ahead log of
    another case gives itself away by another."""

    page_size: int
    pages: int
    application: int
    mark: int


def plain_file(path: Path, what: str = "a case") -> os.stat_result:
    """Raises `InputError` where there is no file, or something that only pretends to be one."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        raise InputError(
            str(path), "is not there.", "Check the name; `dateline add FILES --case NAME` makes a new case."
        ) from None
    except (OSError, ValueError) as exc:
        raise InputError(str(path), f"cannot be opened: {_reason(exc)}.") from exc
    if stat.S_ISDIR(found.st_mode):
        raise InputError(str(path), "is a folder.", "Name the file of a case, such as war.dateline.")
    if stat.S_ISLNK(found.st_mode):
        raise InputError(
            str(path), f"is a link, to {path.readlink()}; {what} is not opened through a link.",
            "Name the file itself.",
        )  # fmt: skip
    if not stat.S_ISREG(found.st_mode):
        raise InputError(str(path), f"is no plain file (a pipe, socket or device), and so not {what}.")
    return found


def check_file(path: Path) -> Header:
    """The header of a case's file. Raises `InputError` where it is none, or not whole."""
    found = plain_file(path)
    for end in BESIDE:
        beside = path.with_name(path.name + end)
        try:
            beside.lstat()
        except FileNotFoundError:
            continue
        except OSError as exc:  # a name that the disk takes, but not with what stands beside it
            raise InputError(str(path), f"cannot be opened: {_reason(exc)}.", "Give it a shorter name.") from exc
        plain_file(beside, "what stands beside a case")
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists() and journal.stat().st_size:
        raise InputError(
            str(path), f"a rollback journal stands beside it ({journal.name}), which a case never has.",
            "It would be played back into the case: move it away, then check the case with `verify`.",
        )  # fmt: skip
    header = read_header(path, found.st_size)
    log = path.with_name(f"{path.name}-wal")
    waiting = log.stat().st_size if log.exists() else 0
    if waiting >= _WAL_HEADER:
        _check_wal(path, log, header)
    elif found.st_size < header.pages * header.page_size:
        raise InputError(
            str(path), f"is cut off: {found.st_size:,} of {header.pages * header.page_size:,} bytes are there.", RESTORE
        )
    return header


def read_header(path: Path, size: int) -> Header:
    try:
        with path.open("rb") as stream:
            head = stream.read(HEADER)
    except OSError as exc:
        raise InputError(str(path), f"cannot be read: {_reason(exc)}.") from exc
    if size == 0:
        raise InputError(str(path), "is empty, and no case.", "Take it away, or name another file.")
    if not head.startswith(SQLITE_MARK):
        raise InputError(str(path), "is no case: its first bytes are not a database's.", "Name the file of a case.")
    if len(head) < HEADER:
        raise InputError(str(path), f"is cut off after {len(head)} bytes.", RESTORE)
    (page_size,) = struct.unpack_from(">H", head, 16)
    pages, mark, application = (struct.unpack_from(">I", head, at)[0] for at in (28, 60, 68))
    if application != APPLICATION:
        raise InputError(str(path), "is a database, but no case of Dateline's.", "Name the file of a case.")
    page_size = 65536 if page_size == 1 else page_size
    if page_size < 512 or page_size & (page_size - 1):
        raise InputError(str(path), f"is damaged: it has pages of {page_size} bytes.", RESTORE)
    if head[18:20] != b"\x02\x02":
        raise InputError(str(path), "is damaged: its header does not name the write-ahead log.", RESTORE)
    return Header(page_size, pages, application, mark)


def _check_wal(path: Path, log: Path, header: Header) -> None:
    """A log of other pages is another database's."""
    with log.open("rb") as stream:
        head = stream.read(_WAL_HEADER)
    magic, _version, page_size = struct.unpack_from(">III", head)
    if magic in _WAL_SQLITE_MARK and page_size != header.page_size:
        raise InputError(
            str(path), f"the write-ahead log beside it ({log.name}) is of another database.",
            "Move it away, then check the case with `verify`.",
        )  # fmt: skip


def _reason(exc: OSError | ValueError) -> str:
    return (exc.strerror or str(exc)) if isinstance(exc, OSError) else str(exc)
