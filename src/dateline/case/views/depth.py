"""One record in depth: all that a case holds of a happening, an event, a report, an actor or a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.case.facts import EventFacts
from dateline.case.revisions import Revision, revisions
from dateline.case.store.protocol import Store
from dateline.case.store.sieve import FindingRow
from dateline.case.views.finding import Meant
from dateline.case.views.history import Step, about, history_of
from dateline.case.views.loading import Facts, shown_of
from dateline.case.views.moments import moment_of
from dateline.case.views.passing import without_coder
from dateline.errors import InputError
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.situation import Bond, Figure, Happening, Held, LedgerEntry, Link, ReportLine, Situation
from dateline.protect.policy import Policy


@dataclass(frozen=True, slots=True)
class HappeningDepth:
    """A happening with everything that made it."""

    happening: Happening
    ledger: tuple[LedgerEntry, ...]
    apart: tuple[Link, ...]
    """Events that were looked at as perhaps the same, and are kept apart."""
    decisions: tuple[Judgement, ...]
    history: tuple[Step, ...]
    event: EventFacts | None = None
    """The event that was asked for, where one was."""


@dataclass(frozen=True, slots=True)
class ReportDepth:
    """A report: the dossier as it may be seen, and where it stands in the case. What is passed on has no revisions, as
    they quote at length, and no findings as they were before points were moved: the dossier has its own."""

    report: ReportLine
    dossier: Dossier
    happenings: tuple[Happening, ...]
    copies: tuple[ReportLine, ...]
    revisions: tuple[Revision, ...]
    findings: tuple[FindingRow, ...]
    decisions: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class ActorDepth:
    """An actor: who it is, what it takes part in, how it stands to others, what it holds."""

    actor: Figure
    happenings: tuple[Happening, ...]
    bonds: tuple[Bond, ...]
    held: tuple[Held, ...]
    ledger: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class JudgementDepth:
    """A decision and what was decided on the same records besides."""

    judgement: Judgement
    beside: tuple[Judgement, ...]


Depth = HappeningDepth | ReportDepth | ActorDepth | JudgementDepth


def depth_of(
    store: Store,
    meant: Meant,
    situation: Situation,
    as_of: str | int | dt.date | None = None,
    facts: Facts | None = None,
) -> Depth | None:
    """The record in depth, out of a situation that shows it; None for words, which name no record."""
    seq = moment_of(store, as_of).seq
    if meant.kind in {"happening", "event"}:
        return _happening(store, meant, situation, seq, facts or Facts(store))
    if meant.kind == "report":
        return _report(store, meant.id, situation, seq, facts.policy if facts is not None else None)
    if meant.kind == "actor":
        return _actor(meant.id, situation)
    if meant.kind == "judgement":
        judgement = next(j for j in store.judgements(seq) if j.id == meant.id)
        beside = {j.seq: j for a in judgement.about for j in store.judgements(seq, a) if j.seq != judgement.seq}
        policy = facts.policy if facts is not None else None
        return JudgementDepth(_told([judgement], policy)[0], _told(beside.values(), policy))
    return None


def _happening(store: Store, meant: Meant, situation: Situation, seq: int | None, facts: Facts) -> HappeningDepth:
    shown = next((h for h in situation.happenings), None)
    if shown is None:
        raise InputError(meant.id, "the filter leaves it out.", "Show it without --country, --from and the like.")
    ids = {e for _, e in shown.events}
    apart = tuple(x for x in store.links_at(sorted(ids), seq) if len({x.a, x.b} & ids) == 1)
    event = None
    if meant.kind == "event":
        report = store.reports_of([meant.id], seq)[meant.id]
        event = next(e for e in facts.of([report], seq)[report].events if e.id == meant.id)
    entries = tuple(e for e in situation.ledger if e.about == shown.id)
    return HappeningDepth(
        shown, entries, apart, _told(about(store, shown, seq), facts.policy),
        history_of(store, shown, seq, facts.policy), event,
    )  # fmt: skip


def _told(judgements: Iterable[Judgement], policy: Policy | None) -> tuple[Judgement, ...]:
    """Decisions; with a policy for what is passed on, without who made them, and what they say in words."""
    return tuple(judgements if policy is None else map(without_coder, judgements))


def _report(store: Store, id_: str, situation: Situation, seq: int | None, policy: Policy | None) -> ReportDepth:
    from dateline.case.situation import report_line

    lines = [report_line(r, policy) for r in store.reports(seq)]
    line = next(r for r in lines if r.id == id_)
    stored = next(iter(store.readings([id_], seq)))
    return ReportDepth(
        line,
        shown_of(stored, policy).dossier,
        tuple(h for h in situation.happenings if any(r == id_ for r, _ in h.events)),
        tuple(r for r in lines if id_ in {r.copy_of, r.id} and r.id != id_),
        tuple(r for r in revisions(store, seq) if policy is None and id_ in {r.before.id, r.after.id}),
        tuple(f for f in store.disagreements(seq) if policy is None and f.report == id_),
        _told(store.judgements(seq, id_), policy),
    )


def _actor(key: str, situation: Situation) -> ActorDepth:
    figure = next((f for f in situation.figures if key in {f.key, *f.keys}), None)
    if figure is None:
        raise InputError(key, "takes part in nothing that the filter leaves.", "Ask for less at once.")
    key = figure.key
    return ActorDepth(
        figure,
        tuple(h for h in situation.happenings if any(s.key == key for s in h.sides)),
        tuple(b for b in situation.bonds if key in {b.subject_key, b.object_key}),
        tuple(h for h in situation.held if h.actor_key == key),
        tuple(e for e in situation.ledger if e.kind == "contradiction"),
    )
