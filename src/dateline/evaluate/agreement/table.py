"""The table of agreement: field by field, for each pair of coders and for all together, and where they differ most."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

from dateline.case.review.records import Kind
from dateline.evaluate.agreement.aligning import KINDS, Answers, Unit, aligned, spans_of
from dateline.evaluate.agreement.alpha import RESAMPLES, Alpha, alpha
from dateline.evaluate.agreement.fields import Field, Look, fields
from dateline.evaluate.agreement.figures import DIFFER, Figures, apart, figures, same

FLOOR: Final = 10
"""Records below which a figure would say more than it can: it is shown as too few to say."""
NOTHING: Final = Alpha(None, None, None, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One field, as these coders agree on it."""

    field: Field
    coders: tuple[str, ...]
    n: int
    """Records that these coders have in common (at least two of them) and of which one at least gives a value."""
    same: float | None
    """Share of them on which all gave the same."""
    half: int
    """Records on which one gives a value and another none."""
    alpha: Alpha
    figures: Figures
    """In the field's own units, of pairs: `km_median`, `within_5_km`, `days_median`, `f1_exact`, `jaccard` …"""
    few: bool
    """Whether there are too few records on which two give a value to say."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One record on which two coders differ in a field."""

    report: str
    title: str
    record: str
    field: Field
    coders: tuple[str, str]
    values: tuple[Any, Any]
    quote: str
    apart: float
    """0..1."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree. `differences` has the worst first."""

    coders: tuple[str, ...]
    reports: int
    """Reports that at least two of them are done with."""
    records: int
    rows: tuple[Row, ...]
    differences: tuple[Difference, ...] = field(repr=False)
    floor: int = FLOOR


@dataclass(frozen=True, slots=True)
class _Told:
    """One record with what each coder says in one field."""

    unit: Unit
    title: str
    values: dict[str, Any]


def agreement(
    answers: Iterable[Answers], coders: Sequence[str], kinds: Iterable[Kind] = tuple(KINDS), *, floor: int = FLOOR,
    resamples: int = RESAMPLES, seed: int = 0,
) -> Agreement:  # fmt: skip
    """How far coders agree over reports that at least two of them are done with."""
    given, wanted = [a for a in answers if len(a.by) > 1], tuple(kinds)
    told: dict[Field, list[_Told]] = {f: [] for f in fields() if f.kind in wanted}
    records = 0
    for one in given:
        looks = {coder: Look(now) for coder, now in one.by.items()}
        units = aligned(one, wanted)
        records += len(units)
        for f in told:
            told[f] += [_Told(u, one.title, _values(u, f, looks)) for u in units if u.kind == f.kind]
    groups = [*combinations(coders, 2), *([tuple(coders)] if len(coders) > 2 else [])]
    rows = tuple(_row(f, group, told[f], floor, resamples, seed) for f in told for group in groups)
    return Agreement(tuple(coders), len(given), records, rows, _differences(told, coders), floor)


def _values(unit: Unit, f: Field, looks: dict[str, Look]) -> dict[str, Any]:
    """Coder -> value of those who answered: in `kept` all who are done, else those who have the record."""
    if f.name == "kept":
        return {c: "kept" if c in unit.of else "left out" for c in unit.coders}
    if f.measure == "spans":
        return {c: tuple(spans_of(r)) for c, r in unit.of.items()}
    found = {c: looks[c].value(r, f) for c, r in unit.of.items()}
    return {c: "none" if v is None else v for c, v in found.items()} if f.measure == "nominal" else found


def _row(f: Field, coders: tuple[str, ...], told: Sequence[_Told], floor: int, resamples: int, seed: int) -> Row:
    held = [(t, [t.values[c] for c in coders if c in t.values]) for t in told]
    held = [(t, vs) for t, vs in held if len(vs) > 1 and any(v is not None for v in vs)]
    n, half = len(held), sum(None in vs for _, vs in held)
    few = sum(sum(v is not None for v in vs) > 1 for _, vs in held) < floor
    agreed = sum(all(same(f.measure, vs[0], v) for v in vs[1:]) for _, vs in held)
    pairs = [(a, b) for _, vs in held for a, b in combinations(vs, 2) if a is not None and b is not None]
    units: list[list[Hashable]] = [vs for _, vs in held]
    reports = [t.unit.report for t, _ in held]
    found = NOTHING
    if f.measure in DIFFER and not few:
        found = alpha(units, DIFFER[f.measure], groups=reports, resamples=resamples, seed=seed)
    return Row(f, coders, n, agreed / n if n else None, half, found, figures(f.measure, pairs), few)


def _differences(told: dict[Field, list[_Told]], coders: Sequence[str]) -> tuple[Difference, ...]:
    found = [
        Difference(t.unit.report, t.title, t.unit.id, f, (a, b), (x, y), t.unit.evidence[0].quote, worst)
        for f, all_ in told.items() for t in all_ for a, b in combinations(coders, 2)
        if a in t.values and b in t.values
        for x, y in [(t.values[a], t.values[b])]
        if not same(f.measure, x, y) and (worst := apart(f.measure, x, y)) > 0
    ]  # fmt: skip
    order = {f: n for n, f in enumerate(told)}
    return tuple(sorted(found, key=lambda d: (-d.apart, order[d.field], d.report, d.record)))
