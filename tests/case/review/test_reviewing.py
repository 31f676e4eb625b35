"""What a report is once people decided on it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.case.review.opening import Reviews
from dateline.case.review.reviewing import records_of, review_of
from dateline.case.review.slots import Shown, slot_kinds
from dateline.case.situation import situation_of
from dateline.case.store.progress import ReportsWanted
from dateline.case.store.protocol import Query, Store
from dateline.case.store.queues import LogFilter
from dateline.errors import ConflictError, SettingsError
from dateline.model.integrity import faults
from dateline.model.judgement import Judgement
from dateline.render.words import names_of
from tests.case.review.conftest import WORDS, Deciding, told

DOSSIER = told().dossier()
TEXT = DOSSIER.document.text
EVENT, CONTROL, RELATION = DOSSIER.events[0].id, DOSSIER.control[0].id, DOSSIER.relations[0].id
CLAIMS = [c.id for c in DOSSIER.claims]
OF = {EVENT: "event", CONTROL: "control", RELATION: "relation"} | dict.fromkeys(CLAIMS, "claim")


def words(quote: str) -> tuple[tuple[int, int, str], ...]:
    at = TEXT.index(quote)
    return ((at, at + len(quote), quote),)


names = st.sampled_from(["ADF", "army", "M23", "قوات الدعم", "Mai-Mai", "Nobody", ""])
days = st.sampled_from([None, "2021-05-03", "2021-04-01", "2021-05", "x"])
numbers = st.one_of(st.none(), st.integers(-2, 40), st.floats(allow_nan=True))
values = st.one_of(
    st.none(), numbers, names, st.lists(names, max_size=3),
    st.fixed_dictionaries({"start": days, "end": days}, optional={"precision": st.sampled_from(["day", "range", "?"])}),
    st.fixed_dictionaries({"low": numbers, "best": numbers, "high": numbers}),
    st.fixed_dictionaries({"name": names}, optional={"lat": numbers, "lon": numbers, "where_prec": numbers}),
    st.fixed_dictionaries({"name": names, "kind": st.sampled_from(["named", "group", "?"])}),
    st.sampled_from(["ASSAULT", "denied", "controls", "opposes", "Battles/Armed clash"]),
)  # fmt: skip
slots = st.sampled_from(sorted({s.name for kind in slot_kinds().values() for s in kind} | {"deaths of civilians", "?"}))
spans = st.lists(st.sampled_from([*words("killed"), *words("قوات"), *words("army"), (0, 3, "???")]), max_size=2)
bodies = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["event-new", "relation-new", EVENT]),
        "kind": st.sampled_from(["event", "relation", "control", "claim", "?"]),
        "slots": st.fixed_dictionaries({
            "plover": st.just("ASSAULT"), "status": st.sampled_from(["happened", "controls"]),
            "subject": st.lists(names, min_size=1, max_size=1), "object": st.lists(names, min_size=1, max_size=1),
            "predicate": st.just("backs"), "place": st.just({"name": "Beni"}),
            "actor": st.lists(names, min_size=1, max_size=1),
            "source": st.just({"name": "a nurse", "kind": "anonymous"}), "stance": st.just("asserted"),
        }),
    }
)  # fmt: skip


@st.composite
def sequences(draw: st.DrawFn) -> list[Judgement]:
    """Decisions of any kind, sensible or not, in any order."""
    made: list[Judgement] = []
    for seq in range(1, draw(st.integers(1, 14)) + 1):
        verb: Any = draw(
            st.sampled_from(["value", "value", "value", "accept", "reject", "unsure", "undo", "add", "done"])
        )
        about = draw(st.sampled_from([*OF, DOSSIER.document.id]))
        of: Any = OF.get(about, "report")
        slot = value = None
        evidence = tuple(draw(spans))
        if verb == "undo":
            of, about = "judgement", f"judgement-{draw(st.integers(1, seq))}"
        elif verb == "value":
            slot, value = draw(slots), draw(values)
        elif verb == "add":
            about, value, of = DOSSIER.document.id, draw(bodies), "event"
        made.append(Judgement(verb, of, (about,), "AB", slot=slot, value=value, evidence=evidence, seq=seq))
    undone = {int(a.removeprefix("judgement-")): j.seq for j in reversed(made) if j.verb == "undo" for a in j.about}
    return [
        Judgement(j.verb, j.of, j.about, j.who, slot=j.slot, value=j.value, evidence=j.evidence, seq=j.seq,
                  undone=undone.get(j.seq) if undone.get(j.seq, 0) > j.seq else None)
        for j in made
    ]  # fmt: skip


@settings(max_examples=250, deadline=None, derandomize=True)
@given(sequences())
def test_whatever_people_decide_the_dossier_that_stands_is_valid(made: list[Judgement]) -> None:
    review = review_of(DOSSIER, made)
    assert faults(review.now) == []
    ids = {record.id for _, record in records_of(review.now)}
    assert ids == {r.id for r in review.records if r.state != "rejected"}


def test_nothing_decided_is_nothing_changed() -> None:
    review = review_of(DOSSIER, [])
    assert review.now == DOSSIER
    assert {r.state for r in review.records} == {"open"}


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("plover", "COERCE"), ("acled", "Violence against civilians/Attack"), ("acled", None), ("ucdp", 3),
        ("status", "alleged"), ("actor", ["M23", "Mai-Mai"]), ("recipient", ["civilians of Beni"]), ("actor", None),
        ("where", {"name": "Goma", "lat": -1.66, "lon": 29.22, "country": "CD", "admin1": None, "where_prec": 1}),
        ("where", None), ("when", {"start": "2021-05-01", "end": "2021-05-02", "precision": "days"}),
        ("deaths", {"low": 9, "best": 10, "high": 12}), ("deaths", None), ("injured", {"low": 3, "best": 3, "high": 3}),
    ],
)  # fmt: skip
def test_a_value_stands_as_it_was_decided_and_the_case_shows_the_same(
    keep: Deciding, reviews: Reviews, report: str, store: Store, slot: str, value: Any
) -> None:
    keep("value", EVENT, slot=slot, value=value, evidence=words("killing 12 civilians"))
    review = reviews.opened(report).review
    found = review.of(EVENT)
    assert found is not None
    assert found.state == "corrected"
    assert found.read is not None
    assert Shown(review.now, names_of(review.now)).value(found.record, slot, found.read) == value
    happening = situation_of(store).happenings[0]
    if slot in {"plover", "acled", "ucdp", "status"}:
        assert getattr(happening, slot) == value
    elif slot == "where":
        assert (happening.where.name if happening.where else None) == (value["name"] if value else None)
    elif slot == "when":
        assert happening.when is not None
        assert (happening.when.start, happening.when.end) == ("2021-05-01", "2021-05-02")
    elif slot in {"actor", "recipient"}:
        assert [s.name for s in happening.sides if s.role == slot] == (value or [])
    else:
        number = happening.slot(slot).number
        assert (number is None) == (value is None)
        assert number is None or (number.low, number.best, number.high) == (value["low"], value["best"], value["high"])


@pytest.mark.parametrize(
    ("low", "best", "high", "words_"),
    [(9, 9, None, "at least 9"), (None, 9, 9, "at most 9"), (9, 9, 9, "9")],
)
def test_a_number_with_an_open_end_is_told_as_one(
    keep: Deciding, reviews: Reviews, report: str, store: Store, low: int, best: int, high: int, words_: str
) -> None:
    keep("value", EVENT, slot="deaths", value={"low": low, "best": best, "high": high}, evidence=words("12 civilians"))
    review = reviews.opened(report).review
    found = review.of(EVENT)
    assert found is not None
    assert found.read is not None
    told = Shown(review.now, names_of(review.now)).words(found.record, "deaths", found.read)
    assert told == words_
    assert situation_of(store).happenings[0].slot("deaths").shown == words_


@pytest.mark.parametrize(
    ("about", "slot", "value", "told"),
    [
        (EVENT, "deaths", {"low": 12, "best": 3, "high": 1}, "low before best"),
        (EVENT, "deaths", {"low": -1}, "from 0 on"),
        (EVENT, "when", {"start": "2021-05-03", "end": "2021-05-01"}, "ends before"),
        (EVENT, "when", {"start": "3 May"}, "2017-05-25"),
        (EVENT, "where", {"name": "Beni", "lat": 91, "lon": 0}, "latitude"),
        (EVENT, "where", {"name": "Beni", "lat": 1}, "both lat and lon"),
        (EVENT, "status", "true", "one of"),
        (EVENT, "ucdp", True, "one of"),
        (EVENT, "actor", ["…"], "letters"),
        (EVENT, "said", None, "no slot"),
        (CONTROL, "place", None, "cannot be empty"),
        (RELATION, "object", ["M23"], "not of one to itself"),
        (RELATION, "object", ["ADF", "army"], "one actor"),
        (CLAIMS[0], "source", {"id": "source-nobody", "name": "x"}, "no source"),
        ("event-nowhere", "status", "denied", "no record"),
    ],
)
def test_a_value_that_a_slot_cannot_have_is_refused(
    keep: Deciding, store: Store, about: str, slot: str, value: Any, told: str
) -> None:
    with pytest.raises(SettingsError, match=told):
        keep("value", about, slot=slot, value=value, evidence=words("Monday"))
    assert store.judgements() == ()


def test_two_ends_of_a_relation_may_change_places_at_once(reviews: Reviews, report: str, keep: Deciding) -> None:
    from dateline.case.review.deciding import decide
    from dateline.case.review.records import Decision

    turned = [Decision("value", RELATION, "subject", ["ADF"]), Decision("value", RELATION, "object", ["M23"])]
    decide(reviews, report, turned, "AB")
    now = reviews.opened(report).review.now
    assert [names_of(now).actor(a) for a in (now.relations[0].subject, now.relations[0].object)] == ["ADF", "M23"]


def test_a_value_needs_words_unless_the_slot_has_some(keep: Deciding, reviews: Reviews, report: str) -> None:
    with pytest.raises(SettingsError, match="mark those"):
        keep("value", EVENT, slot="recipient", value=["civilians"])
    keep("value", EVENT, slot="actor", value=["M23"])
    event = reviews.opened(report).review.now.events[0]
    assert [e.quote for e in event.who[0].evidence] == ["ADF"]


def test_words_are_code_points_and_must_be_the_reports_own(keep: Deciding, reviews: Reviews, report: str) -> None:
    at = TEXT.index("قوات M23")
    assert len(TEXT[:at].encode("utf-16-le")) // 2 > at  # letters before it take two units in a browser
    keep("value", EVENT, slot="evidence", evidence=((at, at + 8, "قوات M23"),))
    assert [e.quote for e in reviews.opened(report).review.now.events[0].evidence] == ["قوات M23"]
    with pytest.raises(SettingsError, match="code points"):
        keep("value", EVENT, slot="evidence", evidence=((at + 3, at + 11, "قوات M23"),))
    with pytest.raises(SettingsError, match="No evidence"):
        keep("value", EVENT, slot="evidence")


def test_words_that_moved_are_found_where_they_stand_now() -> None:
    made = [Judgement("value", "event", (EVENT,), "AB", slot="evidence", evidence=((0, 12, "12 civilians"),), seq=1)]
    assert [e.quote for e in review_of(DOSSIER, made).now.events[0].evidence] == ["12 civilians"]
    gone = [Judgement("value", "event", (EVENT,), "AB", slot="evidence", evidence=((0, 5, "never"),), seq=1)]
    assert review_of(DOSSIER, gone).now == DOSSIER


def test_an_event_stands_for_as_long_as_a_claim_states_it(
    keep: Deciding, reviews: Reviews, report: str, store: Store
) -> None:
    keep("reject", CLAIMS[1], reason="not in the words")
    review = reviews.opened(report).review
    assert [c.id for c in review.now.claims] == [CLAIMS[0]]
    assert review.now.events[0].claims == (CLAIMS[0],)
    assert len(situation_of(store).happenings) == 1
    keep("reject", CLAIMS[0], reason="wrong source: a rumour")
    review = reviews.opened(report).review
    assert review.now.events == ()
    assert review.counts["rejected"] == 3
    assert situation_of(store).happenings == ()
    keep("accept", EVENT)  # it stands on its own words now
    assert [e.claims for e in reviews.opened(report).review.now.events] == [()]
    assert len(situation_of(store).happenings) == 1


def test_who_said_it_and_how_is_the_same_in_the_case_as_in_the_review(keep: Deciding, store: Store) -> None:
    keep("value", CLAIMS[0], slot="source", value={"name": "residents"}, evidence=words("residents"))
    keep("value", CLAIMS[0], slot="stance", value="alleged")
    said = situation_of(store).happenings[0].slot("status").said
    assert {(s.source, s.stance) for s in said} == {("residents", "alleged"), ("residents", "asserted")}


def test_who_holds_a_place_is_the_same_in_the_case_as_in_the_review(keep: Deciding, store: Store) -> None:
    keep("value", CONTROL, slot="actor", value=["M23"])
    keep("value", CONTROL, slot="status", value="contested")
    assert [(h.actor, h.status) for h in situation_of(store).held] == [("M23", "contested")]


def test_unsure_after_a_rejection_takes_the_record_back_in(
    keep: Deciding, reviews: Reviews, report: str, store: Store
) -> None:
    keep("reject", EVENT, reason="not an event")
    assert not situation_of(store).happenings[0].included
    keep("unsure", EVENT)
    assert reviews.opened(report).review.of(EVENT).state == "unsure"  # type: ignore[union-attr]
    assert situation_of(store).happenings[0].included


@pytest.mark.parametrize("reason", [None, "", "because", "other", "other: "])
def test_a_rejection_without_a_reason_of_the_list_is_refused(keep: Deciding, reason: str | None) -> None:
    with pytest.raises(SettingsError, match=r"reject|other"):
        keep("reject", EVENT, reason=reason)


def test_an_undo_and_the_undo_of_an_undo(keep: Deciding, reviews: Reviews, report: str) -> None:
    states = []
    (rejected,) = keep("reject", EVENT, reason="duplicate")
    (undo,) = keep("undo", rejected.id, who="CD")
    states.append(reviews.opened(report).review.of(EVENT).state)  # type: ignore[union-attr]
    with pytest.raises(SettingsError, match="taken back already"):
        keep("undo", rejected.id)
    keep("undo", undo.id)
    found = reviews.opened(report).review.of(EVENT)
    assert found is not None
    states.append(found.state)
    assert states == ["open", "rejected"]
    assert found.revision == undo.seq + 1


def test_nobody_decides_over_somebody_else_unseen(keep: Deciding, store: Store) -> None:
    (first,) = keep("accept", EVENT, seen={EVENT: 0})
    with pytest.raises(ConflictError, match="AB decided"):
        keep("reject", EVENT, who="CD", reason="duplicate", seen={EVENT: 0})
    (undo,) = keep("undo", first.id, seen={EVENT: first.seq})
    (again,) = keep("undo", undo.id, seen={EVENT: undo.seq})
    with pytest.raises(ConflictError):
        keep("reject", EVENT, who="CD", reason="duplicate", seen={EVENT: undo.seq})
    with pytest.raises(ConflictError):  # the store itself sees it too, where both ask at once
        store.judge([Judgement("reject", "event", (EVENT,), "CD")], seen={EVENT: undo.seq})
    assert keep("reject", EVENT, who="CD", reason="duplicate", seen={EVENT: again.seq})


def test_what_is_sent_twice_is_kept_once_and_a_key_is_ones_own(keep: Deciding, store: Store) -> None:
    first = keep("undo", keep("accept", EVENT)[0].id, once="k")
    assert keep("undo", first[0].about[0], once="k") == first
    assert len(keep("accept", EVENT, who="CD", once="k")) == 1
    with pytest.raises(SettingsError, match="a key of its own"):
        keep("reject", EVENT, reason="duplicate", once="k")
    assert [j.verb for j in store.judgements()] == ["accept", "undo", "accept"]


def test_blind_coders_see_neither_each_other_nor_the_case(
    keep: Deciding, reviews: Reviews, report: str, task: str, store: Store
) -> None:
    keep("reject", EVENT, reason="duplicate")
    slots = {"plover": "PROTEST", "status": "happened"}
    keep("add", report, value={"kind": "event", "slots": slots}, evidence=words("residents said"))
    keep("reject", CONTROL, reason="not in the words", who="CD", task=task)
    keep("add", report, value={"kind": "event", "slots": slots}, evidence=words("killed"), who="CD", task=task)
    mine = reviews.opened(report, task, "AB").review
    assert {r.state for r in mine.records} == {"open"}
    assert len(mine.records) == 5
    theirs = reviews.opened(report, task, "CD").review
    assert theirs.counts == {"open": 4, "rejected": 1, "added": 1}
    assert reviews.opened(report).review.counts == {"open": 4, "rejected": 1, "added": 1}
    assert len(next(iter(store.readings([report]))).dossier.events) == 2  # what blind coders find is in no reading
    hidden = store.judgements_about([CONTROL], None, task)[0]
    with pytest.raises(SettingsError, match="no such decision"):
        keep("undo", hidden.id, task=task)
    with pytest.raises(SettingsError, match="no such decision"):
        keep("undo", hidden.id)


def test_what_a_person_finds_is_in_the_case_and_gone_once_it_is_taken_back(
    keep: Deciding, reviews: Reviews, report: str, store: Store
) -> None:
    body = {
        "kind": "event",
        "slots": {"plover": "ASSAULT", "status": "happened", "actor": ["Mai-Mai"], "where": "Beni"},
    }
    (add,) = keep("add", report, value=body, evidence=words("Six were killed"))
    found = next(r for r in reviews.opened(report).review.records if r.state == "added")
    assert found.record.origin.engine == "person"
    assert found.id in {e for _, e in situation_of(store).happenings[1].events}
    assert [(s.name, s.role) for s in situation_of(store).happenings[1].sides] == [("Mai-Mai", "actor")]
    assert situation_of(store).happenings[1].where.lat == 0.4911  # type: ignore[union-attr]
    assert store.verify() == []
    with pytest.raises(SettingsError, match="found in these words before"):
        keep("add", report, value=body, evidence=words("Six were killed"))
    keep("value", found.id, slot="status", value="alleged")
    assert reviews.opened(report).review.of(found.id).record.status == "alleged"  # type: ignore[union-attr]
    keep("undo", add.id)
    assert len(situation_of(store).happenings) == 1
    assert reviews.opened(report).review.of(found.id) is None
    assert [e.id for e in next(iter(store.readings([report], add.seq + 1))).dossier.events] == [EVENT, found.id]


def test_a_claim_that_a_person_finds_is_found_by_search(keep: Deciding, report: str, store: Store) -> None:
    body = {"kind": "claim", "slots": {"source": {"name": "residents"}, "stance": "asserted"}}
    keep("add", report, value=body, evidence=words("M23 backs the ADF"))
    assert [c.words for c in store.find(Query(text="backs"))] == ["M23 backs the ADF"]


def test_a_newer_reading_by_the_engine_keeps_what_people_found(keep: Deciding, report: str, store: Store) -> None:
    from dataclasses import replace

    from dateline.case.review.amending import kept_with_found
    from dateline.case.store.entry import entry_of

    body = {"kind": "event", "slots": {"plover": "PROTEST", "status": "happened"}}
    keep("add", report, value=body, evidence=words("Six were killed"))
    newer = entry_of(replace(DOSSIER, control=()), "courier.txt")
    store.reread(kept_with_found(store, [newer]))
    now = next(iter(store.readings([report]))).dossier
    assert now.control == ()
    assert [e.coding.plover for e in now.events] == ["ASSAULT", "PROTEST"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"kind": "event", "slots": {"plover": "ASSAULT"}}, "needs: status"),
        ({"kind": "event", "slots": {"plover": "ASSAULT", "status": "happened", "colour": 1}}, "no slot"),
        ({"kind": "relation", "slots": {}}, "needs: subject"),
        ({"kind": "thing", "slots": {}}, "add: about"),
        (None, "add: about"),
    ],
)
def test_a_record_that_is_not_whole_is_not_added(keep: Deciding, report: str, body: Any, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        keep("add", report, value=body, evidence=words("Six were killed"))


def test_nothing_here_is_an_answer(keep: Deciding, reviews: Reviews, report: str) -> None:
    for id_ in OF:
        keep("reject", id_, reason="not an event")
    (done,) = keep("done", report)
    assert done.value == {"nothing": True}
    assert reviews.opened(report).review.done == done
    assert reviews.next_open("doc-before") is None
    assert reviews.done([report]) == {report}
    keep("undo", done.id)
    assert reviews.opened(report).review.done is None
    assert reviews.done([report]) == frozenset()


def test_a_review_as_of_an_earlier_number_is_what_it_was(keep: Deciding, reviews: Reviews, report: str) -> None:
    (first,) = keep("accept", EVENT)
    (undo,) = keep("undo", first.id)
    states = [reviews.opened(report, as_of=n).review.of(EVENT).state for n in (first.seq - 1, first.seq, undo.seq)]  # type: ignore[union-attr]
    assert states == ["open", "accepted", "open"]


def test_a_key_with_another_body_is_refused_and_nothing_is_lost_unseen(
    keep: Deciding, reviews: Reviews, report: str
) -> None:
    first, second = (r.id for r in reviews.opened(report).review.records[:2])
    kept = keep("accept", first, once="k")
    with pytest.raises(SettingsError, match="Other decisions"):
        keep("accept", second, once="k")  # the same verb: only what it is about differs
    assert keep("accept", first, once="k") == kept
    assert keep("accept", second, once="k", who="CD")[0].seq > kept[0].seq  # a key is its sender's own


def test_what_holds_again_holds_wherever_it_is_told(keep: Deciding, reviews: Reviews, report: str) -> None:
    """An undo of an undo, and an undo once more: the review, lists of reports and the log say the same."""
    store, record = reviews.store, reviews.opened(report).review.records[0].id

    def told() -> tuple[object, ...]:
        row = next(iter(store.reports_in_progress(ReportsWanted()).rows))
        review = reviews.opened(report).review
        standing = [j.verb for j in store.decided(LogFilter(standing=True))]
        held = {j.id for j in store.judgements() if j.undone is None and j.verb != "undo"}
        return row.progress, row.decided, review.done is not None, review.counts.get("rejected", 0), standing, len(held)

    keep("accept", reviews.opened(report).review.records[1].id)
    rejected, done = keep("reject", record, reason="other: no")[0], keep("done", report)[0]
    holds = told()
    assert holds == ("done", 2, True, holds[3], ["done", "reject", "accept"], 3)
    assert holds[3]
    first = [keep("undo", j.id, who="CD")[0] for j in (rejected, done)]
    assert told() == ("work", 1, False, 0, ["accept"], 1)
    for undo in first:
        keep("undo", undo.id)
    assert told() == holds
    seen = {record: reviews.opened(report).review.of(record).revision}  # type: ignore[union-attr]
    for j in (rejected, done):
        keep("undo", j.id, who="CD")
    assert told() == ("work", 1, False, 0, ["accept"], 1)
    with pytest.raises(ConflictError):  # in one transaction, as two processes meet
        store.judge([Judgement("accept", "event", (record,), "AB")], seen=seen)


@pytest.mark.parametrize("slot", ["deaths", "injured", "when", "where", "recipient"])
def test_an_empty_list_empties_a_slot_and_breaks_no_review(
    keep: Deciding, reviews: Reviews, report: str, slot: str
) -> None:
    event = next(r.id for r in reviews.opened(report).review.records if r.kind == "event")
    assert keep("value", event, slot=slot, value=[])[0].value is None
    assert reviews.opened(report).review.of(event) is not None


def test_a_record_that_a_person_found_is_no_open_one_in_lists(keep: Deciding, reviews: Reviews, report: str) -> None:
    at = WORDS.index("Six were")
    slots = {"plover": "ASSAULT", "status": "happened"}
    keep("add", report, value={"kind": "event", "slots": slots}, evidence=((at, at + 3, "Six"),))
    row = next(iter(reviews.store.reports_in_progress(ReportsWanted()).rows))
    assert row.records - row.decided == reviews.opened(report).review.counts["open"]
