"""Events end to end: who did what to whom, where, when, with what toll, and what is no event at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from dateline.model.dossier import Dossier
from dateline.model.records import Event

Read = Callable[..., Dossier]

CLASH = "Battles/Armed clash"
SEIZED, REGAINED = "Battles/Non-state actor overtakes territory", "Battles/Government regains territory"
AIR = "Explosions/Remote violence/Air/drone strike"
SHELLS = "Explosions/Remote violence/Shelling/artillery/missile attack"
IED = "Explosions/Remote violence/Remote explosive/landmine/IED"
SUICIDE = "Explosions/Remote violence/Suicide bomb"
CIVILIANS, ABDUCTION = "Violence against civilians/Attack", "Violence against civilians/Abduction/forced disappearance"
PROTEST, DISPERSED = "Protests/Peaceful protest", "Protests/Protest with intervention"
AGREED, ARRESTS = "Strategic developments/Agreement", "Strategic developments/Arrests"
BURNED, OTHER = "Strategic developments/Looting/property destruction", "Strategic developments/Other"

Toll = tuple[str, float | None, float | None, float | None]
"""Of whom, low, high, best."""


@dataclass(frozen=True)
class Told:
    """What one event is expected to say. Names are the last words of a name, so that it does not matter here whether
    "three soldiers" and "the town of Wau" keep their first words."""

    plover: str
    acled: str | None
    status: str = "happened"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    start: str | None = None
    deaths: tuple[Toll, ...] = ()


ONE_EVENT: list[tuple[str, Told]] = [
    # territory
    ("Rapid Support Forces fighters seized the town of Wad Madani on 18 December 2023.",
     Told("ASSAULT", SEIZED, actors=("Rapid Support Forces",), place="Wad Madani", start="2023-12-18")),
    ("The Arakan Army captured the town of Paletwa on 14 January 2024.",
     Told("ASSAULT", SEIZED, actors=("Arakan Army",), place="Paletwa", start="2024-01-14")),
    ("The Taliban captured Kunduz from government forces in August 2021.",
     Told("ASSAULT", SEIZED, actors=("Taliban",), recipients=("government forces",), place="Kunduz",
          start="2021-08-01")),
    ("Ukrainian troops liberated Robotyne on 28 August 2023.",
     Told("ASSAULT", REGAINED, actors=("Ukrainian troops",), place="Robotyne", start="2023-08-28")),
    ("Soldiers captured the city of Goma on Monday.",
     Told("ASSAULT", REGAINED, actors=("Soldiers",), place="Goma", start="2024-05-20")),
    # from the air
    ("Russian airstrikes on a market in Kharkiv killed 11 civilians on Saturday.",
     Told("ASSAULT", AIR, actors=("Russia",), recipients=("civilians",), place="Kharkiv", start="2024-05-25",
          deaths=(("civilians", 11, 11, 11),))),
    ("The Myanmar military carried out an airstrike on a school in Demoso on Friday.",
     Told("ASSAULT", AIR, actors=("Tatmadaw",), place="Demoso", start="2024-05-24")),
    ("Several civilians were killed in an airstrike on Idlib on Monday.",
     Told("ASSAULT", AIR, recipients=("civilians",), place="Idlib", start="2024-05-20",
          deaths=(("civilians", 3, None, None),))),
    ("Dozens of civilians were killed when the Sudanese air force bombed a market in Kutum on 3 May.",
     Told("ASSAULT", AIR, actors=("Sudanese air force",), recipients=("civilians",), place="Kutum",
          start="2024-05-03", deaths=(("civilians", 24, None, None),))),
    # shells, rockets, mines, bombs
    ("The army shelled the city of Omdurman on Saturday, wounding nine civilians.",
     Told("ASSAULT", SHELLS, actors=("army",), recipients=("civilians",), place="Omdurman", start="2024-05-25")),
    ("Russian forces shelled Kherson on Tuesday, killing two people.",
     Told("ASSAULT", SHELLS, actors=("Russian forces",), recipients=("people",), place="Kherson", start="2024-05-21",
          deaths=(("people", 2, 2, 2),))),
    ("The Houthis fired a missile at a tanker in the Gulf of Aden on Saturday.",
     Told("ASSAULT", SHELLS, actors=("Houthis",), place="Gulf of Aden", start="2024-05-25")),
    ("A roadside bomb killed three soldiers near the town of Kidal on 2 May.",
     Told("ASSAULT", IED, recipients=("soldiers",), place="Kidal", start="2024-05-02",
          deaths=(("soldiers", 3, 3, 3),))),
    ("Two Kenyan police officers were killed when their vehicle hit an IED near Mandera on Thursday.",
     Told("ASSAULT", IED, recipients=("Kenyan police officers",), place="Mandera", start="2024-05-23",
          deaths=(("Kenyan police officers", 2, 2, 2),))),
    ("A car bomb exploded near a police station in Kandahar on Monday, killing eight policemen.",
     Told("ASSAULT", IED, recipients=("policemen",), place="Kandahar", start="2024-05-20",
          deaths=(("policemen", 8, 8, 8),))),
    ("A suicide bombing by al-Shabaab killed 12 soldiers in Mogadishu on Friday.",
     Told("ASSAULT", SUICIDE, actors=("al-Shabaab",), recipients=("soldiers",), place="Mogadishu", start="2024-05-24",
          deaths=(("soldiers", 12, 12, 12),))),
    # on the ground
    ("JNIM fighters killed 17 soldiers in an ambush near Djibo on 12 April.",
     Told("ASSAULT", CLASH, actors=("Jama'at Nusrat al-Islam wal-Muslimin",), recipients=("soldiers",), place="Djibo",
          start="2024-04-12", deaths=(("soldiers", 17, 17, 17),))),
    ("Fano militiamen ambushed Ethiopian troops near Gondar on Monday. Seven soldiers were killed in the ambush.",
     Told("ASSAULT", CLASH, actors=("Fano",), recipients=("Ethiopian troops",), place="Gondar", start="2024-05-20",
          deaths=(("Ethiopian troops", 7, 7, 7),))),
    ("The army was attacked by rebels in Mutwanga on Thursday.",
     Told("ASSAULT", CLASH, actors=("rebels",), recipients=("army",), place="Mutwanga", start="2024-05-23")),
    ("Boko Haram fighters attacked the village of Zabarmari on Saturday and killed 43 farmers.",
     Told("ASSAULT", CIVILIANS, actors=("Boko Haram",), recipients=("farmers",), place="Zabarmari",
          start="2024-05-25", deaths=(("farmers", 43, 43, 43),))),
    ("At least 40 people were killed in an attack on the village of Ogossagou on Saturday.",
     Told("ASSAULT", CIVILIANS, recipients=("people",), place="Ogossagou", start="2024-05-25",
          deaths=(("people", 40, None, 40),))),
    ("Up to 30 rebels were killed in a raid by the Ugandan army near Beni on Saturday.",
     Told("ASSAULT", CLASH, actors=("Uganda People's Defence Force",), recipients=("rebels",), place="Beni",
          start="2024-05-25", deaths=(("rebels", None, 30, None),))),
    ("Wagner fighters and Malian soldiers killed 300 civilians in Moura in March 2022.",
     Told("ASSAULT", CIVILIANS, actors=("Wagner Group", "Malian soldiers"), recipients=("civilians",), place="Moura",
          start="2022-03-01", deaths=(("civilians", 300, 300, 300),))),
    ("The rebels executed three prisoners in Bukavu on 5 May 2024.",
     Told("ASSAULT", CIVILIANS, actors=("rebels",), recipients=("prisoners",), place="Bukavu", start="2024-05-05",
          deaths=(("prisoners", 3, 3, 3),))),
    # held, freed, driven out
    ("Malian soldiers arrested 20 men in Moura on Tuesday.",
     Told("COERCE", ARRESTS, actors=("Malian soldiers",), recipients=("men",), place="Moura", start="2024-05-21")),
    ("ADF rebels kidnapped six women in Beni on 4 March.",
     Told("ASSAULT", ABDUCTION, actors=("Allied Democratic Forces",), recipients=("women",), place="Beni",
          start="2024-03-04")),
    ("The ELN released three hostages in Catatumbo on Saturday.",
     Told("RETREAT", OTHER, actors=("National Liberation Army",), recipients=("hostages",), place="Catatumbo",
          start="2024-05-25")),
    # movements
    ("Wagner fighters withdrew from Tinzaouaten on 28 July 2023.",
     Told("RETREAT", OTHER, actors=("Wagner Group",), place="Tinzaouaten", start="2023-07-28")),
    ("Russian forces advanced towards Avdiivka on Tuesday.",
     Told("MOBILIZE", OTHER, actors=("Russian forces",), place="Avdiivka", start="2024-05-21")),
    ("The RSF has encircled El Fasher.",
     Told("COERCE", OTHER, actors=("Rapid Support Forces",), place="El Fasher")),
    ("The rebels are besieging the city of Wau.",
     Told("COERCE", OTHER, "ongoing", actors=("rebels",), place="Wau")),
    # words and crowds
    ("The army and the Rapid Support Forces signed a ceasefire agreement in Jeddah on 11 May 2023.",
     Told("AGREE", AGREED, actors=("army",), recipients=("Rapid Support Forces",), place="Jeddah", start="2023-05-11")),
    ("Israel and Hamas resumed talks in Cairo on Monday.",
     Told("CONSULT", OTHER, actors=("Israel",), recipients=("Hamas",), place="Cairo", start="2024-05-20")),
    ("Thousands of protesters took to the streets of Khartoum on Saturday.",
     Told("PROTEST", PROTEST, actors=("protesters",), place="Khartoum", start="2024-05-25")),
    ("Kenyan police fired tear gas at protesters in Nairobi on Tuesday.",
     Told("ASSAULT", DISPERSED, actors=("Kenyan police",), recipients=("protesters",), place="Nairobi",
          start="2024-05-21")),
    ("The World Food Programme delivered food to rebel-held Nyala on Tuesday, the army said.",
     Told("AID", OTHER, actors=("World Food Programme",), place="Nyala", start="2024-05-21")),
    ("Militiamen torched homes in the village of Ardamata on 5 November 2023.",
     Told("ASSAULT", BURNED, actors=("Militiamen",), place="Ardamata", start="2023-11-05")),
    # parsers and idioms
    ("The coalition carried out airstrikes on IS targets in Mosul on Monday.",
     Told("ASSAULT", AIR, actors=("coalition",), recipients=("Islamic State",), place="Mosul", start="2024-05-20")),
    ("The Saudi military launched air strikes against the rebels on Monday.",
     Told("ASSAULT", AIR, actors=("Saudi military",), recipients=("rebels",), start="2024-05-20")),
    ("Rebels attacked a Unicef convoy near Goma on Monday.",
     Told("ASSAULT", CIVILIANS, actors=("Rebels",), recipients=("UN Children's Fund",), place="Goma",
          start="2024-05-20")),
    ("Rebels laid siege to the headquarters of the United Nations Operation in Somalia.",
     Told("COERCE", OTHER, actors=("Rebels",), recipients=("United Nations Operation in Somalia",))),
    ("Unicef has pulled out its international staff from the port of Kismayo, rebels said.",
     Told("RETREAT", OTHER, actors=("UN Children's Fund",), place="port of Kismayo")),
    ("The rebels continued their push towards the capital, Tripoli, on Monday.",
     Told("MOBILIZE", OTHER, "ongoing", actors=("rebels",), place="Tripoli", start="2024-05-20")),
    ("About 500 Kenyan soldiers have gone into Goma since Monday.",
     Told("MOBILIZE", OTHER, actors=("Kenyan soldiers",), place="Goma", start="2024-05-20")),
    # not, or not yet, or perhaps
    ("The army is preparing an offensive against the ADF in Ituri.",
     Told("ASSAULT", CLASH, "planned", actors=("army",), recipients=("Allied Democratic Forces",), place="Ituri")),
    ("The Ukrainian army will attack the town of Tokmak, a general said.",
     Told("ASSAULT", CLASH, "planned", actors=("Armed Forces of Ukraine",), place="Tokmak")),
    ("The army denied that it had bombed the hospital in Kunduz.",
     Told("ASSAULT", AIR, "denied", actors=("army",), place="Kunduz")),
    ("The Houthis may attack ships in the Red Sea.",
     Told("ASSAULT", CLASH, "possible", actors=("Houthis",), place="Red Sea")),
    ("The army could storm Bakhmut within days.",
     Told("ASSAULT", CLASH, "possible", actors=("army",), place="Bakhmut")),
    ("Ukrainian forces are attacking Russian positions near Robotyne.",
     Told("ASSAULT", CLASH, "ongoing", actors=("Ukrainian forces",), recipients=("Russia",), place="Robotyne")),
]  # fmt: skip


def names(dossier: Dossier, event: Event, *roles: str) -> list[str]:
    name = {a.id: a.name for a in dossier.actors}
    return [name[w.actor] for w in event.who if w.role in roles]


def place(dossier: Dossier, event: Event) -> str | None:
    return next((p.name for p in dossier.places if event.where and p.id == event.where.place), None)


def tolls(dossier: Dossier, event: Event) -> list[Toll]:
    name = {a.id: a.name for a in dossier.actors}
    return [(name.get(t.of, t.of), t.low, t.high, t.best) for t in event.deaths]


def ends(found: list[str], expected: tuple[str, ...]) -> bool:
    return len(found) == len(expected) and all(sum(f.endswith(e) for f in found) == 1 for e in expected)


@pytest.mark.parametrize(("text", "told"), ONE_EVENT, ids=[t[0][:60] for t in ONE_EVENT])
def test_one_short_text_tells_one_event(read: Read, text: str, told: Told) -> None:
    dossier = read(text)
    (event,) = dossier.events
    assert (event.coding.plover, event.coding.acled, event.status) == (told.plover, told.acled, told.status)
    assert ends(names(dossier, event, "actor", "side_a"), told.actors)
    assert ends(names(dossier, event, "recipient", "side_b"), told.recipients)
    where = place(dossier, event)
    assert (where or "").endswith(told.place or "")
    assert (where is None) is (told.place is None)
    assert (event.when.start if event.when else None) == told.start
    found = tolls(dossier, event)
    assert [t[1:] for t in found] == [t[1:] for t in told.deaths]
    assert ends([t[0] for t in found], tuple(t[0] for t in told.deaths))


@pytest.mark.parametrize(("text", "told"), ONE_EVENT, ids=[t[0][:60] for t in ONE_EVENT])
def test_an_event_quotes_the_words_that_tell_it(read: Read, text: str, told: Told) -> None:
    dossier = read(text)
    (event,) = dossier.events
    for e in (*event.evidence, *(e for w in event.who for e in w.evidence)):
        assert dossier.document.text[e.start : e.end] == e.quote


# --- two sides ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The army clashed with M23 rebels near Kibumba on Friday.", ("army", "March 23 Movement")),
        ("Clashes between the Sudanese army and the Rapid Support Forces broke out in El Fasher on 10 May.",
         ("Sudanese Armed Forces", "Rapid Support Forces")),
        ("The Sudanese army fights the Rapid Support Forces in the city of Omdurman.",
         ("Sudanese Armed Forces", "Rapid Support Forces")),
    ],
)  # fmt: skip
def test_a_clash_has_two_sides_and_no_doer(read: Read, text: str, sides: tuple[str, str]) -> None:
    dossier = read(text)
    (event,) = dossier.events
    assert event.coding.acled == CLASH
    assert (names(dossier, event, "side_a"), names(dossier, event, "side_b")) == ([sides[0]], [sides[1]])
    assert names(dossier, event, "actor", "recipient") == []


# --- tolls -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "toll", "hedge"),
    [
        ("Al-Shabaab attacked a base near Baidoa on Friday. No soldiers were killed.", (0, 0, 0), "exact"),
        ("No civilians were killed in the airstrike on Raqqa, the coalition said.", (0, 0, 0), "exact"),
        ("The militia attacked Bria, killing several villagers.", (3, None, None), "several"),
        ("The army attacked Bria on Monday. The rebels suffered heavy losses.", (None, None, None), "heavy"),
        ("The militia attacked Bria, killing at least nine villagers.", (9, None, 9), "at least"),
        ("The militia attacked Bria, killing more than 50 villagers.", (50, None, 50), "more than"),
        ("The militia attacked Bria, killing about 100 villagers.", (None, None, 100), "about"),
        ("The militia attacked Bria, killing up to 30 villagers.", (None, 30, None), "at most"),
    ],
)
def test_a_toll_keeps_its_imprecision(read: Read, text: str, toll: tuple[float | None, ...], hedge: str) -> None:
    (event,) = read(text).events
    (deaths,) = event.deaths
    assert (deaths.low, deaths.high, deaths.best) == toll
    assert deaths.hedge == hedge


def test_rival_tolls_of_two_speakers_stand_side_by_side(read: Read) -> None:
    dossier = read(
        "The militia attacked Bunia on Friday. The mayor said 12 civilians were killed. "
        "A hospital doctor said 20 civilians were killed."
    )
    (event,) = dossier.events
    assert [t.best for t in event.deaths] == [12, 20]
    speakers = [{c.source for c in dossier.claims if c.id in t.claims} for t in event.deaths]
    assert all(speakers)
    assert speakers[0].isdisjoint(speakers[1])


@pytest.mark.parametrize(
    "text",
    [
        "Rebels killed General Peter Olum in an ambush near Wau on Tuesday.",
        "General Peter Olum was killed in an ambush by rebels near Wau on Tuesday.",
    ],
)
def test_one_named_person_killed_counts_as_one(read: Read, text: str) -> None:
    dossier = read(text)
    (event,) = dossier.events
    ((of, *toll),) = tolls(dossier, event)
    assert of.endswith("Peter Olum")
    assert toll == [1, 1, 1]


def test_wounded_are_no_dead(read: Read) -> None:
    (event,) = read("Two soldiers were killed and five others were wounded in an ambush by JNIM near Djibo.").events
    assert [t.best for t in event.deaths] == [2]
    assert [t.best for t in event.injured] == [5]


@pytest.mark.parametrize(
    ("text", "ucdp"),
    [
        ("JNIM fighters ambushed soldiers near Djibo, killing 17.", 1),
        ("Turkish forces killed three YPG fighters near Kobani on Monday.", 1),
        ("ADF rebels killed three CODECO fighters near Beni on Monday.", 2),
        ("Boko Haram fighters killed 43 farmers near Maiduguri.", 3),
        ("Soldiers killed three protesters in Khartoum.", 3),
        ("JNIM fighters ambushed soldiers near Djibo.", None),
        ("JNIM fighters ambushed soldiers near Djibo. No soldiers were killed.", None),
        ("JNIM fighters ambushed soldiers near Djibo, wounding 17.", None),
        ("Malian soldiers arrested 20 men in Moura.", None),
    ],
)
def test_only_where_somebody_died_there_is_a_ucdp_type(read: Read, text: str, ucdp: int | None) -> None:
    (event,) = read(text).events
    assert event.coding.ucdp == ucdp


# --- told twice --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Al-Shabaab attacked a military base in Baidoa on Friday. The attack killed six soldiers.",
        "The rebels shelled Wau on Monday, killing four civilians. The shelling of Wau destroyed a school.",
        "Fano militiamen ambushed Ethiopian troops near Gondar on Monday. Seven soldiers were killed in the ambush.",
    ],
)
def test_the_same_happening_told_twice_is_one_event_with_two_pieces_of_evidence(read: Read, text: str) -> None:
    (event,) = read(text).events
    sentence = text.index(". ")
    assert {e.start < sentence for e in event.evidence} == {True, False}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army attacked the rebels in Bor on Monday. On Tuesday the rebels attacked the army in Bor.",
                     id="another doer, another day"),
        pytest.param("M23 rebels attacked Goma on Monday. ADF rebels attacked Beni on Monday.", id="another group"),
        pytest.param("The M23 rebels seized Rubaya on 30 April. The army had withdrawn from Rubaya on 29 April.",
                     id="another act"),
    ],
)  # fmt: skip
def test_two_happenings_are_two_events(read: Read, text: str) -> None:
    assert len(read(text).events) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rebels attack Bunia\n\nM23 rebels attacked the town of Bunia on Friday, killing two soldiers.",
                     id="title"),
        pytest.param("The army shelled Aleppo on Saturday.\n\nSmoke rises over Aleppo after the army shelled it, 18 May"
                     " 2024. Photo: Jane Roe/Example Pictures\n\nThe streets were empty.", id="caption"),
        pytest.param("Army shells Aleppo\n\nThe army shelled Aleppo on Saturday.\n\nShare this article\n", id="both"),
    ],
)  # fmt: skip
def test_titles_and_captions_make_no_second_event(read: Read, text: str) -> None:
    (event,) = read(text).events
    assert all(e.quote != "Rebels attack Bunia" for e in event.evidence)


# --- no event ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The club attacked from the start and won the battle for midfield in Turin on Saturday.",
        "The champions shot down their rivals' hopes and captured the title in Turin.",
        "The striker was released on Friday and the keeper was targeted by two clubs.",
        "The finance minister attacked the budget and defended the cuts.",
        "The company launched a campaign to fight inflation.",
        "Prices hit a record on Monday, and sales fell.",
        "The novel was bombarded with praise.",
    ],
)
def test_sport_and_budgets_give_no_event(read: Read, text: str) -> None:
    assert read(text).events == ()


@pytest.mark.parametrize(
    "text",
    [
        "The army backs the rebels.",
        "The minister said the army was strong.",
        "The army controls the city of Aden.",
        "M23 is led by Sultani Makenga.",
    ],
)
def test_standing_relations_and_opinions_are_no_events(read: Read, text: str) -> None:
    assert read(text).events == ()


OUTLETS = [
    "BEIRUT, May 18 (Reuters) - The army shelled Aleppo on Saturday.",
    "The army shelled Aleppo on Saturday, Syria Direct reported.",
    "The army shelled Aleppo on Saturday, the Beirut Example newspaper reported.",
    "The army shelled Aleppo on Saturday.\n\nPhoto by John Smith/AFP\n\nShare this article",
    "The army shelled Aleppo on Saturday.\n\n5 min read\n\nSubscribe to Syria Direct in Amman",
]


@pytest.mark.parametrize("text", OUTLETS, ids=["dateline", "outlet", "newspaper", "credit", "boilerplate"])
def test_outlet_dateline_credit_and_boilerplate_take_no_part_in_an_event(read: Read, text: str) -> None:
    dossier = read(text)
    (event,) = dossier.events
    assert names(dossier, event, "actor") == ["army"]
    assert names(dossier, event, "recipient", "side_a", "side_b") == []
    assert place(dossier, event) == "Aleppo"


def test_where_a_report_was_filed_is_not_where_it_happened(read: Read) -> None:
    dossier = read("AMMAN, May 18 (Example News) - Soldiers burned down homes and rebels shelled the army on Friday.")
    assert dossier.events
    assert all(place(dossier, e) is None for e in dossier.events)


def test_what_was_hit_and_with_what_is_told(read: Read) -> None:
    (event,) = read("The Myanmar military carried out an airstrike on a school in Demoso on Friday.").events
    assert [t.what for t in event.targets] == ["school"]
    assert [m.text for m in event.means] == ["airstrike"]


def test_the_claims_of_an_event_are_those_of_its_words(read: Read) -> None:
    dossier = read("A nurse said rebels attacked the town of Bria on Friday. The army shelled the city of Wau.")
    said, told = dossier.events
    sources = {s.id: s for s in dossier.sources}
    speaker = {sources[c.source].kind for c in dossier.claims if c.id in said.claims}
    assert speaker == {"anonymous"}
    assert {sources[c.source].kind for c in dossier.claims if c.id in told.claims} <= {"narrator"}


def test_one_person_is_killed_once_however_often_it_is_told(read: Read) -> None:
    dossier = read(
        "Rebels shot dead Anton Brask, a Unicef worker, in Goma on Monday. Anton Brask, who was murdered at his home, "
        "had worked there for a year. Mr Brask was killed by gunmen, the army said. His murder shocked the town."
    )
    (event,) = dossier.events
    assert [t.best for t in event.deaths] == [1]
    assert len(event.evidence) > 1


def test_what_a_noun_says_was_done_to_its_owner_is_not_done_by_him(read: Read) -> None:
    dossier = read("Rebels fought the army in Goma on Monday. Colonel Anton Brask spoke before his abduction in Beni.")
    event = next(e for e in dossier.events if e.coding.acled == ABDUCTION)
    assert names(dossier, event, "actor") == []
    assert ends(names(dossier, event, "recipient"), ("Anton Brask",))


def test_fighting_that_is_reported_in_a_town_happened_there(read: Read) -> None:
    dossier = read("Rebels attacked the army in Goma on Monday. Fighting was also reported in both Beni and Butembo.")
    assert [place(dossier, e) for e in dossier.events] == ["Goma", "Beni"]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("No American was killed when rebels attacked the base at Tanf.", [(0, 0, 0)]),
        ("Rebels attacked Goma on Monday, but no one was killed.", [(0, 0, 0)]),
        ("No one was injured when rebels shelled Aleppo.", []),
    ],
)
def test_a_harm_denied_is_a_zero_toll_and_no_denied_attack(
    read: Read, text: str, killed: list[tuple[int, int, int]]
) -> None:
    (event,) = read(text).events
    assert event.status == "happened"
    assert [(t.low, t.high, t.best) for t in event.deaths] == killed
    assert all(t.high == 0 for t in event.injured)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Rebels killed up to 20 soldiers in Goma.", 1),
        ("Rebels killed soldiers in Goma.", 1),
        ("No soldiers were killed when rebels attacked Goma.", None),
    ],
)
def test_there_is_a_ucdp_type_unless_nobody_died(read: Read, text: str, type_: int | None) -> None:
    (event,) = read(text).events
    assert event.coding.ucdp == type_


@pytest.mark.parametrize(
    "other",
    [
        "The ministry issued a news release.",
        "A house fire was reported.",
        "The coalition sends its condolences to the family.",
        "Soldiers were visiting the market.",
    ],
)
def test_what_only_sounds_like_a_happening_is_none(read: Read, other: str) -> None:
    dossier = read(f"Rebels attacked the army near Tripoli on Monday. {other}")
    assert [e.evidence[0].quote for e in dossier.events] == ["Rebels attacked the army near Tripoli on Monday"]


def test_who_is_charged_is_held_by_the_law_and_not_attacked(read: Read) -> None:
    dossier = read("Gunmen attacked the army in Tripoli on Monday. Anton Brask was charged with treason in Beni.")
    event = dossier.events[-1]
    assert event.coding.plover == "COERCE"
    assert ends(names(dossier, event, "recipient"), ("Anton Brask",))
