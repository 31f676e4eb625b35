"""The situation of a case: what happened, who says so, who disagrees, as known on any recorded day.

Computed from records and judgements whenever it is asked for, and never kept. The contents page: choose what fits by
the database's rows, open the reports that tell of it, put each happening together, then what they make together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from dateline.case.facts import EventFacts, ReportFacts
from dateline.case.identities import as_one
from dateline.case.ledger.decisions import holding
from dateline.case.ledger.happening import happening_of
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.voices import Voices
from dateline.case.store.entry import iso_of
from dateline.case.store.protocol import CaseInfo, ReportRow, Store
from dateline.case.store.sieve import Sieve
from dateline.case.views.choosing import Chosen, choose
from dateline.case.views.figures import figures_of
from dateline.case.views.filter import EVERYTHING, Filter, iso_day, sieve_of
from dateline.case.views.fitting import fits
from dateline.case.views.loading import Facts
from dateline.case.views.moments import head_of, moment_of
from dateline.case.views.standing import Statements
from dateline.case.views.timelines import in_time
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening, LedgerEntry, Link, ReportLine, Situation

UNLINKED: Final = "events not compared with others yet, each shown as a happening of its own"
OUTSIDE: Final = "happenings outside what was asked for"
STALE: Final = "events that the newest reading of their report does not have"
EXCLUDED: Final = "happenings that the rules of the case, or a decision, leave out"
INCLUSION: Final = "inclusion"
"""Name under which a case keeps what counts in it."""

Told = Callable[[int, int], None]
"""Told how many happenings, of how many, are put together."""


def situation_of(
    store: Store,
    *,
    at: str | dt.date | None = None,
    as_of: str | int | dt.date | None = None,
    rules: Rules | None = None,
    only: Filter = EVERYTHING,
    facts: Facts | None = None,
    told: Told = lambda done, of: None,
) -> Situation:
    """The picture that a case gives.

    `at` is the day that control and relations are shown for (ISO; without it the last day asked for, else now),
    `as_of` the recorded state of the case (see `moment_of`), `rules` what counts where it is not what the case itself
    says. `facts` keeps what was opened, for whoever asks more than once. Raises `SettingsError` for a day, filter or
    rule that makes no sense.
    """
    day = iso_day("at", at) if at is not None else only.last
    moment = moment_of(store, as_of)
    rules = rules if rules is not None else rules_of(store, moment.seq)
    sieve, held = sieve_of(only), holding(store.judgements(moment.seq))
    rows = list(store.reports(moment.seq))
    copies = {r.id: r.copy_of for r in rows if r.copy_of}
    chosen = choose(store, only, moment.seq, held, sum(r.events for r in rows))
    opened = as_one(
        (facts or Facts(store)).of(_with_originals(chosen.to_open, copies) if only.asks else None, moment.seq), held
    )
    voices, decisions = Voices(opened.values(), copies), _by_record(held)
    made = _Maker(opened, voices, rules, decisions, _by_event(store.links(moment.seq)))
    happenings, entries = made.happenings(chosen, sieve, told)
    stating = {r: f for r, f in opened.items() if not only.asks or r in chosen.control | chosen.relations}
    standing = Statements(stating, voices, rules, decisions).standing(
        sieve, dt.date.fromisoformat(day) if day else None
    )
    telling = {r for h in happenings for r, _ in h.events} | standing.reports
    return Situation(
        case=name_of(store.info()),
        at=day,
        as_of=moment.shown,
        head=head_of(store, moment),
        rules=(rules.name, rules.numbers),
        reports=tuple(report_line(r) for r in rows if not only.asks or r.id in telling),
        happenings=tuple(sorted(happenings, key=in_time)),
        held=standing.held,
        bonds=standing.bonds,
        figures=figures_of(happenings, standing.held, standing.bonds, opened, copies),
        ledger=(*entries, *standing.entries),
        left_out=tuple(_left_out(chosen, happenings)),
    )


def name_of(info: CaseInfo) -> str:
    """What a case is called: its file's name without the ending, or the database's."""
    return PurePath(info.where.partition("?")[0]).stem or info.id


def rules_of(store: Store, as_of: int | None = None) -> Rules:
    """What counts in a case, as it was set; everything where nothing was."""
    body = store.rules(as_of).get(INCLUSION)
    return Rules.from_json(body) if body else Rules()


def report_line(row: ReportRow) -> ReportLine:
    """A report in one line."""
    return ReportLine(
        row.id, row.name, row.title, row.outlet, iso_of(row.published), row.url, row.seq, row.at, row.events,
        row.claims, row.copy_of, row.likeness, row.appearances,
    )  # fmt: skip


@dataclass(slots=True)
class _Maker:
    """Puts happenings together out of facts."""

    reports: Mapping[str, ReportFacts]
    voices: Voices
    rules: Rules
    held: Mapping[str, Sequence[Judgement]]
    """Decisions by the record that they are about."""
    links: Mapping[str, Sequence[Link]]
    """By event."""
    events: dict[str, EventFacts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.events = {e.id: e for report in self.reports.values() for e in report.events}

    def happenings(self, chosen: Chosen, sieve: Sieve, told: Told) -> tuple[list[Happening], list[LedgerEntry]]:
        made: list[Happening] = []
        entries: list[LedgerEntry] = []
        for n, (id_, events) in enumerate(chosen.happenings.items(), 1):
            members = [self.events[e] for e in events if e in self.events]
            if members:
                happening, of_it = self._happening(id_, members)
                if id_ not in chosen.unsure or fits(happening, sieve):
                    made.append(happening)
                    entries += of_it
            told(n, len(chosen.happenings))
        return made, entries

    def _happening(self, id_: str, members: Sequence[EventFacts]) -> tuple[Happening, tuple[LedgerEntry, ...]]:
        about = dict.fromkeys((id_, *(e.id for e in members), *(e.report for e in members)))
        held = {j.seq: j for a in about for j in self.held.get(a, ())}
        ids = {e.id for e in members}
        links = {(x.a, x.b): x for e in members for x in self.links.get(e.id, ()) if {x.a, x.b} <= ids}
        return happening_of(
            id_, members, self.voices, self.reports, self.rules, [held[n] for n in sorted(held)], tuple(links.values())
        )


def _by_record(held: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    """Decisions that hold, by what they are about. An `undo` that was undone itself leaves its mark on what it once
    undid; it is taken off, since whoever looks at a few decisions cannot see the rest."""
    found: dict[str, list[Judgement]] = {}
    for j in held:
        for about in dict.fromkeys(j.about):
            found.setdefault(about, []).append(replace(j, undone=None) if j.undone is not None else j)
    return found


def _by_event(links: Sequence[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.a, []).append(link)
        found.setdefault(link.b, []).append(link)
    return found


def _with_originals(reports: frozenset[str], copies: Mapping[str, str]) -> frozenset[str]:
    """The reports and those that they copy: a copy speaks with the voice of its original."""
    found = set(reports)
    todo = list(reports)
    while todo:
        original = copies.get(todo.pop())
        if original is not None and original not in found:
            found.add(original)
            todo.append(original)
    return frozenset(found)


def _left_out(chosen: Chosen, happenings: Sequence[Happening]) -> Iterator[tuple[str, int]]:
    counts = (
        (UNLINKED, chosen.unlinked),
        (OUTSIDE, chosen.outside + len(chosen.happenings) - len(happenings)),
        (EXCLUDED, sum(not h.included for h in happenings)),
        (STALE, chosen.stale),
    )
    yield from ((reason, number) for reason, number in counts if number)
