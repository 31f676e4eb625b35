"""Who holds what: "IS-held X", "X is controlled by Y", "Y's stronghold X", and what captures and withdrawals imply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.annotate.modifiers import modifiers
from dateline.annotate.place_words import place_types
from dateline.annotate.timex import UNDATED
from dateline.extract.arguments import agents, expand, governing_verb, objects_of, patients, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.relations import FIGHTING
from dateline.extract.wordlists import lemmas, rows
from dateline.model.origin import by_rule
from dateline.model.parse import NOMINAL, Token
from dateline.model.records import Control, Event, Place
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import ControlStatus

IMPLIED: dict[str, ControlStatus] = {"capture": "controls", "withdrawal": "lost", "loss": "lost"}
"""What an event with this tag says of the place afterwards, for its actor."""


BESIDE = frozenset({"along", "near", "around", "towards", "toward", "to", "outside", "from", "beyond", "behind"})
"""Prepositions that place a capture by something else than what was taken."""


ARRIVAL = frozenset({"to", "into", "towards", "toward", "across", "behind", "over", "through", "near"})
"""Prepositions that say where a withdrawal goes."""


@dataclass(frozen=True, slots=True)
class Held:
    place: Place
    actor: Named
    status: ControlStatus
    extent: str | None
    evidence: Evidence
    rule: str


@lru_cache(maxsize=1)
def _words() -> dict[tuple[str, str], ControlStatus]:
    return {(r[0], r[1]): r[2] for r in rows("control_verbs.tsv")}  # type: ignore[misc]  # checked on load


@lru_cache(maxsize=1)
def _extents() -> dict[str, ControlStatus]:
    return {r[0]: r[1] for r in rows("extents.tsv")}  # type: ignore[misc]  # checked on load


def extract_control(context: Context, events: Iterable[tuple[Event, str]]) -> tuple[Control, ...]:
    """Control records, one per (place, actor, status). `events` come with the tag of their trigger."""
    held = [
        *_hyphenated(context),
        *_stated(context),
        *_sought(context),
        *_shut_in(context),
        *_called(context),
        *_in_hands(context),
        *_possessed(context),
    ]
    sought = [h for h in held if h.status == "seeks"]
    held += [h for h in _implied(context, events) if not any(_still_sought(h, s) for s in sought)]
    grouped: dict[tuple[str, str, str], list[Held]] = {}
    for h in sorted(held, key=lambda h: (h.evidence.start, h.evidence.end)):
        if context.actors.kind_of(h.actor[0]) in FIGHTING or context.actors.kind_of(h.actor[0]) == "other":
            grouped.setdefault((h.place.id, h.actor[0], h.status), []).append(h)
    return tuple(_record(context, same) for same in grouped.values())


def _still_sought(taken: Held, sought: Held) -> bool:
    """Whether the words that seem to tell of a capture only tell of the wish ("tried to seize the town")."""
    a, b = taken.evidence, sought.evidence
    return taken.place.id == sought.place.id and a.start < b.end and b.start < a.end


def _record(context: Context, same: list[Held]) -> Control:
    first = same[0]
    actor = context.use(first.actor)
    evidence = tuple(dict.fromkeys(h.evidence for h in same))
    claims = dict.fromkeys(c for e in evidence for c in context.claims.claims_for(e.start, e.end))
    return Control(
        context.id("control", first.status, (*evidence[:1], *first.place.mentions[:1]), (actor,)),
        first.place.id,
        actor,
        first.status,
        first.extent,
        _when(context, evidence, claims),
        tuple(claims),
        evidence,
        by_rule(first.rule),
    )


def _when(context: Context, evidence: Iterable[Evidence], claims: Iterable[str]) -> When | None:
    """The day that the words give, else the day they were said, else that of the report: who holds what may change."""
    for e in evidence:
        for d in context.dated:
            if e.start <= d.timex.start and d.timex.end <= e.end and d.timex.form not in UNDATED:
                return context.timeline.when_of(d.timex)
    said = next((w for c in claims if (w := context.claims.said_of(c)) is not None), None)
    day = context.document.published.date
    return said or (When("", day, day, "day", "date of publication", ()) if day else None)


def _places(context: Context, token: Token) -> list[Place]:
    """The places that a noun phrase names: at its head, in apposition, or after "of"/"in"."""
    one = token.head.head if token.dep == "pobj" and token.head is not None and token.head.lower == "of" else None
    if one is not None and one.lower in {"one", "some", "part", "parts"}:
        token = one  # "Hays, one of their last strongholds"
    own = context.places.place_at(token.start, token.end)
    found = [own] if own is not None else []
    for near in (*token.all("appos"), *([token.head] if token.dep == "appos" and token.head else [])):
        found += [
            p for e, p in context.places.mentions_in(*context.parse.span_of(near)) if e.start <= near.start < e.end
        ]
    if not found and token.lower == "it":
        found = _it(context, token)
    if not found:
        for obj in objects_of(token, {"of", "in", "at", "around"}):
            found += [
                p for e, p in context.places.mentions_in(*context.parse.span_of(obj)) if e.start <= obj.start < e.end
            ]
    return found[:1]


def _it(context: Context, pronoun: Token) -> list[Place]:
    """The place that "it" stands for: the first one named in this sentence before it, else in the sentence before."""
    for sentence in reversed(context.parse.sentences[max(0, pronoun.sent - 1) : pronoun.sent + 1]):
        before = [p for e, p in context.places.mentions_in(sentence.start, min(sentence.end, pronoun.start))]
        if before:
            return before[:1]
    return []


def _hyphenated(context: Context) -> Iterable[Held]:
    """ "Houthi-held Hays", "Hays, a Houthi-held town"."""
    tokens = context.parse.tokens
    for i in range(2, len(tokens)):
        if modifiers().get(tokens[i].lower) != "control" or tokens[i - 1].text not in "-–":
            continue
        left = context.names.get(i - 2)
        owner = context.actors.mention_at(tokens[i - 2]) or (
            None if left is None else context.actors.mention_at(tokens[left.last - 1])
        )
        head = tokens[i].head
        actor = context.actors.id_of(owner) if owner else _common(context, tokens[i - 2])
        if actor is None or head is None:
            continue
        while head.dep in {"compound", "amod", "nmod"} and head.head is not None:
            head = head.head
        for place in _places(context, head):
            evidence = _cover(context, tokens[i - 2], head, place)
            yield Held(place, (actor, evidence), "controls", None, evidence, "X-held")


def _common(context: Context, token: Token) -> str | None:
    """ "regime-held", "rebel-held": the actor of the report that the common noun is a class of."""
    if token.lemma in {"regime", "government", "state"}:
        return context.actors.main_government()
    for m in context.actors.mentions:
        if (
            m.form == "nominal"
            and m.number == 2
            and (m.head_class == token.lemma or context.parse.tokens[m.head].lemma == token.lemma)
        ):
            return context.actors.id_of(m)
    return None


def _cover(context: Context, token: Token, head: Token, place: Place) -> Evidence:
    sentence = context.parse.sentence_of(token)
    near = [e for e in place.mentions if sentence.start <= e.start < sentence.end] or [
        context.document.evidence(token.start, head.end)
    ]
    mention = min(near, key=lambda e: abs(e.start - token.start))
    return context.document.evidence(min(token.start, mention.start), max(head.end, mention.end))


def _stated(context: Context) -> Iterable[Held]:
    """Verbs and nouns of holding."""
    for t in context.parse.tokens:
        if t.pos == "VERB" and (t.lemma, "verb") in _words() and not t.negated and not _wished(t):
            status = _words()[t.lemma, "verb"]
            others = [c for c in t.children if c.dep == "conj" and c.pos in NOMINAL and _sides(c)]
            holders, held = context.cast.all([*agents(t), *others]), patients(t)
            yield from _pairs(context, t, holders, held, status, "verb")
        elif t.pos == "NOUN" and (t.lemma, "noun") in _words():
            held = objects_of(t, {"of", "over", "on"})
            verb = t.head
            if (
                verb is not None
                and verb.pos in {"VERB", "AUX"}
                and t.dep in {"dobj", "attr"}
                and verb.lemma in {"have", "retain", "keep", "maintain", "exercise"}
            ):
                yield from _pairs(context, t, context.cast.all(agents(verb)), held, "controls", "noun")
            elif t.dep == "pobj" and t.head is not None and t.head.lower == "under":
                above = t.head.head
                if above is not None:
                    subject = above.child("nsubj", "nsubjpass")
                    holders = context.cast.owners(t) + context.cast.all(objects_of(t, {"of"}))
                    yield from _pairs(context, t, holders, expand(subject), "controls", "under control")


def _pairs(
    context: Context, at: Token, holders: list[Named], held: list[Token], status: ControlStatus, rule: str
) -> Iterable[Held]:
    for t in (_town_of(h) for h in held):
        extent, changed = _extent(context, t, at)
        for place in _places(context, t):
            for holder in holders:
                evidence = _span(context, at, holder, place)
                changed = None if status == "seeks" else changed
                yield Held(place, holder, changed or status, extent, evidence, rule)


def _town_of(held: Token) -> Token:
    """ "a town in Idlib province controlled by X": the town is meant, though the participle stands by the province."""
    above = held.head.head if held.dep == "pobj" and held.head is not None and held.head.lower == "in" else None
    return above if above is not None and above.pos == "NOUN" and above.lemma in place_types() else held


def _span(context: Context, at: Token, holder: Named, place: Place) -> Evidence:
    sentence = context.parse.sentence_of(at)
    mention = min(
        (e for e in place.mentions if sentence.start <= e.start < sentence.end),
        key=lambda e: abs(e.start - at.start),
        default=None,
    )
    ends = [at.start, at.end, holder[1].start, holder[1].end] + ([mention.start, mention.end] if mention else [])
    return context.document.evidence(max(min(ends), sentence.start), min(max(ends), sentence.end))


def _extent(context: Context, held: Token, verb: Token) -> tuple[str | None, ControlStatus | None]:
    """ "the majority of the city", "parts of", "largely controlled", "on one side"."""
    if _sides(verb):
        return _sides(verb), "partial"  # "controlled by X on one side and Y on the other"
    for t in (held, *held.children, *verb.children):
        if (t.lower in _extents() and t is not verb) or t.lemma in _extents():
            return t.text, _extents().get(t.lower) or _extents()[t.lemma]
    return None, None


def _wished(verb: Token) -> bool:
    """ "To blockade the port": a purpose; but "continues to hold" tells what is."""
    infinitive = verb.tag == "VB" and any(c.lower == "to" for c in verb.children)
    return infinitive and not (verb.head is not None and verb.head.lemma in lemmas("going on"))


def _sides(token: Token) -> str | None:
    """ "On one side", "on the other": words that give somebody one side of a place only."""
    for t in objects_of(token, {"on"}):
        if (t.lemma == "side" and any(c.lower in {"one", "other"} for c in t.children)) or t.lower == "other":
            return "one side"
    return None


def _sought(context: Context) -> Iterable[Held]:
    """ "Tried to seize X", "the campaign to liberate X", "a push towards X": who is out to take a place."""
    for t in context.parse.tokens:
        if t.lemma in lemmas("taking") and t.tag == "VB" and any(c.lower == "to" for c in t.children):
            yield from _pairs(context, t, _out_for(context, t), patients(t), "seeks", "to take")
        elif t.lemma in lemmas("pushing") and t.dep in {"dobj", "nsubj", "ROOT"}:
            head = t.head if t.dep == "dobj" and t.head is not None else t
            holders = context.cast.all(agents(head)) if t.pos == "VERB" or t.dep == "dobj" else context.cast.owners(t)
            goals = objects_of(t, {"towards", "toward", "on", "for"})
            yield from _pairs(context, t, holders, goals, "seeks", "push towards")


def _out_for(context: Context, verb: Token) -> list[Named]:
    """Whose purpose an infinitive tells: the owner of the campaign, or the subject of the clause above it."""
    above = verb.head
    if above is None or verb.dep not in {"xcomp", "acl", "advcl"}:
        return []
    if verb.dep == "xcomp" and above.lemma not in lemmas("trying"):
        return []
    if above.pos in NOMINAL:
        if above.lemma not in lemmas("campaign"):
            return []
        owners = context.cast.owners(above) + context.cast.all(objects_of(above, {"by", "of"}))
        clause = governing_verb(above)
        return owners[:1] or (context.cast.all(subject_of(clause)) if clause is not None else [])
    return context.cast.all(agents(above)) if not above.negated else []


def _shut_in(context: Context) -> Iterable[Held]:
    """ "A garrison remains encircled in X": the one shut in still holds the place."""
    for t in context.parse.tokens:
        if t.lower not in lemmas("shut in") or t.dep == "amod":
            continue
        above = t.head if t.dep in {"acomp", "xcomp", "oprd", "attr"} else None
        subject = t.child("nsubjpass") or (above.child("nsubj") if above else None)
        held = objects_of(t, {"in", "inside", "at"})
        yield from _pairs(context, t, context.cast.all(expand(subject)), held, "encircled", "shut in")


def _called(context: Context) -> Iterable[Held]:
    """ "Idlib, the last rebel enclave", "Raqqa is an IS stronghold", "among the largest strongholds for rebels"."""
    for t in context.parse.tokens:
        if (t.lemma, "place noun") not in _words() or t.pos != "NOUN":
            continue
        holders = context.cast.owners(t) + context.cast.all(objects_of(t, {"of", "for"}))
        holders += [
            (a, context.words(c, t)) for c in t.children if c.i < t.i and (a := _common(context, c)) is not None
        ]
        named = t.head if t.dep == "appos" else None
        if t.dep == "attr" and t.head is not None:
            named = t.head.child("nsubj")
        elif t.dep == "pobj" and t.head is not None and t.head.lower == "among" and t.head.head is not None:
            named = t.head.head.child("nsubj")
        if named is not None:
            yield from _pairs(context, t, holders[:1], [named], "controls", "stronghold")


def _in_hands(context: Context) -> Iterable[Held]:
    """ "lie in government hands", "is in the hands of the rebels"."""
    for t in context.parse.tokens:
        if t.lemma != "hand" or t.dep != "pobj" or t.head is None or t.head.lower != "in" or t.head.head is None:
            continue
        holders = context.cast.owners(t) + context.cast.all(objects_of(t, {"of"}))
        yield from _pairs(
            context, t, holders[:1], expand(t.head.head.child("nsubj", "nsubjpass")), "controls", "in hands"
        )


def _possessed(context: Context) -> Iterable[Held]:
    """ "Islamic State's Deir e-Zor province", "Raqqa, IS's de facto capital": an armed group's own places."""
    for t in context.parse.tokens:
        owned = t.head if t.dep == "poss" else _after_mark(context, t)
        person = context.catalogue.head(owned.lemma) if owned is not None else None
        if owned is None or (person is not None and person.number == "person"):
            continue  # "the army's spokesman in X" holds nothing
        for holder in context.cast.named(t):
            kind = context.actors.kind_of(holder[0])
            if kind not in {"rebel group", "militia", "coalition"} and not (
                kind == "government" and owned.lemma in {"side", "territory", "stronghold"}
            ):
                continue
            places = _places(context, owned)
            if not places and (owned.lemma, "place noun") in _words():
                places = [p for e, p in context.places.last_before(t.start) if t.start - e.end <= 3][
                    :1
                ]  # "Raqqa, IS's capital"
            for place in places:
                yield Held(place, holder, "controls", None, _span(context, owned, holder, place), "possessor")


def _after_mark(context: Context, t: Token) -> Token | None:
    """What a name with a genitive mark owns, where the parser misread the name ("IS's de facto capital")."""
    tokens = context.parse.tokens
    if t.i not in context.names or t.i + 2 >= len(tokens) or tokens[t.i + 1].lower not in {"'s", "’s", "’", "'"}:
        return None
    for i in range(t.i + 2, min(len(tokens), t.i + 8)):
        nominal = tokens[i].pos in {"NOUN", "PROPN"}
        if nominal and (
            i + 1 >= len(tokens)
            or tokens[i + 1].pos not in {"NOUN", "PROPN", "ADJ", "PUNCT"}
            or tokens[i + 1].text in ",."
        ):
            return tokens[i]
    return None


def _implied(context: Context, events: Iterable[tuple[Event, str]]) -> Iterable[Held]:
    by_id = context.places.by_id
    for event, tag in events:
        status = IMPLIED.get(tag)
        if status is None or event.where is None or event.status not in {"happened", "ongoing"}:
            continue
        place = by_id(event.where.place)
        if place is None or not any(e.start <= event.where.evidence[0].start < e.end for e in event.evidence):
            continue  # a place carried over from the sentence before is not said to be taken
        head = context.parse.token_at(event.where.evidence[0].end - 1)
        preposition = _preposition(head)
        if preposition in (BESIDE if tag == "capture" else ARRIVAL):
            continue  # "positions along the road": the road itself is not said to be held; "withdrew to X" keeps X
        extent, changed = _extent_in(context, event.evidence[0], event.where.evidence[0].start)
        doers = [w for w in event.who if w.role == "actor"]
        for w in doers:
            yield Held(place, (w.actor, w.evidence[0]), changed or status, extent, event.evidence[0], f"event {tag}")
        for w in event.who:
            if not doers and w.role == "recipient" and tag == "capture":
                yield Held(place, (w.actor, w.evidence[0]), "lost", None, event.evidence[0], f"event {tag}")


def _preposition(token: Token | None) -> str:
    """The preposition that leads to a place; through "of" to that of the whole ("to the east side of the river")."""
    while token is not None and token.dep == "pobj" and token.head is not None:
        if token.head.lower != "of" or token.head.head is None or token.head.head.dep != "pobj":
            return token.head.lower
        token = token.head.head
    return ""


def _extent_in(context: Context, evidence: Evidence, place: int) -> tuple[str | None, ControlStatus | None]:
    """ "Parts of", "20 percent of": the extent words of a capture; but what is "including" is taken whole."""
    words = context.parse.within(evidence.start, evidence.end)
    if any(t.lower == "including" and t.start < place for t in words):
        return None, None
    for t in words:
        if t.lower in _extents() and any(c.dep == "prep" and c.lower == "of" for c in t.children):
            return t.text, _extents()[t.lower]
    return None, None
