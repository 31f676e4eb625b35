"""The folder of CSV files: read back with the csv module, the same twice, and careful with what lies there."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace

import pytest

from dateline.errors import OutputError
from dateline.exports.cells import canonical, row_hash
from dateline.exports.columns import UNHASHED, sheets
from dateline.exports.csv_folder import file_names, write_csv
from dateline.exports.files import settle
from dateline.exports.sheet import tables
from dateline.protect.policy import Redaction


def test_a_folder_holds_what_the_tables_hold(tmp_path, rich, shown, folder):
    files = write_csv(tmp_path / "out", [rich, shown])
    assert [file.name for file in files] == file_names()
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(file_names())
    back = folder(tmp_path / "out")
    for table in tables([rich, shown]):
        expected = [
            {c.name: canonical(cell) for c, cell in zip(table.columns, cells, strict=True) if cell is not None}
            for cells in table.rows
        ]
        assert back[table.name] == expected


def test_rows_end_with_cr_lf_and_lines_within_cells_with_lf(tmp_path, rich):
    write_csv(tmp_path, [rich])
    data = (tmp_path / "events.csv").read_bytes()
    assert data.count(b"\r\n") == 2
    assert b"a market,\na school" in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8").startswith("event_id,report,status,")


def test_a_row_that_was_not_edited_has_the_hash_it_was_written_with(tmp_path, rich, folder):
    write_csv(tmp_path, [rich])
    for name, rows in folder(tmp_path).items():
        if sheets()[name].records:
            for row in rows:
                kept = [row.get(c.name) for c in sheets()[name].columns if c.name not in UNHASHED]
                assert row["row_hash"] == row_hash(name, kept)


def test_the_same_reports_give_the_same_bytes(tmp_path, rich, shown):
    one = write_csv(tmp_path / "one", [rich, shown])
    two = write_csv(tmp_path / "two", iter([rich, shown]))
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in two]


def test_a_formula_in_a_report_is_marked_in_its_cell_and_numbers_are_not(tmp_path, shown, folder):
    first, *rest = shown.dossier.actors
    name = '=HYPERLINK("http://example.org";=1)'
    places = tuple(replace(place, lon=-31.66) for place in shown.dossier.places)
    write_csv(
        tmp_path,
        [replace(shown, dossier=replace(shown.dossier, actors=(replace(first, name=name), *rest), places=places))],
    )
    with (tmp_path / "actors.csv").open(encoding="utf-8", newline="") as handle:
        assert next(csv.DictReader(handle))["name"] == "'=HYPERLINK(\"http://example.org\";'=1)"
    assert folder(tmp_path)["actors"][0]["name"] == name
    assert ",-31.66," in (tmp_path / "places.csv").read_text(encoding="utf-8")


def test_no_cell_of_a_hostile_report_opens_a_formula(tmp_path, shown):
    bad = ["=1", "+1", "-1", "@a", "\t=1", " ＝1", "\u200b@x", "'=1"]
    actors = tuple(replace(shown.dossier.actors[0], id=f"actor-{n}", name=text) for n, text in enumerate(bad))
    document = replace(shown.dossier.document, title="=1+1", outlet="@SUM(A1)", url="=cmd|' /C calc'!A0")
    kept = replace(shown.dossier, document=document, actors=actors, events=(), relations=(), control=())
    write_csv(tmp_path, [replace(shown, dossier=kept)])
    for file in tmp_path.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as handle:
            for line in csv.reader(handle):
                assert not any(cell.lstrip(" \u200b\t")[:1] in {*"=+-@", "＝"} for cell in line)


def test_the_folder_says_what_it_is_and_what_each_column_means(tmp_path, shown, folder):
    write_csv(tmp_path, [replace(shown, redactions=(Redaction("source", "source A", 3),))])
    readme = (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert readme.startswith("Dateline sheet, a folder of CSV files (format dateline-sheet/1)\n")
    assert "not shown: source\n  3 times; in its place stand: source A." in readme
    assert shown.dossier.document.id not in readme
    told = {(row["sheet"], row["column"]): row["meaning"] for row in folder(tmp_path)["columns"]}
    for name, sheet in sheets().items():
        header = (tmp_path / f"{name}.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
        assert [column.strip() for column in header] == list(sheet.header)
        assert all(told[name, column.strip()] for column in header)


def test_an_empty_report_gives_files_with_headers(tmp_path, empty):
    write_csv(tmp_path, [empty])
    assert (tmp_path / "events.csv").read_bytes() == ",".join(sheets()["events"].header).encode() + b"\r\n"


def test_the_digests_are_those_of_the_files(tmp_path, rich):
    write_csv(tmp_path, [rich])
    mark, *lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert mark == "# dateline-sheet/1"
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
    assert len(lines) == len(file_names()) - 1


def test_an_older_folder_is_replaced_and_other_files_are_left_alone(tmp_path, shown, rich, folder):
    write_csv(tmp_path, [shown])
    (tmp_path / "notes.txt").write_text("mine")
    write_csv(tmp_path, [rich])
    assert folder(tmp_path)["reports"][0]["report"] == rich.dossier.document.id
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["events.csv", "README.txt", "SHA256SUMS"])
def test_a_foreign_file_of_the_same_name_is_never_overwritten(tmp_path, shown, name):
    (tmp_path / name).write_text("mine\n")
    with pytest.raises(OutputError, match=f"{name}: is in the way") as caught:
        write_csv(tmp_path, [shown])
    assert "another folder" in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine\n"


def test_a_folder_in_the_place_of_a_file_is_left_alone(tmp_path, shown):
    (tmp_path / "events.csv").mkdir()
    with pytest.raises(OutputError, match="is in the way"):
        write_csv(tmp_path, [shown])


def test_the_decisions_that_somebody_wrote_are_never_overwritten(tmp_path, shown):
    write_csv(tmp_path, [shown])
    edited = (tmp_path / "events.csv").read_text(encoding="utf-8").replace("happened", "denied")
    (tmp_path / "events.csv").write_text(edited, encoding="utf-8")
    with pytest.raises(OutputError, match=r"events\.csv: is in the way.*changed since"):
        write_csv(tmp_path, [shown])
    assert "denied" in (tmp_path / "events.csv").read_text(encoding="utf-8")


def test_an_edit_made_while_the_reports_were_read_is_not_lost(tmp_path, shown):
    write_csv(tmp_path, [shown])

    def slow():
        yield shown
        (tmp_path / "events.csv").write_text("edited meanwhile")

    with pytest.raises(OutputError, match="is in the way"):
        write_csv(tmp_path, slow())
    assert (tmp_path / "events.csv").read_text() == "edited meanwhile"


def test_a_folder_left_between_two_versions_can_be_written_again(tmp_path, shown, rich, monkeypatch):
    write_csv(tmp_path, [shown])
    seen = []

    def stops(made, target):
        seen.append(target.name)
        if len(seen) == 5:
            raise OutputError(str(target), "cannot be written.")
        settle(made, target)

    monkeypatch.setattr("dateline.exports.csv_folder.settle", stops)
    with pytest.raises(OutputError):
        write_csv(tmp_path, [rich])
    monkeypatch.undo()
    assert (tmp_path / "events.csv").read_text(encoding="utf-8").count(rich.dossier.document.id) == 1
    files = write_csv(tmp_path, [rich])
    assert [f.read_bytes() for f in files] == [f.read_bytes() for f in write_csv(tmp_path.with_name("new"), [rich])]


def broken(one):
    yield one
    raise FileNotFoundError("a dossier went missing")


def test_a_write_that_fails_leaves_the_old_files_and_its_reason_alone(tmp_path, shown, rich):
    files = write_csv(tmp_path, [shown])
    before = [file.read_bytes() for file in files]
    with pytest.raises(FileNotFoundError, match="a dossier went missing"):
        write_csv(tmp_path, broken(rich))
    assert [file.read_bytes() for file in files] == before
    assert len(list(tmp_path.iterdir())) == len(files)


def test_a_first_write_that_fails_leaves_no_folder(tmp_path, shown):
    with pytest.raises(FileNotFoundError):
        write_csv(tmp_path / "new", broken(shown))
    assert not (tmp_path / "new").exists()


def test_a_target_that_is_no_folder_is_named(tmp_path, shown):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        write_csv(tmp_path / "file", [shown])
    with pytest.raises(OutputError, match="the folder above it is missing"):
        write_csv(tmp_path / "a" / "b", [shown])
