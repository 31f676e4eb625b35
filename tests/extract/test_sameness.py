"""Which source phrases of a report name the same source, and which never do. All happenings are fiction."""

from __future__ import annotations

import pytest

SENIOR = (
    "A senior official said the base had fallen. He added that ten had died. The official, who asked not to be named "
    "because he feared reprisals, said talks would go on."
)
COUNTED = (
    "One official said the base had fallen. A second official said it had not. The first official said he had seen it."
)
OUTLET = (
    "Kenya expelled five men on Friday, a newspaper reported. Officials took the men to the airport, said Mwanga, a "
    "Swahili newspaper owned by the party."
)


def sources(read, text: str) -> list[list[str]]:
    return [[m.quote for m in s.mentions] for s in read(text).sources if s.kind != "narrator"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SENIOR,
            [["A senior official", "He", "The official"]],
        ),
        (
            COUNTED,
            [["One official", "The first official"], ["A second official"]],
        ),
        (
            "The ministry issued a statement on Monday. The statement said the road was closed.",
            [["The ministry", "The statement"]],
        ),
        (
            "Governor Peter Lodu published a letter accusing the army of shelling Kodok. The letter said ten had died.",
            [["Governor Peter Lodu", "The letter"]],
        ),
        (
            "Mary Example said the road was open. The minister said the bridge had fallen.",
            [["Mary Example", "The minister"]],
        ),
        (
            "The road was open, said Mwanga, or Light, a Swahili newspaper owned by the party.",
            [["Mwanga, or Light"]],
        ),
        (
            OUTLET,
            [["a newspaper", "Mwanga"]],
        ),
        (
            "Officials said ten had died, Nile TV reported. Nile TV said the road was open.",
            [["Officials"], ["Nile TV", "Nile TV"]],
        ),
        (
            "The United Nations said the camp was full. The UN said it had sent tents.",
            [["The United Nations", "The UN"]],
        ),
    ],
)
def test_phrases_of_one_source(read, text: str, expected: list[list[str]]) -> None:
    assert sources(read, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The prosecutor said the road was open. Officials said it was closed. Ann Muster said nothing had changed.",
        "A resident said the church was spared. Another resident said it was not.",
        "A resident said the church was spared. A second resident said it was not.",
        "An official said the base had fallen. A third said it had not.",
        "General Peter Lodu said the road was open. The minister said the bridge had fallen.",
        "The report said ten died. The ministry issued a statement on Monday.",
        "Turkey's foreign ministry said the talks were over. The United States said they went on.",
    ],
)
def test_sources_that_are_never_one(read, text: str) -> None:
    assert all(len(mentions) == 1 for mentions in sources(read, text))


def test_a_request_by_the_officials_covers_each_of_them_and_nobody_else(read) -> None:
    text = (
        "One official said the base had fallen. A second official said it had not. The officials spoke on condition of "
        "anonymity. An ambassador said he knew nothing."
    )
    told = {s.mentions[0].quote: s.protect for s in read(text).sources if s.kind != "narrator"}
    assert told == {"One official": True, "A second official": True, "An ambassador": False}


def test_a_surname_is_its_persons_whatever_the_engine_takes_it_for(read) -> None:
    text = (
        "Christian Estrosa, a former mayor of Kodok, said the truck carried arms. Estrosa told Nile TV that “the "
        "driver fired on the crowd.” He added that nobody had stopped him."
    )
    (only,) = sources(read, text)
    assert only == ["Christian Estrosa", "Estrosa", "He"]
