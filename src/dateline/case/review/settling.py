"""What people decided of claims and statements, put into a dossier before a case's picture is made of it.

The picture's own rules take what is decided of events: which value is shown, with all that was said beside it, and what
is left out (`ledger.decided`, `ledger.happening`). They know no decisions on who said something, and how; on who holds
a place, and who backs whom. Those are settled here, by the same functions as in a review, so that both tell the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dateline.case.ledger.decided import WORDS
from dateline.case.ledger.decisions import is_rejected
from dateline.case.review.drafting import Draft
from dateline.case.review.leaving import holds_up, without
from dateline.case.review.records import Kind
from dateline.case.review.reviewing import LISTS, corrected
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement

SETTLED: Final = frozenset({"claim", "control", "relation"})
"""Kinds of records of which all values are settled; of events the words alone."""
EVENT: Final = "event-"
Decided = Mapping[str, Sequence[Judgement]]
"""Decisions that hold, by the record that they are about."""


@dataclass(frozen=True, slots=True)
class Settling:
    """Which decisions settle which dossier; mostly none do."""

    changed: frozenset[str] | None
    """Claims and statements that decisions change; None where that is looked up report by report, which is quicker for
    a few of a case with very many decisions."""
    about: Callable[[Iterable[str]], Decided]
    """The decisions that hold about records, other records' perhaps among them."""

    def look_up(self, ids: Iterable[str]) -> None:
        """Ask for the decisions on many records together."""
        self._asked(ids)

    def of(self, ids: Sequence[str]) -> Decided:
        """The decisions on the records of one dossier; nothing where none of them changes it here."""
        found = self._asked(ids)
        moved = any(j.verb == "value" and j.slot == WORDS for i in ids for j in found.get(i, ()))
        changed = self.changed
        if changed is None:
            changed = changed_by(j for i in ids for j in found.get(i, ()))
        if not moved and changed.isdisjoint(ids):
            return {}
        every = self.about(ids)
        return {i: every[i] for i in ids if every.get(i)}

    def _asked(self, ids: Iterable[str]) -> Decided:
        return self.about([i for i in ids if self.changed is None or i.startswith(EVENT)])


def changed_by(held: Iterable[Judgement]) -> frozenset[str]:
    """What decisions change of claims and statements."""
    return frozenset(
        a
        for j in held
        if (j.verb == "value" and j.of in SETTLED) or (j.verb == "reject" and j.of == "claim")
        for a in j.about
    )


def made_with(decided: Decided) -> tuple[int, ...]:
    """What was made with the same decisions is the same."""
    return tuple(j.seq for held in decided.values() for j in held)


def settled(dossier: Dossier, decided: Decided) -> Dossier:
    """The dossier with those decisions in it."""
    draft = Draft.of(dossier)
    lists: dict[str, Any] = {}
    for kind, name in LISTS.items():
        mine = [(r, _values(kind, decided.get(r.id, ()))) for r in getattr(dossier, name)]
        lists[name] = tuple(corrected(r, held, draft) if held else r for r, held in mine)
    made = draft.into(dossier, lists)
    gone = {c.id for c in dossier.claims if is_rejected(decided.get(c.id, ()), {c.id})}
    return without(made, gone, {id_ for id_, mine in decided.items() if holds_up(mine)}) if gone else made


def _values(kind: Kind, decided: Sequence[Judgement]) -> list[Judgement]:
    return [j for j in decided if kind in SETTLED or j.slot == WORDS]
