"""A decision about records: who judged what, when and why. It stands beside the records and never rewrites them.

A judgement is signed and dated, and undone by another judgement. Engines judge too ("these two events are one"), and
where a person has judged the same thing the person's word holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

By = Literal["person", "engine"]
Verb = Literal[
    "same", "apart", "value", "accept", "reject", "unsure", "add", "done", "include", "exclude", "note", "undo"
]
"""`same`, `apart`: the records named are, or are not, one thing. `value`: a slot has this value. `accept`, `reject`:
the record is right, or is left out of views. `unsure`: a person looked and cannot tell. `add`: a record that a person
found in the report's words, `value` its body. `done`: a report was gone through to its end, also where nothing is in
it. `include`, `exclude`: a rule of the case on what counts. `undo`: the judgement named does not hold any more."""
Of = Literal[
    "event", "happening", "actor", "place", "source", "report", "claim", "control", "relation", "finding", "judgement",
    "case",
]  # fmt: skip
Words = tuple[int, int, str]
"""(start, end, quote): characters of the report's text, as `Evidence`."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. `about` holds ids of records of the kind `of`; `seq` is its number in the log, 0 until kept."""

    verb: Verb
    of: Of
    about: tuple[str, ...]
    who: str
    """A person's name or initials, or what made it ("linker/1")."""
    by: By = "person"
    slot: str | None = None
    """What a `value` is of: "deaths", "where", "when", "status", "title" …"""
    value: Any = None
    """The new value, as JSON."""
    before: Any = None
    """What was shown when it was decided, so that a conflict can be told."""
    reason: str | None = None
    evidence: tuple[Words, ...] = ()
    """The report's words that bear it out, where a person pointed at them."""
    task: str | None = None
    """Id of the double coding that it is one coder's answer in: it holds for that coder alone, and for nobody else
    until somebody adjudicates."""
    at: str = ""
    """ISO time in UTC; the store sets it."""
    seq: int = 0
    undone: int | None = None
    """Number of the judgement that undid it."""

    @property
    def id(self) -> str:
        """What `dateline` calls it on screen and in sheets: "judgement-17"."""
        return f"judgement-{self.seq}"
