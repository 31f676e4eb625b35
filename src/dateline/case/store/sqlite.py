"""Making and opening a case's file, and bringing one of an older Dateline up to date."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from dateline.case.store import schema as s
from dateline.case.store.header import APPLICATION, BESIDE, RESTORE, check_file
from dateline.case.store.migrations import HEAD, upgrade
from dateline.case.store.protocol import Clock, StoreKind
from dateline.case.store.sql import utc_now
from dateline.case.store.sqlite_ddl import STEPS
from dateline.case.store.sqlite_engine import connect, in_words, said
from dateline.case.store.sqlite_store import SqliteStore
from dateline.case.store.trust import FORMAT, trusted
from dateline.errors import DatelineError, InputError, OutputError
from dateline.files import check_writable

__all__ = ["KIND", "SqliteStore", "create_case", "open_sqlite"]


def create_case(path: Path, clock: Clock = utc_now) -> SqliteStore:
    """A new, empty case, whole or not there: made beside its place and then given its name."""
    check_writable(path)
    part = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        if os.path.lexists(path):
            raise FileExistsError
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(part, clock)
        _name(part, path)
    except FileExistsError as exc:
        raise OutputError(str(path), "is there already.", "Open it, or name another file.") from exc
    except DatelineError as exc:
        raise OutputError(str(path), "cannot be written:" + str(exc).removeprefix(f"{part}:")) from exc
    except (OSError, sqlite3.Error) as exc:
        reason = said(exc) if isinstance(exc, sqlite3.Error) else exc.strerror or exc
        raise OutputError(str(path), f"cannot be written: {reason}.") from exc
    finally:
        for end in ("", *BESIDE):
            part.with_name(part.name + end).unlink(missing_ok=True)
    return SqliteStore(path, clock)


def _make(part: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(part)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute(f"PRAGMA application_id={APPLICATION}")
        raw.execute(f"PRAGMA user_version={secrets.randbelow(2**31 - 1) + 1}")  # see header.Header.mark
    store = SqliteStore(part, clock)
    with store.writing() as c:
        upgrade(c, STEPS)
        c.execute(insert(s.META), [
            {"key": "case", "value": f"case-{secrets.token_hex(8)}"},
            {"key": "format", "value": FORMAT},
            {"key": "made", "value": clock()},
        ])  # fmt: skip
    store.close()
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())


def _name(part: Path, path: Path) -> None:
    """Give the new file its name. A link, unlike a renaming, writes over nothing; where a file system knows no links,
    the name was free a moment ago."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        part.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A new name is durable once its folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def open_sqlite(path: Path, clock: Clock = utc_now) -> SqliteStore:
    """A case that is there already, brought up to date where an older Dateline made it.

    Raises `InputError` where there is none, or one that cannot be trusted.
    """
    header = check_file(path)
    read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    try:
        with closing(connect(path, read_only=read_only)) as raw:
            revision = trusted(raw, path, header)
    except sqlite3.Error as exc:
        raise in_words(exc, path) or InputError(str(path), f"cannot be opened: {said(exc)}.") from exc
    except UnicodeDecodeError as exc:  # SQLite quotes what it cannot read
        raise InputError(str(path), "is damaged (what it holds is not told in UTF-8).", RESTORE) from exc
    store = SqliteStore(path, clock, read_only=read_only)
    if revision != HEAD:
        _bring_up(store, revision)
    return store


def _bring_up(store: SqliteStore, revision: str) -> None:
    """Upgrade a case of an older Dateline after a copy of it was made beside it."""
    if store.read_only:
        store.close()
        raise InputError(
            store.where, f"was made by an older Dateline (revision {revision}) and cannot be brought up to {HEAD}: it "
            "may only be read.", "Copy it to where you may write, and open the copy.",
        )  # fmt: skip
    kept = store.path.with_name(f"{store.path.name}.before-{HEAD}")
    for n in range(2, 1000):
        if not os.path.lexists(kept):
            break
        kept = kept.with_name(f"{store.path.name}.before-{HEAD}-{n}")
    digest = store.copied(kept)
    with store.writing() as c:
        upgrade(c, STEPS)
        store.recorded(c, "upgrade", kept, digest, {"from": revision, "to": HEAD})


KIND: Final = StoreKind(
    open=lambda where, clock: open_sqlite(Path(where), clock or utc_now),
    create=lambda where, clock: create_case(Path(where), clock or utc_now),
    exists=os.path.lexists,
)
