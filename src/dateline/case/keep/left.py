"""Everything that a case says in words, unpacked, row by row: where a proof looks besides the bytes of its files."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import LargeBinary, Text, select

from dateline.case.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

LONGEST: Final = 200_000_000
"""Characters that a dossier unpacks to, at most."""


def said(
    c: Connection, reports: Collection[int] = (), entries: Collection[int] = (), *, rewritten: Collection[int] = ()
) -> Iterator[bytes]:
    """All words that a case holds, but for those of the reports and the log entries named. Of reports that are
    `rewritten`, what stays is their text alone: what records say of it is looked through."""
    if c.dialect.name == "sqlite":  # the names of tables stand in the file too
        yield from (_plain(told) for told in c.exec_driver_sql("SELECT sql FROM sqlite_master").scalars() if told)
    readings = {
        r.n: r.report for r in c.execute(select(s.READING.c.n, s.READING.c.report))
    }  # rows of records know their reading, which knows its report
    for table in s.METADATA.sorted_tables:
        columns = [x for x in table.columns if isinstance(x.type, (Text, LargeBinary)) and x.name != "sealed"]
        if not columns:
            continue
        for row in c.execute(select(table).execution_options(yield_per=200)).mappings():
            report = _report(table, row, readings)
            if report in reports or (table in (s.LOG_BODY, s.LOG) and row["seq"] in entries):
                continue
            if report in rewritten and table is not s.BODY:
                continue
            yield from (_plain(row[x.name]) for x in columns if row[x.name])


def _report(table: Table, row: Any, readings: dict[int, int]) -> int | None:
    if table is s.REPORT:
        return int(row["n"])
    if "report" in row:
        return int(row["report"])
    return readings.get(row["reading"]) if "reading" in row else None


def _plain(value: str | bytes) -> bytes:
    """The words of a value; what is compressed is unpacked."""
    if isinstance(value, str):
        return value.encode(errors="surrogatepass")
    try:
        return zlib.decompressobj().decompress(value, LONGEST)
    except zlib.error:
        return bytes(value)
