"""Whether what was put together fits a filter: asked where rows alone cannot tell, since a person decided otherwise
than any report tells. What was not decided is asked of the rows: there one report that tells it so is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal, cast, get_args

from dateline.case.ledger.decided import key_of_name, names_of
from dateline.case.ledger.decisions import last_about
from dateline.case.ledger.words import folded
from dateline.case.store.counting import EventSide
from dateline.case.store.entry import iso_of
from dateline.case.store.protocol import Box
from dateline.case.store.sieve import DOERS, DONE_TO, Sieve
from dateline.model.judgement import Judgement
from dateline.model.situation import Day, Happening, Spot
from dateline.model.vocabulary import Role

Asks = Literal["where", "named", "when", "status", "what", "who"]
"""What a filter asks; "named" are words that the place's name has."""
NAMED: Final[frozenset[Asks]] = frozenset({"named"})
SLOTS: Final[Mapping[str, Asks]] = {
    "where": "where", "when": "when", "status": "status", "plover": "what", "acled": "what", "ucdp": "what",
    **dict.fromkeys(get_args(Role), "who"),
}  # fmt: skip
"""Slots that a filter looks at and that a person may have decided."""


def asked_by(decided: Iterable[Judgement]) -> frozenset[Asks]:
    """What decisions decide of all that filters ask."""
    return frozenset(asks for j in decided if j.verb == "value" and (asks := SLOTS.get(j.slot or "")) is not None)


def fits(happening: Happening, sieve: Sieve, decided: Collection[Asks], sides: Sequence[EventSide] = ()) -> bool:
    """Whether a happening fits by what is shown of it, of that which was decided; by its `sides` where it was who took
    part."""
    if "who" in decided and not _sided(sides, sieve):
        return False
    return all(_FITS[one](happening, sieve) for one in decided if one != "who")


def sides_with(told: Iterable[EventSide], held: Sequence[Judgement], ids: Collection[str]) -> list[EventSide]:
    """Who takes part: those of the roles that a person decided, and else all whom an account names, under the keys that
    reports give them. `held` are the decisions that hold, `ids` those of the happening and its events."""
    named = list(dict.fromkeys(told))
    for role in dict.fromkeys(j.slot for j in held if j.verb == "value" and SLOTS.get(j.slot or "") == "who"):
        last = last_about(held, {"value"}, ids, role)
        if last is not None:
            made = [side for name in names_of(last.value) for side in _called_so(name, cast("Role", role), named)]
            keys = {key for _, key, _, _ in made}
            named = [*(side for side in named if side[0] != role and side[1] not in keys), *made]
    return named


def _called_so(name: str, role: Role, known: Sequence[EventSide]) -> list[EventSide]:
    """Actors whom reports call so, in a role; a new one where none does."""
    found = dict.fromkeys((role, *side[1:]) for side in known if folded(side[2]) == folded(name))
    return list(found) or [(role, key_of_name(name), name, "other")]


def loosened(sieve: Sieve, decided: Collection[Asks]) -> Sieve:
    """The sieve without what `fits` looks at."""
    loose = sieve
    for one in decided:
        loose = replace(loose, **_LOOSE[one])
    return loose


def called(key: str, name: str, asked: Sequence[str]) -> bool:
    """Whether an actor is meant by a key or by words of its name."""
    low = name.casefold()
    return any(a == key or all(w.casefold() in low for w in a.split()) for a in asked)


def in_box(lat: float | None, lon: float | None, box: Box) -> bool:
    """Whether a point lies in a box; one that crosses the 180th meridian has its west east of its east."""
    if lat is None or lon is None or not box.south <= lat <= box.north:
        return False
    return (lon >= box.west or lon <= box.east) if box.west > box.east else box.west <= lon <= box.east


def _typed(h: Happening, sieve: Sieve) -> bool:
    """Types of several codebooks are alternatives, as several of one are."""
    if not (sieve.plover or sieve.acled or sieve.ucdp):
        return True
    return h.plover in sieve.plover or h.acled in sieve.acled or h.ucdp in sieve.ucdp


def _sided(sides: Sequence[EventSide], sieve: Sieve) -> bool:
    if sieve.actors and not any(called(key, name, sieve.actors) for _, key, name, _ in sides):
        return False
    return _takes_part(sides, sieve.doers, DOERS) and _takes_part(sides, sieve.done_to, DONE_TO)


def _takes_part(sides: Sequence[EventSide], keys: Sequence[str], roles: Sequence[Role]) -> bool:
    return not keys or any(key in keys and role in roles for role, key, _, _ in sides)


def _named(h: Happening, sieve: Sieve) -> bool:
    name = h.where.name.casefold() if h.where is not None else ""
    return all(w.casefold() in name for w in sieve.words)


def _placed(spot: Spot | None, sieve: Sieve) -> bool:
    if sieve.countries and (spot is None or spot.country not in sieve.countries):
        return False
    return sieve.box is None or (spot is not None and in_box(spot.lat, spot.lon, sieve.box))


def _dated(day: Day | None, sieve: Sieve) -> bool:
    if sieve.days is None:
        return True
    if day is None or (day.start is None and day.end is None):
        return False
    first, last = map(iso_of, sieve.days)
    return (first is None or (day.end or first) >= first) and (last is None or (day.start or last) <= last)


_FITS: Final[Mapping[Asks, Callable[[Happening, Sieve], bool]]] = {
    "where": lambda h, sieve: _placed(h.where, sieve),
    "named": _named,
    "when": lambda h, sieve: _dated(h.when, sieve),
    "status": lambda h, sieve: not sieve.statuses or h.status in sieve.statuses,
    "what": _typed,
}
_LOOSE: Final[Mapping[Asks, Mapping[str, Any]]] = {
    "where": {"countries": (), "box": None},
    "named": {"words": ()},
    "when": {"days": None},
    "status": {"statuses": ()},
    "what": {"plover": (), "acled": (), "ucdp": ()},
    "who": {"actors": (), "doers": (), "done_to": ()},
}
