"""schema.org claims: shape, ranges of properties, stances, first appearances, hostile text. All is fiction."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from dateline.model.document import DatelineMark, Published, SourceFile
from dateline.model.dossier import Dossier
from dateline.model.records import Claim, Source
from dateline.model.values import When
from dateline.model.vocabulary import SourceKind, Stance
from dateline.protect.policy import Policy, Shown
from dateline.protect.view import show
from tests.exports.linked_samples import HOSTILE, lines, over, reports, told, written

Node = dict[str, Any]
WORK: Final = {"CreativeWork", "NewsArticle", "Claim"}
WHO: Final = {"Person", "Organization"}
RANGES: Final[dict[tuple[str, str], set[str]]] = {
    ("NewsArticle", "headline"): {"Text"}, ("NewsArticle", "url"): {"URL"}, ("NewsArticle", "datePublished"): {"Date"},
    ("NewsArticle", "dateline"): {"Text"}, ("NewsArticle", "author"): WHO, ("NewsArticle", "publisher"): WHO,
    ("NewsArticle", "inLanguage"): {"Text"}, ("NewsArticle", "identifier"): {"URL", "Text"},
    ("Claim", "text"): {"Text"}, ("Claim", "author"): WHO, ("Claim", "appearance"): WORK,
    ("Claim", "firstAppearance"): WORK, ("Claim", "claimInterpreter"): WHO, ("Claim", "datePublished"): {"Date"},
    ("Claim", "dateCreated"): {"Date"}, ("Claim", "inLanguage"): {"Text"}, ("Claim", "keywords"): {"DefinedTerm"},
    ("Claim", "isPartOf"): WORK, ("Claim", "about"): {"Event"}, ("Person", "name"): {"Text"},
    ("Person", "affiliation"): {"Organization"}, ("Organization", "name"): {"Text"},
    ("Organization", "description"): {"Text"}, ("CreativeWork", "name"): {"Text"},
    ("CreativeWork", "publisher"): WHO, ("CreativeWork", "isPartOf"): WORK | {"Dataset"}, ("Dataset", "name"): {"Text"},
    ("CreativeWork", "headline"): {"Text"}, ("CreativeWork", "url"): {"URL"},
    ("CreativeWork", "datePublished"): {"Date"}, ("CreativeWork", "author"): WHO,
    ("CreativeWork", "inLanguage"): {"Text"}, ("CreativeWork", "identifier"): {"URL", "Text"},
    ("DefinedTerm", "name"): {"Text"},
    ("DefinedTerm", "inDefinedTermSet"): {"URL"}, ("Event", "name"): {"Text"}, ("Event", "startDate"): {"Date"},
}  # fmt: skip
"""What may stand where: rangeIncludes of schema.org 30.0, as far as it is written here."""


def faults(node: Node, top: bool = True) -> list[str]:  # noqa: FBT001, FBT002 - it calls itself
    """What schema.org or JSON-LD would not have so."""
    wrong = [] if not top or node.get("@context") == "https://schema.org" else ["no context"]
    kind = node.get("@type", "")
    for key, value in node.items():
        if key in {"@context", "@type"}:
            continue
        if key == "@id":
            wrong += [] if str(value).startswith("urn:dateline:") else [f"{kind}.@id {value}"]
            continue
        allowed = RANGES.get((kind, key))
        for one in value if isinstance(value, list) else [value]:
            if allowed is None:
                wrong.append(f"{kind}.{key}")
            elif isinstance(one, dict):
                wrong += [] if one.get("@type") in allowed else [f"{kind}.{key} is a {one.get('@type')}"]
                wrong += faults(one, top=False)
            elif not isinstance(one, str) or not one or not allowed & {"Text", "URL", "Date"}:
                wrong.append(f"{kind}.{key} is {one!r}")
    return wrong


def nodes(dossier: Dossier, folder: Path) -> list[Node]:
    return lines(written("claims", folder, reports(dossier)))


def claims(dossier: Dossier, folder: Path) -> list[Node]:
    return [n for n in nodes(dossier, folder) if n["@type"] == "Claim"]


@pytest.fixture
def whole(dossier: Dossier) -> Dossier:
    """A report with everything that a page may tell of itself."""
    document = replace(
        dossier.document, url="https://example.org/malakal", outlet="Nile Wire", byline=("Bob Example",),
        published=Published("2021-05-05", "given"), dateline=DatelineMark("Juba", "JUBA, 5 May 2021 (Nile Wire) —"),
    )  # fmt: skip
    return replace(dossier, document=document)


def test_every_line_is_a_document_of_its_own(whole: Dossier, rich: Shown, tmp_path: Path) -> None:
    found = lines(written("claims", tmp_path, reports(whole, rich.dossier)))
    assert [n["@type"] for n in found] == ["NewsArticle", "Claim", "NewsArticle", "Claim", "Claim", "Claim"]
    assert [fault for n in found for fault in faults(n)] == []


def test_what_schema_org_has_not_is_seen() -> None:
    wrong = {"@type": "Claim", "@id": "x", "author": {"@type": "SoftwareApplication"}, "stance": "denied", "text": ""}
    assert len(faults(wrong)) >= 5


def test_a_row_of_a_dataset_is_no_news_article(whole: Dossier, tmp_path: Path) -> None:
    document = replace(whole.document, file=SourceFile("text/csv; dataset=ucdp-ged", "row 3"))
    work, claim = nodes(replace(whole, document=document), tmp_path)
    assert work["@type"] == claim["appearance"]["@type"] == "CreativeWork"
    assert work["isPartOf"] == {"@type": "Dataset", "name": "ucdp-ged"}
    assert faults(work) + faults(claim) == []


def test_nobody_but_a_human_gives_a_verdict(whole: Dossier, tmp_path: Path) -> None:
    held = written("claims", tmp_path, reports(whole)).path.read_text("utf-8")
    assert whole.findings
    assert not [w for w in ("ClaimReview", "reviewRating", "claimReviewed", "64.1") if w in held]


def test_a_claim_tells_who_says_it_and_where_it_stood(whole: Dossier, tmp_path: Path) -> None:
    article, claim = nodes(whole, tmp_path)
    assert claim["text"] == whole.claims[0].content[0].quote
    assert claim["author"] == {"@type": "Person", "@id": f"urn:dateline:{whole.sources[0].id}", "name": "a nurse"}
    assert claim["appearance"] == {"@type": "NewsArticle", "@id": article["@id"], "url": "https://example.org/malakal"}
    assert claim["firstAppearance"] == {"@type": "NewsArticle", "@id": article["@id"]}
    assert claim["datePublished"] == article["datePublished"] == "2021-05-05"
    assert claim["about"][0]["@id"] == f"urn:dateline:{whole.events[0].id}"
    assert claim["about"][0]["startDate"] == "2021-05-04"
    assert claim["claimInterpreter"]["name"] == "Dateline"


def said(dossier: Dossier, kind: SourceKind, **more: Any) -> tuple[Source, Claim]:
    source = replace(dossier.sources[0], kind=kind, protect=False)
    return source, replace(dossier.claims[0], **more)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("named", "Person"), ("anonymous", "Person"), ("organisation", "Organization"), ("media", "Organization"),
        ("group", "Organization"), ("document", None), ("narrator", "Organization"),
    ],
)  # fmt: skip
def test_who_claims_is_a_person_or_an_organisation(
    whole: Dossier, tmp_path: Path, kind: SourceKind, expected: str | None
) -> None:
    source, claim = said(whole, kind)
    (found,) = claims(replace(whole, sources=(source,), claims=(claim,)), tmp_path)
    assert found.get("author", {}).get("@type") == expected
    assert faults(found) == []
    if kind == "narrator":
        assert found["author"]["name"] == "Nile Wire"


def test_the_reports_own_voice_is_its_authors_where_no_outlet_is_known(whole: Dossier, tmp_path: Path) -> None:
    source, claim = said(whole, "narrator")
    document = replace(whole.document, outlet=None)
    (found,) = claims(replace(whole, document=document, sources=(source,), claims=(claim,)), tmp_path)
    assert found["author"] == [{"@type": "Person", "name": "Bob Example"}]
    bare = replace(document, byline=())
    (found,) = claims(replace(whole, document=bare, sources=(source,), claims=(claim,)), tmp_path)
    assert "author" not in found


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("media", {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": "a nurse"}}),
        ("document", {"@type": "CreativeWork", "name": "a nurse"}),
        ("named", None),
    ],
)
def test_what_is_passed_on_appeared_first_where_it_was_taken_from(
    whole: Dossier, tmp_path: Path, kind: SourceKind, expected: Node | None
) -> None:
    source, claim = said(whole, kind)
    passed = replace(claim, source="source-other", via=(source.id,))
    made = written("claims", tmp_path, reports(replace(whole, sources=(source,), claims=(passed,))))
    (found,) = (n for n in lines(made) if n["@type"] == "Claim")
    assert found.get("firstAppearance") == expected
    assert any("passes on" in reason for _, reason in told(made))


@pytest.mark.parametrize(
    ("stance", "cue", "expected"),
    [
        ("asserted", None, "the River Guard shelled Malakal"),
        ("asserted", "said", "the River Guard shelled Malakal"),
        ("possible", None, "the River Guard shelled Malakal"),
        ("denied", None, None),
        ("alleged", None, None),
        ("denied", "On Tuesday", "On Tuesday the River Guard shelled Malakal"),
        ("demanded", "On Tuesday", "On Tuesday the River Guard shelled Malakal"),
        ("denied", "was killed", "the River Guard shelled Malakal"),
    ],
)
def test_words_are_never_told_without_what_turns_them_round(
    whole: Dossier, tmp_path: Path, stance: Stance, cue: str | None, expected: str | None
) -> None:
    def words(quote: str) -> Any:
        start = whole.document.text.index(quote)
        return whole.document.evidence(start, start + len(quote))

    content = (words("the River Guard shelled Malakal"),)
    claim = replace(whole.claims[0], stance=stance, cue=words(cue) if cue else None, content=content)
    made = written("claims", tmp_path, reports(replace(whole, claims=(claim,))))
    found = [n for n in lines(made) if n["@type"] == "Claim"]
    if expected is None:
        assert found == []
        assert any(kind == "left out" for kind, _ in told(made))
        return
    assert found[0]["text"].startswith(expected)
    assert found[0]["keywords"][0] == {
        "@type": "DefinedTerm", "name": stance, "inDefinedTermSet": "urn:dateline:v:stance",
    }  # fmt: skip
    if stance != "asserted" and cue:
        assert cue in found[0]["text"]


def test_a_cue_far_away_does_not_pull_half_the_report_along(whole: Dossier, tmp_path: Path) -> None:
    text = "The army denied it. " + "It rained. " * 60 + "The River Guard shelled Malakal."
    one = over(whole, text, ["The River Guard shelled Malakal"])
    near = one.document.evidence(9, 15)
    claim = replace(one.claims[0], stance="denied", cue=near)
    made = written("claims", tmp_path, reports(replace(one, claims=(claim,))))
    assert [n["@type"] for n in lines(made)] == ["NewsArticle"]
    assert any(kind == "left out" for kind, _ in told(made))


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2021-05-04", "2021-05-04", "day", "2021-05-04"),
        ("2021-05-01", "2021-05-31", "month", None),
        (None, None, "unknown", None),
    ],
)
def test_only_a_day_is_the_day_on_which_it_was_said(
    whole: Dossier, tmp_path: Path, start: str | None, end: str | None, precision: Any, expected: str | None
) -> None:
    when = When("on Tuesday", start, end, precision, None, ())
    (found,) = claims(replace(whole, claims=(replace(whole.claims[0], said=when),)), tmp_path)
    assert found.get("dateCreated") == expected


def test_a_claim_within_a_claim_is_part_of_it(whole: Dossier, tmp_path: Path) -> None:
    outer = whole.claims[0]
    inner = replace(outer, id="claim-inner", inside=outer.id)
    found = claims(replace(whole, claims=(outer, inner)), tmp_path)
    assert found[1]["isPartOf"] == {"@type": "Claim", "@id": found[0]["@id"]}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_valid_and_steer_nothing(whole: Dossier, tmp_path: Path, words: str) -> None:
    hostile = over(whole, f"Before it {words} and after it.", [words])
    hostile = replace(hostile, document=replace(hostile.document, outlet=words, byline=(words,), url=words))
    made = written("claims", tmp_path, reports(hostile))
    assert [fault for n in lines(made) for fault in faults(n)] == []
    assert not [sign for sign in ("\u202e", "\x00", "\u2028") if sign.encode() in made.path.read_bytes()]


def test_whoever_is_hidden_is_in_no_claim(whole: Dossier, tmp_path: Path) -> None:
    view = show(whole, Policy(protect=("Bob Example", "River Guard"))).dossier
    held = written("claims", tmp_path, reports(view)).path.read_text("utf-8")
    assert "source A" in held
    assert not [w for w in ("Bob Example", "River Guard") if w in held]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib uses it itself
def test_it_is_linked_data(whole: Dossier, tmp_path: Path) -> None:
    """Read as RDF with every term in schema.org's namespace, as its context has them: nothing is fetched."""
    rdflib = import_module("rdflib")
    graph, schema = rdflib.Graph(), "https://schema.org/"
    for node in nodes(whole, tmp_path):
        assert node.pop("@context") == "https://schema.org"
        graph.parse(data=json.dumps({"@context": {"@vocab": schema}, **node}), format="json-ld")
    claim = rdflib.URIRef(f"urn:dateline:{whole.claims[0].id}")
    article = graph.value(claim, rdflib.URIRef(schema + "appearance"))
    assert str(article) == f"urn:dateline:{whole.document.id}"
    assert str(graph.value(article, rdflib.URIRef(schema + "headline"))) == "Shells fall on Malakal"
