"""What every store promises (`protocol.Store`), over every kind of store. All reports are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from multiprocessing import get_context

import pytest
from sqlalchemy.exc import DBAPIError

from dateline.case.opening import open_case_store
from dateline.case.store.dump import digest, dump
from dateline.case.store.entry import Entry, Row, entry_of
from dateline.case.store.protocol import Box, Query
from dateline.case.store.sql import SqlStore
from dateline.errors import ConflictError, DatelineError
from dateline.model.judgement import Judgement
from dateline.model.situation import Link
from scripts.soak_reports import dossier_of, entries

WORLD = Box(-90, -180, 90, 180)


def entry(number: int, events: int = 2) -> Entry:
    return next(entries(number, 1, events))


def events_of(store: SqlStore) -> list[str]:
    return [e.id for stored in store.readings() for e in stored.dossier.events]


def test_a_new_case_is_empty_and_whole(store):
    told = store.info()
    assert (told.seq, set(told.counts.values()), told.format) == (0, {0}, "dateline-case/1")
    assert told.id.startswith("case-")
    assert store.verify() == []
    assert list(store.reports()) == list(store.readings()) == store.find(Query()) == []


def test_reports_come_back_as_they_were_given_in_the_order_of_adding(store):
    added = store.add(list(entries(3, 3)))
    assert [(a.became, a.seq) for a in added] == [("added", 1), ("added", 2), ("added", 3)]
    assert [s.dossier for s in store.readings()] == [dossier_of(n) for n in (3, 4, 5)]
    assert [s.dossier for s in store.readings([added[1].report])] == [dossier_of(4)]
    assert [(r.id, r.name, r.events, r.claims) for r in store.reports()] == [
        (a.report, f"report {n}", 12, 24) for a, n in zip(added, (3, 4, 5), strict=True)
    ]


def test_what_was_added_before_is_known_and_nothing_is_written(store):
    first = store.add(list(entries(1, 2)))
    before = digest(store)
    again = store.add(list(entries(1, 2)))
    assert [(a.became, a.seq) for a in again] == [("known", a.seq) for a in first]
    assert digest(store) == before
    assert store.known([entry(1, 12).key, "no key"]) == {entry(1, 12).key}


@pytest.mark.parametrize("together", [True, False])
def test_the_same_text_under_another_name_is_an_appearance_not_a_report(store, together):
    one = entry(1)
    other = replace(one, key="0" * 64, name="reprint", outlet="Delta Post")
    if together:
        added = store.add([one, other, other])
    else:
        added = [*store.add([one]), *store.add([other]), *store.add([other])]
    assert [(a.became, a.report, a.copy_of) for a in added] == [
        ("added", one.id, None), ("copy", one.id, one.id), ("known", one.id, None),
    ]  # fmt: skip
    assert [(r.id, r.appearances) for r in store.reports()] == [(one.id, 2)]


@pytest.mark.parametrize("together", [True, False])
def test_a_near_duplicate_names_its_original(store, together):
    one, other = replace(entry(1), bands=(7, 8, 9)), replace(entry(2), bands=(7, 5, 9))
    near = replace(other, copy_of=one.id, likeness=0.9)
    if together:
        store.add([one, near])
    else:
        store.add([one])
        store.add([near])
    assert store.like((7, 5, 9)) == [(near.id, 3), (one.id, 2)]
    assert store.like((9, 8, 7)) == [(one.id, 1)]
    assert [(r.id, r.copy_of, r.likeness) for r in store.reports()] == [(one.id, None, None), (near.id, one.id, 0.9)]


BAD = {
    "a record without an id": replace(entry(2), claims=((None, *entry(2).claims[0][1:]),)),
    "a day that is none": replace(entry(2), claims=((*entry(2).claims[0][:6], "yesterday", *entry(2).claims[0][7:]),)),
    "a source that is not there": replace(entry(2), claims=((*entry(2).claims[0][:1], 99, *entry(2).claims[0][2:]),)),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_adding_is_all_or_nothing(store, bad):
    store.add([entry(9)])
    before = digest(store)
    with pytest.raises((DBAPIError, DatelineError)):
        store.add([entry(1), bad])
    assert digest(store) == before
    assert store.verify() == []
    assert [a.became for a in store.add([entry(1)])] == ["added"]


def reread(number: int, engine: str = "stub/2") -> Entry:
    """The same report read by another engine, which finds the first event only."""
    dossier = dossier_of(number, 2, engine)
    fewer = replace(dossier, events=dossier.events[:1])
    return entry_of(fewer, f"report {number}")


def test_a_newer_reading_takes_the_place_of_the_one_before_from_then_on(store):
    store.add([entry(1), entry(2)])
    assert [a.became for a in store.reread([entry(1)])] == ["known"]
    assert [(a.became, a.seq) for a in store.reread([reread(1), reread(3)])] == [("reread", 3), ("added", 4)]
    assert [a.became for a in store.reread([reread(1), reread(1)])] == ["known", "known"]
    assert {s.report: len(s.dossier.events) for s in store.readings(as_of=2)} == {entry(1).id: 2, entry(2).id: 2}
    assert {s.report: len(s.dossier.events) for s in store.readings()} == {
        entry(1).id: 1, entry(2).id: 2, reread(3).id: 1,
    }  # fmt: skip
    gone = entry(1).events[1][0]
    assert store.event(entry(1).events[0][0]) is not None
    assert store.event(gone) is None
    assert len(store.find(Query(as_of=2))) == len(store.find(Query())) - 4 == 8
    assert store.verify() == []


def test_a_happening_keeps_the_events_that_a_newer_reading_finds_again(store):
    store.add([entry(1), entry(2)])
    (a, b), (x, y) = ([e[0] for e in entry(n).events] for n in (1, 2))
    made = store.set_groups([[a, x], [b, y]], [], "linker/1")
    first, second = made
    store.reread([reread(1)])
    assert store.groups() == {first: (x, a), second: (y,)}
    assert store.groups(as_of=3) == {first: (a, x), second: (b, y)}
    assert store.set_groups([[a, x], [y]], [], "linker/1") == {f"happening-{x[6:]}": (x, a), f"happening-{y[6:]}": (y,)}


def same(about: Sequence[str], reason: str | None = None) -> Judgement:
    return Judgement("same", "event", tuple(about), "AB", reason=reason)


def test_a_judgement_is_undone_by_another_and_both_stay(store):
    store.add([entry(1)])
    ids = events_of(store)
    (kept,) = store.judge([same(ids, reason="one blast")])
    assert (kept.id, kept.seq, kept.undone) == ("judgement-2", 2, None)
    store.judge([Judgement("undo", "judgement", (kept.id,), "CD")])
    now, undo = store.judgements()
    assert (now.undone, undo.verb, undo.undone, now.reason) == (3, "undo", None, "one blast")
    assert [j.undone for j in store.judgements(as_of=2)] == [None]
    assert [j.seq for j in store.judgements(about=ids[0])] == [2]
    assert store.judgements(about="event-none") == ()


def test_what_is_undone_twice_stays_undone_by_the_first(store):
    store.judge([same(["event-1", "event-2"])])
    store.judge([Judgement("undo", "judgement", ("judgement-1",), who) for who in ("AB", "CD")])
    assert [j.undone for j in store.judgements()] == [2, None, None]


def test_what_somebody_took_back_is_not_taken_back_again_unless_it_holds_again(store):
    """Two servers may have looked in the same moment: only the store sees both."""
    store.judge([same(["event-1", "event-2"])])

    def undone(number, who):
        return store.judge([Judgement("undo", "judgement", (f"judgement-{number}",), who)])[0].seq

    assert undone(1, "AB") == 2
    with pytest.raises(ConflictError, match="AB took this back"):
        undone(1, "CD")
    assert [j.seq for j in store.judgements()] == [1, 2]
    assert undone(2, "CD") == 3
    assert undone(1, "EF") == 4
    with pytest.raises(ConflictError, match="EF took this back"):
        undone(1, "CD")


def test_happenings_keep_their_id_when_events_join_and_are_known_as_they_were(store):
    store.add([entry(1)])
    a, b = events_of(store)
    store.set_groups([[a], [b]], [Link(a, b, 0.2, (("place", -1.0, "far"),))], "linker/1")
    store.add([entry(2)])
    x, y = events_of(store)[2:]
    alone = f"happening-{b[6:]}"
    joined = store.set_groups([[a, x], [b, y]], [Link(a, x, 0.9, (("day", 1.0, "same"),))], "linker/1")
    one = f"happening-{a[6:]}"
    assert joined == {one: (a, x), alone: (b, y)} == store.groups()
    assert store.groups(as_of=1) == {}
    assert store.groups(as_of=2) == store.groups(as_of=3) == {one: (a,), alone: (b,)}
    assert (store.happening_at(one, 2), store.happening_at(one), store.happening_at("none")) == ((a,), (a, x), ())
    assert [(k.b, k.score) for k in store.links(as_of=2)] == [(b, 0.2)]
    assert [(k.b, k.why) for k in store.links()] == [(x, (("day", 1.0, "same"),))]
    assert store.verify() == []


def test_rules_hold_until_another_takes_their_place(store):
    store.set_rule("inclusion", {"sources": ["UN"]}, "AB")
    store.set_rule("inclusion", {"sources": []}, "AB")
    store.set_rule("numbers", {"rule": "median"}, "AB")
    store.set_rule("inclusion", None, "CD")
    assert store.rules() == {"numbers": {"rule": "median"}}
    assert [store.rules(n).get("inclusion") for n in range(5)] == [
        None,
        {"sources": ["UN"]},
        {"sources": []},
        {"sources": []},
        None,
    ]


def claim(
    words: str, lat: float | None = None, lon: float | None = None, days: tuple[int | None, int | None] = (None, None)
) -> Row:
    return (None, None, "asserted", "said", 0, None, *days, lat, lon, words)


def given(store: SqlStore, *claims: Row) -> None:
    """A report with these claims, their ids "1", "2" …"""
    numbered = tuple((str(n), *c[1:]) for n, c in enumerate(claims, 1))
    store.add([replace(entry(1), claims=numbered, event_claims=(), evidence=(), events=(), event_actors=(), tolls=())])


SEEN = (
    claim("The River Guard shelled Malakal", 9.53, 31.66, (100, 100)),
    claim("shells fell on Malakal’s market, a nurse said", 9.54, 31.65, (100, 130)),
    claim("the nurse fled to Kodok", 9.89, 32.12, (None, 120)),
    claim("Suva was calm", -18.14, 178.44, (200, None)),
    claim("Apia was calm", -13.83, -171.77),
    claim("Nobody said where: Malakal, perhaps", None, None, (100, 101)),
    claim("Tòwns of Malakal county", None, None),
)
NILE = Box(9, 31, 10, 33)
FOUND = {
    "nothing asked for": (Query(), "1234567"),
    "a word": (Query(text="malakal"), "1267"),
    "a word without its accents": (Query(text="TOWNS"), "7"),
    "words in any order": (Query(text="malakal guard"), "1"),
    "a phrase": (Query(text='"River Guard"'), "1"),
    "a phrase in the wrong order": (Query(text='"Guard River"'), ""),
    "a phrase and a word": (Query(text='"a nurse" market'), "2"),
    "a box": (Query(box=NILE), "123"),
    "the world": (Query(box=WORLD), "12345"),
    "a box over the 180th meridian": (Query(box=Box(-20, 170, -10, -170)), "45"),
    "the other way round": (Query(box=Box(-20, -170, -10, 170)), ""),
    "a box that ends at a point": (Query(box=Box(9.53, 31, 9.53, 31.66)), "1"),
    "a day": (Query(days=(100, 100)), "1236"),
    "days": (Query(days=(110, 125)), "23"),
    "from a day on": (Query(days=(121, None)), "24"),
    "until a day": (Query(days=(None, 99)), "3"),
    "any day": (Query(days=(None, None)), "12346"),
    "box and days": (Query(box=NILE, days=(121, 140)), "2"),
    "box and any day": (Query(box=WORLD, days=(None, None)), "1234"),
    "word and box": (Query(text="nurse", box=NILE), "23"),
    "word and days": (Query(text="malakal", days=(101, 101)), "26"),
    "all three": (Query(text="malakal", box=NILE, days=(101, 125)), "2"),
    "all three, and nothing": (Query(text="suva", box=NILE, days=(101, 125)), ""),
    "a page": (Query(text="malakal", limit=2), "12"),
    "the page after": (Query(text="malakal", limit=2, after=2), "67"),
    "a page of a box": (Query(box=WORLD, limit=2, after=3), "45"),
    "no page": (Query(text="malakal", after=7), ""),
    "before anything was known": (Query(as_of=0), ""),
    "as it was known": (Query(text="malakal", box=NILE, as_of=1), "12"),
}


@pytest.mark.parametrize(("query", "expected"), FOUND.values(), ids=FOUND)
def test_claims_are_found_by_words_place_and_time(store, query, expected):
    given(store, *SEEN)
    assert "".join(c.id for c in store.find(query)) == expected


@pytest.mark.parametrize("query", [q for q, _ in FOUND.values()], ids=FOUND)
def test_claims_are_found_alike_where_there_are_too_many_to_fetch(store, query, monkeypatch):
    given(store, *SEEN)
    usual = store.find(query)
    monkeypatch.setattr("dateline.case.store.sqlite_search.RARE", 0)
    assert store.find(query) == usual
    monkeypatch.setattr("dateline.case.store.sqlite_search.FEW", 0)
    assert store.find(query) == usual


HOSTILE = (
    '"', '""', '"""', "*", "malakal*", "NEAR(", "NEAR(malakal market, 2)", "malakal OR suva", "words:malakal",
    "^malakal", "-malakal", "malakal AND", "(malakal", "'; DROP TABLE claim; --", "\x00",
    "malakal\x00market", "%", "_", "\\", "{}", "\ud800", "a" * 100_000, '" OR * NEAR(', ":words", "?", "$1",
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=[ascii(t[:20]) for t in HOSTILE])
@pytest.mark.parametrize("box", [None, WORLD], ids=["anywhere", "world"])
def test_no_words_are_commands(store, typed, box):
    given(store, *SEEN)
    found = {c.id for c in store.find(Query(text=typed, box=box))}
    assert found <= {"1", "2", "6", "7"}
    assert len(store.find(Query())) == len(SEEN)


def test_an_event_comes_with_its_claims_and_the_words_that_tell_it(store):
    store.add([entry(1), entry(2)])
    dossier = dossier_of(2, 2)
    event = dossier.events[1]
    found = store.event(event.id)
    assert found is not None
    assert (found.report, found.plover, found.status) == (dossier.document.id, "ASSAULT", "happened")
    assert [c.id for c in found.claims] == list(event.claims)
    assert [quote for _, _, quote in found.evidence] == [e.quote for e in event.evidence]
    assert found.deaths == (event.deaths[0].low, event.deaths[0].best, event.deaths[0].high)
    assert store.event("event-none") is None


def test_a_day_is_the_last_number_of_the_log_on_it(dated):
    dated.add([entry(1)])
    dated.add([entry(2)])
    dated.judge([same(["event-1", "event-2"])])
    assert [dated.seq_at(f"2024-03-{day:02d}") for day in (1, 2, 3, 4)] == [1, 2, 3, 3]
    assert dated.seq_at("2024-02-29") == 0
    assert dated.seq_at("2024-03-02T11:59:59") == 1
    assert [(e.seq, e.kind, e.at[:10]) for e in dated.log(after=1)] == [
        (2, "add", "2024-03-02"),
        (3, "judgement", "2024-03-03"),
    ]
    assert len(list(dated.readings(as_of=dated.seq_at("2024-03-01")))) == 1


def test_a_case_says_the_same_when_it_is_opened_again(store, where):
    store.add(list(entries(1, 3)))
    ids = events_of(store)
    store.set_groups([ids[:2], ids[2:]], [Link(ids[0], ids[1], 0.9, (("day", 1.0, "same"),))], "linker/1")
    store.judge([same(ids[:2])])
    store.set_rule("numbers", {"rule": "median"}, "AB")
    lines = list(dump(store))
    store.close()
    again = open_case_store(where)
    assert isinstance(again, SqlStore)
    assert list(dump(again)) == lines
    again.close()


def test_cases_that_were_told_the_same_are_equal_and_others_are_not(store, tmp_path_factory):
    from dateline.case.opening import create_case_store

    other = create_case_store(tmp_path_factory.mktemp("other") / "other.dateline")
    assert isinstance(other, SqlStore)
    store.add(list(entries(1, 4)))
    for n in range(1, 5):
        other.add(list(entries(n, 1)))
    assert list(dump(store)) == list(dump(other))
    other.judge([same(["event-1", "event-2"])])
    assert digest(store) != digest(other)
    other.close()


def _adds(where: str, first: int) -> None:
    store = open_case_store(where)
    for n in range(first, first + 10):
        store.add([entry(n)])
    store.close()


def test_two_processes_that_write_at_once_lose_nothing(store, where):
    spawn = get_context("spawn")
    workers = [spawn.Process(target=_adds, args=(where, first)) for first in (100, 105)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert {r.id for r in store.reports()} == {entry(n).id for n in range(100, 115)}
    assert store.info().seq == 15
    assert store.verify() == []


def test_a_reader_sees_one_moment_while_others_write(store, where):
    store.add(list(entries(1, 5)))
    reading = store.readings()
    next(reading)
    other = open_case_store(where)
    other.add(list(entries(6, 5)))
    assert len(list(reading)) == 4
    assert len(list(store.readings())) == 10
    other.close()
