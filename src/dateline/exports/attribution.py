"""Whose work stands in an export: gazetteer, outlines, imported datasets, with their licences (`data/credits.tsv`)."""

from __future__ import annotations

from typing import Any

from dateline.exports.columns import rows
from dateline.exports.format import Format
from dateline.exports.material import Material


def credits_of(format_: Format, material: Material) -> list[dict[str, Any]]:
    """Licence and attribution of what the file holds besides the reports' own words."""
    always = [
        {"what": r["what"], "licence": r["licence"], "credit": r["credit"]} for r in rows("credits") if r["in"] == "*"
    ]
    of_data = [
        {"what": r["what"], "licence": r["licence"], "credit": r["credit"]}
        for r in rows("credits")
        if r["in"] in material.told.get("datasets", ())
    ]
    own = [{"what": a.what, "licence": a.licence, "credit": a.credit} for a in format_.attributions]
    return always + of_data + own
