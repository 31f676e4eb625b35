"""The rules of a UCDP GED table: a good row keeps all, and each rule is broken by the row that should break it."""

from __future__ import annotations

import pytest

from dateline.checks.rows.ged import breaches_of, header_breaches, missing_of
from dateline.codebook.ged import ged_columns
from dateline.codebook.priogrid import priogrid_gid

GOOD = {
    "id": "900001", "relid": "XYZ-2031-1", "year": "2031", "active_year": "1", "code_status": "Clear",
    "type_of_violence": "1", "dyad_name": "Government of Syria - Band of the Reed", "conflict_name": "",
    "side_a": "Government of Syria", "side_b": "Band of the Reed", "number_of_sources": "1",
    "source_article": '"Invented Post,2031-04-03,Two die"', "where_prec": "3", "where_coordinates": "Afrin district",
    "adm_1": "Aleppo Governorate", "adm_2": "Afrin district", "latitude": "36.5", "longitude": "36.75",
    "geom_wkt": "POINT (36.75 36.5)", "priogrid_gid": str(priogrid_gid(36.5, 36.75)), "country": "Syria",
    "country_id": "652", "region": "Middle East", "event_clarity": "1", "date_prec": "1", "date_start": "2031-04-02",
    "date_end": "2031-04-02", "deaths_a": "1", "deaths_b": "1", "deaths_civilians": "0", "deaths_unknown": "0",
    "best": "2", "high": "4", "low": "2",
}  # fmt: skip
"""Fiction."""


def broken(**cells: str) -> set[tuple[str, str]]:
    """Column and rule of what a row breaks that is good but for these cells."""
    return {(b.column, b.rule) for b in breaches_of({**GOOD, **cells})}


def test_a_good_row_keeps_every_rule_and_misses_nothing() -> None:
    assert broken() == set()
    assert missing_of(GOOD) == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"best": "two"}, ("best", "whole")),
        ({"best": "2.5"}, ("best", "whole")),
        ({"best": "٢"}, ("best", "whole")),
        ({"best": "2" * 16}, ("best", "whole")),
        ({"longitude": "３６.75"}, ("longitude", "degrees")),
        ({"deaths_a": "-1", "deaths_unknown": "2"}, ("deaths_a", "range")),
        ({"type_of_violence": "4"}, ("type_of_violence", "range")),
        ({"where_prec": "0"}, ("where_prec", "range")),
        ({"date_prec": "6"}, ("date_prec", "range")),
        ({"event_clarity": "3"}, ("event_clarity", "range")),
        ({"active_year": "yes"}, ("active_year", "flag")),
        ({"latitude": "91"}, ("latitude", "range")),
        ({"longitude": "36,75"}, ("longitude", "degrees")),
        ({"longitude": "1e999"}, ("longitude", "degrees")),
        ({"date_start": "02/04/2031"}, ("date_start", "day")),
        ({"date_end": "2031-02-30"}, ("date_end", "day")),
        ({"geom_wkt": "36.75 36.5"}, ("geom_wkt", "point")),
        ({"low": "3"}, ("best", "low-best-high")),
        ({"high": "1"}, ("best", "low-best-high")),
        ({"deaths_unknown": "1"}, ("deaths_a", "deaths sum")),
        ({"date_end": "2031-04-01"}, ("date_end", "date order")),
        ({"date_end": "2031-04-03"}, ("date_prec", "date span")),
        ({"date_prec": "4"}, ("date_prec", "date span")),
        ({"year": "2030"}, ("year", "year")),
        ({"adm_2": ""}, ("adm_2", "admin level")),
        ({"where_prec": "4"}, ("adm_2", "admin level")),
        ({"where_prec": "4", "adm_1": "", "adm_2": ""}, ("adm_1", "admin level")),
        ({"where_prec": "6", "adm_2": ""}, ("adm_1", "admin level")),
        ({"geom_wkt": "POINT (36.5 36.75)"}, ("geom_wkt", "point")),
        ({"priogrid_gid": "1"}, ("priogrid_gid", "priogrid")),
        ({"side_a": "Band of the Reed", "side_b": "Government of Syria", "dyad_name": ""}, ("side_a", "sides")),
        ({"type_of_violence": "2"}, ("side_a", "sides")),
        ({"type_of_violence": "3"}, ("side_b", "sides")),
        ({"side_b": "Civilians", "dyad_name": ""}, ("side_b", "sides")),
        ({"dyad_name": "Syria - Reed"}, ("dyad_name", "dyad")),
        ({"country_id": "640"}, ("country_id", "country")),
        ({"country": "Türkiye", "country_id": "640", "region": "Europe"}, ("region", "region")),
        ({"country": "Atlantis", "region": "Asia"}, ("region", "region")),
        ({"gwnoa": "640"}, ("gwnoa", "side number")),
        ({"gwnob": "652"}, ("gwnob", "side number")),
    ],
)
def test_a_cell_that_does_not_fit_breaks_its_rule(cells: dict[str, str], found: tuple[str, str]) -> None:
    assert broken(**cells) == {found}


@pytest.mark.parametrize(
    "cells",
    [
        {"best": "2.0", "year": "2031.0", "active_year": "True"},
        {"date_start": "2031-04-02 00:00:00.000", "date_end": "2031-04-02T00:00:00"},
        {"number_of_sources": "-1"},
        {"date_prec": "2", "date_end": "2031-04-07"},
        {"date_prec": "3", "date_end": "2031-04-08"},
        {"date_prec": "4", "date_start": "2031-04-01", "date_end": "2031-04-30"},
        {"date_prec": "5", "date_start": "2031-01-01", "date_end": "2031-12-31"},
        {"where_prec": "6", "adm_1": "", "adm_2": ""},
        {"where_prec": "5", "adm_2": ""},
        {"where_prec": "1", "adm_2": ""},
        {"type_of_violence": "2", "side_a": "Men of the Ford", "dyad_name": "Men of the Ford - Band of the Reed"},
        {"type_of_violence": "3", "side_b": "Civilians", "dyad_name": "Government of Syria - Civilians"},
        {"geom_wkt": "POINT(36.7500 36.50)"},
        {"id": "", "relid": "", "gwnoa": ""},
        {"gwnoa": "652.0"},
        {"country": "Atlantis", "country_id": "999", "region": "Under the sea"},
        {"country": "Serbia (Yugoslavia)", "country_id": "345", "region": "Europe"},
        {"country": "Serbia", "country_id": "340", "region": "Europe"},
    ],
)
def test_other_spellings_and_empty_cells_are_no_breach(cells: dict[str, str]) -> None:
    assert broken(**cells) == set()


def test_columns_that_an_older_release_lacks_break_no_rule_but_are_missed_where_events_need_them() -> None:
    assert breaches_of({"id": "7", "best": "1"}) == []
    assert {b.column for b in missing_of({**GOOD, "country": " "})} == {"country"}


def test_a_message_says_in_words_what_does_not_fit() -> None:
    (found,) = breaches_of({**GOOD, "date_prec": "3"})
    assert found.message == "date_prec 3 is for 7 days; 2031-04-02 to 2031-04-02 is 1"


def test_the_header_has_49_columns_in_one_order() -> None:
    names = list(ged_columns())
    assert (len(names), names[0], names[5], names[-1]) == (49, "id", "type_of_violence", "gwnob")
    assert header_breaches(names) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda n: n[:-1], "column missing"),
        (lambda n: [*n, "notes"], "column unknown"),
        (lambda n: [*n, "id"], "column twice"),
        (lambda n: [n[1], n[0], *n[2:]], "column order"),
    ],
)
def test_another_header_is_told(change: object, rule: str) -> None:
    assert callable(change)
    assert {b.rule for b in header_breaches(change(list(ged_columns())))} == {rule}


@pytest.mark.parametrize(
    ("lat", "lon", "gid"),
    [
        (-90, -180, 1),
        (-89.6, -179.4, 2),
        (-89.5, -180, 721),
        (34.802462, 36.707602, 179714),
        (90, 180, 259200),
        (0, 0, 129961),
    ],
)
def test_cells_of_priogrid_are_counted_from_the_south_west(lat: float, lon: float, gid: int) -> None:
    assert priogrid_gid(lat, lon) == gid


def test_what_is_no_point_has_no_cell() -> None:
    with pytest.raises(ValueError, match="no point on earth"):
        priogrid_gid(91, 0)
