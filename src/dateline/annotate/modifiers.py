"""Words that modify or stand for actors: participles after a hyphen, anaphors, adjectives of armed groups. All data."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


def _rows(name: str) -> list[list[str]]:
    text = files("dateline.annotate").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line]


@lru_cache(maxsize=1)
def modifiers() -> dict[str, str]:
    """Participle -> relation predicate ("backed" -> "backs") or "control"."""
    return {row[0]: row[1] for row in _rows("modifiers.tsv")}


@lru_cache(maxsize=1)
def anaphors() -> dict[str, str]:
    """Head lemma -> the class of actor that "the …" alone points back to."""
    return {row[0]: row[1] for row in _rows("anaphors.tsv")}


@lru_cache(maxsize=1)
def armed_words() -> frozenset[str]:
    """Adjectives and nouns that make a group an armed one."""
    return frozenset(row[0] for row in _rows("armed_words.tsv"))
