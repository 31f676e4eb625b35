"""Dateline from Python: `read()` gives a `Reading`, a dossier that can show itself; `open_case()` a `Case` of many."""

from __future__ import annotations

from dateline.api.case import Case, open_case
from dateline.api.reading import Reading, is_path, read, read_many, read_url

__all__ = ["Case", "Reading", "is_path", "open_case", "read", "read_many", "read_url"]
