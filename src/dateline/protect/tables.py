"""The data files of this room: tab-separated, one header line, a `source` column that says where rows come from."""

from __future__ import annotations

from functools import cache

from dateline.protect.folding import fold
from dateline.tsv import rows_of


def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of `data/<name>.tsv` as header -> value."""
    return rows_of("dateline.protect", name)


@cache
def words(kind: str, name: str = "words") -> frozenset[str]:
    """The folded words of one kind in `data/<name>.tsv`."""
    return frozenset(fold(row["word"]) for row in rows(name) if row["kind"] == kind)


@cache
def common() -> frozenset[str]:
    """Words that stand in any text in lower case, so that they name nobody there ("will", "hope", "young")."""
    return frozenset(fold(row["word"]) for row in rows("common_words"))
