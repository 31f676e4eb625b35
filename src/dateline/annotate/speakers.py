"""Source phrases: the words that name whoever says something, and what sort of source they are.

The head noun decides ("resident" one unnamed person, "residents" a group, "ministry" an institution, "footage" a
document); a proper name beside it makes a named person; catalogue and entity labels decide for bare names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dateline.annotate.cues import cues, name_words, source_nouns
from dateline.annotate.requests import requests_in
from dateline.model.layers import SourcePhrase
from dateline.model.parse import Parse, Token
from dateline.model.vocabulary import SourceKind

Known = Callable[[str], str | None]

PRONOUNS: Final = frozenset({"he", "she", "they", "i", "we", "it", "him", "her", "them"})
INDEFINITE: Final = {
    "one": "anonymous",
    "another": "anonymous",
    "someone": "anonymous",
    "somebody": "anonymous",
    "some": "group",
    "others": "group",
    "many": "group",
    "several": "group",
    "two": "group",
    "three": "group",
    "both": "group",
    "most": "group",
    "few": "group",
}
KEPT: Final = frozenset({"prep", "amod", "acl", "nmod", "nummod", "advmod", "compound", "case", "punct", "npadvmod"})
UNABLE: Final = frozenset(
    {"sign", "history", "law", "rule", "clock", "story", "word", "thing", "fact", "experience", "eye", "face"}
)
"""Nouns that "say" something without anybody speaking."""
THINGS: Final = ("tion", "sion", "ment", "ness", "ism", "ence", "ance")
"""Endings of nouns for things: what such a one "says" stands in a text ("the constitution says"). Bodies that end so
(government, administration) are listed."""
NAMING: Final = frozenset({"name", "call", "identify", "nickname", "know", "dub"})
PEOPLE: Final = frozenset({"PERSON"})
BODIES: Final = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})
MOST_SHARERS: Final = 4
"""Sources of one coordination that are told apart; longer lists are one group."""
OF_PEOPLE: Final = frozenset({"person", "people", "spokesperson"})


def noun_kind(token: Token) -> str | None:
    """What the data file says of a noun, by its lemma or, for compounds, its last part."""
    nouns = source_nouns()
    if token.tag == "NNS" and token.lemma in nouns:
        return nouns[token.lemma]
    return nouns.get(token.lower) or nouns.get(token.lemma)


def is_plural(token: Token, *, alone: bool = False) -> bool:
    """`alone`: without the nouns coordinated with it."""
    return (
        token.tag in {"NNS", "NNPS"}
        or token.lower in {"people", "police", "they", "we", "them"}
        or (not alone and len(token.conjuncts()) > 1)
    )


def source_phrase(
    token: Token, parse: Parse, known: Known | None = None, *, any_noun: bool = False, alone: bool = False
) -> SourcePhrase | None:
    """The source that a noun, name or pronoun token names, or None where it cannot be a source ("it is said").

    `any_noun`: take nouns that the data file does not list for people (the subject of "said" is one who speaks).
    `alone`: leave out the nouns coordinated with it.
    """
    token = _antecedent(token)
    if token.lower in PRONOUNS:
        return SourcePhrase(
            token.start, token.end, token.i, "named", pronoun=True, plural=token.lower in {"they", "we", "them"}
        )
    if token.lower in INDEFINITE and token.pos in {"NUM", "PRON", "DET", "NOUN", "ADJ"}:
        return _indefinite(token, parse)
    if token.pos not in {"NOUN", "PROPN", "ADJ", "X", "NUM"} and token.tag not in {"NN", "NNS", "NNP", "NNPS", "VBZ"}:
        return None
    name = _name(token, parse)
    kind = _kind(token, name, parse, known, alone=alone)
    if kind is None and any_noun and token.pos == "NOUN" and token.lemma.endswith(THINGS):
        kind = "document"
    if kind is None and any_noun and token.pos in {"NOUN", "NUM"} and token.lemma not in UNABLE:
        kind = (
            "group"
            if is_plural(token, alone=alone) or token.pos == "NUM" or token.lemma in {"percent", "%", "half"}
            else "anonymous"
        )
    if kind is None:
        return None
    start, end = _bounds(token, parse, alone=alone)
    if parse.text[start:end].endswith(("'s", "\u2019s")) and end > token.end:
        end = token.end
    if name is not None and kind == "named":
        start, end = _with_name(start, end, name, parse)
    definite = any(c.lower in {"the", "this", "that"} for c in token.children if c.dep == "det")
    return SourcePhrase(
        start,
        end,
        token.i,
        kind,
        False,
        name,
        is_plural(token, alone=alone),
        definite,
        anonymity_at(token, parse),
        _role(token, name, parse),
    )


def sharers(phrase: SourcePhrase, parse: Parse, known: Known | None = None) -> list[SourcePhrase]:
    """The sources that a coordination names one by one ("the US and the UN said"); else the phrase itself.

    Bare nouns of people ("doctors and witnesses") are one group.
    """
    members = parse.tokens[phrase.head].conjuncts()
    if phrase.pronoun or not 2 <= len(members) <= MOST_SHARERS:
        return [phrase]
    if any(c.dep == "cc" and c.lower == "or" for t in members for c in t.children):
        return [phrase]  # "Uhuru, or Freedom, a newspaper": one outlet by two names
    if not any(t.tag in {"NNP", "NNPS"} for t in members) and not all(
        any(c.dep in {"det", "poss", "amod", "compound", "nummod"} for c in t.children) for t in members
    ):
        return [phrase]
    found = [source_phrase(t, parse, known, any_noun=True, alone=True) for t in members]
    single = [p for p in found if p is not None and not p.pronoun]
    return single if len(single) == len(members) else [phrase]


def _antecedent(token: Token) -> Token:
    """The noun that "who" or "which" stands for."""
    if token.lower in {"who", "which", "that", "whom"} and token.head is not None:
        verb = token.head
        for _ in range(4):
            if verb.dep in {"relcl", "acl"} and verb.head is not None:
                return verb.head
            if verb.dep not in {"conj", "xcomp", "ccomp"} or verb.head is None:
                break
            verb = verb.head
    return token


def _indefinite(token: Token, parse: Parse) -> SourcePhrase | None:
    """As in "one of the NRF officers", "others": the noun after "of" must be able to speak."""
    of = next((c for c in token.children if c.dep == "prep" and c.lower == "of"), None)
    inner = of.child("pobj") if of is not None else None
    if inner is not None and noun_kind(inner) not in {"person", "people", "spokesperson", None}:
        return None
    kind: SourceKind = "anonymous" if INDEFINITE[token.lower] == "anonymous" else "group"
    start, end = _bounds(token, parse)
    name = next((_proper(c, parse) for c in token.children if c.dep == "appos" and c.tag == "NNP"), None)
    if name is not None and kind == "anonymous":
        return SourcePhrase(
            *_with_name(start, end, name, parse),
            token.i,
            "named",
            False,
            name,
            False,
            False,
            anonymity_at(token, parse),
        )
    return SourcePhrase(start, end, token.i, kind, False, None, kind == "group", False, anonymity_at(token, parse))


def _within_a_body(preposition: Token) -> bool:
    """As in "a source in the security service": who speaks belongs to a body, and is not merely somewhere."""
    inside = preposition.child("pobj") if preposition.lower == "in" else None
    return inside is not None and (inside.ent == "ORG" or noun_kind(inside) == "organisation")


def _bounds(token: Token, parse: Parse, *, alone: bool = False) -> tuple[int, int]:
    """The noun phrase: everything before the head that hangs on it, and what follows without relative clauses."""
    first = token.i
    for c in token.children:
        if c.i < token.i and c.dep not in {
            "punct",
            "cc",
            "preconj",
            "mark",
            "dep",
            "advcl",
            "relcl",
            "appos",
            "parataxis",
        }:
            first = min(first, c.left)
    while first < token.i and parse.tokens[first].pos in {"PUNCT", "CCONJ", "SPACE"}:
        first += 1
    last = token.i
    for c in token.children:
        if c.i > token.i and c.left <= last + 1 and c.dep in KEPT and c.dep != "punct" and c.right - c.left <= 12:
            if (
                c.dep == "acl"
                and c.lemma not in NAMING
                and (
                    c.tag not in {"VBN", "VBG"}
                    or c.child("mark") is not None
                    or ((c.tag == "VBG" or _is_name(token)) and (c.lemma, "verb") in cues())
                )
            ):
                break
            if c.dep == "prep" and c.lower == "of" and noun_kind(token) == "document":
                break
            apart = c.lower in {"on", "after", "in", "during", "before", "since", "by", "as"}
            if c.dep == "prep" and apart and not _within_a_body(c):
                break
            last = c.right
    for c in token.children:
        if (
            not alone
            and c.dep == "conj"
            and len(token.conjuncts()) > 1
            and c.left <= last + 3
            and c.right - c.left <= 12
        ):
            last = max(last, c.i)
    return parse.tokens[first].start, parse.tokens[last].end


def _with_name(start: int, end: int, name: tuple[int, int], parse: Parse) -> tuple[int, int]:
    """Stretch a phrase to the name that stands in apposition to it, where it is near."""
    if name[1] <= start:
        return (name[0], end) if start - name[1] <= 3 else name
    if name[0] >= end:
        return (start, name[1]) if name[0] - end <= 60 else name
    return start, max(end, name[1])


def _name(token: Token, parse: Parse) -> tuple[int, int] | None:
    """The proper name that the phrase holds: the head's own, an apposition's, or one introduced by "named"."""
    if _is_name(token):
        return _proper(token, parse)
    for c in token.children:
        if c.dep == "appos" and c.tag == "NNP" and (c.ent == "PERSON" or _bare_person(c)):
            return _proper(c, parse)
    for c in token.children:
        if c.dep in {"acl", "relcl"} and c.lemma in NAMING:
            named = _named_by(c, parse)
            if named is not None:
                return named
    before = parse.tokens[token.i - 1] if token.i else None
    if before is not None and before.head is token and before.dep in {"compound", "nmod"} and before.ent == "PERSON":
        return None
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
    if after is not None and after.ent == "PERSON" and after.sent == token.sent and noun_kind(token) in OF_PEOPLE:
        return _entity(after, parse)
    return None


def _is_name(token: Token) -> bool:
    """A proper noun that is not merely an office in capitals ("the Chairperson", "the Foreign Minister")."""
    if token.tag not in {"NNP", "NNPS"}:
        return False
    office = noun_kind(token) in OF_PEOPLE or token.lower in name_words("title")
    if not office:
        return True
    named = token.ent == "PERSON" or any(c.dep == "compound" and c.ent == "PERSON" for c in token.children)
    return named and not any(c.dep == "det" for c in token.children)


def _bare_person(token: Token) -> bool:
    return (
        token.ent == ""
        and any(c.dep == "compound" and c.tag == "NNP" for c in token.children)
        and noun_kind(token) is None
    )


def _named_by(verb: Token, parse: Parse) -> tuple[int, int] | None:
    """As in "named Salim", "who identified himself as Abu Marwan", "identified as X"."""
    for c in verb.children:
        target = (
            c.child("pobj")
            if c.dep == "prep" and c.lower in {"as", "by"}
            else c
            if c.dep in {"oprd", "dobj", "attr"}
            else None
        )
        if target is not None and target.tag in {"NNP", "NNPS"}:
            return _proper(target, parse)
    after = parse.tokens[verb.i + 1] if verb.i + 1 < len(parse.tokens) else None
    if after is not None and after.tag == "NNP" and after.sent == verb.sent:
        return _run(after, parse)
    return None


def _run(token: Token, parse: Parse) -> tuple[int, int]:
    last = token.i
    while (
        last + 1 < len(parse.tokens)
        and parse.tokens[last + 1].tag in {"NNP", "HYPH"}
        and parse.tokens[last + 1].sent == token.sent
    ):
        last += 1
    return token.start, parse.tokens[last].end


def _entity(token: Token, parse: Parse) -> tuple[int, int]:
    """The run of tokens with the same entity label around a token."""
    first = last = token.i
    while (
        last + 1 < len(parse.tokens)
        and parse.tokens[last + 1].ent == token.ent
        and parse.tokens[last + 1].sent == token.sent
    ):
        last += 1
    return parse.tokens[first].start, parse.tokens[last].end


def _proper(token: Token, parse: Parse) -> tuple[int, int]:
    """The proper name that ends at a head token, without titles in front of it and "'s" behind it."""
    first = token.i
    while first > 0:
        before = parse.tokens[first - 1]
        if before.sent != token.sent or before.right > token.i + 8:
            break
        joined = before.tag in {"NNP", "NNPS", "HYPH"} or before.lower in {
            "al",
            "el",
            "bin",
            "ibn",
            "de",
            "van",
            "von",
            "abu",
        }
        if not joined or (before.head is not None and before.head.dep == "poss" and before.head.head is token):
            break
        first -= 1
    titles = name_words("title")
    while first < token.i and (
        parse.tokens[first].lower in titles or parse.tokens[first].tag == "HYPH" or _common(parse.tokens[first])
    ):
        first += 1
    cut = next((n for n in range(token.i - 1, first - 1, -1) if parse.tokens[n].lower in titles), None)
    if cut is None and first > 1 and parse.tokens[first - 1].lower == "of" and parse.tokens[first - 2].lower in titles:
        cut = first if first < token.i - 1 else None  # "Secretary of Defense Lloyd Austin"
    if cut is not None:
        first = cut + 1
    return parse.tokens[first].start, token.end


def _common(token: Token) -> bool:
    """Whether a word before a name only says what the name is of ("spokesman X"); in "Radio Nile" it is part of it."""
    kind = source_nouns().get(token.lemma)
    return kind is not None and not (token.tag == "NNP" and kind == "media")


def _kind(
    token: Token, name: tuple[int, int] | None, parse: Parse, known: Known | None, *, alone: bool = False
) -> SourceKind | None:
    noun = noun_kind(token)
    if token.tag in {"NNP", "NNPS"} and not _is_name(token):
        whole = _known(token, None, parse, known)
        if whole in {"organisation", "media"}:
            return whole
    if not _is_name(token):
        return _kind_of_noun(token, noun, name, alone=alone)
    if any(c.dep == "amod" and c.lower in {"ethnic", "indigenous"} for c in token.children):
        return "group"
    words = [
        t.lower
        for t in parse.tokens[token.left : token.right + 1]
        if t.tag in {"NNP", "NNPS"} and abs(t.i - token.i) < 8
    ]
    if _is_agency(token):
        return "media"
    by_catalogue = _known(token, name, parse, known)
    if by_catalogue is not None:
        return by_catalogue
    if noun in {"organisation", "media", "document"} and token.ent != "PERSON":
        return "media" if noun == "media" else "document" if noun == "document" else "organisation"
    if _titled(token, parse):
        return "named"
    if any(w in name_words("media") for w in words) and (
        token.ent not in {"PERSON", "GPE", "LOC"}
        or (len(words) > 1 and token.lower in name_words("media"))
        or any(c.dep == "compound" and c.tag == "NNP" and c.lower in name_words("media") for c in token.children)
    ):
        return "media"
    if token.ent == "PERSON" or any(c.dep == "appos" and noun_kind(c) in OF_PEOPLE for c in token.children):
        return "named"
    if token.tag == "NNPS":
        article = any(c.dep == "det" for c in token.children)
        return (
            "group"
            if token.ent == "NORP" or (token.ent == "" and article)
            else "organisation"
            if token.ent
            else "named"
        )
    if token.ent in BODIES:
        return "organisation"
    if token.ent in {"DATE", "TIME", "MONEY", "CARDINAL", "QUANTITY", "PERCENT", "EVENT", "LAW", "LANGUAGE", "ORDINAL"}:
        return None
    return "organisation" if token.text.isupper() and len(token.text) > 1 else "named"


def _titled(token: Token, parse: Parse) -> bool:
    """A title stands before the name: "Col. Bello", "army chief Yusuf Bello"."""
    at = token.i - 1
    while at >= 0 and token.i - at < 5 and parse.tokens[at].sent == token.sent:
        word = parse.tokens[at]
        if (
            word.lower in name_words("title")
            and word.head is not None
            and (word.head is token or word.head.head is token)
        ):
            return True
        if word.tag not in {"NNP", "HYPH", "NNPS", "NN"}:
            return False
        at -= 1
    return False


def _known(token: Token, name: tuple[int, int] | None, parse: Parse, known: Known | None) -> SourceKind | None:
    """The catalogue's word on a proper name: its actor kind read as a source kind."""
    if known is None:
        return None
    start, end = _bounds(token, parse)
    tries = [parse.text[start:end].split(" (")[0], parse.text[token.start : token.end]]
    if name is not None:
        tries.insert(0, parse.text[name[0] : name[1]])
    for words in tries:
        kind = known(words)
        if kind == "media":
            return "media"
        if kind == "person":
            return "named"
        if kind is not None and (token.ent != "PERSON" or words != token.text):
            return "organisation"
    return None


def _kind_of_noun(
    token: Token, noun: str | None, name: tuple[int, int] | None, *, alone: bool = False
) -> SourceKind | None:
    if (noun in OF_PEOPLE or token.lower in name_words("title")) and name is not None:
        return "group" if is_plural(token, alone=alone) else "named"
    if noun is None and token.tag == "NNP":
        return "anonymous" if token.lower in name_words("title") else None
    if noun == "spokesperson":
        return "organisation"
    if noun in {"person", "people"}:
        return "group" if is_plural(token, alone=alone) or noun == "people" else "anonymous"
    if noun == "media" or (noun in {"document", "organisation"} and _of_media(token)) or _is_agency(token):
        return "media"
    if noun == "organisation":
        return "organisation"
    if noun == "document":
        return "document"
    if token.ent == "PERSON" and name is not None:
        return "named"
    if token.tag == "NNS" and token.ent == "NORP":
        return "group"
    if token.pos == "ADJ" and token.ent == "NORP":
        return "group"
    if token.tag == "NN" and token.lemma.endswith(("man", "woman", "ist", "ee")) and token.lemma != "human":
        return "anonymous"
    if token.tag == "NNS" and token.lemma.endswith(("man", "woman", "ist", "ee", "er", "or")) and token.ent == "":
        return "group"
    return None


def _is_agency(token: Token) -> bool:
    """As in "the state-run Petra agency": a named agency that a state runs is an outlet."""
    if token.lemma != "agency" or not any(c.tag in {"NNP", "NNPS"} and c.dep != "poss" for c in token.children):
        return False
    before = {t.lower for c in token.children if c.i < token.i for t in [c, *c.children]}
    return bool(before & {"run", "owned", "official", "semi", "controlled"})


def _of_media(token: Token) -> bool:
    """As in "media reports", "the news agency": the modifier says that an outlet speaks (a press release is none)."""
    return token.lemma not in {"release", "statement", "briefing", "conference"} and any(
        c.dep in {"compound", "amod", "nmod"}
        and c.lower in {"media", "news", "press", "newspaper", "television", "tv", "radio"}
        for c in token.children
    )


def _role(token: Token, name: tuple[int, int] | None, parse: Parse) -> tuple[int, int] | None:
    """As in "Governor of North Kivu province": the apposition of a name, or the words before it."""
    if name is None:
        return None
    for c in token.children:
        if c.dep == "appos" and not (c.start >= name[0] and c.end <= name[1]):
            start, end = parse.span_of(c)
            return (start, end) if end - start <= 160 else (c.start, c.end)
    if token.start >= name[1] or token.end <= name[0]:
        return _bounds(token, parse)
    start, _ = _bounds(token, parse)
    before = parse.text[start : name[0]].rstrip() if start < name[0] else ""
    return (start, start + len(before)) if before.casefold() not in {"", "the"} else None


def anonymity_at(token: Token, parse: Parse) -> tuple[int, int] | None:
    """The words in the same sentence by which the report says that this source is not named."""
    sentence = parse.sentences[token.sent]
    return anonymity_in(parse.text, sentence.start, sentence.end)


def anonymity_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first words between two characters by which somebody is not to be named."""
    found = next((r for r in requests_in(text, start, end) if r.kind not in {"fear", "unable"}), None)
    return (found.start, found.end) if found is not None else None
