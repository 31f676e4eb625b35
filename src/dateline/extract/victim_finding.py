"""Where a report names persons as harmed: who suffers an event or a verb of harm, and those that a list names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.annotate.stance import Modality, clause_modality
from dateline.extract.arguments import expand, objects_of, patients, subject_of
from dateline.extract.context import Context
from dateline.extract.relating import UNREAL
from dateline.extract.wordlists import lemmas, rows
from dateline.model.layers import Mention
from dateline.model.parse import Token
from dateline.model.records import Event
from dateline.model.vocabulary import Harm

HARMS: dict[str, Harm] = {
    "killing": "killed",
    "injury": "injured",
    "torture": "injured",
    "sexual": "injured",
    "arrest": "detained",
    "abduction": "detained",
    "disappearance": "missing",
    "displacement": "displaced",
}
"""Tag of the trigger -> harm; a toll of the dead says "killed" whatever the trigger."""

NOT_YET = UNREAL | {Modality.FUTURE, Modality.INTENDED}
"""Modalities under which nobody has been harmed."""


@dataclass(frozen=True, slots=True)
class Harmed:
    """A named person as one place of the text tells the harm. `group` is the noun that counts those he is one of."""

    mention: Mention
    harm: Harm
    event: Event | None
    claims: tuple[str, ...]
    at: Token | None
    group: Token | None = None


@lru_cache(maxsize=1)
def _words() -> dict[tuple[str, str], Harm]:
    return {(r[0], r[2]): r[1] for r in rows("victim_words.tsv")}  # type: ignore[misc]  # the contract's words


def from_events(context: Context, events: Iterable[tuple[Event, str]]) -> Iterator[Harmed]:
    """Named persons that an event is done to."""
    for event, tag in events:
        if event.status in {"planned", "possible"}:
            continue
        dead = {c.of for c in event.deaths}
        for w in event.who:
            if w.role != "recipient" or context.actors.kind_of(w.actor) != "person":
                continue
            named = next((m for m in context.actors.mentions_of(w.actor) if m.form == "named"), None)
            harm: Harm | None = "killed" if w.actor in dead else HARMS.get(tag)
            if named is not None and harm is not None:
                yield Harmed(named, harm, event, w.claims, None)


def from_verbs(context: Context, events: Iterable[Event]) -> Iterator[Harmed]:
    """ "Soldiers killed X", "X died", "three men, including X, were wounded", though no event counts it."""
    told = _by_sentence(context, events)
    for t in context.parse.tokens:
        if t.pos != "VERB" or not {(t.lemma, "object"), (t.lemma, "subject")} & _words().keys():
            continue
        if clause_modality(t, context.parse) & NOT_YET:
            continue
        object_harm = _words().get((t.lemma, "object"))
        harm = object_harm or _words()[t.lemma, "subject"]
        for sufferer in patients(t) if object_harm else subject_of(t):
            for m, group in _named(context, sufferer):
                yield _told(context, told, m, harm, t, group)


def _by_sentence(context: Context, events: Iterable[Event]) -> dict[int, list[Event]]:
    """Sentence -> the events that are told in it."""
    found: dict[int, list[Event]] = {}
    for event in events:
        for e in event.evidence:
            token = context.parse.token_at(e.start)
            if token is not None:
                found.setdefault(token.sent, []).append(event)
    return found


def _told(
    context: Context, told: dict[int, list[Event]], m: Mention, harm: Harm, t: Token, group: Token | None
) -> Harmed:
    claims = context.claims.claims_for(min(m.start, t.start), max(m.end, t.end))
    event = next((e for e in told.get(t.sent, ()) if any(x.start <= t.start < x.end for x in e.evidence)), None)
    return Harmed(m, harm, event, claims, t, group)


def _named(context: Context, token: Token) -> Iterator[tuple[Mention, Token | None]]:
    """The person that a noun phrase names, or those whom it counts and then names ("three men, X and Y among them")."""
    mention = context.actors.mention_at(token)
    if mention is not None and mention.kind == "person" and mention.form == "named":
        yield mention, None
        return
    counted = [*token.all("appos"), *objects_of(token, {"including"})]
    for t in (o for c in counted for o in expand(c)):
        m = context.actors.mention_at(t)
        if m is not None and m.kind == "person" and m.form == "named":
            yield m, token


def from_lists(context: Context, events: Iterable[Event]) -> Iterator[Harmed]:
    """ "Among the dead were X and Y", "the victims were identified as X and Y": the names behind the noun."""
    events = list(events)
    told = _by_sentence(context, events)
    tolls = sorted((e for e in events if e.deaths or e.injured), key=lambda e: e.evidence[0].start)
    for sentence in context.parse.sentences:
        for t in context.parse.tokens[sentence.first : sentence.last]:
            harm = _words().get((t.lemma, "noun")) or _words().get((t.lower, "noun"))
            if harm is None and t.lemma in lemmas("victim"):
                harm = _harm_before(tolls, sentence.end)
            verb = _carrier(t) if harm is not None else None
            if harm is None or verb is None or verb.negated:
                continue
            for m in context.cast.in_sentence(t.sent):
                head = context.parse.tokens[m.head]
                if m.kind == "person" and m.form == "named" and m.start > verb.start and _below(head, verb):
                    yield _told(context, told, m, harm, t, None)
            break


def _carrier(noun: Token) -> Token | None:
    """The verb by which a noun for the harmed is followed by their names."""
    at: Token | None = noun
    for _ in range(4):
        at = at.head if at is not None else None
        if at is not None and at.pos in {"VERB", "AUX"}:
            return at if at.lemma in lemmas("naming the harmed") else None
    return None


def _below(token: Token, verb: Token) -> bool:
    """Whether a name stands in what the verb lists, not in another clause."""
    at: Token | None = token
    for _ in range(8):
        if at is None or at is verb:
            return at is verb
        if at.pos in {"VERB", "AUX"} or at.dep == "agent":
            return False
        at = at.head
    return False


def _harm_before(tolls: list[Event], offset: int) -> Harm | None:
    """What the "victims" have suffered: the last toll that the report tells before, else the first one after."""
    n = bisect_left(tolls, offset, key=lambda e: e.evidence[0].start)
    nearest = tolls[max(0, n - 1)] if tolls else None
    return None if nearest is None else "killed" if nearest.deaths else "injured"
