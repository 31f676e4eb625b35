"""The readers' data files: tab-separated, one header line, a `source` column that says where each row comes from."""

from __future__ import annotations

from functools import cache

from dateline.tsv import rows_of


def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of `data/<name>.tsv` as header -> value."""
    return rows_of("dateline.readers", name)


@cache
def words(name: str) -> frozenset[str]:
    """The `word` column of `data/<name>.tsv`."""
    return frozenset(row["word"] for row in rows(name))
