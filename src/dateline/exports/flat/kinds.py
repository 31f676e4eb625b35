"""The kinds of values that a column holds: few, so that every format can say how it writes each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.exports.cells import joined, number

Kind = Literal["text", "texts", "day", "whole", "wholes", "number", "numbers", "yes"]
"""`texts`, `wholes` and `numbers` hold several values in order; a `day` is ISO text; `yes` is true or false."""
Value = str | int | float | bool | None | tuple[str, ...] | tuple[int, ...] | tuple[float | None, ...]
Named = tuple[tuple[str, Kind], ...]
"""Columns in order: (name, kind)."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind


def joined_value(value: Value) -> str:
    """Several values as one text, where a format has no lists; empty where none of them says anything."""
    if not value or not isinstance(value, tuple) or all(v is None or v == "" for v in value):
        return ""
    return joined([v if isinstance(v, str) else "" if v is None else str(number(v)) for v in value])
