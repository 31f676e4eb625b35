"""Sources over all reports: what they say, how often others bear it out or speak against it, who is protected.

There is no score of trust. What is told are counts with what was counted, of the last happenings alone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from dateline.case.situation import situation_of
from dateline.case.store.entry import iso_of
from dateline.case.store.speakers import Order, SpeakersWanted
from dateline.case.views.filter import Filter
from dateline.case.views.loading import PASSED_ON, shown_of
from dateline.web.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.case.store.speakers import Speaker
    from dateline.model.situation import Said
    from dateline.web.desk import Desk

RECORD = 20
"""Happenings that the track record is told of: each opens the dossiers of its reports."""
PREVIEWED = 10
"""Reports whose shared export is looked at."""
OUTLET = "outlet"


class SourcesQuery(BaseModel):
    """What the address asks for."""

    q: str = Field(default="", max_length=200, description="Words that all stand in the name.")
    kind: str = Field(default="", max_length=40)
    protected: bool = Field(default=False, description="Only those that a report asks to protect.")
    sort: Order = "claims"
    limit: int = Field(default=50, ge=1, le=500)
    after: int = Field(default=0, ge=0, le=10**9, description="How many to pass over.")


Asked = Annotated[SourcesQuery, Query()]


class SourceLine(BaseModel):
    """A source, as all reports that call it so tell it."""

    key: str
    kind: str
    name: str
    reports: int
    claims: int
    protected: int
    """Reports that ask to protect it."""


class SourcesFound(BaseModel):
    """A page of sources."""

    items: list[SourceLine]
    next: int | None


class SourceReport(BaseModel):
    """A report that has a source."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    protected: bool


class Record(BaseModel):
    """How a source stands to others, in the last happenings that it speaks of."""

    of: int
    """Happenings that were looked at."""
    alone: int
    """That nobody else tells of."""
    corroborated: int
    """Of which somebody else, in another report that is no copy, says the same of something that it says."""
    contradicted: int
    """Of which somebody else says otherwise of something that it says."""
    against: list[str]
    """What is said against each other, in words."""


class Redacted(BaseModel):
    """What a shared export does not show, and how often it stands in the reports looked at."""

    what: str
    shown_as: str | None
    count: int


class SourceTold(SourceLine):
    """One source in full."""

    stances: dict[str, int]
    told_in: list[SourceReport]
    record: Record
    previewed: int
    """Reports whose shared export was looked at."""
    redactions: list[Redacted]


def sources(desk: Desk, asked: SourcesQuery) -> SourcesFound:
    """What the address asks for."""
    if asked.kind == OUTLET:
        return _outlets(desk, asked)
    wanted = SpeakersWanted(
        tuple(asked.q.split()), asked.kind, asked.protected, asked.sort, asked.after, asked.limit
    )  # fmt: skip
    found, more = desk.store.speakers(wanted)
    return SourcesFound(items=[_line(s) for s in found], next=asked.after + len(found) if more else None)


def _outlets(desk: Desk, asked: SourcesQuery) -> SourcesFound:
    outlets, _ = desk.store.outlets_and_languages()
    words = asked.q.casefold().split()
    fits = [(name, n) for name, n in outlets if all(w in name.casefold() for w in words) and not asked.protected]
    if asked.sort != "name":
        fits.sort(key=lambda o: -o[1])
    some = fits[asked.after : asked.after + asked.limit]
    items = [
        SourceLine(key=f"{OUTLET}:{name}", kind=OUTLET, name=name, reports=n, claims=0, protected=0) for name, n in some
    ]
    return SourcesFound(items=items, next=asked.after + len(some) if len(fits) > asked.after + len(some) else None)


def _line(s: Speaker) -> SourceLine:
    return SourceLine(
        key=f"{s.kind}:{s.name}", kind=s.kind, name=s.name, reports=s.reports, claims=s.claims, protected=s.protected
    )


def source(desk: Desk, key: str) -> SourceTold:
    """One source by its key, "kind:name". Raises `NotFound`."""
    kind, _, name = key.partition(":")
    found = desk.store.speaker(kind, name)
    if found is None:
        raise NotFound(f"No report of the case has the source “{name}” ({kind or 'no kind'}).")
    redactions, previewed = _redactions(desk, [r[0] for r in found.told_in[:PREVIEWED]])
    return SourceTold(
        **_line(found).model_dump(), stances=dict(found.stances), record=_record(desk, found), redactions=redactions,
        previewed=previewed,
        told_in=[
            SourceReport(id=id_, title=title, outlet=outlet, published=iso_of(day), protected=bool(hidden))
            for id_, title, outlet, day, hidden in found.told_in
        ],
    )  # fmt: skip


def _record(desk: Desk, found: Speaker) -> Record:
    """Out of the situation of the last happenings that it speaks of."""
    ids = found.happenings[:RECORD]
    if not ids:
        return Record(of=0, alone=0, corroborated=0, contradicted=0, against=[])
    view = situation_of(desk.store, only=Filter(happenings=ids), facts=desk.facts)
    against: dict[str, list[str]] = {}
    for entry in view.ledger:
        if entry.kind == "contradiction" and any(_is(s, found) for side in entry.sides for s in side.said):
            against.setdefault(entry.about, []).append(entry.message)
    corroborated = alone = 0
    for h in view.happenings:
        said = [s for slot in h.slots for s in slot.said]
        alone += not any(not _is(s, found) for s in said)
        corroborated += any(_borne_out(slot.said, found) for slot in h.slots)
    known = {h.id for h in view.happenings}
    return Record(
        of=len(view.happenings), alone=alone, corroborated=corroborated,
        contradicted=len(known & set(against)), against=[m for h in known for m in against.get(h, ())][:RECORD],
    )  # fmt: skip


def _borne_out(said: Sequence[Said], found: Speaker) -> bool:
    """Whether another voice, in another report, says the same value."""
    own = [s for s in said if _is(s, found)]
    return any(
        o.value == s.value and o.report != s.report and o.voice != s.voice and not _is(o, found)
        for s in own for o in said
    )  # fmt: skip


def _is(said: Said, found: Speaker) -> bool:
    return said.source == found.name and said.source_kind == found.kind


def _redactions(desk: Desk, reports: Sequence[str]) -> tuple[list[Redacted], int]:
    """What an export that leaves the house leaves out of reports."""
    counts: Counter[tuple[str, str | None]] = Counter()
    opened = 0
    for stored in desk.store.readings(reports) if reports else ():
        opened += 1
        for r in shown_of(stored, PASSED_ON).redactions:
            counts[r.what, r.shown_as] += r.count
    ordered = sorted(counts.items(), key=lambda c: (-c[1], c[0][0]))
    return [Redacted(what=what, shown_as=shown_as, count=n) for (what, shown_as), n in ordered], opened
