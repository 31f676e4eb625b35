"""Inclusion rules: what counts, as data of the case. Claims that do not count decide nothing, and stay beside the rest;
happenings that do not count are kept and said to be left out.

The JSON form (every key may be left out; what is left out allows everything):

    {"name": "my codebook", "source": "where the rules come from", "numbers": "ucdp-like",
     "claims": {"outlets": [...], "outlets_not": [...], "sources_not": [...], "kinds": [...], "kinds_not": [...],
                "stances": [...], "stances_not": [...]},
     "events": {"min_deaths": 1, "deaths": "low" | "best" | "high", "min_voices": 2, "plover": [...], "acled": [...],
                "ucdp": [1, 2, 3], "statuses": [...], "from": "2017-01-01", "until": "2017-12-31",
                "countries": ["SY"], "dyad": true, "placed": true, "dated": true}}

`acled` takes a pair or an event type alone. `deaths` says which end of the toll `min_deaths` looks at (best).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, Literal, get_args

from dateline.case.ledger.numbers import DEFAULT, rule_named
from dateline.case.ledger.voices import outlet_key
from dateline.case.ledger.words import ROOM, folded
from dateline.errors import SettingsError
from dateline.model.situation import Happening, Said, Side
from dateline.model.vocabulary import PLOVER_TYPES, EventStatus, SourceKind, Stance
from dateline.render.words import plain

End = Literal["low", "best", "high"]
LARGEST: Final = 64_000
"""Characters of the rules of a case."""
_TOP: Final = ("name", "source", "numbers", "claims", "events")
_CLAIMS: Final[dict[str, tuple[str, ...]]] = {
    "outlets": (),
    "outlets_not": (),
    "sources_not": (),
    "kinds": get_args(SourceKind),
    "kinds_not": get_args(SourceKind),
    "stances": get_args(Stance),
    "stances_not": get_args(Stance),
}
"""Key -> the words that its list may hold, any where there are none."""
_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "plover": PLOVER_TYPES,
    "acled": (),
    "statuses": get_args(EventStatus),
    "countries": (),
}
_FLAGS: Final = ("dyad", "placed", "dated")
_EVENTS: Final = ("min_deaths", "deaths", "min_voices", *_LISTS, "ucdp", "from", "until", *_FLAGS)
KNOWN_FORCES: Final = frozenset({"state", "government", "military", "police", "international organisation"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What a case counts, and by which rule it chooses numbers. `Rules()` counts everything."""

    name: str = "everything"
    source: str = ""
    numbers: str = DEFAULT
    outlets: frozenset[str] | None = None
    outlets_not: frozenset[str] = frozenset()
    sources_not: frozenset[str] = frozenset()
    kinds: frozenset[str] | None = None
    kinds_not: frozenset[str] = frozenset()
    stances: frozenset[str] | None = None
    stances_not: frozenset[str] = frozenset()
    min_deaths: float | None = None
    deaths: End = "best"
    min_voices: int | None = None
    plover: frozenset[str] | None = None
    acled: frozenset[str] | None = None
    ucdp: frozenset[int] | None = None
    statuses: frozenset[str] | None = None
    countries: frozenset[str] | None = None
    first: str | None = None
    last: str | None = None
    dyad: bool = False
    placed: bool = False
    dated: bool = False

    @classmethod
    def from_json(cls, data: str | Mapping[str, Any]) -> Rules:
        """Rules from their JSON form; `SettingsError` for an unknown key or a value that it cannot have."""
        found = _parsed(data) if isinstance(data, str) else data
        if not isinstance(found, Mapping):
            raise SettingsError("rules: they are no JSON object. Write {} for rules that count everything.")
        _keys(found, _TOP, "rules")
        claims, events = (_object(found, key) for key in ("claims", "events"))
        _keys(claims, tuple(_CLAIMS), "rules, claims")
        _keys(events, _EVENTS, "rules, events")
        numbers = _text(found, "numbers", DEFAULT)
        rule_named(numbers)
        lists = {key: _list(claims, key, allowed, "claims") for key, allowed in _CLAIMS.items()}
        return cls(
            name=_text(found, "name", "unnamed"),
            source=_text(found, "source", ""),
            numbers=numbers,
            outlets=_outlets(lists["outlets"]),
            outlets_not=_outlets(lists["outlets_not"]) or frozenset(),
            sources_not=frozenset(map(folded, lists["sources_not"] or ())),
            kinds=lists["kinds"],
            kinds_not=lists["kinds_not"] or frozenset(),
            stances=lists["stances"],
            stances_not=lists["stances_not"] or frozenset(),
            **_event_rules(events),
        )

    @classmethod
    def named(cls, name: str) -> Rules:
        """Rules that come with Dateline: see `profiles()`."""
        return cls.from_json(profile(name))

    def counts(self, said: Said) -> str | None:
        """Why a claim decides nothing, None where it counts."""
        outlet = outlet_key(said.outlet) if said.outlet else None
        if self.outlets is not None and outlet not in self.outlets:
            return f"{said.outlet or 'an unknown outlet'} is none of the outlets that count"
        if outlet is not None and outlet in self.outlets_not:
            return f"{said.outlet} does not count"
        if folded(said.source) in self.sources_not:
            return f"{said.source} does not count as a source"
        if said.source_kind in self.kinds_not or (self.kinds is not None and said.source_kind not in self.kinds):
            return f"a source of the kind {said.source_kind!r} does not count"
        if said.stance in self.stances_not or (self.stances is not None and said.stance not in self.stances):
            return f"what is {said.stance} does not count"
        return None

    def admits(self, happening: Happening) -> str | None:
        """Why a happening is left out, None where it is counted."""
        checks = (
            self._of_type(happening),
            self._of_place_and_day(happening),
            self._of_deaths(happening),
            self._of_sides(happening),
        )
        return next((reason for reason in checks if reason), None)

    def _of_type(self, h: Happening) -> str | None:
        if self.plover is not None and h.plover not in self.plover:
            return f"its type is {h.plover}"
        event_type = (h.acled or "").rsplit("/", 1)[0]
        types = {t for t in (h.acled, event_type, *_openings(h.acled)) if t}
        if self.acled is not None and not types & self.acled:
            return f"its ACLED type is {h.acled or 'not told'}"
        if self.ucdp is not None and h.ucdp not in self.ucdp:
            return "it is no violence that UCDP counts" if h.ucdp is None else f"its UCDP type is {h.ucdp}"
        if self.statuses is not None and h.status not in self.statuses:
            return f"it is told as {h.status}"
        if self.min_voices is not None and h.voices < self.min_voices:
            return f"{h.voices} independent voice{'' if h.voices == 1 else 's'} tell it; {self.min_voices} are needed"
        return None

    def _of_place_and_day(self, h: Happening) -> str | None:
        start, end = (h.when.start, h.when.end) if h.when else (None, None)
        if self.dated and start is None and end is None:
            return "no day is told"
        if self.first and (end or start or "9999") < self.first:
            return f"it was before {self.first}"
        if self.last and (start or end or "") > self.last:
            return f"it was after {self.last}"
        if self.placed and h.where is None:
            return "no place is told"
        country = h.where.country if h.where else None
        if self.countries is not None and country not in self.countries:
            return f"it was in {country}" if country else "the country is not told"
        return None

    def _of_deaths(self, h: Happening) -> str | None:
        if self.min_deaths is None:
            return None
        number = h.slot("deaths").number
        if number is None:
            return "no deaths are told"
        ends = {
            "low": (number.low,),
            "best": (number.best, number.low),
            "high": (number.high, number.best, number.low),
        }[self.deaths]
        told = next((n for n in ends if n is not None), None)
        if told is None:
            return None if number.hedge == "heavy" else "no number of deaths is told"
        return f"{plain(told)} deaths; {plain(self.min_deaths)} are needed" if told < self.min_deaths else None

    def _of_sides(self, h: Happening) -> str | None:
        if not self.dyad:
            return None
        doers = [s for s in h.sides if s.role in {"actor", "side_a", "side_b"} and is_known(s)]
        others = [s for s in h.sides if s.role in {"recipient", "side_a", "side_b"} and (is_known(s) or _civil(s))]
        if not doers:
            return "no known actor does it"
        if not any(d.key != o.key for d in doers for o in others):
            return "its other side is not known"
        return None


def profiles() -> tuple[str, ...]:
    """Names of the rules that come with Dateline."""
    folder = files(ROOM).joinpath("data", "profiles")
    return tuple(sorted(f.name.removesuffix(".json") for f in folder.iterdir() if f.name.endswith(".json")))


def profile(name: str) -> dict[str, Any]:
    """Rules that come with Dateline, in their JSON form; `SettingsError` where there are none of that name."""
    if name not in profiles():
        raise SettingsError(f"rules: there is no profile {name[:40]!r}. Profiles: {', '.join(profiles())}.")
    found: dict[str, Any] = json.loads(files(ROOM).joinpath("data", "profiles", f"{name}.json").read_text("utf-8"))
    return found


def is_known(side: Side) -> bool:
    """Whether a side is a known actor and not only described ("gunmen", "US-backed rebels"): the catalogue has it, it
    is a state's, or its name ends in a capital word."""
    if not side.key.startswith("name:") or side.kind in KNOWN_FORCES:
        return True
    last = side.name.split()[-1:] or [""]
    return last[0][:1].isupper() and len(side.name.split()) > 1


def _civil(side: Side) -> bool:
    return side.kind in {"civilians", "person"} or side.key == "name:civilians"


def _openings(pair: str | None) -> Sequence[str]:
    """ "Explosions/Remote violence/Suicide bomb" begins with an event type that holds a stroke itself."""
    parts = (pair or "").split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts))]


def _event_rules(events: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {key: _list(events, key, allowed, "events") for key, allowed in _LISTS.items()}
    found |= {key: _flag(events, key) for key in _FLAGS}
    found["min_deaths"], found["min_voices"] = _whole(events, "min_deaths"), _whole(events, "min_voices")
    ends = get_args(End)
    found["deaths"] = events.get("deaths", "best")
    if found["deaths"] not in ends:
        raise SettingsError(f"rules, events: “deaths” is {found['deaths']!r}. It may be: {', '.join(ends)}.")
    ucdp = events.get("ucdp")
    if ucdp is not None and not (isinstance(ucdp, list) and all(type(n) is int and n in {1, 2, 3} for n in ucdp)):
        raise SettingsError("rules, events: “ucdp” is no list of 1 (state-based), 2 (non-state), 3 (one-sided).")
    found["ucdp"] = frozenset(ucdp) if ucdp is not None else None
    found["first"], found["last"] = _day(events, "from"), _day(events, "until")
    return found


def _parsed(text: str) -> Any:
    if len(text) > LARGEST:
        raise SettingsError(f"rules: they have {len(text):,} characters; {LARGEST:,} are allowed.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise SettingsError("rules: they are no JSON. Check brackets, commas and quotation marks.") from exc


def _keys(found: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    odd = sorted(str(key) for key in found if key not in known)
    if odd:
        raise SettingsError(f"{where}: there is no key {odd[0][:40]!r}. Keys: {', '.join(known)}.")


def _object(found: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = found.get(key, {})
    if not isinstance(value, Mapping):
        raise SettingsError(f"rules: “{key}” is no JSON object.")
    return value


def _text(found: Mapping[str, Any], key: str, default: str) -> str:
    value = found.get(key, default)
    if not isinstance(value, str):
        raise SettingsError(f"rules: “{key}” is no text.")
    return value


def _list(found: Mapping[str, Any], key: str, allowed: Sequence[str], where: str) -> frozenset[str] | None:
    value = found.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise SettingsError(f"rules, {where}: “{key}” is no list of texts.")
    odd = [v for v in value if allowed and v not in allowed]
    if odd:
        raise SettingsError(f"rules, {where}: “{key}” holds {odd[0][:40]!r}. It may hold: {', '.join(allowed)}.")
    return frozenset(value)


def _flag(found: Mapping[str, Any], key: str) -> bool:
    value = found.get(key, False)
    if not isinstance(value, bool):
        raise SettingsError(f"rules, events: “{key}” is neither true nor false.")
    return value


def _whole(found: Mapping[str, Any], key: str) -> int | None:
    value = found.get(key)
    if value is not None and (type(value) is not int or value < 0):
        raise SettingsError(f"rules, events: “{key}” is no number from 0 on.")
    return value


def _day(found: Mapping[str, Any], key: str) -> str | None:
    value = found.get(key)
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as exc:
        raise SettingsError(f"rules, events: “{key}” is no day. Write it as YYYY-MM-DD.") from exc


def _outlets(found: frozenset[str] | None) -> frozenset[str] | None:
    return frozenset(map(outlet_key, found)) if found is not None else None
