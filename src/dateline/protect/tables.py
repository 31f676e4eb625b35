"""The data files of this room: tab-separated, one header line, a `source` column that says where rows come from."""

from __future__ import annotations

from functools import cache
from importlib import resources

from dateline.protect.folding import fold


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of `data/<name>.tsv` as header -> value."""
    text = resources.files("dateline.protect").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines() if line)
    return tuple(dict(zip(header, line, strict=True)) for line in lines)


@cache
def words(kind: str, name: str = "words") -> frozenset[str]:
    """The folded words of one kind in `data/<name>.tsv`."""
    return frozenset(fold(row["word"]) for row in rows(name) if row["kind"] == kind)


@cache
def common() -> frozenset[str]:
    """Words that stand in any text in lower case, so that they name nobody there ("will", "hope", "young")."""
    return frozenset(fold(row["word"]) for row in rows("common_words"))
