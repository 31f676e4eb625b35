"""Scoring of events: is the happening found, is its type right, and how much of who, where, when and how many."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from dateline.evaluate.spans import overlap
from dateline.evaluate.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from dateline.evaluate.gold import Json
    from dateline.evaluate.matching import Pair
    from dateline.evaluate.spans import Span

_EVIDENCE_F1 = 0.3  # from here on an event's words are those of the gold's clause
_CLAUSE = 12  # characters a span needs to count as lying inside the gold's clause
_INSIDE = 0.8
_NOBODY_KNOWN = "?"  # a participant that stands for no gold actor
_SIDES = {"actor": "actor", "recipient": "recipient", "side_a": "actor", "side_b": "recipient"}


class _Match(NamedTuple):
    """One predicted event against one gold event, ordered: the best match is the greatest."""

    right: bool
    type_right: bool
    both_sides: bool
    evidence: float
    number: int


def score_events(pair: Pair) -> Tally:
    """Right if evidence, type (PLOVER or ACLED), status and one participant are; `exact` if both sides, place and
    date are as well. Slots are counted over the events that were found."""
    records = pair.predicted["events"]
    tally, used = Tally(predicted=len(records)), set[int]()
    for gold in pair.gold["events"]:
        tally.gold += 1
        best = max(_candidates(pair, gold, used), default=None)
        tally.note("evidence_found", right=best is not None)
        if best is None:
            tally.errors.append(f"{pair.name}: event {gold['key']} not found")
            continue
        record = records[best.number]
        _note_type(tally, pair, gold, record, best)
        if best.right:
            used.add(best.number)
            tally.hit()
            _note_slots(tally, pair, gold, record, best)
        else:
            fault = "status or participants" if best.type_right else "wrong type"
            tally.errors.append(f"{pair.name}: event {gold['key']} {fault}")
    return tally


def codings(event: Json) -> tuple[str | None, str | None]:
    """PLOVER type and ACLED pair of a predicted event."""
    coding = event.get("coding") or {}
    return coding.get("plover"), coding.get("acled")


def date_right(gold: Json, when: Json | None) -> bool:
    """Whether the interval meets the gold's, slack included, and is not so wide that it would meet anything.

    Where the text gives no time, an event without both dates is right.
    """
    if gold.get("start") is None:
        return not when or when.get("start") is None or when.get("end") is None
    if not when or not when.get("start"):
        return False
    slack = dt.timedelta(days=gold.get("slack_days") or 0)
    gold_start, gold_end = _day(gold["start"]), _day(gold.get("end") or gold["start"])
    start, end = _day(when["start"]), _day(when.get("end") or when["start"])
    widest = max(7, 2 * (gold_end - gold_start).days + 2 * slack.days)
    return start <= gold_end + slack and end >= gold_start - slack and (end - start).days <= widest


def sides_right(pair: Pair, gold: Json, event: Json) -> tuple[bool, bool]:
    """Whether one participant is right, and whether both sides are.

    An empty gold side is right if the prediction leaves it empty; `None` in a gold side accepts that too.
    """
    named = _named_sides(pair, event)
    sides = [(set(gold["actor"]), set(gold["recipient"]))]
    if not gold.get("directed", True):
        sides.append((sides[0][1], sides[0][0]))
    both = any(_side_right(a, named["actor"]) and _side_right(b, named["recipient"]) for a, b in sides)
    if not any(gold["actor"] + gold["recipient"]):
        return both, both
    return any(a & named["actor"] or b & named["recipient"] for a, b in sides), both


def evidence_match(pair: Pair, event: Json, gold: list[Span]) -> float:
    """Best token F1 of the event's words, together or one by one, with one of the gold's clauses."""
    mine = pair.spans(event.get("evidence"))
    shares = [pair.words.f1(mine, [clause]) for clause in gold]
    shares += [pair.words.f1([span], [clause]) for span in mine for clause in gold]
    best = max(shares, default=0.0)
    return max(best, _EVIDENCE_F1) if any(_lies_inside(span, clause) for span in mine for clause in gold) else best


def _candidates(pair: Pair, gold: Json, used: set[int]) -> list[_Match]:
    clauses = [span for quote in gold["evidence"] for span in pair.quote(quote)]
    found = []
    for number, event in enumerate(pair.predicted["events"]):
        share = evidence_match(pair, event, clauses) if number not in used else 0.0
        if share >= _EVIDENCE_F1:
            type_right = _type_right(gold, event)
            one, both = sides_right(pair, gold, event)
            right = type_right and event.get("status") in gold["status"] and one
            found.append(_Match(right, type_right, both, share, number))
    return found


def _type_right(gold: Json, event: Json) -> bool:
    plover, acled = codings(event)
    return plover in gold["plover"] or (acled is not None and acled in (gold.get("acled") or []))


def _note_type(tally: Tally, pair: Pair, gold: Json, event: Json, match: _Match) -> None:
    tally.note("type_right", right=match.type_right)
    if match.type_right:
        tally.note("status_right", right=event.get("status") in gold["status"])
        tally.note("one_participant", right=sides_right(pair, gold, event)[0])


def _note_slots(tally: Tally, pair: Pair, gold: Json, event: Json, match: _Match) -> None:
    where, when = _place_right(pair, gold, event), date_right(gold, event.get("when"))
    tally.note("who_both", right=match.both_sides)
    tally.note("where", right=where)
    tally.note("when_dated" if gold.get("start") else "when_undated", right=when)
    tally.exact += match.both_sides and where and when
    for toll in gold.get("deaths") or []:
        tally.note("deaths", right=any(_toll_right(pair, toll, said) for said in event.get("deaths") or []))


def _place_right(pair: Pair, gold: Json, event: Json) -> bool:
    if not gold.get("where"):
        return True
    where = event.get("where")
    place = (where.get("place") if isinstance(where, dict) else where) or ""
    return pair.place_of.get(place) in gold["where"]


def _toll_right(pair: Pair, gold: Json, said: Json) -> bool:
    of = said.get("of")
    same = gold["of"] in {of, "unknown"} or pair.actor_of.get(of or "") == gold["of"]
    open_best = None in {said.get("best"), gold["best"]}
    return same and _near(said.get("low"), gold["low"]) and (open_best or _near(said.get("best"), gold["best"]))


def _near(a: float | None, b: float | None) -> bool:
    return a == b or (a is not None and b is not None and abs(a - b) <= 1)


def _named_sides(pair: Pair, event: Json) -> dict[str, set[str | None]]:
    named: dict[str, set[str | None]] = {"actor": set(), "recipient": set()}
    for participant in event.get("who") or []:
        side = _SIDES.get(participant.get("role"))
        if side:
            named[side].add(pair.actor_of.get(participant.get("actor", "")) or _NOBODY_KNOWN)
    return named


def _side_right(gold: AbstractSet[str | None], named: AbstractSet[str | None]) -> bool:
    if not gold:
        return not named
    return bool(gold & named) or (None in gold and not named)


def _lies_inside(span: Span, clause: Span) -> bool:
    length = span[1] - span[0]
    return length >= _CLAUSE and overlap(span, clause) >= _INSIDE * length


def _day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso[:10])
