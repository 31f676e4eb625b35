"""The public set of event places: how its rows are read, and what counts as right. Texts are fiction."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.frame import Asked, SetMissing
from benchmarks.public import event_location
from benchmarks.public.event_location import Answered, Sentence

SHELLED = "Soldiers shelled the town of Bria on Friday, a nurse in Bangui said."
SPOKE = "The minister spoke about the rebels."


def row(text: str, verb: str, place: str | None = None) -> dict[str, Any]:
    spans = [{"label": label, "start": text.index(words), "end": text.index(words) + len(words)}
             for label, words in (("VERB", verb), ("LOCATION", place)) if words]  # fmt: skip
    return {"text": text, "spans": spans}


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "any.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    return folder


def test_spans_are_characters_or_where_they_are_token_numbers_their_words_are_sought(tmp_path: Path) -> None:
    broken = row(SHELLED, "shelled")
    broken["spans"].append({"label": "LOCATION", "start": 5, "end": 5, "text": "Bria"})
    (sentence,) = event_location.sentences_of(written(tmp_path, broken))
    assert [SHELLED[s:e] for s, e in (sentence.verb, *sentence.places)] == ["shelled", "Bria"]


def test_a_row_whose_words_cannot_be_found_is_left_out(tmp_path: Path) -> None:
    broken = row(SHELLED, "shelled")
    broken["spans"].append({"label": "LOCATION", "start": 5, "end": 5})
    assert event_location.sentences_of(written(tmp_path, broken)) == []


@pytest.mark.parametrize(
    ("places", "said", "right"),
    [(((24, 28),), (16, 28), True), (((24, 28),), (56, 62), False), (((24, 28),), None, False),
     ((), None, True), ((), (24, 28), False)],
)  # fmt: skip
def test_a_place_is_right_where_words_overlap_and_none_where_none_is_told(
    places: tuple[tuple[int, int], ...], said: tuple[int, int] | None, *, right: bool
) -> None:
    assert Answered(Sentence(SHELLED, (9, 16), places), {"as read": said}).right("as read") is right


def test_each_figure_has_its_interval_and_what_stands_beside_it(tmp_path: Path) -> None:
    folder = written(tmp_path, row(SHELLED, "shelled", "Bria"), row(SPOKE, "spoke"))
    measured = event_location.measure(folder, Asked())
    figures = {r.measure: r.value for r in measured.rows}
    assert figures["place right, rows with a place, attachment"] == 1.0
    assert figures["place right, rows with a place, as read"] == 1.0
    assert figures["no place given, rows without, as read"] == 1.0
    assert all(r.low is not None and len(r.beside) == 3 for r in measured.rows)
    assert measured.errors == ()


def test_a_folder_without_rows_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SetMissing):
        event_location.sentences_of(tmp_path)
