"""Contradictions between claims on one happening, each with its reason: what cannot both be as it is said.

Only different voices contradict each other. What is loose contradicts nothing that lies within it: a province and a
village in it, "early May" and the 4th, "at least 10" and 12. A toll that rises from day to day is an update.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations
from typing import Final

from dateline.case.ledger import days, places, sides
from dateline.case.ledger.entries import against, entry, sides_by_value, told_by
from dateline.case.ledger.gather import CIVILIANS, WHOLE, Gathered
from dateline.case.ledger.numbers import Tally, agree, bounds, rises
from dateline.case.ledger.saying import T, Word, latest
from dateline.case.ledger.tolls import parts_floor, told_latest, toll_of
from dateline.model.situation import LedgerEntry, LedgerReason, LedgerSide
from dateline.model.vocabulary import EventStatus
from dateline.render.words import plain

_FIRM: Final = frozenset({"happened", "ongoing"})


def contradictions(words: Gathered) -> Iterator[LedgerEntry]:
    """All contradictions of a happening, slot by slot."""
    yield from _places(words)
    yield from _days(words)
    yield from _denials(words)
    yield from _doers(words)
    for name, tallies in words.tolls.items():
        yield from _numbers(words.id, name, tallies)
    yield from _within_a_report(words)


def clashing(
    words: Sequence[Word[T]],
    clash: Callable[[Word[T], Word[T]], bool],
    same: Callable[[Word[T]], Hashable] = lambda word: word.value,
) -> list[Word[T]]:
    """The words that clash with at least one of another voice. Words that are `same` do not clash, and are compared
    with others as one: many reports give few values."""
    groups: dict[Hashable, list[int]] = {}
    for n, word in enumerate(words):
        groups.setdefault(same(word), []).append(n)
    found: set[int] = set()
    for one, other in combinations(groups.values(), 2):
        if clash(words[one[0]], words[other[0]]):
            for mine, theirs in ((one, other), (other, one)):
                voices = {words[n].said.voice for n in theirs}
                found.update(n for n in mine if voices - {words[n].said.voice})
    return [words[n] for n in sorted(found)]


def _places(words: Gathered) -> Iterator[LedgerEntry]:
    found = clashing(places.standing(words.where), lambda a, b: not places.fit(a.value, b.value))
    if found:
        distinct = list({w.value: None for w in found})
        kms = [km for a, b in combinations(distinct, 2) if (km := places.apart_km(a, b)) is not None]
        far = max(kms, default=0.0)
        both = sides_by_value(found)
        message = f"{against('where', both)} They are {far:.0f} km apart."
        yield entry("contradiction", "place", words.id, "where", both, message, {"km": round(far, 1)})


def _days(words: Gathered) -> Iterator[LedgerEntry]:
    found = clashing(
        days.standing(words.when),
        lambda a, b: not days.overlap(a.value, b.value),
        lambda w: (w.value.start, w.value.end),
    )
    if found:
        distinct = {(w.value.start, w.value.end): w.value for w in found}.values()
        apart = max(days.days_apart(a, b) for a, b in combinations(distinct, 2))
        both = sides_by_value(found)
        message = f"{against('when', both)} They are {apart} day{'' if apart == 1 else 's'} apart."
        yield entry("contradiction", "date", words.id, "when", both, message, {"days": apart})


def _denials(words: Gathered) -> Iterator[LedgerEntry]:
    def clash(a: Word[EventStatus], b: Word[EventStatus]) -> bool:
        return "denied" in {a.value, b.value} and a.value != b.value

    found = clashing(latest(words.status), clash)
    if found:
        denied = [w for w in found if w.value == "denied"]
        told = [w for w in found if w.value != "denied"]
        both = [
            LedgerSide(_word(told), tuple(w.said for w in told)),
            LedgerSide("denied", tuple(w.said for w in denied)),
        ]
        message = f"Whether it happened: {told_by(both[0])}; {told_by(both[1])}."
        yield entry("contradiction", "denial", words.id, "status", both, message)


def _word(told: Sequence[Word[EventStatus]]) -> str:
    return "happened" if any(w.value in _FIRM for w in told) else told[0].value


def _doers(words: Gathered) -> Iterator[LedgerEntry]:
    """Different doers by name; or the same two with the direction turned round."""
    read = sides.readings(words.sides)
    of = sides.families(words.sides)
    turned = {r.voice for a, b in combinations(read, 2) if sides.reversed_(a, b) for r in (a, b)}
    other = {r.voice for a, b in combinations(read, 2) if sides.rival(a, b, of) for r in (a, b)} - turned
    for voices, reason, who in ((turned, "direction", "who attacked whom"), (other, "actor", "who did it")):
        found = [w for w in sides.standing(words.sides) if w.said.voice in voices and w.value.role == "actor"]
        if found:
            both = sides_by_value(found)
            cause: LedgerReason = "direction" if reason == "direction" else "actor"
            yield entry("contradiction", cause, words.id, "actor", both, against(who, both))


def _numbers(about: str, name: str, tallies: Sequence[Tally]) -> Iterator[LedgerEntry]:
    standing = told_latest(tallies)
    kinds = kinds_of(tallies)
    for of, called in kinds.items():
        found = clashing([w for w in standing if w.value.of == of], lambda a, b: not fits(a, b), _as_said)
        if found:
            slot = slot_of(name, of, called, len(kinds))
            both = sides_by_value(found)
            points = [w.value.point for w in found if w.value.point is not None]
            figures = {"lowest": min(points), "highest": max(points)} if points else {}
            yield entry("contradiction", "number", about, slot, both, against(slot, both), figures)
    yield from _parts_and_whole(about, name, tallies, standing)


def kinds_of(tallies: Sequence[Tally]) -> dict[str, str]:
    """Key of those who are counted -> what they are called: civilians as such, whoever calls them villagers."""
    named: dict[str, str] = {}
    for w in tallies:
        named.setdefault(w.value.of, CIVILIANS if w.value.of == CIVILIANS else w.value.of_name)
    return named


def _as_said(word: Tally) -> Hashable:
    return word.value, word.day


def slot_of(name: str, of: str, called: str, kinds: int) -> str:
    """ "deaths", or "deaths of civilians" where the tolls tell several kinds of people apart."""
    return name if of == WHOLE or kinds == 1 else f"{name} of {called}"


def _parts_and_whole(
    about: str, name: str, tallies: Sequence[Tally], standing: Sequence[Tally]
) -> Iterator[LedgerEntry]:
    """Parts that add up to more than a whole by another voice."""
    floor = parts_floor(toll_of(tallies))
    wholes = [w for w in standing if w.value.of == WHOLE and bounds(w.value)[1] < floor]
    voices = {w.said.voice for w in wholes}
    parts = [w for w in standing if w.value.of != WHOLE and w.value.size > 0 and w.said.voice not in voices]
    if wholes and parts and all(not _updated(w, p) for w in wholes for p in parts):
        both = [*sides_by_value(wholes), LedgerSide(f"{plain(floor)} or more, added up", tuple(w.said for w in parts))]
        yield entry("contradiction", "number", about, name, both, against(name, both), {"parts": floor})


def fits(a: Tally, b: Tally) -> bool:
    """Whether two tolls can stand together: one number can be what both say, or the later one updates the earlier."""
    return agree(a.value, b.value) or _updated(a, b)


def _updated(a: Tally, b: Tally) -> bool:
    earlier, later = sorted((a, b), key=lambda w: w.day)
    return rises(earlier, later)


def _within_a_report(words: Gathered) -> Iterator[LedgerEntry]:
    """What a report itself sets against the value: its rivals, by slot."""
    reasons: dict[str, LedgerReason] = {"where": "place", "when": "date", "who": "actor", "status": "denial"}
    main = {"where": words.where, "when": words.when, "who": words.sides, "status": words.status}
    for slot, said in words.rivals:
        shown: Sequence[Word[object]] = main.get(slot, ())  # type: ignore[assignment]
        beside = [w.said for w in shown if w.said.report == said.report and w.said.event == said.event]
        if slot in reasons and beside:
            both = [LedgerSide(beside[0].value, tuple(beside)), LedgerSide(said.value, (said,))]
            name = "actor" if slot == "who" else slot
            yield entry("contradiction", reasons[slot], words.id, name, both, against(name, both))
