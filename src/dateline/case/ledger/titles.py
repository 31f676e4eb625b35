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
def _rows() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows_of(ROOM, "titles")}


def title_of(
    acled: str | None, plover: str, status: EventStatus, sides: Sequence[Side], where: Spot | None, when: Day | None
) -> str:
    """What happened, who did it to whom, where and when, as far as it is told."""
    gives_up = plover == "RETREAT"  # ACLED's type of a lost town names the capture, and its doer is the other side
    row = _rows()[plover] if gives_up else _rows().get(acled or "") or _rows()[plover]
    noun = row["noun"]
    if row["one_sided"] and any(s.role == "actor" for s in sides):
        noun = row["one_sided"]  # a thing of two sides that one of them does: a clash is an attack
    who = _who(sides, row["towards"], mutual=noun != row["one_sided"] != "")
    place = f" in {shorten(where.name, NAME)}" if where else ""
    day = day_words(when)
    unsure = _UNSURE.get(status, "")
    noun = noun[0].lower() + noun[1:] if unsure else noun
    return f"{unsure}{noun}{who}{place}" + (f", {day}" if day else "")


def _who(sides: Sequence[Side], towards: str, *, mutual: bool) -> str:
    doers, done_to = _names(sides, "actor"), _names(sides, "recipient")
    one, other = _names(sides, "side_a"), _names(sides, "side_b")
    if one and other:
        return f" between {_listed(one)} and {_listed(other)}"
    if mutual and not doers:
        met = [*one, *other, *done_to]
        return f" {'between' if len(met) > 1 else 'with'} {_listed(met)}" if met else ""
    by = f" by {_listed(doers)}" if doers else ""
    if done_to:
        return f"{by} {towards} {_listed(done_to)}"
    return f"{by} with {_listed(one or other)}" if one or other else by


def _names(sides: Sequence[Side], role: str) -> list[str]:
    """Those of a role; of doers, where some are named, without those who are only described: gunmen may be they."""
    of_role = [s for s in sides if s.role == role and folded(s.name) not in words("whole")]
    named = [s for s in of_role if is_known(s)] if role == "actor" else []
    return [shorten(s.name, NAME) for s in named or of_role]


def _listed(names: Sequence[str]) -> str:
    return f"{names[0]} and {len(names) - 1} others" if len(names) > 2 else " and ".join(names)
