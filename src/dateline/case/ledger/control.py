"""Who holds which place at a date, with the claims for and against.

A claim holds from its day on, until a later one ends it: the holder "lost" the place, or another is said to hold it.
Claims of one day by different voices for different holders contradict each other; one voice that names two holders
("rebels on one side, the government on the other") says that they share it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.case.facts import ControlFacts, PlaceFacts, ReportFacts
from dateline.case.ledger.days import day_of, since
from dateline.case.ledger.entries import entry, told_by
from dateline.case.ledger.places import same_place, spot_of
from dateline.case.ledger.saying import UNCOUNTED, said_of
from dateline.case.ledger.voices import Voices
from dateline.case.ledger.words import folded
from dateline.model.situation import Held, LedgerEntry, LedgerSide, Said

WHOLE: Final = frozenset({"controls", "majority", "encircled"})
"""Statuses that only one holder, or holders who share it, can have; the others stand beside them."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One voice's word on who holds a place, from a day on ("" where no day is known)."""

    facts: ControlFacts
    said: Said
    day: str
    own: bool = False
    """Whether the holder itself says so: that contests what others say, and ends none of it."""

    @property
    def key(self) -> str:
        return self.facts.actor.key

    @property
    def family(self) -> frozenset[str]:
        """Its own key and its group's."""
        return frozenset({self.key, self.facts.actor.part_of or self.key})


def held_of(
    control: Sequence[ControlFacts], at: dt.date | None, voices: Voices, reports: Mapping[str, ReportFacts]
) -> tuple[tuple[Held, ...], tuple[LedgerEntry, ...]]:
    """Who holds what at a date (now, without one), and the ledger's entries on it."""
    held: list[Held] = []
    entries: list[LedgerEntry] = []
    for place, claims in _by_place(_claims(control, voices, reports), at):
        shown, told = _place(place, claims)
        held += shown
        entries += told
    return tuple(held), tuple(entries)


def _claims(control: Iterable[ControlFacts], voices: Voices, reports: Mapping[str, ReportFacts]) -> Iterator[Claimed]:
    for c in control:
        for told in c.told:
            if told.stance not in UNCOUNTED or c.status == "seeks":
                value = f"{c.actor.name}: {c.status}"
                said = said_of(told, c, value, reports[c.report], voices)
                own = told.affiliation is not None and told.affiliation in {c.actor.key, c.actor.part_of}
                yield Claimed(c, said, day_of(c.when, c.published), own)


def _by_place(claims: Iterable[Claimed], at: dt.date | None) -> list[tuple[PlaceFacts, list[Claimed]]]:
    """The claims that were made by the date, place by place, in the order of their days."""
    last = at.isoformat() if at else "9999"
    found: list[tuple[PlaceFacts, list[Claimed]]] = []
    by_name: dict[object, list[int]] = {}
    for c in sorted(claims, key=lambda c: (c.day, c.said.recorded)):
        if c.day > last:
            continue
        place = c.facts.place
        keys = [folded(place.name), *([place.geonames_id] if place.geonames_id is not None else [])]
        at_ = next((n for k in keys for n in by_name.get(k, []) if same_place(found[n][0], place)), None)
        if at_ is None:
            at_ = len(found)
            found.append((place, []))
        found[at_][1].append(c)
        for k in keys:
            if at_ not in by_name.setdefault(k, []):
                by_name[k].append(at_)
    return found


def _place(place: PlaceFacts, claims: Sequence[Claimed]) -> tuple[list[Held], list[LedgerEntry]]:
    affirmed = [c for c in claims if c.said.stance != "denied"]
    denied = [c for c in claims if c.said.stance == "denied"]
    live = [c for c in affirmed if not _ended(c, affirmed)]
    whole = [c for c in live if c.facts.status in WHOLE]
    about = place.id
    entries = [*_changes(about, place, affirmed), *_denials(about, place, live, denied)]
    held: list[Held] = []
    for group in _shared(whole):
        rivals = [c for c in whole if c not in group]
        if held and rivals:
            continue  # the others stand against the first, which most voices name
        against = [*_sides(rivals), *_sides(d for d in denied if any(d.key == g.key for g in group))]
        held += _rows(place, group, against)
        if rivals:
            entries.append(_contradiction(about, place, group, rivals))
    held += _rows(place, [c for c in live if c.facts.status not in WHOLE and c.facts.status != "lost"], [])
    return held, entries


def _ended(c: Claimed, claims: Sequence[Claimed]) -> bool:
    """Whether a later claim took its place: the same actor stands otherwise, or another holds it all."""
    for later in claims:
        if later.day <= c.day:
            continue
        if later.key == c.key and later.facts.status != c.facts.status:
            return True
        whole = later.facts.status in WHOLE and c.facts.status in WHOLE
        if whole and not later.own and not later.family & c.family and not _shares(later, c, claims):
            return True
    return False


def _shares(later: Claimed, c: Claimed, claims: Sequence[Claimed]) -> bool:
    """Whether the later day still has the earlier holder beside the other."""
    return any(o.day >= later.day and o.key == c.key and o.facts.status in WHOLE for o in claims)


def _shared(whole: Sequence[Claimed]) -> list[list[Claimed]]:
    """Holders put together where one voice names both or one is part of the other; those of the most voices first."""
    groups: list[list[Claimed]] = []
    for c in whole:
        near = [g for g in groups if any(_together(c, o) for o in g)]
        groups = [g for g in groups if g not in near] + [[*(o for g in near for o in g), c]]
    return sorted(groups, key=lambda g: -len({c.said.voice for c in g}))


def _together(a: Claimed, b: Claimed) -> bool:
    return bool(a.family & b.family) or (a.said.voice == b.said.voice and a.said.report == b.said.report)


def _rows(place: PlaceFacts, claims: Sequence[Claimed], against: Sequence[LedgerSide]) -> list[Held]:
    """One row an actor and status, with everybody who says so."""
    found: dict[tuple[str, str], list[Claimed]] = {}
    for c in claims:
        found.setdefault((c.key, c.facts.status), []).append(c)
    rows = []
    for (key, status), mine in found.items():
        when = since([(c.facts.when, c.day) for c in mine])
        said = tuple(c.said for c in mine)
        rows.append(Held(spot_of(place), mine[-1].facts.actor.name, key, status, when, said, tuple(against)))
    return rows


def _sides(claims: Iterable[Claimed]) -> list[LedgerSide]:
    found: dict[str, list[Said]] = {}
    for c in claims:
        value = f"not {c.facts.actor.name}" if c.said.stance == "denied" else c.said.value
        found.setdefault(value, []).append(c.said)
    return [LedgerSide(value, tuple(said)) for value, said in found.items()]


def _contradiction(about: str, place: PlaceFacts, group: Sequence[Claimed], rivals: Sequence[Claimed]) -> LedgerEntry:
    both = [*_sides(group), *_sides(rivals)]
    message = f"Who holds {place.name}: {'; '.join(map(told_by, both))}."
    return entry("contradiction", "control", about, "control", both, message)


def _denials(
    about: str, place: PlaceFacts, live: Sequence[Claimed], denied: Sequence[Claimed]
) -> Iterator[LedgerEntry]:
    """Denials of what is held, by another voice than those that say so."""
    for key in dict.fromkeys(d.key for d in denied):
        against = [d for d in denied if d.key == key]
        voices = {d.said.voice for d in against}
        told = [c for c in live if c.key == key and c.facts.status in WHOLE and c.said.voice not in voices]
        if told:
            both = [*_sides(told), *_sides(against)]
            message = f"Who holds {place.name}: {'; '.join(map(told_by, both))}."
            yield entry("contradiction", "denial", about, "control", both, message)


def _changes(about: str, place: PlaceFacts, claims: Sequence[Claimed]) -> Iterator[LedgerEntry]:
    """Each holder with the first later claim that ended it."""
    ended = [c for c in claims if c.facts.status in WHOLE and _ended(c, claims)]
    for key in dict.fromkeys(c.key for c in ended):
        before = [c for c in ended if c.key == key]
        after = next((c for c in claims if c.day > before[-1].day and _ends(c, before[-1])), None)
        if after is not None:
            both = [*_sides(before), *_sides([after])]
            message = f"Who holds {place.name}: {told_by(both[0])}; later {told_by(both[-1])}."
            yield entry("supersedes", "update", about, "control", both, message)


def _ends(later: Claimed, c: Claimed) -> bool:
    whole = later.facts.status in WHOLE and not later.own
    return later.key == c.key or (whole and not later.family & c.family)
