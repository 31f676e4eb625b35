"""Coders' dossiers of one report put beside each other, and the figures of it (fiction on real geography)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.evaluate.agreement.aligning import Answers, aligned
from dateline.evaluate.agreement.fields import fields
from dateline.evaluate.agreement.table import Agreement, Row, agreement
from dateline.model.dossier import Dossier
from dateline.model.records import Event
from dateline.model.values import When


def answers(read: Dossier, *by: Dossier, report: str = "doc-1") -> Answers:
    return Answers(report, "Shells fall", read, dict(zip("ABCD", by, strict=False)))


def with_event(dossier: Dossier, **changed: object) -> Dossier:
    return replace(dossier, events=(replace(dossier.events[0], **changed),))  # type: ignore[arg-type]


def moved(dossier: Dossier, km_north: float) -> Dossier:
    first, *others = dossier.places
    assert first.lat is not None
    return replace(dossier, places=(replace(first, lat=first.lat + km_north / 110.6), *others))


def at(dossier: Dossier, quote: str, id_: str) -> Event:
    """The event of the dossier as another one with other words."""
    start = dossier.document.text.index(quote)
    words = dossier.document.evidence(start, start + len(quote))
    return replace(dossier.events[0], id=id_, evidence=(words,))


def row(found: Agreement, kind: str, name: str, coders: Sequence[str] = ("A", "B")) -> Row:
    return next(r for r in found.rows if (r.field.kind, r.field.name, r.coders) == (kind, name, tuple(coders)))


def agreeing(*given: Answers, coders: str = "AB", floor: int = 1) -> Agreement:
    return agreement(given, tuple(coders), floor=floor, resamples=20)


def test_records_that_were_read_are_aligned_by_id_and_what_all_left_out_is_agreed_on(dossier: Dossier) -> None:
    none = replace(dossier, events=())
    unit = next(u for u in aligned(answers(dossier, none, none), ["event"]))
    assert (unit.id, dict(unit.of)) == (dossier.events[0].id, {})
    kept = row(agreeing(answers(dossier, none, none)), "event", "kept")
    assert (kept.n, kept.same) == (1, 1)


def test_records_that_coders_added_are_aligned_by_their_words(dossier: Dossier) -> None:
    mine = at(dossier, "About 300 people fled", "event-mine")
    theirs = at(dossier, "300 people fled", "event-theirs")
    other = at(dossier, "Ann Example, 34, was killed", "event-other")
    a = replace(dossier, events=(*dossier.events, mine))
    b = replace(dossier, events=(*dossier.events, theirs, other))
    units = aligned(answers(dossier, a, b), ["event"])
    assert [sorted(r.id for r in u.of.values()) for u in units] == [
        [dossier.events[0].id] * 2, ["event-mine", "event-theirs"], ["event-other"],
    ]  # fmt: skip
    found = agreeing(answers(dossier, a, b))
    assert row(found, "event", "kept").n == 3
    assert row(found, "event", "kept").same == pytest.approx(2 / 3)
    assert row(found, "event", "evidence").figures["f1_exact"] == pytest.approx(1 / 2)


def test_what_one_coder_marked_anew_in_place_of_a_record_is_beside_it(dossier: Dossier) -> None:
    again = at(dossier, "the River Guard shelled Malakal", "event-again")
    (unit,) = aligned(answers(dossier, replace(dossier, events=(again,)), dossier), ["event"])
    assert {c: r.id for c, r in unit.of.items()} == {"A": "event-again", "B": dossier.events[0].id}


def test_equal_answers_differ_nowhere(dossier: Dossier) -> None:
    found = agreeing(answers(dossier, dossier, dossier))
    assert found.differences == ()
    assert {r.same for r in found.rows if r.n} == {1}
    assert {f.kind for f in fields()} == {r.field.kind for r in found.rows if r.n}


def test_places_differ_in_kilometres_dates_in_days_and_numbers_as_numbers(dossier: Dossier) -> None:
    event = dossier.events[0]
    assert event.when is not None
    later = When("", "2021-05-11", "2021-05-11", "week", "stated", event.when.evidence)
    toll = (replace(event.deaths[0], low=5),)
    b = with_event(moved(dossier, 20), when=later, deaths=toll)
    found = agreeing(answers(dossier, dossier, b))
    where = row(found, "event", "where").figures
    assert where["km_median"] == pytest.approx(20, abs=0.3)
    assert (where["within_5_km"], where["within_25_km"]) == (0, 1)
    assert row(found, "event", "when").figures["days_median"] == 7
    assert row(found, "event", "when").figures["within_7_days"] == 1
    assert row(found, "event", "deaths").figures["off_median"] == 2
    assert row(found, "event", "precision").same == 0


def test_a_value_that_one_coder_left_empty_is_told_and_never_measured(dossier: Dossier) -> None:
    found = agreeing(answers(dossier, dossier, with_event(dossier, where=None)))
    where = row(found, "event", "where")
    assert (where.n, where.half, where.same, where.figures) == (1, 1, 0, {})
    assert [d.values[1] for d in found.differences if d.field.name == "where"] == [None]


def test_the_worst_difference_stands_first(dossier: Dossier) -> None:
    near = answers(dossier, dossier, moved(dossier, 3), report="doc-near")
    far = answers(dossier, dossier, moved(dossier, 80), report="doc-far")
    found = agreeing(near, far)
    assert [d.report for d in found.differences if d.field.name == "where"] == ["doc-far", "doc-near"]
    assert list(found.differences) == sorted(found.differences, key=lambda d: -d.apart)


def test_below_the_floor_there_is_no_alpha(dossier: Dossier) -> None:
    many = [answers(dossier, dossier, with_event(dossier, status="alleged"), report=f"doc-{n}") for n in range(9)]
    last = answers(dossier, with_event(dossier, status="denied"), with_event(dossier, status="denied"), report="doc-9")
    few, enough = agreeing(*many, floor=10), agreeing(*many, last, floor=10)
    assert row(few, "event", "status").few
    assert row(few, "event", "status").alpha.value is None
    assert not row(enough, "event", "status").few
    assert row(enough, "event", "status").alpha.value is not None


def test_a_report_that_one_coder_alone_is_done_with_is_not_counted(dossier: Dossier) -> None:
    found = agreeing(answers(dossier, dossier), answers(dossier, dossier, dossier, report="doc-2"))
    assert (found.reports, row(found, "event", "kept").n) == (1, 1)


def test_three_coders_are_told_in_pairs_and_together(dossier: Dossier) -> None:
    found = agreeing(answers(dossier, dossier, dossier, with_event(dossier, status="alleged")), coders="ABC")
    assert {r.coders for r in found.rows} == {("A", "B"), ("A", "C"), ("B", "C"), ("A", "B", "C")}
    assert row(found, "event", "status", "AB").same == 1
    assert row(found, "event", "status", "ABC").same == 0
    assert {d.coders for d in found.differences} == {("A", "C"), ("B", "C")}
