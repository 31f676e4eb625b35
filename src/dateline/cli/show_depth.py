"""One record of a case in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dateline.case.revisions import Revision
from dateline.case.views.depth import ActorDepth, Depth, HappeningDepth, JudgementDepth, ReportDepth
from dateline.case.views.history import Step, judgement_words
from dateline.model.judgement import Judgement
from dateline.model.situation import Bond, Happening, Link
from dateline.render.lines import FAINT, QUOTED, STRONG, WARN, Line, apart, line
from dateline.render.situation.view import day_words
from dateline.render.situation.words import happening_lines
from dateline.render.summary import counted, summary_lines
from dateline.render.words import clean, shorten

MOST: Final = 40
"""Lines of a kind that are told; the rest are counted, and --json holds all."""
STEPS: Final = {"report": "added", "joined": "linked", "left": "unlinked", "decided": "decided", "undone": "undone"}


def depth_lines(depth: Depth, width: int) -> Iterator[Line]:
    """The lines of any record."""
    if isinstance(depth, HappeningDepth):
        return _happening(depth, width)
    if isinstance(depth, ReportDepth):
        return _report(depth)
    if isinstance(depth, ActorDepth):
        return _actor(depth)
    return _judgement(depth)


def _happening(depth: HappeningDepth, width: int) -> Iterator[Line]:
    if depth.event is not None:
        e = depth.event
        yield line(0, (f"{e.id}, as {clean(e.outlet or e.report)} tells it", STRONG))
        yield line(2, (f"“{shorten(e.words, 600)}”", QUOTED))
        yield line(0, " ")
        yield line(0, "It belongs to:")
    yield from happening_lines(depth.happening, depth.ledger, width)
    yield from _apart(depth.apart)
    yield from _decisions(depth.decisions)
    yield from _history(depth.history)


def _apart(links: Sequence[Link]) -> Iterator[Line]:
    if not links:
        return
    yield from apart(f"Looked at, and kept apart ({len(links):,})")
    for x in sorted(links, key=lambda x: -x.score)[:MOST]:
        yield line(2, f"{clean(x.a)} and {clean(x.b)}: {x.score:.2f}")
        parts = (f"{clean(name).replace('_', ' ')} {weight:+.2f} ({shorten(saw, 60)})" for name, weight, saw in x.why)
        yield line(6, ("; ".join(parts), FAINT))
    yield from _rest(len(links), "pair")


def _decisions(judgements: Sequence[Judgement]) -> Iterator[Line]:
    if not judgements:
        return
    yield from apart(f"Decided ({len(judgements):,})")
    for j in judgements[-MOST:]:
        style = FAINT if j.undone is not None else ""
        yield line(2, (f"{j.id}, {j.at[:10]}  ", FAINT), (shorten(judgement_words(j), 400), style))


def _history(steps: Sequence[Step]) -> Iterator[Line]:
    yield from apart("How it came about")
    for s in steps[:MOST]:
        yield line(2, (f"{s.seq:>5}  {s.at[:10]}  ", FAINT), f"{STEPS[s.what]}: {shorten(s.told, 300)}")
    yield from _rest(len(steps), "step")


def _report(depth: ReportDepth) -> Iterator[Line]:
    r = depth.report
    yield line(0, (shorten(r.title or r.name, 200), STRONG))
    told = (clean(r.outlet or "outlet not told"), f"published {clean(r.published)}" if r.published else "day not told")
    yield line(0, (" · ".join((r.id, *told, f"added {r.recorded_at[:10]} as {clean(r.name)}")), FAINT))
    if r.url:
        yield line(0, (clean(r.url), FAINT))
    if r.copy_of:
        alike = f" ({r.likeness:.0%} alike)" if r.likeness is not None else ""
        yield line(0, ("a copy: ", WARN), f"of {clean(r.copy_of)}{alike}; both are one voice")
    if r.appearances > 1:
        yield line(0, f"The same words came {r.appearances} times.")
    for copy in depth.copies:
        yield line(0, f"Copied by {clean(copy.outlet or copy.name)} ({copy.id})")
    for revision in depth.revisions:
        yield from revision_lines(revision, 0)
    yield from _listed("Happenings it tells", depth.happenings)
    yield from _decisions(depth.decisions)
    yield line(0, " ")
    *summary, _ = summary_lines(depth.dossier)  # its last line tells how to read a report that is in no case
    yield from summary


def _actor(depth: ActorDepth) -> Iterator[Line]:
    a = depth.actor
    yield line(0, (clean(a.name), STRONG))
    counts = (counted(a.happenings, "happening"), counted(a.reports, "report"))
    yield line(0, (" · ".join(t for t in (a.key, a.kind, a.country or "", *counts) if t), FAINT))
    if len(a.names) > 1:
        yield line(0, f"Called: {', '.join(clean(n) for n in a.names[:MOST])}")
    yield from _listed("What it takes part in", depth.happenings)
    if depth.bonds:
        yield from apart(f"How it stands to others ({len(depth.bonds):,})")
        for b in depth.bonds[:MOST]:
            yield line(2, _bond(b), (f"  {counted(len({s.voice for s in b.said}), 'voice')}", FAINT))
    if depth.held:
        yield from apart(f"What it holds ({len(depth.held):,})")
        for h in depth.held[:MOST]:
            against = f"  against it: {'; '.join(shorten(s.value, 60) for s in h.against)}" if h.against else ""
            yield line(2, f"{clean(h.place.name)}: {clean(h.status)} ({day_words(h.when)})", (against, WARN))
    if depth.ledger:
        yield from apart(f"Where reports differ ({len(depth.ledger):,})")
        for e in depth.ledger[:MOST]:
            yield line(2, shorten(e.message, 300))
        yield from _rest(len(depth.ledger), "contradiction")


def _bond(b: Bond) -> str:
    return f"{clean(b.subject)} {clean(b.predicate).replace('_', ' ')} {clean(b.object)}"


def _judgement(depth: JudgementDepth) -> Iterator[Line]:
    j = depth.judgement
    yield line(0, (f"{j.id}, {j.at[:10]}", STRONG))
    yield line(0, shorten(judgement_words(j), 600))
    by = "a person" if j.by == "person" else "an engine"
    yield line(0, (f"about {', '.join(clean(a) for a in j.about)}; decided by {by}", FAINT))
    yield from _decisions(depth.beside)


def _listed(title: str, happenings: Sequence[Happening]) -> Iterator[Line]:
    if not happenings:
        return
    yield from apart(f"{title} ({len(happenings):,})")
    for h in happenings[:MOST]:
        yield line(2, (f"{day_words(h.when)}  ", FAINT), shorten(h.title, 160), (f"  {h.id}", FAINT))
    yield from _rest(len(happenings), "happening")


def revision_lines(revision: Revision, indent: int) -> Iterator[Line]:
    """What went and what came."""
    where = "one address" if revision.by == "address" else "one headline, outlet and day"
    a, b = revision.before, revision.after
    yield line(indent, ("changed in silence: ", WARN), f"{clean(a.outlet or a.name)}, {a.id} and {b.id} under {where}")
    for sign, passages in (("−", revision.went), ("+", revision.came)):
        for words in passages:
            yield line(indent + 4, f"{sign} ", (f"“{shorten(words, 240)}”", QUOTED))


def _rest(number: int, noun: str) -> Iterator[Line]:
    if number > MOST:
        yield line(2, (f"and {counted(number - MOST, noun)} more (--json holds all)", FAINT))
