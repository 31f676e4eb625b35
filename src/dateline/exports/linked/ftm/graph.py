"""How entities are made and called: what both the reports and the events of the material need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline.codebook.unnamed import is_unnamed
from dateline.exports.columns import rows
from dateline.exports.linked.ftm.entity import Entity, entity_id
from dateline.exports.linked.ftm.index import Index
from dateline.exports.linked.ftm.values import language
from dateline.exports.losses import Losses
from dateline.exports.opposed import STATES
from dateline.model.document import Document
from dateline.protect.identities import WITHHELD
from dateline.render.words import clean, quantity

NAMELESS: Final = re.compile(rf"\[?({re.escape(WITHHELD)}|a source not to be named|source [2-9A-Z]+)\]?\Z")
"""What people are called who are not named: no name that others may be matched by."""
CROWD: Final = "civilians"
STRETCH: Final = "days within which it happened stand as its first and last day"
OPEN: Final = "an open end of a stretch of days has no date"


@dataclass(frozen=True, slots=True)
class Graph:
    """What is being written."""

    index: Index
    losses: Losses
    of_case: bool

    def entity(self, schema: str, id_: str, rule: str, document: Document | None = None, family: str = "") -> Entity:
        """An entity to fill."""
        lang = language(document.language) if document and document.language else None
        return Entity(id_, schema, family or schema, f"dateline/{rule}", self.losses, lang, seen_of(document))

    def actor_id(self, key: str, report: str) -> str:
        """Id of an actor. One that the catalogue knows is the same in all reports; so is any within a case, which says
        by its keys who is one. Without a case "the army" of one report is not "the army" of another."""
        shared = self.of_case or not key.startswith("name:")
        return entity_id("actor", key) if shared else entity_id("actor", report, key)


def seen_of(document: Document | None) -> str | None:
    """When the report was fetched."""
    from dateline.exports.linked.names import instant

    return instant(document.file.captured) if document and document.file else None


def nameless(name: str, kind: str = "", key: str = "name:") -> bool:
    """Whether somebody is called so who is not named: a source under a pseudonym, a crowd ("Syrians"), whoever is only
    told what he is ("militants", "a bomber"). "The army" and "the police" are bodies of some state, and the actors that
    the catalogue knows are somebody, however written."""
    if NAMELESS.match(name):
        return True
    if not kind or not key.startswith("name:"):
        return False
    return kind == CROWD or (kind not in STATES and is_unnamed(clean(name)))


@cache
def actor_kinds() -> dict[str, tuple[str, str]]:
    """Kind of actor -> schema and topic (`data/ftm_actors.tsv`)."""
    return {r["kind"]: (r["schema"], r["topic"]) for r in rows("ftm_actors")}


@cache
def predicates() -> dict[str, tuple[str, bool]]:
    """Predicate -> role in words, and whether it is a membership (`data/ftm_relations.tsv`)."""
    return {r["predicate"]: (r["role"], r["membership"] == "yes") for r in rows("ftm_relations")}


def fill_actor(entity: Entity, name: str, kind: str, country: str | None) -> None:
    """What is told of an actor in every report."""
    schema, topic = actor_kinds()[kind]
    entity.add("name", name)
    entity.add("country", country)
    entity.add("topics", topic)
    if schema != "Person":
        entity.add("classification", kind)


def fill_days(entity: Entity, start: str | None, end: str | None, precision: str) -> None:
    """A day, month or year as FollowTheMoney writes imprecise dates, by leaving away their end; other stretches as the
    first and the last day."""
    if start is not None and start == end:
        entity.add("date", start)
    elif start and end and precision == "month" and start[:7] == end[:7]:
        entity.add("date", start[:7])
    elif start and end and precision == "year" and start[:4] == end[:4]:
        entity.add("date", start[:4])
    elif start or end:
        entity.add("startDate", start)
        entity.add("endDate", end)
        reason = STRETCH if start and end else OPEN
        entity.losses.changed(entity.id, "date", f"{start or '…'} to {end or '…'}", reason)


def address_of(
    name: str, lat: float | None, lon: float | None, country: str | None, admin1: str | None, where_prec: int | None,
    radius_km: float | None, basis: str | None,
) -> tuple[str, str]:  # fmt: skip
    """Id of a place by what is told of it, and what FollowTheMoney has no property for."""
    known = (name, lat, lon, country, admin1, where_prec, radius_km, basis)
    told = [
        f"where_prec {where_prec}" if where_prec is not None else None,
        f"within {radius_km:g} km" if radius_km is not None else None,
        f"basis: {basis}" if basis else None,
    ]
    return entity_id("place", *map(str, known)), "; ".join(t for t in told if t)


def number_words(low: float | None, high: float | None, best: float | None, hedge: str) -> str:
    """A number in words, and the numbers that it is read as."""
    return f"{quantity(low, high, best, hedge)} ({bounds(low, high, best)}; {hedge})"


def bounds(low: float | None, high: float | None, best: float | None) -> str:
    """The three numbers, those that are known."""
    known = (("low", low), ("best", best), ("high", high))
    return ", ".join(f"{name} {value:g}" for name, value in known if value is not None) or "no number"
