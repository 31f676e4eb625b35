"""What the words of a date mean, against a publication date: a table of expressions (all happenings are fiction)."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.annotate.timex import UNDATED, Tense, find_timexes
from dateline.model.values import When
from dateline.readers.text import read_text
from dateline.resolve.named_days import easter, eastern_easter
from dateline.resolve.when import resolve_when

PUBLISHED = "2017-05-18"  # a Thursday
STATED, YEAR, RELATIVE = "stated", "year from publication", "relative to publication"


def read(
    words: str, published: str | None = PUBLISHED, tense: Tense = "past", anchor: When | None = None
) -> When | None:
    report = read_text(f"The town was shelled {words}.", published=published)
    (timex,) = find_timexes(report)
    return resolve_when(timex, report, tense=tense, anchor=anchor)


def days(when: When | None) -> tuple[str | None, str | None]:
    assert when is not None
    return when.start, when.end


@pytest.mark.parametrize(
    ("words", "start", "end", "precision", "basis"),
    [
        ("on 12 May 2017", "2017-05-12", "2017-05-12", "day", STATED),
        ("on May 12, 2017", "2017-05-12", "2017-05-12", "day", STATED),
        ("on the 12th of May", "2017-05-12", "2017-05-12", "day", YEAR),
        ("on Friday, May 12", "2017-05-12", "2017-05-12", "day", YEAR),
        ("on Fri., May 12", "2017-05-12", "2017-05-12", "day", YEAR),
        ("on 2017-05-12", "2017-05-12", "2017-05-12", "day", STATED),
        ("on 12.05.2017", "2017-05-12", "2017-05-12", "day", STATED),
        ("on May 12", "2017-05-12", "2017-05-12", "day", YEAR),
        ("on 12-May-2017", "2017-05-12", "2017-05-12", "day", STATED),
        ("on Dec. 31", "2016-12-31", "2016-12-31", "day", YEAR),
        ("on Sept. 4", "2016-09-04", "2016-09-04", "day", YEAR),
        ("on Friday", "2017-05-12", "2017-05-12", "day", RELATIVE),
        ("on Friday night", "2017-05-12", "2017-05-12", "day", RELATIVE),
        ("late on Friday", "2017-05-12", "2017-05-12", "day", RELATIVE),
        ("on the night of Friday", "2017-05-12", "2017-05-12", "day", RELATIVE),
        ("on Friday 12 May", "2017-05-12", "2017-05-12", "day", YEAR),
        ("early Friday", "2017-05-12", "2017-05-12", "day", RELATIVE),
        ("at dawn on Friday", "2017-05-12", "2017-05-12", "day", RELATIVE),
        ("at 10 p.m. Wednesday", "2017-05-17", "2017-05-17", "day", RELATIVE),
        ("at noon on Tuesday", "2017-05-16", "2017-05-16", "day", RELATIVE),
        ("before dawn on Monday", "2017-05-15", "2017-05-15", "day", RELATIVE),
        ("last Friday", "2017-05-12", "2017-05-12", "day", RELATIVE),
        ("this Monday", "2017-05-15", "2017-05-15", "day", RELATIVE),
        ("the previous Friday", "2017-05-12", "2017-05-12", "day", RELATIVE),
        ("on Monday of last week", "2017-05-08", "2017-05-08", "day", RELATIVE),
        ("on Tuesday last week", "2017-05-09", "2017-05-09", "day", RELATIVE),
        ("last Tuesday night", "2017-05-16", "2017-05-16", "day", RELATIVE),
        ("earlier on Thursday", "2017-05-18", "2017-05-18", "day", RELATIVE),
        ("earlier this week", "2017-05-15", "2017-05-18", "week", RELATIVE),
        ("earlier this month", "2017-05-01", "2017-05-18", "month", RELATIVE),
        ("later this week", "2017-05-18", "2017-05-21", "week", RELATIVE),
        ("this week", "2017-05-15", "2017-05-18", "week", RELATIVE),
        ("last week", "2017-05-08", "2017-05-14", "week", RELATIVE),
        ("late last week", "2017-05-13", "2017-05-14", "range", RELATIVE),
        ("early this week", "2017-05-15", "2017-05-16", "range", RELATIVE),
        ("in the past week", "2017-05-11", "2017-05-18", "days", RELATIVE),
        ("this past weekend", "2017-05-13", "2017-05-14", "days", RELATIVE),
        ("over the weekend", "2017-05-13", "2017-05-14", "days", RELATIVE),
        ("last weekend", "2017-05-13", "2017-05-14", "days", RELATIVE),
        ("overnight", "2017-05-17", "2017-05-18", "days", RELATIVE),
        ("overnight on Tuesday", "2017-05-16", "2017-05-17", "days", RELATIVE),
        ("on Tuesday overnight", "2017-05-16", "2017-05-17", "days", RELATIVE),
        ("last night", "2017-05-17", "2017-05-17", "day", RELATIVE),
        ("on Wednesday evening", "2017-05-17", "2017-05-17", "day", RELATIVE),
        ("yesterday", "2017-05-17", "2017-05-17", "day", RELATIVE),
        ("yesterday morning", "2017-05-17", "2017-05-17", "day", RELATIVE),
        ("the day before yesterday", "2017-05-16", "2017-05-16", "day", RELATIVE),
        ("today", "2017-05-18", "2017-05-18", "day", RELATIVE),
        ("this morning", "2017-05-18", "2017-05-18", "day", RELATIVE),
        ("earlier today", "2017-05-18", "2017-05-18", "day", RELATIVE),
        ("late yesterday", "2017-05-17", "2017-05-17", "day", RELATIVE),
        ("in early April", "2017-04-01", "2017-04-10", "range", YEAR),
        ("in mid-April", "2017-04-11", "2017-04-20", "range", YEAR),
        ("in late April", "2017-04-21", "2017-04-30", "range", YEAR),
        ("in the first half of April", "2017-04-01", "2017-04-15", "range", YEAR),
        ("in the second half of April 2016", "2016-04-16", "2016-04-30", "range", STATED),
        ("at the beginning of May", "2017-05-01", "2017-05-10", "range", YEAR),
        ("at the start of the year", "2017-01-01", "2017-04-30", "range", RELATIVE),
        ("at the end of March", "2017-03-21", "2017-03-31", "range", YEAR),
        ("at the end of last month", "2017-04-21", "2017-04-30", "range", RELATIVE),
        ("by the end of April", "2017-04-21", "2017-04-30", "range", YEAR),
        ("in the last week of April", "2017-04-24", "2017-04-30", "week", YEAR),
        ("in the first days of May", "2017-05-01", "2017-05-10", "range", YEAR),
        ("in the middle of 2016", "2016-05-01", "2016-08-31", "range", STATED),
        ("at the end of 2016", "2016-09-01", "2016-12-31", "range", STATED),
        ("in late 2016", "2016-09-01", "2016-12-31", "range", STATED),
        ("in early 2017", "2017-01-01", "2017-04-30", "range", STATED),
        ("in April", "2017-04-01", "2017-04-30", "month", YEAR),
        ("last April", "2016-04-01", "2016-04-30", "month", RELATIVE),
        ("in April last year", "2016-04-01", "2016-04-30", "month", RELATIVE),
        ("in May 2016", "2016-05-01", "2016-05-31", "month", STATED),
        ("between March and May", "2017-03-01", "2017-05-18", "range", YEAR),
        ("from March to June 2016", "2016-03-01", "2016-06-30", "range", STATED),
        ("from March 2016 to May 2017", "2016-03-01", "2017-05-31", "range", STATED),
        ("between 3 and 5 May", "2017-05-03", "2017-05-05", "days", YEAR),
        ("between May 3 and May 5", "2017-05-03", "2017-05-05", "days", YEAR),
        ("from 3 to 5 May", "2017-05-03", "2017-05-05", "days", YEAR),
        ("from 30 April to 2 May", "2017-04-30", "2017-05-02", "days", YEAR),
        ("on May 3-5", "2017-05-03", "2017-05-05", "days", YEAR),
        ("from Monday to Wednesday", "2017-05-15", "2017-05-17", "days", RELATIVE),
        ("between Monday and Wednesday", "2017-05-15", "2017-05-17", "days", RELATIVE),
        ("from Sunday through Tuesday", "2017-05-14", "2017-05-16", "days", RELATIVE),
        ("since 2011", "2011-01-01", "2017-05-18", "range", STATED),
        ("since March 2011", "2011-03-01", "2017-05-18", "range", STATED),
        ("since Monday", "2017-05-15", "2017-05-18", "range", RELATIVE),
        ("since last week", "2017-05-08", "2017-05-18", "range", RELATIVE),
        ("since May 3", "2017-05-03", "2017-05-18", "range", YEAR),
        ("since the beginning of the month", "2017-05-01", "2017-05-18", "range", RELATIVE),
        ("since the start of the year", "2017-01-01", "2017-05-18", "range", RELATIVE),
        ("until 2015", None, "2015-12-31", "range", STATED),
        ("until the end of 2016", None, "2016-12-31", "range", STATED),
        ("until the end of April", None, "2017-04-30", "range", YEAR),
        ("until Tuesday", None, "2017-05-16", "range", RELATIVE),
        ("by Tuesday", "2017-05-16", "2017-05-16", "day", RELATIVE),
        ("before 2014", None, "2013-12-31", "range", STATED),
        ("after 2014", "2014-12-31", None, "range", STATED),
        ("before May 3", None, "2017-05-02", "range", YEAR),
        ("from 2011 to 2015", "2011-01-01", "2015-12-31", "range", STATED),
        ("in 2011-2013", "2011-01-01", "2013-12-31", "range", STATED),
        ("between 2011 and 2013", "2011-01-01", "2013-12-31", "range", STATED),
        ("in 2013", "2013-01-01", "2013-12-31", "year", STATED),
        ("in the 1980s", "1980-01-01", "1989-12-31", "range", STATED),
        ("in the early 1990s", "1990-01-01", "1993-12-31", "range", STATED),
        ("in the late '80s", "1986-01-01", "1989-12-31", "range", STATED),
        ("in the nineties", "1990-01-01", "1999-12-31", "range", STATED),
        ("in the 20th century", "1900-01-01", "1999-12-31", "range", STATED),
        ("last summer", "2016-06-01", "2016-08-31", "range", RELATIVE),
        ("in the summer of 2016", "2016-06-01", "2016-08-31", "range", STATED),
        ("in summer 2016", "2016-06-01", "2016-08-31", "range", STATED),
        ("this spring", "2017-03-01", "2017-05-31", "range", RELATIVE),
        ("in spring 2017", "2017-03-01", "2017-05-31", "range", STATED),
        ("in the third quarter of 2016", "2016-07-01", "2016-09-30", "range", STATED),
        ("in the first quarter", "2017-01-01", "2017-03-31", "range", YEAR),
        ("three days ago", "2017-05-15", "2017-05-15", "day", RELATIVE),
        ("two weeks ago", "2017-05-01", "2017-05-07", "week", RELATIVE),
        ("a month ago", "2017-04-01", "2017-04-30", "month", RELATIVE),
        ("a year ago", "2016-01-01", "2016-12-31", "year", RELATIVE),
        ("10 years ago", "2007-01-01", "2007-12-31", "year", RELATIVE),
        ("a few days ago", "2017-05-12", "2017-05-16", "range", RELATIVE),
        ("several months ago", "2016-11-18", "2017-03-18", "range", RELATIVE),
        ("half an hour ago", "2017-05-18", "2017-05-18", "day", RELATIVE),
        ("in the past 24 hours", "2017-05-17", "2017-05-18", "days", RELATIVE),
        ("in the past few days", "2017-05-12", "2017-05-18", "days", RELATIVE),
        ("in the last three months", "2017-02-18", "2017-05-18", "range", RELATIVE),
        ("over the past two years", "2015-05-18", "2017-05-18", "range", RELATIVE),
        ("in recent days", "2017-05-11", "2017-05-18", "range", RELATIVE),
        ("in recent weeks", "2017-04-20", "2017-05-18", "range", RELATIVE),
        ("in recent months", "2017-02-16", "2017-05-18", "range", RELATIVE),
        ("in recent years", "2014-05-18", "2017-05-18", "range", RELATIVE),
        ("in the coming days", "2017-05-18", "2017-05-25", "range", RELATIVE),
        ("next week", "2017-05-22", "2017-05-28", "week", RELATIVE),
        ("next month", "2017-06-01", "2017-06-30", "month", RELATIVE),
        ("tomorrow", "2017-05-19", "2017-05-19", "day", RELATIVE),
        ("next Tuesday", "2017-05-23", "2017-05-23", "day", RELATIVE),
        ("during Ramadan", "2016-06-06", "2016-07-07", "range", YEAR),
        ("during Ramadan 2016", "2016-06-06", "2016-07-07", "range", STATED),
        ("on Eid al-Fitr 2016", "2016-07-06", "2016-07-10", "days", STATED),
        ("at Easter", "2017-04-16", "2017-04-16", "day", YEAR),
        ("on Easter Sunday", "2017-04-16", "2017-04-16", "day", YEAR),
        ("on Good Friday", "2017-04-14", "2017-04-14", "day", YEAR),
        ("on Christmas Eve", "2016-12-24", "2016-12-24", "day", YEAR),
        ("on Christmas Day 2016", "2016-12-25", "2016-12-25", "day", STATED),
        ("on New Year's Eve", "2016-12-31", "2016-12-31", "day", YEAR),
        ("on Thanksgiving", "2016-11-24", "2016-11-24", "day", YEAR),
        ("on Nowruz", "2017-03-20", "2017-03-21", "days", YEAR),
        ("earlier in the day", "2017-05-18", "2017-05-18", "day", RELATIVE),
        ("in the early hours of Sunday", "2017-05-14", "2017-05-14", "day", RELATIVE),
        ("in the early hours of 12 May", "2017-05-12", "2017-05-12", "day", YEAR),
        ("on the night of 11-12 May", "2017-05-11", "2017-05-12", "days", YEAR),
        ("on the night of May 11", "2017-05-11", "2017-05-11", "day", YEAR),
        ("the night of 11 to 12 May", "2017-05-11", "2017-05-12", "days", YEAR),
        ("on 3 and 4 May", "2017-05-03", "2017-05-04", "days", YEAR),
        ("on May 3 and 4", "2017-05-03", "2017-05-04", "days", YEAR),
        ("mid-2016", "2016-05-01", "2016-08-31", "range", STATED),
        ("since mid-April", "2017-04-11", "2017-05-18", "range", YEAR),
        ("as of 10 May", "2017-05-10", "2017-05-10", "day", YEAR),
        ("as of Monday", "2017-05-15", "2017-05-15", "day", RELATIVE),
        ("throughout April", "2017-04-01", "2017-04-30", "month", YEAR),
        ("for the past month", "2017-04-18", "2017-05-18", "range", RELATIVE),
        ("the week of May 8", "2017-05-08", "2017-05-14", "week", YEAR),
        ("the week beginning 8 May", "2017-05-08", "2017-05-14", "week", YEAR),
        ("last year", "2016-01-01", "2016-12-31", "year", RELATIVE),
        ("earlier this year", "2017-01-01", "2017-05-18", "year", RELATIVE),
        ("late last year", "2016-09-01", "2016-12-31", "range", RELATIVE),
        ("this year", "2017-01-01", "2017-05-18", "year", RELATIVE),
        ("in the first three months of 2017", "2017-01-01", "2017-03-31", "range", STATED),
        ("in the first week of May", "2017-05-01", "2017-05-07", "week", YEAR),
        ("in the final days of 2016", "2016-12-22", "2016-12-31", "range", STATED),
        ("early in May", "2017-05-01", "2017-05-10", "range", YEAR),
        ("early on Sunday morning", "2017-05-14", "2017-05-14", "day", RELATIVE),
        ("Saturday's attack", "2017-05-13", "2017-05-13", "day", RELATIVE),
        ("on Aug 5, 2016", "2016-08-05", "2016-08-05", "day", STATED),
        ("over the past weekend", "2017-05-13", "2017-05-14", "days", RELATIVE),
        ("Monday before last", "2017-05-08", "2017-05-08", "day", RELATIVE),
        ("the week before last", "2017-05-01", "2017-05-07", "week", RELATIVE),
        ("the month before last", "2017-03-01", "2017-03-31", "month", RELATIVE),
        ("the year before last", "2015-01-01", "2015-12-31", "year", RELATIVE),
        ("next year", "2018-01-01", "2018-12-31", "year", RELATIVE),
    ],
)
def test_an_expression_means_these_days(
    words: str, start: str | None, end: str | None, precision: str, basis: str
) -> None:
    when = read(words)
    assert when is not None
    assert (when.start, when.end, when.precision, when.basis) == (start, end, precision, basis)
    assert when.text in f"The town was shelled {words}."


@pytest.mark.parametrize(
    "words",
    ["on Passover", "on 15 Muharram 1438", "in Ramadan 1437", "on 3 Rajab", "on 1 Tir 1396", "recently",
     "two days later", "the same day", "a day earlier", "the following week", "on 05/06/2016", "on 31 June",
     "on Independence Day"],
)  # fmt: skip
def test_what_cannot_be_told_stays_open_and_keeps_its_words(words: str) -> None:
    when = read(words)
    assert when is not None
    assert (when.start, when.end, when.precision, when.basis) == (None, None, "unknown", None)
    assert when.evidence[0].quote == when.text


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("for three days", "duration"),
        ("for years", "duration"),
        ("for two more weeks", "duration"),
        ("in the nine-month siege", "duration"),
        ("every Friday", "set"),
        ("daily", "set"),
        ("on Fridays", "set"),
        ("twice a day", "set"),
        ("each July", "set"),
        ("now", "reference"),
        ("these days", "reference"),
        ("in the past", "reference"),
        ("at 14:30", "clock"),
    ],
)
def test_lengths_sets_and_references_are_found_and_date_nothing(words: str, form: str) -> None:
    report = read_text(f"The town was shelled {words}.", published=PUBLISHED)
    (timex,) = find_timexes(report)
    assert timex.form == form
    assert form in UNDATED
    assert resolve_when(timex, report) is None


@pytest.mark.parametrize(
    "text",
    [
        "The old quarter was shelled.",
        "Fighters entered the quarter of the mills.",
        "It was the fall of the city.",
        "The Daily Ferry printed the list.",
        "They sent their 2000 men.",
        "He knew the way through Mardin.",
    ],
)
def test_words_that_only_look_like_a_time_are_none(text: str) -> None:
    assert find_timexes(read_text(text, published=PUBLISHED)) == []


@pytest.mark.parametrize(
    ("words", "anchor", "start", "end"),
    [
        ("two days later", "on May 12", "2017-05-14", "2017-05-14"),
        ("a day earlier", "on May 12", "2017-05-11", "2017-05-11"),
        ("the same day", "on May 12", "2017-05-12", "2017-05-12"),
        ("that night", "on May 12", "2017-05-12", "2017-05-12"),
        ("the next morning", "on May 12", "2017-05-13", "2017-05-13"),
        ("six hours later", "on May 12", "2017-05-12", "2017-05-12"),
        ("the following week", "on May 3", "2017-05-08", "2017-05-14"),
        ("a week earlier", "on May 12", "2017-05-02", "2017-05-08"),
        ("the following Monday", "on May 12", "2017-05-15", "2017-05-15"),
        ("the previous Friday", "on May 12", "2017-05-05", "2017-05-05"),
        ("the following month", "in March 2016", "2016-04-01", "2016-04-30"),
        ("the following year", "in 2013", "2014-01-01", "2014-12-31"),
        ("two years earlier", "in 2013", "2011-01-01", "2011-12-31"),
        ("later that year", "in 2013", "2013-09-01", "2013-12-31"),
        ("the same month", "on 3 May 2016", "2016-05-01", "2016-05-31"),
        ("a day earlier", "in 2013", None, None),
        ("the next day", "in March 2016", None, None),
    ],
)
def test_what_counts_from_another_date_of_the_text_says_so(
    words: str, anchor: str, start: str | None, end: str | None
) -> None:
    other = read(anchor)
    assert other is not None
    when = read(words, anchor=other)
    assert days(when) == (start, end)
    assert when is not None
    assert when.basis == (f"relative to {other.text}" if start else None)


@pytest.mark.parametrize(
    ("words", "tense", "start"),
    [
        ("on Saturday", "future", "2017-05-20"),
        ("on Saturday", "past", "2017-05-13"),
        ("on June 3", "future", "2017-06-03"),
        ("on June 3", "past", "2016-06-03"),
        ("on June 3", "present", "2017-06-03"),
        ("on May 3", "present", "2017-05-03"),
        ("on Oct. 3", "present", "2016-10-03"),
        ("in July", "future", "2017-07-01"),
        ("in July", "present", "2017-07-01"),
        ("in July", "past", "2016-07-01"),
        ("at Christmas", "future", "2017-12-25"),
    ],
)
def test_the_tense_decides_on_which_side_of_publication_a_date_lies(words: str, tense: Tense, start: str) -> None:
    assert days(read(words, tense=tense))[0] == start


@pytest.mark.parametrize(
    ("published", "words", "start", "end"),
    [
        ("2024-03-01", "on Feb. 29", "2024-02-29", "2024-02-29"),
        ("2024-01-02", "on Sunday", "2023-12-31", "2023-12-31"),
        ("2024-01-02", "last month", "2023-12-01", "2023-12-31"),
        ("2024-01-02", "last week", "2023-12-25", "2023-12-31"),
        ("2024-01-02", "in early December", "2023-12-01", "2023-12-10"),
        ("2024-01-02", "from Dec. 30 to Jan. 1", "2023-12-30", "2024-01-01"),
        ("2024-01-02", "last winter", "2022-12-01", "2023-02-28"),
        ("2024-05-26", "over the weekend", "2024-05-25", "2024-05-26"),
        ("2024-05-27", "over the weekend", "2024-05-25", "2024-05-26"),
        ("2024-05-26", "today", "2024-05-26", "2024-05-26"),
        ("2024-04-12", "during Ramadan", "2024-03-10", "2024-04-10"),
        ("2019-06-30", "on Eid al-Fitr", "2019-06-04", "2019-06-08"),
        ("2022-05-10", "on Orthodox Easter", "2022-04-24", "2022-04-24"),
    ],
)
def test_months_years_and_feasts_turn_with_the_publication_date(
    published: str, words: str, start: str, end: str
) -> None:
    assert days(read(words, published=published)) == (start, end)


@pytest.mark.parametrize(
    "words", ["on Friday", "last week", "overnight", "during Ramadan", "at Easter", "on May 3 and 4"]
)
def test_without_a_publication_date_it_stays_open(words: str) -> None:
    assert days(read(words, published=None)) == (None, None)


@pytest.mark.parametrize(
    ("words", "start"), [("during Ramadan 2016", "2016-06-06"), ("on Easter Sunday 2016", "2016-03-27")]
)
def test_a_feast_with_its_year_needs_no_publication_date(words: str, start: str) -> None:
    assert days(read(words, published=None))[0] == start


def test_easter_falls_where_the_tables_have_it() -> None:
    assert [easter(y) for y in (1961, 2000, 2024)] == [date(1961, 4, 2), date(2000, 4, 23), date(2024, 3, 31)]
    assert [eastern_easter(y) for y in (2022, 2024)] == [date(2022, 4, 24), date(2024, 5, 5)]
