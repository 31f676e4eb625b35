"""What people let stand is gold, and reading it back scores it as right (fiction on real geography)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.case.opening import create_case_store
from dateline.case.review.deciding import decide
from dateline.case.review.opening import Reviews
from dateline.case.review.records import Decision, ReportReview
from dateline.case.review.tasks import open_double_coding
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.evaluate.gold import read_gold_folder
from dateline.evaluate.score import score_folder
from dateline.exports.case_material import material_of_case
from dateline.exports.format import format_named
from dateline.exports.gold.annotating import gold_of
from dateline.exports.losses import Losses
from dateline.exports.writing import Written, write_export
from dateline.model.dossier import Dossier
from dateline.model.schema import dossier_to_dict


@pytest.fixture
def store(tmp_path: Path, dossier: Dossier) -> Iterator[Store]:
    """A case of one report."""
    made = create_case_store(tmp_path / "war.dateline")
    made.add([entry_of(dossier, "malakal.txt", key="malakal")])
    yield made
    made.close()


@pytest.fixture
def reviews(store: Store) -> Reviews:
    return Reviews(store)


def exported(store: Store, folder: Path, **more: Any) -> Written:
    return write_export(format_named("gold"), material_of_case(store, **more), folder / "gold")


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(one) for one in (folder / "gold" / name).read_text("utf-8").splitlines()]


def settled(reviews: Reviews, report: str, *decisions: Decision, who: str = "AB") -> ReportReview:
    decide(reviews, report, [*decisions, Decision("done", report)], who)
    return reviews.opened(report).review


def test_a_report_that_nobody_marked_done_is_no_gold(store: Store, dossier: Dossier, tmp_path: Path) -> None:
    made = exported(store, tmp_path)
    assert made.records == 0
    assert not list((tmp_path / "gold").glob("*.json"))
    assert dossier.document.id in made.beside[0].read_text("utf-8")


def test_corrected_and_added_records_are_gold_and_score_as_right(
    store: Store, reviews: Reviews, dossier: Dossier, tmp_path: Path
) -> None:
    report, event = dossier.document.id, dossier.events[0].id
    text = dossier.document.text
    at = text.index("About 300 people fled")
    body = {"kind": "event", "slots": {"plover": "RETREAT", "status": "happened", "acled": None}}
    moved = {"name": "Malakal", "lat": 9.61, "lon": 31.7}
    now = settled(
        reviews,
        report,
        Decision("value", event, "where", moved),
        Decision("value", event, "actor", ["Reed Men"], ((text.index("Shells"), 6, "Shells"),)),
        Decision("value", event, "status", "alleged"),
        Decision("add", report, value=body, evidence=((at, at + 21, "About 300 people fled"),)),
    )
    made = exported(store, tmp_path)
    assert made.records == 1
    (gold,) = read_gold_folder(tmp_path / "gold")
    told = {e["key"]: e for e in gold.layers["events"]}
    assert told[event]["status"] == ["alleged"]
    assert len(told) == 2
    result = score_folder(tmp_path / "gold", {report: dossier_to_dict(now.now)})
    assert result.error_list() == ""
    scored = {name: (f["p"], f["r"]) for name, f in result.layers.items() if f["gold"] or f["predicted"]}
    assert set(scored.values()) == {(1, 1)}
    assert {"events", "places", "actors", "claims", "relations", "control"} <= set(scored)
    assert result.layers["events"]["exact"] == 1
    as_read = score_folder(tmp_path / "gold", {report: dossier_to_dict(dossier)})
    assert as_read.layers["events"]["f1"] < 1


def test_each_record_tells_what_became_of_it_and_coders_are_letters(
    store: Store, reviews: Reviews, dossier: Dossier, tmp_path: Path
) -> None:
    report, event = dossier.document.id, dossier.events[0].id
    decide(reviews, report, [Decision("accept", dossier.claims[0].id)], "Xaver Yilmaz")
    settled(reviews, report, Decision("value", event, "status", "alleged"), who="Zoe Quinn")
    exported(store, tmp_path)
    told = {one["record"]: one for one in lines(tmp_path, "provenance.jsonl")}
    assert (told[event]["state"], told[event]["changed"]) == ("corrected", ["status"])
    assert told[dossier.claims[0].id]["state"] == "accepted"
    assert {told[event]["by"][0], told[dossier.claims[0].id]["by"][0]} == {"coder A", "coder B"}
    assert not [p for p in (tmp_path / "gold").iterdir() if b"Quinn" in p.read_bytes() or b"Yilmaz" in p.read_bytes()]


def test_what_was_rejected_is_an_example_with_its_reason_and_no_gold(
    store: Store, reviews: Reviews, dossier: Dossier, tmp_path: Path
) -> None:
    report, control = dossier.document.id, dossier.control[0].id
    settled(reviews, report, Decision("reject", control, reason="not in the words: only the army's own word"))
    exported(store, tmp_path)
    (gold,) = read_gold_folder(tmp_path / "gold")
    assert gold.layers["control"] == []
    (one,) = lines(tmp_path, "rejected.jsonl")
    assert (one["record"], one["reason"], one["in_words"]) == (control, "not in the words", "only the army's own word")
    assert one["as_read"]["id"] == control
    assert one["evidence"][0][2] == dossier.control[0].evidence[0].quote


def test_passed_on_it_tells_no_words_of_coders(
    store: Store, reviews: Reviews, dossier: Dossier, tmp_path: Path
) -> None:
    report, control = dossier.document.id, dossier.control[0].id
    settled(reviews, report, Decision("reject", control, reason="other: my cousin told me so"))
    exported(store, tmp_path, share=True)
    assert [one["in_words"] for one in lines(tmp_path, "rejected.jsonl")] == [None]
    assert not [p for p in (tmp_path / "gold").iterdir() if b"cousin" in p.read_bytes()]


def test_answers_of_a_double_coding_are_no_gold(
    store: Store, reviews: Reviews, dossier: Dossier, tmp_path: Path
) -> None:
    report = dossier.document.id
    task = open_double_coding(store, [report], ["AB", "CD"], "EF")
    rejecting = Decision("reject", dossier.events[0].id, reason="not an event: nobody sees this")
    decide(reviews, report, [rejecting, Decision("done", report)], "AB", task=task.id)
    made = exported(store, tmp_path)
    assert made.records == 0
    assert not [p for p in (tmp_path / "gold").iterdir() if b"nobody sees" in p.read_bytes()]


def test_as_of_an_earlier_day_the_report_was_not_done(
    store: Store, reviews: Reviews, dossier: Dossier, tmp_path: Path
) -> None:
    before = store.info().seq
    settled(reviews, dossier.document.id)
    assert exported(store, tmp_path, as_of=before).records == 0


def test_names_with_the_same_letters_as_others_are_told_by_where_they_stand(dossier: Dossier, tmp_path: Path) -> None:
    first = dossier.actors[0]
    assert len([n for n in gold_of(dossier, Losses())["actors"][0]["names"] if isinstance(n, list)]) == 1
    text = dossier.document.text
    every = tuple(
        dossier.document.evidence(n, n + len(first.name)) for n in range(len(text)) if text.startswith(first.name, n)
    )
    whole = replace(dossier, actors=(replace(first, mentions=every), *dossier.actors[1:]))
    assert gold_of(whole, Losses())["actors"][0]["names"] == [first.name]
