"""Which words tell what happened: a word in a sentence -> type, mode, ACLED pair, for the language of all kinds of
sources. The sentences are fiction on real geography."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]

CLASH, ATTACK = "Battles/Armed clash", "Violence against civilians/Attack"
SEIZED, REGAINED = "Battles/Non-state actor overtakes territory", "Battles/Government regains territory"
AIR = "Explosions/Remote violence/Air/drone strike"
SHELLS = "Explosions/Remote violence/Shelling/artillery/missile attack"
IED = "Explosions/Remote violence/Remote explosive/landmine/IED"
ABDUCTION, SEXUAL = (
    "Violence against civilians/Abduction/forced disappearance",
    "Violence against civilians/Sexual violence",
)
PROTEST, RIOT, MOB = "Protests/Peaceful protest", "Riots/Violent demonstration", "Riots/Mob violence"
AGREED, ARRESTS, OTHER = (f"Strategic developments/{x}" for x in ("Agreement", "Arrests", "Other"))
LOOTED, DISRUPTED = (
    "Strategic developments/Looting/property destruction",
    "Strategic developments/Disrupted weapons use",
)
CHANGED, BASE = (
    "Strategic developments/Change to group/activity",
    "Strategic developments/Headquarters or base established",
)
ANY = "any"

HUMAN_RIGHTS = [
    (
        "Soldiers carried out extrajudicial executions of nine villagers near Djibo on 3 May.",
        "ASSAULT",
        "targeted",
        ATTACK,
    ),
    (
        "The extrajudicial killing of two activists by police took place in Dhaka on 3 May.",
        "ASSAULT",
        "targeted",
        ATTACK,
    ),
    ("The militia summarily executed four prisoners in Bria.", "ASSAULT", ANY, ATTACK),
    ("Intelligence agents forcibly disappeared three students in Dhaka on 4 April.", "ASSAULT", "abduct", ABDUCTION),
    ("The enforced disappearance of two teachers by soldiers was reported in Quetta.", "ASSAULT", "abduct", ABDUCTION),
    ("Police arbitrarily detained 14 journalists in Minsk on Monday.", "COERCE", "arrest", ARRESTS),
    ("Rebels subjected 20 women to sexual violence in Mweso.", "ASSAULT", "sexual", SEXUAL),
    ("Militiamen gang-raped four women near Kitchanga.", "ASSAULT", "sexual", SEXUAL),
    ("Guards subjected the detainees to torture and ill-treatment in Sednaya.", "ASSAULT", "torture", ANY),
    ("RSF fighters looted the main market in Wad Madani.", ANY, ANY, LOOTED),
    ("The rebels pillaged a health centre in Bule.", ANY, ANY, LOOTED),
    ("The armed group forcibly recruited 30 children in Ituri.", ANY, ANY, ANY),
    ("Authorities denied humanitarian access to Rukban camp.", "COERCE", ANY, OTHER),
    ("Gunmen attacked an aid convoy near Bor on Friday.", "ASSAULT", ANY, ANY),
    ("Gunmen hijacked an aid truck near Jonglei.", "ASSAULT", "abduct", ANY),
    ("The army forcibly displaced 4,000 residents from Rakhine.", "COERCE", "deport", OTHER),
    ("Soldiers burned down 60 homes in the village of Thantlang.", "ASSAULT", "destroy", LOOTED),
    (
        "Police used excessive force against protesters in Conakry.",
        "ASSAULT",
        ANY,
        "Protests/Excessive force against protesters",
    ),
]

FRONT = [
    ("Russian forces counterattacked near Kupyansk on Monday.", "ASSAULT", ANY, CLASH),
    ("Ukrainian forces repelled an attack near Bakhmut on 4 May.", "ASSAULT", ANY, CLASH),
    ("Ukrainian air defences shot down nine drones over Odesa on Sunday.", ANY, ANY, ANY),
    ("Israeli forces intercepted a missile over Eilat on Sunday.", ANY, ANY, ANY),
    ("Russian missiles struck a power station in Lviv on Friday.", "ASSAULT", "heavy-weapons", SHELLS),
    ("Russian troops advanced in Toretsk on Friday.", "MOBILIZE", ANY, OTHER),
    ("Wagner fighters stormed the army base at Soledar.", "ASSAULT", ANY, CLASH),
    ("The town of Ansongo fell to the jihadists on 2 June.", "ASSAULT", ANY, SEIZED),
    ("The rebels came under fire near Kidal.", "ASSAULT", ANY, CLASH),
    ("The army opened fire on rebels near Kidal.", "ASSAULT", "firearms", CLASH),
    ("The air force carried out strikes on rebel positions near Bamo.", "ASSAULT", "aerial", AIR),
    ("A drone hit a fuel depot in Port Sudan on Tuesday.", "ASSAULT", "drone", AIR),
    ("The rebels laid down their arms in Bangui on Monday.", "RETREAT", "disarm", CHANGED),
    ("Government forces pulled out of Manbij on Monday.", "RETREAT", "withdraw", OTHER),
    ("Turkish troops crossed into Syria on Monday.", "MOBILIZE", "troops", OTHER),
    ("Russia massed troops on the border of Ukraine.", "MOBILIZE", "troops", OTHER),
    ("The army laid siege to Deraa in May 2011.", "COERCE", "restrict", OTHER),
    ("Hezbollah fired rockets at Haifa on Monday.", "ASSAULT", "heavy-weapons", SHELLS),
    ("Troops set up a checkpoint in Bamenda on Monday.", ANY, ANY, ANY),
    ("The army seized a cache of weapons in Mosul on Monday.", "COERCE", "seize", DISRUPTED),
    ("Sappers defused a roadside bomb near Baidoa.", "COERCE", ANY, DISRUPTED),
]

ELSEWHERE = [
    ("Bandits rustled 200 cattle in Zamfara on Sunday.", ANY, ANY, LOOTED),
    ("Gunmen ambushed a patrol near Menaka, killing six soldiers.", "ASSAULT", ANY, CLASH),
    ("Armed men abducted 40 schoolgirls in Kaduna.", "ASSAULT", "abduct", ABDUCTION),
    ("Gunmen extorted shopkeepers in Guayaquil.", "COERCE", ANY, ANY),
    ("Three Maoists were killed in an encounter with police in Bastar.", "ASSAULT", ANY, CLASH),
    ("The attackers hacked five villagers to death in Mayangose.", "ASSAULT", "primitive", ATTACK),
    ("A mob torched a church in Jaranwala on Wednesday.", "ASSAULT", "destroy", ANY),
    ("Bandits raided the village of Maru on Friday.", "ASSAULT", ANY, ATTACK),
    ("Hitmen gunned down a mayor in Guerrero on Sunday.", "ASSAULT", "firearms", ATTACK),
    ("Junta troops torched 80 houses in Sagaing.", "ASSAULT", "destroy", LOOTED),
    ("A mob lynched two men in Port-au-Prince on Monday.", "ASSAULT", ANY, MOB),
    ("Masked men shot dead a trade unionist in Arauca.", "ASSAULT", "firearms", ATTACK),
    ("Rebels beheaded six farmers near Eringeti.", "ASSAULT", "primitive", ATTACK),
    ("Separatists blew up a railway bridge near Bolan.", "ASSAULT", ANY, ANY),
    ("Herders and farmers clashed in Plateau state on Monday.", "ASSAULT", ANY, ANY),
]

POLITICS = [
    ("Soldiers toppled the president in Niamey on 26 July 2023.", "COERCE", "seize", CHANGED),
    ("The military seized power in Khartoum on 25 October 2021.", "COERCE", "seize", CHANGED),
    ("The army staged a coup in Bamako in August 2020.", "COERCE", "seize", CHANGED),
    ("Activists staged rallies in Tbilisi on Monday.", "PROTEST", "demo", PROTEST),
    ("Opposition supporters blocked roads in Sucre on Monday.", "PROTEST", "obstruct", ANY),
    ("Prisoners began a hunger strike in Evin on Monday.", "PROTEST", "hunger", PROTEST),
    ("Trade unions launched a general strike in Lagos on Monday.", "PROTEST", "strike", PROTEST),
    ("Rioters set fire to a police station in Santiago on Friday.", ANY, ANY, ANY),
    ("The government imposed a curfew in Imphal on Monday.", "COERCE", "curfew", OTHER),
    ("The president declared martial law in Seoul on 3 December.", "COERCE", "martial-law", OTHER),
    ("The government shut down the internet in Manipur on Monday.", "COERCE", "censor", OTHER),
    ("The authorities banned the opposition party in Caracas.", "COERCE", "restrict", OTHER),
    ("The United States imposed sanctions on the central bank of Russia.", ANY, ANY, OTHER),
    ("France recalled its ambassador from Niger on Monday.", "SANCTION", ANY, OTHER),
    ("Mali expelled the French ambassador on Monday.", "SANCTION", "expel", OTHER),
    ("Chad broke off diplomatic relations with Qatar in August 2017.", "SANCTION", ANY, OTHER),
    ("Ethiopia and Eritrea signed a peace deal in Jeddah.", "AGREE", ANY, AGREED),
    ("The rebels and the government held talks in Doha on Monday.", "CONSULT", ANY, OTHER),
    ("The foreign minister of Egypt visited Turkey on Monday.", "CONSULT", "visit", OTHER),
    ("Germany delivered 20 tanks to Ukraine on Monday.", "AID", ANY, OTHER),
    ("The European Union gave Chad 10 million euros of aid on Monday.", "AID", ANY, OTHER),
    ("The World Food Programme distributed food to refugees in Adre.", "AID", ANY, OTHER),
    ("UN peacekeepers withdrew from Kidal in October 2023.", "RETREAT", "withdraw", OTHER),
    ("The rebels released 40 hostages in Arauca on Monday.", "RETREAT", "release", OTHER),
    ("The junta lifted the curfew in Conakry on Monday.", "RETREAT", ANY, OTHER),
    ("A court in Minsk sentenced two activists to ten years in prison.", ANY, ANY, ANY),
    ("Police launched an investigation into the killings in Bria on Monday.", "ACCUSE", "investigate", OTHER),
    ("Zambia extradited two suspects to Rwanda on Monday.", "COOPERATE", ANY, OTHER),
    ("Russia and China held joint military exercises in the Sea of Japan.", ANY, ANY, OTHER),
]


@pytest.mark.parametrize(("text", "plover", "mode", "acled"), HUMAN_RIGHTS + FRONT + ELSEWHERE + POLITICS)
def test_a_word_tells_what_happened(read: Read, text: str, plover: str, mode: str | None, acled: str | None) -> None:
    codings = [e.coding for e in read(text).events]
    assert any(
        plover in {ANY, c.plover} and mode in {ANY, c.plover_mode} and acled in {ANY, c.acled} for c in codings
    ), [(c.plover, c.plover_mode, c.acled) for c in codings]
