"""The workbook: read back by another program, the same twice, and never half-written."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from dateline.errors import OutputError
from dateline.exports import xlsx
from dateline.exports.cells import canonical, row_hash
from dateline.exports.columns import UNHASHED, sheets
from dateline.exports.sheet import tables
from dateline.exports.xlsx import write_xlsx
from dateline.protect import show
from dateline.protect.gate import LeakError
from dateline.protect.policy import Policy


def hostile(shown, text):
    """The dossier with a text of somebody's choice as the name of its first actor."""
    first, *rest = shown.dossier.actors
    return replace(shown, dossier=replace(shown.dossier, actors=(replace(first, name=text), *rest)))


def test_a_workbook_holds_what_the_tables_hold(tmp_path, rich, shown, workbook):
    write_xlsx(tmp_path / "sheet.xlsx", [rich, shown])
    back = workbook(tmp_path / "sheet.xlsx")
    assert list(back) == list(sheets())
    for table in tables([rich, shown]):
        expected = [
            {c.name: cell for c, cell in zip(table.columns, cells, strict=True) if cell is not None}
            for cells in table.rows
        ]
        assert back[table.name] == expected


def test_a_row_that_was_not_edited_has_the_hash_it_was_written_with(tmp_path, rich, workbook):
    write_xlsx(tmp_path / "sheet.xlsx", [rich])
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    for name, sheet in sheets().items():
        if sheet.records:
            for line in book[name].iter_rows(min_row=2, values_only=True):
                kept = [v for c, v in zip(sheet.columns, line, strict=True) if c.name not in UNHASHED]
                assert line[-1] == row_hash(name, kept)
                assert line[-1] != row_hash(name, [*kept[:-1], "edited"])


def test_the_same_reports_give_the_same_bytes(tmp_path, rich, shown):
    write_xlsx(tmp_path / "one.xlsx", [rich, shown])
    write_xlsx(tmp_path / "two.xlsx", iter([rich, shown]))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=HYPERLINK(\"http://example.org\",\"x\")",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "\t=1",
        " =1",
        "{=1}",
        "https://example.org/a",
        "mailto:a@example.org",
        "internal:events!A1",
        "123",
        "1e5",
        "2021-05-04",
        "TRUE",
        "#N/A",
        "'quoted",
        "<b>&amp;</b>",
        "]]>",
        "line\nline",
    ],
)  # fmt: skip
def test_a_hostile_text_is_stored_as_a_text_and_nothing_else(tmp_path, shown, text):
    write_xlsx(tmp_path / "sheet.xlsx", [hostile(shown, text)])
    cell = openpyxl.load_workbook(tmp_path / "sheet.xlsx")["actors"]["C2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    "text", ["<r><t>x</t></r>", '<r></t></is></c><c r="D2"><f>1+1</f></c><c><is><t></r>', "<r></r>"]
)
def test_a_text_dressed_as_formatting_cannot_break_out_of_its_cell(tmp_path, shown, text):
    write_xlsx(tmp_path / "sheet.xlsx", [hostile(shown, text)])
    sheet = openpyxl.load_workbook(tmp_path / "sheet.xlsx")["actors"]
    assert sheet["C2"].value == f"⟨U+003C⟩{text[1:]}"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_text_that_looks_like_an_escape_of_the_format_comes_back_as_it_was(tmp_path, shown):
    write_xlsx(tmp_path / "sheet.xlsx", [hostile(shown, "a_x000D_b")])
    with zipfile.ZipFile(tmp_path / "sheet.xlsx") as book:
        name = f"xl/worksheets/sheet{list(sheets()).index('actors') + 1}.xml"
        assert "a_x005F_x000D_b" in book.read(name).decode()


def test_numbers_are_numbers_and_dates_are_dates(tmp_path, rich):
    write_xlsx(tmp_path / "sheet.xlsx", [rich])
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    column = {cell.value: cell.column_letter for cell in book["events"][1]}
    cells = book["events"]
    assert cells[f"{column['lat']}2"].data_type == "n"
    assert cells[f"{column['date_start']}2"].is_date
    assert cells[f"{column['date_start']}2"].value == dt.datetime(2021, 5, 4)  # noqa: DTZ001
    assert cells[f"{column['date_start']}2"].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("start", ["2021-05", "1899-12-31", "0044-03-15"])
def test_a_date_that_excel_does_not_know_stays_text(tmp_path, rich, start, workbook):
    event = rich.dossier.events[0]
    old = replace(rich, dossier=replace(rich.dossier, events=(replace(event, when=replace(event.when, start=start)),)))
    write_xlsx(tmp_path / "sheet.xlsx", [old])
    assert workbook(tmp_path / "sheet.xlsx")["events"][0]["date_start"] == start


def test_header_and_ids_are_frozen_filtered_and_explained(tmp_path, rich):
    write_xlsx(tmp_path / "sheet.xlsx", [rich])
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    for name, sheet in sheets().items():
        made = book[name]
        assert made.freeze_panes == "B2"
        assert made.auto_filter.ref.startswith("A1:")
        assert all(cell.comment.text.startswith(c.meaning) for cell, c in zip(made[1], sheet.columns, strict=True))
        assert made.page_setup.orientation == "landscape"
        assert made.page_setup.fitToHeight == 0
        assert made.print_title_rows == "$1:$1"
        if sheet.records:
            assert made.column_dimensions[made.cell(1, len(sheet.columns)).column_letter].hidden
    assert book.active.title == "events"


def test_closed_columns_have_drop_down_lists_of_their_words(tmp_path, rich):
    write_xlsx(tmp_path / "sheet.xlsx", [rich])
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    events, choices = book["events"], book["choices"]
    found = {}
    for rule in events.data_validations.dataValidation:
        (area,) = rule.sqref.ranges
        cells = choices[rule.formula1.removeprefix("choices!").replace("$", "")]
        found[events.cell(1, area.min_col).value] = [cell.value for (cell,) in cells]
        assert (area.min_row, area.max_row) == (2, events.max_row)
    assert found["decision"] == ["accept", "correct", "reject", "unsure"]
    assert found["status"] == ["happened", "ongoing", "planned", "possible", "alleged", "denied"]
    assert found["ucdp_type"] == [1, 2, 3]
    assert len(found["acled_sub_event_type"]) == 25
    assert {"plover", "plover_mode", "acled_event_type", "date_precision"} < set(found)
    assert not {"deaths_hedge", "contexts", "where_prec"} & set(found)


def test_a_check_that_disagrees_is_amber_and_says_so(tmp_path, rich):
    write_xlsx(tmp_path / "sheet.xlsx", [rich])
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    amber = [
        (sheet.title, sheet.cell(1, cell.column).value, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.fill.fgColor.rgb == "FFFFD58A"
    ]
    assert ("findings", "verdict", "disagrees") in amber
    assert ("events", "checks", "disagrees: distance") in amber
    assert {name for _, name, _ in amber} == {"verdict", "message", "checks"}


def test_the_properties_name_nobody_and_no_machine(tmp_path, rich):
    write_xlsx(tmp_path / "sheet.xlsx", [rich])
    properties = openpyxl.load_workbook(tmp_path / "sheet.xlsx").properties
    assert properties.title == "Dateline sheet: 1 report"
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.created.year == 1980
    with zipfile.ZipFile(tmp_path / "sheet.xlsx") as book:
        assert not any(str(tmp_path).encode() in book.read(name) for name in book.namelist())
        assert b"<authors><author></author></authors>" in book.read("xl/comments1.xml")


def test_an_empty_report_gives_a_workbook_with_headers(tmp_path, empty):
    write_xlsx(tmp_path / "sheet.xlsx", [empty])
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    for name, sheet in sheets().items():
        assert tuple(cell.value for cell in book[name][1]) == sheet.header
    assert book["events"].max_row == 1


def test_a_long_row_is_shown_in_part_and_held_in_full(tmp_path, shown, workbook):
    write_xlsx(tmp_path / "sheet.xlsx", [hostile(shown, "word " * 400)])
    assert openpyxl.load_workbook(tmp_path / "sheet.xlsx")["actors"].row_dimensions[2].height == 120
    assert workbook(tmp_path / "sheet.xlsx")["actors"][0]["name"] == "word " * 400


def broken(one):
    yield one
    raise ConnectionError("the reports ran out")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, shown, rich):
    path = tmp_path / "sheet.xlsx"
    write_xlsx(path, [shown])
    before = path.read_bytes()
    with pytest.raises(ConnectionError):
        write_xlsx(path, broken(rich))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["sheet.xlsx"]


def test_a_view_that_still_holds_a_secret_is_not_written(tmp_path, dossier):
    hidden = show(dossier, Policy(protect=("Ann Example",)))
    with pytest.raises(LeakError):
        write_xlsx(tmp_path / "sheet.xlsx", [replace(hidden, dossier=dossier)])
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_with_too_many_rows_is_refused_in_words(tmp_path, shown, monkeypatch):
    monkeypatch.setattr(xlsx, "ROWS", 1)
    with pytest.raises(OutputError, match="the sheet actors has more than 1 rows") as caught:
        write_xlsx(tmp_path / "sheet.xlsx", [shown])
    assert "folder of CSV files" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_an_older_workbook_is_replaced_while_nobody_worked_in_it(tmp_path, shown, rich, workbook):
    path = tmp_path / "sheet.xlsx"
    write_xlsx(path, [shown])
    write_xlsx(path, [rich])
    assert workbook(path)["reports"][0]["report"] == rich.dossier.document.id


def test_a_workbook_that_somebody_worked_in_is_never_replaced(tmp_path, shown):
    path = tmp_path / "sheet.xlsx"
    write_xlsx(path, [shown])
    book = openpyxl.load_workbook(path)
    book["events"].cell(2, len(sheets()["events"].columns) - 2).value = "accept"
    book.save(path)
    edited = path.read_bytes()
    with pytest.raises(OutputError, match="saved by somebody since"):
        write_xlsx(path, [shown])
    assert path.read_bytes() == edited


def test_another_file_of_that_name_is_replaced(tmp_path, shown, workbook):
    path = tmp_path / "sheet.xlsx"
    path.write_text("old notes")
    write_xlsx(path, [shown])
    assert workbook(path)["events"]


@pytest.mark.parametrize(
    ("name", "told"), [("missing/sheet.xlsx", "there is no such folder"), ("folder", "is a folder")]
)
def test_a_target_that_cannot_be_written_is_named(tmp_path, shown, name, told):
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=told):
        write_xlsx(tmp_path / name, [shown])


def test_a_decision_does_not_change_the_hash_and_a_correction_does(tmp_path, shown):
    write_xlsx(tmp_path / "sheet.xlsx", [shown])
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    sheet, columns = book["events"], sheets()["events"].columns
    place = {column.name: n for n, column in enumerate(columns, 1)}

    def changed() -> bool:
        line = [cell.value for cell in sheet[2]]
        kept = [v for c, v in zip(columns, line, strict=True) if c.name not in UNHASHED]
        return canonical(line[-1]) != row_hash("events", kept)

    sheet.cell(2, place["decision"]).value = "correct"
    sheet.cell(2, place["note"]).value = "the report says Kodok"
    assert not changed()
    sheet.cell(2, place["place"]).value = "Kodok"
    assert changed()
