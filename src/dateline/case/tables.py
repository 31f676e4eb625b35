"""A case as tables with typed columns for Arrow, pandas, polars: dates are dates, counts whole numbers, lists lists.

Rows are made of the situation that is shown (and of the facts behind it), so that a filter and a recorded day hold for
tables as they hold for pages. Nothing is filled in: what nobody says is null.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from dateline.case.facts import EventFacts, ReportFacts
from dateline.case.store.entry import iso_of
from dateline.case.store.protocol import ClaimRow
from dateline.errors import EngineMissing, SettingsError
from dateline.model.situation import Bond, Day, Happening, Held, LedgerEntry, Said, Situation, Spot

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Type = Literal["text", "texts", "whole", "number", "date", "yes"]
"""What a column holds; `texts` is a list of texts, `yes` true or false."""
Row = tuple[Any, ...]

SPOT: Final[tuple[tuple[str, Type], ...]] = (
    ("place", "text"), ("lat", "number"), ("lon", "number"), ("country", "text"), ("admin1", "text"),
    ("where_prec", "whole"), ("radius_km", "number"),
)  # fmt: skip
DAYS: Final[tuple[tuple[str, Type], ...]] = (("start", "date"), ("end", "date"), ("precision", "text"))
CODING: Final[tuple[tuple[str, Type], ...]] = (
    ("plover", "text"), ("acled", "text"), ("ucdp", "whole"), ("status", "text"),
)  # fmt: skip
TOLL: Final[tuple[tuple[str, Type], ...]] = (("low", "number"), ("best", "number"), ("high", "number"))


def _numbered(name: str) -> tuple[tuple[str, Type], ...]:
    return tuple((f"{name}_{end}", kind) for end, kind in TOLL)


COLUMNS: Final[Mapping[str, tuple[tuple[str, Type], ...]]] = {
    "happenings": (
        ("id", "text"), ("title", "text"), *CODING, *DAYS, *SPOT, ("actors", "texts"), ("recipients", "texts"),
        *_numbered("deaths"), *_numbered("injured"), ("reports", "whole"), ("voices", "whole"), ("events", "texts"),
        ("disputed", "texts"), ("decided", "texts"), ("included", "yes"), ("excluded_by", "text"),
    ),
    "events": (
        ("id", "text"), ("happening", "text"), ("report", "text"), ("outlet", "text"), ("published", "date"), *CODING,
        *DAYS, *SPOT, ("actors", "texts"), ("recipients", "texts"), ("sources", "texts"), ("words", "text"),
    ),
    "claims": (
        ("id", "text"), ("report", "text"), ("source", "text"), ("stance", "text"), ("said", "date"),
        ("start", "date"), ("end", "date"), ("lat", "number"), ("lon", "number"), ("words", "text"),
    ),
    "tolls": (
        ("happening", "text"), ("event", "text"), ("report", "text"), ("outlet", "text"), ("published", "date"),
        ("harm", "text"), ("of", "text"), *TOLL, ("hedge", "text"), ("source", "text"), ("source_kind", "text"),
        ("stance", "text"), ("said", "date"), ("quote", "text"),
    ),
    "actors": (
        ("key", "text"), ("name", "text"), ("kind", "text"), ("country", "text"), ("names", "texts"),
        ("reports", "whole"), ("happenings", "whole"),
    ),
    "control": (
        *SPOT, ("actor", "text"), ("actor_key", "text"), ("status", "text"), *DAYS, ("sources", "texts"),
        ("reports", "texts"), ("against", "texts"),
    ),
    "relations": (
        ("subject", "text"), ("subject_key", "text"), ("predicate", "text"), ("object", "text"), ("object_key", "text"),
        *DAYS, ("sources", "texts"), ("reports", "texts"),
    ),
    "ledger": (
        ("id", "text"), ("kind", "text"), ("reason", "text"), ("about", "text"), ("slot", "text"), ("side", "whole"),
        ("value", "text"), ("sources", "texts"), ("voices", "whole"), ("reports", "texts"), ("message", "text"),
    ),
    "reports": (
        ("id", "text"), ("name", "text"), ("title", "text"), ("outlet", "text"), ("published", "date"), ("url", "text"),
        ("recorded", "whole"), ("recorded_at", "text"), ("events", "whole"), ("claims", "whole"), ("copy_of", "text"),
        ("likeness", "number"), ("appearances", "whole"),
    ),
}  # fmt: skip
"""The tables of a case, with their columns in order."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What tables are made of: the picture, and the facts and claims behind it, fetched when a table needs them."""

    situation: Situation
    facts: Callable[[], Mapping[str, ReportFacts]]
    claims: Callable[[], Iterable[ClaimRow]]


def check_table(name: str) -> None:
    """Raise `SettingsError` for a table that does not exist."""
    if name not in COLUMNS:
        raise SettingsError(f"table {name[:40]!r} does not exist. There are: {', '.join(COLUMNS)}.")


def rows(name: str, behind: Behind) -> Iterator[Row]:
    """The rows of a table, values in the order of its columns: dates as dates, lists as lists."""
    check_table(name)
    situation = behind.situation
    if name in {"events", "tolls"}:
        happening_of = {e: h.id for h in situation.happenings for _, e in h.events}
        made = _event if name == "events" else _tolls
        for report in behind.facts().values():
            for event in report.events:
                if event.id in happening_of:
                    yield from made(event, happening_of[event.id])
    elif name == "claims":
        yield from map(_claim, behind.claims())
    elif name == "ledger":
        yield from (row for entry in situation.ledger for row in _ledger(entry))
    elif name == "happenings":
        yield from map(_happening, situation.happenings)
    elif name == "control":
        yield from map(_control, situation.held)
    elif name == "relations":
        yield from map(_relation, situation.bonds)
    elif name == "actors":
        yield from ((f.key, f.name, f.kind, f.country, f.names, f.reports, f.happenings) for f in situation.figures)
    else:
        for r in situation.reports:
            yield (
                r.id, r.name, r.title, r.outlet, _date(r.published), r.url, r.recorded, r.recorded_at, r.events,
                r.claims, r.copy_of, r.likeness, r.appearances,
            )  # fmt: skip


def _date(iso: str | None) -> dt.date | None:
    """A day; None for none, and for what is no full day."""
    try:
        return dt.date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def _day(day: Day | None) -> Row:
    return (_date(day.start), _date(day.end), day.precision) if day else (None, None, None)


def _spot(spot: Spot | None) -> Row:
    if spot is None:
        return (None,) * len(SPOT)
    return spot.name, spot.lat, spot.lon, spot.country, spot.admin1, spot.where_prec, spot.radius_km


def _happening(h: Happening) -> Row:
    return (
        h.id, h.title, h.plover, h.acled, h.ucdp, h.status, *_day(h.when), *_spot(h.where),
        [s.name for s in h.sides if s.role != "recipient"], [s.name for s in h.sides if s.role == "recipient"],
        *_number(h, "deaths"), *_number(h, "injured"), h.reports, h.voices, [e for _, e in h.events],
        [s.name for s in h.slots if s.state == "disputed"], [s.name for s in h.slots if s.decided is not None],
        h.included, h.excluded_by,
    )  # fmt: skip


def _number(h: Happening, slot: str) -> Row:
    number = h.slot(slot).number
    return (number.low, number.best, number.high) if number else (None, None, None)


def _event(e: EventFacts, happening: str) -> Iterator[Row]:
    when: Row = (_date(e.when.start), _date(e.when.end), e.when.precision) if e.when else (None, None, None)
    p = e.where
    where: Row = (p.name, p.lat, p.lon, p.country, p.admin1, p.where_prec, p.radius_km) if p else (None,) * len(SPOT)
    yield (
        e.id, happening, e.report, e.outlet, _date(e.published), e.plover, e.acled, e.ucdp, e.status, *when, *where,
        [s.actor.name for s in e.sides if s.role != "recipient"],
        [s.actor.name for s in e.sides if s.role == "recipient"],
        list(dict.fromkeys(t.name for t in e.told)), e.words,
    )  # fmt: skip


def _tolls(e: EventFacts, happening: str) -> Iterator[Row]:
    """One row a claim: two speakers with two tolls are two rows."""
    for toll in e.tolls:
        for told in toll.told:
            yield (
                happening, e.id, e.report, e.outlet, _date(e.published), toll.harm, toll.of, toll.low, toll.best,
                toll.high, toll.hedge, told.name, told.kind, told.stance, _date(told.said), told.quote,
            )  # fmt: skip


def _claim(c: ClaimRow) -> Row:
    said, start, end = (_date(iso_of(d)) for d in (c.said, *c.days))
    return c.id, c.report, c.source, c.stance, said, start, end, c.lat, c.lon, c.words


def _ledger(entry: LedgerEntry) -> Iterator[Row]:
    """One row a side."""
    for n, side in enumerate(entry.sides, 1):
        sources, reports = _sayers(side.said)
        yield (
            entry.id, entry.kind, entry.reason, entry.about, entry.slot, n, side.value, sources,
            len({s.voice for s in side.said}), reports, entry.message,
        )  # fmt: skip


def _sayers(said: Sequence[Said]) -> tuple[list[str], list[str]]:
    """Sources and reports, each once."""
    return list(dict.fromkeys(s.source for s in said)), list(dict.fromkeys(s.report for s in said))


def _control(h: Held) -> Row:
    sources, reports = _sayers(h.said)
    against = [side.value for side in h.against]
    return (*_spot(h.place), h.actor, h.actor_key, h.status, *_day(h.when), sources, reports, against)


def _relation(b: Bond) -> Row:
    return (b.subject, b.subject_key, b.predicate, b.object, b.object_key, *_day(b.when), *_sayers(b.said))


def arrow(name: str, behind: Behind) -> pa.Table:
    """A table of pyarrow. Raises `EngineMissing` where that is not installed."""
    lib = _library("pyarrow")
    check_table(name)
    kinds = {
        "text": lib.string(), "texts": lib.list_(lib.string()), "whole": lib.int64(), "number": lib.float64(),
        "date": lib.date32(), "yes": lib.bool_(),
    }  # fmt: skip
    columns = COLUMNS[name]
    told = list(rows(name, behind))
    values: list[Row] = list(zip(*told, strict=True)) or [()] * len(columns)
    arrays = [lib.array(v, kinds[kind]) for v, (_, kind) in zip(values, columns, strict=True)]
    return lib.Table.from_arrays(arrays, names=[n for n, _ in columns])


def pandas_frame(name: str, behind: Behind) -> pd.DataFrame:
    """A data frame of pandas: days as datetime64, whole numbers as Int64, which know what is missing."""
    whole = {_library("pyarrow").int64(): _library("pandas").Int64Dtype()}
    made: pd.DataFrame = arrow(name, behind).to_pandas(date_as_object=False, types_mapper=whole.get)
    return made


def polars_frame(name: str, behind: Behind) -> pl.DataFrame:
    """A data frame of polars."""
    made: pl.DataFrame = _library("polars").from_arrow(arrow(name, behind))
    return made


def _library(name: str) -> Any:
    """A library of the extra `tables`; `EngineMissing` that says how to install it."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as exc:
        raise EngineMissing(
            f"Tables need {name}, which is not installed. Install it: pip install 'dateline[tables]'."
        ) from exc
