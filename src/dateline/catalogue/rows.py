"""What the catalogue holds, as types: entries for names, heads for common nouns, titles for offices."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from dateline.errors import DatelineError
from dateline.model.vocabulary import ActorKind

Number = Literal["person", "group", "thing"]
"""`person` may be counted ("three soldiers"), `group` is a body of people ("brigade", "ministry"), `thing` stands for
the force that uses it ("warplanes bombed …")."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A known actor. `countries` are ISO 3166-1 alpha-2 codes (its own or where it acts), `part_of` an entry's key.
    `ambiguous` lists the names that also mean something else: they need exactly the case of the file, and a report
    that names countries must name one of the entry's; of several entries that share one, those that do not list it
    come first. `source` says where the row comes from."""

    key: str
    name: str
    kind: ActorKind
    countries: tuple[str, ...]
    part_of: str | None
    aliases: tuple[str, ...]
    source: str
    ambiguous: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    capital: str | None = None
    years: tuple[int, int] | None = None
    """First and last year in which it was active (9999 for one that still is), None where the row does not say."""

    def active(self, year: int) -> bool:
        """Whether it was active in a year, or the row does not say."""
        return self.years is None or self.years[0] <= year <= self.years[1]

    @property
    def country(self) -> str | None:
        """The country it belongs to, or None for one that belongs to several or to none."""
        return self.countries[0] if len(self.countries) == 1 else None


@dataclass(frozen=True, slots=True)
class Head:
    """A common noun that heads actor phrases: what kind of actor it is, whether it is armed."""

    lemma: str
    kind: ActorKind
    number: Number
    armed: bool
    source: str


@dataclass(frozen=True, slots=True)
class Title:
    """A person's title or office: `role` as a word for the kind of office (military, executive, spokesperson …),
    `leads` where the holder leads the organisation named with it."""

    words: str
    role: str
    leads: bool
    source: str


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the catalogue's data files. Raises DatelineError where a row has too few or too many cells."""
    lines = files("dateline.catalogue").joinpath("data", name).read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise DatelineError(
                f"{name}, line {number}: {len(cells)} cells, expected {len(header)} ({', '.join(header)})."
            )
        rows.append(dict(zip(header, cells, strict=True)))
    return rows
