"""Persons named as harmed: one record each, tied to the event that harmed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.extract.context import Context
from dateline.extract.hidden_victims import HiddenVictims
from dateline.extract.victim_finding import Harmed, from_events, from_lists, from_verbs
from dateline.extract.victim_lists import Row, rows_of
from dateline.extract.victim_words import OF_AGE, age_of, protect, sex_of, status_of
from dateline.model.origin import by_rule
from dateline.model.records import Event, Victim

BY_FORCE = frozenset({"killed", "detained"})
"""Harms that a list of names tells though no event is told."""


def extract_victims(context: Context, events: Iterable[tuple[Event, str]]) -> tuple[Victim, ...]:
    """Victim records: of each person the gravest that the report tells, in the order of finding; then rows of lists."""
    tagged = list(events)
    tags = {e.id: tag for e, tag in tagged}
    plain = [e for e, _ in tagged if e.status not in {"planned", "possible", "denied"}]
    found: dict[str, Harmed] = {}
    told = [*from_events(context, tagged), *(from_verbs(context, plain) if plain else ()), *from_lists(context, plain)]
    for harmed in told:
        if plain or harmed.harm in BY_FORCE:  # a report without any event may be of a match, not of a war
            found.setdefault(context.actors.id_of(harmed.mention), harmed)
    victims = [_victim(context, h, tags) for h in found.values()]
    known = {v.name.casefold() for v in victims}
    victims += [_of_row(context, r) for r in rows_of(context.document) if r.name.quote.casefold() not in known]
    hidden = HiddenVictims(context.parse, context.claims.sources)
    return tuple({v.id: v if v.protect else replace(v, protect=hidden.covers(v)) for v in victims}.values())


def _victim(context: Context, harmed: Harmed, tags: dict[str, str]) -> Victim:
    m, event = harmed.mention, harmed.event
    evidence = context.document.evidence(m.start, m.end)
    age = age_of(context.document.text, m)
    told = event.evidence[:1] if event is not None else ()
    if not told and harmed.at is not None:
        told = (context.words(harmed.at, harmed.at),)
    return Victim(
        context.id("victim", harmed.harm, (evidence,)),
        " ".join(m.name.split()),
        age,
        sex_of(context, m),
        status_of(context, harmed),
        harmed.harm,
        event.id if event is not None else None,
        protect(context, harmed, age, tags.get(event.id) if event is not None else None),
        harmed.claims,
        (evidence, *told),
        by_rule("person harmed"),
    )


def _of_row(context: Context, row: Row) -> Victim:
    """A row of a list tells who and how; of a detained or missing person, and of a minor, the name is protected."""
    minor = row.age is not None and row.age < OF_AGE
    return Victim(
        context.id("victim", row.harm, (row.name,)),
        " ".join(row.name.quote.split()),
        row.age,
        None,
        "unknown",
        row.harm,
        None,
        minor or row.harm in {"detained", "missing"},
        context.claims.claims_for(row.name.start, row.name.end),
        (row.name, row.line),
        by_rule("row of a list of names"),
    )
