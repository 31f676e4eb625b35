"""What the words around a victim's name say: age, sex, whether he bore arms, and whether the name must be protected."""

from __future__ import annotations

import re
from typing import Literal

from dateline.annotate.mentions import ARMED
from dateline.annotate.numwords import value_of
from dateline.extract.context import Context
from dateline.extract.victim_finding import Harmed
from dateline.extract.wordlists import lemmas
from dateline.model.layers import Mention
from dateline.model.parse import NOMINAL, Token
from dateline.model.vocabulary import VictimStatus

OF_AGE = 18
"""Years from which a person is no minor (Convention on the Rights of the Child, article 1)."""
_AGE_AFTER = re.compile(
    r"[’']?s?\s*(?:\(\s*(?:aged\s)?(\d{1,3})\s*\)"
    r"|,\s*(?:aged\s|age\s|who\swas\s|an?\s)?(\d{1,3})(?:-years?-old\b|\syears\sold\b|\s*(?:[,.;)]|and\b|$)))"
)
"""An age directly behind a name: "X (34)", "X, 34,", "X, aged 34", "X, a 34-year-old nurse"."""
_AGE_BEFORE = re.compile(r"\b([\w-]{1,20})-(year|month|week|day)s?-old,?\s(?:[\w’'-]+\s){0,4}$")
"""An age before a name: "34-year-old nurse X", "nine-year-old X", "8-month-old X"."""
_SPELLED_AFTER = re.compile(
    r",\s*(?:an?\s)?([a-z-]{3,12})-(year|month|week|day)s?-old\b|,\s*(?:aged|age)\s([a-z-]{3,12})\b"
)
"""An age in words behind a name: "X, a nine-year-old", "X, aged nine"."""
_SEX = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female"}
BEFORE = 60
"""Characters before a name in which "34-year-old" may stand."""
OLDEST = 120


def age_of(text: str, m: Mention) -> int | None:
    """The age in whole years that the words right behind or before a name give; that of an infant is 0."""
    after = _AGE_AFTER.match(text, m.end)
    if after is not None:
        return _years(next(g for g in after.groups() if g), "year")
    spelled = _SPELLED_AFTER.match(text, m.end)
    if spelled is not None:
        return _years(spelled.group(1) or spelled.group(3), spelled.group(2) or "year")
    before = _AGE_BEFORE.search(text, max(0, m.start - BEFORE), m.start)
    return _years(before.group(1), before.group(2)) if before is not None else None


def _years(number: str, unit: str) -> int | None:
    value = float(number) if number.isascii() and number.isdigit() else value_of(number.lower().replace("-", " "))
    if value is None or value > OLDEST:
        return None
    return int(value) if unit == "year" else 0


def described_by(context: Context, m: Mention) -> list[Token]:
    """The nouns that the report describes a person by where it names him: before the name and in apposition."""
    head = context.parse.tokens[m.head]
    first = context.parse.token_at(m.start)
    start = min(head.left, first.i if first is not None else head.i)
    left = context.parse.tokens[max(start, head.i - 8, context.parse.sentence_of(head).first) : head.i]
    beside = list(head.all("appos"))
    if head.dep == "appos" and head.head is not None:
        beside.append(head.head)
    return [t for t in (*left, *beside) if t.pos in NOMINAL and t.lower != head.lower]


def sex_of(context: Context, m: Mention) -> Literal["male", "female"] | None:
    """From a noun that describes the person ("a mother of two", "Mrs"), else from the next pronoun that can only mean
    him or her; never from the name."""
    for t in described_by(context, m):
        word = t.lower if t.lower.endswith(".") else t.lemma.lower()
        for sex, class_ in (("female", "women"), ("male", "men")):
            if word in lemmas(class_) | lemmas(f"{class_}, of a victim"):
                return sex  # type: ignore[return-value]  # one of the two
    token = context.parse.tokens[m.head]
    for t in context.parse.tokens[m.head + 1 :]:
        if t.sent > token.sent + 1:
            break
        if t.lower in _SEX:
            antecedent = context.cast.antecedent(t)
            same = antecedent is not None and antecedent.key == m.key
            return _SEX[t.lower] if same else None  # type: ignore[return-value]  # one of the two
    return None


def status_of(context: Context, harmed: Harmed) -> VictimStatus:
    """Combatant: a rank, or a word for those who fight. Civilian: called one, or by a word for people who bear no arms
    (a farmer, a nurse, a girl). Whoever is described by neither is unknown."""
    m = harmed.mention
    words = described_by(context, m) + ([harmed.group] if harmed.group is not None else [])
    first = context.parse.token_at(m.start)
    titles = context.parse.tokens[first.i : m.head] if first is not None else []
    if any((hit := context.catalogue.title(t.text)) is not None and hit.role == "military" for t in titles):
        return "combatant"
    heads = [h for t in words if (h := context.catalogue.head(t.lemma.lower())) is not None]
    if any(h.armed or h.kind in ARMED for h in heads):
        return "combatant" if any(h.kind in ARMED for h in heads) else "unknown"
    peaceful = any(h.kind == "civilians" for h in heads)
    peaceful = peaceful or any(t.lemma.lower() in lemmas("unarmed work") for t in words)
    return "civilian" if peaceful else "unknown"


def protect(context: Context, harmed: Harmed, age: int | None, tag: str | None) -> bool:
    """Whether a name must not be shown: a minor's, that of who survived sexual violence, and that of somebody in
    another's hands, or missing, who holds no public office (they can still come to harm by being named)."""
    words = described_by(context, harmed.mention)
    if (age is not None and age < OF_AGE) or any(t.lemma.lower() in lemmas("minor") for t in words):
        return True
    if tag == "sexual" or (harmed.at is not None and harmed.at.lemma in lemmas("sexual violence")):
        return True
    return harmed.harm in {"detained", "missing"} and not _in_office(context, harmed.mention)


def _in_office(context: Context, m: Mention) -> bool:
    """Whether a title or office makes the person a public one ("opposition leader X", "X, the mayor")."""
    first = context.parse.token_at(m.start)
    words = [*(context.parse.tokens[first.i : m.head] if first is not None else []), *described_by(context, m)]
    titles = [hit for t in words if (hit := context.catalogue.title(t.text)) is not None]
    return any(t.role in PUBLIC for t in titles)


PUBLIC = frozenset(
    {
        "head of state or government",
        "executive",
        "minister",
        "local government",
        "legislator",
        "command",
        "head",
        "diplomat",
        "spokesperson",
    }
)
"""Roles of titles that make somebody a public person."""
