"""W3C Web Annotations: the assertions of w3c/web-annotation-tests, offsets, states, hostile text. All is fiction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from dateline.exports.linked.names import digest_iri
from dateline.exports.linked.spans import KINDS, motives, spans_of
from dateline.model.document import Published, SourceFile
from dateline.model.dossier import Dossier
from dateline.model.integrity import evidence_in
from dateline.protect.policy import Policy, Shown
from dateline.protect.view import show
from tests.exports.linked_samples import HOSTILE, lines, over, reports, told, written

Annotation = dict[str, Any]


def exported(dossier: Dossier, folder: Path) -> list[Annotation]:
    return lines(written("annotations", folder, reports(dossier)))


def test_the_words_of_a_claim_are_somebodys_and_those_of_a_denial_a_denial(dossier: Dossier, tmp_path: Path) -> None:
    first, *rest = dossier.claims
    found = exported(replace(dossier, claims=(replace(first, stance="denied"), *rest)), tmp_path)
    marked = {a["id"]: [b["value"] for b in a["body"] if b.get("purpose") == "describing"] for a in found}
    assert [v.rpartition(" ")[2] for v in marked[f"urn:dateline:{first.id}:content.0"]] == ["denies"]
    assert {bool(says) for id_, says in marked.items() if ":content." not in id_} == {False}


def selectors(annotation: Annotation) -> tuple[dict[str, Any], dict[str, Any]]:
    place, quote = annotation["target"]["selector"]
    return place, quote


# --- the assertions of the W3C's own tests, in their words --------------------------------------------------------


def uri(value: object) -> bool:
    return isinstance(value, str) and bool(urlsplit(value).scheme) and value.isascii() and " " not in value


def moment(value: object) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def absent_or(key: str, right: Callable[[Any], bool]) -> Callable[[Annotation], bool]:
    return lambda a: key not in a or right(a[key])


def states(a: Annotation) -> list[Any]:
    return list(a["target"].get("state", []))


def dated(state: Any) -> bool:
    """3.2: a time state has a sourceDate, or both ends, and not all three."""
    if isinstance(state, str):
        return uri(state)
    keys = {"sourceDate", "sourceDateStart", "sourceDateEnd"} & set(state)
    return keys in ({"sourceDate"}, {"sourceDateStart", "sourceDateEnd"}) and all(moment(state[k]) for k in keys)


def bodies(a: Annotation) -> list[Any]:
    return list(a["body"])


MUST: Final[dict[str, Callable[[Annotation], bool]]] = {
    "3.1 context": lambda a: a.get("@context") == "http://www.w3.org/ns/anno.jsonld",
    "3.1 id": lambda a: uri(a.get("id")),
    "3.1 type": lambda a: a.get("type") == "Annotation",
    "3.1 target key": lambda a: "target" in a,
    "3.2 targets recognised": lambda a: uri(a["target"]["source"]["id"]) and "selector" in a["target"],
    "3.2 bodies recognised": lambda a: all(uri(b.get("id")) or isinstance(b.get("value"), str) for b in bodies(a)),
    "3.2.5 not body and bodyValue": lambda a: not {"body", "bodyValue"} <= set(a),
    "3.3.1 created": absent_or("created", moment),
    "3.3.1 modified": absent_or("modified", moment),
    "3.3.1 generated": absent_or("generated", moment),
    "3.3.6 rights": absent_or("rights", uri),
    "3.3.7 canonical": absent_or("canonical", uri),
    "4.2 position selector": lambda a: 0 <= selectors(a)[0]["start"] < selectors(a)[0]["end"],
    "4.2.4 quote selector": lambda a: all(isinstance(selectors(a)[1][k], str) for k in ("exact", "prefix", "suffix")),
    "4.3 states are TimeState or an IRI": lambda a: all(uri(s) or s.get("type") == "TimeState" for s in states(a)),
    "4.3.1 time state": lambda a: all(dated(s) for s in states(a)),
    "4.3.1 cached": lambda a: all(uri(s) or uri(s["cached"]) for s in states(a)),
}
SHOULD: Final[dict[str, Callable[[Annotation], bool]]] = {
    "3.1 body key": lambda a: bool(a.get("body")),
    "3.3.1 single creator": lambda a: isinstance(a.get("creator"), dict),
    "3.3.2 agents have an id": lambda a: uri(a["creator"]["id"]) and uri(a["generator"]["id"]),
    "3.3.2 agents have one type": lambda a: a["creator"]["type"] in {"Person", "Organization", "Software"},
    "3.3.5 single motivation": lambda a: isinstance(a["motivation"], str),
    "3.2.1 body, single format": lambda a: all("/" in b["format"] for b in bodies(a)),
    "3.2.1 body, single language": lambda a: any(isinstance(b.get("language"), str) for b in bodies(a)),
    "3.2.4 textual body typed": lambda a: all(b["type"] == "TextualBody" for b in bodies(a) if "value" in b),
    "3.3.1 body, single creator": lambda a: any(isinstance(b.get("creator"), dict) for b in bodies(a)),
    "3.3.1 body created": lambda a: any("created" in b for b in bodies(a)),
    "3.2.1 target, single format": lambda a: isinstance(a["target"]["source"].get("format"), str),
    "3.2.1 target, single language": lambda a: isinstance(a["target"]["source"].get("language"), str),
    "3.3.1 target, single creator": lambda a: isinstance(a["target"]["source"].get("creator"), dict),
    "3.3.1 target created": lambda a: moment(a["target"]["source"].get("created", "")) if a else False,
    "4.2.4 prefix": lambda a: "prefix" in selectors(a)[1],
    "4.2.4 suffix": lambda a: "suffix" in selectors(a)[1],
}
UNKNOWN: Final = {"3.3.1 body created"}
"""What a dossier does not know: when a record was made. No clock is read."""


@pytest.fixture
def whole(rich: Shown) -> Dossier:
    """A report whose page, outlet and time of publication are known."""
    document = replace(
        rich.dossier.document, url="https://example.org/malakal?a=b c", outlet="Nile Wire",
        published=Published("2021-05-05T06:30:00+03:00", "metadata"), file=SourceFile("text/html"),
    )  # fmt: skip
    return replace(rich.dossier, document=document)


@pytest.mark.parametrize("name", MUST)
def test_what_an_annotation_must_have_it_has(whole: Dossier, tmp_path: Path, name: str) -> None:
    made = exported(whole, tmp_path)
    assert made
    assert not [a["id"] for a in made if not MUST[name](a)]


@pytest.mark.parametrize("name", [n for n in SHOULD if n not in UNKNOWN])
def test_what_an_annotation_should_have_it_has(whole: Dossier, tmp_path: Path, name: str) -> None:
    assert not [a["id"] for a in exported(whole, tmp_path) if not SHOULD[name](a)]


SPOILED: Final[dict[str, Callable[[Annotation], Any]]] = {
    "3.1 context": lambda a: a.update({"@context": "https://example.org"}),
    "3.1 id": lambda a: a.update(id="no uri"),
    "3.1 type": lambda a: a.update(type="Note"),
    "3.3.1 created": lambda a: a.update(created="2021-05-05T00:00:00"),
    "4.2 position selector": lambda a: selectors(a)[0].update(end=0),
    "4.2.4 quote selector": lambda a: selectors(a)[1].update(exact=None),
    "4.3.1 time state": lambda a: a["target"].update(state=[{"type": "TimeState", "sourceDateStart": "2021-05-05"}]),
    "4.3.1 cached": lambda a: states(a)[0].update(cached="x y"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_the_assertions_see_what_is_wrong(whole: Dossier, tmp_path: Path, name: str) -> None:
    spoiled = deepcopy(exported(whole, tmp_path)[0])
    SPOILED[name](spoiled)
    assert not MUST[name](spoiled)


# --- what is marked ----------------------------------------------------------------------------------------------


def test_every_word_of_evidence_is_marked_and_nothing_else(dossier: Dossier, rich: Shown, tmp_path: Path) -> None:
    for n, of in enumerate((dossier, rich.dossier)):
        (tmp_path / str(n)).mkdir()
        marked = {
            (a["body"][0]["id"].removeprefix("urn:dateline:"), *(selectors(a)[0][k] for k in ("start", "end")))
            for a in exported(of, tmp_path / str(n))
        }
        evidence = {
            (record.id, e.start, e.end)
            for _, name, _ in KINDS
            for record in getattr(of, name)
            for e in evidence_in(record)
        }
        assert marked == evidence


def test_every_kind_of_span_has_a_motivation_of_the_model(rich: Shown, dossier: Dossier) -> None:
    known = {
        "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
        "linking", "moderating", "questioning", "replying", "tagging",
    }  # fmt: skip
    assert {m.motivation for m in motives().values()} <= known
    assert {(s.kind, s.slot) for d in (rich.dossier, dossier) for s in spans_of(d)} <= set(motives())


def test_ids_are_unique_and_the_same_each_time(whole: Dossier, tmp_path: Path) -> None:
    one = [a["id"] for a in exported(whole, tmp_path)]
    assert len(set(one)) == len(one)
    assert [a["id"] for a in exported(whole, tmp_path)] == one


def test_a_report_given_twice_is_marked_once_and_told(dossier: Dossier, tmp_path: Path) -> None:
    once = written("annotations", tmp_path, reports(dossier))
    twice = written("annotations", tmp_path, reports(dossier, dossier))
    assert twice.records == once.records
    assert ("left out", "the same report stands in the file already") in told(twice)


# --- offsets and quotes -------------------------------------------------------------------------------------------


def test_offsets_are_code_points_beyond_the_basic_plane_too(dossier: Dossier, tmp_path: Path) -> None:
    text = "\U0001f4a5\U0001f4a5 In \U00010330\U00010331 the River Guard moved on. " * 2
    made = exported(over(dossier, text, ["\U00010330\U00010331", "River Guard"]), tmp_path)
    for a in made:
        place, quote = selectors(a)
        assert text[place["start"] : place["end"]] == quote["exact"]
        units = text.encode("utf-16-le")[2 * place["start"] : 2 * place["end"]].decode("utf-16-le", "replace")
        assert units != quote["exact"]


def test_words_that_stand_twice_are_told_apart_by_what_is_around_them(dossier: Dossier, tmp_path: Path) -> None:
    text = "It was quiet there. " * 9 + "The army left. " + "It was quiet there. " * 9
    made = exported(over(dossier, text, ["quiet", "The army"]), tmp_path)
    first = next(selectors(a)[1] for a in made if selectors(a)[1]["exact"] == "quiet")
    assert text.count(first["prefix"] + first["exact"] + first["suffix"]) == 1
    assert text.count(first["exact"]) > 1
    army = next(selectors(a)[1] for a in made if selectors(a)[1]["exact"] == "The army")
    assert len(army["prefix"]) == len(army["suffix"]) == 32


def test_words_at_the_ends_of_a_text_have_no_room_around_them(dossier: Dossier, tmp_path: Path) -> None:
    _, quote = selectors(exported(over(dossier, "Kodok", ["Kodok"]), tmp_path)[0])
    assert (quote["prefix"], quote["suffix"]) == ("", "")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_they_were(dossier: Dossier, tmp_path: Path, words: str) -> None:
    text = f"Before it {words} and after it."
    made = written("annotations", tmp_path, reports(over(dossier, text, [words])))
    found = lines(made)
    assert {selectors(a)[1]["exact"] for a in found} == {words.replace("\ud83d", "\ufffd")}
    assert {(selectors(a)[0]["start"], selectors(a)[0]["end"]) for a in found} == {(10, 10 + len(words))}
    held = made.path.read_bytes()
    assert held.count(b"\n") == len(found)
    assert not [sign for sign in ("\u202e", "\u2028", "\x00", "\u200f") if sign.encode() in held]
    assert (("changed", "half a character is no Unicode: U+FFFD stands in its place") in told(made)) is (
        "\ud83d" in words
    )


# --- the state that offsets hold for -----------------------------------------------------------------------------


def test_the_state_names_the_text_as_shown_and_the_bytes(whole: Dossier, tmp_path: Path) -> None:
    shown = show(whole, Policy(reveal=True, quote=30)).dossier
    assert shown.document.text != whole.document.text
    for a in exported(shown, tmp_path):
        place, quote = selectors(a)
        assert shown.document.text[place["start"] : place["end"]] == quote["exact"]
        text = hashlib.sha256(shown.document.text.encode()).hexdigest()
        assert [s["cached"] for s in states(a)] == [digest_iri(text), digest_iri(whole.document.source_sha256)]


@pytest.mark.parametrize(
    ("published", "captured", "expected"),
    [
        (None, None, None),
        ("2021-05-05", None, {"sourceDateStart": "2021-05-05T00:00:00Z", "sourceDateEnd": "2021-05-05T23:59:59Z"}),
        ("2021-05-05", "2021-05-06T01:02:03+02:00", {"sourceDate": "2021-05-05T23:02:03Z"}),
        ("in spring", "yesterday", None),
    ],
)
def test_a_state_has_the_time_that_is_known(
    dossier: Dossier, tmp_path: Path, published: str | None, captured: str | None, expected: dict[str, str] | None
) -> None:
    file = SourceFile("text/html", captured=captured)
    document = replace(dossier.document, published=Published(published, None), file=file)
    state = states(exported(replace(dossier, document=document), tmp_path)[0])[0]
    assert (state if expected is None else {k: v for k, v in state.items() if k.startswith("source")}) == (
        digest_iri(hashlib.sha256(document.text.encode()).hexdigest()) if expected is None else expected
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=1&c=%20#d", "https://example.org/a?b=1&c=%20#d"),
        ("https://example.org/Ünder 100%", "https://example.org/%C3%9Cnder%20100%25"),
        ("https://example.org/\u202e\ud800", "https://example.org/%E2%80%AE?"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_only_pages_are_addresses(dossier: Dossier, tmp_path: Path, url: str | None, expected: str | None) -> None:
    document = replace(dossier.document, url=url)
    source = exported(replace(dossier, document=document), tmp_path)[0]["target"]["source"]
    assert source["id"] == (expected or f"urn:dateline:{document.id}")


def test_a_row_of_a_dataset_is_told_as_such(dossier: Dossier, tmp_path: Path) -> None:
    document = replace(dossier.document, file=SourceFile("text/csv; dataset=ucdp-ged", "row 3"))
    source = exported(replace(dossier, document=document), tmp_path)[0]["target"]["source"]
    assert (source["type"], source["format"]) == ("Dataset", "text/csv")


# --- as linked data ----------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib uses it itself
def test_the_lines_are_the_models_triples(whole: Dossier, tmp_path: Path) -> None:
    """Read as RDF, with the terms of the model's context that are used here, written out: nothing is fetched."""
    rdflib = import_module("rdflib")
    oa, ids = "http://www.w3.org/ns/oa#", {"@type": "@id"}
    context: dict[str, Any] = {
        "id": "@id", "type": "@type", "Annotation": oa + "Annotation", "start": oa + "start", "exact": oa + "exact",
        "TextPositionSelector": oa + "TextPositionSelector", "TextQuoteSelector": oa + "TextQuoteSelector",
        "body": {"@id": oa + "hasBody", **ids}, "target": {"@id": oa + "hasTarget", **ids},
        "source": {"@id": oa + "hasSource", **ids}, "selector": {"@id": oa + "hasSelector", **ids},
        "state": {"@id": oa + "hasState", **ids}, "cached": {"@id": oa + "cachedSource", **ids},
        "motivation": {"@id": oa + "motivatedBy", "@type": "@vocab"}, "identifying": oa + "identifying",
    }  # fmt: skip
    made = exported(whole, tmp_path)
    graph = rdflib.Graph()
    for a in made:
        graph.parse(data=json.dumps({**a, "@context": context}), format="json-ld")
    of = {name: rdflib.URIRef(oa + name) for name in ("hasTarget", "hasSource", "hasSelector", "start", "exact")}
    found = set()
    for a, target in graph.subject_objects(of["hasTarget"]):
        assert graph.value(target, of["hasSource"]) == rdflib.URIRef("https://example.org/malakal?a=b%20c")
        values = [graph.value(s, of[k]) for k in ("start", "exact") for s in graph.objects(target, of["hasSelector"])]
        start, exact = (v.toPython() for v in values if v is not None)
        found.add((str(a), start, exact))
    assert found == {(a["id"], selectors(a)[0]["start"], selectors(a)[1]["exact"]) for a in made}


def test_whoever_is_hidden_is_in_no_annotation(dossier: Dossier, tmp_path: Path) -> None:
    view = show(dossier, Policy(protect=("Ann Example",)))
    held = written("annotations", tmp_path, reports(view.dossier)).path.read_text("utf-8")
    assert "Malakal" in held
    assert not [word for word in ("Ann Example", "a nurse who asked") if word in held]
