"""An event made ready to be compared: its days as numbers, its names folded, the words of its telling as sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dateline.case.facts import ActorFacts, EventFacts, PlaceFacts, ReportFacts, TollFacts
from dateline.case.link.lexicon import (
    Family,
    family_of,
    hours_of,
    means_meet,
    means_of,
    ranks_of,
    settings_of,
    spots_of,
)
from dateline.case.link.names import folded_names, full_name, is_name, names_in, within, words_in
from dateline.case.link.settings import USUAL, LinkSettings
from dateline.case.link.whereabouts import narrow, places_meet
from dateline.gazetteer.folding import fold

_AGE = re.compile(r"\b(\d{1,2})[ -](?:year|month)s?[ -]old\b|, (\d{1,2})(?=[,.])", re.IGNORECASE)
VIOLENCE = "violence"
FEW = 3
"""Dead from which two tolls of one report are of two happenings."""
LEAD = 600
"""Characters from the start of the text in which a report tells what it is about."""
WEEK = 6
"""Days by which a week may end later than the calendar's."""
PAST = frozenset({"happened", "alleged", "denied"})
_NAMED = frozenset({"person"})


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
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What a report gives to all its events."""

    report: str
    words: frozenset[str]
    """Every word of it, folded."""
    names: frozenset[str]
    """Names: words with a capital inside sentences, and runs of them."""
    towns: frozenset[str]
    """Places of a few kilometres that it names, as far as a map knows them."""
    own: frozenset[str]
    """Names that are neither places nor known groups: who and what this story is about, not where such stories are."""


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
    place_names: frozenset[str]
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
    again: bool
    """Whether nothing sets it off from an event that the report told before."""
    story: Story = field(repr=False)
    dataset: str | None = None
    """Key of the dataset that it is a row of; None for what a report tells."""
    row: str | None = None
    """The dataset's own id of the row's event."""


def tellings_of(report: ReportFacts, settings: LinkSettings = USUAL) -> tuple[Telling, ...]:
    """The events of a report, ready to be compared."""
    story = story_of(report)
    if report.dataset is not None:
        return tuple(_row(e, story, settings, report) for e in report.events)
    parents = {e.parent for e in report.events if e.parent}
    acts = [e for e in report.events if family_of(e.plover, e.acled).broad == VIOLENCE] or report.events
    first = min((e.start for e in acts), default=0)
    told: list[list[Telling]] = []
    for e in sorted(report.events, key=lambda e: (e.start, e.id)):
        telling = _telling(e, story, settings, several=e.id in parents, lead=e.start <= max(LEAD, first))
        head = next((group for group in told if _tells_again(telling, group[0])), None)
        if head is None:
            told.append([telling])
        else:
            head.append(replace(telling, again=True))
    return tuple(t for group in told for t in (_pooled(group), *group[1:]))


def _pooled(group: Sequence[Telling]) -> Telling:
    """The first telling of what a report comes back to, with what the later ones add: a report tells the place in one
    sentence, the toll in the next, and whom it killed in a third."""
    head, *later = group
    if not later:
        return head
    dated = next((t for t in group if t.dated), head)
    placed = next((t for t in group if t.place is not None), head)
    return replace(
        head,
        low=dated.low,
        high=dated.high,
        precise=dated.precise,
        dated=dated.dated,
        place=placed.place,
        place_names=placed.place_names,
        parties=tuple(dict.fromkeys(p for t in group for p in t.parties)),
        persons=frozenset().union(*(t.persons for t in group)),
        killed=tuple(dict.fromkeys(n for t in group for n in t.killed)),
        injured=tuple(dict.fromkeys(n for t in group for n in t.injured)),
        hours=head.hours or next((t.hours for t in later if t.hours), 0),
        means=head.means or next((t.means for t in later if t.means), frozenset()),
        settings=head.settings or next((t.settings for t in later if t.settings), frozenset()),
        spots=frozenset().union(*(t.spots for t in group)),
        words=frozenset().union(*(t.words for t in group)),
        names=frozenset().union(*(t.names for t in group)),
        ages=frozenset().union(*(t.ages for t in group)),
        lead=any(t.lead for t in group),
    )


def _row(event: EventFacts, story: Story, settings: LinkSettings, report: ReportFacts) -> Telling:
    """A row of a dataset: of its tolls the whole alone, for its parts are equal to others' numbers by chance; of its
    words those that are not compared already, as its place and its sides; a row of many days is the sum of what
    happened in them."""
    made = _telling(event, story, settings, several=False, lead=True)
    long = made.low is not None and made.high is not None and made.high - made.low > WEEK
    known = {w for n in (*made.place_names, *(n for p in made.parties for n in p.names)) for w in n.split()}
    own = frozenset(n for n in story.own if not known.intersection(n.split()))
    vague = {s.actor.key for s in event.sides if s.actor.key.startswith("name:") and _is_description(s.actor.name)}
    return replace(
        made,
        parties=tuple(replace(p, named=p.key not in vague) for p in made.parties),
        killed=made.killed[:1],
        several=long,
        words=made.words - known,
        names=frozenset(n for n in made.names if not known.intersection(n.split())),
        story=replace(story, own=own),
        dataset=report.dataset,
        row=report.row_id,
    )


def _is_description(name: str) -> bool:
    """Whether a dataset's name for a side names nobody: "Syrian insurgents", in lower case at its end."""
    return bool(name.split()) and name.rsplit(maxsplit=1)[-1].islower()


def _words_of(report: ReportFacts) -> str:
    """What a report says; of a row those cells that are phrases: headlines, notes, names."""
    if report.dataset is None:
        return report.text
    cells = (report.row or {}).values()
    return "\n".join(c for c in cells if " " in c and any(letter.islower() for letter in c))


def story_of(report: ReportFacts) -> Story:
    """What a report gives to all its events."""
    text = _words_of(report)
    names = names_in(text)
    known = [p.name for p in report.places]
    known += [n for a in report.actors if not a.key.startswith("name:") for n in a.names]
    arena = {w for n in known for w in (fold(n), *fold(n).split())}
    own = frozenset(n for n in names if not all(w in arena for w in n.split()))
    towns = (p.name for p in report.places if p.lat is not None and narrow(p) == 1.0)
    return Story(report.report, words_in(text), names, folded_names(towns), own)


def _tells_again(later: Telling, earlier: Telling) -> bool:
    """Whether nothing sets an event off from one that the report told before: no other day, hour, rank, means or toll,
    and no place of another town. Most such events are details of the first."""
    if later.family.broad != earlier.family.broad or later.several != earlier.several or later.ranks:
        return False
    if later.dated and earlier.dated and (later.low, later.high) != (earlier.low, earlier.high):
        return False
    if later.hours and earlier.hours and not later.hours & earlier.hours:
        return False
    if later.means and earlier.means and not any(means_meet(m, n) for m in later.means for n in earlier.means):
        return False
    if later.killed and earlier.killed and not set(later.killed) & set(earlier.killed) and min(later.killed) >= FEW:
        return False
    if later.settings and earlier.settings and not later.settings & earlier.settings:
        return False
    return later.place is None or earlier.place is None or places_meet(later.place, earlier.place)


def _telling(event: EventFacts, story: Story, settings: LinkSettings, *, several: bool, lead: bool) -> Telling:
    published = day_of(event.published)
    low, high, dated = _days(event, published, settings)
    words = words_in(event.words)
    parties = tuple(_parties(event, story))
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
        place_names=folded_names([event.where.name]) if event.where else frozenset(),
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
        names=frozenset(n for n in story.names if within(n, words)),
        ages=frozenset(a or b for a, b in _AGE.findall(event.words)),
        lead=lead,
        several=several or _many(event),
        part=event.parent is not None,
        again=False,
        story=story,
    )


def weighed(t: Telling) -> frozenset[str]:
    """All words whose rarity decides how an event compares."""
    actors = (w for p in t.parties for n in p.names for w in n.split())
    return frozenset().union(t.words, t.names, t.story.own, t.place_names, actors)


def day_of(iso: str | None) -> int | None:
    """A day as a number; None for none, and for what is no full ISO day."""
    try:
        return date.fromisoformat(iso[:10]).toordinal() if iso else None
    except ValueError:
        return None


def _days(event: EventFacts, published: int | None, settings: LinkSettings) -> tuple[int | None, int | None, bool]:
    """First and last day, and whether the report gives them. An undated event is looked for before its publication,
    and so is one whose day was read as after it. "Last week" may mean the last seven days, so that a week ends late."""
    low = day_of(event.when.start) if event.when else None
    high = day_of(event.when.end) if event.when else None
    if event.when is not None and event.when.precision == "week" and high is not None:
        high += WEEK
    if published is not None and event.status in PAST:
        if low is not None and low > published:
            low = high = None
        high = min(high, published) if high is not None else None
    if low is not None or high is not None:
        return low, high if high is not None else published, True
    if published is None:
        return None, None, False
    return published - settings.undated_days, published, False


def _parties(event: EventFacts, story: Story) -> Iterator[Party]:
    roles = {"actor": "doer", "recipient": "done to"}
    for side in event.sides:
        if side.role != "associate":
            yield _party(roles.get(side.role, "side"), side.actor, story)


def _party(role: str, actor: ActorFacts, story: Story) -> Party:
    names = folded_names(actor.names)
    named = not actor.key.startswith("name:") or any(is_name(n, story.names) for n in names)
    return Party(role, actor.key, names, actor.kind, actor.part_of, named, actor.country)


def _persons(event: EventFacts) -> frozenset[str]:
    """Full names only: a surname alone is shared by many."""
    names = (n for s in event.sides if s.actor.kind in _NAMED for n in s.actor.names)
    return frozenset(f for n in names if full_name(n) and (f := fold(n)))


def _numbers(tolls: Iterable[TollFacts], harm: str) -> Iterator[float]:
    for t in tolls:
        number = next((n for n in (t.best, t.low, t.high) if n is not None), None)
        if t.harm == harm and number is not None:
            yield number


def _many(event: EventFacts) -> bool:
    return event.count is not None and any(n is not None and n > 1 for n in event.count)


def all_tellings(reports: Sequence[ReportFacts], settings: LinkSettings) -> dict[str, Telling]:
    """Event id -> telling, in the order of ids, whatever the order of the reports."""
    found = (t for r in reports for t in tellings_of(r, settings))
    return {t.id: t for t in sorted(found, key=lambda t: t.id)}
