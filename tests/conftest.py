"""Fixtures for all rooms: a parse of a text, and a small dossier made by hand (fiction on real geography)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Protocol

import pytest

from dateline.model.dossier import Dossier, Dropped, GazetteerUsed, ModelUsed, Receipt
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.parse import Parse
from dateline.model.records import (
    Actor,
    Amount,
    Casualties,
    Claim,
    Coding,
    Control,
    Event,
    Finding,
    Participant,
    Place,
    Relation,
    Source,
    Victim,
    Where,
)
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import ActorKind
from dateline.readers.text import read_text

REPORT = (
    "Shells fall on Malakal\n\n"
    "JUBA, 5 May 2021 (Nile Wire) — On Tuesday the River Guard shelled Malakal, killing several civilians, a nurse who "
    "asked not to be named said. The army backs the River Guard. The army holds Kodok, 40 km north of Malakal. About "
    "300 people fled. Ann Example, 34, was killed.\n"
)


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the overlays of whoever runs it, nor does a program that a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Parse]:
    """Parse a text with the pinned model, loaded once a run."""
    from dateline.engines.spacy import SpacyEngine

    engine = SpacyEngine()
    return lambda text: engine.parse(read_text(text))


class Read(Protocol):
    """Reads a text as a report that was published on a Sunday, unless told otherwise."""

    def __call__(self, text: str, published: str | None = "2024-05-26") -> Dossier: ...


@pytest.fixture(scope="session")
def read() -> Read:
    """The dossier of a text, each text read once a run."""
    from dateline.reading import read_document

    @cache
    def dossier_of(text: str, published: str | None = "2024-05-26") -> Dossier:
        return read_document(read_text(text, published=published))

    return dossier_of


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """One record of nearly every kind, each with the words that say it."""
    return _Maker().dossier()


class _Maker:
    """Builds the sample dossier from quotes of `REPORT`."""

    def __init__(self) -> None:
        self.document = read_text(REPORT)
        self.origin = by_rule("by hand")

    def words(self, quote: str) -> Evidence:
        start = self.document.text.index(quote)
        return self.document.evidence(start, start + len(quote))

    def id(self, kind: str, quote: str) -> str:
        return record_id(self.document.source_sha256, kind, "", [self.words(quote)])

    def dossier(self) -> Dossier:
        claim = self.claim()
        return Dossier(
            format="dateline-dossier/1",
            document=self.document,
            actors=tuple(self.actor(name) for name in ("River Guard", "army")),
            places=(self.place("Malakal", 9.53), self.place("Kodok", 9.89)),
            sources=(self.source(),),
            claims=(claim,),
            events=(self.event(claim.id),),
            victims=(self.victim(),),
            relations=(self.relation(),),
            control=(self.control(),),
            amounts=(self.amount(),),
            media=(),
            findings=(self.finding(),),
            receipt=Receipt(
                dateline="0",
                engine="by hand",
                models=(ModelUsed("none", "0", None),),
                gazetteer=GazetteerUsed("none", "0"),
                codebook="none",
                settings={},
                seconds=0.0,
                dropped=(Dropped("place not in the gazetteer", 1),),
            ),
        )

    def actor(self, name: str) -> Actor:
        kind: ActorKind = "military" if name == "army" else "militia"
        return Actor(self.id("actor", name), name, (), kind, "SS", None, {}, (self.words(name),), self.origin)

    def place(self, name: str, lat: float) -> Place:
        return Place(
            self.id("place", name),
            name,
            "city",
            lat,
            31.66,
            None,
            "SS",
            None,
            None,
            1,
            1,
            5.0,
            "by hand",
            (self.words(name),),
            self.origin,
        )

    def source(self) -> Source:
        return Source(
            self.id("source", "a nurse"),
            "anonymous",
            None,
            "a nurse",
            None,
            "nurse",
            None,
            True,
            (self.words("a nurse"),),
            self.origin,
        )

    def claim(self) -> Claim:
        told = "On Tuesday the River Guard shelled Malakal, killing several civilians"
        return Claim(
            self.id("claim", told),
            self.id("source", "a nurse"),
            (),
            None,
            self.words("said"),
            (self.words(told),),
            False,
            "asserted",
            None,
            None,
            None,
            self.origin,
        )

    def event(self, claim: str) -> Event:
        words = self.words("the River Guard shelled Malakal, killing several civilians")
        when = When(
            "On Tuesday",
            "2021-05-04",
            "2021-05-04",
            "day",
            "relative to publication",
            (self.words("On Tuesday"),),
            (claim,),
        )
        place = self.id("place", "Malakal")
        toll = Casualties("civilians", 3, None, None, "several", (claim,), (self.words("several civilians"),))
        return Event(
            id=self.id("event", words.quote),
            coding=Coding("ASSAULT", None, (), "Explosions/Remote violence/Shelling/artillery/missile attack", 3),
            status="happened",
            who=(Participant("actor", self.id("actor", "River Guard"), (claim,), (self.words("River Guard"),)),),
            where=Where(place, (claim,), (self.words("Malakal"),)),
            when=when,
            deaths=(toll,),
            injured=(),
            targets=(),
            means=(),
            outcome=None,
            count=None,
            parent=None,
            rivals=(),
            claims=(claim,),
            evidence=(words,),
            origin=self.origin,
        )

    def victim(self) -> Victim:
        return Victim(
            self.id("victim", "Ann Example"),
            "Ann Example",
            34,
            None,
            "civilian",
            "killed",
            None,
            True,
            (),
            (self.words("Ann Example, 34, was killed"),),
            self.origin,
        )

    def relation(self) -> Relation:
        words = self.words("The army backs the River Guard")
        return Relation(
            self.id("relation", words.quote),
            self.id("actor", "army"),
            "backs",
            self.id("actor", "River Guard"),
            None,
            (),
            (words,),
            self.origin,
        )

    def control(self) -> Control:
        words = self.words("The army holds Kodok")
        return Control(
            self.id("control", words.quote),
            self.id("place", "Kodok"),
            self.id("actor", "army"),
            "controls",
            None,
            None,
            (),
            (words,),
            self.origin,
        )

    def amount(self) -> Amount:
        words = self.words("About 300 people")
        return Amount(
            self.id("amount", words.quote),
            "displaced",
            "people",
            None,
            None,
            300,
            "about",
            None,
            (),
            (words,),
            self.origin,
        )

    def finding(self) -> Finding:
        words = self.words("40 km north of Malakal")
        return Finding(
            self.id("finding", words.quote),
            "distance",
            "disagrees",
            "warning",
            "Kodok lies 64 km from Malakal, not 40.",
            {"stated_km": 40, "computed_km": 64.1},
            (),
            (words,),
            self.origin,
        )
