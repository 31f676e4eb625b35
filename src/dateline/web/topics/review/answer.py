"""A report under review, as pages and programs see it. Offsets are Unicode code points of `text`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from dateline.case.review.records import Kind, ReportReview, Reviewed, State
from dateline.case.review.slots import Option, Shown, SlotKind, Widget, choices_in, slots_of, words_of
from dateline.case.views.history import judgement_words
from dateline.codebook.tables import acled_types
from dateline.model.judgement import Judgement, Verb
from dateline.model.records import Claim, Control, Event
from dateline.model.span import Evidence
from dateline.render.words import STANCES, Names, interval, names_of, shorten

if TYPE_CHECKING:
    from dateline.case.review.opening import Opened

TITLE = 120
"""Characters of a record's title."""


class Words(BaseModel):
    """Characters start..end of the report's text, counted in Unicode code points."""

    start: int = Field(ge=0, le=2**31)
    end: int = Field(ge=0, le=2**31)
    quote: str = Field(max_length=20_000)


class Choice(BaseModel):
    """A value that a slot may have."""

    value: Any
    label: str


class SlotNow(BaseModel):
    """One slot of a record."""

    name: str
    label: str
    widget: Widget
    choices: list[Choice]
    """The closed list, where there is one; for actors, places and sources see `choices` of the review."""
    empty: bool
    """Whether it may be set to null."""
    value: Any
    shown: str | None
    """The value in words; null where nothing stands there."""
    evidence: list[Words]
    read: str | None
    """What was read, in words; null also for a record that a person added."""
    changed: bool


class Decided(BaseModel):
    """A decision that holds."""

    id: str
    seq: int
    who: str
    at: str
    verb: Verb
    told: str


class RecordNow(BaseModel):
    """A record under review."""

    id: str
    kind: Kind
    state: State
    revision: int
    """Send it in `seen` when deciding."""
    title: str
    evidence: list[Words]
    slots: list[SlotNow]
    reason: str | None
    """Why it was rejected."""
    score: float | None
    """The calibrated probability that it is right, where there is one."""
    decided: list[Decided]


class Review(BaseModel):
    """A report under review."""

    report: str
    reading: int
    revision: int
    """The last decision on the report or any of its records; the ETag."""
    task: str | None
    title: str
    outlet: str | None
    published: str | None
    language: str | None
    text: str
    done: Decided | None
    counts: dict[str, int]
    """How many records are in which state."""
    records: list[RecordNow]
    choices: dict[str, list[Choice]]
    """What the report names, by widget: actors, place, source."""
    next: str | None
    """The next report that is not done."""
    previous: str | None
    """The report before this one."""


class ReportNow(BaseModel):
    """A report in short."""

    revision: int
    done: Decided | None
    counts: dict[str, int]


class Kept(BaseModel):
    """A decision that was kept."""

    id: str
    seq: int


class Answer(BaseModel):
    """What became of decisions."""

    kept: list[Kept]
    records: list[RecordNow]
    """Those that they changed, as they are now."""
    report: ReportNow


def review_answer(
    opened: Opened, following: tuple[str | None, str | None], only: Sequence[str] | None = None
) -> Review:
    """The whole review; `following` are the reports before and after it. With `only` it has the records of these ids,
    and counts all."""
    review = opened.review
    document = review.read.document
    names = names_of(review.now)
    return Review(
        report=review.report,
        reading=review.reading,
        revision=version(review),
        task=review.task,
        title=document.title or review.report,
        outlet=document.outlet,
        published=document.published.date,
        language=document.language,
        text=document.text,
        done=_decided(review.done) if review.done else None,
        counts=_counts(review),
        records=cards(review, only),
        choices={widget: _choices(found) for widget, found in choices_in(review.now, names).items()},
        previous=following[0],
        next=following[1],
    )


def version(review: ReportReview) -> int:
    """The last that was decided of a report, or of anything in it, or read anew."""
    return max(review.reading, review.revision, *(r.revision for r in review.records), 0)


def short(review: ReportReview) -> ReportNow:
    """A report's state without its records."""
    done = _decided(review.done) if review.done else None
    return ReportNow(revision=version(review), done=done, counts=_counts(review))


def _counts(review: ReportReview) -> dict[str, int]:
    return {str(state): n for state, n in review.counts.items()}


def cards(review: ReportReview, only: Sequence[str] | None = None) -> list[RecordNow]:
    """The records of a review; some of them where their ids are given."""
    wanted = review.records if only is None else [r for r in review.records if r.id in only]
    # a record that is left out names what is not in the dossier as it is now
    made = _Cards(review)
    return [made.card(r) for r in wanted]


class _Cards:
    """Makes the cards of one review."""

    def __init__(self, review: ReportReview) -> None:
        self.read_names = names_of(review.read)
        self.read = Shown(review.read, self.read_names)
        self.now = Shown(review.now, names_of(review.now))

    def card(self, r: Reviewed) -> RecordNow:
        base = r.read or r.record
        rejected = [j for j in r.decided if j.verb == "reject"]
        return RecordNow(
            id=r.id, kind=r.kind, state=r.state, revision=r.revision, title=title_of(r, self.now.names),
            evidence=_words(words_of(r.record)),
            slots=[self._slot(r, base, slot) for slot in slots_of(r.kind, base, self.read_names)],
            reason=rejected[-1].reason if rejected and r.state == "rejected" else None, score=r.record.score,
            decided=[_decided(j) for j in r.decided],
        )  # fmt: skip

    def _slot(self, r: Reviewed, base: Any, slot: SlotKind) -> SlotNow:
        value, evidence = self.now.value(r.record, slot.name, base), self.now.evidence(r.record, slot.name, base)
        was = self.read.value(r.read, slot.name, base) if r.read is not None else None
        return SlotNow(
            name=slot.name, label=slot.label, widget=slot.widget, choices=_choices(slot.choices), empty=slot.empty,
            value=value, shown=self.now.words(r.record, slot.name, base), evidence=_words(evidence),
            read=self.read.words(r.read, slot.name, base) if r.read is not None else None,
            changed=r.read is not None and was != value,
        )  # fmt: skip


def title_of(r: Reviewed, names: Names) -> str:
    """A record in one line: who did what to whom where and when; who says what; who holds what."""
    record = r.record
    if isinstance(record, Event):
        coded = acled_types().get(record.coding.acled or "")
        what = coded.sub_event_type if coded is not None else record.coding.plover
        who = [names.actor(w.actor) for w in record.who]
        where = [names.place(record.where.place)] if record.where else []
        told = ", ".join([*who, *where, interval(record.when)])
        status = f" ({record.status})" if record.status != "happened" else ""
        return shorten(f"{what}: {told}{status}", TITLE)
    if isinstance(record, Claim):
        words = " … ".join(e.quote for e in record.content)
        return shorten(f"{names.source(record.source)} {STANCES[record.stance]}: {words}", TITLE)
    if isinstance(record, Control):
        status = record.status
        return shorten(f"{names.actor(record.actor)} / {names.place(record.place)}: {status}", TITLE)
    told = f"{names.actor(record.subject)} {record.predicate.replace('_', ' ')} {names.actor(record.object)}"
    return shorten(told, TITLE)


def _decided(j: Judgement) -> Decided:
    return Decided(id=j.id, seq=j.seq, who=j.who, at=j.at, verb=j.verb, told=judgement_words(j, named=False))


def _words(found: Sequence[Evidence]) -> list[Words]:
    return [Words(start=e.start, end=e.end, quote=e.quote) for e in found]


def _choices(options: Sequence[Option]) -> list[Choice]:
    return [Choice(value=o.value, label=o.label) for o in options]


def changed(kept: Sequence[Judgement], judgements: Sequence[Judgement]) -> list[str]:
    """Ids of what decisions are about; of an undo, of what it took back."""
    about: Mapping[str, tuple[str, ...]] = {j.id: j.about for j in judgements}
    found: dict[str, None] = {}
    todo = [a for j in kept for a in j.about]
    while todo:
        id_ = todo.pop(0)
        if id_ not in found:
            found[id_] = None
            todo += about.get(id_, ())
    return list(found)
