"""Happenings one by one: what, when and where with their precision, the sides, the numbers, and every voice on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dateline.codebook.tables import acled_types, ucdp_codes
from dateline.model.situation import Happening, Said, Side, Slot, Spot
from dateline.render.map.svg import safe_id
from dateline.render.page.events import ROLES, STATUSES, plover_glosses
from dateline.render.page.markup import NOTHING, Child, Markup, el, join
from dateline.render.page.parts import SHOWN, badge, facts, lines, note, part
from dateline.render.page.places import PRECISIONS
from dateline.render.page.view import country_words, value
from dateline.render.situation.ledger import replaced
from dateline.render.situation.said import all_said, kinds_key, says, state_badge
from dateline.render.situation.slots import is_toll, slot_name, toll_name, tolls_of
from dateline.render.situation.tolls import toll_markup
from dateline.render.situation.view import TITLE, SituationView, day_markup
from dateline.render.summary import counted
from dateline.render.words import clean, plain, shorten

OWN = frozenset({"where", "when", "status"})
"""Slots that a card tells in places of their own; those of the roles stand with the sides."""
SIDES = 24
"""Sides told of one happening; the rest are counted."""


def cards_part(view: SituationView) -> Markup:
    """All happenings. More than a screenful are folded month by month, the last month open: nothing is cut off."""
    if not view.told:
        return part("happenings", "One by one", note("No happenings: no report of this case tells of one that counts."))
    key = kinds_key(all_said(view))
    gone = replaced(view.situation.ledger)
    if len(view.told) <= SHOWN:
        shown = [el("div", {"class": "cards"}, *[happening_card(view, h, gone) for h in view.told])]
    else:
        shown = list(_months(view, gone))
    return part("happenings", "One by one", key, *shown, count=len(view.told))


def _months(view: SituationView, gone: frozenset[Said]) -> Iterator[Markup]:
    groups = [(month, list(group)) for month, group in groupby(view.told, key=_month)]
    last = max((n for n, (month, _) in enumerate(groups) if month), default=0)
    yield note(f"{counted(len(view.told), 'happening')}, folded month by month; the list above leads to each.")
    for n, (month, group) in enumerate(groups):
        summary = el("summary", None, f"{month or 'Undated'}: {counted(len(group), 'happening')}")
        cards = el("div", {"class": "cards"}, *[happening_card(view, h, gone) for h in group])
        yield el("details", {"class": "rest month", "open": "" if n == last else None}, summary, cards)


def _month(happening: Happening) -> str:
    when = happening.when
    return clean(((when.start or when.end) if when else None) or "")[:7]


def happening_card(view: SituationView, h: Happening, gone: frozenset[Said]) -> Markup:
    """One happening with everything that is said of it. `gone` are words that later ones have replaced."""
    n = view.numbers.get(h.id)
    number = [el("span", {"class": "no"}, str(n)), " "] if n else []
    heading = el("h3", {"id": f"h-{safe_id(h.id)}"}, *number, value(shorten(h.title, TITLE)))
    tolls = [toll_markup(view, s, toll_name(s), gone) for s in tolls_of(h)]
    return el(
        "article",
        {
            "class": "card happening wide" if tolls else "card happening",
            "id": safe_id(h.id),
            "aria-labelledby": f"h-{safe_id(h.id)}",
        },
        heading,
        el("p", {"class": "badges"}, join(badges(h), " ")),
        el(
            "div",
            {"class": "halves"},
            el("div", None, facts(happening_facts(view, h)), report_links(view, h)),
            el("div", None, *tolls) if tolls else None,
        ),
        el("p", {"class": "origin"}, el("a", {"href": f"#{safe_id(h.id)}"}, clean(h.id)), " · ", join(codes(h), " · ")),
    )


def badges(h: Happening) -> Iterator[Markup]:
    """How a happening stands: its status, how many tell it, what is disputed."""
    if not h.included:
        yield badge(f"left out: {shorten(h.excluded_by or 'by a rule of the case', 80)}", "warn")
    if h.status not in STATUSES:
        yield badge(h.status, "open")
    disputed = [s.name.replace("_", " ") for s in h.slots if s.state == "disputed"]
    if disputed:
        yield badge(f"disputed: {', '.join(disputed)}", "warn")
    yield badge(voices_words(h), "" if h.voices > 1 else "open")


def voices_words(h: Happening) -> str:
    """ "3 independent voices in 2 reports"."""
    reports = counted(h.reports, "report")
    return f"{counted(h.voices, 'independent voice')} in {reports}" if h.voices else f"{reports}, no voice asserts it"


def happening_facts(view: SituationView, h: Happening) -> Iterator[tuple[str, Child]]:
    """What is told of it, value by value, each with its voices."""
    when, where, status = (h.slot(name) for name in ("when", "where", "status"))
    yield "When", _line(view, day_markup(h.when), when)
    yield "Where", _line(view, where_markup(view, h.where), where)
    yield "Who", join(lines(_side(view, h, side) for side in h.sides[:SIDES]))
    yield "", note(f"and {counted(len(h.sides) - SIDES, 'more side')}") if len(h.sides) > SIDES else None
    if h.status not in STATUSES or status.state == "disputed":
        yield "Status", _line(view, clean(STATUSES.get(h.status, h.status)), status)
    for slot in h.slots:
        if slot.name not in OWN | set(ROLES) and not is_toll(slot) and slot.said:
            yield slot_name(slot), _line(view, value(slot.shown or "not told"), slot)
    telling = _who_tells(h)
    yield "Told by", says(view, telling, values=False) if telling else None


def _line(view: SituationView, told: Child, slot: Slot) -> Markup:
    """A value, how it stands, and its voices."""
    return join([told, " ", state_badge(slot), says(view, slot.said) if slot.said else None])


def _side(view: SituationView, h: Happening, side: Side) -> Markup:
    role = el("span", {"class": "muted"}, f" {ROLES.get(side.role, side.role)}")
    slot = h.slot(side.role)
    state = state_badge(slot) if slot.state in {"disputed", "decided"} else None
    return join([view.actor(side.key, side.name), role, " ", state, says(view, side.said) if side.said else None])


def _who_tells(h: Happening) -> Sequence[Said]:
    """The words on whether it happened, where no slot or side shows them already."""
    status = h.slot("status")
    return status.said if h.status in STATUSES and status.state != "disputed" else ()


def where_markup(view: SituationView, spot: Spot | None) -> Markup:
    """A place with its precision: "Beledweyne, Hiiraan, Somalia (SO); the place itself"."""
    if spot is None:
        return el("span", {"class": "muted"}, "place not told")
    name = view.place(spot)
    inside = ", ".join(p for p in (spot.admin1, country_words(spot.country)) if p and clean(p) != clean(spot.name))
    return join([name, ", " if inside else None, value(inside) if inside else None, precision_markup(spot)])


def precision_markup(spot: Spot) -> Markup:
    """How exact a place is, in words and with its radius; that it is not on the map where it has no coordinates."""
    told = [PRECISIONS.get(spot.where_prec or 0, "")]
    told += [f"within {plain(spot.radius_km)} km"] if spot.radius_km and spot.where_prec != 1 else []
    if spot.lat is None or spot.lon is None:
        told = ["not found on the map"]
    words = ", ".join(t for t in told if t)
    return el("span", {"class": "muted"}, f" ({words})") if words else NOTHING


def codes(h: Happening) -> Iterator[str]:
    """What kind of thing it is, in the codebooks' words."""
    gloss = plover_glosses().get(h.plover)
    yield f"PLOVER {h.plover}" + (f" – {gloss}" if gloss else "")
    acled = acled_types().get(h.acled or "")
    if acled:
        yield f"ACLED {acled.sub_event_type}"
    if h.ucdp is not None:
        yield f"UCDP {h.ucdp} – {ucdp_codes()['type_of_violence'].get(h.ucdp, 'not told')}"


def report_links(view: SituationView, h: Happening) -> Markup:
    """Which reports tell it, and why these are held for one happening."""
    members = dict.fromkeys(report for report, _ in h.events)
    if not members:
        return NOTHING
    told = join([view.report(r) for r in members], ", ")
    reports = el("p", {"class": "how"}, f"{counted(len(members), 'report')}: ", told)
    if not h.links:
        return reports
    rows = [el("li", None, _link(view, link.a, link.b, h), f": {link.score:.2f}", _why(link.why)) for link in h.links]
    summary = el("summary", None, "Why these are one happening")
    return join([reports, el("details", {"class": "why"}, summary, el("ul", None, *rows))])


def _link(view: SituationView, a: str, b: str, h: Happening) -> Markup:
    by_event = {event: report for report, event in h.events}
    return join([view.report(by_event[e]) if e in by_event else value(e) for e in (a, b)], " and ")


def _why(parts: Sequence[tuple[str, float, str]]) -> Markup:
    told = [f"{clean(name).replace('_', ' ')} {weight:+.2f} ({shorten(saw, 80)})" for name, weight, saw in parts]
    return el("span", {"class": "muted"}, " – ", value("; ".join(told))) if told else NOTHING
