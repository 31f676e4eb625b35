"""The hard set of near-identical incidents (`benchmarks/linking`, fiction), read by the reader: floors only rise."""

from __future__ import annotations

import pytest

from benchmarks.bench_linking import baselines, linked_mentions, read_half
from benchmarks.clusters import bcubed, pairwise
from dateline.case.link import link_events

FLOORS = {"seen": (0.92, 0.85), "held_back": (0.90, 0.80)}
"""B-cubed and pairwise F1, a little below what was measured."""
AHEAD = 0.05


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_near_identical_incidents_are_told_apart_and_joined(half: str) -> None:
    reports = read_half(half)
    result = linked_mentions(reports, link_events([r.facts for r in reports]))
    found = bcubed(result.system, result.gold).f1
    least, least_pairs = FLOORS[half]
    assert found >= least
    assert pairwise(result.system, result.gold).f1 >= least_pairs
    beside = [bcubed(labels, result.gold).f1 for labels in baselines(reports, result.gold).values()]
    assert found >= max(beside) + AHEAD
