"""Findings of reports with what stands in the report beside what was computed, and decisions on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args

from fastapi import Query
from pydantic import BaseModel, Field

from dateline.case.store.entry import iso_of
from dateline.case.store.findings import SLOT, Decided, FindingsWanted, FoundRow
from dateline.case.store.judging import once_of
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement
from dateline.model.records import Finding
from dateline.model.vocabulary import Check, Verdict
from dateline.render.page.findings import paired, verdict_words
from dateline.web.asking import EmptyIsNone
from dateline.web.errors import NotFound

if TYPE_CHECKING:
    from dateline.model.dossier import Dossier
    from dateline.web.desk import Desk
    from dateline.web.people import Person

Word = Literal["source error", "our error", "both stand"]
WORDS: Final = get_args(Word)
"""The report is wrong; the check or its reading is; or both can be right."""


class ChecksQuery(BaseModel):
    """What the address asks for."""

    kind: Annotated[Check | None, EmptyIsNone] = None
    verdict: Annotated[Verdict | None, EmptyIsNone] = None
    state: Annotated[Decided | None, EmptyIsNone] = None
    report: str = Field(default="", max_length=100)
    limit: int = Field(default=20, ge=1, le=100)
    after: int = Field(default=0, ge=0, le=2**62)


Asked = Annotated[ChecksQuery, Query()]


class Compared(BaseModel):
    """One thing that the report states, beside what was computed."""

    what: str
    stated: str
    computed: str


class CheckDecision(BaseModel):
    """What a person said of a finding."""

    id: str
    who: str
    at: str
    word: str
    reason: str | None


class CheckFound(BaseModel):
    """A finding."""

    id: str
    report: str
    title: str | None
    outlet: str | None
    published: str | None
    check: str
    verdict: str
    called: str
    """The verdict in words: "contradicted by map"."""
    severity: str
    message: str
    compared: list[Compared]
    quotes: list[str]
    about: list[str]
    """Ids of the records and places that it is about."""
    decided: CheckDecision | None
    revision: int
    """Number of the last decision on it, or of what undid one: whoever decides says which they saw."""
    href: str


class ChecksFound(BaseModel):
    """A page of findings."""

    items: list[CheckFound]
    next: int | None
    total: int
    counts: dict[str, dict[str, int]]
    """Check -> verdict -> how many."""
    open: int
    """That disagree and that nobody decided on yet."""


def checks(desk: Desk, asked: ChecksQuery) -> tuple[ChecksFound, dict[str, tuple[Dossier, Finding]]]:
    """What the address asks for; and of each finding the dossier that it stands in, for drawings."""
    listed = desk.store.findings_listed(
        FindingsWanted(asked.kind or "", asked.verdict or "", asked.report, asked.state, asked.after, asked.limit)
    )
    whole = _opened(desk, listed.rows)
    decided = _decisions(desk, [r.id for r in listed.rows])
    counts: dict[str, dict[str, int]] = {}
    for (check, verdict), n in listed.counts.items():
        counts.setdefault(check, {})[verdict] = n
    items = [_found(r, whole.get(r.id), decided.get(r.id, [])) for r in listed.rows]
    after = listed.rows[-1].rank if listed.more else None
    return ChecksFound(items=items, next=after, total=listed.total, counts=counts, open=listed.open), whole


def _opened(desk: Desk, rows: Iterable[FoundRow]) -> dict[str, tuple[Dossier, Finding]]:
    wanted = {r.id for r in rows}
    reports = dict.fromkeys(r.report for r in rows)
    if not reports:
        return {}
    return {
        f.id: (stored.dossier, f) for stored in desk.store.readings(reports) for f in stored.dossier.findings
        if f.id in wanted
    }  # fmt: skip


def _decisions(desk: Desk, findings: list[str]) -> dict[str, list[Judgement]]:
    """Finding -> decisions on it, undone ones too, in their order."""
    found: dict[str, list[Judgement]] = {}
    for j in desk.store.judgements_about(findings):
        if j.verb == "value" and j.slot == SLOT:
            for about in j.about:
                found.setdefault(about, []).append(j)
    return found


def _found(row: FoundRow, told: tuple[Dossier, Finding] | None, decided: list[Judgement]) -> CheckFound:
    finding = told[1] if told else None
    last = next((j for j in reversed(decided) if j.undone is None), None)
    figures: dict[str, Any] = finding.figures if finding else {}
    return CheckFound(
        id=row.id, report=row.report, title=row.title, outlet=row.outlet, published=iso_of(row.published),
        check=row.check, verdict=row.verdict, called=verdict_words(finding) if finding else row.verdict,
        severity=row.severity, message=row.message,
        compared=[Compared(what=w, stated=s, computed=c) for w, s, c in paired(figures)],
        quotes=[e.quote for e in finding.evidence[:12]] if finding else [],
        about=list(finding.about) if finding else [],
        decided=CheckDecision(id=last.id, who=last.who, at=last.at, word=str(last.value), reason=last.reason)
        if last else None,
        revision=max((max(j.seq, j.undone or 0) for j in decided), default=0), href=f"/review/{row.report}",
    )  # fmt: skip


def decide(
    desk: Desk, person: Person, finding: str, word: str, seen: int, reason: str = "", once: str | None = None
) -> Judgement:
    """Keep a person's word on a finding. Raises `NotFound`, `SettingsError` for another word, `ConflictError` where
    somebody decided meanwhile."""
    if word not in WORDS:
        raise SettingsError(f"{word!r} is no verdict on a check. Say one of: {', '.join(WORDS)}.")
    _known(desk, finding)
    made = Judgement("value", "finding", (finding,), person.name, slot=SLOT, value=word, reason=reason.strip() or None)
    before = [j for j in _decisions(desk, [finding]).get(finding, []) if j.undone is None]
    taken = [Judgement("undo", "judgement", (j.id,), person.name) for j in before]
    once = once_of(once, person.name, finding, word, reason.strip()) if once else None
    return desk.store.judge([made, *taken], seen={finding: seen}, once=once)[0]


def undo(desk: Desk, person: Person, finding: str) -> Judgement:
    """Take the word on a finding back. Raises `NotFound` where there is none."""
    _known(desk, finding)
    held = [j for j in _decisions(desk, [finding]).get(finding, []) if j.undone is None]
    if not held:
        raise NotFound(f"Nobody's word on {finding} holds, so that there is nothing to take back.")
    return desk.store.judge([Judgement("undo", "judgement", (held[-1].id,), person.name)])[0]


def _known(desk: Desk, finding: str) -> None:
    if desk.store.finding_report(finding) is None:
        raise NotFound(f"The case has no finding {finding}.")
