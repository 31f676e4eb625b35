"""The front page: the latest happenings beside the map, what reports disagree on, how actors stand, the way to all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dateline.render.bundle.frame import case_name
from dateline.render.bundle.records import Lists
from dateline.render.bundle.view import BundleView
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import note, part
from dateline.render.page.view import value
from dateline.render.situation.ledger import entry_card
from dateline.render.situation.map import map_block
from dateline.render.situation.network import network_figure
from dateline.render.situation.overview import brief_list
from dateline.render.situation.times import timeline_figure
from dateline.render.summary import counted
from dateline.render.words import clean

LATEST: Final = 30
"""Happenings on the front page."""
ENTRIES: Final = 6
"""Contradictions on the front page."""
LINED: Final = 60
"""Happenings up to which the front page has a timeline."""


def front_header(view: BundleView, lists: Lists) -> Markup:
    """The case, the state of it that the pages show, and how much there is of what."""
    s = view.situation
    known = [
        f"As known on {clean(s.as_of)}" if s.as_of else None,
        f"control and relations at {clean(s.at)}" if s.at else None,
    ]
    days = sorted(day for h in view.told if h.when for day in (h.when.start, h.when.end) if day)
    if days:
        known.append(f"happenings from {days[0]} to {days[-1]}" if days[0] != days[-1] else f"happenings of {days[0]}")
    told = [value(k) for k in known if k]
    return el(
        "header", {"class": "head"}, el("h1", {"dir": "auto"}, case_name(view)),
        el("p", {"class": "as-of"}, join(told, " · ")) if told else None,
        el("ul", {"class": "counts"}, *_counts(view, lists)),
    )  # fmt: skip


def _counts(view: BundleView, lists: Lists) -> Iterator[Markup]:
    contradictions = sum(e.kind == "contradiction" for e in view.situation.ledger)
    for page, noun in (
        ("~happenings", "happening"), ("~reports", "report"), ("~sources", "independent voice"),
        ("~ledger", "contradiction"), ("~actors", "actor"), ("~places", "place"),
    ):  # fmt: skip
        number = contradictions if page == "~ledger" else len(lists[page].records)
        words = counted(number, noun).split(" ", 1)[1]
        yield el("li", None, el("a", {"href": f"#{page}"}, el("b", None, f"{number:,}"), f" {words}"))


def front_main(view: BundleView, lists: Lists, outlines: Path | None) -> Markup:
    """The parts, each with the way to its list."""
    return join([_happened(view, outlines), _timeline(view), _disagrees(view), _stands(view), _downloads(lists)])


def _happened(view: BundleView, outlines: Path | None) -> Markup:
    if not view.told:
        return part("overview", "What happened", note("Nothing: no report tells of a happening that counts."))
    latest = view.told[-LATEST:]
    lead = None
    if len(latest) < len(view.told):
        words = f"the {len(view.told) - len(latest):,} before these stand in the list of happenings"
        lead = note(
            f"The latest {len(latest):,} of {len(view.told):,}; ", el("a", {"href": "#~happenings"}, words), "."
        )
    listed = el("div", {"class": "glance-list"}, lead, brief_list(view, latest))
    glance = el("div", {"class": "glance"}, listed, map_block(view, outlines))
    return part("overview", "What happened", glance, count=len(view.told))


def _timeline(view: BundleView) -> Markup | None:
    drawn = timeline_figure(view) if len(view.told) <= LINED else None
    return part("timeline", "Timeline", drawn) if drawn else None


def _disagrees(view: BundleView) -> Markup:
    entries = [e for e in view.situation.ledger if e.kind == "contradiction"]
    shown: list[Child] = [entry_card(view, e) for e in entries[:ENTRIES]]
    if not entries:
        shown = [note("No two reports stand against each other.")]
    if len(entries) > ENTRIES:
        shown.append(_way("~ledger", f"All {counted(len(entries), 'contradiction')}"))
    return part("ledger", "Who disagrees", *shown, count=len(entries))


def _stands(view: BundleView) -> Markup | None:
    ring = network_figure(view)
    return part("bonds", "Who stands how to whom", ring, _way("~bonds", "All relations")) if ring else None


def _downloads(lists: Lists) -> Markup:
    """The lists, each with its twin in CSV."""
    items = []
    for one in lists.values():
        number = el("span", {"class": "muted"}, f" {len(one.records):,}, ")
        csv = Markup(f'<a href="{one.csv}">CSV</a>')
        items.append(el("li", None, el("a", {"href": f"#{one.page}"}, one.title), number, csv))
    return part("lists", "All lists", el("ul", {"class": "all-lists"}, *items))


def _way(page: str, words: str) -> Markup:
    return el("p", {"class": "way"}, el("a", {"href": f"#{page}"}, words))
