"""The two reports' words and the map of the two places, drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.case.comparing import Compared
from dateline.model.situation import Happening, Spot
from dateline.render.map.figure import About, draw_map
from dateline.render.map.spots import spot_of
from dateline.render.page.excerpt import Mark, excerpt
from dateline.render.page.markup import Markup
from dateline.render.situation.slots import slot_words
from dateline.render.situation.view import Sited
from dateline.render.words import clean

if TYPE_CHECKING:
    from dateline.case.store.protocol import Store
    from dateline.model.document import Document

TEXTS = 3
"""Reports of one side whose words are shown; the others are linked."""


@dataclass(frozen=True, slots=True)
class Text:
    """One report's words."""

    report: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    words: Markup


def texts(store: Store, happening: Happening) -> list[Text]:
    """The words of the first reports that tell it, with what is told marked."""
    reports = list(dict.fromkeys(r for r, _ in happening.events))[:TEXTS]
    found = {s.report: s.dossier for s in store.readings(reports)}
    marks: dict[str, list[Mark]] = {}
    for slot in happening.slots:
        for s in slot.said:
            name = slot.name.split(" ")[0]
            marks.setdefault(s.report, []).append(Mark(s.start, s.end, name, slot_words(slot.name)))
    own = {e.id: e for d in found.values() for e in d.events}
    for report, event in happening.events:
        told = own[event].evidence if event in own else ()
        marks.setdefault(report, []).extend(Mark(x.start, x.end, "told", "What tells it") for x in told)
    return [_text(found[r].document, marks[r]) for r in reports if r in found]


def _text(document: Document, marks: list[Mark]) -> Text:
    day = document.published.date
    return Text(document.id, document.title, document.outlet, day, document.language, excerpt(document, marks))


def two_places(found: Compared) -> Markup | None:
    """The map with both points; None where neither has one."""
    spots = []
    for number, h in enumerate((found.a, found.b), 1):
        if h.where is not None:
            spot = spot_of(_sited(h.where, number), ((number, h),), (), main=True)
            spots += [spot] if spot is not None else []
    if not spots:
        return None
    about = About("compare", "the two places", len(spots), "account")
    drawn = draw_map(spots, (), lambda key: key, {}, about, width=760, height=380)
    return Markup(drawn) if drawn else None


def _sited(spot: Spot, number: int) -> Sited:
    kind = {4: "province", 6: "country"}.get(spot.where_prec or 0, "other")
    return Sited(
        f"place-{number}", clean(spot.name), kind, spot.lat, spot.lon, spot.country, spot.admin1, spot.where_prec,
        spot.radius_km, spot.basis,
    )  # fmt: skip
