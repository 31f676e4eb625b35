"""Actors and places across reports. Invented persons and happenings on real geography."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.case.facts import ActorFacts, PlaceFacts, ReportFacts
from dateline.case.link import link_actors, link_places
from dateline.model.judgement import Judgement
from tests.case.link.made import actor, event, report, town


def told_by(id_: str, who: ActorFacts, words: str | None = None) -> ReportFacts:
    return report(id_, event(id_, words or f"On Monday the {who.name} attacked Beni", who={"actor": who}))


def one(a: ActorFacts, b: ActorFacts, *judgements: Judgement) -> bool:
    """Whether two reports' actors are one."""
    found = link_actors([told_by("1", a), told_by("2", b)], judgements)
    return found.of(a.key) == found.of(b.key)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (actor("Red Valley Front"), actor("RVF", names=["Red Valley Front"]), True),
        (actor("Red Valley Front"), actor("RVF"), True),
        (actor("Red Valley Front"), actor("Red Hill Front"), False),
        (actor("River Guard", key="river-guard"), actor("River Guard", key="name:river guard"), True),
        (actor("River Guard", key="river-guard"), actor("River Guard", key="other-guard"), False),
        (actor("Anna Melhan", "person"), actor("Anna Melhan", "person", key="name:col anna melhan"), True),
        (actor("Anna Melhan", "person"), actor("Melhan", "person"), False),
        (actor("Anna Melhan", "person"), actor("Ruth Melhan", "person"), False),
        (actor("Melhan", "person"), actor("Melhan Brigade", "militia", names=["Melhan"]), False),
    ],
)
def test_actors_are_one_by_key_name_alias_or_acronym_and_persons_by_their_full_name(
    a: ActorFacts, b: ActorFacts, *, expected: bool
) -> None:
    assert one(a, b) is expected


def test_a_surname_joins_only_where_the_group_agrees() -> None:
    whole = replace(actor("Anna Melhan", "person"), part_of="river-guard")
    short = replace(actor("Melhan", "person"), part_of="river-guard")
    assert one(whole, short)
    assert not one(whole, replace(short, part_of="red-valley-front"))


def test_whoever_is_only_described_is_nobody_in_particular() -> None:
    a, b = actor("Gunmen", key="name:gunmen of one"), actor("Gunmen", key="name:gunmen of another")
    found = link_actors([told_by("1", a, "Gunmen attacked Beni"), told_by("2", b, "Gunmen attacked Oicha")])
    assert found.of(a.key) != found.of(b.key)


def test_a_person_decides_which_actors_are_one_and_can_take_it_back() -> None:
    a, b = actor("Red Valley Front"), actor("Front of the Valley")
    same = Judgement("same", "actor", (a.key, b.key), "KL", seq=1)
    assert not one(a, b)
    assert one(a, b, same)
    assert not one(a, b, same, Judgement("undo", "judgement", ("judgement-1",), "KL", seq=2))
    apart = Judgement("apart", "actor", ("name:red valley front", "name:rvf"), "KL", seq=1)
    assert not one(a, actor("RVF"), apart)


def test_the_actor_of_the_case_has_the_catalogues_key_and_the_commonest_name() -> None:
    known = actor("River Guard", key="river-guard", names=["Guard of the River"])
    found = link_actors([told_by("1", known), told_by("2", known), told_by("3", actor("Guard of the River"))])
    group = found.group("name:guard of the river")
    assert group is not None
    assert (group.key, group.name) == ("river-guard", "River Guard")


def place(id_: str, name: str, **given: object) -> PlaceFacts:
    bare = PlaceFacts(id_, name, "village", None, None, "CD", None, None, None, None, None)
    return replace(bare, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (town("Beni"), replace(town("Beni"), id="place-x", lat=0.5), True),
        (town("Beni"), replace(town("Beni"), id="place-x", lat=2.5), False),
        (town("Beni"), replace(town("Goma"), id="place-x"), False),
        (place("p1", "Mavuno", geonames_id=7), place("p2", "Mavunu", geonames_id=7), True),
        (place("p1", "Mavuno"), place("p2", "Mavuno"), True),
        (place("p1", "Mavuno"), place("p2", "Mavuno", country="UG"), False),
        (place("p1", "Mavuno", country=None), place("p2", "Mavuno", country=None), False),
        (place("p1", "market"), place("p2", "market"), False),
    ],
)
def test_places_are_one_by_entry_or_by_name_and_a_near_point(a: PlaceFacts, b: PlaceFacts, *, expected: bool) -> None:
    reports = [report(n, event(n, "They attacked it", where=p)) for n, p in (("1", a), ("2", b))]
    found = link_places(reports)
    assert (found.of(a.id) == found.of(b.id)) is expected


def test_a_person_decides_which_places_are_one() -> None:
    reports = [
        report(n, event(n, "They attacked it", where=place(f"p{n}", name))) for n, name in (("1", "Ada"), ("2", "Bo"))
    ]
    assert link_places(reports).of("p1") != link_places(reports).of("p2")
    found = link_places(reports, [Judgement("same", "place", ("p1", "p2"), "KL", seq=1)])
    assert found.of("p1") == found.of("p2")
