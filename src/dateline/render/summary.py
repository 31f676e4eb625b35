"""A dossier on one or two screens: what it is, what does not add up, what happened, who says so, who holds what.

Everything is said in words; colour only repeats it. Lines are wrapped to the width given, from 60 columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from dateline.model.dossier import Dossier
from dateline.model.records import Casualties, Claim, Event, Finding, Source
from dateline.render.lines import FAINT, OPEN, QUOTED, STRONG, WARN, Line, line, print_lines, section, text_of
from dateline.render.words import Names, check_word, clean, interval, names_of, plain, quantity, quoted, shorten

if TYPE_CHECKING:
    from rich.console import Console

QUOTE = 160
"""Characters of the report that stand below an event or a finding."""
CLAIMS = 4
"""Claims shown of one source; the rest are counted."""
RECORDS = 12
"""Relations, control statements and numbers shown; the rest are counted."""

T = TypeVar("T")


def summary_text(dossier: Dossier, width: int = 80, name: str = "REPORT") -> str:
    """The summary as plain text, wrapped to `width` columns."""
    return text_of(summary_lines(dossier, name), width)


def print_summary(dossier: Dossier, console: Console, name: str = "REPORT") -> None:
    """Print the summary to a console. `name` is what the footer calls the report."""
    print_lines(summary_lines(dossier, name), console)


def summary_lines(dossier: Dossier, name: str = "REPORT") -> Iterator[Line]:
    """The summary's lines, in order."""
    names = names_of(dossier)
    yield from _header(dossier)
    yield from _findings(dossier)
    yield from _events(dossier, names)
    yield from _claims(dossier, names)
    yield from _control(dossier, names)
    yield from _relations(dossier, names)
    yield from _amounts(dossier)
    yield from _victims(dossier)
    yield from _footer(dossier, name)


def _header(dossier: Dossier) -> Iterator[Line]:
    """Title; outlet, date with its basis, where it was filed, length; how much was found."""
    d = dossier.document
    yield line(0, (clean(d.title) if d.title else "Untitled report", STRONG))
    date = f"published {d.published.date} ({d.published.basis})" if d.published.date else "publication date unknown"
    filed = f"filed from {clean(d.dateline.place)}" if d.dateline and d.dateline.place else ""
    facts = [clean(d.outlet) if d.outlet else "outlet unknown", date, filed, f"{len(d.text.split()):,} words"]
    yield line(0, " · ".join(f for f in facts if f))
    if d.byline:
        yield line(0, "by " + ", ".join(clean(b) for b in d.byline))
    counts = [("event", dossier.events), ("claim", dossier.claims), ("source", dossier.sources)]
    counts += [("actor", dossier.actors), ("place", dossier.places)]
    yield line(0, (" · ".join(counted(len(records), noun) for noun, records in counts), FAINT))


def counted(number: int, noun: str) -> str:
    """A number with its noun in the right number."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _findings(dossier: Dossier) -> Iterator[Line]:
    """Findings that disagree first, then those that could not be told; agreement is only counted."""
    if not dossier.findings:
        return
    yield from section("What the checks say")
    for verdict, style in (("disagrees", WARN), ("cannot tell", OPEN)):
        for finding in dossier.findings:
            if finding.verdict == verdict:
                yield from _finding(finding, style)
    agreeing = sum(f.verdict == "agrees" for f in dossier.findings)
    if agreeing:
        yield line(2, (f"{counted(agreeing, 'check')} found nothing amiss", FAINT))


def _finding(finding: Finding, style: str) -> Iterator[Line]:
    yield line(2, (finding.verdict.upper(), style), f"  {check_word(finding)}: {clean(finding.message)}")
    figures = compared(finding)
    if figures:
        yield line(6, figures)
    if len(finding.evidence) == 1 and len(finding.evidence[0].quote) <= 4 * QUOTE:
        yield line(6, (quoted(finding.evidence, QUOTE), QUOTED))


def compared(finding: Finding) -> str:
    """Stated beside computed: "stated km 100, computed km 143"."""
    pairs = []
    for key in sorted(finding.figures, key=lambda k: (not k.startswith("stated"), not k.startswith("computed"))):
        value = finding.figures[key]
        if key.startswith(("stated", "computed")) and isinstance(value, (int, float, str)):
            pairs.append(f"{key.replace('_', ' ')} {plain(value) if not isinstance(value, str) else clean(value)}")
    return ", ".join(pairs)


def _events(dossier: Dossier, names: Names) -> Iterator[Line]:
    if not dossier.events:
        yield from section("No events: this text tells of no conflict, or of none that can be read")
        return
    yield from section(f"Events ({len(dossier.events)})")
    for number, event in enumerate(dossier.events, 1):
        yield from _event(number, event, names)


def _event(number: int, event: Event, names: Names) -> Iterator[Line]:
    coding = event.coding.acled or event.coding.plover
    mode = f" · {event.coding.plover}" if event.coding.acled else ""
    yield line(0, f"{number:>3}. ", (event.status, STRONG), f" · {coding}{mode}")
    yield line(5, f"{participants(event, names)}{_where(event, names)} · {interval(event.when)}")
    tolls = [_toll(c, "killed", names) for c in event.deaths] + [_toll(c, "injured", names) for c in event.injured]
    if tolls:
        yield line(5, "; ".join(tolls))
    for rival in event.rivals:
        yield line(5, ("others say", OPEN), f" {rival.slot}: {clean(rival.value)}")
    yield line(5, (quoted(event.evidence, QUOTE), QUOTED))


HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN", "PROTEST", "REJECT", "ACCUSE", "SANCTION"})
"""PLOVER types of conflict, verbal or material, whose sides stand against each other."""


def participants(event: Event, names: Names) -> str:
    """Who did it to whom ("A -> B"), the two sides of a clash ("A against B"), or who deals with whom ("A with B")."""

    def of(*roles: str) -> str:
        return ", ".join(dict.fromkeys(names.actor(w.actor) for w in event.who if w.role in roles))

    sides = [side for side in (of("side_a"), of("side_b")) if side]
    if sides:
        told = (" against " if event.coding.plover in HOSTILE else " with ").join(sides)
    else:
        told = f"{of('actor') or 'someone'} -> {of('recipient')}" if of("recipient") else of("actor") or "nobody named"
    return told + (f", with {of('associate')}" if of("associate") else "")


def _where(event: Event, names: Names) -> str:
    return f" · {names.place(event.where.place)}" if event.where else " · place not told"


def _toll(toll: Casualties, verb: str, names: Names) -> str:
    of = toll.of if toll.of in {"civilians", "unknown"} else names.actor(toll.of)
    return f"{verb}: {quantity(toll.low, toll.high, toll.best, toll.hedge)}" + (f" ({of})" if of != "unknown" else "")


def _claims(dossier: Dossier, names: Names) -> Iterator[Line]:
    """Claims under their sources, in the order in which the sources first speak; the report's own voice comes last."""
    narrators = {s.id for s in dossier.sources if s.kind == "narrator"}
    by_source: dict[str, list[Claim]] = {}
    for claim in sorted(dossier.claims, key=lambda c: c.source in narrators):
        by_source.setdefault(claim.source, []).append(claim)
    if not by_source:
        return
    yield from section(f"Claims by source ({len(dossier.claims)})")
    for id_, claims in by_source.items():
        yield line(2, (names.source(id_), STRONG), _about(names.sources.get(id_), names))
        for claim in claims[:CLAIMS]:
            stance = "" if claim.stance == "asserted" else f"{claim.stance}: "
            yield line(6, stance, (quoted(claim.content, QUOTE), QUOTED))
        yield from _rest(len(claims) - CLAIMS, 6)


def _about(source: Source | None, names: Names) -> str:
    """Kind, role, affiliation, and whether the source must be protected, in brackets."""
    if source is None or source.kind == "narrator":
        return ""
    name = names.source(source.id).casefold()
    facts = [source.kind, *_unless_said(name, clean(source.role or ""))]
    affiliation = names.actor(source.affiliation) if source.affiliation else ""
    facts += [f"of {told}" for told in _unless_said(name, affiliation)]
    if source.protect:
        facts.append("PROTECT: asked not to be named")
    return f"  ({', '.join(facts)})"


def _unless_said(name: str, words: str) -> list[str]:
    """The words, unless the name says them already."""
    return [words] if words and words.casefold() not in name and name not in words.casefold() else []


def _rest(number: int, indent: int) -> Iterator[Line]:
    if number > 0:
        yield line(indent, (f"… and {number} more", FAINT))


def _listed(title: str, records: tuple[T, ...], show: Callable[[T], str]) -> Iterator[Line]:
    if records:
        yield from section(title)
        for record in records[:RECORDS]:
            yield line(2, show(record))
        yield from _rest(len(records) - RECORDS, 2)


def _control(dossier: Dossier, names: Names) -> Iterator[Line]:
    yield from _listed(
        "Who holds what",
        dossier.control,
        lambda c: f"{names.place(c.place)}: {names.actor(c.actor)} ({c.status}) {quoted(c.evidence, 60)}",
    )


def _relations(dossier: Dossier, names: Names) -> Iterator[Line]:
    yield from _listed(
        "Relations",
        dossier.relations,
        lambda r: f"{names.actor(r.subject)} {r.predicate.replace('_', ' ')} {names.actor(r.object)}",
    )


def _amounts(dossier: Dossier) -> Iterator[Line]:
    yield from _listed(
        "Numbers",
        dossier.amounts,
        lambda a: f"{a.what}: {quantity(a.low, a.high, a.best, a.hedge)} {clean(a.unit)} {quoted(a.evidence, 60)}",
    )


def _victims(dossier: Dossier) -> Iterator[Line]:
    yield from _listed(
        "Named victims",
        dossier.victims,
        lambda v: (
            f"{'name withheld' if v.protect else clean(v.name)}: {v.harm}, {v.status}"
            + (f", aged {v.age}" if v.age is not None else "")
        ),
    )


def _footer(dossier: Dossier, name: str) -> Iterator[Line]:
    yield line(0, "")
    if dossier.receipt.dropped:
        dropped = "; ".join(f"{clean(d.reason)} ({d.count})" for d in dossier.receipt.dropped)
        yield line(0, (f"Given up: {dropped}", FAINT))
    yield line(0, (f"Every value with the words that say it: dateline read {shorten(name, 200)} --json", FAINT))
