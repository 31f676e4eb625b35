"""Persons named as harmed: one record each, tied to the event that harmed them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.extract.context import Context
from dateline.model.layers import Mention
from dateline.model.origin import by_rule
from dateline.model.parse import Token
from dateline.model.records import Event, Victim
from dateline.model.vocabulary import Harm, VictimStatus

HARMS: dict[str, Harm] = {
    "killing": "killed",
    "injury": "injured",
    "arrest": "detained",
    "abduction": "detained",
    "disappearance": "missing",
    "displacement": "displaced",
}
"""Tag of the trigger -> harm; a toll of the dead says "killed" whatever the trigger."""
_AGE_AFTER = re.compile(
    r"[’']?s?\s*(?:\(\s*(\d{1,3})\s*\)|,\s*(?:aged\s|who\swas\s|an?\s)?(\d{1,3})(?:-year-old\b|\s*(?:[,.;)]|and\b|$)))"
)
"""An age directly behind a name: "X (34)", "X, 34,", "X, aged 34", "X, a 34-year-old nurse"."""
_AGE_BEFORE = re.compile(r"\b(\d{1,3})-year-old\s(?:[\w’'-]+\s){0,4}$")
_SEX = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female"}
BEFORE = 60
"""Characters before a name in which "34-year-old" may stand."""


def extract_victims(context: Context, events: Iterable[tuple[Event, str]]) -> tuple[Victim, ...]:
    """Victim records in order of their mention."""
    found: dict[str, Victim] = {}
    for event, tag in events:
        if event.status in {"planned", "possible"}:
            continue
        dead = {c.of for c in event.deaths}
        for w in event.who:
            if w.role != "recipient" or context.actors.kind_of(w.actor) != "person" or w.actor in found:
                continue
            mentions = context.actors.mentions_of(w.actor)
            named = next((m for m in mentions if m.form == "named"), None)
            harm: Harm | None = "killed" if w.actor in dead else HARMS.get(tag)
            if named is None or harm is None:
                continue
            found[w.actor] = _victim(context, event, named, harm, w.claims)
    return tuple(found.values())


def _victim(context: Context, event: Event, m: Mention, harm: Harm, claims: tuple[str, ...]) -> Victim:
    evidence = context.document.evidence(m.start, m.end)
    return Victim(
        context.id("victim", harm, (evidence,)),
        " ".join(m.name.split()),
        _age(context.document.text, m),
        _sex(context, m),
        _status(context, m),
        harm,
        event.id,
        False,
        claims,
        (evidence, *event.evidence[:1]),
        by_rule("person harmed"),
    )


def _age(text: str, m: Mention) -> int | None:
    """The age that the words right behind or before a name give."""
    match = _AGE_AFTER.match(text, m.end) or _AGE_BEFORE.search(text, max(0, m.start - BEFORE), m.start)
    return next((int(g) for g in match.groups() if g), None) if match else None


def _sex(context: Context, m: Mention) -> str | None:
    """From the next pronoun in the sentence or the one after, where it can only mean this person."""
    token: Token = context.parse.tokens[m.head]
    for t in context.parse.tokens[m.head + 1 :]:
        if t.sent > token.sent + 1:
            break
        if t.lower in _SEX:
            antecedent = context.cast.antecedent(t)
            return _SEX[t.lower] if antecedent is not None and antecedent.key == m.key else None
    return None


def _status(context: Context, m: Mention) -> VictimStatus:
    """A rank makes a combatant; whoever has none is unknown, for the text seldom says that somebody bore no arms."""
    first = context.parse.token_at(m.start)
    words = [t.text for t in context.parse.tokens[first.i : m.head]] if first else []
    titles = [title for w in words if (title := context.catalogue.title(w)) is not None]
    return "combatant" if any(t.role == "military" for t in titles) else "unknown"
