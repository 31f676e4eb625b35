"""What a number belongs to: the happening that wounded, displaced or lasted so, or the force that is so large.

Only where the grammar ties them; a number that merely stands near belongs to nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from dateline.annotate.harm import counted_token
from dateline.extract.context import Context
from dateline.model.layers import Counted
from dateline.model.parse import Token
from dateline.model.records import Event
from dateline.model.vocabulary import AmountWhat

_OF_HAPPENINGS: Final = frozenset({"wounded", "detained", "displaced", "incidents"})
"""Kinds of amounts that are what a happening did, or how often it was."""
_DONE_TO: Final = frozenset({"vehicles", "weapons", "people", "area"})
"""Kinds that belong to a happening where they are its verb's object."""
_OBJECTS: Final = frozenset({"dobj", "nsubjpass"})
_BACK: Final = 12
"""How many pieces of evidence before a number are looked through for the one that holds it."""


class Belonging:
    """Finds the record that a counted thing belongs to."""

    def __init__(self, context: Context, events: Sequence[Event]) -> None:
        self._context = context
        self._spans = sorted((e.start, e.end, event.id) for event in events for e in event.evidence)
        self._starts = [start for start, _, _ in self._spans]

    def of(self, counted: Counted, what: AmountWhat) -> str | None:
        """The id of an event or an actor, or None where the grammar names none."""
        token = counted_token(counted, self._context.parse)
        if token is None:
            return None
        if what == "force size":
            return self._force(token)
        if what == "duration":
            verb = _lasting(token)
            return self._event(verb.start, counted.end) if verb is not None else None
        done_to = what in _DONE_TO and token.dep in _OBJECTS
        return self._event(counted.start, counted.end) if what in _OF_HAPPENINGS or done_to else None

    def _event(self, start: int, end: int) -> str | None:
        """The event with the narrowest words that hold both ends."""
        low, high = min(start, end), max(start, end)
        last = bisect_right(self._starts, low)
        holding = [(e - s, id_) for s, e, id_ in self._spans[max(0, last - _BACK) : last] if s <= low and high <= e]
        return min(holding)[1] if holding else None

    def _force(self, token: Token) -> str | None:
        """The force that is counted, where a record names it as an actor."""
        owner = token.head.child("nsubj") if token.dep == "dobj" and token.head and token.head.lemma == "have" else None
        for t in (token, owner):
            actor = self._context.actors.at(t.start, t.end) if t is not None else None
            if actor in self._context.used:
                return actor
        return None


def _lasting(token: Token) -> Token | None:
    """The verb that a length belongs to: "shelled the town for three days"."""
    up = token.head
    if up is not None and up.pos == "ADP" and up.lower in {"for", "over", "during", "throughout"}:
        up = up.head
    return up if up is not None and up.pos == "VERB" and token.dep in {"pobj", "npadvmod", "tmod"} else None
