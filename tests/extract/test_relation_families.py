"""Families of words that state a relation: modifiers, adjectives, nouns, gifts, lists, commands, offices, time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]
Triple = tuple[str, str, str]


def triples(dossier: Dossier) -> set[Triple]:
    """(name of the subject, predicate, name of the object)."""
    name = {a.id: a.name for a in dossier.actors}
    return {(name[r.subject], r.predicate, name[r.object]) for r in dossier.relations}


STATED: list[tuple[str, Triple]] = [
    # modifiers and adjectives
    ("Turkish- and Qatari-backed rebels attacked the army near Idlib.",
     ("Turkey", "backs", "Turkish- and Qatari-backed rebels")),
    ("The Aden Battalion, loyal to the Yemeni government, attacked the Houthis near Taiz.",
     ("Aden Battalion", "allied_with", "Yemeni government")),
    ("Al-Shabaab, which is linked to al-Qaeda, attacked soldiers in Mogadishu.",
     ("al-Shabaab", "allied_with", "al-Qaida")),
    ("The counter-ISIL coalition met in Paris. ISIL attacked soldiers near Mosul.",
     ("Combined Joint Task Force - Operation Inherent Resolve", "opposes", "Islamic State")),
    # nouns
    ("France announced support for the Malian army.", ("France", "backs", "Malian Armed Forces")),
    ("Talks between the Colombian government and the FARC resumed.",
     ("Colombian government", "negotiates_with", "Revolutionary Armed Forces of Colombia")),
    ("The government and the rebels held peace talks in Doha.", ("government", "negotiates_with", "rebels")),
    ("The alliance between Hezbollah and the Houthis broke down.", ("Hezbollah", "allied_with", "Houthis")),
    ("Ethiopia's war with the TPLF ended.", ("Ethiopia", "opposes", "Tigray People's Liberation Front")),
    ("Hezbollah, an ally of Syria, attacked soldiers.", ("Hezbollah", "allied_with", "Syria")),
    ("The army's rival, the RSF, took the city of Nyala.", ("Rapid Support Forces", "opposes", "army")),
    ("Hezbollah, a proxy of Iran, attacked soldiers.", ("Iran", "backs", "Hezbollah")),
    ("President Omar Barre backs the Taliban.", ("Omar Barre", "backs", "Taliban")),
    # gifts
    ("Russia supplied the Malian army with drones.", ("Russia", "arms", "Malian Armed Forces")),
    ("Russia supplied drones to the Malian army.", ("Russia", "arms", "Malian Armed Forces")),
    ("The Malian army received training from Russia.", ("Russia", "trains", "Malian Armed Forces")),
    ("Iran gave sanctuary to al-Qaeda fighters.", ("Iran", "hosts", "al-Qaida")),
    ("The militia pledged allegiance to Islamic State.", ("militia", "allied_with", "Islamic State")),
    # lists, commands, sides
    ("The coalition comprises the Taliban and Hezbollah.", ("Taliban", "member_of", "coalition")),
    ("Members of the coalition include France, Jordan and Canada.", ("Jordan", "member_of", "coalition")),
    ("Rebels under the command of General Musa Tarek attacked the Taliban.", ("Musa Tarek", "leads", "Rebels")),
    ("The Taliban fought with Hezbollah against the army.", ("Taliban", "fights_with", "Hezbollah")),
    ("The Taliban fought with Hezbollah near Kunduz.", ("Taliban", "opposes", "Hezbollah")),
    ("Gunmen attacked the army near Bria.", ("Gunmen", "opposes", "army")),
    # offices
    ("Somali soldiers fled. A Somali general, Omar Barre, was killed.", ("Omar Barre", "role_in", "Somali soldiers")),
    ("A Taliban fighter, Omar Barre, was killed by soldiers.", ("Omar Barre", "member_of", "Taliban")),
    ("Omar Barre, commander of the Taliban, met the army.", ("Omar Barre", "leads", "Taliban")),
    ("Omar Barre, a commander of the Taliban, met the army.", ("Omar Barre", "role_in", "Taliban")),
    ("The Somali leader Omar Barre met the rebels.", ("Omar Barre", "leads", "Somalia")),
    ("Paul Mbeki of Amnesty International said soldiers attacked the rebels.",
     ("Paul Mbeki", "role_in", "Amnesty International")),
    ("Interior Minister Paul Mbeki fled after rebels attacked the Interior Ministry in Bangui.",
     ("Paul Mbeki", "role_in", "Interior Ministry")),
    ("Somalia and Somali troops are at war with al-Shabaab. President Omar Barre fled Mogadishu.",
     ("Omar Barre", "leads", "Somalia")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATED, ids=[s[0][:60] for s in STATED])
def test_words_of_each_family_state_a_relation(read: Read, text: str, expected: Triple) -> None:
    assert expected in triples(read(text))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        pytest.param("Rwanda denied that it backs the M23.", "backs", id="denied by a source"),
        pytest.param("Hezbollah is not an ally of Syria.", "allied_with", id="negated"),
        pytest.param("France may give weapons to the Malian army.", "arms", id="only possible"),
        pytest.param("Talks on the Colombian government resumed.", "negotiates_with", id="talks about somebody"),
        pytest.param("A Sudanese pilot, Omar Barre, attacked rebels.", "role_in", id="a nationality"),
        pytest.param("A spokesman for the Taliban said the army attacked rebels.", "role_in", id="a voice is nobody"),
        pytest.param("Sgt. Paul Mbeki, who was supporting the coalition, was killed.", "backs", id="a soldier's work"),
        pytest.param("Jets hit the town in support of the Taliban, Paul Mbeki said.", "backs", id="who tells of help"),
    ],
)
def test_what_is_no_statement_of_it_is_no_relation(read: Read, text: str, refused: str) -> None:
    assert refused not in {r.predicate for r in read(text).relations}


def test_two_presidents_do_not_lead_one_state(read: Read) -> None:
    dossier = read(
        "Somalia and Somali troops are at war with al-Shabaab in Mogadishu. President Omar Barre fled. Barre is ill. "
        "President Paul Mbeki called him."
    )
    assert {s for s, p, _ in triples(dossier) if p == "leads"} == {"Omar Barre"}


def test_who_appoints_a_leader_does_not_lead(read: Read) -> None:
    dossier = read("President Omar Barre named Salem to lead the Taliban.")
    assert "Omar Barre" not in {s for s, p, _ in triples(dossier) if p == "leads"}


def test_a_stated_friendship_outweighs_an_enmity_worked_out_from_an_event(read: Read) -> None:
    dossier = read("France backs the Malian army. French jets hit the Malian army near Gao by mistake.")
    assert {p for _, p, _ in triples(dossier)} == {"backs"}


def test_who_is_out_to_take_a_place_opposes_whom_the_report_says_to_hold_it(read: Read) -> None:
    dossier = read("The city of Goma is controlled by the M23. The Congolese army plans to capture the city of Goma.")
    opposed = [r for r in dossier.relations if r.predicate == "opposes"]
    assert [r.origin.rule for r in opposed] == ["seeks what another holds"]


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        ("Rwanda has backed the M23 since 2021.", "backs", ("since 2021", "2021-01-01", "2024-05-26")),
        ("Omar Barre defected from the army to the Taliban in 2019.", "member_of", ("2019", None, "2019-01-01")),
        ("Omar Barre, a former commander of the Taliban, fled the army.", "role_in", ("former", None, "2024-05-26")),
        ("Rwanda backs the M23.", "backs", None),
    ],
)
def test_a_relation_is_dated_where_its_words_are(
    read: Read, text: str, predicate: str, expected: tuple[str, str | None, str | None] | None
) -> None:
    relation = next(r for r in read(text).relations if r.predicate == predicate)
    assert (relation.when and (relation.when.text, relation.when.start, relation.when.end)) == expected


def test_what_is_over_has_no_day_where_the_report_has_none(read: Read) -> None:
    (relation,) = read("Omar Barre, a former commander of the Taliban, spoke.", None).relations
    assert relation.when is not None
    assert (relation.when.text, relation.when.end, relation.when.precision) == ("former", None, "unknown")


def test_whose_attack_somebody_leads_is_not_led_by_him(read: Read) -> None:
    dossier = read("The Taliban shelled Kunduz. Their attack, led by Omar Barre, killed two soldiers.")
    assert "leads" not in {p for _, p, _ in triples(dossier)}


def test_help_from_the_air_backs_both_who_fight_side_by_side(read: Read) -> None:
    dossier = read("The Taliban are fighting alongside Hezbollah in Kunduz, with air support from the coalition.")
    assert {o for _, p, o in triples(dossier) if p == "backs"} == {"Taliban", "Hezbollah"}
