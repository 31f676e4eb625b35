"""Institutions that the report calls by several names are one source: "the UN" and "the United Nations"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.extract.sources import Speaker, Speakers

ActorAt = Callable[[int, int], str | None]


def joined(table: Speakers, actor_at: ActorAt) -> dict[int, Speaker]:
    """Speaker (by `id`) -> the earlier one that is the same institution; the mentions go over to that one.

    Only names are joined, and only where the report's actors are the same; whoever is described ("officials in
    Washington") stays apart.
    """
    first: dict[str, Speaker] = {}
    same: dict[int, Speaker] = {}
    for speaker in list(table.all):
        actor = _actor(table, speaker, actor_at)
        if actor is None:
            continue
        other = first.setdefault(actor, speaker)
        if other is not speaker:
            other.mentions.extend(m for m in speaker.mentions if m not in other.mentions)
            same[id(speaker)] = other
            table.all.remove(speaker)
    return same


def _actor(table: Speakers, speaker: Speaker, actor_at: ActorAt) -> str | None:
    """The actor that an institution's own name stands for."""
    head = table.head_of(speaker.phrase)
    if speaker.kind not in {"organisation", "media"} or head.tag not in {"NNP", "NNPS"} or not speaker.mentions:
        return None
    if any(c.dep == "poss" for c in head.children) or speaker.phrase.pronoun:
        return None
    return actor_at(head.start, head.end)
