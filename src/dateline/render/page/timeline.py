"""Events on a line of days, what is undated, and a table of the same."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.records import Event
from dateline.render.page.days import Told, bars_of, day_of, lines_of
from dateline.render.page.markup import NOTHING, Markup, el, join
from dateline.render.page.parts import SHOWN, listed, note, part, row, table
from dateline.render.page.view import View, event_words, value, when_words


def timeline_part(view: View) -> Markup:
    """The drawing, what is undated, and a table of the same."""
    events = view.dossier.events
    if not events:
        return part("timeline", "Timeline", note("No events, so no timeline."))
    bars, undated = bars_of(events)
    published = day_of(view.dossier.document.published.date)
    shown = lines_of(bars, lambda event: _told(view, event), published)
    if not bars:
        shown = [note("No event of this report can be dated.")]
    elif published is None:
        shown.append(note("The report’s own date is not known."))
    shown += [_undated(view, undated), _table(view, [b.event for b in bars])]
    return part("timeline", "Timeline", *shown, count=len(bars))


def _told(view: View, event: Event) -> Told:
    status = "" if event.status in {"happened", "ongoing"} else f" ({event.status})"
    return Told(f"{view.numbers[event.id]} {event_words(event, view.names)}{status}", view.keys[event.id])


def _undated(view: View, events: Sequence[Event]) -> Markup:
    if not events:
        return NOTHING
    told = [view.link(e.id) for e in events]
    lead = note(f"{len(events):,} without a day: the report gives none, or none that can be told.")
    if len(told) <= SHOWN // 4:
        return join([lead, listed(told)])
    return join([lead, el("details", None, el("summary", None, "List them"), listed(told))])


def _table(view: View, events: Sequence[Event]) -> Markup:
    if not events:
        return NOTHING
    rows = [
        row(
            view,
            None,
            view.link(e.id),
            when_words(e.when),
            e.when.precision if e.when else None,
            value(e.when.text) if e.when else None,
        )
        for e in events
    ]
    told = table("c-timeline", "Timeline", ["Event", "When", "Precision", "In the report’s words"], rows)
    return el("details", None, el("summary", None, "The timeline as a table"), told)
