"""A dossier while decisions are put into it: actors, places and sources that a correction brings get records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from dateline.case.ledger.decided import DECIDED
from dateline.case.ledger.words import folded
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.ids import record_id
from dateline.model.judgement import Words
from dateline.model.origin import Origin
from dateline.model.records import Actor, Place, Source
from dateline.model.span import Evidence
from dateline.model.vocabulary import SourceKind
from dateline.render.words import Names, clean, names_of

BY_HAND: Final = Origin("person", "review")
"""Who made what a person added."""
_UNNAMED: Final = ("anonymous", "group", "narrator")


@dataclass
class Draft:
    """Records by their ids; those that were not read are made once and found again."""

    document: Document
    actors: dict[str, Actor]
    places: dict[str, Place]
    sources: dict[str, Source]
    names: Names
    """As the report was read: slots are told by them."""
    _known: dict[str, str] = field(default_factory=dict)
    """Folded name of an actor -> its id."""

    @classmethod
    def of(cls, dossier: Dossier) -> Draft:
        made = cls(
            dossier.document,
            {a.id: a for a in dossier.actors},
            {p.id: p for p in dossier.places},
            {s.id: s for s in dossier.sources},
            names_of(dossier),
        )
        made._known = known_actors(dossier.actors)
        return made

    def id_of(self, kind: str, type_: str, evidence: Iterable[Evidence], who: Iterable[Evidence] = ()) -> str:
        """Id of a record of this report."""
        return record_id(self.document.source_sha256, kind, type_, evidence, who)

    def quotes(self, words: Iterable[Words]) -> tuple[Evidence, ...]:
        """Words as evidence, each once; without those that the report does not have."""
        found = (anchored(self.document.text, one) for one in words)
        return tuple(dict.fromkeys(e for e in found if e is not None))

    def actor(self, name: str, evidence: tuple[Evidence, ...]) -> str:
        """The actor of a name; one that the report does not know is made."""
        key = folded(name)
        if key not in self._known:
            id_ = self.id_of("actor", f"{BY_HAND.engine}:{key}", evidence[:1])
            self.actors[id_] = Actor(id_, clean(name), (), "other", None, None, {}, evidence, BY_HAND)
            self._known[key] = id_
        return self._known[key]

    def place(self, value: Mapping[str, Any], now: Place | None, evidence: tuple[Evidence, ...]) -> str:
        """The place of a value. `now` is the one that stood there: it gives the name, or all, where the value does
        not."""
        name = clean(str(value.get("name") or (now.name if now is not None else "")))
        lat, lon = value.get("lat"), value.get("lon")
        if now is not None and folded(name) == folded(now.name) and (lat is None or lon is None):
            return now.id
        for known in self.places.values():
            if folded(known.name) == folded(name) and (known.lat, known.lon) == (lat, lon):
                return known.id
        return self._new_place(name, value, now, evidence)

    def _new_place(self, name: str, value: Mapping[str, Any], now: Place | None, evidence: tuple[Evidence, ...]) -> str:
        lat, lon = value.get("lat"), value.get("lon")
        lat, lon = (float(lat), float(lon)) if lat is not None and lon is not None else (None, None)
        id_ = self.id_of("place", f"{BY_HAND.engine}:{folded(name)}:{lat}:{lon}", evidence[:1])
        kind = now.kind if now is not None and folded(now.name) == folded(name) else "other"
        prec = value.get("where_prec") if lat is not None else None
        country = value.get("country") or (now.country if now is not None else None)
        self.places[id_] = Place(
            id_, name, kind, lat, lon, None, country, value.get("admin1"), None, prec, None, None, DECIDED, evidence,
            BY_HAND,
        )  # fmt: skip
        return id_

    def source(self, value: Mapping[str, Any], evidence: tuple[Evidence, ...]) -> str:
        """The source of a value."""
        id_, name = value.get("id"), clean(str(value.get("name") or ""))
        kind: SourceKind = value.get("kind") or "named"
        if id_ in self.sources:
            return str(id_)
        same = next((s for s in self.sources.values() if folded(self.names.source(s.id)) == folded(name)), None)
        if same is not None:
            return same.id
        made = self.id_of("source", f"{kind}:{folded(name)}", evidence[:1])
        named, described = (None, name) if kind in _UNNAMED else (name, None)
        self.sources[made] = Source(made, kind, named, described, None, None, None, False, evidence, BY_HAND)
        return made

    def into(self, dossier: Dossier, lists: Mapping[str, Any]) -> Dossier:
        """The dossier with other lists of records, and with all that they name."""
        return replace(
            dossier, actors=tuple(self.actors.values()), places=tuple(self.places.values()),
            sources=tuple(self.sources.values()), **lists,
        )  # fmt: skip

    def told(self) -> Names:
        """What things are called, those that were made among them."""
        return Names(
            {a.id: clean(a.name) for a in self.actors.values()},
            {p.id: clean(p.name) for p in self.places.values()},
            dict(self.sources),
        )


def known_actors(actors: Iterable[Actor]) -> dict[str, str]:
    """Folded name or alias of an actor -> its id; names before aliases."""
    found: dict[str, str] = {}
    listed = list(actors)
    for a in listed:
        found.setdefault(folded(a.name), a.id)
    for a in listed:
        for alias in a.aliases:
            found.setdefault(folded(alias), a.id)
    return found


def anchored(text: str, words: Words) -> Evidence | None:
    """The words where they stand: where they were pointed at, else (names hidden since then move what follows them) at
    the place nearest to that. None where the report does not have them."""
    start, end, quote = words
    if not quote or start < 0:
        return None
    if text[start:end] == quote and end - start == len(quote):
        return Evidence(start, end, quote)
    found = nearest(text, quote, start)
    return None if found is None else Evidence(found, found + len(quote), quote)


def nearest(text: str, quote: str, start: int) -> int | None:
    """Where a quote begins, nearest to a place."""
    before, after = text.rfind(quote, 0, start + len(quote)), text.find(quote, start)
    known = [at for at in (before, after) if at >= 0]
    return min(known, key=lambda at: abs(at - start), default=None)


def joined(*found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """All of them, each once, in the order of the text."""
    return tuple(sorted({e for some in found for e in some}))
