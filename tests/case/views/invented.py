"""A small case made by hand: five invented reports from Ituri and North Kivu, on real geography and of real actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.model.dossier import Dossier, GazetteerUsed, Receipt
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.records import (
    Actor,
    Casualties,
    Claim,
    Coding,
    Control,
    Event,
    Participant,
    Place,
    Relation,
    Source,
    Where,
)
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import PlaceKind
from dateline.readers.text import read_text

POINTS = {
    "Beni": (0.4911, 29.4731),
    "Bunia": (1.5667, 30.25),
    "Goma": (-1.6585, 29.2204),
    "Rwampara camp": (1.51, 30.21),
    "Taveuni": (-16.83, -179.97),
    "أم درمان": (15.64, 32.48),
}
COUNTRIES = {"Taveuni": "FJ", "أم درمان": "SD"}
KINDS = {"ADF": "rebel group", "army": "military", "M23": "rebel group"}


@dataclass
class Told:
    """A report, put together from quotes of its own text."""

    text: str
    outlet: str
    published: str
    title: str | None = None
    url: str | None = None
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    control: list[Control] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = read_text(
            self.text, published=self.published, outlet=self.outlet, title=self.title, url=self.url
        )
        self.origin = by_rule("by hand")

    def words(self, quote: str) -> Evidence:
        start = self.document.text.index(quote)
        return self.document.evidence(start, start + len(quote))

    def id(self, kind: str, quote: str) -> str:
        return record_id(self.document.source_sha256, kind, "", [self.words(quote)])

    def actor(self, name: str) -> str:
        made = Actor(
            self.id("actor", name), name, (), KINDS.get(name, "other"), "CD", None, {"key": f"test-{name.lower()}"},  # type: ignore[arg-type]
            (self.words(name),), self.origin,
        )  # fmt: skip
        return self.actors.setdefault(name, made).id

    def place(self, name: str) -> str:
        lat, lon = POINTS[name]
        kind: PlaceKind = "area" if "camp" in name else "city"
        made = Place(
            self.id("place", name), name, kind, lat, lon, None, COUNTRIES.get(name, "CD"), None, None, 1, 1, 5.0,
            "by hand", (self.words(name),), self.origin,
        )  # fmt: skip
        return self.places.setdefault(name, made).id

    def claim(self, source: str, content: str, kind: str = "organisation", stance: str = "asserted") -> str:
        by = Source(
            self.id("source", source), kind, source, None, None, None, None, False, (self.words(source),), self.origin  # type: ignore[arg-type]
        )  # fmt: skip
        self.sources.setdefault(source, by)
        made = Claim(
            self.id("claim", content), by.id, (), None, None, (self.words(content),), False, stance, None, None, None,  # type: ignore[arg-type]
            self.origin,
        )  # fmt: skip
        self.claims.append(made)
        return made.id

    def attack(
        self, words: str, place: str | None, day: str | None, *, by: str = "ADF", killed: str | None = None,
        toll: float = 0, claims: Sequence[str] = (), status: str = "happened",
    ) -> str:  # fmt: skip
        told = self.words(words)
        states = tuple(claims)
        deaths = (Casualties("civilians", toll, toll, toll, "exact", states, (self.words(killed),)),) if killed else ()
        when = When(day, day, day, "day", "stated", (told,), states) if day else None
        where = Where(self.place(place), states, (self.words(place),)) if place else None
        self.events.append(
            Event(
                id=self.id("event", words), coding=Coding("ASSAULT", None, (), "Battles/Armed clash", 2),
                status=status,  # type: ignore[arg-type]
                who=(Participant("actor", self.actor(by), states, (self.words(by),)),), where=where, when=when,
                deaths=deaths, injured=(), targets=(), means=(), outcome=None, count=None, parent=None, rivals=(),
                claims=states, evidence=(told,), origin=self.origin,
            )
        )  # fmt: skip
        return self.events[-1].id

    def holds(self, words: str, place: str, actor: str, day: str, status: str = "controls") -> None:
        when = When(day, day, day, "day", "stated", (self.words(words),), ())
        self.control.append(
            Control(
                self.id("control", words), self.place(place), self.actor(actor), status, None, when, (),  # type: ignore[arg-type]
                (self.words(words),), self.origin,
            )
        )  # fmt: skip

    def relates(self, words: str, subject: str, predicate: str, other: str) -> None:
        self.relations.append(
            Relation(
                self.id("relation", words), self.actor(subject), predicate, self.actor(other), None, (),  # type: ignore[arg-type]
                (self.words(words),), self.origin,
            )
        )  # fmt: skip

    def dossier(self) -> Dossier:
        return Dossier(
            format="dateline-dossier/1", document=self.document, actors=tuple(self.actors.values()),
            places=tuple(self.places.values()), sources=tuple(self.sources.values()), claims=tuple(self.claims),
            events=tuple(self.events), victims=(), relations=tuple(self.relations), control=tuple(self.control),
            amounts=(), media=(), findings=(),
            receipt=Receipt("0", "by hand", (), GazetteerUsed("none", "0"), "none", {}, 0.0, ()),
        )  # fmt: skip


def courier() -> Told:
    told = Told(
        "The ADF attacked Beni on Monday, killing 12 civilians, the army said. The army holds Beni.", "Kivu Courier",
        "2021-05-04", title="Attack on Beni", url="https://example.org/beni",
    )  # fmt: skip
    claim = told.claim("the army", "The ADF attacked Beni on Monday, killing 12 civilians")
    told.attack("attacked Beni", "Beni", "2021-05-03", killed="12 civilians", toll=12, claims=[claim])
    told.actor("army")
    told.holds("The army holds Beni", "Beni", "army", "2021-05-03")
    return told


def post() -> Told:
    told = Told(
        "Nine bodies were counted in Beni after Monday's ADF raid, the Red Cross said: 9 civilians dead.",
        "Congo Post", "2021-05-05",
    )  # fmt: skip
    claim = told.claim("the Red Cross", "9 civilians dead")
    told.attack("ADF raid", "Beni", "2021-05-03", killed="9 civilians", toll=9, claims=[claim])
    return told


def bunia() -> Told:
    told = Told("The ADF struck near Bunia on 6 May. Nobody was hurt. M23 backs the ADF.", "Congo Post", "2021-05-07")
    told.attack("struck near Bunia", "Bunia", "2021-05-06")
    told.relates("M23 backs the ADF", "M23", "backs", "ADF")
    return told


def undated() -> Told:
    told = Told("M23 fought in the hills above Goma, residents said.", "Lake Radio", "2021-06-01")
    claim = told.claim("residents", "M23 fought in the hills above Goma", "group")
    told.attack("fought in the hills", "Goma", None, by="M23", claims=[claim])
    return told


def holding() -> Told:
    told = Told("ADF fighters hold Beni, the rebels say.", "Lake Radio", "2021-05-08")
    told.holds("ADF fighters hold Beni", "Beni", "ADF", "2021-05-08")
    return told
