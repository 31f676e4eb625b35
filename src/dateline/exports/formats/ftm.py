"""FollowTheMoney: entities, or the statements that they are made of, one a line.

Statements are written as JSON, not as CSV: a cell that no spreadsheet may take for a formula would be another value,
and a statement's id hashes its value. `ftm` reads both.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dateline.exports.format import Format, Mapped, Told
from dateline.exports.linked.ftm.entity import Entity, types
from dateline.exports.linked.ftm.graph import Graph
from dateline.exports.linked.ftm.index import index
from dateline.exports.linked.ftm.of_event import OfEvent, missing_actors
from dateline.exports.linked.ftm.of_report import OfReport
from dateline.exports.linked.lines import line
from dateline.exports.linked.reports import reports_of
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material

STATEMENT: Final = (
    "canonical_id", "entity_id", "prop", "schema", "value", "dataset", "lang", "original_value", "first_seen",
    "last_seen", "external", "origin", "id",
)  # fmt: skip
STANDARD: Final = "FollowTheMoney 4.11 (https://followthemoney.tech)"


def entities_of(material: Material, losses: Losses) -> Iterator[Entity]:
    """All entities, each id once. Of a case events come first: only they tell which accounts are one event. Of reports
    they come last: only the reports tell which rule made them."""
    with index() as known:
        graph = Graph(known, losses, of_case=material.kind == "case")
        parts = [_reports(material, graph), _events(material, graph)]
        for part in reversed(parts) if graph.of_case else parts:
            yield from part
        yield from missing_actors(graph)


def _reports(material: Material, graph: Graph) -> Iterator[Entity]:
    for dossier in reports_of(material, graph.losses):
        yield from OfReport(dossier, graph).entities()


def _events(material: Material, graph: Graph) -> Iterator[Entity]:
    for event in material.events():
        if graph.index.new(f"event {event.id}"):
            yield from OfEvent(event, graph).entities()


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write entities, one a line."""
    n = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        for n, entity in enumerate(entities_of(material, losses), 1):
            stream.write(line(entity.as_entity()))
            told(n)
    return n


def write_statements(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write statements, one a line."""
    n = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        for entity in entities_of(material, losses):
            for statement in entity.as_statements():
                stream.write(line(statement))
                n += 1
            told(n)
    return n


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("ftm", types())


def mapping_of_statements() -> tuple[Mapped, ...]:
    return mapping_of("ftm-statements", STATEMENT)


FORMAT: Final = Format(
    name="ftm",
    title="FollowTheMoney entities",
    suffix=".ftm.json",
    media_type="application/json+ftm",
    standard=STANDARD,
    summary="reports, actors, events, links and notes, an entity a line: for Aleph, OpenAleph, ftm",
    write=write,
    mapping=mapping,
)
FORMAT_STATEMENTS: Final = Format(
    name="ftm-statements",
    title="FollowTheMoney statements",
    suffix=".statements.jsonl",
    media_type="application/jsonl",
    standard=STANDARD,
    summary="the same value by value, each with its rule, language and words as they stood",
    write=write_statements,
    mapping=mapping_of_statements,
)
