"""UCDP's side_a and side_b beside the sides of a happening: by catalogue key, by state, by kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from dateline.case.ledger.words import STATES, above, folded
from dateline.catalogue.lookup import Entry, load_catalogue
from dateline.model.situation import Happening, Side, Slot
from dateline.readers.table.ged import GedRow
from dateline.render.words import clean

_GOVERNMENT: Final = re.compile(r"Government of (?P<state>[^()]+?)(?: \(.*)?")
CIVILIANS: Final = "Civilians"
"""What UCDP writes as side_b of one-sided violence."""
ARMED: Final = frozenset({"rebel group", "militia"})


@dataclass(frozen=True, slots=True)
class Match:
    """One side of a row: which side of the happening it may be, and how sure that is (1 the same actor, 0.5 of the
    same kind, 0 none)."""

    column: Literal["side_a", "side_b"]
    theirs: str
    ours: str
    key: str | None
    share: float
    note: str
    asked: bool
    """Whether the happening names any side at all."""

    @property
    def verdict(self) -> Literal["agrees", "differs", "cannot tell"]:
        return "cannot tell" if not self.asked or self.share == 0.5 else "agrees" if self.share else "differs"

    @property
    def words(self) -> str:
        """ "IS is Islamic State", "Syrian insurgents: nobody of ours"."""
        theirs = clean(self.theirs)
        if not self.asked:
            return f"{theirs}: no side is told"
        if self.share == 1:
            return f"{theirs} is {self.ours}"
        return f"{theirs} may be {self.ours}" if self.share else f"{theirs}: nobody of ours"


def matches_of(sides: Sequence[Side], row: GedRow) -> list[Match]:
    """Both sides of a row; a side of the happening stands for one of them only."""
    found: list[Match] = []
    taken: set[str] = set()
    order: list[tuple[Literal["side_a", "side_b"], str]] = [("side_a", row.side_a), ("side_b", row.side_b)]
    order.sort(key=lambda c: -max((_likeness(s, c[1])[0] for s in sides), default=0.0))
    for column, name in order:
        match = _match(column, name, [s for s in sides if s.key not in taken])
        taken.update({match.key} if match.key else ())
        found.append(match)
    return sorted(found, key=lambda m: m.column)


def _match(column: Literal["side_a", "side_b"], name: str, sides: Sequence[Side]) -> Match:
    scored = [(*_likeness(s, name), s) for s in sides]
    best = max(scored, key=lambda found: found[0], default=None)
    if best is None or best[0] == 0:
        return Match(column, name, ", ".join(s.name for s in sides), None, 0.0, "", bool(sides))
    share, note, side = best
    return Match(column, name, side.name, side.key, share, note, True)


def _likeness(side: Side, name: str) -> tuple[float, str]:
    """How sure a side is the one that UCDP names, and why."""
    if name == CIVILIANS:
        same = side.kind == "civilians" or side.key == "name:civilians"
        return (1.0, "") if same else (0.5, "people without arms") if side.kind == "person" else (0.0, "")
    if found := _GOVERNMENT.fullmatch(name):
        return _state_likeness(side, found["state"].strip())
    entries = _entries(name)
    if any(e.key == side.key for e in entries) or folded(side.name) == folded(name):
        return 1.0, "the same actor" if len(entries) < 2 else "one of those named"
    if any(side.key in above(e.key) or e.key in above(side.key) for e in entries):
        return 1.0, "one is part of the other"
    if side.kind in ARMED and (not entries or any(e.kind in ARMED for e in entries)):
        if side.key.startswith("name:"):
            return 0.5, "both are armed groups; ours may be wider"
        if not entries and name.split()[-1:] and name.rsplit(maxsplit=1)[-1].islower():
            return 0.5, "both are armed groups; theirs may be wider"
    return 0.0, ""


def _state_likeness(side: Side, state: str) -> tuple[float, str]:
    entry = load_catalogue().find(state)
    own = load_catalogue().entries.get(side.key)
    if entry is None:
        return 0.0, ""
    named = {folded(w) for w in (state, entry.name, *entry.aliases, *entry.adjectives)}
    of_state = side.key == entry.key or (own is not None and entry.key in own.countries and own.kind in STATES)
    told = folded(side.name).split()
    described = side.kind in STATES and any(" ".join(told[:n]) in named for n in range(1, len(told) + 1))
    return (1.0, "the state or its forces") if of_state or described else (0.0, "")


@lru_cache(maxsize=4096)
def _entries(name: str) -> tuple[Entry, ...]:
    """The known actors that a side names: UCDP joins several by commas."""
    parts = [name, *name.split(",")]
    found = (load_catalogue().find(part.strip()) for part in parts)
    return tuple({e.key: e for e in found if e is not None}.values())


def best_match(happening: Happening, match: Match) -> Slot | None:
    """The slot with the deaths of the side that a row's side may be; None where the reports do not tell them apart."""
    side = next((s for s in happening.sides if s.key == match.key), None)
    names = {folded(side.name)} if side is not None else set()
    prefix = "deaths of "
    return next(
        (s for s in happening.slots if s.name.startswith(prefix) and folded(s.name.removeprefix(prefix)) in names), None
    )
