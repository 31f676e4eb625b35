"""A report under review: each record as it was read, what was decided of it, and as it stands now.

Faces show these and compute nothing of their own. Whoever looks sees either the decisions that hold for the case, or,
in a double coding, those of one coder alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement, Verb, Words
from dateline.model.records import Claim, Control, Event, Relation

Kind = Literal["event", "claim", "control", "relation"]
"""Kinds of records that are decided on one by one."""
State = Literal["open", "accepted", "corrected", "rejected", "unsure", "added"]
"""`corrected`: accepted with another value, or other words, than were read. `added`: found by a person."""
Record = Event | Claim | Control | Relation


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One record under review."""

    id: str
    kind: Kind
    state: State
    record: Record
    """As it stands now; of a rejected one as it was before."""
    read: Record | None
    """As it was read; None where a person added it."""
    revision: int
    """Number of the last decision on it, or of what undid one; 0 where there is none. Whoever decides says which they
    saw, so that nobody decides over somebody else unseen."""
    decided: tuple[Judgement, ...] = ()
    """The decisions that hold, in their order."""


@dataclass(frozen=True, slots=True)
class ReportReview:
    """One report under review."""

    report: str
    reading: int
    """Number in the log of the reading."""
    read: Dossier = field(repr=False)
    now: Dossier = field(repr=False)
    """Without what was rejected, with what was corrected and added; valid under the contract."""
    records: tuple[Reviewed, ...]
    """In the order in which their words stand in the report, rejected ones too."""
    done: Judgement | None
    """The decision that the report was gone through to its end."""
    revision: int
    """As `Reviewed.revision`, of the report itself."""
    task: str | None = None
    """The double coding that it is looked at in."""

    def of(self, id_: str) -> Reviewed | None:
        """A record by its id."""
        return next((r for r in self.records if r.id == id_), None)

    @property
    def counts(self) -> Mapping[State, int]:
        """How many records are in which state."""
        return Counter(r.state for r in self.records)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person wants kept. `about` is a record's id; for `done`, `note` and `add` the report's, for `undo` the
    judgement's."""

    verb: Verb
    about: str
    slot: str | None = None
    """What a `value` is of; see `slots.SLOTS`."""
    value: Any = None
    """As JSON, in the shapes that `ledger.decided` reads."""
    evidence: tuple[Words, ...] = ()
    reason: str | None = None
    """Of a rejection: a code of `data/reasons.tsv`, then perhaps words: "wrong actor: it was the ministry"."""
