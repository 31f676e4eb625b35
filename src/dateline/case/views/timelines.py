"""What happened to one actor, or in one place, day after day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dateline.case.views.fitting import called
from dateline.model.situation import Happening, Situation

By = Literal["actor", "place"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The happenings of one actor or place in the order of time, those without a day last."""

    by: By
    key: str
    """The actor's key, or the place's name as it is shown."""
    name: str
    happenings: tuple[Happening, ...]


def in_time(happening: Happening) -> tuple[bool, str, str, str]:
    """What happenings are ordered by: the first day, undated ones last."""
    day = happening.when
    first = (day.start or day.end) if day else None
    return first is None, first or "", (day.end if day else None) or "", happening.id


def timeline_of(situation: Situation, *, actor: str | None = None, place: str | None = None) -> tuple[Happening, ...]:
    """The happenings in which an actor takes part (by key, or words of its name) and that were in a place (words of its
    name). Those that the rules leave out are no part of it."""
    asked = (place or "").casefold().split()
    found = (h for h in situation.happenings if h.included)
    if actor is not None:
        found = (h for h in found if any(called(s.key, s.name, (actor,)) for s in h.sides))
    if place is not None:
        found = (h for h in found if h.where is not None and all(w in h.where.name.casefold() for w in asked))
    return tuple(sorted(found, key=in_time))


def timelines(situation: Situation, by: By = "actor") -> tuple[Timeline, ...]:
    """One timeline an actor or place, the longest first."""
    names: dict[str, str] = {}
    found: dict[str, dict[str, Happening]] = {}
    for happening in sorted((h for h in situation.happenings if h.included), key=in_time):
        for key, name in _keys(happening, by):
            names.setdefault(key, name)
            found.setdefault(key, {})[happening.id] = happening
    lines = (Timeline(by, key, names[key], tuple(of.values())) for key, of in found.items())
    return tuple(sorted(lines, key=lambda t: (-len(t.happenings), t.name.casefold(), t.key)))


def _keys(happening: Happening, by: By) -> Iterable[tuple[str, str]]:
    if by == "actor":
        return [(s.key, s.name) for s in happening.sides]
    return [(happening.where.name, happening.where.name)] if happening.where else []
