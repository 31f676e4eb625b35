"""Records of a view as what JSON holds: fields in their order, keys of several words as they are called in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from dateline.model.situation import Situation

FORMAT: Final = "dateline-situation/1"


def plain(made: Any) -> Any:
    """Dicts, lists, texts, numbers, null. A situation says which format it is in."""
    if isinstance(made, Situation):
        return {"format": FORMAT} | _fields(made)
    if is_dataclass(made) and not isinstance(made, type):
        return _fields(made)
    if isinstance(made, Mapping):
        return {str(k): plain(v) for k, v in made.items()}
    if isinstance(made, (list, tuple, set, frozenset)):
        return [plain(v) for v in made]
    return made


def _fields(made: Any) -> dict[str, Any]:
    return {f.name: plain(getattr(made, f.name)) for f in fields(made)}
