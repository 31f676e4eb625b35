"""Happenings told in the passive, without a doer, or by a word that is something else elsewhere (fiction)."""

from __future__ import annotations

import pytest

from dateline.model.dossier import Dossier
from dateline.model.records import Event
from tests.conftest import Read


def coded(event: Event) -> tuple[str, str | None]:
    return event.coding.plover, event.coding.plover_mode


def who(dossier: Dossier, event: Event, *roles: str) -> set[str]:
    names = {a.id: a.name for a in dossier.actors}
    return {names[w.actor] for w in event.who if w.role in roles}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soldiers came to Bambari. Four villagers were taken into the bush on Monday.", ("ASSAULT", "abduct")),
        ("Rebels came to Bambari. Two teachers were taken at gunpoint on Monday.", ("ASSAULT", "abduct")),
        ("Rebels came to Bambari. Hundreds of residents were forced to leave on Monday.", ("COERCE", "deport")),
        ("Rebels are in Bambari. UNICEF distributed vaccines in the town on Monday.", ("AID", None)),
        ("Rebels are in Bambari. Nine rockets were fired at Bambari on Monday.", ("ASSAULT", "heavy-weapons")),
        ("Rebels are in Bambari. Mortar rounds landed on the market on Monday.", ("ASSAULT", "heavy-weapons")),
        ("Rebels attacked Bambari. Shells fell on the market on Tuesday.", ("ASSAULT", "heavy-weapons")),
        ("The Ukrainian Air Force shot down 31 of 40 drones over Odesa on Monday.", ("ASSAULT", "heavy-weapons")),
        ("The ELN declared an armed strike in Arauca on Monday.", ("COERCE", "restrict")),
        ("Armed gangs attacked a police station in Gonaïves on Monday.", ("ASSAULT", None)),
    ],
)
def test_what_is_told_without_its_doer_is_found(read: Read, text: str, expected: tuple[str, str | None]) -> None:
    assert expected in [coded(e) for e in read(text).events]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Soldiers came to Bambari. Four villagers were taken into account on Monday.", ("ASSAULT", "abduct")),
        ("Rebels beheaded a guard at a gold mine near Pemba on Monday.", ("ASSAULT", "explosives")),
        ("Rebels are in Bambari. A plane landed on the airstrip on Monday.", ("ASSAULT", "heavy-weapons")),
        ("Protesters attacked police stations in Gonaïves on Monday.", ("COERCE", "restrict")),
    ],
)
def test_a_word_that_means_something_else_there_is_no_such_happening(
    read: Read, text: str, refused: tuple[str, str | None]
) -> None:
    assert refused not in [coded(e) for e in read(text).events]


def test_to_condemn_violence_is_not_to_do_it(read: Read) -> None:
    dossier = read("Rebels shelled Bambari on Monday. Ursula Example, the EU envoy, condemned all violence in Bambari.")
    assert not [e for e in dossier.events if "Ursula Example" in who(dossier, e, "actor", "side_a", "side_b")]


def test_a_head_of_cattle_is_no_person(read: Read) -> None:
    dossier = read("Armed men attacked Djibo on Monday, killing 6 people and stealing 250 head of cattle.")
    assert "head" not in {a.name for a in dossier.actors}
    assert [d.best for e in dossier.events for d in e.deaths] == [6.0]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Two thieves were lynched by residents in Jacmel on Monday and their bodies burned.", "residents", "actor"),
        (
            "The governor Idris Example was detained and killed hours after rebels entered Nyala.",
            "Idris Example",
            "recipient",
        ),
        ("The BBC said shelling by the Syrian army killed five civilians in Idlib on Monday.", "Syrian army", "actor"),
    ],
)
def test_who_suffers_does_not_do_it(read: Read, text: str, name: str, role: str) -> None:
    dossier = read(text)
    fatal = [e for e in dossier.events if e.deaths]
    doers = {n for e in fatal for n in who(dossier, e, "actor")}
    assert fatal
    if role == "actor":
        assert len(doers) == 1
        assert "BBC" not in doers
        assert "Two thieves" not in doers
    else:
        assert name not in doers
        assert any(name in who(dossier, e, "recipient") for e in fatal)


def test_what_happened_next_to_the_attacker_is_a_happening_of_its_own(read: Read) -> None:
    dossier = read(
        "A Palestinian stabbed a passer-by in Haifa on Monday, wounding three men, before he was shot dead by police."
    )
    actor = next(a for a in dossier.actors if a.name == "Palestinian")
    assert actor.kind == "person"
    shot = [e for e in dossier.events if e.deaths]
    assert len(shot) == 1
    assert who(dossier, shot[0], "recipient") == {"Palestinian"}


@pytest.mark.parametrize(
    ("item", "kept"),
    [
        ("KIRKUK - Gunmen killed two guards in Kirkuk on Thursday.", "Gunmen"),
        ("RED CROSS staff and gunmen met in Kirkuk on Thursday.", None),
    ],
)
def test_an_item_of_a_round_up_has_a_dateline_of_its_own(read: Read, item: str, kept: str | None) -> None:
    text = (
        f"BAGHDAD, May 24 2024 - These are the events of the day.\n\nMOSUL - A bomb killed a man in Mosul.\n\n{item}\n"
    )
    dossier = read(text)
    datelines = [dossier.document.text[s.start : s.end] for s in dossier.document.sections if s.kind == "dateline"]
    assert "MOSUL -" in datelines
    assert ("KIRKUK -" in datelines) == (kept is not None)
    assert kept is None or kept in {a.name for a in dossier.actors}


@pytest.mark.parametrize(
    ("text", "did", "refused"),
    [
        (
            (
                "Soldiers entered Djibo on Monday. Four men were taken away by soldiers, said a farmer.\n\n"
                '"They asked where the fighters were. Nobody answered. Then they began to shoot," he said.'
            ),
            "Soldiers",
            {"fighters", "men"},
        ),
        (
            (
                "Refugees in Nazran said Russian warplanes bombed Shatoy on Friday. "
                '"We waved a white flag and they shelled the bus," said Zara Example, 44.'
            ),
            "Russian warplanes",
            {"Refugees"},
        ),
        (
            'Fighters attacked Djibo on Monday. "My two brothers were killed. They burned the market," a woman said.',
            "Fighters",
            {"brothers"},
        ),
        ("Rebels attacked Djibo on Monday. They killed two teachers.", "Rebels", set()),
    ],
)
def test_they_are_neither_the_speaker_nor_the_dead(read: Read, text: str, did: str, refused: set[str]) -> None:
    dossier = read(text)
    last = max(dossier.events, key=lambda e: max(x.start for x in e.evidence))
    assert who(dossier, last, "actor") == {did}
    assert not who(dossier, last, "actor") & refused


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        (
            "Rebels are in Goma. Humanitarian flights to Goma were suspended on Friday.",
            ("SANCTION", "discontinue"),
            True,
        ),
        ("Rebels are in Goma. Ferry trips to Goma were suspended on Friday.", ("SANCTION", "discontinue"), False),
        ("Rebels fled Goma. A convoy of 12 military vehicles entered Goma on Friday.", ("MOBILIZE", "troops"), True),
        ("Rebels fled Goma. A convoy of 12 food trucks entered Goma on Friday.", ("MOBILIZE", "troops"), False),
        ("Rebels are in Goma. The prefect said 44 clashes took place last week.", ("ASSAULT", None), True),
        ("Rebels are in Goma. The prefect spoke of clashes of opinion last week.", ("ASSAULT", None), False),
    ],
)
def test_a_happening_that_nobody_is_named_for_counts_where_its_words_are_plain(
    read: Read, text: str, expected: tuple[str, str | None], *, found: bool
) -> None:
    assert (expected in [coded(e) for e in read(text).events]) is found


def test_a_force_is_not_called_by_its_machines(read: Read) -> None:
    dossier = read("Russian forces shelled Kupiansk on Monday. Russian warplanes bombed Izium on Tuesday.")
    assert "Russian forces" in {a.name for a in dossier.actors}


@pytest.mark.parametrize(
    ("text", "media"),
    [("Safa said rebels shelled Hebron on Monday.", True), ("Rebels shelled Umm Safa on Monday.", False)],
)
def test_the_last_word_of_a_place_is_no_outlet(read: Read, text: str, *, media: bool) -> None:
    assert ("media" in {a.kind for a in read(text).actors}) is media


def test_who_fires_is_the_doer_of_what_somebody_died_of(read: Read) -> None:
    dossier = read("A teenager died when government forces fired pellets at protesters in Shopian on Sunday.")
    assert [who(dossier, e, "actor") for e in dossier.events] == [{"government forces"}]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The ombudsman's office warned of attacks. Talks between the government and the ELN were held.", "government"),
        ("The Tuvalu government met. Talks between the government and the ELN were held.", "Tuvalu government"),
    ],
)
def test_the_government_is_no_office_that_was_named_last(read: Read, text: str, side: str) -> None:
    dossier = read("The ELN killed a leader in Tumaco on Monday. " + text)
    talks = next(e for e in dossier.events if e.coding.plover == "CONSULT")
    assert side in who(dossier, talks, "side_a", "side_b", "actor", "recipient")


def test_the_group_that_counts_attacks_is_no_armed_one(read: Read) -> None:
    dossier = read(
        "The Blue Nile monitoring group counted 41 attacks in Damazin. The group said 90 people were killed."
    )
    assert not [a for a in dossier.actors if a.kind in {"rebel group", "militia"}]
