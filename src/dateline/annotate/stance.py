"""Modality: whether a clause is told as happened, planned, possible, demanded or denied, and the stance of a claim.

Words that carry modality stand in `data/modality.tsv`; this module holds only the grammar by which they reach a verb:
auxiliaries and adverbs below it, governing verbs, nouns and adjectives above it, conjunctions that open its clause.
"""

from __future__ import annotations

import csv
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Final

from dateline.model.parse import Parse, Token
from dateline.model.vocabulary import Stance

CLIMB: Final = 6
"""Steps that modality is followed upwards: deeper nesting is rare and the words then belong to somebody else."""
DOING: Final = frozenset({"try", "attempt", "seek", "strive", "prepare"})
"""Verbs of aiming that are doings themselves: who says that troops are trying to enter asserts the trying."""


class Modality(StrEnum):
    """What qualifies an event. Several may hold ("may not attack": negated and possible)."""

    NEGATED = "negated"
    POSSIBLE = "possible"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    INTENDED = "intended"
    DEMANDED = "demanded"
    ALLEGED = "alleged"
    DENIED = "denied"
    ONGOING = "ongoing"
    REALISED = "realised"
    """Of a governing word only: what hangs on it came about ("managed to")."""


BARRED: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass", "mark"})
"""Children that a bare verb has where it is no imperative ("Stop the killing!")."""


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, Modality]]:
    """Place -> word -> modality, from the data file."""
    table: dict[str, dict[str, Modality]] = {}
    names = {m.value: m for m in Modality}
    text = (files("dateline.annotate") / "data" / "modality.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        if row["modality"] in names:
            table.setdefault(row["place"], {})[row["word"]] = names[row["modality"]]
    return table


def _group(token: Token) -> list[Token]:
    """The tokens of the verb group: the verb itself, and the conjuncts before it that share their auxiliaries."""
    group = [token]
    own = any(c.dep in {"nsubj", "nsubjpass", "aux", "auxpass", "expl"} for c in token.children)
    while not own and group[-1].dep == "conj" and group[-1].head is not None and group[-1].head.pos in {"VERB", "AUX"}:
        group.append(group[-1].head)
        own = any(c.dep in {"aux", "auxpass"} for c in group[-1].children)
        if len(group) > CLIMB:
            break
    return group


def _below(token: Token, table: dict[str, dict[str, Modality]], found: set[Modality]) -> None:
    """Auxiliaries, adverbs and negation of one verb."""
    for c in token.children:
        if c.dep == "neg" or (c.dep == "det" and c.lower == "no"):
            found.add(Modality.NEGATED)
        elif c.dep in {"aux", "auxpass"} and c.lower in table["aux"]:
            found.add(table["aux"][c.lower])
        elif c.dep in {"advmod", "npadvmod"} and c.lower in table["adverb"]:
            found.add(table["adverb"][c.lower])
        elif c.dep == "mark" and c.lower in table["mark"]:
            found.add(table["mark"][c.lower])
        elif c.dep == "amod" and c.lower in table["quality"]:
            found.add(table["quality"][c.lower])
        elif c.dep in {"nsubj", "nsubjpass"} and any(d.lower == "no" for d in c.children):
            found.add(Modality.NEGATED)
    if token.tag == "VBG" and any(c.lemma == "be" for c in token.children if c.dep == "aux"):
        found.add(Modality.ONGOING)


def _above(token: Token, head: Token, table: dict[str, dict[str, Modality]], found: set[Modality]) -> None:
    """What a governing word says of the clause that depends on it."""
    if token.dep in {"xcomp", "ccomp", "advcl", "pcomp", "acl", "prep", "pobj", "dobj", "oprd"}:
        if head.pos in {"VERB", "AUX"}:
            _governed(token, head, table, found)
        elif head.pos in {"NOUN", "PROPN"} and token.dep in {"acl", "prep", "pcomp"}:
            modality = table["noun"].get(head.lemma)
            if modality is not None and (token.dep != "acl" or token.tag == "VB" or token.child("mark")):
                found.add(modality)
        elif head.pos in {"ADJ", "VERB"} and token.dep in {"xcomp", "ccomp", "pcomp", "prep"}:
            modality = table["adjective"].get(head.lower)
            if modality is not None:
                found.add(modality)


def _governed(token: Token, head: Token, table: dict[str, dict[str, Modality]], found: set[Modality]) -> None:
    passive = any(c.dep == "auxpass" for c in head.children)
    infinitive = token.tag == "VB" and any(c.lower == "to" for c in token.children)
    if passive and token.dep == "xcomp" and token.child("aux") is not None and head.lemma in table["passive"]:
        found.add(Modality.ALLEGED)
        return
    if head.lower in table["adjective"] and infinitive:
        found.add(table["adjective"][head.lower])
    if head.lemma == "go" and infinitive and head.tag == "VBG":
        found.add(Modality.FUTURE)
        return
    if head.lemma == "be" and infinitive:
        _of_subject(head, table, found)
        return
    if token.pos in {"NOUN", "PROPN"} and head.lemma in table["object"]:
        return  # "reject the siege": what that says of the noun itself is told by `_wanted`
    modality = table["governor"].get(head.lemma)
    if modality is None:
        return
    obliged = infinitive and token.dep == "xcomp" and head.tag not in {"VBD", "VBN"}
    if modality is Modality.DEMANDED and head.lemma == "have" and not obliged:
        return
    if modality is Modality.DEMANDED and not infinitive and not (token.tag == "VB" and token.child("aux") is None):
        return
    if token.dep in {"advcl", "dobj", "pobj", "prep"} and modality is not Modality.INTENDED and token.dep != "prep":
        return
    if token.dep == "advcl" and not infinitive:
        return
    if modality in {Modality.INTENDED, Modality.ONGOING} and token.dep == "ccomp":
        return
    found.add(modality)


def _of_subject(head: Token, table: dict[str, dict[str, Modality]], found: set[Modality]) -> None:
    """As in "The goal is to retake the town": the subject noun says what the infinitive is; "is to" alone is a plan."""
    subject = head.child("nsubj")
    modality = table["noun"].get(subject.lemma) if subject is not None else None
    found.add(modality if modality is not None else Modality.INTENDED)


def clause_modality(token: Token, parse: Parse, *, within_speech: bool = False) -> frozenset[Modality]:
    """Modality of the event that `token` (a verb, or a noun naming an event) tells.

    `within_speech`: leave out what the verb of saying above the clause adds ("claimed that …" -> alleged).
    """
    del parse  # the tree hangs on the token; kept for engines that will need the text
    table, found = _words(), set[Modality]()
    for member in _group(token):
        _below(member, table, found)
    at = _group(token)[-1]
    if _aimed_at(at, table):
        found.add(Modality.INTENDED)
    if token.pos in {"NOUN", "PROPN"}:
        found |= _wanted(token, table)
    for _ in range(CLIMB):
        head = at.head
        if head is None or (within_speech and at.dep == "ccomp"):
            break
        _above(at, head, table, found)
        if at.dep in {"ccomp", "relcl", "parataxis"}:
            break
        if at.dep in {"xcomp", "pcomp", "prep", "acl", "advcl", "pobj", "dobj"} and head.pos in {
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
            "ADP",
        }:
            if at.dep == "advcl" and not (at.tag == "VB" and head.lemma in table["governor"]):
                break
            if at.dep in {"xcomp", "ccomp"}:
                _below_governor(head, table, found)
            elif (
                at.dep in {"dobj", "pobj", "prep", "acl"} and head.pos == "VERB" and head.lemma not in table["governor"]
            ):
                break
        elif at.dep != "conj":
            break
        at = head
    return frozenset(found)


def _below_governor(head: Token, table: dict[str, dict[str, Modality]], found: set[Modality]) -> None:
    """Auxiliaries of a governing verb reach the clause below it ("may try to attack", "did not plan to attack")."""
    passed: set[Modality] = set()
    _below(head, table, passed)
    found |= passed - {Modality.ONGOING}


def _wanted(noun: Token, table: dict[str, dict[str, Modality]]) -> set[Modality]:
    """What a verb says of the happening that its object names: "demanded talks", "called for a ceasefire", "rejected
    the mediation", "cancelled the visit". Only of the object itself: "called for an end to the siege" tells of one."""
    head = noun.head
    if noun.dep == "pobj" and head is not None and head.lower == "for":
        verb = head.head
        asked = verb is not None and table["object"].get(verb.lemma) is Modality.DEMANDED
        return {Modality.DEMANDED} if asked else set()
    found = table["object"].get(head.lemma) if head is not None and noun.dep == "dobj" else None
    return {found} if found is not None else set()


def _aimed_at(verb: Token, table: dict[str, dict[str, Modality]]) -> bool:
    """Whether an infinitive tells what somebody is after, and not what came of it ("the right to take the town", but
    "managed to take it", "an operation to take it", "the first to fall"): Karttunen 1971 on implicative verbs. A
    purpose ("fired to disperse the crowd") is told as part of what was done for it."""
    head = verb.head
    if head is None or verb.tag != "VB" or verb.dep not in {"xcomp", "acl"}:
        return False
    if not any(c.dep == "aux" and c.lower == "to" for c in verb.children):
        return False
    if head.pos in {"NOUN", "PROPN"}:
        return head.lemma not in table["realised"] and not any(c.lower in table["realised"] for c in head.children)
    return (
        head.pos in {"VERB", "ADJ"}
        and head.lemma not in table["realised"]
        and head.lemma not in table["governor"]
        and not (head.lemma in table["passive"] and head.tag == "VBN")
    )


def content_modality(root: Token, parse: Parse) -> frozenset[Modality]:
    """Modality of what somebody says: as `clause_modality`, and what the content's own main word states ("we want to
    leave", "the goal is to retake the town", "they must go")."""
    table, found = _words(), set(clause_modality(root, parse, within_speech=True))
    if root.tag == "VB" and root.dep not in {"xcomp", "conj"} and not any(c.dep in BARRED for c in root.children):
        found.add(Modality.DEMANDED)
    infinitive = next(
        (
            c
            for c in root.children
            if c.dep in {"xcomp", "ccomp"} and c.i > root.i and any(k.lower == "to" for k in c.children)
        ),
        None,
    )
    if root.negated and (root.lemma == "exclude" or (root.lemma == "rule" and _out(root))):
        found.add(Modality.POSSIBLE)
        found.discard(Modality.NEGATED)
    if root.pos == "AUX" and root.lower in table["aux"]:
        found.add(table["aux"][root.lower])
    if infinitive is None:
        return frozenset(found)
    if root.lemma == "be":
        subject = root.child("nsubj")
        modality = table["noun"].get(subject.lemma) if subject is not None else None
    else:
        modality = table["governor"].get(root.lemma) or table["adjective"].get(root.lower)
        adjective = root.child("acomp")
        if modality is None and adjective is not None:
            modality = table["adjective"].get(adjective.lower)
    past_need = modality is Modality.DEMANDED and root.tag in {"VBD", "VBN"}
    if modality is not None and root.lemma not in DOING and not past_need:
        found.add(modality)
    return frozenset(found)


def _out(verb: Token) -> bool:
    """As in "it is not ruled out that …"."""
    return any(c.lower == "out" and c.dep in {"prt", "advmod", "prep"} for c in verb.children)


def stance_of(cue: Stance, modality: frozenset[Modality]) -> Stance:
    """Stance of a claim from its cue, and where the cue merely asserts, from the modality inside the content."""
    if cue != "asserted":
        return cue
    if Modality.ALLEGED in modality:
        return "alleged"
    if Modality.DEMANDED in modality:
        return "demanded"
    if Modality.INTENDED in modality or Modality.FUTURE in modality:
        return "intended"
    if Modality.POSSIBLE in modality:
        return "possible"
    if Modality.DENIED in modality:
        return "denied"
    return "asserted"
