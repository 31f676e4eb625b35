"""IPTC's JSON Schemas of ninjs, written down anew from the published ones (github.com/iptc/newsinjson, specification/
ninjs-schema_1.4, _2.1 and _3.1): the properties that reports use, closed as they are there."""

from __future__ import annotations

from typing import Any, Final

TEXT: Final = {"type": "string"}
NUMBER: Final = {"type": "number"}
URI: Final = {"type": "string", "format": "uri"}
STAMP: Final = {"type": "string", "format": "date-time"}
TYPES: Final = ["text", "audio", "video", "picture", "graphic", "composite", "component"]
STATUS: Final = {"type": "string", "enum": ["usable", "withheld", "canceled"]}

Schema = dict[str, Any]


def closed(properties: Schema, *required: str) -> Schema:
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return made | ({"required": list(required)} if required else {})  # draft 4 allows no empty list


def listed(properties: Schema, *required: str) -> Schema:
    return {"type": "array", "items": closed(properties, *required)}


CAMEL: Final = {
    "representationtype": "representationType",
    "firstcreated": "firstCreated",
    "versioncreated": "versionCreated",
    "contentcreated": "contentCreated",
    "embargoed": "embargoedUntil",
    "pubstatus": "pubStatus",
    "copyrightholder": "copyrightHolder",
    "copyrightnotice": "copyrightNotice",
    "usageterms": "usageTerms",
    "ednote": "edNote",
    "contenttype": "contentType",
    "charcount": "charCount",
    "wordcount": "wordCount",
    "infosources": "infoSources",
    "altids": "altIds",
    "sizeinbytes": "sizeInBytes",
    "contactinfo": "contactInfo",
}
"""What 3.0 renamed."""


def _common(names: dict[str, str], types: list[str]) -> Schema:
    n = {key: names.get(key, key) for key in CAMEL}
    return {
        "uri": URI,
        "type": {"type": "string", "enum": types},
        n["representationtype"]: TEXT,
        "profile": TEXT,
        "version": TEXT,
        n["firstcreated"]: STAMP,
        n["versioncreated"]: STAMP,
        n["contentcreated"]: STAMP,
        n["embargoed"]: STAMP,
        n["pubstatus"]: STATUS,
        "urgency": NUMBER,
        n["copyrightholder"]: TEXT,
        n["copyrightnotice"]: TEXT,
        n["usageterms"]: TEXT,
        n["ednote"]: TEXT,
        "language": TEXT,
        "title": TEXT,
        "slugline": TEXT,
        "located": TEXT,
    }


def _later(names: dict[str, str], types: list[str], id_: str) -> Schema:
    """2.x and 3.x differ in their names alone, as far as reports go."""
    n = {key: names.get(key, key) for key in CAMEL}
    worded = {"role": TEXT, n["contenttype"]: TEXT, "value": TEXT}
    who = {"name": TEXT, "uri": URI, "literal": TEXT, n["contactinfo"]: {"type": "array"}}
    own: Schema = _common(names, types) | {
        "by": TEXT,
        "headlines": listed(worded, "value"),
        "descriptions": listed(worded, "value"),
        "bodies": listed(worded | {n["charcount"]: NUMBER, n["wordcount"]: NUMBER}, "value"),
        "people": listed(who | {"rel": TEXT}),
        "organisations": listed(who | {"rel": TEXT, "symbols": {"type": "array"}}),
        n["infosources"]: listed(who | {"role": TEXT}),
        n["altids"]: listed({"role": TEXT, "value": TEXT}),
        "renditions": listed(
            {"name": TEXT, "href": URI, n["contenttype"]: TEXT, "title": TEXT, n["sizeinbytes"]: NUMBER}, "name"
        ),
        "standard": closed({"name": TEXT, "version": TEXT, "schema": URI}),
        "associations": {
            "type": "array",
            "items": {
                "$ref": "#/$defs/item",
                "properties": {"name": TEXT},
                "required": ["name", "uri"],
                "unevaluatedProperties": False,
            },
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id_,
        "$defs": {"item": {"type": "object", "properties": own}},
        "$ref": "#/$defs/item",
        "required": ["uri"],
        "unevaluatedProperties": False,
    }


def _first() -> Schema:
    """1.x: "body_text", "headline_short" and the like by pattern, members of `associations` by name."""
    concept = listed({"name": TEXT, "rel": TEXT, "scheme": URI, "code": TEXT})
    own = _common({}, TYPES) | {
        "mimetype": TEXT,
        "byline": TEXT,
        "headline": TEXT,
        "person": concept,
        "organisation": concept,
        "place": concept,
        "infosource": concept,
        "altids": {"type": "object"},
        "renditions": {
            "type": "object",
            "additionalProperties": closed({"href": URI, "mimetype": TEXT, "title": TEXT}),
        },
        "associations": {"type": "object", "additionalProperties": {"$ref": "#"}},
        "$standard": closed({"name": TEXT, "version": TEXT, "schema": URI}),
        "charcount": NUMBER,
        "wordcount": NUMBER,
    }
    patterns = {f"^{name}_[a-zA-Z0-9_]+": TEXT for name in ("description", "body", "headline")}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "id": "https://example.org/ninjs-1",
        **closed(own, "uri"),
        "patternProperties": patterns,
    }


FIRST: Final = _first()
SECOND: Final = _later({}, TYPES, "https://example.org/ninjs-2")
THIRD: Final = _later(CAMEL, [*TYPES, "event", "planning"], "https://example.org/ninjs-3")
