"""What a noun phrase says of its actor: "US-backed", "pro-government", "counter-rebel", "loyal to X"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.annotate.mentions import SIDES
from dateline.annotate.modifiers import modifiers
from dateline.extract.arguments import expand, objects_of, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.relating import Draft, called_by, collective, drafts, tied, ties, unreal
from dateline.model.layers import Mention
from dateline.model.parse import NOMINAL, Token

HYPHENS = "-–"
MOST_LEFT = 8
"""Tokens before "-backed" in which those who back beside the last one may stand ("Turkish-, Qatari- and US-backed")."""


def from_modifiers(context: Context) -> Iterable[Draft]:
    """ "US-backed rebels", "pro-Assad militia", "the counter-rebel coalition"."""
    for m in context.actors.mentions:
        evidence = context.document.evidence(m.start, m.end)
        for word, owner in _modified(context, m):
            yield from _of_modifier(context, m, word, (owner, evidence), (context.actors.id_of(m), evidence))
    yield from _beside_the_modifier(context)


def _modified(context: Context, m: Mention) -> Iterator[tuple[str, str]]:
    """(modifier or predicate, actor) of a mention's tags."""
    for tag in sorted(m.tags):
        word, colon, key = tag.partition(":")
        owner = (called_by(context, key) or _ruler(context, key)) if colon and word != "control" else None
        if owner is not None:
            yield word, owner
    enemy = _named_against(context, m) if m.form == "named" else None
    if enemy is not None:
        yield "anti", enemy


def _named_against(context: Context, m: Mention) -> str | None:
    """Whom a body is named against ("the counter-ISIL coalition" that the catalogue knows as a whole)."""
    words = context.parse.within(m.start, m.end)
    for n, t in enumerate(words[:-2]):
        if SIDES.get(t.lower) == "anti" and words[n + 1].text in HYPHENS:
            hit = context.catalogue.longest_at([w.text for w in words], n + 2)
            return context.actors.by_key(f"n:{hit[1].key}") if hit is not None else None
    return None


def _ruler(context: Context, name: str) -> str | None:
    """The government or person that a name without a first name means ("pro-Assad": "the Assad regime")."""
    if not name.isalpha():
        return None
    for kind in ("government", "person"):
        for m in context.actors.mentions:
            named = kind == "government" or m.form == "named"
            if m.kind == kind and named and not m.tags and name in m.name.casefold().split():
                return context.actors.id_of(m)
    return None


def _of_modifier(context: Context, m: Mention, word: str, holder: Named, self_: Named) -> Iterable[Draft]:
    at = context.parse.tokens[m.head]
    if word == "pro":
        if m.kind == "media":
            return  # how an outlet leans is no alliance
        yield Draft(self_, "allied_with", holder, holder[1], "pro-X", at, True)
        yield from _allied_name(context, m, holder)
        yield from _other_allies(context, m, holder)
    elif word == "anti":
        yield Draft(self_, "opposes", holder, holder[1], "anti-X", at, True)
    else:
        yield Draft(holder, word, self_, holder[1], "X-participle", at, True)  # type: ignore[arg-type]  # checked on load


def _allied_name(context: Context, m: Mention, holder: Named) -> Iterable[Draft]:
    """ "The River Guard, a pro-government militia": the name is the ally, though the description is another actor."""
    head = context.parse.tokens[m.head]
    if head.dep != "appos" or head.head is None:
        return
    for named in context.cast.named(head.head):
        if named[0] != context.actors.id_of(m) and context.actors.kind_of(named[0]) not in {"person", "media"}:
            yield Draft(named, "allied_with", holder, holder[1], "pro-X", head, True)


def _other_allies(context: Context, m: Mention, holder: Named) -> Iterable[Draft]:
    """ "Iranian, Russian and other pro-regime forces": those named beside the "other" are allies too."""
    words = context.parse.within(m.start, m.end)
    other = next((t.i for t in words if t.lower == "other"), None)
    for t in words:
        mention = context.actors.mention_at(t)
        if other is not None and t.i < other and mention is not None and mention.kind == "state":
            ally = (context.actors.id_of(mention), holder[1])
            yield Draft(ally, "allied_with", holder, holder[1], "other pro-X", t, True)


def _beside_the_modifier(context: Context) -> Iterable[Draft]:
    """ "Turkish- and Qatari-backed rebels", "the US and UK-backed government", "Rwandan backed rebels": those whom
    the phrase names before its participle, and participles that have lost their hyphen."""
    tokens = context.parse.tokens
    for t in tokens[2:]:
        predicate = modifiers().get(t.lower)
        if predicate is None or predicate == "control":
            continue
        hyphen = tokens[t.i - 1].text in HYPHENS
        head = _noun_of(t)
        if head is None or head.i <= t.i or not (hyphen or _bare(context, t)):
            continue
        givers = list(_named_left(context, t.i - 2 if hyphen else t.i - 1))
        yield from drafts(context, t, givers, predicate, context.cast.named(head), "X-participle", by_name=True)  # type: ignore[arg-type]  # checked on load


def _bare(context: Context, participle: Token) -> bool:
    """ "Rwandan backed rebels": a state or body right before a participle that stands before its noun."""
    before = context.names.get(participle.i - 1)
    return before is not None and before.kind != "person" and participle.dep == "amod" and participle.tag != "VBD"


def _noun_of(token: Token) -> Token | None:
    """The noun that a modifier stands before."""
    head = token.head
    for _ in range(3):
        if head is None or head.dep not in {"compound", "amod", "nmod"} or head.head is None or head.head.i < token.i:
            break
        head = head.head
    return head if head is not None and head.pos in NOMINAL else None


def _named_left(context: Context, i: int) -> Iterator[Named]:
    """The name that ends at a token, and those coordinated before it."""
    tokens = context.parse.tokens
    least = max(0, i - MOST_LEFT)
    while i >= least:
        name = context.names.get(i)
        actor = context.actors.by_key(name.key) if name is not None else None
        if name is None or actor is None or tokens[i].sent != tokens[name.first].sent:
            return
        yield actor, context.words(tokens[name.first], tokens[name.last - 1])
        i = name.first - 1
        if i < least or tokens[i].lower not in {"and", "or", ",", "&", "-", "–"}:
            return
        while i >= least and tokens[i].lower in {"and", "or", ",", "&", "-", "–"}:
            i -= 1


def from_adjectives(context: Context) -> Iterable[Draft]:
    """ "Militias loyal to X", "a group linked to Y", "the army is hostile to Z"."""
    words = ties("relation_adjectives.tsv")
    for t in context.parse.tokens:
        for tie in words.get(t.lower, ()):
            others = collective(context, context.cast.all(objects_of(t, tie.prepositions)))
            if others and not unreal(context, t):
                described = _right_before(context, t) or context.cast.all(_described(t))
                yield from tied(context, t, tie, described, others, f"adjective {t.lower}")


def _right_before(context: Context, adjective: Token) -> list[Named]:
    """ "The River Battalion, loyal to X": the name that ends right before the comma, whatever the parser joins."""
    tokens = context.parse.tokens
    if adjective.i < 2 or tokens[adjective.i - 1].text != ",":
        return []
    name = context.names.get(adjective.i - 2)
    if name is not None and name.kind not in {"person", "state"}:
        actor = context.actors.by_key(name.key)
        return [(actor, context.words(tokens[name.first], tokens[name.last - 1]))] if actor is not None else []
    mention = context.actors.mention_at(tokens[adjective.i - 2])
    return [(context.actors.id_of(mention), context.document.evidence(mention.start, mention.end))] if mention else []


def _described(adjective: Token) -> list[Token]:
    """What an adjective or participle describes: its noun, or the subject of the clause it completes."""
    head = adjective.head
    if head is not None and head.pos in NOMINAL | {"PRON"} and adjective.dep not in {"conj", "advcl"}:
        return expand(head) if adjective.dep == "relcl" else [head]
    if adjective.pos in {"VERB", "AUX"} or head is None:
        return subject_of(adjective)
    if head.pos in {"ADJ", "VERB"} and adjective.dep == "conj":
        return _described(head)
    return subject_of(head)
