"""What people decided of claims and statements, put into a dossier before a case's picture is made of it.

The picture's own rules take what is decided of events: which value is shown, with all that was said beside it, and what
is left out (`ledger.decided`, `ledger.happening`). They know no decisions on who said something, and how; on who holds
a place, and who backs whom. Those are settled here, by the same functions as in a review, so that both tell the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
Decided = Mapping[str, Sequence[Judgement]]
"""Decisions that hold, by the record that they are about."""


def settling(held: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    """Those of the decisions that a dossier is settled by; mostly there are none."""
    changed = {
        a
        for j in held
        if (j.verb == "value" and (j.of in SETTLED or j.slot == WORDS)) or (j.verb == "reject" and j.of == "claim")
        for a in j.about
    }
    if not changed:
        return {}
    found: dict[str, list[Judgement]] = {}
    for j in held:
        for about in dict.fromkeys(j.about):
            if about in changed or (j.of == "event" and j.verb in {"accept", "unsure", "value"}):
                found.setdefault(about, []).append(j)
    return found


def touching(ids: Sequence[str], decided: Decided) -> tuple[int, ...]:
    """Numbers of the decisions that settle records of a dossier: what was made with the same ones is the same."""
    return tuple(j.seq for id_ in ids for j in decided.get(id_, ())) if decided else ()


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
