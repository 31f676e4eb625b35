"""One report of a double coding for whoever adjudicates: record by record and slot by slot, what was read, what each
coder says, and what stands in the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dateline.case.ledger.words import folded
from dateline.case.review.records import Kind, Record, Reviewed, State
from dateline.case.review.slots import Shown, SlotKind, Widget, slots_of
from dateline.case.review.tasks import ADJUDICATED, DoubleCoding
from dateline.evaluate.agreement.aligning import Unit, aligned
from dateline.evaluate.agreement.answers import Coded
from dateline.model.judgement import Judgement
from dateline.model.span import Evidence
from dateline.render.words import names_of
from dateline.resolve.geometry import distance_km

KEPT: Final = "kept"
"""The slot of whether there is such a record at all."""
_NOTE: Final = re.compile(r"(?:\((?P<slot>[^()]*(?:\([^()]*\)[^()]*)*)\))? – (?P<ids>[\w -]+)$")
IS_THERE: Final = SlotKind(KEPT, "Is it there?", "choice", (), False)


@dataclass(frozen=True, slots=True)
class Said:
    """What one coder, the reader, or the case has in a slot."""

    value: Any
    shown: str
    evidence: tuple[Evidence, ...] = ()
    state: State | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One slot of a record, side by side."""

    slot: SlotKind
    read: Said | None
    by: Mapping[str, Said]
    """Coders who have the record; in `kept` all."""
    now: Said | None
    """As it stands in the case; None where it does not stand there."""
    agree: bool
    settled: Judgement | None

    @property
    def open(self) -> bool:
        """Whether somebody has to decide."""
        return not self.agree and self.settled is None


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing told in the report."""

    unit: Unit
    lines: tuple[Line, ...]
    """`kept` first. The others are there where a coder has the record and it is not settled that there is none."""
    reviewed: Mapping[str, Reviewed]
    """Coder -> the record as that coder left it, rejected ones too."""
    now: Reviewed | None
    """In the case."""

    @property
    def id(self) -> str:
        return self.unit.id

    @property
    def kind(self) -> Kind:
        return self.unit.kind

    @property
    def kept(self) -> Line:
        return self.lines[0]

    @property
    def agreed(self) -> bool:
        """Whether all coders say the same of it."""
        return all(line.agree for line in self.lines)

    @property
    def carried(self) -> bool:
        """Whether what coders agree on stands in the case, or was settled otherwise since."""
        return not self.kept.agree or self.kept.settled is not None

    @property
    def open(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.open)

    def line(self, slot: str) -> Line | None:
        return next((line for line in self.lines if line.slot.name == slot), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One report, everything in it side by side."""

    coded: Coded = field(repr=False)
    records: tuple[Compared, ...]

    @property
    def open(self) -> int:
        """Differences that nobody decided yet."""
        return sum(len(r.open) for r in self.records)

    @property
    def settled(self) -> int:
        """Differences that somebody decided."""
        return sum(line.settled is not None and not line.agree for r in self.records for line in r.lines)

    @property
    def to_carry(self) -> tuple[Compared, ...]:
        """What coders agree on and what nobody has carried over yet."""
        return tuple(r for r in self.records if not r.carried)

    def of(self, id_: str) -> Compared | None:
        return next((r for r in self.records if r.id == id_), None)


def marker(task: DoubleCoding) -> str:
    """How the reason of an adjudication begins, behind the code where it is a rejection."""
    return f"{ADJUDICATED}{task.id}"


def compared(coded: Coded, task: DoubleCoding, judgements: Iterable[Judgement]) -> Comparison:
    """A report side by side. `judgements` are those that were made in the case on the report."""
    looks = {c: Shown(review.now, names_of(review.now)) for c, review in coded.by.items()}
    before = Shown(coded.now.read, names_of(coded.now.read))
    now = Shown(coded.now.now, names_of(coded.now.now))
    settled = _settled(judgements, marker(task))
    units = aligned(coded.answers(), task.kinds)
    return Comparison(coded, tuple(_compared(u, coded, looks, before, now, settled) for u in units))


def noted(reason: str, ids: Iterable[str]) -> str:
    """An adjudication that changes nothing, as a note: what stands is what was picked, or nothing stands."""
    return f"{reason} – {' '.join(ids)}"


def _settled(judgements: Iterable[Judgement], mark: str) -> dict[tuple[str, str], Judgement]:
    """(record, slot) -> the adjudication that holds."""
    found: dict[tuple[str, str], Judgement] = {}
    for j in judgements:
        told = j.value if j.verb == "note" else j.reason
        if j.undone is not None or not isinstance(told, str) or mark not in told:
            continue
        slot, named = (j.slot if j.verb == "value" else None) or KEPT, j.about
        if j.verb == "note" and (parts := _NOTE.search(told)) is not None:
            slot, named = parts["slot"] or KEPT, tuple(parts["ids"].split())
        found |= {(id_, slot): j for id_ in named}
    return found


def _compared(
    unit: Unit, coded: Coded, looks: Mapping[str, Shown], before: Shown, now: Shown,
    settled: Mapping[tuple[str, str], Judgement],
) -> Compared:  # fmt: skip
    ids = tuple(dict.fromkeys([unit.id, *(r.id for r in unit.of.values())]))
    reviewed = {c: found for c, review in coded.by.items() if (found := _reviewed(review.of, unit, c)) is not None}
    there = next((r for r in map(coded.now.of, ids) if r is not None), None)

    def decided(slot: str) -> Judgement | None:
        return next((settled[id_, slot] for id_ in ids if (id_, slot) in settled), None)

    lines = [_kept(unit, reviewed, there, decided(KEPT))]
    if unit.of and not _gone(lines[0], there):
        for slot in _slots(unit, reviewed, looks):
            by = {c: _said(looks[c], r, slot.name, _base(reviewed[c])) for c, r in unit.of.items()}
            read = _said(before, unit.read, slot.name, unit.read) if unit.read is not None else None
            stands = _said(now, there.record, slot.name, _base(there)) if there and there.state != "rejected" else None
            told = list(by.values())
            agree = all(alike(slot.widget, told[0].value, s.value) for s in told[1:])
            if slot.name == "evidence" or any(s.value is not None for s in (*told, *([read] if read else []))):
                lines.append(Line(slot, read, by, stands, agree, decided(slot.name)))
    return Compared(unit, tuple(lines), reviewed, there)


def _reviewed(of: Any, unit: Unit, coder: str) -> Reviewed | None:
    record = unit.of.get(coder)
    found: Reviewed | None = of(record.id if record is not None else unit.id)
    return found


def _gone(kept: Line, now: Reviewed | None) -> bool:
    """Whether it was settled that there is no such thing: then nothing else is to be decided of it."""
    return kept.settled is not None and (now is None or now.state == "rejected")


def _kept(unit: Unit, reviewed: Mapping[str, Reviewed], now: Reviewed | None, settled: Judgement | None) -> Line:
    by = {}
    for coder in unit.coders:
        r = reviewed.get(coder)
        there = coder in unit.of
        state = r.state if r is not None else None
        reason = next((j.reason for j in reversed(r.decided) if j.verb == "reject"), None) if r and not there else None
        by[coder] = Said(there, "yes" if there else "no", state=state, reason=reason)
    read = Said(unit.read is not None, "yes" if unit.read is not None else "no")
    stands = now is not None and now.state != "rejected"
    agree = len({s.value for s in by.values()}) == 1
    return Line(IS_THERE, read, by, Said(stands, "yes" if stands else "no"), agree, settled)


def _slots(unit: Unit, reviewed: Mapping[str, Reviewed], looks: Mapping[str, Shown]) -> list[SlotKind]:
    """The slots of all who have the record, each once."""
    found: dict[str, SlotKind] = {}
    for coder in unit.of:
        base = _base(reviewed[coder])
        found |= {s.name: s for s in slots_of(unit.kind, base, looks[coder].names) if s.name not in found}
    return list(found.values())


def _base(reviewed: Reviewed) -> Record:
    return reviewed.read if reviewed.read is not None else reviewed.record


def _said(shown: Shown, record: Record, slot: str, read: Record) -> Said:
    value = shown.value(record, slot, read)
    return Said(value, shown.words(record, slot, read) or "nothing", shown.evidence(record, slot, read))


def alike(widget: Widget, a: Any, b: Any) -> bool:
    """Whether two values of a slot are the same answer."""
    if a is None or b is None:
        return a is b
    if widget == "actors":
        return {folded(n) for n in a} == {folded(n) for n in b}
    if widget == "source":
        return folded(a["name"]) == folded(b["name"])
    if widget == "place":
        return _same_place(a, b)
    return bool(a == b)


def _same_place(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    points = [(p["lat"], p["lon"]) for p in (a, b) if p.get("lat") is not None and p.get("lon") is not None]
    if len(points) == 2:
        return distance_km(*points) <= 1
    return not points and folded(a["name"]) == folded(b["name"])


def values_of(shown: Shown, record: Record, kind: Kind, slots: Sequence[SlotKind]) -> dict[str, Any]:
    """All that a record says, slot by slot, as an `add` tells it."""
    told = {s.name: shown.value(record, s.name, record) for s in slots if s.name != "evidence"}
    return {name: value for name, value in told.items() if value is not None}
