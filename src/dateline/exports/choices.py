"""The lists of words that a column may hold: the vocabularies of the contract and the codebooks, with meanings."""

from __future__ import annotations

from functools import cache
from typing import Final, get_args

from dateline.codebook.tables import acled_types, plover_contexts, plover_types, ucdp_codes
from dateline.exports.columns import rows
from dateline.model import vocabulary as v

Choice = tuple[str | int, str]
"""A word, or a code, and what it means (empty where the word says it)."""

_CLOSED: Final[dict[str, object]] = {
    "event status": v.EventStatus,
    "hedge": v.Hedge,
    "precision": v.Precision,
    "target": v.TargetWhat,
    "source kind": v.SourceKind,
    "stance": v.Stance,
    "actor kind": v.ActorKind,
    "place kind": v.PlaceKind,
    "control status": v.ControlStatus,
    "relation": v.Predicate,
    "victim status": v.VictimStatus,
    "harm": v.Harm,
    "amount": v.AmountWhat,
    "media kind": v.MediaKind,
    "verdict": v.Verdict,
    "check": v.Check,
    "severity": v.Severity,
}
_OWN: Final = ("ACLED geo_precision", "toll", "yes or no", "decision")
"""Lists whose words `choices.tsv` gives, and not only their meanings."""


@cache
def choices() -> dict[str, tuple[Choice, ...]]:
    """Every list by name."""
    told = {(row["list"], row["value"]): row["meaning"] for row in rows("choices")}
    made = _codebooks()
    for name, type_ in _CLOSED.items():
        made[name] = tuple((word, told.get((name, word), "")) for word in get_args(type_))
    for name in _OWN:
        made[name] = tuple((_code(word), meaning) for (list_, word), meaning in told.items() if list_ == name)
    return made


def _codebooks() -> dict[str, tuple[Choice, ...]]:
    plover, acled = plover_types(), acled_types().values()
    modes: dict[str, list[str]] = {}
    for type_ in plover.values():
        for mode in type_.modes:
            modes.setdefault(mode, []).append(type_.name)
    return {
        "PLOVER type": tuple((t.name, t.gloss) for t in plover.values()),
        "PLOVER mode": tuple((mode, f"of {', '.join(types)}") for mode, types in modes.items()),
        "PLOVER context": tuple((name, "") for name in plover_contexts()),
        "ACLED event type": tuple((name, "") for name in dict.fromkeys(t.event_type for t in acled)),
        "ACLED sub-event type": tuple((t.sub_event_type, f"{t.event_type}: {t.gloss}") for t in acled),
        "UCDP type of violence": tuple(ucdp_codes()["type_of_violence"].items()),
        "UCDP where_prec": tuple(ucdp_codes()["where_prec"].items()),
    }


def _code(word: str) -> str | int:
    """Numbers of a list as numbers, so that they match the cells."""
    return int(word) if word.isdigit() else word
