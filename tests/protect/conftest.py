"""Small dossiers made by hand for this room. Persons and happenings are invented; places and states are real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dateline.model.dossier import Dossier, GazetteerUsed, Receipt
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.records import Actor, Anonymity, Claim, Event, Place, Source, Victim
from dateline.model.records import Coding as Coded
from dateline.model.span import Evidence
from dateline.model.vocabulary import ActorKind, PlaceKind, SourceKind
from dateline.readers.text import read_text

MADE = by_rule("by hand")


class Builder:
    """A dossier in the making: records are given by the words that say them, as often as these stand in the text."""

    def __init__(self, text: str, **document: Any) -> None:
        self.document = read_text(text, **document)
        self.records: dict[str, list[Any]] = {}

    def at(self, quote: str, nth: int = 0) -> Evidence:
        start = -1
        for _ in range(nth + 1):
            start = self.document.text.index(quote, start + 1)
        return self.document.evidence(start, start + len(quote))

    def all(self, *quotes: str) -> tuple[Evidence, ...]:
        found = []
        for quote in dict.fromkeys(quotes):
            start = self.document.text.find(quote)
            while start >= 0:
                found.append(self.document.evidence(start, start + len(quote)))
                start = self.document.text.find(quote, start + len(quote))
        return tuple(sorted(found))

    def _add(self, list_: str, record: Any) -> str:
        self.records.setdefault(list_, []).append(record)
        return str(record.id)

    def _id(self, kind: str, *evidence: Evidence) -> str:
        return record_id(self.document.source_sha256, kind, str(len(self.records.get(kind, []))), evidence)

    def source(self, *mentions: str, name: str | None = None, kind: SourceKind | None = None, **more: Any) -> str:
        """A source; by default one to protect, mentioned by all the words given."""
        spans = self.all(*mentions)
        reason = more.pop("anonymity", None)
        made = Source(
            self._id("source", *spans),
            kind or ("named" if name else "anonymous"),
            name,
            more.pop("description", mentions[0]),
            None,
            more.pop("role", None),
            Anonymity(None, self.all(reason)) if reason else None,
            more.pop("protect", True),
            spans,
            MADE,
        )
        return self._add("sources", replace(made, **more))

    def narrator(self) -> str:
        return self._add(
            "sources", Source(self._id("narrator"), "narrator", None, None, None, None, None, False, (), MADE)
        )

    def claim(self, source: str, words: str, *, quoted: bool = True, cue: str | None = None, **more: Any) -> str:
        spans = self.all(words)[:1]
        made = Claim(
            self._id("claim", *spans),
            source,
            (),
            None,
            self.at(cue) if cue else None,
            spans,
            quoted,
            "asserted",
            None,
            None,
            None,
            MADE,
        )
        return self._add("claims", replace(made, **more))

    def actor(self, *mentions: str, kind: ActorKind = "person", **more: Any) -> str:
        spans = self.all(*mentions)
        made = Actor(self._id("actor", *spans), mentions[0], (), kind, None, None, {}, spans, MADE)
        return self._add("actors", replace(made, **more))

    def place(
        self, *mentions: str, kind: PlaceKind = "city", lat: float | None = 9.5, lon: float | None = 31.6, **more: Any
    ) -> str:
        spans = self.all(*mentions)
        made = Place(
            self._id("place", *spans),
            mentions[0],
            kind,
            lat,
            lon,
            7,
            "SS",
            "Upper Nile",
            "POINT (31.6 9.5)",
            1,
            1,
            2.0,
            None,
            spans,
            MADE,
        )
        return self._add("places", replace(made, **more))

    def victim(self, words: str, *, protect: bool = False, **more: Any) -> str:
        spans = self.all(words)[:1]
        made = Victim(self._id("victim", *spans), words, 34, None, "civilian", "killed", None, protect, (), spans, MADE)
        return self._add("victims", replace(made, **more))

    def event(self, words: str, **more: Any) -> str:
        spans = self.all(words)[:1]
        made = Event(
            self._id("event", *spans),
            Coded("ASSAULT", None, (), None, None),
            "happened",
            (),
            None,
            None,
            (),
            (),
            (),
            (),
            None,
            None,
            None,
            (),
            (),
            spans,
            MADE,
        )
        return self._add("events", replace(made, **more))

    def add(self, list_: str, record: Any) -> str:
        """Any other record, ready made."""
        return self._add(list_, record)

    def dossier(self, **document: Any) -> Dossier:
        lists = {
            name: tuple(self.records.get(name, ()))
            for name in (
                "actors",
                "places",
                "sources",
                "claims",
                "events",
                "victims",
                "relations",
                "control",
                "amounts",
                "media",
                "findings",
            )
        }
        receipt = Receipt("0", "by hand", (), GazetteerUsed("none", "0"), "none", {}, 0.0)
        return Dossier(
            format="dateline-dossier/1", document=replace(self.document, **document), receipt=receipt, **lists
        )


@pytest.fixture(scope="session")
def report() -> Callable[..., Builder]:
    """Start a dossier on a text: `report("Text …")`."""
    return Builder
