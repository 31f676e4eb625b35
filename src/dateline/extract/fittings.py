"""What belongs to a frame: its place, its date, its tolls, its targets and means, how often it happened."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.annotate.harm import harm_of
from dateline.annotate.stance import Modality
from dateline.extract.cast import HE
from dateline.extract.casualties import Toll
from dateline.extract.context import Context
from dateline.extract.dating import date_of, dates_by_sentence, same_time
from dateline.extract.frame import Frame
from dateline.extract.placing import SPECIFIC, place_of
from dateline.extract.wordlists import lemmas, means_words, target_words
from dateline.model.parse import Token
from dateline.model.records import Phrase, Rival, Target, Where
from dateline.model.values import When

CARRY = 2
"""Sentences over which place and day carry on."""
MOST = 400
"""Characters that a toll may stand away from the frame that it is given to."""


@dataclass(slots=True, eq=False)
class Draft:
    """A frame with what belongs to it."""

    frame: Frame
    where: Where | None = None
    when: When | None = None
    deaths: list[Toll] = field(default_factory=list)
    injured: list[Toll] = field(default_factory=list)
    rivals: list[Rival] = field(default_factory=list)
    parent: Draft | None = None
    """The aggregate that it is told as a part of."""


def fit_all(context: Context, frames: Sequence[Frame]) -> list[Draft]:
    """Frames with their places and dates."""
    told: dict[int, list[Frame]] = {}
    for frame in frames:
        told.setdefault(frame.sentence, []).append(frame)
    dated = dates_by_sentence(context)
    drafts = []
    for frame in frames:
        others = [f for f in told[frame.sentence] if f is not frame]
        when = date_of(context, frame, others, dated.get(frame.sentence, ()))
        drafts.append(Draft(frame, place_of(context, frame, others), when))
    beside: dict[int, list[Draft]] = {}
    for draft in drafts:
        beside.setdefault(draft.frame.sentence, []).append(draft)
    for draft in drafts:
        if draft.when is None and not planned(draft):
            draft.when = _of_its_sentence(draft, beside[draft.frame.sentence])
    return drafts


def _of_its_sentence(draft: Draft, beside: Sequence[Draft]) -> When | None:
    """The date of another happening of the sentence, told in a clause of the same time."""
    for d in reversed(beside):
        if d.when is not None and d.when.basis is not None and not planned(d) and same_time(draft.frame, d.frame):
            return carried(d.when)
    return None


def carried(when: When) -> When:
    """A date that another happening has: its words are elsewhere."""
    return when if when.basis == f"relative to {when.text}" else replace(when, basis=f"relative to {when.text}")


def carry_over(context: Context, drafts: Sequence[Draft]) -> None:
    """A happening told without a place keeps that of the one told shortly before it.

    Over a sentence or two only, and only from the same sort of happening; within one sentence from any.
    """
    ends: list[tuple[int, int]] = []  # (last sentence of a draft, its number), sorted
    for n, draft in enumerate(drafts):
        if draft.where is None:
            placed = (before.where for before in _carriers(context, drafts, ends, draft))
            draft.where = next((where for where in placed if where is not None), None)
        insort(ends, (last_sentence(draft), n))


def _carriers(context: Context, drafts: Sequence[Draft], ends: list[tuple[int, int]], draft: Draft) -> Iterator[Draft]:
    """Those before it that a draft may keep its place of, the last first; `ends` are the last sentences of all."""
    near = ends[bisect_left(ends, (draft.frame.sentence - CARRY, 0)) :]
    near.sort(key=lambda end: end[1], reverse=True)
    return (drafts[n] for last, n in near if _carries(context, drafts[n], last, draft))


def last_sentence(draft: Draft) -> int:
    """The last sentence that tells of it."""
    return max(p.token.sent for p in draft.frame.parts)


def _carries(context: Context, before: Draft, last: int, draft: Draft) -> bool:
    near = draft.frame.sentence - last
    if planned(draft) or planned(before) or near > CARRY or (near > 1 and not _same_section(context, before, draft)):
        return False
    return near <= 0 or draft.frame.row.plover == before.frame.row.plover == "ASSAULT"


def narrower(context: Context, a: Where | None, b: Where | None) -> Where | None:
    """Of two tellings of one happening, the place that says more narrowly where."""
    if a is None or b is None:
        return a or b
    one, two = context.places.by_id(a.place), context.places.by_id(b.place)
    if one is None or two is None:
        return a
    return b if SPECIFIC.get(two.kind, 2) > SPECIFIC.get(one.kind, 2) else a


DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def definite(trigger: Token) -> bool:
    """ "The attack", "these clashes": one that the report takes as known."""
    return any(c.dep == "det" and c.lower in DEFINITE for c in trigger.children)


def planned(draft: Draft) -> bool:
    """Is it one that has not come about?"""
    return bool(draft.frame.modality & {Modality.INTENDED, Modality.FUTURE, Modality.HYPOTHETICAL, Modality.POSSIBLE})


def _same_section(context: Context, a: Draft, b: Draft) -> bool:
    return context.document.section_at(a.frame.trigger.start) == context.document.section_at(b.frame.trigger.start)


def give_tolls(context: Context, drafts: list[Draft], tolls: list[Toll]) -> None:
    """Give each toll to the frame that its words belong to: same clause, same sentence, else the nearest before it."""
    told: dict[int, list[Draft]] = {}
    for d in drafts:
        if d.frame.row.plover in {"ASSAULT", "COERCE", "RETREAT"}:
            told.setdefault(d.frame.sentence, []).append(d)
    for toll in tolls:
        draft = _owner_of(context, told, toll)
        if draft is None:
            continue
        (draft.deaths if toll.harm == "killed" else draft.injured).append(toll)
        if toll.who is not None and draft.frame.row.plover == "ASSAULT" and toll.hedge != "heavy":
            known = {a for a, _ in draft.frame.doers} | {a for a, _ in draft.frame.done_to}
            if toll.who[0] not in known and toll.high != 0 and draft.frame.row.directed:
                draft.frame.done_to.append(toll.who)


UNREAL = frozenset(
    {Modality.NEGATED, Modality.DENIED, Modality.INTENDED, Modality.FUTURE, Modality.POSSIBLE, Modality.HYPOTHETICAL}
)
"""Modalities under which nobody has died yet."""


def count_the_uncounted(context: Context, drafts: list[Draft]) -> None:
    """Dead without a number: one for a person ("a general was killed"), else a toll without figures."""
    numbered = {c.noun for c in context.counted if harm_of(c, context.parse) in {"killed", "wounded"}}
    for draft in drafts:
        lethal = any(r.lethal for p in draft.frame.parts for r in p.readings[:1])
        harmed = [*(draft.frame.done_to if draft.frame.row.directed else ()), *draft.frame.fallen]
        if draft.frame.row.plover != "ASSAULT" or not harmed or not lethal:
            continue
        if draft.frame.modality & UNREAL:
            continue
        counted = any(t.counted is not None for t in draft.deaths)
        told = {t.who[0] for t in (*draft.deaths, *draft.injured) if t.who is not None}
        for actor, evidence in harmed:
            token = context.parse.token_at(evidence.end - 1)
            if actor in told or token is None:
                continue
            mention = context.actors.mention_over(actor, evidence.start)
            one = (mention is not None and mention.number == 1) or evidence.quote.lower() in HE
            if (counted and not one) or token.i in numbered:
                continue  # "ambushed a patrol, killing 17 soldiers": the dead are counted
            n = 1.0 if one else None
            draft.deaths.append(
                Toll(
                    "killed", (actor, evidence), actor, n, n, n, "exact" if one else "unknown", evidence, token.i, None
                )
            )


def _owner_of(context: Context, told: dict[int, list[Draft]], toll: Toll) -> Draft | None:
    """The draft that a toll belongs to; `told` holds the drafts that may have one, by sentence."""
    first, sentence = context.parse.token_at(toll.evidence.start), context.parse.tokens[toll.at].sent
    here = told.get(first.sent if first is not None else sentence, [])
    inside = [d for d in here if any(s <= toll.evidence.start < e for s, e in d.frame.spans)]
    if inside:
        return min(inside, key=lambda d: (d.frame.row.plover != "ASSAULT", min(e - s for s, e in d.frame.spans)))
    if sentence in told:
        return min(told[sentence], key=lambda d: abs(d.frame.trigger.start - toll.evidence.start))
    for n in range(sentence - 1, -1, -1):
        if toll.evidence.start - context.parse.sentences[n].end >= MOST:
            break
        before = [d for d in told.get(n, ()) if toll.evidence.start - d.frame.start < MOST]
        if before:
            return before[-1]
    return None


def targets(context: Context, frame: Frame) -> tuple[Target, ...]:
    """What was hit, by class: hospital, school, vehicle …"""
    if frame.row.plover != "ASSAULT":
        return ()
    found = []
    for t in tokens_of(context, frame):
        what = target_words().get(t.lemma)
        if what is None or t.pos not in {"NOUN", "PROPN"} or t.dep in {"compound", "nsubj", "nmod"}:
            continue
        if (
            t.dep == "pobj"
            and t.head is not None
            and t.head.lower not in {"on", "against", "at", "of", "under", "into"}
        ):
            continue
        near = context.places.place_at(t.start, t.end)
        found.append(Target(what, near.id if near else None, (context.document.evidence(t.start, t.end),)))  # type: ignore[arg-type]  # checked on load
    return tuple(found)


def means(context: Context, frame: Frame) -> tuple[Phrase, ...]:
    """With what: weapons named in the clause."""
    if frame.row.plover != "ASSAULT":
        return ()
    found: dict[str, Phrase] = {}
    for t in tokens_of(context, frame):
        if t.lemma in means_words() and t.pos in {"NOUN", "PROPN"}:
            found.setdefault(t.lemma, Phrase(t.lemma, (context.document.evidence(t.start, t.end),)))
    return tuple(found.values())


def tokens_of(context: Context, frame: Frame) -> list[Token]:
    return [t for s, e in frame.spans for t in context.parse.within(s, e)]


def outcome(context: Context, frame: Frame) -> Phrase | None:
    """With what result, in the text's own words: "repelled", "but were pushed back", "…, forcing thousands to flee",
    "before retreating", "without casualties"."""
    for child in frame.verb.children:
        if _tells_result(child, frame.verb):
            return _phrase(context, *context.parse.span_of(child))
    withstood = next(
        (p.token for p in frame.parts if p.readings[0].tag == "defence" and p.token is not frame.trigger), None
    )
    return _phrase(context, withstood.start, withstood.end) if withstood is not None else None


def _tells_result(child: Token, verb: Token) -> bool:
    if child.dep == "prep":
        harmless = child.lower == "without" and any(c.lemma in lemmas("dead") for c in child.all("pobj"))
        return harmless or (child.lower == "before" and child.child("pcomp") is not None)
    if child.dep == "conj" and child.pos == "VERB":
        back = {c.lower for c in child.all("prt", "advmod")} & {"back", "off", "away"}
        return child.lemma in lemmas("repelling") or (child.tag == "VBN" and bool(back))
    return child.dep == "advcl" and child.tag == "VBG" and child.lemma in lemmas("result") and child.i > verb.i


def _phrase(context: Context, start: int, end: int) -> Phrase:
    evidence = context.document.evidence(start, end)
    return Phrase(" ".join(evidence.quote.split()), (evidence,))
