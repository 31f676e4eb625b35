"""What the lexicon asks of a clause before its word counts as an event (the `needs` column of the codebook)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dateline.annotate.mentions import ARMED
from dateline.annotate.place_words import place_types
from dateline.codebook.triggers import Trigger, load_triggers
from dateline.extract.arguments import is_passive, objects_of, patients, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.wordlists import explosives, lemmas, means_words, target_words
from dateline.model.parse import Token

FORCES = ARMED | {"state"}
AUTHORITIES = frozenset({"government", "police", "military", "state", "international organisation"})
PEOPLE = frozenset({"civilians", "person", "other", "media", "ngo"})
GOAL = frozenset(
    {"to", "into", "towards", "toward", "across", "over", "of", "in", "on", "through", "inside", "near", "from"}
)


@dataclass(frozen=True, slots=True)
class Clause:
    """What a need is tested against."""

    context: Context
    token: Token
    doers: list[Named]
    done_to: list[Named]
    violent: bool
    carried: bool = False
    """Whether a light verb carries the noun ("launched an operation")."""
    carrier: Token | None = None

    @property
    def verb(self) -> Token:
        """The verb of the clause: the light one where it carries the noun."""
        return self.carrier or self.token

    def kinds(self, named: list[Named]) -> set[str]:
        """Kinds of the actors; gunmen and attackers count as an armed group whatever they are called."""
        actors = self.context.actors
        found = {actors.kind_of(a) for a, _ in named}
        return found | ({"militia"} if any(actors.bears_arms(a) for a, _ in named) else set())

    @property
    def objects(self) -> list[Token]:
        if self.token.pos in {"NOUN", "PROPN"}:
            return objects_of(self.token, {"of", "on", "against", "in", "at", "to", "into", "from"})
        own = patients(self.token) + _numbered(self.token)
        return own + objects_of(self.token, GOAL) + [t for o in own for t in objects_of(o, {"of", "over"})]

    def names_place(self, tokens: list[Token]) -> bool:
        """Whether one of the tokens names a place, or is a word for one ("territory", "the town", "positions")."""
        return any(
            t.lemma in place_types()
            or t.lemma in lemmas("ground")
            or self.context.places.place_at(t.start, t.end) is not None
            for t in tokens
        )


def _numbered(verb: Token) -> list[Token]:
    """ "Shot down 12 of 14 drones": what is counted where the object is a number alone."""
    return [t for n in verb.all("dobj", "npadvmod") if n.pos == "NUM" for t in objects_of(n, {"of"})]


def _armed_context(c: Clause) -> bool:
    sentence = c.context.parse.sentence_of(c.token)
    if any(m.kind in FORCES | {"government"} for m in c.context.cast.in_sentence(c.token.sent)):
        return True
    return any(t.lemma in means_words() for t in c.context.parse.tokens[sentence.first : sentence.last])


def _explosive(c: Clause) -> bool:
    near = [
        *c.objects,
        *c.token.all("compound", "amod"),
        *subject_of(c.token),
        *(x for o in c.objects for x in o.children),
    ]
    it = c.violent and any(t.lower in {"it", "they", "one"} for t in subject_of(c.token))
    return it or any(t.lemma in lemmas("may explode") or t.lemma in explosives() for t in near)


def _thing(c: Clause) -> bool:
    return any(
        t.pos in {"NOUN", "PROPN"} and (t.lemma in target_words() or c.context.actors.mention_at(t) is None)
        for t in c.objects
    )


def _forces(c: Clause) -> bool:
    """Whether the object is a word for a force, though no actor of the report ("two patrols")."""
    heads = [c.context.catalogue.head(t.lemma) for t in patients(c.token)]
    return any(h is not None and (h.armed or h.kind in ARMED) for h in heads)


def _counted_people(c: Clause) -> bool:
    """Whether it is done to people of whom only the number is told ("thousands have been arrested")."""
    people = lemmas("so many") | lemmas("protesting")
    return not c.done_to and any(t.pos == "NUM" or t.lemma in people for t in patients(c.token))


def _protesting(c: Clause) -> bool:
    """Whether the subject is a word for people who protest, though no actor of the report ("trade unions")."""
    return any(t.lemma in lemmas("protesting") for t in subject_of(c.verb))


def _column(c: Clause) -> bool:
    """ "A convoy of 30 military vehicles": a force on the move that no owner is told of."""
    columns = [t for t in subject_of(c.verb) if t.lemma in lemmas("moving together")]
    words = [x for t in columns for n in (t, *objects_of(t, {"of"})) for x in (n, *n.all("amod", "compound"))]
    return any(w.lower in lemmas("of an army") or w.lemma in lemmas("of an army") for w in words)


def _for_aid(noun: Token) -> bool:
    """ "Humanitarian flights", "relief operations": what brings help."""
    return any(c.lower in lemmas("for help") for c in noun.all("amod", "compound"))


CHECKS: dict[str, Callable[[Clause], bool]] = {
    "armed-subject": lambda c: bool(c.kinds(c.doers) & FORCES) or _column(c),
    "armed-object": lambda c: bool(c.kinds(c.done_to) & FORCES),
    "armed-any": lambda c: bool((c.kinds(c.doers) | c.kinds(c.done_to)) & (FORCES | {"government"})),
    "armed-context": _armed_context,
    "violent-context": lambda c: c.violent or _armed_context(c),
    "explosive-context": _explosive,
    "authority-subject": lambda c: bool(c.kinds(c.doers) & AUTHORITIES),
    "authority-or-armed-subject": lambda c: bool(c.kinds(c.doers) & (AUTHORITIES | ARMED)),
    "crowd-subject": lambda c: bool(c.kinds(c.doers) & {"civilians", "other", "ngo"}) or _protesting(c),
    "person-subject": lambda c: bool(c.kinds(c.doers) & ({"civilians", "person"} | ARMED)),
    "person-object": lambda c: bool(c.kinds(c.done_to) & (PEOPLE | ARMED)),
    "place-object": lambda c: c.names_place(c.objects),
    "place-subject": lambda c: c.names_place(c.token.all("nsubj", "nsubjpass")),
    "place-goal": lambda c: c.names_place(c.objects),
    "force-object": lambda c: bool(c.kinds(c.done_to) & FORCES) or _forces(c),
    "weapon-object": lambda c: any(t.lemma in means_words() for t in c.objects),
    "shell-object": lambda c: any(t.lemma in lemmas("fired by heavy weapons") for t in c.objects),
    "no-object": lambda c: not is_passive(c.token) and not patients(c.token),
    "thing-object": _thing,
    "staff-object": lambda c: any(t.lemma in lemmas("staff") for t in c.objects),
    "aid-object": lambda c: any(t.lemma in lemmas("help") or _for_aid(t) for t in c.objects),
    "agreement-object": lambda c: any(t.lemma in lemmas("accord") for t in c.objects),
}


GIVING = frozenset({"aid", "arming", "funding", "training", "support"})
BETWEEN_PERSONS = frozenset({"talks", "visit", "agreement", "mediation"})
"""Tags of what officials do in person."""
BEFALLING_PERSONS = frozenset({"arrest", "legal", "release", "expulsion"})
"""Tags of what an authority does to one person, whether or not the clause names it."""
COLLECTIVE = FORCES | AUTHORITIES | {"ngo"}


def met(reading: Trigger, clause: Clause) -> bool:
    """Whether the clause gives all that this reading needs. A weak one must name an armed actor or authority; what is
    no violence must name somebody who acts, other than a person alone."""
    counted = reading.tag in BEFALLING_PERSONS and _counted_people(clause)
    if not all(CHECKS[n](clause) or (counted and n == "person-object") for n in reading.needs):
        return False
    kinds = clause.kinds(clause.doers) | clause.kinds(clause.done_to)
    if reading.plover != "ASSAULT" and not (
        kinds & (COLLECTIVE | {"civilians", "other"}) or _stands_alone(reading, clause)
    ):
        return False
    if reading.tag == "visit" and not any(_represents(clause.context, a) for a, _ in clause.doers):
        return False  # "soldiers visiting a market"
    if reading.tag == "siege" and not clause.kinds(clause.doers) & (FORCES | {"government"}):
        return False
    if reading.tag in GIVING and reading.pos == "VERB" and not clause.doers and not is_passive(clause.token):
        return False
    if reading.plover == "COERCE" and reading.pos == "VERB" and not clause.objects:
        return False  # "we will not stop"
    if reading.lemma == "agree" and not _agreed_to(clause, kinds):
        return False
    if reading.tag == "operation" and reading.pos == "NOUN" and not clause.carried:
        if not (clause.doers and clause.done_to):
            return clause.violent and clause.names_place(objects_of(clause.token, {"in", "at", "near", "around"}))
        return bool(kinds & (FORCES | {"government"}))
    return (
        reading.strong
        or bool(reading.needs)
        or bool(kinds & (FORCES | {"government"}))
        or any(_in_office(clause.context, a) for a, _ in clause.doers)
    )


def _agreed_to(clause: Clause, kinds: set[str]) -> bool:
    """Whether somebody agrees to something that no other word tells: not "agreed to be named", "analysts agreed", and
    in "agreed to withdraw" it is the withdrawal that is planned."""
    done = clause.token.child("xcomp")
    if done is None:
        return bool(clause.objects)
    known = load_triggers().of(done.lemma, "VERB") or done.child("auxpass") is not None
    return not known and bool(kinds & (FORCES | {"government", "international organisation"}))


def _stands_alone(reading: Trigger, clause: Clause) -> bool:
    """Whether a happening without violence is told though no body or crowd takes part: a coup, a protest that somebody
    stages, what is done by or to a person in office, what officials do in person."""
    if reading.tag == "coup" or (reading.tag == "evacuation" and clause.names_place(clause.objects)):
        return True
    if (reading.tag == "aid cut" and is_passive(clause.token)) or (reading.tag == "movement" and _column(clause)):
        return True
    if reading.plover == "PROTEST" and (clause.carried or clause.doers or _protesting(clause)):
        return True
    persons = reading.tag in BETWEEN_PERSONS | BEFALLING_PERSONS and "person" in clause.kinds(
        clause.doers + clause.done_to
    )
    return persons or any(_in_office(clause.context, a) for a, _ in clause.doers)


def _in_office(context: Context, actor: str) -> bool:
    """A person with a title of state: what a minister does belongs to politics, what a coach does not."""
    if context.actors.kind_of(actor) != "person":
        return False
    heads = (context.parse.tokens[m.head] for m in context.actors.mentions_of(actor))
    return any(context.catalogue.title(word) is not None for h in heads for word in (h.text, h.lemma))


def _represents(context: Context, actor: str) -> bool:
    """Whether an actor is a state or body, or a person whom the report names or gives a title."""
    if context.actors.kind_of(actor) in {"state", "government", "international organisation"}:
        return True
    mentions = context.actors.mentions_of(actor) if context.actors.kind_of(actor) == "person" else []
    heads = (context.parse.tokens[m.head].text for m in mentions)
    return any(m.form == "named" for m in mentions) or any(context.catalogue.title(h) is not None for h in heads)
