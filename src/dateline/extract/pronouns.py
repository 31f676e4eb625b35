"""Whom a plural pronoun cannot mean: the speaker, in the speaker's own words, and the dead, where it attacks.

People who tell what was done to them call those who did it "they" and themselves "we"; whom the sentence before says
to have been killed or taken away does not go on to shoot.
"""

from __future__ import annotations

from typing import Final

from dateline.annotate.cues import cues
from dateline.codebook.triggers import load_triggers
from dateline.model.document import Document
from dateline.model.parse import Token

FORCE: Final = frozenset({"ASSAULT", "COERCE"})
DEAD: Final = frozenset({"killing", "death", "massacre"})
HARMED: Final = DEAD | {"injury", "abduction", "arrest", "displacement"}
"""Tags of what those who suffer it do not go on to attack after."""
OPENING, CLOSING, STRAIGHT = "\u201c", "\u201d", '"'


def quote_start(document: Document, offset: int) -> int | None:
    """Where the quotation that holds a character of a paragraph opens, None outside of one."""
    section = document.section_at(offset)
    if section is None:
        return None
    before = document.text[section.start : offset]
    curly = before.rfind(OPENING)
    if curly >= 0 and before.rfind(CLOSING) < curly:
        return section.start + curly
    if before.count(STRAIGHT) % 2:
        return section.start + before.rfind(STRAIGHT)
    return None


def says(head: Token) -> bool:
    """Whether a noun is the subject of a verb of saying."""
    verb = head.head
    return head.dep == "nsubj" and verb is not None and (verb.lemma, "verb") in cues()


def acts_with_force(pronoun: Token) -> bool:
    """Whether a pronoun is the subject of an active verb of force ("they began to shoot")."""
    verb = pronoun.head if pronoun.dep == "nsubj" else None
    for _ in range(2):
        if verb is None:
            return False
        if any(r.plover in FORCE for r in load_triggers().of(verb.lemma, "VERB")):
            return True
        verb = verb.child("xcomp")
    return False


def suffers(head: Token, tags: frozenset[str]) -> bool:
    """Whether a noun stands for those whom its clause says to suffer one of these: killed, wounded, taken away."""
    while head.dep == "conj" and head.head is not None and head.head.pos in {"NOUN", "PROPN", "NUM"}:
        head = head.head
    verb = head.head
    if verb is None or head.dep not in {"nsubjpass", "dobj"}:
        return False
    found = load_triggers().of(verb.lemma, "VERB")
    return any(r.tag in tags for r in found)
