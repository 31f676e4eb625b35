"""Dates of a table's column."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.readers.table.dates import Dates, Order, order_of


def _never() -> list[str]:
    raise AssertionError("the column was asked for")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2017-05-17", "2017-05-17"),
        (" 2017-05-17 ", "2017-05-17"),
        ("2017-05-17 23:30", "2017-05-17"),
        ("2017-05-17T23:30:00+03:00", "2017-05-17"),
        ("2017-05-17T23:30:00.000Z", "2017-05-17"),
        ("20170517T233000Z", "2017-05-17"),
        ("20170517", "2017-05-17"),
        ("20170517233000", "2017-05-17"),
        ("2017/5/7", "2017-05-07"),
        ("17 May 2017", "2017-05-17"),
        ("17 may 2017", "2017-05-17"),
        ("17-May-2017", "2017-05-17"),
        ("May 17, 2017", "2017-05-17"),
        ("Wed, 17 May 2017 10:00:00 +0300", "2017-05-17"),
        ("Wednesday, May 17, 2017 Wednesday", "2017-05-17"),
        ("17/05/2017", "2017-05-17"),
        ("05/17/2017 10:00", "2017-05-17"),
        ("5/5/2017", "2017-05-05"),
        ("03.04.2017", "2017-04-03"),
        ("", None),
        (" \t", None),
    ],
)
def test_dates_that_can_be_read_in_one_way_only_are_read(cell: str, day: str | None) -> None:
    assert Dates(None, lambda: [cell]).day(cell, "row") == day


@pytest.mark.parametrize(
    "cell",
    [
        "yesterday", "2017", "May 2017", "42872", "1495000000", "1495000000000", "2017-02-30", "2017-13-01",
        "31/02/2017", "13/13/2017", "17/05/17", "0000-00-00", "1899-12-30", "1/1/1899", "17 mai 2017",
        "x" * 5000, "2017" * 500,
    ],
)  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_refused(cell: str) -> None:
    with pytest.raises(InputError, match=r"is no date that can be read\. Write it as YYYY-MM-DD"):
        Dates(None, lambda: [cell]).day(cell, "row")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2017", "17/05/2017"], "dmy"),
        (["03/04/2017", "05/17/2017"], "mdy"),
        (["3-4-2017", "17-5-2017"], "dmy"),
        (["03/04/2017", "05/06/2017"], None),
        (["03/04/2017", "5/5/2017"], None),
        (["17/05/2017", "05/17/2017"], None),
        (["03/04/2017", "17.05.2017", "2017-05-17", "x"], None),
        ([], None),
    ],
)
def test_the_whole_column_tells_the_order_of_its_dates(cells: list[str], order: Order | None) -> None:
    assert order_of(cells) == order
    dates = Dates(None, lambda: cells)
    if order is None:
        with pytest.raises(InputError, match="may be in month 3 or 4"):
            dates.day("03/04/2017", "row")
    else:
        assert dates.day("03/04/2017", "row") == {"dmy": "2017-04-03", "mdy": "2017-03-04"}[order]


def test_the_user_s_order_is_kept_to_and_the_column_not_asked() -> None:
    assert Dates("dmy", _never).day("03/04/2017", "row") == "2017-04-03"
    assert Dates("mdy", _never).day("03/04/2017", "row") == "2017-03-04"
    with pytest.raises(InputError, match="no date that can be read"):
        Dates("dmy", _never).day("05/17/2017", "row")


def test_the_column_is_asked_once_and_only_for_a_date_that_needs_it() -> None:
    asked: list[int] = []

    def column() -> list[str]:
        asked.append(1)
        return ["17/05/2017"]

    dates = Dates(None, column)
    assert dates.day("2017-05-17", "row") == "2017-05-17"
    assert asked == []
    assert [dates.day(cell, "row") for cell in ("3/4/2017", "4/3/2017")] == ["2017-04-03", "2017-03-04"]
    assert asked == [1]


def test_a_date_that_can_be_read_two_ways_says_how_to_tell() -> None:
    with pytest.raises(InputError, match=r"^row: “03/04/2017” .*--date-order dmy or mdy; .*--column published="):
        Dates(None, list).day("03/04/2017", "row")
