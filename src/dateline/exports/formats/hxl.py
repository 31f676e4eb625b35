"""HXL 1.1: names in row 1, hashtags in row 2, an event a row, as humanitarian data is exchanged.

Numbers and days stand alone in their cells, as libhxl checks; the words ("several", "early April") are kept in
`#description`. Tables of HXL are added up, so what did not happen is no row.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from dateline.codebook.tables import acled_types
from dateline.exports.cells import as_csv, figure, joined, visible
from dateline.exports.coded import CodedEvent
from dateline.exports.flat.event import civilian_deaths, day
from dateline.exports.format import Format, Mapped, Told
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_named, mapping_of
from dateline.exports.material import Material
from dateline.exports.precisions import date_prec
from dateline.model.situation import Number
from dateline.model.vocabulary import Role

Cell = str | int | float | None
REAL: Final = frozenset({"happened", "ongoing", "alleged"})
"""Statuses of events that are rows."""
NOT_REAL: Final = "it did not happen, or not yet (planned, possible, denied): who adds up a table of HXL would count it"
NOT_COUNTED: Final = "the case's rules do not count it: who adds up a table of HXL would"
NO_QUOTES: Final = "HXL has no place for quotes and where they stand; sources, claims and reports are named"
NO_TOLLS: Final = "HXL has no place for the numbers of single voices: the totals stand, with their words"
NO_ACTORS: Final = "HXL has no place for kinds, countries, keys and other names of groups: their names stand"
NO_CODES: Final = "HXL has no place for it"
_BLOCK: Final = 1 << 16


def _names(*roles: Role) -> Callable[[CodedEvent], Cell]:
    return lambda e: _several(p.name for p in e.with_role(*roles))


def _several(values: Iterable[str | None]) -> str:
    """Several values in one cell, each once."""
    return joined(dict.fromkeys(v for v in values if v))


def _amount(number_: Number | None, end: str) -> Cell:
    return getattr(number_, end) if number_ else None


COLUMNS: Final[dict[str, Callable[[CodedEvent], Cell]]] = {
    "#event+id": lambda e: e.id,
    "#event+name": lambda e: e.title,
    "#event+type+plover": lambda e: e.plover,
    "#event+type+acled": lambda e: e.acled and (pair.event_type if (pair := acled_types().get(e.acled)) else e.acled),
    "#event+type+sub+acled": lambda e: pair.sub_event_type if (pair := acled_types().get(e.acled or "")) else None,
    "#event+code+v_ucdp": lambda e: e.ucdp,
    "#event+status": lambda e: e.status,
    "#date+start": lambda e: day(e.when.start) if e.when else None,
    "#date+end": lambda e: day(e.when.end) if e.when else None,
    "#meta+precision+date": lambda e: date_prec(e.when),
    "#loc+name": lambda e: e.where.name if e.where else None,
    "#loc+type": lambda e: e.where.kind if e.where else None,
    "#geo+lat": lambda e: e.where.lat if e.where else None,
    "#geo+lon": lambda e: e.where.lon if e.where else None,
    "#meta+precision+geo": lambda e: e.where.where_prec if e.where else None,
    "#meta+radius_km+geo": lambda e: e.where.radius_km if e.where else None,
    "#country+code+v_iso2": lambda e: e.where.country if e.where else None,
    "#adm1+name": lambda e: e.where.admin1 if e.where else None,
    "#group+name+actor": _names("actor"),
    "#group+name+recipient": _names("recipient"),
    "#group+name+side_a": _names("side_a"),
    "#group+name+side_b": _names("side_b"),
    "#group+name+associate": _names("associate"),
    "#affected+killed": lambda e: _amount(e.deaths, "best"),
    "#affected+killed+low": lambda e: _amount(e.deaths, "low"),
    "#affected+killed+high": lambda e: _amount(e.deaths, "high"),
    "#affected+killed+civilians": lambda e: civilian_deaths(e)[1],
    "#affected+injured": lambda e: _amount(e.injured, "best"),
    "#affected+injured+low": lambda e: _amount(e.injured, "low"),
    "#affected+injured+high": lambda e: _amount(e.injured, "high"),
    "#description": lambda e: "; ".join(_words(e)),
    "#meta+source": lambda e: _several(c.outlet for c in e.cited),
    "#meta+source+voice": lambda e: _several(c.voice for c in e.cited),
    "#meta+url": lambda e: _several(c.url for c in e.cited),
    "#meta+id+claim": lambda e: _several(c.claim for c in e.cited),
    "#meta+id+report": lambda e: _several(c.report for c in e.cited),
    "#date+reported": lambda e: min((d for c in e.cited if (d := day(c.published))), default=None),
}
"""Hashtag -> what stands below it."""


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the events that are rows."""
    n = 0
    with path.open("w", _BLOCK, encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow([m.holds for m in mapping_named("hxl")])
        rows.writerow(COLUMNS)
        for event in material.events():
            if not event.included:
                losses.left_out(event.id, NOT_COUNTED)
            elif event.status not in REAL:
                losses.left_out(event.id, NOT_REAL)
            else:
                _tell(event, losses)
                rows.writerow([_cell(make(event)) for make in COLUMNS.values()])
                n += 1
                told(n)
    return n


def _words(e: CodedEvent) -> Iterator[str]:
    """What numbers and days cannot say."""
    if e.when and e.when.words:
        yield f"time: “{e.when.words}”"
    if e.where and e.where.words:
        yield f"place: “{e.where.words}”"
    if e.where and e.where.basis:
        yield f"point: {e.where.basis}"
    for harm, shown in (("killed", e.deaths_shown), ("injured", e.injured_shown)):
        if shown:
            yield f"{harm}: {shown}"
    for what, values in (("hit", e.targets), ("with", e.means), ("disputed", e.disputed)):
        if values:
            yield f"{what}: {', '.join(values)}"
    if e.outcome:
        yield f"outcome: {e.outcome}"


def _cell(value: Cell) -> str | int | float:
    """A safe cell without the blanks that libhxl finds fault with."""
    if isinstance(value, str):
        return as_csv(" ".join(visible(value).split()))
    made = figure(value)
    return "" if made is None else made


def _tell(e: CodedEvent, losses: Losses) -> None:
    """Tell what no column holds."""
    if e.cited:
        losses.dropped(e.id, "quotes", len(e.cited), NO_QUOTES)
    if len(e.tolls) > 1:
        losses.dropped(e.id, "tolls", len(e.tolls), NO_TOLLS)
    if e.parties:
        losses.dropped(e.id, "parties", len(e.parties), NO_ACTORS)
    for name, value in (("mode", e.mode), ("contexts", joined(e.contexts)), ("count", e.count), ("row", e.dataset)):
        if value:
            losses.dropped(e.id, name, value, NO_CODES)


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("hxl", COLUMNS)


FORMAT: Final = Format(
    name="hxl",
    title="HXL table of events",
    suffix=".csv",
    media_type="text/csv",
    standard="HXL 1.1 (https://hxlstandard.org/standard/1-1final/)",
    summary="an event a row under hashtags: for HDX and humanitarian tables",
    write=write,
    mapping=mapping,
)
