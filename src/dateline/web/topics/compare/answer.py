"""Two events or happenings side by side, and one happening's accounts, as records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from dateline.case.comparing import Beside, Compared, How, compare, members_of, put_together
from dateline.case.link.grouping import ASKED
from dateline.case.link.score import KEPT_APART
from dateline.case.store.entry import iso_of
from dateline.case.views.history import judgement_words
from dateline.case.views.loading import Facts
from dateline.codebook.tables import acled_types
from dateline.errors import InputError
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening, Link, Said, Slot
from dateline.render.bundle.happening import HEADS
from dateline.render.situation.slots import slot_words
from dateline.render.situation.view import day_words
from dateline.render.words import STANCES, plain
from dateline.web.errors import NotFound

if TYPE_CHECKING:
    from dateline.case.store.queues import EventLine
    from dateline.web.desk import Desk

LABELS = {"type": "Kind of act", "deaths": "Killed", "injured": "Wounded"}
PAIRS = 12
"""Pairs of accounts whose reasons are told; of two happenings of many accounts there are hundreds."""
WORDS = 6
"""Voices of one value that are quoted; the rest are counted."""
MEMBERS = 200
"""Accounts of a happening that can be set apart in the page."""


class Word(BaseModel):
    """One voice on one value."""

    value: str
    source: str
    stance: str
    outlet: str | None
    report: str
    quote: str


class Value(BaseModel):
    """What one side is told as."""

    shown: str | None
    said: list[Word]
    more: int = 0
    """Further voices that are not quoted here."""
    decided: int | None = None
    """Number of the judgement that decided it."""


class Field(BaseModel):
    """One value of the two, side by side."""

    name: str
    label: str
    how: How
    gap: str | None
    range: str | None
    """The least and the greatest number that anybody gives, on either side."""
    a: Value
    b: Value


class Account(BaseModel):
    """One report's telling of an event."""

    event: str
    report: str
    title: str | None
    outlet: str | None
    published: str | None
    place: str | None
    day: str | None
    type: str
    words: str


class Side(BaseModel):
    """One of the two."""

    id: str
    title: str
    day: str
    place: str | None
    lat: float | None
    lon: float | None
    accounts: list[Account]
    happening: str
    """What its accounts belong to now; of several the first."""
    happenings: int
    companions: int
    """Accounts in that happening, its own among them."""


class Part(BaseModel):
    feature: str
    points: float
    saw: str


class Reason(BaseModel):
    """What linking saw in a pair of accounts."""

    a: str
    b: str
    points: float
    apart: str | None
    """The rule that keeps the two apart, whatever else speaks for them."""
    asked: bool
    """Whether only a decision put the two together."""
    parts: list[Part]


class Decision(BaseModel):
    """A decision on whether the two are one."""

    id: str
    seq: int
    at: str
    who: str
    verb: str
    reason: str | None
    told: str
    undone: int | None


class Comparison(BaseModel):
    """Two events, or two happenings, side by side."""

    a: Side
    b: Side
    fields: list[Field]
    km: float | None
    days: int | None
    together: bool
    """Whether they are held for one happening now."""
    reasons: list[Reason]
    decisions: list[Decision]
    seen: int
    """Number of the log up to which this was looked at; whoever decides sends it back."""


class Whole(BaseModel):
    """One happening with its accounts, to be set apart."""

    id: str
    title: str
    day: str
    place: str | None
    accounts: list[Account]
    more: int
    range: str | None
    """The least and the greatest number of dead that anybody gives."""
    decisions: list[Decision]
    seen: int


def comparison(desk: Desk, a: str, b: str) -> tuple[Comparison, Compared]:
    """The two as records, and what they were made of."""
    seen = desk.store.head()[0]
    try:
        found = compare(desk.store, a, b, Facts(desk.store))
    except InputError as exc:
        raise NotFound(str(exc)) from exc
    lines = desk.store.event_lines([e for h in (found.a, found.b) for _, e in h.events])
    sizes = {h: len(m) for h, m in desk.store.members_of([*found.groups[0], *found.groups[1]]).items()}
    made = Comparison(
        a=_side(found.a, found.groups[0], lines, sizes),
        b=_side(found.b, found.groups[1], lines, sizes),
        fields=[_field(f) for f in found.fields],
        km=None if found.km is None else round(found.km, 1),
        days=found.days,
        together=found.together,
        reasons=[reason_of(k) for k in found.links[:PAIRS]],
        decisions=[decision_of(j) for j in reversed(found.decisions)],
        seen=seen,
    )
    return made, found


def whole(desk: Desk, id_: str) -> Whole:
    """One happening, to choose what is set apart of it."""
    seen = desk.store.head()[0]
    try:
        members = members_of(desk.store, id_)
    except InputError as exc:
        raise NotFound(str(exc)) from exc
    (happening,) = put_together(desk.store, (id_, members), facts=Facts(desk.store))
    lines = desk.store.event_lines(members[:MEMBERS])
    numbers = [s.number for s in happening.slot("deaths").said if s.number is not None]
    told = [n for one in numbers for n in (one.low, one.best, one.high) if n is not None]
    decisions = [j for j in desk.store.judgements_about([*members, id_]) if j.verb in {"same", "apart", "unsure"}]
    return Whole(
        id=id_, title=happening.title, day=day_words(happening.when),
        place=happening.where.name if happening.where else None,
        accounts=[account_of(lines[e]) for e in lines], more=max(0, len(members) - MEMBERS),
        range=range_words(min(told, default=None), max(told, default=None)),
        decisions=[decision_of(j) for j in reversed(decisions)], seen=seen,
    )  # fmt: skip


def _side(h: Happening, groups: tuple[str, ...], lines: dict[str, EventLine], sizes: dict[str, int]) -> Side:
    return Side(
        id=h.id, title=h.title, day=day_words(h.when), place=h.where.name if h.where else None,
        lat=h.where.lat if h.where else None, lon=h.where.lon if h.where else None,
        accounts=[account_of(lines[e]) for _, e in h.events if e in lines],
        happening=groups[0], happenings=len(groups), companions=sizes.get(groups[0], 1),
    )  # fmt: skip


def account_of(line: EventLine) -> Account:
    """An event in a line."""
    first, last = line.days
    day = iso_of(first) if first is not None else iso_of(last)
    return Account(
        event=line.id, report=line.report, title=line.title, outlet=line.outlet, published=iso_of(line.published),
        place=line.place, day=day if first == last else f"{iso_of(first) or '…'} – {iso_of(last) or '…'}",
        type=type_words(line.acled, line.plover), words=line.words,
    )  # fmt: skip


def type_words(acled: str | None, plover: str) -> str:
    """What kind of act it is, in the most telling words that there are."""
    known = next((t for t in acled_types().values() if t.pair == acled), None)
    return known.sub_event_type if known else acled or plover


def _field(f: Beside) -> Field:
    a, b = _value(f.a), _value(f.b)
    if f.name == "type":
        a.shown, b.shown = (type_words(v.shown, v.shown or "") for v in (a, b))
    return Field(
        name=f.name, label=LABELS.get(f.name) or HEADS.get(f.name) or slot_words(f.name), how=f.how, gap=f.gap,
        range=range_words(f.low, f.high), a=a, b=b,
    )  # fmt: skip


def range_words(low: float | None, high: float | None) -> str | None:
    """ "3–7"; numbers of several voices are never averaged."""
    if low is None or high is None:
        return None
    return plain(low) if low == high else f"{plain(low)}–{plain(high)}"


def _value(slot: Slot) -> Value:
    said = list(_once(slot.said))
    words = [
        Word(
            value=s.value, source="the report itself" if s.source_kind == "narrator" else s.source,
            stance=STANCES.get(s.stance, s.stance), outlet=s.outlet, report=s.report, quote=s.quote,
        )
        for s in said[:WORDS]
    ]  # fmt: skip
    return Value(shown=slot.shown, said=words, more=max(0, len(said) - WORDS), decided=slot.decided)


def _once(said: Iterable[Said]) -> Iterable[Said]:
    seen: set[tuple[str, str, str]] = set()
    for one in said:
        key = (one.report, one.source, one.value)
        if key not in seen:
            seen.add(key)
            yield one


def reason_of(link: Link) -> Reason:
    """A link as linking explained it."""
    return Reason(
        a=link.a, b=link.b, points=link.score,
        apart=next((saw for name, _, saw in link.why if name == KEPT_APART), None),
        asked=any(name == ASKED for name, _, _ in link.why),
        parts=[Part(feature=name, points=points, saw=saw) for name, points, saw in link.why if name != KEPT_APART],
    )  # fmt: skip


def decision_of(j: Judgement) -> Decision:
    verbs = {"same": "one happening", "apart": "not one happening", "unsure": "unsure whether they are one"}
    told = f"{verbs.get(j.verb, j.verb)} ({len(j.about)} records)" if len(j.about) > 2 else verbs.get(j.verb, j.verb)
    return Decision(
        id=j.id, seq=j.seq, at=j.at, who=j.who, verb=j.verb, reason=j.reason,
        told=told if j.verb in verbs else judgement_words(j), undone=j.undone,
    )  # fmt: skip


Way = Literal["same", "apart", "unsure"]
