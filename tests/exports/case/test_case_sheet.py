"""The sheet of a case goes out and comes back. Real geography, invented happenings and persons: fiction."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dateline.case.store.sqlite import create_case
from dateline.errors import InputError, OutputError
from dateline.exports.case.about import Source
from dateline.exports.case.apply import Applied, apply_sheet
from dateline.exports.case.back import read_back
from dateline.exports.case.book import write_case_xlsx
from dateline.exports.case.values import value_of
from dateline.model.judgement import Judgement
from dateline.model.situation import (
    Day,
    Happening,
    LedgerEntry,
    LedgerSide,
    Number,
    ReportLine,
    Said,
    Side,
    Situation,
    Slot,
    Spot,
)


def said(value: str, source: str, report: str = "doc-1") -> Said:
    return Said(
        report, "event-1", "claim-1", source, "group", f"{report}/{source}", "asserted", "Example Wire", "2024-03-05",
        None, 1, f"“{value}”", 10, 20, value,
    )  # fmt: skip


def happening(number: int, **changed: object) -> Happening:
    made = Happening(
        f"happening-{number}", "Shelling of a market in Taiz", "ASSAULT", "Explosions/Remote violence/Shelling/"
        "artillery/missile attack", 2, "happened", Day("2024-03-04", "2024-03-04", "day"),
        Spot("Taiz", 13.58, 44.02, "YE", "Ta'izz", 1, 1.0, None),
        (Side("actor", "houthis", "Houthis", "rebel group", (said("Houthis", "residents"),)),),
        (
            Slot("where", "Taiz", "agreed", None, (said("Taiz", "residents"), said("Taiz", "medics", "doc-2"))),
            Slot("when", "2024-03-04", "single", None, (said("Monday", "residents"),)),
            Slot("status", "happened", "single"),
            Slot("deaths", "9 to 12", "disputed", Number(9, 12, 12, "exact", "most voices"),
                 (said("12", "residents"), said("9", "the army", "doc-2"))),
        ),
        (("doc-1", f"event-{number}a"), ("doc-2", f"event-{number}b")), 2, 2,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


def situation(*happenings: Happening) -> Situation:
    sides = (LedgerSide("12", (said("12", "residents"),)), LedgerSide("9", (said("9", "the army", "doc-2"),)))
    entry = LedgerEntry(
        "ledger-1", "contradiction", "number", "happening-1", "deaths", sides, "residents say 12, the army says 9"
    )
    line = ReportLine("doc-1", "a.txt", "=HYPERLINK(1)", "Example Wire", "2024-03-05", None, 1, "2024-03-06", 1, 2,
                      None, None, 1)  # fmt: skip
    return Situation("Taiz", None, None, "0" * 64, ("everything",), (line,), happenings, (), (), (), (entry,))


class Case:
    """A case whose situation is given by hand, before and after."""

    def __init__(self, folder: Path) -> None:
        self.store = create_case(folder / "war.dateline")
        self.store.judge([Judgement("note", "case", (), "AB", reason="begun")])
        self.base = self.now = situation(happening(1), happening(2))
        self.book = folder / "events.xlsx"
        info = self.store.info()
        write_case_xlsx(self.book, self.base, Source(info.id, info.seq, info.head))

    def edit(self, *changes: tuple[int, str, object]) -> None:
        book = openpyxl.load_workbook(self.book)
        sheet = book["events"]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for row, column, value in changes:
            sheet.cell(row, columns[column]).value = value
        book.save(self.book)

    def apply(self, *, force: bool = False, dry: bool = False) -> Applied:
        def seen(store: object, seq: int | None) -> Situation:
            return self.now if seq is None else self.base

        return apply_sheet(self.store, read_back(self.book), "events.xlsx", "AB", seen, force=force, dry=dry)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_a_sheet_that_nobody_changed_changes_nothing(case: Case) -> None:
    assert case.apply() == Applied((), ())


def test_each_value_has_its_quotes_and_sources_beside_it(case: Case) -> None:
    rows = dict(read_back(case.book).rows)
    assert rows[2]["place_source"] == "residents, Example Wire, 2024-03-05 | medics, Example Wire, 2024-03-05"
    assert rows[2]["deaths_told"] == "12 | 9"
    assert (rows[2]["deaths_low"], rows[2]["deaths_best"]) == (9, 12)
    assert rows[2]["against"] == "residents say 12, the army says 9"
    assert rows[2]["date_start"] == dt.date(2024, 3, 4)


def test_a_changed_number_becomes_one_signed_decision_on_the_whole_toll(case: Case) -> None:
    case.edit((2, "deaths_best", 11), (2, "note", "the ministry's list"))
    applied = case.apply()
    (made,) = applied.judgements
    assert (made.verb, made.slot, made.who, made.reason) == ("value", "deaths", "AB", "the ministry's list")
    assert made.value == {"low": 9, "best": 11, "high": 12}
    assert made.before == {"low": 9, "best": 12, "high": 12}
    assert made.about == ("happening-1", "event-1a")
    assert case.store.judgements()[-1] == made


def test_the_same_sheet_given_back_twice_decides_once(case: Case) -> None:
    case.edit((3, "status", "denied"), (2, "decision", "reject"))
    assert len(case.apply().judgements) == 2
    assert case.apply().judgements == ()


def test_two_cells_of_a_place_are_one_decision(case: Case) -> None:
    case.edit((2, "lat", 13.6), (2, "place", "Al Turbah"), (2, "where_prec", 2))
    (made,) = case.apply().judgements
    assert made.slot == "where"
    assert made.value == {"name": "Al Turbah", "lat": 13.6, "lon": 44.02, "country": "YE", "admin1": "Ta'izz",
                          "where_prec": 2}  # fmt: skip


def test_what_somebody_else_changed_since_is_a_conflict_that_is_kept_as_a_note(case: Case) -> None:
    slots = (Slot("deaths", "14", "decided", Number(14, 14, 14, "exact", "decided"), decided=7),)
    case.now = situation(happening(1, slots=slots), happening(2))
    case.edit((2, "deaths_best", 11))
    applied = case.apply()
    assert [c.became for c in applied.changes] == ["conflict"]
    (kept,) = applied.judgements
    assert kept.verb == "note"
    assert kept.value["written"] == {"low": 9, "best": 11, "high": 12}
    forced = case.apply(force=True)
    assert [(j.verb, j.value) for j in forced.judgements] == [("value", {"low": 9, "best": 11, "high": 12})]


def test_a_value_that_the_case_has_by_now_is_not_decided_again(case: Case) -> None:
    case.now = situation(happening(1, status="denied"), happening(2))
    case.edit((2, "status", "denied"))
    applied = case.apply()
    assert [c.became for c in applied.changes] == ["already"]
    assert applied.judgements == ()


def test_a_row_whose_happening_was_joined_with_another_finds_it_by_its_events(case: Case) -> None:
    one, two = case.base.happenings
    case.now = situation(replace(one, events=one.events + two.events))
    case.edit((3, "status", "alleged"))
    (made,) = case.apply().judgements
    assert (made.about[0], made.value) == ("happening-1", "alleged")


def test_a_row_whose_happening_was_split_is_listed_and_kept(case: Case) -> None:
    one, two = case.base.happenings
    case.now = situation(
        replace(one, events=(*one.events, two.events[0])), replace(two, id="happening-3", events=two.events[1:])
    )
    case.edit((3, "status", "alleged"))
    applied = case.apply()
    assert [(c.became, c.row) for c in applied.changes] == [("misfit", 3)]
    assert applied.judgements[0].value["written"] == {"status": "alleged"}


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("status", "maybe", "not in the list"),
        ("date_start", "early April", "no day"),
        ("date_start", dt.date(2024, 3, 9), "after date_end"),
        ("lat", 95, "no latitude"),
        ("lon", None, "one of them is empty"),
        ("country", "Yemen", "two-letter"),
        ("deaths_low", 20, "not in order"),
        ("deaths_best", "many", "no number"),
        ("deaths_low", -1, "negative"),
        ("acled_sub_event_type", "Armed clash", "no sub-event type"),
        ("decision", "perhaps", "not in the list"),
        ("same_as", "happening-9", "no other happening"),
    ],
)
def test_a_cell_that_cannot_be_the_value_is_refused_with_its_reason_and_kept(
    case: Case, column: str, cell: object, why: str
) -> None:
    case.edit((2, column, cell))
    applied = case.apply()
    assert [c.became for c in applied.changes] == ["refused"]
    assert why in applied.changes[0].why
    assert [j.verb for j in applied.judgements] == ["note"]


def test_a_good_change_beside_a_bad_one_is_kept(case: Case) -> None:
    case.edit((2, "lat", 95), (2, "status", "alleged"), (3, "title", "A second attack"))
    assert sorted(j.verb for j in case.apply().judgements) == ["note", "value", "value"]


def test_a_cell_that_is_not_for_editing_is_listed_and_changes_nothing(case: Case) -> None:
    case.edit((2, "deaths_rule", "average"))
    applied = case.apply()
    assert [c.became for c in applied.changes] == ["untouchable"]
    assert applied.judgements == ()


def test_rows_without_an_id_or_with_the_same_id_twice_are_listed(case: Case) -> None:
    case.edit((4, "title", "A new one"), (5, "happening_id", "happening-1"), (5, "status", "denied"))
    applied = case.apply()
    assert [(c.row, c.became) for c in applied.changes] == [(4, "misfit"), (5, "misfit")]
    assert len(applied.judgements) == 2


def test_two_rows_are_said_to_be_one_by_the_id_of_the_other(case: Case) -> None:
    case.edit((3, "same_as", "happening-1"))
    (made,) = case.apply().judgements
    assert (made.verb, made.of, made.about) == ("same", "event", ("event-2a", "event-1a"))


def test_a_dry_run_lists_and_keeps_nothing(case: Case) -> None:
    case.edit((2, "status", "denied"))
    applied = case.apply(dry=True)
    assert [c.became for c in applied.changes] == ["change"]
    assert len(case.store.judgements()) == 1


def test_a_sheet_of_another_case_is_refused(case: Case, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Case(tmp_path / "other")
    case.book = other.book
    with pytest.raises(InputError, match="another case"):
        case.apply()


def test_a_sheet_of_a_state_that_the_case_never_had_is_refused(case: Case) -> None:
    info = case.store.info()
    case.book.unlink()
    write_case_xlsx(case.book, case.base, Source(info.id, info.seq, "f" * 64))
    with pytest.raises(InputError, match="never had"):
        case.apply()


def test_a_workbook_that_somebody_worked_in_is_not_written_over(case: Case) -> None:
    case.edit((2, "status", "denied"))
    info = case.store.info()
    with pytest.raises(OutputError, match="saved by somebody"):
        write_case_xlsx(case.book, case.base, Source(info.id, info.seq, info.head))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not really", b"happening_id,status\n"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "events.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"events\.xlsx"):
        read_back(path)


def test_the_sheet_of_a_single_report_is_refused_as_another_format(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "events"
    book.create_sheet("about").append(["format", "dateline-sheet/1"])
    book.save(tmp_path / "events.xlsx")
    with pytest.raises(InputError, match="dateline-case-sheet/1"):
        read_back(tmp_path / "events.xlsx")


def test_an_emptied_value_is_none(case: Case) -> None:
    assert value_of("where", dict.fromkeys(("place", "lat", "lon", "country", "admin1", "where_prec"))) is None
    assert value_of("actor", {"actor": "Houthis | a group || its allies"}) == ["Houthis", "a group | its allies"]


def test_titles_of_reports_are_no_formulas(case: Case) -> None:
    assert openpyxl.load_workbook(case.book)["reports"].cell(2, 2).data_type == "s"
