"""Names hidden by hand, taken out of what people write in a case: a coder's reason or note that names a source would
stand in the log, and leave the house with it.

That needs the key, where it is looked for (see `keys.key_path`) or named: the list of names is sealed. Without it what
is written stays as it is, until names are hidden again with it (`dateline protect`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dateline.case.keep.cleaning import Cleaner
from dateline.case.keep.keys import key_path, load_key
from dateline.case.keep.notes import VAULT, noted
from dateline.case.keep.vault import kept_names
from dateline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

Worded = Callable[[Any], Any]
"""Makes of a JSON value one that may be kept."""


def wording(where: str, key_file: Path | None = None) -> Callable[[Connection], Worded]:
    """For a case by its name, and the file of its key where that is not where it is looked for: what makes of words
    those that may be kept."""

    def worded(c: Connection) -> Worded:
        names = _names(c, where, key_file or key_path(where))
        return Cleaner(names).value if names else _as_it_is

    return worded


def _names(c: Connection, where: str, key_file: Path) -> tuple[str, ...]:
    if noted(c, VAULT) is None or not key_file.exists():
        return ()
    try:
        return kept_names(c, load_key(key_file), where)
    except InputError:
        return ()  # a key of another case that lies there


def _as_it_is(told: Any) -> Any:
    return told
