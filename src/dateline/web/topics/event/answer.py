"""One happening in depth, as records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, Field

from dateline.case.ledger.words import folded
from dateline.case.review.slots import slot_kinds
from dateline.case.situation import put_together
from dateline.case.views.assembling import Assembled
from dateline.case.views.history import Step, about, history_of
from dateline.case.views.moments import moment_of
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening, LedgerEntry, LedgerSide, Link, Said, Slot, SlotState
from dateline.model.vocabulary import EventStatus, SourceKind, Stance
from dateline.render.bundle.happening import HEADS
from dateline.render.situation.ledger import REASONS
from dateline.render.situation.slots import is_toll, slot_name, slot_words, toll_name
from dateline.web.errors import NotFound
from dateline.web.topics.explore.answer import Range, Row, range_of, row_of

if TYPE_CHECKING:
    from dateline.case.store.protocol import ReportRow
    from dateline.web.desk import Desk

How = Literal["agrees", "differs", "fits", "denies", "replaced"]
HOW_WORDS: Final[dict[How, str]] = {
    "agrees": "agrees", "differs": "differs", "fits": "fits with it", "denies": "denies the deed",
    "replaced": "replaced later",
}  # fmt: skip
FIRST: Final = ("when", "where", "actor", "recipient", "side_a", "side_b", "associate", "deaths", "injured", "status")
DECIDED: Final = frozenset({"value", "include", "exclude", "accept", "reject", "note", "same", "apart", "unsure"})
"""Decisions that can be taken back."""


class Word(BaseModel):
    """One voice's word on one value, and where it stands in its report (code points)."""

    value: str
    number: Range | None
    how: How = Field(description="How it stands to the value shown.")
    source: str
    kind: SourceKind
    voice: str
    stance: Stance
    outlet: str | None
    published: str | None
    said: str | None
    quote: str
    start: int
    end: int
    report: str
    event: str | None
    claim: str | None


class FieldRow(BaseModel):
    """One value of the happening with everybody who says something of it."""

    name: str
    label: str
    shown: str | None
    state: SlotState
    number: Range | None
    decided: int | None = Field(description="Number of the judgement that decided it.")
    said: list[Word]


class SideTold(BaseModel):
    """One of the values that stand side by side."""

    value: str
    said: list[Word]


class Entry(BaseModel):
    """Words that contradict, bear out or replace one another; they are never averaged."""

    id: str
    kind: str
    reason: str
    why: str = Field(description="The reason in words.")
    slot: str
    label: str
    message: str
    sides: list[SideTold]


class Part(BaseModel):
    """One thing that linking looked at in two accounts, the points that it gave, and what it saw."""

    feature: str
    points: float
    saw: str


class LinkTold(BaseModel):
    """Why two accounts are held for one happening, or are not."""

    a: str
    b: str
    points: float
    parts: list[Part]
    judgement: int | None


class Account(BaseModel):
    """One report's telling of it."""

    report: str
    event: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    copy_of: str | None


class StepTold(BaseModel):
    """One entry of the log that made it otherwise."""

    seq: int
    at: str
    what: str
    told: str
    decision: str | None = Field(description="The judgement, where it can be taken back.")


class EventTold(Row):
    """A happening with everything that made it."""

    revision: int = Field(description="Number in the log of the last entry that made it otherwise.")
    seen: int = Field(description="Number of the last decision on it: whoever decides says that they saw it.")
    as_of: str | None
    fields: list[FieldRow]
    ledger: list[Entry]
    accounts: list[Account]
    links: list[LinkTold]
    apart: list[LinkTold] = Field(description="Accounts that were looked at as perhaps the same, and are kept apart.")
    history: list[StepTold]


@dataclass(frozen=True, slots=True)
class Deep:
    """What an answer is made from."""

    made: Assembled
    seq: int | None
    as_of: str | None
    decisions: tuple[Judgement, ...]
    steps: tuple[Step, ...]
    reports: dict[str, ReportRow]

    @property
    def happening(self) -> Happening:
        return self.made.happening

    @property
    def revision(self) -> int:
        return max((s.seq for s in self.steps), default=0)

    @property
    def seen(self) -> int:
        return max((max(j.seq, j.undone or 0) for j in self.decisions), default=0)

    @property
    def records(self) -> list[str]:
        """The ids that decisions on it are about."""
        h = self.happening
        return list(dict.fromkeys((h.id, *(i for pair in h.events for i in pair))))


def deep(desk: Desk, id_: str, as_of: str | None = None) -> Deep:
    """A happening by its id or that of one of its events. Raises `NotFound` where the case has none."""
    moment = moment_of(desk.store, as_of)
    found = put_together(desk.store, [id_], moment.seq, desk.facts) if id_.startswith(("happening-", "event-")) else {}
    made = next(iter(found.values()), None)
    if made is None:
        then = f" as known {as_of}" if as_of else ""
        raise NotFound(f"{id_[:80]}: there is no such happening or event in this case{then}.")
    h = made.happening
    reports = {r.id: r for r in desk.store.reports(moment.seq, {r for r, _ in h.events})}
    steps = history_of(desk.store, h, moment.seq)
    return Deep(made, moment.seq, as_of, about(desk.store, h, moment.seq), steps, reports)


def told(desk: Desk, found: Deep) -> EventTold:
    """All that is shown of it."""
    h, entries = found.happening, found.made.entries
    ids = {e for _, e in h.events}
    apart = [x for x in desk.store.links_at(sorted(ids), found.seq) if len({x.a, x.b} & ids) == 1]
    return EventTold(
        **row_of(h).model_dump(), revision=found.revision, seen=found.seen, as_of=found.as_of,
        fields=[_field(slot, entries) for slot in _ordered(h.slots)],
        ledger=[_entry(e) for e in sorted(entries, key=lambda e: e.kind != "contradiction")],
        accounts=[_account(found, r, e) for r, e in h.events],
        links=[_link(x) for x in h.links], apart=[_link(x) for x in apart],
        history=[_step(found, s) for s in found.steps],
    )  # fmt: skip


def _ordered(slots: Sequence[Slot]) -> list[Slot]:
    order = {name: n for n, name in enumerate(FIRST)}
    told_of = [s for s in slots if s.said or s.shown or s.state == "decided"]
    return sorted(told_of, key=lambda s: order.get(s.name.partition(" of ")[0], len(order)))


def _field(slot: Slot, entries: Iterable[LedgerEntry]) -> FieldRow:
    own = [e for e in entries if e.slot == slot.name]
    against = {s for e in own if e.kind == "contradiction" for side in e.sides for s in side.said}
    later = [e for e in own if e.kind == "supersedes" and e.sides]
    gone = {s for e in later for side in e.sides[:-1] for s in side.said}
    corrected = {s for e in later if e.reason == "correction" for side in e.sides[:-1] for s in side.said}
    words = [_word(s, _how(slot, s, against, gone, corrected)) for s in slot.said]
    label = toll_name(slot) if is_toll(slot) else HEADS.get(slot.name) or slot_name(slot)
    return FieldRow(
        name=slot.name, label=label, shown=slot.shown, state=slot.state, number=range_of(slot.number),
        decided=slot.decided, said=words,
    )  # fmt: skip


def _how(slot: Slot, said: Said, against: set[Said], gone: set[Said], corrected: set[Said]) -> How:
    """How one voice stands to the value shown. Who denies a deed bears out neither its day nor who did it."""
    if said in corrected:
        return "replaced"
    if said.stance == "denied" and slot.name != "status":
        return "denies"
    if _same(slot, said):
        return "agrees"
    if said.stance == "denied" or said in against or slot.state == "decided":
        return "differs"
    return "replaced" if said in gone else "fits"


def _same(slot: Slot, said: Said) -> bool:
    """Whether a voice says the value shown; of a range, the number that is held for the best."""
    n, m = said.number, slot.number
    shown = slot.shown or ""
    if shown and folded(said.value) in {folded(part) for part in (shown, *shown.split(", "))}:
        return True
    if n is None or m is None:
        return False
    return (n.low, n.best, n.high) == (m.low, m.best, m.high) or n.low == n.best == n.high == m.best is not None


def _word(said: Said, how: How = "fits") -> Word:
    return Word(
        value=said.value, number=range_of(said.number), how=how, source=said.source, kind=said.source_kind,
        voice=said.voice, stance=said.stance, outlet=said.outlet, published=said.published, said=said.said,
        quote=said.quote, start=said.start, end=said.end, report=said.report, event=said.event, claim=said.claim,
    )  # fmt: skip


def _entry(e: LedgerEntry) -> Entry:
    return Entry(
        id=e.id, kind=e.kind, reason=e.reason, why=REASONS.get(e.reason, e.reason), slot=e.slot,
        label=slot_words(e.slot or e.reason), message=e.message,
        sides=[_side(s, e.kind) for s in e.sides],
    )  # fmt: skip


def _side(side: LedgerSide, kind: str) -> SideTold:
    how: How = "differs" if kind == "contradiction" else "agrees"
    return SideTold(value=side.value, said=[_word(s, how) for s in side.said])


def _link(x: Link) -> LinkTold:
    parts = [Part(feature=f.replace("_", " "), points=round(w, 2), saw=saw) for f, w, saw in x.why]
    return LinkTold(a=x.a, b=x.b, points=round(x.score, 2), parts=parts, judgement=x.judgement)


def _account(found: Deep, report: str, event: str) -> Account:
    row = found.reports.get(report)
    facts = found.made.reports.get(report)
    return Account(
        report=report, event=event, outlet=row.outlet if row else None, title=row.title if row else None,
        published=facts.published if facts else None, url=row.url if row else None,
        copy_of=row.copy_of if row else None,
    )  # fmt: skip


def _step(found: Deep, step: Step) -> StepTold:
    made = next((j for j in found.decisions if j.seq == step.seq), None)
    open_ = made is not None and made.verb in DECIDED and made.undone is None and made.by == "person"
    return StepTold(
        seq=step.seq, at=step.at, what=step.what, told=step.told, decision=made.id if made and open_ else None
    )  # fmt: skip


def cited(desk: Desk, found: Deep) -> dict[str, object]:
    """It as CSL-JSON: what a reference manager takes. The revision says which state of the case was seen."""
    h = found.happening
    day = max((s.at for s in found.steps), default="")[:10]
    parts = [int(p) for p in day.split("-")] if day else []
    return {
        "id": f"{h.id}@{found.revision}", "type": "entry", "title": h.title, "container-title": desk.name,
        "version": str(found.revision), "issued": {"date-parts": [parts]} if parts else None,
        "URL": f"/event/{h.id}?as_of={found.revision}", "source": "Dateline", "number": h.id,
        "note": f"Put together from {h.reports} report{'' if h.reports == 1 else 's'}; log {found.revision}.",
    }  # fmt: skip


def citation(desk: Desk, found: Deep) -> str:
    """The same as a line of text."""
    day = max((s.at for s in found.steps), default="")[:10]
    return f"“{found.happening.title}”, {desk.name}, {found.happening.id}, revision {found.revision} ({day})."


def decidable() -> list[tuple[str, str]]:
    """(slot, label) of what a person may decide."""
    return [("title", "Title"), *((s.name, s.label) for s in slot_kinds()["event"] if s.name != "evidence")]


STATUS_WORDS: Final[dict[EventStatus, str]] = {"happened": "reported as happened", "ongoing": "reported as going on"}
