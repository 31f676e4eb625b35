"""schema.org claims: one JSON-LD document a line, first each report as a NewsArticle, then what is claimed in it.

Never a ClaimReview: that is a human's verdict, and nobody has given one. A claim that its speaker denies, doubts, plans
or demands is told with the words that say so; where it cannot be, it is left out, for a reader of `text` would take it
for what the speaker says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from dateline.exports.format import Format, Mapped, Told
from dateline.exports.linked.lines import line
from dateline.exports.linked.names import TERMS, day, digest_iri, instant, url_of, urn
from dateline.exports.linked.reports import reports_of
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.records import Claim, Event, Source
from dateline.render.words import Names, clean, names_of

CONTEXT: Final = "https://schema.org"
APART: Final = 400
"""Characters that may lie between the words of a claim and those that say who says it, and how."""
PLAIN: Final = "asserted"
WITHIN: Final = frozenset({"possible", "intended", "demanded"})
"""Stances that the words of a claim mostly tell themselves ("may", "plans to", "must")."""
UNSAYABLE: Final = "its words alone would say what the speaker denies or only alleges, and no words near them tell so"
AUTHOR_OF_ALL: Final = "schema.org has no way to say who passes on what another said, but for the first appearance"
OFFSETS: Final = "schema.org has no place for offsets into a text"
STANCE: Final = "schema.org has no stance; it stands among the keywords, and the words are told from where they say it"
RECORDS: Final = "schema.org's Claim tells who claims what, not what it is about in numbers, sides and places"
KINDS: Final[Mapping[str, str]] = {
    "named": "Person",
    "anonymous": "Person",
    "organisation": "Organization",
    "media": "Organization",
    "group": "Organization",
}
"""Who claims: schema.org knows persons and organisations; people of a group ("residents") are the latter. A document
(a video, a letter) is where a claim first appeared, not who makes it."""
COLUMNS: Final = (
    "NewsArticle.@id", "NewsArticle.headline", "NewsArticle.url", "NewsArticle.datePublished", "NewsArticle.dateline",
    "NewsArticle.author", "NewsArticle.publisher", "NewsArticle.inLanguage", "NewsArticle.identifier",
    "NewsArticle.isPartOf", "Claim.@id", "Claim.text", "Claim.author", "Claim.appearance", "Claim.firstAppearance",
    "Claim.claimInterpreter", "Claim.datePublished", "Claim.dateCreated", "Claim.inLanguage", "Claim.keywords",
    "Claim.isPartOf", "Claim.about",
)  # fmt: skip
Node = dict[str, Any]


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the reports and their claims, a document a line."""
    n = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        for dossier in reports_of(material, losses):
            for node in nodes_of(dossier, losses):
                stream.write(line(node))
                n += 1
            told(n)
    return n


def nodes_of(dossier: Dossier, losses: Losses) -> Iterator[Node]:
    """One report and its claims."""
    report = _Report(dossier, losses)
    yield report.article()
    for claim in dossier.claims:
        made = report.claim(claim)
        if made is not None:
            yield made
    report.tell()


class _Report:
    def __init__(self, dossier: Dossier, losses: Losses) -> None:
        self._d, self._losses = dossier, losses
        self._document: Document = dossier.document
        self._names: Names = names_of(dossier)
        self._sources = {s.id: s for s in dossier.sources}
        self._id = urn(self._document.id)
        self._published = instant(self._document.published.date) or day(self._document.published.date)
        self._kind = "CreativeWork" if dossier.document.dataset else "NewsArticle"
        self._article = self._made()
        self._about: dict[str, list[Event]] = {}
        for event in dossier.events:
            for claim in dict.fromkeys(event.claims):
                self._about.setdefault(claim, []).append(event)

    def article(self) -> Node:
        """The report."""
        return self._article

    def _made(self) -> Node:
        d = self._document
        return _told({
            "@context": CONTEXT,
            "@type": self._kind,
            "@id": self._id,
            "headline": clean(d.title) if d.title else None,
            "url": url_of(d.url),
            "datePublished": self._published,
            "dateline": clean(d.dateline.text) if d.dateline and not d.dataset else None,
            "isPartOf": {"@type": "Dataset", "name": d.dataset} if d.dataset else None,
            "author": [{"@type": "Person", "name": clean(name)} for name in d.byline] or None,
            "publisher": {"@type": "Organization", "name": clean(d.outlet)} if d.outlet else None,
            "inLanguage": d.language,
            "identifier": digest_iri(d.source_sha256),
        })  # fmt: skip

    def claim(self, claim: Claim) -> Node | None:
        """A claim, or None where its words alone would mislead."""
        words = self._words(claim)
        if words is None:
            self._losses.left_out(claim.id, UNSAYABLE)
            return None
        if claim.stance != PLAIN:
            self._losses.changed(claim.id, "stance", claim.stance, STANCE)
        receipt, said = self._d.receipt, claim.said
        reader = f"read by Dateline {receipt.dateline}, rule {claim.origin.engine}: {claim.origin.rule}"
        return _told({
            "@context": CONTEXT,
            "@type": "Claim",
            "@id": urn(claim.id),
            "text": words,
            "author": self._author(claim),
            "appearance": _told({"@type": self._kind, "@id": self._id, "url": url_of(self._document.url)}),
            "firstAppearance": self._first(claim),
            "claimInterpreter": {"@type": "Organization", "name": "Dateline", "description": reader},
            "datePublished": self._published,
            "dateCreated": day(said.start) if said and said.precision == "day" and said.start == said.end else None,
            "inLanguage": self._document.language,
            "keywords": self._keywords(claim),
            "isPartOf": {"@type": "Claim", "@id": urn(claim.inside)} if claim.inside else None,
            "about": [_event(e) for e in self._about.get(claim.id, [])] or None,
        })  # fmt: skip

    def _words(self, claim: Claim) -> str | None:
        """The words of the claim; with those that tell its stance, where it is more than said."""
        alone = " … ".join(clean(e.quote) for e in claim.content)
        if claim.stance == PLAIN:
            return alone
        if claim.cue is None:
            return alone if claim.stance in WITHIN else None
        start = min(claim.cue.start, *(e.start for e in claim.content))
        end = max(claim.cue.end, *(e.end for e in claim.content))
        if end - start > sum(e.end - e.start for e in (claim.cue, *claim.content)) + APART:
            return None
        return clean(self._document.text[start:end])

    def _author(self, claim: Claim) -> Node | list[Node] | None:
        """Who claims it. The report's own voice is the outlet's, else that of whoever wrote the report."""
        source = self._sources.get(claim.source)
        if source is not None and source.kind != "narrator":
            return self._source(source)
        made: Node | list[Node] | None = self._article.get("publisher") or self._article.get("author")
        return made

    def _source(self, source: Source) -> Node | None:
        kind = KINDS.get(source.kind)
        if kind is None:
            return None
        speaks_for = self._names.actors.get(source.affiliation) if source.affiliation else None
        group = {"@type": "Organization", "name": speaks_for} if speaks_for and kind == "Person" else None
        name = self._names.source(source.id)
        return _told({"@type": kind, "@id": urn(source.id), "name": name, "affiliation": group})

    def _first(self, claim: Claim) -> Node | None:
        """Where it was first said, as far as the report tells: in what it passes on, else in the report itself."""
        source = self._sources.get(claim.source)
        if claim.via:
            last = self._sources.get(claim.via[-1])
            if last is None or last.kind not in {"media", "document"}:
                return None
            name = self._names.source(last.id)
            if last.kind == "document":
                return {"@type": "CreativeWork", "name": name}
            return {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": name}}
        if source is not None and source.kind == "document":
            return {"@type": "CreativeWork", "@id": urn(source.id), "name": self._names.source(source.id)}
        return {"@type": self._kind, "@id": self._id}

    def _keywords(self, claim: Claim) -> list[Node]:
        told = [("stance", claim.stance)] + ([("act", claim.act)] if claim.act else [])
        return [{"@type": "DefinedTerm", "name": value, "inDefinedTermSet": TERMS + name} for name, value in told]

    def tell(self) -> None:
        """What schema.org has no place for, by report."""
        d, report = self._d, self._document.id
        if d.claims:
            self._losses.dropped(report, "claims: offsets", len(d.claims), OFFSETS)
        if passed := sum(1 for c in d.claims if c.via):
            self._losses.changed(report, "claims: via", passed, AUTHOR_OF_ALL)
        for name in ("events", "relations", "control", "victims", "amounts", "media", "findings"):
            if found := getattr(d, name):
                self._losses.dropped(report, name, len(found), RECORDS)


def _event(event: Event) -> Node:
    """What a claim is about: the event's id and kind; its day where it is one."""
    when = event.when
    one_day = day(when.start) if when and when.precision == "day" and when.start == when.end else None
    return _told({
        "@type": "Event", "@id": urn(event.id), "name": " … ".join(clean(e.quote) for e in event.evidence),
        "startDate": one_day,
    })  # fmt: skip


def _told(node: Node) -> Node:
    """The node without what is not known."""
    return {key: value for key, value in node.items() if value is not None}


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("claims", COLUMNS)


FORMAT: Final = Format(
    name="claims",
    title="schema.org claims",
    suffix=".jsonl",
    media_type="application/jsonl",
    standard="schema.org 30.0, Claim and NewsArticle (https://schema.org/Claim)",
    summary="who claims what, where it appeared: JSON-LD for fact-checkers and search, a document a line",
    write=write,
    mapping=mapping,
)
