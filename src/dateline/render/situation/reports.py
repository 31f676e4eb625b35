"""The reports of the case, copies beneath the story that they copy; the rules that it is read by, and what they leave
out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model.situation import ReportLine
from dateline.render.map.svg import safe_id
from dateline.render.page.markup import Child, Markup, el, join, safe_url
from dateline.render.page.parts import capped, facts, listed, note, part, row, table
from dateline.render.page.view import value
from dateline.render.situation.cards import happening_card
from dateline.render.situation.ledger import replaced
from dateline.render.situation.view import TITLE, SituationView, outlet_words
from dateline.render.summary import counted
from dateline.render.words import clean, shorten


def reports_part(view: SituationView) -> Markup:
    """One row a report; what copies another story stands in a row beneath it and is told to be no second voice."""
    reports = view.situation.reports
    if not reports:
        return part("reports", "Reports", note("No reports: this case is empty."))
    copies = sum(_copies(view, r) is not None for r in reports)
    told = f"{counted(len(reports), 'report')}; {counted(len(reports) - copies, 'story').replace('storys', 'stories')}"
    lead = note(f"{told}. A copy of a story is no further voice." if copies else f"{told}, none a copy of another.")
    heads = ["Report", "Outlet", "Published", "Recorded", "Holds"]
    rows = [_row(view, r, depth) for r, depth in _by_story(view, reports)]
    return part("reports", "Reports", lead, table("c-reports", "Reports", heads, rows), count=len(reports))


def _copies(view: SituationView, line: ReportLine) -> ReportLine | None:
    return view.reports.get(line.copy_of) if line.copy_of and line.copy_of != line.id else None


def _by_story(view: SituationView, reports: Sequence[ReportLine]) -> Iterator[tuple[ReportLine, int]]:
    """By the day of publication, each story followed by its copies; copies in a circle are told as they come."""
    ordered = sorted(reports, key=lambda r: (r.published or "9999", r.recorded, r.id))
    under: dict[str, list[ReportLine]] = {}
    for r in ordered:
        story = _copies(view, r)
        if story is not None and _copies(view, story) is None:
            under.setdefault(story.id, []).append(r)
    folded = {r.id for group in under.values() for r in group}
    for r in ordered:
        if r.id not in folded:
            yield r, 0
            yield from ((copy, 1) for copy in under.get(r.id, ()))


def _row(view: SituationView, r: ReportLine, depth: int) -> Markup:
    title = value(shorten(r.title or r.name, TITLE))
    url = safe_url(r.url)
    link = el("a", {"href": url, "rel": "noopener noreferrer nofollow"}, title) if url else title
    story = _copies(view, r)
    copy = None
    if story is not None:
        like = f", {r.likeness:.0%} alike" if r.likeness is not None else ""
        copy = el("div", {"class": "muted copy"}, "copy of ", view.report(story.id, outlet_words(story)), like)
    again = el("div", {"class": "muted"}, f"came in {r.appearances} times") if r.appearances > 1 else None
    recorded = join(
        [f"no. {r.recorded}", el("br"), el("span", {"class": "muted"}, clean(r.recorded_at)[:16].replace("T", " "))]
    )
    holds = f"{counted(r.events, 'event')}, {counted(r.claims, 'claim')}"
    name = el("div", {"class": "copied"} if depth else None, link, copy, again)
    return row(
        view,
        safe_id(r.id),
        name,
        value(r.outlet) if r.outlet else "not known",
        clean(r.published or "not known"),
        recorded,
        holds,
    )


def rules_part(view: SituationView) -> Markup:
    """The state of the case that the page shows, its rules, and what they leave out."""
    left = view.situation.left_out
    out = [h for h in view.situation.happenings if not h.included]
    shown: list[Child] = [facts(_facts(view))]
    if left:
        items = [join([value(reason), f": {number:,}"]) for reason, number in left]
        shown += [el("h3", None, "What is left out"), listed(items)]
    else:
        shown.append(note("Nothing is left out of this picture."))
    if out:
        gone = replaced(view.situation.ledger)
        cards = capped(out, "happening", lambda h: happening_card(view, h, gone))
        summary = el("summary", None, f"{counted(len(out), 'happening')} left out by a rule or a decision")
        shown.append(el("details", None, summary, cards))
    return part("rules", "How this picture was made", *shown)


def _facts(view: SituationView) -> Iterator[tuple[str, Child]]:
    s = view.situation
    yield "Case", value(s.case)
    yield "As known", f"up to {clean(s.as_of)}" if s.as_of else "with everything that is recorded"
    yield "At", clean(s.at) if s.at else "all days"
    yield "Rules", listed(value(rule) for rule in s.rules)
    yield "State of the log", el("code", {"class": "digest"}, clean(s.head)) if s.head else "empty"
    yield "Signs", "Colours of voices, symbols of actors and the order of the list are the page’s own and judge nobody"
