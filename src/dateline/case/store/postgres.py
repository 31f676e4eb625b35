"""Making and opening a case in a PostgreSQL database with PostGIS, and bringing one of an older Dateline up to date."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, text

from dateline.case.store import schema as s
from dateline.case.store.migrations import HEAD, REVISIONS, TABLE, Steps, upgrade
from dateline.case.store.postgres_ddl import COLLATIONS, steps
from dateline.case.store.postgres_engine import POSTGIS, RESTORE, parted
from dateline.case.store.postgres_store import PostgresStore
from dateline.case.store.protocol import Clock, StoreKind
from dateline.case.store.sql import utc_now
from dateline.case.store.trust import FORMAT
from dateline.errors import InputError, OutputError

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["KIND", "PostgresStore", "create_postgres", "exists", "open_postgres"]

OLDEST: Final = 140_000
"""PostgreSQL 14: functions whose bodies are parsed when they are made."""


def exists(where: str) -> bool:
    """Whether the schema is there, and anything in it."""
    store = PostgresStore(*parted(where))
    try:
        with store.reading() as c:
            return bool(_tables(c, store.schema))
    finally:
        store.close()


def create_postgres(where: str, clock: Clock | None = None) -> PostgresStore:
    """A new, empty case. Raises `OutputError` where one is there already or none may be made, `InputError` where the
    database cannot be reached or lacks what a case needs."""
    with _whole(where, clock) as store, store.writing() as c:
        _fits(c, store)
        if _tables(c, store.schema):
            raise OutputError(
                store.where, f"there is something in the schema {store.schema} already.",
                "Open it, or name another schema: ?schema=name.",
            )  # fmt: skip
        c.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{store.schema}"')
        bring_up(c, store)
        c.execute(insert(s.META), [
            {"key": "case", "value": f"case-{secrets.token_hex(8)}"},
            {"key": "format", "value": FORMAT},
            {"key": "made", "value": store.clock()},
        ])  # fmt: skip
    return store


def open_postgres(where: str, clock: Clock | None = None) -> PostgresStore:
    """The case that is there, brought up to date where an older Dateline made it. Raises `InputError`."""
    with _whole(where, clock) as store:
        with store.reading() as c:
            _fits(c, store)
            revision = _revision(c, store)
        if revision != HEAD:
            with store.writing() as c:
                if _revision(c, store) != HEAD:  # nobody else did it meanwhile
                    bring_up(c, store)
                    store.log_entry(c, "upgrade", {"from": revision, "to": HEAD})
    return store


@contextmanager
def _whole(where: str, clock: Clock | None) -> Iterator[PostgresStore]:
    """A store, closed where it cannot be used."""
    store = PostgresStore(*parted(where), clock or utc_now)
    try:
        yield store
    except BaseException:
        store.close()
        raise


def bring_up(c: Connection, store: PostgresStore, to: str = HEAD) -> None:
    """Bring the tables to a revision, all of it or nothing: PostgreSQL changes tables within transactions too."""
    # tables of somebody else beside PostGIS must not be taken for ours
    before = c.exec_driver_sql("SHOW search_path").scalar_one()
    made = _steps(c, store)
    c.exec_driver_sql(f'SET LOCAL search_path TO "{store.schema}"')
    upgrade(c, made, to)
    c.exec_driver_sql(f"SET LOCAL search_path TO {before}")


def _steps(c: Connection, store: PostgresStore) -> Steps:
    asked = "SELECT collname FROM pg_collation WHERE collname = ANY(:names) AND collencoding IN (-1, 6)"
    there = set(c.execute(text(asked), {"names": list(COLLATIONS)}).scalars())
    collation = next((name for name in COLLATIONS if name in there), None)
    if collation is None:
        raise InputError(store.where, f"the server has none of the collations {', '.join(COLLATIONS)}.")
    return steps(str(c.exec_driver_sql(POSTGIS).scalar_one()), collation)


def _fits(c: Connection, store: PostgresStore) -> None:
    """Whether server and database are such as a case needs."""
    version = int(c.exec_driver_sql("SHOW server_version_num").scalar_one())
    if version < OLDEST:
        raise InputError(store.where, f"PostgreSQL {version // 10000} is too old: 14 or newer is needed.")
    if c.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
        raise InputError(store.where, "the database's encoding is not UTF8.", "CREATE DATABASE … ENCODING 'UTF8'.")
    if not c.exec_driver_sql(POSTGIS).scalar():
        raise InputError(
            store.where, "the database has no PostGIS.",
            "Its owner runs, once: CREATE EXTENSION postgis; (Debian: apt install postgresql-15-postgis-3).",
        )  # fmt: skip


def _revision(c: Connection, store: PostgresStore) -> str:
    """The revision of the case's tables."""
    there = _tables(c, store.schema)
    if not there:
        raise InputError(
            store.where, f"there is no case in the schema {store.schema}.", "Make one by adding reports to it."
        )
    if not {"meta", TABLE} <= there:
        raise InputError(store.where, f"the schema {store.schema} holds other tables than a case.", "Name another one.")
    told = c.execute(text("SELECT value FROM meta WHERE key = 'format'")).scalar()
    if told != FORMAT:
        raise InputError(store.where, f"its format is {told!r}, not {FORMAT}.", RESTORE)
    revision = str(c.execute(text(f"SELECT version_num FROM {TABLE}")).scalar())  # noqa: S608 - a name of ours
    if revision not in REVISIONS:
        raise InputError(
            store.where, f"was made by a newer Dateline (its tables are of revision {revision[:40]!r}, and this one "
            f"knows them up to {HEAD}).", "Install the newer Dateline: pip install --upgrade dateline.",
        )  # fmt: skip
    return revision


def _tables(c: Connection, schema: str) -> set[str]:
    found = c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = :schema"), {"schema": schema})
    return set(found.scalars())


KIND: Final = StoreKind(open=open_postgres, create=create_postgres, exists=exists)
