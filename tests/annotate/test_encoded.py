"""What is taken of the encoder's mentions. Reports are fiction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.encoded import add_described, relabel
from dateline.annotate.mentions import find_mentions
from dateline.annotate.names import find_names
from dateline.catalogue.lookup import load_catalogue
from dateline.engines.encoder import Encoded
from dateline.model.parse import Entity, Parse

pytestmark = pytest.mark.model


def encoded(
    text: str, words: str, kind: str, *, whole: bool = False, score: float = 0.97, level: str = "named"
) -> Encoded:
    start = text.index(words)
    return Encoded(start, start + len(words), kind, level, whole, score, 0.97)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("engine", "kind", "score", "label"),
    [
        ("PERSON", "place", 0.97, "GPE"),
        ("ORG", "person", 0.97, "PERSON"),
        ("", "place", 0.97, "GPE"),
        ("WORK_OF_ART", "group", 0.97, "ORG"),
        ("PERSON", "place", 0.85, "PERSON"),
        ("LOC", "place", 0.97, "LOC"),
        ("FAC", "place", 0.97, "FAC"),
        ("GPE", "government", 0.97, "GPE"),
        ("DATE", "place", 0.97, "DATE"),
        ("PERSON", "weapon", 0.97, "PERSON"),
    ],
)
def test_a_name_takes_the_label_that_the_encoder_is_sure_of(
    parse: Callable[[str], Parse], engine: str, kind: str, score: float, label: str
) -> None:
    text = "Gunmen burned Tamarra on Friday."
    p = parse(text)
    start = text.index("Tamarra")
    p.entities[:] = [Entity(start, start + 7, engine)] if engine else []
    for t in p.tokens:
        t.ent = engine if t.text == "Tamarra" else ""
    relabel(p, [encoded(text, "Tamarra", kind, score=score)])
    assert [e.label for e in p.entities] == ([label] if label else [])
    assert next(t.ent for t in p.tokens if t.text == "Tamarra") == label


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("Tamarra", True),  # phrases give no labels
        ("gunmen", False),  # nor do words without a capital
    ],
)
def test_what_is_no_name_gets_no_label(parse: Callable[[str], Parse], words: str, *, whole: bool) -> None:
    text = "On Friday gunmen burned Tamarra."
    p = parse(text)
    before = [(e.start, e.end, e.label) for e in p.entities]
    relabel(p, [encoded(text, words, "group", whole=whole)])
    assert [(e.start, e.end, e.label) for e in p.entities] == before


def test_an_entity_that_reaches_beyond_the_encoders_name_is_left_alone(parse: Callable[[str], Parse]) -> None:
    text = "The Tamarra Peace Accord was signed."
    p = parse(text)
    p.entities[:] = [Entity(0, len("The Tamarra Peace Accord"), "LAW")]
    relabel(p, [encoded(text, "Tamarra", "place")])
    assert [e.label for e in p.entities] == ["LAW"]


@pytest.mark.parametrize(
    ("text", "phrase", "kind", "score", "level", "wanted"),
    [
        ("On Friday the axemen attacked Tawila.", "the axemen", "group", 0.97, "nominal", "rebel group"),
        ("On Friday the axemen attacked Tawila.", "the axemen", "people", 0.97, "nominal", "civilians"),
        ("On Friday the axemen attacked Tawila.", "the axemen", "group", 0.8, "nominal", None),
        ("On Friday the axemen attacked Tawila.", "the axemen", "weapon", 0.97, "nominal", None),
        ("On Friday the axemen attacked Tawila.", "the axemen", "group", 0.97, "pronoun", None),
    ],
)
def test_a_group_told_in_words_that_no_lexicon_has_is_a_mention_where_the_encoder_is_sure(
    parse: Callable[[str], Parse], text: str, phrase: str, kind: str, score: float, level: str, wanted: str | None
) -> None:
    p, catalogue = parse(text), load_catalogue()
    names = find_names(p, catalogue)
    before = find_mentions(p, names, catalogue)
    told = [encoded(text, phrase, kind, whole=True, score=score, level=level)]
    after = add_described(p, before, names, told, catalogue)
    assert [m.kind for m in after if m.name == "axemen"] == ([wanted] if wanted else [])
    assert len(after) == len(before) + (wanted is not None)


def test_what_the_lexicon_knows_is_not_found_twice(parse: Callable[[str], Parse]) -> None:
    text = "On Friday the rebels attacked Tawila."
    p, catalogue = parse(text), load_catalogue()
    names = find_names(p, catalogue)
    before = find_mentions(p, names, catalogue)
    told = [encoded(text, "the rebels", "group", whole=True, level="nominal")]
    assert add_described(p, before, names, told, catalogue) == before
