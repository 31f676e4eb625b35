"""Modality of clauses and stance of claims."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.stance import Modality, clause_modality, content_modality, stance_of
from dateline.model.parse import Parse, Token

Read = Callable[[str], Parse]


def token(parse: Parse, word: str) -> Token:
    return next(t for t in parse.tokens if t.text == word)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The army shelled Malakal.", "shelled", set()),
        ("The army did not shell Malakal.", "shell", {"negated"}),
        ("The army may shell Malakal.", "shell", {"possible"}),
        ("The army will shell Malakal.", "shell", {"future"}),
        ("The army plans to attack Malakal.", "attack", {"intended"}),
        ("The army is preparing to attack Malakal.", "attack", {"intended"}),
        ("The army reportedly shelled Malakal.", "shelled", {"alleged"}),
        ("The army is believed to have shelled Malakal.", "shelled", {"alleged"}),
        ("The army must leave Malakal.", "leave", {"demanded"}),
        ("The UN called on the army to leave Malakal.", "leave", {"demanded"}),
        ("If rebels attack the town, thousands could flee.", "attack", {"hypothetical"}),
        ("The army is shelling Malakal.", "shelling", {"ongoing"}),
        ("The army failed to take Malakal.", "take", {"negated"}),
    ],
)
def test_modality_of_an_event(parse: Read, text: str, word: str, expected: set[str]) -> None:
    read = parse(text)
    assert {m.value for m in clause_modality(token(read, word), read)} == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("We want to retake Kidal.", "want", "intended"),
        ("The goal is to retake Kidal.", "is", "intended"),
        ("Kidal could fall.", "fall", "possible"),
        ("They must leave Kidal.", "leave", "demanded"),
        ("They allegedly looted Kidal.", "looted", "alleged"),
        ("They are trying to enter Kidal.", "trying", "asserted"),
        ("They left Kidal.", "left", "asserted"),
        ("Stop the bloodshed in Kidal!", "Stop", "demanded"),
    ],
)
def test_stance_of_what_is_merely_said(parse: Read, text: str, word: str, expected: str) -> None:
    read = parse(text)
    assert stance_of("asserted", content_modality(token(read, word), read)) == expected


def test_the_cue_decides_before_the_modality_inside() -> None:
    assert stance_of("denied", frozenset({Modality.FUTURE})) == "denied"
    assert stance_of("alleged", frozenset({Modality.POSSIBLE})) == "alleged"
