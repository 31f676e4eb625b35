"""Rows into a case from Python. What happens in them is fiction."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline
from dateline.errors import SettingsError

TABLE = (
    "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,country,date_prec,date_start,"
    "date_end,best,high,low\n"
    "7,1,Government of South Sudan,River Guard,1,Malakal,9.5334,31.6605,South Sudan,1,2021-05-04,2021-05-04,5,7,5\n"
    "8,1,Government of South Sudan,River Guard,1,Kodok,9.89,32.12,South Sudan,1,2021-05-05,2021-05-05,many,7,5\n"
)


def test_rows_are_imported_and_bad_ones_come_back_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(TABLE, encoding="utf-8")
    with dateline.open_case(tmp_path / "war.dateline", create=True) as case:
        good, bad = case.import_rows(tmp_path / "own.csv", dataset="Our coding", published="2021-06-01")
        assert (good.became, bad.became) == ("added", "failed")
        assert "row 3: best is 'many'" in (bad.reason or "")
        (happening,) = case.happenings()
        assert happening.slot("deaths").shown is not None
        assert [r.outlet for r in case.reports()] == ["Our coding"]
        with pytest.raises(SettingsError, match="layout"):
            case.import_rows(tmp_path / "own.csv", layout="excel")
