"""Deciding between coders: what is picked becomes an ordinary decision of the case, with a reason that tells so.

What all coders agree on is carried over in one act; each difference takes one decision. All of it is undone like any
other decision, act by act.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from dateline.case.review.deciding import MOST, reasons
from dateline.case.review.opening import Reviews
from dateline.case.review.records import Decision
from dateline.case.review.slots import Shown, slot_kinds
from dateline.case.review.tasks import DoubleCoding
from dateline.errors import SettingsError
from dateline.evaluate.agreement.comparing import (
    KEPT,
    Compared,
    Comparison,
    Line,
    Said,
    alike,
    marker,
    noted,
    values_of,
)
from dateline.model.judgement import Judgement, Words
from dateline.model.span import Evidence
from dateline.render.words import names_of

AGREED: Final = "all coders agree"
OTHER: Final = "other"


def picked(comparison: Comparison, task: DoubleCoding, record: str, slot: str, coder: str) -> list[Decision]:
    """What makes a coder's answer hold. Raises `SettingsError` where there is no such answer."""
    found, line = _line(comparison, record, slot)
    said = line.by.get(coder)
    if said is None:
        raise SettingsError(f"{coder} has no answer there.")
    reason = f"{marker(task)}: as {coder} has it ({slot})"
    if slot != KEPT:
        standing = _standing(found)
        if line.now is not None and alike(line.slot.widget, said.value, line.now.value):
            return [Decision("note", standing, value=noted(reason, [standing]))]
        return [_value(standing, line, said, reason)]
    return _there(comparison, found, coder, reason) if said.value else [_away(comparison, found, coder, reason)]


def otherwise(
    comparison: Comparison, task: DoubleCoding, record: str, slot: str, value: Any, evidence: Sequence[Words]
) -> list[Decision]:
    """A value that none of the coders has."""
    found, _ = _line(comparison, record, slot)
    reason = f"{marker(task)}: otherwise than any coder has it"
    return [Decision("value", _standing(found), slot, value, tuple(evidence), reason)]


def carried(comparison: Comparison, task: DoubleCoding) -> list[list[Decision]]:
    """What makes all that coders agree on hold, in sendings of a size that is taken at once."""
    reason = f"{marker(task)}: {AGREED}"
    sendings: list[list[Decision]] = [[]]
    for found in comparison.to_carry:
        coder = next(iter(found.kept.by))
        there = bool(found.kept.by[coder].value)
        made = _there(comparison, found, coder, reason) if there else [_away(comparison, found, coder, reason)]
        if len(sendings[-1]) + len(made) > MOST:
            sendings.append([])
        sendings[-1] += made
    return [s for s in sendings if s]


def last_act(judgements: Iterable[Judgement], task: DoubleCoding, who: str) -> list[Judgement]:
    """What somebody adjudicated last on a report, newest first: one answer with what came along, or all that was
    carried over at once."""
    mark = marker(task)
    mine = [j for j in judgements if j.who == who and j.undone is None and j.verb != "undo" and mark in _words(j)]
    if not mine:
        return []
    last = max(mine, key=lambda j: j.seq)
    found: list[Judgement] = []
    decided = set[tuple[object, ...]]()
    for j in sorted(mine, key=lambda j: -j.seq):
        what = (j.verb, j.about, j.slot)
        along = AGREED in _act(last) or set(j.about) & set(last.about)
        if _act(j) != _act(last) or not along or what in decided:
            break
        decided.add(what)
        found.append(j)
    return found


def _words(j: Judgement) -> str:
    told = j.value if j.verb == "note" else j.reason
    return told if isinstance(told, str) else ""


def _act(j: Judgement) -> str:
    """The words behind the mark: the same for all that was decided at once."""
    return _words(j).partition("adjudicated in ")[2].partition(" – ")[0]


def _line(comparison: Comparison, record: str, slot: str) -> tuple[Compared, Line]:
    found = comparison.of(record)
    line = found.line(slot) if found is not None else None
    if found is None or line is None:
        raise SettingsError(f"{record} has nothing to adjudicate in “{slot}”.")
    return found, line


def _standing(found: Compared) -> str:
    """The record of the case that a value goes to."""
    if found.now is None or found.now.state == "rejected":
        raise SettingsError(f"{found.id} does not stand in the case: decide first whether it is there.")
    return found.now.id


def _value(record: str, line: Line, said: Said, reason: str) -> Decision:
    value = None if line.slot.name == "evidence" else said.value
    return Decision("value", record, line.slot.name, value, _quotes(said.evidence), reason)


def _quotes(evidence: Iterable[Evidence]) -> tuple[Words, ...]:
    return tuple((e.start, e.end, e.quote) for e in evidence)


def _away(comparison: Comparison, found: Compared, coder: str, reason: str) -> Decision:
    """There is no such record: it is rejected for the coder's reason, or, where only a coder found it, left out."""
    if found.now is None:
        return Decision("note", comparison.coded.report, value=noted(reason, _ids(found)))
    told = found.kept.by[coder].reason or ""
    code, _, words = told.partition(":")
    known = code.strip() if code.strip() in {r["code"] for r in reasons()} else OTHER
    said = f"{words.strip()} – " if words.strip() else ""
    return Decision("reject", found.now.id, reason=f"{known}: {said}{reason}")


def _ids(found: Compared) -> list[str]:
    return list(dict.fromkeys([found.id, *(r.id for r in found.unit.of.values())]))


def _there(comparison: Comparison, found: Compared, coder: str, reason: str) -> list[Decision]:
    """There is such a record, with what all who have it say of it."""
    if found.now is None:
        return [_added(comparison, found, coder, reason)]
    made = [Decision("accept", found.now.id, reason=reason)]
    shown = Shown(comparison.coded.now.now, names_of(comparison.coded.now.now))
    base = found.now.read or found.now.record
    for line in found.lines[1:]:
        said = next(iter(line.by.values()))
        stands = shown.value(found.now.record, line.slot.name, base)
        if line.agree and line.settled is None and not alike(line.slot.widget, said.value, stands):
            made.append(_value(found.now.id, line, said, reason))
    return made


def _added(comparison: Comparison, found: Compared, coder: str, reason: str) -> Decision:
    """The record that a coder found, with all that the coder says of it."""
    review = comparison.coded.by[coder]
    record, shown = found.unit.of[coder], Shown(review.now, names_of(review.now))
    slots = values_of(shown, record, found.kind, slot_kinds()[found.kind])
    body = {"kind": found.kind, "slots": slots}
    words = shown.evidence(record, "evidence", record)
    return Decision("add", comparison.coded.report, value=body, evidence=_quotes(words), reason=reason)


def undo_last(reviews: Reviews, task: DoubleCoding, report: str, who: str) -> list[Decision]:
    """What takes back what somebody adjudicated last; nothing where there is nothing."""
    act = last_act(reviews.opened(report).judgements, task, who)
    return [Decision("undo", j.id, reason=f"takes back what was {marker(task)}") for j in act]
