"""Dateline: conflict report in, sourced dossier out.

`dateline.read(path_or_text)` reads one report, `read_many` a folder or a table of them, `read_url` a page;
`open_case(path)` opens many at once. A policy (`Policy`, `SHARED`, `OWNER`) says what a view of a dossier shows.
Importing this package loads nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.api import Case, Reading, open_case, read, read_many, read_url
    from dateline.protect.policy import OWNER, SHARED, Policy

__version__ = "0.1.0"
__all__ = [
    "OWNER", "SHARED", "Case", "Policy", "Reading", "__version__", "open_case", "read", "read_many", "read_url",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """The names above, imported when they are first asked for (PEP 562)."""
    if name in {"OWNER", "SHARED", "Policy"}:
        from dateline.protect import policy

        return getattr(policy, name)
    if name in __all__:
        from dateline import api

        return getattr(api, name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
