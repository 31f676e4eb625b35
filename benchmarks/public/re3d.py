"""re3d: are the mentions found that the corpus' annotators marked, named, described or by a pronoun?

What counts and how a span is met: `_re3d.py`. The gold is noisy (machine-made spans cut words in two, "hope" is an
organisation, pronouns are marked in some places and not in others), so that a perfect reader stays well below 1.

The shipped encoder was trained on five of the corpus' sources. A source that it was trained on is measured by models
trained without it: their figures stand in `training/encoder/left_out.json`, made by `train.py --leave-out each`; they
are shown beside the shipped one's, whose figures on such a source are no measure of it. Documents that it has not seen
are counted apart.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.frame import Asked, Beside, Measured, Row, SetMissing, f1, rows_of
from benchmarks.public._re3d import ENTITIES, Report, Span, counts, gold_of, outermost, sources
from dateline.reading import STEPS, Layers, Settings

TRAINING = Path(__file__).resolve().parents[2] / "training" / "encoder"
QUANTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
PEERS = {
    "overlap": (
        Beside("spaCy md, lowest source", 0.48, "measured in a trial"),
        Beside("spaCy md, highest", 0.67, "measured in a trial"),
    ),
    "exact": (
        Beside("spaCy md, lowest source", 0.37, "measured in a trial"),
        Beside("spaCy md, highest", 0.52, "measured in a trial"),
    ),
}
WANTED = {"overlap": 0.80, "exact": 0.58}


@dataclass(frozen=True, slots=True)
class Read:
    """One document: its source, whether the shipped encoder was trained on it, and what each way of reading finds."""

    source: str
    trained: bool
    report: Report
    ways: dict[str, tuple[Span, ...]]

    def by(self, way: str) -> Report:
        return replace(self.report, answer=self.ways[way])


@lru_cache(maxsize=1)
def left_out() -> dict[str, dict[str, Any]]:
    """Figures of the models that were trained without a source, by source."""
    path = TRAINING / "left_out.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


@lru_cache(maxsize=1)
def kept_out() -> frozenset[str]:
    """Ids of documents of these sources that no weights were trained on."""
    path = TRAINING / "kept_out.txt"
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()


def measure(folder: Path, asked: Asked) -> Measured:
    """Overlap and exact F1 of the reading's mentions: by source, over all, and over documents not trained on."""
    told = [(path.name, id_, report) for path in sources(folder) for id_, report in gold_of(path)]
    if not told:
        raise SetMissing(f"no source with documents.json and entities.json in {folder}")
    read = [_read(name, id_, report) for name, id_, report in asked.of(told, "re3d")]
    rows = list(_rows(read))
    return Measured(tuple(rows), tuple(e for r in read for e in _errors(r)))


def _read(source: str, id_: str, report: Report) -> Read:
    trained = source in left_out() and id_ not in kept_out()
    with_, without = _layers(report.text, None), _layers(report.text, "none")
    engine = _bare(report.text)
    catalogue = [
        (without.parse.tokens[n.first].start, without.parse.tokens[n.last - 1].end)
        for n in dict.fromkeys(without.names.values())
        if n.entry is not None
    ]
    ways = {
        "reading": [*_mentioned(with_), *((m.start, m.end) for m in with_.encoded)],
        "encoder alone": [(m.start, m.end) for m in with_.encoded],
        "reading without the encoder": _mentioned(without),
        "catalogue alone": catalogue,
        "spaCy sm alone": engine,
    }
    return Read(source, trained, report, {name: outermost(spans) for name, spans in ways.items()})


def _layers(text: str, encoder: str | None) -> Layers:
    """The reading up to its mentions and places."""
    from dateline.readers.text import read_text
    from dateline.reading import engine_of

    settings = Settings(encoder=encoder)
    layers = Layers(read_text(text), settings, engine_of(settings))
    for step in STEPS:
        layers.layers.update(zip(step.gives, step.run(layers), strict=True))
        if "toponyms" in step.gives:
            return layers
    raise AssertionError("no step gives places")


def _mentioned(layers: Layers) -> list[Span]:
    return [(m.start, m.end) for m in layers.mentions] + [(t.start, t.end) for t in layers.toponyms]


def _bare(text: str) -> list[Span]:
    """The engine's own entities, but for dates and quantities."""
    from dateline.engines.spacy import SpacyEngine
    from dateline.readers.text import read_text

    parse = SpacyEngine().parse(read_text(text))
    return [(e.start, e.end) for e in parse.entities if e.label not in QUANTITIES]


def _rows(read: Sequence[Read]) -> Iterator[Row]:
    groups: list[tuple[str, Callable[[Read], bool]]] = [("all sources", lambda _: True)]
    groups.append(("documents not trained on", lambda r: not r.trained))
    groups += [(name, lambda r, n=name: r.source == n) for name in dict.fromkeys(r.source for r in read)]  # type: ignore[misc]
    for title, inside in groups:
        chosen = [r for r in read if inside(r)]
        if chosen:
            yield from _group(title, chosen)


def _group(title: str, chosen: Sequence[Read]) -> Iterator[Row]:
    for measure_, exact in (("overlap", False), ("exact", True)):
        units = {way: counts((r.by(way) for r in chosen), exact=exact) for way in chosen[0].ways}
        beside = [Beside(way, f1(counted)) for way, counted in units.items() if way != "reading"]
        every = counts((r.by("reading") for r in chosen), exact=exact, types=None)
        beside.append(Beside("reading, all types of the gold", f1(every)))
        beside += _unseen(title, measure_)
        seen = sum(r.trained for r in chosen)
        note = f"the encoder was trained on {seen} of these {len(chosen)} documents" if seen else "not trained on"
        wanted = WANTED[measure_] if not seen else None
        yield from rows_of(
            "re3d", "mentions", f"{title}, {measure_}", units["reading"], wanted=wanted, beside=beside, note=note
        )


def _unseen(title: str, measure_: str) -> Iterator[Beside]:
    """The encoder alone, trained without the source; over all sources the mean, and what was measured before."""
    figures = left_out()
    if title in figures:
        low, high = figures[title][f"{measure_} interval"]
        yield Beside("encoder trained without it", figures[title][measure_], f"left_out.json, {low:.3f} to {high:.3f}")
    elif title == "all sources" and figures:
        mean = sum(f[measure_] for f in figures.values()) / len(figures)
        yield Beside("encoder trained without each, mean of sources", mean, "left_out.json")
        yield from PEERS[measure_]


def _errors(read: Read) -> Iterator[tuple[str, str]]:
    """What no answer touches, by type and form, and what touches no gold."""
    answer = read.ways["reading"]
    for start, end in outermost((a, b) for a, b, t in read.report.gold if t in ENTITIES):
        if not any(a < end and start < b for a, b in answer):
            types = "/".join(sorted({t for a, b, t in read.report.gold if (a, b) == (start, end)}))
            yield f"missed: {types}", _line(read.report.text, start, end)
    gold = [(a, b) for a, b, _ in read.report.gold]
    for start, end in answer:
        if not any(a < end and start < b for a, b in gold):
            yield "not in the gold", _line(read.report.text, start, end)


def _line(text: str, start: int, end: int) -> str:
    around = text[max(0, start - 40) : start] + "[" + text[start:end] + "]" + text[end : end + 30]
    return " ".join(around.split())
