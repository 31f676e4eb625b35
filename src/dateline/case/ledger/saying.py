"""One voice's word on one value: who says it, in which report, what it is worth beside others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from dateline.case.facts import ControlFacts, EventFacts, RelationFacts, ReportFacts, Told
from dateline.case.ledger.voices import Voices
from dateline.model.situation import Said

T = TypeVar("T")
UNCOUNTED: Final = frozenset({"intended", "possible", "demanded"})
"""Stances that say of nothing that it happened."""


@dataclass(frozen=True, slots=True)
class Word(Generic[T]):
    """What one voice says of one slot. `not_counted` is why it decides nothing, where it does not."""

    said: Said
    value: T
    not_counted: str | None = None
    corrects: bool = False
    """Whether its report says that it corrects what its outlet printed before."""

    @property
    def day(self) -> str:
        """When it was said, as far as is known; "" where it is not."""
        return day_said(self.said)


def day_said(said: Said) -> str:
    """The day on which it was said, else the report's; "" where neither is known."""
    return (said.said or said.published or "")[:10]


def said_of(
    told: Told, about: EventFacts | ControlFacts | RelationFacts, value: str, report: ReportFacts, voices: Voices
) -> Said:
    """A claim of a report as the situation shows it."""
    return Said(
        report=about.report,
        event=about.id,
        claim=told.claim,
        source=told.name,
        source_kind=told.kind,
        voice=voices.voice_of(told, report),
        stance=told.stance,
        outlet=about.outlet,
        published=about.published,
        said=told.said,
        recorded=about.recorded,
        quote=told.quote,
        start=told.start,
        end=told.end,
        value=value,
    )


def counted(found: Iterable[Word[T]]) -> list[Word[T]]:
    """The words that may decide a slot."""
    return [w for w in found if w.not_counted is None]


def voices_in(found: Iterable[Word[T]]) -> int:
    """How many independent voices speak."""
    return len({w.said.voice for w in found})


def superseded(
    found: Sequence[Word[T]], replaces: Callable[[T, T], bool] = lambda earlier, later: True
) -> dict[int, Word[T]]:
    """Index of a word -> the last word that took its place: a later one by the same voice, or a correction by the
    outlet that printed it, which takes back what it quoted, whoever said it.

    Later is what was said on a later day, or on the same one and learned later. `replaces` tells whether one value
    takes the place of another: a province named after a village is no correction of it. Words of one report stand
    beside each other: a report that gives two numbers has not corrected itself.
    """
    if len({w.said.report for w in found}) < 2:
        return {}  # most happenings are told once: nothing is compared for them
    order = sorted((n for n, w in enumerate(found) if w.not_counted is None), key=lambda n: _order(found[n]))
    by_voice: dict[str, list[int]] = {}
    for n in order:
        by_voice.setdefault(found[n].said.voice, []).append(n)
    corrections = [n for n in order if found[n].corrects]
    taken: dict[int, Word[T]] = {}
    for n in order:
        word = found[n]
        own = (found[k] for k in by_voice[word.said.voice])
        outlets = (c for k in corrections if _takes_back(c := found[k], word))
        after = [w for w in (*own, *outlets) if _is_later(w, word) and replaces(word.value, w.value)]
        if after:
            taken[n] = max(after, key=_order)
    return taken


def _is_later(later: Word[T], word: Word[T]) -> bool:
    """Of another report, and of a later day or learned later; another print of the same words on their day is not."""
    reprint = later.day == word.day and later.value == word.value
    return later.said.report != word.said.report and _order(later) > _order(word) and not reprint


def _takes_back(correction: Word[T], word: Word[T]) -> bool:
    """Whether a correction is by the outlet that printed the word, and says otherwise."""
    same = correction.said.outlet is not None and correction.said.outlet == word.said.outlet
    return same and correction.value != word.value


def _order(word: Word[T]) -> tuple[str, int]:
    return word.day, word.said.recorded


def latest(found: Sequence[Word[T]], replaces: Callable[[T, T], bool] = lambda earlier, later: True) -> list[Word[T]]:
    """The words that count and that their own voice has not replaced."""
    gone = superseded(found, replaces)
    return [w for n, w in enumerate(found) if w.not_counted is None and n not in gone]
