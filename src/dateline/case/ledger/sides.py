"""Who did what to whom: the actors of a happening by role and key, as most voices have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.case.facts import ActorFacts, SideFacts
from dateline.case.ledger.inclusion import is_known
from dateline.case.ledger.saying import Word, counted, superseded
from dateline.case.ledger.words import above
from dateline.model.situation import Side
from dateline.model.vocabulary import Role

ROLES: Final[tuple[Role, ...]] = ("actor", "recipient", "side_a", "side_b", "associate")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one voice says of who acts: keys of the actors by role."""

    voice: str
    doers: frozenset[str]
    done_to: frozenset[str]
    known: frozenset[str]


def readings(words: Sequence[Word[SideFacts]]) -> list[Reading]:
    """One a voice, in the order in which the case learned of it."""
    found: dict[str, list[SideFacts]] = {}
    for w in standing(words):
        found.setdefault(w.said.voice, []).append(w.value)
    return [
        Reading(
            voice,
            frozenset(s.actor.key for s in sides if s.role == "actor"),
            frozenset(s.actor.key for s in sides if s.role == "recipient"),
            frozenset(s.actor.key for s in sides if known(s.actor)),
        )
        for voice, sides in found.items()
    ]


def known(actor: ActorFacts) -> bool:
    """Whether it is named and not only described."""
    return is_known(Side("actor", actor.key, actor.name, actor.kind)) and actor.kind != "civilians"


def families(words: Sequence[Word[SideFacts]]) -> dict[str, frozenset[str]]:
    """Key of an actor -> its own key and those of what it belongs to, as any report or the catalogue has it."""
    found: dict[str, set[str]] = {}
    for w in words:
        actor = w.value.actor
        found.setdefault(actor.key, {actor.key} | above(actor.key)).update({actor.part_of} if actor.part_of else ())
    return {key: frozenset(keys) for key, keys in found.items()}


def rival(a: Reading, b: Reading, of: dict[str, frozenset[str]]) -> bool:
    """Whether two voices name different doers, each by name: "gunmen" and "the River Guard" may be the same."""
    one, other = a.doers & a.known, b.doers & b.known
    if not one or not other:
        return False
    wide_one = frozenset[str]().union(*(of[k] for k in one))
    wide_other = frozenset[str]().union(*(of[k] for k in other))
    return not wide_one & other and not wide_other & one


def reversed_(a: Reading, b: Reading) -> bool:
    """Whether one has the first attack the second, and the other the second the first."""
    return bool(a.doers & b.done_to) and bool(a.done_to & b.doers) and not a.doers & b.doers


def standing(words: Sequence[Word[SideFacts]]) -> list[Word[SideFacts]]:
    """The words that count, without the doers in whose place their voice later named others."""
    doers = [w for w in words if w.value.role == "actor" and known(w.value.actor)]
    gone = superseded(doers, lambda a, b: b.actor.key not in {a.actor.key, a.actor.part_of})
    replaced = {(doers[n].said.report, doers[n].value.actor.key, w.said.report) for n, w in gone.items()}
    kept = {(w.said.report, w.value.actor.key) for w in doers}
    out = {(report, key) for report, key, later in replaced if (later, key) not in kept}
    return [w for w in counted(words) if w.value.role != "actor" or (w.said.report, w.value.actor.key) not in out]


def choose_sides(words: Sequence[Word[SideFacts]]) -> tuple[Side, ...]:
    """The sides as the leading reading has them: each actor in the role that the most voices give it.

    Where voices name different doers, those of the most voices are shown (of the first learned in a tie); the others
    stand in the slot and in the ledger.
    """
    found = readings(words)
    lead = leading(found, families(words))
    outvoted = {key for r in found if r not in lead for key in r.doers & r.known}
    outvoted -= {key for r in lead for key in r.doers | r.done_to}
    roles: dict[str, Counter[Role]] = {}
    heard: set[tuple[str, Role, str]] = set()
    for w in standing(words):
        key, role, voice = w.value.actor.key, w.value.role, w.said.voice
        if (role != "actor" or key not in outvoted) and (key, role, voice) not in heard:
            heard.add((key, role, voice))
            roles.setdefault(key, Counter())[role] += 3 if any(r.voice == voice for r in lead) else 2
    settled = _paired({key: _role(found_) for key, found_ in roles.items()})
    sides = [_side(key, role, words) for key, role in settled.items()]
    return tuple(sorted(sides, key=lambda s: (ROLES.index(s.role), -len({x.voice for x in s.said}))))


def _paired(roles: dict[str, Role]) -> dict[str, Role]:
    """A side of a clash whose other side is told as the doer is done to; one whose other side is done to does it."""
    taken = set(roles.values())
    lone = taken & {"side_a", "side_b"}
    if len(lone) != 1 or len(taken & {"actor", "recipient"}) != 1:
        return roles
    other: Role = "recipient" if "actor" in taken else "actor"
    return {key: other if role in lone else role for key, role in roles.items()}


def leading(found: Sequence[Reading], of: dict[str, frozenset[str]]) -> list[Reading]:
    """The readings that do not contradict the one that the fewest contradict."""
    if not found:
        return []
    fewest = min(range(len(found)), key=lambda n: (sum(rival(found[n], o, of) for o in found), n))
    return [r for r in found if not rival(found[fewest], r, of)]


def _role(roles: Counter[Role]) -> Role:
    return min(roles, key=lambda r: (-roles[r], ROLES.index(r)))


def _side(key: str, role: Role, words: Sequence[Word[SideFacts]]) -> Side:
    mine = [w for w in words if w.value.actor.key == key]
    names = Counter(w.value.actor.name for w in counted(mine) or mine)
    kinds = Counter(w.value.actor.kind for w in counted(mine) or mine)
    return Side(role, key, names.most_common(1)[0][0], kinds.most_common(1)[0][0], tuple(w.said for w in mine))
