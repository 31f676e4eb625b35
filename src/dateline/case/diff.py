"""What became otherwise between two pictures: of one case on two days, or of two cases.

Happenings are the same where they have a member event in common: ids of events hash the report's text, so that two
cases that hold one report agree on them. Each change names whose word made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.model.situation import Bond, Happening, Held, LedgerEntry, ReportLine, Said, Situation, Slot

Became = Literal["new", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class SlotChange:
    """One value that is told otherwise. `because` are the words that were not there before."""

    slot: str
    before: str | None
    after: str | None
    because: tuple[Said, ...] = ()
    decided: int | None = None
    """Number of the judgement that made it, where one did."""


@dataclass(frozen=True, slots=True)
class HappeningChange:
    """What became of one happening."""

    id: str
    title: str
    became: Became
    changes: tuple[SlotChange, ...] = ()
    reports: tuple[str, ...] = ()
    """Reports that tell it now and did not before."""
    joined: tuple[str, ...] = ()
    """Titles of happenings that are held for this one now and were not before."""
    parted: tuple[str, ...] = ()
    """Titles of happenings that it was held for before and that stand for themselves now."""


@dataclass(frozen=True, slots=True)
class StandChange:
    """Who holds a place, or how two actors stand, told otherwise."""

    about: str
    became: Became
    before: str | None
    after: str | None
    because: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """From one picture to the other."""

    before: str
    """What the first picture is of, in words."""
    after: str
    reports: tuple[ReportLine, ...]
    """Reports that are new."""
    reports_gone: tuple[ReportLine, ...]
    happenings: tuple[HappeningChange, ...]
    held: tuple[StandChange, ...]
    bonds: tuple[StandChange, ...]
    contradicted: tuple[LedgerEntry, ...]
    """Contradictions and corrections that stand now and did not before."""
    settled: tuple[LedgerEntry, ...]
    """Contradictions that stood before and do not any more."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        lists = (self.reports, self.reports_gone, self.happenings, self.held, self.bonds, self.contradicted)
        return any(lists) or bool(self.settled)


def difference(before: Situation, after: Situation, names: tuple[str, str] | None = None) -> Difference:
    """What is new, changed, gone, newly contradicted and settled from one picture to the other."""
    was, now = {r.id for r in before.reports}, {r.id for r in after.reports}
    stood, stands = _disputes(before), _disputes(after)
    return Difference(
        *(names or (_called(before), _called(after))),
        tuple(r for r in after.reports if r.id not in was),
        tuple(r for r in before.reports if r.id not in now),
        tuple(_happenings(before.happenings, after.happenings)),
        tuple(_stands(_held(before.held), _held(after.held))),
        tuple(_stands(_bonds(before.bonds), _bonds(after.bonds))),
        tuple(e for key, e in stands.items() if key not in stood),
        tuple(e for key, e in stood.items() if key not in stands),
    )


def _called(situation: Situation) -> str:
    return f"{situation.case}, as known on {situation.as_of}" if situation.as_of else f"{situation.case}, now"


def _happenings(before: Sequence[Happening], after: Sequence[Happening]) -> Iterator[HappeningChange]:
    was = {e: h for h in before for e in h.events}
    is_ = {e: h for h in after for e in h.events}
    met: set[str] = set()
    for now in after:
        earlier = list({was[e].id: was[e] for e in now.events if e in was}.values())
        met |= {h.id for h in earlier}
        if not earlier:
            yield HappeningChange(now.id, now.title, "new", reports=_reports(now))
            continue
        same = next((h for h in earlier if h.id == now.id), earlier[0])
        split = {is_[e].id: is_[e].title for e in same.events if e in is_ and is_[e] is not now}
        changed = _changed(same, now, tuple(h.title for h in earlier if h is not same), tuple(split.values()))
        if changed is not None:
            yield changed
    yield from (HappeningChange(h.id, h.title, "gone", reports=_reports(h)) for h in before if h.id not in met)


def _changed(
    was: Happening, now: Happening, joined: tuple[str, ...], parted: tuple[str, ...]
) -> HappeningChange | None:
    """How one happening changed, None where it did not."""
    slots = tuple(_slots(was, now))
    reports = tuple(r for r in _reports(now) if r not in _reports(was))
    if not (slots or reports or joined or parted):
        return None
    return HappeningChange(now.id, now.title, "changed", slots, reports, joined, parted)


def _reports(happening: Happening) -> tuple[str, ...]:
    return tuple(dict.fromkeys(report for report, _ in happening.events))


def _slots(was: Happening, now: Happening) -> Iterator[SlotChange]:
    names = dict.fromkeys(s.name for s in (*was.slots, *now.slots))
    for name in names:
        before, after = was.slot(name), now.slot(name)
        if before.shown != after.shown or before.decided != after.decided:
            yield SlotChange(
                name, before.shown, after.shown, _new_words(before.said, after.said), _decision(before, after)
            )
        elif before.state != "disputed" and after.state == "disputed":
            yield SlotChange(name, before.shown, f"{after.shown} (disputed)", _new_words(before.said, after.said))
    for field, before_told, after_told in _whole(was, now):
        yield SlotChange(field, before_told, after_told)


def _whole(was: Happening, now: Happening) -> Iterator[tuple[str, str, str]]:
    """What stands in no slot: its type, and whether it counts."""
    if (was.plover, was.acled) != (now.plover, now.acled):
        yield "type", was.acled or was.plover, now.acled or now.plover
    if was.included != now.included:
        yield "counted", _counted(was), _counted(now)


def _counted(happening: Happening) -> str:
    return "yes" if happening.included else f"no: {happening.excluded_by or 'left out'}"


def _decision(before: Slot, after: Slot) -> int | None:
    return after.decided if after.decided != before.decided else None


def _new_words(before: Iterable[Said], after: Iterable[Said]) -> tuple[Said, ...]:
    known = {_word(s) for s in before}
    return tuple(s for s in after if _word(s) not in known)


def _word(said: Said) -> tuple[object, ...]:
    return said.report, said.event, said.claim, said.source, said.value, said.start


Stand = tuple[str, str, tuple[Said, ...]]
"""(what it is about, what is said of it, by whom)"""


def _held(held: Iterable[Held]) -> dict[str, Stand]:
    """Who holds what, place by place: several may be said to."""
    found: dict[str, Stand] = {}
    for h in held:
        told = f"{h.actor}: {h.status}" + (f" (against: {'; '.join(s.value for s in h.against)})" if h.against else "")
        key = h.place.name.casefold()
        _, before, said = found.get(key, ("", "", ()))
        found[key] = (h.place.name, f"{before}; {told}" if before else told, (*said, *h.said))
    return found


def _bonds(bonds: Iterable[Bond]) -> dict[str, Stand]:
    found: dict[str, Stand] = {}
    for b in bonds:
        key = f"{b.subject_key}\x1f{b.object_key}"
        _, before, said = found.get(key, ("", "", ()))
        told = b.predicate.replace("_", " ")
        found[key] = (f"{b.subject} – {b.object}", f"{before}; {told}" if before else told, (*said, *b.said))
    return found


def _stands(before: Mapping[str, Stand], after: Mapping[str, Stand]) -> Iterator[StandChange]:
    for key, (about, told, said) in after.items():
        if key not in before:
            yield StandChange(about, "new", None, told, said)
        elif before[key][1] != told:
            yield StandChange(about, "changed", before[key][1], told, _new_words(before[key][2], said))
    yield from (StandChange(about, "gone", told, None) for key, (about, told, _) in before.items() if key not in after)


def _disputes(situation: Situation) -> dict[tuple[str, ...], LedgerEntry]:
    """Contradictions and corrections, by what stands against what: their ids may follow the happening's."""
    kept = (e for e in situation.ledger if e.kind != "corroboration")
    return {(e.kind, e.reason, e.slot, *sorted(_sides(e))): e for e in kept}


def _sides(entry: LedgerEntry) -> Iterator[str]:
    for side in entry.sides:
        events = sorted({s.event or s.report for s in side.said})
        yield f"{side.value}\x1f{' '.join(events[:1])}"
