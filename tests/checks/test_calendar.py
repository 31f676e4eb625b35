"""Days that do not exist, weekdays off their date, dates that cannot be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.timex import find_timexes
from dateline.checks.calendar import check_calendar
from dateline.errors import InputError
from dateline.model.parse import Parse
from dateline.model.records import Finding
from dateline.readers.text import read_text


def findings(text: str, published: str | None = "2020-06-01") -> list[Finding]:
    document = read_text(text, published=published)
    return check_calendar(document, find_timexes(document))


def test_without_a_publication_date_one_finding_lists_every_expression_that_needs_it() -> None:
    (found,) = findings("On Monday rebels took the town. It was shelled last month, and in March 2019.", published=None)
    assert (found.check, found.verdict, found.severity) == ("calendar", "cannot tell", "warning")
    assert [e.quote for e in found.evidence] == ["Monday", "last month"]
    assert "--published" in found.message


def test_a_report_whose_dates_are_all_stated_needs_no_publication_date() -> None:
    assert findings("The town fell on 12 May 2017.", published=None) == []


@pytest.mark.parametrize(
    ("text", "verdict", "weekday"),
    [
        ("The raid came on Tuesday, May 12, 2020.", "agrees", "Tuesday"),
        ("The raid came on Monday, May 12, 2020.", "disagrees", "Tuesday"),
        ("The raid came on Tuesday, May 12.", "agrees", "Tuesday"),
    ],
)
def test_a_weekday_must_fall_on_its_date(text: str, verdict: str, weekday: str) -> None:
    (found,) = findings(text)
    assert found.verdict == verdict
    assert found.figures["computed_weekday"] == weekday


@pytest.mark.parametrize("words", ["31 June", "30 February 2016", "29 February 2019"])
def test_a_day_that_no_calendar_has_disagrees(words: str) -> None:
    (found,) = findings(f"The raid came on {words}.")
    assert (found.verdict, found.severity) == ("disagrees", "error")


def test_a_date_without_a_year_may_lie_ahead_where_its_weekday_fits() -> None:
    (found,) = findings("They meet on Saturday, June 6.")
    assert (found.verdict, found.figures["date"]) == ("agrees", "2020-06-06")


def test_29_february_exists_in_a_leap_year() -> None:
    assert findings("The raid came on 29 February 2016.") == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The army captured the town in March 2021.", 1),
        ("The army will leave the town in March 2021.", 0),
        ("The army captured the town in March 2019.", 0),
    ],
)
def test_what_is_told_as_past_does_not_lie_after_publication(
    parse: Callable[[str], Parse], text: str, count: int
) -> None:
    document = read_text(text, published="2020-06-01")
    found = check_calendar(document, find_timexes(document), parse(text))
    assert [f.verdict for f in found] == ["disagrees"] * count


@given(st.text() | st.lists(st.sampled_from("Monday, 31 June 2017 last week since".split())).map(" ".join))
def test_any_text_gives_findings_that_quote_it(text: str) -> None:
    try:
        found = findings(text, published=None)
    except InputError:
        return
    for finding in found:
        assert all(text[e.start : e.end] == e.quote for e in finding.evidence)
