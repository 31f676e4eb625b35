"""The mapping table of a format, as `data/formats/<name>.tsv` tells it: the docs show it, the code is held to it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dateline.errors import DatelineError
from dateline.exports.columns import rows
from dateline.exports.format import Mapped


@cache
def mapping_named(name: str) -> tuple[Mapped, ...]:
    """All rows of a format's table, in order."""
    return tuple(Mapped(r["column"], r["holds"], r["rule"], r["source"]) for r in rows(f"formats/{name}"))


def mapping_of(name: str, columns: Iterable[str]) -> tuple[Mapped, ...]:
    """The table of a format that writes exactly these columns. `DatelineError` where code and table differ."""
    found, wanted = mapping_named(name), tuple(columns)
    if tuple(m.column for m in found) != wanted:
        raise DatelineError(f"formats/{name}.tsv and the code of the format name different columns.")
    return found
