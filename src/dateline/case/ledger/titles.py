"""A happening in words: "Shelling by the River Guard of civilians in Malakal, 2021-05-04"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from dateline.case.ledger.days import day_words
from dateline.case.ledger.inclusion import is_known
from dateline.case.ledger.words import ROOM, folded, words
from dateline.model.situation import Day, Side, Spot
from dateline.model.vocabulary import EventStatus
from dateline.render.words import shorten
from dateline.tsv import rows_of

NAME: Final = 60
"""Characters of a name in a title."""
_UNSURE: Final = {"planned": "Planned: ", "possible": "Possible: ", "alleged": "Alleged: ", "denied": "Denied: "}


@cache
def _nouns() -> dict[str, str]:
    return {row["code"]: row["noun"] for row in rows_of(ROOM, "titles")}


@cache
def _one_sided() -> dict[str, str]:
    """What a thing of two sides is called where one of them does it: a clash is an attack."""
    return {row["noun"]: row["one_sided"] for row in rows_of(ROOM, "titles") if row["one_sided"]}


def title_of(
    acled: str | None, plover: str, status: EventStatus, sides: Sequence[Side], where: Spot | None, when: Day | None
) -> str:
    """What happened, who did it to whom, where and when, as far as it is told."""
    noun = _nouns().get(acled or "") or _nouns().get(plover, plover.capitalize())
    who = _who(sides)
    if any(s.role == "actor" for s in sides):
        noun = _one_sided().get(noun, noun)
    place = f" in {shorten(where.name, NAME)}" if where else ""
    day = day_words(when)
    unsure = _UNSURE.get(status, "")
    noun = noun[0].lower() + noun[1:] if unsure else noun
    return f"{unsure}{noun}{who}{place}" + (f", {day}" if day else "")


def _who(sides: Sequence[Side]) -> str:
    doers = _names(sides, "actor")
    done_to = _names(sides, "recipient")
    one, other = _names(sides, "side_a"), _names(sides, "side_b")
    if one and other:
        return f" between {one} and {other}"
    if one or other:
        return f" with {one or other}"
    return (f" by {doers}" if doers else "") + (f" against {done_to}" if done_to else "")


def _names(sides: Sequence[Side], role: str) -> str:
    of_role = [s for s in sides if s.role == role and folded(s.name) not in words("whole")]
    named = [s for s in of_role if is_known(s)] or of_role
    names = [shorten(s.name, NAME) for s in named]
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} others"
    return " and ".join(names)
