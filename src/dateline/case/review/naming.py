"""Words that a person gave to another name: they name what the person said, and nothing else beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from dateline.case.review.drafting import BY_HAND
from dateline.model.dossier import Dossier
from dateline.model.integrity import references
from dateline.model.records import Actor, Place, Source

Named = TypeVar("Named", Actor, Place, Source)


def given_over(dossier: Dossier) -> Dossier:
    """The dossier in which actors, places and sources that were read give up the mentions that a person set another
    one with. What has none left goes, unless something still refers to it."""
    kept = {id_ for _, _, ids in references(dossier) for id_ in ids} if _any_by_hand(dossier) else None
    if kept is None:
        return dossier
    return replace(
        dossier, actors=_left(dossier.actors, kept), places=_left(dossier.places, kept),
        sources=_left(dossier.sources, kept),
    )  # fmt: skip


def _any_by_hand(dossier: Dossier) -> bool:
    return any(r.origin == BY_HAND for some in (dossier.actors, dossier.places, dossier.sources) for r in some)


def _left(records: tuple[Named, ...], kept: set[str | None]) -> tuple[Named, ...]:
    taken = {(e.start, e.end) for r in records if r.origin == BY_HAND for e in r.mentions}
    found = []
    for r in records:
        mine = tuple(e for e in r.mentions if (e.start, e.end) not in taken)
        if r.origin == BY_HAND or len(mine) == len(r.mentions) or (not mine and r.id in kept):
            found.append(r)
        elif mine:
            found.append(replace(r, mentions=mine))
    return tuple(found)
