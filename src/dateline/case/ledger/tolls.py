"""A toll of several kinds of people: soldiers and civilians add up, two tolls of the same people are rivals.

Tolls are told apart by whom they count (`Figure.of`). "12 people" is a whole toll; "5 soldiers" and "7 civilians" are
parts of it. Who is counted within another ("a faction's fighters" within "the rebels") is not added to him again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.case.ledger.gather import WHOLE
from dateline.case.ledger.numbers import DEFAULT, Tally, number_of, replaces
from dateline.case.ledger.saying import latest
from dateline.model.situation import Number
from dateline.model.vocabulary import Hedge


@dataclass(frozen=True, slots=True)
class Part:
    """The number of one kind of people, with everybody who gives one."""

    of: str
    name: str
    number: Number | None
    words: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """The whole, and its parts where voices tell them apart."""

    number: Number | None
    parts: tuple[Part, ...]
    whole: tuple[Tally, ...]


def toll_of(words: Sequence[Tally], rule: str = DEFAULT) -> Toll:
    """The toll by a rule for numbers.

    Wholes decide where anybody gives one; the parts together only raise its high end. Without a whole the parts are
    added up, as UCDP's deaths_a, deaths_b, deaths_civilians and deaths_unknown add up to its best. A part that is zero
    ("no American was killed") says nothing of the whole.
    """
    by_kind: dict[str, list[Tally]] = {}
    for w in words:
        by_kind.setdefault(w.value.of, []).append(w)
    whole = tuple(by_kind.pop(WHOLE, ()))
    parts = tuple(
        Part(of, found[0].value.of_name, number_of(largest(found), rule), tuple(found)) for of, found in by_kind.items()
    )
    total = number_of(largest(whole), rule)
    added = _added([p.number for p in parts if p.number is not None and not _inside(p, parts) and not _none(p.number)])
    if total is None:
        return Toll(added, parts, whole)
    most = (added.high if added.high is not None else added.best) if added else None
    if most is not None and total.high is not None and most > total.high:
        total = Number(total.low, total.best, most, "unknown", total.rule)
    return Toll(total, parts, whole)


def largest(words: Sequence[Tally]) -> list[Tally]:
    """Of a voice's numbers of one kind in one report the largest: "12 civilians, five of them children"."""
    best: dict[tuple[str, str], float] = {}
    for w in words:
        key = (w.said.report, w.said.voice)
        best[key] = max(best.get(key, -1.0), w.value.size)
    return [w for w in words if w.value.size >= best[w.said.report, w.said.voice]]


def parts_floor(toll: Toll) -> float:
    """The fewest that the parts together can be, by what the voices assert."""
    lows = [p.number.low or 0 for p in toll.parts if p.number is not None and not _inside(p, toll.parts)]
    return sum(lows)


def _inside(part: Part, parts: Iterable[Part]) -> bool:
    """Whether its people are counted within another part that is not zero."""
    within = {w.value.within for w in part.words if w.value.within}
    return any(p.of in within and p.number is not None and not _none(p.number) for p in parts)


def _none(number: Number) -> bool:
    return number.low == number.best == number.high == 0


def _added(numbers: Sequence[Number]) -> Number | None:
    """The sum; an end that one part leaves open stays open."""
    if len(numbers) < 2:
        return numbers[0] if numbers else None
    low = sum(n.low or 0 for n in numbers)
    best = _sum([n.best for n in numbers])
    high = _sum([n.high for n in numbers])
    exact = low == best == high
    if best is None and high is None:
        return Number(low or None, None, None, "at least" if low else "heavy", f"{numbers[0].rule}, parts added up")
    hedge: Hedge = "exact" if exact else "at least" if high is None else "unknown"
    return Number(low, best, high, hedge, f"{numbers[0].rule}, parts added up")


def _sum(values: Sequence[float | None]) -> float | None:
    return None if any(v is None for v in values) else sum(v for v in values if v is not None)


def told_latest(words: Sequence[Tally]) -> list[Tally]:
    """The numbers that stand: counted, not replaced by their own voice, each voice's largest of its kind."""
    kinds: dict[str, list[Tally]] = {}
    for w in words:
        kinds.setdefault(w.value.of, []).append(w)
    return [w for found in kinds.values() for w in latest(largest(found), replaces)]
