"""What the encoder learns from: a text with two layers of spans, phrases and names, cut into sentences.

A phrase is a whole mention ("the Syrian army", "Gen. Idris Bakari", "residents of Kadugli", "we") with its kind and
its level; a name is a name alone, wherever it stands ("Syrian", "Idris Bakari", "Kadugli"). Phrases do not overlap each
other, names do not overlap each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

KINDS = ("person", "group", "force", "government", "organisation", "people", "nationality", "place", "weapon")
"""group: armed, of no state; force: of a state or an alliance of states; people: civilians by what they are; weapon:
vehicles and military platforms too."""
LEVELS = ("named", "nominal", "pronoun")
ANY_BODY = frozenset({"group", "force", "government", "organisation", "people"})

PRONOUNS = frozenset(
    "i me my mine we us our ours you your yours he him his she her hers they them their theirs it its who whom whose "
    "himself herself themselves itself myself ourselves".split()
)
PARTICLES = frozenset(
    "al el ul ad as ash az an ar at a bin ibn ben abu van von de del da do dos du la le los las y of for and the on in "
    "against to".split()
)
_TAIL = re.compile(
    r"\s(?:of|in|at|on|from|for|near|with|who|that|to|against|between)\s|,\s(?=[A-Z]|the\s|an?\s|wh)|\(| - "
)


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters start..end of a text. `kinds` are the kinds that the source leaves possible."""

    start: int
    end: int
    kinds: frozenset[str]
    level: str = "named"


@dataclass(slots=True)
class Example:
    """One sentence. A layer that is None is not annotated here; `blind` are characters of which nothing is known."""

    text: str
    phrases: list[Marked] | None
    names: list[Marked] | None
    blind: list[tuple[int, int]] = field(default_factory=list)
    source: str = ""


def head_of(phrase: str) -> str:
    """The noun that heads a phrase: the last word before what is said of it."""
    head = re.sub(r"['’]s?$", "", _TAIL.split(phrase)[0].strip() or phrase)
    return head.split()[-1] if head.split() else head


def level_of(phrase: str) -> str:
    """Pronoun, named or nominal: a phrase is named where the noun that heads it is part of a name."""
    words = phrase.split()
    if len(words) <= 2 and words and words[0].lower() in PRONOUNS:
        return "pronoun"
    last = head_of(phrase).split("-")[-1]
    return "named" if last[:1].isupper() or (last[:1].isdigit() and phrase[:1].isupper()) else "nominal"


def name_within(text: str, start: int, end: int, titles: Iterable[str] = ()) -> tuple[int, int] | None:
    """The name that a span is, its article, its title and its possessive aside; None where it is more than a name."""
    while (m := re.match(r"(?:[Tt]he|[Aa]n?)\s+", text[start:end])) is not None:
        start += m.end()
    again = True
    while again:
        again = False
        for n in (3, 2, 1):
            m = re.match(rf"(?:\S+\s+){{{n}}}", text[start:end])
            if m is not None and m.group().strip().casefold() in titles and text[start + m.end()].isupper():
                start += m.end()
                again = True
                break
    end -= len(text[start:end]) - len(re.sub(r"['’]s?$", "", text[start:end]))
    letters = [w for w in re.split(r"[\s\-–/]+", re.sub(r"[^\w\s\-–/]", "", text[start:end])) if w[:1].isalpha()]
    if not letters or "," in text[start:end] or (not letters[0][0].isupper() and letters[0] not in {"al", "el"}):
        return None
    if not letters[-1][0].isupper() or any(
        w[0].islower() and w not in PARTICLES and w not in {"s", "led"} for w in letters
    ):
        return None
    return start, end


def outermost(spans: Iterable[Marked]) -> list[Marked]:
    """The longest of spans that overlap, in text order."""
    kept: list[Marked] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= k.start or span.start >= k.end for k in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+|(?<=[a-z]{3}[.!?])(?=[A-Z])")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Brig|Sen|Rep|Gov|St|No|Jr|vs|Nov|Dec|Oct|Sept|Aug|Jan|Feb|approx|e\.g|i\.e|a\.m|p\.m))\.\s*$"
)


def sentences(text: str, whole: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; none ends inside a span or after a title."""
    spans = list(whole)
    start = 0
    for m in _END.finditer(text):
        cut = m.end()
        if "\n" not in m.group() and (
            _SHORT.search(text[start : m.start()]) or any(a < cut - 1 and cut < b for a, b in spans)
        ):
            continue
        if text[start:cut].strip():
            yield start, cut
        start = cut
    if text[start:].strip():
        yield start, len(text)


def cut(example: Example) -> Iterator[Example]:
    """The example's sentences, offsets moved along. Spans over a sentence's end are lost."""
    marks = [(m.start, m.end) for m in (example.phrases or []) + (example.names or [])]
    for a, b in sentences(example.text, marks):

        def inside(spans: list[Marked] | None, a: int = a, b: int = b) -> list[Marked] | None:
            if spans is None:
                return None
            return [Marked(s.start - a, s.end - a, s.kinds, s.level) for s in spans if s.start >= a and s.end <= b]

        blind = [(max(x, a) - a, min(y, b) - a) for x, y in example.blind if x < b and y > a]
        yield Example(example.text[a:b], inside(example.phrases), inside(example.names), blind, example.source)
