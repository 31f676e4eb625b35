"""One happening out of what many reports tell of it: the contents page of this room.

Each slot is chosen by its own rule (`places`, `days`, `sides`, `tolls`, `numbers`); a person's judgement goes before
all of them. Nothing that anybody said is dropped: what was not chosen stands in the slot and in the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dateline.case.facts import EventFacts, ReportFacts
from dateline.case.ledger.agreement import corroborations
from dateline.case.ledger.clashes import contradictions
from dateline.case.ledger.days import choose_when
from dateline.case.ledger.decided import decide
from dateline.case.ledger.decisions import holding, is_rejected, last_about, verdict
from dateline.case.ledger.gather import Gathered, gathered
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.places import choose_where, spot_of
from dateline.case.ledger.saying import latest, voices_in
from dateline.case.ledger.sides import choose_sides
from dateline.case.ledger.slots import FIRM, slots_of, status_of
from dateline.case.ledger.superseding import supersessions
from dateline.case.ledger.titles import title_of
from dateline.case.ledger.voices import Voices
from dateline.errors import SettingsError
from dateline.model.ids import happening_id
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening, LedgerEntry, Link

H = TypeVar("H", bound=Hashable)


def happening_of(
    id: str,  # noqa: A002 - the record's own name for it
    members: Sequence[EventFacts],
    voices: Voices,
    reports: Mapping[str, ReportFacts],
    rules: Rules,
    judgements: Sequence[Judgement],
    links: Sequence[Link] = (),
) -> tuple[Happening, tuple[LedgerEntry, ...]]:
    """The happening with its slots, and what the ledger says of it.

    `judgements` may be all of the case: those about the happening, its events and its reports are taken. A rejected
    event or report is left out of what is shown; where all are rejected, or the happening itself is, it is shown as not
    included. Raises `SettingsError` for no members at all.
    """
    if not members:
        raise SettingsError(f"{id}: a happening needs an event at least.")
    held = _about(holding(judgements), id, members)
    gone = rejected_accounts(id, [(e.id, e.report) for e in members], held)
    kept = [e for e in members if e.id not in gone]
    words = gathered(id, kept or members, reports, voices, rules)
    reason = _no_claim(words)
    if reason is not None:  # shown as left out, with what is said of it
        words = gathered(id, kept or members, reports, voices, Rules(numbers=rules.numbers))
    entries = [*contradictions(words), *supersessions(words)]
    shown = _shown(words, voices, rules, entries, tuple(links))
    entries += corroborations(words, shown)
    happening = decide(shown, held)
    reason = _left_out(happening, rules, held, "every account of it was rejected" if not kept else reason)
    return replace(happening, included=reason is None, excluded_by=reason), tuple(entries)


def alone(facts: ReportFacts) -> list[Happening]:
    """Each event of a report that is in no case, as a happening of its own."""
    voices, reports = Voices([facts]), {facts.report: facts}
    return [happening_of(happening_id(e.id), [e], voices, reports, Rules(), [])[0] for e in facts.events]


def _about(held: Iterable[Judgement], id_: str, members: Sequence[EventFacts]) -> list[Judgement]:
    """The judgements about the happening, its events and their reports."""
    ids = {id_, *(e.id for e in members), *(e.report for e in members)}
    return [j for j in held if ids.intersection(j.about)]


def rejected_accounts(id_: str, accounts: Iterable[tuple[str, str]], held: Sequence[Judgement]) -> frozenset[str]:
    """Of a happening's (event, report), the events whose account a decision rejects. A happening that is rejected
    itself keeps all its accounts."""
    others = [j for j in held if id_ not in j.about]
    return frozenset(event for event, report in accounts if is_rejected(others, {event, report}))


def decided_out(id_: str, accounts: Collection[tuple[str, str]], held: Sequence[Judgement]) -> bool:
    """Whether decisions alone, whatever the rules of the case are, leave a happening out; `accounts` are its
    (event, report), `held` the decisions that hold about them and it."""
    last = last_about(held, {"include", "exclude"}, {id_})
    if last is not None:
        return last.verb == "exclude"
    return is_rejected(held, {id_}) or len(rejected_accounts(id_, accounts, held)) == len(accounts)


def _shown(
    words: Gathered, voices: Voices, rules: Rules, entries: Sequence[LedgerEntry], links: tuple[Link, ...]
) -> Happening:
    """The happening as the rules choose it."""
    status, sides = status_of(words.status), choose_sides(words.sides)
    place, when = choose_where(words.where), choose_when(words.when)
    where = spot_of(place) if place else None
    plover = _most((e.plover, e) for e in words.members) or words.members[0].plover
    acled = _most((e.acled, e) for e in words.members if e.plover == plover and e.acled)
    disputed = {e.slot for e in entries if e.kind == "contradiction"}
    firm = [w for w in latest(words.status) if w.value in FIRM]
    return Happening(
        id=words.id,
        title=title_of(acled, plover, status, sides, where, when),
        plover=plover,
        acled=acled,
        ucdp=_most((e.ucdp, e) for e in words.members if e.ucdp is not None),
        status=status,
        when=when,
        where=where,
        sides=sides,
        slots=slots_of(words, rules, status, sides, disputed),
        events=tuple((e.report, e.id) for e in words.members),
        reports=len({voices.family(e.report) for e in words.members}),
        voices=voices_in(firm),
        links=links,
    )


def _most(found: Iterable[tuple[H, EventFacts]]) -> H | None:
    """The value that most reports have, the first learned of several; None where there is none."""
    reports: dict[H, set[str]] = {}
    for value, event in found:
        reports.setdefault(value, set()).add(event.report)
    return max(reports, key=lambda v: len(reports[v]), default=None)


def _no_claim(words: Gathered) -> str | None:
    """Why no claim of its counts; None where one does."""
    reasons = [w.not_counted for w in words.status]
    return f"no claim counts: {reasons[0]}" if reasons and all(reasons) else None


def _left_out(happening: Happening, rules: Rules, held: Sequence[Judgement], reason: str | None) -> str | None:
    """Why it is not included, in words; None where it is. A judgement goes before the rules."""
    last = last_about(held, {"include", "exclude"}, {happening.id})
    if last is not None:
        why = f": {last.reason}" if last.reason else ""
        return f"left out by {last.who}{why}" if last.verb == "exclude" else None
    last = verdict(held, {happening.id})
    if last is not None and last.verb == "reject":
        return f"rejected by {last.who}{f': {last.reason}' if last.reason else ''}"
    return reason or rules.admits(happening)
