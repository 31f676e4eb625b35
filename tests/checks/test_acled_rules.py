"""The rules of an ACLED table: a good row keeps all, and each rule is broken by the row that should break it."""

from __future__ import annotations

import pytest

from dateline.checks.rows.acled import Beside, breaches_of, header_breaches, missing_of
from dateline.codebook.acled import acled_columns

GOOD = {
    "event_id_cnty": "SSD900001", "event_date": "2031-05-06", "year": "2031", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of South Sudan (2011-)", "assoc_actor_1": "", "inter1": "State forces",
    "actor2": "Reed Front", "assoc_actor_2": "", "inter2": "Rebel group", "interaction": "State forces-Rebel group",
    "civilian_targeting": "", "iso": "728", "region": "Eastern Africa", "country": "South Sudan",
    "admin1": "Upper Nile", "admin2": "Malakal", "admin3": "", "location": "Malakal", "latitude": "9.5334",
    "longitude": "31.6605", "geo_precision": "1", "source": "Nile Wire; Radio Example", "source_scale": "National",
    "notes": "On 6 May 2031, the Reed Front attacked a post.", "fatalities": "4", "tags": "", "timestamp": "1935705600",
}  # fmt: skip
"""Fiction."""
NUMERIC = GOOD | {"inter1": "1", "inter2": "2", "interaction": "12", "event_date": "06 May 2031"}
SOLE = GOOD | {
    "disorder_type": "Demonstrations", "event_type": "Protests", "sub_event_type": "Peaceful protest",
    "actor1": "Protesters (South Sudan)", "inter1": "Protesters", "actor2": "", "inter2": "",
    "interaction": "Protesters only",
}  # fmt: skip
ATTACK = GOOD | {
    "event_type": "Violence against civilians", "sub_event_type": "Attack", "actor2": "Civilians (South Sudan)",
    "inter2": "Civilians", "interaction": "State forces-Civilians", "civilian_targeting": "Civilian targeting",
}  # fmt: skip


def broken(row: dict[str, str], **cells: str) -> set[tuple[str, str]]:
    """Column and rule of what a row breaks that is good but for these cells."""
    return {(b.column, b.rule) for b in breaches_of({**row, **cells})}


@pytest.mark.parametrize(
    "row",
    [GOOD, NUMERIC, SOLE, SOLE | {"inter1": "6", "inter2": "0", "interaction": "60"}, ATTACK,
     ATTACK | {"civilian_targeting": "Civilians targeted"}],
)  # fmt: skip
def test_a_good_row_keeps_every_rule_and_misses_nothing(row: dict[str, str]) -> None:
    assert broken(row) == set()
    assert missing_of(row) == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"event_date": "06/05/2031"}, ("event_date", "day")),
        ({"event_date": "2031-02-30"}, ("event_date", "day")),
        ({"year": "2030"}, ("year", "year")),
        ({"time_precision": "4"}, ("time_precision", "range")),
        ({"geo_precision": "0"}, ("geo_precision", "range")),
        ({"geo_precision": "town"}, ("geo_precision", "whole")),
        ({"fatalities": "4.5"}, ("fatalities", "whole")),
        ({"fatalities": "-1"}, ("fatalities", "range")),
        ({"fatalities": "several"}, ("fatalities", "whole")),
        ({"latitude": "91"}, ("latitude", "range")),
        ({"longitude": "31,66"}, ("longitude", "degrees")),
        ({"event_type": "Battle"}, ("sub_event_type", "event type")),
        ({"sub_event_type": "Attack"}, ("sub_event_type", "event type")),
        ({"sub_event_type": "armed clash"}, ("event_type", "event type")),
        ({"disorder_type": "Demonstrations"}, ("disorder_type", "disorder type")),
        ({"inter1": "Soldiers"}, ("inter1", "inter")),
        ({"inter2": "9"}, ("inter2", "inter")),
        ({"inter2": ""}, ("inter2", "actor without kind")),
        ({"actor2": ""}, ("inter2", "actor without kind")),
        ({"actor2": "", "inter2": "", "interaction": "State forces only"}, ("actor2", "two actors")),
        ({"interaction": "Rebel group-Civilians"}, ("interaction", "interaction")),
        ({"interaction": "13"}, ("interaction", "interaction")),
        ({"interaction": "Soldiers-Rebels"}, ("interaction", "interaction")),
        ({"civilian_targeting": "Civilian targeting"}, ("civilian_targeting", "civilian targeting")),
        ({"civilian_targeting": "yes"}, ("civilian_targeting", "civilian targeting")),
        ({"iso": "729"}, ("iso", "country")),
        ({"iso": "SSD"}, ("iso", "whole")),
        ({"region": "Western Africa"}, ("region", "region")),
        ({"timestamp": "2031-05-06"}, ("timestamp", "whole")),
    ],
)
def test_each_rule_is_broken_by_the_row_that_breaks_it(cells: dict[str, str], found: tuple[str, str]) -> None:
    assert found in broken(GOOD, **cells)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"civilian_targeting": ""}, ("civilian_targeting", "civilian targeting")),
        (
            {"actor1": ATTACK["actor2"], "inter1": "Civilians", "actor2": ATTACK["actor1"], "inter2": "State forces"},
            ("actor1", "target"),
        ),
    ],
)
def test_of_violence_against_civilians_the_target_comes_second_and_is_marked(
    cells: dict[str, str], found: tuple[str, str]
) -> None:
    assert broken(ATTACK, **cells) == {found}


def test_the_spelling_of_a_dummy_data_set_is_told() -> None:
    assert broken(SOLE, disorder_type="Demostrations") == {("disorder_type", "disorder type")}


@pytest.mark.parametrize("column", ["event_id_cnty", "actor1", "country", "location", "fatalities", "interaction"])
def test_a_needed_cell_that_is_empty_is_missed(column: str) -> None:
    assert [b.column for b in missing_of({**GOOD, column: " "})] == [column]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (list(acled_columns()), []),
        ([*acled_columns(), "iso3"], [("iso3", "column unknown")]),
        ([n for n in acled_columns() if n != "tags"], [("tags", "column missing")]),
        ([*acled_columns(), "tags"], [("tags", "column twice")]),
        (["event_date", "event_id_cnty", *list(acled_columns())[2:]], [("event_date", "column order")]),
    ],
)
def test_the_31_columns_are_wanted_in_their_order(names: list[str], found: list[tuple[str, str]]) -> None:
    assert [(b.column, b.rule) for b in header_breaches(names)] == found


OTHER = GOOD | {"event_id_cnty": "SSD900002"}


@pytest.mark.parametrize(
    ("cells", "one_event"),
    [
        ({}, True),
        ({"actor1": GOOD["actor2"], "actor2": GOOD["actor1"]}, True),
        ({"latitude": "9.53340"}, True),
        ({"event_date": "06 May 2031"}, True),
        ({"actor2": "Hill Front"}, False),
        ({"event_date": "2031-05-07"}, False),
        ({"location": "Kodok"}, False),
        ({"sub_event_type": "Government regains territory"}, False),
        ({"time_precision": "2"}, False),
        ({"geo_precision": "3"}, False),
    ],
)
def test_the_same_actors_in_one_place_on_one_day_are_one_event(cells: dict[str, str], *, one_event: bool) -> None:
    table = Beside()
    assert table.breaches(GOOD) == []
    assert [b.rule for b in table.breaches(OTHER | cells)] == (["aggregation"] if one_event else [])


def test_two_demonstrations_of_one_day_may_be_over_two_issues() -> None:
    table = Beside()
    assert table.breaches(SOLE) == table.breaches(SOLE | {"event_id_cnty": "SSD900002"}) == []


def test_an_id_stands_once() -> None:
    table = Beside()
    table.breaches(GOOD)
    (found,) = table.breaches(OTHER | {"event_id_cnty": GOOD["event_id_cnty"], "location": "Kodok"})
    assert found.rule == "id twice"
    assert "row 1" in found.message
