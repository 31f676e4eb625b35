"""Events that nobody told, as many as a benchmark of exports needs: fiction, skewed as reports are.

Made one by one out of few towns and forces and a seeded chance, in microseconds each; nothing is kept. What formats
stumble over is in them at a steady share: no place, no day, days of a month, several voices, words for numbers, text
that acts like a formula, events that the case does not count.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, Final

from dateline.exports.coded import Cited, CodedEvent, Dated, Located, Party, Toll
from dateline.exports.material import Material
from dateline.model.situation import Number
from dateline.model.vocabulary import EventStatus, Hedge, Plover, Precision, Role, SourceKind, Stance

FIRST: Final = dt.date(2030, 1, 1)
DAYS: Final = 3_650
_SYLLABLES: Final = "ba de fi go hu ka le mi no pu ra se ti vo wu za che dra kri sta".split()
CODES: Final[tuple[tuple[Plover, str | None, str | None, int | None], ...]] = (
    ("ASSAULT", "heavy-weapons", "Explosions/Remote violence/Shelling/artillery/missile attack", 1),
    ("ASSAULT", "firearms", "Battles/Armed clash", 1),
    ("ASSAULT", "aerial", "Explosions/Remote violence/Air/drone strike", 1),
    ("ASSAULT", "firearms", "Violence against civilians/Attack", 3),
    ("PROTEST", "demo", "Protests/Peaceful protest", None),
    ("COERCE", "arrest", "Strategic developments/Arrests", None),
    ("CONSULT", None, None, None),
)  # fmt: skip
COUNTRIES: Final = ("SY", "UA", "YE", "SD", "IQ", "AF", "ML", "SO", "CD", "MM", "NG", "CO")
STATUSES: Final[tuple[EventStatus, ...]] = ("happened",) * 16 + ("ongoing", "alleged", "planned", "denied")
STANCES: Final[tuple[Stance, ...]] = ("asserted",) * 8 + ("alleged", "denied")
HEDGES: Final[tuple[Hedge, ...]] = ("exact",) * 6 + ("at least", "about", "several")
WORDS: Final = (
    "shells fell on the {0} market, killing several civilians, residents said",
    "fighters of the {1} attacked the town of {0} on Tuesday; the army said that it drove them back",
    "=the {1} took {0}, \"all of it\", a spokesman said",
    "at least a dozen were wounded near {0} in early April, according to a nurse",
)  # fmt: skip


class Fiction:
    """Towns and forces, and a stream of events among them. The same seed gives the same events."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = chance = random.Random(seed)  # noqa: S311 # fiction, no secret
        self.towns = [self._town(n) for n in range(600)]
        self.forces = [
            (
                f"{_word(n + 77).title()} {kind}",
                "militia" if kind == "Guard" else "rebel group",
                chance.choice(COUNTRIES),
            )
            for n in range(120)
            for kind in ("Front", "Brigade", "Guard")
        ]
        self.days = [(FIRST + dt.timedelta(days=n)).isoformat() for n in range(DAYS + 40)]

    def _town(self, n: int) -> tuple[str, float, float, str]:
        lat, lon = self.chance.uniform(-35, 60), self.chance.uniform(-179.9, 179.9)
        return _word(n + 40_000).title(), round(lat, 5), round(lon, 5), COUNTRIES[n % len(COUNTRIES)]

    def events(self, count: int) -> Iterator[CodedEvent]:
        for n in range(count):
            yield self._event(n)

    def _event(self, n: int) -> CodedEvent:
        chance = self.chance
        plover, mode, acled, ucdp = CODES[n % len(CODES)]
        name, lat, lon, country = self.towns[int(len(self.towns) * chance.random() ** 3)]
        one, other = self.forces[int(360 * chance.random() ** 2)], self.forces[int(360 * chance.random() ** 2)]
        day = int(chance.random() * DAYS)
        cited = self._cited(n, day, name, one[0])
        civilians = ucdp == 3
        roles: tuple[Role, Role] = ("actor", "recipient") if n % 3 else ("side_a", "side_b")
        victim = ("civilians", "civilians", country) if civilians else other
        deaths = self._deaths(n) if ucdp else None
        tolls = self._tolls(deaths, victim[0], roles[1], len(cited)) if deaths else ()
        return CodedEvent(
            f"happening-{n:07d}", f"{one[0]} strikes {victim[0]} in {name}", plover, mode,
            ("military",) if ucdp else (), acled, ucdp, STATUSES[n % len(STATUSES)], self._dated(n, day),
            self._located(n, name, lat, lon, country),
            tuple(
                Party(role, who, kind, home, f"name:{who.casefold()}", (who, f"the {who}"))
                for role, (who, kind, home) in zip(roles, (one, victim), strict=True)
            ),
            deaths, f"at least {deaths.best:g}" if deaths and deaths.best else None, None, None, tolls,
            ("market",) if n % 5 == 0 else (), ("mortar shells",) if n % 2 else (), None, cited,
            tuple((c.report, c.event) for c in cited), len(cited), len(cited), ("deaths",) if n % 11 == 0 else (),
            n % 50 != 0, "a rule of the case" if n % 50 == 0 else None,
        )  # fmt: skip

    def _cited(self, n: int, day: int, town: str, force: str) -> tuple[Cited, ...]:
        quote = WORDS[n % len(WORDS)].format(town, force)
        kinds: tuple[SourceKind, ...] = ("named", "group", "organisation", "narrator")
        return tuple(
            Cited(
                f"doc-{n * 31 + k:012x}", f"event-{n * 17 + k:012x}", f"claim-{n * 13 + k:012x}",
                f"{_word(n % 40).title()} Wire", f"Report {n} from {town}", self.days[day + 2 + k],
                f"https://example.org/{n}/{k}", "en", "residents" if k else "a spokesman", kinds[(n + k) % 4],
                ("a local radio",) if n % 9 == 0 else (), STANCES[(n + k) % len(STANCES)], self.days[day + 1],
                quote, 100 + k, 100 + k + len(quote),
            )
            for k in range(1 + n % 3)
        )  # fmt: skip

    def _dated(self, n: int, day: int) -> Dated | None:
        if n % 40 == 0:
            return None
        last, precision = (day, "day") if n % 4 else (day + 29, "month") if n % 8 else (day + 6, "week")
        words = "on Tuesday" if n % 4 else "early April"
        fine: Precision = precision  # type: ignore[assignment] # mypy widens the literals of the choice above
        return Dated(self.days[day], self.days[last], fine, "relative to publication", words)

    def _located(self, n: int, name: str, lat: float, lon: float, country: str) -> Located | None:
        if n % 60 == 0:
            return None
        known = n % 20 != 0
        return Located(
            name, "city", lat if known else None, lon if known else None, country, "North", 100_000 + n % 600,
            1 + n % 6 if known else None, None, 5.0 * (1 + n % 6), "named place", f"near {name}",
        )  # fmt: skip

    def _deaths(self, n: int) -> Number:
        best = float(int(1 / (0.02 + self.chance.random())))
        hedge = HEDGES[n % len(HEDGES)]
        return Number(best, None if hedge == "several" else best, best + n % 4, hedge, "ucdp-like")

    @staticmethod
    def _tolls(deaths: Number, of: str, role: Role, voices: int) -> tuple[Toll, ...]:
        return tuple(
            Toll("killed", of, role, deaths.low, deaths.best, deaths.high, deaths.hedge, "several", at)
            for at in range(voices)
        )  # fmt: skip


def _word(n: int) -> str:
    parts, n = [], n + len(_SYLLABLES)
    while n:
        n, one = divmod(n, len(_SYLLABLES))
        parts.append(_SYLLABLES[one])
    return "".join(reversed(parts))


def material(count: int) -> Material:
    """Material of so many events, made anew each time that it is gone through."""

    def none() -> Iterator[Any]:
        return iter(())

    return Material("case", f"{count:,} events of fiction", lambda: Fiction().events(count), none, none, none)
