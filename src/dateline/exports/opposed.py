"""Who stands against whom in an event, for formats that have two sides.

Accounts of one event tell it in several ways: who did it to whom, or which two sides fought, or only who died in it.
The roles stay as they are told; here the two sides are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dateline.exports.coded import CodedEvent, Party

STATES: Final = frozenset({"state", "military", "government", "police"})
ARMED: Final = STATES | {"rebel group", "militia", "coalition"}


@dataclass(frozen=True, slots=True)
class Opposed:
    """`doers` did it, or are the first side; `others` are done to, or the second; whose side is not told is in
    neither."""

    doers: tuple[Party, ...]
    others: tuple[Party, ...]
    unsided: tuple[Party, ...] = ()


def opposed(event: CodedEvent) -> Opposed:
    """The two sides of an event."""
    actors, recipients, a, b = (event.with_role(role) for role in ("actor", "recipient", "side_a", "side_b"))
    if not actors and not recipients:
        return Opposed(a, b)
    if not actors and not a and not b:
        return _by_their_dead(event, recipients)
    directed = {p.key for p in (*actors, *recipients)}
    fought = [p for p in (*a, *b) if p.key not in directed]
    doers, others, unsided = _joined(list(actors), list(recipients), fought)
    if not doers:
        return _hit_beside(unsided, others)
    if others or {p.role for p in unsided} != {"side_a", "side_b"}:
        return Opposed(tuple(doers), tuple(others or unsided), tuple(unsided if others else ()))
    one, other = ([p for p in unsided if p.role == role] for role in ("side_a", "side_b"))
    return Opposed((*doers, *one), tuple(other))


def _hit_beside(fought: list[Party], hit: list[Party]) -> Opposed:
    """Two who fought are told, and besides who was hit: whose side that was on is not. Where one alone fought, or the
    other side of it was no armed one, it is the doer."""
    armed = [p for p in fought if p.kind in ARMED]
    one, other = (tuple(p for p in fought if p.role == role) for role in ("side_a", "side_b"))
    if len({p.role for p in armed}) == 2:
        return Opposed(one, other, tuple(hit))
    doers = armed or fought
    return Opposed(tuple(doers), (*hit, *(p for p in fought if p not in doers)))


def _joined(
    doers: list[Party], others: list[Party], fought: list[Party]
) -> tuple[list[Party], list[Party], list[Party]]:
    """Those who fought put on the side against whom an account has them, as long as that tells of more."""
    left = fought
    while left:
        still = []
        for party in left:
            hits, hit_by = (any(opposes(party, p) for p in side) for side in (others, doers))
            if hits == hit_by:
                still.append(party)
            else:
                (doers if hits else others).append(party)
        if len(still) == len(left):
            break
        left = still
    return doers, others, left


def opposes(one: Party, other: Party) -> bool:
    """Whether an account has one against the other."""
    return other.key in one.against or one.key in other.against


def _by_their_dead(event: CodedEvent, recipients: tuple[Party, ...]) -> Opposed:
    """A battle that is told by the dead of both its sides ("40 fighters and two soldiers were killed in it"): the
    state's forces are one side, the groups the other; of groups alone, the first against the rest."""
    armed = [p for p in recipients if p.kind in ARMED]
    states = [p for p in armed if p.kind in STATES]
    if not (event.acled or "").startswith("Battles/") or len(armed) < 2 or len(states) == len(armed):
        return Opposed((), recipients)
    first = states or armed[:1]
    return Opposed(tuple(first), tuple(p for p in recipients if p not in first))
