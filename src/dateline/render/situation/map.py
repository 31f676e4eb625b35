"""The case's map and its twin, a table: where happenings lie and how exactly, who holds which place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.model.situation import Happening
from dateline.render.map.figure import MOST_SPOTS, About, draw_map
from dateline.render.map.spots import Spot as MapSpot
from dateline.render.map.spots import spot_of
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import lines, note, part, row, table
from dateline.render.page.places import PRECISIONS
from dateline.render.page.receipt import attribution
from dateline.render.page.tables import HOLDS
from dateline.render.page.view import country_words, value
from dateline.render.situation.view import Sited, SituationView
from dateline.render.summary import counted
from dateline.render.words import clean, plain


@dataclass(frozen=True, slots=True)
class Hold:
    """Who stands how to a place, as the map takes it: `actor` is the actor's key."""

    actor: str
    status: str


def map_block(view: SituationView, outlines: Path | None) -> Markup:
    """The map in a box that scrolls by itself, with what it leaves out."""
    spots = list(_spots(view))
    names = {a.key: clean(a.name) for a in view.actors}
    places = len(dict.fromkeys(view.places.values()))
    about = About("situation", "where it happened", places, "happening")
    drawn = draw_map(spots, (), lambda key: names.get(key, key), view.symbols, about, outlines=outlines)
    if drawn is None:
        return el("div", {"class": "glance-map"}, note("No place of this case is located, so there is no map."))
    figure = el(
        "div", {"class": "figure", "role": "group", "tabindex": 0, "aria-label": "Map of the case"}, Markup(drawn)
    )
    lost = [h for h in view.told if h.where is None or h.where.lat is None or h.where.lon is None]
    told = [attribution(outlines)]
    if lost:
        told.insert(
            0, f"{counted(len(lost), 'happening')} of {len(view.told):,} not on the map: place not told or not found."
        )
    if len(spots) > MOST_SPOTS:
        told.insert(0, f"The map shows at most {MOST_SPOTS} of {len(spots):,} places; the table of places holds all.")
    return el("div", {"class": "glance-map"}, figure, *[note(words) for words in told])


def _spots(view: SituationView) -> Iterator[MapSpot]:
    happened, held = _at(view), _holders(view)
    for sited in dict.fromkeys(view.places.values()):
        told = tuple((view.numbers[h.id], h) for h in happened.get(sited.id, ()))
        spot = spot_of(sited, told, tuple(held.get(sited.id, ())), main=True)
        if spot is not None:
            yield spot


def _at(view: SituationView) -> Mapping[str, list[Happening]]:
    found: dict[str, list[Happening]] = {}
    for h in view.told:
        if h.where is not None:
            found.setdefault(view.places[h.where].id, []).append(h)
    return found


def _holders(view: SituationView) -> Mapping[str, list[Hold]]:
    found: dict[str, list[Hold]] = {}
    for h in view.situation.held:
        found.setdefault(view.places[h.place].id, []).append(Hold(h.actor_key, h.status))
    return found


def places_part(view: SituationView) -> Markup:
    """The table that tells what the map shows, and what it cannot."""
    sited = list(dict.fromkeys(view.places.values()))
    if not sited:
        return part("places", "Places", note("No places: nothing in this case is said to have been anywhere."))
    happened, held = _at(view), _holders(view)
    names = {a.key: a.name for a in view.actors}
    rows = [_row(view, s, happened.get(s.id, []), held.get(s.id, []), names) for s in sited]
    heads = ["Place", "Precision", "Latitude, longitude", "What happened there", "Who stands how to it"]
    return part("places", "Places", table("c-places", "Places of the case", heads, rows), count=len(sited))


def _row(view: SituationView, s: Sited, told: list[Happening], held: list[Hold], names: Mapping[str, str]) -> Markup:
    inside = ", ".join(p for p in (s.admin1, country_words(s.country)) if p and clean(p) != s.name)
    name = join(lines([value(s.name), el("span", {"class": "muted"}, value(inside)) if inside else None]))
    found = s.lat is not None and s.lon is not None
    at = (
        el("span", {"class": "at"}, f"{s.lat:.4f}, {s.lon:.4f}")
        if found
        else el("span", {"class": "muted"}, "not found")
    )
    holders = [
        join([view.actor(h.actor, names.get(h.actor, h.actor)), f" {HOLDS.get(h.status, clean(h.status))}"])
        for h in held
    ]
    numbers = [
        el(
            "a",
            {"href": f"#{h.id}", "class": "nth", "aria-label": f"happening {view.numbers[h.id]}"},
            str(view.numbers[h.id]),
        )
        for h in told
    ]
    return row(view, s.id, name, join(lines(_precision(s))), at, join(numbers, " "), join(lines(holders)))


def _precision(s: Sited) -> Iterator[Child]:
    yield PRECISIONS.get(s.where_prec or 0, "not told")
    yield f"within {plain(s.radius_km)} km" if s.radius_km is not None else None
    yield el("span", {"class": "muted"}, f"UCDP {s.where_prec}") if s.where_prec is not None else None
