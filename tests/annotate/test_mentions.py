"""Noun phrases that name or describe an actor: heads, owners, modifiers, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.mentions import find_mentions
from dateline.annotate.names import find_names
from dateline.catalogue.lookup import load_catalogue
from dateline.gazetteer import load_gazetteer
from dateline.model.layers import Mention
from dateline.model.parse import Parse

Mentions = Callable[[str], dict[str, Mention]]


@pytest.fixture(scope="module")
def mentions(parse: Callable[[str], Parse]) -> Mentions:
    """Mentions by their words."""

    def find(text: str) -> dict[str, Mention]:
        made = parse(text)
        found = find_mentions(made, find_names(made, load_catalogue(), load_gazetteer().has), load_catalogue())
        return {text[m.start : m.end]: m for m in found}

    return find


@pytest.mark.parametrize(
    ("text", "phrase", "key"),
    [
        ("Malian soldiers left.", "Malian soldiers", "g:s:ML:military"),
        ("Malian troops left.", "Malian troops", "g:s:ML:military"),
        ("The Malian army left.", "Malian army", "g:s:ML:military"),
        ("Troops of the Malian army left.", "Troops", "g:s:ML:military"),
        ("Turkish forces left.", "Turkish forces", "g:s:TR:military"),
        ("Sudanese security forces left.", "Sudanese security forces", "g:s:SD:military"),
        ("The government of Iraq resigned.", "government", "g:s:IQ:government"),
        ("The Colombian government resigned.", "Colombian government", "g:s:CO:government"),
        ("Kenyan police officers left.", "Kenyan police officers", "g:s:KE:police"),
    ],
)
def test_a_states_forces_and_offices_are_keyed_by_their_owner(
    mentions: Mentions, text: str, phrase: str, key: str
) -> None:
    assert mentions(text)[phrase].key == key


@pytest.mark.parametrize(
    ("text", "phrase", "group"),
    [
        ("M23 rebels left.", "M23 rebels", "n:march-23-movement"),
        ("Taliban militants left.", "Taliban militants", "n:taliban"),
        ("Al-Shabaab fighters left.", "Al-Shabaab fighters", None),
        ("Fighters of the Taliban left.", "Fighters", "n:taliban"),
        ("The CODECO militia left.", "CODECO militia", None),
        ("IS forces left Palmyra.", "IS forces", "n:islamic-state"),
        ("Three YPG fighters left.", "Three YPG fighters", None),
    ],
)
def test_an_armed_groups_fighters_are_the_group(mentions: Mentions, text: str, phrase: str, group: str | None) -> None:
    found = mentions(text)[phrase]
    assert found.key.startswith("n:")
    assert group in {None, found.key}


@pytest.mark.parametrize(
    ("text", "phrase", "tags"),
    [
        ("US-backed rebels left.", "US-backed rebels", {"backs:s:US"}),
        ("Turkey-backed fighters left.", "Turkey-backed fighters", {"backs:s:TR"}),
        ("US-trained and funded rebels left.", "US-trained and funded rebels", {"trains:s:US", "funds:s:US"}),
        ("Iran-aligned militias left.", "Iran-aligned militias", {"allied_with:s:IR"}),
        ("Pro-government militias left.", "Pro-government militias", {"pro:government"}),
        ("Anti-junta rebels left.", "Anti-junta rebels", {"anti:junta"}),
        ("The US-led coalition left.", "US-led coalition", {"leads:s:US"}),
        ("Rebels left.", "Rebels", set()),
        ("US soldiers left.", "US soldiers", set()),
    ],
)
def test_a_participle_after_a_hyphen_says_who_stands_behind_a_group(
    mentions: Mentions, text: str, phrase: str, tags: set[str]
) -> None:
    assert mentions(text)[phrase].tags == tags


def test_the_backer_is_not_the_owner(mentions: Mentions) -> None:
    found = mentions("US-backed rebels fought US soldiers.")
    assert found["US-backed rebels"].owner is None
    assert found["US soldiers"].owner == "s:US"


def test_backed_and_trained_by_the_same_state_are_one_side(mentions: Mentions) -> None:
    found = mentions("US-backed rebels left. US-trained rebels came.")
    assert found["US-backed rebels"].key == found["US-trained rebels"].key


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Armed groups left Bria.", "Armed groups"),
        ("Jihadist groups left Djibo.", "Jihadist groups"),
        ("Rebel groups left Bria.", "Rebel groups"),
        ("A separatist movement left Bria.", "separatist movement"),
        ("US-backed groups left Bria.", "US-backed groups"),
    ],
)
def test_a_group_that_is_said_to_be_armed_is_an_actor(mentions: Mentions, text: str, phrase: str) -> None:
    assert phrase in mentions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Business groups left Nairobi.",
        "A youth movement met in Goma.",
        "An advocacy network wrote to them.",
        "The hospital closed.",
        "The majority left.",
        "They flew 870 missions.",
        "The province fell.",
    ],
)
def test_a_group_that_nobody_calls_armed_is_none(mentions: Mentions, text: str) -> None:
    assert mentions(text) == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The people of Mosul fled.", "The people of Mosul came back.", True),
        ("The people of Mosul fled.", "The people of Tikrit stayed.", False),
        ("Residents of Goma fled.", "Residents of Sake stayed.", False),
        ("Civilians fled.", "Civilians came back.", True),
    ],
)
def test_civilians_are_told_apart_by_where_they_live(mentions: Mentions, one: str, other: str, *, same: bool) -> None:
    (a,), (b,) = mentions(one).values(), mentions(other).values()
    assert {a.kind, b.kind} == {"civilians"}
    assert (a.key == b.key) is same


@pytest.mark.parametrize(
    ("text", "inner", "kind"),
    [
        ("The army's attacks continued.", "army", "military"),
        ("Rebels hit army positions.", "army", "military"),
        ("The regime's shelling went on.", "regime", "government"),
        ("They blamed coalition airstrikes.", "coalition", "coalition"),
    ],
)
def test_an_actor_inside_a_phrase_is_a_mention(mentions: Mentions, text: str, inner: str, kind: str) -> None:
    assert mentions(text)[inner].kind == kind


@pytest.mark.parametrize(
    ("text", "phrase", "number"),
    [
        ("A soldier left.", "soldier", 1),
        ("Soldiers left.", "Soldiers", 2),
        ("The army left.", "army", 2),
        ("A commander left.", "commander", 1),
    ],
)
def test_one_soldier_is_one_and_an_army_is_many(mentions: Mentions, text: str, phrase: str, number: int) -> None:
    assert mentions(text)[phrase].number == number


def test_single_unnamed_persons_are_each_somebody_else(mentions: Mentions) -> None:
    found = mentions("A soldier left. Later a young soldier came.")
    assert len({m.key for m in found.values()}) == len(found) == 2


def test_a_person_keeps_the_title_in_the_words_but_not_in_the_name(mentions: Mentions) -> None:
    (found,) = mentions("General Peter Olum left.").items()
    assert found[0] == "General Peter Olum"
    assert found[1].name == "Peter Olum"


def test_the_group_waits_to_be_pointed_back(mentions: Mentions) -> None:
    assert mentions("The group fired rockets.")["group"].key.startswith("?")
