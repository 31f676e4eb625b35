"""Actors as records: in a list, and one by one with what reports say of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, get_args

from pydantic import BaseModel

from dateline.case.facts import ControlFacts, RelationFacts, ReportFacts, Told
from dateline.case.link.judged import decided
from dateline.case.store.entry import iso_of
from dateline.case.store.figures import ActorAsked, ActorLine, Stated
from dateline.case.views.loading import Facts
from dateline.catalogue.lookup import load_catalogue
from dateline.model.judgement import Judgement
from dateline.model.vocabulary import ActorKind
from dateline.render.page.tables import HOLDS
from dateline.render.page.view import predicate
from dateline.render.words import STANCES, interval
from dateline.web.errors import NotFound
from dateline.web.paging import Page
from dateline.web.topics.compare.answer import Account, account_of

if TYPE_CHECKING:
    from dateline.web.desk import Desk

KINDS: Final = get_args(ActorKind)
ONE: Final = 40
"""Keys that decisions make one actor; of more the first are shown as one."""
STATEMENTS: Final = 25
"""Relations and holdings whose words are shown on an actor's page."""


class Name(BaseModel):
    name: str
    reports: int


class Actor(BaseModel):
    """An actor in one line."""

    key: str
    name: str
    names: list[Name]
    kind: str
    country: str | None
    part_of: str | None
    """Key of the group that it belongs to, as the catalogue knows it."""
    part_of_name: str | None
    reports: int
    first_reported: str | None
    last_reported: str | None
    accounts: int
    happenings: int | None
    """None where there are too many accounts to count them in a list; the actor's own page does."""
    first: str | None
    last: str | None
    one_with: list[str]
    """Keys that somebody decided are the same actor."""


class Voice(BaseModel):
    """Who says it, in which words."""

    source: str
    stance: str
    quote: str


class Statement(BaseModel):
    """A relation or a holding as one report tells it."""

    id: str
    report: str
    outlet: str | None
    published: str | None
    subject: str
    subject_key: str
    told: str
    object: str
    object_key: str | None
    day: str
    said: list[Voice]


class TakesPart(BaseModel):
    account: Account
    role: str
    happening: str | None


class ActorDecision(BaseModel):
    id: str
    seq: int
    who: str
    at: str
    verb: str
    about: list[str]
    reason: str | None
    undone: int | None


class ActorPage(BaseModel):
    """An actor with what reports say of it."""

    actor: Actor
    accounts: Page[TakesPart]
    relations: list[Statement]
    more_relations: bool
    holds: list[Statement]
    more_holds: bool
    decisions: list[ActorDecision]
    seen: int


def actors(desk: Desk, asked: ActorAsked, limit: int, after: int) -> Page[Actor]:
    """A page of actors; the cursor counts those passed."""
    found = desk.store.actors(asked, after, limit + 1)
    same = one_with(desk, [x.key for x in found])
    items = [actor_of(x, same.get(x.key, ())) for x in found[:limit]]
    return Page(items=items, next=after + limit if len(found) > limit else None)


def actor_of(x: ActorLine, same: Iterable[str] = ()) -> Actor:
    """A row as a record."""
    entries = load_catalogue().entries
    entry = entries.get(x.key)
    above = entries.get(entry.part_of) if entry and entry.part_of else None
    return Actor(
        key=x.key, name=x.names[0][0] if x.names else x.key, names=[Name(name=n, reports=k) for n, k in x.names],
        kind=x.kind, country=x.country or (entry.countries[0] if entry and entry.countries else None),
        part_of=above.key if above else None, part_of_name=above.name if above else None, reports=x.reports,
        first_reported=iso_of(x.reported[0]), last_reported=iso_of(x.reported[1]), accounts=x.accounts,
        happenings=x.happenings, first=iso_of(x.first), last=iso_of(x.last),
        one_with=[k for k in same if k != x.key],
    )  # fmt: skip


def one_with(desk: Desk, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Key -> all keys that decisions make one actor with it, where some do."""
    known, judgements = set(keys), dict[int, Judgement]()
    todo = set(known)
    while todo:
        some = [j for j in desk.store.judgements_about(sorted(todo)) if j.of == "actor"]
        judgements |= {j.seq: j for j in some}
        todo = {a for j in some if j.verb == "same" for a in j.about} - known
        known |= todo
    groups = decided([judgements[n] for n in sorted(judgements)], "actor", known).together()
    return {k: tuple(g[:ONE]) for g in groups for k in g}


def actor_page(desk: Desk, key: str, day: int | None, limit: int, after: int) -> ActorPage:
    """One actor."""
    seen = desk.store.head()[0]
    keys = list(one_with(desk, [key]).get(key, (key,)))
    lines = desk.store.actor_lines([key])
    if key not in lines:
        raise NotFound(f"{key[:80]}: no report names such an actor.")
    taking = desk.store.taking_part(keys, after, limit + 1)
    relations = desk.store.relations_of(keys, 0, STATEMENTS + 1)
    holds = desk.store.holdings_of(keys, day, 0, STATEMENTS + 1)
    facts = Facts(desk.store).of({s.report for s in (*relations[:STATEMENTS], *holds[:STATEMENTS])})
    events = [t.event for t in taking[:limit]]
    told, of = desk.store.event_lines(events), desk.store.happenings_of(events)
    parts = [
        TakesPart(account=account_of(told[t.event]), role=t.role, happening=of.get(t.event))
        for t in taking[:limit]
        if t.event in told
    ]
    decisions = [j for j in desk.store.judgements_about(keys) if j.of == "actor"]
    return ActorPage(
        actor=actor_of(lines[key], keys),
        accounts=Page(items=parts, next=after + limit if len(taking) > limit else None),
        relations=[_relation(facts[s.report], s) for s in relations[:STATEMENTS] if s.report in facts],
        more_relations=len(relations) > STATEMENTS,
        holds=[_holding(facts[s.report], s) for s in holds[:STATEMENTS] if s.report in facts],
        more_holds=len(holds) > STATEMENTS,
        decisions=[_decision(j) for j in reversed(decisions)],
        seen=seen,
    )


def _relation(report: ReportFacts, stated: Stated) -> Statement:
    r: RelationFacts = next(r for r in report.relations if r.id == stated.record)
    return Statement(
        id=r.id, report=r.report, outlet=r.outlet, published=r.published, subject=r.subject.name,
        subject_key=r.subject.key, told=predicate(r.predicate), object=r.object.name, object_key=r.object.key,
        day=interval(r.when) if r.when else "undated", said=_said(r.told),
    )  # fmt: skip


def _holding(report: ReportFacts, stated: Stated) -> Statement:
    c: ControlFacts = next(c for c in report.control if c.id == stated.record)
    return Statement(
        id=c.id, report=c.report, outlet=c.outlet, published=c.published, subject=c.actor.name,
        subject_key=c.actor.key, told=HOLDS.get(c.status, c.status), object=c.place.name, object_key=None,
        day=interval(c.when) if c.when else "undated", said=_said(c.told),
    )  # fmt: skip


def _said(told: Iterable[Told]) -> list[Voice]:
    """Who says it, each once: a report may tell the same in the same words of several claims."""
    found = [
        Voice(
            source="the report itself" if t.kind == "narrator" else t.name, stance=STANCES.get(t.stance, t.stance),
            quote=t.quote,
        )
        for t in told
    ]  # fmt: skip
    return list({(v.source, v.stance, v.quote): v for v in found}.values())


def _decision(j: Judgement) -> ActorDecision:
    return ActorDecision(
        id=j.id, seq=j.seq, who=j.who, at=j.at, verb=j.verb, about=list(j.about), reason=j.reason, undone=j.undone
    )
