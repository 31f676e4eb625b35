"""ninjs of all three series: what a report says of itself, which body is its text, what is refused and why."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dateline.model.document import Document
from dateline.readers import ninjs
from dateline.readers.formats import Failure, Input
from dateline.readers.given import Given
from dateline.readers.table import jsonl
from tests.readers.ninjs import samples, schemas

Found = list[Document | Failure]
SERIES = {
    "1.x": (samples.FIRST, schemas.FIRST),
    "2.x": (samples.SECOND, schemas.SECOND),
    "3.x": (samples.THIRD, schemas.THIRD),
}


def read(data: Any, **more: Any) -> Found:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(ninjs.FORMAT.read(Input("items.json", io.BytesIO(raw), len(raw), **more)))


def only(found: Found) -> Document:
    (one,) = found
    assert isinstance(one, Document), one
    return one


def reason(found: Found) -> str:
    (one,) = found
    assert isinstance(one, Failure), one
    return str(one.error)


def changed(**more: Any) -> dict[str, Any]:
    """The sample of 2.x with some properties changed; None takes one out."""
    return {k: v for k, v in {**samples.SECOND, **more}.items() if v is not None}


def recognised(data: Any) -> bool:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return ninjs.FORMAT.recognises(raw[:4096], "items.json")


@pytest.mark.parametrize("series", SERIES)
def test_the_samples_are_what_the_standard_allows(series: str) -> None:
    sample, schema = SERIES[series]
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    assert not list(validator(schema).iter_errors(sample))


@pytest.mark.parametrize("series", SERIES)
def test_the_schemas_would_find_a_fault(series: str) -> None:
    sample, schema = SERIES[series]
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert list(validator.iter_errors({**sample, "uri": 7}))
    assert list(validator.iter_errors({**sample, "unheard": "of"}))


@pytest.mark.parametrize("series", SERIES)
def test_each_series_tells_the_same_of_a_report(series: str) -> None:
    one = only(read(SERIES[series][0]))
    assert one.title == samples.HEADLINE
    assert one.outlet == "Nile Wire"
    assert one.byline[0] == "Ann Example"
    assert (one.published.date, one.published.basis) == ("2021-05-04", "metadata")
    assert one.language == "en"
    assert one.url == "https://nilewire.example.org/shells-fall"
    assert one.dateline is not None
    assert one.dateline.place == "MALAKAL, South Sudan"
    assert all(
        words in one.text for words in ("shelled the ferry landing on Tuesday", "At least four people were hurt")
    )


def test_a_place_that_only_the_metadata_names_is_where_the_report_was_filed() -> None:
    one = only(read(changed(bodies=[{"value": "Fighters shelled the ferry landing on Tuesday, residents said."}])))
    assert one.dateline is not None
    assert (one.dateline.place, one.dateline.text) == ("Malakal", "Malakal")


def test_of_two_renditions_the_one_with_markup_is_read_once() -> None:
    one = only(read(samples.SECOND))
    assert one.text.count("shelled the ferry landing") == 1
    kinds = {one.text[s.start : s.end]: s.kind for s in one.sections}
    assert kinds["What happened"] == "heading"
    assert kinds["The ferry landing in March."] == "caption"
    assert kinds[samples.HEADLINE] == "title"


def test_a_body_that_says_something_else_is_a_part_of_its_own_in_its_place() -> None:
    lead = {
        "role": "lead",
        "contenttype": "text/plain",
        "value": "This is the lead of the story, and nothing repeats it.",
    }
    bodies = [lead, *samples.SECOND["bodies"]]
    text = only(read(changed(bodies=bodies))).text
    assert text.index("This is the lead") < text.index("shelled the ferry landing")
    assert text.count("shelled the ferry landing") == 1


def test_a_title_that_opens_the_body_is_not_told_twice() -> None:
    body = {"contenttype": "text/html", "value": f"<h1>{samples.HEADLINE}</h1>{samples.HTML}"}
    one = only(read(changed(bodies=[body])))
    assert one.text.count(samples.HEADLINE) == 1
    assert one.sections[0].kind == "title"


def test_what_a_user_says_of_a_report_wins() -> None:
    one = only(read(samples.SECOND, given=Given(published="2021-05-05", outlet="Own desk", title="Ours")))
    assert (one.published.date, one.published.basis) == ("2021-05-05", "given")
    assert (one.outlet, one.title) == ("Own desk", "Ours")


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({"firstcreated": None}, "2021-05-06"),
        ({"contentcreated": "2021-05-03T10:00:00Z"}, "2021-05-03"),
        ({"embargoed": "2021-05-07T00:01:00Z"}, "2021-05-07"),
        ({"embargoed": "2021-05-01T00:01:00Z"}, "2021-05-04"),
        ({"firstcreated": None, "versioncreated": None}, None),
    ],
)
def test_a_report_is_of_the_day_on_which_its_words_could_first_be_read(told: dict[str, Any], day: str | None) -> None:
    assert only(read(changed(**told))).published.date == day


@pytest.mark.parametrize(
    ("told", "outlet"),
    [
        ({}, "Nile Wire"),
        ({"infosources": [{"name": "Hill Post"}]}, "Hill Post"),
        ({"infosources": [{"name": "Town Radio", "role": "cpprole:originfo"}]}, "Nile Wire"),
        ({"infosources": None, "copyrightholder": None}, None),
    ],
)
def test_the_outlet_is_who_made_the_report_not_who_told_it_something(told: dict[str, Any], outlet: str | None) -> None:
    body = [{"value": "Fighters shelled the ferry landing on Tuesday, two residents of the town said."}]
    assert only(read(changed(bodies=body, **told))).outlet == outlet


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ({"altids": None}, None),
        ({"altids": None, "uri": "https://nilewire.example.org/7"}, "https://nilewire.example.org/7"),
        ({"altids": [{"role": "web", "value": "javascript:alert(1)"}]}, None),
        ({"altids": [{"role": "internal", "value": "https://desk.example.org/7"}]}, None),
    ],
)
def test_an_address_is_one_of_a_page(told: dict[str, Any], url: str | None) -> None:
    assert only(read(changed(**told))).url == url


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"pubstatus": "canceled"}, "was canceled by its provider"),
        ({"pubstatus": "withheld"}, "is withheld by its provider"),
        ({"pubstatus": "killed"}, "“killed”, which ninjs does not know"),
        ({"type": "event"}, "is a plan (type “event”), no report"),
        ({"type": "picture", "bodies": None}, "is of the type “picture” and has no text"),
        ({"bodies": None}, "holds no text"),
        ({"bodies": [{"value": "  "}]}, "holds no text"),
        ({"bodies": [{"contenttype": "text/html", "value": "<script>alert('text')</script>"}]}, "holds no text"),
        ({"uri": None}, "has no “uri”"),
        ({"bodies": "words"}, "“bodies” is no list"),
        ({"bodies": ["words"]}, "“bodies” number 1 is no object"),
        ({"bodies": [{"value": 5}]}, "“value” is no text"),
        ({"headlines": [{"value": ["a"]}]}, "“value” is no text"),
        ({"versioncreated": 20210504}, "“versioncreated” is no text"),
        ({"versioncreated": "yesterday"}, "“versioncreated” is “yesterday”, no date and time"),
        ({"located": {"name": "Malakal"}}, "“located” is no text"),
    ],
)
def test_what_is_not_to_be_used_or_is_none_is_refused_in_words(told: dict[str, Any], words: str) -> None:
    assert words in reason(read(changed(**told)))
    assert "items.json" in reason(read(changed(**told)))


@pytest.mark.parametrize("told", [{"urgency": "high"}, {"subjects": 7}, {"renditions": []}, {"extra": {"deep": [[]]}}])
def test_what_is_not_read_may_be_anything(told: dict[str, Any]) -> None:
    assert only(read(changed(**told))).title == samples.HEADLINE


def test_a_broken_object_costs_no_other() -> None:
    good, bad = json.dumps(samples.SECOND), json.dumps(changed(pubstatus="canceled"))
    deep = '{"uri": "urn:x", "versioncreated": ' + "[" * 500 + "]" * 500 + "}"
    lines = [good, bad, "{broken", deep, good.replace("20210504:7", "20210504:9")]
    found = read("\n".join(lines).encode())
    assert [isinstance(f, Document) for f in found] == [True, False, False, False, True]
    told = [str(f.error) for f in found if isinstance(f, Failure)]
    assert [t for t, where in zip(told, ("line 2", "line 3", "line 4"), strict=True) if where in t] == told
    listed = read(f"[{good}, {bad}, {good}]".encode())
    assert [isinstance(f, Document) for f in listed] == [True, False, True]


def test_a_list_a_line_and_an_object_of_the_same_words_are_the_same_report() -> None:
    as_list = json.dumps([samples.SECOND], indent=2).encode()
    found = [only(read(data)) for data in (samples.SECOND, as_list, json.dumps(samples.SECOND, indent=2).encode())]
    assert len({d.id for d in found}) == 1
    assert [d.file.part for d in found if d.file] == ["line 1", "item 1", None]


def test_stories_within_a_package_are_reports_of_their_own() -> None:
    inner = [{**samples.THIRD, "name": f"story{n}", "uri": f"urn:x:{n}", "associations": []} for n in (1, 2)]
    package = {"uri": "urn:x:0", "type": "composite", "versionCreated": "2021-05-06T08:00:00Z", "associations": inner}
    found = read(package)
    assert [d.file.part for d in found if isinstance(d, Document) and d.file] == [
        "line 1 association 1",
        "line 1 association 2",
    ]
    inner[0]["pubStatus"] = "canceled"
    assert [isinstance(d, Document) for d in read(package)] == [False, True]


def test_associations_beyond_what_is_read_are_told() -> None:
    inner = [{**samples.THIRD, "uri": f"urn:x:{n}", "associations": []} for n in range(203)]
    package = {"uri": "urn:x:0", "type": "composite", "versionCreated": "2021-05-06T08:00:00Z", "associations": inner}
    *stories, last = read(package)
    assert len(stories) == 200
    assert isinstance(last, Failure)
    assert "3 more associations than the 200" in str(last.error)


def test_a_hostile_body_leaves_words_and_nothing_else() -> None:
    html = (
        "<p onclick=\"steal()\">Shells fell on the ferry landing.</p><script>document.title='x'</script>"
        "<style>p{}</style><iframe src='https://evil.example.org'></iframe><p hidden>unseen words</p>"
        + "<div>" * 5000
        + "deep words"
        + "</div>" * 5000
    )
    text = only(read(changed(bodies=[{"contenttype": "text/html", "value": html}]))).text
    assert "Shells fell on the ferry landing." in text
    assert "deep words" in text
    assert not [word for word in ("steal", "document", "<", "evil", "unseen") if word in text]


def test_a_body_larger_than_a_report_may_be_is_refused() -> None:
    huge = changed(bodies=[{"contenttype": "text/plain", "value": "Shells fell. " * 100_000}])
    assert "a report may have" in reason(read(huge))


@pytest.mark.parametrize("series", SERIES)
def test_ninjs_is_told_by_its_names(series: str) -> None:
    sample = SERIES[series][0]
    assert recognised(sample)
    assert recognised([sample])
    assert recognised(json.dumps(sample).encode() + b"\n" + json.dumps(sample).encode())
    backwards = dict(reversed(sample.items()))
    assert recognised({k: v for k, v in backwards.items() if not k.startswith("bod")})


@pytest.mark.parametrize(
    "other",
    [
        {"uri": "x-1", "lang": "eng", "dateTime": "2021-05-04T10:00:00Z", "title": "Shells fall", "body": "Words."},
        {
            "uri": "nyt://article/1",
            "headline": {"main": "Shells fall"},
            "byline": {"original": "By X"},
            "text": "Words.",
        },
        {"uri": "x-1", "versioncreated": "2021-05-04", "text": "Words."},
        {"title": "Shells fall", "content": "Words.", "associations": {"uri": "urn:x", "versioncreated": "2021-05-04"}},
        {"text": 'it says {"uri": 1, "pubstatus": 2}'},
        {"format": "dateline-dossier/1", "document": {}},
    ],
)
def test_what_the_reader_of_json_tables_takes_stays_with_it(other: dict[str, Any]) -> None:
    assert not recognised(other)
    assert jsonl.FORMAT.recognises(json.dumps(other).encode(), "x.json")


@pytest.mark.parametrize(
    "data", [b"", b"[", b"[[{", b'{"uri', b"words", b'["uri", "pubstatus"]', b"<html>", b'{"uri":"']
)
def test_what_is_no_object_is_no_ninjs(data: bytes) -> None:
    assert not recognised(data)


def test_a_user_who_names_the_column_of_the_text_has_a_table() -> None:
    table = {"uri": "urn:x", "versioncreated": "2021-05-04T10:00:00Z", "story": "Shells fell on the ferry landing."}
    assert only(read(table, columns={"text": "story"})).text == "Shells fell on the ferry landing."


def test_the_reader_is_a_plug_in_that_is_asked_before_tables() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["dateline.readers"]["ninjs"] == "dateline.readers.ninjs:FORMAT"
    assert ninjs.FORMAT.rank < jsonl.FORMAT.rank
