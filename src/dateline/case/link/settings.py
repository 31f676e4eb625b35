"""What linking may be told: weights of the features, and how far apart things may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from dateline.tsv import rows_of


@cache
def default_weights() -> Mapping[str, float]:
    """Feature -> points that it gives at full value, as `data/weights.tsv` has them."""
    return MappingProxyType({r["feature"]: float(r["weight"]) for r in rows_of("dateline.case.link", "weights")})


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How events are compared and put together. Points are log-odds: above `join` a pair is held for one happening."""

    join: float = 0.0
    """Least mean score of two groups that become one."""
    uncompared: float = -2.0
    """Points of a pair that no block put together: it shares neither day and place nor a rare name."""
    far_km: float = 40.0
    """Least distance of two places whose points are known that keeps two events apart."""
    undated_days: int = 6
    """Days before the publication in which an event without a date is looked for."""
    widest_block: int = 30
    """Events in one block from which it is cut by rarer things."""
    weights: Mapping[str, float] | None = None
    """Feature -> points; None for those of `default_weights`."""

    def points(self) -> Mapping[str, float]:
        """The weights in force."""
        return default_weights() if self.weights is None else self.weights


USUAL: Final = LinkSettings()
