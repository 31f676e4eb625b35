"""HXL, held to libhxl: its own validator with its own rules, and its reader."""

from __future__ import annotations

import csv
import logging
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from dateline.exports.coded import CodedEvent, Dated
from dateline.exports.format import format_named
from dateline.exports.formats.hxl import COLUMNS, NO_TOLLS, NOT_COUNTED, NOT_REAL
from tests.exports.any_coded import LISTS, QUICK, made
from tests.exports.coded_samples import MALAKAL, cited, coded_event, number, numbered, toll

hxl = import_module("hxl")


def source(path: Path) -> Any:
    return hxl.data(str(path), hxl.InputOptions(allow_local=True))


def report(path: Path) -> dict[str, Any]:
    logging.getLogger("hxl").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # libhxl leaves its files to be closed by chance
        found: dict[str, Any] = hxl.validate(source(path))
    return found


def errors(path: Path) -> list[str]:
    return [issue["description"] for issue in report(path)["issues"] if issue["severity"] == "error"]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        next(stream)
        return list(csv.DictReader(stream))


EARLY = Dated(None, "2031-04-10", "range", "relative", "early April")
SEVERAL = coded_event(
    when=EARLY, deaths=number(3, None, None, hedge="several"), deaths_shown="several (3 or more)",
    cited=(cited(), cited(source="residents", outlet="Post")),
    tolls=(toll("civilians", None, low=3, hedge="several"),) * 2,
)  # fmt: skip


def test_libhxl_finds_it_valid() -> None:
    with made("hxl", [coded_event(), numbered(SEVERAL, 2), numbered(coded_event(where=None, when=None), 3)]) as (
        path,
        _,
        _,
    ):
        found = report(path)
    assert found["is_valid"], found["issues"]


def test_names_come_first_and_hashtags_second() -> None:
    with made("hxl", [coded_event()]) as (path, _, _):
        first, second, _ = csv.reader(path.read_text("utf-8").splitlines())
        with source(path) as read:
            assert [c.display_tag for c in read.columns] == list(COLUMNS)
            assert [c.header for c in read.columns] == first
    assert second == list(COLUMNS)
    assert all(tag.startswith("#") for tag in second)


@pytest.mark.parametrize(
    ("tag", "cell"),
    [
        ("#event+type+acled", "Battles"),
        ("#event+type+sub+acled", "Armed clash"),
        ("#date+start", "2031-05-06"),
        ("#geo+lat", "9.53342"),
        ("#meta+precision+geo", "2"),
        ("#country+code+v_iso2", "SS"),
        ("#group+name+actor", "Reed Front"),
        ("#affected+killed", "4"),
        ("#affected+killed+high", ""),
        ("#date+reported", "2031-05-07"),
    ],
)
def test_what_is_told_stands_below_its_hashtag(tag: str, cell: str) -> None:
    with made("hxl", [coded_event()]) as (path, _, _):
        (found,) = rows_of(path)
    assert found[tag] == cell


def test_words_are_kept_in_the_description_and_numbers_stand_alone() -> None:
    with made("hxl", [SEVERAL]) as (path, losses, _):
        (found,) = rows_of(path)
    assert "early April" in found["#description"]
    assert "killed: several (3 or more)" in found["#description"]
    assert (found["#affected+killed"], found["#affected+killed+low"], found["#date+start"]) == ("", "3", "")
    assert found["#meta+source"] == "Nile Wire | Post"
    assert ("dropped", "tolls", NO_TOLLS) in losses.counts


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "happened"}, None),
        ({"status": "ongoing"}, None),
        ({"status": "alleged"}, None),
        ({"status": "planned"}, NOT_REAL),
        ({"status": "possible"}, NOT_REAL),
        ({"status": "denied"}, NOT_REAL),
        ({"included": False, "excluded_by": "a rule"}, NOT_COUNTED),
    ],
)
def test_what_would_be_added_up_wrongly_is_no_row_and_is_told(change: dict[str, Any], reason: str | None) -> None:
    with made("hxl", [coded_event(**change)]) as (path, losses, count):
        assert count == len(rows_of(path)) == (0 if reason else 1)
    assert [r for kind, _, r in losses.counts if kind == "left out"] == ([reason] if reason else [])


def test_the_validator_would_find_what_is_no_number_and_no_day(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("Killed,When\n#affected+killed,#date+start\nseveral,early April\n", "utf-8")
    assert len(errors(path)) == 2


@QUICK
@given(LISTS)
def test_whatever_comes_libhxl_finds_no_fault(events: list[CodedEvent]) -> None:
    whole = coded_event(id="hap-whole", where=MALAKAL)  # a file without a value is no table to libhxl
    with made("hxl", [whole, *events]) as (path, _, count):
        assert errors(path) == []
        assert not [i for i in report(path)["issues"] if "whitespace" in i["description"]]
        found = rows_of(path)
    assert count == len(found)


def test_its_table_names_the_hashtags_in_order() -> None:
    assert [m.column for m in format_named("hxl").mapping()] == list(COLUMNS)
