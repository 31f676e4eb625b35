"""The map with its twin, a table: places with their precision in words; those not found are listed, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.model.records import Place
from dateline.render.map.figure import map_figure
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import lines, note, part, row, table
from dateline.render.page.receipt import attribution
from dateline.render.page.tables import mentions
from dateline.render.page.view import View, country_words, value
from dateline.render.words import plain

PRECISIONS = {
    1: "the place itself",
    2: "near the place",
    3: "somewhere in a district",
    4: "somewhere in a province",
    5: "a line or a vague area",
    6: "somewhere in a country",
    7: "at sea or in the air",
}
"""UCDP's where_prec in a few words."""


def places_part(view: View, outlines: Path | None) -> Markup:
    """The map, the table of located places, and the list of the others."""
    places = view.dossier.places
    if not places:
        return part("places", "Map", note("No places: the text names none that could be read."))
    located = [p for p in places if p.lat is not None and p.lon is not None]
    lost = [p for p in places if p.lat is None or p.lon is None]
    drawn = map_figure(view.dossier, view.symbols, outlines=outlines)
    shown = [_figure(drawn), note(attribution(outlines))] if drawn else [note("No place of this report is located.")]
    if located:
        heads = ["Place", "Precision", "Latitude, longitude", "How found", "In the text"]
        shown.append(table("c-places", "Places on the map", heads, [_located(view, p) for p in located]))
    if lost:
        heads = ["Place", "Kind", "Why it is not on the map", "In the text"]
        shown.append(table("c-lost", "Places not on the map", heads, [_lost(view, p) for p in lost]))
    return part("places", "Map", *shown, count=len(places))


def _figure(drawn: str) -> Markup:
    """The map in a box that scrolls by itself where the screen is too narrow for its words."""
    return el(
        "div", {"class": "figure", "role": "group", "tabindex": 0, "aria-label": "Map of the report"}, Markup(drawn)
    )


def _located(view: View, p: Place) -> Markup:
    return row(
        view,
        p.id,
        join(lines([value(p.name), _kind(p)])),
        join(lines(precision_words(p))),
        el("span", {"class": "at"}, f"{p.lat:.4f}, {p.lon:.4f}"),
        _basis(p),
        mentions(view, p.mentions),
    )


def _lost(view: View, p: Place) -> Markup:
    why = value(p.basis) if p.basis else "not found in the gazetteer"
    return row(view, p.id, value(p.name), p.kind, why, mentions(view, p.mentions))


def _basis(p: Place) -> Markup | str:
    ids = [f"GeoNames {p.geonames_id}"] if p.geonames_id is not None else []
    return join([value(p.basis) if p.basis else "as named", *ids], ", ")


def _kind(p: Place) -> Markup:
    """ "city in Al Hudaydah, Yemen (YE)"."""
    inside = ", ".join(part for part in (p.admin1, country_words(p.country)) if part)
    return el("span", {"class": "muted"}, p.kind, *([" in ", value(inside)] if inside else []))


def precision_words(p: Place) -> Iterator[Child]:
    """How exact a place is, in words, with its radius and the codes of UCDP (where_prec) and ACLED (geo_precision)."""
    yield PRECISIONS.get(p.where_prec or 0, "not told")
    yield f"within {plain(p.radius_km)} km" if p.radius_km is not None else None
    codes = [f"UCDP {p.where_prec}"] if p.where_prec is not None else []
    codes += [f"ACLED {p.geo_precision}"] if p.geo_precision is not None else []
    yield el("span", {"class": "muted"}, ", ".join(codes)) if codes else None
