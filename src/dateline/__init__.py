"""Dateline: conflict report in, sourced dossier out.

`dateline.read(path_or_text)` reads one report. Importing this package loads nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.api import Reading, read

__version__ = "0.1.0"
__all__ = ["Reading", "__version__", "read"]


def __getattr__(name: str) -> Any:
    """`read` and `Reading`, imported when they are first asked for (PEP 562)."""
    if name in {"Reading", "read"}:
        from dateline import api

        return getattr(api, name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
