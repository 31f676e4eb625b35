"""What became of each record under review: what people let stand, and what they rejected and why. The latter are the
examples that a reader learns most from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from dateline.case.review.records import Record, ReportReview, Reviewed
from dateline.case.views.plain import plain
from dateline.model.dossier import Dossier
from dateline.model.records import Claim

STANDING: Final = frozenset({"accepted", "corrected", "added", "open", "unsure"})


@dataclass
class Coders:
    """Coders by letters, in the order in which they are met: who they are is nobody's business outside."""

    _known: dict[str, str] = field(default_factory=dict)

    def name(self, who: str) -> str:
        n = len(self._known)
        return self._known.setdefault(who, f"coder {_letters(n)}")


def _letters(n: int) -> str:
    """A to Z, then AA, AB …"""
    first, last = divmod(n, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


def provenance(review: ReportReview, coders: Coders) -> Iterator[dict[str, Any]]:
    """One line a record that stands."""
    there = _ids(review)
    for r in review.records:
        if r.state in STANDING and r.id in there:
            yield {**_line(review, r, coders), "changed": sorted({j.slot for j in r.decided if j.slot})}


def rejected(review: ReportReview, coders: Coders, *, words: bool) -> Iterator[dict[str, Any]]:
    """One line a rejected record, as it was read, with the reason; its words only where coders' words may be told."""
    read: dict[str, Record] = {x.id: x for x in _records(review.read)}
    for r in review.records:
        record = read.get(r.id)
        if r.state != "rejected" or record is None:
            continue
        reason = next((j.reason for j in reversed(r.decided) if j.verb == "reject" and j.reason), None)
        code, _, told = (reason or "").partition(":")
        evidence = record.content if isinstance(record, Claim) else record.evidence
        yield {
            **_line(review, r, coders),
            "reason": code.strip() or "falls with the claims that told it",
            "in_words": told.partition("adjudicated in ")[0].strip(" –") or None if words else None,
            "evidence": [[e.start, e.end, e.quote] for e in evidence],
            "as_read": plain(record),
        }


def _line(review: ReportReview, r: Reviewed, coders: Coders) -> dict[str, Any]:
    by = list(dict.fromkeys(coders.name(j.who) for j in r.decided if j.by == "person"))
    return {"report": review.report, "record": r.id, "kind": r.kind, "state": r.state, "by": by}


def _ids(review: ReportReview) -> set[str]:
    return {x.id for x in _records(review.now)}


def _records(dossier: Dossier) -> Iterator[Record]:
    yield from dossier.events
    yield from dossier.claims
    yield from dossier.control
    yield from dossier.relations
