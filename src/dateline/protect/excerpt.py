"""A view with short quotes: the title and the words that the records rest on, never the report as a whole.

The report's text is somebody's work. What is passed on quotes it: every piece of evidence is cut to the longest quote
at the end of a word, and the pieces, with the title, are at most a third of the report (half of one of fewer than 600
characters). Where they are more, quotes are cut shorter, rung by rung (`LADDER`). Where the last rung is still too
much, what the report says in its own voice goes first: the longest rung at which all others fit is taken, and the
narrator's claims get what is left. Where even the last rung does not fit, records get words in the order of
`_ordered`. What is left without words rests on the mark of a gap, "[…]".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from dateline.model.document import Section
from dateline.model.dossier import Dossier
from dateline.model.integrity import evidence_in
from dateline.model.span import Evidence
from dateline.protect.edits import Spans
from dateline.protect.walk import rewritten

Span = tuple[int, int]
LADDER: Final = (120, 80, 50, 30, 20)
"""Characters of a quote, where the longest allowed quote gives too much of the report away."""
SHARE: Final = 1 / 3
SHARE_OF_SHORT: Final = 1 / 2
SHORT: Final = 600
MARK: Final = "[…]"
SMALL: Final = 4
"""Characters of a gap that is kept where it holds no letter: a comma and a blank between two quotes."""


def excerpt(dossier: Dossier, longest: int, length: int, fixed: Spans) -> tuple[Dossier, int]:
    """The dossier over an excerpt of its text, and how many stretches were left out.

    `length` is the length of the report as it was given, of which the share is taken; `fixed` are stretches that stand
    for something hidden and are not cut in two.
    """
    text = dossier.document.text
    most = int(length * (SHARE_OF_SHORT if length < SHORT else SHARE))
    quotes, kept = _quotes(dossier, longest, most, fixed)
    pieces = _Pieces(text, kept)
    sections = tuple(_sections(dossier.document.sections, kept, pieces))
    document = replace(dossier.document, text=pieces.text, sections=sections)

    def spot(e: Evidence) -> Evidence:
        start, end = pieces.span(*quotes[e.start, e.end])
        return Evidence(start, end, pieces.text[start:end])

    def word(string: str) -> str:
        return _shortened(string, longest)

    def spare(several: list[Evidence]) -> list[Evidence]:
        """Marks say nothing beside words."""
        return [e for e in several if e.quote != MARK] or several[:1]

    whole = rewritten(replace(dossier, document=document), spot, word, spare)
    title_, url = dossier.document.title, dossier.document.url
    return replace(whole, document=replace(whole.document, title=title_, url=url)), pieces.gaps


def _quotes(dossier: Dossier, longest: int, most: int, fixed: Spans) -> tuple[dict[Span, Span], list[Span]]:
    """What each span of evidence is cut to, and the stretches that are kept."""
    text, title = dossier.document.text, _title(dossier)
    others, narrators = _ordered(dossier)
    rungs = (longest, *(n for n in LADDER if n < longest))
    for spans in ([*others, *narrators], others):
        for rung in rungs:
            quotes = {span: _cut(text, span, rung, longest, fixed) for span in spans}
            kept = _union([*title, *quotes.values()], text)
            if sum(end - start for start, end in kept) <= most:
                rest = {span: _cut(text, span, rungs[-1], longest, fixed) for span in narrators if span not in quotes}
                return _within(quotes | rest, title, most, text) if rest else (quotes, kept)
    return _within({s: _cut(text, s, rungs[-1], longest, fixed) for s in (*others, *narrators)}, title, most, text)


def _title(dossier: Dossier) -> list[Span]:
    return [(s.start, s.end) for s in dossier.document.sections if s.kind == "title"][:1]


def _ordered(dossier: Dossier) -> tuple[list[Span], list[Span]]:
    """The spans of all evidence, those that matter most first, each once; those of the narrator's claims apart."""
    narrators = {s.id for s in dossier.sources if s.kind == "narrator"}
    told = [c for c in dossier.claims if c.source in narrators]
    said = [c for c in dossier.claims if c.source not in narrators]
    groups: list[Sequence[object]] = [
        dossier.events, dossier.victims, [s.mentions[:1] for s in dossier.sources], said, dossier.control,
        dossier.relations, dossier.amounts, dossier.findings, dossier.media, [p.mentions[:1] for p in dossier.places],
        [a.mentions[:1] for a in dossier.actors], dossier.sources, dossier.places, dossier.actors,
    ]  # fmt: skip
    others = dict.fromkeys((e.start, e.end) for group in groups for e in sorted(evidence_in(tuple(group))))
    own = dict.fromkeys((e.start, e.end) for e in sorted(evidence_in(tuple(told))))
    return list(others), [span for span in own if span not in others]


def _cut(text: str, span: Span, most: int, longest: int, fixed: Spans) -> Span:
    """A quote of at most `most` characters that ends with a word; what stands for something hidden stays whole, unless
    it is longer than any quote may be."""
    start, end = span
    while start < end - 1 and text[start].isspace():
        start += 1
    if end - start <= most:
        return start, end
    stop = start + most
    held = next((b for n in fixed.touching(stop, stop + 1) if (b := fixed.bounds(n))[0] < stop < b[1]), None)
    if held is not None:
        stop = held[0] if held[0] > start else min(held[1], start + longest)
    elif text[stop].isalnum() and text[stop - 1].isalnum():
        stop = start + (_word_end(text[start:stop]) or most)
    while stop > start + 1 and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _word_end(words: str) -> int:
    """Where the last whole word ends of words that stop within one; 0 where the first is not whole."""
    return max((n for n, c in enumerate(words) if c.isspace()), default=0)


def _union(spans: Iterable[Span], text: str) -> list[Span]:
    """Stretches in order, none touching another: a comma and a blank between two are kept with them."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and (start <= kept[-1][1] or _is_small(text[kept[-1][1] : start])):
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept


def _is_small(gap: str) -> bool:
    return len(gap) <= SMALL and not any(c.isalnum() for c in gap)


def _within(
    quotes: dict[Span, Span], title: Sequence[Span], most: int, text: str
) -> tuple[dict[Span, Span], list[Span]]:
    """The stretches that fit into the share, quotes taken in their order, and what every span then rests on; an empty
    stretch where no word was left for it."""
    end = max((b for _, b in [*quotes.values(), *title]), default=0)
    covered = bytearray(end)
    left = most
    taken: list[Span] = []
    for start, stop in [*title, *quotes.values()]:
        cost = covered.count(0, start, stop)
        price = cost + 2 * SMALL if cost else 0  # with the small gaps on both sides, which may be kept with it
        if price <= left:
            covered[start:stop] = b"\1" * (stop - start)
            left -= price
            taken.append((start, stop))
    kept = _union(taken, text)
    starts = [s for s, _ in kept]
    result: dict[Span, Span] = {}
    for span, (start, stop) in quotes.items():
        n = bisect_right(starts, start) - 1
        if n >= 0 and kept[n][1] > start:
            result[span] = start, min(stop, kept[n][1])
        elif n + 1 < len(kept) and kept[n + 1][0] < stop:
            result[span] = kept[n + 1][0], min(stop, kept[n + 1][1])
        else:
            result[span] = start, start
    return result, kept


class _Pieces:
    """The kept stretches as one text, gaps marked, and where characters of the old text stand in it."""

    def __init__(self, text: str, kept: Sequence[Span]) -> None:
        self._starts = [s for s, _ in kept]
        self._new: list[int] = []
        self._marks: list[int] = []
        """Where the mark of the gap before each stretch stands, and last that of the gap behind all; -1 for none."""
        made: list[str] = []
        size = last = 0
        for start, end in kept:
            gap = text[last:start]
            between = f" {MARK} " if made else f"{MARK} " if gap.strip() else ""
            self._marks.append(size + between.index(MARK) if between else -1)
            made += (between, text[start:end])
            size += len(between)
            self._new.append(size)
            size += end - start
            last = end
        behind = f" {MARK}" if made else MARK
        self._marks.append(size + behind.index(MARK) if text[last:].strip() else -1)
        self.text = "".join([*made, behind]) if self._marks[-1] >= 0 else "".join(made)
        self.gaps = sum(m >= 0 for m in self._marks)

    def span(self, start: int, end: int) -> Span:
        """A kept stretch in the new text; an empty one is the mark of the gap that its words fell into."""
        n = bisect_right(self._starts, start) - 1
        if end > start:
            return self._new[n] + start - self._starts[n], self._new[n] + end - self._starts[n]
        mark = self._marks[n + 1]
        if mark < 0:  # a quote of blanks alone, before or behind all else
            first = self._new[min(n + 1, len(self._new) - 1)]
            return first, first + 1
        return mark, mark + len(MARK)


def _sections(sections: Sequence[Section], kept: Sequence[Span], pieces: _Pieces) -> Iterable[Section]:
    """The sections over what is kept of them."""
    ends = [end for _, end in kept]
    for s in sections:
        first = bisect_right(ends, s.start)
        last = first
        while last < len(kept) and kept[last][0] < s.end:
            last += 1
        if last > first:
            start = pieces.span(max(kept[first][0], s.start), kept[first][1])[0]
            yield replace(s, start=start, end=pieces.span(kept[last - 1][0], min(kept[last - 1][1], s.end))[1])


def _shortened(string: str, longest: int) -> str:
    """A string of a record is a quote too."""
    if len(string) <= longest:
        return string
    cut = string[: max(longest - 1, 1)]
    return (cut[: _word_end(cut)].rstrip() or cut) + "…"
