"""Every record but events and tolls as rows: claims, sources, actors, places, statements of control and the rest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from dateline.exports.view import Row, View, dates, made, quote
from dateline.model.span import Evidence
from dateline.render.words import quantity


def claim_rows(view: View) -> Iterator[Row]:
    """One row a claim."""
    for claim in view.shown.dossier.claims:
        source = view.names.sources.get(claim.source)
        holder = view.claims.get(claim.inside) if claim.inside else None
        yield {
            "claim_id": claim.id,
            "source": view.names.source(claim.source),
            "source_kind": source.kind if source else None,
            "via": [view.names.source(id_) for id_ in claim.via],
            "inside": quote(holder.content) if holder else None,
            "stance": claim.stance,
            "quoted": yes(told=claim.quoted),
            "cue": claim.cue.quote if claim.cue else None,
            "content": quote(claim.content),
            **dates("said", claim.said),
            "act": claim.act,
            "to": view.actor(claim.to),
            "source_id": claim.source,
            "via_ids": list(claim.via),
            "inside_id": claim.inside,
            "to_id": claim.to,
            **made(claim, claim.content),
        }


def source_rows(view: View) -> Iterator[Row]:
    """One row a source."""
    says = Counter(claim.source for claim in view.shown.dossier.claims)
    for source in view.shown.dossier.sources:
        anonymity = source.anonymity
        yield {
            "source_id": source.id,
            "source": view.names.source(source.id),
            "kind": source.kind,
            "name": source.name,
            "description": source.description,
            "role": source.role,
            "affiliation": view.actor(source.affiliation),
            "protect": yes(told=source.protect),
            "anonymity_reason": anonymity.reason if anonymity else None,
            "anonymity_quote": quote(anonymity.evidence) if anonymity else None,
            **mentions(source.mentions),
            "claim_count": says[source.id],
            "affiliation_id": source.affiliation,
            **made(source, source.mentions),
        }


def actor_rows(view: View) -> Iterator[Row]:
    """One row an actor."""
    for actor in view.shown.dossier.actors:
        yield {
            "actor_id": actor.id,
            "name": actor.name,
            "aliases": list(actor.aliases),
            "kind": actor.kind,
            "country": actor.country,
            "part_of": view.actor(actor.part_of),
            **mentions(actor.mentions),
            "catalogue": [f"{key}: {value}" for key, value in sorted(actor.catalogue.items())],
            "part_of_id": actor.part_of,
            **made(actor, actor.mentions),
        }


def place_rows(view: View) -> Iterator[Row]:
    """One row a place."""
    for place in view.shown.dossier.places:
        yield {
            "place_id": place.id,
            "name": place.name,
            "kind": place.kind,
            "lat": place.lat,
            "lon": place.lon,
            "country": place.country,
            "admin1": place.admin1,
            "where_prec": place.where_prec,
            "geo_precision": place.geo_precision,
            "radius_km": place.radius_km,
            "basis": place.basis,
            "geonames_id": place.geonames_id,
            "geometry": place.geometry,
            **mentions(place.mentions),
            **made(place, place.mentions),
        }


def control_rows(view: View) -> Iterator[Row]:
    """One row a statement of who holds a place."""
    for held in view.shown.dossier.control:
        yield {
            "control_id": held.id,
            "place": view.place(held.place),
            "actor": view.actor(held.actor),
            "status": held.status,
            "extent": held.extent,
            **dates("date", held.when),
            "place_id": held.place,
            "actor_id": held.actor,
            **stated(held.evidence, held.claims, view),
            **made(held, held.evidence),
        }


def relation_rows(view: View) -> Iterator[Row]:
    """One row a relation."""
    for relation in view.shown.dossier.relations:
        yield {
            "relation_id": relation.id,
            "subject": view.actor(relation.subject),
            "predicate": relation.predicate,
            "object": view.actor(relation.object),
            **dates("date", relation.when),
            "subject_id": relation.subject,
            "object_id": relation.object,
            **stated(relation.evidence, relation.claims, view),
            **made(relation, relation.evidence),
        }


def victim_rows(view: View) -> Iterator[Row]:
    """One row a person named as harmed."""
    for victim in view.shown.dossier.victims:
        yield {
            "victim_id": victim.id,
            "name": victim.name,
            "age": victim.age,
            "sex": victim.sex,
            "status": victim.status,
            "harm": victim.harm,
            "protect": yes(told=victim.protect),
            "event_id": victim.event,
            **stated(victim.evidence, victim.claims, view),
            **made(victim, victim.evidence),
        }


def amount_rows(view: View) -> Iterator[Row]:
    """One row a number."""
    for amount in view.shown.dossier.amounts:
        yield {
            "amount_id": amount.id,
            "what": amount.what,
            "amount": quantity(amount.low, amount.high, amount.best, amount.hedge),
            "low": amount.low,
            "best": amount.best,
            "high": amount.high,
            "hedge": amount.hedge,
            "unit": amount.unit,
            "of": view.name(amount.of) if amount.of else None,
            "of_id": amount.of,
            **stated(amount.evidence, amount.claims, view),
            **made(amount, amount.evidence),
        }


def media_rows(view: View) -> Iterator[Row]:
    """One row a video or photo."""
    for media in view.shown.dossier.media:
        yield {
            "media_id": media.id,
            "kind": media.kind,
            "credit": media.credit,
            **dates("taken", media.taken),
            "place": view.place(media.where),
            "quote": quote(media.evidence),
            "shows_ids": list(media.shows),
            "place_id": media.where,
            **made(media, media.evidence),
        }


def finding_rows(view: View) -> Iterator[Row]:
    """One row a finding."""
    for finding in view.shown.dossier.findings:
        yield {
            "finding_id": finding.id,
            "verdict": finding.verdict,
            "check": finding.check,
            "severity": finding.severity,
            "message": finding.message,
            "figures": [f"{key}: {figure(value)}" for key, value in finding.figures.items()],
            "about": [name for name in map(view.name, finding.about) if name],
            "quote": quote(finding.evidence),
            "about_ids": list(finding.about),
            **made(finding, finding.evidence),
        }


def figure(value: object) -> str:
    """A figure of a finding as text; lists and null as JSON writes them."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def mentions(evidence: tuple[Evidence, ...]) -> Row:
    """The words of the mentions, each once, and how many mentions there are."""
    return {"mentions": list(dict.fromkeys(e.quote for e in evidence)), "mention_count": len(evidence)}


def stated(evidence: tuple[Evidence, ...], claims: Iterable[str], view: View) -> Row:
    """The words of a record, who says so, and in which claims."""
    ids = list(claims)
    return {"quote": quote(evidence), "source": view.sayers(ids), "claim_ids": ids}


def yes(*, told: bool) -> str:
    """A yes or no in words: spreadsheet programs translate true and false."""
    return "yes" if told else "no"
