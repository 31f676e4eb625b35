"""Which judgements hold: undone ones do not, a person's word goes before an engine's, a later one before an earlier."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from dateline.model.judgement import Judgement, Verb

VERDICTS: Final[tuple[Verb, ...]] = ("accept", "reject", "unsure")
"""The last of these says what became of a record; of an unsure one nothing is left out."""


def holding(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that nobody undid, in the order of the log. What undoes may be undone itself."""
    known = sorted(judgements, key=lambda j: j.seq)
    here = {j.seq for j in known if j.verb == "undo"}
    gone: set[str] = set()
    for j in reversed(known):
        if j.id not in gone and j.verb == "undo":
            gone.update(j.about)
    return [j for j in known if j.verb != "undo" and j.id not in gone and (j.undone is None or j.undone in here)]


def last_about(
    held: Sequence[Judgement], verbs: Collection[Verb], ids: Collection[str], slot: str | None = None
) -> Judgement | None:
    """The judgement that decides: the last of a person, else the last of an engine."""
    found = [j for j in held if j.verb in verbs and j.slot == slot and any(one in ids for one in j.about)]
    return max(found, key=lambda j: (j.by == "person", j.seq), default=None)


def verdict(held: Sequence[Judgement], ids: Collection[str]) -> Judgement | None:
    """What became of a record: `ids` are its own and its report's."""
    return last_about(held, VERDICTS, ids)


def is_rejected(held: Sequence[Judgement], ids: Collection[str]) -> bool:
    """Whether the last word on a record leaves it out."""
    last = verdict(held, ids)
    return last is not None and last.verb == "reject"
