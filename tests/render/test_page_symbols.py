"""Symbols of actors: letter, shape and colour, distinct and steady, drawn without anything that a page would refuse."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

from dateline.model.dossier import Dossier
from dateline.render.symbols import COLOURS, SHAPES, Symbol, ink_on, shape_path, symbol_svg, symbols_of


def named(dossier: Dossier, *names: str) -> Dossier:
    actor = dossier.actors[0]
    return replace(dossier, actors=tuple(replace(actor, id=f"actor-{n}", name=name) for n, name in enumerate(names)))


def test_who_takes_part_in_most_events_comes_first(dossier: Dossier) -> None:
    guard, army = dossier.actors
    swapped = replace(dossier, actors=(army, guard))
    assert list(symbols_of(swapped)) == [guard.id, army.id]
    assert symbols_of(swapped)[guard.id] == Symbol("R", "circle", COLOURS[0])


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["Army", "River Guard"], ["A", "R"]),
        (["River Guard", "Red Guard", "Rangers", "Rangers"], ["R", "RG", "R2", "R3"]),
        (["حركة السلام", "حركة الحرية"], ["ح", "حا"]),
        (["«Wagner»", "3rd Brigade", "—", ""], ["W", "3", "?", "?2"]),
        (["ßig"], ["S"]),
    ],
)
def test_no_two_actors_share_a_letter(dossier: Dossier, names: list[str], letters: list[str]) -> None:
    assert [s.letter for s in symbols_of(named(dossier, *names)).values()] == letters


def test_letter_shape_and_colour_stay_apart_for_many_actors(dossier: Dossier) -> None:
    symbols = list(symbols_of(named(dossier, *["Army"] * 2000)).values())
    assert len({s.letter for s in symbols}) == 2000
    assert len({(s.shape, s.colour) for s in symbols[:35]}) == len(SHAPES) * len(COLOURS)
    assert all(a.shape != b.shape and a.colour != b.colour for a, b in pairwise(symbols))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_symbol_is_a_small_drawing_of_its_own(shape: str) -> None:
    drawn = symbol_svg(Symbol("<&", shape, "#0072B2"), 18)  # type: ignore[arg-type]
    svg = etree.fromstring(drawn)
    assert svg.get("aria-hidden") == "true"
    assert svg.get("width") == "18"
    assert svg.find("text").text == "<&"
    assert svg.find("path").get("d") == shape_path(shape)  # type: ignore[arg-type]
    assert "style" not in drawn


def contrast(first: str, second: str) -> float:
    def luminance(colour: str) -> float:
        channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", COLOURS)
def test_the_letter_can_be_read_on_its_colour(colour: str) -> None:
    assert contrast(colour, ink_on(colour)) >= 4.5
