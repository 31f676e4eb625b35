"""Offices whose body does not stand beside them: "President X" of the state that the report is about, "Interior
Minister X" where the report names the interior ministry."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dateline.catalogue.rows import Title
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.relating import Draft
from dateline.extract.wordlists import lemmas
from dateline.model.layers import Mention
from dateline.model.parse import Token
from dateline.model.vocabulary import Predicate

ALONE = "office alone"
"""Rule of an office whose body stands elsewhere in the report."""

CLEAR = 0.5
"""Share of what the report says of states that must be of the one whose president is meant."""


@dataclass(frozen=True, slots=True)
class Home:
    """What an office without a body may belong to: the report's main state, and the ministries that it names."""

    state: str | None
    ministries: tuple[tuple[str, frozenset[str]], ...]


def home_of(context: Context) -> Home:
    """The main state and the ministries of a report, worked out once."""
    found = []
    for m in context.actors.mentions:
        words = context.parse.within(m.start, m.end) if m.kind in {"government", "military"} else []
        if any(t.lemma.lower() in lemmas("ministry") for t in words):
            found.append((context.actors.id_of(m), frozenset(_spelt(t) for t in words)))
    return Home(_main_state(context), tuple(dict.fromkeys(found)))


def body_of_office(
    context: Context, home: Home, m: Mention, part: Token, title: Title
) -> tuple[Named, Predicate] | None:
    """The ministry of a minister's portfolio, or the report's main state for its head."""
    words = context.document.evidence(m.start, m.end)
    if title.role == "minister":
        ministry = _ministry(context, home, part)
        return ((ministry, words), "role_in") if ministry is not None else None
    if title.role != "head of state or government" or part.lemma.lower() in lemmas("no state by itself"):
        return None
    if home.state is None or _has_body(context, m):
        return None
    return (home.state, words), "leads"


def the_one_in_office(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Of two presidents without a state, the one that the report names most is that of its main state."""
    best: dict[tuple[str, str], Draft] = {}
    for d in drafts:
        key = (d.object[0], d.at.lower if d.at is not None and d.predicate == "leads" else d.subject[0])
        other = best.get(key)
        if other is None or _told(context, d) > _told(context, other):
            best[key] = d
    kept = {(d.subject[0], d.object[0]) for d in best.values()}
    return [d for d in drafts if (d.subject[0], d.object[0]) in kept]


def _told(context: Context, draft: Draft) -> int:
    return len(context.actors.mentions_of(draft.subject[0]))


def _ministry(context: Context, home: Home, part: Token) -> str | None:
    """The actor whose name is a ministry with the portfolio that stands before "Minister" ("Interior Minister")."""
    before = context.parse.tokens[part.i - 1] if part.i else None
    after = next((o for p in part.all("prep") if p.lower in {"of", "for"} for o in p.all("pobj")), None)
    for portfolio in (before, after):
        if portfolio is not None and portfolio.pos in {"PROPN", "NOUN", "ADJ"}:
            named = (actor for actor, words in home.ministries if _spelt(portfolio) in words)
            ministry = next(named, None)
            if ministry is not None:
                return ministry
    return None


def _spelt(token: Token) -> str:
    """One form for two spellings of a word ("Defence", "Defense")."""
    return token.lower.replace("c", "s")


def _has_body(context: Context, m: Mention) -> bool:
    """Whether another mention of the person is told with a state ("Turkish President X", "the Turkish president")."""
    for other in context.actors.mentions_of(context.actors.id_of(m)):
        if other.owner is not None or any(
            (n := context.names.get(t.i)) is not None and n.kind == "state"
            for t in context.parse.within(other.start, other.end)
        ):
            return True
    return False


def _main_state(context: Context) -> str | None:
    """The state that most of the report's states, forces and places belong to, if no other is spoken of as much."""
    counts: Counter[str] = Counter()
    for m in context.actors.mentions:
        key = m.key if m.key.startswith("s:") else m.owner
        if key is not None and key.startswith("s:"):
            counts[key] += 1
    for p in context.places.places:
        if p.country is not None and p.kind != "country":
            counts[f"s:{p.country}"] += len(p.mentions)
    if not counts:
        return None
    key, most = counts.most_common(1)[0]
    return context.actors.by_key(key) if most > CLEAR * counts.total() else None
