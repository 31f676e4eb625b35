"""The closed vocabularies of the dossier contract, as types that mypy and the JSON Schema both read."""

from __future__ import annotations

from typing import Literal, get_args

ActorKind = Literal[
    "state",
    "military",
    "rebel group",
    "militia",
    "coalition",
    "government",
    "police",
    "civilians",
    "media",
    "international organisation",
    "ngo",
    "company",
    "person",
    "other",
]
PlaceKind = Literal[
    "city",
    "village",
    "district",
    "province",
    "country",
    "region",
    "border crossing",
    "checkpoint",
    "military base",
    "airport",
    "road",
    "river",
    "desert",
    "facility",
    "area",
    "other",
]
SourceKind = Literal["named", "anonymous", "group", "organisation", "media", "document", "narrator"]
Stance = Literal["asserted", "alleged", "denied", "intended", "possible", "demanded"]
EventStatus = Literal["happened", "ongoing", "planned", "possible", "alleged", "denied"]
Role = Literal["actor", "recipient", "side_a", "side_b", "associate"]
Plover = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Predicate = Literal[
    "member_of",
    "leads",
    "role_in",
    "backs",
    "trains",
    "funds",
    "arms",
    "allied_with",
    "fights_with",
    "opposes",
    "coordinates_with",
    "hosts",
    "neutral_towards",
    "negotiates_with",
]
ControlStatus = Literal[
    "controls",
    "majority",
    "partial",
    "contested",
    "encircled",
    "besieged",
    "lost",
    "seeks",
]
Hedge = Literal[
    "exact",
    "about",
    "at least",
    "at most",
    "more than",
    "less than",
    "several",
    "dozens",
    "hundreds",
    "heavy",
    "unknown",
]
AmountWhat = Literal[
    "distance",
    "force size",
    "wounded",
    "detained",
    "displaced",
    "duration",
    "area",
    "vehicles",
    "weapons",
    "people",
    "incidents",
    "money",
    "other",
]
TargetWhat = Literal[
    "hospital",
    "school",
    "camp",
    "checkpoint",
    "vehicle",
    "infrastructure",
    "place of worship",
    "home",
    "market",
    "aid",
    "media",
    "cultural site",
    "other",
]
SectionKind = Literal["title", "dateline", "paragraph", "heading", "caption", "boilerplate"]
Precision = Literal["day", "days", "week", "month", "year", "range", "unknown"]
Check = Literal[
    "distance",
    "direction",
    "calendar",
    "arithmetic",
    "contradiction",
    "place",
    "number",
    "sequence",
]
Verdict = Literal["agrees", "disagrees", "cannot tell"]
Severity = Literal["info", "warning", "error"]
VictimStatus = Literal["civilian", "combatant", "unknown"]
Harm = Literal["killed", "injured", "detained", "missing", "displaced"]
MediaKind = Literal["video", "photo"]

ACTOR_KINDS: tuple[str, ...] = get_args(ActorKind)
PLACE_KINDS: tuple[str, ...] = get_args(PlaceKind)
PLOVER_TYPES: tuple[str, ...] = get_args(Plover)
SYMMETRIC_PREDICATES = frozenset({"allied_with", "fights_with", "opposes", "coordinates_with", "negotiates_with"})
