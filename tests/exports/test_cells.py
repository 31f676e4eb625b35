"""What may stand in a cell: hostile text, long text, several values, and what tells an edited row."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.exports.cells import (
    LONGEST,
    canonical,
    cut,
    day,
    joined,
    number,
    parted,
    row_hash,
    safe,
    unsafe,
    visible,
)

TRICKY = st.text(st.sampled_from("'=+-@;\t\r\n|＝＠ \u200b\u00a0a1,\""), max_size=12)
"""Texts of the very signs that the marks are about."""


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+41 22 000", "'+41 22 000"),
        ("-12.5", "'-12.5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\u200b \u2060＝1", "'\u200b \u2060＝1"),
        ("\u00ad=1", "'\u00ad=1"),
        ("\tword", "'\tword"),
        ("\rword", "'\rword"),
        ("\nword", "'\nword"),
        ("'quoted'", "''quoted'"),
        ("'=1", "''=1"),
        ("two;=1", "two;'=1"),
        ("two; +1", "two;' +1"),
        ("two\t=1", "two\t'=1"),
        ("two\n- item", "two\n'- item"),
        ("two;'=1", "two;''=1"),
        ("\t=1", "'\t'=1"),
    ],
)
def test_a_text_that_a_program_could_run_gets_an_apostrophe_which_can_be_taken_off(text, cell):
    assert safe(text) == cell
    assert unsafe(cell) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Malakal",
        "40 km - 50 km",
        "a=b",
        "1-2",
        "mail@example.org",
        "“-5”",
        "He said 'no'",
        "a; b",
        "a;b'c",
        "al-Bab",
    ],
)
def test_a_text_that_no_program_runs_stays_as_it_is(text):
    assert safe(text) == text
    assert unsafe(text) == text


@given(st.one_of(TRICKY, st.text()))
@example("''")
@example(";'=")
@example("\n\t=")
def test_unsafe_takes_back_what_safe_did(text):
    assert unsafe(safe(text)) == text


@given(st.one_of(TRICKY, st.text()))
def test_no_cell_and_no_part_of_one_opens_a_formula(text):
    blank = " \u00a0\u00ad\u200b\u2060\ufeff"
    assert safe(text)[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"}
    for part in re.split("[;\t\r\n]", safe(text)):
        assert part.lstrip(blank)[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}


@given(st.lists(st.one_of(TRICKY, st.text()), min_size=1).filter(lambda values: values != [""]))
@example(["a |", "| b", "", "||"])
def test_several_values_of_one_cell_can_be_parted_again(values):
    assert parted(joined(values)) == values


def test_a_lone_bar_that_somebody_typed_parts_nothing():
    assert parted("a|b | c") == ["a|b", "c"]


def test_an_empty_cell_holds_no_values():
    assert parted(joined([])) == []


def test_values_are_parted_by_a_bar_that_people_can_read():
    assert joined(["River Guard", "the army"]) == "River Guard | the army"
    assert joined(["Nile Wire | Juba", "b"]) == "Nile Wire || Juba | b"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("bell\x07", "bell⟨U+0007⟩"),
        ("page\x0cend", "page⟨U+000C⟩end"),
        ("\u202egpj.exe", "⟨U+202E⟩gpj.exe"),
        ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
        ("\ufeffstart", "⟨U+FEFF⟩start"),
        ("\ud800", "⟨U+D800⟩"),
        ("\ufffe\uffff", "⟨U+FFFE⟩⟨U+FFFF⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("<r><t>x</t></r>", "⟨U+003C⟩r><t>x</t></r>"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("می‌خواهم", "می‌خواهم"),
        ("<r> is no tag here", "<r> is no tag here"),
    ],
)
def test_signs_that_hide_something_are_written_out(text, seen):
    assert visible(text) == seen


@given(st.text(st.characters()))
def test_a_visible_text_holds_only_what_xml_and_utf_8_can_hold(text):
    seen = visible(text)
    assert seen.encode("utf-8").decode() == seen
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", seen)
    assert visible(seen) == seen


@pytest.mark.parametrize(
    ("text", "length"),
    [("a" * LONGEST, LONGEST), ("a" * (LONGEST + 1), LONGEST), ("😀" * (LONGEST // 2), LONGEST // 2), ("a" * 9, 9)],
)
def test_a_text_is_cut_where_a_cell_ends(text, length):
    kept = cut(text)
    assert len(kept) == length
    assert (kept == text) != kept.endswith("…")


def test_no_sign_of_two_units_is_halved():
    kept = cut("a" * (LONGEST - 2) + "😀😀")
    assert kept == "a" * (LONGEST - 2) + "…"
    assert len(safe("=" + kept[1:]).encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize(
    ("text", "cell"),
    [("2021-05-04", dt.date(2021, 5, 4)), ("2021-05", "2021-05"), ("2021-02-30", "2021-02-30"), (None, None)],
)
def test_only_a_full_date_of_the_calendar_is_a_date(text, cell):
    assert day(text) == cell


@pytest.mark.parametrize(
    ("value", "cell"), [(3.0, 3), (2.5, 2.5), (0.1 + 0.2, 0.3), (None, None), (float("inf"), "inf"), (1e300, 1e300)]
)
def test_numbers_keep_the_digits_that_programs_keep(value, cell):
    assert number(value) == cell
    assert type(number(value)) is type(cell)


def test_a_value_has_one_text_whichever_program_gave_it_back():
    assert canonical(dt.datetime(2021, 5, 4, tzinfo=dt.UTC)) == canonical(dt.date(2021, 5, 4)) == "2021-05-04"
    assert canonical(3.0) == canonical(3) == canonical("3") == "3"
    assert canonical(None) == canonical("") == ""


def test_a_changed_row_has_another_hash():
    row = ["event-1", 3, dt.date(2021, 5, 4), None]
    assert row_hash("events", row) == row_hash("events", ["event-1", "3", "2021-05-04", ""])
    assert row_hash("events", row) != row_hash("events", ["event-1", 4, dt.date(2021, 5, 4), None])
    assert row_hash("events", row) != row_hash("claims", row)
    assert row_hash("events", ["a", ""]) != row_hash("events", ["", "a"])


@pytest.mark.parametrize("piece", ["'", " ", ";", ";'", "; ", "\u200b", "\n'", "|", " |"])
def test_long_hostile_texts_take_no_more_time_than_long_plain_ones(piece):
    text = piece * (2_000_000 // len(piece))
    begun = time.perf_counter()
    assert unsafe(safe(text)) == text
    assert parted(joined([text])) == [text]
    assert time.perf_counter() - begun < 10
