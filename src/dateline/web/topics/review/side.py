"""The map and the days of a report beside its records: drawn without script, each with a table of the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dateline.model.dossier import Dossier
from dateline.model.records import Event, Place
from dateline.render.map.figure import About, draw_map
from dateline.render.map.spots import spots_of
from dateline.render.map.svg import safe_id
from dateline.render.page.days import Told, bars_of, day_of, lines_of
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.parts import note
from dateline.render.page.places import PRECISIONS
from dateline.render.page.receipt import attribution
from dateline.render.page.view import event_words, value, when_words
from dateline.render.symbols import symbols_of
from dateline.render.words import names_of

WIDE, TALL = 420, 320
"""Pixels of the map."""
MOST: Final = 80
"""Places, and events, in the tables; the rest are counted."""


def map_of(dossier: Dossier, numbers: Mapping[str, int]) -> Markup:
    """The report's places on a map and in a table; `numbers` are those of its records."""
    if not dossier.places:
        return note("The report names no place that could be read.")
    drawn = _drawn(dossier, numbers)
    shown = el("div", {"class": "side-map"}, Markup(drawn)) if drawn else note("No place of this report has a point.")
    told = _places_told(dossier, numbers)
    rows = [_place(p, told.get(p.id, ())) for p in dossier.places[:MOST]]
    table = _table("Places", ("Place", "Known to", "Point", "Records"), rows, len(dossier.places))
    return join([shown, note(attribution(None)) if drawn else None, table])


def _drawn(dossier: Dossier, numbers: Mapping[str, int]) -> str | None:
    """The map, its events under the numbers of their records."""
    spots = [
        replace(s, events=tuple((numbers[e.id], e) for _, e in s.events if e.id in numbers)) for s in spots_of(dossier)
    ]
    about = About(dossier.document.id, dossier.document.title or "this report", len(dossier.places), "record")
    names = names_of(dossier)
    return draw_map(
        spots, dossier.findings, names.actor, symbols_of(dossier), about, width=WIDE, height=TALL
    )  # fmt: skip


def _places_told(dossier: Dossier, numbers: Mapping[str, int]) -> dict[str, list[tuple[int, str]]]:
    """Place -> number and id of the records that tell of it."""
    found: dict[str, list[tuple[int, str]]] = {}
    pairs = [(e.where.place, e.id) for e in dossier.events if e.where is not None]
    for place, id_ in [*pairs, *((c.place, c.id) for c in dossier.control)]:
        if id_ in numbers:
            found.setdefault(place, []).append((numbers[id_], id_))
    return found


def _place(place: Place, told: list[tuple[int, str]] | tuple[()]) -> Markup:
    point = f"{place.lat:.3f}, {place.lon:.3f}" if place.lat is not None and place.lon is not None else "no point"
    links = [el("a", {"href": f"#{safe_id(id_)}", "data-go-record": id_}, str(n)) for n, id_ in told]
    ns = " ".join(str(n) for n, _ in told)
    return el(
        "tr",
        {"id": safe_id(place.id), "data-record": ns or None},
        el("th", {"scope": "row"}, value(place.name)),
        el("td", None, PRECISIONS.get(place.where_prec or 0, "not told")),
        el("td", None, point),
        el("td", None, join(links, " ")),
    )


def days_of(dossier: Dossier, numbers: Mapping[str, int]) -> Markup:
    """The report's events on a line of days, and in a table."""
    events = [e for e in dossier.events if e.id in numbers]
    if not events:
        return note("No events, so no days.")
    names = names_of(dossier)
    bars, undated = bars_of(events)
    shown = lines_of(
        bars[:MOST],
        lambda e: Told(f"{numbers[e.id]} {event_words(e, names)}", numbers[e.id]),
        day_of(dossier.document.published.date),
    )
    if not bars:
        shown = [note("No event of this report has a day.")]
    elif undated:
        shown.append(note(f"{len(undated)} without a day."))
    rows = [_event(e, numbers[e.id], event_words(e, names)) for e in (*(b.event for b in bars), *undated)]
    return join([*shown, _table("Days", ("Record", "When", "Exact to"), rows[:MOST], len(rows))])


def _event(event: Event, number: int, words: str) -> Markup:
    link = el("a", {"href": f"#{safe_id(event.id)}", "data-go-record": event.id}, f"{number} ", value(words))
    return el(
        "tr",
        {"data-record": number},
        el("th", {"scope": "row"}, link),
        el("td", None, when_words(event.when)),
        el("td", None, event.when.precision if event.when else "–"),
    )


def _table(title: str, heads: tuple[str, ...], rows: list[Markup], total: int) -> Markup:
    head = el("thead", None, el("tr", None, *[el("th", {"scope": "col"}, h) for h in heads]))
    more = f", {MOST} of {total:,} shown" if total > MOST else ""
    caption = el("caption", {"class": "sr"}, f"{title}{more}")
    table = el("table", {"class": "list"}, caption, head, el("tbody", None, *rows))
    inside = el("div", {"class": "scroll", "tabindex": 0, "role": "group", "aria-label": title}, table)
    return el("details", {"class": "twin"}, el("summary", None, f"{title} as a table ({total:,}{more})"), inside)
