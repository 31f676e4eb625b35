"""What keeps a case in PostgreSQL whole: its checks of itself, and its backup by PostgreSQL's own program."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from dateline.case.store import schema as s
from dateline.case.store.postgres_ddl import GUARDS, OWN_INDEXES
from dateline.case.store.postgres_engine import open_url
from dateline.errors import OutputError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Table

SPARE: Final = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of each version."""


def broken(c: Connection, schema: str) -> list[str]:
    """What the database's own checks say: tables, indexes and constraints as they should be, no reference to nothing,
    and, where the extension `amcheck` is there, no damaged index."""
    there = set(c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = :s"), {"s": schema}).scalars())
    found = [f"the table {name} is missing" for name in sorted(s.METADATA.tables) if name not in there]
    if found:
        return found
    return [*_without(c, schema), *_invalid(c, schema), *_loose(c), *_damaged(c, schema)]


def _without(c: Connection, schema: str) -> list[str]:
    """Indexes that are not there."""
    there = set(c.execute(text("SELECT indexname FROM pg_indexes WHERE schemaname = :s"), {"s": schema}).scalars())
    wanted = {index.name for table in s.METADATA.tables.values() for index in table.indexes} | set(OWN_INDEXES)
    return [f"the index {name} is missing" for name in sorted(str(name) for name in wanted) if name not in there]


def _invalid(c: Connection, schema: str) -> list[str]:
    """Indexes and constraints that the database itself does not trust, and triggers that are switched off."""
    indexes = c.execute(text(
        "SELECT r.relname FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid JOIN pg_namespace n"
        " ON n.oid = r.relnamespace WHERE n.nspname = :s AND NOT (i.indisvalid AND i.indisready)"),
        {"s": schema})  # fmt: skip
    found = [f"the index {name} is not valid" for name in indexes.scalars()]
    constraints = c.execute(text(
        "SELECT k.conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace"
        " WHERE n.nspname = :s AND NOT k.convalidated"), {"s": schema})  # fmt: skip
    found += [f"the constraint {name} was never checked" for name in constraints.scalars()]
    switched = c.execute(text(
        "SELECT DISTINCT r.relname FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid JOIN pg_namespace n"
        " ON n.oid = r.relnamespace WHERE n.nspname = :s AND t.tgenabled = 'D'"), {"s": schema})  # fmt: skip
    found += [f"the triggers of {name} are switched off" for name in switched.scalars()]
    guards = c.execute(text(
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid JOIN pg_namespace n"
        " ON n.oid = r.relnamespace WHERE n.nspname = :s"), {"s": schema})  # fmt: skip
    there = set(guards.scalars())
    return found + [f"the trigger {name} is missing" for name in sorted(GUARDS) if name not in there]


def _loose(c: Connection) -> list[str]:
    """References to rows that are not there: a superuser can make them behind the constraints' back."""
    found = []
    for table in s.METADATA.sorted_tables:
        found += [
            f"a row of {table.name} refers to a row of {other.name} that is not there"
            for name, other, key in _references(table)
            if c.exec_driver_sql(  # names of our own schema
                f'SELECT 1 FROM "{table.name}" a LEFT JOIN "{other.name}" b ON b."{key}" = a."{name}"'  # noqa: S608
                f' WHERE a."{name}" IS NOT NULL AND b."{key}" IS NULL LIMIT 1'
            ).scalar()
        ]
    return found


def _references(table: Table) -> list[tuple[str, Table, str]]:
    return [(k.parent.name, k.column.table, k.column.name) for k in table.foreign_keys]


def _damaged(c: Connection, schema: str) -> list[str]:
    """B-trees whose order is broken, as `amcheck` sees it; nothing where it is not installed, or we may not use it."""
    where = c.exec_driver_sql(
        "SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
        " WHERE e.extname = 'amcheck'"
    ).scalar()
    allowed = (
        where
        and c.execute(
            text("SELECT has_function_privilege(:f, 'execute')"), {"f": f"{where}.bt_index_check(regclass)"}
        ).scalar()
    )
    if not allowed:
        return []
    from sqlalchemy.exc import DBAPIError

    trees = c.execute(text(
        "SELECT r.oid, r.relname FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace"
        " JOIN pg_am a ON a.oid = r.relam WHERE n.nspname = :s AND r.relkind = 'i' AND a.amname = 'btree'"),
        {"s": schema}).all()  # fmt: skip
    found = []
    for tree in trees:
        try:
            with c.begin_nested():
                c.execute(text(f"SELECT {where}.bt_index_check(CAST(:oid AS oid)::regclass)"), {"oid": tree.oid})
        except DBAPIError as exc:
            found.append(f"the index {tree.relname} is damaged: {str(exc.orig).splitlines()[0]}")
    return found


def dumped(url: URL, schema: str, where: str, path: Path) -> str:
    """Write the case with pg_dump (its custom format); the file's SHA-256. `pg_restore` brings it back."""
    program = _program("pg_dump")
    if program is None:
        raise OutputError(
            where, "no backup can be made: pg_dump is not installed.", "On Debian: apt install postgresql-client."
        )
    new = path.with_name(f"{path.name}.part")
    _ran(
        [program, "--format=custom", f"--schema={schema}", "--no-owner", "--no-privileges", f"--file={new}"], url, where
    )
    with new.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    new.replace(path)
    return digest


def restored(path: Path, url: URL, schema: str, where: str) -> None:
    """Bring a backup back into a database that has PostGIS and no such case. A dump is a program for the database:
    only one's own is to be trusted."""
    program = _program("pg_restore")
    if program is None:
        raise OutputError(where, "pg_restore is not installed.", "On Debian: apt install postgresql-client.")
    listed = _ran([program, "--list", f"{path}"], None, where)
    named = {line.split()[5] for line in listed.splitlines() if " SCHEMA - " in line}
    if named != {schema}:
        told = ", ".join(sorted(named)) or "no case"
        raise OutputError(where, f"the backup holds the schema {told}.", f"Name it: ?schema={told}.")
    _ran([program, "--single-transaction", "--no-owner", "--exit-on-error", f"{path}"], url, where)


def _program(name: str) -> str | None:
    """The newest there is: it reads servers of its own version and older ones."""
    ours = sorted(SPARE.glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3]) if p.parts[-3].isdigit() else 0)
    return str(ours[-1]) if ours else shutil.which(name)


def _ran(command: list[str], url: URL | None, where: str) -> str:
    """What one of PostgreSQL's programs says. The password goes by the environment: all can read a command line."""
    env = dict(os.environ)
    if url is not None:
        command = [*command, f"--dbname={open_url(url).render_as_string()}"]
        if password := url.password or url.query.get("password"):
            env["PGPASSWORD"] = str(password)
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - PostgreSQL's
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise OutputError(where, f"{Path(command[0]).name} failed: {said}")
    return done.stdout
