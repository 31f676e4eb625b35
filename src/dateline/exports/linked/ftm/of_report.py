"""One report as entities: the article, who is named in it, who stands how to whom, who holds what, and notes for all
that the model has no property for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline.case.facts import actor_key
from dateline.exports.linked.ftm.entity import Entity, entity_id, joined
from dateline.exports.linked.ftm.graph import (
    Graph,
    actor_kinds,
    address_of,
    fill_actor,
    fill_days,
    nameless,
    number_words,
    predicates,
)
from dateline.exports.linked.marking import media_type_of
from dateline.model.dossier import Dossier
from dateline.model.records import Actor, Place, Relation, Victim
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.render.words import check_word, clean, names_of

UNREAL: Final = frozenset({"planned", "possible", "denied"})
"""Status of events of which nobody says that they happened, or only somebody that they did not."""
NAMELESS: Final = "who is not named is no entity: others would be matched by the words for him"
NO_ENTITY: Final = "one of its ends is somebody who is not named"
ITSELF: Final = "the two ends of a link are one entity here"
OFFSETS: Final = "the model has no offsets; notes tell the characters of claims in words"
SOURCES: Final = "who says something is no entity; notes name them in words"
SHA1: Final = "contentHash holds SHA-1 alone; the notes of the article tell the SHA-256"
TOPIC: Final = "the model has no property for it; a note tells it in words"


def cited_words(evidence: Iterable[Evidence]) -> str:
    """The report's words, and where they stand."""
    return " … ".join(f"“{clean(e.quote)}” [characters {e.start} to {e.end}]" for e in evidence)


class OfReport:
    """The entities of one report."""

    def __init__(self, dossier: Dossier, graph: Graph) -> None:
        self._d, self._graph = dossier, graph
        self._document = dossier.document
        self._article = entity_id("report", dossier.document.id)
        self._names = names_of(dossier)
        self._actors: dict[str, Actor] = {a.id: a for a in dossier.actors if not nameless(a.name, a.kind, actor_key(a))}
        self._events = {e.id: e.status for e in dossier.events}
        self._places: dict[str, Place] = {p.id: p for p in dossier.places}

    def entities(self) -> Iterator[Entity]:
        """All of them: what others refer to comes first."""
        yield self._report()
        if not self._graph.of_case:
            for event in self._d.events:
                self._graph.index.read_by(event.id, event.origin.rule)
        for actor in self._d.actors:
            yield from self._actor(actor)
        for actor in self._actors.values():
            yield from self._part_of(actor)
        for relation in self._d.relations:
            yield from self._relation(relation)
        yield from self._control()
        for victim in self._d.victims:
            yield from self._victim(victim)
        yield from self._notes()
        self._tell()

    def _entity(self, schema: str, id_: str, rule: str, family: str = "") -> Entity:
        return self._graph.entity(schema, id_, rule, self._document, family)

    def _report(self) -> Entity:
        d, receipt = self._document, self._d.receipt
        schema = "Document" if d.dataset else "Article"  # a row of a dataset is no piece of media reporting
        made = self._entity(schema, self._article, "import" if d.dataset else "reading", "Article")
        if d.dataset:
            made.add("fileName", f"{d.dataset}, {d.file.part if d.file and d.file.part else d.id}")
        made.add("title", d.title)
        made.add("author", *d.byline)
        made.add("publisher", d.outlet)
        made.add("publishedAt", d.published.date)
        made.add("sourceUrl", d.url)
        made.add("language", d.language)
        made.add("mimeType", media_type_of(d))
        made.add("retrievedAt", d.file.captured if d.file else None)
        made.add("processingAgent", f"Dateline {receipt.dateline} ({receipt.engine})")
        made.add("notes", f"{d.id}; SHA-256 of the bytes read: {d.source_sha256}")
        made.add("locationMentioned", *(p.name for p in self._d.places))
        made.add("detectedCountry", *dict.fromkeys(p.country for p in self._d.places))
        made.add("bodyText", d.text)
        self._graph.losses.changed(made.id, "contentHash", d.source_sha256, SHA1)
        return made

    def _id(self, actor: Actor) -> str:
        return self._graph.actor_id(actor_key(actor), self._document.id)

    def _actor(self, actor: Actor) -> Iterator[Entity]:
        """The actor, where no report before told it, and its names here as mentions."""
        if actor.id not in self._actors:
            self._graph.losses.left_out(actor.id, NAMELESS)
            return
        id_, schema = self._id(actor), actor_kinds()[actor.kind][0]
        if self._graph.index.new(id_):
            made = self._entity(schema, id_, actor.origin.rule, "Actor")
            fill_actor(made, actor.name, actor.kind, actor.country)
            made.add("weakAlias", *(a for a in actor.aliases if clean(a) != clean(actor.name)))
            made.add("proof", self._article)
            yield made
        for name in dict.fromkeys(clean(n) for n in (actor.name, *actor.aliases)):
            mention = self._entity("Mention", entity_id("mention", self._document.id, id_, name), actor.origin.rule)
            mention.add("name", name)
            if mention.values and self._graph.index.new(mention.id):
                mention.add("document", self._article)
                mention.add("resolved", id_)
                mention.add("detectedSchema", schema)
                mention.add("contextCountry", actor.country)
                yield mention

    def _part_of(self, actor: Actor) -> Iterator[Entity]:
        group = self._actors.get(actor.part_of) if actor.part_of else None
        if group is None:
            return
        key = entity_id("link", self._document.id, "part of", actor.id, group.id)
        yield from self._link(key, "part of", "part of", actor, group, actor.mentions, (), None, actor.origin.rule)

    def _relation(self, relation: Relation) -> Iterator[Entity]:
        one, other = self._actors.get(relation.subject), self._actors.get(relation.object)
        if one is None or other is None:
            self._graph.losses.left_out(relation.id, NO_ENTITY)
            return
        yield from self._link(
            entity_id("link", self._document.id, relation.id), relation.id, relation.predicate, one, other,
            relation.evidence, relation.claims, relation.when, relation.origin.rule,
        )  # fmt: skip

    def _link(
        self, id_: str, record: str, predicate: str, one: Actor, other: Actor, evidence: Sequence[Evidence],
        claims: Sequence[str], when: When | None, rule: str,
    ) -> Iterator[Entity]:  # fmt: skip
        """A membership where the other end is an organisation, an association between two persons, else a link."""
        role, member = predicates().get(predicate, (predicate, True))
        ends = self._id(one), self._id(other)
        if ends[0] == ends[1]:
            self._graph.losses.left_out(record, ITSELF)
            return
        schemata = actor_kinds()[one.kind][0], actor_kinds()[other.kind][0]
        if member and schemata[1] in {"Organization", "PublicBody", "Company"}:
            made = self._entity("Membership", id_, rule)
            made.add("member", ends[0])
            made.add("organization", ends[1])
            made.add("role", role)
        elif schemata == ("Person", "Person"):
            made = self._entity("Associate", id_, rule)
            made.add("person", ends[0])
            made.add("associate", ends[1])
            made.add("relationship", role)
        else:
            made = self._entity("UnknownLink", id_, rule)
            made.add("subject", ends[0])
            made.add("object", ends[1])
            made.add("role", role)
        self._told(made, record, evidence, claims, when)
        if self._graph.index.new(id_):
            yield made

    def _told(
        self, made: Entity, record: str, evidence: Sequence[Evidence], claims: Sequence[str], when: When | None
    ) -> None:
        """What every link tells: its words, its report, its claims, its days."""
        made.add("recordId", *([record] if "-" in record else []), *claims)
        made.add("proof", self._article)
        made.add("publisher", self._document.outlet)
        made.add("description", cited_words(evidence))
        if when is not None:
            fill_days(made, when.start, when.end, when.precision)
            made.add("summary", f"when: “{clean(when.text)}” ({when.precision})" if when.text else None)

    def _control(self) -> Iterator[Entity]:
        for control in self._d.control:
            actor, place = self._actors.get(control.actor), self._places.get(control.place)
            if actor is None or place is None:
                self._graph.losses.left_out(control.id, NO_ENTITY)
                continue
            where, address = self._place(place)
            yield from address
            made = self._entity("UnknownLink", entity_id("link", self._document.id, control.id), control.origin.rule)
            made.add("subject", self._id(actor))
            made.add("object", where)
            made.add("role", control.status)
            made.add("status", control.extent)
            self._told(made, control.id, control.evidence, control.claims, control.when)
            yield made

    def _place(self, p: Place) -> tuple[str, list[Entity]]:
        """The id of a place, and its address where none was written."""
        id_, remarks = address_of(
            clean(p.name), p.lat, p.lon, p.country, p.admin1, p.where_prec, p.radius_km, p.basis
        )  # fmt: skip
        if not self._graph.index.new(id_):
            return id_, []
        made = self._entity("Address", id_, p.origin.rule)
        fill_address(made, p.name, p.lat, p.lon, p.country, p.admin1, remarks)
        return id_, [made]

    def _victim(self, victim: Victim) -> Iterator[Entity]:
        if nameless(victim.name):
            self._graph.losses.left_out(victim.id, NAMELESS)
            return
        id_ = entity_id("victim", self._document.id, victim.id)
        age = f"{victim.age} years old" if victim.age is not None else None
        made = self._entity("Person", id_, victim.origin.rule, "Person")
        made.add("name", victim.name)
        made.add("notes", joined([victim.harm, f"status: {victim.status}", age, victim.sex]))
        made.add("proof", self._article)
        yield made
        yield self._note(victim.id, victim.harm, cited_words(victim.evidence), victim.origin.rule, id_)
        event = self._event_of(victim.event)
        if event is not None:
            link = self._entity("UnknownLink", entity_id("link", id_, event), victim.origin.rule)
            link.add("subject", id_)
            link.add("object", event)
            link.add("role", victim.harm)
            self._told(link, victim.id, victim.evidence, victim.claims, None)
            yield link

    def _event_of(self, account: str | None) -> str | None:
        """Id of the entity that an event of this report became; None where it was left out, or is no event."""
        if account is None or self._graph.of_case:
            return self._graph.index.event_of(account) if account else None
        return entity_id("event", account) if self._events.get(account, "denied") not in UNREAL else None

    def _note(self, record: str, what: str, words: str, rule: str, *about: str) -> Entity:
        made = self._entity("Note", entity_id("note", self._document.id, record, *about), rule)
        made.add("entity", *about)
        made.add("summary", what)
        made.add("description", words)
        made.add("proof", self._article)
        made.add("keywords", record)
        return made

    def _notes(self) -> Iterator[Entity]:
        """Claims, amounts, media and findings: the model has no schema for them."""
        for c in self._d.claims:
            via = ", ".join(self._names.source(v) for v in c.via)
            who = joined([self._names.source(c.source), f"via {via}" if via else None, c.stance])
            yield self._note(c.id, "claim", f"{who}: {cited_words(c.content)}", c.origin.rule, self._article)
        for a in self._d.amounts:
            told = f"{number_words(a.low, a.high, a.best, a.hedge)} {a.unit}: {cited_words(a.evidence)}"
            about = self._event_of(a.of)
            yield self._note(a.id, a.what, told, a.origin.rule, about or self._article)
        for m in self._d.media:
            told = joined([m.kind, m.credit, cited_words(m.evidence)])
            yield self._note(m.id, m.kind, told, m.origin.rule, self._article)
        for f in self._d.findings:
            told = f"{f.verdict}, {f.severity}: {f.message} {cited_words(f.evidence)}"
            yield self._note(f.id, f"check: {check_word(f)}", told, f.origin.rule, self._article)

    def _tell(self) -> None:
        losses, report = self._graph.losses, self._document.id
        losses.dropped(report, "mentions", sum(len(a.mentions) for a in self._d.actors), OFFSETS)
        for name in ("claims", "amounts", "media", "findings"):
            if found := getattr(self._d, name):
                losses.changed(report, name, len(found), TOPIC)
        if self._d.sources:
            losses.changed(report, "sources", len(self._d.sources), SOURCES)


def fill_address(
    made: Entity, name: str, lat: float | None, lon: float | None, country: str | None, admin1: str | None, remarks: str
) -> None:
    """A place as an address."""
    made.add("full", joined([clean(name)]) if country is None else f"{clean(name)}, {country}")
    made.add("name", name)
    made.add("region", admin1)
    made.add("country", country)
    made.add("latitude", lat)
    made.add("longitude", lon)
    made.add("remarks", remarks)
