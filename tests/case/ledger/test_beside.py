"""A happening beside UCDP's rows: which are near, what agrees, what differs (fiction in UCDP's layout)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dateline.case.ledger.beside import Near, beside, beside_each, date_prec
from dateline.case.ledger.beside_words import comparison_text
from dateline.errors import InputError
from dateline.model.situation import Day
from dateline.readers.formats import Failure
from dateline.readers.table.ged import GedRow
from tests.case.ledger.conftest import Desk, actor, toll

ROW = GedRow(
    2, "901", 2, "River Guard", "Hill Front", 1, "Malakal town", 9.54, 31.66, "South Sudan", 1, "2021-05-04",
    "2021-05-04", 5, 7, 4, 2, 3, 0, 0, dyad_name="River Guard - Hill Front", adm_1="Upper Nile",
)  # fmt: skip
GUARD, FRONT = actor("River Guard"), actor("Hill Front")


def happening(desk: Desk, **more):
    given: dict[str, Any] = {"sides": [("actor", GUARD), ("recipient", FRONT)], "tolls": [toll(5)], "ucdp": 2} | more
    return desk.happening(desk.event(desk.report(), **given))[0]


def verdicts(found) -> dict[str, str]:
    return {s.slot: s.verdict for s in found.slots}


def test_a_row_of_the_same_thing_agrees_in_every_slot(desk: Desk) -> None:
    (found,) = beside(happening(desk), [ROW]).rows
    assert set(verdicts(found).values()) == {"agrees"}
    assert found.score == 1.0
    assert [name for name, _, _ in found.why] == ["when", "where", "sides", "type"]
    assert found.score == pytest.approx(sum(share for _, share, _ in found.why))


DIFFER = [
    ({"date_start": "2021-05-06", "date_end": "2021-05-06"}, "when", "2 days apart"),
    ({"date_prec": 2}, "date_prec", "ours is finer"),
    ({"latitude": 9.8}, "where", "29.9 km apart; together they leave 10 km open"),
    ({"where_prec": 2}, "where_prec", "ours is finer"),
    ({"side_b": "Government of South Sudan"}, "side_b", ""),
    ({"type_of_violence": 1}, "type_of_violence", ""),
    ({"low": 9, "best": 9, "high": 12, "deaths_a": 9, "deaths_b": 0}, "deaths", "4 apart"),
]


@pytest.mark.parametrize(("cells", "slot", "note"), DIFFER)
def test_what_differs_says_by_how_much(desk: Desk, cells, slot, note) -> None:
    (found,) = beside(happening(desk), [replace(ROW, **cells)]).rows
    compared = {s.slot: s for s in found.slots}
    assert (compared[slot].verdict, compared[slot].note) == ("differs", note)
    assert all(s.verdict == "agrees" for name, s in compared.items() if name != slot)


FAR = [
    {"date_start": "2021-05-09", "date_end": "2021-05-09"},
    {"latitude": 10.6},
    {"latitude": -9.54},
]


@pytest.mark.parametrize("cells", FAR)
def test_a_row_that_is_far_in_days_or_place_is_not_listed(desk: Desk, cells) -> None:
    assert beside(happening(desk), [replace(ROW, **cells)]).rows == ()
    assert len(beside(happening(desk), [replace(ROW, **cells), ROW]).rows) == 1


def test_a_vague_row_is_near_and_worth_less(desk: Desk) -> None:
    month = replace(ROW, id="902", date_prec=4, date_end="2021-05-31", date_start="2021-05-01")
    province = replace(ROW, id="903", where_prec=4, latitude=9.89, longitude=32.72)
    found = beside(happening(desk), [month, province, ROW]).rows
    assert [f.row.id for f in found] == ["901", "902", "903"]
    assert verdicts(found[1])["when"] == verdicts(found[2])["where"] == "agrees"
    assert found[1].score < 0.9 > found[2].score


@pytest.mark.parametrize("lacking", [{"where": None}, {"when": None}, {"where": "Nowhere Ford"}])
def test_without_a_day_or_a_point_nothing_is_near(desk: Desk, lacking) -> None:
    assert beside(happening(desk, **lacking), [ROW]).rows == ()


TOLLS = [
    ([toll(hedge="at least", best=3)], "agrees"),
    ([toll(hedge="at least", best=9)], "differs"),
    ([toll(hedge="heavy")], "agrees"),
    ([toll(0)], "differs"),
    ([], "cannot tell"),
]


@pytest.mark.parametrize(("tolls", "verdict"), TOLLS)
def test_deaths_are_compared_as_ranges(desk: Desk, tolls, verdict) -> None:
    (found,) = beside(happening(desk, tolls=tolls), [ROW]).rows
    assert verdicts(found)["deaths"] == verdict


def test_the_deaths_of_each_side_stand_beside_ucdps(desk: Desk) -> None:
    tolls = [toll(2, of="River Guard"), toll(8, of="Hill Front")]
    (found,) = beside(happening(desk, tolls=tolls), [ROW]).rows
    assert (verdicts(found)["deaths_a"], verdicts(found)["deaths_b"]) == ("agrees", "differs")


SIDES = [
    # a side of ours (name, kind, key), UCDP's name, verdict
    (("army", "military", "name:south sudanese army"), "Government of South Sudan", "differs"),
    (("South Sudanese army", "military", "name:south sudanese army"), "Government of South Sudan", "agrees"),
    (("Islamic State", "rebel group", "islamic-state"), "IS", "agrees"),
    (("Islamic State", "rebel group", "islamic-state"), "Taleban, IS", "agrees"),
    (("residents", "civilians", "name:residents"), "Civilians", "agrees"),
    (("US-backed rebels", "rebel group", "name:us-backed rebels"), "Syrian insurgents", "cannot tell"),
    (("Islamic State", "rebel group", "islamic-state"), "Government of South Sudan", "differs"),
]


@pytest.mark.parametrize(("ours", "theirs", "verdict"), SIDES)
def test_a_side_is_found_by_catalogue_state_or_kind(desk: Desk, ours, theirs, verdict) -> None:
    name, kind, key = ours
    who = replace(actor(name), kind=kind, key=key)
    (found,) = beside(happening(desk, sides=[("actor", who)]), [replace(ROW, side_a=theirs)]).rows
    assert verdicts(found)["side_a"] == verdict


def test_many_happenings_are_put_beside_the_rows_in_one_pass(desk: Desk) -> None:
    made = [happening(desk), happening(desk, where="Kodok"), happening(desk, when="2020-01-01")]
    rows: Iterator[GedRow | Failure] = iter(
        [ROW, Failure(InputError("ged.csv row 3", "has no id.")), replace(ROW, id="904")]
    )
    found = beside_each(made, rows, Near(most=1, km=60))
    assert [(len(c.rows), c.more) for c in found] == [(1, 1), (1, 1), (0, 0)]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (Day("2021-05-04", "2021-05-04", "day"), 1),
        (Day("2021-05-01", "2021-05-06", "range"), 2),
        (Day("2021-05-03", "2021-05-09", "week"), 3),
        (Day("2021-05-01", "2021-05-31", "month"), 4),
        (Day("2021-01-01", "2021-12-31", "year"), 5),
        (Day(None, "2021-05-04", "range"), 5),
        (None, None),
    ],
)
def test_ucdps_precision_of_our_days(day, code) -> None:
    assert date_prec(day) == code


def test_the_words_show_both_values_and_a_sign(desk: Desk) -> None:
    text = comparison_text(
        beside(happening(desk), [replace(ROW, type_of_violence=1, source_original="a \x1b[31mmayor")])
    )
    assert "= when              2021-05-04" in text
    assert "≠ type_of_violence  2 (non-state conflict)" in text
    assert "\x1b" not in text
    assert "no row near it" in comparison_text(beside(happening(desk), []))


REPORT = (
    "MALAKAL, 5 May 2021 (Nile Wire) — Fighters of the Islamic State attacked an army base in Malakal on 4 May, "
    "killing five soldiers, the mayor said.\n"
)
GED = (
    "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,country,date_prec,date_start,"
    "date_end,best,high,low\n"
    "901,1,Government of South Sudan,IS,1,Malakal town,9.53,31.66,South Sudan,1,2021-05-04,2021-05-04,5,5,5\n"
    "902,1,Government of South Sudan,IS,1,Malakal town,9.53,31.66,South Sudan,1,2021-05-04,2021-05-04,x,5,5\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    report, ged = tmp_path / "report.txt", tmp_path / "ged.csv"
    report.write_text(REPORT, encoding="utf-8")
    ged.write_text(GED, encoding="utf-8")
    return str(report), str(ged)


def run(*args: str):
    from dateline.cli.app import app

    return CliRunner().invoke(app, ["beside", *args])


@pytest.mark.model
def test_the_command_puts_a_report_and_its_dossier_beside_the_rows(files: tuple[str, str], tmp_path: Path) -> None:
    from dateline.model.schema import dossier_to_json
    from dateline.readers.text import read_text
    from dateline.reading import read_document

    report, ged = files
    found = run(report, "--ged", ged)
    assert found.exit_code == 0
    assert "UCDP 901 (row 2)" in found.stdout
    assert "= when              2021-05-04" in found.stdout
    assert "Left out: " in found.stderr
    assert "row 3: best is 'x', which is no whole number" in found.stderr
    dossier = tmp_path / "dossier.json"
    dossier.write_text(dossier_to_json(read_document(read_text(REPORT))), encoding="utf-8")
    again = run(str(dossier), "--ged", ged, "--json")
    assert again.exit_code == 0
    assert '"id": "901"' in again.stdout


@pytest.mark.model
def test_a_case_is_put_beside_the_rows(files: tuple[str, str], tmp_path: Path) -> None:
    from dateline.api import open_case

    case = tmp_path / "war.dateline"
    with open_case(case, create=True) as opened:
        list(opened.add(files[0]))
    found = run(str(case), "--ged", files[1])
    assert (found.exit_code, "UCDP 901 (row 2)" in found.stdout) == (0, True)


def test_the_command_refuses_what_it_cannot_read(files: tuple[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "dossier.json"
    broken.write_text('{"format": "dateline-dossier/1"}', encoding="utf-8")
    assert run(str(broken), "--ged", files[1]).exit_code == 1
    assert run(str(broken)).exit_code == 2
