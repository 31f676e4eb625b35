"""What PROV says of one report: what was read, by what, with what, and which record came of it by which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from dateline.exports.linked.names import digest_iri, url_of
from dateline.exports.linked.once import Once
from dateline.exports.linked.prov.statements import Iri, Name, Statement, Value, element, record, relation, term
from dateline.model.dossier import Dossier
from dateline.model.records import Claim, Event, Source
from dateline.model.span import Evidence
from dateline.render.words import Names, names_of

SOFTWARE: Final = Name("prov:SoftwareAgent")
QUOTATION: Final = Name("prov:Quotation")
Labelled = tuple[str, str, Callable[[Any, Names], str]]


def _words(evidence: Iterable[Evidence]) -> str:
    return " … ".join(e.quote for e in evidence)


RECORDS: Final[tuple[Labelled, ...]] = (
    ("Actor", "actors", lambda r, names: r.name),
    ("Place", "places", lambda r, names: r.name),
    ("Claim", "claims", lambda r, names: _words(r.content)),
    ("Event", "events", lambda r, names: _words(r.evidence)),
    ("Victim", "victims", lambda r, names: r.name),
    ("Relation", "relations", lambda r, names: f"{names.actor(r.subject)} {r.predicate} {names.actor(r.object)}"),
    ("Control", "control", lambda r, names: f"{names.actor(r.actor)} {r.status} {names.place(r.place)}"),
    ("Amount", "amounts", lambda r, names: _words(r.evidence)),
    ("Media", "media", lambda r, names: _words(r.evidence)),
    ("Finding", "findings", lambda r, names: r.message),
)
"""Kinds of records that are entities, their list in the dossier, and what each is called. Sources are agents."""


class OfReport:
    """The statements of one report. `met` holds what was said of things that several reports share."""

    def __init__(self, dossier: Dossier, met: Once) -> None:
        self._dossier, self._met = dossier, met
        self._names = names_of(dossier)
        self._report = record(dossier.document.id)
        receipt = dossier.receipt
        self._reading = record(f"reading-{dossier.document.id}")
        self._software = record(f"software-{receipt.dateline}-{receipt.engine}")

    def statements(self) -> Iterator[Statement]:
        """All of them: the report, the reading, who had a hand in it, then record by record."""
        yield self._document()
        yield element(
            "activity", self._reading, ("prov:type", term("Reading")), ("v:engine", self._dossier.receipt.engine)
        )
        yield relation("used", self._reading, self._report)
        yield from self._agents()
        for source in self._dossier.sources:
            yield self._source(source)
        for kind, name, label in RECORDS:
            for made in getattr(self._dossier, name):
                yield from self._record(kind, made, label(made, self._names))
        for claim in self._dossier.claims:
            yield from self._claim(claim)
        for event in self._dossier.events:
            yield from self._event(event)

    def _document(self) -> Statement:
        d = self._dossier.document
        address, digest = url_of(d.url), digest_iri(d.source_sha256)
        return element(
            "entity", self._report, ("prov:type", term("Row" if d.dataset else "Report")), ("prov:label", d.title),
            ("prov:location", Iri(address) if address else None), ("v:source", Iri(digest) if digest else None),
            ("v:outlet", d.outlet), ("v:published", d.published.date), ("v:publishedBasis", d.published.basis),
            ("v:language", d.language), ("v:captured", d.file.captured if d.file else None),
        )  # fmt: skip

    def _agents(self) -> Iterator[Statement]:
        """The program, its models and gazetteer as agents of the reading, the codebook as the plan that it follows."""
        receipt = self._dossier.receipt
        plan = record(f"codebook-{receipt.codebook}")
        if self._met.new(plan):
            yield element("entity", plan, ("prov:type", Name("prov:Plan")), ("prov:label", receipt.codebook))
        yield from self._agent(self._software, f"Dateline {receipt.dateline} ({receipt.engine})", "Program")
        yield relation("wasAssociatedWith", self._reading, self._software, plan)
        hands = [(f"model-{m.name}-{m.version}", f"{m.name} {m.version}", "Model", m.sha256) for m in receipt.models]
        g = receipt.gazetteer
        hands.append((f"gazetteer-{g.name}-{g.version}", f"{g.name} {g.version}", "Gazetteer", None))
        for id_, label, what, sha256 in hands:
            digest = digest_iri(sha256) if sha256 else None
            yield from self._agent(record(id_), label, what, ("v:digest", Iri(digest) if digest else None))
            yield relation("wasAssociatedWith", self._reading, record(id_))
            yield relation("actedOnBehalfOf", record(id_), self._software, self._reading)

    def _agent(self, id_: str, label: str, what: str, *more: tuple[str, Value | None]) -> Iterator[Statement]:
        if self._met.new(id_):
            yield element(
                "agent", id_, ("prov:type", SOFTWARE), ("prov:type", term(what)), ("prov:label", label), *more
            )

    def _source(self, source: Source) -> Statement:
        """Whoever speaks in the report, as an agent: what it says is attributed to it."""
        kinds = {"named": "prov:Person", "anonymous": "prov:Person", "organisation": "prov:Organization"}
        kind = kinds.get(source.kind)
        return element(
            "agent", record(source.id), ("prov:type", Name(kind) if kind else None), ("prov:type", term("Source")),
            ("prov:label", self._names.source(source.id)), ("v:kind", source.kind),
        )  # fmt: skip

    def _record(self, kind: str, made: Any, label: str) -> Iterator[Statement]:
        id_, origin = record(made.id), made.origin
        rule = record(f"rule-{self._dossier.receipt.dateline}-{origin.engine}-{origin.rule}")
        yield element("entity", id_, ("prov:type", term(kind)), ("prov:label", label))
        yield relation("wasGeneratedBy", id_, self._reading)
        quoted = isinstance(made, Claim) and made.quoted
        told = (("prov:type", QUOTATION if quoted else None),)
        yield relation("wasDerivedFrom", id_, self._report, self._reading, told=told)
        for agent in self._agent(rule, f"{origin.engine}: {origin.rule}", "Rule"):
            yield agent
            yield relation("actedOnBehalfOf", rule, self._software)
        yield relation("wasAttributedTo", id_, rule, told=(("prov:type", term("readBy")),))

    def _claim(self, claim: Claim) -> Iterator[Statement]:
        """Who says it, who passes it on, and the claim that it stands in."""
        yield relation(
            "wasAttributedTo", record(claim.id), record(claim.source),
            told=(("prov:type", term("saidBy")), ("v:stance", claim.stance)),
        )  # fmt: skip
        for via in claim.via:
            yield relation("wasAttributedTo", record(claim.id), record(via), told=(("prov:type", term("passedOnBy")),))
        if claim.inside:
            yield relation(
                "wasDerivedFrom", record(claim.id), record(claim.inside), told=(("prov:type", term("inside")),)
            )

    def _event(self, event: Event) -> Iterator[Statement]:
        """The claims that state it."""
        for claim in dict.fromkeys(event.claims):
            yield relation("wasDerivedFrom", record(event.id), record(claim), told=(("prov:type", term("statedBy")),))
