"""The classes of error behind a score."""

from __future__ import annotations

from dateline.evaluate.gold import LAYERS
from dateline.evaluate.ledger import ErrorClass, error_classes
from dateline.evaluate.score import ReportScore, Result
from dateline.evaluate.tally import Tally


def result(**tallies):
    return Result((ReportScore("one", {layer: tallies.get(layer, Tally()) for layer in LAYERS}, ()),))


def test_misses_inventions_and_slots_are_counted_the_most_frequent_first():
    events = Tally(right_predicted=2, right_gold=2, predicted=7, gold=5)
    events.errors = ["one: event e1 not found", "one: event e2 not found", "one: event e3 wrong type"]
    events.side = {"where": (1, 2), "when_dated": (2, 2), "evidence_found": (3, 5)}
    assert error_classes(result(events=events)) == [
        ErrorClass("events", "read, but the gold has none", 5, 7),
        ErrorClass("events", "not found", 2, 5),
        ErrorClass("events", "found, but of another type", 1, 5),
        ErrorClass("events", "right, but its place missing or wrong", 1, 2),
    ]


def test_a_report_read_rightly_has_no_class_of_error():
    assert error_classes(result(claims=Tally(right_predicted=3, right_gold=3, predicted=3, gold=3))) == []
