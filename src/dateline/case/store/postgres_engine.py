"""Connections to a database by URL: what the URL names, what a connection is set to, and faults in words that name the
case and never a password.

    postgresql://user@host/database            the case in the schema `dateline`
    postgresql://user@host/database?schema=x   another one beside it
"""

from __future__ import annotations

import re
import threading
from importlib.util import find_spec
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from dateline.errors import DatelineError, InputError, OutputError

SCHEMA: Final = "dateline"
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,50}")
RESTORE: Final = "Bring back a backup: pg_restore."
GROWS: Final = "DL001"
"""What the triggers say where a row is to be changed."""
POSTGIS: Final = (
    "SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
    " WHERE e.extname = 'postgis'"
)
"""The schema that PostGIS stands in."""


def parted(where: str) -> tuple[URL, str]:
    """A URL as the driver takes it, and the schema that it names. Raises `InputError`."""
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
    if find_spec("psycopg") is None:
        raise InputError(bare(url), "psycopg is not installed.", "Install it: pip install 'dateline[postgres]'.")
    return url, schema


def open_url(url: URL) -> URL:
    """The URL without its passwords, in whatever place they stood."""
    query = {k: v for k, v in url.query.items() if "password" not in k}
    return URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)


def bare(url: URL, schema: str = SCHEMA) -> str:
    """The URL as messages may show it, which opens the same case again."""
    shown = open_url(url)
    return (shown.update_query_dict({"schema": schema}) if schema != SCHEMA else shown).render_as_string()


def engine_of(url: URL, schema: str) -> Engine:
    """Statements of one transaction see one moment of the case. What they are given is text of the case: it is in no
    message. A server that is away after it was there will be back: that is no fault of what was asked."""
    args = {"connect_timeout": 10} if "connect_timeout" not in url.query else {}
    made = create_engine(
        url, hide_parameters=True, isolation_level="REPEATABLE READ", pool_pre_ping=True, connect_args=args,
        pool_size=16, max_overflow=16, pool_use_lifo=True,
    )  # fmt: skip

    been = threading.Event()

    @event.listens_for(made, "connect")
    def _opened(raw: Any, record: Any) -> None:
        raw.autocommit = True  # a setting made inside a transaction would go with it
        with raw.cursor() as c:
            postgis = c.execute(POSTGIS).fetchone()
            c.execute(f'SET search_path TO "{schema}"' + (f", {postgis[0]}" if postgis else ""))
            c.execute("SET jit TO off")  # compiling takes longer than any of our questions
        raw.autocommit = False
        been.set()

    @event.listens_for(made, "handle_error")
    def _failed(context: Any) -> DatelineError | None:
        if context.is_pre_ping:
            return None
        there = context.connection is not None or been.is_set()
        return in_words(context.original_exception, url, schema, connected=there)

    return made


def in_words(exc: BaseException, url: URL, schema: str, *, connected: bool = True) -> DatelineError | None:
    """What PostgreSQL says as an error of ours; None where it is a fault of the program."""
    import psycopg

    where = bare(url, schema)
    if not isinstance(exc, psycopg.Error):
        return None
    code = exc.sqlstate or ""
    if not connected:
        return InputError(
            where, f"the database cannot be reached: {said(exc, url)}.",
            "Check host, name and password (PGPASSWORD or ~/.pgpass hold it outside the URL).",
        )  # fmt: skip
    if code == GROWS:
        return OutputError(where, "a case only grows: rows are changed within erasing() only.")
    if code in {"55P03", "57014"}:
        return OutputError(where, "another program writes to the case.", "Try again when it is done.")
    if code == "53100":
        return OutputError(
            where, "the server's disk is full; nothing of this step was kept.", "Make room, and do it again."
        )
    if code in {"42501", "25006"}:
        return OutputError(where, f"the database does not allow it: {said(exc, url)}.", "Ask its owner.")
    if code in {"42P01", "42703", "XX001", "XX002"}:
        return InputError(where, f"is damaged: {said(exc, url)}.", RESTORE)
    if not code or code[:2] in {"08", "57", "53"}:
        return OutputError(
            where, f"the connection to the database was lost ({said(exc, url)}); what was acknowledged is kept.",
            "Do it again: nothing is added twice.",
        )  # fmt: skip
    return None


def said(exc: BaseException, url: URL) -> str:
    """The first line of what the driver says, without a password."""
    line = (str(exc).strip().splitlines() or ["no reason given"])[0].rstrip(".")
    for secret in (url.password, *(v for k, v in url.query.items() if "password" in k)):
        line = line.replace(str(secret), "…") if secret else line
    return line
