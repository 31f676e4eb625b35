"""Copies that a case made of itself. It remembers where they are, so that what is erased or hidden goes there too."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import select

from dateline.case.keep.wiping import wipe
from dateline.case.store import schema as s
from dateline.case.store.header import APPLICATION
from dateline.case.store.sql import SqlStore
from dateline.case.store.sqlite import SqliteStore, open_sqlite
from dateline.errors import DatelineError, OutputError

SQLITE: Final = b"SQLite format 3\0"
DUMP: Final = b"PGDMP"
AGE: Final = b"age-encryption.org/"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy as the case remembers it. `sha256` is empty where it was begun and never reported whole."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Reached:
    """What became of a copy when the case went through its copies."""

    path: Path
    became: Literal["changed", "unchanged", "not reached"]
    reason: str = ""
    """Why it could not be reached, or what was odd about it."""


def backups_of(store: SqlStore) -> list[Backup]:
    """The copies that a case made of itself, each as it was last."""
    with store.engine.connect() as c:
        rows = c.execute(select(s.BACKUP.c.path, s.BACKUP.c.sha256).order_by(s.BACKUP.c.seq)).tuples().all()
        return [Backup(Path(path), sha256) for path, sha256 in dict(rows).items()]


def back_up(store: SqlStore, path: Path) -> str:
    """Write a copy that can be opened as a case, and remember it; its SHA-256.

    It is remembered before the first byte is written: a copy that nobody knows of could never be reached. Raises
    `OutputError` where a file is there already.
    """
    path = path.absolute()
    if os.path.lexists(path):
        raise OutputError(str(path), "is there already.", "A copy is never written over another file: name a new one.")
    remember(store, path, "")
    digest = store.copied(path) if isinstance(store, SqliteStore) else store.backup(path)
    path.chmod(0o600)
    if Backup(path, digest) not in backups_of(store):
        remember(store, path, digest)
    return digest


def remember(store: SqlStore, path: Path, sha256: str) -> None:
    with store.writing() as c:
        store.recorded(c, "backup", path, sha256, {})


def part_of(path: Path) -> Path:
    """Where a copy is written before it is whole: always the same place, so that what a stop left there is found."""
    return path.with_name(f".{path.name[:40]}.part")


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def through_backups(store: SqlStore, change: Callable[[SqlStore], int]) -> list[Reached]:
    """Do to every copy what was done to the case, and wipe it; what became of each.

    `change` says how much it changed. A copy that cannot be reached is named, and nothing else is held up by it.
    """
    case = store.info().id
    found = []
    for backup in backups_of(store):
        part_of(backup.path).unlink(missing_ok=True)
        reason = _unreachable(backup.path, case)
        if reason:
            found.append(Reached(backup.path, "not reached", reason))
            continue
        try:
            found.append(_through(store, backup, change))
        except DatelineError as exc:
            found.append(Reached(backup.path, "not reached", str(exc)))
    return found


def _through(store: SqlStore, backup: Backup, change: Callable[[SqlStore], int]) -> Reached:
    odd = "" if sha256_of(backup.path) == backup.sha256 else "it had been changed since it was made"
    with closing(open_sqlite(backup.path)) as copy:
        changed = change(copy)
        wipe(copy)
    digest = sha256_of(backup.path)
    if digest != backup.sha256:
        remember(store, backup.path, digest)
    return Reached(backup.path, "changed" if changed else "unchanged", odd)


def _unreachable(path: Path, case: str) -> str:
    """Why a copy cannot be reached; "" where it can."""
    try:
        with path.open("rb") as stream:
            start = stream.read(100)
    except FileNotFoundError:
        return "it is not there: it was moved or deleted"
    except OSError as exc:
        return f"it cannot be read: {exc.strerror or exc}"
    if start.startswith(AGE):
        return "it is an encrypted archive: make a new one and delete it"
    if start.startswith(DUMP):
        return "it is a dump of the database: make a new one and delete it"
    if not start.startswith(SQLITE) or int.from_bytes(start[68:72], "big") != APPLICATION:
        return "it is no case any more"
    with closing(SqliteStore(path)) as copy:
        return "" if copy.info().id == case else "it is another case"
