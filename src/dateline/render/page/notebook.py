"""A dossier in a notebook's cell: no script, no ids, and legible where a viewer strips the style sheet.

What matters is said by headings, tables and quotation marks; the few colours that must stay (ink on paper, for dark
notebooks) are on the elements themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dateline.model.records import Event, Finding
from dateline.protect.policy import Shown
from dateline.render.map.figure import map_figure
from dateline.render.page.events import STATUSES, event_title
from dateline.render.page.findings import paired, verdict_words
from dateline.render.page.frame import resource
from dateline.render.page.head import title_words
from dateline.render.page.markup import NOTHING, Child, Markup, el, join
from dateline.render.page.parts import lines
from dateline.render.page.receipt import attribution
from dateline.render.page.view import View, value, view_of
from dateline.render.summary import counted
from dateline.render.symbols import symbol_svg
from dateline.render.words import clean, interval, quantity, quoted

PAPER = Markup("background:#fbfaf7;color:#1f2328;padding:12px 16px;border:1px solid #d8d3c8")
LARGEST = 150_000
"""Bytes that a fragment may have: notebooks keep every output in the file."""
_LINK = re.compile(r'<a\b([^<>]*) href="#[^"<>]*"([^<>]*)>')
EVENTS, FINDINGS, QUOTES, ACTORS = 40, 12, 12, 12
"""Records of a kind that are told; the rest are counted."""


def notebook_html(shown: Shown, *, outlines: Path | None = None) -> str:
    """The dossier as a fragment: map, findings, events, quotes. Without the map where that would make it too large."""
    view = view_of(shown)
    drawn = map_figure(shown.dossier, view.symbols, outlines=outlines, width=640, height=400)
    rest = _rest(view, outlines)
    figure = el("div", {"class": "dl-figure"}, _unlinked(drawn)) if drawn else NOTHING
    if len(rest.encode()) + len(figure.encode()) > LARGEST:
        figure = el("p", {"class": "dl-muted"}, "The map is left out here for its size; the page holds it.")
    style = el("style", None, Markup(resource("notebook.css")))
    return el("div", {"class": "dl-notebook", "style": PAPER}, style, _head(view), figure, rest)


def _unlinked(drawn: str) -> Markup:
    """The map without its links: they lead to records of the page, which a notebook does not have."""
    return Markup(_LINK.sub(r"<g\1\2>", drawn).replace("</a>", "</g>"))


def _head(view: View) -> Markup:
    d = view.dossier
    published = f"published {d.document.published.date}" if d.document.published.date else "date not known"
    counts = [("event", d.events), ("claim", d.claims), ("source", d.sources), ("actor", d.actors), ("place", d.places)]
    told = [clean(d.document.outlet or ""), published, *(counted(len(records), noun) for noun, records in counts)]
    return join(
        [
            el("h3", {"dir": "auto"}, title_words(view)),
            el("p", {"class": "dl-muted"}, " · ".join(t for t in told if t)),
        ]
    )


def _rest(view: View, outlines: Path | None) -> Markup:
    return join([_actors(view), _findings(view), _events(view), _quotes(view), _foot(view, outlines)])


def _more(number: int, limit: int, noun: str) -> Markup | None:
    return el("p", {"class": "dl-muted"}, f"and {counted(number - limit, noun)} more") if number > limit else None


def _actors(view: View) -> Markup:
    """The signs of the map: who takes part in most events."""
    told = [
        join([Markup(symbol_svg(symbol)), " ", value(view.names.actor(id_))])
        for id_, symbol in list(view.symbols.items())[:ACTORS]
    ]
    return el("p", None, join(told, " · ")) if told else NOTHING


def _findings(view: View) -> Markup:
    odd = [f for f in view.dossier.findings if f.verdict == "disagrees"]
    if not odd:
        return NOTHING
    told = el("ul", None, *[el("li", None, _finding(f)) for f in odd[:FINDINGS]])
    return join([el("h4", None, "What the checks say"), told, _more(len(odd), FINDINGS, "check")])


def _finding(f: Finding) -> Markup:
    figures = "".join(f" {name.capitalize()}: stated {s}, computed {c}." for name, s, c in paired(f.figures))
    verdict = el("strong", {"class": "dl-warn"}, verdict_words(f))
    return join([verdict, f", {f.check}: ", value(f.message), figures, " ", _quote(quoted(f.evidence, 120))])


def _quote(words: str) -> Markup:
    return el("bdi", {"class": "dl-quote"}, words)


def _events(view: View) -> Markup:
    events = view.dossier.events
    if not events:
        return el("p", None, "No events: this text tells of no conflict, or of none that can be read.")
    heads = [el("th", {"scope": "col"}, h) for h in ("", "What", "Where", "When", "Toll", "Who says so", "Words")]
    rows = [_row(view, e) for e in events[:EVENTS]]
    told = el("table", {"class": "dl-table"}, el("thead", None, el("tr", None, *heads)), el("tbody", None, *rows))
    return join([el("h4", None, f"Events ({len(events):,})"), told, _more(len(events), EVENTS, "event")])


def _row(view: View, e: Event) -> Markup:
    status = el("span", {"class": "dl-muted"}, f" ({STATUSES.get(e.status, e.status)})")
    cells: list[Child] = [
        join([event_title(view, e), status]),
        value(view.names.place(e.where.place)) if e.where else "not told",
        value(interval(e.when)),
        join(lines(_tolls(view, e))),
        join([value(s) for s in _speakers(view, e)], ", "),
        _quote(quoted(e.evidence, 160)),
    ]
    number = el("th", {"scope": "row"}, str(view.numbers[e.id]))
    return el("tr", None, number, *[el("td", None, c) for c in cells])


def _tolls(view: View, e: Event) -> Iterator[Child]:
    for verb, tolls in (("killed", e.deaths[:8]), ("injured", e.injured[:8])):
        for toll in tolls:
            of = "" if toll.of == "unknown" else f" ({view.names.actor(toll.of)})"
            yield value(f"{verb}: {quantity(toll.low, toll.high, toll.best, toll.hedge)}{of}")


def _speakers(view: View, e: Event) -> list[str]:
    sources = (view.claims[c].source for c in e.claims if c in view.claims)
    return list(dict.fromkeys(view.names.source(s) for s in sources))[:8]


def _quotes(view: View) -> Markup:
    """What others than the report are quoted with."""
    spoken = [c for c in view.dossier.claims if c.quoted]
    if not spoken:
        return NOTHING
    told = [
        el("blockquote", {"dir": "auto"}, _quote(quoted(c.content, 240)), " – ", value(view.names.source(c.source)))
        for c in spoken[:QUOTES]
    ]
    return join([el("h4", None, "In their own words"), *told, _more(len(spoken), QUOTES, "quotation")])


def _foot(view: View, outlines: Path | None) -> Markup:
    hidden = sum(r.count for r in view.shown.redactions)
    told = f"{counted(hidden, 'passage')} not shown. " if hidden else ""
    return el("p", {"class": "dl-muted"}, told + attribution(outlines))
