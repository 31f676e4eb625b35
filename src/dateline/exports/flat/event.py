"""What is told of an event itself: its kind, day, place, parties and numbers, as typed values in fixed columns."""

from __future__ import annotations

import datetime as dt
import math
from typing import Final

from dateline.codebook.tables import acled_types
from dateline.exports.coded import CodedEvent, Party
from dateline.exports.flat.kinds import Named, Value
from dateline.exports.precisions import IN_ACLED, date_prec, geo_precision
from dateline.model.situation import Number
from dateline.model.vocabulary import Role

MOST: Final = 2**63 - 1
"""The largest whole number that SQLite and Parquet hold."""

WHAT: Final[Named] = (
    ("id", "text"), ("title", "text"), ("plover", "text"), ("mode", "text"), ("contexts", "texts"),
    ("acled_event_type", "text"), ("acled_sub_event_type", "text"), ("ucdp", "whole"), ("status", "text"),
)  # fmt: skip


def what(e: CodedEvent) -> tuple[Value, ...]:
    """Its codes. An ACLED code that the codebook does not know stands whole as the event type."""
    pair = acled_types().get(e.acled) if e.acled else None
    return (
        e.id, e.title, e.plover, e.mode, e.contexts, pair.event_type if pair else e.acled,
        pair.sub_event_type if pair else None, e.ucdp, e.status,
    )  # fmt: skip


WHEN: Final[Named] = (
    ("start", "day"), ("end", "day"), ("date_precision", "text"), ("date_basis", "text"), ("date_words", "text"),
    ("date_prec", "whole"), ("time_precision", "whole"),
)  # fmt: skip


def when(e: CodedEvent) -> tuple[Value, ...]:
    """Its days, and how fine they are in UCDP's and ACLED's codes."""
    w = e.when
    if w is None:
        return (None,) * len(WHEN)
    prec = date_prec(w)
    return day(w.start), day(w.end), w.precision, w.basis, w.words, prec, IN_ACLED.get(prec or 0)


def day(text: str | None) -> str | None:
    """An ISO day; None for what is none. (A form check, not more: years before 1000 are days too.)"""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


WHERE: Final[Named] = (
    ("place", "text"), ("place_kind", "text"), ("lat", "number"), ("lon", "number"), ("country", "text"),
    ("admin1", "text"), ("geonames_id", "whole"), ("where_prec", "whole"), ("geo_precision", "whole"),
    ("radius_km", "number"), ("place_basis", "text"), ("place_words", "text"),
)  # fmt: skip


def where(e: CodedEvent) -> tuple[Value, ...]:
    """Its place, and how exact that is."""
    w = e.where
    if w is None:
        return (None,) * len(WHERE)
    return (
        w.name, w.kind, finite(w.lat), finite(w.lon), w.country, w.admin1, whole(w.geonames_id), w.where_prec,
        geo_precision(w), finite(w.radius_km), w.basis, w.words,
    )  # fmt: skip


def _side_columns(role: Role) -> Named:
    return (role, "texts"), (f"{role}_kind", "texts"), (f"{role}_country", "texts"), (f"{role}_key", "texts")


ROLES: Final[tuple[Role, ...]] = ("actor", "recipient", "side_a", "side_b", "associate")
WHO: Final[Named] = (
    *(named for role in ROLES for named in _side_columns(role)), ("other_names", "texts"), ("part_of", "texts"),
)  # fmt: skip
_NOBODY: Final[tuple[Value, ...]] = ((), (), (), ())


def who(e: CodedEvent) -> tuple[Value, ...]:
    """Who takes part, by role: names, kinds, countries and keys in the same order."""
    found: list[Value] = []
    told = [p.role for p in e.parties]
    for role in ROLES:
        found += _sides([p for p in e.parties if p.role == role]) if role in told else _NOBODY
    found.append(tuple(f"{p.name} = {name}" for p in e.parties for name in p.names if name != p.name))
    found.append(tuple(f"{p.name} < {p.part_of}" for p in e.parties if p.part_of))
    return tuple(found)


def _sides(sides: list[Party]) -> tuple[Value, ...]:
    return tuple(zip(*[(p.name, p.kind, p.country or "", p.key) for p in sides], strict=True))


TOTALS: Final[Named] = (
    ("deaths_low", "number"), ("deaths_best", "number"), ("deaths_high", "number"), ("deaths_hedge", "text"),
    ("deaths_shown", "text"), ("injured_low", "number"), ("injured_best", "number"), ("injured_high", "number"),
    ("injured_hedge", "text"), ("injured_shown", "text"), ("civilian_deaths_low", "number"),
    ("civilian_deaths_best", "number"), ("civilian_deaths_high", "number"), ("numbers_rule", "text"),
)  # fmt: skip


def totals(e: CodedEvent) -> tuple[Value, ...]:
    """Killed and injured as the case shows them, and the civilians among the killed."""
    rule = e.deaths.rule if e.deaths else e.injured.rule if e.injured else None
    return (
        *_number(e.deaths), e.deaths_shown, *_number(e.injured), e.injured_shown,
        *civilian_deaths(e), rule,
    )  # fmt: skip


def _number(number: Number | None) -> tuple[Value, ...]:
    if number is None:
        return None, None, None, None
    return finite(number.low), finite(number.best), finite(number.high), number.hedge


def civilian_deaths(e: CodedEvent) -> tuple[float | None, float | None, float | None]:
    """(low, best, high) of the civilians killed, as the case shows them; empty where it does not tell them apart."""
    told = next((d.number for d in e.dead if d.of == "civilians"), None)
    return (finite(told.low), finite(told.best), finite(told.high)) if told else (None, None, None)


def finite(number: float | None) -> float | None:
    """The number; None where it is none that a file could hold."""
    return number if number is not None and math.isfinite(number) else None


def whole(number: int | None) -> int | None:
    """The whole number; None where it is larger than files can hold."""
    return number if number is not None and -MOST <= number <= MOST else None


STATE: Final[Named] = (
    ("targets", "texts"), ("means", "texts"), ("outcome", "text"), ("count", "number"), ("reports", "whole"),
    ("voices", "whole"), ("disputed", "texts"), ("included", "yes"), ("excluded_by", "text"), ("dataset", "text"),
)  # fmt: skip


def state(e: CodedEvent) -> tuple[Value, ...]:
    """What was hit and with what, how many tell it, and whether the case counts it."""
    return (
        e.targets, e.means, e.outcome, finite(e.count), e.reports, e.voices, e.disputed, e.included,
        e.excluded_by, e.dataset,
    )  # fmt: skip
