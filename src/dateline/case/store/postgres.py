"""A case in a schema of a PostgreSQL database with PostGIS, opened by its URL.

    postgresql://user@host/database            the case in the schema `dateline`
    postgresql://user@host/database?schema=x   another one beside it

What is searched stands in generated columns of the claims (words, point, days), so that it cannot get out of step
with them. Words match as in SQLite: folded to small letters without accents, parted at all that is no letter or digit.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Integer,
    Table,
    TextualSelect,
    column,
    create_engine,
    event,
    insert,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from dateline.case.store import schema as s
from dateline.case.store.entry import Row
from dateline.case.store.postgres_care import broken, dumped, open_url
from dateline.case.store.protocol import Box, Clock, Query, StoreKind
from dateline.case.store.sql import SqlStore, utc_now
from dateline.case.store.words import wanted
from dateline.errors import InputError, OutputError

FORMAT: Final = "dateline-case/1"
SCHEMA: Final = "dateline"
OLDEST: Final = 140_000
"""PostgreSQL 14: functions whose bodies are parsed when they are made."""
COLLATIONS: Final = ("und-x-icu", "pg_c_utf8", "C.utf8", "C.UTF-8")
"""Which may say what a letter is, best first. The database's own is not asked: under "C" only English has letters."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,50}")

FOLD: Final = r"""
CREATE FUNCTION fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(normalize(lower(left(words, 100000) COLLATE "{collation}"), NFD), '[\u0300-\u036f]+', '', 'g'),
    '[^[:alnum:]]+', ' ', 'g')
"""
"""What words are compared by. A full-text index takes no more than a megabyte of one claim."""
INDEXES: Final = (
    """
    ALTER TABLE claim
      ADD COLUMN found_words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, fold(words))) STORED,
      ADD COLUMN found_point geometry(Point, 4326)
        GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED,
      ADD COLUMN found_days int4range GENERATED ALWAYS AS (
        CASE WHEN day_start IS NULL AND day_end IS NULL THEN NULL
             WHEN day_end < day_start THEN int4range(day_end, day_start, '[]')
             ELSE int4range(day_start, day_end, '[]') END) STORED
    """,
    "CREATE INDEX claim_text ON claim USING gin (found_words)",
    "CREATE INDEX claim_box ON claim USING gist (found_point, found_days)",
)


class PostgresStore(SqlStore):
    """See `protocol.Store`."""

    def __init__(self, url: URL, schema: str = SCHEMA, clock: Clock = utc_now) -> None:
        self.url, self.schema = url, schema
        super().__init__(_engine(url, schema), bare(url, schema), clock)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One writer a case, by a lock that ends with the transaction, however it ends."""
        with self.engine.connect() as raw:
            c = raw.execution_options(isolation_level="READ COMMITTED")  # sees what the writer before it left
            with c.begin():
                c.exec_driver_sql("SET LOCAL lock_timeout = '30s'")
                c.exec_driver_sql("SET LOCAL synchronous_commit = on")
                try:
                    c.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:case, 0))"), {"case": self.schema})
                except DBAPIError as exc:
                    raise OutputError(self.where, "another program writes to the case.", "Try again later.") from exc
                yield c

    def put(self, c: Connection, table: Table, rows: Sequence[Row]) -> None:
        """By COPY, which is an order faster than inserting."""
        if not rows:
            return
        raw = c.connection.driver_connection
        assert raw is not None
        names = ", ".join(f'"{one.name}"' for one in table.columns)
        with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def index_claims(self, c: Connection, first: int, rows: Sequence[Row]) -> None:
        """Nothing: the database does it as rows come in."""

    def numbers(self, c: Connection, query: Query) -> list[int]:
        return self.numbered(c, query, self.matching(query))

    def matching(self, query: Query) -> TextualSelect:
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
            conditions.append("found_days && int4range(:first, :last, '[]')")
            told |= {"first": query.days[0], "last": query.days[1]}
        statement = f"SELECT claim.n AS n FROM claim WHERE {' AND '.join(conditions)}"  # noqa: S608 - words of this file
        return text(statement).bindparams(**told).columns(column("n", Integer))

    def own_faults(self, c: Connection) -> list[str]:
        return broken(c, self.schema)

    def backup(self, path: Path) -> str:
        return dumped(self.url, self.schema, self.where, path)


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


def bare(url: URL, schema: str = SCHEMA) -> str:
    """The URL as messages may show it: without a password, in whatever place it stood."""
    shown = open_url(url)
    return (shown.update_query_dict({"schema": schema}) if schema != SCHEMA else shown).render_as_string()


def parted(where: str) -> tuple[URL, str]:
    """A URL as the driver takes it, and the schema that it names."""
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as exc:
        raise InputError("the database's URL", "it cannot be read.", "Write postgresql://user@host/database.") from exc
    schema = url.query.get("schema", SCHEMA)
    url = url.difference_update_query(["schema"]).set(drivername="postgresql+psycopg")
    if not isinstance(schema, str) or not _NAME.fullmatch(schema) or schema.startswith("pg_"):
        raise InputError(
            bare(url), f"{schema!r} is no name for a case's schema.", "Use small letters, digits and _, a letter first."
        )
    return url, schema


def _engine(url: URL, schema: str) -> Engine:
    """Parameters are texts of the case: they are in no message. Statements see one moment of the case."""
    args = {"connect_timeout": 10} if "connect_timeout" not in url.query else {}
    made = create_engine(
        url, hide_parameters=True, isolation_level="REPEATABLE READ", pool_pre_ping=True, connect_args=args
    )

    @event.listens_for(made, "connect")
    def _opened(raw: Any, record: Any) -> None:
        raw.autocommit = True  # a setting made inside a transaction would go with it
        with raw.cursor() as c:
            c.execute(
                "SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                " WHERE e.extname = 'postgis'"
            )
            postgis = c.fetchone()
            c.execute(f'SET search_path TO "{schema}"' + (f", {postgis[0]}" if postgis else ""))
            c.execute("SET jit TO off")  # compiling takes longer than any of our questions
        raw.autocommit = False

    return made


def exists(where: str) -> bool:
    """Whether the schema is there, and anything in it."""
    store = PostgresStore(*parted(where))
    try:
        with _reached(store) as c:
            return bool(_tables(c, store.schema))
    finally:
        store.close()


def create_postgres(where: str, clock: Clock | None = None) -> PostgresStore:
    """A new, empty case. Raises `OutputError` where one is there already, `InputError` where the database cannot be
    reached or lacks what a case needs."""
    store = PostgresStore(*parted(where), clock or utc_now)
    try:
        with _reached(store) as c:
            _fits(c, store)
            if _tables(c, store.schema):
                raise OutputError(
                    store.where, f"there is something in the schema {store.schema} already.",
                    "Open it, or name another schema: ?schema=name.",
                )  # fmt: skip
        with store.writing() as c:
            _make(c, store)
    except DBAPIError as exc:
        store.close()
        raise OutputError(store.where, f"no case can be made: {_told(exc, store.url)}.") from exc
    except BaseException:
        store.close()
        raise
    return store


def open_postgres(where: str, clock: Clock | None = None) -> PostgresStore:
    """The case that is there. Raises `InputError`."""
    store = PostgresStore(*parted(where), clock or utc_now)
    try:
        with _reached(store) as c:
            _fits(c, store)
            if "meta" not in _tables(c, store.schema):
                raise InputError(
                    store.where, f"there is no case in the schema {store.schema}.", "Make one by adding reports to it."
                )
            made = c.execute(text("SELECT value FROM meta WHERE key = 'format'")).scalar()
            if made != FORMAT:
                raise InputError(store.where, f"its format is {made!r}, and this Dateline reads {FORMAT}.")
    except BaseException:
        store.close()
        raise
    return store


@contextmanager
def _reached(store: PostgresStore) -> Iterator[Connection]:
    """A connection for looking, or an error that says what hinders."""
    try:
        connection = store.engine.connect()
    except SQLAlchemyError as exc:
        raise InputError(
            store.where, f"the database cannot be reached: {_told(exc, store.url)}.",
            "Check host, name and password (PGPASSWORD or ~/.pgpass hold it outside the URL).",
        ) from exc  # fmt: skip
    with connection:
        yield connection


def _told(exc: SQLAlchemyError, url: URL) -> str:
    """The first line of what the driver says, without a password."""
    said = str(getattr(exc, "orig", None) or exc).strip().splitlines() or ["no reason given"]
    line = said[0].rstrip(".")
    for secret in (url.password, *(v for k, v in url.query.items() if "password" in k)):
        line = line.replace(str(secret), "…") if secret else line
    return line


def _fits(c: Connection, store: PostgresStore) -> None:
    """Whether server and database are such as a case needs."""
    version = int(c.exec_driver_sql("SHOW server_version_num").scalar_one())
    if version < OLDEST:
        raise InputError(store.where, f"PostgreSQL {version // 10000} is too old: 14 or newer is needed.")
    if c.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
        raise InputError(store.where, "the database's encoding is not UTF8.", "CREATE DATABASE … ENCODING 'UTF8'.")
    if not c.exec_driver_sql("SELECT 1 FROM pg_extension WHERE extname = 'postgis'").scalar():
        raise InputError(
            store.where, "the database has no PostGIS.",
            "Its owner runs, once: CREATE EXTENSION postgis; (Debian: apt install postgresql-15-postgis-3).",
        )  # fmt: skip


def _tables(c: Connection, schema: str) -> set[str]:
    found = c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = :schema"), {"schema": schema})
    return set(found.scalars())


def _make(c: Connection, store: PostgresStore) -> None:
    """Tables, what is searched, and what the case is; all of it or nothing."""
    asked = "SELECT collname FROM pg_collation WHERE collname = ANY(:names) AND collencoding IN (-1, 6)"
    there = set(c.execute(text(asked), {"names": list(COLLATIONS)}).scalars())
    collation = next((name for name in COLLATIONS if name in there), None)
    if collation is None:
        raise InputError(store.where, f"the server has none of the collations {', '.join(COLLATIONS)}.")
    c.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{store.schema}"')
    s.METADATA.create_all(c)
    for statement in (FOLD.format(collation=collation), *INDEXES):
        c.exec_driver_sql(statement)
    c.execute(insert(s.META), [
        {"key": "case", "value": f"case-{secrets.token_hex(8)}"},
        {"key": "format", "value": FORMAT},
        {"key": "made", "value": store.clock()},
    ])  # fmt: skip


KIND: Final = StoreKind(open=open_postgres, create=create_postgres, exists=exists)
