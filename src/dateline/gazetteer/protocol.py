"""What Dateline asks of a gazetteer: candidates for a name, countries by adjective, the border of two areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from dateline.model.vocabulary import PlaceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Match = Literal["exact", "bare", "core", "skeleton", "fuzzy", "beginning"]
"""exact: the folded name; bare: but for the Arabic article; core: but for words that say what kind of thing it is
("Bir", "checkpoint"); skeleton: the same consonants and a like sound; fuzzy: a few letters apart; beginning: a name
begins so, asked only by who types one."""
Box = tuple[float, float, float, float]
"""South, west, north, east in degrees WGS84."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. `lat`/`lon` in degrees WGS84 (a town's point, an area's centroid), `radius_km` its
    rough extent, `population` 0 where unknown, `source` the data set, `bbox` of an area where the data give it."""

    name: str
    kind: PlaceKind
    lat: float
    lon: float
    geonames_id: int | None
    country: str | None
    admin1: str | None
    population: int
    radius_km: float
    source: str
    bbox: Box | None = None
    names: int = 1
    """How many names the data set has for it: a rough measure of how well known it is."""
    id: str = ""
    """Where its record stands: "geonames:170063", "supplement:syria:12", "overlay:NAME:ROW"; "" where there is none."""
    admin2: str | None = None
    """The second-order division it lies in, where the data tell it."""
    feature: str = ""
    """GeoNames feature code ("PPLC", "PPLA", "ADM1", "DAM"), "" where unknown."""
    events: int = 0
    """How many coded events an overlay (UCDP GED) has here: a prior for reports about war."""
    match: Match = "exact"
    """How the name that was asked for reached it."""

    @property
    def key(self) -> tuple[str, str, float, float]:
        """What makes two candidates the same place, whichever name found them."""
        return self.name, self.kind, self.lat, self.lon


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO alpha-2 code, with the adjectives of its name ("Iraqi")."""

    code: str
    name: str
    other_names: tuple[str, ...]
    adjectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Border:
    """The shared line of two areas: its middle point, length and a simplified course as (lat, lon) points."""

    lat: float
    lon: float
    length_km: float
    line: tuple[tuple[float, float], ...]


class Gazetteer(Protocol):
    """A read-only register of places. All methods are deterministic and never guess: no match is an empty list."""

    name: str
    version: str

    def candidates(self, name: str) -> list[Candidate]:
        """Every place that bears the name, spelled so up to accents, case, hyphens and the Arabic article."""
        ...

    def similar(self, name: str, country: str) -> list[Candidate]:
        """Places of one country of which the name is likeliest another spelling ("Bukamel", "Abu Kamal")."""
        ...

    def beginning(self, start: str) -> list[Candidate]:
        """Places of which a name begins so (three letters at least), some thousands at most: for whoever types one."""
        ...

    def has(self, name: str) -> bool:
        """Whether `candidates` would give anything, at a fraction of the cost."""
        ...

    def country(self, code: str) -> Candidate | None:
        """The country of an ISO alpha-2 code as a place."""
        ...

    def capital(self, code: str) -> Candidate | None:
        """The capital of a country."""
        ...

    def country_of_adjective(self, word: str) -> str | None:
        """ISO code for "Iraqi", "Syrian", or None."""
        ...

    def country_named(self, name: str) -> str | None:
        """ISO code where the name is a country's, or None."""
        ...

    def border(self, a: Candidate, b: Candidate) -> Border | None:
        """The shared border of two provinces or two countries, or None where they have none."""
        ...

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Countries that share a border with one."""
        ...

    def shape(self, place: Candidate) -> BaseGeometry | None:
        """The outline of an area, the course of a river or road (WGS84, longitude first); None for a mere point."""
        ...

    def division_at(self, lat: float, lon: float) -> Candidate | None:
        """The first-order division that a point lies in, or None at sea and where the data have none."""
        ...
