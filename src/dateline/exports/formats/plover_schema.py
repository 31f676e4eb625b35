"""A JSON Schema for records of PLOVER 2.0, made from the codebook's tables; the manual has none of its own.

It holds for records of anybody who follows the manual: further fields may stand beside its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Final

from dateline.codebook import plover
from dateline.codebook.country_codes import country_codes
from dateline.codebook.tables import plover_contexts, plover_types

ADDRESS: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final[dict[str, Any]] = {"type": "string"}
DAY: Final[dict[str, Any]] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
NUMBER_OR_CODE: Final[dict[str, Any]] = {"type": ["number", "string"]}
"""The manual reads "number" as "number or code"."""


def plover_schema() -> dict[str, Any]:
    """The schema; `published` is the same as it stands in the package."""
    return {
        "$schema": ADDRESS,
        "title": "PLOVER 2.0 draft: one event",
        "description": (
            "Made by Dateline from the tables of the PLOVER manual (openeventdata/PLOVER, PLOVER_MANUAL.tex, chapters "
            "Event Categories, Contexts, Country Names and Sector Codes, Data Fields)."
        ),
        "type": "object",
        "required": ["id", "date", "actor", "event"],
        "properties": {
            "id": {"type": "string", "minLength": 1},
            "has_event": {"type": "boolean"},
            "date": DAY,
            "time": TEXT,
            "enddate": DAY,
            "endtime": TEXT,
            "actor": {**_list_of({"$ref": "#/$defs/entity"}), "minItems": 1},
            "recipient": _list_of({"$ref": "#/$defs/entity"}),
            "event": {**_list_of({"enum": list(plover_types())}), "minItems": 1, "uniqueItems": True},
            "event_loc": {"$ref": "#/$defs/location"},
            "event_text": _list_of(TEXT),
            "quad_code": {"enum": sorted(plover.quad_names())},
            "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
            "mode": {**_list_of(TEXT), "uniqueItems": True},
            "context": {**_list_of({"enum": [*plover_contexts(), *plover.auxiliary_modes()]}), "uniqueItems": True},
            "link": TEXT,
            "text": TEXT,
            "text_info": {"$ref": "#/$defs/text_info"},
            "cite_info": {"$ref": "#/$defs/cite_info"},
            "size": _object(dead=NUMBER_OR_CODE, injured=NUMBER_OR_CODE, arrested=NUMBER_OR_CODE),
            "coder": TEXT,
            "coded_date": DAY,
            "coded_time": TEXT,
            "comment": TEXT,
        },
        "allOf": [*_needing_recipients(), *_modes(), *_quads()],
        "$defs": {"entity": _entity(), "location": _location(), "text_info": _text_info(), "cite_info": _cite_info()},
    }


def published() -> dict[str, Any]:
    """The schema as it stands in the package."""
    found = files("dateline.exports").joinpath("data", "formats", "plover.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(found)
    return schema


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _of_type(types: Sequence[str]) -> dict[str, Any]:
    """Records with one of these types among theirs."""
    return {"properties": {"event": {"contains": {"enum": list(types)}}}, "required": ["event"]}


def _needing_recipients() -> list[dict[str, Any]]:
    wanted = sorted(plover.needing_recipients())
    return [{"if": _of_type(wanted), "then": {"required": ["recipient"], "properties": {"recipient": {"minItems": 1}}}}]


def _modes() -> list[dict[str, Any]]:
    """A record of one type has modes of that type alone."""
    found = []
    for type_ in plover_types().values():
        allowed: dict[str, Any] = {"items": {"enum": list(type_.modes)}} if type_.modes else {"maxItems": 0}
        found.append({"if": _only(type_.name), "then": {"properties": {"mode": allowed}}})
    return found


def _quads() -> list[dict[str, Any]]:
    """A record of one type has its quad."""
    return [
        {"if": _only(type_), "then": {"properties": {"quad_code": {"const": quad}}}}
        for type_, quad in plover.quads().items()
    ]


def _only(type_: str) -> dict[str, Any]:
    return {"properties": {"event": {"const": [type_]}}, "required": ["event"]}


def _entity() -> dict[str, Any]:
    """Who it is must be told in some way."""
    sector = "|".join(plover.sectors())
    return {
        **_object(
            code={"enum": _codes()},
            sector={"type": "string", "pattern": f"^({sector})([A-Za-z]{{3}})?$"},
            entity_text=TEXT, identifier_id=TEXT, identifier_text=TEXT, religion=TEXT, ethnicity=TEXT, office=TEXT,
            gender=TEXT, age={"type": "integer"},
        ),
        "anyOf": [{"required": [name]} for name in ("code", "sector", "entity_text", "identifier_id")],
    }  # fmt: skip


def _codes() -> list[str]:
    """ISO 3166-1 alpha-3 of states and of the few territories that PLOVER writes apart, and international bodies."""
    own = {code for code, _ in plover.countries().values()}
    states = {known.iso3 for iso2, known in country_codes().items() if iso2 not in plover.countries()}
    return sorted(own | states | set(plover.nonstate()))


def _location() -> dict[str, Any]:
    return _object(
        extracted_place=TEXT, resolved_place=TEXT, geonameid={"type": "integer"},
        lat={"type": "number", "minimum": -90, "maximum": 90}, lon={"type": "number", "minimum": -180, "maximum": 180},
        city=TEXT, district=TEXT, province=TEXT, country=TEXT, country_code={"enum": _codes()},
        feature_class={"type": "string", "pattern": "^[AHLPRSTUV]$"}, feature_code=TEXT,
        resolution={"type": "integer", "minimum": 1, "maximum": 5},
    )  # fmt: skip


def _text_info() -> dict[str, Any]:
    offset = {"type": "integer", "minimum": 0}
    return _object(sequence={"type": "integer"}, start=offset, end=offset, text_story=_list_of(TEXT))


def _cite_info() -> dict[str, Any]:
    return _object(
        corpus=TEXT, citation=TEXT, url=TEXT, title=TEXT, language={"type": "string", "pattern": "^[a-z]{2,3}(-.+)?$"},
        publication=TEXT, license=TEXT, copyright=TEXT, coder=TEXT, codebook=TEXT, version=TEXT,
    )  # fmt: skip
