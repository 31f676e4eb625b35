"""Places by where they are mentioned: what the event extractor asks."""

from __future__ import annotations

from bisect import bisect_left

from dateline.model.document import Document
from dateline.model.records import Place
from dateline.model.span import Evidence


class PlaceTable:
    """Mentions in text order. Mentions in the dateline are left out: they never place an event."""

    def __init__(self, document: Document, places: tuple[Place, ...]) -> None:
        told = [(m, p) for p in places for m in p.mentions if not _in_dateline(document, m)]
        self.places = places
        self._mentions = sorted(told, key=lambda mp: (mp[0].start, -mp[0].end))
        self._starts = [m.start for m, _ in self._mentions]
        self._by_id = {p.id: p for p in places}

    def by_id(self, place_id: str) -> Place | None:
        """The place of an id."""
        return self._by_id.get(place_id)

    def place_at(self, start: int, end: int) -> Place | None:
        """The place whose mention covers most of start..end; of two that cover the same, the shorter mention's
        (asked for "A" in "80km west of A", it is A)."""
        best: tuple[int, int, Place] | None = None
        for m, p in self._around(start, end):
            shared = min(m.end, end) - max(m.start, start)
            if shared > 0 and (best is None or (shared, m.start - m.end) > best[:2]):
                best = (shared, m.start - m.end, p)
        return best[2] if best else None

    def mentions_in(self, start: int, end: int) -> list[tuple[Evidence, Place]]:
        """Mentions that lie wholly inside start..end, in text order, the longer first."""
        return [(m, p) for m, p in self._around(start, end) if start <= m.start and m.end <= end]

    def last_before(self, offset: int, limit: int = 20) -> list[tuple[Evidence, Place]]:
        """The last mentions that end before an offset, nearest first."""
        n = bisect_left(self._starts, offset)
        return [mp for mp in reversed(self._mentions[max(0, n - limit) : n]) if mp[0].end <= offset]

    def _around(self, start: int, end: int) -> list[tuple[Evidence, Place]]:
        n, low = bisect_left(self._starts, end), bisect_left(self._starts, start - LONGEST)
        return [mp for mp in self._mentions[low:n] if mp[0].end > start]


LONGEST = 200
"""Characters of the longest mention of a place."""


def _in_dateline(document: Document, mention: Evidence) -> bool:
    section = document.section_at(mention.start)
    return section is not None and section.kind == "dateline"
