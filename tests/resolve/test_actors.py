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
