"""Whether a reading depends on who is named: the same report with names swapped must be read the same way.

Counterfactual substitution as in Garg et al. 2019 ("Counterfactual Fairness in Text Classification", AIES): every form
of one name is put where another stood, both ways round, and each record is set beside the one that stands on the same
words. Whatever then differs in type, status, role, stance or kind of source was decided by the name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dateline.evaluate.spans import evidence_spans, overlap
from dateline.tsv import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dateline.evaluate.spans import Span

PARTNERS = 3
"""With how many others of its group a name is swapped: enough to tell chance from habit, and soon done."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Two names of one group, each with its forms in one order: "Russia", "Russian", "Moscow"."""

    group: str
    names: tuple[str, str]
    forms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Swapped:
    """A text after a swap, and where its characters went."""

    text: str
    _before: tuple[int, ...]
    _shift: tuple[int, ...]

    def moved(self, span: Span) -> Span:
        """Where a span of the first text stands in this one."""
        return self._at(span[0]), self._at(span[1])

    def _at(self, offset: int) -> int:
        return offset + self._shift[bisect_right(self._before, offset)]


@dataclass(slots=True)
class Flips:
    """How many records of two readings differ, by slot. A record counts once in `flipped`, whatever differs."""

    records: int = 0
    flipped: int = 0
    by_slot: dict[str, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.flipped / self.records if self.records else 0.0

    def record(self, slots: Iterable[str], line: str) -> None:
        """One more record, with the slots in which it flipped."""
        changed = list(slots)
        self.records += 1
        self.flipped += bool(changed)
        for slot in changed:
            self.by_slot[slot] = self.by_slot.get(slot, 0) + 1
        if changed:
            self.lines.append(f"{', '.join(changed)}: {line}")

    def add(self, other: Flips) -> None:
        self.records += other.records
        self.flipped += other.flipped
        self.lines.extend(other.lines)
        for slot, count in other.by_slot.items():
            self.by_slot[slot] = self.by_slot.get(slot, 0) + count


@cache
def _groups() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    rows = rows_of("dateline.evaluate", "swaps")
    return {
        group: [(row["member"], tuple(row["forms"].split("|"))) for row in members]
        for group, members in groupby(rows, key=lambda row: row["group"])
    }


def swaps_for(text: str, partners: int = PARTNERS) -> Iterator[Swap]:
    """The swaps that change a text: each name that stands in it with the next few of its group."""
    for group, members in _groups().items():
        for n, (name, forms) in enumerate(members):
            if not any(_pattern(form).search(text) for form in forms):
                continue
            for step in range(1, 1 + min(partners, len(members) - 1)):
                other, theirs = members[(n + step) % len(members)]
                yield Swap(group, (name, other), tuple(zip(forms, theirs, strict=True)))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(form)}(?!\w)")


def swap(text: str, names: Swap) -> Swapped:
    """The text with every form of the two names put in the other's place, the longest form first."""
    both = dict(names.forms) | {b: a for a, b in reversed(names.forms)}
    listed = sorted(both, key=len, reverse=True)
    either = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)")
    parts, before, shift, at, moved = [], [], [0], 0, 0
    for match in either.finditer(text):
        new = both[match.group()]
        parts += [text[at : match.start()], new]
        at, moved = match.end(), moved + len(new) - len(match.group())
        before.append(match.end())
        shift.append(moved)
    return Swapped("".join([*parts, text[at:]]), tuple(before), tuple(shift))


def compare(first: Mapping[str, Any], second: Mapping[str, Any], moved: Callable[[Span], Span]) -> Flips:
    """The records of a dossier beside those of the swapped report's. Records that stand in one of them alone count."""
    flips = Flips()
    for layer, words, slots in _LAYERS:
        left = [(record, [moved(s) for s in evidence_spans(record[words])]) for record in first[layer]]
        right = [(record, evidence_spans(record[words])) for record in second[layer]]
        paired = _pairs(left, right)
        for n, (record, _) in enumerate(left):
            other = right[paired[n]][0] if n in paired else None
            line = f"{layer.removesuffix('s')} {record[words][0]['quote']!r}"
            changed = ["lost"] if other is None else _changed(slots, (record, first), (other, second), moved)
            flips.record(changed, line)
        for n in set(range(len(right))) - set(paired.values()):
            flips.record(["gained"], f"{layer} {right[n][0][words][0]['quote']!r}")
    return flips


def _pairs(left: Sequence[tuple[Any, list[Span]]], right: Sequence[tuple[Any, list[Span]]]) -> dict[int, int]:
    """Which record of the one side stands on the same words as which of the other, the most words first."""
    scored = [
        (sum(overlap(a, b) for a in mine for b in theirs), -abs(_size(mine) - _size(theirs)), n, m)
        for n, (_, mine) in enumerate(left)
        for m, (_, theirs) in enumerate(right)
    ]
    out: dict[int, int] = {}
    taken: set[int] = set()
    for shared, _, n, m in sorted(scored, key=lambda s: (-s[0], -s[1], s[2], s[3])):
        if shared and n not in out and m not in taken:
            out[n] = m
            taken.add(m)
    return out


def _size(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def _changed(slots: Mapping[str, Any], left: Any, right: Any, moved: Callable[[Span], Span]) -> list[str]:
    return [name for name, value in slots.items() if value(*left, moved) != value(*right, lambda span: span)]


def _roles(event: Mapping[str, Any], _: Mapping[str, Any], moved: Callable[[Span], Span]) -> set[tuple[str, int]]:
    """Who does what, by where in the text the participant's words end (a name may be longer than its partner)."""
    return {(who["role"], moved(span)[1]) for who in event["who"] for span in evidence_spans(who["evidence"])}


def _source_kind(claim: Mapping[str, Any], dossier: Mapping[str, Any], _: object) -> Any:
    return next((s["kind"] for s in dossier["sources"] if s["id"] == claim["source"]), None)


_LAYERS: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    (
        "events",
        "evidence",
        {
            "type": lambda e, _, __: e["coding"]["plover"],
            "status": lambda e, _, __: e["status"],
            "role": _roles,
        },
    ),
    (
        "claims",
        "content",
        {
            "stance": lambda c, _, __: c["stance"],
            "act": lambda c, _, __: c["act"],
            "kind of source": _source_kind,
        },
    ),
    ("relations", "evidence", {"predicate": lambda r, _, __: r["predicate"]}),
    ("control", "evidence", {"status": lambda c, _, __: c["status"]}),
)
