"""Groups of events from scores of pairs: average link, the best first, never over a pair that is kept apart.

Only pairs that were compared are known; any other pair counts with a fixed score below zero, so that A-B and B-C do
not draw A and C together that nothing joins.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence

Pair = tuple[str, str]


def pair(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def components(ids: Iterable[str], edges: Iterable[Pair]) -> list[tuple[str, ...]]:
    """What hangs together by edges, each sorted, in order of the first id."""
    parent = {i: i for i in ids}

    def root(i: str) -> str:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in edges:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    found: dict[str, list[str]] = {}
    for i in sorted(parent):
        found.setdefault(root(i), []).append(i)
    return sorted(tuple(c) for c in found.values())


class _Clusters:
    """Groups that grow: sums of the points between them, and which may not be joined."""

    def __init__(self, groups: Sequence[tuple[str, ...]], unknown: float) -> None:
        self.members: dict[int, tuple[str, ...]] = dict(enumerate(groups))
        self.unknown = unknown
        self.sums: dict[int, dict[int, float]] = {n: {} for n in self.members}
        self.counts: dict[int, dict[int, int]] = {n: {} for n in self.members}
        self.apart: dict[int, set[int]] = {n: set() for n in self.members}

    def add(self, m: int, n: int, points: float) -> None:
        for a, b in ((m, n), (n, m)):
            self.sums[a][b] = self.sums[a].get(b, 0.0) + points
            self.counts[a][b] = self.counts[a].get(b, 0) + 1

    def keep_apart(self, m: int, n: int) -> None:
        self.apart[m].add(n)
        self.apart[n].add(m)

    def mean(self, m: int, n: int) -> float:
        """Mean points over all pairs of members, those that were not compared among them."""
        pairs = len(self.members[m]) * len(self.members[n])
        known = self.counts[m].get(n, 0)
        return round((self.sums[m].get(n, 0.0) + (pairs - known) * self.unknown) / pairs, 6)

    def neighbours(self, m: int) -> Iterator[int]:
        return (n for n in self.sums[m] if n not in self.apart[m])

    def merge(self, m: int, n: int, new: int) -> None:
        self.members[new] = tuple(sorted((*self.members.pop(m), *self.members.pop(n))))
        self.sums[new], self.counts[new], self.apart[new] = {}, {}, set()
        for old in (m, n):
            for other, total in self.sums.pop(old).items():
                if other not in {m, n}:
                    for a, b in ((new, other), (other, new)):
                        self.sums[a][b] = self.sums[a].get(b, 0.0) + total
                        self.counts[a][b] = self.counts[a].get(b, 0) + self.counts[old][other]
                    del self.sums[other][old], self.counts[other][old]
            self.counts.pop(old)
            for other in self.apart.pop(old) - {m, n}:
                self.apart[other].discard(old)
                self.keep_apart(new, other)


def cluster(
    ids: Sequence[str],
    points: Mapping[Pair, float],
    apart: Iterable[Pair],
    together: Sequence[tuple[str, ...]] = (),
    *,
    join: float = 0.0,
    unknown: float = -2.0,
) -> list[tuple[str, ...]]:
    """Groups of the ids, each sorted. `together` are groups that a person made: they are where it starts."""
    bound = {i for group in together for i in group}
    groups = sorted([*together, *((i,) for i in ids if i not in bound)])
    at = {i: n for n, group in enumerate(groups) for i in group}
    clusters = _Clusters(groups, unknown)
    for (a, b), value in sorted(points.items()):
        if at[a] != at[b]:
            clusters.add(at[a], at[b], value)
    for a, b in apart:
        if at[a] != at[b]:
            clusters.keep_apart(at[a], at[b])
    _grow(clusters, join)
    return sorted(clusters.members.values())


def _grow(clusters: _Clusters, join: float) -> None:
    """Join the two groups with the highest mean until none is above `join`; of equals those with the first ids."""
    heap = [
        e for m in clusters.members for n in clusters.neighbours(m) if m < n and (e := _entry(clusters, m, n, join))
    ]
    heapq.heapify(heap)
    new = len(clusters.members)
    while heap:
        *_, m, n = heapq.heappop(heap)
        if m not in clusters.members or n not in clusters.members or n in clusters.apart[m]:
            continue
        clusters.merge(m, n, new)
        for other in list(clusters.neighbours(new)):
            if entry := _entry(clusters, new, other, join):
                heapq.heappush(heap, entry)
        new += 1


_Entry = tuple[float, tuple[str, ...], tuple[str, ...], int, int]


def _entry(clusters: _Clusters, m: int, n: int, join: float) -> _Entry | None:
    value = clusters.mean(m, n)
    if value <= join:
        return None
    first, second = sorted((clusters.members[m], clusters.members[n]))
    return -value, first, second, m, n
