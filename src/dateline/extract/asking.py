"""Whose request it is not to be named, told by grammar: the subject of the asking, the one whose name it is, or all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from dateline.annotate.requests import Request, class_words
from dateline.annotate.speakers import INDEFINITE, NAMING, OF_PEOPLE, noun_kind
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Parse, Token
from dateline.protect.roles import generalise

REACH: Final = 14
"""Words that a request may stand below the one whom it concerns in the sentence's tree."""
BEFORE: Final = 3
"""Words before a name in which "her" or "whose" may stand ("her own full name")."""
RELATIVE: Final = frozenset({"who", "whom", "whose", "which", "that"})
ONE: Final = frozenset({"he", "she", "him", "her", "his"})
MANY: Final = frozenset({"they", "them", "their"})
WRITERS: Final = frozenset({"we", "us", "our", "i"})
WHERE: Final = frozenset({"in", "at", "near", "from", "outside", "around", "across"})
"""Prepositions behind which a name is a place's, whatever the engine says ("a nurse in X, who …")."""
ALL: Final = frozenset({"all", "everyone", "everybody", "those", "each"})
BY_NAME: Final = frozenset({"hidden", "only"})
"""Kinds of request that speak of a name: whose it is, is asked before who does what."""


@dataclass(frozen=True, slots=True)
class Whose:
    """`noun` or `pronoun`: the word that means them · `speaker`: whoever says the words · `before`: whoever was told of
    last · `all`: everybody whom the report interviews · `nobody`: no source at all · `open`: grammar does not say."""

    how: Literal["noun", "pronoun", "speaker", "before", "all", "nobody", "open"]
    token: Token | None = None


def whose(request: Request, parse: Parse) -> Whose:
    """Whom a request concerns."""
    tokens = parse.within(request.start, request.end)
    if not tokens:
        return Whose("open")
    if {t.lower for t in tokens} & {"my", "our"}:
        return Whose("speaker")
    if request.kind == "outlet":
        return _unnamed(tokens)
    named = next((t for t in tokens if t.lemma in lemmas("names") or t.lower in class_words("name")), None)
    if named is not None and request.kind in BY_NAME:
        return _owner(named, tokens[0], parse) or _of_nobody_said(request, named, parse)
    if request.kind == "assumed":
        return _assumed(tokens[-1], parse)
    found = _subject(tokens[0])
    if _later(found, tokens[0], parse):
        return Whose("open")
    if found.how == "noun" and found.token is not None and not is_person(found.token) and named is not None:
        if not _writes(found.token):
            return Whose("nobody")  # "the army declined to give their names"
        return _owner(named, tokens[0], parse) or found
    if found.token is not None and named is not None and _reports(found.token, request):
        return _owner(named, tokens[0], parse) or found
    return found


def _later(found: Whose, first: Token, parse: Parse) -> bool:
    """Whether the subject found stands behind a request that opens no sentence ("told us, in return for anonymity, that
    soldiers …")."""
    token = found.token
    return (
        token is not None
        and token.i > first.i
        and any(t.dep in {"nsubj", "nsubjpass"} for t in parse.tokens[parse.sentences[first.sent].first : first.i])
    )


def is_person(token: Token) -> bool:
    """Whether a word may mean somebody who speaks."""
    if token.lemma in lemmas("not sources") or token.lower in lemmas("not sources"):
        return False
    if token.lower in ONE | MANY | WRITERS or token.lower in INDEFINITE or token.lower in ALL:
        return True
    kind = noun_kind(token)
    if kind is not None:
        return kind in OF_PEOPLE
    if token.pos == "PROPN":
        place = token.dep == "pobj" and token.head is not None and token.head.lower in WHERE
        return token.ent in {"PERSON", ""} and not place
    return token.pos == "NUM" or (token.pos == "NOUN" and generalise(token.lower) is not None)


def _writes(token: Token) -> bool:
    """Whether a subject may be the outlet or the organisation that reports, which never bears a common noun's name."""
    return token.lower in WRITERS or noun_kind(token) == "media" or token.pos == "PROPN"


def _reports(token: Token, request: Request) -> bool:
    """Whether a subject keeps somebody else's name back: "we", or a body ("Rights Monitor is withholding her name")."""
    body = token.pos == "PROPN" and token.ent != "PERSON" and request.kind == "gives"
    return token.lower in WRITERS or body


def _unnamed(tokens: list[Token]) -> Whose:
    """As in "is not naming the guard": the object."""
    verb = tokens[-1]
    found = verb.child("dobj")
    if found is None or not is_person(found):
        return Whose("nobody")
    return Whose("pronoun" if found.lower in ONE | MANY else "noun", found)


def _owner(named: Token, first: Token, parse: Parse) -> Whose | None:
    """As in "her name", "whose name", "the guard's name", "names of witnesses"."""
    poss = named.child("poss")
    if poss is None:
        words = parse.tokens[max(named.i - BEFORE, first.i - BEFORE, 0) : named.i]
        poss = next((t for t in reversed(words) if t.tag in {"PRP$", "WP$"} and t.sent == named.sent), None)
    if poss is not None:
        if poss.lower in {"its", "your"}:
            return Whose("nobody" if poss.lower == "its" else "before")
        if poss.lower == "whose":
            return _person_of(_antecedent(named))
        if poss.tag == "PRP$":
            return Whose("pronoun", poss)
        return _of(poss)
    of = next((c.child("pobj") for c in named.children if c.dep == "prep" and c.lower == "of"), None)
    return _of(of) if of is not None else None


def _of(noun: Token) -> Whose:
    if noun.lower in ALL and noun.lower != "each":
        return Whose("all")
    if any(is_person(t) for t in noun.conjuncts()):
        return Whose("noun", noun)
    return Whose("nobody")


def _of_nobody_said(request: Request, named: Token, parse: Parse) -> Whose:
    """A name without an owner: "(name changed)" is the one before, "names have been withheld" all."""
    before = parse.text[: request.start].rstrip(" *")[-1:]
    verb = named.head
    subject = verb.child("nsubj") if verb is not None and named.dep not in {"nsubj", "nsubjpass"} else None
    if request.kind == "only":
        return _subject(named)
    if before == "(" or named.tag != "NNS":
        return Whose("before")
    if subject is not None and not _writes(subject) and not is_person(subject):
        return Whose("nobody")  # "the police withheld names"
    return Whose("all")


def _assumed(word: Token, parse: Parse) -> Whose:
    """Whose pseudonym: the name's before it, the subject's, or all people's ("pseudonyms are used")."""
    if word.lemma in lemmas("names"):
        return _owner(word, word, parse) or Whose("before")
    opens = parse.text[: word.start].rstrip()
    if opens.endswith(("(", "(a", "(not")) or (word.dep == "attr" and word.tag != "NNS"):
        return Whose("before")
    if word.tag == "NNS" and (word.dep in {"nsubj", "nsubjpass", "ROOT"} or word.i == parse.sentences[word.sent].first):
        return Whose("all")
    found = _subject(word)
    if found.token is not None and (found.token.lower in WRITERS or not is_person(found.token)):
        return Whose("all") if word.tag == "NNS" and _writes(found.token) else Whose("nobody")
    return found


def _subject(token: Token) -> Whose:
    """Up the tree from a request: the nearest subject that can ask, or the noun that its clause stands with."""
    at: Token | None = token
    for step in range(REACH):
        if at is None:
            break
        if step and at.pos in {"NOUN", "PROPN"} and is_person(at):
            return _named(at)
        subject = at.child("nsubj", "nsubjpass") if at.pos in {"VERB", "AUX", "ADJ", "NOUN"} else None
        if subject is not None and subject is not token:
            if subject.lower in RELATIVE or subject.lower in {"none", "neither"}:
                return _person_of(_antecedent(subject))
            if subject.lemma not in lemmas("names") and subject.lower not in class_words("trait"):
                return _named(subject)
        if at.dep in {"relcl", "acl"} and at.head is not None and at.head.pos in {"NOUN", "PROPN", "PRON", "NUM"}:
            return _person_of(at.head)
        at = at.head
    return Whose("open")


def _named(noun: Token) -> Whose:
    if noun.lower in ONE | MANY:
        return Whose("pronoun", noun)
    if noun.lemma in lemmas("not sources") or noun.lower in lemmas("not sources"):
        return Whose("nobody")
    if noun.lemma in lemmas("talks"):
        return Whose("all")  # "interviews were conducted on condition of anonymity"
    if noun.dep == "appos" and noun.head is not None and noun.head.pos == "PROPN":
        return Whose("noun", noun.head)
    return Whose("noun", noun)


def _person_of(noun: Token | None) -> Whose:
    """Whom a clause describes: the noun it stands with, or the person whom that noun says more of ("a midwife at the
    hospital, who …")."""
    at = _bearer(noun)
    for _ in range(REACH):
        if at is None or at.pos in {"VERB", "AUX"}:
            break
        if is_person(at):
            return _named(at)
        at = at.head
    return _named(noun) if noun is not None else Whose("open")


def _bearer(noun: Token | None) -> Token | None:
    """Who bears a second name: "X, known as Y, who …"."""
    verb = noun.head.head if noun is not None and noun.dep == "pobj" and noun.head is not None else None
    return verb.head if verb is not None and verb.dep == "acl" and verb.lemma in NAMING else noun


def _antecedent(word: Token) -> Token | None:
    """The noun whose relative clause a word stands in: a name rather than what is said of it."""
    at: Token | None = word
    for _ in range(REACH):
        if at is None or at.dep == "ROOT":
            return None
        if at.dep in {"relcl", "acl"}:
            noun = at.head
            if noun is not None and noun.dep == "appos" and noun.head is not None and is_person(noun.head):
                return noun.head
            return noun
        at = at.head
    return None
