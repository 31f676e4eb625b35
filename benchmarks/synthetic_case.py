"""Reports that nobody wrote, as many as a benchmark of cases needs: what is skewed in reports is skewed here.

A few countries and a few of their towns have most of the events, days come in bursts, words follow Zipf's law (a word
in every third claim, thousands in a handful), most tolls are small. Towns, forces and words are made of syllables; the
same seed gives the same reports.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from dateline.case.store.entry import EPOCH
from dateline.case.store.protocol import Box
from dateline.model.document import Document, Published, Section
from dateline.model.dossier import FORMAT, Dossier, GazetteerUsed, Receipt
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.records import Actor, Casualties, Claim, Coding, Event, Participant, Place, Source, Where
from dateline.model.span import Evidence
from dateline.model.values import When

CLAIMS: Final = 40
EVENTS: Final = 15
"""Of one report; each event is stated by two or three claims."""
TOWNS_A_REPORT: Final = 6
ACTORS_A_REPORT: Final = 8
SOURCES_A_REPORT: Final = 10
WORDS_A_CLAIM: Final = 18
VOCABULARY: Final = 30_000
FIRST: Final = (dt.date(2011, 3, 1) - EPOCH).days
DAYS: Final = 4_800
COUNTRIES: Final = {
    "SY": (32.5, 36.0, 37.0, 42.0), "UA": (45.0, 30.0, 51.0, 39.0), "YE": (13.0, 43.0, 17.0, 49.0),
    "SD": (9.0, 22.0, 19.0, 36.0), "IQ": (30.0, 41.0, 37.0, 47.0), "AF": (30.0, 61.0, 37.0, 71.0),
    "ML": (12.0, -8.0, 20.0, 3.0), "SO": (0.0, 42.0, 11.0, 50.0), "CD": (-5.0, 24.0, 4.0, 31.0),
    "MM": (16.0, 93.0, 27.0, 100.0), "NG": (6.0, 4.0, 13.0, 14.0), "CO": (1.0, -78.0, 9.0, -71.0),
}  # fmt: skip
"""South, west, north and east of where its towns lie; the first have most of the events."""
TOWNS: Final = 60
"""Of one country."""
CODES: Final = (
    ("ASSAULT", "Explosions/Remote violence/Shelling/artillery/missile attack"), ("ASSAULT", "Battles/Armed clash"),
    ("ASSAULT", "Explosions/Remote violence/Air/drone strike"), ("PROTEST", "Protests/Peaceful protest"),
    ("ASSAULT", "Violence against civilians/Attack"), ("COERCE", "Strategic developments/Arrests"), ("ACCUSE", None),
    ("MOBILIZE", None), ("AID", None), ("CONSULT", None),
)  # fmt: skip
_ORIGIN: Final = by_rule("made for a benchmark")
_SYLLABLES: Final = "ba de fi go hu ka le mi no pu ra se ti vo wu za che dra kri sta".split()


def zipf(count: int, slope: float = 1.0) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Shares of `count` things of which few are common."""
    weights = 1.0 / np.arange(1, count + 1) ** slope
    return np.asarray(weights / weights.sum())


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    country: str
    lat: float
    lon: float


class World:
    """What all reports are about, and a stream of them."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = np.random.default_rng(seed)
        self.words = [_word(n) for n in range(VOCABULARY)]
        self.often = zipf(VOCABULARY)
        self.towns = [self._town(n) for n in range(len(COUNTRIES) * TOWNS)]
        self.visited = np.outer(zipf(len(COUNTRIES)), zipf(TOWNS)).ravel()
        self.forces = [f"{_word(n + 77).title()} {kind}" for n in range(120) for kind in ("Front", "Brigade", "Guard")]
        self.active = zipf(len(self.forces), 0.8)

    def _town(self, n: int) -> Town:
        country, (south, west, north, east) = list(COUNTRIES.items())[n // TOWNS]
        lat, lon = self.chance.uniform((south, west), (north, east))
        return Town(_word(n + 40_000).title(), country, round(float(lat), 4), round(float(lon), 4))

    def somewhere(self) -> Town:
        """A town as it comes up in the reports: mostly a busy one."""
        return self.towns[int(self.chance.choice(len(self.towns), p=self.visited))]

    def box(self, degrees: float = 1.0) -> Box:
        """A box around such a town."""
        town, half = self.somewhere(), degrees / 2
        return Box(town.lat - half, town.lon - half, town.lat + half, town.lon + half)

    def month(self) -> tuple[int, int]:
        start = FIRST + int(self.chance.integers(0, DAYS - 31))
        return start, start + 30

    def word(self, first: int, last: int) -> str:
        """A word of those ranks: 0 is the commonest."""
        return self.words[int(self.chance.integers(first, last))]

    def reports(self, count: int, first: int = 0) -> Iterator[Dossier]:
        for number in range(first, first + count):
            yield _Report(self, number).dossier()


def _word(n: int) -> str:
    """The n-th word: common ones are short."""
    parts, n = [], n + len(_SYLLABLES)
    while n:
        n, one = divmod(n, len(_SYLLABLES))
        parts.append(_SYLLABLES[one])
    return "".join(reversed(parts))


class _Report:
    """One report: its text first, then the records around its words."""

    def __init__(self, world: World, number: int) -> None:
        self.world, chance = world, world.chance
        self.number, self.day = number, FIRST + int(chance.beta(2, 2) * (DAYS - 40)) + int(chance.integers(0, 30))
        self.towns = [world.somewhere() for _ in range(TOWNS_A_REPORT)]
        self.forces = [world.forces[int(n)] for n in chance.choice(len(world.forces), ACTORS_A_REPORT, p=world.active)]
        self.forces = list(dict.fromkeys(self.forces))
        drawn = chance.choice(VOCABULARY, (CLAIMS, WORDS_A_CLAIM), p=world.often)
        self.told: list[tuple[int, int]] = []
        title = f"Report {number} from {self.towns[0].name}"
        lines, at = [title, "\n\n"], len(title) + 2
        for n, row in enumerate(drawn):
            words = [world.words[i] for i in row]
            town, force = self.towns[self._event_of(n) % TOWNS_A_REPORT], self.forces[n % len(self.forces)]
            line = f"{force} {' '.join(words[:9])} in {town.name} {' '.join(words[9:])}"
            lines += [line, ". "]
            self.told.append((at, at + len(line)))
            at += len(line) + 2
        text = "".join(lines)
        self.sha = hashlib.sha256(text.encode()).hexdigest()
        sections = (Section("title", 0, len(title)), Section("paragraph", len(title) + 2, len(text)))
        self.document = Document(
            f"doc-{self.sha[:12]}", title, (), f"{_word(number % 40).title()} Wire", None,
            Published((EPOCH + dt.timedelta(days=self.day)).isoformat(), "given"), "en", None, self.sha, text, sections,
        )  # fmt: skip

    @staticmethod
    def _event_of(claim: int) -> int:
        return claim % EVENTS

    def _words(self, claim: int, longest: int | None = None) -> Evidence:
        start, end = self.told[claim]
        return self.document.evidence(start, min(end, start + longest) if longest else end)

    def _id(self, kind: str, words: Evidence, type_: str = "") -> str:
        return record_id(self.sha, kind, type_, [words])

    def dossier(self) -> Dossier:
        sources = tuple(
            Source(self._id("source", self._words(n)), "organisation", f"{_word(n + self.number % 300).title()} Office",
                   None, None, None, None, False, (self._words(n, 12),), _ORIGIN)
            for n in range(SOURCES_A_REPORT)
        )  # fmt: skip
        actors = tuple(
            Actor(self._id("actor", self._words(n)), name, (), "militia", None, None, {}, (self._words(n, len(name)),),
                  _ORIGIN)
            for n, name in enumerate(self.forces)
        )  # fmt: skip
        places = tuple(
            Place(self._id("place", self._words(n)), t.name, "city", t.lat, t.lon, None, t.country, None, None, 1, 1,
                  5.0, "made", (self._words(n, 20),), _ORIGIN)
            for n, t in enumerate(self.towns)
        )  # fmt: skip
        claims = tuple(
            Claim(self._id("claim", self._words(n)), sources[n % SOURCES_A_REPORT].id, (), None, None,
                  (self._words(n),), n % 3 == 0, "asserted", None, None, None, _ORIGIN)
            for n in range(CLAIMS)
        )  # fmt: skip
        events = tuple(self._event(n, actors, places, claims) for n in range(EVENTS))
        receipt = Receipt("0", "made", (), GazetteerUsed("none", "0"), "none", {}, 0.0)
        return Dossier(
            FORMAT, self.document, actors, places, sources, claims, events, (), (), (), (), (), (), receipt
        )  # fmt: skip

    def _event(self, n: int, actors: tuple[Actor, ...], places: tuple[Place, ...], claims: tuple[Claim, ...]) -> Event:
        chance, stated = self.world.chance, tuple(claims[c].id for c in range(n, CLAIMS, EVENTS))
        words, start = self._words(n, 80), self.day - int(chance.exponential(3))
        day = (EPOCH + dt.timedelta(days=start)).isoformat()
        plover, acled = CODES[int(chance.integers(0, len(CODES)))]
        dead = float(chance.geometric(0.2)) if acled else None
        toll = Casualties("civilians", dead, dead and dead + n % 3, dead, "exact", stated, (words,)) if dead else None
        return Event(
            self._id("event", words), Coding(plover, None, (), acled, None), "happened",  # type: ignore[arg-type]
            tuple(
                Participant(role, actors[(n + k) % len(actors)].id, stated, (words,))  # type: ignore[arg-type]
                for k, role in enumerate(("actor", "recipient"))
            ),
            Where(places[n % TOWNS_A_REPORT].id, stated, (words,)),
            When("then", day, day, "day", "made", (words,), stated),
            (toll,) if toll else (), (), (), (), None, None, None, (), stated, (words,), _ORIGIN,
        )  # fmt: skip
