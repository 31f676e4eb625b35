"""A row of GED while it is being made: its cells, why it is none of GED, and what it could not carry."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from dateline.exports.cells import visible
from dateline.exports.losses import Kind, Losses


@dataclass(slots=True)
class Made:
    """`cells` are texts, ready but for what CSV asks of them; a column without one is empty. What is lost is kept
    until it is known whether the row goes into the file."""

    cells: dict[str, str] = field(default_factory=dict)
    why_not: list[str] = field(default_factory=list)
    """Reasons, each one of few sentences, why this is no event of GED."""
    lost: list[tuple[Kind, str, str, str]] = field(default_factory=list)

    def not_ged(self, reason: str) -> None:
        self.why_not.append(reason)

    def dropped(self, column: str, value: object, reason: str) -> None:
        self.lost.append(("dropped", column, str(value), reason))

    def changed(self, column: str, value: object, reason: str) -> None:
        self.lost.append(("changed", column, str(value), reason))

    def tell(self, record: str, losses: Losses) -> None:
        """Tell what is lost, now that the row is in the file."""
        for kind, column, value, reason in self.lost:
            if kind == "dropped":
                losses.dropped(record, column, value, reason)
            else:
                losses.changed(record, column, value, reason)


def line(text: str | None) -> str:
    """A text of a report on one line, with its control signs written out."""
    if not text:
        return ""
    if text.isprintable() and "  " not in text and not text.startswith((" ", "<r>")) and text[-1] != " ":
        return text  # most texts: one line already, and nothing in it that cannot be seen
    return " ".join(visible(text).split())


def whole(number: float | None) -> int | None:
    """A count of people as the whole number that GED asks for; None for what is no count."""
    return round(number) if number is not None and math.isfinite(number) and number >= 0 else None
