"""UCDP GED: rows keep the rules of GED, events are in one of the two files, and what is lost is told."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.checks.rows.ged import breaches_of, header_breaches, missing_of
from dateline.codebook.ged import ged_columns
from dateline.exports.cells import unsafe
from dateline.exports.coded import CodedEvent, Dated
from dateline.exports.format import format_named
from dateline.exports.formats.ged.row import made_of
from tests.exports.coded_samples import (
    ARMY,
    CIVILIANS,
    MALAKAL,
    REED,
    cited,
    coded_event,
    exported,
    number,
    numbered,
    party,
    toll,
)

GUNMEN = party("gunmen", "other", "actor")
GUARD = party("River Guard", "militia", "recipient")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def row_of(event: CodedEvent) -> dict[str, str]:
    """The row that an event comes to, as whoever imports it reads it."""
    made = made_of(event)
    return {column: made.cells.get(column, "") for column in ged_columns()}


def lost_of(event: CodedEvent) -> set[tuple[str, str, str]]:
    """What is told as dropped or changed: (kind, column, value)."""
    return {(kind, column, value) for kind, column, value, _ in made_of(event).lost}


def when(start: str | None, end: str | None, precision: Any = "day") -> Dated:
    return Dated(start, end, precision, None, None)


def test_a_whole_event_fills_a_row_of_ged(tmp_path: Path) -> None:
    path, _ = exported("ged", tmp_path, coded_event())
    (row,) = rows_of(path)
    assert breaches_of(row) == missing_of(row) == []
    assert {k: v for k, v in row.items() if v} == {
        "relid": "hap-00000000000a", "year": "2031", "code_status": "Dateline: not vetted", "type_of_violence": "1",
        "dyad_name": "Government of South Sudan - Reed Front", "side_a": "Government of South Sudan",
        "side_b": "Reed Front", "number_of_sources": "1",
        "source_article": '"Nile Wire,2031-05-07,fighters of the Reed Front attacked an army post near Malakal on '
        'Tuesday, killing at least four soldiers"',
        "source_office": "Nile Wire", "source_date": "2031-05-07", "source_headline": "Army post attacked",
        "source_original": "an army spokesman", "where_prec": "2", "where_coordinates": "Malakal",
        "where_description": "near Malakal", "adm_1": "Upper Nile", "latitude": "9.53342", "longitude": "31.66049",
        "geom_wkt": "POINT (31.66049 9.53342)", "priogrid_gid": "143704", "country": "South Sudan",
        "country_id": "626", "region": "Africa", "event_clarity": "1", "date_prec": "1", "date_start": "2031-05-06",
        "date_end": "2031-05-06", "deaths_a": "4", "deaths_b": "0", "deaths_civilians": "0", "deaths_unknown": "0",
        "best": "4", "high": "4", "low": "4", "gwnoa": "626",
    }  # fmt: skip


def test_the_header_is_that_of_ged(tmp_path: Path) -> None:
    for name in ("ged", "ged-shaped"):
        path, _ = exported(name, tmp_path)
        with path.open(encoding="utf-8", newline="") as stream:
            assert header_breaches(next(csv.reader(stream))) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"included": False, "excluded_by": "no independent voice"}, "the case leaves it out"),
        ({"status": "planned"}, "it is not told as something that happened"),
        ({"status": "denied"}, "it is not told as something that happened"),
        ({"deaths": None}, "no death is told"),
        ({"deaths": number(0, 0, 0)}, "no death is told for certain"),
        ({"deaths": number(None, None, 20)}, "no death is told for certain"),
        ({"parties": (GUNMEN, ARMY)}, "no dyad is known"),
        ({"parties": (REED,)}, "no dyad is known"),
        ({"parties": ()}, "no dyad is known"),
        ({"parties": (REED, party("the army", "military", "recipient"))}, "no dyad is known"),
        ({"where": None}, "no place is told"),
        ({"where": replace(MALAKAL, name=" ")}, "the place has no name"),
        ({"where": replace(MALAKAL, lat=None)}, "no point is known"),
        ({"where": replace(MALAKAL, lon=181.0)}, "no point is known"),
        ({"where": replace(MALAKAL, where_prec=None)}, "it is not known how precise"),
        ({"where": replace(MALAKAL, country=None, where_prec=7)}, "the place is in no country"),
        ({"where": replace(MALAKAL, country="AQ")}, "the place is in no country"),
        ({"when": None}, "no day is told"),
        ({"when": when("2031-05-01", None, "range")}, "the days are open"),
        ({"when": when("2029-05-01", "2031-05-01", "range")}, "the days are open, or more than a year"),
    ],
)
def test_what_is_no_event_of_ged_goes_to_the_other_file_with_the_reason(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    event = coded_event(**change)
    strict, told = exported("ged", tmp_path, event)
    shaped, _ = exported("ged-shaped", tmp_path, event)
    assert rows_of(strict) == []
    (row,) = rows_of(shaped)
    assert breaches_of(row) == []
    assert row["code_status"].startswith(f"Dateline: {reason}")
    ((kind, _, why),) = told.counts
    assert kind == "left out"
    assert why.startswith(reason)


def test_each_event_is_in_one_of_the_two_files_and_left_out_of_the_other(tmp_path: Path) -> None:
    events = [numbered(coded_event(**({} if n % 3 else {"deaths": None})), n) for n in range(9)]
    strict, of_strict = exported("ged", tmp_path, *events)
    shaped, of_shaped = exported("ged-shaped", tmp_path, *events)
    ids = [{row["relid"] for row in rows_of(path)} for path in (strict, shaped)]
    assert [len(found) for found in ids] == [6, 3]
    assert ids[0] | ids[1] == {event.id for event in events}
    assert of_strict.counts["left out", "", "no death is told"] == 3
    assert of_shaped.counts["left out", "", "it is an event of GED: see the export ged"] == 6


@pytest.mark.parametrize(
    ("parties", "ucdp", "found"),
    [
        ((REED, ARMY), 1, ("1", "Government of South Sudan", "Reed Front", "626", "")),
        ((REED, ARMY), None, ("1", "Government of South Sudan", "Reed Front", "626", "")),
        ((REED, GUARD), 2, ("2", "Reed Front", "River Guard", "", "")),
        ((REED, GUARD), 1, ("2", "Reed Front", "River Guard", "", "")),
        ((REED, CIVILIANS), 3, ("3", "Reed Front", "Civilians", "", "")),
        ((REED, CIVILIANS), None, ("3", "Reed Front", "Civilians", "", "")),
        ((REED, ARMY, CIVILIANS), 3, ("3", "Reed Front", "Civilians", "", "")),
        ((REED, party("Ann Example", "person", "recipient")), 3, ("3", "Reed Front", "Civilians", "", "")),
        (
            (party("Sudan", "state", "side_a", "SD"), party("Chad", "state", "side_b", "TD")), 1,
            ("1", "Government of Sudan", "Government of Chad", "625", "483"),
        ),
        (
            (party("FARDC", "military", "actor", "CD"), CIVILIANS), 3,
            ("3", "Government of DR Congo (Zaire)", "Civilians", "490", ""),
        ),
        (
            (party("Gaza police", "police", "actor", "PS"), GUARD), None,
            ("2", "Gaza police", "River Guard", "", ""),
        ),
        ((GUNMEN, CIVILIANS), 3, ("", "gunmen", "Civilians", "", "")),
        ((GUNMEN,), 2, ("2", "gunmen", "", "", "")),
        (
            (party("police", "police", "actor", "SS"), ARMY), 1,
            ("", "Government of South Sudan", "Government of South Sudan", "626", "626"),
        ),
        ((party("Civilians", "militia", "actor"), ARMY), 1, ("", "Civilians", "Government of South Sudan", "", "626")),
    ],
)  # fmt: skip
def test_sides_follow_from_who_takes_part(parties: Any, ucdp: int | None, found: tuple[str, ...]) -> None:
    row = row_of(coded_event(parties=parties, ucdp=ucdp, tolls=()))
    assert tuple(row[c] for c in ("type_of_violence", "side_a", "side_b", "gwnoa", "gwnob")) == found
    assert breaches_of(row) == []


def test_civilians_among_the_dead_make_violence_of_one_organised_side_one_sided() -> None:
    assert row_of(coded_event(parties=(REED,), ucdp=None, tolls=(toll("civilians", 4),)))["type_of_violence"] == "3"
    denied = coded_event(
        parties=(REED,), ucdp=None, tolls=(toll("civilians", 4),), cited=(cited(stance="denied"),)
    )  # fmt: skip
    assert row_of(denied)["type_of_violence"] == ""


def test_who_stands_under_another_name_or_not_at_all_is_told() -> None:
    event = coded_event(parties=(REED, ARMY, party("Nile Brigade", "militia", "associate")), ucdp=2)
    assert {
        ("changed", "side_a", "South Sudan army"),
        ("dropped", "side_a", "Nile Brigade"),
        ("changed", "type_of_violence", "2"),
    } <= lost_of(event)


@pytest.mark.parametrize(
    ("deaths", "found", "told"),
    [
        (number(4, 4, 4), ("4", "4", "4"), set()),
        (number(3, None, None, hedge="several"), ("3", "3", "3"), {"best", "high"}),
        (number(None, 12, None, hedge="about"), ("12", "12", "12"), {"low", "best", "high"}),
        (number(None, None, 20, hedge="at most"), ("0", "0", "20"), {"best"}),
        (number(10, 12, 15), ("10", "12", "15"), set()),
        (number(14, 12, 11), ("12", "12", "12"), {"low", "high"}),
        (number(2.4, 2.4, 2.4), ("2", "2", "2"), {"low", "best", "high"}),
        (number(float("nan"), 5, float("inf")), ("5", "5", "5"), {"low", "high"}),
    ],
)
def test_numbers_of_dead_are_whole_and_in_order(deaths: Any, found: tuple[str, ...], told: set[str]) -> None:
    event = coded_event(deaths=deaths, deaths_shown="as shown", tolls=(), parties=(REED, ARMY))
    row = row_of(event)
    assert (row["low"], row["best"], row["high"]) == found
    assert {column for kind, column, _ in lost_of(event) if column in {"low", "best", "high"}} == told
    assert breaches_of(row) == []


@pytest.mark.parametrize(
    ("tolls", "best", "parts"),
    [
        ((), 9, ("0", "0", "0", "9")),
        ((toll("South Sudan army", 5), toll("Reed Front", 2), toll("civilians", 1)), 9, ("5", "2", "1", "1")),
        ((toll("unknown", 9), toll("civilians", 3)), 9, ("0", "0", "3", "6")),
        ((toll("South Sudan army", 5), toll("Reed Front", 5)), 9, ("0", "0", "0", "9")),
        ((toll("Nile Brigade", 5),), 9, ("0", "0", "0", "9")),
        ((toll("South Sudan army", 4), toll("civilians", 9)), 9, ("4", "0", "0", "5")),
        ((toll("civilians", 9),), 9, ("0", "0", "9", "0")),
        ((toll("civilians", 12),), 9, ("0", "0", "0", "9")),
        ((toll("civilians", None, low=3, hedge="several"),), 9, ("0", "0", "3", "6")),
        ((toll("civilians", 4, harm="injured"),), 9, ("0", "0", "0", "9")),
    ],
)
def test_the_dead_of_the_sides_add_up_to_the_whole(tolls: Any, best: int, parts: tuple[str, ...]) -> None:
    row = row_of(coded_event(deaths=number(best, best, best), tolls=tolls))
    assert tuple(row[c] for c in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")) == parts
    assert breaches_of(row) == []


def test_parts_of_different_tellings_and_of_third_parties_are_told() -> None:
    over = coded_event(deaths=number(9, 9, 9), tolls=(toll("South Sudan army", 5), toll("Reed Front", 5)))
    assert {("dropped", "deaths_a", "5"), ("dropped", "deaths_b", "5")} <= lost_of(over)
    third = coded_event(deaths=number(9, 9, 9), tolls=(toll("Nile Brigade", 5),))
    assert ("changed", "deaths_unknown", "Nile Brigade: 5") in lost_of(third)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"where_prec": 1, "admin1": None}, ("1", "", "")),
        ({"where_prec": 3, "kind": "district"}, ("3", "Upper Nile", "Malakal")),
        ({"where_prec": 3, "admin1": None}, ("5", "", "")),
        ({"where_prec": 4, "admin1": None, "name": "Upper Nile"}, ("4", "Upper Nile", "")),
        ({"where_prec": 4, "admin1": None, "name": " "}, ("5", "", "")),
        ({"where_prec": 5}, ("5", "Upper Nile", "")),
        ({"where_prec": 6, "admin1": None}, ("6", "", "")),
        ({"where_prec": 6}, ("6", "", "")),
        ({"where_prec": 7}, ("7", "Upper Nile", "")),
    ],
)
def test_the_precision_of_a_place_goes_with_its_divisions(place: dict[str, Any], found: tuple[str, ...]) -> None:
    row = row_of(coded_event(where=replace(MALAKAL, **place)))
    assert tuple(row[c] for c in ("where_prec", "adm_1", "adm_2")) == found
    assert breaches_of(row) == []


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        (35.0, 38.0, "POINT (38 35)"),
        (-0.0, 0.0, "POINT (0 0)"),
        (-4.25, -70.0000004, "POINT (-70 -4.25)"),
        (90.0, 180.0, "POINT (180 90)"),
    ],
)
def test_a_point_is_written_as_ucdp_writes_it(lat: float, lon: float, point: str) -> None:
    row = row_of(coded_event(where=replace(MALAKAL, lat=lat, lon=lon)))
    assert row["geom_wkt"] == point
    assert breaches_of(row) == []


@pytest.mark.parametrize(
    ("iso2", "found"),
    [
        ("CD", ("DR Congo (Zaire)", "490", "Africa")),
        ("RS", ("Serbia (Yugoslavia)", "345", "Europe")),
        ("PS", ("Israel", "666", "Middle East")),
        ("X-SL", ("", "", "")),
    ],
)
def test_a_country_stands_as_ucdp_names_it(iso2: str, found: tuple[str, ...]) -> None:
    event = coded_event(where=replace(MALAKAL, country=iso2))
    row = row_of(event)
    assert (row["country"], row["country_id"], row["region"]) == found
    assert (("changed", "country", "PS") in lost_of(event)) == (iso2 == "PS")


@pytest.mark.parametrize(
    ("dated", "found"),
    [
        (when("2031-05-06", "2031-05-06"), ("1", "1", "2031")),
        (when("2031-05-06", "2031-05-08", "days"), ("2", "1", "2031")),
        (when("2031-05-05", "2031-05-11", "week"), ("3", "2", "2031")),
        (when("2031-04-01", "2031-04-10", "month"), ("4", "2", "2031")),
        (when("2031-04-01", "2031-04-03", "month"), ("2", "1", "2031")),
        (when("2031-01-01", "2031-12-31", "year"), ("5", "2", "2031")),
        (when("2030-12-30", "2031-01-02", "range"), ("2", "1", "2030")),
        (when("2031-05-06", "2031-05-01"), ("", "2", "2031")),
        (when(None, "2031-05-01"), ("", "2", "")),
    ],
)
def test_precision_of_days_follows_from_what_is_told_and_from_how_many_there_are(
    dated: Dated, found: tuple[str, ...]
) -> None:
    row = row_of(coded_event(when=dated))
    assert (row["date_prec"], row["event_clarity"], row["year"]) == found
    assert breaches_of(row) == []


@pytest.mark.parametrize(
    ("change", "clarity"),
    [({}, "1"), ({"count": 1.0}, "1"), ({"count": 5.0}, "2"), ({"status": "ongoing"}, "2")],
)
def test_several_happenings_told_together_are_no_clear_event(change: dict[str, Any], clarity: str) -> None:
    assert row_of(coded_event(**change))["event_clarity"] == clarity


def test_words_of_numbers_days_and_places_stay_in_the_article() -> None:
    quote = "the post was overrun"
    event = coded_event(
        when=Dated("2031-04-01", "2031-04-10", "range", "x", "early April"),
        deaths=number(3, None, None, hedge="several"),
        tolls=(toll("South Sudan army", None, low=3, hedge="several", words="several soldiers", cited=1),),
        cited=(cited(quote=quote), cited(report="doc-b", event="event-b", outlet="Ford; Ferry, Post", quote="x;y")),
        events=(("doc-a", "event-a"), ("doc-b", "event-b")),
        voices=2,
    )
    row = row_of(event)
    assert row["source_article"] == (
        f'"Nile Wire,2031-05-07,{quote} … early April … near Malakal";'
        '"Ford; Ferry  Post,2031-05-07,x;y … several soldiers"'
    )
    assert row["source_office"] == "Nile Wire;Ford, Ferry, Post"
    assert row["number_of_sources"] == "2"


def test_what_ged_has_no_column_for_is_told() -> None:
    event = coded_event(targets=("hospital",), injured_shown="9", outcome="the post fell", disputed=("deaths",))
    told = lost_of(event)
    assert {
        ("dropped", "plover", "ASSAULT/firearms"), ("dropped", "contexts", "military"), ("dropped", "means", "rifles"),
        ("dropped", "acled", "Battles/Armed clash"), ("dropped", "targets", "hospital"), ("dropped", "injured", "9"),
        ("dropped", "outcome", "the post fell"), ("changed", "best", "at least 4"),
    } <= told  # fmt: skip


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://example.org")', "+1", "-2+3", "A\rb\nc", "\u202eEvil", 'Say "so"', "X" * 50_000]
)
def test_no_name_breaks_a_row_or_acts_as_a_formula(tmp_path: Path, name: str) -> None:
    event = coded_event(
        parties=(replace(REED, name=name), replace(ARMY, name=name)),
        where=replace(MALAKAL, name=name, words=name, admin1=name),
        cited=(cited(outlet=name, title=name, source=name, quote=name),),
    )
    path, _ = exported("ged", tmp_path, event)
    (row,) = rows_of(path)
    assert breaches_of({column: unsafe(cell) for column, cell in row.items()}) == []
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-2")) or "\u202e" in cell or "\n" in cell]


def test_numbers_below_zero_stay_numbers(tmp_path: Path) -> None:
    path, _ = exported("ged", tmp_path, coded_event(where=replace(MALAKAL, lat=-4.25, lon=-70.5)))
    (row,) = rows_of(path)
    assert (row["latitude"], row["longitude"]) == ("-4.25", "-70.5")


def test_the_table_of_the_mapping_names_the_columns_in_order() -> None:
    for name in ("ged", "ged-shaped"):
        assert [row.column for row in format_named(name).mapping()] == list(ged_columns())
