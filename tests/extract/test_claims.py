"""Claims and sources as records: merging, protection, the narrator."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.attribution import find_attributions
from dateline.annotate.quotations import find_quotations
from dateline.extract.claims import ClaimTable, extract_claims
from dateline.model.parse import Parse
from dateline.model.records import Source
from dateline.readers.text import read_text

Read = Callable[[str], Parse]


def table(parse: Read, text: str) -> ClaimTable:
    document, read = read_text(text), parse(text)
    return extract_claims(document, read, find_attributions(document, read, find_quotations(document)))


def sources(parse: Read, text: str) -> list[Source]:
    return list(table(parse, text).sources)


def test_a_person_named_in_full_and_then_by_last_name_is_one_source(parse: Read) -> None:
    text = "Governor Peter Lodu said the town was calm. Lodu said the road was open. He said the army had left."
    (only,) = sources(parse, text)
    assert only.kind == "named"
    assert only.name == "Peter Lodu"
    assert [m.quote for m in only.mentions][1:] == ["Lodu", "He"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Governor Amin Kasongo said the market of Beni was closed.", "Governor"),
        ("The spokesman Amin Kasongo said the market of Beni was closed.", "The spokesman"),
        ("The United Nations condemned the attack on Beni.", None),
    ],
)
def test_a_part_is_what_stands_before_a_name_and_an_article_alone_is_none(
    parse: Read, text: str, role: str | None
) -> None:
    (only,) = sources(parse, text)
    assert only.role == role


def test_the_source_goes_back_to_the_last_unnamed_one(parse: Read) -> None:
    text = "A rebel source said the base had fallen. The minister said it had not. The source said fighting went on."
    assert [len(s.mentions) for s in sources(parse, text)] == [2, 1]


def test_every_resident_is_somebody_new(parse: Read) -> None:
    text = "A resident said the market burned. A resident of Djibo said nobody was hurt."
    assert len(sources(parse, text)) == 2


def test_she_is_not_a_spokesman(parse: Read) -> None:
    text = (
        "Mary Example, a nurse and mother, said ten died. An army spokesman said two died. She said the ward was full."
    )
    first = next(s for s in sources(parse, text) if s.kind == "named")
    assert [m.quote for m in first.mentions][-1] == "She"


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        ("“They burned it,” said a nurse, who declined to be named for security reasons.", True),
        ("A commander, speaking on condition of anonymity, said the base had fallen.", True),
        ("A US official said the base had fallen.", False),
        ("Residents said the base had fallen.", False),
        ("An anonymous source within the militia said the base had fallen.", True),
        ("A trader said the base had fallen. He asked not to be identified.", True),
        ("Two rebels asked that their names not be published. A rebel commander said the base had fallen.", True),
        ("The name of the nurse is withheld for her safety. The nurse said the base had fallen.", True),
        ("The base had fallen, said Amal Example, a nurse. Her name has been changed.", True),
        ("Amal Example, a nurse who asked not to be named, was there. She left for Juba.", True),
        ("Two nurses said the base had fallen. Their names have been changed.", True),
        ("A nurse asked that her name be withheld. She said the base had fallen.", True),
        ("“It fell,” Amal Example, a nurse, told Nile Wire on condition of anonymity.", True),
        ("Amal Example said the base had fallen. She did not want to give her name.", True),
        ("Amal Example, a trader, spoke on condition of anonymity. “It fell,” Example said.", True),
        ("Amal Example said the base had fallen. Example asked not to be named.", True),
        ("Speaking on condition of anonymity, trader Amal Example told Nile Wire that the base had fallen.", True),
        ("Two teachers, Amal Example and John Invented, asked that their names be withheld.", True),
        ("“Do not use my name,” Amal Example said. The base had fallen.", True),
        ("Gen. Amal Example told reporters that nobody had asked a nurse for her name.", False),
        (
            "The spokesman, Gen. John Invented, said the base had fallen. A nurse who asked not to be named denied it.",
            False,
        ),
    ],
)
def test_who_is_protected(parse: Read, text: str, *, protected: bool) -> None:
    found = sources(parse, text)[0]
    assert found.protect is protected
    assert (found.anonymity is not None) is protected
    if found.anonymity is not None:
        assert found.anonymity.evidence[0].quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Thai officials said privately that the army was ready.",
        "A diplomat, speaking on background, said the talks had failed.",
        "“There is no proof of life,” said an embassy spokesman, speaking with customary anonymity.",
        "Sources at the ministry, who asked not to be identified, said the minister had fled.",
    ],
)
def test_who_speaks_off_the_record_is_protected(parse: Read, text: str) -> None:
    assert [s.protect for s in sources(parse, text) if s.mentions] == [True]


def test_two_sources_of_one_saying_have_a_claim_each(parse: Read) -> None:
    found = table(parse, "The US and the UN said the law was too lenient.").claims
    assert len({c.source for c in found}) == len({c.id for c in found}) == 2


def test_a_speaker_inside_a_quotation_does_not_take_it_over(parse: Read) -> None:
    text = (
        "Minister Anna Example said: “The army claims full control of Aleppo. It is a hollow victory. "
        "The regime must let aid in.”"
    )
    found = table(parse, text)
    names = {s.id: s.name for s in found.sources}
    last = [c for c in found.claims if c.content[0].quote.startswith(("It is", "The regime"))]
    assert [names[c.source] for c in last] == ["Anna Example"] * 2


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("French peacekeepers guarded the monastery after they said rebels had robbed it.", "French peacekeepers"),
        ("After Iraqi forces came under fire, they requested support from the coalition.", "Iraqi forces"),
    ],
)
def test_they_are_those_of_the_clause_beside(parse: Read, text: str, whose: str) -> None:
    (only,) = [s for s in sources(parse, text) if s.mentions]
    assert whose in [m.quote for m in only.mentions]


def test_one_of_the_sources_is_as_protected_as_all_of_them(parse: Read) -> None:
    text = "Three sources, who asked not to be named, said the base fell. One of the sources said ten men died."
    assert [s.protect for s in sources(parse, text)] == [True, True]


def test_claims_cover_what_they_say_innermost_first_and_the_narrator_the_rest(parse: Read) -> None:
    text = "Residents said the army claimed it had taken Kodok. Shells hit Malakal on Tuesday."
    claims = table(parse, text)
    at = text.index("taken")
    inner, outer = claims.claims_for(at, at + 5)
    assert [claims.source_of(c).kind for c in (inner, outer)] == ["organisation", "group"]
    assert next(c for c in claims.claims if c.id == inner).inside == outer
    at = text.index("hit")
    (narrated,) = claims.claims_for(at, at + 3)
    assert claims.source_of(narrated).kind == "narrator"
    assert claims.claims_for(at, at + 3) == (narrated,)
    assert claims.sources[-1].kind == "narrator"
    assert claims.claims[-1].content[0].quote == "Shells hit Malakal on Tuesday."


def test_a_text_that_quotes_nobody_has_no_sources(parse: Read) -> None:
    claims = table(parse, "Shells hit Malakal on Tuesday.")
    assert claims.sources == ()
    assert claims.claims == ()


def test_the_same_text_gives_the_same_records(parse: Read) -> None:
    text = "“They burned the market,” said a trader. According to the army, nobody died."
    first, second = table(parse, text), table(parse, text)
    assert first.claims == second.claims
    assert first.sources == second.sources


def test_what_dates_the_saying_goes_to_said_and_the_addressee_to_to(parse: Read) -> None:
    text = "A doctor told the Sudan Tribune on Monday that ten people had died."
    document, read = read_text(text), parse(text)
    asked: list[str] = []

    def actor_at(start: int, end: int) -> str | None:
        return "actor-1" if "Tribune" in text[start:end] else None

    def when_of(start: int, end: int) -> None:
        asked.append(text[start:end])

    claims = extract_claims(
        document,
        read,
        find_attributions(document, read, find_quotations(document)),
        actor_at=actor_at,
        when_of=when_of,
    )
    assert claims.claims[0].to == "actor-1"
    assert asked == ["on Monday"]


def test_a_request_that_leads_to_nobody_is_a_finding(read) -> None:
    dossier = read("The full name is being withheld for her safety. The base in Kodok fell on Monday.")
    assert [f.origin.rule for f in dossier.findings if f.verdict == "cannot tell"] == ["protection"]
    assert not [
        f for f in read("A nurse who asked not to be named said Kodok fell.").findings if f.origin.rule == "protection"
    ]
