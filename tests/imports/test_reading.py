"""Files of rows as a whole: which layout, points, each event once, what the user calls them (fiction)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.errors import InputError, SettingsError
from dateline.imports.datasets import Naming, dataset_named, datasets
from dateline.imports.reading import read_rows
from dateline.imports.row import CodedRow
from dateline.readers.formats import Failure
from tests.imports.made import COLUMNS, ROW, rows_in, saved

EXCHANGED = {"latitude": "29.473", "longitude": "0.491"}
FRENCH = {"country": "Syria", "latitude": "36.2", "longitude": "37.1", "where_coordinates": "Aleppo city"}
TURNED = FRENCH | {"latitude": "37.1", "longitude": "36.2"}


def reasons(rows: list[CodedRow | Failure]) -> list[str]:
    return [str(row.error) for row in rows if isinstance(row, Failure)]


def test_a_row_whose_point_is_only_sensible_the_other_way_round_is_refused(tmp_path: Path) -> None:
    rows = rows_in(saved(tmp_path / "ged.csv", ROW, ROW | EXCHANGED | {"id": "902"}))
    told = "row 3: latitude 29.473 and longitude 0.491 lie in Democratic Republic of Congo only if they are exchanged."
    assert [told in reason for reason in reasons(rows)] == [True]


def test_a_point_that_may_stand_either_way_is_taken_as_it_is(tmp_path: Path) -> None:
    rows = rows_in(saved(tmp_path / "ged.csv", ROW | FRENCH, ROW | TURNED | {"id": "902"}))
    assert reasons(rows) == []


def test_a_file_whose_columns_are_exchanged_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = saved(tmp_path / "ged.csv", ROW | EXCHANGED, ROW | EXCHANGED | {"id": "902"})
    with pytest.raises(InputError, match="has latitude and longitude exchanged: in each of the 2 rows"):
        rows_in(path)


@pytest.mark.parametrize(
    ("cells", "words"), [({}, "and is the same in all columns"), ({"best": "6"}, "and says something else")]
)
def test_an_id_that_was_there_is_told_with_both_rows(tmp_path: Path, cells: dict[str, str], words: str) -> None:
    rows = rows_in(saved(tmp_path / "ged.csv", ROW, ROW | {"id": "902"}, ROW | cells))
    (reason,) = reasons(rows)
    assert f"ged.csv row 4: has the id 901 of row 2 {words}." in reason


def test_a_file_without_names_is_told_and_its_rows_are_numbered_from_one(tmp_path: Path) -> None:
    notes: list[str] = []
    path = saved(tmp_path / "ged.csv", ROW, header=False)
    (row,) = read_rows(path, note=notes.append)
    assert isinstance(row, CodedRow)
    assert row.number == 1
    assert notes == [f"{path} has no row of column names: read by position, as the 49 columns of UCDP GED."]


def test_a_file_of_no_layout_says_what_each_lacks_that_which_lacks_least_first(tmp_path: Path) -> None:
    path = saved(tmp_path / "ged.csv", {"a": "x"}, columns=("a", "b"))
    with pytest.raises(InputError, match=r"no layout .* It lacks the columns event_id_cnty, .* no UCDP GED"):
        rows_in(path)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, ("ucdp-ged", "UCDP GED", None)),
        ({"dataset": "UCDP GED 24.1"}, ("ucdp-ged", "UCDP GED", "24.1")),
        ({"dataset": "ucdp-ged!"}, ("ucdp-ged", "UCDP GED", None)),
        ({"dataset": "ACLEDlike"}, ("acledlike", "ACLEDlike", None)),
        ({"version": "24.0.3"}, ("ucdp-ged", "UCDP GED", "24.0.3")),
        ({"dataset": "Our coding, team A", "version": "2"}, ("our-coding-team-a", "Our coding, team A", "2")),
    ],
)
def test_the_user_says_what_a_dataset_is_called(given: dict[str, Any], named: tuple[str, str, str | None]) -> None:
    assert datasets()["ged"].named(Naming(**given)) == named


@pytest.mark.parametrize(
    ("layout", "name"), [("ged", "ACLED"), ("ged", "acled 9"), ("acled", "ucdp ged"), ("acled", "UCDP GED 24.1")]
)
def test_no_rows_pass_for_those_of_a_dataset_of_another_layout(layout: str, name: str) -> None:
    with pytest.raises(SettingsError, match="Give your own name"):
        datasets()[layout].named(Naming(name))


@pytest.mark.parametrize(
    "given", [{"dataset": " "}, {"dataset": "a\nb"}, {"dataset": "日本"}, {"version": "x" * 81}, {"published": "2024"}]
)
def test_what_is_no_name_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        Naming(**given)


def test_a_layout_that_does_not_exist_is_refused_with_those_that_do() -> None:
    assert dataset_named("auto") is None
    with pytest.raises(SettingsError, match="Known: auto, ged, acled"):
        dataset_named("gtd")


def test_unknown_columns_go_along(tmp_path: Path) -> None:
    path = saved(tmp_path / "ged.csv", ROW | {"Coder": "team A"}, columns=(*COLUMNS, "Coder"))
    (row,) = rows_in(path)
    assert isinstance(row, CodedRow)
    assert row.cells["Coder"] == "team A"
