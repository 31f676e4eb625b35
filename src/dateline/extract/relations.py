"""Who stands how to whom: what names, offices, nouns and verbs say of two actors, and who fights whom."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.annotate.stance import clause_modality
from dateline.annotate.timex import Dated
from dateline.extract.context import Context
from dateline.extract.membership import from_lists, from_membership
from dateline.extract.offices import from_employers, from_offices, from_regimes
from dateline.extract.relating import NOT_STATED, UNREAL, Draft
from dateline.extract.relation_events import from_events, from_holders
from dateline.extract.relation_modifiers import from_adjectives, from_modifiers
from dateline.extract.relation_nouns import against, from_nouns, in_support, under_command
from dateline.extract.relation_verbs import from_verbs
from dateline.extract.relation_when import dates_by_word, when_of
from dateline.model.origin import by_rule
from dateline.model.records import Control, Event, Relation
from dateline.model.vocabulary import SYMMETRIC_PREDICATES

Key = tuple[str, str, str]

FRIENDLY = frozenset({"backs", "trains", "arms", "funds", "fights_with", "coordinates_with", "member_of", "leads"})
"""What is not said of enemies."""


def extract_relations(
    context: Context, events: Iterable[Event], control: Iterable[Control] = ()
) -> tuple[Relation, ...]:
    """Relation records, one per (subject, predicate, object), in order of their first evidence."""
    events = list(events)
    found = [
        *from_modifiers(context),
        *from_adjectives(context),
        *from_offices(context),
        *from_employers(context),
        *from_regimes(context),
        *from_membership(context),
        *from_lists(context),
        *from_verbs(context),
        *from_nouns(context),
        *in_support(context),
        *against(context),
        *under_command(context),
        *from_events(context, events),
        *from_holders(context, events, control),
    ]
    found = [d for d in found if (d.by_name or _claimed(context, d)) and not _in_headline(context, d)]
    grouped = _grouped(found)
    _leading_is_no_mere_office(context, grouped)
    _friends_are_no_enemies(context, grouped)
    dates = dates_by_word(context)
    return tuple(_record(context, dates, key, same) for key, same in grouped.items())


def _claimed(context: Context, draft: Draft) -> bool:
    """Whether those who say so assert or allege it: what they deny, demand or think possible is no relation. The
    report's own sentence may hedge one clause alone, which the rule that drafted it has looked at."""
    claims = context.claims.claims_for(draft.evidence.start, draft.evidence.end)
    if any(context.claims.source_of(c).kind == "narrator" for c in claims[:1]):
        return draft.at is None or not clause_modality(draft.at, context.parse) & UNREAL
    return any(context.claims.stance_of(c) not in NOT_STATED for c in claims[:1])


def _in_headline(context: Context, draft: Draft) -> bool:
    """Whether it stands in a headline that capitals are strewn over ("Rebel Leader Escapes Death As Town Falls"): no
    parser makes sense of one."""
    section = context.document.section_at(draft.evidence.start)
    if section is None or section.kind not in {"title", "heading"}:
        return False
    words = [t for t in context.parse.within(section.start, section.end) if len(t.text) > 3 and t.text.isalpha()]
    return sum(t.text[0].isupper() for t in words) > HEADLINE * len(words)


HEADLINE = 0.75
"""Share of the longer words that are capitalised in a headline of that style."""


def _grouped(found: list[Draft]) -> dict[Key, list[Draft]]:
    grouped: dict[Key, list[Draft]] = {}
    for d in sorted(found, key=lambda d: (d.evidence.start, d.evidence.end, d.predicate)):
        a, b = d.subject[0], d.object[0]
        if a == b:
            continue
        key = (a, d.predicate, b)
        if d.predicate in SYMMETRIC_PREDICATES and (b, d.predicate, a) in grouped:
            key = (b, d.predicate, a)
        grouped.setdefault(key, []).append(d)
    return grouped


def _leading_is_no_mere_office(context: Context, grouped: dict[Key, list[Draft]]) -> None:
    """Whoever leads a body, or the government of a state, needs no other office in it."""
    for a, _, b in [k for k in grouped if k[1] == "role_in"]:
        if (a, "member_of", b) in grouped and grouped[a, "member_of", b][0].rule == "office":
            del grouped[a, "member_of", b]  # "army spokesman Colonel X": his rank says no more
    led = {(a, o) for a, p, b in grouped if p == "leads" for o in (b, context.actors.owner_of(b))}
    for key in [k for k in grouped if k[1] == "role_in" and (k[0], k[2]) in led]:
        del grouped[key]


def _friends_are_no_enemies(context: Context, grouped: dict[Key, list[Draft]]) -> None:
    """An enmity that is only worked out from what happened gives way to a stated friendship of the same two, or of
    those whose forces they are."""
    friends = {frozenset((a, b)) for a, p, b in grouped if p in FRIENDLY}
    for key, same in list(grouped.items()):
        if key[1] != "opposes" or not all(d.worked_out for d in same):
            continue
        mine, theirs = ({x, context.actors.owner_of(x) or x} for x in (key[0], key[2]))
        if any(frozenset((a, b)) in friends for a in mine for b in theirs):
            del grouped[key]


def _record(context: Context, dates: dict[int, Dated], key: Key, same: list[Draft]) -> Relation:
    subject, predicate, obj = key
    context.used.update((subject, obj))
    evidence = tuple(dict.fromkeys(d.evidence for d in same))
    claims = dict.fromkeys(c for e in evidence for c in context.claims.claims_for(e.start, e.end))
    _put_under(context, key)
    return Relation(
        context.id("relation", predicate, evidence[:1], (subject, obj)),
        subject,
        same[0].predicate,
        obj,
        next((w for d in same if (w := when_of(context, dates, d)) is not None), None),
        tuple(claims),
        evidence,
        by_rule(same[0].rule),
    )


def _put_under(context: Context, key: Key) -> None:
    """A member, an officer and a leader are part of their body; a body that leads another is not part of it."""
    subject, predicate, obj = key
    if predicate in {"member_of", "role_in"} or (predicate == "leads" and context.actors.kind_of(subject) == "person"):
        context.actors.put_under(subject, obj)
