"""Who says what, by which words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from dateline.annotate.attribution import find_attributions
from dateline.annotate.cues import cues, rows
from dateline.annotate.quotations import find_quotations
from dateline.model.layers import Attribution
from dateline.model.parse import Parse
from dateline.model.vocabulary import PLOVER_TYPES
from dateline.readers.text import read_text

Read = Callable[[str], Parse]


def attributed(parse: Read, text: str) -> list[Attribution]:
    document = read_text(text)
    return find_attributions(document, parse(text), find_quotations(document))


def told(parse: Read, text: str) -> list[tuple[str | None, str]]:
    return [
        (text[a.source.start : a.source.end] if a.source else None, " … ".join(text[s:e] for s, e in a.content))
        for a in attributed(parse, text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Residents said that shells had hit the market in Malakal.",
            [("Residents", "shells had hit the market in Malakal")],
        ),
        (
            "Two sources in the security service said drones struck a depot.",
            [("Two sources in the security service", "drones struck a depot")],
        ),
        (
            "Residents, in fear of the army, said drones struck a depot.",
            [("Residents", "drones struck a depot")],
        ),
        (
            "Shells hit the market in Malakal, a doctor at the hospital told reporters on Monday.",
            [("a doctor at the hospital", "Shells hit the market in Malakal")],
        ),
        (
            "Shells hit the market in Malakal, said army spokesman Col. John Garang Example.",
            [("army spokesman Col. John Garang Example", "Shells hit the market in Malakal")],
        ),
        (
            "Shells hit the market in Malakal, Mary Example, head of the clinic, told reporters.",
            [("Mary Example", "Shells hit the market in Malakal")],
        ),
        (
            "According to the ministry, shells hit the market in Malakal.",
            [("the ministry", "shells hit the market in Malakal")],
        ),
        (
            "Shells hit the market in Malakal, according to residents.",
            [("residents", "Shells hit the market in Malakal")],
        ),
        (
            "On Tuesday, the army said, shells hit the market in Malakal.",
            [("the army", "On Tuesday … shells hit the market in Malakal")],
        ),
        (
            "The governor accused the rebels of shelling the market.",
            [("The governor", "accused the rebels of shelling the market")],
        ),
        (
            "The president called for an end to the fighting.",
            [("The president", "an end to the fighting")],
        ),
        (
            "The president vowed to retake the town.",
            [("The president", "to retake the town")],
        ),
        (
            "In a video posted online, fighters are seen entering the base.",
            [("a video posted online", "fighters are seen entering the base")],
        ),
        (
            "The shelling started at dawn, and the army has left the town, residents said.",
            [("residents", "The shelling started at dawn"), ("residents", "the army has left the town")],
        ),
    ],
)
def test_source_and_content(parse: Read, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(parse, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The army shelled the market in Malakal.",
        "A spokesman declined to comment on the shelling.",
        "The ministry did not say who was behind the attack.",
        "The army maintained its positions along the river.",
    ],
)
def test_what_nobody_is_quoted_for(parse: Read, text: str) -> None:
    assert told(parse, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The African Union has been among those calling for a truce in Darfur.",
            [("The African Union", "a truce in Darfur")],
        ),
        (
            "President Peter Example made clear the aim of the operation was to seal the border.",
            [("President Peter Example", "the aim of the operation was to seal the border")],
        ),
        (
            "The general appeared confident he would find the hostages.",
            [("The general", "he would find the hostages")],
        ),
        (
            "The rebels accepted responsibility for the bombings in Cali.",
            [("The rebels", "accepted responsibility for the bombings in Cali")],
        ),
        (
            "The Syrian army claims full control of Aleppo.",
            [("The Syrian army", "claims full control of Aleppo")],
        ),
        (
            "Sudan is claiming to have shot down a drone near Port Sudan, that was fired by the militia.",
            [("Sudan", "to have shot down a drone near Port Sudan, that was fired by the militia")],
        ),
        (
            "He said that the talks were over and that the fighters would return to the hills.",
            [("He", "the talks were over"), ("He", "the fighters would return to the hills")],
        ),
        (
            "We call on more countries to assist in the relief of Goma.",
            [("We", "to assist in the relief of Goma")],
        ),
        (
            "Top officials sent strong new signals Sunday that the army wants to leave the valley.",
            [("Top officials", "the army wants to leave the valley")],
        ),
    ],
)
def test_other_forms_of_saying(parse: Read, text: str, expected: list[tuple[str, str]]) -> None:
    found = told(parse, text)
    assert [who for who, _ in found] == [who for who, _ in expected]
    assert all(want in said for (_, said), (_, want) in zip(found, expected, strict=True))


def test_each_sentence_of_a_quotation_is_a_claim_of_its_speaker(parse: Read) -> None:
    text = "“They burned the market. Nobody stopped them,” said a trader in Djibo. “We lost everything.”"
    found = attributed(parse, text)
    assert [text[a.content[0][0] : a.content[0][1]] for a in found] == [
        "They burned the market",
        "Nobody stopped them",
        "We lost everything",
    ]
    assert [a.carried for a in found] == [False, False, True]
    assert all(a.quoted for a in found)


def test_who_passes_on_is_not_the_source(parse: Read) -> None:
    text = "Bloomberg quoted a doctor as saying that ten people had died."
    (found,) = attributed(parse, text)
    assert found.source is not None
    assert text[found.source.start : found.source.end] == "a doctor"
    assert [text[v.start : v.end] for v in found.via] == ["Bloomberg"]


def test_who_is_cited_is_the_source(parse: Read) -> None:
    text = "State television, citing military officials, reported that the town had fallen."
    (found,) = attributed(parse, text)
    assert found.source is not None
    assert text[found.source.start : found.source.end] == "military officials"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mary Example said the road was cut.", "named"),
        ("A resident said the road was cut.", "anonymous"),
        ("Residents said the road was cut.", "group"),
        ("The ministry said the road was cut.", "organisation"),
        ("A ministry spokesman said the road was cut.", "organisation"),
        ("State media said the road was cut.", "media"),
        ("The report said the road was cut.", "document"),
        ("One of the commanders said the road was cut.", "anonymous"),
    ],
)
def test_kinds_of_sources(parse: Read, text: str, kind: str) -> None:
    (found,) = attributed(parse, text)
    assert found.source is not None
    assert found.source.kind == kind


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Officials said the town had fallen.", "asserted"),
        ("Officials said the town could fall.", "possible"),
        ("Officials said the army would have to leave; it must go.", "demanded"),
        ("Officials denied that the town had fallen.", "denied"),
        ("Officials alleged that the army had looted the town.", "alleged"),
        ("Officials said the army plans to retake the town.", "intended"),
        ("Officials urged the army to leave the town.", "demanded"),
        ("Officials announced that the army would leave the town.", "intended"),
        ("Officials said it was not ruled out that the town had fallen.", "possible"),
        ("Officials ruled out that the town had fallen.", "denied"),
    ],
)
def test_stances(parse: Read, text: str, stance: str) -> None:
    assert stance in {a.stance for a in attributed(parse, text)}


def test_a_statement_goes_on_in_the_paragraphs_after_its_opening(parse: Read) -> None:
    text = "The envoy, Mary Example, said:\n\nThe attack on Malakal was a crime.\n\nWe will help the town."
    assert told(parse, text) == [
        ("The envoy, Mary Example", "The attack on Malakal was a crime"),
        ("The envoy, Mary Example", "We will help the town"),
    ]


def test_a_colon_at_the_end_of_a_paragraph_gives_the_quoted_paragraphs_to_its_speaker(parse: Read) -> None:
    text = (
        "The council demanded access to the camp.\n\nFollowing the vote, Foreign Minister Anna Example said:\n\n"
        "“It is unacceptable that aid has not arrived. The siege must end.\n\n“There is no other way.”\n"
    )
    found = [text[a.source.start : a.source.end] for a in attributed(parse, text) if a.quoted and a.source is not None]
    assert len(found) == 2
    assert set(found) == {"Foreign Minister Anna Example"}


def test_speech_over_two_paragraphs_is_his_who_is_named_behind_the_second(parse: Read) -> None:
    text = "“The soldiers came at dawn and burned the school.\n\n“It was a massacre,” said Hassan Example, a teacher.\n"
    assert [who for who, _ in told(parse, text)] == ["Hassan Example"] * 2


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The US and the UN said the law was too lenient.", ["The US", "the UN"]),
        ("Kenya and several Western countries condemned the trial as a farce.", ["Kenya", "several Western countries"]),
        ("Doctors and witnesses said the market had burned.", ["Doctors and witnesses"]),
        ("US and Philippine officials said they had received warnings.", ["US and Philippine officials"]),
    ],
)
def test_sources_of_one_saying(parse: Read, text: str, whose: list[str]) -> None:
    assert [who for who, _ in told(parse, text)] == whose


def test_contents_lie_in_the_text_in_order(parse: Read) -> None:
    text = "Residents said the camp, which the army says is empty, was hit. “It burned,” said one. He said it burned."
    for a in attributed(parse, text):
        assert all(0 <= s < e <= len(text) for s, e in a.content)
        assert all(x[1] <= y[0] for x, y in pairwise(a.content))


def test_every_cue_has_a_source_and_a_known_act() -> None:
    table = rows("cues.tsv")
    assert len(table) > 200
    assert all(row["source"] for row in table)
    assert all(row["act"] in {"", *PLOVER_TYPES} for row in table)
    assert ("say", "verb") in cues()
