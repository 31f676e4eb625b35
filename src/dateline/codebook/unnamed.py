"""Whether a name names anybody: "gunmen" and "Unidentified armed group" do not, "Reed Front" does."""

from __future__ import annotations

from functools import cache, lru_cache

from dateline.codebook.tables import rows


@cache
def _words() -> frozenset[str]:
    return frozenset(r["word"] for r in rows("unnamed_words.tsv"))


@lru_cache(maxsize=4096)
def is_unnamed(name: str) -> bool:
    """Whether a name says only what somebody is: no letter in it is a capital, or it says itself that nobody knows who
    it was. Scripts without capitals name: nobody can tell by the letters."""
    first = name.split(maxsplit=1)[0].casefold() if name.split() else ""
    return first in _words() or name == name.lower() != name.upper()
