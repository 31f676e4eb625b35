"""The event lexicon: words and phrases, what they code, what they need."""

from __future__ import annotations

import pytest

from dateline.codebook.triggers import load_triggers


@pytest.mark.parametrize(
    ("lemmas", "i", "pos", "lemma", "plover", "acled"),
    [
        ("rebel ambush a convoy", 1, "VERB", "ambush", "ASSAULT", "Battles/Armed clash"),
        ("the air strike kill two", 1, "NOUN", "air strike", "ASSAULT", "Explosions/Remote violence/Air/drone strike"),
        ("a suicide bombing", 1, "NOUN", "suicide bombing", "ASSAULT", "Explosions/Remote violence/Suicide bomb"),
        ("a hit - and - run attack", 1, "NOUN", "hit-and-run attack", "ASSAULT", "Battles/Armed clash"),
        ("they lay down their arm on Monday", 1, "VERB", "lay down arm", "RETREAT",
         "Strategic developments/Change to group/activity"),
        ("troop take complete control of the town", 1, "VERB", "take control", "ASSAULT",
         "Battles/Non-state actor overtakes territory"),
        ("police open fire on protester", 1, "VERB", "open fire", "ASSAULT", "Battles/Armed clash"),
        ("gunman kidnap three nurse", 1, "VERB", "kidnap", "ASSAULT",
         "Violence against civilians/Abduction/forced disappearance"),
        ("both side agree to a truce", 5, "NOUN", "truce", "RETREAT", "Strategic developments/Agreement"),
    ],
)  # fmt: skip
def test_a_word_or_phrase_is_read_as_an_event(
    lemmas: str, i: int, pos: str, lemma: str, plover: str, acled: str
) -> None:
    found = load_triggers().all_at(lemmas.split(), i, pos)
    assert (lemma, plover, acled) in [(m.trigger.lemma, m.trigger.plover, m.trigger.acled) for m in found]


@pytest.mark.parametrize(
    ("lemmas", "i", "pos"),
    [
        ("the town lie on a river", 2, "VERB"),
        ("on 3 March the rain", 2, "PROPN"),
        ("a kitchen table", 2, "NOUN"),
        ("they take a very long and winding road to lose control", 1, "ADV"),
    ],
)
def test_other_words_are_none(lemmas: str, i: int, pos: str) -> None:
    assert load_triggers().all_at(lemmas.split(), i, pos) == ()


def test_a_phrase_does_not_reach_over_half_a_sentence() -> None:
    lemmas = "take the old road that run far beyond the army control".split()
    assert load_triggers().phrase_at(lemmas, 0, "VERB") is None


def test_capture_of_a_place_and_of_a_person_are_two_readings() -> None:
    found = {(t.plover, t.needs) for t in load_triggers().of("capture", "VERB")}
    assert ("ASSAULT", ("place-object",)) in found
    assert ("COERCE", ("armed-any", "person-object")) in found


LETHAL = [("assassinate", True), ("kill", True), ("wound", False), ("raid", False)]


@pytest.mark.parametrize(("lemma", "lethal"), LETHAL)
def test_lethal_words_mean_deaths(*, lemma: str, lethal: bool) -> None:
    assert {t.lethal for t in load_triggers().of(lemma, "VERB")} == {lethal}


@pytest.mark.parametrize(("lemma", "directed"), [("clash", False), ("battle", False), ("bomb", True), ("ambush", True)])
def test_a_clash_has_no_doer(*, lemma: str, directed: bool) -> None:
    assert {t.directed for t in load_triggers().of(lemma, "VERB")} == {directed}


def test_speech_acts_are_marked_and_never_lethal() -> None:
    triggers = list(load_triggers())
    assert {t.plover for t in load_triggers().of("condemn", "VERB") if t.act} == {"ACCUSE"}
    assert not any(t.act and t.lethal for t in triggers)
    assert not any(t.act and t.acled for t in triggers)


def test_light_verbs_say_how_they_carry_an_event() -> None:
    light = load_triggers().light
    assert "does" in light["carry out"]
    assert "undergoes" in light["suffer"]
    assert "eat" not in light
