"""`dateline import`: good rows go in and bad ones are named, or nothing goes in (rows are fiction)."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.case.opening import open_case_store
from dateline.cli.app import app
from dateline.imports.kept import kept_row
from tests.imports.made import COLUMNS, ROW, saved, table


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_CASE_KEY", raising=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "war.dateline"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


def rows_of(case: Path) -> list[dict[str, str]]:
    store = open_case_store(case)
    try:
        return [kept[1] for stored in store.readings() if (kept := kept_row(stored.dossier.document))]
    finally:
        store.close()


BAD = (
    ROW | {"id": "902", "best": "twelve"},
    ROW | {"id": "903", "latitude": "29.473", "longitude": "0.491"},
    ROW,
    ROW | {"id": "904", "date_start": "4/8/2021", "date_end": "4/8/2021"},
)
TOLD = (
    "row 3: best is 'twelve', which is no whole number. Write it in digits.",
    "row 4: latitude 29.473 and longitude 0.491 lie in Democratic Republic of Congo only if they are exchanged.",
    "row 5: has the id 901 of row 2 and is the same in all columns.",
    "row 6: date_start is '4/8/2021', which may be in month 4 or 8: no day of the file tells which.",
)


def test_rows_go_in_with_all_their_cells_and_only_once(tmp_path: Path, case: Path) -> None:
    path = saved(tmp_path / "ged.csv", ROW, ROW | {"id": "902", "low": "9"})
    result = run("import", path, "--case", case, "--version", "24.1")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 rows: 2 added." in result.stderr
    assert [r["id"] for r in rows_of(case)] == ["901", "902"]
    assert rows_of(case)[0] == {c: v for c, v in ROW.items() if v}
    later = run("import", path, "--case", case, "--version", "25.1")
    assert (later.exit_code, later.stderr) == (0, "2 rows: 2 there already.\n")


def test_good_rows_are_kept_and_bad_ones_named_by_their_numbers(tmp_path: Path, case: Path) -> None:
    result = run("import", saved(tmp_path / "ged.csv", ROW, *BAD, ROW | {"id": "905"}), "--case", case)
    assert result.exit_code == 4
    for told in TOLD:
        assert told in result.stderr
    assert "6 rows: 2 added, 4 failed." in result.stderr
    assert [r["id"] for r in rows_of(case)] == ["901", "905"]


def test_as_a_whole_nothing_goes_in_unless_every_row_is_good(tmp_path: Path, case: Path) -> None:
    bad = saved(tmp_path / "bad.csv", ROW, *BAD)
    good = saved(tmp_path / "good.csv", ROW | {"id": "906"})
    result = run("import", good, bad, "--case", case, "--whole")
    assert result.exit_code == 1
    for told in TOLD:
        assert told in result.stderr
    assert "Nothing was imported: 4 rows are not good, and --whole takes all or none." in result.stderr
    assert not case.exists()
    assert not Path(f"{case}.key").exists()
    assert run("import", good, "--case", case, "--whole").exit_code == 0
    assert [r["id"] for r in rows_of(case)] == ["906"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"a,b\nx,y\n", "is of no layout that is known"),
        (b"901,7,x\n", "has no row of column names, and 3 columns"),
        (table(ROW, columns=tuple(c for c in COLUMNS if c != "best")), "lacks the column best"),
        (b"\x89PNG\r\n\x1a\n", "not a table of text"),
    ],
)
def test_a_file_that_is_no_table_of_events_is_refused_and_no_case_is_made(
    tmp_path: Path, case: Path, data: bytes, told: str
) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(data)
    result = run("import", path, "--case", case)
    assert result.exit_code == 1
    assert told in result.stderr
    assert not case.exists()


def test_a_row_in_another_encoding_is_named_and_the_others_go_in(tmp_path: Path, case: Path) -> None:
    lines = table(*(ROW | {"id": str(n), "adm_1": "Nord-Kivú"} for n in (1, 2, 3))).split(b"\n")
    path = tmp_path / "ged.csv"
    lines[4] = lines[4].replace("ú".encode(), "ú".encode("cp1252"))  # each row has a line end in a cell
    path.write_bytes(b"\n".join(lines))
    result = run("import", path, "--case", case)
    assert (result.exit_code, len(rows_of(case))) == (4, 2)
    assert "adm_1 holds bytes that are no UTF-8, as the rest of the file is. The file mixes encodings" in result.stderr


def test_the_user_tells_the_order_of_days_and_the_name_of_the_dataset(tmp_path: Path, case: Path) -> None:
    path = saved(tmp_path / "own.csv", ROW | {"date_start": "4/8/2021", "date_end": "4/8/2021"})
    result = run("import", path, "--case", case, "--date-order", "mdy", "--dataset", "Team A", "--as", "ged")
    assert result.exit_code == 0
    store = open_case_store(case)
    (stored,) = store.readings()
    store.close()
    assert stored.dossier.document.dataset == "team-a"
    when = stored.dossier.events[0].when
    assert when is not None
    assert when.start == "2021-04-08"


@pytest.mark.parametrize(
    "option",
    [("--as", "gtd"), ("--date-order", "ymd"), ("--published", "2024"), ("--dataset", " "), ("--dataset", "ACLED")],
)
def test_a_wrong_option_is_wrong_usage(tmp_path: Path, case: Path, option: tuple[str, str]) -> None:
    result = run("import", saved(tmp_path / "ged.csv", ROW), "--case", case, *option)
    assert (result.exit_code, case.exists()) == (2, False)
    assert option[0] in result.stderr


def test_receipts_name_each_row(tmp_path: Path, case: Path) -> None:
    result = run("import", saved(tmp_path / "ged.csv", ROW, BAD[0]), "--case", case, "--json")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["name"], first["became"]) == (f"{tmp_path / 'ged.csv'} row 2", "added")
    assert second["became"] == "failed"
    assert "row 3: best is 'twelve'" in second["reason"]


def test_a_breach_of_the_datasets_rules_is_listed_by_check(tmp_path: Path, case: Path) -> None:
    run("import", saved(tmp_path / "ged.csv", ROW | {"low": "6"}), "--case", case)
    result = run("check", case)
    assert "Low 6, best 5 and high 7 are not in order." in result.stdout


def test_what_is_imported_is_exported_as_it_was(tmp_path: Path, case: Path) -> None:
    run("import", saved(tmp_path / "ged.csv", ROW), "--case", case)
    run("link", case)
    out = tmp_path / "out.csv"
    result = run("export", "ged", "--case", case, "-o", out)
    assert result.exit_code == 0, result.stderr
    with out.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert {c: row[c] for c in ROW} == ROW


def test_very_many_bad_rows_are_counted_and_the_first_named(tmp_path: Path, case: Path) -> None:
    path = saved(tmp_path / "ged.csv", *(ROW | {"id": str(n), "best": "x"} for n in range(200)), ROW)
    for whole in ([], ["--whole"]):
        result = run("import", path, "--case", case, *whole)
        assert result.stderr.count("best is 'x'") == 50
        assert "150 more" in result.stderr
        assert ("200 rows are not good" if whole else "200 failed") in result.stderr
