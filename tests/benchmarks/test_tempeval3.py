"""TimeML files are read as they stand, and Dateline's dates are told in TIMEX3's words (the report is fiction)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.frame import Asked, SetMissing
from benchmarks.public import tempeval3
from benchmarks.public._timeml import documents
from benchmarks.public._timex3 import timex3
from dateline.annotate.timex import Tense, find_timexes
from dateline.readers.text import read_text
from dateline.resolve.when import resolve_when

FILE = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2021-05-05" functionInDocument="CREATION_TIME">05/05/2021</TIMEX3></DCT>
<TEXT>Troops &amp; boats <EVENT eid="e1" class="OCCURRENCE">left</EVENT> Kodok <TIMEX3 tid="t1" type="DATE"
value="2021-05-04">Tuesday</TIMEX3>. They stayed <TIMEX3 tid="t2" type="DURATION" value="P3D">three days</TIMEX3>
there. <TIMEX3 tid="t3" type="DATE" value="PAST_REF">Once</TIMEX3> it was calm.
<TIMEX3 tid="t4" type="DATE" value="2021"/>
</TEXT>
</TimeML>
"""


def written(folder: Path) -> Path:
    (folder / "Wire").mkdir()
    (folder / "Wire" / "one.tml").write_text(FILE, encoding="utf-8")
    return folder


def test_tags_are_taken_out_and_their_places_kept(tmp_path: Path) -> None:
    (document,) = documents(written(tmp_path))
    assert document.created == "2021-05-05"
    assert "Troops & boats left Kodok Tuesday." in document.text
    assert [(document.text[t.start : t.end], t.value) for t in document.times] == [
        ("Tuesday", "2021-05-04"),
        ("three days", "P3D"),
        ("Once", "PAST_REF"),
    ]


@pytest.mark.model
def test_found_and_rightly_read_expressions_are_counted(tmp_path: Path) -> None:
    measured = tempeval3.measure(written(tmp_path), Asked())
    figures = {row.measure: row.value for row in measured.rows}
    assert figures["time expressions, relaxed, recall"] == pytest.approx(2 / 3)
    assert figures["time expressions, relaxed, precision"] == 1
    assert figures["found with the right value, recall"] == pytest.approx(2 / 3)
    assert [kind for kind, _ in measured.errors] == ["not found (DATE)"]


def test_a_folder_without_files_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(SetMissing):
        tempeval3.measure(tmp_path, Asked())


@pytest.mark.parametrize(
    ("words", "tense", "expected"),
    [
        ("on Tuesday", "past", ("DATE", "2021-05-04")),
        ("on Friday", "future", ("DATE", "2021-05-07")),
        ("on Tuesday night", "past", ("TIME", "2021-05-04TNI")),
        ("last week", "past", ("DATE", "2021-W17")),
        ("last month", "past", ("DATE", "2021-04")),
        ("in early March", "past", ("DATE", "2021-03")),
        ("last year", "past", ("DATE", "2020")),
        ("in the 1980s", "past", ("DATE", "198")),
        ("last summer", "past", ("DATE", "2020-SU")),
        ("in the third quarter of 2019", "past", ("DATE", "2019-Q3")),
        ("in the first half of 2019", "past", ("DATE", "2019-H1")),
        ("over the weekend", "past", ("DATE", "2021-W17-WE")),
        ("since 2011", "past", ("DATE", "2011")),
        ("before 2014", "past", ("DATE", "2014")),
        ("for three days", "past", ("DURATION", "P3D")),
        ("for 36 hours", "past", ("DURATION", "PT36H")),
        ("for years", "past", ("DURATION", "PXY")),
        ("in the past two decades", "past", ("DURATION", "P20Y")),
        ("daily", "past", ("SET", "P1D")),
        ("every Friday", "past", ("SET", "XXXX-WXX-5")),
        ("each July", "past", ("SET", "XXXX-07")),
        ("now", "present", ("DATE", "PRESENT_REF")),
        ("recently", "past", ("DATE", "PAST_REF")),
        ("at 2:30 p.m.", "past", ("TIME", "2021-05-05T14:30")),
        ("at 10 p.m. Tuesday", "past", ("TIME", "2021-05-04T22:00")),
    ],
)
def test_days_are_told_as_timex3_tells_them(words: str, tense: Tense, expected: tuple[str, str]) -> None:
    document = read_text(f"The town was shelled {words}.", published="2021-05-05")
    (timex,) = find_timexes(document)
    assert timex3(timex, resolve_when(timex, document, tense=tense), date(2021, 5, 5)) == expected
