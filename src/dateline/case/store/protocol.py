"""What a store can do. SQLite and PostgreSQL do the same; the contract tests run over both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from dateline.case.store.chain import LogEntry
from dateline.case.store.entry import Entry
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement, Of
from dateline.model.situation import Link

if TYPE_CHECKING:
    from dateline.case.store.counting import EventCodes, EventSide
    from dateline.case.store.coverage import Coverage
    from dateline.case.store.figures import ActorAsked, ActorLine, Stated, Taking, Tie
    from dateline.case.store.findings import FindingsListed, FindingsWanted
    from dateline.case.store.progress import ReportsListed, ReportsWanted
    from dateline.case.store.queues import EventLine, LogFilter, Queue
    from dateline.case.store.rows.besides import Protecting
    from dateline.case.store.rows.paging import Listed
    from dateline.case.store.rows.shapes import RowKind
    from dateline.case.store.rows.wanted import Wanted
    from dateline.case.store.sieve import FindingRow, Sieve, Sifted
    from dateline.case.store.speakers import Speaker, SpeakersWanted

Became = Literal["added", "copy", "known", "reread"]
"""`added`: a new report. `copy`: its text is here already, under another name, outlet or day: an appearance was added.
`known`: the very same was added before. `reread`: a newer reading of it was added."""


@dataclass(frozen=True, slots=True)
class Added:
    """Receipt of one addition, given once it is on the disk."""

    name: str
    report: str
    became: Became
    seq: int
    copy_of: str | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """What a case is. `where` is its file, or its URL without the password."""

    id: str
    where: str
    format: str
    made: str
    head: str
    seq: int
    counts: Mapping[str, int] = field(default_factory=dict)
    recipient: str | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as it stands in the store. Days are counted from 1970-01-01."""

    n: int
    id: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str | None
    published: int | None
    seq: int
    at: str
    name: str
    appearances: int
    copy_of: str | None
    likeness: float | None
    events: int
    claims: int


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees WGS84. West may be greater than east: the box then crosses the 180th meridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; what is None does not matter. Days are counted from 1970-01-01, both inclusive."""

    text: str | None = None
    box: Box | None = None
    days: tuple[int | None, int | None] | None = None
    as_of: int | None = None
    limit: int = 100
    after: int = 0
    """Row number to go on after: how pages of results are asked for."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim that was found."""

    n: int
    id: str
    report: str
    source: str | None
    stance: str
    said: int | None
    days: tuple[int | None, int | None]
    lat: float | None
    lon: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Fitting:
    """An event that fits what was asked for: its row number, to go on after, and its report."""

    n: int
    report: str
    event: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with the claims that state it and the words that tell it."""

    n: int
    id: str
    report: str
    plover: str
    acled: str | None
    status: str
    days: tuple[int | None, int | None]
    precision: str | None
    place: str | None
    lat: float | None
    lon: float | None
    country: str | None
    deaths: tuple[float | None, float | None, float | None]
    """(low, best, high)"""
    words: str
    claims: tuple[ClaimRow, ...] = ()
    evidence: tuple[tuple[int, int, str], ...] = ()
    """(start, end, quote)"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A reading as it was kept."""

    report: str
    seq: int
    at: str
    until: int | None
    dossier: Dossier
    sealed: bytes | None = field(default=None, repr=False)


class Store(Protocol):
    """A case, kept. One writer at a time; every method that writes is one transaction and returns once it is durable.

    Numbers called `as_of` are of the log: what the case was once that entry was made; None is now.
    """

    # the case, opened and closed

    def info(self, *, counted: bool = True) -> CaseInfo:
        """What the case is; without its counts where they are not asked for: a large case takes a while to count."""

    def close(self) -> None: ...

    # reports come in

    def add(self, entries: Sequence[Entry]) -> list[Added]:
        """Add reports, exactly once each by their keys; all of them or, where it fails, none."""

    def reread(self, entries: Sequence[Entry], *, since: int | None = None) -> list[Added]:
        """As `add`; but where a report is known and was read otherwise, the newer reading takes the earlier one's place
        from now on. Happenings keep the events that it finds again. With `since`, the number of the log at which the
        entries were made out of what the case held: `ConflictError` where somebody was hidden after it."""

    def known(self, keys: Iterable[str]) -> set[str]:
        """Which of the keys were added already."""

    def like(self, bands: Sequence[int]) -> list[tuple[str, int]]:
        """Reports that share bands with a text: (report id, how many), most first."""

    # decisions

    def judge(
        self, judgements: Sequence[Judgement], *, seen: Mapping[str, int] | None = None, once: str | None = None,
        within: str | None = None,
    ) -> tuple[Judgement, ...]:  # fmt: skip
        """Keep decisions; they come back with their numbers and times. An `undo` closes what it names, and is refused
        with `ConflictError` where somebody took that back already. `within` is the report that they were made in: what
        tells how far it is gone through.

        `seen` names records with the number of the last decision that the person saw on each: where there is a later
        one nothing is kept and `ConflictError` raised. Decisions sent again under the same key `once` are not kept
        twice: those that were kept come back. Where `once` tells what was sent (`judging.once_of`), something else
        under the same key is refused with `SettingsError`.
        """

    def as_kept(self, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
        """Judgements as `judge` would keep them: without the names that the case hides."""

    def judgements(
        self, as_of: int | None = None, about: str | None = None, task: str | None = None
    ) -> tuple[Judgement, ...]:
        """Decisions in their order, those that were undone too (`undone` says by which). Answers of coders in a double
        coding are not among them, unless the `task` is named: then they alone are."""

    def judgement(self, seq: int) -> Judgement | None:
        """A decision by its number; a coder's answer in a double coding too."""

    def judgements_about(
        self, ids: Iterable[str], as_of: int | None = None, task: str | None = None
    ) -> tuple[Judgement, ...]:
        """As `judgements`, those about any of the records named."""

    def judgements_since(self, seq: int) -> tuple[Judgement, ...]:
        """As `judgements`, those after a number of the log; answers of coders in a double coding are among them."""

    def judgements_of(self, of: Of, as_of: int | None = None) -> tuple[Judgement, ...]:
        """As `judgements`, those about records of a kind."""

    def judgements_that_settle(self, as_of: int | None = None) -> tuple[Judgement, ...]:
        """As `judgements`, those that correct a claim or a statement, or reject a claim."""

    def values_of(self, slots: Collection[str], as_of: int | None = None) -> tuple[Judgement, ...]:
        """As `judgements`, those that give one of the slots a value."""

    def left_out(self, as_of: int | None = None) -> tuple[str, ...]:
        """The records that somebody, whether it still holds or not, rejected or said not to count."""

    # which events are one happening

    def set_groups(
        self, groups: Iterable[Sequence[str]], links: Iterable[Link], who: str
    ) -> dict[str, tuple[str, ...]]:
        """Which events are one happening, from now on: happening id -> event ids. What does not change stays open."""

    def regroup(self, groups: Iterable[Sequence[str]], who: str, since: int) -> dict[str, tuple[str, ...]]:
        """As `set_groups`, of some events only: each is named in one group, and so are all that stand with one of them.
        `since` is the number of the log up to which decisions were looked at: where there is a later one on what is the
        same or apart, or an event is not there any more, nothing is written and `ConflictError` raised."""

    def groups(self, as_of: int | None = None) -> dict[str, tuple[str, ...]]: ...

    def links(self, as_of: int | None = None) -> tuple[Link, ...]: ...

    # settings

    def set_rule(self, name: str, body: Mapping[str, Any] | None, who: str) -> None:
        """A setting of the case from now on; None takes it away."""

    def rules(self, as_of: int | None = None) -> dict[str, dict[str, Any]]: ...

    # reports and their dossiers

    def reports(self, as_of: int | None = None, ids: Collection[str] | None = None) -> Iterator[ReportRow]:
        """Reports in the order of adding; those named where some are."""

    def copies(self, as_of: int | None = None) -> dict[str, str]:
        """Report -> the report that it nearly copies."""

    def told_events(self, as_of: int | None = None) -> int:
        """How many events the readings that hold have."""

    def readings(self, reports: Iterable[str] | None = None, as_of: int | None = None) -> Iterator[Stored]:
        """The dossiers of reports (all of them where None), in the order of adding, one in memory at a time."""

    # looking for one thing; the log

    def find(self, query: Query) -> list[ClaimRow]:
        """Claims by words, place and time."""

    def event(self, id_: str) -> EventRow | None: ...

    def happening_at(self, id_: str, as_of: int | None = None) -> tuple[str, ...]:
        """The events that a happening had at a number of the log."""

    def log(self, after: int = 0) -> Iterator[LogEntry]: ...

    def seq_at(self, when: str) -> int:
        """The last number of the log at a time (ISO; a bare day counts to its end, UTC). 0 where nothing was known."""

    # what fits a filter, without opening a dossier

    def sift(self, sieve: Sieve) -> Sifted:
        """Which events fit, and which reports tell of control and relations that fit; no dossier is opened."""

    def stating(self, sieve: Sieve) -> frozenset[str]:
        """The reports that tell of control or relations that fit."""

    def fitting(self, sieve: Sieve, after: int = 0, limit: int = 500) -> list[Fitting]:
        """A page of the events that fit, in the order of adding: those after a row number."""

    # some records by their ids, for a page of happenings

    def happenings_of(self, events: Sequence[str], as_of: int | None = None) -> dict[str, str]:
        """Event -> happening, of the events named that linking put into one."""

    def members_of(self, happenings: Sequence[str], as_of: int | None = None) -> dict[str, tuple[str, ...]]:
        """As `groups`, of the happenings named."""

    def links_of(self, events: Sequence[str], as_of: int | None = None) -> tuple[Link, ...]:
        """As `links`, those that go out from one of the events named."""

    def links_with(self, events: Sequence[str]) -> tuple[Link, ...]:
        """The links that hold now and have one of the events named at either end."""

    def rows_among(self, events: Sequence[str]) -> frozenset[str]:
        """Those of the events named that are rows of datasets, and no report's."""

    # actors

    def actors(self, asked: ActorAsked, skip: int = 0, limit: int = 50) -> tuple[ActorLine, ...]:
        """Actors that fit, those of most reports first."""

    def actor_lines(self, keys: Sequence[str]) -> dict[str, ActorLine]:
        """The same of actors by their keys."""

    def taking_part(self, keys: Sequence[str], skip: int = 0, limit: int = 50) -> tuple[Taking, ...]:
        """Events that one of the actors takes part in, the latest first, undated ones last."""

    def ties(
        self, keys: Sequence[str] = (), day: int | None = None, skip: int = 0, limit: int = 500
    ) -> tuple[Tie, ...]:
        """How actors stand to one another, of all or of those named, those of most reports first; as said to hold on a
        day where one is given."""

    def tie_days(self, day: int) -> tuple[int | None, int | None]:
        """The days before and after a day on which a relation begins or ends."""

    def relations_of(self, keys: Sequence[str], skip: int = 0, limit: int = 25) -> tuple[Stated, ...]:
        """Where reports say how one of the actors stands to another."""

    def holdings_of(
        self, keys: Sequence[str], day: int | None = None, skip: int = 0, limit: int = 25
    ) -> tuple[Stated, ...]:
        """Where reports say what place one of the actors holds, seeks or lost."""

    # what waits for a decision; the log as people filter it

    def pairs(self, queue: Queue, skip: int = 0, limit: int = 50) -> tuple[Link, ...]:
        """Compared pairs that a person may decide on: "near", those nearest the threshold first; "apart", those that a
        rule keeps apart although more speaks for them, the likest first."""

    def event_lines(self, events: Sequence[str]) -> dict[str, EventLine]:
        """Events in a line each, of those named that reports' newest readings have."""

    def decided(self, only: LogFilter, before: int = 0, limit: int = 50) -> tuple[Judgement, ...]:
        """Decisions that fit, the newest first, from before a number of the log on (0: from now on)."""

    def deciders(self) -> tuple[str, ...]:
        """Who ever decided anything."""

    # single questions of views

    def links_at(self, events: Sequence[str], as_of: int | None = None) -> tuple[Link, ...]:
        """As `links`, those that have one of the events named at either end."""

    def came_and_went(self, happening: str, as_of: int | None = None) -> list[tuple[int, str, str, bool]]:
        """(number in the log, time, event, whether it came) of each event that linking put into a happening or took out
        of it, in the order of the log."""

    def linked(self, as_of: int | None = None) -> tuple[int, int]:
        """How many happenings linking made, of how many events."""

    def reports_of(self, events: Sequence[str], as_of: int | None = None) -> dict[str, str]:
        """Event -> the report that tells it."""

    def reading_numbers(self, as_of: int | None = None, reports: Collection[str] | None = None) -> dict[str, int]:
        """Report -> number of the reading that holds, in the order of adding; of all reports where None."""

    def reports_beside(self, report: str, *, back: bool = False, limit: int = 500) -> list[str]:
        """The reports that were added after one, or before it, the nearest first."""

    def appearance_of(self, report: str) -> tuple[str, str] | None:
        """The key and the name under which a report came first; None for one that the case does not have."""

    def actor_key(self, name: str, as_of: int | None = None) -> str | None:
        """The key of the actor that reports call by exactly that name; None where none does."""

    def disagreements(self, as_of: int | None = None) -> list[FindingRow]:
        """What the checks of reports disagree with."""

    # lists of single pages

    def reports_in_progress(self, wanted: ReportsWanted) -> ReportsListed:
        """Reports with how far each is gone through."""

    def outlets_and_languages(self) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """What reports can be asked for by, each with its number of reports, by name."""

    def findings_listed(self, wanted: FindingsWanted) -> FindingsListed:
        """What the checks of reports found, a page of it, and how many of each kind."""

    def finding_report(self, finding: str) -> str | None:
        """The report that a finding is of; None where the case has no such finding."""

    def speakers(self, wanted: SpeakersWanted) -> tuple[list[Speaker], bool]:
        """Sources over all reports, by kind and name, and whether there are more."""

    def speaker(self, kind: str, name: str) -> Speaker | None:
        """One of them, with its reports and the happenings that it speaks of."""

    def coverage(self) -> Coverage:
        """Which outlets were heard when, in which languages, and of which countries they tell."""

    # rows of each kind, as programs ask for them

    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry of the log; (0, "") before the first one. Any change of the case gives
        another."""

    def rewritten(self, after: int = 0) -> bool:
        """Whether rows were written over, or words taken away, by entries of the log after a number: somebody was
        hidden, or a report erased. Whatever was read before must not be shown any more."""

    def rows(self, kind: RowKind, wanted: Wanted, after: int = 0, limit: int = 50) -> Listed:
        """A page of the rows of a kind that fit, in the order of adding: those after a row number."""

    def totals(self, as_of: int | None = None) -> tuple[int, int, int]:
        """How many reports, events and claims there are."""

    def protecting(self, as_of: int | None = None) -> Iterator[Protecting]:
        """The reports that protect somebody whom they speak with, in the order of adding."""

    def text_of(self, report: str) -> str | None:
        """The text of a report, as it may be seen: what evidence points into."""

    # columns of numbers over all events, counted in memory (`survey`)

    def ground(self, as_of: int | None = None, *, linked: bool = True) -> int:
        """Number of the last entry of the log that is no decision: reports and links are as they were since then.
        Reports alone with `linked` False."""

    def event_numbers(self, sieve: Sieve) -> list[tuple[Any, ...]]:
        """(number,) of all events that fit."""

    def numbers_told(self, words: Sequence[str]) -> list[tuple[Any, ...]]:
        """(number,) of the events with all of the words in what tells them, in their place's name or in a claim that
        states them; some more than once."""

    def event_groups(self, as_of: int | None = None) -> list[tuple[Any, ...]]:
        """(event, happening) by their numbers, of the events that linking put into one."""

    def event_days(self) -> list[tuple[Any, ...]]:
        """(event, first day, last day) of every event that any reading ever had; `counting.OPEN` is no day."""

    def event_points(self) -> list[tuple[Any, ...]]:
        """(event, latitude, longitude, place) of those that have a point; 0 is no place."""

    def place_reaches(self) -> list[tuple[Any, ...]]:
        """(place, where_prec, radius in km); 0 where it is not told."""

    def event_roles(self) -> list[tuple[Any, ...]]:
        """(event * 8 + role, actor), the role by its place in `model.vocabulary.Role`."""

    def actor_keys(self) -> list[tuple[Any, ...]]:
        """(actor, key)"""

    def actor_names(self, keys: Collection[str]) -> dict[str, tuple[str, str]]:
        """Key -> what most reports call the actor, and its kind."""

    def place_names(self, numbers: Collection[int]) -> dict[int, str]:
        """Place -> its name."""

    def numbered_events(self, ids: Collection[str], as_of: int | None = None) -> dict[str, int]:
        """Event id -> its number in the reading that holds."""

    def events_numbered(self, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
        """Number -> (event id, report id)."""

    def event_codes(self, numbers: Collection[int]) -> dict[int, EventCodes]:
        """Number -> what the event's row tells."""

    def event_sides(self, ids: Collection[str], as_of: int | None = None) -> dict[str, list[EventSide]]:
        """Event -> its actors, as its report names them, by role."""

    def events_stated_by(
        self, claims: Collection[str], as_of: int | None = None
    ) -> dict[int, tuple[str, frozenset[str]]]:
        """Number -> (id, all claims that state it), of the events that any of these claims states."""

    def happenings_numbered(self, numbers: Collection[int]) -> dict[int, str]:
        """Number -> happening id, of those that linking made."""

    def told_values(self) -> dict[str, list[tuple[str, int]]]:
        """Countries of places and outlets of reports, with how many have them, most first."""

    # care

    def verify(self, sample: int | None = None) -> list[str]:
        """What is wrong with the case: the database's own checks, the chain, what is half there, rows that are not what
        their dossiers say (4 ms a report; of `sample` reports only where it is given). Nothing: it is whole."""

    def backup(self, path: Path) -> str:
        """Write a copy that can be opened as a case; its SHA-256."""


Clock = Callable[[], str]
"""Tells the time as the log writes it: ISO, UTC, microseconds."""


@dataclass(frozen=True, slots=True)
class StoreKind:
    """How cases of one kind are opened and made; a plug point under the entry point `dateline.stores`, named by the
    scheme of the URLs that it takes. Each function takes what the user wrote; the clock is None for the real one."""

    open: Callable[[str, Clock | None], Store]
    """Raises `InputError` where there is no case, or one that cannot be trusted."""
    create: Callable[[str, Clock | None], Store]
    """Raises `OutputError` where something is there already, or cannot be written."""
    exists: Callable[[str], bool]
    """Whether anything is there: what is no case counts, so that it is refused and not written over."""
