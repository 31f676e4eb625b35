"""Dossiers as JSON: order of keys, round trips, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dateline.errors import DossierError
from dateline.model.dossier import Dossier
from dateline.model.integrity import LISTS, faults
from dateline.model.schema import dossier_from_json, dossier_to_dict, dossier_to_json, json_schema, validate
from dateline.model.span import Evidence

KEYS = ["format", "document", *LISTS, "receipt"]
EVENT_KEYS = (
    "id coding status who where when deaths injured targets means outcome count parent rivals claims evidence origin "
    "score"
).split()


def test_keys_come_in_the_order_of_the_contract(dossier: Dossier) -> None:
    made = json.loads(dossier_to_json(dossier))
    assert list(made) == KEYS
    assert list(made["events"][0]) == EVENT_KEYS
    assert list(made["claims"][0]["content"][0]) == ["start", "end", "quote"]


def test_a_dossier_comes_back_from_its_json_unchanged(dossier: Dossier) -> None:
    assert dossier_from_json(dossier_to_json(dossier)) == dossier
    assert dossier_from_json(dossier_to_json(dossier, indent=2)) == dossier


def test_the_schema_is_sound_and_accepts_a_dossier(dossier: Dossier) -> None:
    Draft202012Validator.check_schema(json_schema())
    Draft202012Validator(json_schema()).validate(dossier_to_dict(dossier))


def broken(dossier: Dossier, change: str) -> Any:
    made = dossier_to_dict(dossier)
    event = made["events"][0]
    if change == "vocabulary":
        event["status"] = "maybe"
    elif change == "no evidence":
        event["evidence"] = []
    elif change == "quote":
        event["evidence"][0]["start"] += 1
        event["evidence"][0]["end"] += 1
    elif change == "reference":
        event["who"][0]["actor"] = "actor-none"
    elif change == "twice":
        made["events"].append(event)
    elif change == "missing key":
        del made["claims"]
    elif change == "own parent":
        event["parent"] = event["id"]
    elif change == "own actor":
        made["relations"][0]["object"] = made["relations"][0]["subject"]
    elif change == "range":
        event["deaths"][0] |= {"low": 5, "high": 3}
    elif change == "interval":
        event["when"]["end"] = "2021-05-01"
    elif change == "format":
        made["format"] = "dateline-dossier/0"
    return made


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("vocabulary", "events.0.status"),
        ("no evidence", "needs evidence"),
        ("quote", "reads"),
        ("reference", "actor-none"),
        ("twice", "2 records"),
        ("missing key", "claims"),
        ("own parent", "leads back to itself"),
        ("own actor", "of an actor to itself"),
        ("range", "run downwards"),
        ("interval", "run downwards"),
        ("format", "format"),
    ],
)
def test_what_breaks_the_contract_is_refused_and_named(dossier: Dossier, change: str, told: str) -> None:
    with pytest.raises(DossierError, match=told):
        validate(broken(dossier, change))


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(DossierError, match="Not a valid dossier"):
        dossier_from_json("{")
    with pytest.raises(DossierError, match="Not a valid dossier"):
        dossier_from_json("[" * 100_000)


def test_every_breach_is_listed(dossier: Dossier) -> None:
    assert faults(dossier) == []
    moved = replace(dossier.relations[0], subject="actor-a", object="actor-b", evidence=(Evidence(0, 1, "x"),))
    assert len(faults(replace(dossier, relations=(moved,)))) == 3
