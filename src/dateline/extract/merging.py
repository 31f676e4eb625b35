"""The same happening told twice in one report is one event with two pieces of evidence."""

from __future__ import annotations

from dateline.annotate.stance import Modality
from dateline.extract.context import Context
from dateline.extract.fittings import Draft, definite, narrower
from dateline.extract.frame import EFFECTS
from dateline.extract.joining import absorb, telling
from dateline.model.records import Rival

NEAR = 2
"""Sentences after an event in which a bare toll still belongs to it."""
FAR = 8
"""Sentences that a definite "the attack" may look back."""
FATAL = frozenset({"killing", "death"})
HELD = frozenset({"abduction", "arrest", "release"})
"""Tags of what befalls one person once."""
SEVERAL = frozenset({"country", "region", "desert"})
"""Kinds of place too wide to make two happenings one."""


def merge_told_twice(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Drafts in text order, each happening once."""
    kept: list[Draft] = []
    for draft in drafts:
        host = next((k for k in reversed(kept) if _same(context, k, draft)), None)
        if host is None:
            kept.append(draft)
        else:
            _take_in(context, host, draft)
    return kept


def _take_in(context: Context, host: Draft, other: Draft) -> None:
    absorb(host.frame, other.frame)
    host.where = narrower(context, host.where, other.where)
    host.when = host.when or other.when
    host.deaths += other.deaths
    host.injured += other.injured


def _same(context: Context, a: Draft, b: Draft) -> bool:
    if a.frame.row.plover != b.frame.row.plover:
        return False
    if _befalls_once(context, a, b):
        return True
    if b.frame.sentence == a.frame.sentence:
        return _toll_where(a, b)
    if not _compatible(context, a, b):
        return False
    if (
        definite(b.frame.trigger)
        and b.frame.sentence - a.frame.sentence <= FAR
        and b.frame.row.pos == "NOUN"
        and b.frame.row.strong
    ):
        return True
    named_again = any(p.token.lemma == b.frame.trigger.lemma for p in a.frame.parts)
    if (
        named_again
        and definite(b.frame.trigger)
        and b.frame.row.pos == "NOUN"
        and b.frame.sentence - a.frame.sentence <= FAR
    ):
        return True  # "a missile … the missile"
    if _toll_follows(a, b) or _same_killing(context, a, b):
        return True
    if a.frame.row.plover != "ASSAULT" and a.frame.row.tag == b.frame.row.tag and _sides(a)[0] & _sides(b)[0]:
        return _sides(a)[1] == _sides(b)[1] or not (_sides(a)[1] and _sides(b)[1])
    shared_place = (
        a.where is not None and b.where is not None and a.where.place == b.where.place and not _wide(context, a)
    )
    shared_date = (
        a.when is not None and b.when is not None and a.when.start is not None and a.when.start == b.when.start
    )
    sides = _sides(a), _sides(b)
    shared_actor = bool(sides[0][0] & sides[1][0])
    shared_target = bool(sides[0][1] & sides[1][1])
    if shared_actor and shared_target and (shared_place or shared_date):
        return True
    return shared_place and shared_date and (shared_actor or shared_target)


def _befalls_once(context: Context, a: Draft, b: Draft) -> bool:
    """One person is killed once, and held once in one report: whoever tells it, and however often."""
    killed = {a.frame.row.tag, b.frame.row.tag} <= FATAL
    if not killed and not (a.frame.row.tag == b.frame.row.tag and a.frame.row.tag in HELD):
        return False
    both = {x for x in _sides(a)[1] & _sides(b)[1] if context.actors.kind_of(x) == "person"}
    return bool(both) and _planned(a) == _planned(b)


def _toll_where(a: Draft, b: Draft) -> bool:
    """ "The attacks in X, where 60 were killed": one sentence, one place, and the second part tells the toll."""
    effect = any(p.readings[0].tag in EFFECTS for p in b.frame.parts)
    same = a.where is not None and b.where is not None and a.where.place == b.where.place
    return same and effect and telling(a.frame.row) <= 2 and not (a.frame.doers and b.frame.doers) and b.when is None


def _toll_follows(a: Draft, b: Draft) -> bool:
    """A toll told right after, with no doer, place or day of its own: "Three others were wounded"."""
    near = 0 < b.frame.sentence - a.frame.sentence <= NEAR
    return near and b.frame.row.tag in EFFECTS and not b.frame.doers and b.where is None and b.when is None


def _same_killing(context: Context, a: Draft, b: Draft) -> bool:
    """Killings told again: the same doer (or one left out), and the same kind of victims."""
    if (
        not {a.frame.row.tag, b.frame.row.tag} <= EFFECTS | {"attack", "assault"}
        or b.frame.sentence - a.frame.sentence > FAR
    ):
        return False
    doers = _sides(a)[0], _sides(b)[0]
    kinds = [{context.actors.kind_of(x) for x in _sides(d)[1]} for d in (a, b)]
    if not any(doers) and b.frame.sentence - a.frame.sentence <= NEAR:
        return bool(_titles(context, a) & _titles(context, b))
    return bool(doers[0] & doers[1]) and bool(kinds[0] & kinds[1])


def _titles(context: Context, draft: Draft) -> set[str]:
    """Title words of the persons harmed: "a major general" and "Major General Petrov" in the next sentence are one."""
    persons = [e.quote for a, e in draft.frame.done_to if context.actors.kind_of(a) == "person"]
    return {w.lower() for q in persons for w in q.split() if context.catalogue.title(w) is not None}


def _sides(draft: Draft) -> tuple[set[str], set[str]]:
    return {a for a, _ in draft.frame.doers}, {a for a, _ in draft.frame.done_to}


def _compatible(context: Context, a: Draft, b: Draft) -> bool:
    """No slot says otherwise: neither kind of act, doer, place, day nor status."""
    row_a, row_b = a.frame.row, b.frame.row
    if row_a.tag != row_b.tag and telling(row_a) >= 3 and telling(row_b) >= 3 and not {row_a.tag, row_b.tag} & EFFECTS:
        return False
    doers = _sides(a)[0], _sides(b)[0]
    if doers[0] and doers[1] and not doers[0] & doers[1]:
        return False
    if a.where and b.where and a.where.place != b.where.place and not (_wide(context, a) or _wide(context, b)):
        return False
    if a.when and b.when and a.when.start and b.when.start and (a.when.end or a.when.start) < b.when.start:
        return False
    if a.when and b.when and a.when.start and b.when.start and (b.when.end or b.when.start) < a.when.start:
        return False
    return _planned(a) == _planned(b)


def _planned(draft: Draft) -> bool:
    return bool(draft.frame.modality & {Modality.INTENDED, Modality.FUTURE})


def _wide(context: Context, draft: Draft) -> bool:
    place = context.places.by_id(draft.where.place) if draft.where else None
    return place is None or place.kind in SEVERAL


def note_rivals(context: Context, drafts: list[Draft]) -> None:
    """What another speaker of the same report denies: written beside the telling that it denies."""
    for denied in drafts:
        if not {m.value for m in denied.frame.modality} & {"denied", "negated"}:
            continue
        for told in drafts:
            if (
                told is denied
                or told.frame.row.plover != denied.frame.row.plover
                or not _same_deed(context, told, denied)
            ):
                continue
            evidence = tuple(context.document.evidence(*span) for span in denied.frame.spans)
            claims = tuple(dict.fromkeys(c for e in evidence for c in context.claims.claims_for(e.start, e.end)))
            told.rivals.append(Rival("status", "denied", claims, evidence))


def _same_deed(context: Context, a: Draft, b: Draft) -> bool:
    """The same act by the same doer, with nothing that tells the two apart."""
    return a.frame.row.tag == b.frame.row.tag and bool(_sides(a)[0] & _sides(b)[0]) and _compatible(context, a, b)
