"""A case as material for exports: its happenings, its reports, who holds what, as known on any recorded day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dateline.case.facts import RelationFacts, facts_of
from dateline.case.situation import situation_of
from dateline.case.store.protocol import Store
from dateline.case.views.filter import EVERYTHING, Filter
from dateline.case.views.loading import PASSED_ON, Facts
from dateline.case.views.moments import moment_of
from dateline.exports.coded import CodedEvent, coded
from dateline.exports.material import Hidden, Material
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.situation import Held, Situation
from dateline.protect.view import show

NOBODY: Final = ""
"""Who decided, where the coders of a case are not passed on."""


def material_of_case(
    store: Store,
    *,
    only: Filter = EVERYTHING,
    at: str | dt.date | None = None,
    as_of: str | int | dt.date | None = None,
    share: bool = False,
) -> Material:
    """The records of a case; with `share` as they may be passed on."""
    policy = PASSED_ON if share else None
    hidden = Hidden()
    moment = moment_of(store, as_of)

    def dossiers() -> Iterator[Dossier]:
        for kept in store.readings(None, moment.seq):
            if policy is None:
                yield kept.dossier
                continue
            view = show(kept.dossier, policy)
            hidden.add(view.redactions)
            yield view.dossier

    def events() -> Iterator[CodedEvent]:
        facts = Facts(store, policy)
        situation = situation_of(store, at=at, as_of=as_of, only=only, facts=facts)
        for happening in situation.happenings:
            reports = facts.of({r for r, _ in happening.events}, moment.seq)
            told = {e.id: e for r in reports.values() for e in r.events}
            yield coded(happening, [told[e] for _, e in happening.events], reports)

    def held() -> Iterator[Held]:
        yield from situation_of(store, at=at, as_of=as_of, only=only, facts=Facts(store, policy)).held

    def relations() -> Iterator[RelationFacts]:
        for dossier in dossiers():
            yield from facts_of(dossier).relations

    def decisions() -> Iterator[Judgement]:
        made = store.judgements(moment.seq)
        yield from (_passed_on(j) for j in made if j.verb != "note") if share else made

    def situation() -> Situation:
        return situation_of(store, at=at, as_of=as_of, only=only, facts=Facts(store, policy))

    info = store.info()
    told = {"case": info.id, "head": info.head, "recorded_until": moment.seq or info.seq, "shared": share}
    return Material("case", info.id, events, dossiers, held, relations, told, hidden, decisions, situation)


def _passed_on(made: Judgement) -> Judgement:
    """A decision without what a case keeps at home: which person made it, when in the day, and in which words."""
    who = NOBODY if made.by == "person" else made.who
    return replace(made, who=who, value=None, before=None, reason=None, at=made.at[:10])
