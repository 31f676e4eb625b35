"""Who backs, leads or opposes whom at a date, with the claims; where voices differ, the ledger says so.

A relation holds from its day on, until a later claim says the opposite (`data/opposites.tsv`) or its own voice takes it
back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from dateline.case.facts import RelationFacts, ReportFacts
from dateline.case.ledger.days import day_of, since
from dateline.case.ledger.entries import entry, told_by
from dateline.case.ledger.saying import UNCOUNTED, said_of
from dateline.case.ledger.voices import Voices
from dateline.case.ledger.words import ROOM
from dateline.model.situation import Bond, LedgerEntry, LedgerSide, Said
from dateline.model.vocabulary import SYMMETRIC_PREDICATES
from dateline.tsv import rows_of

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Stated:
    """One voice's word on a relation."""

    facts: RelationFacts
    said: Said
    day: str

    @property
    def denied(self) -> bool:
        return self.said.stance == "denied"

    @property
    def key(self) -> Key:
        """Subject, predicate, object; of symmetric relations the sides in one order."""
        f = self.facts
        if f.predicate in SYMMETRIC_PREDICATES and f.object.key < f.subject.key:
            return f.object.key, f.predicate, f.subject.key
        return f.subject.key, f.predicate, f.object.key


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    rows = rows_of(ROOM, "opposites")
    return frozenset(pair for r in rows for a, b in [(r["predicate"], r["against"])] for pair in ((a, b), (b, a)))


def bonds_of(
    relations: Sequence[RelationFacts], at: dt.date | None, voices: Voices, reports: Mapping[str, ReportFacts]
) -> tuple[tuple[Bond, ...], tuple[LedgerEntry, ...]]:
    """The relations that hold at a date (now, without one), and the ledger's entries on them."""
    last = at.isoformat() if at else "9999"
    stated = sorted(
        (s for s in _stated(relations, voices, reports) if s.day <= last), key=lambda s: (s.day, s.said.recorded)
    )
    by_key: dict[Key, list[Stated]] = {}
    for s in stated:
        by_key.setdefault(s.key, []).append(s)
    entries = [e for key, found in by_key.items() for e in _denials(key, found)]
    ended: set[Key] = set()
    for one, other in combinations(by_key, 2):
        if _opposite(one, other):
            gone, told = _against(by_key[one], by_key[other])
            ended |= gone
            entries += told
    bonds = [_bond(found) for key, found in by_key.items() if key not in ended and _stands(found)]
    return tuple(bonds), tuple(entries)


def _stated(relations: Iterable[RelationFacts], voices: Voices, reports: Mapping[str, ReportFacts]) -> Iterator[Stated]:
    for r in relations:
        for told in r.told:
            if told.stance not in UNCOUNTED:
                value = f"{r.subject.name} {r.predicate.replace('_', ' ')} {r.object.name}"
                value = f"not: {value}" if told.stance == "denied" else value
                yield Stated(r, said_of(told, r, value, reports[r.report], voices), day_of(r.when, r.published))


def _stands(found: Sequence[Stated]) -> bool:
    """Whether a voice says so that has not taken it back."""
    return bool(_affirmed(found))


def _affirmed(found: Sequence[Stated]) -> list[Stated]:
    """The claims for it, without those whose own voice denied it later."""
    return [
        s
        for s in found
        if not s.denied and not any(d.denied and d.said.voice == s.said.voice and d.day >= s.day for d in found)
    ]


def _bond(found: Sequence[Stated]) -> Bond:
    told = _affirmed(found)
    first = told[0].facts
    return Bond(
        first.subject.name, first.subject.key, first.predicate, first.object.name, first.object.key,
        since([(s.facts.when, s.day) for s in told]), tuple(s.said for s in told),
    )  # fmt: skip


def _opposite(one: Key, other: Key) -> bool:
    return {one[0], one[2]} == {other[0], other[2]} and (one[1], other[1]) in _opposites()


def _denials(key: Key, found: Sequence[Stated]) -> Iterator[LedgerEntry]:
    told, denied = _affirmed(found), [s for s in found if s.denied]
    voices = {s.said.voice for s in denied}
    others = [s for s in told if s.said.voice not in voices]
    if others and denied:
        yield _entry("Relation", _side(others), _side(denied), " ".join(key))


def _against(one: Sequence[Stated], other: Sequence[Stated]) -> tuple[set[Key], list[LedgerEntry]]:
    """What two opposite relations make of each other: the later ends the earlier, those of one day contradict."""
    mine, theirs = _affirmed(one), _affirmed(other)
    if not mine or not theirs:
        return set(), []
    if mine[-1].day != theirs[-1].day and mine[-1].day and theirs[-1].day:
        earlier, later = sorted((mine, theirs), key=lambda found: found[-1].day)
        both = [_side(earlier), _side(later)]
        message = f"Relation: {told_by(both[0])}; later {told_by(both[1])}."
        about = " ".join(earlier[0].key)
        return {earlier[0].key}, [entry("supersedes", "update", about, "relation", both, message)]
    if {s.said.voice for s in mine} == {s.said.voice for s in theirs}:
        return set(), []
    return set(), [_entry("Relation", _side(mine), _side(theirs), " ".join(mine[0].key))]


def _entry(what: str, one: LedgerSide, other: LedgerSide, about: str) -> LedgerEntry:
    message = f"{what}: {told_by(one)}; {told_by(other)}."
    return entry("contradiction", "denial", about, "relation", [one, other], message)


def _side(found: Sequence[Stated]) -> LedgerSide:
    return LedgerSide(found[0].said.value, tuple(s.said for s in found))
