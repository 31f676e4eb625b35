"""Whether a candidate name is a place where it stands: type words, prepositions, the engine's label, the country.

A country's name counts only as a location ("in Syria", "Syria's eastern desert"), not where the state acts.
"""

from __future__ import annotations

import re
from collections import Counter

from dateline.annotate.name_signs import TextSigns
from dateline.annotate.place_words import contexts, place_types
from dateline.annotate.toponym_names import Found
from dateline.gazetteer.folding import bare, fold
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.parse import SUBJECTS, Parse, Token

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
OTHER_LABELS = frozenset(
    {"PERSON", "ORG", "NORP", "DATE", "TIME", "WORK_OF_ART", "LAW", "LANGUAGE", "EVENT", "PRODUCT", "MONEY", "PERCENT"}
)
TOWN = 15_000
"""People of a town that is known by its name alone in its own country."""
TOLD = frozenset({"province", "district", "region", "city", "village", "river"})
LANDS = frozenset({"province", "region", "desert", "area", "river"})
_APPOSITION = re.compile(
    r"(?:,|,?\s(?:is|was|lies\sin))\s(?:an?|the)\s(?:(?!(?:of|in|from|the|to|for|at|on|near|who|whose)\s)[\w-]{2,16},?\s){0,6}?"
    r"(city|town|village|hamlet|district|province|region|state|suburb|neighbou?rhood|river|airport|airbase|checkpoint|island)"
    r"\s(?:in|of|on|near|at|close|south|north|east|west|about|some|with|that|where|\d)",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r",?\s(?:which\s)?(?:(?:is|lies|sits)\s)?(?:just|about|some|around|roughly|only)?\s?\d[\d.,]*\s?(?:km|kilomet(?:er|re)s?|miles)\s"
    r"(?:(?:north|south|east|west)|from\s)",
    re.IGNORECASE,
)
_SPATIAL = re.compile(
    r"(?:\b(?:north|south|east|west)(?:-?(?:east|west))?\s(?:of|from)|\b(?:outskirts|suburbs?|countryside|vicinity|edge|centre|"
    r"center)\sof|\b(?:road|highway|motorway|route|railway)\s(?:to|between|linking|connecting|from|towards?)|"
    r"\b(?:km|kms|miles|kilomet(?:er|re)s)\)?\s(?:from|outside|of)|\bapart\sfrom|\bseparates?|\b(?:villages|towns|areas)\saround|"
    r"\b(?:the|its|their)\s(?:\w{3,12}\s)?(?:capital|port|city|town|village|suburb),?)"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_DISTANT = re.compile(r"\d\s?(?:km|kms|miles|kilomet(?:er|re)s)\)?\s(?:from|outside)\s(?:the\s)?$", re.IGNORECASE)
"""What only a place is at the end of, whatever the engine calls it."""
_QUOTES = frozenset("\"'“”‘’«»")
_COMPASS = re.compile(
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west)ern|central"
)


def head_of(parse: Parse, f: Found) -> Token:
    """The token of the name whose head lies outside it."""
    inside = range(f.first, f.last)
    for t in parse.tokens[f.first : f.last]:
        if t.head is None or t.head.i not in inside:
            return t
    return parse.tokens[f.last - 1]


def label_of(parse: Parse, f: Found) -> str:
    labels = [t.ent for t in parse.tokens[f.first : f.last] if t.ent]
    return labels[-1] if labels else ""


def is_place(parse: Parse, f: Found, gazetteer: Gazetteer) -> bool:
    """Whether the name is a place here; notes the rule."""
    if f.street or (f.joined and f.rule != "typed"):
        return False
    if f.claimed:
        return _against_actor(parse, f)
    if f.rule == "typed" and (f.known or f.hint is not None):
        return _type_is_head(parse, f)
    head, label = head_of(parse, f), label_of(parse, f)
    if f.rule == "measured":
        return True
    if f.country:
        ok = f.contained or _country_located(parse, f, head)
        f.rule = "located" if ok else ""
        return ok
    if is_body_part(parse, head, f) or inside_other_name(parse, f, label):
        return False
    sure = _after_preposition(head, contexts()["sure_in"])
    spatial = _SPATIAL.search(parse.text, max(0, f.start - 40), f.start) is not None
    if _DISTANT.search(parse.text, max(0, f.start - 40), f.start) and label not in {"DATE", "TIME"}:
        f.rule = "measured"
        return True
    if spatial and (label not in {"DATE", "TIME"} if f.known else label not in OTHER_LABELS):
        f.rule = "located"
        return True
    if f.known and _sided(parse, f):
        f.rule = "located"
        return True
    if f.known and _acts(head) and _is_capital(f.name, gazetteer):
        f.acts = True
        return False
    if f.known:
        taken = head.dep == "dobj" and label not in OTHER_LABELS and _held_by(head)
        if taken or (sure and label not in {"DATE", "TIME", "NORP", "LANGUAGE"}):
            f.rule = "located"
        elif label in PLACE_LABELS and not _speaks(head):
            f.rule = "label"
        return bool(f.rule)
    return _unknown(parse, f, head, label)


def _unknown(parse: Parse, f: Found, head: Token, label: str) -> bool:
    """A name that no gazetteer has is a place by the engine's label or by where it stands."""
    sure = _after_preposition(head, contexts()["sure_in"])
    if label in PLACE_LABELS and (sure or f.within is not None or _after_preposition(head, contexts()["located_in"])):
        f.rule = "label"
    elif head.dep == "dobj" and head.pos == "PROPN" and _held_by(head) and label in {"", "WORK_OF_ART", "PRODUCT"}:
        f.rule = "located"  # "retook X": a village that no gazetteer has
    elif sure and label not in OTHER_LABELS and _plain_preposition(head) and not _odd_name(parse, f, head):
        f.rule = "located"
    return bool(f.rule)


def _against_actor(parse: Parse, f: Found) -> bool:
    """Words taken for an actor's name are a place only with a type word of a town or division or after "in"."""
    if f.rule == "typed":
        return f.hint in TOLD and _type_is_head(parse, f)
    head = head_of(parse, f)
    plain = head.dep == "pobj" and head.head is not None and head.head.lower in {"in", "near", "outside", "around"}
    plain = plain or f.rule == "measured" or (" " in f.name and _moved_to(head))
    f.rule = "located" if plain and f.known and not f.country and not is_body_part(parse, head, f) else ""
    return bool(f.rule)


def read_apposition(text: str, f: Found) -> None:
    """ "Khan Sheikhoun, a town in Idlib province": the apposition says what it is."""
    m = _APPOSITION.match(text, f.full_end)
    if _MEASURED.match(text, f.full_end) and not f.country and not f.rule:
        f.rule = "measured"
    elif m and f.hint is None and not f.country and (hit := place_types().get(m.group(1).lower())):
        f.hint, f.rule = hit[0], "typed"


def is_native(parse: Parse, f: Found, gazetteer: Gazetteer, codes: list[str]) -> bool:
    """A name that the engine labels as something else, or not at all, is a place if it is a well-known one of a country
    the report is about, and stands where a place stands."""
    head, label = head_of(parse, f), label_of(parse, f)
    if (
        f.country
        or f.claimed
        or f.street
        or f.joined
        or f.acts
        or not f.known
        or f.rule
        or label in {"TIME", "LANGUAGE"}
        or (label in {"DATE", "NORP"} and head.tag != "NNP")
    ):
        return False
    if is_body_part(parse, head, f) or inside_other_name(parse, f, label):
        return False
    own = [c for c in gazetteer.candidates(f.name) if c.country in codes]
    if not own and not any(gazetteer.similar(f.name, c) for c in codes):
        return False
    land = any(c.kind in LANDS for c in own)
    known = land or any(c.population >= 5000 or c.source.startswith("supplement") for c in own)
    named = any(bare(fold(c.name)) == bare(fold(f.name)) for c in own)
    if label in {"DATE", "NORP"}:
        held = own and known and (_held(head) or _moved_to(head))
        f.rule = "native" if held or (label == "NORP" and named and _plain_preposition(head)) else ""
        return bool(f.rule)
    verb = _verb_over(head)
    placed = _after_preposition(head, contexts()["located_in"]) or verb in contexts()["enter"] or _moved_to(head)
    placed = placed or (named and head.dep in {"compound", "nmod"} and _before_built(head, f))
    sure = known or label != "PERSON" or bool(own and verb in contexts()["reach"])
    if len(f.name) < 4 and not (land or any(c.population >= TOWN for c in own)):
        return False
    large = any(c.population >= TOWN and bare(fold(c.name)) == bare(fold(f.name)) for c in own)
    listed = head.dep in {"appos", "conj", "ROOT", "npadvmod", "dep"} and large and label not in {"PERSON", "NORP"}
    if (placed and sure) or listed or (land and label != "PERSON" and not _speaks(head)):
        f.rule = "native"
    return bool(f.rule)


def is_doubtful(parse: Parse, f: Found, signs: TextSigns, sure: Counter[str]) -> bool:
    """A name that the whole text speaks against: a person's, or an everyday word inside a longer name. `sure` counts
    the mentions that the engine takes for places, by folded name."""
    if _called(parse, f) or (f.rule == "typed" and f.word == "department" and _office(parse, f)):
        return True
    if f.rule in {"typed", "measured"} or f.country or f.within is not None:
        return False
    if _titled(parse, f):
        return True
    if not f.known and (_marked(parse, f) or _of_kin(parse, f) or _acronym(f)):
        return True
    label = label_of(parse, f)
    if signs.everyday(f.name):
        placed = f.rule == "beside" or _after_preposition(head_of(parse, f), contexts()["sure_in"])
        return _in_longer_name(parse, f) or not placed
    if not f.known:
        return signs.person(f.name) > 0
    if f.rule == "label" and _goes_on(parse, f, label):
        return True
    key = fold(f.name)
    unsure = f.rule in {"again", "native"} and label not in PLACE_LABELS
    return unsure and signs.persons[key] > sure[key]


def _called(parse: Parse, f: Found) -> bool:
    """The name of a ship or a fighter's by-name ("the frigate Hamburg", "call sign “Odesa”"), not the place's."""
    n = f.first - 1
    while n >= 0 and parse.tokens[n].text in _QUOTES:
        n -= 1
    return n >= 0 and parse.tokens[n].lower in contexts()["call_name"]


def _titled(parse: Parse, f: Found) -> bool:
    """The last name after a title and a first name ("Sgt. Amina Lagos")."""
    if f.first < 2:
        return False
    first, n = parse.tokens[f.first - 1], f.first - 2
    n -= parse.tokens[n].text == "."
    title = parse.tokens[max(n, 0)]
    whole = parse.text[first.end : f.start] == " " and first.text[:1].isupper() and first.text.isalpha()
    return whole and title.text[:1].isupper() and title.lower.rstrip(".") in contexts()["title"]


def _marked(parse: Parse, f: Found) -> bool:
    """As in "a Bradley", "owned by Freeport": no unknown place stands so."""
    before = parse.tokens[f.first - 1] if f.first else None
    return before is not None and before.lower in {"a", "an", "by"}


def _acronym(f: Found) -> bool:
    """One unknown word in capitals ("EUTMS"), outside a list of places."""
    return f.name.isupper() and " " not in f.name and f.rule != "beside"


def _of_kin(parse: Parse, f: Found) -> bool:
    """A tribe's name: "the tribesmen of X", "the X tribe", whatever it is coordinated with."""
    t, steps = head_of(parse, f), 0
    while t.dep == "conj" and t.head is not None and steps < 12:
        t, steps = t.head, steps + 1
    over = t.head
    if over is not None and t.dep == "pobj" and over.lower == "of":
        over = over.head
    return over is not None and over.lower in contexts()["kin"]


def _office(parse: Parse, f: Found) -> bool:
    """As in "the Agriculture Department": the type word has a capital, and no gazetteer has the division."""
    return not f.known and f.full_end > f.end and parse.text[f.end : f.full_end].strip()[:1].isupper()


def _goes_on(parse: Parse, f: Found, label: str) -> bool:
    """The engine's name has another capitalised word after these ("Houn Example")."""
    after = parse.tokens[f.last] if f.last < len(parse.tokens) else None
    beside = after is not None and after.start == f.end + 1 and f.full_end == f.end
    return after is not None and beside and after.ent == label and after.text[:1].isupper()


def _in_longer_name(parse: Parse, f: Found) -> bool:
    """A capitalised word stands right beside it ("Bastille Day", "City Hall")."""
    beside = [parse.tokens[n] for n in (f.first - 1, f.last) if 0 <= n < len(parse.tokens)]
    return any(
        t.text[:1].isupper() and parse.text[min(t.end, f.end) : max(t.start, f.start)] in {" ", "-"} for t in beside
    )


def _held_by(head: Token) -> bool:
    """The object of a verb that only places suffer ("recaptured", "liberated", "besieged")."""
    return head.head is not None and head.head.lemma in contexts()["place_taken"]


def _verb_over(head: Token) -> str:
    """The verb that the name, or the first name of its list, is the object or the passive subject of."""
    t, steps = head, 0
    while t.dep == "conj" and t.head is not None and steps < 12:
        t, steps = t.head, steps + 1
    return t.head.lemma if t.dep in {"dobj", "nsubjpass"} and t.head is not None else ""


def _moved_to(head: Token) -> bool:
    """The end or the start of a movement ("taken to X", "came from X", "left for X")."""
    over = head.head if head.dep == "pobj" else None
    verb = over.head if over is not None else None
    if over is None or verb is None:
        return False
    if over.lower == "for":
        return verb.lemma in contexts()["bound"]
    return over.lower in {"to", "from", "towards", "toward"} and verb.lemma in contexts()["motion"]


def _before_built(head: Token, f: Found) -> bool:
    """As in "the X road", "the X and Y areas": the noun stands on the ground."""
    t, steps = head, 0
    while t.dep == "conj" and t.head is not None and steps < 12:
        t, steps = t.head, steps + 1
    return t.head is not None and t.head.i >= f.last and t.head.lower in contexts()["built"]


def _held(head: Token) -> bool:
    """As in "in A", "control of A", "take A": stands as a place, whatever the engine calls it."""
    over = head.head
    if over is None or over.head is None or head.dep != "pobj":
        return head.dep == "dobj" and over is not None and over.lemma in contexts()["enter"]
    return over.lower in contexts()["sure_in"] or (over.lower == "of" and over.head.lower in contexts()["place_part"])


def _type_is_head(parse: Parse, f: Found) -> bool:
    """As in "Kassala state media": there "state" belongs to "media", not to the name."""
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


def _acts(head: Token) -> bool:
    """Stands as one who does something or is dealt with ("Washington had given", "talks with Tehran")."""
    t, steps = head, 0
    while t.dep == "conj" and t.head is not None and steps < 12:
        t, steps = t.head, steps + 1
    over = t.head
    if over is None:
        return False
    if t.dep == "nsubj":
        return over.lemma not in contexts()["undergo"] and over.pos == "VERB"
    if t.dep in {"dobj", "dative", "npadvmod"}:
        return over.lemma in contexts()["say"]
    return t.dep == "pobj" and over.lower in {"with", "between", "by"}


def _is_capital(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the name may be a country's capital, and so its government."""
    return any(
        (seat := gazetteer.capital(c.country)) is not None and seat.key == c.key
        for c in gazetteer.candidates(name)
        if c.country is not None and c.kind == "city"
    )


def _sided(parse: Parse, f: Found) -> bool:
    """As in "eastern Aleppo": a direction in small letters before a known name, which no other name follows."""
    before = parse.tokens[f.first - 1] if f.first else None
    after = parse.tokens[f.last] if f.last < len(parse.tokens) else None
    alone = after is None or not (after.text[:1].isupper() or after.pos in {"NOUN", "ADJ"} or after.text == "-")
    return before is not None and alone and _COMPASS.fullmatch(before.text) is not None


def _odd_name(parse: Parse, f: Found, head: Token) -> bool:
    """An unknown name that is hardly a place's: with an article ("from the Coalition") or in a line of capitals."""
    before = parse.tokens[f.first - 1] if f.first else None
    return (before is not None and before.lower == "the") or _title_case(parse, head)


def _title_case(parse: Parse, head: Token) -> bool:
    """Most words of the sentence are capitalised: capitals tell nothing there."""
    s = parse.sentence_of(head)
    long = [t for t in parse.tokens[s.first : s.last] if len(t.text) > 3 and t.text[0].isalpha()]
    return sum(t.text[0].isupper() for t in long) > 0.6 * len(long)


def is_body_part(parse: Parse, head: Token, f: Found) -> bool:
    """As in "Kandahar police", "the Damascus government": the noun is an actor, the name only says whose."""
    noun = head.head
    return (
        head.dep in {"compound", "nmod", "amod"}
        and noun is not None
        and noun.i >= f.last
        and noun.lower in contexts()["body"]
    )


def inside_other_name(parse: Parse, f: Found, label: str) -> bool:
    """Part of a longer name of a person or an organisation ("Omar al-Bashir")."""
    if label not in {"PERSON", "ORG", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT"}:
        return False
    before = parse.tokens[f.first - 1] if f.first else None
    after = parse.tokens[f.last] if f.last < len(parse.tokens) else None
    grown = [t for t in (before, after) if t is not None and t.ent == label and t.text[:1].isupper()]
    return bool(grown)


def _speaks(head: Token) -> bool:
    return head.dep in SUBJECTS and head.head is not None and head.head.lemma in contexts()["say"]


def _country_located(parse: Parse, f: Found, head: Token) -> bool:
    words = contexts()
    noun = head.head
    before = parse.tokens[f.first - 1] if f.first else None
    if before is not None and _COMPASS.fullmatch(before.lower):
        return True
    t, steps = head, 0
    while t.dep in {"conj"} and t.head is not None and steps < 12:
        t, steps = t.head, steps + 1
    if t.dep == "pobj" and t.head is not None:
        own = t.head.lower == "from" and parse.tokens[max(0, t.head.i - 1)].lower in words["body"]
        return not own and _prepositional(t.head, words)
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
            bounds = over.lemma in {"border", "frontier"}
            return over.lower in words["place_part"] and over.lower != "control" and (bounds or prep.lower != "with")
        return False
    if prep.lower in {"to", "from", "over", "toward", "towards"} and over is not None:
        return over.lemma not in words["talk"] and over.lower not in words["talk"]
    return True


def _place_headed(parse: Parse, noun: Token, after: int) -> bool:
    """As in "Syria's eastern desert", "Afghanistan's southern Kandahar province"."""
    return noun.i >= after and (noun.lower in contexts()["place_noun"] or noun.ent in PLACE_LABELS)
