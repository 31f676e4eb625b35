"""Where the lexicon's words tell of an event, and where they do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.mentions import find_mentions
from dateline.annotate.names import find_names
from dateline.annotate.timex import find_timexes
from dateline.annotate.toponyms import find_toponyms
from dateline.annotate.triggers import Found, find_triggers
from dateline.catalogue.lookup import load_catalogue
from dateline.gazetteer import load_gazetteer
from dateline.model.parse import Parse
from dateline.readers.text import read_text

Triggers = Callable[[str], list[Found]]


@pytest.fixture(scope="module")
def triggers(parse: Callable[[str], Parse]) -> Triggers:
    def find(text: str) -> list[Found]:
        document, made, catalogue, gazetteer = read_text(text), parse(text), load_catalogue(), load_gazetteer()
        mentions = find_mentions(made, find_names(made, catalogue, gazetteer.has), catalogue)
        places = [document.evidence(p.start, p.end) for p in find_toponyms(document, made, gazetteer, [])]
        return find_triggers(document, made, find_timexes(document), mentions, places)

    return find


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rebels attacked Bria.", ["attacked"]),
        ("The army shelled Bria and rebels fled.", ["shelled", "fled"]),
        ("The shelling of Bria went on.", ["shelling"]),
        ("Soldiers were ambushed near Djibo.", ["ambushed"]),
        ("Rebels set fire to homes.", ["set"]),
        ("The sky was blue.", []),
    ],
)
def test_a_word_of_the_lexicon_tells_of_an_event(triggers: Triggers, text: str, words: list[str]) -> None:
    assert [f.token.text for f in triggers(text)] == words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Residents left in March 2019.", "left"),
        ("Residents left on 3 March.", "left"),
        ("Residents left through the Torkham border crossing.", "left"),
        ("The attackers left Bria.", "left"),
        ("The protesters left Bria.", "left"),
    ],
)
def test_dates_place_names_and_actors_hold_no_trigger(triggers: Triggers, text: str, kept: str) -> None:
    assert {f.token.text for f in triggers(text)} <= {kept}


@pytest.mark.parametrize(
    "text",
    [
        "A besieged town waited.",
        "Occupied buildings stood empty.",
        "An isolated, bombed base lay there.",
    ],
)
def test_a_participle_before_a_noun_tells_a_quality_not_an_event(triggers: Triggers, text: str) -> None:
    assert triggers(text) == []


@pytest.mark.parametrize(
    ("text", "noun", "verb", "aspect"),
    [
        ("The army carried out an attack on rebels.", "attack", "carried", "does"),
        ("Fighting broke out in Bria.", "Fighting", "broke", "happens"),
        ("The army's attacks on Bria continued.", "attacks", "continued", "goes on"),
        ("The army plans an offensive.", "offensive", "plans", "plans"),
    ],
)
def test_a_light_verb_carries_the_noun(triggers: Triggers, text: str, noun: str, verb: str, aspect: str) -> None:
    (found,) = triggers(text)
    assert (found.token.text, found.verb.text, found.aspect) == (noun, verb, aspect)


@pytest.mark.parametrize("text", ["The attack killed two.", "They condemned the attack."])
def test_a_verb_of_its_own_meaning_carries_nothing(triggers: Triggers, text: str) -> None:
    attack = next(f for f in triggers(text) if f.token.text == "attack")
    assert attack.aspect in {None, "happens"}
    assert attack.aspect is None or attack.verb.text == "killed"


def test_captions_and_boilerplate_hold_no_trigger(triggers: Triggers) -> None:
    text = "The army shelled Aleppo on Saturday.\n\nSmoke rises after the attack. Photo: Jane Roe/Example Pictures\n"
    assert [f.token.text for f in triggers(text)] == ["shelled"]


def test_strong_readings_come_first(triggers: Triggers) -> None:
    for text in ("Rebels captured Bria.", "Rebels seized the weapons.", "The army struck Bria."):
        for found in triggers(text):
            strengths = [r.strong for r in found.readings]
            assert strengths == sorted(strengths, reverse=True)
