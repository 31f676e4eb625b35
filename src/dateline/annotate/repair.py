"""Small repairs of a parse where the catalogue and plain grammar know better than the parser.

Two slips of small models cost whole events: an acronym read as an auxiliary ("IS forces launched …" as a passive of
"be"), and a subject read as an apposition of the place before it ("…on Palmyra, the army and militias continue …").
"""

from __future__ import annotations

from dateline.annotate.cues import source_nouns
from dateline.annotate.names import Name
from dateline.annotate.opening_dates import free_dates, move
from dateline.catalogue.lookup import Catalogue
from dateline.codebook.triggers import load_triggers
from dateline.model.parse import FINITE, NOMINAL, SUBJECTS, Parse, Token

SUBJECT = SUBJECTS | {"expl"}
MISREAD = frozenset({"appos", "conj", "dep"})
GAP = frozenset({"ADV", "AUX", "PART"})


def repair(parse: Parse, names: dict[int, Name], catalogue: Catalogue) -> None:
    """Repair the parse in place; subtree bounds are worked out anew where something changed."""
    _persons(parse, names)
    for sentence in parse.sentences:
        _common_noun(parse.tokens[sentence.first], names, catalogue)
    changed = [free_dates(parse)]
    changed += [_acronym(parse, t) for t in parse.tokens if t.pos == "AUX" and t.i in names and t.text.isupper()]
    changed += [_subject(parse, t) for t in parse.tokens if t.dep in {"ROOT", "ccomp", "conj"} and t.pos == "VERB"]
    changed += [_gerund_subject(t) for t in parse.tokens if t.dep == "xcomp" and t.tag == "VBG"]
    changed += [_which(t, catalogue) for t in parse.tokens if t.dep == "relcl"]
    changed += [_agent(t) for t in parse.tokens if t.dep == "auxpass"]
    if any(changed):
        parse.reindex()


def _persons(parse: Parse, names: dict[int, Name]) -> None:
    """ "US Secretary of Defense Lloyd Austin": whose name follows a title is a person, though the engine reads a body
    that begins within the title."""
    for name in dict.fromkeys(names.values()):
        if name.kind == "person" and name.last - name.first > 1:
            for token in parse.tokens[name.first : name.last]:
                token.ent = "PERSON"


def _common_noun(first: Token, names: dict[int, Name], catalogue: Catalogue) -> None:
    """ "Rebels besieged …": a capital at the start of a sentence does not make a name of a common noun."""
    if first.tag not in {"NNP", "NNPS"} or first.i in names:
        return
    for lemma, tag in (
        (first.lower, "NN"),
        (first.lower.removesuffix("s"), "NNS"),
        (first.lower.removesuffix("es"), "NNS"),
    ):
        head = catalogue.head(lemma)
        if head is not None and head.kind != "state":
            first.pos, first.tag, first.lemma = "NOUN", tag, lemma
            return


def _acronym(parse: Parse, t: Token) -> bool:
    """An actor's acronym read as an auxiliary modifies the noun after it."""
    after = parse.tokens[t.i + 1] if t.i + 1 < len(parse.tokens) else None
    if after is not None and after.dep == "attr" and after.head is t and after.left == after.i:
        return _acronym_before(parse, t, after)
    if after is None or after.sent != t.sent or t.dep not in {"aux", "auxpass"} or t.children:
        return False
    if after.pos in NOMINAL:
        t.pos, t.tag = "PROPN", "NNP"
        move(t, after, "compound")
        return True
    before = parse.tokens[t.i - 1] if t.i > 0 else None
    if before is not None and before.sent == t.sent and before.pos == "ADP":  # "militants loyal to IS attacked"
        t.pos, t.tag = "PROPN", "NNP"
        move(t, before, "pobj")
        return True
    if after is t.head and after.tag in FINITE:  # "IS controls the city"
        t.pos, t.tag, t.dep = "PROPN", "NNP", "nsubj"
    return False


def _acronym_before(parse: Parse, t: Token, noun: Token) -> bool:
    """ "Airstrikes on IS targets": the noun is no complement of a verb "is", but what the name stands before."""
    head = t.head
    if head is None or any(c.dep in SUBJECT for c in t.children):
        return False
    objects = [c for c in head.children if c.pos == "ADP" and c.i == t.i - 1]
    move(noun, objects[0] if objects else head, "pobj" if objects or head.pos == "ADP" else "dobj")
    for child in list(t.children):
        move(child, noun, child.dep)
    t.pos, t.tag = "PROPN", "NNP"
    move(t, noun, "compound")
    return True


def _which(clause: Token, catalogue: Catalogue) -> bool:
    """ "A commander of the army, which holds X": "which" is no person, so the clause belongs to the army."""
    person, pronoun = clause.head, next((c for c in clause.children if c.lower == "which" and c.dep in SUBJECT), None)
    known = catalogue.head(person.lemma) if person is not None else None
    if person is None or pronoun is None or known is None or known.number != "person":
        return False
    bodies = [o for p in person.children if p.dep == "prep" and p.i > person.i for o in p.children if o.dep == "pobj"]
    if not bodies or bodies[-1].i > pronoun.i:
        return False
    move(clause, bodies[-1], "relcl")
    return True


def _agent(auxiliary: Token) -> bool:
    """ "Serbia is supported within the council by Russia": who does it hangs on the verb, not on the noun in between;
    but "is condemned in a statement by Russia" and "was hurt in an attack by rebels" tell whose they are."""
    verb = auxiliary.head
    if verb is None or verb.tag != "VBN" or verb.child("agent") is not None:
        return False
    for first in verb.all("prep"):
        noun = first.child("pobj") if first.i > verb.i and first.lower != "by" else None
        for _ in range(STEPS):
            if noun is None or noun.tag == "VBG" or _made_by_somebody(noun):
                break
            by = next((c for c in noun.children if c.dep == "prep" and c.lower == "by" and c.child("pobj")), None)
            if by is not None:
                move(by, verb, "agent")
                return True
            deeper = next((c for c in noun.children if c.dep == "prep" and c.i > noun.i), None)
            noun = deeper.child("pobj") if deeper is not None else None
    return False


def _made_by_somebody(noun: Token) -> bool:
    """Whether a by-phrase can be the noun's own: what happens, or what somebody writes."""
    return bool(load_triggers().of(noun.lemma, "NOUN")) or source_nouns().get(noun.lemma) == "document"


STEPS = 3
"""Phrases within phrases that are gone through."""


def _gerund_subject(gerund: Token) -> bool:
    """ "The army said shelling by rebels killed five": the -ing form is what killed, and nothing that the army does."""
    says = gerund.head
    if says is None or gerund.child("dobj", "aux") is not None:
        return False
    told = next((c for c in says.children if c.dep == "ccomp" and c.i > gerund.i), None)
    if told is None or told.tag not in FINITE or any(c.dep in SUBJECT for c in told.children):
        return False
    if gerund.right >= told.left:
        return False
    gerund.pos, gerund.tag = "NOUN", "NN"
    move(gerund, told, "nsubj")
    return True


def _subject(parse: Parse, verb: Token) -> bool:
    """A finite verb without a subject takes the noun phrase right before it, if that hangs where no noun should."""
    finite = verb.tag in FINITE or any(c.tag in FINITE for c in verb.children if c.dep in {"aux", "auxpass"})
    if not finite or verb.dep == "conj" or any(c.dep in SUBJECT for c in verb.children):
        return False
    i = verb.i - 1
    first = parse.sentence_of(verb).first
    while i >= first and parse.tokens[i].pos in GAP:
        i -= 1
    if i < first or parse.tokens[i].pos not in NOMINAL:
        return False
    noun = parse.tokens[i]
    for _ in range(8):
        if noun.head is None or noun.dep != "conj" or noun.head.pos not in NOMINAL:
            break
        noun = noun.head
    before = parse.tokens[noun.left - 1] if noun.left > first else None
    if noun.dep not in MISREAD or before is None or before.text != "," or noun.head is verb:
        return False
    move(noun, verb, "nsubj")
    return True
