"""CSV of events: every column, typed values back out of the cells, nothing lost that is not told."""

from __future__ import annotations

import csv
import errno
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from dateline.errors import OutputError
from dateline.exports.cells import LONGEST, as_csv, cut, joined, parted, safe, unsafe, visible
from dateline.exports.coded import CodedEvent, Dead
from dateline.exports.flat.columns import COLUMNS, row
from dateline.exports.flat.event import civilian_deaths
from dateline.exports.format import format_named
from dateline.exports.losses import losses_in
from dateline.exports.writing import write_export
from tests.exports.any_coded import LISTS, QUICK, made
from tests.exports.coded_samples import cited, coded_event, material_of_events, number, toll


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def only(event: CodedEvent) -> dict[str, str]:
    with made("csv", [event]) as (path, _, _):
        (found,) = rows_of(path)
    return found


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("id", "hap-00000000000a"),
        ("acled_event_type", "Battles"),
        ("acled_sub_event_type", "Armed clash"),
        ("start", "2031-05-06"),
        ("date_prec", "1"),
        ("time_precision", "1"),
        ("date_words", "on Tuesday"),
        ("lat", "9.53342"),
        ("where_prec", "2"),
        ("geo_precision", "1"),
        ("radius_km", "25"),
        ("actor", "Reed Front"),
        ("actor_kind", "rebel group"),
        ("actor_country", ""),
        ("recipient_country", "SS"),
        ("deaths_best", "4"),
        ("deaths_high", ""),
        ("deaths_shown", "at least 4"),
        ("injured_best", ""),
        ("included", "true"),
        ("toll_hedges", "at least"),
        ("toll_voices", "1"),
        ("claim_ids", "claim-00000000000a"),
        ("quote_starts", "40"),
        ("accounts", "doc-00000000000a/event-00000000000a"),
    ],
)
def test_what_is_told_of_an_event_stands_in_its_column(column: str, cell: str) -> None:
    assert only(coded_event())[column] == cell


@pytest.mark.parametrize(
    ("change", "column", "cell"),
    [
        ({"included": False, "excluded_by": "a rule"}, "included", "false"),
        ({"deaths": number(0, 0, 0)}, "deaths_best", "0"),
        ({"tolls": (toll("civilians", 0), toll("unknown", 2))}, "toll_best", "0 | 2"),
        ({"where": None}, "lat", ""),
        ({"when": None}, "date_prec", ""),
        ({"acled": "Riots/Of a kind that nobody knows"}, "acled_event_type", "Riots/Of a kind that nobody knows"),
        ({"cited": (cited(url=None), cited(url="https://example.org/2"))}, "urls", " | https://example.org/2"),
        ({"cited": (cited(url=None), cited(url=None))}, "urls", ""),
        ({"count": 5.0}, "count", "5"),
    ],
)
def test_nought_no_and_nothing_are_told_apart(change: dict[str, Any], column: str, cell: str) -> None:
    assert only(coded_event(**change))[column] == cell


@pytest.mark.parametrize(
    ("dead", "found"),
    [
        ((Dead("civilians", number(4, 4, 9)),), (4, 4, 9)),
        ((Dead("South Sudan army", number(2, 2, 2)), Dead("civilians", number(0, 0, 0))), (0, 0, 0)),
        ((Dead("civilians", number(3, None, None, hedge="several")),), (3, None, None)),
        ((Dead("South Sudan army", number(3, 3, 3)),), (None, None, None)),
        ((), (None, None, None)),
    ],
)
def test_civilians_killed_are_as_many_as_the_case_shows(
    dead: tuple[Dead, ...], found: tuple[float | None, ...]
) -> None:
    rival = (toll("civilians", 1), toll("civilians", 40))
    assert civilian_deaths(coded_event(tolls=rival, dead=dead)) == found


def test_a_text_longer_than_a_cell_is_cut_and_told() -> None:
    with made("csv", [coded_event(outcome="x" * 40_000), coded_event(outcome="short")]) as (path, losses, _):
        first, second = rows_of(path)
    assert (len(first["outcome"]), first["outcome"][-1], second["outcome"]) == (LONGEST, "…", "short")
    assert [key[:2] for key in losses.counts] == [("changed", "outcome")]


def test_columns_of_a_dataset_and_days_of_no_calendar_are_told() -> None:
    when = coded_event().when
    assert when is not None
    odd = coded_event(
        row={"id": "1"}, dataset="ucdp-ged", when=type(when)("2031-02-30", "2031-05-06T10:00", "day", None, None)
    )
    with made("csv", [odd]) as (path, losses, _):
        (found,) = rows_of(path)
    assert (found["start"], found["end"]) == ("", "2031-05-06")
    assert {key[:2] for key in losses.counts} == {("dropped", "row"), ("dropped", "start"), ("changed", "end")}


@QUICK
@given(LISTS)
def test_whatever_comes_every_cell_is_safe_and_gives_its_values_back(events: list[CodedEvent]) -> None:
    with made("csv", events) as (path, _, count):
        content = path.read_bytes()
        found = rows_of(path)
    assert count == len(found) == len(events)
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") >= 1 + len(events)
    assert b"\r" not in content
    for event, cells in zip(events, found, strict=True):
        texts = {c.name for c in COLUMNS if c.kind in {"text", "texts"}}
        assert all(safe(unsafe(cells[name])) == cells[name] for name in texts)
        for column, value in zip(COLUMNS, row(event), strict=True):
            cell = cells[column.name]
            if column.kind == "text":
                assert unsafe(cell) == visible(value or "")  # type: ignore[arg-type]
            elif column.kind == "texts":
                several: tuple[str, ...] = value  # type: ignore[assignment]
                assert parted(unsafe(cell)) == (parted(visible(joined(several))) if any(several) else [])
            elif column.kind == "number" and value is not None:
                assert float(cell) == pytest.approx(value)


@QUICK
@given(LISTS)
def test_ordinary_texts_told_fast_are_told_as_the_long_way_does(events: list[CodedEvent]) -> None:
    for event in events:
        for text in (event.title, *event.means, *(c.quote for c in event.cited)):
            assert as_csv(text) == safe(cut(visible(text)))


def test_the_shortcut_takes_no_sign_for_harmless_that_is_not() -> None:
    for code in range(0x110000):
        sign = chr(code)
        if sign.isprintable():
            assert visible(sign) == sign
        assert as_csv(f"a{sign}=") == safe(visible(f"a{sign}="))
        assert as_csv(sign) == safe(visible(sign))


def test_its_table_names_each_column_once() -> None:
    named = [m.column for m in format_named("csv").mapping()]
    assert named == [c.name for c in COLUMNS]
    assert len(set(named)) == len(named)


def test_the_report_of_losses_is_as_safe_as_the_table(tmp_path: Path) -> None:
    with losses_in(tmp_path / "losses.csv") as losses:
        losses.dropped("=1+1", "row", "@SUM(A1)", "a reason")
    _, found = csv.reader((tmp_path / "losses.csv").read_text("utf-8").splitlines())
    assert found == ["dropped", "'=1+1", "row", "'@SUM(A1)", "a reason", "1"]


def test_a_full_disk_is_told_with_the_name_of_the_file(tmp_path: Path) -> None:
    def full(*args: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    format_ = replace(format_named("csv"), write=full)
    with pytest.raises(OutputError, match=r"out\.csv: cannot be written: No space left"):
        write_export(format_, material_of_events(coded_event()), tmp_path / "out.csv")
    assert not list(tmp_path.iterdir())
