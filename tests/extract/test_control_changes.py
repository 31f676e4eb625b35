"""Places that change hands, sieges, shares of a place, and what changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]
Row = tuple[str, str, str]


def held(dossier: Dossier) -> set[Row]:
    """(last word of the place, name of the holder, status)."""
    places = {p.id: p.name for p in dossier.places}
    name = {a.id: a.name for a in dossier.actors}
    return {(places[c.place].split()[-1], name[c.actor].removeprefix("The "), c.status) for c in dossier.control}


CHANGED: list[tuple[str, set[Row]]] = [
    ("The city of Sinjar fell to Islamic State in 2014.", {("Sinjar", "Islamic State", "controls")}),
    ("The city of Raqqa fell into the hands of the rebels.", {("Raqqa", "rebels", "controls")}),
    ("The army drove the Taliban out of the city of Kunduz.",
     {("Kunduz", "army", "controls"), ("Kunduz", "Taliban", "lost")}),
    ("The Taliban were driven from the city of Kunduz.", {("Kunduz", "Taliban", "lost")}),
    ("The Taliban lost the city of Kunduz to the army.",
     {("Kunduz", "Taliban", "lost"), ("Kunduz", "army", "controls")}),
    ("The army cleared the city of Marawi of militants.",
     {("Marawi", "army", "controls"), ("Marawi", "militants", "lost")}),
    ("The army retook the city of Omdurman from the Taliban.",
     {("Omdurman", "army", "controls"), ("Omdurman", "Taliban", "lost")}),
    # sieges and contests
    ("Islamic State laid siege to the city of Kobani.", {("Kobani", "Islamic State", "besieged")}),
    ("The city of Kobani is under siege by Islamic State.", {("Kobani", "Islamic State", "besieged")}),
    ("The army and the rebels are fighting for control of the city of Goma.",
     {("Goma", "army", "contested"), ("Goma", "rebels", "contested")}),
    # shares
    ("The army tightened its grip on the city of Aleppo.", {("Aleppo", "army", "controls")}),
    ("The rebels control a third of the city of Raqqa.", {("Raqqa", "rebels", "partial")}),
    ("The rebels control 80 percent of the city of Raqqa.", {("Raqqa", "rebels", "majority")}),
    ("The rebels control 20 percent of the city of Raqqa.", {("Raqqa", "rebels", "partial")}),
    ("The rebels control nearly all of the city of Raqqa.", {("Raqqa", "rebels", "majority")}),
    ("The Houthi-run city of Sanaa was bombed.", {("Sanaa", "Houthis", "controls")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANGED, ids=[c[0][:60] for c in CHANGED])
def test_who_has_a_place_now_and_who_has_it_no_more(read: Read, text: str, expected: set[Row]) -> None:
    assert held(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army lifted the siege of the city of Wau.", id="a siege that ended"),
        pytest.param("The army may drive the Taliban out of the city of Kunduz.", id="only possible"),
        pytest.param("The army did not drive the Taliban out of the city of Kunduz.", id="negated"),
        pytest.param("The rebels denied that the city of Kunduz fell to the army.", id="denied by a source"),
        pytest.param("The prices fell to a record low in the city of Kunduz.", id="what falls is no place"),
    ],
)
def test_what_did_not_happen_changes_nothing(read: Read, text: str) -> None:
    assert held(read(text)) == set()


def test_who_tries_to_take_a_place_from_another_only_seeks_it(read: Read) -> None:
    dossier = read("The army attempted to seize the city of Kunduz from the Taliban.")
    assert held(dossier) == {("Kunduz", "army", "seeks")}


def test_a_change_is_dated_by_the_date_of_its_verb(read: Read) -> None:
    (control,) = read("The city of Sinjar fell to Islamic State in 2014.").control
    assert control.when is not None
    assert (control.when.start, control.when.end) == ("2014-01-01", "2014-12-31")
