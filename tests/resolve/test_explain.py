"""An explanation is the very decision of the reading, with what speaks for each candidate. Happenings are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.spatial import find_described
from dateline.annotate.toponyms import find_toponyms
from dateline.gazetteer import load_gazetteer
from dateline.model.parse import Parse
from dateline.readers.text import read_text
from dateline.resolve.explain import NO_NAME, Explanation, explain
from dateline.resolve.features import CONTEXT, STATIC
from dateline.resolve.places import resolve_places

TEXT = (
    "Shells fell on Tripoli. Boats from Beirut and Sidon in Lebanon came to help. Tripoli burned, and the village of "
    "Zxqwara in Lebanon too.\n"
)
Explain = Callable[[str], Explanation]


@pytest.fixture(scope="module")
def told(parse: Callable[[str], Parse]) -> Explain:
    document, parsed, gazetteer = read_text(TEXT), parse(TEXT), load_gazetteer()
    toponyms = find_toponyms(document, parsed, gazetteer)
    return lambda name: explain(name, document, parsed, toponyms, gazetteer)


def test_the_explanation_is_what_the_reading_decides(told: Explain, parse: Callable[[str], Parse]) -> None:
    document, parsed, gazetteer = read_text(TEXT), parse(TEXT), load_gazetteer()
    toponyms = find_toponyms(document, parsed, gazetteer)
    described = find_described(document, parsed, toponyms, gazetteer)
    places = {p.name: p for p in resolve_places(document, parsed, toponyms, described, gazetteer)[0]}
    for name in ("Tripoli", "Beirut", "Sidon"):
        chosen = told(name).chosen
        assert chosen is not None
        assert (chosen.lat, chosen.lon) == (places[name].lat, places[name].lon)


def test_candidates_stand_best_first_with_terms_that_add_up(told: Explain) -> None:
    found = told("Tripoli")
    assert found.mentions == 2
    assert found.reason.startswith("likely by ")
    assert [e.chosen for e in found.ranked] == [True] + [False] * (len(found.ranked) - 1)
    assert len({e.candidate.country for e in found.ranked}) > 2
    scores = [e.score for e in found.ranked]
    assert scores == sorted(scores, reverse=True)
    for e in found.ranked:
        assert {n for n, _ in e.terms} <= {*STATIC, *CONTEXT}
        assert sum(v for _, v in e.terms) == pytest.approx(e.score, abs=0.2)


def test_a_name_that_stays_open_has_a_reason(told: Explain) -> None:
    found = told("Zxqwara")
    assert (found.mentions, found.chosen, found.ranked) == (1, None, ())
    assert found.reason == "not in the gazetteer"


def test_a_name_that_the_report_lacks_is_said_to_be_lacking(told: Explain) -> None:
    assert told("Nairobi") == Explanation(0, None, NO_NAME, ())


@pytest.mark.parametrize("name", ["tripoli", "TRIPOLI", "al-Tripoli"])
def test_spelling_of_case_and_article_does_not_matter(told: Explain, name: str) -> None:
    assert told(name).mentions == 2


def test_a_town_is_explained_before_the_plant_that_is_called_so(parse: Callable[[str], Parse]) -> None:
    text = "Shells hit the Aleppo power plant in Syria. They fell on Aleppo airport too. Aleppo was calm."
    document, parsed, gazetteer = read_text(text), parse(text), load_gazetteer()
    found = explain("Aleppo", document, parsed, find_toponyms(document, parsed, gazetteer), gazetteer)
    assert found.chosen is not None
    assert found.chosen.kind == "city"
