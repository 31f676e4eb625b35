"""The gold of the samples: every quote is in its text, every word is of the vocabulary, every key is known."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from dateline.evaluate.gold import LAYERS, read_gold_folder
from dateline.evaluate.spans import fold, occurrences
from dateline.model import vocabulary as v

FOLDER = Path(__file__).parent
REPORTS = read_gold_folder(FOLDER)
ANYBODY = {"civilians", "unknown"}


@pytest.fixture(params=REPORTS, ids=lambda gold: gold.name)
def gold(request):
    return request.param


def quotes(gold):
    for layer in ("actors", "places", "sources"):
        yield from (name for record in gold.layers[layer] for name in record["names"])
    yield from (claim["content"] for claim in gold.layers["claims"])
    yield from (quote for event in gold.layers["events"] for quote in event["evidence"])
    yield from (row[3] for layer in ("relations", "control") for row in gold.layers[layer])
    yield from (record["quote"] for layer in ("amounts", "findings") for record in gold.layers[layer])


def test_every_quote_stands_in_its_text_as_whole_words(gold):
    text = fold(gold.text)
    assert [quote for quote in quotes(gold) if not occurrences(text, quote)] == []


def test_every_layer_has_records_where_the_news_report_is_complete():
    news = next(gold for gold in REPORTS if gold.name == "red_sea_news")
    assert [layer for layer in LAYERS if not news.layers[layer]] == []


@pytest.mark.parametrize(
    ("layer", "field", "allowed"),
    [
        ("actors", "kind", v.ActorKind),
        ("places", "kind", v.PlaceKind),
        ("sources", "kind", v.SourceKind),
        ("claims", "stance", v.Stance),
        ("events", "status", v.EventStatus),
        ("events", "plover", v.Plover),
        ("amounts", "what", v.AmountWhat),
        ("amounts", "hedge", v.Hedge),
        ("findings", "check", v.Check),
        ("findings", "verdict", v.Verdict),
    ],
)
def test_words_are_of_the_closed_vocabulary(gold, layer, field, allowed):
    given = [record[field] for record in gold.layers[layer]]
    words = {word for value in given for word in (value if isinstance(value, list) else [value])}
    assert words <= set(get_args(allowed))


def test_relations_and_control_use_the_vocabulary(gold):
    assert {row[1] for row in gold.layers["relations"]} <= set(get_args(v.Predicate))
    assert {row[2] for row in gold.layers["control"]} <= set(get_args(v.ControlStatus))


def test_every_key_that_is_pointed_at_exists(gold):
    actors, places, sources = (
        {record["key"] for record in gold.layers[layer]} for layer in ("actors", "places", "sources")
    )
    events = gold.layers["events"]
    assert {key for event in events for key in event["actor"] + event["recipient"]} <= actors | {None}
    assert {key for event in events for key in event["where"] or []} <= places | {None}
    assert {toll["of"] for event in events for toll in event["deaths"]} <= actors | ANYBODY
    assert {claim["source"] for claim in gold.layers["claims"]} <= sources
    assert {source["actor"] for source in gold.layers["sources"]} <= actors | {None}
    assert {key for row in gold.layers["relations"] for key in (row[0], row[2])} <= actors
    assert {row[0] for row in gold.layers["control"]} <= places
    assert {row[1] for row in gold.layers["control"]} <= actors


def test_the_news_report_has_sources_of_all_kinds_but_the_narrator():
    news = next(gold for gold in REPORTS if gold.name == "red_sea_news")
    kinds = {source["kind"][0] for source in news.layers["sources"]}
    assert kinds == set(get_args(v.SourceKind)) - {"narrator"}
