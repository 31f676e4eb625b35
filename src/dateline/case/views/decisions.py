"""The decisions of a case that hold, asked for as a view needs them: a case may have a hundred thousand, and a page is
about fifty happenings. Whoever goes through a whole case loads them all at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from dateline.case.ledger.decisions import holding, is_rejected
from dateline.case.ledger.happening import rejected_accounts
from dateline.case.review.leaving import falls
from dateline.case.review.settling import changed_by
from dateline.case.store.protocol import Store
from dateline.case.views.fitting import SLOTS
from dateline.case.views.passing import SOMEBODY
from dateline.model.judgement import Judgement

CLAIM: Final = "claim-"


@dataclass
class Decisions:
    """What people decided, as of a number of the log."""

    store: Store
    as_of: int | None
    nameless: bool = False
    """Whether who decided, and why in their words, is not told."""
    whole: bool = False
    """Whether all of them are loaded at once."""
    _known: dict[str, list[Judgement]] = field(default_factory=dict)

    @cached_property
    def all(self) -> list[Judgement]:
        """Every decision that holds."""
        return self._as_told(holding(self.store.judgements(self.as_of)))

    @cached_property
    def by_record(self) -> dict[str, list[Judgement]]:
        """All, by the record that they are about."""
        return by_record(self.all)

    @cached_property
    def of_actors(self) -> list[Judgement]:
        """Those that say which actors are one."""
        if self.whole:
            return [j for j in self.all if j.of == "actor"]
        return self._as_told(self._holding(self.store.judgements_of("actor", self.as_of)))

    @cached_property
    def of_slots(self) -> list[Judgement]:
        """Those that decide where, when or whether something was, what it was, and who took part."""
        if self.whole:
            return [j for j in self.all if j.verb == "value" and j.slot in SLOTS]
        return self._as_told(self._holding(self.store.values_of(sorted(SLOTS), self.as_of)))

    @cached_property
    def settled(self) -> frozenset[str]:
        """Claims and statements that somebody corrected, and claims that somebody rejected."""
        if self.whole:
            return changed_by(self.all)
        return changed_by(self._holding(self.store.judgements_that_settle(self.as_of)))

    def about(self, ids: Iterable[str]) -> Mapping[str, Sequence[Judgement]]:
        """The decisions about each of some records; other records may be among them."""
        if self.whole:
            return self.by_record
        new = [i for i in dict.fromkeys(ids) if i not in self._known]
        if new:
            found = by_record(self._as_told(self._holding(self.store.judgements_about(new, self.as_of))))
            self._known.update((i, found.get(i, [])) for i in new)
        return self._known

    def rejected(self, accounts: Mapping[str, Collection[tuple[str, str]]]) -> frozenset[str]:
        """Events that decisions reject while another account of the same happening stands; `accounts` are the
        (event, report) of happenings."""
        out = self.ever_left_out
        some = {h: told for h, told in accounts.items() if any(not out.isdisjoint(pair) for pair in told)}
        known = self.about(i for told in some.values() for pair in told for i in pair)
        found: set[str] = set()
        for h, told in some.items():
            held = {j.seq: j for pair in told for i in pair for j in known.get(i, ())}
            gone = rejected_accounts(h, told, [held[n] for n in sorted(held)])
            found |= gone if len(gone) < len(told) else frozenset()
        return frozenset(found)

    @cached_property
    def fallen(self) -> Mapping[int, str]:
        """Number -> id of events that only claims state which were rejected, and that nobody holds up."""
        claims = [a for a in self.ever_left_out if a.startswith(CLAIM)]
        known = self.about(claims)
        gone = {c for c in claims if is_rejected(known.get(c, ()), {c})}
        stated = self.store.events_stated_by(gone, self.as_of)
        about = self.about(id_ for id_, _ in stated.values())
        return {n: id_ for n, (id_, by) in stated.items() if falls(by, gone, about.get(id_, ()))}

    @cached_property
    def ever_left_out(self) -> frozenset[str]:
        """Records that somebody, whether it still holds or not, rejected or said not to count."""
        return frozenset(self.store.left_out(self.as_of))

    def _holding(self, found: Sequence[Judgement]) -> list[Judgement]:
        """Those that hold. What undid one of them, and what undid that, is asked for besides."""
        known = {j.seq: j for j in found}
        todo = [j.id for j in found if j.undone is not None]
        while todo:
            more = [j for j in self.store.judgements_about(todo, self.as_of) if j.seq not in known]
            known.update((j.seq, j) for j in more)
            todo = [j.id for j in more if j.undone is not None]
        asked = {j.seq for j in found}
        return [j for j in holding(known.values()) if j.seq in asked]

    def _as_told(self, held: list[Judgement]) -> list[Judgement]:
        return [replace(j, who=SOMEBODY, reason=None) for j in held] if self.nameless else held


def by_record(held: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    """Decisions that hold, by what they are about. An `undo` that was undone itself leaves its mark on what it once
    undid; it is taken off, since whoever looks at a few decisions cannot see the rest."""
    found: dict[str, list[Judgement]] = {}
    for j in held:
        for about in dict.fromkeys(j.about):
            found.setdefault(about, []).append(replace(j, undone=None) if j.undone is not None else j)
    return found
