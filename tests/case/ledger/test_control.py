"""Who holds what at a date, who backs whom, with the claims for and against."""

from __future__ import annotations

import datetime as dt

from dateline.case.ledger.bonds import bonds_of
from dateline.case.ledger.control import held_of
from tests.case.ledger.conftest import Desk, actor, told

GUARD, FRONT, ARMY = actor("River Guard"), actor("Hill Front"), actor("army")
COLUMN = actor("North Column", part_of="River Guard")


def held(desk: Desk, *control, at: str | None = None):
    day = dt.date.fromisoformat(at) if at else None
    found, entries = held_of(control, day, desk.voices, desk.reports)
    return [(h.place.name, h.actor, h.status) for h in found], entries, found


def bonds(desk: Desk, *relations, at: str | None = None):
    day = dt.date.fromisoformat(at) if at else None
    found, entries = bonds_of(relations, day, desk.voices, desk.reports)
    return [(b.subject, b.predicate, b.object) for b in found], entries


def test_a_later_claim_ends_an_earlier_one_and_each_date_has_its_holder(desk: Desk) -> None:
    one = desk.holds(desk.report("Nile Wire", "2021-05-01"), FRONT)
    two = desk.holds(desk.report("Juba Post", "2021-05-20"), GUARD)
    assert held(desk, one, two, at="2021-04-30")[0] == []
    assert held(desk, one, two, at="2021-05-10")[0] == [("Malakal", "Hill Front", "controls")]
    rows, entries, found = held(desk, one, two, at="2021-05-20")
    assert rows == [("Malakal", "River Guard", "controls")]
    assert [(e.kind, e.reason) for e in entries] == [("supersedes", "update")]
    assert found[0].against == ()


def test_a_holder_s_own_later_word_contests_and_ends_nothing(desk: Desk) -> None:
    one = desk.holds(desk.report("Nile Wire", "2021-05-01"), FRONT)
    spokesman = told("a spokesman", "organisation", of=GUARD.key)
    two = desk.holds(desk.report("Juba Post", "2021-05-20"), GUARD, by=spokesman)
    rows, entries, found = held(desk, one, two, at="2021-05-20")
    assert len(rows) == 1
    assert len(found[0].against) == 1
    assert [(e.kind, e.reason) for e in entries] == [("contradiction", "control")]


def test_the_day_that_a_claim_gives_goes_before_the_day_of_its_report(desk: Desk) -> None:
    late = desk.holds(desk.report("Nile Wire", "2021-06-01"), FRONT, when="2021-05-01")
    early = desk.holds(desk.report("Juba Post", "2021-05-10"), GUARD)
    assert held(desk, late, early)[0] == [("Malakal", "River Guard", "controls")]


def test_two_holders_on_one_day_contradict_each_other_and_both_stand(desk: Desk) -> None:
    claims = [
        desk.holds(desk.report("Nile Wire"), FRONT),
        desk.holds(desk.report("Juba Post"), GUARD),
        desk.holds(desk.report("Kodok Daily"), GUARD),
    ]
    rows, entries, found = held(desk, *claims)
    assert rows == [("Malakal", "River Guard", "controls")]
    assert [side.value for side in found[0].against] == ["Hill Front: controls"]
    assert [(e.kind, e.reason) for e in entries] == [("contradiction", "control")]
    assert "Hill Front: controls” says Nile Wire (2021-05-05)" in entries[0].message


def test_one_voice_that_names_two_holders_says_that_they_share_it(desk: Desk) -> None:
    report = desk.report()
    rows, entries, _ = held(desk, desk.holds(report, FRONT), desk.holds(report, GUARD))
    assert [name for _, name, _ in rows] == ["Hill Front", "River Guard"]
    assert not entries


def test_a_faction_of_the_holder_is_no_rival(desk: Desk) -> None:
    claims = desk.holds(desk.report("Nile Wire"), GUARD), desk.holds(desk.report("Juba Post"), COLUMN)
    assert held(desk, *claims)[1] == ()


def test_who_lost_a_place_does_not_hold_it(desk: Desk) -> None:
    one = desk.holds(desk.report("Nile Wire", "2021-05-01"), FRONT)
    lost = desk.holds(desk.report("Juba Post", "2021-05-09"), FRONT, "lost")
    assert held(desk, one, lost, at="2021-05-08")[0] == [("Malakal", "Hill Front", "controls")]
    assert held(desk, one, lost)[0] == []


def test_who_besieges_a_place_stands_beside_who_holds_it(desk: Desk) -> None:
    one = desk.holds(desk.report("Nile Wire"), FRONT, "encircled")
    two = desk.holds(desk.report("Juba Post"), GUARD, "besieged")
    rows, entries, _ = held(desk, one, two)
    assert sorted(rows) == [("Malakal", "Hill Front", "encircled"), ("Malakal", "River Guard", "besieged")]
    assert not entries


def test_a_denial_stands_against_the_holder_and_in_the_ledger(desk: Desk) -> None:
    one = desk.holds(desk.report("Nile Wire", "2021-05-05"), GUARD)
    no = desk.holds(
        desk.report("Juba Post", "2021-05-06"), GUARD, by=told("the Hill Front", "organisation", stance="denied")
    )
    rows, entries, found = held(desk, one, no)
    assert rows == [("Malakal", "River Guard", "controls")]
    assert [side.value for side in found[0].against] == ["not River Guard"]
    assert [(e.kind, e.reason) for e in entries] == [("contradiction", "denial")]


def test_wishes_hold_nothing(desk: Desk) -> None:
    report = desk.report()
    assert held(desk, desk.holds(report, GUARD, by=told("the army", "organisation", stance="intended")))[0] == []
    assert held(desk, desk.holds(report, GUARD, "seeks"))[0] == [("Malakal", "River Guard", "seeks")]


def test_places_are_kept_apart_and_their_spellings_together(desk: Desk) -> None:
    claims = [
        desk.holds(desk.report("Nile Wire"), GUARD),
        desk.holds(desk.report("Juba Post"), FRONT, where="Kodok"),
        desk.holds(desk.report("Kodok Daily"), GUARD),
    ]
    rows, _, found = held(desk, *claims)
    assert rows == [("Malakal", "River Guard", "controls"), ("Kodok", "Hill Front", "controls")]
    assert len(found[0].said) == 2


def test_a_relation_of_two_voices_is_one_and_a_symmetric_one_is_written_once(desk: Desk) -> None:
    one = desk.relation(desk.report("Nile Wire"), GUARD, "allied_with", ARMY)
    two = desk.relation(desk.report("Juba Post"), ARMY, "allied_with", GUARD)
    back = desk.relation(desk.report("Juba Post"), ARMY, "backs", GUARD)
    assert bonds(desk, one, two, back) == (
        [("River Guard", "allied_with", "army"), ("army", "backs", "River Guard")], (),
    )  # fmt: skip


def test_the_opposite_of_a_relation_ends_it_later_and_contradicts_it_on_the_same_day(desk: Desk) -> None:
    ally = desk.relation(desk.report("Nile Wire", "2021-05-01"), ARMY, "backs", GUARD)
    foe = desk.relation(desk.report("Juba Post", "2021-06-01"), GUARD, "opposes", ARMY)
    assert bonds(desk, ally, foe, at="2021-05-15")[0] == [("army", "backs", "River Guard")]
    names, entries = bonds(desk, ally, foe)
    assert names == [("River Guard", "opposes", "army")]
    assert [(e.kind, e.reason) for e in entries] == [("supersedes", "update")]
    same = desk.relation(desk.report("Kodok Daily", "2021-05-01"), ARMY, "opposes", GUARD)
    names, entries = bonds(desk, ally, same)
    assert len(names) == 2
    assert [(e.kind, e.reason) for e in entries] == [("contradiction", "denial")]


def test_a_relation_that_is_denied_stands_with_the_denial_unless_its_own_voice_took_it_back(desk: Desk) -> None:
    one = desk.relation(desk.report("Nile Wire"), ARMY, "backs", GUARD)
    no = desk.relation(
        desk.report("Juba Post"), ARMY, "backs", GUARD, by=told("the army", "organisation", stance="denied")
    )
    names, entries = bonds(desk, one, no)
    assert names == [("army", "backs", "River Guard")]
    assert [(e.kind, e.reason) for e in entries] == [("contradiction", "denial")]
    taken_back = desk.relation(desk.report("Nile Wire", "2021-05-09"), ARMY, "backs", GUARD, by=told(stance="denied"))
    assert bonds(desk, one, taken_back) == ([], ())
