"""ACLED's codes as data: complete, read in every spelling that is about, written in one."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.codebook import acled
from dateline.codebook.acled import (
    acled_columns,
    actor_kinds,
    day_in,
    day_of,
    inter_of,
    interaction,
    interaction_of,
    interaction_words,
    stretch_of,
    targeted,
    type_of,
)
from dateline.codebook.tables import acled_types, rows
from dateline.model.vocabulary import ACTOR_KINDS, PLOVER_TYPES

TODAY = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def test_there_are_31_columns_in_their_order() -> None:
    assert ",".join(acled_columns()) == TODAY


@pytest.mark.parametrize(
    "name",
    ["columns", "inter", "types", "actor_kinds", "tolls", "unnamed", "plover"],
)
def test_every_row_says_where_it_comes_from(name: str) -> None:
    assert all(row["source"] for row in rows(f"acled_{name}.tsv"))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1", 1), ("8.0", 8), ("State forces", 1), ("State Forces", 1), ("Rebel Groups", 2), ("Political militias", 3),
        ("Protestors", 6), ("External/Other forces", 8), ("", 0), ("0", 0), ("9", None), ("-1", None),
        ("Soldiers", None), ("1.5", None),
    ],
)  # fmt: skip
def test_a_kind_of_actor_is_read_from_a_number_or_words(cell: str, code: int | None) -> None:
    assert inter_of(cell) == code


@pytest.mark.parametrize(
    ("one", "other", "number", "words"),
    [
        (1, 2, 12, "State forces-Rebel group"),
        (2, 1, 12, "State forces-Rebel group"),
        (8, 7, 78, "External/Other forces-Civilians"),
        (8, 6, 68, "Protesters-External/Other forces"),
        (6, 0, 60, "Protesters only"),
        (8, 0, 80, "External/Other forces only"),
        (7, 7, 77, "Civilians-Civilians"),
    ],
)
def test_two_kinds_make_an_interaction_whoever_comes_first(one: int, other: int, number: int, words: str) -> None:
    assert interaction(one, other) == number
    assert interaction_words(one, other) == words
    assert interaction_of(str(number)) == interaction_of(words) == number


def test_every_interaction_is_read_as_it_is_written() -> None:
    pairs = [(a, b) for a in acled.inters() for b in (0, *acled.inters())]
    assert len({interaction(*pair) for pair in pairs}) == 44
    assert [p for p in pairs if interaction_of(interaction_words(*p)) != interaction(*p)] == []


@pytest.mark.parametrize(
    ("cell", "number"),
    [("State Forces-Rebel Groups", 12), ("Civilians \u2013 Rebel group", 27), ("87", 78), ("12.0", 12), ("19", None),
     ("State forces", None), ("Soldiers only", None), ("5-5-5", None)],
)  # fmt: skip
def test_an_interaction_is_read_in_other_spellings(cell: str, number: int | None) -> None:
    assert interaction_of(cell) == number


@pytest.mark.parametrize(
    ("kind", "sub", "pair"),
    [
        ("Battles", "Armed clash", "Battles/Armed clash"),
        ("battles", "armed  clash", "Battles/Armed clash"),
        ("Protests", "Excessive force against protestors", "Protests/Excessive force against protesters"),
        ("Battles", "Attack", None),
        ("Battle", "", None),
    ],
)
def test_a_pair_is_read_whatever_its_letters(kind: str, sub: str, pair: str | None) -> None:
    found = type_of(kind, sub)
    assert (found.pair if found else None) == pair


@pytest.mark.parametrize(
    ("pair", "disorder", "against"),
    [
        ("Battles/Armed clash", "Political violence", (False, False)),
        ("Violence against civilians/Attack", "Political violence", (True, True)),
        ("Explosions/Remote violence/Grenade", "Political violence", (False, True)),
        ("Riots/Mob violence", "Political violence", (False, True)),
        ("Riots/Violent demonstration", "Demonstrations", (False, True)),
        ("Protests/Excessive force against protesters", "Political violence; Demonstrations", (True, True)),
        ("Protests/Peaceful protest", "Demonstrations", (False, False)),
        ("Strategic developments/Agreement", "Strategic developments", (False, False)),
    ],
)
def test_a_pair_tells_the_disorder_and_whether_civilians_are_the_target(
    pair: str, disorder: str, against: tuple[bool, bool]
) -> None:
    found = acled_types()[pair]
    assert found.disorder_type == disorder
    assert (targeted(found, 1, 2), targeted(found, 1, 7)) == against


@pytest.mark.parametrize(
    ("first", "last", "precision", "day"),
    [
        ("2024-05-03", "2024-05-03", 1, "2024-05-03"),
        ("2024-05-06", "2024-05-12", 2, "2024-05-09"),
        ("2024-05-04", "2024-05-05", 2, "2024-05-04"),
        ("2024-04-01", "2024-04-30", 3, "2024-04-15"),
        ("2024-04-01", "2024-04-10", 3, "2024-04-01"),
        ("2024-04-20", "2024-04-30", 3, "2024-04-30"),
        ("2024-04-11", "2024-04-20", 3, "2024-04-15"),
        ("2024-04-25", "2024-05-10", 3, "2024-05-02"),
    ],
)
def test_one_day_stands_for_a_stretch(first: str, last: str, precision: int, day: str) -> None:
    assert day_in(dt.date.fromisoformat(first), dt.date.fromisoformat(last), precision).isoformat() == day


@pytest.mark.parametrize("day", ["2024-02-29", "2023-12-31", "2024-01-01"])
def test_a_day_and_a_week_that_are_read_are_written_as_they_were(day: str) -> None:
    told = dt.date.fromisoformat(day)
    for precision in (1, 2):
        first, last, _ = stretch_of(told, precision)
        assert first <= told <= last
        assert day_in(first, last, precision) == told
    first, last, _ = stretch_of(told, 3)
    assert (first.day, (last + dt.timedelta(1)).day) == (1, 1)
    assert first <= told <= last


@pytest.mark.parametrize(
    ("cell", "day"),
    [("2024-05-01", "2024-05-01"), ("01 May 2024", "2024-05-01"), ("1-May-2024", "2024-05-01"),
     ("2024-05-01 00:00:00", "2024-05-01"), ("01/05/2024", None), ("31 June 2024", None), ("2024-5-1", None)],
)  # fmt: skip
def test_a_day_has_the_forms_that_acled_gives_out(cell: str, day: str | None) -> None:
    found = day_of(cell)
    assert (found.isoformat() if found else None) == day


def test_every_kind_of_actor_has_a_code() -> None:
    assert set(actor_kinds()) == set(ACTOR_KINDS)


def test_every_pair_has_a_plover_type() -> None:
    assert {acled.plover_of(pair)[0] for pair in acled_types().values()} <= set(PLOVER_TYPES)
