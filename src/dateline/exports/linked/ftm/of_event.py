"""An event, or a happening of a case, as an entity; its numbers, its days in words and its voices as notes on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.exports.coded import Cited, CodedEvent, Located, Toll
from dateline.exports.linked.ftm.entity import Entity, entity_id, joined
from dateline.exports.linked.ftm.graph import (
    Graph,
    actor_kinds,
    address_of,
    bounds,
    fill_actor,
    fill_days,
    nameless,
    number_words,
)
from dateline.exports.linked.ftm.index import Wanted
from dateline.exports.linked.ftm.of_report import UNREAL, fill_address
from dateline.render.words import clean

NOT_HAPPENED: Final = "the model's Event is what happened; this one is planned, possible or denied"
LEFT_OUT: Final = "left out by the rules or a decision of the case"
ALLEGED: Final = "an allegation stands among events; the word stands in its name, keywords and notes"
ROLES: Final = "the model tells who is involved, not in which part; the notes tell the parts in words"
NUMBERS: Final = "the model has no casualties; notes tell them in words and numbers"
PLAYS: Final = {
    "actor": "did it",
    "recipient": "done to",
    "side_a": "one side",
    "side_b": "other side",
    "associate": "supports a side",
}


class OfEvent:
    """The entities of one event."""

    def __init__(self, event: CodedEvent, graph: Graph) -> None:
        self._e, self._graph = event, graph
        self._id = entity_id("event", event.id)
        self._rule = "case" if graph.of_case else graph.index.rule_of(event.id) or "event"
        self._articles = tuple(dict.fromkeys(entity_id("report", r) for r, _ in event.events))

    def entities(self) -> Iterator[Entity]:
        """The event with its place and notes; nothing where it did not happen or does not count."""
        e, losses = self._e, self._graph.losses
        if not e.included or e.status in UNREAL:
            losses.left_out(e.id, LEFT_OUT if not e.included else NOT_HAPPENED)
            return
        for _, account in e.events:
            self._graph.index.tells(account, self._id)
        where, address = self._where(e.where)
        yield from address
        yield self._event(where)
        yield from self._notes()
        if e.parties:
            losses.changed(e.id, "parties", len(e.parties), ROLES)

    def _entity(self, schema: str, id_: str) -> Entity:
        return self._graph.entity(schema, id_, self._rule)

    def _event(self, where: str | None) -> Entity:
        e = self._e
        made = self._entity("Event", self._id)
        alleged = e.status == "alleged"
        made.add("name", f"alleged: {e.title}" if alleged else e.title)
        if alleged:
            self._graph.losses.changed(e.id, "status", e.status, ALLEGED)
        if e.when is not None:
            fill_days(made, e.when.start, e.when.end, e.when.precision)
        if e.where is not None:
            made.add("location", e.where.name)
            made.add("country", e.where.country)
        made.add("addressEntity", where)
        made.add("involved", *self._involved())
        made.add("proof", *self._articles)
        made.add("recordId", *(a for _, a in e.events), *(c.claim for c in e.cited))
        made.add("keywords", *self._codes())
        made.add("summary", e.outcome)
        made.add("publisher", *(c.outlet for c in e.cited))
        made.add("notes", f"status: {e.status}", *(f"{PLAYS[p.role]}: {clean(p.name)}" for p in e.parties))
        if e.disputed:
            made.add("notes", f"voices differ on: {', '.join(e.disputed)}")
        return made

    def _codes(self) -> Iterator[str]:
        e = self._e
        yield f"PLOVER {e.plover}" + (f" {e.mode}" if e.mode else "")
        yield from (f"PLOVER context {c}" for c in e.contexts)
        if e.acled:
            yield f"ACLED {e.acled}"
        if e.ucdp is not None:
            yield f"UCDP type of violence {e.ucdp}"
        yield from (f"target: {t}" for t in e.targets)
        yield from (f"means: {clean(m)}" for m in e.means)

    def _involved(self) -> Iterator[str]:
        """Ids of who takes part; the index remembers them, so that none is named and missing."""
        report = self._e.events[0][0] if self._e.events else ""
        for p in self._e.parties:
            if nameless(p.name, p.kind, p.key):
                continue
            id_ = self._graph.actor_id(p.key, report)
            self._graph.index.want(Wanted(id_, p.name, p.kind, p.country))
            yield id_

    def _where(self, w: Located | None) -> tuple[str | None, list[Entity]]:
        if w is None:
            return None, []
        id_, remarks = address_of(clean(w.name), w.lat, w.lon, w.country, w.admin1, w.where_prec, w.radius_km, w.basis)
        if not self._graph.index.new(id_):
            return id_, []
        made = self._entity("Address", id_)
        fill_address(made, w.name, w.lat, w.lon, w.country, w.admin1, remarks)
        return id_, [made]

    def _note(self, key: str, what: str, words: str, report: str | None = None) -> Entity:
        made = self._entity("Note", entity_id("note", self._id, key))
        made.add("entity", self._id)
        made.add("summary", what)
        made.add("description", words)
        made.add("proof", *([entity_id("report", report)] if report else self._articles))
        return made

    def _notes(self) -> Iterator[Entity]:
        e = self._e
        for what, number, shown in (("killed", e.deaths, e.deaths_shown), ("injured", e.injured, e.injured_shown)):
            if number is not None:
                told = joined([bounds(number.low, number.high, number.best), number.rule])
                yield self._note(f"total {what}", what, f"in all: {shown or 'not told'} ({told})")
        for n, toll in enumerate(e.tolls):
            yield self._toll(n, toll)
        if e.tolls:
            self._graph.losses.changed(e.id, "deaths, injured", len(e.tolls), NUMBERS)
        if e.when is not None and (e.when.words or e.when.precision != "day"):
            told = joined([f"“{clean(e.when.words)}”" if e.when.words else None, e.when.precision, e.when.basis])
            yield self._note("when", "when", told)
        if e.where is not None and e.where.words:
            yield self._note("where", "where", f"“{clean(e.where.words)}”")
        for n, cited in enumerate(e.cited):
            yield self._note(f"voice {n}", "evidence", _voice(cited), cited.report)

    def _toll(self, n: int, t: Toll) -> Entity:
        cited = self._e.cited[t.cited]
        told = (
            f"{number_words(t.low, t.high, t.best, t.hedge)} of {clean(t.of)}, says {cited.source}: “{clean(t.words)}”"
        )
        return self._note(f"toll {n}", t.harm, told, cited.report)


def missing_actors(graph: Graph) -> Iterator[Entity]:
    """Actors that events name and no report brought: a case may call them by a key of its own."""
    for wanted in graph.index.missing():
        made = graph.entity(actor_kinds()[wanted.kind][0], wanted.id, "case", None, "Actor")
        fill_actor(made, wanted.name, wanted.kind, wanted.country)
        yield made


def _voice(c: Cited) -> str:
    told = joined([
        c.source, f"via {', '.join(c.via)}" if c.via else None, c.stance, f"said {c.said}" if c.said else None, c.claim,
    ])  # fmt: skip
    return f"{told}: “{clean(c.quote)}” [characters {c.start} to {c.end}]"
