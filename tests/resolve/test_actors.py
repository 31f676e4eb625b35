"""Which mentions are one actor within a report, and which actors count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier
from dateline.model.records import Actor

Read = Callable[[str], Dossier]


def mentioned(dossier: Dossier, words: str) -> list[Actor]:
    """Actors with a mention of exactly these words."""
    return [a for a in dossier.actors if words in {without_article(m.quote) for m in a.mentions}]


def without_article(quote: str) -> str:
    """The words of a mention that name somebody."""
    return quote.removeprefix("The ").removeprefix("the ")


def one(dossier: Dossier, *words: str) -> bool:
    """Whether all these words are mentions of a single actor."""
    found = [mentioned(dossier, w) for w in words]
    return all(len(f) == 1 for f in found) and len({f[0].id for f in found}) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Houthis attacked Taiz. The group fired rockets.", ("Houthis", "group")),
        ("Boko Haram attacked Maiduguri. The militants fled.", ("Boko Haram", "militants")),
        ("The army fought the Arakan Army. The rebels attacked Lashio.", ("Arakan Army", "rebels")),
        ("Taliban militants attacked Kunduz. Militants fled.", ("Taliban militants", "Militants")),
        ("The Syrian government met the rebels. The regime attacked Idlib.", ("Syrian government", "regime")),
        ("The US-led coalition bombed Raqqa. The coalition denied it.", ("US-led coalition", "coalition")),
        ("The Malian army attacked Kidal. The army denied it.", ("Malian army", "army")),
        ("Malian soldiers attacked Kidal. The troops left. The army denied it.", ("Malian soldiers", "troops", "army")),
        ("Kenyan police arrested ten men. The police released them.", ("Kenyan police", "police")),
        ("The Sudanese army attacked Bria. Sudanese troops left.", ("Sudanese army", "Sudanese troops")),
        ("The Rapid Support Forces (RSF) attacked Nyala. The RSF denied it.", ("Rapid Support Forces", "RSF")),
    ],
)
def test_anaphora_and_bare_nouns_point_back(read: Read, text: str, words: tuple[str, ...]) -> None:
    assert one(read(text), *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Houthis attacked Taiz. The army attacked Sanaa.", ("Houthis", "army")),
        ("M23 rebels attacked Goma. ADF rebels attacked Beni.", ("M23 rebels", "ADF rebels")),
        ("Malian soldiers attacked Kidal. Ugandan soldiers attacked Beni.", ("Malian soldiers", "Ugandan soldiers")),
        ("US-backed rebels attacked Tanf. Turkey-backed rebels attacked Afrin.",
         ("US-backed rebels", "Turkey-backed rebels")),
        ("Rebels attacked Bria. The police attacked rebels.", ("Rebels", "police")),
        ("The Russian 5th Brigade entered Marinka. The Russian 132nd Brigade left.",
         ("Russian 5th Brigade", "Russian 132nd Brigade")),
        ("The 5th Motorized Rifle Brigade attacked. The 132nd Motorized Rifle Brigade left.",
         ("5th Motorized Rifle Brigade", "132nd Motorized Rifle Brigade")),
        ("Police detained three journalists in Tbilisi.", ("Police", "three journalists")),
        ("M23 rebels fought ADF rebels. Rebels fled.", ("M23 rebels", "ADF rebels")),
    ],
)  # fmt: skip
def test_forces_of_different_owners_stay_apart(read: Read, text: str, words: tuple[str, ...]) -> None:
    dossier = read(text)
    assert all(mentioned(dossier, w) for w in words)
    assert not one(dossier, *words)


def test_a_name_misspelt_in_the_same_report_is_the_same_actor(read: Read) -> None:
    text = "The Maghawir Jabal Brigade attacked Bria. Rebels fought the Maghaweer Jabal Brigade in Wau."
    assert one(read(text), "Maghawir Jabal Brigade", "Maghaweer Jabal Brigade")


def test_names_that_merely_look_alike_stay_apart(read: Read) -> None:
    text = "The Northern Lakes Brigade attacked Bria. Rebels fought the Southern Hills Brigade in Wau."
    assert not one(read(text), "Northern Lakes Brigade", "Southern Hills Brigade")


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("General Abdel Haddad leads the Coastal Army.", "General Abdel Haddad", "Coastal Army"),
        ("The Ruha Brigade, a faction of the Free Syrian Army, attacked Azaz.", "Ruha Brigade", "Free Syrian Army"),
        ("Maxim Lefort, a spokesman for the Coastal Army, left.", "Maxim Lefort", "Coastal Army"),
        ("Soldiers met Ahmed Ould Salem, a commander of AQIM.", "Ahmed Ould Salem", "AQIM"),
    ],
)
def test_a_member_is_part_of_the_whole(read: Read, text: str, part: str, whole: str) -> None:
    dossier = read(text)
    (member,), (body,) = mentioned(dossier, part), mentioned(dossier, whole)
    assert member.part_of == body.id
    assert body.part_of is None


def test_who_is_part_of_nothing_has_no_whole(read: Read) -> None:
    assert [a.part_of for a in read("The Malian army fought the Houthis.").actors] == [None, None]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("The Rapid Support Forces were there.", ["Rapid Support Forces"]),
        ("It concerned the World Food Programme.", ["World Food Programme"]),
        ("It concerned the Colombian government.", ["Colombian government"]),
        ("It concerned Colonel Musa Barre.", ["Colonel Musa Barre"]),
        ("It concerned Kenyan police.", ["Kenyan police"]),
        ("It concerned Yemen and Kenya.", []),
        ("It concerned soldiers and rebels.", ["rebels"]),
        ("It concerned people, a driver and residents.", []),
        ("It was a cold winter.", []),
    ],
)
def test_names_and_owned_forces_count_though_nothing_is_told_of_them(read: Read, text: str, alone: list[str]) -> None:
    assert [without_article(a.mentions[0].quote) for a in read(text).actors] == alone


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Turkish forces shelled Afrin. Turkey denied that Turkish forces had attacked Azaz.", []),
        ("Turkish forces attacked the YPG. Turkey backs the rebels.", ["Turkey"]),
        ("Turkey-backed rebels attacked the YPG.", ["Turkey"]),
    ],
)
def test_the_adjective_in_turkish_forces_is_no_mention_of_a_state_that_is_named_otherwise(
    read: Read, text: str, words: list[str]
) -> None:
    mentions = [m.quote for a in read(text).actors if a.kind == "state" for m in a.mentions]
    assert "Turkish" not in mentions
    assert set(words) <= set(mentions)


def test_a_known_actor_bears_the_catalogues_name_and_its_surfaces_as_aliases(read: Read) -> None:
    (group, _) = read("JNIM attacked soldiers near Djibo. JNIM fighters fled.").actors
    assert group.name == "Jama'at Nusrat al-Islam wal-Muslimin"
    assert set(group.aliases) == {"JNIM", "JNIM fighters"}
    assert group.catalogue["key"]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Malian soldiers attacked Kidal.", "Malian soldiers", "ML"),
        ("The Somali government fell.", "Somali government", "SO"),
        ("Israeli warplanes bombed rebels.", "Israeli warplanes", "IL"),
        ("The Arakan Army attacked Lashio.", "Arakan Army", "MM"),
        ("The rebels attacked Lashio.", "rebels", None),
    ],
)
def test_an_actors_country_is_its_owners_or_the_catalogues(
    read: Read, text: str, words: str, country: str | None
) -> None:
    (actor,) = mentioned(read(text), words)
    assert actor.country == country


def test_every_mention_quotes_the_report(read: Read) -> None:
    dossier = read("The Houthis attacked Taiz. The group fired rockets. It fled.")
    for actor in dossier.actors:
        for m in actor.mentions:
            assert dossier.document.text[m.start : m.end] == m.quote


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A judge in Bria jailed ten men. The judge left.", ("A judge", "judge")),
        ("President Omar Barre met envoys. The president left Hargeisa.", ("President Omar Barre", "president")),
        ("French President Paul Lefort met Somali President Omar Barre. The French president left.",
         ("French President Paul Lefort", "French president")),
        ("Defense Secretary Ann Example spoke in Paris. The secretary left.",
         ("Defense Secretary Ann Example", "secretary")),
        ("Four members of the Kenyan police were killed. Kenyan police fled.",
         ("Four members", "Kenyan police")),
        ("Insurgents attacked Bria. Rebels killed ten men.", ("Insurgents", "Rebels")),
    ],
)  # fmt: skip
def test_a_description_is_the_one_described_before(read: Read, text: str, words: tuple[str, ...]) -> None:
    assert one(read(text), *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A Somali soldier attacked Bria. The Kenyan soldier killed ten men.", ("A Somali soldier", "Kenyan soldier")),
        ("Al-Shabaab attacked Bria. Insurgents killed ten men in Pakistan.", ("Al-Shabaab", "Insurgents")),
        ("The Somali government met Salem. The Interior Ministry arrested ten men.",
         ("Somali government", "Interior Ministry")),
        ("Russian and Syrian forces attacked Bria.", ("Russian", "Russian and Syrian forces")),
    ],
)  # fmt: skip
def test_what_the_words_keep_apart_stays_apart(read: Read, text: str, words: tuple[str, str]) -> None:
    first, second = (mentioned(read(text), w) for w in words)
    assert not {a.id for a in first} & {a.id for a in second}


def test_two_states_forces_in_one_phrase_are_two_actors(read: Read) -> None:
    forces = [a for a in read("Russian and Syrian forces attacked Bria.").actors if a.kind == "military"]
    assert {a.country for a in forces} == {"RU", "SY"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Local officials arrested ten men in Bria.", "government"),
        ("Army officials arrested ten men in Bria.", "military"),
        ("Unicef sources said that ten men were killed.", "international organisation"),
        ("A Pentagon spokesman said that ten men were killed.", "government"),
    ],
)
def test_people_who_speak_for_a_body_have_its_kind(read: Read, text: str, kind: str) -> None:
    assert kind in {a.kind for a in read(text).actors}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Washington accused Iran of attacks on Bria.", True),
        ("Washington saw ten attacks.", False),
        ("Ten men were arrested in Washington.", False),
    ],
)
def test_a_capital_that_acts_is_its_state(read: Read, text: str, *, named: bool) -> None:
    assert ("United States" in {a.name for a in read(text).actors}) is named


def test_a_bare_regime_is_that_of_the_land_the_report_is_about(read: Read) -> None:
    dossier = read(
        "Rebels attacked Idlib in Syria. Ten men were killed in northern Syria. The Iraqi government condemned it. "
        "A regime attack killed ten men."
    )
    regimes = [a for a in dossier.actors if any("regime" in m.quote for m in a.mentions)]
    assert [a.country for a in regimes] == ["SY"]


def test_an_agency_in_brackets_is_no_alias_of_the_country_before_it(read: Read) -> None:
    dossier = read(
        "BANGUI, Central African Republic (AP) - Rebels attacked Bria. The republic accused Chad, AP reported."
    )
    assert all("AP" not in {m.quote for m in a.mentions} for a in dossier.actors if a.kind == "state")
