"""The lists of a folder, column by column: happenings, contradictions, holdings, places, actors, relations, sources,
checks, reports. What a page shows with links the CSV tells in plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from dateline.model.situation import Bond, Day, Figure, Happening, Held, LedgerEntry, ReportLine, Said, Spot
from dateline.render.bundle.links import record_anchor
from dateline.render.bundle.lists import Cell, Column, Listing
from dateline.render.bundle.view import BundleView, Check, Voiced, voices_in
from dateline.render.map.svg import safe_id
from dateline.render.page.events import STATUSES
from dateline.render.page.markup import Child, Markup, el, join, safe_url
from dateline.render.page.parts import badge
from dateline.render.page.places import PRECISIONS
from dateline.render.page.tables import HOLDS
from dateline.render.page.view import country_words, predicate, value
from dateline.render.situation.cards import precision_markup
from dateline.render.situation.ledger import REASONS, subject_words
from dateline.render.situation.said import KINDS, dot, says
from dateline.render.situation.slots import number_shown, slot_words
from dateline.render.situation.view import TITLE, Sited, day_markup, outlet_words
from dateline.render.summary import counted
from dateline.render.words import clean, plain, shorten

FEW: Final = 12
"""Links to single records in one cell; the rest are counted."""
Lists = dict[str, Listing[Any]]


def lists_of(view: BundleView, checks: Sequence[Check]) -> Lists:
    """All lists by their pages, in the order of the navigation."""
    made: tuple[Listing[Any], ...] = (
        happenings(view), ledger(view), held(view), places(view), actors(view), bonds(view), sources(view),
        checked(view, checks), reports(view),
    )  # fmt: skip
    return {one.page: one for one in made}


def happenings(view: BundleView) -> Listing[Happening]:
    def toll(name: str) -> Column[Happening]:
        return Column(
            {"deaths": "Killed", "injured": "Wounded"}[name],
            name,
            lambda h: _toll(h, name),
            lambda h: h.slot(name).shown,
        )

    return Listing(
        "~happenings", "Happenings", "happening", view.told,
        (
            Column("What", "title", lambda h: view.happening(h.id), lambda h: h.title),
            Column("When", "when", lambda h: day_markup(h.when), lambda h: _days(h.when)),
            Column("Where", "where", lambda h: _spot(view, h), lambda h: h.where.name if h.where else None),
            Column("Who", "who", lambda h: _sides(view, h), lambda h: _texts(f"{s.name} ({s.role})" for s in h.sides)),
            toll("deaths"), toll("injured"),
            Column("Told by", "voices", _told_by, lambda h: h.voices),
            Column("How it stands", "disputed", _stands, lambda h: _texts(_disputed(h))),
        ),
        lambda h: f"row-{view.numbers[h.id]}",
        empty="Nothing: no report tells of a happening that counts.",
        more=(
            ("id", lambda h: h.id), ("status", lambda h: h.status), ("reports", lambda h: h.reports),
            ("lat", lambda h: h.where.lat if h.where else None), ("lon", lambda h: h.where.lon if h.where else None),
            ("where_prec", lambda h: h.where.where_prec if h.where else None), ("plover", lambda h: h.plover),
            ("acled", lambda h: h.acled), ("ucdp", lambda h: h.ucdp),
        ),
    )  # fmt: skip


def _spot(view: BundleView, h: Happening) -> Child:
    return _sited(view, h.where) if h.where else el("span", {"class": "muted"}, "not told")


def _sited(view: BundleView, spot: Spot) -> Markup:
    return join([view.place(spot), precision_markup(spot)])


def _sides(view: BundleView, h: Happening) -> Markup:
    shown = join([view.actor(s.key, s.name) for s in h.sides[:FEW]], ", ")
    return join([shown, f" and {len(h.sides) - FEW} more" if len(h.sides) > FEW else None])


def _toll(h: Happening, name: str) -> Child:
    slot = h.slot(name)
    return value(number_shown(slot)) if slot.shown or slot.number else None


def _told_by(h: Happening) -> str:
    reports = counted(h.reports, "report")
    return f"{counted(h.voices, 'voice')} in {reports}" if h.voices else f"{reports}, no voice asserts it"


def _disputed(h: Happening) -> list[str]:
    return [s.name.replace("_", " ") for s in h.slots if s.state == "disputed"]


def _stands(h: Happening) -> Markup:
    shown = [badge(h.status, "open")] if h.status not in STATUSES else []
    disputed = _disputed(h)
    return join([*shown, badge(f"disputed: {', '.join(disputed)}", "warn wrap") if disputed else None], " ")


def ledger(view: BundleView) -> Listing[LedgerEntry]:
    """Contradictions, and what was said later instead; what is borne out stands on the happening's own page."""
    kinds = {"contradiction": 0, "supersedes": 1}
    entries = sorted((e for e in view.situation.ledger if e.kind in kinds), key=lambda e: kinds[e.kind])
    return Listing(
        "~ledger", "Who disagrees", "row", entries,
        (
            Column("About", "about_title", lambda e: _about(view, e), lambda e: _about_words(view, e)),
            Column("What", "slot", lambda e: slot_words(e.slot) if e.slot else None, lambda e: e.slot),
            Column("Why", "reason", _why, lambda e: e.reason),
            Column("Values that stand side by side", "values", lambda e: _values(view, e),
                   lambda e: _texts(side.value for side in e.sides)),
        ),
        lambda e: f"ledger-{safe_id(e.id)}",
        "One row a value on which reports differ, or that was corrected. Nobody is said to be right.",
        "No two reports stand against each other.",
        (("id", lambda e: e.id), ("kind", lambda e: e.kind), ("about", lambda e: e.about),
         ("voices", lambda e: _texts(str(len({s.voice for s in side.said})) for side in e.sides))),
    )  # fmt: skip


def _about(view: BundleView, e: LedgerEntry) -> Markup:
    return view.happening(e.about) if e.about in view.numbers else value(shorten(subject_words(e), TITLE))


def _about_words(view: BundleView, e: LedgerEntry) -> str:
    n = view.numbers.get(e.about)
    return view.told[n - 1].title if n else subject_words(e)


def _why(e: LedgerEntry) -> Markup:
    return badge(REASONS.get(e.reason, e.reason), "warn wrap" if e.kind == "contradiction" else "wrap")


def _values(view: BundleView, e: LedgerEntry) -> Markup:
    told = [
        el("div", {"class": "account-value"}, el("b", None, value(shorten(side.value, TITLE))), " ",
           says(view, side.said, values=False))
        for side in e.sides
    ]  # fmt: skip
    return join(told)


def held(view: BundleView) -> Listing[Held]:
    rows = sorted(view.situation.held, key=lambda h: (clean(h.place.name), not h.said, h.actor))
    at = f"As at {clean(view.situation.at)}." if view.situation.at else "For all days that the reports tell of."
    return Listing(
        "~held", "Who holds what", "statement", rows,
        (
            Column("Place", "place", lambda h: _sited(view, h.place), lambda h: h.place.name),
            Column("Actor", "actor", lambda h: view.actor(h.actor_key, h.actor), lambda h: h.actor),
            Column("How it stands", "status", _holds, lambda h: h.status),
            Column("When", "when", lambda h: day_markup(h.when) if h.when else None, lambda h: _days(h.when)),
            Column("Who says so", "voices", lambda h: says(view, h.said, values=False), lambda h: _voices(h.said)),
            Column("Who says otherwise", "against", lambda h: _against(view, h),
                   lambda h: _texts(side.value for side in h.against)),
        ),
        lambda h: None, at, "No report says who holds a place.",
        (("lat", lambda h: h.place.lat), ("lon", lambda h: h.place.lon), ("where_prec", lambda h: h.place.where_prec),
         ("reports", lambda h: _texts(dict.fromkeys(s.report for s in h.said)))),
    )  # fmt: skip


def _holds(h: Held) -> Markup:
    shown = [HOLDS.get(h.status, clean(h.status)), el("span", {"class": "muted"}, f" ({clean(h.status)})")]
    return join([*shown, " ", badge("disputed", "warn") if h.against else None])


def _against(view: BundleView, h: Held) -> Markup | None:
    told = [
        el("div", {"class": "account-value"}, el("b", None, value(shorten(s.value, TITLE))), " ",
           says(view, s.said, values=False))
        for s in h.against
    ]  # fmt: skip
    return join(told) if told else None


def places(view: BundleView) -> Listing[Sited]:
    happened: dict[str, list[Happening]] = {}
    for h in view.told:
        if h.where is not None:
            happened.setdefault(view.places[h.where].id, []).append(h)
    holders: dict[str, list[Held]] = {}
    for one in view.situation.held:
        holders.setdefault(view.places[one.place].id, []).append(one)
    return Listing(
        "~places", "Places", "place", list(dict.fromkeys(view.places.values())),
        (
            Column("Place", "place", _site, lambda s: s.name),
            Column("How exact", "where_prec", _exact, lambda s: s.where_prec),
            Column("Latitude, longitude", "lat", _point, lambda s: s.lat),
            Column("What happened there", "happenings", lambda s: _numbers(view, happened.get(s.id, [])),
                   lambda s: _texts(h.id for h in happened.get(s.id, ()))),
            Column("Who stands how to it", "held", lambda s: _holders(view, holders.get(s.id, [])),
                   lambda s: _texts(f"{h.actor}: {h.status}" for h in holders.get(s.id, ()))),
        ),
        lambda s: s.id, None, "Nothing is said to have been anywhere.",
        (("lon", lambda s: s.lon), ("country", lambda s: s.country), ("admin1", lambda s: s.admin1),
         ("radius_km", lambda s: s.radius_km), ("basis", lambda s: s.basis)),
    )  # fmt: skip


def _site(s: Sited) -> Markup:
    inside = ", ".join(p for p in (s.admin1, country_words(s.country)) if p and clean(p) != s.name)
    return join([value(s.name), el("div", {"class": "muted"}, value(inside)) if inside else None])


def _exact(s: Sited) -> Markup:
    reach = f"within {plain(s.radius_km)} km" if s.radius_km is not None else None
    code = f"UCDP {s.where_prec}" if s.where_prec is not None else None
    return join(
        [PRECISIONS.get(s.where_prec or 0, "not told"), el("div", {"class": "muted"}, join([reach, code], ", "))]
    )


def _point(s: Sited) -> Markup:
    if s.lat is None or s.lon is None:
        return el("span", {"class": "muted"}, "not found")
    return el("span", {"class": "at"}, f"{s.lat:.4f}, {s.lon:.4f}")


def _numbers(view: BundleView, told: Sequence[Happening]) -> Markup:
    links = [
        el("a", {"href": f"#{safe_id(h.id)}", "class": "nth", "aria-label": f"happening {view.numbers[h.id]}"},
           f"{view.numbers[h.id]:,}")
        for h in told[: 2 * FEW] if h.id in view.numbers
    ]  # fmt: skip
    more = f" and {len(told) - 2 * FEW:,} more" if len(told) > 2 * FEW else None
    return join([join(links, " "), more])


def _holders(view: BundleView, held_: Sequence[Held]) -> Markup | None:
    told = [
        el("div", None, view.actor(h.actor_key, h.actor), f" {HOLDS.get(h.status, clean(h.status))}")
        for h in held_[:FEW]
    ]
    more = el("div", {"class": "muted"}, f"and {len(held_) - FEW:,} more") if len(held_) > FEW else None
    return join([*told, more]) if told else None


def actors(view: BundleView) -> Listing[Figure]:
    took_part: dict[str, list[Happening]] = {}
    for h in view.told:
        for key in dict.fromkeys(s.key for s in h.sides):
            took_part.setdefault(key, []).append(h)
    return Listing(
        "~actors", "Actors", "actor", view.actors,
        (
            Column("Name", "name", lambda a: _actor(view, a), lambda a: a.name),
            Column("What it is", "kind", _kind, lambda a: a.kind),
            Column("Also called", "names", _also, lambda a: _texts(a.names)),
            Column("Takes part in", "happenings", lambda a: _part(view, a, took_part.get(a.key, [])),
                   lambda a: a.happenings),
            Column("Reports", "reports", lambda a: f"{a.reports:,}", lambda a: a.reports),
        ),
        lambda a: view.anchors[a.key],
        "Those who take part in most happenings come first. Letter, shape and colour stand for the actor alone.",
        "No report names an actor.",
        (("key", lambda a: a.key), ("country", lambda a: a.country)),
    )  # fmt: skip


def _actor(view: BundleView, a: Figure) -> Markup:
    return el("span", {"class": "actor"}, view.sign(a.key), value(a.name))


def _kind(a: Figure) -> Markup:
    return value(", ".join(t for t in (a.kind, country_words(a.country)) if t))


def _also(a: Figure) -> Markup:
    others = [n for n in a.names if clean(n).casefold() != clean(a.name).casefold()]
    more = f" and {len(others) - FEW} more" if len(others) > FEW else None
    return join([join([value(n) for n in others[:FEW]], ", "), more])


def _part(view: BundleView, a: Figure, told: Sequence[Happening]) -> Markup:
    links = _numbers(view, told)
    return join([f"{a.happenings:,} ", el("span", {"class": "muted"}, "(", links, ")") if links else None])


def bonds(view: BundleView) -> Listing[Bond]:
    return Listing(
        "~bonds", "Relations", "relation", view.situation.bonds,
        (
            Column("Subject", "subject", lambda b: view.actor(b.subject_key, b.subject), lambda b: b.subject),
            Column("Relation", "relation", lambda b: predicate(clean(b.predicate)), lambda b: b.predicate),
            Column("Object", "object", lambda b: view.actor(b.object_key, b.object), lambda b: b.object),
            Column("When", "when", lambda b: day_markup(b.when) if b.when else None, lambda b: _days(b.when)),
            Column("Who says so", "voices", lambda b: says(view, b.said, values=False), lambda b: _voices(b.said)),
        ),
        lambda b: None, None, "No report tells how two actors stand to each other.",
        (("reports", lambda b: _texts(dict.fromkeys(s.report for s in b.said))),),
    )  # fmt: skip


def sources(view: BundleView) -> Listing[Voiced]:
    by_id = {h.id: h for h in view.told}
    return Listing(
        "~sources", "Sources", "voice", voices_in(view.situation),
        (
            Column("Who speaks", "name", _speaker, lambda v: v.name),
            Column("What kind", "kind", lambda v: KINDS[v.kind], lambda v: v.kind),
            Column("Quoted by", "outlets", lambda v: _few(v.outlets, "outlet"), lambda v: _texts(v.outlets)),
            Column("From", "first", lambda v: v.first, lambda v: v.first),
            Column("To", "last", lambda v: v.last, lambda v: v.last),
            Column("Reports", "reports", lambda v: f"{len(v.reports):,}", lambda v: len(v.reports)),
            Column("Tells of", "happenings", lambda v: _numbers(view, [by_id[h] for h in v.happenings if h in by_id]),
                   lambda v: len(v.happenings)),
        ),
        lambda v: None,
        "A voice counts once, however many reports pass its words on: copies of a wire’s story, one spokesman.",
        "Nobody is quoted.",
        (("voice", lambda v: v.voice),),
    )  # fmt: skip


def _speaker(v: Voiced) -> Markup:
    return join([dot(v.kind), value(shorten(v.name, TITLE))])


def checked(view: BundleView, checks: Sequence[Check]) -> Listing[Check]:
    order = {"disagrees": 0, "cannot tell": 1, "agrees": 2}
    return Listing(
        "~checks", "Checks", "check", sorted(checks, key=lambda c: order[c.verdict]),
        (
            Column("What was checked", "check", lambda c: c.what.capitalize(), lambda c: c.what),
            Column("Verdict", "verdict", lambda c: badge(c.words, _tone(c)), lambda c: c.verdict),
            Column("What the check says", "message", _message, lambda c: c.message),
            Column("Report", "report", lambda c: view.report(c.report), lambda c: c.report),
        ),
        lambda c: None,
        "Reports against the map, the calendar and themselves. No verdict says that somebody is right.",
        "No check applied to these reports.",
        (("id", lambda c: c.id),),
    )  # fmt: skip


def _message(c: Check) -> Markup:
    return el("a", {"href": f"#{record_anchor(c.report, c.id)}"}, value(c.message))


def _tone(c: Check) -> str:
    return {"disagrees": "warn wrap", "agrees": "wrap"}.get(c.verdict, "open wrap")


def reports(view: BundleView) -> Listing[ReportLine]:
    rows = sorted(view.situation.reports, key=lambda r: (r.published or "9999", r.recorded, r.id))
    return Listing(
        "~reports", "Reports", "report", rows,
        (
            Column("Report", "title", lambda r: _report(view, r), lambda r: r.title or r.name),
            Column("Outlet", "outlet", lambda r: value(r.outlet) if r.outlet else "not known", lambda r: r.outlet),
            Column("Published", "published", lambda r: clean(r.published or "not known"), lambda r: r.published),
            Column("Holds", "events", lambda r: f"{counted(r.events, 'event')}, {counted(r.claims, 'claim')}",
                   lambda r: r.events),
            Column("Its address", "url", _address, lambda r: r.url),
        ),
        lambda r: f"row-{safe_id(r.id)}", _copies(rows), "No reports.",
        (("id", lambda r: r.id), ("claims", lambda r: r.claims), ("copy_of", lambda r: r.copy_of),
         ("recorded", lambda r: r.recorded or None)),
    )  # fmt: skip


def _copies(rows: Sequence[ReportLine]) -> str | None:
    copies = sum(r.copy_of is not None for r in rows)
    return f"{counted(copies, 'report')} copy another: a copy of a story is no further voice." if copies else None


def _report(view: BundleView, r: ReportLine) -> Markup:
    shown = el("a", {"href": f"#{safe_id(r.id)}"}, value(shorten(r.title or r.name, TITLE)))
    story = view.reports.get(r.copy_of) if r.copy_of and r.copy_of != r.id else None
    if story is None:
        return shown
    like = f", {r.likeness:.0%} alike" if r.likeness is not None else ""
    return join([shown, el("div", {"class": "muted"}, "copy of ", view.report(story.id, outlet_words(story)), like)])


def _address(r: ReportLine) -> Markup | None:
    url = safe_url(r.url)
    return el("a", {"href": url, "rel": "noopener noreferrer nofollow"}, value(shorten(url, 60))) if url else None


def _few(names: Iterable[str], noun: str) -> Markup:
    told = list(names)
    more = f" and {counted(len(told) - 3, f'more {noun}')}" if len(told) > 3 else None
    return join([join([value(shorten(n, 60)) for n in told[:3]], ", "), more])


def _voices(said: Sequence[Said]) -> int:
    return len({s.voice for s in said})


def _days(day: Day | None) -> Cell:
    if day is None:
        return None
    return clean(day.start or "…") if day.start == day.end else f"{clean(day.start or '…')}/{clean(day.end or '…')}"


def _texts(told: Iterable[str]) -> Cell:
    """Several values in one cell; a bar within a value is doubled, as in the sheets."""
    return " | ".join(t.replace("|", "||") for t in told) or None
