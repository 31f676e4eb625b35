"""Transcripts: whose turn it is, and what is no transcript. All happenings and persons are fiction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.attribution import find_attributions
from dateline.annotate.quotations import find_quotations
from dateline.model.parse import Parse
from dateline.readers.text import read_text

Read = Callable[[str], Parse]

PRESS = (
    "REPORTER: How many people have fled Malakal?\n\nGOV. PETER LODU: About three hundred people have fled. We are "
    "sending food.\n\nREPORTER: Who shelled the town?\n\nLODU: The River Guard shelled it on Tuesday.\n"
)
NAMED = (
    "Mary Ajak: They burned the market on Monday.\n\nPeter Lodu: We sent two boats to Kodok.\n\n"
    "Mary Ajak: Nobody came to help us.\n"
)


def turns(parse: Read, text: str) -> list[tuple[str, str]]:
    document = read_text(text)
    found = find_attributions(document, parse(text), find_quotations(document))
    return [
        (text[a.source.start : a.source.end], text[a.content[0][0] : a.content[-1][1]])
        for a in found
        if a.rule == "transcript" and a.source is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PRESS,
            [
                ("GOV. PETER LODU", "About three hundred people have fled"),
                ("GOV. PETER LODU", "We are sending food"),
                ("LODU", "The River Guard shelled it on Tuesday"),
            ],
        ),
        (
            "Governor Peter Lodu spoke to Nile Wire.\n\nQ: How many fled?\n\nA: About 300 people have fled Kodok.\n",
            [("Governor Peter Lodu", "About 300 people have fled Kodok")],
        ),
        (
            NAMED,
            [
                ("Mary Ajak", "They burned the market on Monday"),
                ("Peter Lodu", "We sent two boats to Kodok"),
                ("Mary Ajak", "Nobody came to help us"),
            ],
        ),
    ],
)
def test_each_sentence_that_asks_nothing_is_its_speakers(
    parse: Read, text: str, expected: list[tuple[str, str]]
) -> None:
    assert turns(parse, text) == expected


def test_a_transcript_in_quotation_marks_is_read_like_one_without(parse: Read) -> None:
    text = (
        "The governor met reporters in Malakal on Monday.\n\n“REPORTER: How many people have fled the town?\n\n“LODU: "
        "About 300 people fled Kodok.\n\n“LODU: The River Guard came on Tuesday.”\n"
    )
    assert [who for who, _ in turns(parse, text)] == ["LODU", "LODU"]


@pytest.mark.parametrize(
    "text",
    [
        "Background: The River Guard holds Malakal.\n\nNote: Ten people died there.\n\nUpdate: The army left Kodok.\n",
        "MALAKAL: The army left Kodok on Monday.\n\nThe River Guard holds the town.\n",
        "The army left at 10:30 on Monday.\n\nThe River Guard came at 11:30.\n\nThe ferry left at 12:30 from Kodok.\n",
    ],
)
def test_a_heading_or_an_hour_is_no_speaker(parse: Read, text: str) -> None:
    assert turns(parse, text) == []


def test_who_is_named_in_full_once_is_one_source_over_all_turns(read) -> None:
    sources = [s for s in read(PRESS).sources if s.kind != "narrator"]
    assert [(s.kind, len(s.mentions)) for s in sources] == [("named", 2)]


def test_a_saying_within_a_turn_stands_inside_the_speakers_claim(read) -> None:
    dossier = read(PRESS + "\nLODU: The army says that two soldiers died at Kodok.\n")
    inner = next(c for c in dossier.claims if c.cue is not None and c.cue.quote == "says")
    outer = next(c for c in dossier.claims if c.id == inner.inside)
    assert outer.content[0].quote.startswith("The army says")


def test_the_first_person_of_a_turn_says_nothing_apart_from_it(parse: Read) -> None:
    text = PRESS + "\nLODU: I think they will come back to Malakal.\n"
    assert turns(parse, text)[-1] == ("LODU", "I think they will come back to Malakal")
    document = read_text(text)
    assert not [
        a
        for a in find_attributions(document, parse(text), find_quotations(document))
        if a.source is not None and a.source.pronoun
    ]


def test_a_report_of_which_nothing_is_read_has_no_turns(read) -> None:
    text = (
        "Les obus sont tombés lundi sur le marché de Kodok, ont dit les habitants de la ville, qui ont fui vers le sud "
        "avec leurs enfants.\n\nLe gouverneur a promis une enquête et a demandé que les routes soient ouvertes.\n"
    )
    assert read(text).claims == ()
