"""Place strings as coders write them: which names, which construction. No parse, no model."""

from __future__ import annotations

import time

import pytest

from dateline.annotate.place_strings import read_place_string
from dateline.gazetteer import load_gazetteer


@pytest.mark.parametrize(
    ("text", "construct", "names"),
    [
        ("Road between Gao and Ansongo", "road between", [("Gao",), ("Ansongo",)]),
        ("Gao \u2013 Ansongo road", "road pair", [("Gao",), ("Ansongo",)]),
        ("Kherson/Mykolaiv border", "border pair", [("Kherson",), ("Mykolaiv",)]),
        ("Kherson - Mykolaiv - Odesa border", "border of three", [("Kherson",), ("Mykolaiv",), ("Odesa",)]),
        ("fields east of Izium/Izyum", "direction of", [("Izium", "Izyum")]),
        ("Northern Kherson Oblast", "part of", [("Kherson",)]),
        ("Kherson city (outskirts)", "around after", [("Kherson",)]),
        ("western countryside of Kherson", "around", [("Kherson",)]),
        ("80km west of Gao", "distance", [("Gao",)]),
        ("area between Gao, Ansongo and Kidal", "between three", [("Gao",), ("Ansongo",), ("Kidal",)]),
        ("between Gao and Ansongo", "between", [("Gao",), ("Ansongo",)]),
        ("near al-Qaim", "near", [("al-Qaim",)]),
        ("Dnipro river in Kherson Oblast", "in", [("Dnipro",), ("Kherson",)]),
        ("Port Sudan", None, [("Port Sudan",)]),
        ("South Sudan", None, [("South Sudan",)]),
        ("northeastern Syria", "part of", [("Syria",)]),
        ("Northwestern Syria", "part of", [("Syria",)]),
        ("Gao", None, [("Gao",)]),
        ("", None, []),
        ("unknown", None, []),
    ],
)
def test_a_place_string_is_read_with_its_names(text: str, construct: str | None, names: list[tuple[str, ...]]) -> None:
    said = read_place_string(text, load_gazetteer())
    assert (said.described.construct if said.described else None) == construct
    assert [n.names for n in said.named] == names


def test_a_type_word_gives_the_kind() -> None:
    said = read_place_string("Zxqwa village, Kherson Oblast", load_gazetteer())
    assert [(n.names, n.hint) for n in said.named] == [(("Zxqwa",), "village"), (("Kherson",), "province")]


@pytest.mark.parametrize("text", ["/" * 50_000, "A/" * 50_000, "north of " * 20_000, "(" * 50_000, "Al-" * 30_000])
def test_a_hostile_string_costs_no_time(text: str) -> None:
    start = time.perf_counter()
    read_place_string(text, load_gazetteer())
    assert time.perf_counter() - start < 1.0
