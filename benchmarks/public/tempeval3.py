"""TempEval-3 (UzZaman et al. 2013): TimeBank and AQUAINT, newspaper and wire stories with TIMEX3 tags.

Recognition counts an expression as found where it overlaps one of the gold's (relaxed) or has its very characters
(strict), each gold expression once; the value counts where a found expression has the gold's value, string for string.
The document's own day is given to the reader and is not measured.

A gold annotated by hand on business news: quarters and fiscal years make a tenth of it, and whether "Friday night" is a
DATE or a TIME is told both ways. The peer's figures are from the kept-back Platinum part (Strötgen, Zell & Gertz 2013,
"HeidelTime: Tuning English and Developing Spanish Resources for TempEval-3"), so that they stand near ours, not beside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.frame import Asked, Beside, Counts, Measured, Row, SetMissing, f1, interval, rows_of
from benchmarks.public._timeml import Annotated, Tagged, documents
from benchmarks.public._timex3 import timex3
from dateline.annotate.timepieces import MONTHS, WEEKDAYS
from dateline.annotate.timex import attach, find_timexes
from dateline.model.document import Document
from dateline.model.parse import Parse
from dateline.readers.text import read_text
from dateline.resolve.timeline import Timeline

PEER: Final = "HeidelTime"
PEER_AT: Final = "TempEval-3 Platinum, Strötgen et al. 2013"
Parser = Callable[[Document], Parse]


@dataclass(frozen=True, slots=True)
class Scores:
    """What came of one document, the reader's and the baseline's."""

    part: str
    relaxed: Counts
    strict: Counts
    value: Counts
    types: Counts
    bare: Counts
    bare_value: Counts


def measure(folder: Path, asked: Asked) -> Measured:
    """Figures for each corpus below the folder and for all of them together."""
    found = [(corpus.name, document) for corpus in _corpora(folder) for document in documents(corpus)]
    if not found:
        raise SetMissing("no TimeML files (*.tml) below it")
    from dateline.engines.spacy import SpacyEngine

    parse = SpacyEngine().parse
    errors: list[tuple[str, str]] = []
    scores = [_measured(part, document, parse, errors) for part, document in asked.of(found, "tempeval3")]
    parts = sorted({s.part for s in scores})
    rows = [row for part in parts if len(parts) > 1 for row in _rows(part, [s for s in scores if s.part == part])]
    rows.extend(_rows("", scores))
    return Measured(tuple(rows), tuple(errors))


def _corpora(folder: Path) -> list[Path]:
    """Folders that hold the files; the folder itself where it holds some."""
    below = sorted(p for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    return below if below and not any(folder.glob("*.tml")) else [folder]


def _rows(part: str, scores: Sequence[Scores]) -> Iterator[Row]:
    """The figures of one corpus, or of all with what was aimed at ("")."""
    rows = partial(rows_of, "tempeval3" + (f" {part}" if part else ""), "dates")
    whole = not part
    yield from rows(
        "time expressions, relaxed", [s.relaxed for s in scores], wanted=0.86 if whole else None,
        beside=[Beside("years, months, weekdays by a bare pattern", f1(s.bare for s in scores)),
                Beside(PEER, 0.903, PEER_AT)],
    )  # fmt: skip
    yield from rows("time expressions, strict", [s.strict for s in scores])
    yield from rows(
        "found with the right value", [s.value for s in scores], wanted=0.75 if whole else None,
        beside=[Beside("bare pattern", f1(s.bare_value for s in scores)), Beside(PEER, 0.776, PEER_AT)],
    )  # fmt: skip
    types = [s.types for s in scores]
    low, high = interval(types, _share)
    yield Row(
        "tempeval3" + (f" {part}" if part else ""), "dates", "right type of those found", _share(types), low, high,
        len(types), note="DATE, TIME, DURATION or SET",
    )  # fmt: skip


def _share(counts: Iterable[Counts]) -> float:
    kept = list(counts)
    return sum(c.right for c in kept) / max(1, sum(c.predicted for c in kept))


def _measured(part: str, gold: Annotated, parser: Parser, errors: list[tuple[str, str]]) -> Scores:
    document = read_text(gold.text, published=gold.created)
    read = list(_read(document, parser(document)))
    pairs = _matched(gold.times, read)
    errors.extend(_errors(gold, read, pairs))
    bare = list(_bare(gold.text, gold.created))
    bare_pairs = _matched(gold.times, bare)
    counts = partial(Counts, predicted=len(read), gold=len(gold.times))
    return Scores(
        part,
        counts(len(pairs)),
        counts(sum((g.start, g.end) == (r.start, r.end) for g, r in pairs)),
        counts(sum(g.value == r.value for g, r in pairs)),
        Counts(sum(g.type == r.type for g, r in pairs), len(pairs), len(pairs)),
        Counts(len(bare_pairs), len(bare), len(gold.times)),
        Counts(sum(g.value == r.value for g, r in bare_pairs), len(bare), len(gold.times)),
    )


def _read(document: Document, parse: Parse) -> Iterator[Tagged]:
    timexes = find_timexes(document)
    timeline = Timeline(document, parse, attach(timexes, parse))
    created = date.fromisoformat(document.published.date[:10]) if document.published.date else None
    for timex in timexes:
        type_, value = timex3(timex, timeline.when_of(timex), created)
        yield Tagged(timex.start, timex.end, type_, value)


def _matched(gold: Sequence[Tagged], read: Sequence[Tagged]) -> list[tuple[Tagged, Tagged]]:
    """Gold and read expressions that overlap, each of them once, in text order."""
    pairs = []
    free = list(read)
    for g in gold:
        hit = next((r for r in free if r.start < g.end and g.start < r.end), None)
        if hit is not None:
            free.remove(hit)
            pairs.append((g, hit))
    return pairs


def _errors(
    gold: Annotated, read: Sequence[Tagged], pairs: Sequence[tuple[Tagged, Tagged]]
) -> Iterator[tuple[str, str]]:
    met = {g for g, _ in pairs}
    used = {r for _, r in pairs}
    for g in gold.times:
        if g not in met:
            yield f"not found ({g.type})", _line(gold, g)
    for r in read:
        if r not in used:
            yield "found, not in the gold", _line(gold, r)
    for g, r in pairs:
        if g.value != r.value:
            yield f"wrong value ({g.type})", f"{_line(gold, g)} read {r.value} as {gold.text[r.start : r.end]!r}"


def _line(gold: Annotated, tagged: Tagged) -> str:
    around = gold.text[max(0, tagged.start - 45) : tagged.start] + "[" + gold.text[tagged.start : tagged.end] + "]"
    around += gold.text[tagged.end : tagged.end + 35]
    return f"{gold.name} {gold.created} {tagged.value}: {' '.join(around.split())}"


_BARE: Final = re.compile(
    r"\b(?:(?P<day>yesterday|today|tomorrow)|(?P<weekday>" + "|".join(d.capitalize() for d in WEEKDAYS) + r")"
    r"|(?P<month>"
    + "|".join(m.capitalize() for m in MONTHS)
    + r")(?: (?P<number>\d{1,2})(?!\d))?|(?P<year>(?:19|20)\d\d))\b"
)


def _bare(text: str, created: str | None) -> Iterator[Tagged]:
    """What needs no reading: bare years, months with or without a day, weekdays as the last such day."""
    now = date.fromisoformat(created) if created else date(2000, 1, 1)
    for m in _BARE.finditer(text):
        if m["year"]:
            value = m["year"]
        elif m["month"]:
            month = MONTHS.index(m["month"].lower()) + 1
            value = f"{now.year - (month > now.month):04}-{month:02}" + (
                f"-{int(m['number']):02}" if m["number"] else ""
            )
        elif m["weekday"]:
            back = (now.weekday() - WEEKDAYS.index(m["weekday"].lower())) % 7
            value = (now - timedelta(back)).isoformat()
        else:
            step = {"yesterday": -1, "today": 0, "tomorrow": 1}[m["day"]]
            value = (now + timedelta(step)).isoformat()
        yield Tagged(m.start(), m.end(), "DATE", value)
