"""What did not happen, has not yet, or is a figure of speech. The sentences are fiction on real geography."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]


def told(dossier: Dossier) -> set[tuple[str, str]]:
    return {(e.coding.plover, e.status) for e in dossier.events}


@pytest.mark.parametrize(
    ("text", "plover", "status"),
    [
        ("The army managed to take the town of Wau on Monday.", "ASSAULT", "happened"),
        ("The rebels tried to take the town of Wau on Monday.", "ASSAULT", "happened"),
        ("The rebels launched an operation to take the town of Wau on Monday.", "ASSAULT", "happened"),
        ("The army plans to attack rebels in Wau.", "ASSAULT", "planned"),
        ("The army will send troops to Wau.", "MOBILIZE", "planned"),
        ("Kenya is set to deploy police officers to Haiti.", "MOBILIZE", "planned"),
        ("Ethiopia agreed to withdraw its troops from Eritrea.", "RETREAT", "planned"),
        ("Ethiopia is willing to withdraw its troops from Eritrea.", "RETREAT", "planned"),
        ("The army could attack the rebels in Wau.", "ASSAULT", "possible"),
        ("The army did not attack the rebels in Wau.", "ASSAULT", "denied"),
        ("The army refused to withdraw its troops from Wau.", "RETREAT", "denied"),
        ("The army reportedly attacked rebels in Wau.", "ASSAULT", "alleged"),
        ("The rebels are attacking the town of Wau.", "ASSAULT", "ongoing"),
        ("In March 1995 soldiers massacred 40 villagers in Wau.", "ASSAULT", "happened"),
    ],
)
def test_a_happening_has_the_status_that_its_words_give_it(read: Read, text: str, plover: str, status: str) -> None:
    assert (plover, status) in told(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations urged the army to withdraw its troops from Wau.",
        "The rebels demanded the withdrawal of the army from Wau.",
        "The African Union called for talks between the army and the rebels.",
        "The rebels must release the hostages, the government of Mali said.",
    ],
)
def test_what_is_demanded_is_a_request_and_no_event(read: Read, text: str) -> None:
    dossier = read(text)
    assert dossier.events == ()
    assert "REQUEST" in {c.act for c in dossier.claims}


@pytest.mark.parametrize(
    "text",
    [
        "The government of Kenya won its battle against inflation.",
        "The minister attacked the budget in parliament.",
        "The two companies struck a deal on Monday.",
        "France joined the war on drugs.",
        "Rwanda and Uganda fight poverty together.",
        "The book was a bombshell.",
        "We were killing time at the station.",
        "The army continued its fight against the rebels.",
    ],
)
def test_a_figure_of_speech_or_a_lasting_enmity_is_no_event(read: Read, text: str) -> None:
    assert [e for e in read(text).events if e.coding.plover == "ASSAULT"] == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The government of Norway said it will send food to Chad.", "AGREE"),
        ("Norway promised to send food to Chad.", "AGREE"),
        ("The government of Chad said that the rebels must lay down their arms.", "REQUEST"),
        ("Norway suspended its aid to Chad on Monday.", "SANCTION"),
        ("The army lifted the blockade of Wau on Monday.", "RETREAT"),
    ],
)
def test_plover_names_an_announced_act_by_its_announcement(read: Read, text: str, type_: str) -> None:
    from dateline.codebook.announced import plover_types

    assert type_ in plover_types(read(text))


def test_a_report_on_what_others_will_do_is_no_threat(read: Read) -> None:
    dossier = read("The government of Norway said Russia would attack Ukraine.")
    assert {c.act for c in dossier.claims} <= {None}
