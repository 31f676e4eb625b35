"""What somebody is in a body: titles and appositions ("army chief X", "X, a spokesman for Y"); whose regime it is."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.annotate.mentions import ARMED
from dateline.catalogue.rows import Title
from dateline.extract.arguments import objects_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.offices_alone import ALONE, Home, body_of_office, home_of, the_one_in_office
from dateline.extract.relating import Draft, around, called_by
from dateline.extract.wordlists import lemmas
from dateline.model.layers import Mention
from dateline.model.parse import NOMINAL, Token
from dateline.model.span import Evidence
from dateline.model.vocabulary import Predicate

MOST_WORDS = 24
"""Words of a name that are looked at for its office, and before an office for its body: titles are shorter."""
TITLE_WORDS = 4
HEADS_OF_STATE = frozenset({"head of state or government"})
OFFICE_KINDS = frozenset({"person", "military", "police", "government", "rebel group", "militia"})
SERVING = frozenset({"military", "police", "government"})
EMPLOYERS = frozenset({"ngo", "media", "international organisation", "company", "government"})
NO_BODY = frozenset({"person", "media", "civilians"})


def from_offices(context: Context) -> Iterable[Draft]:
    """A person's title or apposition with the body it belongs to."""
    found: list[Draft] = []
    home = home_of(context)
    for m in context.actors.mentions:
        one = m.number == 1 and context.actors.id_of(m) in context.used
        if m.kind == "person" and (m.form == "named" or one):
            found.extend(_offices_of(context, home, m))
    alone = [d for d in found if d.rule == ALONE]
    placed = {d.subject[0] for d in found if d.rule != ALONE and d.predicate != "member_of"}
    yield from (d for d in found if d.rule != ALONE)
    yield from the_one_in_office(context, [d for d in alone if d.subject[0] not in placed])


def _offices_of(context: Context, home: Home, m: Mention) -> Iterable[Draft]:
    person = (context.actors.id_of(m), context.document.evidence(m.start, m.end))
    for part in _office_tokens(context, m, context.parse.tokens[m.head])[:MOST_WORDS]:
        bodies = list(_bodies(context, part, m))
        found = False
        for body in bodies:
            predicate = _title(context, part, body[0])
            if predicate is None or (m.form == "nominal" and _speaks(context, part)):
                continue
            found = True
            yield Draft(
                person, predicate, _meant(context, part, predicate, body), _office_words(context, m, part), "office",
                part, True,
            )  # fmt: skip
            break
        hit = None if found or m.form != "named" else _title_at(context, part)
        alone = body_of_office(context, home, m, part, hit) if hit is not None else None
        if alone is not None:
            body, predicate = alone
            yield Draft(person, predicate, body, _office_words(context, m, part), ALONE, part, True)


def _speaks(context: Context, part: Token) -> bool:
    """Whether the office is to speak for its body: a spokesman without a name is the body's voice, no person apart."""
    hit = _title_at(context, part)
    return hit is not None and hit.role == "spokesperson"


def _meant(context: Context, part: Token, predicate: Predicate, body: Named) -> Named:
    """Who leads a state leads its government, and who has a rank in it serves its army, where the report names them."""
    hit = _title_at(context, part)
    if predicate == "leads" and (hit is None or hit.role != "command"):
        return context.actors.government_of(body[0]) or body[0], body[1]
    if hit is not None and hit.role in {"military", "command"} and context.actors.kind_of(body[0]) == "state":
        return context.actors.military_of(body[0]) or body[0], body[1]
    return body


def _office_words(context: Context, m: Mention, part: Token) -> Evidence:
    """From the mention's first word, or the office before it, to the end of the office after it."""
    tokens = context.parse.tokens
    start = context.parse.token_at(m.start)
    first = min(part.i, m.head, start.i if start else m.head)
    last = max(part.right if part.i > m.head else m.head, m.head)
    return context.words(tokens[first], tokens[last])


def _title_at(context: Context, token: Token) -> Title | None:
    """The longest title that ends with a token, unless it goes on behind it ("Chief Petty Officer" is no chief)."""
    tokens = context.parse.tokens
    words = [t.text for t in tokens[max(0, token.i - TITLE_WORDS) : token.i + 1]]
    for n in range(len(words)):
        hit = context.catalogue.title(" ".join(words[n:]))
        if hit is None:
            continue
        first = token.i + 1 - (len(words) - n)
        for last in range(token.i + 1, min(len(tokens), token.i + TITLE_WORDS)):
            if context.catalogue.title(" ".join(t.text for t in tokens[first : last + 1])) is not None:
                return None
        return hit
    return None


def _title(context: Context, token: Token, body: str) -> Predicate | None:
    """What the office at a token makes of its holder in a body; None where the token is no office.

    A president leads a state and a head his organisation; a minister, a spokesman hold a role in it. "The commander of
    X" leads X, "a commander of X" and "X commander" are one of several. A soldier or militant is a member.
    """
    head = context.catalogue.head(token.lemma)
    of_state = context.actors.kind_of(body) in {"state", "government"}
    hit = _title_at(context, token)
    if context.actors.kind_of(body) in ARMED and _plain_member(context, token, hit):
        return "member_of"
    several = any(c.dep == "det" and c.lower in {"a", "an", "another"} for c in token.children)
    if of_state and not several and token.lemma.lower() in lemmas("ruling a state"):
        return "leads"
    if several:  # "X, a Houthi leader"
        return "role_in" if head is not None and (not of_state or _serves(context, token)) else None
    if hit is not None:
        if hit.role == "courtesy":
            return None
        if hit.role == "command":
            force = not of_state or context.actors.military_of(body) is not None
            return "leads" if hit.leads and force and _the_one(context, token) else "role_in"
        leads = hit.leads and hit.role != "military" and (not of_state or hit.role in HEADS_OF_STATE)
        return "leads" if leads else "role_in"
    if head is None or head.number != "person" or head.kind not in OFFICE_KINDS or _continued(context, token):
        return None
    return "role_in" if context.actors.kind_of(body) != "state" or _serves(context, token) else None


def _plain_member(context: Context, token: Token, hit: Title | None) -> bool:
    """Soldiers, militants and ranks below general are members of their force and no more; generals hold an office."""
    head = context.catalogue.head(token.lemma)
    if hit is not None:
        return hit.role == "military" and not any(w in hit.words.lower() for w in lemmas("rank of command"))
    return head is not None and head.number == "person" and head.kind in ARMED


def _continued(context: Context, token: Token) -> bool:
    """Whether the word is only a part of a longer title."""
    following = context.parse.tokens[token.i + 1 : token.i + 2]
    return token.pos == "PROPN" and any(context.catalogue.title(f"{token.text} {t.text}") for t in following)


def _the_one(context: Context, token: Token) -> bool:
    """ "Commander of X", "the top commander of X", "army chief": told as the only one. "A local commander", "the other
    commanders", "X commander Y" are one of several."""
    if token.lemma == "chief" and not any(c.lower in lemmas("one of several") for c in token.children):
        return True
    if token.tag in {"NNS", "NNPS"} or not any(p.lower == "of" for p in token.all("prep")):
        return False
    return not any(c.lower in lemmas("one of several") for c in token.children)


def _serves(context: Context, token: Token) -> bool:
    """Whether a noun says that its holder serves a state; "a Somali gunman", "a British expert", "a Sudanese pilot"
    tell a nationality."""
    head = context.catalogue.head(token.lemma)
    if context.catalogue.title(token.text) is not None or token.lemma in lemmas("serving a state"):
        return True
    return head is not None and head.kind in SERVING and head.number != "person"


def _office_tokens(context: Context, m: Mention, head: Token) -> list[Token]:
    """Tokens that may name the office: title words in the phrase, the apposition, "X, named Y"."""
    first = context.parse.token_at(m.start)
    sentence = context.parse.sentence_of(head)
    left = min(head.left, first.i if first else head.i)
    found = [t for t in context.parse.tokens[max(left, sentence.first) : head.i] if t.pos in NOMINAL]
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
        if mention is not None and (mention.end > office.start or _of_persons(context, mention)):
            continue
        if mention is not None and mention.kind not in NO_BODY:
            yield context.actors.id_of(mention), context.document.evidence(mention.start, mention.end)
        elif mention is None and t.pos in {"NOUN", "ADJ"}:
            called = called_by(context, t.lemma)  # "rebel spokesman X": the rebels of the report
            if called is not None:
                yield called, context.document.evidence(t.start, t.end)
    yield from _organised(context, objects_of(office, {"for", "at", "with", "from"}))


def _of_persons(context: Context, m: Mention) -> bool:
    """Whether a description is of officials and the like, who are no body that has offices."""
    head = context.catalogue.head(context.parse.tokens[m.head].lemma) if m.form == "nominal" else None
    return head is not None and head.number == "person" and head.kind not in ARMED | {"police"}


def _organised(context: Context, tokens: list[Token]) -> Iterable[Named]:
    for t in tokens:
        for named in context.cast.named(t):
            if context.actors.kind_of(named[0]) not in NO_BODY:
                yield named


def from_employers(context: Context) -> Iterable[Draft]:
    """ "The Daily Wire's X", "X of Relief Union", "X, from the Peace Institute": whom a person speaks for."""
    for m in context.actors.mentions:
        if m.kind != "person" or m.form != "named":
            continue
        head = context.parse.tokens[m.head]
        near = [*head.all("poss"), *objects_of(head, {"of", "with", "from", "at"})]
        for t in near:
            body = context.actors.mention_at(t)
            if body is not None and body.form == "named" and body.kind in EMPLOYERS:
                person = (context.actors.id_of(m), context.document.evidence(m.start, m.end))
                employer = (context.actors.id_of(body), context.document.evidence(body.start, body.end))
                yield Draft(person, "role_in", employer, around(context, t, person, employer), "employer", head, True)


def from_regimes(context: Context) -> Iterable[Draft]:
    """ "X's regime", "the X administration": a person leads what is called after him."""
    for t in context.parse.tokens:
        if t.lemma not in lemmas("called after its head") or t.pos != "NOUN":
            continue
        body = context.cast.named(t)
        for ruler in context.cast.all([c for c in t.children if c.dep in {"poss", "compound"}]):
            if body and context.actors.kind_of(ruler[0]) == "person":
                yield Draft(ruler, "leads", body[0], around(context, t, ruler), "regime of a person", t, True)
