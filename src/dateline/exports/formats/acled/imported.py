"""An event for which an imported row stands: what the row says and the case does not contradict stays as it is.

The model holds no sub-districts, tags or source scales, and one spelling of a name where a row has another. So the row
is the start; only where the event says something else do the made cells take the row's place, together with those that
follow from them. A coding of the user's own, which may lack columns, has those filled that the case can tell.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from dateline.codebook.acled import acled_columns, day_of, stretch_of, type_of
from dateline.codebook.country_codes import of_acled_name
from dateline.codebook.ged import degrees, whole
from dateline.exports.coded import CodedEvent, Party
from dateline.exports.formats.acled.actors import SIDE, names_in, plain_name, says_nobody, together
from dateline.exports.formats.acled.notes import notes_beside
from dateline.exports.formats.acled.row import row_of, source_of
from dateline.exports.losses import Losses
from dateline.exports.opposed import opposes
from dateline.exports.precisions import days_of
from dateline.model.vocabulary import Role

DATASET: Final = "acled"
MARKS: Final = frozenset({"event_id_cnty", "event_type", "sub_event_type"})
"""Columns by which a row of another dataset is seen to be one of ACLED's layout."""
DOERS: Final[tuple[Role, ...]] = ("actor", "side_a")
OTHERS: Final[tuple[Role, ...]] = ("recipient", "side_b")
NEAR: Final = 1e-4
"""Degrees by which two spellings of one point may differ: ten metres, as the four decimals of the table."""
SAME_TOWN: Final = 0.1
"""Degrees within which two points of one name are one town, whose divisions are the row's."""
MORE_COLUMNS: Final = "the 31 columns of today have no place for it"
DISPUTED: Final = "accounts differ: one number stands, the others are in the notes"
OURS: Final = "the case says otherwise: its value stands, not the imported row's"
_DAY: Final = ("event_date", "year", "time_precision")
_TYPE: Final = ("disorder_type", "event_type", "sub_event_type", "civilian_targeting")
_ACTORS: Final = (
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
)  # fmt: skip
_NAMED: Final = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")
_AREA: Final = ("iso", "region", "country", "admin1", "admin2", "admin3", "location")
_POINT: Final = ("latitude", "longitude", "geo_precision")
_TOLD: Final = (*_DAY, "disorder_type", "iso", "region", "country", "admin1", "location", *_POINT)
"""Columns that can be filled where a row is silent; sub-districts, tags and scales nobody but its coder knows."""
_KINDS: Final = ("inter1", "inter2", "interaction", "civilian_targeting")


def is_imported(event: CodedEvent) -> bool:
    """Whether a row of ACLED's layout stands for the event."""
    return event.row is not None and (event.dataset == DATASET or event.row.keys() >= MARKS)


def imported_row(event: CodedEvent, losses: Losses) -> dict[str, str] | None:
    """The cells of an event that a row stands for; None where it is left out, which is told."""
    row = event.row or {}
    cells = {column: row.get(column, "") for column in acled_columns()}
    for column, cell in row.items():
        if column not in cells and cell:
            losses.dropped(event.id, column, cell, MORE_COLUMNS)
    changed = _changed(event, row)
    if changed or not event.included or event.status not in {"happened", "ongoing", "alleged"}:
        made = row_of(event, losses)
        if made is None:
            return None
        for column in changed:
            if cells[column] != made[column]:
                losses.changed(event.id, column, cells[column], OURS)
        cells |= {column: made[column] for column in changed}
    if event.dataset != DATASET:
        _fill(event, cells)
    if _ACTORS[0] not in changed:
        _add_actors(event, cells, losses)
    if len(event.events) > 1:
        _add_others(event, cells, losses)
    return cells


def _fill(event: CodedEvent, cells: dict[str, str]) -> None:
    """Fill the columns that a coding of the user's own has no cell in, as far as the case tells them: years and codes
    that follow from other cells, and kinds of actors where the row's two are the case's two. What is filled is no loss,
    so that none is told."""
    if all(cells[column] for column in (*_TOLD, *_KINDS[:1])):
        return
    made = row_of(event, Losses())
    if made is None:
        return
    filled = list(_TOLD)
    if not any(cells[column] for column in _KINDS) and all(
        _same_party(event, cells[c], made[c]) for c in ("actor1", "actor2")
    ):
        filled += _KINDS
    cells |= {column: made[column] for column in filled if not cells[column]}


def _same_party(event: CodedEvent, theirs: str, ours: str) -> bool:
    """Whether two cells name one party, each by a name of its own, or say the same."""
    one, other = set(names_in([theirs])), set(names_in([ours]))
    return one == other or any(one & _names(p) and other & _names(p) for p in event.parties)


def _changed(event: CodedEvent, row: Mapping[str, str]) -> list[str]:
    """The columns in which the event says something else than the row."""
    found: list[str] = []
    pair = type_of(row.get("event_type", ""), row.get("sub_event_type", ""))
    if not _same_days(event, row):
        found += _DAY
    if pair is None or pair.pair != event.acled:
        found += _TYPE
    if not _same_actors(event, row):
        found += _ACTORS
    apart = _apart(event, row)
    found += _POINT if apart > NEAR else ()
    found += _AREA if apart > SAME_TOWN else ()
    if not _same_toll(event, row):
        found.append("fatalities")
    return found


def _same_days(event: CodedEvent, row: Mapping[str, str]) -> bool:
    day, precision = day_of(row.get("event_date", "")), whole(row.get("time_precision", "")) or 1
    return day is not None and days_of(event.when) == stretch_of(day, precision)[:2]


def _same_actors(event: CodedEvent, row: Mapping[str, str]) -> bool:
    """Whether each name of the row is one of a party's: an actor that is known elsewhere goes by another name than the
    row's. Whom reports name besides is put beside the row's actors."""
    known = {name for p in event.parties for name in _names(p)}
    return set(names_in(row.get(c, "") for c in _NAMED)) <= known


def _names(party: Party) -> set[str]:
    return set(names_in((party.name, *party.names)))


def _apart(event: CodedEvent, row: Mapping[str, str]) -> float:
    """Degrees between the place of the event and of the row; infinite where they differ in name or country."""
    where, lat, lon = event.where, degrees(row.get("latitude", "")), degrees(row.get("longitude", ""))
    if where is None or where.lat is None or where.lon is None or lat is None or lon is None:
        return math.inf
    country = of_acled_name(row.get("country", ""))
    if country is not None and where.country is not None and where.country.upper() != country.iso2:
        return math.inf
    if set(names_in([where.name])) != set(names_in([row.get("location", "")])):
        return math.inf
    return max(abs(where.lat - lat), abs(where.lon - lon))


def _same_toll(event: CodedEvent, row: Mapping[str, str]) -> bool:
    told = event.deaths
    if told is None:
        return (whole(row.get("fatalities", "")) or 0) == 0
    number = whole(row.get("fatalities", ""))
    return number is not None and (told.best if told.best is not None else told.low) == number


def _add_actors(event: CodedEvent, cells: dict[str, str], losses: Losses) -> None:
    """Whom reports name and the row does not: beside the actor on whose side they are, as far as that is told."""
    sides = [set(names_in([cells[c]])) for c in ("actor1", "actor2")]
    told = set(names_in(cells[c] for c in _NAMED))
    for party in event.parties:
        if _names(party) & told or says_nobody(party.name):
            continue
        beside = _side_of(party, event, sides)
        if len(beside) != 1:
            losses.changed(event.id, "assoc_actor_1", party.name, SIDE)
        column = "assoc_actor_2" if beside == {2} else "assoc_actor_1"
        cells[column] = together(cells[column], plain_name(party.name))


def _side_of(party: Party, event: CodedEvent, sides: Sequence[set[str]]) -> set[int]:
    """On which of the row's two sides somebody is: against whom an account has him, else by his part in the event."""
    foes = {n for n, side in enumerate(sides, 1) for p in event.parties if opposes(party, p) and side & _names(p)}
    if len(foes) == 1:
        return {3 - n for n in foes}
    roles = next((roles for roles in (DOERS, OTHERS) if party.role in roles), ())
    return {n for n, side in enumerate(sides, 1) for p in event.with_role(*roles) if side & _names(p)}


def _add_others(event: CodedEvent, cells: dict[str, str], losses: Losses) -> None:
    """What other reports say beside the row: their outlets and their words."""
    cells["source"] = together(cells["source"], source_of(event, event.dataset))
    cells["notes"] = notes_beside(event, cells["notes"], losses)
    if "deaths" in event.disputed:
        losses.changed(event.id, "fatalities", event.deaths_shown or "", DISPUTED)
