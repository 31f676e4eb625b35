"""The situation in words: numbers on one scale, who says it, what is left out; nothing in it steers a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.model.situation import Number, Said, Situation
from dateline.render.lines import text_of
from dateline.render.situation.told import BAR, bar_text
from dateline.render.situation.tolls import Scale
from dateline.render.situation.words import MOST, happening_lines, situation_text


def test_the_picture_tells_what_happened_who_disagrees_and_what_is_left_out(situation: Situation) -> None:
    told = situation_text(situation, 100)
    for part in (
        "1. Suicide bomb in Beledweyne",
        "Killed: 15 (12 to 20)  by rule ucdp-like",
        "2024-03-04 Shabelle Valley Radio: source K7Q2M",
        "differing numbers  Deaths, happening 1",
        "corrected  Deaths, happening 1",
        "El Bur: Somali National Army holds it",
        "against it: al-Shabaab",
        "Gulf Morning Post, 2024-03-04 copies Horn Dispatch (93% alike)",
        "denied events without a date: 2",
    ):
        assert part in told
    assert "A rumour" not in told


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(situation: Situation, width: int) -> None:
    assert max(map(len, situation_text(situation, width).splitlines())) <= width


@pytest.mark.parametrize(
    ("number", "bar"),
    [
        ((0, 0, 0), "o................."),
        ((9, 9, 9), ".........o........"),
        ((9, 9, None), ".........o=======>"),
        ((6, None, 12), "......=======....."),
        ((None, None, 9), "==========........"),
        ((None, 9, None), ".........o........"),
        (None, " " * BAR),
    ],
)
def test_a_range_is_drawn_as_far_as_it_reaches(
    situation: Situation, number: tuple[float | None, float | None, float | None] | None, bar: str
) -> None:
    said: Said = situation.happenings[1].slot("deaths").said[0]
    told = Number(*number, "unknown", "as told") if number else None
    assert bar_text(replace(said, number=told), Scale(18, None)) == bar


def test_one_happening_is_told_with_every_quote_and_why_it_is_one(situation: Situation) -> None:
    told = text_of(happening_lines(situation.happenings[1], situation.ledger[:3], 100), 100)
    for part in (
        "“killing at least 12 people”",
        "al-Shabaab does it",
        "Al-Shabaab, Horn Dispatch, 2024-03-05 (denies)",
    ):
        assert part in told
    assert "same day +0.40 (2024-03-03)" in told
    assert "(replaced later)" in told


def test_what_is_not_told_is_counted(many: Callable[[int], Situation]) -> None:
    told = situation_text(many(MOST + 5), 100)
    assert "5 earlier happenings, not told here" in told
    assert f"{MOST + 5:>3}. Attack" in told


def test_control_characters_of_a_report_do_not_reach_the_terminal(situation: Situation) -> None:
    bad = replace(situation.happenings[1], title="\x1b[31mred\u202e")
    told = situation_text(replace(situation, case="\x1b]0;owned\x07", happenings=(bad,)))
    assert not {"\x1b", "\x07", "\u202e"} & set(told)
