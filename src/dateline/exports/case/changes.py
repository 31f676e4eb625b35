"""What somebody changed in a sheet: cell by cell against the state that it was made of, slot by slot as decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from dateline.exports.about import Told
from dateline.exports.case.back import Returned
from dateline.exports.case.rows import LAYOUT, happening_rows
from dateline.exports.case.values import SLOTS, Cells, columns, value_of
from dateline.exports.cells import Cell, canonical
from dateline.exports.columns import sheets
from dateline.exports.sheet import cells_of
from dateline.model.judgement import Verb
from dateline.model.situation import Happening, Situation

Became = Literal["change", "already", "conflict", "misfit", "refused", "untouchable"]
"""`change`: to be kept. `already`: the case says so by now. `conflict`: somebody else, or new reports, changed the same
value since. `misfit`: the row's happening is no more, or cannot be told. `refused`: the cell cannot be the value.
`untouchable`: a cell that is not for editing was changed."""
_FREE: Final = frozenset({"decision", "note", "same_as", "row_hash"})
DECIDED: Final[dict[str, Verb]] = {"accept": "accept", "reject": "reject"}
"""What the column decision says, as decisions have it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one row. `slot` is a slot, "decision", "note" or "same_as"; `about` the ids it is a decision on."""

    became: Became
    row: int
    happening: str
    slot: str
    value: Any
    before: Any
    now: Any = None
    """What the case shows by now, where that is something else."""
    note: str | None = None
    why: str = ""
    about: tuple[str, ...] = ()


def changes_of(returned: Returned, base: Situation, now: Situation) -> list[Change]:
    """Every change of a sheet, in the order of its rows. `base` is the state that it was made of, `now` the present."""
    was, here = _by_id(base), _by_id(now)
    found: list[Change] = []
    seen: dict[str, int] = {}
    for number, cells in returned.rows:
        id_ = canonical(cells.get("happening_id"))
        if why := _unknown(id_, was, seen):
            found.append(Change("misfit", number, id_, "row", _told(cells), None, why=why))
            continue
        seen[id_] = number
        found += _row(number, cells, was[id_], here, returned.header)
    return found


_Known = tuple[Happening, dict[str, Cell]]


def _by_id(situation: Situation) -> dict[str, _Known]:
    """The happenings with the cells that a sheet of this state has."""
    sheet, told = sheets(LAYOUT)["events"], Told()
    rows = (cells_of(sheet, row, told) for row in happening_rows(situation))
    return {
        h.id: (h, dict(zip(sheet.header, cells, strict=True)))
        for h, cells in zip(situation.happenings, rows, strict=True)
    }


def _unknown(id_: str, was: Mapping[str, _Known], seen: Mapping[str, int]) -> str:
    if not id_:
        return "the row has no happening_id: new happenings come from reports, not from rows"
    if id_ not in was:
        return "no happening of that id was in the sheet when it was written"
    return f"the same happening stands in row {seen[id_]} too; that one was taken" if id_ in seen else ""


def _told(cells: Cells) -> dict[str, str]:
    return {name: text for name, cell in cells.items() if (text := canonical(cell))}


def _row(number: int, cells: Cells, base: _Known, here: Mapping[str, _Known], header: Sequence[str]) -> list[Change]:
    happening, was = base
    changed = [c for c in header if c in was and c not in _FREE and canonical(cells.get(c)) != canonical(was[c])]
    free = {name: canonical(cells.get(name)).strip() for name in _FREE}
    if not changed and not any(free[name] for name in ("decision", "note", "same_as")):
        return []
    note = free["note"] or None
    present, why = _present(happening, here)
    if present is None:
        told = {name: canonical(cells.get(name)) for name in changed} | {k: v for k, v in free.items() if v}
        told.pop("row_hash", None)
        return [Change("misfit", number, happening.id, "row", told, None, note=note, why=why)]
    now, about = present[1], (present[0].id, present[0].events[0][1])
    made = [_slot(number, slot, cells, was, now) for slot, of in SLOTS.items() if set(of) & set(changed)]
    made += [
        Change("untouchable", number, happening.id, c, canonical(cells.get(c)), canonical(was[c]),
               why="this column is not for editing")
        for c in changed if columns()[c].edit != "yes"
    ]  # fmt: skip
    made += _own(number, free, here, about)
    if free["note"] and not made:
        made.append(Change("change", number, "", "note", free["note"], None))
    return [replace(c, happening=present[0].id, note=note, about=c.about or about) for c in made]


def _present(happening: Happening, here: Mapping[str, _Known]) -> tuple[_Known | None, str]:
    """The happening as it is by now: by its id, else the one that holds all its events."""
    if happening.id in here:
        return here[happening.id], ""
    events = {event for _, event in happening.events}
    holds = [known for known in here.values() if events & {event for _, event in known[0].events}]
    if len(holds) == 1 and events <= {event for _, event in holds[0][0].events}:
        return holds[0], ""
    return None, "its events belong to several happenings by now" if holds else "the happening is no more in the case"


def _slot(number: int, slot: str, cells: Cells, was: Cells, now: Cells) -> Change:
    names = SLOTS[slot]
    before, by_now = _value(slot, was), _value(slot, now)
    try:
        value = value_of(slot, {name: cells.get(name) for name in names})
    except ValueError as exc:
        told = {name: canonical(cells.get(name)) for name in names}
        return Change("refused", number, "", slot, told, before, by_now, why=str(exc))
    if all(canonical(cells.get(name)) == canonical(now[name]) for name in names):
        return Change("already", number, "", slot, value, before, by_now)
    if any(canonical(now[name]) != canonical(was[name]) for name in names):
        return Change(
            "conflict", number, "", slot, value, before, by_now, why="it was changed since the sheet was made"
        )
    return Change("change", number, "", slot, value, before, by_now)


def _value(slot: str, cells: Cells) -> Any:
    """A slot as a sheet showed it; its cells where they are no value that a person could give (an open precision)."""
    try:
        return value_of(slot, cells)
    except ValueError:
        return {name: canonical(cells.get(name)) for name in SLOTS[slot]}


def _own(number: int, free: Mapping[str, str], here: Mapping[str, _Known], about: tuple[str, ...]) -> list[Change]:
    """What the person wrote into the columns that are theirs."""
    made = []
    word, other = free["decision"], free["same_as"]
    if word in DECIDED or word == "unsure":
        made.append(Change("change", number, "", "decision", word, None))
    elif word not in {"", "correct"}:
        made.append(Change("refused", number, "", "decision", word, None, why=f"decision: {word!r} is not in the list"))
    if other:
        known = here.get(other)
        if known is None or other == about[0]:
            why = "no other happening of that id is in the case"
            made.append(Change("refused", number, "", "same_as", other, None, why=f"same_as: {why}"))
        else:
            both = (about[1], known[0].events[0][1])
            made.append(Change("change", number, "", "same_as", other, None, about=both))
    return made
