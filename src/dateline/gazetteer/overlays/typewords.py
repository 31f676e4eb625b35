"""What UCDP calls a place ("Teir Maaleh village", "Tadmur/Palmyra town") -> its names and its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline.gazetteer.folding import fold
from dateline.gazetteer.overlays.sizes import kind_of_word
from dateline.model.vocabulary import PlaceKind
from dateline.tsv import rows_of

LONGEST = 120
_BRACKET = re.compile(r"\(([^()]{2,80})\)")
_CODED = re.compile("[0-9]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Named:
    names: tuple[str, ...]
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class _Word:
    use: str
    """drop: says only what kind it is; keep: belongs to the name; division: a province and the like; relation: the
    text describes a place by others."""
    kind: str


@cache
def _words() -> dict[str, _Word]:
    return {row["word"]: _Word(row["use"], row["kind"]) for row in rows_of("dateline.gazetteer", "overlays/type_words")}


def named(text: str, within: tuple[str, ...] = ()) -> Named | None:
    """None where the text names no place of its own: a relation to others, a province, nothing.

    What stands in brackets is another name unless it is that of a division `within` which the place lies; of a base or
    a dam it often tells where it is, so only codes ("T4") are taken there.
    """
    text = _SPACES.sub(" ", text).strip(" ,.;")
    if not text or len(text) > LONGEST or _is_relation(text):
        return None
    inner = _BRACKET.findall(text)
    plain = _SPACES.sub(" ", _BRACKET.sub(" ", text)).strip()
    parts = _parts(plain)
    cut = [_cut(part) for part in parts]
    sorts = [word for _, word in cut if word is not None]
    if not cut or (sorts and sorts[-1].use == "division"):
        return None
    names = [name for name, _ in cut if name]
    above = {fold(division) for division in within}
    settled = bool(sorts) and all(word.use == "drop" for word in sorts)
    bracketed = [n for part in inner for n in _parts(part) if settled or _CODED.search(n)]
    names += [n for n in bracketed if fold(n) not in above]
    if len(parts) == 1 and sorts and sorts[0].kind not in {"city", "village"}:
        names.append(plain)
    distinct: dict[str, str] = {}
    for name in names:
        if len(key := fold(name)) > 1:
            distinct.setdefault(key, name)
    return Named(tuple(distinct.values()), kind_of_word(sorts[-1].kind if sorts else "other")) if distinct else None


def _is_relation(text: str) -> bool:
    words = fold(text).split(" ")
    if any(_use(word) == "relation" for word in words):
        return True
    joined = re.search(r"\s[-–—]\s", text) is not None
    return joined or any(_use(a) == "direction" and b in {"of", "from"} for a, b in pairwise(words))


def _use(word: str) -> str:
    found = _words().get(word)
    return found.use if found else ""


def _parts(text: str) -> list[str]:
    """ "Tadmur/Palmyra town" -> both names; "Water treatment/pumping station" is one."""
    parts = [p.strip() for p in text.split("/")]
    return parts if all(p and (p[0].isupper() or not p[0].isascii()) for p in parts) else [text]


def _cut(text: str) -> tuple[str, _Word | None]:
    """A name without the words at its end that only say its kind, and the word that says it."""
    words, found = text.split(" "), None
    for size in (2, 1):
        while len(words) > size and (word := _words().get(fold(" ".join(words[-size:])))) is not None:
            if word.use in {"relation", "direction"}:
                break
            found = found or word
            if word.use == "keep" or (word.use == "drop" and words[-1][0].isupper()):  # "Gaza City"
                return " ".join(words), found
            words = words[:-size]
    return " ".join(words), found


def division_name(text: str) -> str:
    """ "Homs Governorate" -> "Homs"."""
    words = _SPACES.sub(" ", text).strip().split(" ")
    while len(words) > 1 and (word := _words().get(fold(words[-1]))) is not None and word.use != "keep":
        words = words[:-1]
    return " ".join(words)
