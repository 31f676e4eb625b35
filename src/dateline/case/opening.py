"""Opening a case by what the user wrote: a file, or the URL of a database.

A file is a case in SQLite; the scheme of a URL names the kind of store, a plug point under the entry point
`dateline.stores`.
"""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from dateline.case.store.protocol import Clock, Store, StoreKind
from dateline.errors import InputError

GROUP: Final = "dateline.stores"
_URL: Final = re.compile(r"([a-z][a-z0-9]+)(?:\+[a-z0-9]+)?://", re.IGNORECASE)
_SAME: Final = {"postgres": "postgresql"}
"""Other spellings of a scheme that programs of the field write."""


def open_case_store(where: str | Path, clock: Clock | None = None) -> Store:
    """The case that is there. Raises `InputError` saying what is there instead, and what to do."""
    return _guarded(_kind(where).open(str(where), clock), where)


def create_case_store(where: str | Path, clock: Clock | None = None) -> Store:
    """A new, empty case. Raises `OutputError` where something is there already, or it cannot be written."""
    return _kind(where).create(str(where), clock)


def open_or_create(where: str | Path, clock: Clock | None = None) -> Store:
    """The case that is there, or a new one."""
    kind = _kind(where)
    return _guarded(kind.open(str(where), clock) if kind.exists(str(where)) else kind.create(str(where), clock), where)


def _guarded(store: Store, where: str | Path) -> Store:
    """The store, which takes hidden names out of what people write in it from now on."""
    from dateline.case.keep.wording import wording
    from dateline.case.store.sql import SqlStore

    if isinstance(store, SqlStore):
        store.worded = wording(str(where))
    return store


def without_password(where: str | Path) -> str:
    """What the user wrote, as messages may show it."""
    return re.sub(r"(://[^/@:]*):[^/@]*@", r"\1@", str(where))


def _kind(where: str | Path) -> StoreKind:
    """The kind of store for a path or URL."""
    url = None if isinstance(where, Path) else _URL.match(where)
    if url is None:
        # a file is the rule: it is not looked up among what is installed, which takes longer than opening it
        from dateline.case.store.sqlite import KIND

        return KIND
    scheme = _SAME.get(url[1].lower(), url[1].lower())
    installed = {entry.name: entry for entry in entry_points(group=GROUP)}
    if scheme not in installed:
        known = ", ".join(f"{name}://" for name in sorted(installed)) or "none"
        raise InputError(
            without_password(where), f"no store for {scheme}:// is installed (there is: {known}).", "Name a file."
        )
    try:
        kind = installed[scheme].load()
    except ImportError as exc:
        advice = f"Install what it needs: pip install 'dateline[{'postgres' if scheme == 'postgresql' else scheme}]'."
        raise InputError(
            without_password(where), f"the store for {scheme}:// cannot be loaded: {exc}.", advice
        ) from exc
    assert isinstance(kind, StoreKind)
    return kind
