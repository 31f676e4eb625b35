"""The kinds of values that a column holds: few, so that every format can say how it writes each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "texts", "day", "whole", "wholes", "number", "numbers", "yes"]
"""`texts`, `wholes` and `numbers` hold several values in order; a `day` is ISO text; `yes` is true or false."""
Value = str | int | float | bool | None | tuple[str, ...] | tuple[int, ...] | tuple[float | None, ...]
Named = tuple[tuple[str, Kind], ...]
"""Columns in order: (name, kind)."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
