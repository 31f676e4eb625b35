"""The classes of error behind a score, with their counts: what the error ledger is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.evaluate.gold import LAYERS
from dateline.evaluate.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.evaluate.score import Result

_FAULTS = {
    "wrong type": "found, but of another type",
    "status or participants": "found, but with another status or with none of its participants",
    "unresolved or off": "found, but not on the map or too far off",
    "wrong kind": "found, but of another kind",
    "stance": "found, but with another stance",
}
_SLOTS = {
    "links": "mention not held by its actor",
    "who_both": "right, but one side missing, added or wrong",
    "where": "right, but its place missing or wrong",
    "when_dated": "right, but its date missing or wrong",
    "when_undated": "right, but dated where the text gives no date",
    "deaths": "toll missing or wrong",
    "source_right": "claim right, but said by another",
    "protect": "source to be protected is not",
    "not_overprotected": "source protected without need",
}


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """One class of error of a layer: how often it was met, out of how many cases in which it could be."""

    layer: str
    words: str
    count: int
    of: int


def error_classes(result: Result) -> list[ErrorClass]:
    """All classes of error of a scored folder, the most frequent first; classes without a case are left out."""
    found = [c for layer in LAYERS for c in _of_layer(layer, result)]
    return sorted((c for c in found if c.count), key=lambda c: (-c.count, c.layer, c.words))


def _of_layer(layer: str, result: Result) -> Iterator[ErrorClass]:
    whole = Tally()
    for report in result.reports:
        whole.add(report.tallies[layer])
    faults = [_fault(line) for report in result.reports for line in report.tallies[layer].errors]
    for words in dict.fromkeys(faults):
        yield ErrorClass(layer, words, faults.count(words), whole.gold)
    yield ErrorClass(layer, "read, but the gold has none", whole.predicted - whole.right_predicted, whole.predicted)
    for name, (right, cases) in whole.side.items():
        if _SLOTS.get(name):
            yield ErrorClass(layer, _SLOTS[name], cases - right, cases)


def _fault(line: str) -> str:
    return next((words for ending, words in _FAULTS.items() if line.endswith(ending)), "not found")
