"""Who stands how to whom: modifiers ("US-backed"), offices ("spokesman of X"), membership, verbs, who fights whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.annotate.mentions import ARMED
from dateline.annotate.stance import Modality, clause_modality
from dateline.extract.arguments import agents, governing_verb, is_passive, objects_of, patients, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.wordlists import lemmas, rows
from dateline.model.layers import Mention
from dateline.model.origin import by_rule
from dateline.model.parse import Token
from dateline.model.records import Event, Relation
from dateline.model.span import Evidence
from dateline.model.vocabulary import SYMMETRIC_PREDICATES, Predicate

FIGHTING = ARMED | {"state", "government"}
"""Kinds of actor that can fight or be fought."""


UNREAL = frozenset({Modality.DEMANDED, Modality.POSSIBLE, Modality.HYPOTHETICAL, Modality.DENIED})
"""Modalities under which a verb does not state that somebody stands so to another ("must fight", "could back")."""


@dataclass(frozen=True, slots=True)
class Draft:
    subject: Named
    predicate: Predicate
    object: Named
    evidence: Evidence
    rule: str


@lru_cache(maxsize=2)
def _rows(name: str) -> dict[str, list[tuple[frozenset[str], Predicate]]]:
    """Lemma -> [(prepositions, predicate)] of a data file; no preposition = direct object."""
    found: dict[str, list[tuple[frozenset[str], Predicate]]] = {}
    for lemma, prepositions, predicate, _ in rows(name):
        wanted = frozenset(p for p in prepositions.split("|") if p)
        found.setdefault(lemma, []).append((wanted, predicate))  # type: ignore[arg-type]  # checked on load
    return found


def extract_relations(context: Context, events: Iterable[Event]) -> tuple[Relation, ...]:
    """Relation records, one per (subject, predicate, object), in order of their first evidence."""
    drafts = [
        *_from_modifiers(context),
        *_from_offices(context),
        *_from_regimes(context),
        *_from_membership(context),
        *_from_verbs(context),
        *_in_support(context),
        *_support_from(context),
        *_against(context),
        *_from_events(context, events),
    ]
    grouped: dict[tuple[str, str, str], list[Draft]] = {}
    for d in sorted(drafts, key=lambda d: (d.evidence.start, d.evidence.end, d.predicate)):
        a, b = d.subject[0], d.object[0]
        if a == b:
            continue
        key = (a, d.predicate, b)
        if d.predicate in SYMMETRIC_PREDICATES and (b, d.predicate, a) in grouped:
            key = (b, d.predicate, a)
        grouped.setdefault(key, []).append(d)
    led = {(a, o) for a, p, b in grouped if p == "leads" for o in (b, context.actors.owner_of(b))}
    grouped = {k: v for k, v in grouped.items() if k[1] != "role_in" or (k[0], k[2]) not in led}
    return tuple(_record(context, key, drafts) for key, drafts in grouped.items())


def _record(context: Context, key: tuple[str, str, str], drafts: list[Draft]) -> Relation:
    subject, predicate, obj = key
    context.used.update((subject, obj))
    evidence = tuple(dict.fromkeys(d.evidence for d in drafts))
    claims = dict.fromkeys(c for e in evidence for c in context.claims.claims_for(e.start, e.end))
    if predicate in {"member_of", "role_in", "leads"}:
        whole, part = (
            (subject, obj) if predicate == "leads" and context.actors.kind_of(subject) != "person" else (obj, subject)
        )
        if predicate != "leads" or context.actors.kind_of(subject) == "person":
            context.actors.put_under(part, whole)
    return Relation(
        context.id("relation", predicate, evidence[:1], (subject, obj)),
        subject,
        drafts[0].predicate,
        obj,
        None,
        tuple(claims),
        evidence,
        by_rule(drafts[0].rule),
    )


def _named_key(context: Context, key: str) -> str | None:
    """The actor behind a modifier's left side: a name's key, or a common word such as "regime"."""
    direct = context.actors.by_key(key)
    if direct is not None:
        return direct
    if key in {"regime", "government"}:
        return context.actors.main_government()
    mention = next((m for m in context.actors.mentions if m.number == 2 and m.head_class == key), None)
    return context.actors.id_of(mention) if mention else None


def _from_modifiers(context: Context) -> Iterable[Draft]:
    for m in context.actors.mentions:
        for tag in sorted(m.tags):
            if ":" not in tag:
                continue
            word, key = tag.split(":", 1)
            if word == "control":
                continue
            owner = _named_key(context, key)
            if owner is None:
                continue
            evidence = context.document.evidence(m.start, m.end)
            holder, self_ = (owner, evidence), (context.actors.id_of(m), evidence)
            if word == "pro" and m.kind == "media":
                continue  # how an outlet leans is no alliance
            if word == "pro":
                yield Draft(self_, "allied_with", holder, evidence, "pro-X")
                yield from _other_allies(context, m, holder)
            elif word == "anti":
                yield Draft(self_, "opposes", holder, evidence, "anti-X")
            else:
                yield Draft(holder, word, self_, evidence, "X-participle")  # type: ignore[arg-type]  # checked on load


def _other_allies(context: Context, m: Mention, holder: Named) -> Iterable[Draft]:
    """ "Iranian, Russian and other pro-regime forces": those named beside the "other" are allies too."""
    words = context.parse.within(m.start, m.end)
    other = next((t.i for t in words if t.lower == "other"), None)
    for t in words:
        mention = context.actors.mention_at(t)
        if other is not None and t.i < other and mention is not None and mention.kind == "state":
            yield Draft((context.actors.id_of(mention), holder[1]), "allied_with", holder, holder[1], "other pro-X")


MOST_WORDS = 24
"""Words of a name that are looked at for its office, and before an office for its body: titles are shorter."""


def _from_offices(context: Context) -> Iterable[Draft]:
    """A person's title or apposition with the body it belongs to."""
    for m in context.actors.mentions:
        one = m.number == 1 and context.actors.id_of(m) in context.used
        if m.kind != "person" or not (m.form == "named" or one):
            continue
        head = context.parse.tokens[m.head]
        for part in _office_tokens(context, m, head)[:MOST_WORDS]:
            for body in _bodies(context, part, m):
                predicate = _title(context, part, body[0])
                if predicate is None:
                    continue
                if predicate == "leads":
                    body = (context.actors.government_of(body[0]) or body[0], body[1])
                evidence = _office_words(context, m, part)
                person = (context.actors.id_of(m), context.document.evidence(m.start, m.end))
                yield Draft(person, predicate, body, evidence, "office")
                break


def _office_words(context: Context, m: Mention, part: Token) -> Evidence:
    """From the mention's first word, or the office before it, to the end of the office after it."""
    tokens = context.parse.tokens
    start = context.parse.token_at(m.start)
    first = min(part.i, m.head, start.i if start else m.head)
    last = max(part.right if part.i > m.head else m.head, m.head)
    return context.words(tokens[first], tokens[last])


def _title(context: Context, token: Token, body: str) -> Predicate | None:
    """What the office at a token makes of its holder in a body; None where the token is no office.

    A president leads a state and a head his organisation; a minister, a commander, a spokesman hold a role in it.
    """
    head = context.catalogue.head(token.lemma)
    of_state = context.actors.kind_of(body) in {"state", "government"}
    if any(c.dep == "det" and c.lower in {"a", "an", "another"} for c in token.children):  # "X, a Houthi leader"
        return "role_in" if head is not None and (not of_state or _serves(context, token)) else None
    words = [t.text for t in context.parse.tokens[max(0, token.i - TITLE_WORDS) : token.i + 1]]
    for n in range(len(words)):
        hit = context.catalogue.title(" ".join(words[n:]))
        if hit is not None:
            leads = (
                hit.leads and hit.role not in {"military", "command"} and (not of_state or hit.role in HEADS_OF_STATE)
            )
            return "leads" if leads else "role_in"
    if head is None or head.number != "person" or head.kind not in OFFICE_KINDS:
        return None
    return "role_in" if context.actors.kind_of(body) != "state" or _serves(context, token) else None


def _serves(context: Context, token: Token) -> bool:
    """Whether a noun says that its holder serves a state; "a Somali gunman", "a British expert" tell a nationality."""
    head = context.catalogue.head(token.lemma)
    return context.catalogue.title(token.text) is not None or (head is not None and head.kind in SERVING)


HEADS_OF_STATE = frozenset({"head of state or government"})
OFFICE_KINDS = frozenset({"person", "military", "police", "government", "rebel group", "militia"})
SERVING = frozenset({"military", "police", "government"})
TITLE_WORDS = 4


def _office_tokens(context: Context, m: Mention, head: Token) -> list[Token]:
    """Tokens that may name the office: title words in the phrase, the apposition, "X, named Y"."""
    first = context.parse.token_at(m.start)
    sentence = context.parse.sentence_of(head)
    left = min(head.left, first.i if first else head.i)
    found = [t for t in context.parse.tokens[max(left, sentence.first) : head.i] if t.pos in {"NOUN", "PROPN"}]
    found += head.all("appos")
    if head.dep == "appos" and head.head is not None:
        found.append(head.head)
    if head.dep in {"oprd", "pobj", "attr"} and head.head is not None:
        above = head.head if head.dep == "oprd" else head.head.head
        if above is not None and above.lemma in {"name", "call", "identify"} and above.head is not None:
            found.append(above.head)
    if m.form == "nominal":
        found.append(head)
    return found


def _bodies(context: Context, office: Token, m: Mention) -> Iterable[Named]:
    """Bodies that an office belongs to: possessor or modifier left of it, or after of/for/at/with/within."""
    named_after = objects_of(context.parse.tokens[m.head], {"of"}) if office.i < m.head else []
    yield from _organised(context, [*objects_of(office, {"of", "within"}), *named_after])
    first = context.parse.token_at(m.start)
    start = min(office.left, first.i if first else office.left)
    left = context.parse.tokens[max(start, office.i - MOST_WORDS) : office.i]
    for t in reversed(left):
        mention = context.actors.mention_at(t)
        if mention is not None and mention.kind not in {"person", "media", "civilians"}:
            yield context.actors.id_of(mention), context.document.evidence(mention.start, mention.end)
        elif mention is None and t.pos in {"NOUN", "ADJ"}:
            called = _named_key(context, t.lemma)  # "rebel spokesman X": the rebels of the report
            if called is not None:
                yield called, context.document.evidence(t.start, t.end)
    yield from _organised(context, objects_of(office, {"for", "at", "with", "from"}))


def _organised(context: Context, tokens: list[Token]) -> Iterable[Named]:
    for t in tokens:
        for named in context.cast.named(t):
            if context.actors.kind_of(named[0]) not in {"person", "media", "civilians"}:
                yield named


def _from_regimes(context: Context) -> Iterable[Draft]:
    """ "X's regime", "the X administration": a person leads what is called after him."""
    for t in context.parse.tokens:
        if t.lemma not in lemmas("called after its head") or t.pos != "NOUN":
            continue
        body = context.cast.named(t)
        for ruler in context.cast.all([c for c in t.children if c.dep in {"poss", "compound"}]):
            if body and context.actors.kind_of(ruler[0]) == "person":
                yield Draft(ruler, "leads", body[0], _around(context, t, ruler), "regime of a person")


def _from_membership(context: Context) -> Iterable[Draft]:
    """ "X, a faction of Y"; "the Y faction X"; "X is part of Y"."""
    nouns = _rows("relation_nouns.tsv")
    for t in context.parse.tokens:
        rows = nouns.get(t.lemma)
        if rows is None or t.pos != "NOUN":
            continue
        members = _called(context, t) or _name_beside(context, t, t.i + 1)
        wholes = [
            n for prepositions, _ in rows for o in objects_of(t, set(prepositions)) for n in context.cast.named(o)
        ]
        wholes += (
            [n for n in context.cast.owners(t) if context.actors.kind_of(n[0]) not in {"state"}]
            if t.lemma in {"faction", "wing", "branch"}
            else []
        )
        if t.lemma in {"faction", "wing", "branch", "affiliate"} and not wholes:
            wholes = _name_beside(context, t, t.i - 1)
        for member in members:
            for whole in wholes:
                if member[0] != whole[0]:
                    yield Draft(member, rows[0][1], whole, _around(context, t, member, whole), "membership")


def _name_beside(context: Context, noun: Token, i: int) -> list[Named]:
    """The name right before or after a noun: "the X faction Y"."""
    name = context.names.get(i)
    if name is None or context.parse.tokens[i].sent != noun.sent:
        return []
    words = context.words(context.parse.tokens[name.first], context.parse.tokens[name.last - 1])
    actor = context.actors.by_key(name.key)
    return [(actor, words)] if actor is not None and name.kind not in {"state", "person"} else []


def _called(context: Context, noun: Token) -> list[Named]:
    """What a describing noun stands for: its apposition, what it is an apposition of, the subject of "is"."""
    near: list[Token] = [*noun.all("appos")]
    if noun.dep in {"appos", "compound", "nmod"} and noun.head is not None:
        near.append(noun.head)
    if noun.dep in {"attr"} and noun.head is not None:
        near.extend(noun.head.all("nsubj"))
    return [n for t in near for n in context.cast.named(t)]


def _around(context: Context, token: Token, *named: Named) -> Evidence:
    start = min(token.start, *(n[1].start for n in named))
    end = max(token.end, *(n[1].end for n in named))
    sentence = context.parse.sentence_of(token)
    return context.document.evidence(max(start, sentence.start), min(end, sentence.end))


def _from_verbs(context: Context) -> Iterable[Draft]:
    verbs = _rows("relation_verbs.tsv")
    for t in context.parse.tokens:
        rows = verbs.get(t.lemma)
        if rows is None or t.pos != "VERB" or t.negated or clause_modality(t, context.parse) & UNREAL:
            continue
        doers = _collective(context, context.cast.all(agents(t)))
        for prepositions, predicate in rows:
            subjects = doers or (_collective(context, context.cast.all(subject_of(t))) if prepositions else [])
            found = (
                objects_of(t, prepositions)
                if prepositions
                else ([] if is_passive(t) and t.dep != "acl" else patients(t))
            )
            if not prepositions and is_passive(t):
                found = patients(t)
            for obj in _collective(context, context.cast.all(found)):
                for subject in subjects:
                    if t.lemma in lemmas("led by a person") and context.actors.kind_of(subject[0]) != "person":
                        continue
                    if subject[0] != obj[0] and _sensible(context, subject, predicate, obj):
                        yield Draft(subject, predicate, obj, _around(context, t, subject, obj), f"verb {t.lemma}")


def _in_support(context: Context) -> Iterable[Draft]:
    """ "in support of X": the subject of the clause backs X."""
    for t in context.parse.tokens:
        if t.lemma != "support" or t.dep != "pobj" or t.head is None or t.head.lower != "in":
            continue
        for subject in _collective(context, _acting(context, t)):
            for obj in _collective(context, context.cast.all(objects_of(t, {"of"}))):
                if _sensible(context, subject, "backs", obj):
                    yield Draft(subject, "backs", obj, _around(context, t, subject, obj), "in support of")


def _acting(context: Context, token: Token) -> list[Named]:
    """The subject of the nearest clause above that is itself an actor (no "targets" of "X targets, which include")."""
    verb = governing_verb(token)
    for _ in range(4):
        subjects = subject_of(verb) if verb is not None else []
        if verb is None or any(context.actors.mention_at(s) is not None for s in subjects):
            return context.cast.all(subjects)
        verb = governing_verb(verb)
    return []


def _against(context: Context) -> Iterable[Draft]:
    """ "The coalition against X", "the army's war on X": a body named by whom it fights."""
    for m in context.actors.mentions:
        if m.kind not in FIGHTING or m.form == "pronoun":
            continue
        me = (context.actors.id_of(m), context.document.evidence(m.start, m.end))
        for other in _collective(context, context.cast.all(objects_of(context.parse.tokens[m.head], {"against"}))):
            if me[0] != other[0] and _sensible(context, me, "opposes", other):
                yield Draft(me, "opposes", other, _around(context, context.parse.tokens[m.head], me, other), "against")


def _support_from(context: Context) -> Iterable[Draft]:
    """ "With air support from X": X backs the subject. "Providing air support" beside Y: the subject backs Y."""
    for t in context.parse.tokens:
        if t.lemma != "support" or t.pos != "NOUN":
            continue
        verb = governing_verb(t)
        givers = context.cast.all(objects_of(t, {"from", "by"}))
        if verb is not None and givers:
            yield from _backing(context, t, givers, context.cast.all(subject_of(verb)))
        elif verb is not None and t.dep == "dobj" and verb.lemma in {"provide", "give", "offer", "lend", "send"}:
            helped = objects_of(t, {"to", "for"}) or objects_of(verb, {"to", "for"})
            if not helped and verb.dep == "conj" and verb.head is not None:
                helped = objects_of(verb.head, {"alongside", "beside", "with"})
            yield from _backing(context, t, context.cast.all(subject_of(verb)), context.cast.all(helped))


def _backing(context: Context, at: Token, givers: list[Named], helped: list[Named]) -> Iterable[Draft]:
    for giver in _collective(context, givers):
        for obj in _collective(context, helped):
            if giver[0] != obj[0] and _sensible(context, giver, "backs", obj):
                yield Draft(giver, "backs", obj, _around(context, at, giver, obj), "support")


def _collective(context: Context, named: list[Named]) -> list[Named]:
    """Those who can stand in a relation; a state's unnamed people ("Norwegian instructors") stand for the state."""
    found = []
    for actor, evidence in named:
        kind = context.actors.kind_of(actor)
        unnamed = kind == "person" and all(m.form != "named" for m in context.actors.mentions_of(actor))
        owner = context.actors.owner_of(actor) if unnamed else None
        if kind not in {"media", "civilians"}:
            found.append((owner or actor, evidence))
    return found


def _sensible(context: Context, subject: Named, predicate: str, obj: Named) -> bool:
    kinds = context.actors.kind_of(subject[0]), context.actors.kind_of(obj[0])
    if predicate == "leads" and kinds[1] in {"person", "civilians", "state"}:
        return False
    if predicate in {"opposes", "fights_with", "trains", "arms", "funds", "backs"}:
        return all(k in FIGHTING or k == "person" for k in kinds)
    return True


def _from_events(context: Context, events: Iterable[Event]) -> Iterable[Draft]:
    """Who fights whom: the two sides of every event of armed force between organised actors."""
    for e in events:
        ended = e.coding.plover == "RETREAT" and e.coding.plover_mode == "ceasefire"
        if not (e.coding.plover == "ASSAULT" or ended) or e.status == "denied":
            continue
        sides = (
            [w for w in e.who if w.role in {"actor", "side_a"}],
            [w for w in e.who if w.role in {"recipient", "side_b"}],
        )
        for a in sides[0]:
            for b in sides[1]:
                if (
                    context.actors.kind_of(a.actor) in FIGHTING
                    and context.actors.kind_of(b.actor) in FIGHTING
                    and a.actor != b.actor
                ):
                    evidence = e.evidence[0]
                    yield Draft((a.actor, a.evidence[0]), "opposes", (b.actor, b.evidence[0]), evidence, "event")
