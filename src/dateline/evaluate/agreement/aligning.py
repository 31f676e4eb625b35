"""Records of several coders who read one report, put beside each other: what each of them has for one thing told.

A record that was read keeps its id, so those who kept it have it in common. What coders added, or marked anew, is put
beside a record of the same kind whose words it shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dateline.case.review.records import Kind, Record
from dateline.evaluate.agreement.evidence import likeness
from dateline.model.dossier import Dossier
from dateline.model.records import Claim
from dateline.model.span import Evidence

KINDS: Final[Mapping[Kind, str]] = {
    "event": "events", "claim": "claims", "control": "control", "relation": "relations",
}  # fmt: skip
"""Kind of record -> the part of a dossier that holds them."""
ALIKE: Final = 0.3
"""F1 of characters from which two records' words tell one thing: as `evaluate.events` takes it for events."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One report, as it was read and as each coder left it; only those who are done with it are here."""

    report: str
    title: str
    read: Dossier = field(repr=False)
    by: Mapping[str, Dossier] = field(repr=False)
    """Coder -> the dossier with what was corrected and added, without what was rejected."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing told in a report: the record of each coder who has it."""

    report: str
    kind: Kind
    read: Record | None
    """As it was read; None where only people found it."""
    of: Mapping[str, Record]
    """Coder -> record; a coder who left it out is not here."""
    coders: tuple[str, ...]
    """Those who are done with the report."""

    @property
    def id(self) -> str:
        """Id of the record as it was read, else as the first coder added it."""
        return self.read.id if self.read is not None else next(iter(self.of.values())).id

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words that tell it."""
        return words_of(self.read if self.read is not None else next(iter(self.of.values())))


def words_of(record: Record) -> tuple[Evidence, ...]:
    """The words that bear a record out."""
    return record.content if isinstance(record, Claim) else record.evidence


def spans_of(record: Record) -> list[tuple[int, int]]:
    """Where those words stand."""
    return [(e.start, e.end) for e in words_of(record)]


def aligned(answers: Answers, kinds: Iterable[Kind] = tuple(KINDS)) -> list[Unit]:
    """The things told in a report, in the order of their words, those too that all coders left out."""
    found = [unit for kind in kinds for unit in _of_kind(answers, kind)]
    return sorted(found, key=lambda u: (u.evidence[0].start, u.evidence[0].end, u.id))


def _of_kind(answers: Answers, kind: Kind) -> list[Unit]:
    coders = tuple(answers.by)
    units = [Unit(answers.report, kind, r, {}, coders) for r in records_of(answers.read, kind)]
    for coder, now in answers.by.items():
        mine = {r.id: r for r in records_of(now, kind)}
        units = [replace(u, of={**u.of, coder: mine.pop(u.id)}) if u.id in mine else u for u in units]
        units = _placed(answers.report, kind, units, coder, list(mine.values()), coders)
    return units


def records_of(dossier: Dossier, kind: Kind) -> Sequence[Record]:
    """The records of a kind."""
    found: Sequence[Record] = getattr(dossier, KINDS[kind])
    return found


def _placed(
    report: str, kind: Kind, units: list[Unit], coder: str, left: Sequence[Record], coders: tuple[str, ...]
) -> list[Unit]:
    """Records that no id places: the closest pairs first, each beside one; what is like none stands alone."""
    rated = [
        (share, -n, -m)
        for n, unit in enumerate(units) if coder not in unit.of
        for m, record in enumerate(left)
        if (share := _alike(unit, record)) >= ALIKE
    ]  # fmt: skip
    at, used = dict[int, Record](), set[int]()
    for _, n, m in sorted(rated, reverse=True):
        if -n not in at and -m not in used:
            at[-n] = left[-m]
            used.add(-m)
    beside = [replace(u, of={**u.of, coder: at[n]}) if n in at else u for n, u in enumerate(units)]
    alone = [Unit(report, kind, None, {coder: r}, coders) for m, r in enumerate(left) if m not in used]
    return [*beside, *alone]


def _alike(unit: Unit, record: Record) -> float:
    others = [*unit.of.values(), *([unit.read] if unit.read is not None else [])]
    return max(likeness(spans_of(record), spans_of(other)) for other in others)
