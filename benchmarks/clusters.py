"""Groups beside gold groups: B-cubed and pairwise figures, and the baseline that groups by capitalised words.

Labels are given as item -> label; items with one label are one group. What only one of the two sides holds is an error
of whoever calls: both must label the same items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Labels = Mapping[str, Hashable]
WEEK = 7
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall of groups, 0..1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def bcubed(system: Labels, gold: Labels) -> Agreement:
    """B-cubed (Bagga & Baldwin 1998): for every item, how much of its group is right, and how much of its gold group
    is in it; the means over all items."""
    _check(system, gold)
    both = Counter((system[i], gold[i]) for i in gold)
    ours, theirs = Counter(system[i] for i in gold), Counter(gold.values())
    if not gold:
        return Agreement(0.0, 0.0)
    precision = sum(n * n / ours[s] for (s, _), n in both.items()) / len(gold)
    recall = sum(n * n / theirs[g] for (_, g), n in both.items()) / len(gold)
    return Agreement(precision, recall)


def pairwise(system: Labels, gold: Labels) -> Agreement:
    """Of the pairs that we hold for one, how many are; of the pairs that are one, how many we hold for it. Without any
    pair on a side that figure is 1."""
    _check(system, gold)
    right = _pairs(Counter((system[i], gold[i]) for i in gold))
    ours, theirs = _pairs(Counter(system[i] for i in gold)), _pairs(Counter(gold.values()))
    return Agreement(right / ours if ours else 1.0, right / theirs if theirs else 1.0)


def _pairs(counts: Mapping[Hashable, int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _check(system: Labels, gold: Labels) -> None:
    if system.keys() != gold.keys():
        raise ValueError("both sides must label the same items")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be grouped: a whole report, or the sentences of it that tell something."""

    id: str
    published: str
    text: str


def capitalised(text: str) -> frozenset[str]:
    """Words with a capital that do not open a sentence."""
    found = (m for m in _CAPITALISED.finditer(text) if not re.search(r"(?:^|[.!?:“\"\n])\s*$", text[: m.start()][-4:]))
    return frozenset(m[0].removesuffix("’s").removesuffix("'s") for m in found if len(m[0]) > 1)


def by_capitals(passages: Sequence[Passage], least: float) -> dict[str, str]:
    """Baseline: passages published within a week that share at least this much of their capitalised words (Jaccard)
    are one group, and whatever hangs together by such pairs."""
    words = {p.id: capitalised(p.text) for p in passages}
    days = {p.id: date.fromisoformat(p.published).toordinal() for p in passages}
    group = {p.id: p.id for p in passages}
    ids = sorted(group)
    for n, a in enumerate(ids):
        for b in ids[n + 1 :]:
            union = words[a] | words[b]
            near = abs(days[a] - days[b]) <= WEEK and union and len(words[a] & words[b]) / len(union) >= least
            if near and group[a] != group[b]:
                old, new = group[b], group[a]
                group = {i: new if g == old else g for i, g in group.items()}
    return group


def best_by_capitals(
    passages: Sequence[Passage], measure: Callable[[dict[str, str]], float]
) -> tuple[float, dict[str, str]]:
    """The baseline at the threshold that suits this very set best: more than a fair baseline would know."""
    tries: Iterable[float] = (n / 100 for n in range(2, 81, 2))
    scored = [(measure(labels), -least, labels) for least in tries for labels in [by_capitals(passages, least)]]
    _, least, labels = max(scored, key=lambda s: s[:2])
    return -least, labels
