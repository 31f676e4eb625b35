"""Who holds what, with the claims for it and those against it."""

from __future__ import annotations

from dateline.model.situation import Held
from dateline.render.page.markup import NOTHING, Markup, el, join
from dateline.render.page.parts import badge, note, part, row, table
from dateline.render.page.tables import HOLDS
from dateline.render.page.view import value
from dateline.render.situation.cards import where_markup
from dateline.render.situation.said import said_list, says
from dateline.render.situation.view import TITLE, SituationView, day_markup
from dateline.render.words import clean, shorten


def holding_part(view: SituationView) -> Markup:
    """One row a place and actor; what is said against it stands in the same row."""
    held = view.situation.held
    at = (
        f"Shown as at {clean(view.situation.at)}."
        if view.situation.at
        else "Shown for all days that the reports tell of."
    )
    if not held:
        return part("held", "Who holds what", note("No report of this case says who holds a place. ", at))
    rows = [_row(view, h) for h in sorted(held, key=lambda h: (clean(h.place.name), not h.said, h.actor))]
    heads = ["Place", "Actor", "How it stands", "When", "Who says so", "Who says otherwise"]
    return part("held", "Who holds what", note(at), table("c-held", "Who holds what", heads, rows), count=len(held))


def _row(view: SituationView, h: Held) -> Markup:
    stands = [HOLDS.get(h.status, clean(h.status)), el("span", {"class": "muted"}, f" ({clean(h.status)})")]
    if h.against:
        stands += [" ", badge("disputed", "warn")]
    return row(
        view, None, where_markup(view, h.place), view.actor(h.actor_key, h.actor), join(stands),
        day_markup(h.when) if h.when else None, says(view, h.said, values=False), _against(view, h),
    )  # fmt: skip


def _against(view: SituationView, h: Held) -> Markup:
    told = [
        join([el("b", None, value(shorten(s.value, TITLE))), said_list(view, s.said, values=False)]) for s in h.against
    ]
    return join([el("div", None, t) for t in told]) if told else NOTHING
