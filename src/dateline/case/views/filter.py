"""What a view is about: places, days, actors, types, sources, words. Several values of one field are alternatives, the
fields hold together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, get_args

from dateline.case.store.entry import day_of
from dateline.case.store.protocol import Box
from dateline.case.store.sieve import Sieve
from dateline.catalogue.lookup import load_catalogue
from dateline.codebook.tables import acled_types
from dateline.errors import SettingsError
from dateline.model.vocabulary import PLOVER_TYPES, EventStatus

STATUSES: Final = get_args(EventStatus)
UCDP: Final = {"1": 1, "2": 2, "3": 3, "state-based": 1, "non-state": 2, "one-sided": 3}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty fields ask nothing. `Filter()` is the whole case.

    A happening is shown where one of its reports tells it so that it fits: who filters on a town sees also what another
    report places elsewhere, as the dispute that it is.
    """

    countries: tuple[str, ...] = ()
    """ISO codes, or names of states that the catalogue knows."""
    box: Box | None = None
    first: str | None = None
    """ISO day; what has no day is left out where days are asked for."""
    last: str | None = None
    actors: tuple[str, ...] = ()
    """Keys, or words of a name."""
    doers: tuple[str, ...] = ()
    """Keys of actors that do it, or are a side of a clash."""
    done_to: tuple[str, ...] = ()
    """Keys of actors that it is done to, or that are a side of a clash. With `doers`: in one account of it."""
    types: tuple[str, ...] = ()
    """PLOVER types ("ASSAULT"), ACLED types or sub-types ("Battles"), UCDP types ("ucdp 1", "one-sided")."""
    statuses: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    text: str | None = None
    """Words that all stand in what tells the event, in its place's name or in a claim that states it."""
    happenings: tuple[str, ...] = ()
    """Ids of happenings, or of events or reports that belong to them."""

    @property
    def asks(self) -> bool:
        """Whether anything is left out at all."""
        return self != EVERYTHING

    @property
    def asks_of_events(self) -> bool:
        """Whether it asks what only events have: then control and relations are no part of the picture."""
        return bool(
            self.types or self.statuses or self.text or self.happenings or self.sources or self.doers or self.done_to
        )


EVERYTHING: Final = Filter()
LONGEST: Final = 1000
"""Characters of a word or name that is looked for: databases refuse patterns of some ten thousand."""

_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")


def filter_of(**asked: Any) -> Filter:
    """A filter as a person gives it: single values for tuples, numbers for a box, `country` beside `countries`.

    Raises `SettingsError` for a field that does not exist and for a value that it cannot have.
    """
    singular = {
        "country": "countries", "actor": "actors", "doer": "doers", "type": "types", "status": "statuses",
        "outlet": "outlets", "source": "sources", "happening": "happenings", "from": "first", "to": "last",
    }  # fmt: skip
    found: dict[str, Any] = {}
    for name, value in asked.items():
        field = singular.get(name.rstrip("_"), name)
        if field not in Filter.__dataclass_fields__:
            raise SettingsError(f"{name}: there is no such filter. Filters: {', '.join(Filter.__dataclass_fields__)}.")
        if value is None:
            continue
        if field == "box":
            value = _box(value)
        elif field in {"first", "last"}:
            value = iso_day(name, value)
        elif field != "text":
            value = (value,) if isinstance(value, str) else tuple(map(str, value))
        found[field] = value
    made = Filter(**found)
    sieve_of(made)
    if made.first and made.last and made.first > made.last:
        raise SettingsError(f"from {made.first} to {made.last}: the first day is after the last.")
    return made


def sieve_of(only: Filter, as_of: int | None = None) -> Sieve:
    """The filter as the store takes it; `SettingsError` for a value that no record can have."""
    for told in (
        only.text or "",
        *only.actors,
        *only.doers,
        *only.done_to,
        *only.sources,
        *only.outlets,
        *only.countries,
        *only.happenings,
    ):
        if _NO_TEXT.search(told):
            raise SettingsError(f"a filter holds bytes that are no letters: {told[:40]!a}.")
        if len(told) > LONGEST:
            raise SettingsError(
                f"a filter of {len(told):,} characters is longer than any name: give at most {LONGEST:,}."
            )
    plover, acled, ucdp = _types(only.types)
    odd = [s for s in only.statuses if s not in STATUSES]
    if odd:
        raise SettingsError(f"status {odd[0][:40]!r} does not exist. There are: {', '.join(STATUSES)}.")
    return Sieve(
        countries=tuple(map(_country, only.countries)),
        box=only.box,
        days=(day_of(only.first), day_of(only.last)) if only.first or only.last else None,
        actors=tuple(a for a in only.actors if a.strip()),
        doers=only.doers,
        done_to=only.done_to,
        plover=plover,
        acled=acled,
        ucdp=ucdp,
        statuses=only.statuses,
        outlets=only.outlets,
        sources=tuple(x for x in only.sources if x.strip()),
        words=tuple((only.text or "").replace('"', " ").split()),
        as_of=as_of,
    )


def _types(asked: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]:
    """Types by the codebook that they are of."""
    plover: list[str] = []
    acled: list[str] = []
    ucdp: list[int] = []
    for one in asked:
        bare = one.strip().lower().removeprefix("ucdp").strip(" -:")
        if one.strip().upper() in PLOVER_TYPES:
            plover.append(one.strip().upper())
        elif bare in UCDP:
            ucdp.append(UCDP[bare])
        elif pairs := _pairs(one.strip().lower()):
            acled += pairs
        else:
            raise SettingsError(
                f"type {one[:60]!r} is none of PLOVER's ({', '.join(PLOVER_TYPES)}), ACLED's (as “Battles” or “Armed "
                "clash”) or UCDP's (“ucdp 1”, “non-state”, “one-sided”)."
            )
    return tuple(plover), tuple(acled), tuple(ucdp)


def _pairs(asked: str) -> list[str]:
    """ACLED's pairs of that event type or sub-event type, or the pair itself."""
    return [
        t.pair for t in acled_types().values() if asked in {n.lower() for n in (t.event_type, t.sub_event_type, t.pair)}
    ]


def _country(asked: str) -> str:
    """The ISO code of a state by its code or name."""
    if len(asked.strip()) == 2:
        return asked.strip().upper()
    catalogue = load_catalogue()
    for name in dict.fromkeys((asked, asked.title())):
        entry = catalogue.find(name)
        if entry is not None and entry.kind == "state":
            return entry.key
    raise SettingsError(f"country {asked[:60]!r} is not known. Write its ISO code, as SY or CD.")


def _box(value: Any) -> Box:
    """South, west, north, east in degrees."""
    if isinstance(value, Box):
        return value
    try:
        south, west, north, east = (float(v) for v in value)
    except (TypeError, ValueError) as exc:
        raise SettingsError("box: give four numbers, south west north east, in degrees.") from exc
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise SettingsError(
            f"box: {south:g} {west:g} {north:g} {east:g} is no south west north east in degrees (latitudes -90 to 90, "
            "longitudes -180 to 180, south below north; west greater than east crosses the 180th meridian)."
        )
    return Box(south, west, north, east)


def iso_day(name: str, value: Any) -> str:
    """A day as ISO text."""
    try:
        return (value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))).isoformat()[:10]
    except ValueError as exc:
        raise SettingsError(f"{name}: {str(value)[:40]!r} is no day. Write it as YYYY-MM-DD.") from exc
