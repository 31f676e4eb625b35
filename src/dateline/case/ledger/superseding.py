"""What took the place of what: a voice's correction of its own word, and tolls that rose from day to day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.case.ledger import days, places
from dateline.case.ledger.clashes import kinds_of, slot_of
from dateline.case.ledger.entries import entry, told_by
from dateline.case.ledger.gather import Gathered
from dateline.case.ledger.numbers import Tally, agree, replaces, rises
from dateline.case.ledger.saying import T, Word, counted, superseded
from dateline.case.ledger.tolls import largest, told_latest
from dateline.model.situation import LedgerEntry, LedgerReason, LedgerSide


def supersessions(words: Gathered) -> Iterator[LedgerEntry]:
    """All of a happening, slot by slot: each earlier value with what took its place."""
    moved = superseded(words.where, lambda a, b: not places.fit(a, b))
    yield from _replaced(words.id, "where", words.where, moved)
    turned = superseded(words.when, lambda a, b: not days.overlap(a, b))
    yield from _replaced(words.id, "when", words.when, turned)
    changed = superseded(words.status, lambda a, b: (a == "denied") != (b == "denied"))
    yield from _replaced(words.id, "status", words.status, changed)
    for name, tallies in words.tolls.items():
        yield from _tolls(words.id, name, tallies)


def _replaced(about: str, slot: str, words: Sequence[Word[T]], gone: dict[int, Word[T]]) -> Iterator[LedgerEntry]:
    for n, later in gone.items():
        yield _entry("correction", about, slot, [words[n]], later)


def _tolls(about: str, name: str, tallies: Sequence[Tally]) -> Iterator[LedgerEntry]:
    kinds = kinds_of(tallies)
    for of, called in kinds.items():
        slot = slot_of(name, of, called, len(kinds))
        mine = largest([w for w in counted(tallies) if w.value.of == of])
        for n, later in superseded(mine, replaces).items():
            if mine[n].said.value != later.said.value:
                grew = not later.corrects and (agree(mine[n].value, later.value) or rises(mine[n], later))
                yield _entry("update" if grew else "correction", about, slot, [mine[n]], later)
        yield from _risen(about, slot, [w for w in told_latest(tallies) if w.value.of == of])


def _risen(about: str, slot: str, standing: Sequence[Tally]) -> Iterator[LedgerEntry]:
    """Other voices' earlier, lower tolls that cannot be any more, beside the last one that is higher."""
    alike: dict[tuple[str, str], list[Tally]] = {}
    for w in standing:
        alike.setdefault((w.said.value, w.day), []).append(w)
    for earlier in alike.values():
        first = earlier[0]
        later = [o for group in alike.values() for o in group[:1] if rises(first, o)]
        later = [o for o in later if not agree(first.value, o.value)]
        if later:
            yield _entry("update", about, slot, earlier, max(later, key=lambda o: (o.day, o.said.recorded)))


def _entry(reason: LedgerReason, about: str, slot: str, earlier: Iterable[Word[T]], later: Word[T]) -> LedgerEntry:
    """The earlier value first, then what took its place."""
    before = tuple(w.said for w in earlier)
    both = [LedgerSide(before[0].value, before), LedgerSide(later.said.value, (later.said,))]
    verb = "is corrected" if reason == "correction" else "is brought up to date"
    message = f"{slot[:1].upper()}{slot[1:]}: {told_by(both[0])}; it {verb}: {told_by(both[1])}."
    return entry("supersedes", reason, about, slot, both, message)
