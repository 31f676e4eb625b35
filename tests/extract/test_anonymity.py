"""Who must not be named: requests in the wordings of many houses, and what only looks like one. All is fiction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier
from dateline.model.records import Source

Read = Callable[..., Dossier]


def called(dossier: Dossier, words: str) -> list[Source]:
    """The sources whose name or one of whose mentions holds words."""
    return [s for s in dossier.sources if any(words in t for t in (s.name or "", *(m.quote for m in s.mentions)))]


SINGLE = [
    # news agencies
    ("“They burned it,” said a baker, who spoke by telephone and asked that only her first name be used.", "baker"),
    ("A customs clerk, who was not authorised to talk to journalists, said the bridge in Kodok was shut.", "clerk"),
    ("The bridge was mined, said an army engineer who lacked permission to speak to the press.", "engineer"),
    ("“We sank three boats,” said a fisherman who would only be identified by his nickname, Tall Man.", "fisherman"),
    ("A pilot, speaking on the condition that his name and rank not be used, said nobody was left.", "pilot"),
    ("A teacher in Kodok said the school was shelled. The teacher’s name is being withheld for her safety.", "teacher"),
    ("“It was a drone,” said a shopkeeper who is not being named to protect his family.", "shopkeeper"),
    ("A mechanic, whose identity is being withheld for security reasons, said ten trucks passed.", "mechanic"),
    ("A porter told Nile Wire, in return for anonymity, that soldiers had taken the grain.", "porter"),
    ("One diplomat, who was granted anonymity to discuss private talks, said the truce would fail.", "diplomat"),
    ("A guard said on condition of not being named that the depot was looted.", "guard"),
    ("“They came at dawn,” said a miller, too afraid to give his name.", "miller"),
    ("A cook, reluctant to be identified, said soldiers shot the goats.", "cook"),
    ("A tailor who gave only the name Deng for fear of retribution said the market burned.", "tailor"),
    ("A carpenter, who like others requested that his name be left out, said the bridge fell.", "carpenter"),
    ("A trader who insisted that his name be kept out of print said rebels held the mill.", "trader"),
    ("A porter in Kodok who declined to provide his surname said the road was mined.", "porter"),
    ("“The depot was empty,” said a clerk, who asked Nile Wire to withhold her name.", "clerk"),
    ("A boatman agreed to talk as long as he was not identified. “They shot at us,” the boatman said.", "boatman"),
    ("A driver, who did not wish his real name to be published, said four trucks were burned.", "driver"),
    ("A widow spoke to Nile Wire in confidence. She said soldiers had taken her sons.", "widow"),
    ("A farmer, who wants to keep his identity secret, said the well was poisoned.", "farmer"),
    ("A woman in Malakal who asked that her village not be mentioned said her house was burned.", "woman"),
    ("A 31-year-old woman, who asked that her place of residence not be disclosed, said she fled.", "woman"),
    ("A miner who asked that his face not be shown said the pit was bombed.", "miner"),
    ("A nurse in Oicha, who asked not to be named for fear of the army, said ten died.", "nurse"),
    ("“We saw it,” said a shepherd who asked to be called Abu Salim out of fear for his safety.", "shepherd"),
    ("A member of the village council, who wished to go unnamed, said ten died.", "member"),
    ("An intelligence officer speaking on the usual terms of anonymity said ten died.", "officer"),
    ("A former prisoner, whose name Nile Wire is withholding because of threats, said ten died.", "prisoner"),
    ("“Ten died,” a mother of three told Nile Wire on condition that her identity remain confidential.", "mother"),
    ("Two government officials, neither of whom was authorized to discuss the matter, said ten died.", "officials"),
    ("The farmer, identified by his initials only, said ten died.", "farmer"),
    ("A witness, identified here as Witness B to protect her, said ten died.", "witness"),
    ("A hospital worker who was afraid of being identified said ten died.", "worker"),
    ("“Ten died,” said Musa K., who did not want his last name in print.", "Musa"),
    # named in the report all the same
    ("Halima Bakheit* said soldiers burned the mill in Kodok.\n\n*Name changed for her protection.", "Halima"),
    ("“They burned the mill,” said Halima Bakheit*.\n\n* Not her real name.", "Halima"),
    ("Halima (a pseudonym), a trader, said soldiers burned the mill.", "Halima"),
    ("Halima Bakheit, who spoke using a pseudonym, said soldiers burned the mill.", "Halima"),
    ("Halima, whose surname is being withheld, said soldiers burned the mill in Kodok.", "Halima"),
    ("Halima, 40, said soldiers burned the mill. We are using only her first name for her safety.", "Halima"),
    ("Halima, a trader, said soldiers burned the mill. Nile Wire is using only her first name.", "Halima"),
    ("“They burned the mill,” said Halima Bakheit. Nile Wire is not publishing her real name.", "Halima"),
    ("The mill burned, Halima Bakheit, a trader, said. “Please keep my name out of this,” she added.", "Halima"),
    ("“Please don’t write my name,” Halima Bakheit said. Soldiers burned the mill.", "Halima"),
    ("The panel met Halima Bakheit in Kodok; her identity is withheld. Bakheit said it fell.", "Bakheit"),
    ("Rights Monitor is not naming the guard, Halima Bakheit, to protect him. Bakheit said it fell.", "Bakheit"),
    ("Halima Bakheit said soldiers burned the mill. Her full name is being withheld.", "Halima"),
    ("Halima Bakheit, a nurse, said the mill burned.\n\nThe nurse, who asked not to be named, fled.", "Halima"),
    ("A director, who asked not to be named, said 40 died. The director, Halima Bakheit, said it fell.", "Halima"),
    ("A trader said the mill burned. The trader, Halima Bakheit, spoke on condition of anonymity.", "Halima"),
    ("Two nurses who asked not to be named fled. The nurses, Halima Bakheit and Lucia Akol, said ten died.", "Halima"),
    ("The following witness asked that his name not be used: Halima Bakheit. Bakheit said it fell.", "Bakheit"),
    ("Witness (anonymity requested): Halima Bakheit, a baker. He said it fell. Bakheit fled.", "Halima"),
]  # fmt: skip
"""(text, who must be protected)."""


@pytest.mark.parametrize(("text", "who"), SINGLE)
def test_who_asks_not_to_be_named_is_protected(read: Read, text: str, who: str) -> None:
    found = called(read(text), who)
    assert found
    assert all(s.protect and s.anonymity is not None for s in found)


BLANKET = [
    "All names have been changed.",
    "The names of witnesses have been withheld for their security.",
    "Rights Monitor interviewed 19 witnesses. Their names and identifying details have been withheld for fear.",
    "Rights Monitor is withholding the names of all interviewees for their safety.",
    "The identities of those interviewed are not disclosed in this report.",
    "Interviewees are identified by pseudonyms to protect them.",
    "Pseudonyms are used throughout this report.",
    "We have used pseudonyms for all survivors and withheld other identifying information.",
    "The identity of all sources is kept confidential.",
    "Names have been withheld to protect witnesses.",
    "In this report, the names of survivors and their relatives have been replaced with pseudonyms.",
    "Unless otherwise stated, interviews were conducted on condition of anonymity.",
]


@pytest.mark.parametrize("note", BLANKET)
@pytest.mark.parametrize("first", [True, False])
def test_a_statement_for_all_covers_every_private_person_wherever_it_stands(
    read: Read, note: str, *, first: bool
) -> None:
    told = (
        "A herder said soldiers burned the mill. Three villagers said six were taken. “I hid,” said "
        "a trader, 52. The army said in a statement that it fought rebels.\n\n“The army must answer for this,” said "
        "Lucia Gatwech, Sudan researcher at Rights Monitor. Information Minister Joseph Madut denied everything."
    )
    dossier = read(f"{note}\n\n{told}" if first else f"{told}\n\n{note}")
    for who in ("herder", "villagers", "trader"):
        assert [s.protect for s in called(dossier, who)] == [True], who
    for who in ("army", "Lucia Gatwech", "Joseph Madut"):
        assert not any(s.protect for s in called(dossier, who)), who


@pytest.mark.parametrize(
    "note",
    [
        "All names have been changed.",
        "Names have been changed to protect survivors.",
        "Pseudonyms are used throughout.",
    ],
)
def test_where_names_are_changed_those_who_bear_one_are_covered(read: Read, note: str) -> None:
    dossier = read(
        "“They burned the mill,” said Halima, a mother of four. Soldiers killed Deng Makur in Kodok on Monday. Foreign "
        f"Minister Joseph Madut denied it, spokesman Lucia Gatwech said.\n\n{note}"
    )
    assert [s.protect for s in called(dossier, "Halima")] == [True]
    assert not any(s.protect for s in [*called(dossier, "Madut"), *called(dossier, "Gatwech")])
    assert [v.protect for v in dossier.victims if "Deng" in v.name] == [True]


REFUSED = [
    "The names of the dead have not been released, an official said.",
    "The names of the victims were withheld until their families were told, the army said.",
    "Police had been warned through an anonymous tip line, a spokesman said.",
    "Officials did not name the suspect, Nile Wire reported.",
    "Police declined to name the suspect, a witness said.",
    "Residents fled Kodok for fear of reprisals, a nurse said.",
    "Thousands left the town fearing arrest, said an aid worker.",
    "The bodies could not be identified, a doctor said.",
    "The attackers, who could not be identified, fled on motorbikes, a witness said.",
    "The identity of the attackers is being withheld by police, a trader said.",
    "A trader said the army was not allowed to enter the town.",
    "The mayor said the group had changed its name.",
    "The group’s name was changed in 2017, a commander said.",
    "“I was not allowed to speak to my lawyer,” said Halima Bakheit.",
    "Halima Bakheit asked that the wells not be poisoned.",
    "A resident said an anonymous letter had warned them.",
    "The minister said the names of the soldiers were known.",
    "The general said spies had worked under pseudonyms in Kodok.",
    "The men were not identified by the police, a resident said.",
    "Information Minister Joseph Madut spoke openly. He said the base had fallen.",
    "Spokeswoman Halima Bakheit, whose name means hope, said the base had fallen.",
    "The army declined to give their names, a trader said.",
    "A doctor said the ministry had asked that the figures not be published.",
    "The spokesman declined to comment, a reporter said.",
    "Protesters called for the officer to be named, a lawyer said.",
    "The hospital said the identity of 40 bodies had not been established.",
    "The army asked that chemical weapons not be used, a diplomat said.",
    "The name of the village has been changed to Hope, the mayor said.",
    "The government protects the identity of the people, the president said.",
    "Residents said privately owned trucks were burned.",
    "A resident said prisoners were not allowed to talk.",
    "The police chief said officers must not hide their names.",
    "A lawyer said his client was denied permission to speak to the court.",
    "A commander said the truce was agreed on condition that heavy weapons not be used.",
    "A doctor said the wounded did not want to be photographed.",
    "“We fear reprisals,” the mayor said.",
    "The town was renamed against the background of war, a teacher said.",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_request_of_a_source_protects_nobody(read: Read, text: str) -> None:
    assert [s.description for s in read(text).sources if s.protect] == []


@pytest.mark.parametrize(
    ("text", "who", "open_"),
    [
        ("A nurse who asked not to be named said ten died. A trader said the road was cut.", "nurse", "trader"),
        ("The mayor said a nurse who asked not to be named had treated ten people.", "nurse", "mayor"),
        ("An official said ten died, while a nurse who declined to be named said 40 died.", "nurse", "official"),
        ("Halima Bakheit, who asked not to be named, blamed Gen. Joseph Madut. Madut denied it.", "Halima", "Madut"),
        ("A guard spoke on condition of anonymity. Mayor Lucia Gatwech said nobody had been shot.", "guard", "Lucia"),
    ],
)  # fmt: skip
def test_a_request_is_theirs_who_made_it_and_nobody_elses(read: Read, text: str, who: str, open_: str) -> None:
    dossier = read(text)
    assert [s.protect for s in called(dossier, who)] == [True]
    assert not any(s.protect for s in called(dossier, open_))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A nurse, who asked not to be named for fear of reprisals, said ten died.", "for fear of reprisals"),
        ("A nurse asked not to be named because she feared the army. She fled.", "because she feared the army"),
        ("Fearing arrest, a nurse who asked not to be named said ten died.", "Fearing arrest"),
        ("A clerk who was not authorised to speak to the media said it fell.", "not authorised to speak to the media"),
        ("A clerk spoke on condition of anonymity because he was not authorised to speak to reporters. He fled.",
         "because he was not authorised to speak to reporters"),
        ("A guard spoke on condition of anonymity, citing the sensitivity of the matter. He said ten died.",
         "citing the sensitivity of the matter"),
        ("A nurse said ten died. Her name is being withheld for her safety.", "for her safety"),
        ("A guard who is not being named to protect his family said ten died.", "to protect his family"),
        ("A nurse, who asked not to be named, said ten died.", None),
        ("A nurse, who asked not to be named, said ten died because the army shelled the ward.", None),
    ],
)  # fmt: skip
def test_the_reason_is_the_reports_own_words(read: Read, text: str, reason: str | None) -> None:
    source = next(s for s in read(text).sources if s.protect)
    assert source.anonymity is not None
    assert source.anonymity.reason == reason
    assert reason is None or reason in [e.quote for e in source.anonymity.evidence]


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        ("Soldiers killed Deng Makur (not his real name) in Kodok on Monday.", True),
        ("Soldiers arrested Halima Bakheit in Kodok. Her name has been changed.", True),
        ("Soldiers wounded Halima Bakheit in Kodok. “They shot me,” said Bakheit, who asked not to be named.", True),
        ("Soldiers killed Deng Makur in Kodok on Monday.", False),
        ("Soldiers killed Deng Makur in Kodok, said a nurse who asked not to be named.", False),
        (
            "Soldiers killed Colonel Joseph Madut in Kodok on Monday.\n\nAll names of survivors have been changed.",
            False,
        ),
    ],
)
def test_a_victim_whose_name_is_not_to_be_told_is_protected(read: Read, text: str, *, protected: bool) -> None:
    (victim,) = read(text).victims
    assert victim.protect is protected


def test_who_asks_in_a_transcript_is_protected_under_his_own_name(read: Read) -> None:
    dossier = read(
        "MR. DENG: Soldiers came to Bria at night.\n\nTHE CHAIRMAN: Who sent them?\n\n"
        "MR. DENG: The army. I ask that you not publish my name.\n\nMS. OKELLO: They killed four men."
    )
    assert {s.name: s.protect for s in dossier.sources if s.kind == "named"} == {"DENG": True, "OKELLO": False}
