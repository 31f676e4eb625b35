"""Place names in the text: what the gazetteer knows, what a type word or a preposition makes a place.

A country's name counts only where it stands as a location ("in Syria", "Syria's eastern desert"), not where the state
acts ("Russia said", "talks with Iran"). Names inside spans that belong to actors are left alone.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from dateline.annotate.place_words import LINKS, Word, contexts, place_types, words_of
from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import SUBJECTS, Parse, Sentence, Token
from dateline.model.vocabulary import PlaceKind

LONGEST = 6
"""Words in the longest name tried."""
NEAR = 6
"""Countries of the report, most often named first, in which other spellings are looked for."""
HOME = 3
"""Countries whose known places are believed against the engine's label."""
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
OTHER_LABELS = frozenset(
    {"PERSON", "ORG", "NORP", "DATE", "TIME", "WORK_OF_ART", "LAW", "LANGUAGE", "EVENT", "PRODUCT", "MONEY", "PERCENT"}
)
SPATIAL_TYPES = frozenset({"road", "area"})
"""Kinds whose type word does not name the place ("Homs road", "Raqqa area"); annotate.spatial reads those."""
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
"""Type words that stand before a name without "of" ("Mount Sinjar")."""
_APPOSITION = re.compile(
    r",\s(?:an?|the)\s(?:[\w-]{3,14}\s){0,2}?(city|town|village|hamlet|district|province|region|state|suburb|neighbou?rhood|river|airport|airbase|"
    r"checkpoint|island)\s(?:in|of|on|near|at|close|south|north|east|west|about|some|\d)",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r",?\s(?:which\s(?:is|lies)\s)?(?:just|about|some|around|roughly|only)?\s?\d[\d.,]*\s?(?:km|kilomet(?:er|re)s?|miles)\s"
    r"(?:(?:north|south|east|west)|from\s)",
    re.I,
)
_SPATIAL = re.compile(
    r"(?:\b(?:north|south|east|west)(?:-?(?:east|west))?\s(?:of|from)|\b(?:outskirts|suburbs?|countryside|vicinity|edge|centre|"
    r"center)\sof|\b(?:road|highway|motorway|route|railway)\s(?:to|between|linking|connecting|from|towards?)|"
    r"\b(?:km|kms|miles|kilomet(?:er|re)s)\s(?:from|outside|of)|\bapart\sfrom|\bseparates?|\b(?:villages|towns|areas)\saround)"
    r"\s(?:the\s)?$",
    re.I,
)
_COMPASS = re.compile(
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west)ern|central"
)
LANDS = frozenset({"province", "region", "desert", "area", "river"})
_FUNCTION = frozenset({"DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "PART"})
ADMIN = frozenset({"province", "district", "region"})
_GAP = re.compile(r"\s*,?\s+(?:and|or|&)\s+(?:the\s+)?$|,\s+$")


@dataclass(slots=True)
class _Found:
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
    rule: str = ""
    within: str | None = None
    contained: bool = False
    """It stands after a place and a comma ("Dori, Burkina Faso")."""
    full_start: int = 0
    full_end: int = 0


def find_toponyms(
    document: Document, parse: Parse, gazetteer: Gazetteer, taken: list[tuple[int, int]] | None = None
) -> list[Toponym]:
    """Place names in text order, without overlaps; `taken` are spans of actors' names."""
    blocked = sorted(taken or [])
    found: list[_Found] = []
    for sentence in parse.sentences:
        found += _of_sentence(document, parse, sentence, gazetteer, blocked)
    _containers(document.text, found)
    codes = report_countries(parse, gazetteer, [f.name for f in found if f.known])
    _alike(found, gazetteer, codes)
    for f in found:
        _described_after(document.text, f)
    kept = [f for f in found if _decide(parse, f) or _native(parse, f, gazetteer, codes[:HOME])]
    kept += _beside(document.text, found, kept)
    kept += _again(parse, found, kept)
    out = [_toponym(parse, f) for f in kept] + _dateline(document, gazetteer)
    return sorted(out, key=lambda t: (t.start, -t.end))


# --- finding ----------------------------------------------------------------------------------------------------------


def _of_sentence(
    document: Document, parse: Parse, sentence: Sentence, gazetteer: Gazetteer, blocked: list[tuple[int, int]]
) -> list[_Found]:
    words = words_of(parse, sentence)
    out: list[_Found] = []
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
            j, found = _longest(document, words, i, gazetteer)
        if found is None:
            j, found = _unknown(document, words, i, gazetteer)
        if found is not None and not _blocked(found, blocked, gazetteer, document.text):
            _typed(document, words, i, j, found, gazetteer)
            out.append(found)
        i = max(j, i + 1)
    _coordinated(document.text, out)
    return out


def _slice(words: list[Word | None], i: int, j: int) -> list[Word] | None:
    part = words[i:j]
    return None if any(w is None for w in part) else part  # type: ignore[return-value]  # no None left


def _longest(document: Document, words: list[Word | None], i: int, gazetteer: Gazetteer) -> tuple[int, _Found | None]:
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
        if gazetteer.has(name):
            return j, _Found(
                part[0].start,
                part[-1].end,
                part[0].first,
                part[-1].last,
                name,
                True,
                gazetteer.country_named(name) is not None,
            )
    return i + 1, None


def _single(lower: str, name: str, gazetteer: Gazetteer) -> bool:
    """Whether one word may be a name at all: no function word, type word or short acronym that is not a country's."""
    if lower in contexts()["not_a_place"] or lower in place_types():
        return False
    return not (name.isupper() and len(name) <= 4) or gazetteer.country_named(name) is not None


def _unknown(document: Document, words: list[Word | None], i: int, gazetteer: Gazetteer) -> tuple[int, _Found | None]:
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
        if gazetteer.has(document.text[w.start : w.end]) and not w.lower.isdigit():
            break
        j += 1
    last = words[j - 1]
    assert last is not None
    name = re.sub(r"\s+", " ", document.text[first.start : last.end])
    return j, _Found(first.start, last.end, first.first, last.last, name, False, False)


def _nameable(w: Word, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a word may begin an unknown place's name: no function word, adjective of a country, or acronym."""
    name = text[w.start : w.end]
    if w.lower in contexts()["not_a_place"] or w.lower in BEFORE or w.lower in place_types():
        return False
    return gazetteer.country_of_adjective(name) is None and not (name.isupper() and len(name) <= 4)


def _whole_run(document: Document, words: list[Word | None], i: int, gazetteer: Gazetteer) -> tuple[int, _Found | None]:
    """Capitalised words that lead up to a type word are one name, though the gazetteer knows only a part of them
    ("Shah Wali Kot district"), or a known name with a numeral ("Medina 3")."""
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
    return j, _Found(first.start, last.end, first.first, last.last, name, False, False)


def _blocked(f: _Found, blocked: list[tuple[int, int]], gazetteer: Gazetteer, text: str) -> bool:
    for a, b in blocked:
        if a >= f.end:
            break
        if f.start < b and not (f.country and gazetteer.country_named(text[a:b])):
            return True
    return False


# --- type words -------------------------------------------------------------------------------------------------------


def _is_town(gazetteer: Gazetteer, name: str) -> bool:
    """ "the provincial capital of X" is the town X; "the capital of North Darfur" only tells of the province."""
    return any(c.kind in {"city", "village"} for c in gazetteer.candidates(name))


def _typed(document: Document, words: list[Word | None], i: int, j: int, f: _Found, gazetteer: Gazetteer) -> None:
    """Reads the type word after the name, else before it, and widens the mention to it."""
    f.full_start, f.full_end = f.start, f.end
    after = _type_after(words, j)
    if after and after[3] and after[2] not in ADMIN and not _GAP.search(document.text[max(0, f.start - 6) : f.start]):
        after = None
    if after and not f.country and document.text[f.end : after[0].start].strip() == "":
        f.hint, f.plural, f.full_end, f.rule = after[2], after[3], after[1].end, "typed"
        return
    inner = _type_inside(document.text[f.start : f.end]) if f.known and not f.country else None
    if inner:
        f.hint, f.rule = inner, "typed"
        return
    before = _type_before(words, i, country=f.country)
    if before and before[0].lower == "capital" and not f.country and not _is_town(gazetteer, f.name):
        before = None
    if before:
        f.hint, f.full_start, f.rule = before[1], before[0].start, "typed"


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
    types = place_types()
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
    if two is None or two.capital:
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


def _coordinated(text: str, found: list[_Found]) -> None:
    """As in "Homs and Deir e-Zor provinces": the plural type word is every name's."""
    for n in range(len(found) - 1, 0, -1):
        here, before = found[n], found[n - 1]
        if here.plural and before.hint is None and not before.country and _GAP.fullmatch(text[before.end : here.start]):
            before.hint, before.plural, before.rule = here.hint, True, "typed"


def report_countries(parse: Parse, gazetteer: Gazetteer, names: list[str]) -> list[str]:
    """Countries that the report names, by name or adjective, or that an unambiguous name lies in; most often first."""
    votes: dict[str, float] = {}
    for token in parse.tokens:
        code = gazetteer.country_of_adjective(token.text) if token.text[:1].isupper() else None
        if code:
            votes[code] = votes.get(code, 0.0) + 1
    for name in names:
        code = gazetteer.country_named(name)
        codes = {code} if code else {c.country for c in gazetteer.candidates(name) if c.country}
        if len(codes) == 1:
            only = codes.pop()
            votes[only] = votes.get(only, 0.0) + 1
    return sorted(votes, key=lambda c: (-votes[c], c))


def _alike(found: list[_Found], gazetteer: Gazetteer, codes: list[str]) -> None:
    """Names that the gazetteer knows in another spelling, in a country of the report."""
    for f in found:
        if not f.known:
            f.known = any(gazetteer.similar(f.name, c) for c in codes[:NEAR])


def _containers(text: str, found: list[_Found]) -> None:
    """As in "Sarmada, Syria": the second name is the first one's container."""
    for one, two in itertools.pairwise(found):
        gap = text[one.full_end : two.start]
        if gap in {", ", " of ", " in "} and not one.country and (two.known or two.hint):
            one.within = two.name
            two.contained = gap == ", " and one.known


# --- deciding ---------------------------------------------------------------------------------------------------------


def _head(parse: Parse, f: _Found) -> Token:
    """The token of the name whose head lies outside it."""
    inside = range(f.first, f.last)
    for t in parse.tokens[f.first : f.last]:
        if t.head is None or t.head.i not in inside:
            return t
    return parse.tokens[f.last - 1]


def _label(parse: Parse, f: _Found) -> str:
    labels = [t.ent for t in parse.tokens[f.first : f.last] if t.ent]
    return labels[-1] if labels else ""


def _decide(parse: Parse, f: _Found) -> bool:
    """Whether the name is a place here; notes the rule."""
    if f.rule == "typed" and (f.known or f.hint is not None):
        return _type_is_head(parse, f)
    head, label = _head(parse, f), _label(parse, f)
    if f.rule == "measured":
        return True
    if f.country:
        ok = f.contained or _country_located(parse, f, head)
        f.rule = "located" if ok else ""
        return ok
    if _is_body_part(parse, head, f) or _inside_other_name(parse, f, label):
        return False
    sure = _after_preposition(head, contexts()["sure_in"])
    if f.known and label not in {"DATE", "TIME"} and _SPATIAL.search(parse.text, max(0, f.start - 40), f.start):
        f.rule = "located"
        return True
    if f.known:
        if sure and label not in {"DATE", "TIME", "NORP", "LANGUAGE"}:
            f.rule = "located"
        elif label in PLACE_LABELS and not _speaks(head):
            f.rule = "label"
        return bool(f.rule)
    if label in PLACE_LABELS and (sure or f.within is not None or _after_preposition(head, contexts()["located_in"])):
        f.rule = "label"
    elif sure and label not in OTHER_LABELS and _plain_preposition(head) and not _title_case(parse, head):
        f.rule = "located"
    return bool(f.rule)


def _described_after(text: str, f: _Found) -> None:
    """ "Khan Sheikhoun, a town in Idlib province": the apposition says what it is."""
    m = _APPOSITION.match(text, f.full_end)
    if _MEASURED.match(text, f.full_end) and not f.country and not f.rule:
        f.rule = "measured"
    elif m and f.hint is None and not f.country and (hit := place_types().get(m.group(1).lower())):
        f.hint, f.rule = hit[0], "typed"


def _native(parse: Parse, f: _Found, gazetteer: Gazetteer, codes: list[str]) -> bool:
    """A name that the engine labels as something else, or not at all, is a place if it is a well-known one of a country
    the report is about, and stands where a place stands."""
    head, label = _head(parse, f), _label(parse, f)
    if f.country or not f.known or f.rule or label in {"NORP", "DATE", "TIME", "LANGUAGE"} or len(f.name) < 4:
        return False
    if _is_body_part(parse, head, f) or _inside_other_name(parse, f, label):
        return False
    own = [c for c in gazetteer.candidates(f.name) if c.country in codes]
    if not own and not any(gazetteer.similar(f.name, c) for c in codes):
        return False
    land = any(c.kind in LANDS for c in own)
    known = land or any(c.population >= 5000 or c.source.startswith("supplement") for c in own)
    placed = _after_preposition(head, contexts()["located_in"]) or (
        head.dep == "dobj" and head.head is not None and head.head.lemma in contexts()["enter"]
    )
    if (placed and (known or label != "PERSON")) or (land and label != "PERSON" and not _speaks(head)):
        f.rule = "native"
    return bool(f.rule)


def _type_is_head(parse: Parse, f: _Found) -> bool:
    """As in "Blue Nile state media": there "state" belongs to "media", not to the name."""
    if f.full_end == f.end or f.known:
        return True
    token = parse.token_at(f.full_end - 1)
    return token is None or token.lower != "state" or token.dep not in {"compound", "amod"}


def _after_preposition(head: Token, words: frozenset[str]) -> bool:
    """Whether the name, or the name it is coordinated with or stands beside, is the object of such a preposition."""
    t, steps = head, 0
    while t.dep in {"conj", "appos", "nmod"} and t.head is not None and steps < 12:
        t, steps = t.head, steps + 1
    if t.dep == "pobj" and t.head is not None:
        return t.head.lower in words
    return False


def _plain_preposition(head: Token) -> bool:
    t = head
    return (
        t.dep == "pobj"
        and t.head is not None
        and t.head.lower in {"in", "near", "at", "outside", "around", "from", "inside", "into"}
    )


def _title_case(parse: Parse, head: Token) -> bool:
    """Most words of the sentence are capitalised: capitals tell nothing there."""
    s = parse.sentence_of(head)
    long = [t for t in parse.tokens[s.first : s.last] if len(t.text) > 3 and t.text[0].isalpha()]
    return sum(t.text[0].isupper() for t in long) > 0.6 * len(long)


def _is_body_part(parse: Parse, head: Token, f: _Found) -> bool:
    """As in "Kandahar police", "the Damascus government": the noun is an actor, the name only says whose."""
    noun = head.head
    return (
        head.dep in {"compound", "nmod", "amod"}
        and noun is not None
        and noun.i >= f.last
        and noun.lower in contexts()["body"]
    )


def _inside_other_name(parse: Parse, f: _Found, label: str) -> bool:
    """Part of a longer name of a person or an organisation ("Omar al-Bashir")."""
    if label not in {"PERSON", "ORG", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT"}:
        return False
    before = parse.tokens[f.first - 1] if f.first else None
    after = parse.tokens[f.last] if f.last < len(parse.tokens) else None
    grown = [t for t in (before, after) if t is not None and t.ent == label and t.text[:1].isupper()]
    return bool(grown)


def _speaks(head: Token) -> bool:
    return head.dep in SUBJECTS and head.head is not None and head.head.lemma in contexts()["say"]


def _country_located(parse: Parse, f: _Found, head: Token) -> bool:
    words = contexts()
    noun = head.head
    before = parse.tokens[f.first - 1] if f.first else None
    if before is not None and _COMPASS.fullmatch(before.lower):
        return True
    t, steps = head, 0
    while t.dep in {"conj"} and t.head is not None and steps < 12:
        t, steps = t.head, steps + 1
    if t.dep == "pobj" and t.head is not None:
        return _prepositional(t.head, words)
    if t.dep == "poss" and t.head is not None:
        return _place_headed(parse, t.head, f.last)
    if t.dep in {"compound", "nmod", "amod"} and noun is not None:
        return noun.lower in words["place_noun"]
    if t.dep == "dobj" and t.head is not None:
        return t.head.lemma in words["enter"]
    if t.dep in {"appos", "npadvmod"}:
        return f.first >= 1 and parse.tokens[f.first - 1].text == "," and parse.tokens[f.first - 2].ent in PLACE_LABELS
    return False


def _prepositional(prep: Token, words: dict[str, frozenset[str]]) -> bool:
    """Prepositions that put something into a country; "of" needs a noun of place, "to" no talking before it."""
    over = prep.head
    if prep.lower not in words["country_in"]:
        if prep.lower in {"of", "between", "with"} and over is not None:
            return over.lower in words["place_part"] and over.lower != "control" and prep.lower != "with"
        return False
    if prep.lower in {"to", "from", "over", "toward", "towards"} and over is not None:
        return over.lemma not in words["talk"] and over.lower not in words["talk"]
    return True


def _place_headed(parse: Parse, noun: Token, after: int) -> bool:
    """As in "Syria's eastern desert", "Afghanistan's southern Kandahar province"."""
    return noun.i >= after and (noun.lower in contexts()["place_noun"] or noun.ent in PLACE_LABELS)


def _beside(text: str, found: list[_Found], kept: list[_Found]) -> list[_Found]:
    """Names coordinated with a place ("Rabiyah and Zumar") where both are names of places by form."""
    taken, out = {id(k) for k in kept}, []
    for one, two in itertools.pairwise(found):
        pair = (one, two) if id(one) in taken else (two, one) if id(two) in taken else None
        if pair is None or id(pair[1]) in taken or pair[0].country or pair[1].country:
            continue
        if _GAP.fullmatch(text[one.full_end : two.full_start]) and "and" in text[one.full_end : two.full_start]:
            pair[1].rule = "beside"
            out.append(pair[1])
            taken.add(id(pair[1]))
    return out


def _again(parse: Parse, found: list[_Found], kept: list[_Found]) -> list[_Found]:
    """Other mentions of names that are places elsewhere in the report (countries excepted: they also act)."""
    names = {fold(k.name) for k in kept if not k.country}
    taken = {k.start for k in kept}
    out = []
    for f in found:
        if f.start in taken or f.country or fold(f.name) not in names:
            continue
        head, label = _head(parse, f), _label(parse, f)
        if label == "PERSON" and f.first and parse.tokens[f.first - 1].ent == "PERSON":
            continue
        if _is_body_part(parse, head, f) or _inside_other_name(parse, f, label):
            continue
        out.append(replace(f, rule="again"))
    return out


def _toponym(parse: Parse, f: _Found) -> Toponym:
    hint: PlaceKind | None = "country" if f.country and f.hint is None else f.hint
    return Toponym(f.full_start, f.full_end, f.name, _head(parse, f).i, hint, False, f.within, f.rule, f.known)


# --- dateline ---------------------------------------------------------------------------------------------------------


def _dateline(document: Document, gazetteer: Gazetteer) -> list[Toponym]:
    """The city, and the country after it, of "KANDAHAR, Afghanistan, Oct. 3 (Xinhua) --"."""
    section = next((s for s in document.sections if s.kind == "dateline"), None)
    if section is None or document.dateline is None or not document.dateline.place:
        return []
    out: list[Toponym] = []
    at = section.start
    names = [n.strip() for n in document.dateline.place.split(",") if n.strip()]
    for n, name in enumerate(names):
        start = document.text.find(name, at, section.end)
        if start < 0:
            break
        country = gazetteer.country_named(name) is not None
        within = names[n + 1] if n + 1 < len(names) and not country else None
        out.append(
            Toponym(
                start,
                start + len(name),
                name,
                -1,
                "country" if country else None,
                True,
                within,
                "dateline",
                gazetteer.has(name),
            )
        )
        at = start + len(name)
    return out
