"""An event made ready to be compared: its days as numbers, its names folded, the words of its telling as sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from dateline.case.facts import ActorFacts, EventFacts, PlaceFacts, ReportFacts, TollFacts
from dateline.case.link.lexicon import Family, family_of, hours_of, means_of, ranks_of, settings_of, spots_of
from dateline.case.link.settings import USUAL, LinkSettings
from dateline.gazetteer.folding import bare, fold
from dateline.protect.tables import common

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_AGE = re.compile(r"\b(\d{1,2})[ -](?:year|month)s?[ -]old\b|, (\d{1,2})(?=[,.])", re.IGNORECASE)
_ENDS = frozenset('.!?:"“”‘\n\r•|')
LEAD = 600
"""Characters from the start of the text in which a report tells what it is about."""
_NAMED = frozenset({"person"})
_PEOPLE = frozenset({"civilians", "person", "other"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of an event, by all the names that its report gives it."""

    role: str
    """"doer", "done to" or "side"."""
    key: str
    names: frozenset[str]
    kind: str
    part_of: str | None
    named: bool
    """Whether it has a name of its own, not only a description ("gunmen")."""


@dataclass(frozen=True, slots=True)
class Story:
    """What a report gives to all its events."""

    report: str
    words: frozenset[str]
    """Every word of it, folded."""
    names: frozenset[str]
    """Names: words with a capital inside sentences, and runs of them."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One event of one report."""

    id: str
    report: str
    outlet: str | None
    published: int | None
    family: Family
    acled: str | None
    ucdp: int | None
    status: str
    low: int | None
    high: int | None
    """First and last day, as ordinals; None where open."""
    precise: bool
    """Whether it is one day."""
    dated: bool
    """Whether the report gives the day; else low..high are the days before its publication."""
    place: PlaceFacts | None
    parties: tuple[Party, ...]
    persons: frozenset[str]
    """Full names of persons harmed or taking part."""
    killed: tuple[float, ...]
    injured: tuple[float, ...]
    hours: int
    ranks: frozenset[str]
    means: frozenset[str]
    settings: frozenset[str]
    spots: frozenset[tuple[str, str]]
    words: frozenset[str]
    names: frozenset[str]
    ages: frozenset[str]
    lead: bool
    """Whether the report tells it first, as what it is about."""
    several: bool
    """Whether it is told as many ("five airstrikes"), or has parts."""
    part: bool
    story: Story = field(repr=False)

    @property
    def place_names(self) -> frozenset[str]:
        return folded_names([self.place.name]) if self.place else frozenset()


def tellings_of(report: ReportFacts, settings: LinkSettings = USUAL) -> tuple[Telling, ...]:
    """The events of a report, ready to be compared."""
    names = names_in(report.text)
    story = Story(report.report, words_in(report.text), names)
    parents = {e.parent for e in report.events if e.parent}
    return tuple(_telling(e, story, settings, several=e.id in parents) for e in report.events)


def _telling(event: EventFacts, story: Story, settings: LinkSettings, *, several: bool) -> Telling:
    published = day_of(event.published)
    low, high, dated = _days(event, published, settings)
    words = words_in(event.words)
    parties = tuple(_parties(event))
    return Telling(
        event.id,
        event.report,
        fold(event.outlet) if event.outlet else None,
        published,
        family_of(event.plover, event.acled),
        event.acled,
        event.ucdp,
        event.status,
        low,
        high,
        precise=dated and low is not None and low == high,
        dated=dated,
        place=event.where,
        parties=parties,
        persons=_persons(event),
        killed=tuple(_numbers(event.tolls, "killed")),
        injured=tuple(_numbers(event.tolls, "injured")),
        hours=hours_of(event.words),
        ranks=ranks_of(event.words),
        means=means_of(" ".join((event.words, *event.means))),
        settings=settings_of(event.words),
        spots=spots_of(event.words),
        words=words,
        names=frozenset(n for n in story.names if _within(n, words)),
        ages=frozenset(a or b for a, b in _AGE.findall(event.words)),
        lead=event.start < LEAD,
        several=several or _many(event),
        part=event.parent is not None,
        story=story,
    )


def day_of(iso: str | None) -> int | None:
    """A day as a number; None for none, and for what is no full ISO day."""
    try:
        return date.fromisoformat(iso[:10]).toordinal() if iso else None
    except ValueError:
        return None


def _days(event: EventFacts, published: int | None, settings: LinkSettings) -> tuple[int | None, int | None, bool]:
    """First and last day, and whether the report gives them. An undated event is looked for before its publication."""
    low = day_of(event.when.start) if event.when else None
    high = day_of(event.when.end) if event.when else None
    if low is not None or high is not None:
        return low, high if high is not None else published, True
    if published is None:
        return None, None, False
    return published - settings.undated_days, published, False


def _parties(event: EventFacts) -> Iterator[Party]:
    roles = {"actor": "doer", "recipient": "done to"}
    for side in event.sides:
        if side.role != "associate":
            yield party_of(roles.get(side.role, "side"), side.actor)


def party_of(role: str, actor: ActorFacts) -> Party:
    named = not actor.key.startswith("name:") or (actor.name[:1].isupper() and not _described(actor.name))
    return Party(role, actor.key, folded_names(actor.names), actor.kind, actor.part_of, named)


def _described(name: str) -> bool:
    """Whether a name is only common words, with a capital because it opens a sentence ("Gunmen")."""
    return all(w in common() or w.isdigit() for w in fold(name).split())


def _persons(event: EventFacts) -> frozenset[str]:
    """Full names only: a surname alone is shared by many."""
    names = (n for s in event.sides if s.actor.kind in _NAMED for n in s.actor.names)
    return frozenset(f for n in names if full_name(n) and (f := fold(n)))


def full_name(name: str) -> bool:
    """Whether a name has two words with a capital that are more than common words."""
    capitals = [w for w in name.split() if w[:1].isupper() and fold(w) not in common()]
    return len(capitals) >= 2


def _numbers(tolls: Iterable[TollFacts], harm: str) -> Iterator[float]:
    for t in tolls:
        number = next((n for n in (t.best, t.low, t.high) if n is not None), None)
        if t.harm == harm and number is not None:
            yield number


def _many(event: EventFacts) -> bool:
    return event.count is not None and any(n is not None and n > 1 for n in event.count)


def folded_names(names: Iterable[str]) -> frozenset[str]:
    """Names without article and accents."""
    return frozenset(f for n in names if (f := bare(fold(n)).removeprefix("the ")))


def words_in(text: str) -> frozenset[str]:
    """Every word of a text, folded; numbers are left out: a toll rises, and a day is compared as a day."""
    return frozenset(w for t in _WORD.findall(text) if not t[:1].isdigit() and len(w := _base(t)) > 2)


def _base(token: str) -> str:
    return fold(token.removesuffix("’s").removesuffix("'s"))


def names_in(text: str) -> frozenset[str]:
    """Words with a capital that no sentence opens with, and runs of two or three of them as one name."""
    tokens = [(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]
    inside = {_base(t) for n, (t, start, _) in enumerate(tokens) if t[:1].isupper() and not _opens(text, start)}
    found = set(inside)
    for (a, _, end), (b, start, _) in pairwise(tokens):
        if (
            a[:1].isupper()
            and b[:1].isupper()
            and text[end:start] == " "
            and (_base(a) in inside or _base(b) in inside)
        ):
            found.add(f"{_base(a)} {_base(b)}")
    return frozenset(f for f in found if len(f) > 2 and not f.isdigit())


def _opens(text: str, start: int) -> bool:
    """Whether a word opens a sentence, a quotation or a line."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in _ENDS


def _within(name: str, words: frozenset[str]) -> bool:
    return name in words or (" " in name and all(w in words for w in name.split()))


def all_tellings(reports: Sequence[ReportFacts], settings: LinkSettings) -> dict[str, Telling]:
    """Event id -> telling, in the order of ids, whatever the order of the reports."""
    found = (t for r in reports for t in tellings_of(r, settings))
    return {t.id: t for t in sorted(found, key=lambda t: t.id)}
