"""Of which earlier report a text is a copy: wire copies count once.

Candidates share bands (in the store, or among those that wait to be written); the shingles decide. What comes first
into the case is the original, and a copy of a copy is one of the original.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dateline.case.adding.nearness import CONTAINED, RESEMBLES, likeness, shingles, telling
from dateline.case.store.entry import Entry, unpack
from dateline.case.store.protocol import Store
from dateline.protect.folding import tokens

if TYPE_CHECKING:
    from dateline.case.adding.nearness import Numbers

CANDIDATES: Final = 20
"""Reports that are compared with one, those with most bands in common first."""
REMEMBERED: Final = 2000
"""Texts whose shingles stay in memory: some ten kilobytes each."""


class Copies:
    """Finds originals. Entries are told in the order in which they are added."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, Entry] = {}
        self._originals: dict[str, str] | None = None
        self._shingles: OrderedDict[str, Numbers] = OrderedDict()

    def told(self, entry: Entry) -> Entry:
        """The entry with the report of which it is a copy, if it is one; it waits to be written from now on."""
        found = self._original(entry)
        if found is not None:
            entry = replace(entry, copy_of=found[0], likeness=found[1])
        if entry.bands:
            self._waiting.setdefault(entry.id, entry)
        return entry

    def written(self) -> None:
        """What waited is in the store now."""
        if self._originals is not None:
            self._originals |= {e.id: e.copy_of for e in self._waiting.values() if e.copy_of}
        self._waiting.clear()

    def _original(self, entry: Entry) -> tuple[str, float] | None:
        best: tuple[float, str] | None = None
        for id_ in self._candidates(entry):
            alike = likeness(self._of(entry.id, entry), self._of(id_, self._waiting.get(id_)))
            is_copy = alike.resemblance >= RESEMBLES or alike.containment >= CONTAINED
            if is_copy and (best is None or alike.score > best[0]):
                best = (alike.score, id_)
        return (self._first(best[1]), round(best[0], 3)) if best else None

    def _candidates(self, entry: Entry) -> list[str]:
        """Ids of reports that share bands, most first, the earlier of two before the later."""
        if not entry.bands:
            return []
        shared = Counter(dict(self._store.like(entry.bands)))
        mine = set(enumerate(entry.bands))
        for other in self._waiting.values():
            if met := len(mine.intersection(enumerate(other.bands))):
                shared[other.id] = met
        shared.pop(entry.id, None)
        return [id_ for id_, _ in shared.most_common(CANDIDATES)]

    def _of(self, id_: str, entry: Entry | None) -> Numbers:
        known = self._shingles.get(id_)
        if known is None:
            document = (unpack(entry.dossier) if entry else next(iter(self._store.readings([id_]))).dossier).document
            known = self._shingles[id_] = shingles(tokens(telling(document)))
            if len(self._shingles) > REMEMBERED:
                self._shingles.popitem(last=False)
        else:
            self._shingles.move_to_end(id_)
        return known

    def _first(self, id_: str) -> str:
        """The original of a family."""
        if id_ in self._waiting:
            return self._waiting[id_].copy_of or id_
        if self._originals is None:
            self._originals = {r.id: r.copy_of for r in self._store.reports() if r.copy_of}
        return self._originals.get(id_, id_)
