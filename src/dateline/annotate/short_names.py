"""Places by their short forms ("Ala.", "Ont.", "L.A.") and by the words for their people ("Texan", "Europeans").

A short form that is also a word or another abbreviation ("Miss.", "Pa.") counts only after a place and a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.vocabulary import PlaceKind
from dateline.tsv import rows_of

ROOM = "dateline.annotate"
_BEFORE = re.compile(r"[\w.'’)]\s?,\s{1,2}$")
"""What stands before a container: a name and a comma."""


@dataclass(frozen=True, slots=True)
class Short:
    """A short form: the whole name, the kind, the country, whether it may stand without a place before it."""

    name: str
    kind: PlaceKind
    country: str
    alone: bool


@lru_cache(maxsize=1)
def short_forms() -> dict[str, Short]:
    """Short form -> what it stands for."""
    return {
        r["short"]: Short(r["name"], cast("PlaceKind", r["kind"]), r["country"], r["alone"] == "yes")
        for r in rows_of(ROOM, "place_abbreviations")
    }


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """All short forms, longest first, as whole words."""
    forms = sorted(short_forms(), key=lambda s: (-len(s), s))
    return re.compile(rf"(?<![\w.])(?=[A-Z])(?:{'|'.join(map(re.escape, forms))})(?![\w])")


def short_names_in(text: str, start: int, end: int) -> list[tuple[int, int, Short]]:
    """Short forms in a stretch of text that stand as places, with their offsets."""
    found = []
    for m in _pattern().finditer(text, start, end):
        short = short_forms()[m.group()]
        before = text[max(0, m.start() - 40) : m.start()]
        if _BEFORE.search(before) or (short.alone and not before.rstrip().endswith(tuple("0123456789"))):
            found.append((m.start(), m.end(), short))
    return found


@lru_cache(maxsize=1)
def _natives() -> dict[str, tuple[str, str]]:
    """Word for the people of a division, continent or region -> (its name, its country or "")."""
    found = {}
    for row in rows_of(ROOM, "demonyms"):
        for word in row["words"].split("|"):
            found[word] = (row["name"], row["country"])
    return found


def adjective_place(word: str, gazetteer: Gazetteer) -> Candidate | None:
    """The country, division or continent that an adjective or a word for people comes from ("Syrian", "Texans")."""
    for form in (word, word.removesuffix("s")):
        code = gazetteer.country_of_adjective(form)
        if code is not None:
            return gazetteer.country(code)
        if form in _natives():
            name, country = _natives()[form]
            found = [c for c in gazetteer.candidates(name) if (c.country or "") == country and c.kind != "city"]
            return found[0] if found else None
    return None
