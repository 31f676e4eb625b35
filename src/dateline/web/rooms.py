"""Private folders of a server: what was sent to it, what it makes. They are gone when it ends; where it was killed, the
next server to start takes them away.

Each is held for as long as its server runs, which the system ends with the process however that ends: a folder that
nobody holds was left behind. What lies in them may name people whom a case protects, so none stays for long.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path
from typing import Final

_BEGINS: Final = "dateline-served-"


class Room:
    """A folder that only this user of the machine may open; gone when it is dropped, or nobody has it any more."""

    def __init__(self, what: str) -> None:
        self.path, held = _made(what)
        self.drop = weakref.finalize(self, _left, self.path, held)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.drop()


def _made(what: str) -> tuple[Path, int | None]:
    """A new folder, and what it is held by. Begun again where another server swept in the moment between the two."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=f"{_BEGINS}{what}-"))
        if sys.platform == "win32":  # pragma: no cover
            return path, None
        if (held := _held(path)) is not None:
            return path, held


def _held(path: Path) -> int | None:
    """Hold a folder; None where somebody else does, or it is gone."""
    import fcntl

    with suppress(OSError):
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(folder), path.stat()):
                return folder
        os.close(folder)
    return None


def _left(path: Path, held: int | None) -> None:
    shutil.rmtree(path, ignore_errors=True)
    if held is not None:
        os.close(held)


def sweep() -> int:
    """Take away what servers of this user that were killed left behind; how many folders that were."""
    if sys.platform == "win32":  # pragma: no cover
        return 0
    swept = 0
    for path in Path(tempfile.gettempdir()).glob(f"{_BEGINS}*"):
        with suppress(OSError):
            found = path.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
                continue
            if (held := _held(path)) is not None:
                _left(path, held)
                swept += 1
    return swept
