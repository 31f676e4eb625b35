"""How far each report of a case is gone through, told by the rows of decisions: no dossier is opened.

A decision names the report that it was made in beside its record (`judging.IN`). Those that do not, out of sheets and
other programs, are found by the ids of events and reports. Answers in a double coding count for nobody's report.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar, get_args
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Connection, Engine, and_, exists, func, or_, select

from dateline.case.store import schema as s
from dateline.case.store.judging import CODING, IN, redone
from dateline.case.store.sieve import MANY, all_in

T = TypeVar("T")
Progress = Literal["open", "work", "done", "nothing"]
"""`open`: nobody decided anything in it. `work`: somebody did. `done`: gone through to its end. `nothing`: gone
through, and no record of it was left standing."""
Sort = Literal["added", "newest", "oldest", "claims", "unsure", "checks"]
PROGRESS: Final = get_args(Progress)
SORTS: Final = get_args(Sort)
RECORDS: Final = ("event", "claim", "control", "relation")
_DECIDES: Final = frozenset({"accept", "reject", "unsure", "value", "add", "done"})
_WEAK: Final = frozenset({"value", "add"})
_VERDICTS: Final = frozenset({"accept", "reject", "unsure", *_WEAK})
_RANK: Final = 2**32
"""Row numbers lie below it: what a list is ordered by and the row number make one number, the cursor."""
_SHIFT: Final = 1_000_000
"""Added to days, so that those before 1970 order before those after."""


@dataclass(frozen=True, slots=True)
class ReportsWanted:
    """Which reports to list; what is empty does not matter."""

    words: tuple[str, ...] = ()
    """All stand in the report's title, outlet or file's name."""
    outlet: str = ""
    language: str = ""
    days: tuple[int | None, int | None] = (None, None)
    """Of publication, both inclusive."""
    progress: Progress | None = None
    disputed: bool = False
    """Only those of which a check disagrees with something."""
    sort: Sort = "added"
    after: int = 0
    """The cursor: `rank` of the last row before."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A report and how far it is gone through. Days are counted from 1970-01-01."""

    n: int
    id: str
    name: str
    title: str | None
    outlet: str | None
    language: str | None
    published: int | None
    characters: int
    copy_of: str | None
    likeness: float | None
    events: int
    claims: int
    records: int
    """That are decided on one by one."""
    progress: Progress
    rank: int
    decided: int = 0
    """Records with a decision that holds."""
    unsure: int = 0
    disputed: int = 0
    """Findings of its checks that disagree."""


@dataclass(frozen=True, slots=True)
class ReportsListed:
    """Reports that fit, and how many there are besides."""

    rows: tuple[ProgressRow, ...]
    more: bool
    counts: Mapping[Progress, int]
    """Of all that fit, whatever progress is asked for."""
    disputed: int
    """As many of these have a check that disagrees with something."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(slots=True)
class _Touched:
    """What was decided in a report, and holds."""

    done: int | None = None
    """The last decision that it is gone through."""
    nothing: bool = False
    unsure: int = 0

    def add(self, seq: int, verb: str) -> None:
        self.unsure += verb == "unsure"
        if verb == "done":
            self.done = max(seq, self.done or 0)

    @property
    def progress(self) -> Progress:
        if self.done is None:
            return "work"
        return "nothing" if self.nothing else "done"


_KEPT: Final[WeakKeyDictionary[Engine, tuple[tuple[int, str], Mapping[str, _Touched]]]] = WeakKeyDictionary()
"""By store: number and hash of the log's last entry, and what was decided until then."""


def reports_in_progress(engine: Engine, wanted: ReportsWanted) -> ReportsListed:
    """The reports that fit, in the order asked for, `limit` at most. What all reports are asked for is in their own
    narrow rows and in those of decisions; the rest is asked for of those alone that are shown."""
    with engine.connect() as c:
        touched = _touched(engine, c)
        fits = select(s.REPORT.c.n, s.REPORT.c.id, s.REPORT.c.published).where(*_fits(wanted))
        found = c.execute(fits).all()
        against = _against(c)
        counts = Counter(_progress(touched, r.id) for r in found)
        disputed = sum(r.id in against for r in found)
        weigh = _weights(c, wanted.sort, touched, against)
        ranked = sorted(
            (weigh(r) * _RANK + r.n, r.n) for r in found
            if (wanted.progress is None or _progress(touched, r.id) == wanted.progress)
            and (not wanted.disputed or r.id in against)
        )  # fmt: skip
        if wanted.sort != "oldest":
            ranked.reverse()
        if wanted.after:
            upwards = wanted.sort == "oldest"
            ranked = [one for one in ranked if (one[0] > wanted.after if upwards else one[0] < wanted.after)]
        shown = {n: rank for rank, n in ranked[: wanted.limit]}
        rows = _told(c, shown, touched)
    return ReportsListed(rows, len(ranked) > len(shown), {p: counts[p] for p in PROGRESS}, disputed)


def outlets_and_languages(engine: Engine) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """What reports can be asked for by: each with its number of reports, by name."""
    found = []
    with engine.connect() as c:
        for column in (s.REPORT.c.outlet, s.REPORT.c.language):
            rows = c.execute(select(column, func.count()).where(column.is_not(None)).group_by(column))
            found.append(sorted((str(r[0]), int(r[1])) for r in rows))
    return found[0], found[1]


def _progress(touched: Mapping[str, _Touched], report: str) -> Progress:
    one = touched.get(report)
    return "open" if one is None else one.progress


def _touched(engine: Engine, c: Connection) -> Mapping[str, _Touched]:
    """Reports in which anything was decided that holds. Kept from one time to the next: where decisions came since and
    nothing else did, these alone are looked at."""
    head = c.execute(select(s.LOG.c.seq, s.LOG.c.hash).order_by(s.LOG.c.seq.desc()).limit(1)).first()
    now = (int(head.seq), str(head.hash)) if head else (0, "")
    kept = _KEPT.get(engine)
    if kept is not None and kept[0] == now:
        return kept[1]
    since = kept[0] if kept is not None else (0, "")
    if kept is None or not _only_decided(c, *since):
        since, found = (0, ""), {}
    else:
        found = {report: replace(one) for report, one in kept[1].items()}
    _add_decided(c, since[0], now[0], found)
    _KEPT[engine] = (now, found)
    return found


def _only_decided(c: Connection, seq: int, hash_: str) -> bool:
    """Whether all that was logged after an entry, which still stands there, are decisions that undo nothing."""
    there = c.execute(select(s.LOG.c.hash).where(s.LOG.c.seq == seq)).first()
    kinds = c.execute(select(s.LOG.c.kind.distinct()).where(s.LOG.c.seq > seq)).scalars().all()
    undo = and_(s.JUDGEMENT.c.seq > seq, s.JUDGEMENT.c.verb == "undo")
    undone = c.execute(select(s.JUDGEMENT.c.seq).where(undo).limit(1)).first()
    return there is not None and there.hash == hash_ and set(kinds) <= {"judgement"} and undone is None


def _add_decided(c: Connection, after: int, until: int, found: dict[str, _Touched]) -> None:
    """What was decided from one number of the log to another, put to what is known. Gone through here: databases take
    twice as long to group it."""
    wanted = (
        select(s.JUDGEMENT.c.seq, s.JUDGEMENT.c.verb, s.JUDGEMENT.c.of, s.JUDGED.c.about)
        .join(s.JUDGED, s.JUDGED.c.seq == s.JUDGEMENT.c.seq)
        .where(
            or_(s.JUDGEMENT.c.undone.is_(None), s.JUDGEMENT.c.seq.in_(redone(c))),
            s.JUDGEMENT.c.seq > after,
            s.JUDGEMENT.c.seq <= until,
        )
    )
    placed: set[int] = set()
    alone: list[tuple[int, str, str]] = []
    for seq, verb, of, about in c.execute(wanted).tuples().all():
        if verb not in _DECIDES:
            continue
        if about.startswith(IN):
            found.setdefault(about.removeprefix(IN), _Touched()).add(seq, verb)
            placed.add(seq)
        elif about.startswith(CODING):
            placed.add(seq)
        elif of in {"report", "event"}:
            alone.append((seq, verb, about))
    alone = [one for one in alone if one[0] not in placed]
    reports = _reports_of(c, [about for _, _, about in alone if about.startswith("event-")])
    for seq, verb, about in alone:
        if report := reports.get(about, about if not about.startswith("event-") else None):
            found.setdefault(report, _Touched()).add(seq, verb)
    _see_nothing(c, {r: one for r, one in found.items() if (one.done or 0) > after})


def _see_nothing(c: Connection, found: Mapping[str, _Touched]) -> None:
    """Which reports were gone through and nothing was left standing: that is told in the decision."""
    of = {one.done: one for one in found.values() if one.done is not None}
    for some in _some(sorted(of)):
        for r in c.execute(select(s.LOG_BODY.c.seq, s.LOG_BODY.c.body).where(s.LOG_BODY.c.seq.in_(some))):
            value = json.loads(r.body).get("value")
            of[r.seq].nothing = isinstance(value, dict) and bool(value.get("nothing"))


def _reports_of(c: Connection, events: Sequence[str]) -> dict[str, str]:
    """Event -> report. Whether the reading still holds is seen to here: asked for it, SQLite goes through all readings
    rather than the index of events."""
    found: dict[str, str] = {}
    for some in _some(events):
        wanted = (
            select(s.EVENT.c.id, s.REPORT.c.id.label("report"), s.READING.c.until)
            .join(s.READING, s.READING.c.n == s.EVENT.c.reading)
            .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
            .where(s.EVENT.c.id.in_(some))
        )
        found |= {r.id: r.report for r in c.execute(wanted) if r.until is None}
    return found


def _against(c: Connection) -> dict[str, int]:
    """Reports with checks that disagree with something: how many."""
    counted = select(s.FINDING.c.reading, func.count()).where(s.FINDING.c.verdict == "disagrees")
    of_reading = {r[0]: r[1] for r in c.execute(counted.group_by(s.FINDING.c.reading))}
    found: dict[str, int] = {}
    for some in _some(sorted(of_reading)):
        wanted = (
            select(s.READING.c.n, s.REPORT.c.id, s.READING.c.until)
            .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
            .where(s.READING.c.n.in_(some))
        )
        found |= {r.id: of_reading[r.n] for r in c.execute(wanted) if r.until is None}
    return found


def _weights(
    c: Connection, sort: Sort, touched: Mapping[str, _Touched], against: Mapping[str, int]
) -> Callable[[Any], int]:
    """What a report is ordered by."""
    if sort == "claims":
        made = dict(_claims(c))
        return lambda r: made.get(r.n, 0)
    if sort == "checks":
        return lambda r: against.get(r.id, 0)
    if sort == "unsure":
        return lambda r: touched[r.id].unsure if r.id in touched else 0
    if sort == "added":
        return lambda r: 0
    return lambda r: 0 if r.published is None else r.published + _SHIFT


def _claims(c: Connection) -> Iterator[tuple[int, int]]:
    """(row number of a report, claims of its reading), told by the index of claims: a reading's own row holds it behind
    the whole dossier."""
    of = {r[0]: r[1] for r in c.execute(select(s.READING.c.n, s.READING.c.report).where(s.READING.c.until.is_(None)))}
    counted = select(s.CLAIM.c.reading, func.count()).group_by(s.CLAIM.c.reading)
    yield from ((of[r[0]], r[1]) for r in c.execute(counted) if r[0] in of)


def _fits(wanted: ReportsWanted) -> Iterator[ColumnElement[bool]]:
    yield s.REPORT.c.text_sha256 != ""  # an erased one
    if wanted.words:
        named = exists().where(s.APPEARANCE.c.report == s.REPORT.c.n, all_in(s.APPEARANCE.c.name, wanted.words))
        yield or_(all_in(s.REPORT.c.title, wanted.words), all_in(s.REPORT.c.outlet, wanted.words), named)
    if wanted.outlet:
        yield s.REPORT.c.outlet == wanted.outlet
    if wanted.language:
        yield s.REPORT.c.language == wanted.language
    first, last = wanted.days
    if first is not None:
        yield s.REPORT.c.published >= first
    if last is not None:
        yield s.REPORT.c.published <= last


def _told(c: Connection, shown: Mapping[int, int], touched: Mapping[str, _Touched]) -> tuple[ProgressRow, ...]:
    """The reports that are shown, row number -> rank, in that order."""
    original, first = s.REPORT.alias("original"), s.APPEARANCE.alias("first")
    name = select(first.c.name).where(first.c.report == s.REPORT.c.n).order_by(first.c.n).limit(1).scalar_subquery()
    wanted = (
        select(s.REPORT, s.READING.c.n.label("reading"), name.label("name"), original.c.id.label("original"))
        .join(s.READING, and_(s.READING.c.report == s.REPORT.c.n, s.READING.c.until.is_(None)))
        .outerjoin(original, original.c.n == s.REPORT.c.copy_of)
        .where(s.REPORT.c.n.in_(list(shown)))
    )
    rows = c.execute(wanted).all()
    ids = {kind: _ids(c, kind, [r.reading for r in rows]) for kind in RECORDS}
    last = _last(c, [id_ for of in ids.values() for some in of.values() for id_ in some])
    against = _disagreeing(c, [r.reading for r in rows])
    found: dict[int, ProgressRow] = {}
    for r in rows:
        records = [id_ for of in ids.values() for id_ in of.get(r.reading, ())]
        found[r.n] = ProgressRow(
            r.n, r.id, r.name, r.title, r.outlet, r.language, r.published, r.characters, r.original, r.likeness,
            len(ids["event"].get(r.reading, ())), len(ids["claim"].get(r.reading, ())), len(records),
            _progress(touched, r.id), shown[r.n], sum(i in last for i in records),
            sum(last.get(i) == "unsure" for i in records), against.get(r.reading, 0),
        )  # fmt: skip
    return tuple(found[n] for n in shown if n in found)


def _ids(c: Connection, kind: str, readings: Sequence[int]) -> dict[int, list[str]]:
    """Reading -> ids of its records of a kind."""
    table = s.METADATA.tables[kind]
    found: dict[int, list[str]] = defaultdict(list)
    for r in c.execute(select(table.c.reading, table.c.id).where(table.c.reading.in_(readings))):
        found[r[0]].append(r[1])
    return found


def _disagreeing(c: Connection, readings: Sequence[int]) -> dict[int, int]:
    of = and_(s.FINDING.c.reading.in_(readings), s.FINDING.c.verdict == "disagrees")
    counted = select(s.FINDING.c.reading, func.count()).where(of).group_by(s.FINDING.c.reading)
    return {r[0]: r[1] for r in c.execute(counted)}


def _last(c: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Record -> the last verdict on it that holds: accepted, rejected, unsure; a value, or that a person found it,
    where there is none."""
    told: list[tuple[int, str, str]] = []
    again = redone(c)
    for some in _some(ids):
        wanted = (  # what else they must be is seen to below: the index of what they are about must be what is used
            select(s.JUDGEMENT.c.seq, s.JUDGED.c.about, s.JUDGEMENT.c.verb, s.JUDGEMENT.c.undone)
            .join(s.JUDGEMENT, s.JUDGEMENT.c.seq == s.JUDGED.c.seq)
            .where(s.JUDGED.c.about.in_(some))
        )
        told += [
            (r.seq, r.about, r.verb) for r in c.execute(wanted)
            if (r.undone is None or r.seq in again) and r.verb in _VERDICTS
        ]  # fmt: skip
    coding = _in_codings(c, [seq for seq, _, _ in told])
    found: dict[str, str] = {}
    for seq, about, verb in sorted(told):
        if seq not in coding and (verb not in _WEAK or about not in found):
            found[about] = verb
    return found


def _in_codings(c: Connection, entries: Sequence[int]) -> set[int]:
    """Which of them are answers in a double coding."""
    found: set[int] = set()
    for some in _some(entries):
        found |= {
            r.seq for r in c.execute(select(s.JUDGED).where(s.JUDGED.c.seq.in_(some))) if r.about.startswith(CODING)
        }
    return found


def _some(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[n : n + MANY] for n in range(0, len(values), MANY))
