"""`notes`: who did what, and what the reports say in their own words: days, place, tolls, and where accounts differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.exports.cells import LONGEST
from dateline.exports.coded import Cited, CodedEvent
from dateline.exports.losses import Losses
from dateline.render.words import clean, quantity

QUOTE: Final = 400
"""Characters of one quote."""
CUT: Final = "the notes are longer than a cell may be: they are cut"


def notes_of(event: CodedEvent, losses: Losses) -> str:
    """The notes of an event."""
    notes = " ".join(_sentences(event))
    if len(notes) > LONGEST // 2:
        losses.changed(event.id, "notes", f"{len(notes):,} characters", CUT)
        notes = notes[: LONGEST // 2 - 1] + "…"
    return notes


def _sentences(event: CodedEvent) -> Iterator[str]:
    yield _ended(clean(event.title))
    if event.status in {"alleged", "ongoing"}:
        yield f"Status: {event.status}."
    if event.when and event.when.words:
        yield f"When: “{clean(event.when.words)}” ({event.when.start} to {event.when.end})."
    if event.where and event.where.words:
        yield f"Where: “{clean(event.where.words)}”."
    for harm, word in (("killed", "Killed"), ("injured", "Injured")):
        told = list(dict.fromkeys(_tolls(event, harm)))
        if told:
            yield f"{word}: {'; '.join(told)}."
    if event.targets:
        yield f"Hit: {', '.join(map(clean, event.targets))}."
    if event.means:
        yield f"With: {', '.join(map(clean, event.means))}."
    if event.outcome:
        yield f"Outcome: “{clean(event.outcome)}”."
    if event.disputed:
        yield f"Accounts differ on: {', '.join(event.disputed)}."
    yield from _quotes(event)


def _quotes(event: CodedEvent) -> Iterator[str]:
    """What the voices say, but for words that stand within those of another; one quote of several voices once."""
    voices: dict[str, list[str]] = {}
    for cited in event.cited:
        quote = clean(cited.quote)[:QUOTE]
        if quote in voices:
            voices[quote].append(_voice(cited))
        elif quote and not any(quote in other for other in voices):
            voices[quote] = [_voice(cited)]
    for quote, said in voices.items():
        yield f"{'; '.join(dict.fromkeys(said))}: “{quote}”."


def _tolls(event: CodedEvent, harm: str) -> Iterator[str]:
    for toll in event.tolls:
        if toll.harm == harm:
            of = "" if toll.of == "unknown" else f" of {clean(toll.of)}"
            number = quantity(toll.low, toll.high, toll.best, toll.hedge)
            yield f"{number}{of}, “{clean(toll.words)[:QUOTE]}” ({_voice(event.cited[toll.cited])})"


def _voice(cited: Cited) -> str:
    """Who says it: "residents, Nile Wire" """
    return ", ".join(dict.fromkeys(clean(part) for part in (cited.source, cited.outlet) if part)) or "a report"


def _ended(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else f"{title}."
