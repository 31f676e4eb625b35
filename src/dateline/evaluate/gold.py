"""Gold reports: a folder of NAME.json, annotated by hand, each with its text.

The text is NAME.txt beside it, or the file that the gold's own `text` names, relative to the gold file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from dateline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

Json: TypeAlias = dict[str, Any]
LAYERS = ("places", "actors", "sources", "claims", "events", "relations", "control", "amounts", "findings")


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One annotated report. `published` is the ISO date that the reading is given, or None."""

    name: str
    text: str
    published: str | None
    title: str | None
    layers: dict[str, list[Any]]


def read_gold(path: Path) -> GoldReport:
    """One gold file with its text. Raises InputError where either cannot be read."""
    raw = _loaded(path)
    if not isinstance(raw, dict) or any(not isinstance(raw.get(layer), list) for layer in LAYERS):
        raise InputError(str(path), "is no gold report.", f"It needs the lists {', '.join(LAYERS)}.")
    text = _decoded(path.parent / str(raw["text"]) if raw.get("text") else path.with_suffix(".txt"))
    return GoldReport(path.stem, text, raw.get("published"), raw.get("title"), {layer: raw[layer] for layer in LAYERS})


def _loaded(path: Path) -> Any:
    try:
        return json.loads(_decoded(path))
    except ValueError as exc:
        raise InputError(str(path), f"is not JSON: {exc}.") from exc


def _decoded(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(str(path), f"cannot be read: {exc}.") from exc


def read_gold_folder(folder: Path) -> tuple[GoldReport, ...]:
    """Every gold report of a folder in the order of their names; files like NAME.draft.json are left out."""
    paths = [path for path in sorted(folder.glob("*.json")) if "." not in path.stem]
    if not paths:
        raise InputError(str(folder), "holds no gold report.", "A gold report is NAME.json with NAME.txt beside it.")
    return tuple(read_gold(path) for path in paths)
