"""The score of a pair of events, explained; and what keeps two events apart whatever else speaks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dateline.case.link.features import FEATURES, NIGHT, Part, contrasts, gainsaid, gap
from dateline.case.link.rarity import Rarity
from dateline.case.link.settings import LinkSettings
from dateline.case.link.tellings import Telling
from dateline.case.link.whereabouts import narrow, placed

KEPT_APART: Final = "kept apart"
APART: Final = -9.0
"""Points that a link shows for what keeps apart."""


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a pair, part by part. `apart` is the reason that forbids one happening, None where none does."""

    points: float
    parts: tuple[Part, ...]
    apart: str | None = None


def score(a: Telling, b: Telling, rarity: Rarity, settings: LinkSettings) -> Score:
    """Compare two events. The order of the two makes no difference."""
    if b.id < a.id:
        a, b = b, a
    apart = forbidden(a, b, settings)
    if apart and not _alike(a, b):
        return Score(APART, ((KEPT_APART, APART, apart),), apart)
    weights = settings.points()
    parts: list[Part] = [("start", weights["start"], "what a pair has to make up for")]
    for feature in FEATURES:
        parts += [(name, round(value * weights[name], 3), seen) for name, value, seen in feature(a, b, rarity)]
    points = round(sum(p for _, p, _ in parts), 3)
    if apart:
        parts.append((KEPT_APART, APART, apart))
    return Score(points, tuple(parts), apart)


def forbidden(a: Telling, b: Telling, settings: LinkSettings) -> str | None:
    """The reason that keeps two events apart whatever else speaks for them; None where there is none."""
    if b.id < a.id:
        a, b = b, a
    return next((why for rule in RULES if (why := rule(a, b, settings))), None)


def _alike(a: Telling, b: Telling) -> bool:
    """Whether two events that are kept apart are so alike that somebody may ask why: then all is told, not only the
    reason."""
    return bool(a.persons & b.persons or a.means & b.means or a.settings & b.settings or set(a.killed) & set(b.killed))


def one_report(a: Telling, b: Telling, settings: LinkSettings) -> str | None:
    """Its reader took them for two; but who denies an act that the report tells speaks of that act."""
    return "one report tells them as two" if a.report == b.report and not gainsaid(a, b) else None


def other_days(a: Telling, b: Telling, settings: LinkSettings) -> str | None:
    """Days that are given and do not meet; of a night one outlet gives the day before, another the day after."""
    if not (a.dated and b.dated):
        return None
    between = gap(a, b)
    if between > 1 or (between == 1 and not _one_night(a, b)):
        return "on different days"
    return None


def _one_night(a: Telling, b: Telling) -> bool:
    """Whether both may be of the night between two days: one says so, and the other names no hour of the day."""
    either = [t.hours & NIGHT for t in (a, b)]
    return any(either) and all(not t.hours or t.hours & NIGHT for t in (a, b))


def far_places(a: Telling, b: Telling, settings: LinkSettings) -> str | None:
    """Places that are known, narrow and far from each other, neither report speaking of the other's. What a row's
    headline speaks of moves no row: its coder gave the place."""
    if not (a.place and b.place) or min(narrow(a.place), narrow(b.place)) < 0.3:
        return None
    found = placed(a.place, b.place)
    radii = (a.place.radius_km or 0.0) + (b.place.radius_km or 0.0)
    if found.value >= 0 or found.km is None or found.km - radii <= settings.far_km:
        return None
    if a.dataset is None and b.dataset is None and (_speaks_of(a, b) or _speaks_of(b, a)):
        return None
    return found.seen


def _speaks_of(a: Telling, b: Telling) -> bool:
    return any(n in a.story.names or n in a.story.words for n in b.place_names)


def other_acts(a: Telling, b: Telling, settings: LinkSettings) -> str | None:
    """Kinds of act that are never one: a protest and talks."""
    one, two = a.family, b.family
    if one.broad == two.broad or two.name in one.may_be or one.name in two.may_be:
        return None
    return f"{one.name} and {two.name}"


def whole_and_part(a: Telling, b: Telling, settings: LinkSettings) -> str | None:
    """Several acts told as one sum, and one act: "five airstrikes" are none of the five."""
    return "one is a sum of several" if a.several != b.several else None


def told_apart(a: Telling, b: Telling, settings: LinkSettings) -> str | None:
    """Words that set two acts of one town and day apart: the hour, the target, the spot, the count."""
    return next((f"{name}: {seen}" for name, seen in contrasts(a, b)), None)


Rule = Callable[[Telling, Telling, LinkSettings], str | None]
RULES: Final[tuple[Rule, ...]] = (one_report, other_acts, other_days, far_places, whole_and_part, told_apart)
