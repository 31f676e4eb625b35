"""What a report tells, record by record, ready to be put beside other reports: names, days and places resolved.

A dossier refers by ids within itself. `facts_of` follows them once, so that linking, the ledger and the views compare
values and not ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dateline.imports.kept import event_id, kept_row
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.records import Actor, Casualties, Claim, Event, Place, Source
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import EventStatus, Hedge, Plover, Role, SourceKind, Stance
from dateline.protect.policy import Redaction
from dateline.render.words import Names, clean, names_of

BESIDES: Final = ("control", "relations", "victims", "amounts", "media", "findings")
"""Records of a dossier that tables of events mostly have no place for."""
NOBODY: Final = frozenset({"civilians", "unknown"})
"""What a toll may be of besides an actor."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as a voice: who says it, in which words. The report's own voice has the claim id None where the
    record names no claim."""

    claim: str | None
    source: str
    """Id of the source within the report; "" for the report's own voice without a record."""
    name: str
    """The source as it may be shown."""
    kind: SourceKind
    affiliation: str | None
    """Key of the actor that the source speaks for."""
    via: tuple[str, ...]
    """Names of those who pass the word on, nearest first."""
    stance: Stance
    said: str | None
    quote: str
    start: int
    end: int
    role: str | None = None
    """What the source is ("spokesman", "nurse"), where the report tells."""
    act: Plover | None = None
    """The PLOVER type where the saying is itself the act."""


@dataclass(frozen=True, slots=True)
class ActorFacts:
    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    country: str | None
    key: str
    """Key across reports: the catalogue's where it knows the actor, else the folded name."""
    part_of: str | None
    """Key of the group that it belongs to."""
    own: str = ""
    """The report's own key, where the actor goes by another one in the case."""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    geonames_id: int | None
    where_prec: int | None
    radius_km: float | None
    basis: str | None
    geo_precision: int | None = None
    """As ACLED codes it."""


@dataclass(frozen=True, slots=True)
class SideFacts:
    role: Role
    actor: ActorFacts
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class TollFacts:
    """A toll as one speaker gives it; `of` is an actor's name, "civilians" or "unknown"."""

    harm: str
    """"killed" or "injured"."""
    of: str
    low: float | None
    best: float | None
    high: float | None
    hedge: Hedge
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class RivalFacts:
    """What another speaker of the same report says of one slot."""

    slot: str
    value: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event as one report tells it."""

    id: str
    report: str
    outlet: str | None
    published: str | None
    language: str | None
    plover: Plover
    mode: str | None
    acled: str | None
    ucdp: int | None
    status: EventStatus
    when: When | None
    when_told: tuple[Told, ...]
    where: PlaceFacts | None
    where_told: tuple[Told, ...]
    sides: tuple[SideFacts, ...]
    tolls: tuple[TollFacts, ...]
    targets: tuple[str, ...]
    means: tuple[str, ...]
    outcome: str | None
    count: tuple[float | None, float | None, float | None] | None
    """(low, high, best)"""
    parent: str | None
    rivals: tuple[RivalFacts, ...]
    told: tuple[Told, ...]
    words: str = field(repr=False)
    """The sentence or sentences that tell it."""
    start: int = 0
    end: int = 0
    recorded: int = 0
    """Number in the log; 0 where the dossier is in no case."""
    contexts: tuple[str, ...] = ()
    """PLOVER's."""


@dataclass(frozen=True, slots=True)
class ControlFacts:
    id: str
    report: str
    outlet: str | None
    published: str | None
    place: PlaceFacts
    actor: ActorFacts
    status: str
    extent: str | None
    when: When | None
    told: tuple[Told, ...]
    recorded: int = 0


@dataclass(frozen=True, slots=True)
class RelationFacts:
    id: str
    report: str
    outlet: str | None
    published: str | None
    subject: ActorFacts
    predicate: str
    object: ActorFacts
    when: When | None
    told: tuple[Told, ...]
    recorded: int = 0


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that one report tells, and the text that evidence points into."""

    report: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    text: str = field(repr=False)
    events: tuple[EventFacts, ...]
    control: tuple[ControlFacts, ...]
    relations: tuple[RelationFacts, ...]
    actors: tuple[ActorFacts, ...]
    places: tuple[PlaceFacts, ...]
    narrator: Told | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    """The "CITY (Agency) —" that opens it, as it stands there."""
    redactions: tuple[Redaction, ...] = ()
    """What is not shown of it here."""
    besides: tuple[tuple[str, int], ...] = ()
    """How many records of which kind it has besides events, claims, actors, places and sources."""
    dataset: str | None = None
    """Key of the dataset ("ucdp-ged") that it is an imported row of; None for a report."""
    row_id: str | None = None
    """The dataset's own id of the row's event."""
    row: Mapping[str, str] | None = field(default=None, repr=False)
    """The row's cells that are not empty, by column; None also where only an excerpt is shown."""


def facts_of(dossier: Dossier, recorded: int = 0) -> ReportFacts:
    """The facts of a dossier as it may be seen; `recorded` is its number in the case's log."""
    made = _Maker(dossier, recorded)
    document = dossier.document
    kept = kept_row(document)
    return ReportFacts(
        document.id,
        document.title,
        document.outlet,
        document.published.date,
        document.url,
        document.language,
        document.text,
        tuple(made.event(e) for e in dossier.events),
        tuple(made.control()),
        tuple(made.relations()),
        tuple(made.actors.values()),
        tuple(made.places.values()),
        byline=document.byline,
        dateline=document.dateline.text if document.dateline else None,
        besides=tuple((kind, n) for kind in BESIDES if (n := len(getattr(dossier, kind)))),
        dataset=document.dataset,
        row_id=event_id(document),
        row=kept[1] if kept is not None else None,
    )


class _Maker:
    """Follows the ids of one dossier."""

    def __init__(self, dossier: Dossier, recorded: int) -> None:
        self.dossier, self.recorded = dossier, recorded
        self.document: Document = dossier.document
        self.names: Names = names_of(dossier)
        keys = {a.id: actor_key(a) for a in dossier.actors}
        self.actors = {a.id: _actor(a, keys) for a in dossier.actors}
        self.places = {p.id: _place(p) for p in dossier.places}
        self.sources: dict[str, Source] = {s.id: s for s in dossier.sources}
        self.claims: dict[str, Claim] = {c.id: c for c in dossier.claims}

    def event(self, event: Event) -> EventFacts:
        where = self.places.get(event.where.place) if event.where else None
        count = event.count
        return EventFacts(
            event.id,
            self.document.id,
            self.document.outlet,
            self.document.published.date,
            self.document.language,
            event.coding.plover,
            event.coding.plover_mode,
            event.coding.acled,
            event.coding.ucdp,
            event.status,
            event.when,
            self.told(event.when.claims or event.claims, event.when.evidence) if event.when else (),
            where,
            self.told(event.where.claims or event.claims, event.where.evidence) if event.where else (),
            tuple(
                SideFacts(w.role, self.actors[w.actor], self.told(w.claims or event.claims, w.evidence))
                for w in event.who
                if w.actor in self.actors
            ),
            (*self._tolls("killed", event.deaths, event), *self._tolls("injured", event.injured, event)),
            tuple(t.what for t in event.targets),
            tuple(m.text for m in event.means),
            event.outcome.text if event.outcome else None,
            (count.low, count.high, count.best) if count else None,
            event.parent,
            tuple(RivalFacts(r.slot, r.value, self.told(r.claims, r.evidence)) for r in event.rivals),
            self.told(event.claims, event.evidence),
            self._sentence(event.evidence),
            min(e.start for e in event.evidence),
            max(e.end for e in event.evidence),
            self.recorded,
            event.coding.contexts,
        )

    def _tolls(self, harm: str, tolls: Sequence[Casualties], event: Event) -> Iterable[TollFacts]:
        for t in tolls:
            of = t.of if t.of in NOBODY else self.names.actor(t.of)
            yield TollFacts(harm, of, t.low, t.best, t.high, t.hedge, self.told(t.claims or event.claims, t.evidence))

    def control(self) -> Iterable[ControlFacts]:
        document = self.document
        for c in self.dossier.control:
            if c.place in self.places and c.actor in self.actors:
                place, actor = self.places[c.place], self.actors[c.actor]
                told = self.told(c.claims, c.evidence)
                yield ControlFacts(
                    c.id, document.id, document.outlet, document.published.date, place, actor, c.status, c.extent,
                    c.when, told, self.recorded,
                )  # fmt: skip

    def relations(self) -> Iterable[RelationFacts]:
        document = self.document
        for r in self.dossier.relations:
            if r.subject in self.actors and r.object in self.actors:
                subject, other = self.actors[r.subject], self.actors[r.object]
                told = self.told(r.claims, r.evidence)
                yield RelationFacts(
                    r.id, document.id, document.outlet, document.published.date, subject, r.predicate, other, r.when,
                    told, self.recorded,
                )  # fmt: skip

    def told(self, claims: Sequence[str], evidence: Sequence[Evidence]) -> tuple[Told, ...]:
        """Who says it; the report's own voice where no claim does. The quote is the value's own words."""
        quote = " … ".join(clean(e.quote) for e in evidence)
        start, end = min(e.start for e in evidence), max(e.end for e in evidence)
        known = self._beside_headlines([self.claims[c] for c in claims if c in self.claims])
        if not known:
            return (Told(None, "", "the report itself", "narrator", None, (), "asserted", None, quote, start, end),)
        return tuple(self._voice(c, quote, start, end) for c in known)

    def _beside_headlines(self, claims: list[Claim]) -> list[Claim]:
        """Without the headline where the text tells the same: it sums up what others say ("Army holds town: minister")
        and is no voice of its own."""
        return [c for c in claims if not self._is_headline(c)] or claims

    def _is_headline(self, claim: Claim) -> bool:
        source = self.sources.get(claim.source)
        sections = (self.document.section_at(e.start) for e in claim.content)
        narrated = source is None or source.kind == "narrator"
        return narrated and all(s is not None and s.kind == "title" for s in sections)

    def _voice(self, claim: Claim, quote: str, start: int, end: int) -> Told:
        source = self.sources.get(claim.source)
        speaks_for = self.actors.get(source.affiliation) if source and source.affiliation else None
        return Told(
            claim.id,
            claim.source,
            self.names.source(claim.source),
            source.kind if source else "narrator",
            speaks_for.key if speaks_for else None,
            tuple(self.names.source(v) for v in claim.via),
            claim.stance,
            claim.said.start if claim.said else None,
            quote,
            start,
            end,
            clean(source.role) if source and source.role else None,
            claim.act,
        )

    def _sentence(self, evidence: Sequence[Evidence]) -> str:
        """The paragraphs' lines around the evidence, for comparing words."""
        if self.document.dataset is not None:  # cells are no sentences
            return "; ".join(clean(e.quote) for e in evidence)
        text = self.document.text
        found: list[str] = []
        for e in evidence:
            section = self.document.section_at(e.start)
            low, high = (section.start, section.end) if section else (0, len(text))
            start = max(text.rfind(". ", low, e.start) + 1, low)
            end = text.find(". ", e.end, high)
            found.append(text[start : end + 1 if end >= 0 else high].strip())
        return " ".join(dict.fromkeys(found))


def actor_key(actor: Actor) -> str:
    """The key of an actor across reports: the catalogue's, else its kind-free folded name."""
    return actor.catalogue.get("key") or "name:" + " ".join(clean(actor.name).casefold().removeprefix("the ").split())


def _actor(actor: Actor, keys: dict[str, str]) -> ActorFacts:
    names = tuple(dict.fromkeys(clean(n) for n in (actor.name, *actor.aliases)))
    part_of = keys.get(actor.part_of) if actor.part_of else None
    return ActorFacts(
        actor.id, clean(actor.name), names, actor.kind, actor.country, actor_key(actor), part_of
    )  # fmt: skip


def _place(place: Place) -> PlaceFacts:
    return PlaceFacts(
        place.id, clean(place.name), place.kind, place.lat, place.lon, place.country, place.admin1,
        place.geonames_id, place.where_prec, place.radius_km, place.basis, place.geo_precision,
    )  # fmt: skip
