"""Stated distances and directions against the map: agrees, disagrees, or cannot tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.records import Finding

Check = Callable[[str], list[Finding]]


@pytest.fixture
def check(on_the_map: Check) -> Check:
    return on_the_map


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            "Ukrainian troops left Chasiv Yar, 12 km west of Bakhmut.",
            {"distance": "agrees", "direction": "agrees"},
        ),
        (
            "Ukrainian troops left Chasiv Yar, 90 km east of Bakhmut.",
            {"distance": "disagrees", "direction": "disagrees"},
        ),
        (
            "Malian soldiers left Zxqwara, 12 km west of Gao in Mali.",
            {"distance": "cannot tell", "direction": "cannot tell"},
        ),
        ("About 80km of road separate Gao from Ansongo in Mali.", {"distance": "agrees"}),
        ("About 300km of road separate Gao from Ansongo in Mali.", {"distance": "disagrees"}),
        (
            "About 320km south of Kidal, the army is advancing towards Gao in Mali.",
            {"distance": "agrees", "direction": "agrees"},
        ),
        (
            "About 320km west of Kidal, the army is advancing towards Gao in Mali.",
            {"distance": "agrees", "direction": "disagrees"},
        ),
        ("About 115km of road separate Gao from Ansongo in Mali.", {"distance": "cannot tell"}),
        ("Police raided homes in Michoacan state, in western Mexico.", {"direction": "cannot tell"}),
        ("Police raided homes in Yucatan state, in western Mexico.", {"direction": "disagrees"}),
        (
            "Rebels entered Zxqwara, in the Wxy chiefdom of Irumu territory, 15 km west of Boga in Congo.",
            {"distance": "cannot tell", "direction": "cannot tell"},
        ),
        ("Less than 200km of road separate Gao from Ansongo in Mali.", {"distance": "agrees"}),
        ("Less than 40km of road separate Gao from Ansongo in Mali.", {"distance": "disagrees"}),
        ("More than 60km of road separate Gao from Ansongo in Mali.", {"distance": "agrees"}),
        ("More than 160km of road separate Gao from Ansongo in Mali.", {"distance": "disagrees"}),
        ("At least 20km of road separate Gao from Ansongo in Mali.", {"distance": "cannot tell"}),
        ("Shells fell in Aschaffenburg, in northwestern Bavaria.", {"direction": "agrees"}),
        ("Shells fell in eastern Ukraine's Donetsk province.", {"direction": "agrees"}),
        ("Shells fell in western Ukraine's Donetsk province.", {"direction": "disagrees"}),
        ("He was held in Mosul, in northern Iraq.", {"direction": "agrees"}),
        ("He died in the southern Somali port of Kismayo.", {"direction": "agrees"}),
        ("He died in the northern Somali port of Kismayo.", {"direction": "disagrees"}),
        ("He died in the southern French city of Nice.", {"direction": "agrees"}),
        ("Troops left Chasiv Yar, 12 km (7 miles) west of Bakhmut.", {"distance": "agrees", "direction": "agrees"}),
        ("He was held in Mosul, in the north of Iraq.", {"direction": "agrees"}),
        ("He was held in Mosul, in the south of Iraq.", {"direction": "disagrees"}),
        ("The blast hit the northwest province of Latakia in Syria.", {"direction": "agrees"}),
    ],
)
def test_what_is_stated_is_set_against_the_map(check: Check, text: str, verdicts: dict[str, str]) -> None:
    assert {f.check: f.verdict for f in check(text)} == verdicts


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Troops took Kherson. They plan to push 60km north to Mykolaiv, the army said.", {"direction": "cannot tell"}),
        ("Troops took Kherson. They plan to push 60km east to Mykolaiv, the army said.", {"direction": "disagrees"}),
        (
            "Troops took Kherson. They plan to push 150km east to Mykolaiv, the army said.",
            {"direction": "disagrees", "distance": "disagrees"},
        ),
        (
            "Troops left Kherson and Odesa. They plan to push 60km north to Mykolaiv, the army said.",
            {"direction": "cannot tell"},
        ),
        ("They plan to push 60km east to Mykolaiv, the army said.", {"direction": "cannot tell"}),
    ],
)
def test_without_a_stated_start_all_that_could_be_meant_must_disagree(
    check: Check, text: str, verdicts: dict[str, str]
) -> None:
    assert {f.check: f.verdict for f in check(text)} == verdicts


def test_a_country_is_as_far_as_its_nearest_border(check: Check) -> None:
    (found,) = (f for f in check("Troops left Kharkiv, 30 km from Russia, Ukraine said.") if f.check == "distance")
    assert found.verdict == "agrees"
    assert found.figures["computed_km"] < 60


def test_the_figures_show_what_was_stated_and_computed(check: Check) -> None:
    by = {f.check: f for f in check("Ukrainian troops left Chasiv Yar, 90 km east of Bakhmut.")}
    assert by["distance"].figures["stated_km"] == 90
    assert by["distance"].figures["computed_km"] == pytest.approx(12.2, abs=2)
    assert by["direction"].figures["stated_bearing"] == 90
    assert by["direction"].severity == "warning"
    assert by["distance"].evidence[0].quote == "90 km east of Bakhmut"


def test_a_direction_without_a_stated_origin_disagrees_only_if_every_origin_does(check: Check) -> None:
    wrong = "From Gao the army in Mali plans to push 80km west to capture Ansongo."
    (finding,) = check(wrong)
    assert (finding.check, finding.verdict) == ("direction", "disagrees")
    (open_,) = check("From Gao the army in Mali plans to push 80km south to capture Ansongo.")
    assert open_.verdict == "cannot tell"


def test_eastern_part_of_a_province_is_not_held_against_the_report(check: Check) -> None:
    assert [f for f in check("Jets bombed eastern Idlib province in Syria.") if f.verdict == "disagrees"] == []


def test_a_text_without_distances_has_no_findings(check: Check) -> None:
    assert check("The minister spoke to reporters in Bamako.") == []
