"""Tables in ACLED's columns come in: codes in words or numbers, days in three forms, bad rows named and kept out; and
they go out again equal in every column.

Places are real; happenings and persons are invented, and no row is ACLED's.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline.codebook.acled import acled_columns
from dateline.errors import InputError
from dateline.exports.cells import unsafe
from dateline.exports.format import format_named
from dateline.exports.losses import Losses
from dateline.exports.material import material_of
from dateline.imports.acled import coded
from dateline.imports.datasets import Naming, dataset_named
from dateline.imports.dossier import dossier_of
from dateline.imports.reading import read_rows
from dateline.imports.row import CodedRow
from dateline.model.integrity import faults
from dateline.protect.policy import Policy
from dateline.protect.view import show
from dateline.readers.formats import Failure
from dateline.readers.table.acled import AcledRow, read_acled

NAMING = Naming()
CLASH = {
    "event_id_cnty": "SSD900001", "event_date": "2021-05-06", "year": "2021", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of South Sudan (2011-)", "assoc_actor_1": "Hill Guard", "inter1": "State forces",
    "actor2": "Reed Front", "assoc_actor_2": "", "inter2": "Rebel group", "interaction": "State forces-Rebel group",
    "civilian_targeting": "", "iso": "728", "region": "Eastern Africa", "country": "South Sudan",
    "admin1": "Upper Nile", "admin2": "Malakal", "admin3": "Central", "location": "Malakal", "latitude": "9.5334",
    "longitude": "31.6605", "geo_precision": "1", "source": "Nile Wire; Radio Example", "source_scale": "National",
    "notes": "On 6 May 2021, the army fought the Reed Front. 4 fighters died.", "fatalities": "4", "tags": "",
    "timestamp": "1620604800",
}  # fmt: skip
ATTACK = CLASH | {
    "event_id_cnty": "SSD900002", "event_type": "Violence against civilians", "sub_event_type": "Attack",
    "time_precision": "2", "actor1": "Murle Ethnic Militia (South Sudan)", "assoc_actor_1": "",
    "inter1": "Identity militia", "actor2": "Civilians (South Sudan)",
    "assoc_actor_2": "Women (South Sudan); Farmers (South Sudan)", "inter2": "Civilians",
    "interaction": "Identity militia-Civilians", "civilian_targeting": "Civilian targeting", "fatalities": "0",
    "notes": "", "tags": "women targeted: farmers", "geo_precision": "2", "location": "Kodok", "latitude": "9.89",
    "longitude": "32.11",
}  # fmt: skip
PROTEST = CLASH | {
    "event_id_cnty": "SSD900003", "event_type": "Protests", "sub_event_type": "Peaceful protest", "fatalities": "0",
    "disorder_type": "Demonstrations", "actor1": "Protesters (South Sudan)", "assoc_actor_1": "Students (South Sudan)",
    "inter1": "Protesters", "actor2": "", "inter2": "", "interaction": "Protesters only", "time_precision": "3",
    "event_date": "2021-05-01", "geo_precision": "3", "source": "", "timestamp": "", "source_scale": "",
}  # fmt: skip
ABROAD = CLASH | {
    "event_id_cnty": "SSD900004", "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
    "actor1": "Military Forces of Uganda (1986-)", "inter1": "External/Other forces", "inter2": "Rebel group",
    "interaction": "Rebel group-External/Other forces", "notes": '=SUM(1) said "two words", twice', "fatalities": "12",
}  # fmt: skip
NUMBERS = {
    "State forces": "1", "Rebel group": "2", "Identity militia": "4", "Protesters": "6", "Civilians": "7",
    "External/Other forces": "8", "State forces-Rebel group": "12", "Identity militia-Civilians": "47",
    "Protesters only": "60", "Rebel group-External/Other forces": "28", "": "0",
}  # fmt: skip
OLDER = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3"
).split(",")
ALL = (CLASH, ATTACK, PROTEST, ABROAD)


def numeric(row: dict[str, str]) -> dict[str, str]:
    """The row with codes in numbers."""
    return row | {c: NUMBERS[row[c]] for c in ("inter1", "inter2", "interaction")}


def table(folder: Path, *rows: dict[str, str], names: Sequence[str] = (), header: bool = True) -> Path:
    path = folder / "events.csv"
    names = names or tuple(acled_columns())
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        if header:
            out.writerow(names)
        out.writerows([row.get(name, "") for name in names] for row in rows)
    return path


def read(path: Path) -> list[AcledRow | Failure]:
    return list(read_acled(path))


def one(folder: Path, row: dict[str, str], **cells: str) -> AcledRow:
    (found,) = read(table(folder, {**row, **cells}))
    assert isinstance(found, AcledRow), found
    return found


def fault(folder: Path, row: dict[str, str], **cells: str) -> str:
    """What is said of a bad row; the good one behind it is read."""
    bad, good = read(table(folder, {**row, **cells}, CLASH))
    assert isinstance(bad, Failure)
    assert isinstance(good, AcledRow)
    return str(bad.error)


def test_a_row_is_read_with_types(tmp_path: Path) -> None:
    row = one(tmp_path, CLASH)
    assert (row.row, row.id, row.event_date, row.time_precision, row.type.pair) == (
        2, "SSD900001", "2021-05-06", 1, "Battles/Armed clash",
    )  # fmt: skip
    assert (row.inter1, row.inter2, row.fatalities, row.latitude, row.geo_precision) == (1, 2, 4, 9.5334, 1)
    assert dict(row.cells) == CLASH


@pytest.mark.parametrize("row", ALL, ids=lambda row: row["sub_event_type"])
def test_codes_in_words_and_in_numbers_say_the_same(tmp_path: Path, row: dict[str, str]) -> None:
    in_words, in_numbers = one(tmp_path, row), one(tmp_path, numeric(row))
    assert (in_words.inter1, in_words.inter2) == (in_numbers.inter1, in_numbers.inter2)
    assert [s.actors[0].kind for s in coded(in_words).sides] == [s.actors[0].kind for s in coded(in_numbers).sides]


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["2021-05-06", "2021-12-01"], ["2021-05-06", "2021-12-01"]),
        (["06 May 2021", "1 December 2021"], ["2021-05-06", "2021-12-01"]),
        (["06/05/2021", "13/05/2021"], ["2021-05-06", "2021-05-13"]),
        (["05/06/2021", "05/13/2021"], ["2021-05-06", "2021-05-13"]),
        (["2021-05-06", "13/05/2021", "07 May 2021"], ["2021-05-06", "2021-05-13", "2021-05-07"]),
    ],
)
def test_days_are_read_in_three_forms_and_in_the_one_order_of_the_file(
    tmp_path: Path, dates: list[str], days: list[str]
) -> None:
    rows = read(table(tmp_path, *(CLASH | {"event_id_cnty": f"S{n}", "event_date": d} for n, d in enumerate(dates))))
    assert [row.event_date for row in rows if isinstance(row, AcledRow)] == days


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["05/06/2021", "06/07/2021"], "no day of the file tells which"),
        (
            ["05/06/2021", "13/05/2021", "05/13/2021"],
            "the file mixes both orders, row 3 (13/05/2021) has the day first",
        ),
    ],
)
def test_days_of_no_or_of_both_orders_are_refused_with_row_numbers(
    tmp_path: Path, dates: list[str], words: str
) -> None:
    first, *_ = read(
        table(tmp_path, *(CLASH | {"event_id_cnty": f"S{n}", "event_date": d} for n, d in enumerate(dates)))
    )
    assert isinstance(first, Failure)
    assert "row 2" in str(first.error)
    assert words in str(first.error)
    told = list(read_acled(tmp_path / "events.csv", date_order="dmy"))
    assert isinstance(told[0], AcledRow)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"event_id_cnty": ""}, "has no event_id_cnty"),
        ({"actor1": ""}, "has no actor1"),
        ({"event_date": "May 2021"}, "event_date is 'May 2021', which is no day"),
        ({"event_date": "31 June 2021"}, "which is no day"),
        ({"event_date": "1066-05-06"}, "it can be of 1900 to 2200"),
        ({"sub_event_type": "Bombing"}, "'Battles' with 'Bombing' is none of ACLED's 25 pairs"),
        ({"inter1": "Soldiers"}, "inter1 is 'Soldiers', no kind of actor"),
        ({"inter2": "9"}, "inter2 is '9', no kind of actor"),
        ({"time_precision": "5"}, "time_precision is 5; it can be 1 to 3"),
        ({"geo_precision": "0"}, "geo_precision is 0; it can be 1 to 3"),
        ({"fatalities": "four"}, "fatalities is 'four', which is no whole number"),
        ({"fatalities": "-4"}, "fatalities is '-4', which is no whole number"),
        ({"latitude": "131.6", "longitude": "9.5"}, "Are latitude and longitude exchanged?"),
        ({"latitude": "north"}, "latitude is 'north'"),
        ({"longitude": "31,66"}, "Write it with a point."),
    ],
)
def test_a_bad_row_is_named_and_costs_no_other(tmp_path: Path, cells: dict[str, str], words: str) -> None:
    said = fault(tmp_path, CLASH, **cells)
    assert "row 2" in said
    assert words in said


@pytest.mark.parametrize(("cell", "number"), [("4", 4), ("4.0", 4), ("1,200", 1200), (" 4 ", 4), ("", 0)])
def test_numbers_that_are_text_are_read_as_numbers(tmp_path: Path, cell: str, number: int) -> None:
    assert one(tmp_path, CLASH, fatalities=cell).fatalities == number


def test_the_older_set_capitals_and_columns_of_populations_are_read(tmp_path: Path) -> None:
    old = numeric(CLASH) | {"data_id": "7", "iso3": "SSD", "event_id_no_cnty": "900001"}
    (row,) = read(table(tmp_path, old, names=OLDER))
    assert isinstance(row, AcledRow)
    assert (row.inter1, row.cells["data_id"], row.cells["iso3"]) == (1, "7", "SSD")
    names = [*(n.upper() for n in acled_columns()), "population_best"]
    (row,) = read(table(tmp_path, {n.upper(): c for n, c in CLASH.items()} | {"population_best": "9"}, names=names))
    assert isinstance(row, AcledRow)
    assert (row.id, row.cells["population_best"]) == ("SSD900001", "9")


@pytest.mark.parametrize("spelling", ["Demostrations", "demonstrations", ""])
def test_a_disorder_type_is_nothing_that_a_row_is_refused_or_blamed_for(tmp_path: Path, spelling: str) -> None:
    assert coded(one(tmp_path, PROTEST, disorder_type=spelling)).notes == ()


def test_the_31_columns_are_read_without_a_row_of_names_and_others_are_not(tmp_path: Path) -> None:
    (row,) = read(table(tmp_path, CLASH, header=False))
    assert isinstance(row, AcledRow)
    assert (row.row, row.id) == (1, "SSD900001")
    with pytest.raises(InputError, match="no row of column names"):
        read(table(tmp_path, numeric(CLASH), names=OLDER, header=False))


def test_a_table_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="lacks the column actor1"):
        read(table(tmp_path, CLASH, names=[n for n in acled_columns() if n != "actor1"]))


def rows(path: Path, naming: Naming = NAMING) -> list[CodedRow | Failure]:
    return list(read_rows(path, naming, dataset_named("acled")))


def test_an_id_that_comes_again_is_told_with_both_rows(tmp_path: Path) -> None:
    first, again, other = rows(table(tmp_path, CLASH, CLASH | {"fatalities": "5"}, ATTACK))
    assert isinstance(first, CodedRow)
    assert isinstance(other, CodedRow)
    assert isinstance(again, Failure)
    assert "row 3" in str(again.error)
    assert "of row 2" in str(again.error)


def test_exchanged_coordinates_are_refused_for_a_row_and_for_the_file(tmp_path: Path) -> None:
    turned = [row | {"latitude": row["longitude"], "longitude": row["latitude"]} for row in (CLASH, ATTACK)]
    with pytest.raises(InputError, match="latitude and longitude exchanged"):
        rows(table(tmp_path, *turned))
    good, bad = rows(table(tmp_path, CLASH, turned[1]))
    assert isinstance(good, CodedRow)
    assert isinstance(bad, Failure)
    assert "only if they are exchanged" in str(bad.error)


@pytest.mark.parametrize(
    ("row", "sides"),
    [
        (CLASH, [("side_a", "military", "SS"), ("side_b", "rebel group", None), ("associate", "other", None)]),
        (ATTACK, [("actor", "militia", None), ("recipient", "civilians", None), ("associate", "civilians", None),
                  ("associate", "civilians", None)]),
        (PROTEST, [("actor", "civilians", None), ("associate", "civilians", None)]),
        (ABROAD, [("side_a", "military", "UG"), ("side_b", "rebel group", None), ("associate", "other", None)]),
    ],
    ids=["clash", "attack", "protest", "abroad"],
)  # fmt: skip
def test_two_actors_are_two_sides_and_only_a_target_is_one_to_whom_it_is_done(
    tmp_path: Path, row: dict[str, str], sides: list[tuple[str, str, str | None]]
) -> None:
    told = coded(one(tmp_path, row)).sides
    assert [(s.role, s.actors[0].kind, s.actors[0].country) for s in told] == sides


@pytest.mark.parametrize(
    ("precision", "start", "end", "word"),
    [
        ("1", "2021-05-06", "2021-05-06", "day"),
        ("2", "2021-05-03", "2021-05-09", "week"),
        ("3", "2021-05-01", "2021-05-31", "month"),
    ],
)
def test_a_week_or_a_month_is_told_as_such(tmp_path: Path, precision: str, start: str, end: str, word: str) -> None:
    when = coded(one(tmp_path, CLASH, time_precision=precision)).when
    assert when is not None
    assert (when.start, when.end, when.precision) == (start, end, word)


def test_no_fatalities_are_no_claim_that_nobody_died(tmp_path: Path) -> None:
    assert coded(one(tmp_path, CLASH, fatalities="0")).tolls == ()
    (toll,) = coded(one(tmp_path, CLASH)).tolls
    assert (toll.of, toll.low, toll.best, toll.high) == ("unknown", 4, 4, 4)


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ({}, []),
        ({"year": "2020"}, [("calendar", "year")]),
        ({"interaction": "Rebel group-Civilians"}, [("contradiction", "interaction")]),
        ({"iso": "729"}, [("place", "country")]),
        ({"actor2": "", "inter2": "", "interaction": "State forces only"}, [("contradiction", "two actors")]),
    ],
)
def test_what_does_not_fit_in_a_row_is_told_and_the_row_stays(
    tmp_path: Path, cells: dict[str, str], rules: list[tuple[str, str]]
) -> None:
    assert [(n.check, n.rule) for n in coded(one(tmp_path, CLASH, **cells)).notes] == rules


def test_every_row_makes_a_valid_dossier_that_says_what_the_row_says(tmp_path: Path) -> None:
    for row in rows(table(tmp_path, *ALL)):
        assert isinstance(row, CodedRow)
        dossier = dossier_of(row)
        assert faults(dossier) == []
        (event,) = dossier.events
        assert event.coding.acled == f"{row.cells['event_type']}/{row.cells['sub_event_type']}"
        assert event.when is not None
        assert event.when.text == row.cells["event_date"]
        assert {a.name for a in dossier.actors} | {n for a in dossier.actors for n in a.aliases} >= {
            row.cells["actor1"]
        }


def exported(folder: Path, path: Path, naming: Naming = NAMING) -> tuple[list[dict[str, str]], Losses]:
    """The rows of a table after coming in and going out again."""
    made, losses = folder / "out.csv", Losses()
    dossiers = [dossier_of(row) for row in rows(path, naming) if isinstance(row, CodedRow)]
    material = material_of("rows", lambda: (show(d, Policy()) for d in dossiers))
    format_named("acled").write(material, made, losses, lambda records: None)
    with made.open(encoding="utf-8", newline="") as stream:
        return [{name: unsafe(cell) for name, cell in row.items()} for row in csv.DictReader(stream)], losses


@pytest.mark.parametrize("form", [lambda row: row, numeric, lambda row: row | {"event_date": "06 May 2021"}])
def test_what_came_in_goes_out_equal_in_every_column(tmp_path: Path, form: object) -> None:
    given = [form(row) for row in ALL]  # type: ignore[operator]
    found, losses = exported(tmp_path, table(tmp_path, *given))
    assert found == given
    assert losses.total == 0


def test_a_row_that_breaks_one_rule_twice_has_two_findings_each_with_an_id_of_its_own(tmp_path: Path) -> None:
    made = dossier_of(coded(one(tmp_path, CLASH, inter1="", inter2="", interaction="")))
    assert faults(made) == []
    told = [f.message for f in made.findings]
    assert told[:2] == ["Inter1 is empty, and actor1 is not.", "Inter2 is empty, and actor2 is not."]


def test_a_coding_of_ones_own_without_the_columns_of_kinds_breaks_no_rule_about_them(tmp_path: Path) -> None:
    lacks = {"inter1", "inter2", "interaction"}
    (found,) = read(table(tmp_path, CLASH, names=[c for c in acled_columns() if c not in lacks]))
    assert isinstance(found, AcledRow)
    assert coded(found).notes == ()


def test_a_coding_of_ones_own_comes_out_with_the_columns_that_follow_from_its_cells(tmp_path: Path) -> None:
    """Only the columns that the import asks for, and actor2: the codes of kinds follow from the names."""
    names = (
        "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "country", "location",
        "latitude", "longitude", "fatalities",
    )  # fmt: skip
    (cells,), _ = exported(tmp_path, table(tmp_path, ATTACK, names=names), Naming("Our coding"))
    told = ("event_id_cnty", "year", "time_precision", "disorder_type", "inter2", "civilian_targeting", "iso", "region")
    assert [cells[column] for column in told] == [
        "SSD900002", "2021", "1", "Political violence", "Civilians", "Civilian targeting", "728", "Eastern Africa",
    ]  # fmt: skip
    assert (cells["notes"], cells["tags"], cells["admin3"]) == ("", "", "")
