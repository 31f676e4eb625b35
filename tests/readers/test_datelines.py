"""Datelines in the styles of agencies and offices; place, date and agency."""

from __future__ import annotations

import pytest

from dateline.readers.datelines import full_date, read_opening

STYLES = [
    ("JUBA: ", "JUBA", None, None),
    ("KHARTOUM — ", "KHARTOUM", None, None),
    ("NAIROBI, Kenya (AP) — ", "NAIROBI, Kenya", None, "AP"),
    ("KABUL, Afghanistan, Oct. 3 (Xinhua) -- ", "KABUL, Afghanistan", None, "Xinhua"),
    ("SANAA, Yemen, 5 May 2021 (Reuters) - ", "SANAA, Yemen", "2021-05-05", "Reuters"),
    ("Geneva/New York, 5 May 2023 – ", "Geneva/New York", "2023-05-05", None),
    ("GENEVA (5 May 2023) – ", "GENEVA", "2023-05-05", None),
    ("MOSCOW, May 5. /TASS/. ", "MOSCOW", None, "TASS"),
    ("May 5, 2023 (JUBA) – ", "JUBA", "2023-05-05", None),
    ("Mogadishu — ", "Mogadishu", None, None),
    ("EL FASHER / KHARTOUM, 5 May: ", "EL FASHER / KHARTOUM", None, None),
    ("N’DJAMENA (AFP) — ", "N’DJAMENA", None, "AFP"),
    ("Bogotá (EFE).- ", "Bogotá", None, "EFE"),
    ("BEIRUT—", "BEIRUT", None, None),
    ("(Beirut, May 5, 2023) – ", "Beirut", "2023-05-05", None),
    ("(The Hague, 5 May 2023) — ", "The Hague", "2023-05-05", None),
    ("(Nairobi) - ", "Nairobi", None, None),
    ("ADEN\u200e – ", "ADEN", None, None),
    ("\u200fADEN – ", "ADEN", None, None),
    ("\u2067ADEN\u2069, 5 May 2021 – ", "ADEN", "2021-05-05", None),
]


@pytest.mark.parametrize(("words", "place", "date", "agency"), STYLES)
def test_datelines_of_many_houses(words: str, place: str, date: str | None, agency: str | None) -> None:
    opening = read_opening(words + "The ferry stayed away.")
    assert opening is not None
    assert (opening.length, opening.place, opening.date, opening.agency) == (len(words), place, date, agency)


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE: The ferry stayed away.",
        "Background: The ferry stayed away.",
        "READ MORE: The ferry stayed away.",
        "DON’T MISS: The ferry stayed away.",
        "Key points — The ferry stayed away.",
        "RELATED: The ferry stayed away.",
        "Al-Nur fighters stayed away.",
        "Free River Army (FRA) — The group stayed away.",
        "Kodok – Long quiet – fell.",
        "RIVERGUARD – which holds the bank – fled.",
        "US: officials stayed away.",
        "In Kodok, the ferry stayed away.",
        "“No,” he said.",
        "(File photo) - a ferry that stayed away.",
        "(Update) – The ferry stayed away.",
        "",
    ],
)
def test_openings_that_are_no_dateline(text: str) -> None:
    assert read_opening(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("5 May 2023", "2023-05-05"),
        ("May 5th, 2023", "2023-05-05"),
        ("Sept. 30, 2023", "2023-09-30"),
        ("2023-05-06", "2023-05-06"),
        ("30.5.2023", "2023-05-30"),
        ("30/5/2023", "2023-05-30"),
        ("5/6/2023", None),
        ("5 May", None),
        ("31 June 2023", None),
    ],
)
def test_only_a_full_and_unambiguous_date_is_a_date(text: str, date: str | None) -> None:
    assert full_date(text) == date
