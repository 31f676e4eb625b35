"""The sheet comes back: each changed cell becomes a signed decision, and nothing that somebody wrote is lost.

What cannot be applied (a conflict, a row that no longer fits, a cell that cannot be the value) is listed, and kept in
the case as a note with what was written, so that the workbook may be thrown away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.case.store.protocol import Store
from dateline.errors import InputError
from dateline.exports.case.back import Returned
from dateline.exports.case.changes import DECIDED, Change, changes_of
from dateline.model.judgement import Judgement
from dateline.model.situation import Situation

KEPT: Final = frozenset({"conflict", "misfit", "refused"})
"""What is kept as a note."""
Seen = Callable[[Store, int | None], Situation]
"""Gives the situation at a number of the log; None is now."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a sheet. `judgements` are empty where nothing was to be written (a dry run)."""

    changes: tuple[Change, ...]
    judgements: tuple[Judgement, ...]

    @property
    def counts(self) -> Counter[str]:
        return Counter(c.became for c in self.changes)


def apply_sheet(
    store: Store, returned: Returned, name: str, who: str, seen: Seen, *, force: bool = False, dry: bool = False
) -> Applied:
    """Apply a sheet to its case. With `force` a conflict is decided for the sheet; what it overrules stays in the log.

    `name` is what messages call the file. Raises `InputError` where the sheet is of another case, or of a state that
    this case never had.
    """
    check_state(store, returned, name)
    changes = changes_of(returned, seen(store, returned.seq), seen(store, None))
    known = _noted(store)
    wanted = [j for j in _as_kept(store, changes, who, force=force) if _mark(j) not in known]
    kept = () if dry or not wanted else store.judge(wanted)
    return Applied(tuple(changes), kept)


def _as_kept(store: Store, changes: Sequence[Change], who: str, *, force: bool) -> Sequence[Judgement]:
    """The judgements that changes are, in the words that the case would keep."""
    return store.as_kept([j for c in changes for j in _judgements(c, who, force=force)])


def check_state(store: Store, returned: Returned, name: str) -> None:
    """Raise `InputError` unless the case's log has the state that the sheet was made of."""
    info = store.info()
    if returned.case != info.id:
        raise InputError(
            name, f"is of another case ({returned.case}, not {info.id}).", "Apply it to the case it is of."
        )
    made_of = next((e for e in store.log(after=returned.seq - 1) if e.seq == returned.seq), None)
    if returned.seq and (made_of is None or made_of.hash != returned.hash):
        raise InputError(
            name,
            "is of a state that this case never had: the case was restored from an older copy, or the sheet about was "
            "changed.",
            "Apply it to the case it was made of.",
        )


def _judgements(c: Change, who: str, *, force: bool) -> list[Judgement]:
    """The decisions that a change is: one, or none where the case says so already."""
    if c.became == "change" or (c.became == "conflict" and force):
        if c.slot == "same_as":
            return [Judgement("same", "event", c.about, who, reason=c.note)]
        if c.slot == "decision" and c.value in DECIDED:
            return [Judgement(DECIDED[c.value], "happening", c.about, who, reason=c.note)]
        if c.slot in {"decision", "note"}:
            return [Judgement("note", "happening", c.about, who, slot=c.slot, value=c.value, reason=c.note)]
        before = c.now if c.became == "conflict" else c.before
        return [Judgement("value", "happening", c.about, who, slot=c.slot, value=c.value, before=before, reason=c.note)]
    if c.became in KEPT:
        about = c.about or ((c.happening,) if c.happening else ())
        told = {"written": c.value, "why": f"{c.became}: {c.why}"}
        return [Judgement("note", "happening", about, who, slot=c.slot, value=told, before=c.before, reason=c.note)]
    return []


def _mark(j: Judgement) -> tuple[object, ...]:
    return j.verb, j.about, j.slot, repr(j.value), j.who, j.reason


def _noted(store: Store) -> set[tuple[object, ...]]:
    """Decisions that hold already: the same sheet given back twice changes nothing twice."""
    return {_mark(j) for j in store.judgements() if j.undone is None}


def words_of(changes: Sequence[Change]) -> list[str]:
    """The changes that were not applied, one line each, with the row in the sheet."""
    return [f"row {c.row}, {c.slot}: {c.became} ({c.why})" for c in changes if c.became not in {"change", "already"}]
