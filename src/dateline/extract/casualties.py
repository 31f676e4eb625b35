"""Tolls: who was killed and injured, how many, by whose word."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.annotate.harm import harm_of, part_of_toll
from dateline.extract.arguments import governing_verb, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.wordlists import lemmas
from dateline.model.layers import Counted
from dateline.model.parse import Token
from dateline.model.records import Casualties
from dateline.model.span import Evidence
from dateline.model.vocabulary import Hedge

PEOPLE = frozenset({"civilians", "person", "other"})


AMONG = ("among them", "among whom", "amongst them", "of them", "of whom")
BEFORE = 16


@dataclass(frozen=True, slots=True)
class Toll:
    """A counted harm and where it stands; `who` is None where the text does not say who was harmed."""

    harm: str
    who: Named | None
    of: str
    low: float | None
    high: float | None
    best: float | None
    hedge: Hedge
    evidence: Evidence
    at: int
    counted: Counted | None


def find_tolls(context: Context) -> list[Toll]:
    """Every toll of killed or injured in the text, and "heavy losses"."""
    tolls = []
    for c in context.counted:
        harm = harm_of(c, context.parse)  # "60 killed and injured" is no toll of either
        if harm in {"killed", "wounded"} and not part_of_toll(c, context.parse) and not _among(context, c):
            tolls.extend(_of_counted(context, c, "killed" if harm == "killed" else "injured"))
    tolls.extend(_losses(context))
    return sorted(tolls, key=lambda t: (t.evidence.start, t.evidence.end, t.of))


def _among(context: Context, c: Counted) -> bool:
    """ "…, among them two children": they are counted already."""
    return context.document.text[max(0, c.start - BEFORE) : c.start].rstrip().lower().endswith(AMONG)


def _of_counted(context: Context, c: Counted, harm: str) -> list[Toll]:
    token = context.parse.tokens[c.noun] if c.noun is not None else None
    evidence = context.document.evidence(c.start, c.end)
    at = token.i if token is not None else (context.parse.token_at(c.number_start) or context.parse.tokens[0]).i
    v = c.value
    who = _who(context, token)
    if not who and token is not None and token.lemma in lemmas("dead"):
        who = _sufferers(context, token)
    if not who:
        return [Toll(harm, None, "unknown", v.low, v.high, v.best, v.hedge, evidence, at, c)]
    return [Toll(harm, n, n[0], v.low, v.high, v.best, v.hedge, evidence, at, c) for n in who]


def _sufferers(context: Context, token: Token) -> list[Named]:
    """ "The army suffered 39 deaths": whose dead they are."""
    verb = token.head
    if token.dep != "dobj" or verb is None or verb.lemma not in lemmas("suffering"):
        return []
    return context.cast.all(subject_of(verb))[:1]


def _who(context: Context, token: Token | None) -> list[Named]:
    if token is None:
        return []
    found = context.cast.named(token)
    if token.dep == "conj" and token.head is not None and any(c.lower == "no" for c in token.head.children):
        found += [n for n in context.cast.named(token.head, 4) if n not in found]
    if any(c.lower == "no" for c in token.children):
        found += [n for n in context.cast.owners(token) if n not in found]
        for child in token.children:
            if child.dep in {"amod", "compound", "nmod"}:
                found += [n for t in child.conjuncts() for n in context.cast.named(t, 4) if n not in found]
    return found


def _losses(context: Context) -> list[Toll]:
    """ "retreating with heavy losses": killed, uncounted; of the one who suffers them."""
    found = []
    for t in context.parse.tokens:
        if t.lemma not in lemmas("losses") or not any(c.lemma in lemmas("severity") for c in t.children):
            continue
        verb = governing_verb(t)
        inflicted = verb is not None and verb.lemma in {"inflict", "cause"}
        who = context.cast.all(subject_of(verb)) if verb is not None and not inflicted else []
        first = min((c for c in t.children if c.lemma in lemmas("severity")), key=lambda c: c.i)
        evidence = context.words(first, t)
        found += [Toll("killed", n, n[0], None, None, None, "heavy", evidence, t.i, None) for n in who[:1]]
    return found


def records(context: Context, tolls: list[Toll]) -> tuple[Casualties, ...]:
    """The tolls of one event as records, each figure once with every place that tells it; "killed" without a number
    adds nothing where the same dead are counted."""
    counted = {t.of for t in tolls if t.hedge != "unknown"}
    told: dict[tuple[object, ...], list[Toll]] = {}
    for toll in tolls:
        if toll.hedge != "unknown" or toll.of not in counted:
            told.setdefault((toll.of, toll.low, toll.high, toll.best, toll.hedge), []).append(toll)
    return tuple(_record(context, same) for same in told.values())


def _record(context: Context, same: list[Toll]) -> Casualties:
    """A figure with the claims that state it."""
    first = same[0]
    for toll in same:
        if toll.who is not None and toll.of == toll.who[0]:
            context.use(toll.who)
    evidence = tuple(dict.fromkeys(t.evidence for t in same))
    claims = tuple(dict.fromkeys(c for e in evidence for c in context.claims.claims_for(e.start, e.end)))
    return Casualties(first.of, first.low, first.high, first.best, first.hedge, claims, evidence)
