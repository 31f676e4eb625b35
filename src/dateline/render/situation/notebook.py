"""A situation in a notebook's cell: no script, no ids, and legible where a viewer strips the style sheet."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.situation import Happening, Situation
from dateline.render.page.events import STATUSES
from dateline.render.page.frame import resource
from dateline.render.page.markup import NOTHING, Child, Markup, el, join
from dateline.render.page.notebook import PAPER
from dateline.render.page.view import value
from dateline.render.situation.view import day_words
from dateline.render.summary import counted
from dateline.render.words import clean, shorten

HAPPENINGS, ENTRIES = 40, 12
"""That are told; the rest are counted."""
TITLE = 160


def notebook_html(situation: Situation) -> str:
    """The picture as a fragment: counts, happenings with their tolls and voices, what is disputed, what is left out."""
    style = el("style", None, Markup(resource("notebook.css")))
    parts = (_head(situation), _happenings(situation), _disputes(situation), _left_out(situation))
    return el("div", {"class": "dl-notebook", "style": PAPER}, style, *parts)


def _head(situation: Situation) -> Markup:
    told = [
        counted(len(situation.reports), "report"),
        counted(sum(h.included for h in situation.happenings), "happening"),
        counted(sum(e.kind == "contradiction" for e in situation.ledger), "contradiction"),
        f"as known on {clean(situation.as_of)}" if situation.as_of else "as known now",
    ]
    return join(
        [el("h3", {"dir": "auto"}, clean(situation.case)), el("p", {"class": "dl-muted"}, " · ".join(told))]
    )  # fmt: skip


def _happenings(situation: Situation) -> Markup:
    shown = [h for h in situation.happenings if h.included]
    if not shown:
        return el("p", None, "Nothing happened, as far as these reports tell.")
    heads = [el("th", {"scope": "col"}, h) for h in ("What", "Where", "When", "Killed", "Injured", "Told by")]
    rows = [el("tr", None, *(el("td", None, c) for c in _cells(h))) for h in shown[:HAPPENINGS]]
    table = el("table", {"class": "dl-table"}, el("thead", None, el("tr", None, *heads)), el("tbody", None, *rows))
    return join([table, _more(len(shown) - HAPPENINGS, "happening")])


def _cells(h: Happening) -> Iterator[Child]:
    status = (
        NOTHING
        if h.status == "happened"
        else el("span", {"class": "dl-muted"}, f" ({STATUSES.get(h.status, h.status)})")
    )
    yield join([value(shorten(h.title, TITLE)), status])
    yield value(h.where.name) if h.where else "not told"
    yield value(day_words(h.when))
    yield from (_toll(h, name) for name in ("deaths", "injured"))
    yield f"{counted(h.voices, 'voice')}, {counted(h.reports, 'report')}"


def _toll(h: Happening, name: str) -> Child:
    slot = h.slot(name)
    mark = el("strong", {"class": "dl-warn"}, " disputed") if slot.state == "disputed" else NOTHING
    return join([value(slot.shown), mark]) if slot.shown else "not told"


def _disputes(situation: Situation) -> Markup:
    found = [e for e in situation.ledger if e.kind == "contradiction"]
    if not found:
        return NOTHING
    told = el("ul", None, *(el("li", None, value(e.message)) for e in found[:ENTRIES]))
    return join([el("h4", None, "Where reports differ"), told, _more(len(found) - ENTRIES, "contradiction")])


def _left_out(situation: Situation) -> Markup:
    told = "; ".join(f"{number:,} {reason}" for reason, number in situation.left_out)
    return el("p", {"class": "dl-muted"}, f"Not shown, or to be known: {told}.") if told else NOTHING


def _more(number: int, noun: str) -> Markup | None:
    return el("p", {"class": "dl-muted"}, f"and {counted(number, noun)} more") if number > 0 else None
