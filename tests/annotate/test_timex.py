"""Time expressions: what is one, what it means, whom it dates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.timex import attach, find_timexes, tense_of
from dateline.errors import InputError
from dateline.model.parse import Parse
from dateline.readers.text import read_text


def marked(text: str) -> list[tuple[str, str]]:
    return [(t.text, t.form) for t in find_timexes(read_text(text))]


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("Shelling resumed on May 12.", "May 12", "date"),
        ("Shelling resumed on 12 May 2017.", "12 May 2017", "date"),
        ("The log reads 2017-05-12 for the raid.", "2017-05-12", "date"),
        ("The log reads 12.05.2017 for the raid.", "12.05.2017", "date"),
        ("They left on the 5th of May.", "the 5th of May", "date"),
        ("They left on Tuesday, May 12, 2020.", "Tuesday, May 12, 2020", "date"),
        ("Fighting has gone on since Dec. 5.", "since Dec. 5", "date"),
        ("The operation began Oct. 17.", "Oct. 17", "date"),
        ("The camp fell on Wednesday.", "Wednesday", "weekday"),
        ("The camp fell Friday night.", "Friday night", "weekday"),
        ("The camp fell late on Friday.", "late on Friday", "weekday"),
        ("The camp fell last Friday.", "last Friday", "weekday"),
        ("They meet next Monday.", "next Monday", "weekday"),
        ("In early April the column moved.", "early April", "month"),
        ("In mid-March 2022 the column moved.", "mid-March 2022", "month"),
        ("In March 2019 the column moved.", "March 2019", "month"),
        ("In late 2016 the column moved.", "late 2016", "year"),
        ("The front has not moved since 2017.", "since 2017", "year"),
        ("He was born in the 1980s.", "the 1980s", "decade"),
        ("The town fell last summer.", "last summer", "season"),
        ("It was shelled last week.", "last week", "unit"),
        ("It was shelled earlier this week.", "earlier this week", "unit"),
        ("It was shelled early last month.", "early last month", "unit"),
        ("It was shelled this morning.", "this morning", "day"),
        ("It was shelled earlier today.", "earlier today", "day"),
        ("It was shelled overnight.", "overnight", "day"),
        ("It was shelled over the weekend.", "the weekend", "weekend"),
        ("It was shelled in recent weeks.", "recent weeks", "recent"),
        ("It was shelled in the past 24 hours.", "the past 24 hours", "past"),
        ("It was shelled two weeks ago.", "two weeks ago", "ago"),
        ("It was shelled almost four years ago.", "four years ago", "ago"),
        ("It lasted between 3 and 5 June.", "between 3 and 5 June", "range"),
        ("It lasted from April 3 to 7.", "from April 3 to 7", "range"),
        ("It lasted April 3-7.", "April 3-7", "range"),
        ("It ended the following year.", "the following year", "offset"),
        ("It ended a day earlier.", "a day earlier", "offset"),
        ("It ended the same day.", "the same day", "offset"),
        ("It was recently rebuilt.", "recently", "recently"),
        ("The siege lasted for two days.", "two days", "duration"),
        ("The nine-month siege goes on.", "nine-month", "duration"),
        ("The months-long siege goes on.", "months-long", "duration"),
        ("It ended at 2 pm.", "2 pm", "clock"),
        ("It ended at 14:30.", "14:30", "clock"),
    ],
)
def test_a_time_expression_has_its_words_and_its_form(text: str, words: str, form: str) -> None:
    assert marked(text) == [(words, form)]


@pytest.mark.parametrize(
    "text",
    [
        "The talks may resume.",
        "They march to the coast.",
        "A brigade of 2000 fighters arrived.",
        "A 34-year-old farmer was hurt.",
        "The families of Bloody Sunday marched.",
        "Resolution 2254 was adopted.",
        "The fall of the city was swift.",
    ],
)
def test_words_that_only_look_like_a_time_are_left_alone(text: str) -> None:
    assert marked(text) == []


def test_in_may_12_people_died_names_a_month_and_a_count() -> None:
    assert marked("In May 12 people died.") == [("May", "month")]


def test_a_dateline_holds_no_date_of_an_event() -> None:
    text = "NAIROBI, 5 May 2021 (Nile Wire) — Troops left the town on Monday, and residents came back to their homes.\n"
    assert marked(text) == [("Monday", "weekday")]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor said on Friday that rebels attacked the town on Tuesday.",
            {"Friday": "said", "Tuesday": "attacked"},
        ),
        ("On May 12, the army captured the crossing.", {"May 12": "captured"}),
        ("A strike on Jan. 1 hit two trucks.", {"Jan. 1": "strike"}),
        ("The group, founded in 2013, attacked in early April.", {"2013": "founded", "early April": "attacked"}),
    ],
)
def test_a_date_belongs_to_the_verb_or_noun_that_it_modifies(
    parse: Callable[[str], Parse], text: str, expected: dict[str, str]
) -> None:
    tree = parse(text)
    found = {d.timex.text: tree.tokens[d.governor].text for d in attach(find_timexes(read_text(text)), tree)}
    assert found == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Troops will enter the town on Saturday.", "future"),
        ("The army plans to leave on Saturday.", "future"),
        ("Troops entered the town on Saturday.", "past"),
        ("The town has been shelled since Saturday.", "past"),
    ],
)
def test_what_will_happen_is_told_apart_from_what_did(parse: Callable[[str], Parse], text: str, tense: str) -> None:
    tree = parse(text)
    (dated,) = attach(find_timexes(read_text(text)), tree)
    assert dated.verb is not None
    assert tense_of(tree.tokens[dated.verb]) == tense


WORDS = st.sampled_from(
    "on in since between and 3 12 31 May March 2017 Monday, Friday last next week ago days the past 24 hours - – , . "
    "early late of to from Dec. \u00a0 \n 14:30 pm years 1980s half a".split(" ")
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=30).map(" ".join)))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    try:
        document = read_text(text)
    except InputError:
        return
    end = 0
    for t in find_timexes(document):
        assert end <= t.start < t.end <= len(document.text)
        assert document.text[t.start : t.end] == t.text
        end = t.end


def test_hostile_repetition_is_read_in_linear_time() -> None:
    for piece in ("since the early ", "12 ", "between 3 and ", "from Monday to ", "1,1", "the "):
        assert find_timexes(read_text(piece * 20_000)) is not None
