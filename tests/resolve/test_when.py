"""Days, precision and basis of time expressions, with and without a publication date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.timex import Tense, find_timexes
from dateline.model.document import Document
from dateline.model.values import When
from dateline.readers.text import read_text
from dateline.resolve.when import resolve_when

PUBLISHED = "2017-05-18"  # a Thursday
YEAR, RELATIVE = "year from publication", "relative to publication"


def document(text: str, published: str | None = PUBLISHED) -> Document:
    return read_text(text, published=published)


def resolved(words: str, published: str | None = PUBLISHED, tense: Tense = "past", anchor: When | None = None) -> When:
    report = document(f"The town was shelled {words}.", published)
    found = [resolve_when(t, report, tense=tense, anchor=anchor) for t in find_timexes(report)]
    (when,) = [w for w in found if w is not None]
    return when


@pytest.mark.parametrize(
    ("words", "start", "end", "precision", "basis"),
    [
        ("on 12 May 2017", "2017-05-12", "2017-05-12", "day", "stated"),
        ("on May 12", "2017-05-12", "2017-05-12", "day", YEAR),
        ("on Oct. 17", "2016-10-17", "2016-10-17", "day", YEAR),
        ("on May 18", "2017-05-18", "2017-05-18", "day", YEAR),
        ("on May 19", "2016-05-19", "2016-05-19", "day", YEAR),
        ("on Feb. 29", "2016-02-29", "2016-02-29", "day", YEAR),
        ("on Wednesday", "2017-05-17", "2017-05-17", "day", RELATIVE),
        ("on Thursday", "2017-05-18", "2017-05-18", "day", RELATIVE),
        ("on Friday night", "2017-05-12", "2017-05-12", "day", RELATIVE),
        ("last Thursday", "2017-05-11", "2017-05-11", "day", RELATIVE),
        ("on Tuesday last week", "2017-05-09", "2017-05-09", "day", RELATIVE),
        ("in early April", "2017-04-01", "2017-04-10", "range", YEAR),
        ("in late February", "2017-02-21", "2017-02-28", "range", YEAR),
        ("in mid-March 2022", "2022-03-11", "2022-03-20", "range", "stated"),
        ("in April", "2017-04-01", "2017-04-30", "month", YEAR),
        ("in May", "2017-05-01", "2017-05-18", "month", YEAR),
        ("in March 2019", "2019-03-01", "2019-03-31", "month", "stated"),
        ("in 2013", "2013-01-01", "2013-12-31", "year", "stated"),
        ("in the 1980s", "1980-01-01", "1989-12-31", "range", "stated"),
        ("last summer", "2016-06-01", "2016-08-31", "range", RELATIVE),
        ("this week", "2017-05-15", "2017-05-18", "week", RELATIVE),
        ("earlier this week", "2017-05-15", "2017-05-18", "week", RELATIVE),
        ("last week", "2017-05-08", "2017-05-14", "week", RELATIVE),
        ("last month", "2017-04-01", "2017-04-30", "month", RELATIVE),
        ("early last month", "2017-04-01", "2017-04-10", "range", RELATIVE),
        ("this year", "2017-01-01", "2017-05-18", "year", RELATIVE),
        ("today", "2017-05-18", "2017-05-18", "day", RELATIVE),
        ("yesterday", "2017-05-17", "2017-05-17", "day", RELATIVE),
        ("over the weekend", "2017-05-13", "2017-05-14", "days", RELATIVE),
        ("overnight", "2017-05-17", "2017-05-18", "days", RELATIVE),
        ("in recent weeks", "2017-04-20", "2017-05-18", "range", RELATIVE),
        ("in the past 24 hours", "2017-05-17", "2017-05-18", "days", RELATIVE),
        ("in the last three months", "2017-02-18", "2017-05-18", "range", RELATIVE),
        ("three days ago", "2017-05-15", "2017-05-15", "day", RELATIVE),
        ("two weeks ago", "2017-05-01", "2017-05-07", "week", RELATIVE),
        ("two months ago", "2017-03-01", "2017-03-31", "month", RELATIVE),
        ("from April 3 to 7", "2017-04-03", "2017-04-07", "days", YEAR),
        ("between 3 and 5 June", "2016-06-03", "2016-06-05", "days", YEAR),
        ("from Dec. 30 to Jan. 2", "2016-12-30", "2017-01-02", "days", YEAR),
        ("since 2015", "2015-01-01", "2017-05-18", "range", "stated"),
        ("until March 2016", None, "2016-03-31", "range", "stated"),
        ("on 05/13/2016", "2016-05-13", "2016-05-13", "day", "stated"),
    ],
)
def test_an_expression_is_an_interval_with_a_precision_and_a_basis(
    words: str, start: str | None, end: str | None, precision: str, basis: str
) -> None:
    when = resolved(words)
    assert (when.start, when.end, when.precision, when.basis) == (start, end, precision, basis)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("on Saturday", "2017-05-20"),
        ("on Thursday", "2017-05-25"),
        ("on June 3", "2017-06-03"),
        ("on May 12", "2018-05-12"),
    ],
)
def test_what_is_planned_lies_after_publication(words: str, start: str) -> None:
    assert resolved(words, tense="future").start == start


@pytest.mark.parametrize(
    "words",
    [
        "on Wednesday",
        "last month",
        "on May 12",
        "in April",
        "today",
        "in the past 24 hours",
        "two weeks ago",
        "in early June",
    ],
)
def test_without_a_publication_date_what_needs_it_stays_open_and_keeps_its_words(words: str) -> None:
    when = resolved(words, published=None)
    assert (when.start, when.end, when.precision, when.basis) == (None, None, "unknown", None)
    assert when.text in words
    assert when.evidence[0].quote == when.text


@pytest.mark.parametrize(
    "words", ["on 31 June", "on 30 February 2016", "recently", "on 05/06/2016", "several months later"]
)
def test_a_day_that_cannot_be_told_is_left_open(words: str) -> None:
    when = resolved(words)
    assert (when.start, when.end, when.basis) == (None, None, None)


def test_the_following_year_counts_from_the_year_told_before() -> None:
    anchor = resolved("in 2013")
    when = resolved("the following year", anchor=anchor)
    assert (when.start, when.end, when.basis) == ("2014-01-01", "2014-12-31", "relative to 2013")
    assert resolved("the following year").start is None


def test_a_day_earlier_counts_from_a_day_and_not_from_a_year() -> None:
    assert resolved("a day earlier", anchor=resolved("on May 12")).start == "2017-05-11"
    assert resolved("a day earlier", anchor=resolved("in 2013")).start is None


@pytest.mark.parametrize("words", ["for two days", "at 14:30"])
def test_how_long_and_what_time_of_day_are_no_dates(words: str) -> None:
    report = document(f"The town was shelled {words}.")
    assert [resolve_when(t, report) for t in find_timexes(report)] == [None]


PIECES = st.lists(
    st.sampled_from(
        "on in since until 31 29 12 February May 2017 0000 Monday last next week 999 years ago decades the past early "
        "late of to from Dec. weekend spring later earlier a few centuries 1800 2099".split()
    ),
    max_size=12,
).map(" ".join)


@given(PIECES, st.none() | st.dates(), st.sampled_from(["past", "present", "future"]))
def test_any_words_give_ordered_days_or_none(text: str, published: dt.date | None, tense: Tense) -> None:
    report = read_text(text + " x", published=published.isoformat() if published else None)
    anchor = None
    for t in find_timexes(report):
        when = resolve_when(t, report, tense=tense, anchor=anchor)
        if when is None:
            continue
        assert when.start is None or when.end is None or when.start <= when.end
        assert (when.basis is None) == (when.start is None and when.end is None)
        anchor = when
