"""What the checks of reports found, a page at a time, with what people decided of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from sqlalchemy import ColumnElement, Engine, Select, case, func, select

from dateline.case.store import schema as s
from dateline.case.store.judging import CODING

SLOT: Final = "verdict"
Decided = Literal["open", "decided"]
DECIDED: Final = get_args(Decided)
BEHIND: Final = 2**41
"""More than there are findings: what is added to the rank of those that stand behind others. Ranks stay below 2**53."""


@dataclass(frozen=True, slots=True)
class FindingsWanted:
    """Which findings to list; what is empty does not matter."""

    check: str = ""
    verdict: str = ""
    report: str = ""
    state: Decided | None = None
    after: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A finding in a list."""

    rank: int
    """Where it stands in the list: what the next page goes on after."""
    id: str
    report: str
    title: str | None
    outlet: str | None
    published: int | None
    check: str
    verdict: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class FindingsListed:
    """A page of findings, and how many there are."""

    rows: tuple[FoundRow, ...]
    more: bool
    total: int
    counts: Mapping[tuple[str, str], int]
    """(check, verdict) -> findings, of the report that is asked for or of all."""
    open: int
    """Findings that disagree and that nobody decided on yet."""


def findings_listed(engine: Engine, wanted: FindingsWanted) -> FindingsListed:
    """The findings that fit: those that disagree, then the others, each in the order of adding."""
    counted = _found(select(s.FINDING.c.check, s.FINDING.c.verdict, func.count()))
    counted = counted.where(*_of_report(wanted)).group_by(s.FINDING.c.check, s.FINDING.c.verdict)
    undecided = _found(select(func.count())).where(*_of_report(wanted), s.FINDING.c.verdict == "disagrees", ~_decided())
    fits = list(_fits(wanted))
    rank = case((s.FINDING.c.verdict == "disagrees", 0), else_=BEHIND) + s.FINDING.c.n
    page = (
        _found(select(rank.label("rank"), s.FINDING, s.REPORT.c.id.label("report"), s.REPORT.c.title, s.REPORT.c.outlet,
                      s.REPORT.c.published))
        .where(*fits, rank > wanted.after)
        .order_by(rank)
        .limit(wanted.limit + 1)
    )  # fmt: skip
    with engine.connect() as c:
        counts = {(r[0], r[1]): int(r[2]) for r in c.execute(counted)}
        open_ = int(c.scalar(undecided) or 0)
        total = int(c.scalar(_found(select(func.count())).where(*fits)) or 0)
        rows = tuple(
            FoundRow(r.rank, r.id, r.report, r.title, r.outlet, r.published, r.check, r.verdict, r.severity, r.message)
            for r in c.execute(page)
        )
    return FindingsListed(rows[: wanted.limit], len(rows) > wanted.limit, total, counts, open_)


def finding_report(engine: Engine, finding: str) -> str | None:
    """The report that a finding is of; None where no reading that holds has it."""
    with engine.connect() as c:
        found = c.execute(_found(select(s.REPORT.c.id)).where(s.FINDING.c.id == finding).limit(1)).first()
    return str(found[0]) if found else None


def _found(wanted: Select[Any]) -> Select[Any]:
    return (
        wanted.select_from(s.FINDING)
        .join(s.READING, s.READING.c.n == s.FINDING.c.reading)
        .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
        .where(s.FINDING.c.reading.not_in(select(s.READING.c.n).where(s.READING.c.until.is_not(None))))
    )


def _of_report(wanted: FindingsWanted) -> Iterator[ColumnElement[bool]]:
    if wanted.report:
        yield s.REPORT.c.id == wanted.report


def _fits(wanted: FindingsWanted) -> Iterator[ColumnElement[bool]]:
    yield from _of_report(wanted)
    if wanted.check:
        yield s.FINDING.c.check == wanted.check
    if wanted.verdict:
        yield s.FINDING.c.verdict == wanted.verdict
    if wanted.state is not None:
        yield _decided() if wanted.state == "decided" else ~_decided()


def _decided() -> ColumnElement[bool]:
    """Whether a person's word on it holds; answers in double codings are nobody's word yet."""
    beside = s.JUDGED.alias("beside")
    coding = select(beside.c.seq).where(beside.c.seq == s.JUDGEMENT.c.seq, beside.c.about.like(f"{CODING}%")).exists()
    named = (
        select(s.JUDGED.c.about)
        .join(s.JUDGEMENT, s.JUDGEMENT.c.seq == s.JUDGED.c.seq)
        .where(s.JUDGEMENT.c.of == "finding", s.JUDGEMENT.c.verb == "value", s.JUDGEMENT.c.undone.is_(None), ~coding)
    )
    return s.FINDING.c.id.in_(named)
