"""Linking on records made by hand: invented happenings on real geography."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from dateline.case.facts import EventFacts, ReportFacts
from dateline.case.link import Linked, link_events, relink
from dateline.model.judgement import Judgement
from dateline.model.situation import Link
from tests.case.link.made import actor, event, report, toll

RAIDERS, ARMY = actor("Red Valley Front"), actor("River Guard", "military", key="river-guard")
BLAST = "Explosions/Remote violence/Remote explosive/landmine/IED"


def raid(id_: str, killed: float = 12, words: str = "", **given: object) -> EventFacts:
    """A raid on Beni on 2 August, unless told otherwise."""
    told = words or f"On Monday the Red Valley Front attacked Beni and killed {killed:g} people"
    usual: dict[str, object] = {
        "on": "2021-08-02",
        "where": "Beni",
        "who": {"actor": RAIDERS},
        "tolls": (toll(killed),),
    }
    return event(id_, told, **{**usual, **given})


def joined(a: EventFacts, b: EventFacts, *judgements: Judgement) -> bool:
    """Whether the events of two reports are one happening."""
    reports = [report("1", a, published="2021-08-09"), report("2", b, published="2021-08-09")]
    linked = link_events(reports, judgements)
    return len(linked.groups) == 1


def link_of(linked: Linked, a: str, b: str) -> Link:
    return next(k for k in linked.links if (k.a, k.b) == (a, b))


def test_no_reports_make_no_happenings() -> None:
    linked = link_events([])
    assert linked.groups == ()
    assert linked.links == ()


@pytest.mark.parametrize(
    ("b", "why"),
    [
        (raid("b", 17), "tolls rise"),
        (raid("b", on=("2021-07-30", "2021-08-04")), "one report gives no day"),
        (raid("b", who={"actor": actor("RVF", names=["Red Valley Front"])}), "its other name"),
    ],
)
def test_one_happening_told_otherwise_is_one(b: EventFacts, why: str) -> None:
    assert joined(raid("a"), b), why


@pytest.mark.parametrize(
    ("b", "why"),
    [
        (raid("b", on="2021-08-05"), "three days later"),
        (raid("b", where="Goma", words="On Monday the Red Valley Front attacked Goma"), "another town"),
        (raid("b", plover="CONSULT", acled=None), "talks are no raid"),
    ],
)
def test_what_the_evidence_keeps_apart_is_two(b: EventFacts, why: str) -> None:
    assert not joined(raid("a"), b), why


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("A bomb exploded in the market of Beni in the morning", "A bomb exploded in Beni in the evening", False),
        (
            "A bomb exploded in the market of Beni in the morning",
            "A bomb exploded in Beni early on Monday at 9 a.m.",
            True,
        ),
        ("A bomb exploded in the market of Beni", "A bomb exploded in a mosque in Beni", False),
        ("A bomb exploded in the market of Beni", "A blast hit the bazaar in Beni", True),
        ("A suicide bomber attacked police in Beni", "Mortar shells fell on police in Beni", False),
        ("The first blast in Beni killed two", "The second blast in Beni killed three", False),
        (
            "A bomb exploded at the Matonge checkpoint in Beni",
            "A bomb exploded at the Boikene checkpoint in Beni",
            False,
        ),
    ],
)
def test_two_blasts_in_one_town_on_one_day_are_told_apart_by_their_words(first: str, second: str, *, one: bool) -> None:
    a = raid("a", words=first, acled=BLAST, tolls=())
    b = raid("b", words=second, acled=BLAST, tolls=())
    assert joined(a, b) is one


def test_a_night_between_two_days_is_no_reason_to_keep_apart() -> None:
    a = raid("a", words="Overnight the Red Valley Front attacked Beni and killed 12 people", on="2021-08-02")
    b = raid("b", words="In the night the Red Valley Front attacked Beni and killed 12 people", on="2021-08-03")
    assert joined(a, b)
    assert not joined(raid("a", words=a.words), replace(b, words="At noon the Red Valley Front attacked Beni"))


def test_a_report_that_tells_two_keeps_them_two_and_each_finds_its_own() -> None:
    morning = raid("m", words="A bomb exploded in Beni in the morning", acled=BLAST, tolls=(toll(3),))
    evening = raid("e", words="A bomb exploded in Beni in the evening", acled=BLAST, tolls=(toll(5),))
    other = raid("o", words="A bomb exploded in Beni on Monday evening", acled=BLAST, tolls=(toll(6),))
    linked = link_events([report("1", morning, evening), report("2", other)])
    assert linked.groups == (("event-e", "event-o"), ("event-m",))


def shelling(id_: str, words: str, **given: object) -> EventFacts:
    acled = "Explosions/Remote violence/Shelling/artillery/missile attack"
    return event(id_, words, **{"where": "Beni", "on": "2021-08-02", "acled": acled, "ucdp": None, **given})


@pytest.mark.parametrize(
    ("denial", "one"),
    [
        ({"who": {"actor": ARMY}}, True),
        ({"who": {"actor": ARMY}, "on": "2021-08-01"}, False),
        ({"who": {"actor": ARMY}, "where": "Bunia"}, False),
        ({"who": {"actor": ARMY}, "acled": "Explosions/Remote violence/Air/drone strike"}, False),
        ({"who": {"recipient": RAIDERS}}, False),  # that somebody was hurt in it is denied, not the act
        ({"who": {"actor": ARMY}, "status": "happened"}, False),
    ],
)
def test_a_denial_of_what_its_own_report_tells_is_of_that(denial: dict[str, object], *, one: bool) -> None:
    told = shelling("told", "On Monday soldiers shelled farms near Beni, two farmers said.", who={"actor": ARMY})
    words = "The River Guard denied that it had shelled farms near Beni on Monday."
    linked = link_events([report("a", told, shelling("denied", words, **{"status": "denied", **denial}))])
    assert (len(linked.groups) == 1) is one


def test_a_whole_is_not_merged_with_one_of_its_parts() -> None:
    strikes = raid("a", words="Five raids on Beni on Monday", count=(5.0, 5.0, 5.0), tolls=())
    single = raid("b", words="One raid on Beni on Monday", tolls=())
    assert not joined(strikes, single)


def test_a_link_says_what_speaks_for_it_and_its_points_add_up() -> None:
    linked = link_events([report("1", raid("a")), report("2", raid("b", 14))])
    link = link_of(linked, "event-a", "event-b")
    assert {"same day", "same place", "same actor", "same type", "tolls told"} <= {name for name, _, _ in link.why}
    assert sum(points for _, points, _ in link.why) == pytest.approx(link.score, abs=0.01)
    assert all(seen for _, _, seen in link.why)


def test_what_is_kept_apart_is_shown_with_its_reason() -> None:
    linked = link_events([report("1", raid("a")), report("2", raid("b", on="2021-08-04", tolls=(toll(12),)))])
    assert len(linked.groups) == 2
    reasons = [seen for k in linked.links for name, _, seen in k.why if name == "kept apart"]
    assert reasons in ([], ["on different days"])


def test_a_chain_does_not_draw_together_what_is_apart() -> None:
    a = raid("a", words="A bomb exploded in the market of Beni in the morning", acled=BLAST)
    b = raid("b", words="A bomb exploded in Beni on Monday", acled=BLAST)
    c = raid("c", words="A bomb exploded in the mosque of Beni in the evening", acled=BLAST)
    linked = link_events([report("1", a), report("2", b), report("3", c)])
    group = linked.group_of()
    assert group["event-a"] != group["event-c"]


def decision(verb: str, *about: str, who: str = "KL", seq: int = 1, by: str = "person") -> Judgement:
    return Judgement(verb, "event", about, who, by=by, seq=seq)  # type: ignore[arg-type]


def test_people_decide_and_what_they_decide_stands_in_the_link() -> None:
    same = decision("same", "event-a", "event-b", seq=7)
    later = report("2", raid("b", on="2021-08-05"), published="2021-08-06")
    assert len(link_events([report("1", raid("a")), later]).groups) == 2
    linked = link_events([report("1", raid("a")), later], [same])
    assert linked.groups == (("event-a", "event-b"),)
    assert link_of(linked, "event-a", "event-b").judgement == 7
    assert not joined(raid("a"), raid("b"), decision("apart", "event-a", "event-b"))


def test_a_person_may_join_two_events_of_one_report() -> None:
    two = report("1", raid("a"), raid("b", words="Then they burned Beni", tolls=()))
    assert len(link_events([two]).groups) == 2
    assert link_events([two], [decision("same", "event-a", "event-b")]).groups == (("event-a", "event-b"),)


def test_the_later_word_holds_and_the_conflict_is_told() -> None:
    said = [
        decision("same", "event-a", "event-b", who="KL", seq=3),
        decision("apart", "event-a", "event-b", who="MN", seq=5),
    ]
    linked = link_events([report("1", raid("a")), report("2", raid("b"))], said)
    assert len(linked.groups) == 2
    assert [(c.held, c.over) for c in linked.conflicts] == [(5, 3)]
    assert "MN says apart, KL said same" in linked.conflicts[0].message


def test_a_decision_that_goes_round_a_corner_is_a_conflict_too() -> None:
    reports = [report(n, raid(n)) for n in "abc"]
    said = [
        decision("apart", "event-a", "event-c", seq=1),
        decision("same", "event-a", "event-b", seq=2),
        decision("same", "event-b", "event-c", seq=3),
    ]
    linked = link_events(reports, said)
    assert linked.groups == (("event-a", "event-b", "event-c"),)
    assert [c.over for c in linked.conflicts] == [1]


def test_a_persons_word_goes_before_an_engines_and_what_is_undone_does_not_hold() -> None:
    engine = decision("same", "event-a", "event-b", who="linker/1", by="engine", seq=9)
    person = decision("apart", "event-a", "event-b", seq=2)
    assert not joined(raid("a"), raid("b"), person, engine)
    assert joined(raid("a"), raid("b"), replace(person, undone=4))
    assert joined(raid("a"), raid("b"), person, Judgement("undo", "judgement", ("judgement-2",), "KL", seq=4))


def test_judgements_on_events_that_are_not_there_are_passed_over() -> None:
    assert joined(raid("a"), raid("b"), decision("apart", "event-a", "event-gone"))


def week(seed: int, reports: int = 24) -> list[ReportFacts]:
    """Many reports of one week in three towns, with days, tolls and words left out at random."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    names = ["Melhan", "Asaba", "Turo", "Kivet", "Oreno", "Lubas"]
    found = []
    for n in range(reports):
        told = []
        for k in range(chance.randrange(1, 4)):
            day = f"2021-08-{chance.randrange(1, 6):02}"
            on = day if chance.random() < 0.7 else None
            words = f"They attacked the {chance.choice(['market', 'mosque', 'camp'])} of {chance.choice(names)} street"
            killed = (toll(chance.randrange(1, 9)),) if chance.random() < 0.6 else ()
            where = chance.choice(["Beni", "Oicha", "Goma"])
            told.append(raid(f"{n:02}-{k}", words=words, on=on, where=where, tolls=killed))
        found.append(report(f"{n:02}", *told, published=f"2021-08-{chance.randrange(5, 9):02}"))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_the_reports_makes_no_difference(seed: int) -> None:
    reports = week(seed)
    shuffled = list(reports)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a repeatable draw, no secret
    assert link_events(shuffled) == link_events(reports)


@pytest.mark.parametrize("seed", range(12))
def test_linking_new_reports_to_what_is_linked_comes_to_the_same_as_linking_all(seed: int) -> None:
    reports = week(seed, 20 + seed)
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    new = set(chance.sample([r.report for r in reports], chance.randrange(1, 6)))
    ids = sorted(e.id for r in reports for e in r.events)
    judgements = [
        decision(chance.choice(["same", "apart"]), *chance.sample(ids, 2), seq=n) for n in range(1, seed % 4 + 1)
    ]
    earlier = link_events([r for r in reports if r.report not in new], judgements)
    again = relink(earlier, reports, new, judgements)
    whole = link_events(reports, judgements)
    assert again.groups == whole.groups
    assert again.links == whole.links
    assert again.conflicts == whole.conflicts


def test_new_reports_of_another_place_and_time_touch_little() -> None:
    reports = [_renamed(r, n) for n in range(3) for r in week(n)]
    new = report("far", raid("far", words="Shells hit Jalalabad", where="Jalalabad", on="2021-08-09", tolls=()))
    earlier = link_events(reports)
    again = relink(earlier, [*reports, new], {new.report})
    assert again.groups == link_events([*reports, new]).groups
    assert again.compared < earlier.compared / 4


def _renamed(r: ReportFacts, n: int) -> ReportFacts:
    name = f"{r.report}-{n}"
    return replace(r, report=name, events=tuple(replace(e, id=f"{e.id}-{n}", report=name) for e in r.events))


@pytest.mark.parametrize("seed", range(4))
def test_every_event_is_in_exactly_one_group_and_no_group_holds_two_of_one_report(seed: int) -> None:
    reports = week(seed)
    linked = link_events(reports)
    of = {e.id: r.report for r in reports for e in r.events}
    assert sorted(i for g in linked.groups for i in g) == sorted(of)
    assert all(len({of[i] for i in g}) == len(g) for g in linked.groups)
