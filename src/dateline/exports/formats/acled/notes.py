"""`notes`: who did what, and what the reports say in their own words: days, place, tolls, and where accounts differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.exports.cells import LONGEST
from dateline.exports.coded import Cited, CodedEvent, Toll
from dateline.exports.formats.acled.actors import says_nobody
from dateline.exports.losses import Losses
from dateline.render.words import clean, quantity

QUOTE: Final = 400
"""Characters of one quote."""
CUT: Final = "the notes are longer than a cell may be: they are cut"


def notes_of(event: CodedEvent, losses: Losses) -> str:
    """The notes of an event."""
    return _cell(event, " ".join(_sentences(event)), losses)


def notes_beside(event: CodedEvent, row: str, losses: Losses) -> str:
    """The notes of an imported row, and what others say of the event beside it."""
    return _cell(event, " ".join(filter(None, (row, *_said(event, event.dataset)))), losses)


def _cell(event: CodedEvent, notes: str, losses: Losses) -> str:
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
    yield from _tolls(event, None)
    if event.targets:
        yield f"Hit: {', '.join(map(clean, event.targets))}."
    if event.means:
        yield f"With: {', '.join(map(clean, event.means))}."
    if event.outcome:
        yield f"Outcome: “{clean(event.outcome)}”."
    yield from _differing(event)
    yield from _quotes(event, None)


def _said(event: CodedEvent, but: str | None) -> Iterator[str]:
    """Tolls and words of all voices but those of a dataset."""
    yield from _tolls(event, but)
    yield from _differing(event)
    yield from _quotes(event, but)


def _differing(event: CodedEvent) -> Iterator[str]:
    if event.disputed:
        yield f"Accounts differ on: {', '.join(event.disputed)}."


def _quotes(event: CodedEvent, but: str | None) -> Iterator[str]:
    """What the voices say, but for words that stand within those of another; one quote of several voices once."""
    voices: dict[str, list[str]] = {}
    for cited in event.cited:
        if not _heard(cited, but):
            continue
        quote = clean(cited.quote)[:QUOTE]
        if quote in voices:
            voices[quote].append(_voice(cited))
        elif quote and not any(quote in other for other in voices):
            voices[quote] = [_voice(cited)]
    for quote, said in voices.items():
        yield f"{'; '.join(dict.fromkeys(said))}: “{quote}”."


def _tolls(event: CodedEvent, but: str | None) -> Iterator[str]:
    for harm, word in (("killed", "Killed"), ("injured", "Injured")):
        of_harm = (t for t in event.tolls if t.harm == harm)
        told = list(dict.fromkeys(_toll(event, t) for t in of_harm if _heard(event.cited[t.cited], but)))
        if told:
            yield f"{word}: {'; '.join(told)}."


def _toll(event: CodedEvent, toll: Toll) -> str:
    of = "" if toll.of == "unknown" or says_nobody(toll.of) else f" of {clean(toll.of)}"
    number = quantity(toll.low, toll.high, toll.best, toll.hedge)
    return f"{number}{of}, “{clean(toll.words)[:QUOTE]}” ({_voice(event.cited[toll.cited])})"


def _heard(cited: Cited, but: str | None) -> bool:
    """Whether a voice is none of the dataset that is left out."""
    return but is None or cited.dataset != but


def _voice(cited: Cited) -> str:
    """Who says it: "residents, Nile Wire" """
    return ", ".join(dict.fromkeys(clean(part) for part in (cited.voice, cited.outlet) if part)) or "a report"


def _ended(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else f"{title}."
