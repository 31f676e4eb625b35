"""Counts over a case's Parquet files by DuckDB: by month, country and type in milliseconds, where the case itself
takes a second.

The database behind them reads those files and no others: no extensions, no network, nothing is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Self

from dateline.case.parquet import MANIFEST, TABLES, needed
from dateline.errors import InputError
from dateline.model.vocabulary import EventStatus

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY: Final = "1GB"
HAPPENED: Final[tuple[EventStatus, ...]] = ("happened", "ongoing", "alleged")
By = Literal["country", "type"]
Of = Literal["events", "happenings"]


class Monthly(NamedTuple):
    """What was told of one month. A large case has ten thousands of these: they are made as tuples are."""

    month: str | None
    """"2017-04", of the first day that an event may have had; None where no day is known."""
    country: str | None
    type: str | None
    """The PLOVER type."""
    number: int
    """How many events or happenings."""
    told: int
    """How many of them come with a death toll."""
    low: float | None
    best: float | None
    high: float | None
    """Sums over those that come with one."""


class Counts:
    """Questions to a folder that `to_parquet` wrote. The database behind it reads these files and no others, loads no
    extension, writes nothing, and cannot be told otherwise."""

    def __init__(self, folder: Path, memory: str = MEMORY) -> None:
        """Raises `InputError` where the folder holds no tables of a case."""
        needed("duckdb")
        import duckdb

        paths = {name: str((folder / f"{name}.parquet").resolve()) for name in TABLES}
        if any(sign in str(folder.resolve()) for sign in "*?["):
            raise InputError(
                str(folder), "its path holds one of * ? [, which stand for other letters here.", "Move it."
            )
        lacking = [name for name, path in paths.items() if not Path(path).is_file()]
        if lacking or not (folder / MANIFEST).is_file():
            raise InputError(str(folder), "holds no tables of a case.", "Write them first: to_parquet(store, folder).")
        self._db = duckdb.connect(":memory:", config={
            "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
            "allow_community_extensions": "false", "python_enable_replacements": "false", "memory_limit": memory,
        })  # fmt: skip
        try:
            self._db.execute(f"SET allowed_paths = [{', '.join(map(_quoted, paths.values()))}]")
            self._db.execute("SET enable_external_access = false")
            self._db.execute("SET lock_configuration = true")
            for name, path in paths.items():
                self._db.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({_quoted(path)})")  # noqa: S608 - ours
        except duckdb.Error as exc:
            self._db.close()
            said = str(exc).splitlines()[0]
            raise InputError(str(folder), f"its tables cannot be read: {said}", "Write them anew.") from exc

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def monthly(
        self, by: Sequence[By] = ("country", "type"), of: Of = "events", *,
        country: str | None = None, first: dt.date | None = None, last: dt.date | None = None,
        statuses: Sequence[EventStatus] = HAPPENED,
    ) -> list[Monthly]:  # fmt: skip
        """Counts and death tolls by month, and by country and type unless told otherwise.

        Of events each report's own is counted, with the toll that it gives. Of happenings each is counted once, with
        the lowest low and the highest high of its events, under the country and type of the first; which number is
        best of several is the ledger's to say, so that `best` is then None unless all agree. What is planned,
        possible or denied is left out unless `statuses` names it.
        """
        keys = {key: key if key in by else "NULL" for key in ("country", "type")}
        rows = self._db.execute(
            "SELECT strftime(month, '%Y-%m'), * EXCLUDE (month) FROM ("  # noqa: S608 - words of this file
            f"SELECT date_trunc('month', day) AS month, {keys['country']} AS c, {keys['type']} AS t, count(*),"
            " count(coalesce(low, best, high)), sum(low), sum(best), sum(high)"
            f" FROM ({_HAPPENINGS if of == 'happenings' else _EVENTS})"
            " WHERE (CAST($country AS VARCHAR) IS NULL OR country = $country)"
            " AND (CAST($first AS DATE) IS NULL OR day >= $first) AND (CAST($last AS DATE) IS NULL OR day <= $last)"
            " GROUP BY ALL) ORDER BY month NULLS LAST, c NULLS LAST, t NULLS LAST",
            {"country": country, "first": first, "last": last, "statuses": list(statuses)},
        ).fetchall()
        return list(map(Monthly._make, rows))

    def table(self, statement: str, values: Sequence[Any] = ()) -> pa.Table:
        """What a question in SQL answers, over the tables events, claims, tolls …"""
        needed("pyarrow")
        return self._db.sql(statement, params=list(values)).to_arrow_table()


_EVENTS: Final = (
    "SELECT day_start AS day, country, plover AS type, deaths_low AS low, deaths_best AS best, deaths_high AS high"
    " FROM events WHERE list_contains($statuses, status)"
)
_HAPPENINGS: Final = (
    "SELECT min(day_start) AS day, coalesce(max(country) FILTER (first), min(country)) AS country,"
    " coalesce(max(plover) FILTER (first), min(plover)) AS type,"
    " min(coalesce(deaths_low, deaths_best, deaths_high)) AS low,"
    " CASE WHEN count(DISTINCT deaths_best) = 1 THEN min(deaths_best) END AS best,"
    " max(coalesce(deaths_high, deaths_best, deaths_low)) AS high FROM (SELECT *,"
    " happening IS NULL OR starts_with(id, replace(happening, 'happening-', 'event-')) AS first FROM events"
    " WHERE list_contains($statuses, status))"
    " GROUP BY coalesce(happening, id)"
)


def monthly(folder: Path, by: Sequence[By] = ("country", "type"), of: Of = "events") -> list[Monthly]:
    """See `Counts.monthly`."""
    with Counts(folder) as counts:
        return counts.monthly(by, of)


def _quoted(told: str) -> str:
    return "'" + told.replace("'", "''") + "'"
