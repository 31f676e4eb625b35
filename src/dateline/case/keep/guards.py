"""Records are never changed, and the database's own triggers see to it. Erasing is the exception, and lays them down
for one transaction: where that fails, they are there again with everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dateline.case.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection


@contextmanager
def unguarded(c: Connection) -> Iterator[None]:
    """A stretch of a transaction in which rows of the case may be changed and deleted."""
    if c.dialect.name == "sqlite":
        told = c.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name").all()
        for name, _ in told:
            c.exec_driver_sql(f"DROP TRIGGER {_quoted(name)}")
        yield
        for _, statement in told:
            c.exec_driver_sql(statement)
        return
    for table in s.METADATA.sorted_tables:
        c.exec_driver_sql(f"ALTER TABLE {_quoted(table.name)} DISABLE TRIGGER USER")
    yield
    for table in s.METADATA.sorted_tables:
        c.exec_driver_sql(f"ALTER TABLE {_quoted(table.name)} ENABLE TRIGGER USER")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
