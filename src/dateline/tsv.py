"""Data files of a room: tab-separated, one header line, a `source` column that says where each row comes from."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows_of(package: str, name: str) -> tuple[dict[str, str], ...]:
    """All rows of `data/<name>.tsv` of a package as header -> value."""
    text = resources.files(package).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines() if line)
    return tuple(dict(zip(header, line, strict=True)) for line in lines)
