"""The PolNeAR set: how its files are read, and what counts as met. Texts and persons are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.frame import Asked, SetMissing
from benchmarks.public import polnear
from benchmarks.public.polnear import Said, bare_reading, by_both, by_content, by_half, by_source, each_once, read_marks

TEXT = "Mary Example said the road was open.\n\nThe bridge, an officer said, had fallen on Monday.\n"
MARKS = (
    "T1\tSource 0 12\tMary Example\nT2\tCue 13 17\tsaid\nT3\tContent 18 35\tthe road was open\n"
    "T4\tAttribution 13 17\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n#1\tAnnotatorNotes T1\ta note\n"
    "T5\tSource 50 60\tan officer\nT6\tContent 38 48;67 87\tThe bridge had fallen on Monday\nT7\tCue 61 65\tsaid\n"
    "E2\tAttribution:T7 Content:T6 Cue:T7 Source:T5\nE3\tAttribution-no-source:T7 Content2:T3\n"
    "E4\tAttribution:T7 Cue:T7\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("text", "attributions"):
        (tmp_path / "one" / part).mkdir(parents=True)
    (tmp_path / "one" / "text" / "nile_2021.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one" / "attributions" / "nile_2021_ab12.ann").write_text(MARKS, encoding="utf-8")
    return tmp_path


def test_a_content_in_two_stretches_is_one_attribution_and_notes_are_none(folder: Path) -> None:
    found = list(read_marks(folder / "one" / "attributions" / "nile_2021_ab12.ann"))
    assert [[TEXT[a:b] for a, b in s.content] for s in found] == [
        ["the road was open"],
        ["The bridge", "had fallen on Monday"],
        ["the road was open"],
    ]
    assert [len(s.source) for s in found] == [1, 1, 0]


GOLD = Said(((0, 5),), ((6, 10),), ((11, 40),))


@pytest.mark.parametrize(
    ("ours", "both", "content", "source", "half"),
    [
        (Said(((0, 5),), (), ((11, 40),)), 1, 1, 1, 1),
        (Said(((0, 5),), (), ((39, 90),)), 1, 1, 1, 0),
        (Said(((50, 55),), (), ((11, 40),)), 0, 1, 0, 0),
        (Said(((0, 5),), (), ((40, 60),)), 0, 0, 1, 0),
    ],
)
def test_what_counts_as_met(ours: Said, both: int, content: int, source: int, half: int) -> None:
    counted = [how([GOLD], [ours]).right for how in (by_both, by_content, by_source, by_half)]
    assert counted == [both, content, source, half]


def test_two_of_ours_may_meet_one_of_theirs_but_not_where_each_is_met_once() -> None:
    ours = [Said(((0, 5),), (), ((11, 20),)), Said(((0, 5),), (), ((21, 40),))]
    assert (by_both([GOLD], ours).right, by_both([GOLD], ours).found) == (2, 1)
    assert each_once([GOLD], ours).right == 1


def test_the_bare_reading_takes_the_rest_of_the_sentence(parse) -> None:
    text = "Mary Example said the road was open. Troops left Kodok."
    (only,) = bare_reading(parse(text))
    assert [text[a:b] for a, b in only.content] == ["the road was open"]


def test_a_part_is_measured_by_its_name(folder: Path) -> None:
    measured = polnear.measure(folder, Asked())
    first = next(r for r in measured.rows if r.measure == f"one: {polnear.BOTH}, recall")
    assert first.value == 1.0
    assert {kind for kind, _ in measured.errors} == {"no source told"}


def test_a_folder_without_the_set_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(SetMissing):
        polnear.measure(tmp_path, Asked())
