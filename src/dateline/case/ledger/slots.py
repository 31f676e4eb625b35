"""The slots of a happening: the value shown, how it stands, and everybody's word on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from dateline.case.ledger import days, places, sides
from dateline.case.ledger.clashes import kinds_of, slot_of
from dateline.case.ledger.gather import WHOLE, Gathered
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.numbers import Tally, number_words
from dateline.case.ledger.saying import Word, latest
from dateline.case.ledger.tolls import Toll, told_latest, toll_of
from dateline.model.situation import Said, Side, Slot, SlotState
from dateline.model.vocabulary import EventStatus

FIRM: Final[tuple[EventStatus, ...]] = ("happened", "ongoing")
_UNSURE: Final[tuple[EventStatus, ...]] = ("alleged", "possible", "planned", "denied")


def slots_of(
    words: Gathered, rules: Rules, status: EventStatus, shown: Sequence[Side], disputed: Collection[str]
) -> tuple[Slot, ...]:
    """Every slot, those named in `disputed` as such."""
    found = [_where(words, disputed), _when(words, disputed), _status(words, status, disputed)]
    for name, tallies in words.tolls.items():
        found += _tolls(name, tallies, rules, disputed)
    found += _sides(words, shown, disputed)
    return tuple(found)


def status_of(words: Sequence[Word[EventStatus]]) -> EventStatus:
    """It happened where anybody who counts asserts it, whoever denies it; else what most voices say. Denied only where
    nobody says anything else."""
    said = latest(words) or list(words)
    values = {w.value for w in said}
    for firm in FIRM:
        if firm in values:
            return firm
    by_voice = {(w.value, w.said.voice) for w in said if w.value != "denied"}
    heard: Counter[EventStatus] = Counter(value for value, _ in by_voice)
    return min(heard, key=lambda v: (-heard[v], _UNSURE.index(v)), default="denied")


def _where(words: Gathered, disputed: Collection[str]) -> Slot:
    place = places.choose_where(words.where)
    standing = [w for w in places.standing(words.where) if place is not None and places.fit(w.value, place)]
    all_said = _said(words.where) + _rivals(words, "where")
    return Slot("where", place.name if place else None, _state("where", standing, disputed), said=all_said)


def _when(words: Gathered, disputed: Collection[str]) -> Slot:
    day = days.choose_when(words.when)
    standing = [w for w in days.standing(words.when) if day is not None and days.ends(w.value)]
    all_said = _said(words.when) + _rivals(words, "when")
    return Slot("when", days.day_words(day), _state("when", standing, disputed), said=all_said)


def _status(words: Gathered, status: EventStatus, disputed: Collection[str]) -> Slot:
    standing = [w for w in latest(words.status) if w.value == status or {w.value, status} == set(FIRM)]
    all_said = _said(words.status) + _rivals(words, "status")
    return Slot("status", status, _state("status", standing, disputed), said=all_said)


def _tolls(name: str, tallies: Sequence[Tally], rules: Rules, disputed: Collection[str]) -> list[Slot]:
    """The whole toll, and one slot a kind of people where several are told apart."""
    toll = toll_of(tallies, rules.numbers)
    number = toll.number
    standing = told_latest(tallies)
    kinds = len(toll.parts) + bool(toll.whole)
    called = kinds_of(tallies)
    parts = [(slot_of(name, p.of, called[p.of], kinds), p) for p in toll.parts]
    contested = name in disputed or any(slot in disputed for slot, _ in parts)
    shown = number_words(number) if number else None
    found = [Slot(name, shown, _whole_state(toll, standing, contested=contested), number, _said(tallies))]
    if kinds > 1:
        for slot, part in parts:
            own = [w for w in standing if w.value.of == part.of]
            words = number_words(part.number) if part.number else None
            found.append(Slot(slot, words, _state(slot, own, disputed), part.number, _said(part.words)))
    return found


def _whole_state(toll: Toll, standing: Sequence[Tally], *, contested: bool) -> SlotState:
    """How the whole stands: by the voices that give a whole; where parts are added up, by the part that the fewest
    voices give."""
    if contested or toll.number is None:
        return "disputed" if contested else "none"
    kinds = {WHOLE} if toll.whole else {p.of for p in toll.parts if p.number is not None and p.number.high != 0}
    states = [_state("", [w for w in standing if w.value.of == of], ()) for of in kinds]
    return "agreed" if states and all(s == "agreed" for s in states) else "single"


def _sides(words: Gathered, shown: Sequence[Side], disputed: Collection[str]) -> list[Slot]:
    found = []
    for role in sides.ROLES:
        names = [s.name for s in shown if s.role == role]
        keys = {s.key for s in shown if s.role == role}
        elsewhere = {s.key for s in shown} - keys
        mine = [
            w
            for w in words.sides
            if w.value.actor.key in keys or (w.value.role == role and w.value.actor.key not in elsewhere)
        ]
        rivals = _rivals(words, "who") if role == "actor" else ()
        if names or mine or rivals:
            standing = [w for w in sides.standing(mine) if w.value.actor.key in keys]
            said = _said(mine) + rivals
            found.append(Slot(role, ", ".join(names) or None, _state(role, standing, disputed), said=said))
    return found


def _rivals(words: Gathered, slot: str) -> tuple[Said, ...]:
    return tuple(said for name, said in words.rivals if name == slot)


def _said(words: Iterable[Word]) -> tuple[Said, ...]:  # type: ignore[type-arg]
    return tuple(w.said for w in words)


def _state(name: str, standing: Sequence[Word], disputed: Collection[str]) -> SlotState:  # type: ignore[type-arg]
    """`disputed` where the ledger has a contradiction, else by the number of voices that stand for the value."""
    if name in disputed:
        return "disputed"
    heard = {w.said.voice for w in standing}
    return "agreed" if len(heard) > 1 else "single" if heard else "none"
