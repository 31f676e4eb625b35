"""Dossiers as JSON, and the JSON Schema that is made from the records.

The records stay plain dataclasses; pydantic reads and writes them here, at the edge, and is imported when first used.
Keys come in the order of the contract, which is the order of the fields.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.errors import DossierError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

    from dateline.model.dossier import Dossier

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Dateline dossier, format dateline-dossier/1"
FAULTS = 5
"""Faults that one message lists."""


@cache
def _adapter() -> TypeAdapter[Dossier]:
    from pydantic import TypeAdapter

    from dateline.model.dossier import Dossier

    return TypeAdapter(Dossier)


def dossier_to_dict(dossier: Dossier) -> dict[str, Any]:
    """The dossier as JSON-ready dictionaries and lists."""
    made: dict[str, Any] = _adapter().dump_python(dossier, mode="json")
    return made


def dossier_to_json(dossier: Dossier, *, indent: int | None = None) -> str:
    """The dossier as JSON text; without `indent` on one line."""
    return _adapter().dump_json(dossier, indent=indent).decode()


def dossier_from_json(text: str | bytes) -> Dossier:
    """A dossier read back. Raises `DossierError`, naming the fields, where the text is no dossier of this format."""
    from pydantic import ValidationError

    try:
        dossier = _adapter().validate_json(text, strict=True)
    except ValidationError as exc:
        raise DossierError(_faults(exc)) from exc
    check(dossier)
    return dossier


def validate(loaded: Any) -> None:
    """Raise `DossierError` unless parsed JSON is a dossier that keeps the contract."""
    dossier_from_json(json.dumps(loaded))


def check(dossier: Dossier) -> None:
    """Raise `DossierError` where a dossier breaks what its types cannot hold: quotes, ids, references."""
    from dateline.model.integrity import faults

    if found := faults(dossier):
        raise DossierError("Not a valid dossier: " + _listed(found))


@cache
def _schema_text() -> str:
    made = _adapter().json_schema(mode="serialization")
    return json.dumps({"$schema": SCHEMA_DIALECT, "title": TITLE} | {k: v for k, v in made.items() if k != "title"})


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a dossier."""
    schema: dict[str, Any] = json.loads(_schema_text())
    return schema


def _faults(exc: ValidationError) -> str:
    named = [f"{'.'.join(str(part) for part in e['loc']) or 'dossier'}: {e['msg']}" for e in exc.errors()]
    return "Not a valid dossier: " + _listed(named)


def _listed(faults: list[str]) -> str:
    more = f" … and {len(faults) - FAULTS} more" if len(faults) > FAULTS else ""
    return "; ".join(faults[:FAULTS]) + more
