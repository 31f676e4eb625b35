"""Facts of reports made by hand: what is not given is left empty. Invented happenings on real geography."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.case.facts import ActorFacts, EventFacts, PlaceFacts, ReportFacts, SideFacts, Told, TollFacts
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import Role

TOWNS = {
    "Beni": (0.49, 29.47, "CD", "North Kivu"),
    "Oicha": (0.70, 29.52, "CD", "North Kivu"),
    "Goma": (-1.68, 29.23, "CD", "North Kivu"),
    "Bunia": (1.56, 30.25, "CD", "Ituri"),
    "Jalalabad": (34.43, 70.45, "AF", "Nangarhar"),
}


def town(name: str) -> PlaceFacts:
    lat, lon, country, admin1 = TOWNS[name]
    return PlaceFacts(f"place-{name}", name, "city", lat, lon, country, admin1, None, 1, 3.0, "by hand")


def actor(name: str, kind: str = "rebel group", key: str | None = None, names: Iterable[str] = ()) -> ActorFacts:
    return ActorFacts(f"actor-{name}", name, (name, *names), kind, None, key or f"name:{name.casefold()}", None)


def told(start: int = 0, end: int = 10) -> tuple[Told, ...]:
    return (Told(None, "", "the report itself", "narrator", None, (), "asserted", None, "…", start, end),)


def day(first: str, last: str | None = None) -> When:
    precision: Any = "day" if last is None else "range"
    return When(first, first, last or first, precision, "stated", (Evidence(0, 1, "x"),))


def toll(killed: float, of: str = "civilians") -> TollFacts:
    return TollFacts("killed", of, killed, killed, killed, "exact", told())


def event(id_: str, words: str, **given: Any) -> EventFacts:
    """An event; `who` maps roles to actors, `where` is the name of a town or a place, `on` a day or two."""
    sides: dict[Role, ActorFacts] = given.pop("who", {})
    on = given.pop("on", None)
    where = given.pop("where", None)
    values: dict[str, Any] = {
        "report": "", "outlet": None, "published": None, "language": "en", "plover": "ASSAULT", "mode": None,
        "acled": "Violence against civilians/Attack", "ucdp": 3, "status": "happened",
        "when": day(*on) if isinstance(on, tuple) else day(on) if on else None, "when_told": (),
        "where": town(where) if isinstance(where, str) else where, "where_told": (),
        "sides": tuple(SideFacts(role, who, told()) for role, who in sides.items()), "tolls": (), "targets": (),
        "means": (), "outcome": None, "count": None, "parent": None, "rivals": (), "told": told(), "words": words,
    }  # fmt: skip
    return EventFacts(id=f"event-{id_}", **{**values, **given})


def report(id_: str, *events: EventFacts, published: str = "2021-08-04", outlet: str = "Lakes Wire") -> ReportFacts:
    """A report whose text is the words of its events."""
    from dataclasses import replace

    kept, at = [], 0
    for e in events:
        kept.append(
            replace(e, report=f"doc-{id_}", published=published, outlet=outlet, start=at, end=at + len(e.words))
        )
        at += len(e.words) + 1
    actors = {s.actor.id: s.actor for e in events for s in e.sides}
    places = {e.where.id: e.where for e in events if e.where}
    return ReportFacts(
        f"doc-{id_}", None, outlet, published, None, "en", "\n".join(e.words for e in events), tuple(kept), (), (),
        tuple(actors.values()), tuple(places.values()),
    )  # fmt: skip
