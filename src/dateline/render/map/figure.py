"""The map of a dossier: where its events happened, who holds which place, and what the map says of stated distances."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from dateline.errors import SettingsError
from dateline.model.dossier import Dossier
from dateline.model.records import Finding
from dateline.render.map.areas import areas_of, named
from dateline.render.map.around import draw_arrows, draw_inset, inset_box
from dateline.render.map.clusters import Cluster, clusters_of, mark_box
from dateline.render.map.extent import frame_of
from dateline.render.map.frame import Frame, whole_of
from dateline.render.map.ground import draw_ground
from dateline.render.map.labels import Room
from dateline.render.map.marks import Marks, draw_marks, holders_of
from dateline.render.map.names import draw_names
from dateline.render.map.outlines import open_outlines
from dateline.render.map.paths import Rect
from dateline.render.map.reach import draw_reach
from dateline.render.map.sheet import described, sheet
from dateline.render.map.spots import AREAS, Spot, spots_of
from dateline.render.map.stated import draw_pairs, pairs_of, take_lines
from dateline.render.map.strip import draw_strip, plan_strip
from dateline.render.map.svg import flat, group, safe_id
from dateline.render.symbols import Symbol
from dateline.render.words import names_of

MOST_SPOTS = 250
"""Places drawn; the map's description tells how many of all these are."""
NARROWEST, WIDEST = 240, 4000
"""Pixels of a side."""


def map_figure(
    dossier: Dossier,
    symbols: Mapping[str, Symbol],
    *,
    outlines: Path | None = None,
    width: int = 760,
    height: int = 520,
) -> str | None:
    """The dossier's map as an `<svg>`, or None where no place has coordinates.

    `symbols` are those of the actors by id, `outlines` a file to draw on instead of the package's (`open_outlines`).
    Raises `InputError` for such a file that cannot be read, `SettingsError` for a size that is no map's.
    Each place is a `<g data-ref="ID">` with a link to "#ID", and so are events, findings and places outside the map.
    """
    spots = spots_of(dossier)
    names = names_of(dossier)
    about = About(dossier.document.id, dossier.document.title or "this report", len(dossier.places))
    return draw_map(
        spots, dossier.findings, names.actor, symbols, about, outlines=outlines, width=width, height=height
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What a map is of. `id` keeps its parts apart from those of another map of the same page, `places` is how many
    there are, on the map or not, and `noun` what the numbers on it count."""

    id: str
    title: str
    places: int
    noun: str = "event"


def draw_map(
    spots: Sequence[Spot],
    findings: Sequence[Finding],
    name: Callable[[str], str],
    symbols: Mapping[str, Symbol],
    about: About,
    *,
    outlines: Path | None = None,
    width: int = 760,
    height: int = 520,
) -> str | None:
    """The map of places, those that matter first; `name` calls an actor by its id. See `map_figure`."""
    _check(width=width, height=height)
    if not spots:
        return None
    source = open_outlines(outlines)
    pairs = pairs_of(findings, spots)
    held = [(symbols[actor], name(actor)) for actor in holders_of(spots, symbols)]
    strip = plan_strip(width, spots, held, " · ".join(filter(None, (source.attribution, "GeoNames"))))
    frame = frame_of(spots, [p.end for p in pairs if p.wrong], width, height - strip.height)
    inside, outside = _sorted_out(spots, frame)
    ground = source.ground(frame.box, frame.km_per_pixel)
    drawn = draw_ground(frame, ground)
    room = Room(whole_of(frame, 2.0))
    shown = [s for s in inside if s.main or s.place.kind not in AREAS]
    clusters = clusters_of(shown, frame)
    inset = inset_box(frame, [(c.x, c.y) for c in clusters])
    _take(room, clusters, inset)
    pairs = [p for p in pairs if p.origin in inside and p.target in inside]
    take_lines(pairs, frame, room)
    areas = areas_of(spots, ground, drawn)
    ref = safe_id(about.id)
    lines = draw_pairs(pairs, frame, room)
    places = draw_marks(clusters, Marks(name, symbols, about.noun), room)
    arrows = draw_arrows([s for s in outside if s.main or not s.coarse], frame, room)
    layers = [
        drawn.svg,
        group("reaches", (draw_reach(s, areas.get(s.place.id, ()), frame, f"dl-map-hatch-{ref}") for s in shown)),
        group("names", draw_names(named(ground, drawn, spots, shown, areas), room, whole_of(frame))),
        lines,
        places,
        arrows,
        draw_inset(frame, inset, outside) if inset else "",
    ]
    words = described(about.places, spots, layers, about.noun)
    title = f"Map: {flat(about.title, 90)}"
    return sheet(frame, ref, layers, draw_strip(strip, frame), strip.height, title, words)


def map_css() -> str:
    """The style sheet of the map's classes, for a page that sets the colours."""
    return (files("dateline.render.map") / "data" / "map.css").read_text(encoding="utf-8")


def _check(**sides: int) -> None:
    for name, side in sides.items():
        if not NARROWEST <= side <= WIDEST:
            raise SettingsError(f"{name}: {side} pixels; a map has {NARROWEST} to {WIDEST} a side.")


def _sorted_out(spots: Sequence[Spot], frame: Frame) -> tuple[list[Spot], list[Spot]]:
    """The places in the frame, as many as can be drawn, and those outside it."""
    inside: list[Spot] = []
    outside: list[Spot] = []
    for s in spots:
        x, y = frame.at(s.lat, s.lon)
        held = 0 <= x <= frame.width and 0 <= y <= frame.height
        (inside if held else outside).append(s)
    return inside[:MOST_SPOTS], outside


def _take(room: Room, clusters: Sequence[Cluster], inset: Rect | None) -> None:
    if inset:
        room.take((inset[0] - 4, inset[1] - 4, inset[2] + 4, inset[3] + 4))
    for c in clusters:
        room.take(mark_box(c))
