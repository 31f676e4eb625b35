"""Evidence, records and ids: nothing without words, and ids that do not move."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.errors import DossierError
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.ids import record_id
from dateline.model.integrity import faults
from dateline.model.origin import Origin, by_rule
from dateline.model.records import (
    Actor,
    Amount,
    Casualties,
    Claim,
    Control,
    Event,
    Finding,
    Media,
    Participant,
    Phrase,
    Place,
    Relation,
    Rival,
    Source,
    Target,
    Victim,
    Where,
)
from dateline.model.span import Evidence
from dateline.readers.text import read_text

TEXT = "Rebels shelled Malakal. The army left Malakal."


@pytest.fixture(scope="module")
def document() -> Document:
    return read_text(TEXT)


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, 6, "Rebels"), (15, 22, "Malakal"), (24, 32, "The army"), (0, len(TEXT), TEXT)],
)
def test_evidence_quotes_the_characters_it_points_at(document: Document, start: int, end: int, quote: str) -> None:
    assert document.evidence(start, end) == Evidence(start, end, quote)


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        pytest.param(0, 6, "Rebel", id="a letter short"),
        pytest.param(0, 5, "Rebels", id="a letter long"),
        pytest.param(3, 3, "", id="no characters"),
        pytest.param(6, 0, "Rebels", id="backwards"),
        pytest.param(-6, 0, "Rebels", id="before the text"),
    ],
)
def test_evidence_that_does_not_quote_cannot_be_made(start: int, end: int, quote: str) -> None:
    with pytest.raises(DossierError, match=r"cannot quote"):
        Evidence(start, end, quote)


def test_evidence_past_the_end_of_the_text_cannot_be_made(document: Document) -> None:
    with pytest.raises(DossierError):
        document.evidence(len(TEXT) - 2, len(TEXT) + 5)


def test_evidence_counts_code_points_not_bytes() -> None:
    text = "Türkiye’s army left Zürich 🕊 quietly."
    document = read_text(text)
    at = document.text.index("quietly")
    assert document.evidence(at, at + 7).quote == "quietly"


@pytest.mark.parametrize(
    ("start", "end", "overlaps"), [(0, 3, True), (5, 9, True), (6, 9, False), (2, 4, True), (0, 0, False)]
)
def test_half_open_spans_that_only_touch_do_not_overlap(start: int, end: int, *, overlaps: bool) -> None:
    assert Evidence(0, 6, "Rebels").overlaps(start, end) is overlaps


O = by_rule("by hand")  # noqa: E741 - the origin stands in every row below

WITHOUT_WORDS = [
    lambda: Actor("a", "Rebels", (), "rebel group", None, None, {}, (), O),
    lambda: Place("p", "Wau", "city", 7.7, 28.0, None, "SS", None, None, 1, 1, 5.0, None, (), O),
    lambda: Source("s", "anonymous", None, "a nurse", None, None, None, True, (), O),
    lambda: Claim("c", "s", (), None, None, (), False, "asserted", None, None, None, O),
    lambda: Participant("actor", "a", (), ()),
    lambda: Where("p", (), ()),
    lambda: Casualties("civilians", 1, 1, 1, "exact", (), ()),
    lambda: Target("school", None, ()),
    lambda: Phrase("rocket", ()),
    lambda: Rival("where", "Wau", (), ()),
    lambda: Victim("v", "Ann Example", None, None, "unknown", "killed", None, False, (), (), O),
    lambda: Relation("r", "a", "backs", "b", None, (), (), O),
    lambda: Control("c", "p", "a", "controls", None, None, (), (), O),
    lambda: Amount("n", "people", "people", 1, 1, 1, "exact", None, (), (), O),
    lambda: Media("m", "photo", None, None, None, (), (), O),
    lambda: Finding("f", "number", "agrees", "info", "Fine.", {}, (), (), O),
]


@pytest.mark.parametrize("make", WITHOUT_WORDS)
def test_a_record_without_evidence_is_refused(make) -> None:
    with pytest.raises(DossierError, match=r"needs evidence: no words, no record"):
        make()


def test_an_event_without_evidence_is_refused(dossier: Dossier) -> None:
    (event,) = dossier.events
    assert isinstance(event, Event)
    with pytest.raises(DossierError, match=r"Event needs evidence"):
        replace(event, evidence=())


def test_only_the_narrator_needs_no_mention() -> None:
    narrator = Source("s", "narrator", None, None, None, None, None, False, (), O)
    assert narrator.mentions == ()


# --- ids ---------------------------------------------------------------------------------------------------------

WORDS = (Evidence(0, 6, "Rebels"),)
OTHER = (Evidence(15, 22, "Malakal"),)


def test_equal_words_of_one_document_have_equal_ids() -> None:
    assert record_id("sha", "event", "ASSAULT", WORDS, OTHER) == record_id("sha", "event", "ASSAULT", WORDS, OTHER)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(("other", "event", "ASSAULT", WORDS, OTHER), id="another document"),
        pytest.param(("sha", "relation", "ASSAULT", WORDS, OTHER), id="another kind of record"),
        pytest.param(("sha", "event", "PROTEST", WORDS, OTHER), id="another type"),
        pytest.param(("sha", "event", "ASSAULT", OTHER, OTHER), id="other words"),
        pytest.param(("sha", "event", "ASSAULT", WORDS, WORDS), id="other participants"),
        pytest.param(("sha", "event", "ASSAULT", WORDS, ()), id="no participants"),
        pytest.param(("sha", "event", "ASSAULT", (*WORDS, *OTHER), ()), id="participants told as evidence"),
    ],
)
def test_whatever_an_id_hashes_tells_records_apart(other) -> None:
    assert record_id("sha", "event", "ASSAULT", WORDS, OTHER) != record_id(*other)


def test_an_id_is_prefixed_by_its_kind() -> None:
    prefix, _, digest = record_id("sha", "claim", "", WORDS).partition("-")
    assert prefix == "claim"
    assert len(digest) == 12
    assert int(digest, 16) >= 0


def test_engine_and_score_are_no_part_of_an_id(dossier: Dossier) -> None:
    """Ids are made from words alone: a record that another engine makes of the same words keeps its id."""
    (event,) = dossier.events
    words = dossier.document.evidence(event.evidence[0].start, event.evidence[0].end)
    made = record_id(dossier.document.source_sha256, "event", "", [words])
    assert made == event.id
    assert replace(event, origin=Origin("another engine", "another rule"), score=0.4).id == made


def test_the_dossier_made_by_hand_is_sound(dossier: Dossier) -> None:
    assert faults(dossier) == []


def test_a_quote_that_is_not_in_the_text_is_a_fault(dossier: Dossier) -> None:
    (place, *rest) = dossier.places
    wrong = replace(place, mentions=(Evidence(0, 7, "Malakal"),))
    (fault,) = faults(replace(dossier, places=(wrong, *rest)))
    assert "not 'Malakal'" in fault
