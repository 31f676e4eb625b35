"""What the sheet of a case says of itself: which case, which state of it, under which rules, and how to correct it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dateline.exports.columns import rows
from dateline.exports.view import Row
from dateline.model.situation import Situation

FORMAT: Final = "dateline-case-sheet/1"
STATE: Final = ("format", "case", "log", "rules")
"""Lines by which an edited sheet is told apart and put beside the state that it was made of."""


@dataclass(frozen=True, slots=True)
class Source:
    """The case that a sheet is made of: its id, and the number and hash at the head of its log."""

    case: str
    seq: int
    hash: str


def about_rows(situation: Situation, source: Source, version: str, cut: int) -> Iterator[Row]:
    """The lines of the sheet, what is looked for on the way back first."""
    yield _line("format", FORMAT)
    yield _line("case", source.case)
    yield _line("log", f"{source.seq} {source.hash}")
    yield _line("rules", "; ".join(situation.rules))
    yield _line("program", f"Dateline {version}")
    shown = f"{len(situation.happenings):,} happenings of {len(situation.reports):,} reports"
    yield _line("what it holds", shown + (f", as known on {situation.as_of}" if situation.as_of else ""))
    for reason, number in situation.left_out:
        yield _line("left out", f"{number:,}: {reason}")
    yield from (_line(row["item"], row["says"]) for row in rows("case_about"))
    yield _line("cells cut", f"{cut:,} cells were too long and end with “…”.")


def _line(item: str, says: str) -> Row:
    return {"item": item, "says": says}
