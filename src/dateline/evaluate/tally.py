"""Counts of one layer: what was right, what was predicted, what the gold holds, and the ratios beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Figures: TypeAlias = dict[str, float]


def f1(precision: float, recall: float) -> float:
    """Harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ratio(part: int, whole: int) -> float:
    """Part of a whole, 0..1; 0 where nothing was counted."""
    return part / whole if whole else 0.0


@dataclass(slots=True)
class Tally:
    """Counts of one layer over one or more reports.

    `right_predicted` counts predictions that are right and `right_gold` gold records that were found: the two differ
    only where several gold records may be met by one prediction. `side` holds figures that are no part of F1.
    """

    right_predicted: int = 0
    right_gold: int = 0
    predicted: int = 0
    gold: int = 0
    exact: int = 0
    side: dict[str, tuple[int, int]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def hit(self) -> None:
        """One gold record met by one prediction."""
        self.right_predicted += 1
        self.right_gold += 1

    def note(self, name: str, *, right: bool) -> None:
        """One more case of a side figure."""
        part, whole = self.side.get(name, (0, 0))
        self.side[name] = (part + right, whole + 1)

    def add(self, other: Tally) -> None:
        """Take over the counts (not the errors) of another tally."""
        self.right_predicted += other.right_predicted
        self.right_gold += other.right_gold
        self.predicted += other.predicted
        self.gold += other.gold
        self.exact += other.exact
        for name, (part, whole) in other.side.items():
            mine = self.side.get(name, (0, 0))
            self.side[name] = (mine[0] + part, mine[1] + whole)

    def figures(self) -> Figures:
        """p, r, f1, gold, predicted; `exact` (an F1) where events were matched; then every side figure as a share."""
        precision, recall = ratio(self.right_predicted, self.predicted), ratio(self.right_gold, self.gold)
        out: Figures = {"p": precision, "r": recall, "f1": f1(precision, recall)}
        out |= {"gold": self.gold, "predicted": self.predicted}
        if self.exact or self.side.get("who_both"):
            out["exact"] = f1(self.exact / max(1, self.predicted), self.exact / max(1, self.gold))
        return out | {name: ratio(part, whole) for name, (part, whole) in self.side.items()}
