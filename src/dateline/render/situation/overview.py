"""The picture at a glance: what happened in the order of time, one line each, beside the map with the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.model.situation import Happening
from dateline.render.map.svg import safe_id
from dateline.render.page.events import STATUSES
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.parts import SHOWN, badge, note, part
from dateline.render.page.view import value
from dateline.render.situation.cards import voices_words
from dateline.render.situation.map import map_block
from dateline.render.situation.slots import PART, TOLLS, is_toll, number_shown, toll_name
from dateline.render.situation.view import TITLE, SituationView, untitled
from dateline.render.summary import counted
from dateline.render.words import shorten


def overview_part(view: SituationView, outlines: Path | None) -> Markup:
    """The list and the map. Of a long list the latest stand open, the earlier ones folded above them."""
    if not view.told:
        return part(
            "overview", "What happened", note("Nothing: no report of this case tells of a happening that counts.")
        )
    earlier, latest = view.told[:-SHOWN], view.told[-SHOWN:]
    shown = []
    if earlier:
        words = (
            f"{counted(len(earlier), 'earlier happening')}; the latest {len(latest)} of {len(view.told):,} stand open"
        )
        shown.append(el("details", {"class": "rest"}, el("summary", None, words), brief_list(view, earlier)))
    shown.append(brief_list(view, latest))
    listed = el("div", {"class": "glance-list"}, *shown)
    return part(
        "overview",
        "What happened",
        el("div", {"class": "glance"}, listed, map_block(view, outlines)),
        count=len(view.told),
    )


def brief_list(view: SituationView, happenings: tuple[Happening, ...]) -> Markup:
    """Happenings that follow one another, one line each."""
    start = view.numbers[happenings[0].id]
    return el("ol", {"class": "brief", "start": start}, *[_line(view, h) for h in happenings])


def _line(view: SituationView, h: Happening) -> Markup:
    title = el("a", {"href": f"#{safe_id(h.id)}"}, value(shorten(h.title, TITLE)))
    number = el("span", {"class": "no", "aria-hidden": "true"}, str(view.numbers[h.id]))
    told = [*map(value, untitled(h)), *_numbers(h)]
    signs = [view.sign(side.key) for side in h.sides[:4]]
    return el(
        "li",
        None,
        number,
        el("div", None,
           el("div", {"class": "brief-title"}, title, " ", join(signs)),
           el("div", {"class": "brief-facts"}, join(told, " · ")) if told else None,
           el("div", {"class": "brief-state"}, join(_state(h), " "))),
    )  # fmt: skip


def _numbers(h: Happening) -> Iterator[Markup]:
    for slot in h.slots:
        if is_toll(slot) and slot.name in TOLLS:
            yield join([el("b", None, number_shown(slot)), f" {toll_name(slot).lower()}"])


def _state(h: Happening) -> Iterator[Markup]:
    """What a reader must know before believing the line."""
    if h.status not in STATUSES:
        yield badge(h.status, "open")
    disputed = [s.name.replace("_", " ") for s in h.slots if s.state == "disputed" and PART not in s.name]
    if disputed:
        yield badge(f"disputed: {', '.join(disputed)}", "warn")
    if h.voices > 1:
        yield el("span", {"class": "muted"}, voices_words(h))
    else:
        yield badge("one voice only" if h.voices == 1 else "no voice asserts it", "open")
