"""The situation of a case: what happened, who says so, who disagrees, as known on any recorded day.

Computed from records and judgements whenever it is asked for, and never kept. The contents page: choose what fits by
the database's rows, open the reports that tell of it, put each happening together, then what they make together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Final

from dateline.case.facts import ReportFacts
from dateline.case.ledger.inclusion import Rules
from dateline.case.review.settling import Settling
from dateline.case.store.entry import iso_of
from dateline.case.store.protocol import CaseInfo, ReportRow, Store
from dateline.case.views.assembling import (
    INCLUSION,
    Asked,
    Assembled,
    Assembler,
    Whole,
    links_among,
    rules_of,
    whole_of,
)
from dateline.case.views.choosing import Chosen
from dateline.case.views.figures import figures_of
from dateline.case.views.filter import EVERYTHING, Filter
from dateline.case.views.loading import Facts
from dateline.case.views.moments import head_of
from dateline.case.views.standing import Statements
from dateline.case.views.timelines import in_time
from dateline.model.situation import Happening, ReportLine, Situation
from dateline.protect.policy import Policy

__all__ = ["INCLUSION", "Told", "name_of", "put_together", "report_line", "rules_of", "situation_of"]

UNLINKED: Final = "events not compared with others yet, each shown as a happening of its own"
OUTSIDE: Final = "happenings outside what was asked for"
STALE: Final = "events that the newest reading of their report does not have"
EXCLUDED: Final = "happenings that the rules of the case, or a decision, leave out"
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
    says. `facts` keeps what was opened, for whoever asks more than once; where it has a policy for what is
    passed on, that holds for decisions and names of files too. Raises `SettingsError` for a day, filter or rule that
    makes no sense.
    """
    facts = facts or Facts(store)
    asked = Asked(store, only, at, as_of, rules, facts.policy)
    chosen = list(asked.choice.happenings())
    raw = facts.of(asked.to_open(chosen), asked.moment.seq, asked.settling)
    whole = whole_of(raw.values(), asked.copies, asked.decided.of_actors)
    opened = {r: whole.identities.of(f) for r, f in raw.items()}
    assembled = list(_assembled(asked, whole, opened, chosen, told))
    happenings = [a.happening for a in assembled]
    stating = {r: f for r, f in opened.items() if not only.asks or r in asked.choice.stating}
    about = asked.decided.about(i for f in stating.values() for i in _statements(f))
    standing = Statements(stating, whole.voices, asked.counting, about).standing(
        asked.choice.sieve, dt.date.fromisoformat(asked.day) if asked.day else None
    )
    telling = {r for h in happenings for r, _ in h.events} | standing.reports
    rows = store.reports(asked.moment.seq, telling if only.asks else None)
    return Situation(
        case=name_of(store.info(counted=False)),
        at=asked.day,
        as_of=asked.moment.shown,
        head=head_of(store, asked.moment),
        rules=(asked.counting.name, asked.counting.numbers),
        reports=tuple(report_line(r, facts.policy) for r in rows),
        happenings=tuple(sorted(happenings, key=in_time)),
        held=standing.held,
        bonds=standing.bonds,
        figures=figures_of(happenings, standing.held, standing.bonds, opened, asked.copies),
        ledger=(*(e for a in assembled for e in a.entries), *standing.entries),
        left_out=tuple(_left_out(asked, chosen, happenings)),
    )


def put_together(
    store: Store, happenings: Collection[str], as_of: str | int | dt.date | None = None, facts: Facts | None = None
) -> dict[str, Assembled]:
    """Some happenings of a case by their ids, as `situation_of` with a filter for them has them; nothing else is looked
    at, so that it takes as long in a large case as in a small one."""
    if not happenings:  # a filter that names none asks for all
        return {}
    facts = facts or Facts(store)
    asked = Asked(store, Filter(happenings=tuple(happenings)), as_of=as_of, policy=facts.policy)
    chosen = list(asked.choice.happenings())
    raw = facts.of(asked.to_open(chosen), asked.moment.seq, Settling(None, asked.decided.about))
    whole = whole_of(raw.values(), asked.copies, asked.decided.of_actors)
    opened = {r: whole.identities.of(f) for r, f in raw.items()}
    return {a.happening.id: a for a in _assembled(asked, whole, opened, chosen, lambda done, of: None)}


def _assembled(
    asked: Asked, whole: Whole, opened: Mapping[str, ReportFacts], chosen: Sequence[Chosen], told: Told
) -> Iterator[Assembled]:
    made = Assembler(asked, whole, opened, links_among(asked.store, chosen, asked.moment.seq))
    made.look_up(chosen)
    for n, one in enumerate(chosen, 1):
        if (assembled := made.assembled(one)) is not None:
            yield assembled
        told(n, len(chosen))


def _statements(facts: ReportFacts) -> Iterator[str]:
    """What decisions on who holds what, and who backs whom, are about."""
    if facts.control or facts.relations:
        yield facts.report
    yield from (c.id for c in facts.control)
    yield from (r.id for r in facts.relations)


def name_of(info: CaseInfo) -> str:
    """What a case is called: its file's name without the ending, or the database's."""
    return PurePath(info.where.partition("?")[0]).stem or info.id


def report_line(row: ReportRow, policy: Policy | None = None) -> ReportLine:
    """A report in one line. With a policy for what is passed on, what its file is called, and where it lies, is not
    told."""
    return ReportLine(
        row.id, row.name if policy is None else row.id, row.title, row.outlet, iso_of(row.published), row.url, row.seq,
        row.at, row.events, row.claims, row.copy_of, row.likeness, row.appearances,
    )  # fmt: skip


def _left_out(asked: Asked, chosen: Sequence[Chosen], happenings: Sequence[Happening]) -> Iterator[tuple[str, int]]:
    events = asked.store.told_events(asked.moment.seq) if asked.only.asks else 0
    outside = max(0, asked.choice.of_all(events) - len(chosen)) if asked.only.asks else 0
    counts = (
        (UNLINKED, sum(not c.linked for c in chosen)),
        (OUTSIDE, outside + len(chosen) - len(happenings)),
        (EXCLUDED, sum(not h.included for h in happenings)),
        (STALE, sum(c.stale for c in chosen)),
    )
    yield from ((reason, number) for reason, number in counts if number)
