"""Places said to lie in a province or country in which they do not lie; and what only looks so. Fiction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.records import Finding

Check = Callable[[str], list[Finding]]


@pytest.fixture
def check(on_the_map: Check) -> Check:
    return lambda text: [f for f in on_the_map(text) if f.check == "place"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Shells hit the city of Mosul in Kirkuk province on Monday.",
            "city of Mosul is said to lie in Kirkuk province; it lies in Nineveh, Iraq.",
        ),
        (
            "He was held in Mosul, Syria, the army said. Iraqi troops left.",
            "Mosul is said to lie in Syria; it lies in Nineveh, Iraq.",
        ),
        (
            "Rockets hit Kharkiv, Donetsk region, Ukraine.",
            "Kharkiv is said to lie in Donetsk region; it lies in Kharkiv, Ukraine.",
        ),
    ],
)
def test_a_large_town_elsewhere_is_held_against_the_report(check: Check, text: str, message: str) -> None:
    (found,) = check(text)
    assert (found.verdict, found.severity, found.message) == ("disagrees", "warning", message)
    assert len(found.about) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Fighting in Mosul, Iraq, went on.",
        "Shells hit the city of Mosul in Nineveh province, Iraq.",
        "Shells hit the city of Mosul in Ninawa governorate, Iraq.",
        "Bombs fell in Aleppo, Iraq and Iran.",
        "Envoys went to Mosul, Syria, and Iran.",
        "The talks on Aleppo in Kazakhstan failed.",
        "The town of Zxqwara in Kirkuk province was hit.",
        "The village of Karama in Kirkuk province was hit.",
        "Shells fell on Russia's Sevastopol and on Ukraine's Sevastopol.",
        "Troops left the city of Raqqa in Raqqa province, Syria.",
        "The envoy spoke in Tripoli, Lebanon. Another flew to Tripoli, Libya.",
    ],
)
def test_what_may_well_be_right_is_no_finding(check: Check, text: str) -> None:
    assert check(text) == []
