"""The columns of a table of coded events, as `data/*_columns.tsv` tell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from dateline.codebook.tables import rows
from dateline.errors import DatelineError

K_co = TypeVar("K_co", bound=str, covariant=True)


@dataclass(frozen=True, slots=True)
class Column(Generic[K_co]):
    """One column: its kind, the least and the greatest number it may hold, and whether each event has a value in it."""

    name: str
    kind: K_co
    least: float | None
    most: float | None
    needed: bool


def columns_of(table: str, kinds: Iterable[K_co]) -> dict[str, Column[K_co]]:
    """The columns of a table by name, in their order; each is of one of the kinds."""
    known = {str(kind): kind for kind in kinds}
    made = {}
    for r in rows(table):
        if r["kind"] not in known:
            raise DatelineError(f"{table}: {r['column']} has the unknown kind {r['kind']!r}.")
        least, most = (float(r[limit]) if r[limit] else None for limit in ("least", "most"))
        made[r["column"]] = Column(r["column"], known[r["kind"]], least, most, r["needed"] == "yes")
    return made
