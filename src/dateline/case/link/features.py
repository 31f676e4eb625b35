"""What speaks for and against two events being one happening. Each feature says what it saw; `data/weights.tsv` says
what it is worth.

A feature is a function of two tellings that yields (name, value, what it saw); the value is a share 0..1 of the
weight. What a report does not tell is no evidence: a slot that one of the two leaves empty yields nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from dateline.case.link.lexicon import means_meet, settings_meet
from dateline.case.link.rarity import Rarity
from dateline.case.link.row_sides import row_sides
from dateline.case.link.tellings import Party, Telling
from dateline.case.link.whereabouts import placed, places_meet

Part = tuple[str, float, str]
Feature = Callable[[Telling, Telling, Rarity], Iterator[Part]]

NIGHT: Final = sum(1 << h for h in (20, 21, 22, 23, 0, 1, 2, 3, 4, 5))
"""Hours of which one outlet may give the day before and another the day after."""
LEAST_MASS = 4.0
"""Weight of words below which a telling is too short to be shared in full."""
RARE = 0.4
"""Least weight of a word that is named as evidence."""
HAPPENED: Final = frozenset({"happened", "ongoing", "alleged", "denied"})
"""Told as something that took place, whoever doubts it."""


def days(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """One day, overlapping days, days apart; where nobody gives a day, how close the reports are."""
    if not (a.dated and b.dated):
        yield from _undated(a, b)
        return
    if a.precise and b.precise and a.low == b.low:
        yield "same day", 1.0, f"both on {_iso(a.low)}"
    elif gap(a, b) <= 0:
        yield "days overlap", _share(a, b), f"{_days(a)} and {_days(b)}"
    elif gap(a, b) == 1:
        yield "days near", 1.0, f"{_days(a)} and {_days(b)}, perhaps one night"
    else:
        yield "days apart", 1.0, f"{_days(a)} and {_days(b)}"


def gap(a: Telling, b: Telling) -> int:
    """Days between two intervals; 0 where they touch or overlap, or an end is open."""
    ends = [(a.high, b.low), (b.high, a.low)]
    return max((low - high for high, low in ends if low is not None and high is not None), default=0)


def _share(a: Telling, b: Telling) -> float:
    """How much two overlapping intervals say: one day in a week little, a week in a week more."""
    wide = [t.high - t.low + 1 if t.high is not None and t.low is not None else 60 for t in (a, b)]
    return min(1.0, 3.0 / max(wide)) if max(wide) > 1 else 1.0


def _undated(a: Telling, b: Telling) -> Iterator[Part]:
    dated, other = (a, b) if a.dated else (b, a)
    if other.published is None:
        return
    if dated.dated:
        behind = _behind(dated, other.published)
        if behind is not None and -1 <= behind <= 3:
            yield "told together", 1.0, f"{_days(dated)}, and a report of {_iso(other.published)}"
        elif other.lead and behind is not None and (behind < -1 or behind > 14):
            yield "days apart", 0.7, f"{_days(dated)}, and a report of {_iso(other.published)}"
    elif dated.published is not None:
        apart = abs(dated.published - other.published)
        if apart <= 3:
            yield "told together", 1.0 - apart / 6, f"reports of {_iso(a.published)} and {_iso(b.published)}"
        elif apart > 14 and a.lead and b.lead:
            yield "days apart", min(1.0, apart / 40), f"reports of {_iso(a.published)} and {_iso(b.published)}"


def _behind(dated: Telling, published: int) -> int | None:
    """Days from the end of the event to a publication; negative where that came before its start."""
    if dated.low is not None and published < dated.low:
        return published - dated.low
    return published - dated.high if dated.high is not None else None


def _iso(day: int | None) -> str:
    return date.fromordinal(day).isoformat() if day else "…"


def _days(t: Telling) -> str:
    return _iso(t.low) if t.low == t.high else f"{_iso(t.low)} to {_iso(t.high)}"


def places(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """One place, one inside the other, neighbours, or another place; a place that only the other's report names."""
    if a.place and b.place:
        found = placed(a.place, b.place)
        if found.value > 0:
            yield "same place", found.value, found.seen
        elif found.km is None and (name := _named_by_other(a, b)):
            yield "same place", 0.5, f"{found.seen}; both reports name {name}"
        elif found.value < 0:
            yield "other place", -found.value, found.seen
        return
    with_place, without = (a, b) if a.place else (b, a)
    if with_place.place and any(n in without.story.names for n in with_place.place_names):
        share = max(rarity.name(n) for n in with_place.place_names)
        yield "place named", 0.5 + share / 2, f"both reports name {with_place.place.name}"


def _named_by_other(a: Telling, b: Telling) -> str | None:
    """The place of one event that the other's report names, where the other is a spot that no map knows."""
    for with_place, other in ((a, b), (b, a)):
        found = sorted(n for n in with_place.place_names if n in other.story.names)
        if found and with_place.place is not None and with_place.place.lat is not None:
            return found[0]
    return None


def actors(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """A named actor in one role in both; who did it differs; the same kind of people suffer it."""
    if a.dataset is not None or b.dataset is not None:
        yield from row_sides(a, b, rarity)
        return
    matched = [(p, q) for p in a.parties for q in b.parties if _one_role(p, q) and same_actor(p, q)]
    named = [(p, q) for p, q in matched if p.named and q.named and p.kind != "person"]
    if named:
        best = max(named, key=lambda pq: (_rare(pq[0], rarity), pq[0].key))
        yield "same actor", 0.4 + 0.6 * _rare(best[0], rarity), f"{best[0].role}: {min(best[0].names)}"
    elif _other_doers(a, b):
        yield "other actor", 1.0, f"{_doers(a)} and {_doers(b)}"
    kinds = {p.kind for p in a.parties if p.role == "done to"} & {p.kind for p in b.parties if p.role == "done to"}
    if kinds - {"other"}:
        yield "kind of actor", 1.0, f"done to {min(kinds)}"


def _one_role(p: Party, q: Party) -> bool:
    return p.role == q.role or "side" in {p.role, q.role}


def same_actor(p: Party, q: Party) -> bool:
    """By the catalogue's key, by one belonging to the other, or by a shared name."""
    if q.key in {p.key, p.part_of} or q.part_of == p.key:
        return True
    return p.named and q.named and bool(p.names & q.names)


def _rare(party: Party, rarity: Rarity) -> float:
    return max((max((rarity.of(w) for w in n.split()), default=0.0) for n in party.names), default=0.0)


def _other_doers(a: Telling, b: Telling) -> bool:
    ours, theirs = _named_doers(a), _named_doers(b)
    everybody = [(p, q) for p in ours for q in (*theirs, *_named_sides(b))]
    everybody += [(p, q) for p in _named_sides(a) for q in theirs]
    return bool(ours and theirs) and not any(same_actor(p, q) for p, q in everybody)


def _named_doers(t: Telling) -> list[Party]:
    return [p for p in t.parties if p.role == "doer" and p.named]


def _named_sides(t: Telling) -> list[Party]:
    return [p for p in t.parties if p.role == "side" and p.named]


def _doers(t: Telling) -> str:
    return ", ".join(sorted(min(p.names or {p.key}) for p in _named_doers(t)))


def types(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """The same kind of act, or kinds as which one act may be told."""
    if (a.dataset is None) != (b.dataset is None) and a.ucdp is not None and b.ucdp is not None:
        same = a.ucdp == b.ucdp  # a row of UCDP has no other type
        yield ("same type", 0.5, f"UCDP {a.ucdp}") if same else ("other type", 0.5, f"UCDP {a.ucdp} and {b.ucdp}")
    elif a.family.name == b.family.name:
        yield "same type", 1.0, a.acled or a.family.name
    elif b.family.name not in a.family.may_be and a.family.name not in b.family.may_be:
        yield "other type", 1.0, f"{a.family.name} and {b.family.name}"


def tolls(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """A shared number. Tolls that differ say little: they rise, and outlets differ."""
    if a.killed and b.killed:
        yield "tolls told", 1.0, f"{max(a.killed):g} and {max(b.killed):g} killed"
    same = set(a.killed) & set(b.killed) - {0.0}
    hurt = set(a.injured) & set(b.injured) - {0.0}
    if same or hurt:
        number = max(same or hurt)
        both = 0.3 if same and hurt else 0.0
        seen = f"{number:g} {'killed' if same else 'injured'}"
        yield "same toll", min(1.0, (0.35 if number < 3 else 0.6 if number < 10 else 0.9) + both), seen
    elif a.killed and b.killed and not (a.several or b.several):
        low, high = sorted((max(a.killed), max(b.killed)))
        together = a.published is not None and b.published is not None and abs(a.published - b.published) <= 1
        if high >= 8 and low * 4 <= high and together:
            yield "toll far apart", 1.0, f"{low:g} and {high:g} killed"


def persons(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """One person by full name in both, or in the telling of one and the report of the other."""
    shared = a.persons & b.persons
    if shared:
        yield "named person", 1.0, min(shared)
        return
    told = {n for n in a.persons if n in b.story.names} | {n for n in b.persons if n in a.story.names}
    if told and a.lead and b.lead:
        yield "named person", 0.6, min(told)


def words(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """Rare words that the telling sentences share, by the share of what the shorter one has to say."""
    shared = a.words & b.words
    together = math.fsum(map(rarity.word, shared))
    value = together / max(min(rarity.mass(a), rarity.mass(b)), LEAST_MASS)
    if value >= 0.05:
        told = _rarest((w for w in shared if rarity.word(w) >= RARE), rarity.word)
        yield "shared words", min(1.0, value), told or "common words"
    names = [n for n in a.names & b.names if rarity.name(n) >= RARE]
    if names:
        value = math.fsum(map(rarity.name, names)) / 4
        yield "shared names", min(1.0, value), _rarest(names, rarity.name)


def _rarest(words: Iterable[str], weight: Callable[[str], float]) -> str:
    """The five rarest, in words."""
    return ", ".join(sorted(words, key=lambda w: (-weight(w), w))[:5])


def story(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """Rare names of their own anywhere in the two reports, where both open with the event."""
    if not (a.lead and b.lead):
        return
    strong = [n for n in a.story.own & b.story.own if rarity.name(n) >= RARE]
    if strong:
        shared = rarity.squares(strong)
        likeness = shared / (rarity.square(a.story) * rarity.square(b.story)) ** 0.5
        yield "same story", min(1.0, max(likeness * 2, shared / 5)), _rarest(strong, rarity.name)


def spots(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """A street, district or checkpoint by name; a market here and a mosque there."""
    ours, theirs = {n for _, n in a.spots}, {n for _, n in b.spots}
    if ours & theirs:
        yield "same spot", 1.0, min(ours & theirs)
    both = a.settings & b.settings
    if both:
        yield "same setting", 1.0, min(both)


def contrasts(a: Telling, b: Telling) -> Iterator[tuple[str, str]]:
    """What sets two acts of one town and day apart: (name, what it saw). Only what both tell counts, and nothing that
    the other's report speaks of too."""
    if not {n for _, n in a.spots} & {n for _, n in b.spots} and (other := _other_spot(a, b)):
        yield "other spot", other
    if a.settings and b.settings and not a.settings & b.settings and not _settings_meet(a, b):
        yield "other setting", f"{min(a.settings)} and {min(b.settings)}"
    if _usable(a.hours) and _usable(b.hours) and not a.hours & b.hours:
        yield "other hour", f"{_clock(a.hours)} and {_clock(b.hours)}"
    ours, theirs = _numbers(a), _numbers(b)
    if ours and theirs and not ours & theirs:
        yield "other rank", f"number {min(ours)} and number {min(theirs)}"


def gainsaid(a: Telling, b: Telling) -> bool:
    """Whether one is the denial of the other, of who did it too. "Nobody was killed in it" denies no act."""
    denied, told = (a, b) if a.status == "denied" else (b, a)
    if denied.status != "denied" or told.status == "denied" or denied.acled != told.acled:
        return False
    days = not (a.dated and b.dated) or (a.low, a.high) == (b.low, b.high)
    towns = a.place is None or b.place is None or places_meet(a.place, b.place)
    doers = any(p.role != "done to" for p in denied.parties)
    return days and towns and doers and next(iter(contrasts(a, b)), None) is None


def told_apart(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """The contrasts between two tellings."""
    yield from ((name, 1.0, seen) for name, seen in contrasts(a, b))


def _other_spot(a: Telling, b: Telling) -> str | None:
    """Two names of one sort of spot, neither of which the other's report knows."""
    for word, name in sorted(a.spots):
        for other_word, other in sorted(b.spots):
            if word == other_word and name not in b.story.names | b.story.words and other not in a.story.names:
                return f"{name} {word} and {other} {word}"
    return None


def _settings_meet(a: Telling, b: Telling) -> bool:
    if any(settings_meet(s, t) for s in a.settings for t in b.settings):
        return True
    return _says(a.settings, b.story.words) or _says(b.settings, a.story.words)


def _says(settings: frozenset[str], words: frozenset[str]) -> bool:
    """Whether a report speaks of one of the settings anywhere."""
    return any(all(w in words for w in s.split()) for s in settings)


def means(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """What it was done with."""
    shared = a.means & b.means - {"explosive", "gun"}
    if shared:
        yield "same means", 1.0, min(shared)
    elif a.means and b.means and not any(means_meet(m, n) for m in a.means for n in b.means):
        yield "other means", 1.0, f"{min(a.means)} and {min(b.means)}"


def hours(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """The time of day that the telling sentences name."""
    if _usable(a.hours) and _usable(b.hours) and a.hours & b.hours:
        yield "same hour", 1.0, _clock(a.hours & b.hours)


def _usable(mask: int) -> bool:
    """Whether hours are named, and not the whole day ("from morning until night")."""
    return 0 < mask.bit_count() <= 13


def _clock(mask: int) -> str:
    hours = [h for h in range(24) if mask >> h & 1]
    return f"{hours[0]:02}:00" if len(hours) == 1 else f"between {hours[0]:02}:00 and {hours[-1]:02}:59"


def ranks(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """ "The second blast" in both; "another attack" in one only."""
    ours, theirs = _numbers(a), _numbers(b)
    if ours & theirs:
        yield "same rank", 1.0, f"number {min(ours & theirs)}"
    elif not (ours and theirs) and a.ranks != b.ranks and not a.ranks & b.ranks:
        yield "another", 1.0, f"counted as {min(a.ranks | b.ranks)} in one report only"


def _numbers(t: Telling) -> frozenset[str]:
    return frozenset(r for r in t.ranks if r.isdigit())


def wholes(a: Telling, b: Telling, rarity: Rarity) -> Iterator[Part]:
    """Told as several by one, as a single act by the other; planned here, done there."""
    if a.several != b.several:
        yield "part and whole", 1.0, "one report tells several, the other one"
    if a.again or b.again:
        yield "told again", 1.0, "one report told it before, or what it is a detail of"
    if any(not t.dated and t.place is None and not t.persons for t in (a, b)):
        yield "bare", 1.0, "told without day, place or name"
    if (a.status in HAPPENED) != (b.status in HAPPENED):
        yield "not happened", 1.0, f"{a.status} and {b.status}"


FEATURES: Final[tuple[Feature, ...]] = (
    days, places, actors, types, tolls, persons, words, story, spots, told_apart, means, hours, ranks, wholes,
)  # fmt: skip
