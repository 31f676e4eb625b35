"""What must hold for every reading of the samples, however good or bad the figures are."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest

from dateline.evaluate.run import read_gold_report
from dateline.model.integrity import faults
from dateline.model.schema import dossier_from_json, dossier_to_dict, json_schema

pytestmark = pytest.mark.model
CREDIT = re.compile(r"Photo\b[^\n]*")
WEEKDAY = re.compile(r"(?i)(mon|tues|wednes|thurs|fri|satur|sun)day|\bweeks?\b|early|today")


@pytest.fixture(params=["red_sea_news", "beni_incidents", "kharkiv_statement"])
def dossier(request, dossiers):
    return dossiers[request.param]


def closed_spans(dossier):
    """Where nothing happens: the dateline, boilerplate, captions' credit lines."""
    document = dossier["document"]
    for section in document["sections"]:
        start, end = section["start"], section["end"]
        if section["kind"] in {"dateline", "boilerplate"}:
            yield start, end
        if section["kind"] == "caption":
            yield from (m.span() for m in CREDIT.finditer(document["text"], start, end))


def meets(entry, spans):
    return any(entry["start"] < end and start < entry["end"] for start, end in spans)


def event_evidence(event):
    yield from event["evidence"]
    yield from (entry for participant in event["who"] for entry in participant["evidence"])
    yield from (event["where"] or {}).get("evidence", [])


def test_the_news_sample_has_every_kind_of_section(dossiers):
    kinds = [section["kind"] for section in dossiers["red_sea_news"]["document"]["sections"]]
    assert kinds.count("title") == 1
    assert "dateline" in kinds
    assert kinds.count("caption") == 3
    assert kinds.count("heading") == 2
    assert kinds.count("boilerplate") >= 3  # reading time, teaser, share line


def test_no_event_comes_from_the_dateline_a_credit_or_boilerplate(dossier):
    closed = list(closed_spans(dossier))
    stray = [entry["quote"] for event in dossier["events"] for entry in event_evidence(event) if meets(entry, closed)]
    assert stray == []


def test_no_event_is_read_out_of_a_caption_of_the_samples(dossier):
    captions = [(s["start"], s["end"]) for s in dossier["document"]["sections"] if s["kind"] == "caption"]
    assert [e["evidence"] for e in dossier["events"] if any(meets(x, captions) for x in e["evidence"])] == []


def test_no_outlet_takes_part_in_an_event(dossier):
    outlets = {actor["id"] for actor in dossier["actors"] if actor["kind"] == "media"}
    assert [e for e in dossier["events"] if outlets & {participant["actor"] for participant in e["who"]}] == []


def test_no_event_happens_where_only_the_dateline_or_the_outlet_says(dossier):
    closed = [*closed_spans(dossier)]
    closed += [m.span() for m in re.finditer("Tihama Monitor|Kivu Civic Watch", dossier["document"]["text"])]
    elsewhere = {p["id"] for p in dossier["places"] if any(not meets(mention, closed) for mention in p["mentions"])}
    used = {event["where"]["place"] for event in dossier["events"] if event["where"]}
    assert used <= elsewhere


def test_no_relation_or_control_comes_from_boilerplate(dossier):
    closed = list(closed_spans(dossier))
    records = dossier["relations"] + dossier["control"]
    assert [r["evidence"] for r in records if any(meets(entry, closed) for entry in r["evidence"])] == []


def test_a_text_without_a_conflict_gives_no_event_no_relation_no_control(eventless):
    told = {layer: eventless[layer] for layer in ("events", "relations", "control", "victims") if eventless[layer]}
    assert told == {}


def test_every_dossier_keeps_the_json_schema(dossier, undated, eventless):
    validator = jsonschema.Draft202012Validator(json_schema())
    assert [error.message for made in (dossier, undated, eventless) for error in validator.iter_errors(made)] == []


def test_reading_twice_gives_the_same_bytes(news, dossiers):
    again = dossier_to_dict(read_gold_report(news))
    assert timeless(again) == timeless(dossiers["red_sea_news"])


def timeless(dossier):
    return json.dumps({**dossier, "receipt": {**dossier["receipt"], "seconds": None}}, ensure_ascii=False)


def whens(value):
    """Every date of a dossier, wherever it stands."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if {"precision", "basis", "text"} <= item.keys():
                yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def test_without_a_publication_date_no_date_is_filled_in(undated):
    assert undated["document"]["published"] == {"date": None, "basis": None}
    dates = [when for when in whens(undated) if WEEKDAY.search(when["text"])]
    assert dates
    assert [when for when in dates if (when["start"], when["end"], when["basis"]) != (None, None, None)] == []


def test_without_a_publication_date_a_calendar_finding_says_so(undated):
    assert any(finding["check"] == "calendar" for finding in undated["findings"])


def test_with_a_publication_date_weekdays_are_days(dossiers):
    dates = {when["text"]: when for when in whens(dossiers["red_sea_news"]) if "Tuesday" in when["text"]}
    assert {(when["start"], when["end"]) for when in dates.values()} == {("2020-10-13", "2020-10-13")}


def test_every_reference_of_a_sample_leads_somewhere(dossier):
    assert faults(dossier_from_json(json.dumps(dossier))) == []
