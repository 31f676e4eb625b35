"""What the rules for relations share: a draft of a relation, who can stand in one, and the tables of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.annotate.mentions import ARMED
from dateline.annotate.stance import Modality, clause_modality
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.wordlists import lemmas, rows
from dateline.model.parse import Token
from dateline.model.span import Evidence
from dateline.model.vocabulary import Predicate

FIGHTING = ARMED | {"state", "government"}
"""Kinds of actor that can fight or be fought."""

UNREAL = frozenset({Modality.DEMANDED, Modality.POSSIBLE, Modality.HYPOTHETICAL, Modality.DENIED, Modality.NEGATED})
"""Modalities under which a word does not state that somebody stands so to another ("must fight", "could back")."""

NOT_STATED = frozenset({"denied", "possible", "demanded"})
"""Stances under which a claim does not state that something holds."""

WARLIKE = frozenset({"opposes", "fights_with", "trains", "arms", "funds", "backs"})
"""Predicates between those who can fight, or persons."""

HELP = frozenset({"trains", "arms", "funds", "backs"})
"""Help that one who has the means gives another."""

POWERFUL = frozenset({"head of state or government", "executive", "minister", "command"})
"""Roles of titles whose holders have such means."""

TITLE_WORDS = 4
"""Words before a name in which its title may stand."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A relation as one place of the text states it. `at` is the word that says it, `by_name` whether it is part of
    what somebody is called ("US-backed rebels"), which holds whatever is said with the name."""

    subject: Named
    predicate: Predicate
    object: Named
    evidence: Evidence
    rule: str
    at: Token | None = None
    by_name: bool = False
    worked_out: bool = False
    """Whether no word states it: it follows from what the two do."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A word of a data file: the predicate it states, the prepositions that lead to the other one (none = its direct
    object), and whether the other one is the subject ("a proxy of X": X backs it)."""

    prepositions: frozenset[str]
    predicate: Predicate
    turned: bool


@lru_cache(maxsize=8)
def ties(name: str) -> dict[str, tuple[Tie, ...]]:
    """Lemma -> what it states, of a data file with the columns lemma, prepositions, predicate, turned, source."""
    found: dict[str, tuple[Tie, ...]] = {}
    for lemma, prepositions, predicate, turned, *_ in rows(name):
        tie = Tie(frozenset(p for p in prepositions.split("|") if p), predicate, turned == "yes")  # type: ignore[arg-type]  # checked on load
        found[lemma] = (*found.get(lemma, ()), tie)
    return found


def drafts(
    context: Context, at: Token, subjects: list[Named], predicate: Predicate, objects: list[Named], rule: str,
    *, by_name: bool = False,
) -> Iterable[Draft]:  # fmt: skip
    """A draft for each subject with each object that can stand so to one another."""
    for subject in collective(context, subjects):
        for obj in collective(context, objects):
            if subject[0] != obj[0] and sensible(context, subject, predicate, obj):
                yield Draft(subject, predicate, obj, around(context, at, subject, obj), rule, at, by_name)


def tied(
    context: Context, at: Token, tie: Tie, one: list[Named], other: list[Named], rule: str, *, by_name: bool = False
) -> Iterable[Draft]:
    """The drafts of a table's word: `one` is the subject unless the word is turned."""
    subjects, objects = (other, one) if tie.turned else (one, other)
    return drafts(context, at, subjects, tie.predicate, objects, rule, by_name=by_name)


def unreal(context: Context, token: Token) -> bool:
    """Whether what a verb or noun tells is denied, demanded or only possible."""
    return token.negated or bool(clause_modality(token, context.parse) & UNREAL)


def around(context: Context, token: Token, *named: Named) -> Evidence:
    """The words from one to the other, the token included, within its sentence."""
    start = min(token.start, *(n[1].start for n in named))
    end = max(token.end, *(n[1].end for n in named))
    sentence = context.parse.sentence_of(token)
    start, end = max(start, sentence.start), min(end, sentence.end)
    return context.document.evidence(start, end) if start < end else context.document.evidence(token.start, token.end)


def collective(context: Context, named: list[Named]) -> list[Named]:
    """Those who can stand in a relation; a state's unnamed people ("Norwegian instructors") stand for the state."""
    found = []
    for actor, evidence in named:
        kind = context.actors.kind_of(actor)
        unnamed = kind == "person" and all(m.form != "named" for m in context.actors.mentions_of(actor))
        owner = context.actors.owner_of(actor) if unnamed else None
        if kind not in {"media", "civilians"}:
            found.append((owner or actor, evidence))
    return found


def sensible(context: Context, subject: Named, predicate: str, obj: Named) -> bool:
    """Whether actors of these kinds can stand so to one another."""
    kinds = context.actors.kind_of(subject[0]), context.actors.kind_of(obj[0])
    if predicate == "leads" and kinds[1] in {"person", "civilians", "state"}:
        return False
    if predicate == "member_of" and kinds[1] == "person":
        return False
    if predicate == "role_in":
        return kinds[0] == "person" and kinds[1] != "person"
    if predicate in HELP and kinds[0] == "person" and not _powerful(context, subject[0]):
        return False  # "the sergeant, who was supporting the mission": a soldier's work is no backing
    if predicate in WARLIKE:
        return all(k in FIGHTING or k == "person" for k in kinds)
    return True


def _powerful(context: Context, person: str) -> bool:
    """Whether a title of the person gives him a state or force of his own to help with."""
    for m in context.actors.mentions_of(person):
        first = context.parse.token_at(m.start)
        words = context.parse.tokens[max(0, first.i - TITLE_WORDS) : m.head + 1] if first is not None else []
        titles = [hit for t in words if (hit := context.catalogue.title(t.text)) is not None]
        if any(t.role in POWERFUL or t.words.lower() in lemmas("ruling a state") for t in titles):
            return True
        if any(t.lemma.lower() in lemmas("ruling a state") for t in words):
            return True
    return False


def called_by(context: Context, key: str) -> str | None:
    """The actor behind a modifier's left side: a name's key, or a common word such as "regime"."""
    direct = context.actors.by_key(key)
    if direct is not None:
        return direct
    if key in {"regime", "government"}:
        return context.actors.main_government()
    mention = next((m for m in context.actors.mentions if m.number == 2 and m.head_class == key), None)
    return context.actors.id_of(mention) if mention else None
