"""A situation as one HTML file that needs nothing else: no server, no script at all, nothing loaded from anywhere.

The page is its own contents list: see `_body`. Everything that comes out of reports goes through `markup.el`, and the
finished page through the gate of what must not be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from dateline.model.situation import Situation
from dateline.protect.gate import Gate, assert_clean
from dateline.render.map.figure import map_css
from dateline.render.page.frame import resource, whole_page
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.parts import signs
from dateline.render.page.view import value
from dateline.render.situation.actors import actors_part, bonds_part
from dateline.render.situation.cards import cards_part
from dateline.render.situation.holding import holding_part
from dateline.render.situation.ledger import ledger_part
from dateline.render.situation.map import places_part
from dateline.render.situation.overview import overview_part
from dateline.render.situation.reports import reports_part, rules_part
from dateline.render.situation.times import timeline_part
from dateline.render.situation.view import SituationView, sign_id, view_of
from dateline.render.summary import counted
from dateline.render.words import clean, shorten


def situation_page(situation: Situation, *, gate: Gate | None = None, outlines: Path | None = None) -> str:
    """The whole page. `gate` knows what must not be shown: `LeakError` where the page still holds it. `outlines` is a
    file of country outlines for the map, see `dateline.render.map`."""
    view = view_of(situation)
    page = whole_page(f"{_title(view)} – situation", _body(view, outlines), style_sheet())
    if gate is not None:
        assert_clean({"the situation page": page}, gate)
    return page


def _body(view: SituationView, outlines: Path | None) -> Markup:
    """The parts in the order in which they are read: what happened, who says so, who disagrees, what it rests on."""
    drawn = {sign_id(view.anchors[key]): symbol for key, symbol in view.symbols.items()}
    return el(
        "body",
        {"class": "situation"},
        el("a", {"class": "skip", "href": "#overview"}, "Skip to what happened"),
        signs(drawn),
        _header(view),
        _navigation(view),
        el(
            "main",
            None,
            overview_part(view, outlines),
            cards_part(view),
            ledger_part(view),
            timeline_part(view),
            holding_part(view),
            places_part(view),
            actors_part(view),
            bonds_part(view),
            reports_part(view),
        ),
        el("footer", None, rules_part(view)),
    )


def _title(view: SituationView) -> str:
    return shorten(view.situation.case, 200) or "A case"


def _header(view: SituationView) -> Markup:
    heading = el("h1", {"dir": "auto"}, _title(view))
    counts = [el("li", None, el("b", None, f"{number:,}"), f" {words}") for number, words in _counts(view)]
    return el("header", {"class": "head"}, heading, el("p", {"class": "as-of"}, join(_as_of(view), " · ")),
              el("ul", {"class": "counts"}, *counts))  # fmt: skip


def _as_of(view: SituationView) -> Iterator[Markup]:
    s = view.situation
    known = join(["As known on ", el("b", None, clean(s.as_of))]) if s.as_of else Markup("As known now")
    yield known
    if s.at:
        yield join(["relations and control at ", el("b", None, clean(s.at))])
    days = sorted(day for h in view.told if h.when for day in (h.when.start, h.when.end) if day)
    if days:
        yield value(f"happenings from {days[0]} to {days[-1]}" if days[0] != days[-1] else f"happenings of {days[0]}")
    if s.head:
        yield join(["state of the log ", el("code", None, clean(s.head)[:12])])


def _counts(view: SituationView) -> Iterator[tuple[int, str]]:
    s = view.situation
    copies = sum(r.copy_of is not None for r in s.reports)
    contradictions = sum(e.kind == "contradiction" for e in s.ledger)
    voices = len({x.voice for h in view.told for slot in h.slots for x in slot.said})

    def noun(number: int, word: str) -> str:
        return counted(number, word).split(" ", 1)[1]

    yield len(view.told), noun(len(view.told), "happening")
    yield (
        len(s.reports),
        noun(len(s.reports), "report")
        + (f", {copies} of them {'a copy' if copies == 1 else 'copies'}" if copies else ""),
    )
    yield voices, noun(voices, "independent voice")
    yield contradictions, noun(contradictions, "contradiction")


def _navigation(view: SituationView) -> Markup:
    """Links to the parts, with how many records each holds."""
    s = view.situation
    parts: list[tuple[str, str, int | None]] = [
        ("overview", "What happened", len(view.told)),
        ("happenings", "One by one", None),
        ("ledger", "Who disagrees", sum(e.kind == "contradiction" for e in s.ledger)),
        ("timeline", "Timeline", None),
        ("held", "Who holds what", len(s.held)),
        ("places", "Places", len(set(view.places.values()))),
        ("actors", "Actors", len(view.actors)),
        ("bonds", "Relations", len(s.bonds)),
        ("reports", "Reports", len(s.reports)),
        ("rules", "How it was made", None),
    ]
    links = [
        el("li", None, el("a", {"href": f"#{id_}"}, name, el("span", {"class": "count"}, f" {n:,}") if n else None))
        for id_, name, n in parts
    ]
    return el("nav", {"aria-label": "Parts of this page"}, el("ul", None, *links))


@cache
def style_sheet() -> str:
    """The rules that all pages share, the map's, and those of this page."""
    own = files("dateline.render.situation").joinpath("data", "situation.css").read_text(encoding="utf-8")
    return resource("page.css") + map_css() + own
