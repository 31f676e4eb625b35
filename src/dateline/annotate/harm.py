"""What was done to the people counted: killed, wounded, detained, displaced, missing.

Read from the verb, adjective or noun that governs the count; the words are data (data/harm.tsv), the frames grammar:
`patient` (object or passive subject of the verb), `subject`, `noun` (the counted noun itself), `of` (the counted noun
is the "of" complement), `adjective`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, cast

from dateline.annotate.units import PEOPLE, count_words, read_rows, unit_of
from dateline.model.layers import Counted
from dateline.model.parse import SUBJECTS, Parse, Token

HarmDone = Literal["killed", "wounded", "detained", "displaced", "missing"]
_INCLUDING = frozenset({"including", "includes", "among", "besides"})
_STATES = frozenset({"condition", "state"})
_GRAVE = frozenset({"critical", "serious", "stable", "grave", "poor", "bad"})
_TAKES_LIVES = frozenset({"claim", "take", "cost", "lose"})
_COMPLEMENTS = frozenset({"acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "prt", "advmod", "dep"})
_CAUSES = frozenset({"force", "compel", "oblige", "cause", "lead", "drive", "prompt", "push", "order"})


@lru_cache(maxsize=1)
def harm_words() -> dict[tuple[str, str], HarmDone]:
    """(lemma, frame) -> harm, from data/harm.tsv."""
    return {(r[0], r[1]): cast("HarmDone", r[2]) for r in read_rows("harm.tsv")}


def harm_of(counted: Counted, parse: Parse) -> HarmDone | None:
    """The one harm that the people of this count suffered; None for things, for none and for several at once."""
    harms = harms_of(counted, parse)
    return harms[0] if len(harms) == 1 else None


def harms_of(counted: Counted, parse: Parse) -> tuple[HarmDone, ...]:
    """All harms told of the people counted ("60 civilians were killed and injured": both), nearest word first."""
    token = counted_token(counted, parse)
    if token is None or counted.what not in {None, "people", "force size", "wounded", "detained", "displaced"}:
        return ()
    if counted.noun is not None:
        unit = unit_of(token, _before(token))
        if unit and unit.what not in PEOPLE and unit.what != "of":
            return ()
    near = _near(token, counted, parse)
    if not near or near[0] in {"detained", "displaced"}:  # prisoners and refugees are killed and wounded too
        above = _above(token, counted)
        return above if above and (not near or above[0] in {"killed", "wounded", "missing"}) else near
    return near


def part_of_toll(counted: Counted, parse: Parse) -> bool:
    """Does the count break another one down ("30 of them children", "including 3 women", "11 men and 4 women")?"""
    token = counted_token(counted, parse)
    if token is None or "of them" in counted.unit:
        return token is not None
    groups = count_words("demographic")
    if token.lemma not in groups:
        return False
    beside = [*token.conjuncts()[1:], *([token.head] if token.dep == "conj" and token.head is not None else [])]
    included = token.dep == "pobj" and token.head is not None and token.head.lower in _INCLUDING
    return included or any(t.lemma in groups for t in beside)


def counted_token(counted: Counted, parse: Parse) -> Token | None:
    """The counted noun's token, or the numeral's where the noun is left out."""
    if counted.noun is not None:
        return parse.tokens[counted.noun]
    return parse.token_at(counted.number_start)


def _before(token: Token) -> list[Token]:
    return [c for c in token.children if c.i < token.i and c.dep in {"compound", "amod"}]


def _near(token: Token, counted: Counted, parse: Parse) -> tuple[HarmDone, ...]:
    """The noun itself, its adjectives, the participle after it, the word after a bare numeral ("217 wounded")."""
    words = harm_words()
    bare = counted.noun is None or not counted.start <= token.start < counted.end
    if bare:
        found = _after_number(counted, parse)
        if found:
            return found
    if counted.noun is not None and (token.lemma, "noun") in words:
        return (words[token.lemma, "noun"],)
    for c in token.children:
        if c.dep in {"amod", "acl", "relcl"} or (c.dep in {"advcl", "acomp", "oprd"} and c.i > token.i):
            found = _word(c, "adjective") if c.dep == "amod" else _clause(c)
            if found:
                return found
    return ()


def _after_number(counted: Counted, parse: Parse) -> tuple[HarmDone, ...]:
    """The word of harm right after a number without a noun: "233 dead", "ten seriously wounded"."""
    number = parse.token_at(counted.number_end - 1)
    if number is None:
        return ()
    for t in parse.tokens[number.i + 1 : number.i + 4]:
        found = _word(t, "adjective") or _word(t, "noun")
        if found or t.pos not in {"ADV", "ADJ", "NUM", "NOUN"}:
            return found
    return ()


def _word(t: Token, frame: str) -> tuple[HarmDone, ...]:
    harm = harm_words().get((t.lower, frame)) or harm_words().get((t.lemma, frame))
    return (harm,) if harm else ()


def _clause(verb: Token) -> tuple[HarmDone, ...]:
    """As in "people killed in …", "people who died", "people who were arrested"."""
    if verb.dep == "relcl" and verb.tag != "VB":
        subject = verb.child("nsubj", "nsubjpass")
        if subject is None or subject.lower not in {"who", "that", "which", "whom"}:
            return ()
        return _of_verb(verb, "nsubjpass" if subject.dep == "nsubjpass" or verb.child("auxpass") else "nsubj")
    if verb.tag in {"VBN", "VBD"} or verb.pos == "ADJ":
        return _of_verb(verb, "nsubjpass") or _word(verb, "adjective")
    if verb.tag == "VB" and verb.head is not None and verb.head.head is not None and verb.head.head.lemma in _CAUSES:
        return _of_verb(verb, "nsubj")  # "forcing 38,000 people to flee"
    return _of_verb(verb, "nsubj") if verb.tag == "VBG" else ()


def _above(token: Token, counted: Counted) -> tuple[HarmDone, ...]:
    """The verb or noun above: subject, object or "of" complement of a word of harm."""
    at = token
    for _ in range(12):
        head = at.head
        if head is None:
            return ()
        if at.dep in {"conj", "appos", "nummod", "nmod", "poss", "compound"} and head.pos not in {"VERB", "AUX"}:
            at = head
            continue
        if at.dep == "pobj" and head.head is not None and counted.start <= head.head.start < counted.end:
            at = head.head  # "dozens of civilians": the verb is above "dozens"
            continue
        if at.dep == "pobj" and head.lower in _INCLUDING and head.head is not None:
            at = head.head
            if at.pos in {"VERB", "AUX"}:
                return ()
            continue
        break
    head = at.head
    if head is None:
        return ()
    if at.lemma == "life" and at.dep == "dobj" and head.lemma in _TAKES_LIVES:
        return ("killed",)
    if at.dep in {"nsubjpass", "dobj", "nsubj", "iobj", "dative"}:
        return _of_verb(head, at.dep)
    if at.dep == "pobj" and head.lower == "of" and head.head is not None:
        return _of_noun(head.head)
    if at.dep == "pobj" and head.lower in {"to", "at", "by"} and head.head is not None:
        return _risen(head.head)
    if at.dep == "attr":
        return ()
    return ()


def _of_noun(noun: Token) -> tuple[HarmDone, ...]:
    """As in "the murder of hundreds of people", "claimed the lives of 12", "the killing and wounding of 30"."""
    found: list[HarmDone] = []
    at = noun.head if noun.dep == "conj" and noun.head is not None else noun
    for t in at.conjuncts():
        harm = harm_words().get((t.lemma, "of")) or harm_words().get((t.lemma, "patient" if t.pos == "VERB" else ""))
        if harm and harm not in found:
            found.append(harm)
    return tuple(found)


def _risen(verb: Token) -> tuple[HarmDone, ...]:
    """As in "the death toll rose to 12", "the number of wounded stands at 40": the subject says what is counted."""
    subject = verb.child("nsubj", "nsubjpass")
    if subject is None:
        return ()
    inner = [p for c in subject.all("prep") for p in c.children]
    for t in [subject, *subject.children, *inner, *(a for p in inner for a in p.children)]:
        found = _word(t, "noun") or _word(t, "adjective")
        if found:
            return found
    return ()


def _of_verb(verb: Token, dep: str) -> tuple[HarmDone, ...]:
    """Harms of a verb and of the verbs coordinated with it, for its subject or object."""
    shares = verb.dep == "conj" and verb.child("nsubj", "nsubjpass") is None
    first = verb.head if shares and verb.head is not None else verb
    found: list[HarmDone] = []
    shared = [v for v in first.conjuncts() if v is verb or v is first or not _own_subject(v)]
    for v in shared if dep not in {"dobj", "nsubj"} else [verb, *_bare(verb)]:
        harm = _harm_by(v, dep, shared=v is not verb)
        if harm and harm not in found:
            found.append(harm)
    return tuple(found)


def _own_subject(verb: Token) -> bool:
    """Has a coordinated verb somebody else before it ("seven were killed and 12 wounded")?"""
    return any(c.pos == "NUM" or c.dep in SUBJECTS for c in verb.children if c.i < verb.i)


def _bare(verb: Token) -> list[Token]:
    """Verbs before or after it that share its object ("killed and injured 60 civilians")."""
    near = [c for c in verb.children if c.dep == "conj" and c.child("dobj") is None and not _own_subject(c)]
    if verb.dep == "conj" and verb.head is not None and verb.head.child("dobj") is None and not _own_subject(verb):
        near.append(verb.head)
    return near


def _harm_by(verb: Token, dep: str, *, shared: bool) -> HarmDone | None:
    words = harm_words()
    patient = words.get((verb.lemma, "patient"))
    passive = dep == "nsubjpass" or (shared and verb.tag == "VBN")
    if dep in {"dobj", "iobj", "dative"} or passive:
        if patient:
            return patient
    elif dep == "nsubj":
        harm = words.get((verb.lemma, "subject"))
        if harm is None and verb.child("aux"):
            harm = words.get((verb.lower, "adjective"))  # "six are missing"
        if harm:
            return harm
        headline = verb.tag in {"VBN", "VBD"} and verb.child("dobj", "auxpass", "aux") is None
        if patient and headline:
            return patient  # "Seven killed in blast"
    return _harm_in_complement(verb, dep)


def _harm_in_complement(verb: Token, dep: str) -> HarmDone | None:
    """As in "left 12 dead", "are missing", "forced 5,000 to flee", "were taken hostage", "lost their lives"."""
    words = harm_words()
    for c in verb.children:
        if c.dep in _COMPLEMENTS and not _own_subject(c):
            harm = words.get((c.lower, "adjective")) or words.get((c.lemma, "adjective"))
            if c.pos in {"VERB", "AUX"} and c.dep == "xcomp" and not harm:
                harm = words.get((c.lemma, "subject")) if c.child("aux") or c.tag == "VB" else None
            if harm:
                return harm
    if verb.lemma == "lose" and dep == "nsubj":
        lost = verb.child("dobj")
        return "killed" if lost is not None and lost.lemma == "life" else None
    if verb.lemma in {"be", "remain", "leave"}:
        states = [p for c in verb.all("prep") for p in c.all("pobj") if c.lower == "in" and p.lemma in _STATES]
        if any(t.lower in _GRAVE for p in states for t in p.children):
            return "wounded"
    if verb.lemma == "take":
        after = {t.lower for c in verb.children if c.i > verb.i for t in (c, *c.children)}
        if after & {"hostage", "captive", "prisoner", "custody", "hostages", "prisoners"}:
            return "detained"
    return None
