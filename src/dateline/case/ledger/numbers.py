"""Low, best and high of many claims, by a rule that has a name. Never an average: each figure is somebody's.

What is common to all rules: denied claims, and wishes and guesses, give no figure; a voice's later word takes the place
of its earlier one; "at least 10" is 10 or more, "up to 20" is 20 or fewer. Every claim stays beside the number.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from dateline.case.ledger.saying import Word, latest
from dateline.case.ledger.words import ROOM
from dateline.errors import SettingsError
from dateline.model.situation import Number
from dateline.model.vocabulary import Hedge
from dateline.render.words import plain, quantity
from dateline.tsv import rows_of

Party = Literal["none", "own", "other"]
"""Whether a party speaks, of its own losses or of the other side's."""
DEFAULT: Final = "ucdp-like"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as one voice gives it, of whom (`of`: an actor's key, "civilians" or "unknown")."""

    low: float | None
    best: float | None
    high: float | None
    hedge: Hedge
    of: str
    of_name: str
    party: Party = "none"
    within: str | None = None
    """Key of the group that those it counts belong to."""

    @property
    def point(self) -> float | None:
        """The number that it names: of a range the lower one, None for "several", "up to 20" and "heavy losses"."""
        return self.best if self.best is not None or self.high is None else self.low

    @property
    def size(self) -> float:
        """How large it is beside others, -1 where no number is told."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), -1.0)

    @property
    def words(self) -> str:
        """As the voice gives it: "at least 12", "several (3 or more)"."""
        return quantity(self.low, self.high, self.best, self.hedge)

    @property
    def number(self) -> Number:
        """The same as views show it."""
        return Number(self.low, self.best, self.high, self.hedge, "as told")

    @property
    def open(self) -> bool:
        """Whether it sets no upper end."""
        return math.isinf(bounds(self)[1])


Tally = Word[Figure]
RISING_DAYS: Final = 31
"""How long after an earlier toll a higher one is taken for its update: the missing are found, the wounded die. Own
rule."""
SURE: Final = 2
"""Independent voices from which a higher toll takes the place of another voice's earlier one. Own rule: one voice alone
may exaggerate."""


@cache
def _hedges() -> dict[str, tuple[float | None, float | None, float | None]]:
    def cell(text: str) -> float | None:
        return float(text) if text else None

    return {r["hedge"]: (cell(r["below"]), cell(r["above"]), cell(r["most"])) for r in rows_of(ROOM, "hedges")}


def bounds(figure: Figure) -> tuple[float, float]:
    """What the words leave open, both ends included: "about 100" 80 to 120, "at least 12" 12 to infinity.

    How far a hedge reaches is our own reading (`data/hedges.tsv`), used to compare claims and never shown as a number.
    """
    below, above, most = _hedges()[figure.hedge]
    first = figure.low if figure.low is not None else figure.best
    last = figure.high if figure.high is not None else figure.best
    low = math.floor(first * below) if first is not None and below is not None else 0.0
    high: float
    if figure.high is not None:
        high = math.ceil(figure.high * (above or 1))
    elif above is not None and last is not None:
        high = math.ceil(last * above)
    else:
        high = most if most is not None else math.inf
    return (1.0 if figure.hedge == "heavy" else float(low)), float(high)


def agree(a: Figure, b: Figure) -> bool:
    """Whether one number can be what both say."""
    (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
    return low_a <= high_b and low_b <= high_a


def replaces(earlier: Figure, later: Figure) -> bool:
    """Whether a voice's later number takes the place of its earlier one: not where it only says it more loosely
    ("dozens" after "34")."""
    (low_a, high_a), (low_b, high_b) = bounds(earlier), bounds(later)
    return not agree(earlier, later) or high_b - low_b <= high_a - low_a or math.isinf(high_a)


def rises(earlier: Tally, later: Tally) -> bool:
    """Whether a toll grew with the days, as tolls do. A party's number is no update of anybody's, nor anybody's of it;
    and who says that nobody was killed is contradicted, not updated."""
    first, second = _date(earlier.day), _date(later.day)
    if first is None or second is None or "other" in {earlier.value.party, later.value.party}:
        return False
    return 0 < (second - first).days <= RISING_DAYS and later.value.size > earlier.value.size > 0


@lru_cache(maxsize=4096)
def _date(day: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        return None


def outgrown(pool: Sequence[Tally]) -> list[Tally]:
    """The claims without those that later tolls grew past: of `SURE` independent voices, or of one where the earlier
    claim was "at least" so many and so allows it."""
    alike: dict[tuple[Figure, str], list[Tally]] = {}
    for c in pool:
        alike.setdefault((c.value, c.day), []).append(c)
    past: set[tuple[Figure, str]] = set()
    for key, (c, *_) in alike.items():
        later = [group for group in alike.values() if rises(c, group[0])]
        allowed = c.value.open and any(agree(c.value, group[0].value) for group in later)
        voices = {o.said.voice for group in later for o in group} - {o.said.voice for o in alike[key]}
        if allowed or len(voices) >= SURE:
            past.add(key)
    return [c for c in pool if (c.value, c.day) not in past]


def number_of(claims: Sequence[Tally], rule: str = DEFAULT) -> Number | None:
    """Low, best and high of claims that are about the same people; None where none gives a figure that counts.

    Raises `SettingsError` for a rule that does not exist.
    """
    chosen = rule_named(rule)
    pool = latest(claims, replaces)
    return chosen(pool) if pool else None


def rule_named(name: str) -> Callable[[list[Tally]], Number]:
    """The rule of a name; `SettingsError` that lists the rules where there is none."""
    if name not in RULES:
        raise SettingsError(f"numbers: there is no rule {name[:40]!r}. Rules: {', '.join(RULES)}.")
    return RULES[name]


def ucdp_like(pool: list[Tally]) -> Number:
    """Conservative, after UCDP GED's notion of low, best and high (the lowest reliable, the most likely and the highest
    reliable total), with reliability told by rule where UCDP's coders judge it.

    Reliable is what is asserted, not by a party of the other side's losses; where nothing is, all claims are taken.
    Best: the lowest number that a reliable claim gives and that no reliable "at least" rules out; where all say "at
    least", the highest of them, which agrees with all. Low: the lowest number of a reliable claim. High: the highest
    number of any claim, also of parties; open where the highest claim is. A claim that later tolls of two voices grew
    past moves neither best nor low, nor does "at least 10" once somebody has more.
    """
    sure = outgrown([c for c in pool if c.said.stance == "asserted" and c.value.party != "other"] or pool)
    floors = [c.value.point for c in sure if c.value.open and c.value.point is not None]
    closed = sorted(c.value.point for c in sure if not c.value.open and c.value.point is not None)
    floor = max(floors, default=None)
    above = [n for n in closed if floor is None or n >= floor]
    best = above[0] if above else closed[0] if closed else floor
    return _number(_lowest(sure), best, pool, "ucdp-like")


def latest_said(pool: list[Tally]) -> Number:
    """What was said last: tolls rise and are corrected, so that the last day's claims stand. Of several of that day, as
    `ucdp-like` chooses."""
    last = max(c.day for c in pool)
    return _named(ucdp_like([c for c in pool if c.day == last]), "latest")


def lowest_agreed(pool: list[Tally]) -> Number:
    """The lowest number that the most independent voices allow: "at least 10", "12" and "several" all allow 12."""
    standing = outgrown(pool)
    points = sorted({n for c in standing for n in (c.value.low, c.value.best, c.value.high) if n is not None})

    def support(n: float) -> int:
        return len({c.said.voice for c in standing if bounds(c.value)[0] <= n <= bounds(c.value)[1]})

    most = max(map(support, points), default=0)
    best = next((n for n in points if support(n) == most), None)
    return _number(_lowest(standing), best, pool, "lowest-agreed")


def min_max(pool: list[Tally]) -> Number:
    """The lowest and the highest number that anybody gives, and no best one (as Airwars publishes tolls: a range from
    the lowest to the highest claim)."""
    return _number(_lowest(pool), None, pool, "min-max")


RULES: Final[dict[str, Callable[[list[Tally]], Number]]] = {
    "ucdp-like": ucdp_like,
    "latest": latest_said,
    "lowest-agreed": lowest_agreed,
    "min-max": min_max,
}
"""Rules for numbers by name; each one's docstring says what it does."""


def _lowest(pool: list[Tally]) -> float | None:
    """The lowest number that is named; where none is, what "several" and "dozens" begin at."""
    named = [n for c in pool if c.value.point is not None and (n := _first(c.value)) is not None]
    return min(named or [n for c in pool if (n := _first(c.value)) is not None], default=None)


def _first(figure: Figure) -> float | None:
    return figure.low if figure.low is not None else figure.best


def _last(figure: Figure) -> float | None:
    return figure.high if figure.high is not None else _first(figure) if figure.best is None else figure.best


def _number(low: float | None, best: float | None, pool: list[Tally], rule: str) -> Number:
    """The number with its high end, and the hedge where all claims share it."""
    top = max((n for c in pool if (n := _last(c.value)) is not None), default=None)
    loose = [c.value for c in pool if c.value.open or (c.value.best is None and c.value.high is None)]
    still_open = any(_last(f) in {None, top} for f in loose)
    high = None if still_open else top
    if best is not None and high is not None and best > high:
        high = best
    if best is not None and low is not None and best < low:
        low = best
    hedges = {c.value.hedge for c in pool}
    if low == best == high and best is not None:
        hedge: Hedge = "exact"
    elif len(hedges) == 1 and "exact" not in hedges:
        hedge = next(iter(hedges))
    else:
        hedge = "at least" if high is None and low is not None else "unknown"
    return Number(low, best, high, hedge, rule)


def _named(number: Number, rule: str) -> Number:
    return Number(number.low, number.best, number.high, number.hedge, rule)


def number_words(number: Number) -> str:
    """ "12 (10 to 15)", "at least 12", "3 or more", "not told"."""
    low, best, high = number.low, number.best, number.high
    if low is None and best is None and high is None:
        return quantity(low, high, best, number.hedge)
    if low == best == high or number.hedge not in {"exact", "unknown", "at least"}:
        return quantity(low, high, best, number.hedge)
    if best is None:
        return f"{plain(low)} to {plain(high)}" if low is not None and high is not None else _open(low, high)
    if high is None:
        return f"at least {plain(best)}" if low in {None, best} else f"{plain(best)} ({plain(low or 0)} or more)"
    return f"{plain(best)} ({plain(low if low is not None else best)} to {plain(high)})"


def _open(low: float | None, high: float | None) -> str:
    return f"{plain(low)} or more" if low is not None else f"up to {plain(high or 0)}"
