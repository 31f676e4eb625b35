"""Who holds which place, how far, and what is said of no place or of nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]
Row = tuple[str, str, str]


def without_article(quote: str) -> str:
    """The words of a mention that name somebody."""
    return quote.removeprefix("The ").removeprefix("the ")


def held(dossier: Dossier) -> set[Row]:
    """(last word of the place, first words for the holder, status)."""
    places = {p.id: p.name for p in dossier.places}
    words = {a.id: without_article(a.mentions[0].quote) for a in dossier.actors}
    return {(places[c.place].split()[-1], words[c.actor], c.status) for c in dossier.control}


STATED: list[tuple[str, set[Row]]] = [
    ("IS-held Raqqa was bombed by the coalition.", {("Raqqa", "IS", "controls")}),
    ("The town of Kidal is controlled by the CSP.", {("Kidal", "CSP", "controls")}),
    ("M23 rebels control the town of Bunagana.", {("Bunagana", "M23 rebels", "controls")}),
    ("The rebels hold the city of Goma.", {("Goma", "rebels", "controls")}),
    ("The city of Goma is in the hands of the M23.", {("Goma", "M23", "controls")}),
    ("The city of Goma is under the control of the M23.", {("Goma", "M23", "controls")}),
    ("The city of Goma is a stronghold of the M23.", {("Goma", "M23", "controls")}),
    ("The army controls most of the city of Omdurman.", {("Omdurman", "army", "majority")}),
    ("Al-Shabaab holds parts of Jilib.", {("Jilib", "Al-Shabaab", "partial")}),
    ("The RSF has encircled El Fasher.", {("Fasher", "RSF", "besieged")}),
    ("A Houthi garrison remains encircled in Hodeidah.", {("Hodeidah", "Houthi", "encircled")}),
    ("The army plans to capture the town of Kidal.", {("Kidal", "army", "seeks")}),
    ("Iraqi forces tried to seize Mosul on Monday.", {("Mosul", "Iraqi forces", "seeks")}),
    ("In the campaign to retake Mosul, Iraqi forces have made progress.", {("Mosul", "Iraqi forces", "seeks")}),
    ("The rebels continue a push towards the capital, Tripoli.", {("Tripoli", "rebels", "seeks")}),
    ("A commander of the Southern Transitional Council, which holds Aden, spoke in Riyadh.",
     {("Aden", "Southern Transitional Council", "controls")}),
    ("The rebels are besieging the city of Wau.", {("Wau", "rebels", "besieged")}),
    # what a capture and a withdrawal imply
    ("Ukrainian troops liberated Robotyne on 28 August 2023.", {("Robotyne", "Ukrainian troops", "controls")}),
    ("The Arakan Army captured the town of Paletwa.", {("Paletwa", "Arakan Army", "controls")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATED, ids=[s[0][:60] for s in STATED])
def test_who_holds_a_place(read: Read, text: str, expected: set[Row]) -> None:
    assert held(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian troops withdrew from Kherson on 11 November 2022.", {("Kherson", "Russian troops", "lost")}),
        (
            "The M23 rebels seized Rubaya on 30 April. The army had withdrawn from Rubaya on 29 April.",
            {("Rubaya", "M23 rebels", "controls"), ("Rubaya", "army", "lost")},
        ),
    ],
)
def test_who_withdraws_from_a_place_has_lost_it(read: Read, text: str, expected: set[Row]) -> None:
    assert held(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army does not control the city of Aden.", id="negated"),
        pytest.param("The army denied that rebels had captured the town of Kidal.", id="denied"),
        pytest.param("Rebels attacked the town of Bria.", id="an attack takes nothing"),
        pytest.param("The army controls its budget.", id="no place"),
        pytest.param("The town of Bria is quiet.", id="no holder"),
        pytest.param("Residents hold the city of Goma dear.", id="residents hold nothing"),
    ],
)
def test_what_nobody_is_said_to_hold_is_no_control(read: Read, text: str) -> None:
    assert held(read(text)) == set()


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("Al-Shabaab holds parts of Jilib.", "parts"),
        ("The army controls most of the city of Omdurman.", "most"),
        ("M23 rebels control the town of Bunagana.", None),
    ],
)
def test_the_extent_is_kept_in_the_texts_words(read: Read, text: str, extent: str | None) -> None:
    (control,) = read(text).control
    assert control.extent == extent


def test_control_quotes_the_words_that_state_it(read: Read) -> None:
    dossier = read("A colonel said M23 rebels control the town of Bunagana.")
    (control,) = dossier.control
    assert control.evidence[0].quote == "M23 rebels control the town of Bunagana"
    assert {c.id for c in dossier.claims} >= set(control.claims)
    assert control.claims


def test_control_told_twice_is_one_record(read: Read) -> None:
    (control,) = read("M23 rebels control the town of Bunagana. M23 rebels hold the town of Bunagana.").control
    assert len(control.evidence) == 2


def test_control_is_dated_by_its_words_else_by_the_report(read: Read) -> None:
    told, silent = read("The army seized the city of Goma on 3 May 2024. Rebels hold the town of Beni.").control
    assert told.when is not None
    assert told.when.start == "2024-05-03"
    assert silent.when is not None
    assert silent.when.basis == "date of publication"
