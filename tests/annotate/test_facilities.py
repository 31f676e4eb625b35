"""Built places: which words are the place, whether they carry a name or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.spatial import find_described
from dateline.annotate.toponyms import find_toponyms
from dateline.gazetteer import load_gazetteer
from dateline.model.parse import Parse
from dateline.readers.text import read_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gunmen stormed the Westgate shopping mall in Nairobi.", "Westgate shopping mall"),
        ("Rockets hit Al-Shifa Hospital in Gaza City.", "Al-Shifa Hospital"),
        ("The attack on Mazar-i-Sharif airport killed three.", "Mazar-i-Sharif airport"),
        ("Troops stormed the presidential palace in Conakry.", "presidential palace"),
        ("Armed men opened fire on police in Karak Castle in Jordan.", "Karak Castle"),
        ("A shell struck the theatre in Mariupol.", "theatre"),
    ],
)
def test_a_built_place_is_all_of_its_words(parse: Callable[[str], Parse], text: str, words: str) -> None:
    document, parsed, gazetteer = read_text(text), parse(text), load_gazetteer()
    toponyms = find_toponyms(document, parsed, gazetteer)
    described = find_described(document, parsed, toponyms, gazetteer)
    found = [text[t.start : t.end] for t in toponyms] + [text[d.start : d.end] for d in described]
    assert words in found


@pytest.mark.parametrize("text", ["He visited the theatre of war.", "The palace said the king was well."])
def test_a_building_that_nothing_touches_is_no_place(parse: Callable[[str], Parse], text: str) -> None:
    document, parsed, gazetteer = read_text(text), parse(text), load_gazetteer()
    toponyms = find_toponyms(document, parsed, gazetteer)
    assert not toponyms
    assert not find_described(document, parsed, toponyms, gazetteer)
