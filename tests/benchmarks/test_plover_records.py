"""Records of PLOVER 0.5b1 in the names of 2.0, on invented ones."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from benchmarks.bench_plover_records import brought, names
from dateline.codebook import plover
from dateline.codebook.tables import plover_contexts, plover_types
from dateline.exports.formats.plover_schema import plover_schema

SCHEMA = jsonschema.Draft202012Validator(plover_schema())


def old(**more: Any) -> dict[str, Any]:
    """A record in the fields of 0.5b1 (fiction)."""
    given: dict[str, Any] = {
        "id": "X-1", "date": "2031-05-06", "event": "DEMAND", "eventText": "demanded", "language": "en",
        "source": [{"actorText": "Kenya", "code": "KEN", "sector": "GOV"}],
        "target": [{"actorText": "Uganda", "code": "UGA"}], "context": "diplomatic, refugees",
        "text": "Kenya demanded talks with Uganda.", "publication": "Nile Wire", "coder": "nobody",
    }  # fmt: skip
    return {**given, **more}


@pytest.mark.parametrize(
    ("more", "event", "mode"),
    [
        ({}, "REQUEST", None),
        ({"event": "INVESTIGATE", "mode": ""}, "ACCUSE", "investigate"),
        ({"event": "DISAPPROVE"}, "ACCUSE", "disapprove"),
        ({"event": "FIGHT", "mode": "assassinate"}, "ASSAULT", "targeted"),
        ({"event": "PROTEST", "mode": "strike-hun"}, "PROTEST", "hunger"),
        ({"event": "THREATEN", "mode": "curfew"}, "THREATEN", "restrict"),
        ({"event": "COERCE", "mode": "curfew"}, "COERCE", "curfew"),
        ({"event": "FIGHT", "mode": "other"}, "ASSAULT", None),
    ],
)
def test_old_names_become_those_of_today(more: dict[str, Any], event: str, mode: str | None) -> None:
    made = brought(old(**more), names())
    SCHEMA.validate(made)
    assert (made["event"], made.get("mode")) == ([event], [mode] if mode else None)
    assert made["context"] == ["diplomatic", "migration"]


def test_a_host_becomes_the_recipient_of_a_visit() -> None:
    made = brought(old(event="CONSULT", mode="host"), names())
    assert (made["actor"][0]["code"], made["recipient"][0]["code"], made["mode"]) == ("UGA", "KEN", ["visit"])


@pytest.mark.parametrize(
    "more",
    [
        {"event": "AID", "target": ""},
        {"source": []},
        {"source": [{"code": "JAP"}]},
        {"source": [{"code": "KEN", "sector": "MOS"}]},
        {"event": "FIGHT", "mode": "deport"},
    ],
)
def test_slips_of_a_coder_stay_slips(more: dict[str, Any]) -> None:
    assert not SCHEMA.is_valid(brought(old(**more), names()))


def test_all_names_of_today_are_in_the_codebook() -> None:
    modes = {mode for type_ in plover_types().values() for mode in type_.modes}
    known = {"mode": modes, "context": set(plover_contexts()), "sector": set(plover.sectors())}
    for (field, _), now in names().items():
        assert not now or now in known[field]
