"""A case in a schema of a PostgreSQL database with PostGIS."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, column, text

from dateline.case.store.entry import Row
from dateline.case.store.postgres_care import broken, dumped
from dateline.case.store.postgres_engine import SCHEMA, bare, engine_of, in_words
from dateline.case.store.protocol import Box, Clock, Query
from dateline.case.store.sql import SqlStore, utc_now
from dateline.case.store.words import wanted
from dateline.errors import OutputError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Table, TextualSelect

WAIT: Final = "60s"
"""How long a writer waits for another one."""


class PostgresStore(SqlStore):
    """See `protocol.Store`."""

    def __init__(self, url: URL, schema: str = SCHEMA, clock: Clock = utc_now) -> None:
        self.url, self.schema = url, schema
        super().__init__(engine_of(url, schema), bare(url, schema), clock)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One writer a case, by a lock that ends with the transaction, however it ends."""
        with self.engine.connect() as raw:
            c = raw.execution_options(isolation_level="READ COMMITTED")  # sees what the writer before it left
            with c.begin():
                c.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}'")
                c.exec_driver_sql("SET LOCAL synchronous_commit = on")
                c.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:case, 0))"), {"case": self.schema})
                yield c

    def put(self, c: Connection, table: Table, rows: Sequence[Row]) -> None:
        """By COPY, which is several times faster than inserting."""
        if not rows:
            return
        from psycopg import Error

        raw: Any = c.connection.driver_connection
        names = ", ".join(f'"{one.name}"' for one in table.columns)
        try:
            with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        except Error as exc:  # the driver's own words quote the row
            told = in_words(exc, self.url, self.schema)
            raise told or OutputError(
                self.where, f"a row of {table.name} is not as it must be ({type(exc).__name__})."
            ) from None

    def index_claims(self, c: Connection, first: int, rows: Sequence[Row]) -> None:
        """Nothing: the database does it as rows come in."""

    def numbers(self, c: Connection, query: Query) -> list[int]:
        return self.numbered(c, query, matching(query))

    def own_faults(self, c: Connection) -> list[str]:
        return broken(c, self.schema)

    def backup(self, path: Path) -> str:
        """By pg_dump, in its own format: `pg_restore` brings it back."""
        if os.path.lexists(path):
            raise OutputError(str(path), "is there already.", "Name another file for the backup.")
        digest = dumped(self.url, self.schema, self.where, path)
        with self.writing() as c:
            self.recorded(c, "backup", path, digest, {})
        return digest


def matching(query: Query) -> TextualSelect:
    """Numbers of claims (column n) that match the words, the box and the days."""
    conditions, told = ["true"], dict[str, Any]()
    if query.text is not None:
        parts = {f"w{n}": part for n, part in enumerate(wanted(query.text))}
        phrases = " && ".join(f"phraseto_tsquery('simple', fold(:{name}))" for name in parts)
        conditions.append(f"found_words @@ ({phrases})" if phrases else "false")
        told |= parts
    if query.box is not None:
        conditions.append(_inside(query.box))
        told |= {"south": query.box.south, "west": query.box.west, "north": query.box.north, "east": query.box.east}
    if query.days is not None:
        conditions.append("found_days && int4range(CAST(:first AS int), CAST(:last AS int), '[]')")
        told |= {"first": query.days[0], "last": query.days[1]}
    statement = f"SELECT claim.n AS n FROM claim WHERE {' AND '.join(conditions)}"  # noqa: S608 - words of this file
    return text(statement).bindparams(**told).columns(column("n", Integer))


def _inside(box: Box) -> str:
    """The index's boxes are a little wider than the points (32 bits): the numbers themselves have the last word."""
    if box.west <= box.east:
        return (
            "found_point && ST_MakeEnvelope(:west, :south, :east, :north, 4326)"
            " AND lat BETWEEN :south AND :north AND lon BETWEEN :west AND :east"
        )
    return (
        "(found_point && ST_MakeEnvelope(:west, :south, 180, :north, 4326)"
        " OR found_point && ST_MakeEnvelope(-180, :south, :east, :north, 4326))"
        " AND lat BETWEEN :south AND :north AND (lon >= :west OR lon <= :east)"
    )
