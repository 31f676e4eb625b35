"""event_location: one sentence, one event verb, and the place where that event happened, if the sentence tells it.

Two figures of the same rows. Attachment: the place that `extract.placing` gives the verb, whether or not our codebook
takes the verb for an event. As read: the place of the event that the reading makes of the sentence and whose evidence
covers the verb; a verb that makes no event has none. A place is right where its words and the gold's overlap. On rows
without a place, what counts is that none is given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.frame import Asked, Beside, Measured, Row, SetMissing, interval

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its event verb, and the places where the event happened (none: not told)."""

    text: str
    verb: Span
    places: tuple[Span, ...]


@dataclass(slots=True)
class Answered:
    """What each way said of a sentence: the words of a place, or None."""

    sentence: Sentence
    said: dict[str, Span | None] = field(default_factory=dict)
    event: bool = False
    """Whether the reading makes an event of the verb."""

    def right(self, way: str) -> bool:
        """The place is one of the gold's; where the gold has none, none is given."""
        said = self.said[way]
        if said is None:
            return not self.sentence.places
        return any(said[0] < end and start < said[1] for start, end in self.sentence.places)


OURS = ("attachment", "as read")
BASELINES = ("nearest place to the verb", "first place of the sentence", "last place of the sentence")


def sentences_of(folder: Path) -> list[Sentence]:
    """The sentences of every file of the folder."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise SetMissing(f"no .jsonl file in {folder}")
    rows = [json.loads(line) for f in files for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [s for row in rows if (s := _sentence(row)) is not None]


def _sentence(row: dict[str, Any]) -> Sentence | None:
    text = row["text"]
    spans = [(s["label"], _offsets(text, s)) for s in row.get("spans", ())]
    verbs = [at for label, at in spans if label == "VERB" and at]
    places = [at for label, at in spans if label == "LOCATION"]
    if not verbs or None in places:
        return None
    return Sentence(text, verbs[0], tuple(at for at in places if at))


def _offsets(text: str, span: dict[str, Any]) -> Span | None:
    """Characters of a span. Some rows give token numbers where characters should be; their words are then sought."""
    start, end = span["start"], span["end"]
    words = span.get("text")
    if text[start:end] and (words is None or text[start:end] == words):
        return start, end
    at = text.find(words) if words else -1
    return (at, at + len(words)) if words and at >= 0 else None


def answer(sentence: Sentence, engine: Any) -> Answered:
    """Ours and the baselines, from one reading."""
    from dateline.extract.frames import clause_span
    from dateline.extract.placing import Clause, place_of
    from dateline.readers.text import read_text
    from dateline.reading import context_of, layers_until

    layers = layers_until("events", read_text(sentence.text), engine=engine)
    context = context_of(layers)
    shift = sentence.text.find(layers.document.text[:40])
    start, end = sentence.verb[0] - shift, sentence.verb[1] - shift
    verb = layers.parse.token_at(start)
    answered = Answered(sentence)

    def say(way: str, evidence: Any) -> None:
        answered.said[way] = (evidence.start + shift, evidence.end + shift) if evidence is not None else None

    where = place_of(context, Clause(verb, verb, [clause_span(context, verb)])) if verb is not None else None
    say("attachment", where.evidence[0] if where else None)
    covering = [(x.end - x.start, e) for e in layers.events for x in e.evidence if x.start <= start and end <= x.end]
    event = min(covering, key=lambda c: c[0])[1] if covering else None
    answered.event = event is not None
    say("as read", event.where.evidence[0] if event is not None and event.where is not None else None)
    named = [m for m, _ in context.places.mentions_in(0, len(layers.document.text))]
    say(BASELINES[0], min(named, key=lambda m: max(m.start - end, start - m.end), default=None))
    say(BASELINES[1], named[0] if named else None)
    say(BASELINES[2], named[-1] if named else None)
    return answered


def share(way: str) -> Callable[[Sequence[Answered]], float]:
    return lambda answered: sum(a.right(way) for a in answered) / len(answered) if answered else 0.0


def rows(answered: Sequence[Answered]) -> Iterator[Row]:
    """One row a figure: where the gold has a place, where it has none, and how often a place that is given is right."""
    placed = [a for a in answered if a.sentence.places]
    bare = [a for a in answered if not a.sentence.places]
    read = [a for a in placed if a.event]
    for way in OURS:
        for title, units, wanted in (
            ("place right, rows with a place", placed, 0.70),
            ("place right, rows with a place whose verb we read as an event", read, None),
            ("no place given, rows without", bare, None),
        ):
            if units:
                beside = tuple(Beside(b, share(b)(units)) for b in BASELINES)
                low, high = interval(units, share(way))
                value = share(way)(units)
                yield Row("event_location", "events", f"{title}, {way}", value, low, high, len(units), wanted, beside)
        given = [a for a in answered if a.said[way] is not None]
        if given:
            beside = tuple(Beside(b, share(b)([a for a in answered if a.said[b] is not None])) for b in BASELINES)
            low, high = interval(given, share(way))
            value = share(way)(given)
            yield Row("event_location", "events", f"precision of places given, {way}", value, low, high, len(given),
                      None, beside)  # fmt: skip


def errors(answered: Sequence[Answered]) -> Iterator[tuple[str, str]]:
    for a in answered:
        for way in OURS:
            if a.right(way):
                continue
            said = a.said[way]
            if way == "as read" and not a.event:
                yield "as read: the verb is no event of ours", f"{a.sentence.text.strip()[:200]}"
                continue
            kind = "none given" if said is None else "wrong place" if a.sentence.places else "place where none is told"
            quoted = [a.sentence.text[s:e] for s, e in (a.sentence.verb, *a.sentence.places, *([said] if said else []))]
            yield f"{way}: {kind}", f"{' | '.join(quoted)} | {a.sentence.text.strip()[:200]}"


def measure(folder: Path, asked: Asked) -> Measured:
    """The set's figures with the reader as it stands."""
    from dateline.engines.spacy import SpacyEngine

    engine = SpacyEngine()
    answered = [answer(s, engine) for s in asked.of(sentences_of(folder), "event_location")]
    return Measured(tuple(rows(answered)), tuple(errors(answered)))
