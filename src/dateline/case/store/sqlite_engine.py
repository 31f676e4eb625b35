"""Connections to a case's file: hardened, durable, and with SQLite's faults told in words that name the file.

`synchronous=FULL` makes an acknowledged addition survive a power cut; `trusted_schema=OFF` and the
limits keep a file of somebody else's from doing more than being read.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, QueuePool, create_engine, event

from dateline.case.store.header import RESTORE
from dateline.errors import DatelineError, InputError, OutputError

PRAGMAS: Final = (
    "trusted_schema=OFF", "cell_size_check=ON", "query_only={read_only}", "synchronous=FULL", "foreign_keys=ON",
    "secure_delete=FAST", "temp_store=MEMORY", "cache_size=-65536", "wal_autocheckpoint=16000",
    "journal_size_limit=67108864",
)  # fmt: skip
"""64 MB of pages in memory; the write-ahead log is written into the file every 64 MB, which halves what adding writes.
Freed pages are overwritten where that costs no writing of its own, and always within `erasing()`."""
LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 256_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 1_000,  # a list of bands is an OR of each
    sqlite3.SQLITE_LIMIT_ATTACHED: 2,  # writing the file anew needs one
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 4,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
WAIT: Final = 60
"""Seconds that a writer waits for another one."""

POOL: Final = 16
"""Connections that are kept open where several threads ask at once; the one used last is used first, so that a single
thread has one, whose pages are warm."""


def connect(path: Path, *, read_only: bool = False, wait: float = WAIT) -> sqlite3.Connection:
    """A connection to a file that is there: opening makes none."""
    how = "mode=rw"
    if read_only:
        waiting = path.with_name(f"{path.name}-wal")
        fixed = not os.access(path.parent, os.W_OK) and not (waiting.exists() and waiting.stat().st_size)
        # a folder that cannot be written to has no room for the files that readers agree by
        how = "mode=ro&immutable=1" if fixed else "mode=ro"
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, check_same_thread=False, timeout=wait)
    raw.isolation_level = None  # transactions are begun by the store, not by the driver
    for limit, most in LIMITS.items():
        raw.setlimit(limit, most)
    for pragma in PRAGMAS:
        raw.execute("PRAGMA " + pragma.format(read_only="ON" if read_only else "OFF"))
    return raw


def engine_of(path: Path, *, read_only: bool = False) -> Engine:
    made = create_engine(
        "sqlite://", creator=lambda: connect(path, read_only=read_only), poolclass=QueuePool, pool_size=POOL,
        max_overflow=POOL, pool_use_lifo=True, hide_parameters=True,
    )  # fmt: skip

    @event.listens_for(made, "handle_error")
    def _failed(context: Any) -> DatelineError | None:
        original = context.original_exception
        return in_words(original, path) if isinstance(original, sqlite3.Error) else None

    return made


def in_words(exc: sqlite3.Error, path: Path) -> DatelineError | None:
    """What SQLite says as an error of ours; None where it is a fault of the program."""
    if str(exc).startswith("Could not decode"):  # with the text itself, which is in no message of ours
        return InputError(str(path), "is damaged (a text of it is no UTF-8).", RESTORE)
    code = (getattr(exc, "sqlite_errorcode", None) or 0) & 0xFF
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}:
        return InputError(str(path), f"is damaged ({said(exc)}).", RESTORE)
    if code == sqlite3.SQLITE_TOOBIG:
        return InputError(str(path), "holds something larger than any report.", RESTORE)
    if code == sqlite3.SQLITE_FULL:
        return OutputError(str(path), "the disk is full; nothing of this step was kept.", "Make room, and do it again.")
    if code == sqlite3.SQLITE_IOERR:
        return OutputError(
            str(path), f"reading or writing failed ({said(exc)}); nothing of this step was kept.",
            "Check the disk and its space, and do it again.",
        )  # fmt: skip
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return OutputError(str(path), "another program writes to the case.", "Try again when it is done.")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        return OutputError(str(path), "may only be read.", "Copy it to where you may write.")
    if code == sqlite3.SQLITE_CANTOPEN:
        return InputError(str(path), f"cannot be opened ({said(exc)}).", "Check its permissions and its folder's.")
    return None


def said(exc: sqlite3.Error) -> str:
    """SQLite's own words."""
    return str(exc).rstrip(".") or type(exc).__name__
