"""Do the tolls and totals of a report add up?

Parts and a total are compared only where they plausibly count the same thing: the same harm, people of one kind, the
same or neighbouring sentences. Equal sums agree; sums that differ disagree only where the text itself makes the parts
the whole ("in two explosions", with two tolls after it; a breakdown right beside its total).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from dateline.annotate.harm import HarmDone, counted_token, harms_of
from dateline.annotate.units import PEOPLE, count_words, unit_of
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Counted
from dateline.model.origin import by_rule
from dateline.model.parse import Parse, Token
from dateline.model.records import Finding
from dateline.model.vocabulary import Severity, Verdict

NEAR: Final = 1
"""How many sentences a breakdown may stand from its total to be held against it."""
_AT_ONCE: Final = re.compile(r"(?: [^\W\d]{1,12}){0,3} ?(?:[,:(—–]|--| - ) ?(?:namely |all of them )?")
LONGEST: Final = 90
"""Characters between a total and the colon that opens its breakdown."""
FAR: Final = 8
"""How many sentences after a total its parts are looked for."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A counted group of people: how many, what was done to them, in which sentence."""

    counted: Counted
    token: Token
    n: float
    harm: tuple[HarmDone, ...]
    sentence: int

    @property
    def lemma(self) -> str | None:
        """The counted noun's lemma, None for a bare number."""
        return self.token.lemma if self.counted.noun is not None else None


def check_arithmetic(document: Document, parse: Parse, counted: Sequence[Counted]) -> list[Finding]:
    """Findings on totals and their parts, in text order of the parts."""
    tolls = _tolls(parse, counted)
    found: dict[str, Finding] = {}
    for finding in (
        *_breakdowns(document, tolls),
        *_too_many(document, tolls),
        *_separate(document, parse, tolls, counted),
    ):
        found.setdefault(finding.id, finding)
    return list(found.values())


def _tolls(parse: Parse, counted: Sequence[Counted]) -> list[Toll]:
    tolls = []
    for c in counted:
        token = counted_token(c, parse)
        n = c.value.best
        if token is None or n is None or n < 1 or c.value.hedge in {"about", "less than", "at most"}:
            continue
        row = unit_of(token, []) if c.noun is not None else None
        if c.what not in {None, "people", "force size", "wounded", "detained"} or (row and row.what not in PEOPLE):
            continue
        tolls.append(Toll(c, token, n, harms_of(c, parse), token.sent))
    return tolls


def _breakdowns(document: Document, tolls: Sequence[Toll]) -> list[Finding]:
    """As in "11 men and 4 women" against "at least 15 people" killed."""
    found = []
    for parts in _coordinated(tolls):
        totals = [t for t in tolls if t not in parts and _whole_of(document, t, parts)]
        beside = [t for t in totals if t.sentence == parts[0].sentence and t.counted.end <= parts[0].counted.start]
        apposed = beside[-1] if beside and _apposed(document, beside[-1], parts) else None
        match = next((t for t in totals if t.n == sum(p.n for p in parts)), None)
        if parts[0].lemma is None and (apposed is None or match is not apposed):
            match = None  # bare numbers are parts only of the total right before them
        if match is not None:
            found.append(_finding(document, "agrees", parts, match))
        elif apposed is not None:
            found.append(_finding(document, "disagrees", parts, apposed))
    return found


def _coordinated(tolls: Sequence[Toll]) -> list[list[Toll]]:
    """Runs of counted people joined by "and" or commas in one sentence, at least two of them different words."""
    by_head = {t.token.i: t for t in tolls if t.lemma is None or t.lemma in count_words("part")}
    runs: list[list[Toll]] = []
    taken: set[int] = set()
    for i in sorted(by_head):
        if i in taken:
            continue
        run = [by_head[t.i] for t in by_head[i].token.conjuncts() if t.i in by_head]
        taken.update(t.token.i for t in run)
        told_apart = run[0].lemma is None or len({t.lemma for t in run}) > 1
        if len(run) > 1 and told_apart and all(t.counted.value.hedge == "exact" for t in run):
            runs.append(run)
    return runs


def _whole_of(document: Document, total: Toll, parts: Sequence[Toll]) -> bool:
    """Could this be what the parts add up to: people in general, suffering the same?"""
    same = total.harm == parts[0].harm or (not parts[0].harm and abs(total.sentence - parts[0].sentence) <= NEAR)
    general = total.lemma is None or total.lemma in count_words("whole") or _apposed(document, total, parts)
    return general and same and total.n > max(p.n for p in parts) and abs(total.sentence - parts[0].sentence) <= FAR


def _apposed(document: Document, total: Toll, parts: Sequence[Toll]) -> bool:
    """Does the breakdown follow its total at once ("15 people, 10 men and 4 women", "15 were killed: 11 in …")?"""
    if total.sentence != parts[0].sentence:
        return False
    between = document.text[total.counted.end : parts[0].counted.start]
    introduced = between.rstrip().endswith(":") and len(between) <= LONGEST and not any(c.isdigit() for c in between)
    return introduced or _AT_ONCE.fullmatch(between) is not None


def _too_many(document: Document, tolls: Sequence[Toll]) -> list[Finding]:
    """As in "killed 30 people, 40 of them children": a part may not exceed its whole."""
    found = []
    for before, part in pairwise(tolls):
        if "of them" not in part.counted.unit and not _included(part):
            continue
        if before.sentence == part.sentence and before.counted.value.hedge == "exact" and part.n > before.n:
            found.append(_finding(document, "disagrees", [part], before))
    return found


def _included(part: Toll) -> bool:
    return part.token.dep == "pobj" and part.token.head is not None and part.token.head.lower == "including"


def _separate(document: Document, parse: Parse, tolls: Sequence[Toll], counted: Sequence[Counted]) -> list[Finding]:
    """As in "Seven militants were killed in two explosions", with three and four told after it."""
    found = []
    times = _times(parse, counted)
    held: set[tuple[float, ...]] = set()
    for total in tolls:
        if total.sentence not in times or len(total.harm) != 1:
            continue
        parts = [t for t in tolls if _part_of(total, t)]
        key = (total.n, *(t.counted.start for t in parts))
        if len(parts) != times[total.sentence] or key in held:
            continue
        held.add(key)
        agrees = sum(t.n for t in parts) == total.n
        found.append(_finding(document, "agrees" if agrees else "disagrees", parts, total))
    return found


def _part_of(total: Toll, part: Toll) -> bool:
    """Is this told after the total, of the same people and the same harm, and smaller?"""
    after = total.sentence < part.sentence <= total.sentence + FAR
    alike = part.lemma in {None, total.lemma} or part.lemma in count_words("whole")
    return after and alike and part.harm == total.harm and part.n < total.n and part.counted.value.hedge == "exact"


def _times(parse: Parse, counted: Sequence[Counted]) -> dict[int, int]:
    """Sentence -> in how many incidents its total is said to have happened ("in two explosions"), 2 to 9."""
    times: dict[int, int] = {}
    for c in counted:
        n = c.value.best
        if c.what != "incidents" or c.noun is None or n is None or not 2 <= n <= 9 or c.value.hedge != "exact":
            continue
        noun = parse.tokens[c.noun]
        place = noun.head.lower if noun.dep == "pobj" and noun.head is not None else None
        if place in {"in", "during"}:
            times.setdefault(noun.sent, int(n))
    return times


def _finding(document: Document, verdict: Verdict, parts: Sequence[Toll], total: Toll) -> Finding:
    stated = [int(p.n) if p.n == int(p.n) else p.n for p in parts]
    whole = int(total.n) if total.n == int(total.n) else total.n
    figures: dict[str, Any] = {"parts": stated, "sum": sum(stated), "total": whole}
    spans = [(total.counted.start, total.counted.end), *((p.counted.start, p.counted.end) for p in parts)]
    evidence = tuple(document.evidence(a, min(b, a + 200)) for a, b in sorted(set(spans)))
    told = " + ".join(str(n) for n in stated)
    if len(parts) == 1:
        message = f"The part ({told}) is larger than its whole ({whole})."
    elif verdict == "agrees":
        message = f"The parts add up: {told} = {whole}."
    else:
        message = f"The parts do not add up: {told} = {sum(stated)}, but the total is given as {whole}."
    id_ = record_id(document.source_sha256, "finding", "arithmetic", evidence)
    severity: Severity = "info" if verdict == "agrees" else "warning"
    return Finding(id_, "arithmetic", verdict, severity, message, figures, (), evidence, by_rule("arithmetic"))
