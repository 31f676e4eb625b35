"""A free-standing place string as coders write it: "Road between X and Y", "X/Y border", "western countryside of X".

No parse is needed: every run of capitalised words that are not words of the construction is a name, with the type word
after it. Then the patterns of `spatial` apply, and a few that only such strings have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.annotate.described import Described
from dateline.annotate.place_words import ARTICLES, LINKS, place_types
from dateline.annotate.spatial import describe, find_in
from dateline.annotate.spatial_patterns import ADJECTIVE, DIR, NAME, ROAD, THE, P, X
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.vocabulary import PlaceKind
from dateline.tsv import rows_of

LONGEST = 300
"""Characters of a place string; more is no name of a place."""
_WORD = re.compile(r"[^\W_]+(?:['’‘`´](?!s\b)[^\W_]*)*")
_LINES = r"(?:border|frontier|boundary|axis|front)"
_BEFORE: dict[str, re.Pattern[str]] = {
    "border of three": re.compile(rf"{X}\s?[-–/,]\s?{X}\s?[-–/,]\s?{X}\s{_LINES}", re.IGNORECASE),
    "between three": re.compile(rf"between\s{THE}{P},\s{THE}{P},?\sand\s{THE}{P}", re.IGNORECASE),
    "along": re.compile(
        rf"(?:(?:along|by|on|banks? of)\s{THE}){P}\s(?:in|near|at)\s{THE}(?:{DIR}\s)?{P}", re.IGNORECASE
    ),
}
_AFTER: dict[str, re.Pattern[str]] = {
    "between": re.compile(rf"between\s{THE}{P},?\sand\s{THE}{P}", re.IGNORECASE),
    "road pair": re.compile(rf"{ROAD}\s{P}\s?[-–/]\s?{P}", re.IGNORECASE),
    "near": re.compile(rf"\b(?:near|close to|next to|outside|opposite|beside)\s{THE}{P}", re.IGNORECASE),
    "along": re.compile(rf"\b(?:along|on|by|banks? of)\s{THE}{P}", re.IGNORECASE),
    "in": re.compile(rf"^{P}\s(?:in|near|at)\s{THE}(?:{DIR}\s)?{P}", re.IGNORECASE),
}
"""What only place strings have: tried before and after the patterns of reports."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a place string: its spellings ("Palmyra/Tadmur" has two) and the kind that a type word gives."""

    start: int
    end: int
    names: tuple[str, ...]
    hint: PlaceKind | None


@dataclass(frozen=True, slots=True)
class PlaceString:
    """What a place string says: the construction, or None where it is a plain name, and the names it is built on."""

    text: str
    described: Described | None
    named: tuple[Named, ...]

    def at(self, start: int) -> Named | None:
        return next((n for n in self.named if n.start == start), None)

    @property
    def others(self) -> list[Named]:
        """Names after the construction, which it is no part of ("X/Y border Z Governorate")."""
        d = self.described
        return [n for n in self.named if d is not None and n.start >= d.end]


def read_place_string(text: str, gazetteer: Gazetteer) -> PlaceString:
    """The construction that stands first in a place string, with its names."""
    text = " ".join(re.sub(r"[()\[\]–—]", _plain, text[:LONGEST]).split())
    runs = _names(text, gazetteer)
    masked = _mask(text, runs, gazetteer)
    named = tuple(n for n in runs if masked[n.start] == NAME)
    found = [d for d in _found(masked, text, gazetteer) if d.construct not in {"back", "nearby", "facility"}]
    first = min(found, key=lambda d: (d.start, -d.end), default=None)
    if first is not None and first.construct in {"part", "central part"}:
        first = replace(first, construct="part of")
    return PlaceString(text, first, named)


def _plain(m: re.Match[str]) -> str:
    return "-" if m.group() in "–—" else " "


def _found(masked: str, text: str, gazetteer: Gazetteer) -> list[Described]:
    for table in (_BEFORE, None, _AFTER):
        found = (
            list(find_in(masked, text, 0, len(text), gazetteer))
            if table is None
            else [
                d for name, p in table.items() for m in p.finditer(masked) if (d := describe(name, m, text, gazetteer))
            ]
        )
        if found:
            return found
    return []


@lru_cache(maxsize=1)
def _directions() -> frozenset[str]:
    return frozenset(r["word"] for r in rows_of("dateline.annotate", "structure_words") if r["class"] == "direction")


@lru_cache(maxsize=1)
def _structure() -> frozenset[str]:
    return frozenset(row["word"] for row in rows_of("dateline.annotate", "structure_words"))


# --- names ------------------------------------------------------------------------------------------------------------


def _names(text: str, gazetteer: Gazetteer) -> list[Named]:
    """Runs of name words with the type word that follows; runs on both sides of a slash are spellings of one place,
    unless the string is about a line that two places share."""
    words = list(_WORD.finditer(text))
    runs: list[Named] = []
    i = 0
    while i < len(words):
        j = _run(words, i, text, gazetteer)
        if j == i:
            i += 1
            continue
        runs.append(_typed(words, i, j, text))
        i = next((n for n in range(j, len(words)) if words[n].start() >= runs[-1].end), len(words))
    return _spellings(runs, text)


def _run(words: list[re.Match[str]], i: int, text: str, gazetteer: Gazetteer) -> int:
    """End of the name that starts at word i; i itself where none does."""
    first = words[i].group()
    if first.lower() in _directions() and first[:1].isupper() and _opens(words, i, text, gazetteer):
        j = _run(words, i + 1, text, gazetteer)
        kind = place_types().get(words[j].group().lower(), ("other", False))[0] if j < len(words) else "other"
        return i if kind in {"province", "district"} else j
    if not _starts(first) or (first.lower() in place_types() and not _opens(words, i, text, gazetteer)):
        return i
    j = i + 1
    while j < len(words):
        gap, word = text[words[j - 1].end() : words[j].start()], words[j].group()
        if gap == "-" and not _hyphened(words, i, j, text, gazetteer):
            break
        if gap not in {" ", "-", ". "} or word.lower() in _structure() or word.lower() in place_types():
            break
        if not (
            _starts(word)
            or word[:1].isdigit()
            or (word.lower() in LINKS and j + 1 < len(words) and _starts(words[j + 1].group()))
        ):
            break
        j += 1
    return j


def _opens(words: list[re.Match[str]], i: int, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a type word or a direction opens a name ("Port Sudan", "Eastern Ghouta"), as in few."""
    if i + 1 >= len(words):
        return False
    whole = text[words[i].start() : words[i + 1].end()]
    if gazetteer.country_named(words[i + 1].group()) and not gazetteer.country_named(whole):
        return words[i].group().lower() not in _directions() and gazetteer.has(whole)
    return any(c.match == "exact" for c in gazetteer.candidates(whole))


def _starts(word: str) -> bool:
    """Whether a word may open or make a name: capitalised, and no word of a construction."""
    return (word[:1].isupper() or word.lower() in ARTICLES - {"a", "at", "as", "an", "e"}) and (
        word.lower() not in _structure()
    )


def _hyphened(words: list[re.Match[str]], i: int, j: int, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a hyphen stands inside a name ("al-Sora", "Deir-ez-Zor") rather than between two."""
    left, right = words[j - 1].group(), words[j].group()
    if right.lower() in ARTICLES and right[:1].isupper() and text[words[j].end() : words[j].end() + 1] == " ":
        return False
    if left.lower() in ARTICLES or right.lower() in ARTICLES or right.islower() or right[:1].isdigit():
        return True
    return gazetteer.has(text[words[i].start() : words[j].end()])


def _typed(words: list[re.Match[str]], i: int, j: int, text: str) -> Named:
    """A name with the type word or words that follow it ("Khanasir Subdistrict", "Al Mayadin town")."""
    start, end = words[i].start(), words[j - 1].end()
    name, hint = text[start:end], None
    for n in (2, 1):
        if j + n <= len(words) and text[end : words[j].start()] == " ":
            word = text[words[j].start() : words[j + n - 1].end()].lower()
            known = place_types().get(word)
            if known is not None and word not in _structure() and word != "area":
                return Named(start, words[j + n - 1].end(), (name,), known[0])
    return Named(start, end, (name,), hint)


def _spellings(runs: list[Named], text: str) -> list[Named]:
    line = re.search(rf"\b{_LINES}\b|\broad\b|\bhighway\b", text, re.IGNORECASE) is not None
    out: list[Named] = []
    for run in runs:
        last = out[-1] if out else None
        gap = text[last.end : run.start].strip() if last else ""
        if last is not None and gap == "/" and not (line and _shares(text, run.end)):
            hint = run.hint or last.hint
            out[-1] = Named(last.start, run.end, (*last.names, *run.names), hint)
        else:
            out.append(run)
    return out


def _shares(text: str, end: int) -> bool:
    """Whether the words right after a name are those of a line between it and the name before."""
    return re.match(rf"\s?(?:[-–/]|{_LINES}|road|highway)", text[end:], re.IGNORECASE) is not None


def _mask(text: str, named: list[Named], gazetteer: Gazetteer) -> str:
    chars = list(text)
    for n in named:
        sign = ADJECTIVE if gazetteer.country_of_adjective(n.names[0]) else NAME
        chars[n.start : n.end] = sign * (n.end - n.start)
    return "".join(chars)
