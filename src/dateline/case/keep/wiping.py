"""Free pages, the write-ahead log and the full text's old words: what rows leave behind when they are gone.

SQLite keeps deleted words in its full text until it is optimised, old pages in the write-ahead log until it is cut off,
and free pages until the file is written anew. What the disk keeps of overwritten blocks, and what snapshots and copies
that others made hold, is beyond reach.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.case.parquet import FORMAT, MANIFEST
from dateline.case.store import schema as s
from dateline.case.store.sql import SqlStore
from dateline.errors import OutputError

if TYPE_CHECKING:
    from sqlalchemy import Connection

IN_MEMORY: Final = 256 << 20
"""Bytes of a case that is written anew in memory; a larger one needs as much room again beside the system's temporary
files (only what stays is written there)."""
BEYOND: Final = {
    "sqlite": "Blocks that the disk itself has not overwritten, snapshots of it, and copies that others made are "
    "beyond Dateline's reach.",
    "postgresql": "Archives of the write-ahead log, replicas, base backups and snapshots of the database server are "
    "beyond Dateline's reach: see to them where they are kept.",
}  # fmt: skip


def wipe(store: SqlStore) -> None:
    """Leave nothing of rows that are gone. Raises `OutputError` where others still read the case."""
    with store.engine.connect() as c:
        if c.dialect.name == "sqlite":
            _sqlite(c, store.where)
        else:
            _postgres(c.execution_options(isolation_level="AUTOCOMMIT"))


def _sqlite(c: Connection, where: str) -> None:
    c.exec_driver_sql("INSERT INTO claim_text(claim_text) VALUES ('optimize')")
    _cut(c, where)
    size = Path(where).stat().st_size if Path(where).exists() else 0
    before = c.exec_driver_sql("PRAGMA temp_store").scalar()
    c.exec_driver_sql(f"PRAGMA temp_store={'MEMORY' if size <= IN_MEMORY else 'FILE'}")
    c.exec_driver_sql("VACUUM")
    c.exec_driver_sql(f"PRAGMA temp_store={int(before or 0)}")
    _cut(c, where)


def _cut(c: Connection, where: str) -> None:
    """Write the write-ahead log into the file and cut it off."""
    busy = c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        raise OutputError(
            where,
            "another program has it open, so that old pages cannot be overwritten.",
            "Close it and give the same command again: it goes on where it stopped.",
        )


def _postgres(c: Connection) -> None:
    present = set(c.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").scalars())
    for table in s.METADATA.sorted_tables:
        if table.name in present:
            c.exec_driver_sql(f'VACUUM (FULL) "{table.name}"')
    c.exec_driver_sql("CHECKPOINT")


def files_of(where: str) -> list[Path]:
    """The files that a case in SQLite consists of, those that are there."""
    return [p for end in ("", "-wal", "-shm", "-journal") if (p := Path(f"{where}{end}")).is_file()]


def caches_of(store: SqlStore) -> list[Path]:
    """Folders beside a case that were made from it and hold its words: tables for counting, which are made again when
    needed, and what was left by a program that was stopped."""
    case = Path(store.where).absolute()
    if store.engine.dialect.name != "sqlite" or not case.parent.is_dir():
        return []
    id_ = store.info().id
    tables = [p for p in case.parent.iterdir() if p.is_dir() and not p.is_symlink() and _tables_of(p, id_)]
    return sorted([*tables, *(p for p in [leftover_of(store.where)] if p.is_dir())])


def _tables_of(folder: Path, case: str) -> bool:
    """Whether a folder holds Parquet tables of a case (see `case.parquet`)."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("format") == FORMAT and told.get("case") == case


def leftover_of(where: str) -> Path:
    """The folder in which an archive of a case is prepared; always the same, so that what a stop left there is
    found."""
    case = Path(where).absolute()
    return case.with_name(f".{case.name[:40]}.archive")


def drop_caches(store: SqlStore) -> int:
    """Delete what was made from a case beside it; how many folders that were."""
    found = caches_of(store)
    for path in found:
        shutil.rmtree(path)
    return len(found)
