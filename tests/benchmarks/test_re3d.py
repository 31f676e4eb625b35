"""How mentions are held against re3d's gold. The reports are fiction in the corpus' format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.frame import Asked, SetMissing
from benchmarks.public import re3d
from benchmarks.public._re3d import Report, counts, gold_of, met, outermost, scores, sources


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(0, 5), (2, 4)], ((0, 5),)),
        ([(0, 5), (5, 9)], ((0, 5), (5, 9))),
        ([(4, 9), (0, 5)], ((0, 5),)),
        ([(0, 5), (0, 5)], ((0, 5),)),
        ([], ()),
    ],
)
def test_of_spans_that_overlap_the_longest_counts(
    spans: list[tuple[int, int]], kept: tuple[tuple[int, int], ...]
) -> None:
    assert outermost(spans) == kept


@pytest.mark.parametrize(
    ("gold", "answer", "overlap", "exact"),
    [
        ([(0, 5), (8, 12)], [(0, 5), (8, 12)], 2, 2),
        ([(0, 5), (8, 12)], [(1, 4), (11, 15)], 2, 0),
        ([(0, 5), (8, 12)], [(0, 12)], 1, 0),  # one answer meets one
        ([(0, 12)], [(0, 5), (8, 12)], 1, 0),
        ([(0, 5)], [(5, 8)], 0, 0),
        ([], [(0, 5)], 0, 0),
        ([(0, 5)], [], 0, 0),
    ],
)
def test_each_gold_span_meets_at_most_one_answer(
    gold: list[tuple[int, int]], answer: list[tuple[int, int]], overlap: int, exact: int
) -> None:
    assert met(gold, answer, exact=False).right == overlap
    assert met(gold, answer, exact=True).right == exact


def test_quantities_count_only_where_all_types_are_asked_for() -> None:
    report = Report("Ten men left Kodok.", ((0, 3, "Quantity"), (13, 18, "Location")), ((13, 18),))
    assert counts([report], exact=True)[0].gold == 1
    assert counts([report], exact=True, types=None)[0].gold == 2
    assert scores([report])["overlap"] == 1.0
    assert scores([report])["overlap, all types"] == pytest.approx(0.6667)


def corpus(folder: Path) -> Path:
    """A source of two documents; one of the spans lies outside its text."""
    source = folder / "hill_wire"
    source.mkdir(parents=True)
    texts = {"A": "Gunmen burned Tawila on Friday.", "B": "Syrian troops left Palmyra."}
    spans = [
        ("A", 0, 6, "Organisation"),
        ("A", 14, 20, "Location"),
        ("A", 24, 30, "Temporal"),
        ("B", 0, 13, "Organisation"),
        ("B", 0, 6, "Nationality"),
        ("B", 19, 26, "Location"),
        ("B", 19, 260, "Location"),
    ]
    lines = [json.dumps({"_id": k, "text": t, "sourceName": "x"}) for k, t in texts.items()]
    (source / "documents.json").write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    lines = [json.dumps({"documentId": d, "begin": a, "end": b, "type": t}) for d, a, b, t in spans]
    (source / "entities.json").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_gold_is_read_as_the_corpus_writes_it(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    assert [s.name for s in sources(folder)] == ["hill_wire"]
    gold = dict(gold_of(folder / "hill_wire"))
    assert [len(r.gold) for r in gold.values()] == [3, 3]
    assert outermost((a, b) for a, b, _ in gold["B"].gold) == ((0, 13), (19, 26))


@pytest.mark.model
def test_a_source_that_was_not_trained_on_is_measured_as_such(tmp_path: Path) -> None:
    measured = re3d.measure(corpus(tmp_path), Asked())
    rows = {r.measure: r for r in measured.rows}
    first = rows["hill_wire, overlap, F1"]
    assert first.value == 1.0
    assert first.units == 2
    assert first.note == "not trained on"
    assert {b.name for b in first.beside} >= {"encoder alone", "spaCy sm alone", "catalogue alone"}
    assert rows["documents not trained on, exact, F1"].wanted == 0.58


def test_a_folder_without_the_set_says_so(tmp_path: Path) -> None:
    with pytest.raises(SetMissing, match="no source"):
        re3d.measure(tmp_path, Asked())
