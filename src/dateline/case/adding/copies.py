"""Of which earlier report a text is a copy: wire copies count once.

Candidates share bands (in the store, or among those that wait to be written); the words decide. What comes first into
the case is the original, whatever its length, and a copy of a copy is one of the original.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import replace
from typing import Final

from dateline.case.adding.nearness import Text, compared, text_of
from dateline.case.store.entry import Entry, unpack
from dateline.case.store.protocol import Store

CANDIDATES: Final = 20
"""Reports that are compared with one, those with most bands in common first."""
REMEMBERED: Final = 500
"""Texts that stay in memory as they are compared: some 70 kB each."""


class Copies:
    """Finds originals. Entries are told in the order in which they are added."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, Entry] = {}
        self._originals: dict[str, str] | None = None
        self._texts: OrderedDict[str, Text] = OrderedDict()

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
        """The original and how much of the shorter text is in the longer, by the most alike of the earlier ones."""
        best: tuple[float, float, str] | None = None
        candidates = self._candidates(entry)
        mine = self._of(entry.id, entry) if candidates else None
        for id_ in candidates:
            other = self._of(id_, self._waiting.get(id_))
            alike = compared(mine, other) if mine is not None and other is not None else None
            if alike is not None and (best is None or (alike.containment, alike.resemblance) > best[:2]):
                best = (alike.containment, alike.resemblance, id_)
        return (self._first(best[2]), best[0]) if best else None

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

    def _of(self, id_: str, entry: Entry | None) -> Text | None:
        """The text of a report; None where it was erased."""
        known = self._texts.get(id_)
        if known is not None:
            self._texts.move_to_end(id_)
            return known
        stored = None if entry is not None else next(self._store.readings([id_]), None)
        dossier = unpack(entry.dossier) if entry is not None else stored.dossier if stored is not None else None
        if dossier is None:
            return None
        known = self._texts[id_] = text_of(dossier.document)
        if len(self._texts) > REMEMBERED:
            self._texts.popitem(last=False)
        return known

    def _first(self, id_: str) -> str:
        """The original of a family."""
        if id_ in self._waiting:
            return self._waiting[id_].copy_of or id_
        if self._originals is None:
            self._originals = {r.id: r.copy_of for r in self._store.reports() if r.copy_of}
        return self._originals.get(id_, id_)
