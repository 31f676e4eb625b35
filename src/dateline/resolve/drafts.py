"""A place before its record is made: what the mentions of it are gathered in."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.gazetteer.protocol import Candidate
from dateline.model.vocabulary import PlaceKind
from dateline.resolve.shapes.made import Anchor, Ground


@dataclass(slots=True)
class Draft:
    """A place before its record is made."""

    kind: PlaceKind
    name: str
    ground: Ground
    rule: str
    candidate: Candidate | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


def anchor(draft: Draft | None) -> Anchor | None:
    if draft is None or draft.ground.point is None:
        return None
    name = draft.candidate.name if draft.candidate else draft.name
    return Anchor(name, draft.kind, draft.ground.point, draft.ground.radius_km or 1.0, draft.candidate)
