"""A finding on a small map: what the report states of two places beside what the map gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dateline.render.map.figure import About, draw_map
from dateline.render.map.spots import spots_of
from dateline.render.map.stated import pairs_of
from dateline.render.page.markup import Markup

if TYPE_CHECKING:
    from dateline.model.dossier import Dossier
    from dateline.model.records import Finding

_LINKS: Final = re.compile(r"</?a\b[^>]*>")
WIDE, HIGH = 420, 300


def drawn(dossier: Dossier, finding: Finding) -> Markup | None:
    """The map of the places that it is about; None where it is about none, or they have no point. Its links lead to
    records that this page does not show, and go."""
    spots = [s for s in spots_of(dossier) if s.place.id in finding.about]
    if not pairs_of([finding], spots):
        return None
    about = About(f"map-{finding.id}", finding.message, len(spots))
    svg = draw_map(spots, [finding], lambda id_: id_, {}, about, width=WIDE, height=HIGH)
    return Markup(_LINKS.sub("", svg)) if svg else None
