"""One event as a row of 31 cells, or the reason why ACLED's layout has no place for it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from dateline.codebook.acled import acled_columns, day_in
from dateline.codebook.country_codes import CountryCodes, codes_of
from dateline.codebook.tables import AcledType, acled_types
from dateline.exports.coded import CodedEvent, Located
from dateline.exports.formats.acled.actors import ASSOCIATES, actor_cells
from dateline.exports.formats.acled.notes import notes_of
from dateline.exports.formats.acled.tolls import fatalities_of
from dateline.exports.losses import Losses
from dateline.exports.precisions import days_of, geo_precision, time_precision

NOT_INCLUDED: Final = "the case leaves it out"
UNREAL: Final = {
    "planned": "it is planned, and ACLED records what happened",
    "possible": "it is only possible, and ACLED records what happened",
    "denied": "it is denied, and ACLED records what happened",
}
NO_PAIR: Final = "it has no event type of ACLED's"
NO_DAY: Final = "no day is told"
TOO_LONG: Final = "its days are open or more than a month, and ACLED has no code for that"
NO_PLACE: Final = "no place with coordinates and a country is known"
COUNTRY_WIDE: Final = "its place is a whole country, and ACLED records no such event"
NO_ACTOR: Final = "nobody takes part that a row could name"
MIDDLE: Final = "ACLED has one day: the middle of the stretch, the first or last day of a month's beginning or end"
VAGUE_PLACE: Final = "how exact the place is nobody tells: the coarsest code stands"
COUNTRY: Final = 6
"""`where_prec` of a whole country."""
COARSEST: Final = 3
DECIMALS: Final = 4
"""Of coordinates (codebook, table of columns)."""


def row_of(event: CodedEvent, losses: Losses) -> dict[str, str] | None:
    """The cells by column, as text; None where the event is left out, which is told."""
    pair = acled_types().get(event.acled or "")
    why = _why_not(event, pair)
    country = codes_of(event.where.country) if event.where else None
    if why or pair is None or country is None or event.where is None:
        losses.left_out(event.id, why or NO_PLACE)
        return None
    actors = actor_cells(event, pair, country.acled_name, losses)
    if actors is None:
        losses.left_out(event.id, NO_ACTOR)
        return None
    cells = {
        "event_id_cnty": event.id,
        **_day_cells(event, losses),
        "disorder_type": pair.disorder_type,
        "event_type": pair.event_type,
        "sub_event_type": pair.sub_event_type,
        **actors,
        **_place_cells(event, event.where, country, losses),
        "source": source_of(event),
        "source_scale": "",
        "notes": notes_of(event, losses),
        "fatalities": str(fatalities_of(event, losses)),
        "tags": "",
        "timestamp": timestamp_of(event),
    }
    _tell_dropped(event, losses)
    return {column: cells[column] for column in acled_columns()}


def _why_not(event: CodedEvent, pair: AcledType | None) -> str | None:
    """Why the layout cannot carry the event, else None."""
    if not event.included:
        return NOT_INCLUDED
    if event.status in UNREAL:
        return UNREAL[event.status]
    if pair is None:
        return NO_PAIR
    if event.when is None or event.when.start is None:
        return NO_DAY
    if time_precision(event.when) is None:
        return TOO_LONG
    where = event.where
    if where is None or where.lat is None or where.lon is None or codes_of(where.country) is None:
        return NO_PLACE
    if (where.where_prec == COUNTRY or where.kind == "country") and pair.event_type != "Strategic developments":
        return COUNTRY_WIDE
    return None


def _day_cells(event: CodedEvent, losses: Losses) -> dict[str, str]:
    stretch, precision = days_of(event.when), time_precision(event.when)
    if stretch is None or precision is None or event.when is None:
        return {}
    day = day_in(*stretch, precision)
    if stretch[0] != stretch[1]:
        told = event.when.words or f"{stretch[0]} to {stretch[1]}"
        losses.changed(event.id, "event_date", told, MIDDLE)
    return {"event_date": day.isoformat(), "year": str(day.year), "time_precision": str(precision)}


def _place_cells(event: CodedEvent, where: Located, country: CountryCodes, losses: Losses) -> dict[str, str]:
    precision = geo_precision(where)
    if precision is None:
        precision = COARSEST
        losses.changed(event.id, "geo_precision", "", VAGUE_PLACE)
    return {
        "iso": str(country.numeric or 0),
        "region": country.acled_region,
        "country": country.acled_name,
        "admin1": where.admin1 or "",
        "admin2": "",
        "admin3": "",
        "location": where.name,
        "latitude": _degrees(where.lat),
        "longitude": _degrees(where.lon),
        "geo_precision": str(precision),
    }


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{round(value, DECIMALS) + 0.0:.{DECIMALS}f}"


def source_of(event: CodedEvent, but: str | None = None) -> str:
    """The outlets of the reports that tell it, each once; without the rows of the dataset `but`."""
    told = (c.outlet for c in event.cited if c.outlet and (but is None or c.dataset != but))
    outlets = (" ".join(outlet.replace(";", ",").split()) for outlet in told)
    return ASSOCIATES.join(dict.fromkeys(outlets))


def timestamp_of(event: CodedEvent) -> str:
    """Unix seconds of the day on which the last of the reports came out; "" where none is known."""
    days = [c.published[:10] for c in event.cited if c.published and len(c.published) >= 10]
    if not days:
        return ""
    last = dt.datetime.fromisoformat(max(days)).replace(tzinfo=dt.UTC)
    return str(max(int(last.timestamp()), 0))


def _tell_dropped(event: CodedEvent, losses: Losses) -> None:
    """Values that none of the columns holds."""
    code = "/".join(part for part in (event.plover, event.mode) if part)
    losses.dropped(event.id, "plover", code, "ACLED has types of its own")
    if event.contexts:
        losses.dropped(event.id, "contexts", ", ".join(event.contexts), "ACLED has no contexts")
    if event.injured is not None:
        losses.dropped(event.id, "injured", event.injured_shown or "", "ACLED counts no injured; the notes have them")
    if event.where and event.where.radius_km:
        losses.dropped(event.id, "radius_km", event.where.radius_km, "ACLED has a code for it only: geo_precision")
    if addresses := list(dict.fromkeys(c.url for c in event.cited if c.url)):
        losses.dropped(event.id, "url", " ".join(addresses), "ACLED has no addresses of reports")
