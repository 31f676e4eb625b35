"""Candidate place names in a sentence: what the gazetteer knows, else runs of capitalised words.

Nothing here decides whether a name is a place; annotate.toponym_sense does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from dateline.annotate.place_words import LINKS, Word, contexts, place_types, words_of
from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.parse import Parse, Sentence
from dateline.model.vocabulary import PlaceKind
from dateline.protect.tables import common

LONGEST = 6
"""Words in the longest name tried."""
LARGE = 15_000
"""People of a town whose own name a type word in it does not question."""
WIDEST = 80
"""Characters of the longest name: longer runs of capitals are no names."""
SPATIAL_TYPES = frozenset({"road", "area"})
"""Kinds whose type word does not name the place ("Mokha road", "Taiz area"); annotate.spatial reads those."""
OWN_AREAS = frozenset(
    {
        "mountain",
        "mountains",
        "hills",
        "heights",
        "valley",
        "gorge",
        "plateau",
        "plain",
        "forest",
        "island",
        "islands",
        "enclave",
        "oasis",
        "archipelago",
        "neighbourhood",
        "neighborhood",
        "quarter",
        "suburb",
    }
)
"""Type words of kind area that do name a place ("Golan Heights")."""
BEFORE: dict[str, PlaceKind] = {
    "mount": "area",
    "mt": "area",
    "lake": "other",
    "camp": "facility",
    "fort": "military base",
    "wadi": "area",
    "jebel": "area",
    "jabal": "area",
    "river": "river",
    "port": "facility",
    "gulf": "other",
    "cape": "area",
}
"""Type words that stand before a name without "of" ("Mount Hermon")."""
_FUNCTION = frozenset({"DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "PART"})
GAP = re.compile(r"\s*,?\s+(?:and|or|&)\s+(?:the\s+)?$|,\s+$")


@dataclass(slots=True)
class Found:
    """A name before it is decided on: words a..b of its sentence, name characters, whole characters."""

    start: int
    end: int
    first: int
    last: int
    name: str
    known: bool
    country: bool
    hint: PlaceKind | None = None
    plural: bool = False
    word: str = ""
    """The type word in lower case."""
    rule: str = ""
    within: str | None = None
    contained: bool = False
    """It stands after a place and a comma ("Dori, Burkina Faso")."""
    claimed: bool = False
    """An actor's name has the same words: only a type word or a plain "in" makes it a place."""
    joined: bool = False
    """It follows another known name without a break ("Boston Marathon"): the second word of some longer name."""
    acts: bool = False
    """It is a capital that stands for its government here."""
    street: bool = False
    """It is the name of a street, or of what a street is named after ("Rue Victor Hugo", "Oxford Street")."""
    full_start: int = 0
    full_end: int = 0


def names_in(
    document: Document, parse: Parse, sentence: Sentence, gazetteer: Gazetteer, blocked: list[tuple[int, int]]
) -> list[Found]:
    words = _road_ends(words_of(parse, sentence), document.text, gazetteer)
    out: list[Found] = []
    i = 0
    while i < len(words):
        w = words[i]
        if w is None or not w.capital:
            i += 1
            continue
        if parse.tokens[w.first].pos in _FUNCTION and w.lower != "the":
            i += 1
            continue
        j, found = _whole_run(document, words, i, gazetteer)
        if found is None:
            j, found = _one_name(document, parse, words, i, gazetteer)
        if found is None:
            j, found = _longest(document, words, i, gazetteer)
        if found is None:
            j, found = _unknown(document, words, i, gazetteer)
        claimed = _claimed(found, blocked, gazetteer, document.text) if found is not None else None
        if found is not None and claimed is not None:
            found.claimed = claimed
            read_type(document, words, i, j, found, gazetteer)
            last = out[-1] if out else None
            found.joined = _linked(words, i) or (
                last is not None
                and last.known
                and not last.country
                and document.text[last.full_end : found.start] == " "
            )
            out.append(found)
        i = max(j, i + 1)
    coordinated(document.text, out)
    return out


def _road_ends(words: list[Word | None], text: str, gazetteer: Gazetteer) -> list[Word | None]:
    """Words with the two towns of a road parted ("the Gusau-Zurmi road"): one of them is known, and not the whole."""
    out: list[Word | None] = []
    for n, w in enumerate(words):
        road = words[n + 1] if n + 1 < len(words) else None
        one, hyphen, two = text[w.start : w.end].partition("-") if w else ("", "", "")
        if (
            w is None
            or road is None
            or road.lower not in place_types()
            or place_types()[road.lower][0] != "road"
            or not (hyphen and w.last - w.first == 3 and one != two and two[:1].isupper())
            or gazetteer.has(text[w.start : w.end])
            or not (gazetteer.has(one) or gazetteer.has(two))
        ):
            out.append(w)
            continue
        out.append(Word(w.start, w.start + len(one), w.first, w.first + 1, one.lower(), capital=True))
        out.append(None)
        out.append(Word(w.end - len(two), w.end, w.last - 1, w.last, two.lower(), capital=True))
    return out


def _slice(words: list[Word | None], i: int, j: int) -> list[Word] | None:
    part = [w for w in words[i:j] if w is not None]
    return part if len(part) == len(words[i:j]) else None


def _longest(document: Document, words: list[Word | None], i: int, gazetteer: Gazetteer) -> tuple[int, Found | None]:
    """The longest run of words from i that the gazetteer knows."""
    stop = i + 1
    while stop < len(words) and stop < i + LONGEST:
        w = words[stop]
        if w is None or not (w.capital or w.lower in LINKS or w.lower.isdigit()):
            break
        stop += 1
    for j in range(stop, i, -1):
        part = _slice(words, i, j)
        if part is None or not (part[-1].capital or part[-1].lower.isdigit()):
            continue
        name = re.sub(r"\s+", " ", document.text[part[0].start : part[-1].end])
        if j == i + 1 and not _single(part[0].lower, name, gazetteer):
            continue
        if (noun := _own_noun(words, j, name, document.text, gazetteer)) is not None:
            name = f"{name} {noun.lower}"
            return j + 1, Found(part[0].start, noun.end, part[0].first, noun.last, name, True, False, rule="typed")
        if gazetteer.has(name):
            return j, Found(
                part[0].start,
                part[-1].end,
                part[0].first,
                part[-1].last,
                name,
                True,
                gazetteer.country_named(name) is not None,
            )
    return i + 1, None


def _own_noun(words: list[Word | None], j: int, name: str, text: str, gazetteer: Gazetteer) -> Word | None:
    """The noun in small letters that a name of the gazetteer ends in ("the Suwałki corridor", "the Kyiv reservoir")."""
    noun = words[j] if j < len(words) else None
    if noun is None or noun.capital or noun.lower not in contexts()["own_noun"]:
        return None
    if text[noun.start - 1 : noun.start] == "\n":
        return None
    whole = fold(f"{name} {noun.lower}")
    return noun if any(fold(c.name) == whole for c in gazetteer.candidates(whole)) else None


def _single(lower: str, name: str, gazetteer: Gazetteer) -> bool:
    """Whether one word may be a name at all: no function word, type word or short acronym that is not a country's."""
    if lower in contexts()["not_a_place"] or lower in place_types():
        return False
    return not (name.isupper() and len(name) <= 4) or gazetteer.country_named(name) is not None


def _unknown(document: Document, words: list[Word | None], i: int, gazetteer: Gazetteer) -> tuple[int, Found | None]:
    """Capitalised words that the gazetteer does not know, up to the next known name or type word."""
    first = words[i]
    assert first is not None
    if not _nameable(first, document.text, gazetteer):
        return i + 1, None
    j = i + 1
    while j < len(words) and j < i + 4:
        w = words[j]
        if (
            w is None
            or not (w.capital or w.lower.isdigit())
            or w.lower in place_types()
            or w.lower in contexts()["not_a_place"]
        ):
            break
        if w.lower not in common() and gazetteer.has(document.text[w.start : w.end]) and not w.lower.isdigit():
            break
        j += 1
    last = words[j - 1]
    assert last is not None
    if last.end - first.start > WIDEST:
        return j, None
    name = re.sub(r"\s+", " ", document.text[first.start : last.end])
    return j, Found(first.start, last.end, first.first, last.last, name, False, False)


def _nameable(w: Word, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a word may begin an unknown place's name: no function word, adjective of a country, or acronym."""
    name = text[w.start : w.end]
    if w.lower in contexts()["not_a_place"] or w.lower in BEFORE or w.lower in place_types():
        return False
    return gazetteer.country_of_adjective(name) is None and not (name.isupper() and len(name) <= 4)


def _whole_run(document: Document, words: list[Word | None], i: int, gazetteer: Gazetteer) -> tuple[int, Found | None]:
    """Capitalised words that lead up to a type word are one name, though the gazetteer knows only a part of them
    ("Khor Abu Sen district"), or a known name with a numeral ("Oicha 2")."""
    first = words[i]
    assert first is not None
    if not _nameable(first, document.text, gazetteer):
        return i, None
    j = i + 1
    while j < len(words) and j < i + 5:
        w = words[j]
        if w is None or not (w.capital or (w.lower.isdigit() and len(w.lower) < 3)) or w.lower in place_types():
            break
        j += 1
    last = words[j - 1]
    assert last is not None
    numbered = last.lower.isdigit() and j - i > 1
    if j - i < 2 or not (numbered or _type_after(words, j)):
        return i, None
    name = re.sub(r"\s+", " ", document.text[first.start : last.end])
    if gazetteer.has(name):
        return i, None
    return j, Found(first.start, last.end, first.first, last.last, name, False, False)


def _one_name(
    document: Document, parse: Parse, words: list[Word | None], i: int, gazetteer: Gazetteer
) -> tuple[int, Found | None]:
    """Two to four capitalised words that are one name though the gazetteer has only a part of it: after "the village
    of", or where the engine takes just them for a place ("Campo X" is not the Campo that the gazetteer knows)."""
    first = words[i]
    assert first is not None
    typed = _type_before(words, i, country=False)
    whole = next((e for e in parse.entities_from(first.start) if e.label in {"GPE", "LOC", "FAC"}), None)
    if ((typed is None or typed[0].capital) and whole is None) or not _nameable(first, document.text, gazetteer):
        return i, None
    stop = i + 1
    while stop < min(len(words), i + 5) and (w := words[stop]) is not None and w.capital:
        if w.lower in place_types() or w.lower in contexts()["not_a_place"]:
            break
        stop += 1
    last = words[stop - 1]
    assert last is not None
    name = document.text[first.start : last.end]
    if stop - i < 2 or (typed is None and whole is not None and whole.end != last.end) or "\n" in name:
        return i, None
    if gazetteer.has(name) or (typed is None and any(_area(words[n], document.text, gazetteer) for n in (i, stop - 1))):
        return i, None
    return stop, Found(first.start, last.end, first.first, last.last, name, False, False)


def _area(word: Word | None, text: str, gazetteer: Gazetteer) -> bool:
    """A country's or first-order division's name, which may stand beside a town's without a comma."""
    name = text[word.start : word.end] if word is not None else ""
    return gazetteer.country_named(name) is not None or any(c.kind == "province" for c in gazetteer.candidates(name))


def _claimed(f: Found, blocked: list[tuple[int, int]], gazetteer: Gazetteer, text: str) -> bool | None:
    """Whether an actor's name (spans in text order) is these words: None where it holds more, so that the name is a
    part of it, and False where there is none. A country's own name may be both."""
    n = bisect_left(blocked, (f.end, 0))
    for a, b in blocked[max(0, n - 4) : n]:
        if f.start < b and not (f.country and gazetteer.country_named(text[a:b])):
            return True if f.start <= a and b <= f.end else None
    return False


def _is_town(gazetteer: Gazetteer, name: str) -> bool:
    """ "the provincial capital of X" is the town X; "the capital of North Kivu" only tells of the province."""
    return any(c.kind in {"city", "village"} for c in gazetteer.candidates(name))


def read_type(document: Document, words: list[Word | None], i: int, j: int, f: Found, gazetteer: Gazetteer) -> None:
    """Reads the type word after the name, else before it, and widens the mention to it."""
    f.full_start, f.full_end = f.start, f.end
    if _street(words, i, j):
        f.street = True
        return
    after = _type_after(words, j)
    if after and after[3] and not GAP.search(document.text[max(0, f.start - 6) : f.start]):
        after = None
    if after and (_heads_another(words, j, after) or _named_with_type(f)):
        after = None
    if after and f.country and after[0].lower in contexts()["within_town"]:
        f.country = f.known = False  # "the Brazil neighbourhood" is no part of the country
    if after and not f.country and document.text[f.end : after[0].start].strip() == "":
        f.hint, f.plural, f.full_end, f.rule = after[2], after[3], after[1].end, "typed"
        f.word = " ".join(document.text[after[0].start : after[1].end].lower().split())
        return
    if _is_river(document.text, f, gazetteer):
        f.hint, f.rule = "river", "typed"
        return
    inner = _type_inside(document.text[f.start : f.end]) if f.known and not f.country else None
    if inner and not _well_known_town(gazetteer, f.name):
        f.hint, f.rule = inner, "typed"
        return
    before = _type_before(words, i, country=f.country)
    if before and before[0].lower == "capital" and not f.country and not _is_town(gazetteer, f.name):
        before = None
    if before and before[0].lower == "suburb" and f.known:
        before = None
    if before:
        f.within = f.within or _adjective_before(words, i, document.text, gazetteer)
        f.hint, f.full_start, f.rule, f.word = before[1], before[0].start, "typed", before[0].lower


def _heads_another(words: list[Word | None], j: int, after: tuple[Word, Word, PlaceKind, bool]) -> bool:
    """As in "the Idlib town of Saraqeb": the type word is that of the name after it."""
    if after[2] not in {"city", "village"}:
        return False
    n = next(k for k in range(j, len(words)) if words[k] is after[1])
    link, name = words[n + 1 : n + 2], words[n + 2 : n + 3]
    return bool(link and link[0] and link[0].lower == "of" and name and name[0] and name[0].capital)


def _named_with_type(f: Found) -> bool:
    """As in "the Pope County town": the name has its own type word, and the next word begins something else."""
    last = place_types().get(f.name.lower().rsplit(" ", 1)[-1])
    return f.known and " " in f.name and last is not None and last[0] in {"province", "district"}


def _linked(words: list[Word | None], i: int) -> bool:
    """After a capitalised word and a Romance link ("Universidad de Los Andes"): a part of that longer name."""
    link, before = (words[i - 1], words[i - 2]) if i > 1 else (None, None)
    return (
        link is not None
        and before is not None
        and before.capital
        and link.lower in {"de", "del", "da", "do", "des", "du"}
    )


def _street(words: list[Word | None], i: int, j: int) -> bool:
    """A capitalised word for a street beside the name, or before it with a link ("Calle del X")."""
    after = words[j] if j < len(words) else None
    if after is not None and after.capital and after.lower in contexts()["street_after"]:
        return True
    for n in range(i - 1, max(-1, i - 4), -1):
        before = words[n]
        if before is None or not (before.capital or before.lower in LINKS):
            return False
        if before.lower in contexts()["street_before"]:
            return True
    return False


def _is_river(text: str, f: Found, gazetteer: Gazetteer) -> bool:
    """ "The Dnipro" with its article is the river; the town of that name takes none."""
    if f.country or not text[max(0, f.start - 4) : f.start].lower().endswith("the "):
        return False
    return any(c.kind == "river" for n in (f.name, f"{f.name} River") for c in gazetteer.candidates(n))


def _adjective_before(words: list[Word | None], i: int, text: str, gazetteer: Gazetteer) -> str | None:
    """The country of "the Russian town of X"."""
    one = words[i - 3] if i > 2 else None
    code = gazetteer.country_of_adjective(text[one.start : one.end]) if one is not None else None
    found = gazetteer.country(code) if code else None
    return found.name if found is not None else None


def _well_known_town(gazetteer: Gazetteer, name: str) -> bool:
    """A large town is called so in full, or nothing else is: "Port Sudan", "Fort Worth" are no port and no fort."""
    found = gazetteer.candidates(name)
    towns = [c for c in found if c.kind in {"city", "village"} and fold(c.name) == fold(name)]
    return any(c.population >= LARGE for c in towns) or (bool(towns) and len(towns) == len(found))


def _type_inside(name: str) -> PlaceKind | None:
    """A type word that the gazetteer's own name ends or begins with ("Dnieper River", "Mount Hermon")."""
    words = name.split()
    if len(words) < 2:
        return None
    hit = place_types().get(words[-1].lower())
    if hit is not None and not hit[1] and (hit[0] not in SPATIAL_TYPES or words[-1].lower() in OWN_AREAS):
        return hit[0]
    return BEFORE.get(words[0].lower())


def _type_after(words: list[Word | None], j: int) -> tuple[Word, Word, PlaceKind, bool] | None:
    one = words[j] if j < len(words) else None
    if one is None:
        return None
    two = words[j + 1] if j + 1 < len(words) else None
    three = words[j + 2] if two is not None and j + 2 < len(words) else None
    types = place_types()
    if two is not None and three is not None and (whole := types.get(f"{one.lower} {two.lower} {three.lower}")):
        return one, three, whole[0], whole[1]
    if two is not None and (pair := types.get(f"{one.lower} {two.lower}")):
        return one, two, pair[0], pair[1]
    hit = types.get(one.lower)
    if hit is None or (hit[0] in SPATIAL_TYPES and one.lower not in OWN_AREAS) or one.lower in {"capital", "port"}:
        return None
    return one, one, hit[0], hit[1]


def _type_before(words: list[Word | None], i: int, *, country: bool) -> tuple[Word, PlaceKind] | None:
    """As in "city of X", "Mount X"; a country's name takes none, except "the capital of X", which is a city."""
    one = words[i - 1] if i else None
    if one is None:
        return None
    if one.lower in BEFORE and one.capital and not country:
        return one, BEFORE[one.lower]
    two = words[i - 2] if one.lower == "of" and i > 1 else None
    if two is None or two.capital or two.lower in contexts()["part_of_town"]:
        return None
    hit = place_types().get(two.lower)
    if (
        hit is None
        or hit[1]
        or (country and two.lower != "capital")
        or (hit[0] in SPATIAL_TYPES and two.lower not in OWN_AREAS)
    ):
        return None
    return two, hit[0]


def coordinated(text: str, found: list[Found]) -> None:
    """As in "Beni and Lubero territories": the plural type word is every name's."""
    for n in range(len(found) - 1, 0, -1):
        here, before = found[n], found[n - 1]
        if here.plural and before.hint is None and not before.country and GAP.fullmatch(text[before.end : here.start]):
            before.hint, before.plural, before.rule = here.hint, True, "typed"
