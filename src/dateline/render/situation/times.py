"""Happenings on a line of days, what is undated, and a table of the same."""

from __future__ import annotations

from dateline.model.situation import Happening
from dateline.render.page.days import Told, bars_of, lines_of
from dateline.render.page.events import STATUSES
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.parts import listed, note, part, row, table
from dateline.render.situation.view import SituationView, day_markup
from dateline.render.summary import counted
from dateline.render.words import clean


def timeline_part(view: SituationView) -> Markup:
    """The drawing, the undated ones by name, and the table."""
    bars, undated = bars_of(view.told)
    shown = lines_of(bars, lambda h: _told(view, h), noun="happening")
    if not bars:
        shown = [note("No happening of this case can be dated.")]
    if undated:
        told = el("summary", None, f"{counted(len(undated), 'happening')} without a day")
        shown.append(el("details", None, told, listed([view.happening(h.id) for h in undated])))
    if bars:
        rows = [
            row(view, None, view.happening(b.event.id), day_markup(b.event.when), _precision(b.event)) for b in bars
        ]
        heads = ["Happening", "When", "Precision"]
        summary = el("summary", None, "The timeline as a table")
        shown.append(el("details", None, summary, table("c-timeline", "Timeline", heads, rows)))
    return part("timeline", "Timeline", *shown, count=len(bars))


def timeline_figure(view: SituationView) -> Markup | None:
    """The drawing alone, for a page that has the table elsewhere; None where nothing is dated."""
    bars, _ = bars_of(view.told)
    return join(lines_of(bars, lambda h: _told(view, h), noun="happening")) if bars else None


def _told(view: SituationView, h: Happening) -> Told:
    status = "" if h.status in STATUSES else f" ({h.status})"
    return Told(f"{view.numbers[h.id]} {clean(h.title)}{status}")


def _precision(h: Happening) -> str | None:
    return h.when.precision if h.when else None
