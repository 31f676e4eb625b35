"""The sides of a dataset's row beside those of another account: datasets name them by rules of their own.

UCDP writes "Government of Syria" for what reports call the Syrian army, the regime or its warplanes, and "Syrian
insurgents" for any of a hundred groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.case.link.rarity import Rarity
from dateline.case.link.tellings import Party, Telling
from dateline.catalogue.lookup import load_catalogue
from dateline.gazetteer.folding import fold

STATES: Final = frozenset({"state", "government", "military", "police"})
ARMED: Final = frozenset({"rebel group", "militia", "coalition"})
SAME, STATE, KIND = 1.0, 0.6, 0.2
"""Share of the weight that a side has which is the same actor, the same state, or another name for armed men."""


def row_sides(a: Telling, b: Telling, rarity: Rarity) -> Iterator[tuple[str, float, str]]:
    """How many of the row's sides the other account names, and how surely; nobody of them, where it names somebody."""
    row, other = (a, b) if a.dataset is not None else (b, a)
    sides = [p for p in row.parties if p.kind != "civilians"]
    told = [p for p in other.parties if p.kind not in {"civilians", "person"}]
    best = [max(((_likeness(p, q), q) for q in told), key=lambda found: found[0], default=(0.0, p)) for p in sides]
    shares = sorted((share for share, _ in best if share), reverse=True)[:2]
    if shares:
        share, party = max(best, key=lambda found: (found[0], found[1].key))
        value = min(1.0, sum(shares) * (0.6 if share < SAME else 0.6 + 0.4 * _rare(party, rarity)))
        yield "same actor", round(value, 3), f"{_name(party)}, and {len(shares)} of the row's sides in all"
    elif sides and any(p.named for p in told):
        yield "other actor", 1.0, f"{_name(sides[0])} and {_name(next(p for p in told if p.named))}"
    if any(p.kind == "civilians" for p in row.parties) and any(
        p.role == "done to" and p.kind in {"civilians", "person"} for p in other.parties
    ):
        yield "kind of actor", 1.0, "done to civilians"


def _likeness(side: Party, other: Party) -> float:
    """How surely an actor of the other account is a side of the row."""
    if other.key in {side.key, side.part_of} or other.part_of == side.key:
        return SAME
    if side.named and other.named and side.names & other.names:
        return SAME
    if side.kind in STATES and side.country and other.kind in STATES and _of_state(other, side.country):
        return STATE
    vague = not (side.named and other.named)
    return KIND if vague and side.kind in ARMED and other.kind in ARMED else 0.0


def _of_state(other: Party, country: str) -> bool:
    """Whether an actor is a state or acts for it: by the catalogue, by its country, or by a name that opens with the
    state's."""
    if country in {other.key, other.country}:
        return True
    state = load_catalogue().state(country)
    known = {fold(n) for n in (state.name, *state.aliases, *state.adjectives)} if state else set()
    return any(" ".join(name.split()[:n]) in known for name in other.names for n in (1, 2))


def _rare(party: Party, rarity: Rarity) -> float:
    return max((max((rarity.of(w) for w in n.split()), default=0.0) for n in party.names), default=0.0)


def _name(party: Party) -> str:
    return min(party.names or {party.key})
