"""The hand-made tables beside the packed files: countries with their adjectives, and places that city lists lack."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from dateline.errors import DatelineError
from dateline.gazetteer.protocol import Country


def _rows(name: str) -> Iterator[list[str]]:
    text = (files("dateline.gazetteer") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    width = len(lines[0].split("\t"))
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != width:
            raise DatelineError(f"{name}, row {number}: {len(cells)} cells, expected {width}: {line[:60]!r}")
        yield cells


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Countries by ISO code."""
    found = {}
    for code, name, others, adjectives, _ in _rows("countries.tsv"):
        found[code] = Country(
            code, name, tuple(x for x in others.split("|") if x), tuple(x for x in adjectives.split("|") if x)
        )
    return found
