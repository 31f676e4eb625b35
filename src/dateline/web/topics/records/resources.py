"""The kinds of records that the interface has: how each is called, asked for and described."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dateline.case.store.rows import shapes
from dateline.case.store.rows.shapes import AnyRow, RowKind
from dateline.web.topics.records import asked
from dateline.web.topics.records.asked import Asked


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record."""

    kind: RowKind
    path: str
    """"/events"."""
    asked: type[Asked]
    row: type[AnyRow]
    told: str
    """What they are, for the description."""

    @property
    def plural(self) -> str:
        return self.path.removeprefix("/")

    @property
    def mapped(self) -> bool:
        """Whether each may have a point."""
        return self.kind in {"event", "place"}


RESOURCES: Final = (
    Resource("report", "/reports", asked.ReportsAsked, shapes.Report, "Reports of the case: what was added, as it is."),
    Resource("claim", "/claims", asked.ClaimsAsked, shapes.Claim,
             "What reports say, or somebody in them: who says it, in which words, of which events."),
    Resource("event", "/events", asked.EventsAsked, shapes.Event,
             "What happened, as each report tells it. `happening` is what linking put an event into."),
    Resource("actor", "/actors", asked.ActorsAsked, shapes.Actor,
             "Actors, as each report names them. `key` is the same for the same actor in every report."),
    Resource("place", "/places", asked.PlacesAsked, shapes.Place, "Places, as each report names them."),
    Resource("source", "/sources", asked.SourcesAsked, shapes.Source,
             "Who says something in a report. Whom the case protects stands there under a pseudonym."),
    Resource("control", "/control", asked.ControlAsked, shapes.Control, "Who holds a place, as each report tells it."),
    Resource("relation", "/relations", asked.RelationsAsked, shapes.Relation,
             "Who backs, leads, opposes … whom, as each report tells it."),
    Resource("finding", "/findings", asked.FindingsAsked, shapes.Finding,
             "What the checks found: bearings, distances, calendar, sums of reports against what can be computed."),
)  # fmt: skip
