"""Events and sayings as PLOVER takes them: what both its formats, JSON and POLECAT's table, are written from.

PLOVER codes acts of speech beside material acts. A dossier keeps the former as claims, so the material is gone through
twice: first its reports, for the sayings that are acts, then its events.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.codebook import plover
from dateline.codebook.announced import UNREAL
from dateline.codebook.tables import plover_contexts, plover_types
from dateline.exports.coded import CodedEvent, Located, Party
from dateline.exports.formats.plover_entities import NOBODY, Entity, entity_of
from dateline.exports.losses import Losses
from dateline.exports.opposed import opposed
from dateline.model.vocabulary import Plover, Stance

BACKGROUND_DAYS: Final = 90
"""What ended longer before the first report of it is told as background (own)."""
DOERS: Final = ("actor", "side_a", "side_b")
"""Two sides that fight or meet are both actors (PLOVER manual, Compound and Reciprocal Actors)."""

EXCLUDED: Final = "the case leaves it out"
SAID: Final = "it is only wanted, refused or threatened in a saying, which is coded itself"
NO_DATE: Final = "PLOVER requires a date, and none is told"
NO_RECIPIENT: Final = "PLOVER codes no event of this type without a recipient, and none is told"
TURNED: Final = "what is announced has a type of its own in PLOVER"
NO_MODE: Final = "PLOVER has no such mode of this type"
NO_CONTEXT: Final = "PLOVER has no such context"
BY_REPORT: Final = "no day of its own is told: the day of the saying or, failing that, of the report stands there"
ONE_END: Final = "only one end of the time is told"
ROUNDED: Final = "PLOVER has one number: the words for it and its bounds stand in the comment and under dateline"
DOUBTED: Final = "PLOVER has no word for what the report itself doubts: the comment says it"
UNNAMED: Final = "nobody is named as the doer: PLOVER's sector for unidentified actors stands there"


@dataclass(frozen=True, slots=True)
class Source:
    """The report that a deed is read out of, and where its words stand there (code points, half-open)."""

    report: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    language: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Deed:
    """One event of PLOVER."""

    id: str
    type: Plover
    mode: str | None
    contexts: tuple[str, ...]
    """With the auxiliary modes."""
    date: str
    enddate: str | None
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    associates: tuple[Entity, ...]
    where: Located | None
    source: Source | None
    words: tuple[str, ...]
    """The report's words that say so."""
    event: CodedEvent | None
    """The event; None for a saying."""
    stance: Stance | None = None
    """Of a saying."""
    by_report: bool = False
    """Whether the day is that of the report, as the saying has none of its own."""


def deed_of(event: CodedEvent, losses: Losses) -> Deed | None:
    """The event in PLOVER's terms; None where PLOVER has no place for it, which is told."""
    became = plover.turned(event.plover, event.mode, event.status)
    days = _days(event, became)
    actors, recipients = _parties(event, became.type)
    reason = _not_said(event) or (NO_DATE if days is None else _incomplete(became.type, recipients))
    if reason or days is None:
        losses.left_out(event.id, reason)
        return None
    if not actors:
        losses.changed(event.id, "actor", "", UNNAMED)
    if days.reason:
        losses.changed(event.id, "date", _told(event), days.reason)
    if became.type != event.plover:
        losses.changed(event.id, "event", event.plover, TURNED)
    mode = _mode(event, became, losses)
    return Deed(
        event.id, became.type, mode, _contexts(event, became, mode, losses), days.date, days.enddate,
        actors or (NOBODY,), recipients, _associates(event, actors, recipients), event.where, _source(event),
        tuple(event.cited[0].quote.split(" … ")) if event.cited else (), event,
    )  # fmt: skip


def _not_said(event: CodedEvent) -> str:
    """Why an event is none to be written; "" where it is one."""
    if not event.included:
        return EXCLUDED
    return SAID if event.status in UNREAL and event.cited and event.cited[0].act is not None else ""


def _incomplete(type_: Plover, recipients: Sequence[Entity]) -> str:
    return NO_RECIPIENT if not recipients and type_ in plover.needing_recipients() else ""


@dataclass(frozen=True, slots=True)
class _Days:
    date: str
    enddate: str | None
    reason: str = ""


def _days(event: CodedEvent, became: plover.Turned) -> _Days | None:
    """When. What is announced is done when it is announced; what goes on goes on when it is reported."""
    when = event.when
    start, end = (when.start, when.end) if when else (None, None)
    first, last = day_of(start), day_of(end)
    if (first or last) and not became.announced:
        later = last if first and last and last > first else None
        return _Days(first or last or "", later, "" if first and last else ONE_END)
    if not became.announced and event.status != "ongoing":
        return None
    said = next((day for c in event.cited if (day := day_of(c.said) or day_of(c.published))), None)
    return _Days(said, None, BY_REPORT) if said else None


def day_of(text: str | None) -> str | None:
    """The day of an ISO date or time; None where it tells no day ("2031-05")."""
    try:
        return dt.date.fromisoformat(text[:10]).isoformat() if text else None
    except ValueError:
        return None


def _told(event: CodedEvent) -> str:
    when = event.when
    return when.words or f"{when.start or '…'}/{when.end or '…'}" if when else ""


def _parties(event: CodedEvent, type_: Plover) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Actors and recipients. Where a type needs a recipient and two sides do it to each other, the other side is it."""
    doers = [p for p in event.parties if p.role in DOERS]
    recipients = event.with_role("recipient")
    two = opposed(event)
    if doers and recipients:
        doers, recipients = list(two.doers), two.others
    elif not doers and two.doers:
        doers, recipients = [*two.doers, *two.others], ()
    if not recipients and type_ in plover.needing_recipients():
        others = tuple(p for p in doers if p.role == "side_b")
        if others and len(others) < len(doers):
            doers, recipients = [p for p in doers if p.role != "side_b"], others
    return _entities(doers), _entities(recipients)


def _associates(event: CodedEvent, actors: Sequence[Entity], recipients: Sequence[Entity]) -> tuple[Entity, ...]:
    """Who supports a side, and whose side is not told."""
    unsided = [e for e in _entities(opposed(event).unsided) if e not in (*actors, *recipients)]
    return (*_entities(event.with_role("associate")), *unsided)


def _entities(parties: Sequence[Party]) -> tuple[Entity, ...]:
    return tuple(entity_of(p) for p in parties)


def _mode(event: CodedEvent, became: plover.Turned, losses: Losses) -> str | None:
    if event.mode and (became.mode != event.mode):
        losses.dropped(event.id, "mode", event.mode, TURNED)
    if became.mode and became.mode not in plover_types()[became.type].modes:
        losses.dropped(event.id, "mode", became.mode, NO_MODE)
        return None
    return became.mode


def _contexts(event: CodedEvent, became: plover.Turned, mode: str | None, losses: Losses) -> tuple[str, ...]:
    """The contexts, then the auxiliary modes."""
    known = []
    for context in event.contexts:
        if context in plover_contexts():
            known.append(context)
        else:
            losses.dropped(event.id, "context", context, NO_CONTEXT)
    own = plover.contexts_of(became.type, mode, tuple(known))
    auxiliary = became.auxiliary or (plover.historical() if is_background(event) else None)
    return (*own, auxiliary) if auxiliary else own


def is_background(event: CodedEvent) -> bool:
    """Whether it is told long after it ended."""
    last = day_of(event.when.end) if event.when else None
    first = min((day for c in event.cited if (day := day_of(c.published))), default=None)
    if last is None or first is None or event.status in UNREAL:
        return False
    return (dt.date.fromisoformat(first) - dt.date.fromisoformat(last)).days > BACKGROUND_DAYS


def _source(event: CodedEvent) -> Source | None:
    if not event.cited:
        return None
    c = event.cited[0]
    return Source(c.report, c.outlet, c.title, c.published, c.url, c.language, c.start, c.end)


def deeds(events: Iterator[CodedEvent], losses: Losses) -> Iterator[Deed]:
    """The events that PLOVER has a place for, in their order."""
    for event in events:
        deed = deed_of(event, losses)
        if deed is not None:
            yield deed
