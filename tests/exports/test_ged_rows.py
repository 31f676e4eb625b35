"""Rows of GED that were imported come out as they were; and any event at all comes to a row that keeps the rules."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.checks.rows.ged import breaches_of, missing_of
from dateline.codebook.ged import ged_columns
from dateline.exports.cells import unsafe
from dateline.exports.coded import CodedEvent, Dated, Located, Party, Toll
from dateline.exports.formats.ged.row import cells_of, made_of
from dateline.model.situation import Number
from dateline.model.vocabulary import ActorKind, EventStatus, Hedge, Precision, Role, Stance
from tests.exports.coded_samples import ARMY, MALAKAL, REED, TUESDAY, cited, coded_event, exported, number

ROW = {
    "id": "990001.0", "year": "2031.0", "active_year": "1.0", "code_status": "Clear", "type_of_violence": "1.0",
    "conflict_new_id": "77.0", "dyad_name": "Government of South Sudan - Reed Front", "dyad_new_id": "78.0",
    "side_a": "Government of South Sudan", "side_a_new_id": "113.0", "side_b": "Reed Front", "number_of_sources": "2.0",
    "source_article": '"Ferry Post,2031-05-08,Post falls";"Ferry Post,2031-05-09,Post\u200e retaken"',
    "where_prec": "2.0", "where_coordinates": "Malakal town", "adm_1": "Upper Nile state", "adm_2": "Malakal county",
    "latitude": "9.53342", "longitude": "31.66049", "geom_wkt": "POINT (31.66049 9.53342)", "country": "South Sudan",
    "priogrid_gid": "143704", "country_id": "626", "region": "Africa", "event_clarity": "1", "date_prec": "1.0",
    "date_start": "2031-05-06 00:00:00.000", "date_end": "2031-05-06 00:00:00.000", "deaths_a": "4.0",
    "deaths_b": "0.0", "deaths_civilians": "0.0", "deaths_unknown": "0.0", "best": "4.0", "high": "6.0", "low": "4.0",
}  # fmt: skip
"""Fiction."""
TWO = (("doc-00000000000a", "event-00000000000a"), ("doc-00000000000b", "event-00000000000b"))


def exported_row(folder: Path, event: CodedEvent, name: str = "ged") -> dict[str, str]:
    path, _ = exported(name, folder, event)
    with path.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    return row


def imported(**more: Any) -> CodedEvent:
    return coded_event(**{"dataset": "ucdp-ged", "row": ROW, "deaths": number(4, 4, 6), **more})


def test_a_row_that_is_all_there_is_comes_out_cell_by_cell(tmp_path: Path) -> None:
    row = exported_row(tmp_path, imported())
    assert {column: cell for column, cell in row.items() if cell} == {**ROW, "relid": "hap-00000000000a"}


def test_of_several_datasets_geds_row_goes_into_geds_columns(tmp_path: Path) -> None:
    other = {"event_id_cnty": "SSD1", "event_type": "Battles"}
    event = imported(dataset="acled", row=other, rows=(("acled", other), ("ucdp-ged", ROW)))
    assert exported_row(tmp_path, event)["id"] == ROW["id"]


@pytest.mark.parametrize("best", ["0.0", "4.0"])
def test_what_ucdp_has_in_ged_is_of_ged_even_where_nobody_died_for_certain(tmp_path: Path, best: str) -> None:
    row = {**ROW, "best": best, "low": "0.0", "deaths_a": best}
    assert exported_row(tmp_path, imported(row=row, deaths=number(0, 0, 6)))["best"] == best


def test_another_dataset_in_geds_columns_is_of_ged_where_it_has_what_ged_asks_for(tmp_path: Path) -> None:
    ours = imported(dataset="our-coding")
    assert exported_row(tmp_path, ours)["id"] == "990001.0"
    nobody = imported(dataset="our-coding", row={**ROW, "best": "0"}, deaths=number(0, 0, 6))
    assert exported_row(tmp_path, nobody, "ged-shaped")["code_status"] == "Dateline: no death is told for certain"


def test_a_row_that_the_case_leaves_out_goes_to_the_other_file_and_its_status_is_told(tmp_path: Path) -> None:
    event = imported(included=False)
    row = exported_row(tmp_path, event, "ged-shaped")
    assert (row["id"], row["code_status"]) == ("990001.0", "Dateline: the case leaves it out")
    assert ("changed", "code_status", "Clear") in {lost[:3] for lost in made_of(event).lost}


def test_where_reports_say_the_same_the_rows_ids_and_spellings_stay(tmp_path: Path) -> None:
    row = exported_row(tmp_path, imported(events=TWO))
    kept = {c: v for c, v in ROW.items() if c not in {"number_of_sources", "source_article"}}
    assert {column: row[column] for column in kept} == kept
    assert row["number_of_sources"] == "1"


def test_a_side_may_go_by_any_of_its_names(tmp_path: Path) -> None:
    named = replace(REED, name="Front of the Reed", names=("Front of the Reed", "Reed front"))
    row = exported_row(tmp_path, imported(events=TWO, parties=(named, ARMY)))
    assert (row["side_b"], row["dyad_new_id"]) == ("Reed Front", "78.0")
    other = replace(REED, name="Front of the Reed", names=("Front of the Reed",))
    assert exported_row(tmp_path, imported(events=TWO, parties=(other, ARMY)))["dyad_new_id"] == ""


@pytest.mark.parametrize(
    ("change", "ours", "theirs"),
    [
        ({"deaths": number(9, 9, 9)}, {"best": "9", "deaths_unknown": "5"}, {"best": "4.0", "high": "6.0"}),
        ({"when": Dated("2031-05-07", "2031-05-07", "day", None, None)},
         {"date_end": "2031-05-07"}, {"date_start": ROW["date_start"]}),
        ({"where": Located("Kodok", "city", 9.88, 32.11, "SS", None, None, 1, 1, None, None, None)},
         {"where_coordinates": "Kodok", "adm_2": ""}, {"adm_2": "Malakal county", "latitude": "9.53342"}),
        ({"parties": (Party("actor", "White Army", "militia", None, "k"), ARMY)},
         {"side_b": "White Army", "side_a_new_id": ""}, {"side_b": "Reed Front", "side_a_new_id": "113.0"}),
    ],
)  # fmt: skip
def test_where_reports_differ_the_cases_value_stands_and_the_rows_is_told(
    tmp_path: Path, change: dict[str, Any], ours: dict[str, str], theirs: dict[str, str]
) -> None:
    event = imported(events=TWO, **change)
    row = exported_row(tmp_path, event)
    assert {column: row[column] for column in ours} == ours
    assert row["code_status"] == "Dateline: not vetted"
    assert breaches_of(row) == []
    assert {("changed", column, cell) for column, cell in theirs.items()} <= {x[:3] for x in made_of(event).lost}


def test_a_cell_of_a_row_that_turns_text_around_or_acts_is_made_safe_and_told(tmp_path: Path) -> None:
    event = imported(row={**ROW, "side_b": "=1+1", "where_description": "a\u202eb"})
    row = exported_row(tmp_path, event)
    assert (row["side_b"], row["where_description"]) == ("'=1+1", "a⟨U+202E⟩b")
    assert ("changed", "where_description", "a\u202eb") in {lost[:3] for lost in made_of(event).lost}


TEXT = st.text(st.sampled_from("ab =+-@'\";,\n\t\u202e<>é中"), max_size=12) | st.sampled_from(
    ["Civilians", "Government of Syria", "Government of ", "", " ", "Reed Front"]
)
COUNTRY = st.sampled_from([None, "SY", "CD", "RS", "PS", "AQ", "XK", "X-SL", "ZZ"])
NUMBER = st.none() | st.integers(0, 40).map(float) | st.sampled_from([0.5, 2.5, float("inf"), float("nan")])
DEGREES = st.none() | st.floats(-200, 200) | st.sampled_from([90.0, -90.0, 180.0, -180.0, float("nan"), -0.0])
DAY = st.none() | st.dates().map(lambda day: day.isoformat())
NAMES = st.sampled_from(["Reed Front", "River Guard", "civilians", "unknown"])
PARTIES = st.builds(
    Party, st.sampled_from(get_args(Role)), TEXT | NAMES, st.sampled_from(get_args(ActorKind)), COUNTRY, st.just("key")
)
TOLLS = st.builds(
    Toll, st.sampled_from(["killed", "injured"]), NAMES | TEXT, st.none(), NUMBER, NUMBER, NUMBER,
    st.sampled_from(get_args(Hedge)), TEXT, st.just(0),
)  # fmt: skip
PLACES = st.builds(
    Located, TEXT, st.just("city"), DEGREES, DEGREES, COUNTRY, st.none() | TEXT, st.none(),
    st.none() | st.integers(0, 8), st.none(), st.none() | st.floats(0, 900), st.none() | TEXT, st.none() | TEXT,
)  # fmt: skip
DAYS = st.builds(Dated, DAY, DAY, st.sampled_from(get_args(Precision)), st.none(), st.none() | TEXT)
VOICES = st.builds(lambda stance, words, of: cited(stance=stance, quote=words, outlet=of, title=of, source=of),
                   st.sampled_from(get_args(Stance)), TEXT, TEXT)  # fmt: skip
EVENTS = st.fixed_dictionaries(
    {
        "ucdp": st.sampled_from([None, 1, 2, 3]),
        "status": st.sampled_from(get_args(EventStatus)) | st.just("happened"),
        "when": st.none() | DAYS | st.just(TUESDAY),
        "where": st.none() | PLACES | st.just(MALAKAL),
        "parties": st.lists(PARTIES, max_size=4).map(tuple) | st.just((REED, ARMY)),
        "deaths": st.none() | st.builds(Number, NUMBER, NUMBER, NUMBER, st.sampled_from(get_args(Hedge)), st.just("")),
        "tolls": st.lists(TOLLS, max_size=3).map(tuple),
        "cited": st.lists(VOICES, min_size=1, max_size=2).map(tuple),
        "included": st.booleans(),
        "row": st.none() | st.just(ROW),
        "events": st.sampled_from([TWO[:1], TWO]),
    }
)


@settings(max_examples=300, deadline=None)
@given(EVENTS)
def test_any_event_comes_to_a_row_that_keeps_the_rules(change: dict[str, Any]) -> None:
    made = made_of(coded_event(**change, dataset="ucdp-ged"))
    row = dict(zip(ged_columns(), map(unsafe, cells_of(made)), strict=True))
    assert breaches_of(row) == []
    if not made.why_not:
        assert missing_of(row) == []
        assert row["id"] or int(float(row["best"])) >= 1
