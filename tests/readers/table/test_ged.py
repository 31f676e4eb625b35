"""UCDP GED rows: found by column names, typed, bad ones named and kept out (fiction in UCDP's layout)."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.readers.formats import Failure
from dateline.readers.table.dataset import open_table
from dateline.readers.table.ged import GedRow, ged_rows, layout, read_ged

COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,"
    "gwnob"
)
ROW = {
    "id": "901", "relid": "SSU-2021-1-1-1", "type_of_violence": "2", "dyad_name": "River Guard - Hill Front",
    "side_a": "River Guard", "side_b": "Hill Front", "number_of_sources": "1", "source_office": "Nile Wire",
    "source_headline": 'They said "stop", in vain', "where_prec": "1", "where_coordinates": "Malakal town",
    "adm_1": "Upper Nile", "latitude": "9.53", "longitude": "31.66", "country": "South Sudan", "event_clarity": "1",
    "date_prec": "1", "date_start": "2021-05-04", "date_end": "2021-05-04", "deaths_a": "1", "deaths_b": "2",
    "deaths_civilians": "0", "deaths_unknown": "0", "best": "3", "high": "4", "low": "3",
}  # fmt: skip


def table(*rows: dict[str, str], columns: str = COLUMNS) -> bytes:
    """A CSV with the rows, each cell in quotation marks."""
    names = columns.split(",")
    lines = [columns, *(",".join('"' + r.get(n, "").replace('"', '""') + '"' for n in names) for r in rows)]
    return ("\r\n".join(lines) + "\r\n").encode()


def read(tmp_path: Path, data: bytes, name: str = "ged.csv") -> list[GedRow | Failure]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_ged(path))


def test_a_row_of_the_49_columns_is_read_with_types(tmp_path: Path) -> None:
    (row,) = read(tmp_path, table(ROW))
    assert isinstance(row, GedRow)
    assert (row.row, row.id, row.side_a, row.best, row.high, row.low, row.deaths_b) == (
        2, "901", "River Guard", 3, 4, 3, 2,
    )  # fmt: skip
    assert (row.latitude, row.date_start, row.where_prec, row.source_headline) == (
        9.53, "2021-05-04", 1, 'They said "stop", in vain',
    )  # fmt: skip
    assert row.odd is None


def test_columns_are_found_by_name_whatever_their_order_and_number(tmp_path: Path) -> None:
    fewer = [c for c in reversed(COLUMNS.split(",")) if c not in {"relid", "code_status", "where_description", "gwnoa"}]
    (row,) = read(tmp_path, table(ROW, columns=",".join(fewer)))
    assert isinstance(row, GedRow)
    assert (row.id, row.where_coordinates, row.where_description) == ("901", "Malakal town", "")


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        ("id", "901.0", "901"),
        ("best", "3.0", 3),
        ("deaths_a", "", None),
        ("best", "1,234", 1234),
        ("date_start", "2021-05-04 00:00:00.000", "2021-05-04"),
        ("date_start", "4 May 2021", "2021-05-04"),
        ("date_start", "04.05.2021", "2021-05-04"),
        ("latitude", "-9.5", -9.5),
    ],
)
def test_what_releases_write_differently_is_read_alike(tmp_path: Path, cell, text, value) -> None:
    (row,) = read(tmp_path, table(ROW | {cell: text}))
    assert getattr(row, cell) == value


def test_every_column_is_kept_to_the_character_also_those_that_nobody_knows(tmp_path: Path) -> None:
    (row,) = read(tmp_path, table(ROW | {"best": " 3.0 ", "Coder": "A\nB"}, columns=COLUMNS + ",Coder"))
    assert isinstance(row, GedRow)
    assert (row.best, row.cells["best"], row.cells["Coder"], row.cells["gwnob"]) == (3, " 3.0 ", "A\nB", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_is_read_in_the_encodings_that_programs_write(tmp_path: Path, encoding: str) -> None:
    data = table(ROW | {"where_coordinates": "Bentiú town"}).decode().encode(encoding)
    (row,) = read(tmp_path, data)
    assert isinstance(row, GedRow)
    assert row.where_coordinates == "Bentiú town"


def test_a_row_in_another_encoding_than_the_rest_is_named(tmp_path: Path) -> None:
    lines = table(*[ROW | {"adm_1": "Alto Nilo é"}] * 3).split(b"\r\n")
    lines[2] = lines[2].decode().encode("cp1252")
    good, bad, last = read(tmp_path, b"\r\n".join(lines))
    assert isinstance(bad, Failure)
    assert "row 3: adm_1 holds bytes that are no UTF-8, as the rest of the file is. The file mixes" in str(bad.error)
    assert isinstance(good, GedRow)
    assert isinstance(last, GedRow)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_what_parts_the_cells_is_told_by_the_file(tmp_path: Path, separator: str) -> None:
    data = table(ROW).decode().replace('","', f'"{separator}"').replace(COLUMNS, COLUMNS.replace(",", separator))
    (row,) = read(tmp_path, data.encode())
    assert isinstance(row, GedRow)
    assert (row.id, row.source_headline) == ("901", 'They said "stop", in vain')


def test_a_file_without_a_row_of_names_is_read_by_position_and_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "candidate.csv"
    path.write_bytes(table(ROW, ROW | {"id": "902"}).split(b"\r\n", 1)[1])
    with open_table(path, layout()) as opened:
        rows = list(ged_rows(opened))
        assert opened.notes == (f"{path} has no row of column names: read by position, as the 49 columns of UCDP GED.",)
    assert [(r.row, r.id, r.best) for r in rows if isinstance(r, GedRow)] == [(1, "901", 3), (2, "902", 3)]


def dated(*days: str) -> bytes:
    return table(*(ROW | {"date_start": day, "date_end": day} for day in days))


def test_days_that_may_be_read_two_ways_are_read_as_the_file_itself_tells(tmp_path: Path) -> None:
    rows = read(tmp_path, dated("4/8/2021", "2021-05-04", "13/08/2021", "5 May 2021"))
    assert [r.date_start for r in rows if isinstance(r, GedRow)] == [
        "2021-08-04", "2021-05-04", "2021-08-13", "2021-05-05",
    ]  # fmt: skip
    (row, _) = read(tmp_path, dated("4/8/2021", "08/13/2021"))
    assert isinstance(row, GedRow)
    assert row.date_start == "2021-04-08"


def test_days_of_which_no_row_tells_the_order_are_refused_and_the_user_may_tell(tmp_path: Path) -> None:
    bad, good = read(tmp_path, dated("4/8/2021", "2021-05-04"))
    assert isinstance(bad, Failure)
    assert "row 2: date_start is '4/8/2021', which may be in month 4 or 8: no day of the file tells" in str(bad.error)
    assert isinstance(good, GedRow)
    (row, _) = read_ged(tmp_path / "ged.csv", date_order="dmy")
    assert isinstance(row, GedRow)
    assert row.date_start == "2021-08-04"


def test_a_day_that_cannot_be_in_the_order_that_the_user_told_is_refused(tmp_path: Path) -> None:
    read(tmp_path, dated("08/14/2021", "13/08/2021"))
    bad, good = read_ged(tmp_path / "ged.csv", date_order="dmy")
    assert isinstance(bad, Failure)
    assert "row 2: date_start is '08/14/2021', which is no day" in str(bad.error)
    assert isinstance(good, GedRow)


def test_a_file_that_mixes_both_orders_says_in_which_rows(tmp_path: Path) -> None:
    bad, *good = read(tmp_path, dated("4/8/2021", "13/08/2021", "08/14/2021"))
    assert isinstance(bad, Failure)
    told = "the file mixes both orders, row 3 (13/08/2021) has the day first and row 4 (08/14/2021) has the month first"
    assert told in str(bad.error)
    assert [r.date_start for r in good if isinstance(r, GedRow)] == ["2021-08-13", "2021-08-14"]


def test_two_columns_of_one_name_are_refused_only_where_they_are_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has two columns named best"):
        read(tmp_path, table(ROW, columns=COLUMNS + ",best"))
    (row,) = read(tmp_path, table(ROW | {"note": "x"}, columns=COLUMNS + ",note,note"))
    assert isinstance(row, GedRow)
    assert (row.cells["note"], row.cells["note (51)"]) == ("x", "x")


REFUSED = [
    ("best", "", "best is '', which is no whole number"),
    ("best", "3.5", "best is '3.5', which is no whole number"),
    ("best", "-1", "no whole number"),
    ("best", "1_0", "no whole number"),
    ("high", "inf", "no whole number"),
    ("best", "1e300", "no number of a row is above 1,000,000,000,000"),
    ("latitude", "95", "latitude is '95'; it can be -90 to 90"),
    ("longitude", "nan", "longitude is 'nan'"),
    ("best", "twelve", "best is 'twelve', which is no whole number. Write it in digits."),
    ("latitude", "31,66", "latitude is '31,66'; it can be -90 to 90. Write it with a point."),
    ("latitude", "131.66", "it can be -90 to 90. Are latitude and longitude exchanged?"),
    ("date_start", "May 2021", "date_start is 'May 2021', which is no day"),
    ("date_start", "4/8/21", "which is no day"),
    ("date_start", "2021-02-30", "which is no day"),
    ("date_end", "2021-05-01", "ends on 2021-05-01, before it begins on 2021-05-04"),
    ("where_prec", "8", "where_prec is 8; it can be 1 to 7"),
    ("date_prec", "0", "date_prec is 0; it can be 1 to 5"),
    ("type_of_violence", "4", "type_of_violence is 4; it can be 1 to 3"),
]


@pytest.mark.parametrize(("cell", "text", "message"), REFUSED)
def test_a_row_that_cannot_be_is_named_and_costs_no_other(tmp_path: Path, cell, text, message) -> None:
    bad, good = read(tmp_path, table(ROW | {cell: text}, ROW))
    assert isinstance(bad, Failure)
    assert isinstance(good, GedRow)
    assert "ged.csv row 2: " in str(bad.error)
    assert message in str(bad.error)


def test_a_row_with_too_many_cells_or_an_open_mark_is_kept_out(tmp_path: Path) -> None:
    data = table(ROW) + b"1,2,3\r\n" + table(ROW).split(b"\r\n", 1)[1]
    first, bad, last = read(tmp_path, data)
    assert isinstance(first, GedRow)
    assert isinstance(bad, Failure)
    assert "row 3: has 3 cells; the table has 49 columns" in str(bad.error)
    assert isinstance(last, GedRow)


@pytest.mark.parametrize(
    ("cells", "odd"),
    [
        ({"low": "5"}, "low 5, best 3 and high 4 are not in order"),
        ({"deaths_unknown": "4"}, "the deaths of the sides add up to 7, best is 3"),
        ({"deaths_unknown": ""}, None),
    ],
)
def test_what_does_not_fit_within_a_published_row_is_told_and_the_row_is_kept(tmp_path: Path, cells, odd) -> None:
    (row,) = read(tmp_path, table(ROW | cells))
    assert isinstance(row, GedRow)
    assert row.odd == odd


def test_plain_gzip_and_zip_are_the_same(tmp_path: Path) -> None:
    data, packed = table(ROW, ROW), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("readme.txt", "read me")
        package.writestr("GEDEvent.csv", data)
    plain = read(tmp_path, data)
    assert read(tmp_path, gzip.compress(data), "ged.csv.gz") == plain
    assert read(tmp_path, packed.getvalue(), "ged.zip") == plain
    assert len(plain) == 2


FILES = [
    (b"", "is empty"),
    (b"901,7,2021\r\n", "has no row of column names, and 3 columns; by position only files of UCDP GED with 49 or 41"),
    (
        b",".join(table(ROW | {"source_headline": ""}).split(b"\r\n", 1)[1].strip().split(b",")[::-1]) + b"\r\n",
        "which do not hold what stands in those of a release",
    ),
    (b"name,lat,lon\r\nMalakal,9,31\r\n", "lacks the columns id, type_of_violence"),
    (b"PK\x03\x04 and no more", "is damaged"),
    (gzip.compress(table(*[ROW] * 500))[:-20], "is damaged"),
]


@pytest.mark.parametrize(("data", "message"), FILES)
def test_a_file_that_is_no_ged_is_refused_with_the_reason(tmp_path: Path, data, message) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, data, "ged.csv")
    assert message in str(caught.value)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError):
            list(read_ged(path))


def test_an_archive_of_several_tables_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("a.csv", table(ROW))
        package.writestr("b.csv", table(ROW))
    with pytest.raises(InputError, match="holds 2 CSV tables"):
        read(tmp_path, packed.getvalue(), "ged.zip")


def test_the_rows_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(table(*[ROW] * 3000))
    told: list[tuple[int, int]] = []
    rows = read_ged(path, lambda done, size: told.append((done, size)))
    next(rows)
    assert len(told) == 1
    assert sum(1 for _ in rows) == 2999
    assert len(told) > 2


def test_an_event_that_nobody_numbered_goes_by_the_name_that_its_coder_gave_it(tmp_path: Path) -> None:
    (row,) = read(tmp_path, table(ROW | {"id": ""}))
    assert isinstance(row, GedRow)
    assert row.id == ROW["relid"]
    (bad,) = read(tmp_path, table(ROW | {"id": "", "relid": " "}))
    assert isinstance(bad, Failure)
    assert "has no id, and no relid either" in str(bad.error)
