"""Writing so that nothing is half-written: files are made in a folder beside their place and moved there when whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.errors import OutputError
from dateline.files import refuse_precious


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Tell in words what stops a file from being written; `name` is what messages call it.

    Databases in which formats look things up fail like any file; a pipe that nobody reads any more breaks as ever. The
    reports come from a stream whose own errors are none of these.
    """
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as exc:
        raise OutputError(name, "cannot be written: there is no such folder.", "Make the folder first.") from exc
    except BrokenPipeError:
        raise
    except OSError as exc:
        raise OutputError(name, f"cannot be written: {exc.strerror or exc}.") from exc
    except sqlite3.Error as exc:
        raise OutputError(name, f"cannot be written: {exc}.", "Check the disk and its space.") from exc


@contextmanager
def beside(folder: Path, name: str) -> Iterator[Path]:
    """A folder within `folder` for what is being written: on the same disk, seen by nobody else, gone in the end."""
    with writing(name):
        made = TemporaryDirectory(dir=folder, prefix=".dateline-")
    with made as path:
        yield Path(path)


def settle(made: Path, target: Path) -> None:
    """Put a whole file in its place: readers see the old file or the new one, never a part."""
    with writing(str(target)):
        refuse_precious(target)
        with made.open("rb+") as handle:
            os.fsync(handle.fileno())
        made.replace(target)
