"""Forms of saying beside the plain clause: chains, nouns, documents, stands, credits. All happenings are fiction."""

from __future__ import annotations

import pytest


def said(read, text: str) -> list[tuple[str, tuple[str, ...], str]]:
    """(source, via, content) of every claim that is not the report's own."""
    dossier = read(text)
    names = {s.id: s.name or s.description for s in dossier.sources if s.kind != "narrator"}
    return [
        (names[c.source], tuple(names[v] for v in c.via), " … ".join(e.quote for e in c.content))
        for c in dossier.claims
        if c.source in names
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lodu was quoted by Radio Nile as saying that ten people had died.",
            ("Lodu", ("Radio Nile",), "ten people had died"),
        ),
        (
            "According to Radio Nile, which cited a police officer, ten people died.",
            ("a police officer", ("Radio Nile",), "ten people died"),
        ),
        ("Nile TV, which quoted two doctors, said two people died.", ("two doctors", ("Nile TV",), "two people died")),
        (
            "A witness said the bridge had fallen, according to Nile TV.",
            ("A witness", ("Nile TV",), "the bridge had fallen"),
        ),
        ("The constitution says that the council may sit.", ("The constitution", (), "the council may sit")),
        ("Per the ministry, two people died.", ("the ministry", (), "two people died")),
        ("As per the police, three people died.", ("the police", (), "three people died")),
        ("As reported by Nile TV, the bridge fell.", ("Nile TV", (), "the bridge fell")),
        ("As Nile TV reported, the road is closed.", ("Nile TV", (), "the road is closed")),
        ("The talks failed because of the army's threat to shell Malakal.", ("the army", (), "to shell Malakal")),
        (
            "The group's demand for the release of prisoners was not met.",
            ("The group", (), "the release of prisoners"),
        ),
        (
            "The accusation by the army that the rebels shelled Malakal was rejected by Ann Example.",
            ("the army", (), "the rebels shelled Malakal"),
        ),
        (
            "The ministry released a statement saying that the road was closed.",
            ("The ministry", (), "the road was closed"),
        ),
        (
            "Governor Peter Lodu announced that an inquiry was opened and stated that the road would stay closed.",
            ("Peter Lodu", (), "the road would stay closed"),
        ),
    ],
)
def test_whose_words_they_are_and_by_whom(read, text: str, expected: tuple[str, tuple[str, ...], str]) -> None:
    assert expected in said(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "The fee for the ferry is ten pounds per day.",
        "Turkey backs the rebels in the north.",
        "The army opposed the rebels at Kodok.",
        "Traders agreed on a price as determined solely by the market.",
        "The army refused to leave the town.",
        "The judge dismissed the officer.",
    ],
)
def test_what_is_no_saying(read, text: str) -> None:
    assert said(read, text) == []


@pytest.mark.parametrize(
    ("text", "act", "stance"),
    [
        ("The government opposed the plan.", "REJECT", "denied"),
        ("The president backed the deal.", "SUPPORT", "asserted"),
        ("The UN voiced support for the talks.", "SUPPORT", "asserted"),
        ("The minister ruled out talks with the rebels.", "REJECT", "denied"),
        ("The minister apologised for the raid.", "CONCEDE", "asserted"),
        ("The army admitted killing ten people.", "CONCEDE", "asserted"),
        ("The army threatened to shell the town.", "THREATEN", "intended"),
        ("The governor urged a ceasefire.", "REQUEST", "demanded"),
        ("The envoy accused the army of shelling Malakal.", "ACCUSE", "alleged"),
    ],
)
def test_the_act_of_a_saying(read, text: str, act: str, stance: str) -> None:
    assert [(c.act, c.stance) for c in read(text).claims if c.act is not None] == [(act, stance)]


def test_a_judgement_ends_where_a_further_saying_begins(read) -> None:
    found = said(read, "Witnesses dispute the claim, testifying that soldiers shot the boy.")
    assert [content for *_, content in found] == ["dispute the claim", "soldiers shot the boy"]


def test_according_to_within_a_quotation_takes_no_word_from_outside_it(read) -> None:
    dossier = read(
        "Ann Example told Nile TV that “the driver fired on the crowd, according to the police who killed him.”"
    )
    inner = next(c for c in dossier.claims if c.cue is not None and c.cue.quote == "according to")
    assert [e.quote for e in inner.content] == ["the driver fired on the crowd"]
    assert inner.inside is not None


@pytest.mark.parametrize(
    ("line", "whose"),
    [
        ("\n\nHilmi Example, a witness\n", "Hilmi Example"),
        (" — Mary Ajak, nurse\n", "Mary Ajak"),
        ("\n\nAttack in the south\n", "The army"),
    ],
)
def test_a_line_behind_a_quotation_may_say_whose_it_is(read, line: str, whose: str) -> None:
    text = (
        "The army said it was investigating.\n\n“They burned the whole market and left at night.”"
        f"{line}\nThe governor went to Kodok on Monday.\n"
    )
    assert next(who for who, _, what in said(read, text) if what.startswith("They burned")) == whose


def test_a_short_sentence_of_a_quotation_is_kept_with_its_neighbour(read) -> None:
    found = said(read, "“They came at dawn. We ran,” said Mary Ajak, a nurse. “Nobody helped us at all.”")
    assert [content for *_, content in found] == ["They came at dawn. We ran", "Nobody helped us at all"]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The minister told the army that the bridge had fallen.", "army"),
        ("The minister replied to the United Nations that the road was closed.", "United Nations"),
        ("Ann Example wrote in a letter to the United Nations that the camp was full.", "United Nations"),
        ("The army accused the United Nations of helping the rebels.", "United Nations"),
        ("The army said the United Nations was helping the rebels.", None),
        ("The minister referred to the United Nations and said the camp was full.", None),
    ],
)
def test_to_whom_it_is_said(read, text: str, to: str | None) -> None:
    dossier = read(text)
    names = {a.id: a.name for a in dossier.actors}
    told = {names[c.to] for c in dossier.claims if c.to is not None}
    assert {to.lower()} == {n.lower() for n in told} if to is not None else not told
