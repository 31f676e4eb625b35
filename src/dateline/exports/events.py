"""Events and their tolls as rows. Each value stands beside its quote and whoever says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from dateline.codebook.tables import acled_types
from dateline.exports.view import Row, View, dates, made, quote
from dateline.model.records import Casualties, Event
from dateline.model.vocabulary import Role
from dateline.render.words import quantity

NOBODY = frozenset({"civilians", "unknown"})
"""What a toll may be of besides an actor."""


def event_rows(view: View) -> Iterator[Row]:
    """One row an event."""
    for event in view.shown.dossier.events:
        yield {
            "event_id": event.id,
            "status": event.status,
            **_coding(event),
            "quote": quote(event.evidence),
            "sources": view.sayers(event.claims),
            **_who(event, view),
            **dates("date", event.when),
            "date_source": view.sayers(event.when.claims, event.claims) if event.when else [],
            **_where(event, view),
            **_toll("deaths", event.deaths, event, view),
            **_toll("injured", event.injured, event, view),
            **_fittings(event, view),
            **_rivals(event, view),
            "checks": _checks(event, view),
            "part_of": event.parent,
            "claim_ids": list(event.claims),
            **made(event, event.evidence),
        }


def _coding(event: Event) -> Row:
    pair = acled_types().get(event.coding.acled or "")
    return {
        "plover": event.coding.plover,
        "plover_mode": event.coding.plover_mode,
        "contexts": list(event.coding.contexts),
        "acled_event_type": pair.event_type if pair else event.coding.acled,
        "acled_sub_event_type": pair.sub_event_type if pair else None,
        "ucdp_type": event.coding.ucdp,
    }


def _who(event: Event, view: View) -> Row:
    row: Row = {}
    for role in get_args(Role):
        those = [w for w in event.who if w.role == role]
        row[role] = [view.names.actor(w.actor) for w in those]
        row[f"{role}_quote"] = [quote(w.evidence) or "" for w in those]
        row[f"{role}_source"] = [view.sayer(w.claims, event.claims) for w in those]
        row[f"{role}_ids"] = [w.actor for w in those]
    return row


def _where(event: Event, view: View) -> Row:
    where = event.where
    place = view.places.get(where.place) if where else None
    return {
        "place": view.place(where.place) if where else None,
        "place_quote": quote(where.evidence) if where else None,
        "place_source": view.sayers(where.claims, event.claims) if where else [],
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "where_prec": place.where_prec if place else None,
        "geo_precision": place.geo_precision if place else None,
        "radius_km": place.radius_km if place else None,
        "place_basis": place.basis if place else None,
        "place_id": where.place if where else None,
    }


def _toll(column: str, tolls: tuple[Casualties, ...], event: Event, view: View) -> Row:
    """All tolls in words, and the first one in figures."""
    first = tolls[0] if tolls else None
    return {
        column: [f"{told(toll)} ({of(toll, view)})" if toll.of != "unknown" else told(toll) for toll in tolls],
        f"{column}_low": first.low if first else None,
        f"{column}_best": first.best if first else None,
        f"{column}_high": first.high if first else None,
        f"{column}_hedge": first.hedge if first else None,
        f"{column}_of": of(first, view) if first else None,
        f"{column}_quote": quote(first.evidence) if first else None,
        f"{column}_source": view.sayers(first.claims, event.claims) if first else [],
        f"{column}_tolls": len(tolls) or None,
    }


def told(toll: Casualties) -> str:
    """The toll in words."""
    return quantity(toll.low, toll.high, toll.best, toll.hedge)


def of(toll: Casualties, view: View) -> str:
    """Whose toll it is."""
    return toll.of if toll.of in NOBODY else view.names.actor(toll.of)


def _fittings(event: Event, view: View) -> Row:
    """What was hit, with what, how it ended, how often."""
    says, count, outcome = view.sayers(event.claims), event.count, event.outcome
    return {
        "targets": [t.what for t in event.targets],
        "targets_quote": [quote(t.evidence) or "" for t in event.targets],
        "targets_source": says if event.targets else [],
        "means": [m.text for m in event.means],
        "means_quote": [quote(m.evidence) or "" for m in event.means],
        "means_source": says if event.means else [],
        "outcome": outcome.text if outcome else None,
        "outcome_quote": quote(outcome.evidence) if outcome else None,
        "outcome_source": says if outcome else [],
        "count_low": count.low if count else None,
        "count_best": count.best if count else None,
        "count_high": count.high if count else None,
    }


def _rivals(event: Event, view: View) -> Row:
    return {
        "rivals": [f"{r.slot}: {r.value}" for r in event.rivals],
        "rivals_quote": [quote(r.evidence) or "" for r in event.rivals],
        "rivals_source": [view.sayer(r.claims) for r in event.rivals],
    }


def _checks(event: Event, view: View) -> list[str]:
    """What the checks say of the event or its place, where they do not agree."""
    about = [event.id, *([event.where.place] if event.where else [])]
    found = [f for id_ in about for f in view.findings.get(id_, [])]
    return list(dict.fromkeys(f"{f.verdict}: {f.check}" for f in found))


def toll_rows(view: View) -> Iterator[Row]:
    """One row a toll, killed before injured, in the order of the events."""
    for event in view.shown.dossier.events:
        for harm, tolls in (("killed", event.deaths), ("injured", event.injured)):
            for n, toll in enumerate(tolls, 1):
                yield {
                    "toll_id": f"{event.id}/{harm}/{n}",
                    "event_id": event.id,
                    "harm": harm,
                    "toll": told(toll),
                    "low": toll.low,
                    "best": toll.best,
                    "high": toll.high,
                    "hedge": toll.hedge,
                    "of": of(toll, view),
                    "quote": quote(toll.evidence),
                    "source": view.sayers(toll.claims, event.claims),
                    "of_id": None if toll.of in NOBODY else toll.of,
                    "claim_ids": list(toll.claims or event.claims),
                    **made(event, toll.evidence),
                }
