"""The actors that the cells of a row name, as records: through the catalogue, so that an actor has the same key as in
reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from dateline.catalogue.lookup import Entry, load_catalogue
from dateline.imports.row import CodedRow, RowActor
from dateline.model.ids import record_id
from dateline.model.origin import Origin
from dateline.model.records import Actor
from dateline.model.span import Evidence
from dateline.model.vocabulary import ActorKind, Role

FIGHTERS: Final[frozenset[ActorKind]] = frozenset({"military", "rebel group", "militia", "coalition", "police"})
"""Kinds that take part in wars away from home. Others ("National Security Agency") are meant only where they are at
home: an acronym of a group is not an office of another state."""
TOGETHER: Final = ", "
"""What parts the names of several actors on one side, in UCDP's tables and here."""


class RowActors:
    """The actors of one row. `mention` gives the characters of a column's cell, or of a name within it."""

    def __init__(self, row: CodedRow, sha: str, mention: Callable[[str, str], Evidence], origin: Origin) -> None:
        self._row, self._sha, self._mention, self._origin = row, sha, mention, origin
        year = int(row.when.start[:4]) if row.when else None
        country = row.place.country if row.place else None
        self._where = (country, year)
        self._found: dict[str, tuple[Actor, list[Evidence]]] = {}
        self._sides: dict[str, str] = {}
        self._part: list[tuple[Role, str, Evidence]] = []
        for side in row.sides:
            for actor in side.actors:
                id_, mention_ = self._one(actor)
                self._part.append((side.role, id_, mention_))
            self._sides[side.role] = self._whole(side.actors)

    def taking_part(self) -> Iterator[tuple[Role, str, Evidence]]:
        """(role, actor, mention), each once."""
        yield from dict.fromkeys(self._part)

    def of(self, whom: str) -> str:
        """Whom a toll counts: the actor of a side, "civilians", or "unknown"."""
        return self._sides.get(whom, "unknown") if whom != "civilians" else whom

    def records(self) -> tuple[Actor, ...]:
        """All of them, in the order of the sides."""
        return tuple(_with(actor, tuple(mentions)) for actor, mentions in self._found.values())

    def _one(self, told: RowActor, part_of: str | None = None) -> tuple[str, Evidence]:
        entry = known_actor(told.name, *self._where) if told.kind != "civilians" else None
        name = entry.name if entry else told.name
        mention = self._mention(told.column, told.name)
        key = entry.key if entry else "name:" + name.casefold()
        if key in self._found:
            actor, mentions = self._found[key]
            mentions.append(mention)
            return actor.id, mention
        kind = entry.kind if entry else told.kind
        actor = Actor(
            record_id(self._sha, "actor", kind, (mention,)), name, (told.name,) if name != told.name else (), kind,
            entry.country if entry else told.country, part_of, _catalogued(entry), (mention,), self._origin,
        )  # fmt: skip
        self._found[key] = actor, [mention]
        return actor.id, mention

    def _whole(self, actors: tuple[RowActor, ...]) -> str:
        """The side as one actor: several on one side are a coalition, of which the row counts the dead together."""
        if len(actors) == 1:
            return self._one(actors[0])[0]
        name = TOGETHER.join(a.name for a in actors)
        return self._one(RowActor(actors[0].column, name, "coalition", None))[0]


def _with(actor: Actor, mentions: tuple[Evidence, ...]) -> Actor:
    distinct = tuple(dict.fromkeys(mentions))
    return actor if distinct == actor.mentions else replace(actor, mentions=distinct)


def _catalogued(entry: Entry | None) -> dict[str, str]:
    return {"key": entry.key, "source": entry.source} if entry else {}


@lru_cache(maxsize=65_536)
def known_actor(name: str, country: str | None = None, year: int | None = None) -> Entry | None:
    """The catalogue's entry of a name in a country and year; None where none is known, or several may be meant."""
    entry = load_catalogue().find(name, (country,) if country else (), year)
    if entry is None or entry.kind in FIGHTERS or not entry.countries or country in entry.countries:
        return entry
    return None if entry.kind != "state" else entry
