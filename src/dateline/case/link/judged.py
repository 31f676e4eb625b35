"""What people decided: which records are the same, which are not. The latest word holds, and a conflict is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dateline.case.link.clusters import Pair, components, pair
from dateline.model.judgement import Judgement, Of


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two decisions that cannot both hold; `held` is the one that does."""

    about: Pair
    held: int
    """Number of the judgement that holds."""
    over: int
    """Number of the one that it goes against."""
    message: str


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions in force, pair by pair, with the number of the judgement that made each."""

    same: Mapping[Pair, int] = field(default_factory=dict)
    apart: Mapping[Pair, int] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    def ids(self) -> frozenset[str]:
        return frozenset(i for p in (*self.same, *self.apart) for i in p)

    def together(self) -> list[tuple[str, ...]]:
        """Groups that decisions make, of two and more."""
        return [g for g in components({i for p in self.same for i in p}, self.same) if len(g) > 1]


def decided(judgements: Sequence[Judgement], of: Of, known: Collection[str]) -> Decided:
    """Read the judgements that hold, in the order of the log. A person's word goes before an engine's, a later one
    before an earlier; what is undone, and what is about records that are not there, is passed over."""
    undone = _undone(judgements)
    ours = [j for j in judgements if j.of == of and j.verb in {"same", "apart"} and not _is_undone(j, undone)]
    ranked = sorted(enumerate(ours), key=lambda nj: (nj[1].by == "person", nj[1].seq, nj[0]))
    held: dict[Pair, Judgement] = {}
    conflicts: list[Conflict] = []
    for _, judgement in ranked:
        about = sorted({i for i in judgement.about if i in known})
        for a, b in _pairs(judgement, about):
            earlier = held.get((a, b))
            if earlier is not None and earlier.verb != judgement.verb and earlier.by == judgement.by:
                conflicts.append(_conflict((a, b), judgement, earlier))
            held[a, b] = judgement
    return _settle(held, conflicts)


def _pairs(judgement: Judgement, about: Sequence[str]) -> Iterable[Pair]:
    """All pairs of what is named. "Same" of many is told pair by pair too, so that one may be parted again."""
    return (pair(a, b) for a, b in combinations(about, 2))


def _undone(judgements: Sequence[Judgement]) -> frozenset[str]:
    """What holds no more: an undo that was undone itself undoes nothing."""
    gone: set[str] = set()
    for j in sorted(judgements, key=lambda j: -j.seq):
        if j.verb == "undo" and j.undone is None and j.id not in gone:
            gone.update(j.about)
    return frozenset(gone)


def _is_undone(judgement: Judgement, undone: frozenset[str]) -> bool:
    return judgement.undone is not None or judgement.id in undone


def _conflict(about: Pair, later: Judgement, earlier: Judgement) -> Conflict:
    message = f"{later.who} says {later.verb}, {earlier.who} said {earlier.verb}: the later word holds."
    return Conflict(about, later.seq, earlier.seq, message)


def _settle(held: Mapping[Pair, Judgement], conflicts: list[Conflict]) -> Decided:
    """Take the decisions from the last to the first: one that goes against what stands already (A with B, B with C, and
    A apart from C) is left and told."""
    same: dict[Pair, int] = {}
    apart: dict[Pair, int] = {}
    ranked = sorted(held.items(), key=lambda pj: (pj[1].by != "person", -pj[1].seq, pj[0]))
    for about, judgement in ranked:
        parts = judgement.verb == "apart"
        against = _joined(same, about) if parts else _parted({**same, about: judgement.seq}, apart)
        if against is not None:
            message = f"{judgement.who} says {judgement.verb}, which later decisions rule out."
            conflicts.append(Conflict(about, against, judgement.seq, message))
        elif parts:
            apart[about] = judgement.seq
        else:
            same[about] = judgement.seq
    return Decided(same, apart, tuple(sorted(conflicts, key=lambda c: (c.over, c.about))))


def _joined(same: Mapping[Pair, int], about: Pair) -> int | None:
    """The last judgement of the group that holds both, if one does."""
    groups = components({i for p in same for i in p}, same)
    group = next((g for g in groups if set(about) <= set(g)), None)
    return max(n for p, n in same.items() if p[0] in group) if group else None


def _parted(same: Mapping[Pair, int], apart: Mapping[Pair, int]) -> int | None:
    """The last judgement that parts two of one group, if one does."""
    groups = components({i for p in same for i in p}, same)
    at = {i: n for n, g in enumerate(groups) for i in g}
    return max((n for (a, b), n in apart.items() if a in at and at[a] == at.get(b)), default=None)
