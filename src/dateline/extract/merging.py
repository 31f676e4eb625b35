"""The same happening told twice in one report is one event with two pieces of evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.annotate.stance import Modality
from dateline.extract.aggregates import count_of, is_many, singled_out
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.fittings import Draft, narrower
from dateline.extract.fittings import definite as is_definite
from dateline.extract.frame import EFFECTS
from dateline.extract.joining import absorb, telling
from dateline.extract.placing import apart, holds
from dateline.model.records import Rival

NEAR = 2
"""Sentences after an event in which a bare toll still belongs to it."""
FAR = 8
"""Sentences that a definite "the attack" may look back."""
FEW, MANY_DEAD = 3, 10
"""Dead from which the same count means the same happening: nearby in the text, and anywhere in it."""
FATAL = frozenset({"killing", "death"})
HELD = frozenset({"abduction", "arrest", "release"})
"""Tags of what befalls one person once."""
ANSWERED = 20
"""How many tellings before it, and behind it, a denial is written beside, the nearest: no report has more, and a text
made of nothing else would grow with its square."""
SEVERAL = frozenset({"country", "region", "desert"})
"""Kinds of place too wide to make two happenings one."""


@dataclass(slots=True, eq=False)
class _Told:
    """A draft with its sides, worked out once."""

    draft: Draft
    doers: set[str] = field(init=False)
    done_to: set[str] = field(init=False)
    planned: bool = field(init=False)
    tags: set[str] = field(init=False)
    """What the words of its telling say first."""

    def __post_init__(self) -> None:
        self.tags = {p.readings[0].tag for p in self.draft.frame.parts}
        self.refresh()

    def refresh(self) -> None:
        frame = self.draft.frame
        self.doers = {a for a, _ in frame.doers}
        self.done_to = {a for a, _ in frame.done_to}
        self.planned = bool(frame.modality & {Modality.INTENDED, Modality.FUTURE})


class _Kept:
    """The happenings told so far, to be found by what `_same` asks for: beyond `FAR` sentences it asks for the person
    harmed, for an act with its doer, or for a place, a day and sides that are the same."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.all: list[_Told] = []
        self._near: dict[tuple[str, int], set[int]] = {}
        self._far: dict[tuple[object, ...], set[int]] = {}

    def add(self, told: _Told) -> None:
        self.all.append(told)
        self._index(len(self.all) - 1)

    def host(self, told: _Told) -> int | None:
        """The number of the last happening that a draft tells again."""
        plover, sentence = told.draft.frame.row.plover, told.draft.frame.sentence
        numbers = set[int]().union(
            *(self._near.get((plover, n), ()) for n in range(sentence - FAR, sentence + 1)),
            *(self._far.get((plover, *key), ()) for key in self._asked(told)),
        )
        return next((n for n in sorted(numbers, reverse=True) if _same(self.context, self.all[n], told)), None)

    def take_in(self, n: int, told: _Told) -> None:
        _take_in(self.context, self.all[n], told)
        self._index(n, told)

    def _index(self, n: int, taken: _Told | None = None) -> None:
        """Enter a draft under all that it has; what it had before it took in another stays, and `_same` decides."""
        told = self.all[n]
        plover, sentence = told.draft.frame.row.plover, told.draft.frame.sentence
        self._near.setdefault((plover, sentence), set()).add(n)
        for key in (*self._given(told), *_tolls(taken or told)):
            self._far.setdefault((plover, *key), set()).add(n)

    def _given(self, told: _Told) -> Iterator[tuple[object, ...]]:
        yield from self._facts(told)
        tag = told.draft.frame.row.tag
        if told.draft.frame.row.plover != "ASSAULT":
            whom = frozenset(told.done_to)
            yield from (key for doer in told.doers for key in (("act", tag, doer), ("act", tag, doer, whom)))

    def _asked(self, told: _Told) -> Iterator[tuple[object, ...]]:
        yield from _tolls(told)
        yield from self._facts(told)
        tag = told.draft.frame.row.tag
        if told.draft.frame.row.plover != "ASSAULT" and told.done_to:
            whom = frozenset(told.done_to)
            yield from (("act", tag, doer, w) for doer in told.doers for w in (whom, frozenset[str]()))
        elif told.draft.frame.row.plover != "ASSAULT":
            yield from (("act", tag, doer) for doer in told.doers)

    def _facts(self, told: _Told) -> Iterator[tuple[object, ...]]:
        row, where, when = told.draft.frame.row, told.draft.where, told.draft.when
        if row.tag in FATAL | HELD:
            befallen = "killed" if row.tag in FATAL else row.tag
            persons = (x for x in told.done_to if self.context.actors.kind_of(x) == "person")
            yield from (("once", befallen, x) for x in persons)
        place = where.place if where is not None else None
        day = when.start if when is not None else None
        for doer in told.doers:
            if place is not None:
                yield from (("place", place, doer, x) for x in told.done_to)
            if day is not None:
                yield from (("day", day, doer, x) for x in told.done_to)
        if place is not None and day is not None:
            yield from (("both", place, day, "doer", x) for x in told.doers)
            yield from (("both", place, day, "done to", x) for x in told.done_to)


def _tolls(told: _Told) -> Iterator[tuple[object, ...]]:
    return (("toll", t.best) for t in told.draft.deaths if t.best is not None and t.best >= MANY_DEAD)


def merge_told_twice(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Drafts in text order, each happening once."""
    kept = _Kept(context)
    for told in map(_Told, drafts):
        host = kept.host(told)
        if host is None:
            kept.add(told)
        else:
            kept.take_in(host, told)
    return [told.draft for told in kept.all]


def _take_in(context: Context, one: _Told, two: _Told) -> None:
    host, other = one.draft, two.draft
    if _that_person(context, one, two):  # one death, and whose it is was said before
        again = {n[0] for n in other.frame.done_to if _single(context, n, definite=True)}
        other.frame.done_to = [n for n in other.frame.done_to if n[0] not in again]
        other.deaths = [t for t in other.deaths if t.of not in again]
    absorb(host.frame, other.frame)
    host.where = narrower(context, host.where, other.where)
    host.when = host.when or other.when
    host.deaths += other.deaths
    host.injured += other.injured
    one.tags |= two.tags
    one.refresh()


def _same(context: Context, one: _Told, two: _Told) -> bool:
    """Whether two drafts tell one happening. What it accepts beyond `FAR` sentences, `_Kept` must find."""
    a, b = one.draft, two.draft
    if a.frame.row.plover != b.frame.row.plover:
        return False
    if _denied(a) != _denied(b):
        return False  # one speaker denies what the other tells: rivals, not one telling
    if _befalls_once(context, one, two):
        return True
    if is_many(count_of(context, a.frame)) and singled_out(context, b.frame):
        return False  # a part of many is not the many
    if b.frame.sentence == a.frame.sentence:
        return _toll_where(a, b)
    if not _compatible(context, one, two):
        return False
    if (
        is_definite(b.frame.trigger)
        and b.frame.sentence - a.frame.sentence <= FAR
        and b.frame.row.pos == "NOUN"
        and b.frame.row.strong
    ):
        return True
    named_again = any(p.token.lemma == b.frame.trigger.lemma for p in a.frame.parts)
    if (
        named_again
        and is_definite(b.frame.trigger)
        and b.frame.row.pos == "NOUN"
        and b.frame.sentence - a.frame.sentence <= FAR
    ):
        return True  # "a missile … the missile"
    if _one_toll(a, b) or _toll_follows(a, b) or _same_killing(context, one, two):
        return True
    if a.frame.row.plover != "ASSAULT" and a.frame.row.tag == b.frame.row.tag and one.doers & two.doers:
        return one.done_to == two.done_to or not (one.done_to and two.done_to)
    shared_place = _one_place(context, a, b)
    shared_date = (
        a.when is not None and b.when is not None and a.when.start is not None and a.when.start == b.when.start
    )
    shared_actor = bool(one.doers & two.doers)
    shared_target = bool(one.done_to & two.done_to)
    if shared_actor and shared_target and (shared_place or shared_date):
        return True
    return shared_place and shared_date and (shared_actor or shared_target)


def _denied(draft: Draft) -> bool:
    """Whether the telling says that it did not happen; "no soldiers were killed" only says with what toll."""
    modality = draft.frame.modality
    return Modality.DENIED in modality or (Modality.NEGATED in modality and draft.frame.row.tag not in EFFECTS)


def _befalls_once(context: Context, a: _Told, b: _Told) -> bool:
    """One person is killed once, and held once in one report: whoever tells it, and however often."""
    tags = a.draft.frame.row.tag, b.draft.frame.row.tag
    if not set(tags) <= FATAL and not (tags[0] == tags[1] and tags[0] in HELD):
        return False
    both = {x for x in a.done_to & b.done_to if context.actors.kind_of(x) == "person"}
    return bool(both) and a.planned == b.planned


def _toll_where(a: Draft, b: Draft) -> bool:
    """ "The attacks in X, where 60 were killed": one sentence, one place, and the second part tells the toll."""
    effect = any(p.readings[0].tag in EFFECTS for p in b.frame.parts)
    same = a.where is not None and b.where is not None and a.where.place == b.where.place
    return (
        same and effect and telling(a.frame.row) <= 2 and not (a.frame.doers and b.frame.doers) and _no_other_day(a, b)
    )


def _no_other_day(a: Draft, b: Draft) -> bool:
    return b.when is None or (a.when is not None and a.when.start == b.when.start)


def _toll_follows(a: Draft, b: Draft) -> bool:
    """A toll told right after, with no doer, place or day of its own: "Three others were wounded"."""
    near = 0 < b.frame.sentence - a.frame.sentence <= NEAR
    return near and b.frame.row.tag in EFFECTS and not b.frame.doers and b.where is None and b.when is None


def _same_killing(context: Context, one: _Told, two: _Told) -> bool:
    """Killings told again: the same doer (or one left out), and the same kind of victims."""
    a, b = one.draft, two.draft
    if b.frame.sentence - a.frame.sentence > FAR:
        return False
    if _that_person(context, one, two):
        return True
    if not {a.frame.row.tag, b.frame.row.tag} <= EFFECTS | {"attack", "assault"}:
        return False
    kinds = [{context.actors.kind_of(x) for x in d.done_to} for d in (one, two)]
    if not one.doers and not two.doers and b.frame.sentence - a.frame.sentence <= NEAR:
        held = _titles(context, a), _titles(context, b)
        return bool(held[0] and held[1]) and (held[0] <= held[1] or held[1] <= held[0])
    return bool(one.doers & two.doers) and bool(kinds[0] & kinds[1])


def _that_person(context: Context, one: _Told, two: _Told) -> bool:
    """One person killed, then "the officer who was killed": one death."""
    if not one.tags & FATAL or not two.tags <= FATAL:
        return False
    again = [n for n in two.draft.frame.done_to if _single(context, n, definite=True)]
    return bool(again) and any(_single(context, n, definite=False) for n in one.draft.frame.done_to)


def _single(context: Context, named: Named, *, definite: bool) -> bool:
    """Whether it is one person, and for a `definite` one whether the text takes it as known."""
    mention = context.actors.mention_over(named[0], named[1].start)
    if mention is None or mention.number != 1:
        return False
    if not definite:
        return True
    return mention.form == "nominal" and is_definite(context.parse.tokens[mention.head])


def _titles(context: Context, draft: Draft) -> set[str]:
    """Title words of the persons harmed: "a major general" and "Major General Petrov" in the next sentence are one,
    "a lieutenant general" is another."""
    persons = [e.quote for a, e in draft.frame.done_to if context.actors.kind_of(a) == "person"]
    return {w.lower() for q in persons for w in q.split() if context.catalogue.title(w) is not None}


def _compatible(context: Context, one: _Told, two: _Told) -> bool:
    """No slot says otherwise: neither kind of act, doer, place, day nor status."""
    a, b = one.draft, two.draft
    row_a, row_b = a.frame.row, b.frame.row
    if row_a.tag != row_b.tag and telling(row_a) >= 3 and telling(row_b) >= 3 and not {row_a.tag, row_b.tag} & EFFECTS:
        return False
    if one.doers and two.doers and not one.doers & two.doers:
        return False
    if _elsewhere(context, a, b):
        return False
    if a.when and b.when and a.when.start and b.when.start and (a.when.end or a.when.start) < b.when.start:
        return False
    if a.when and b.when and a.when.start and b.when.start and (b.when.end or b.when.start) < a.when.start:
        return False
    return one.planned == two.planned


def _elsewhere(context: Context, a: Draft, b: Draft) -> bool:
    """Whether two tellings name places of which neither lies in the other; a region or country says too little."""
    if wide_of(context, a) or wide_of(context, b):
        return False
    one = context.places.by_id(a.where.place) if a.where else None
    two = context.places.by_id(b.where.place) if b.where else None
    return one is not None and two is not None and apart(one, two)


def _one_place(context: Context, a: Draft, b: Draft) -> bool:
    """One place, or nearby in the text a town and the province it lies in; too wide a place is none."""
    if a.where is None or b.where is None or wide_of(context, a) or wide_of(context, b):
        return False
    if a.where.place == b.where.place:
        return True
    one, two = context.places.by_id(a.where.place), context.places.by_id(b.where.place)
    near = b.frame.sentence - a.frame.sentence <= FAR
    return near and one is not None and two is not None and (holds(one, two) or holds(two, one))


def _one_toll(a: Draft, b: Draft) -> bool:
    """The same number of dead told again: nobody counts two happenings alike by chance, unless they are few."""
    counts = [{t.best for t in d.deaths if t.best is not None and t.counted is not None} for d in (a, b)]
    least = FEW if b.frame.sentence - a.frame.sentence <= FAR else MANY_DEAD
    return any(n >= least for n in counts[0] & counts[1])


def wide_of(context: Context, draft: Draft) -> bool:
    place = context.places.by_id(draft.where.place) if draft.where else None
    return place is None or place.kind in SEVERAL


def note_rivals(context: Context, drafts: list[Draft]) -> None:
    """What another speaker of the same report denies: written beside the telling that it denies."""
    acts: dict[tuple[str, str, str], list[int]] = {}
    all_told = [_Told(d) for d in drafts]
    for n, told in enumerate(all_told):
        for act in _acts(told):
            acts.setdefault(act, []).append(n)
    for own, denied in enumerate(all_told):
        if not {m.value for m in denied.draft.frame.modality} & {"denied", "negated"}:
            continue
        numbers = sorted({n for act in _acts(denied) for n in _around(acts[act], own)})
        _deny(context, denied, [all_told[n] for n in numbers if n != own])


def _acts(told: _Told) -> Iterator[tuple[str, str, str]]:
    row = told.draft.frame.row
    return ((row.plover, row.tag, doer) for doer in told.doers)


def _around(numbers: list[int], own: int) -> list[int]:
    """The numbers nearest to one of them."""
    at = bisect_left(numbers, own)
    return numbers[max(0, at - ANSWERED) : at + ANSWERED + 1]


def _deny(context: Context, denied: _Told, acts: list[_Told]) -> None:
    """The same act by the same doer, with nothing that tells the two apart."""
    answered = [told for told in acts if _compatible(context, told, denied)]
    if answered:
        evidence = tuple(context.document.evidence(*span) for span in denied.draft.frame.spans)
        claims = tuple(dict.fromkeys(c for e in evidence for c in context.claims.claims_for(e.start, e.end)))
        for told in answered:
            told.draft.rivals.append(Rival("status", "denied", claims, evidence))
