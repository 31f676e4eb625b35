"""One happening out of many reports: what is shown, how it stands, what a person decides."""

from __future__ import annotations

import pytest

from dateline.case.facts import RivalFacts
from dateline.case.ledger.inclusion import Rules
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement, Of
from dateline.model.situation import Number
from dateline.model.vocabulary import PLOVER_TYPES
from tests.case.ledger.conftest import Desk, actor, told, toll

GUARD, FRONT, ARMY, GUNMEN = actor("River Guard"), actor("Hill Front"), actor("army"), actor("gunmen")
A, B, C = "Nile Wire", "Juba Post", "Kodok Daily"


def judged(verb, about, seq=1, **more) -> Judgement:
    of: Of = "judgement" if verb == "undo" else "event" if about[0].startswith("event") else "happening"
    return Judgement(verb, of, tuple(about), "AE", seq=seq, **more)


def test_a_happening_needs_a_member(desk: Desk) -> None:
    with pytest.raises(SettingsError):
        desk.happening()


def test_two_outlets_that_agree_are_agreed_one_outlet_twice_is_single(desk: Desk) -> None:
    one, two, again = (desk.event(desk.report(o), sides=[("actor", GUARD)]) for o in (A, B, A))
    agreed, _ = desk.happening(one, two)
    single, _ = desk.happening(one, again)
    assert (agreed.voices, agreed.reports, single.voices, single.reports) == (2, 2, 1, 2)
    for slot in ("where", "when", "status", "actor"):
        assert (agreed.slot(slot).state, single.slot(slot).state) == ("agreed", "single"), slot
    assert agreed.slot("deaths").state == "none"
    assert agreed.title == "Shelling by River Guard in Malakal, 2021-05-04"


def test_copies_count_once(desk: Desk) -> None:
    first, copy = desk.report(A), desk.report(B)
    desk.copies = {copy: first}
    happening, entries = desk.happening(desk.event(first), desk.event(copy))
    assert (happening.reports, happening.voices) == (1, 1)
    assert not entries


WHERE = [
    (["Malakal", "Upper Nile"], "Malakal", "agreed"),
    (["Upper Nile", "Upper Nile", "Malakal"], "Malakal", "agreed"),
    (["Malakal", "Kodok", "Kodok"], "Kodok", "disputed"),
    (["Malakal", "Nowhere Ford"], "Malakal", "agreed"),
    (["Upper Nile"], "Upper Nile", "single"),
    (["Malakal", "Juba"], "Malakal", "disputed"),
]


@pytest.mark.parametrize(("named", "shown", "state"), WHERE)
def test_the_most_precise_place_that_most_voices_name_is_shown(desk: Desk, named, shown, state) -> None:
    events = [desk.event(desk.report(f"Outlet {n}"), where=name) for n, name in enumerate(named)]
    happening, _ = desk.happening(*events)
    assert happening.where is not None
    assert (happening.where.name, happening.slot("where").shown, happening.slot("where").state) == (shown, shown, state)
    assert len(happening.slot("where").said) == len(named)


WHEN = [
    (["2021-05-04", "2021-05-01/2021-05-10"], "2021-05-04", "agreed"),
    (["2021-05-01/2021-05-05", "2021-05-04/2021-05-08"], "2021-05-04 to 2021-05-05 (days)", "agreed"),
    (["2021-05-04", "2021-05-06", "2021-05-06"], "2021-05-06", "disputed"),
    (["2021-05-01/2021-05-10", "2021-05-01/2021-05-10", "2021-05-07"], "2021-05-07", "agreed"),
    ([None, "2021-05-04"], "2021-05-04", "single"),
    ([None], None, "none"),
]


@pytest.mark.parametrize(("given", "shown", "state"), WHEN)
def test_the_tightest_days_that_most_voices_agree_on_are_shown(desk: Desk, given, shown, state) -> None:
    events = [desk.event(desk.report(f"Outlet {n}"), when=when) for n, when in enumerate(given)]
    slot = desk.happening(*events)[0].slot("when")
    assert (slot.shown, slot.state) == (shown, state)


STATUS = [
    (["asserted", "denied"], "happened", "disputed"),
    (["denied"], "denied", "single"),
    (["alleged", "denied"], "alleged", "disputed"),
    (["alleged", "alleged"], "alleged", "agreed"),
    (["alleged", "asserted"], "happened", "single"),
    (["possible", "intended", "possible"], "possible", "agreed"),
]


@pytest.mark.parametrize(("stances", "status", "state"), STATUS)
def test_it_happened_where_anybody_asserts_it_whoever_denies_it(desk: Desk, stances, status, state) -> None:
    events = [
        desk.event(desk.report(f"Outlet {n}"), by=told(f"Body {n}", "organisation", stance=stance))
        for n, stance in enumerate(stances)
    ]
    happening, _ = desk.happening(*events)
    assert (happening.status, happening.slot("status").state) == (status, state)


def test_what_everybody_denies_has_the_place_day_and_doer_that_the_denial_names(desk: Desk) -> None:
    denial = told("the River Guard", "organisation", stance="denied")
    denied = desk.event(desk.report(A), by=denial, sides=[("actor", GUARD)], tolls=[toll(5, by=denial)])
    asserted = desk.event(desk.report(B), where="Kodok", when="2021-05-03")
    alone, _ = desk.happening(denied)
    both, _ = desk.happening(denied, asserted)
    assert alone.title == "Denied: shelling by River Guard in Malakal, 2021-05-04"
    assert alone.slot("deaths").shown is None
    assert both.title == "Shelling in Kodok, 2021-05-03"


def test_another_print_of_a_word_on_its_day_takes_the_place_of_nothing(desk: Desk) -> None:
    mayor, nurses = told("the mayor", "named"), told("nurses", "group")
    first, print_ = desk.report(A), desk.report(B)
    desk.copies = {print_: first}
    tolls = [desk.event(r, tolls=[toll(15, by=mayor)]) for r in (first, print_)]
    _, entries = desk.happening(*tolls, desk.event(desk.report(C), tolls=[toll(20, by=nurses)]))
    clash = next(e for e in entries if e.kind == "contradiction")
    assert [[s.outlet for s in side.said] for side in clash.sides] == [[A, B], [C]]
    assert "the mayor (Nile Wire" in clash.message
    assert "Juba Post" not in clash.message


def test_sides_are_put_together_by_role_and_key_and_a_described_doer_is_no_rival(desk: Desk) -> None:
    one = desk.event(desk.report(A), sides=[("actor", GUARD), ("recipient", FRONT)])
    two = desk.event(desk.report(B), sides=[("actor", GUNMEN), ("recipient", FRONT)])
    happening, entries = desk.happening(one, two)
    assert {(s.role, s.name) for s in happening.sides} == {
        ("actor", "River Guard"), ("actor", "gunmen"), ("recipient", "Hill Front"),
    }  # fmt: skip
    assert not [e for e in entries if e.kind == "contradiction"]


def test_of_rival_doers_those_of_the_most_voices_are_shown_and_the_others_stay_in_the_slot(desk: Desk) -> None:
    events = [desk.event(desk.report(o), sides=[("actor", who)]) for o, who in ((A, FRONT), (B, GUARD), (C, GUARD))]
    happening, _ = desk.happening(*events)
    slot = happening.slot("actor")
    assert [s.name for s in happening.sides] == ["River Guard"]
    assert (slot.shown, slot.state, {s.value for s in slot.said}) == (
        "River Guard", "disputed", {"River Guard", "Hill Front"},
    )  # fmt: skip


CLASH = "Battles/Armed clash"
TITLES = [
    # ACLED pair, PLOVER type, sides, title
    (CLASH, "ASSAULT", [("side_a", GUARD), ("side_b", FRONT)], "Clash between River Guard and Hill Front"),
    (CLASH, "ASSAULT", [("actor", GUARD), ("recipient", FRONT)], "Attack by River Guard against Hill Front"),
    (CLASH, "ASSAULT", [("recipient", GUARD), ("recipient", FRONT)],
     "Clash between River Guard and Hill Front"),
    (CLASH, "ASSAULT", [("side_a", GUARD)], "Clash with River Guard"),
    (CLASH, "ASSAULT", [("actor", GUARD), ("side_b", FRONT)], "Attack by River Guard against Hill Front"),
    ("Battles/Non-state actor overtakes territory", "ASSAULT", [("actor", GUARD), ("recipient", ARMY)],
     "Capture by River Guard from army"),
    ("Battles/Government regains territory", "RETREAT", [("actor", GUARD)], "Withdrawal by River Guard"),
    (None, "COOPERATE", [("actor", ARMY), ("recipient", GUARD)], "Cooperation by army with River Guard"),
    (None, "AID", [("actor", ARMY), ("recipient", actor("people"))], "Aid by army"),
    (None, "ASSAULT", [("actor", GUNMEN), ("actor", GUARD), ("recipient", FRONT)],
     "Attack by River Guard against Hill Front"),
    (None, "ASSAULT", [], "Attack"),
]  # fmt: skip


@pytest.mark.parametrize(("acled", "plover", "sides", "title"), TITLES)
def test_a_title_says_who_did_it_to_whom(desk: Desk, acled, plover, sides, title) -> None:
    event = desk.event(desk.report(A), acled=acled, plover=plover, sides=sides)
    assert desk.happening(event)[0].title == f"{title} in Malakal, 2021-05-04"


@pytest.mark.parametrize("plover", PLOVER_TYPES)
def test_every_type_has_a_title(desk: Desk, plover) -> None:
    event = desk.event(desk.report(A), acled=None, plover=plover)
    assert desk.happening(event)[0].title.endswith(" in Malakal, 2021-05-04")


def test_what_is_only_planned_is_shown_as_such(desk: Desk) -> None:
    plan = desk.event(desk.report(A), by=told("the army", "organisation", stance="intended"), status="planned")
    happening, _ = desk.happening(plan)
    assert (happening.status, happening.voices, happening.title[:9]) == ("planned", 0, "Planned: ")
    assert happening.where is not None


def test_a_reports_own_rivals_stand_in_the_slot_and_in_the_ledger(desk: Desk) -> None:
    rival = RivalFacts("where", "Kodok", (told("the army", "organisation", of="name:army"),))
    happening, entries = desk.happening(desk.event(desk.report(A), rivals=[rival]))
    assert happening.slot("where").state == "disputed"
    assert {s.value for s in happening.slot("where").said} == {"Malakal", "Kodok"}
    assert [(e.kind, e.reason, e.slot) for e in entries] == [("contradiction", "place", "where")]


def test_a_judgement_decides_a_slot_and_what_was_there_stays_beside_it(desk: Desk) -> None:
    event = desk.event(desk.report(A), tolls=[toll(12)])
    happening, _ = desk.happening(event, judgements=[judged("value", ["happening-1"], seq=7, slot="deaths", value=14)])
    slot = happening.slot("deaths")
    assert (slot.shown, slot.state, slot.decided) == ("14", "decided", 7)
    assert slot.number is not None
    assert (slot.number.best, slot.said[0].value) == (14, "12")


@pytest.mark.parametrize(
    ("slot", "value", "title"),
    [
        ("where", "Kodok", "Shelling by River Guard in Kodok, 2021-05-04"),
        ("when", "2021-05-03", "Shelling by River Guard in Malakal, 2021-05-03"),
        ("status", "alleged", "Alleged: shelling by River Guard in Malakal, 2021-05-04"),
        ("actor", "Hill Front", "Shelling by Hill Front in Malakal, 2021-05-04"),
        ("acled", "Battles/Armed clash", "Attack by River Guard in Malakal, 2021-05-04"),
        ("title", "The fire at the ferry", "The fire at the ferry"),
    ],
)
def test_the_title_tells_what_was_decided(desk: Desk, slot, value, title) -> None:
    event = desk.event(desk.report(A), sides=[("actor", GUARD)])
    decision = judged("value", ["happening-1"], slot=slot, value=value)
    assert desk.happening(event, judgements=[decision])[0].title == title


VALUES = [
    ("where", "Kodok", "Kodok"),
    ("where", {"name": "Old Fort", "lat": 9.5, "lon": 31.7, "country": "SS"}, "Old Fort"),
    ("when", "2021-05-03", "2021-05-03"),
    ("when", {"start": "2021-05-01", "end": "2021-05-03"}, "2021-05-01 to 2021-05-03 (range)"),
    ("when", "early May", "early May"),
    ("status", "alleged", "alleged"),
    ("actor", ["Hill Front"], "Hill Front"),
    ("actor", "Hill Front", "Hill Front"),
    ("deaths", {"low": 3, "high": 9}, "3 to 9"),
    ("deaths", "many", "many"),
    ("deaths", None, None),
    ("deaths", float("nan"), "NaN"),
    ("where", ["odd"], '["odd"]'),
    ("note of mine", "seen", "seen"),
]


@pytest.mark.parametrize(("slot", "value", "shown"), VALUES)
def test_every_decided_value_is_shown_whatever_its_form(desk: Desk, slot, value, shown) -> None:
    event = desk.event(desk.report(A), tolls=[toll(12)], sides=[("actor", GUARD)])
    happening, _ = desk.happening(event, judgements=[judged("value", ["happening-1"], slot=slot, value=value)])
    assert (happening.slot(slot).shown, happening.slot(slot).state) == (shown, "decided")


def test_a_decided_value_reaches_the_record_itself(desk: Desk) -> None:
    event = desk.event(desk.report(A), sides=[("actor", GUARD)])
    decided = [
        judged("value", ["happening-1"], seq=1, slot="where", value={"name": "Old Fort", "lat": 9.5, "lon": 31.7}),
        judged("value", ["happening-1"], seq=2, slot="when", value="2021-05-03"),
        judged("value", [event.id], seq=3, slot="actor", value=["Hill Front"]),
        judged("value", ["happening-1"], seq=4, slot="status", value="alleged"),
        judged("value", ["happening-1"], seq=5, slot="title", value="The night of the fort"),
    ]
    happening, _ = desk.happening(event, judgements=decided)
    assert happening.where is not None
    assert happening.when is not None
    assert (happening.where.name, happening.where.lat, happening.when.start) == ("Old Fort", 9.5, "2021-05-03")
    assert ([s.name for s in happening.sides], happening.status) == (["Hill Front"], "alleged")
    assert happening.title == "The night of the fort"


def test_a_persons_word_goes_before_an_engines_and_the_last_before_the_first(desk: Desk) -> None:
    event = desk.event(desk.report(A))

    def shown(*judgements: Judgement):
        return desk.happening(event, judgements=judgements)[0].slot("where").shown

    person = judged("value", ["happening-1"], seq=1, slot="where", value="Kodok")
    engine = Judgement("value", "happening", ("happening-1",), "linker/1", "engine", "where", "Juba", seq=2)
    later = judged("value", ["happening-1"], seq=3, slot="where", value="Old Fort")
    assert shown(person, engine) == "Kodok"
    assert shown(engine, person, later) == "Old Fort"
    assert shown(person, later, judged("undo", ["judgement-3"], seq=4)) == "Kodok"
    undone = judged("undo", ["judgement-3"], seq=4)
    assert shown(person, later, undone, judged("undo", ["judgement-4"], seq=5)) == "Old Fort"


def test_a_rejected_member_is_left_out_until_that_is_undone(desk: Desk) -> None:
    one, two = desk.event(desk.report(A), tolls=[toll(12)]), desk.event(desk.report(B), tolls=[toll(90)])
    reject = judged("reject", [two.id], seq=1)
    happening, entries = desk.happening(one, two, judgements=[reject])
    assert (happening.slot("deaths").shown, len(happening.events), happening.included) == ("12", 1, True)
    assert not [e for e in entries if e.kind == "contradiction"]
    undone, _ = desk.happening(one, two, judgements=[reject, judged("undo", ["judgement-1"], seq=2)])
    assert len(undone.events) == 2
    gone, _ = desk.happening(one, judgements=[judged("reject", [one.report], seq=1)])
    assert (gone.included, gone.excluded_by) == (False, "every account of it was rejected")


@pytest.mark.parametrize("sheets", [True, False])
def test_a_rejected_happening_is_left_out_with_all_its_accounts_until_it_is_accepted(
    desk: Desk, *, sheets: bool
) -> None:
    """A sheet names the first event too, so that the decision outlives the happening."""
    one, two = desk.event(desk.report(A), tolls=[toll(12)]), desk.event(desk.report(B), tolls=[toll(90)])
    about = ["happening-1", one.id] if sheets else ["happening-1"]
    reject = judged("reject", about, seq=1, reason="a drill")
    out, _ = desk.happening(one, two, judgements=[reject])
    assert (out.included, out.excluded_by, len(out.events)) == (False, "rejected by AE: a drill", 2)
    for back in (judged("accept", about, seq=2), judged("undo", ["judgement-1"], seq=2)):
        again, _ = desk.happening(one, two, judgements=[reject, back])
        assert (again.included, again.excluded_by, len(again.events)) == (True, None, 2)
    elsewhere = judged("reject", ["happening-0", one.id], seq=1)
    moved, _ = desk.happening(one, two, judgements=[elsewhere])
    assert (moved.included, len(moved.events)) == (True, 1)


@pytest.mark.parametrize("value", [10**400, float("inf"), float("nan"), -1, "<script>", [1]])
def test_a_decided_number_that_is_none_breaks_no_picture(desk: Desk, value: object) -> None:
    word = judged("value", ["happening-1"], seq=1, slot="deaths", value=value)
    happening, _ = desk.happening(desk.event(desk.report(A), tolls=[toll(12)]), judgements=[word])
    assert happening.slot("deaths").number is None
    assert happening.slot("deaths").decided == 1


def test_include_and_exclude_go_before_the_rules(desk: Desk) -> None:
    event = desk.event(desk.report(A))
    rules = Rules.from_json({"events": {"min_deaths": 1}})
    plain, _ = desk.happening(event, rules=rules)
    kept, _ = desk.happening(event, rules=rules, judgements=[judged("include", ["happening-1"])])
    out, _ = desk.happening(event, judgements=[judged("exclude", ["happening-1"], reason="a drill")])
    assert (plain.included, plain.excluded_by) == (False, "no deaths are told")
    assert (kept.included, kept.excluded_by) == (True, None)
    assert (out.included, out.excluded_by) == (False, "left out by AE: a drill")


def test_claims_that_do_not_count_stay_beside_and_decide_nothing(desk: Desk) -> None:
    one, two = desk.event(desk.report(A), tolls=[toll(12)]), desk.event(desk.report(B), tolls=[toll(90)])
    rules = Rules.from_json({"claims": {"outlets_not": ["Juba Post"]}})
    happening, entries = desk.happening(one, two, rules=rules)
    assert (happening.slot("deaths").shown, len(happening.slot("deaths").said), happening.voices) == ("12", 2, 1)
    assert not entries
    alone, _ = desk.happening(two, rules=rules)
    assert (alone.included, alone.excluded_by) == (False, "no claim counts: Juba Post does not count")
    assert alone.slot("deaths").shown == "90"


def test_deaths_of_several_kinds_have_a_slot_each(desk: Desk) -> None:
    tolls = [toll(5, of="army"), toll(7, of="civilians")]
    happening, _ = desk.happening(desk.event(desk.report(A), tolls=tolls, sides=[("recipient", ARMY)]))
    assert [(s.name, s.shown) for s in happening.slots if s.name.startswith("deaths")] == [
        ("deaths", "12"), ("deaths of army", "5"), ("deaths of civilians", "7"),
    ]  # fmt: skip
    assert happening.slot("deaths").number == Number(12, 12, 12, "exact", "ucdp-like, parts added up")


def test_the_order_of_the_members_changes_nothing(desk: Desk) -> None:
    events = [
        desk.event(desk.report(o, f"2021-05-0{n}"), where=w, tolls=[toll(k)], sides=[("actor", who)])
        for n, (o, w, k, who) in enumerate(
            ((A, "Malakal", 3, GUARD), (B, "Kodok", 9, FRONT), (C, "Upper Nile", 5, GUARD)), 5
        )
    ]
    assert desk.happening(*events) == desk.happening(*reversed(events))
