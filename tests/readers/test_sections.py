"""The parts of a report: every text here is fiction on real geography."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.readers.lines import units_of
from dateline.readers.sections import byline_of, lay_out
from dateline.readers.tables import rows

BODY = "Fighters of the River Guard shelled the ferry landing at Malakal on Tuesday, two residents said."
MORE = "The landing was empty at the time, the harbour master said."


def parts(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in lay_out(text, title).sections]


def test_a_full_news_page_is_told_apart() -> None:
    text = (
        "4 min read\n\nShells fall on the ‘quiet bank’ of the Nile\n\nBy Ann Example\n\n"
        f"JUBA: {BODY[:50]} […]\n\nJUBA: {BODY}\n\n"
        "\xa0Boats at the quay in May. Photo courtesy of River Studio.\xa0\n\n"
        f"‘A quiet bank’\n\n{MORE}\n\nShare this article"
    )
    assert parts(text) == [
        ("boilerplate", "4 min read"),
        ("title", "Shells fall on the ‘quiet bank’ of the Nile"),
        ("boilerplate", "By Ann Example"),
        ("boilerplate", f"JUBA: {BODY[:50]} […]"),
        ("dateline", "JUBA:"),
        ("paragraph", BODY),
        ("caption", "Boats at the quay in May."),
        ("boilerplate", "Photo courtesy of River Studio."),
        ("heading", "‘A quiet bank’"),
        ("paragraph", MORE),
        ("boilerplate", "Share this article"),
    ]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Shells fall on Malakal", "title"),
        ("Why did shells fall on Malakal?", "title"),
        ("U.S. envoy leaves Juba after talks", "title"),
        ("Shells fell on Malakal on Tuesday.", "paragraph"),
        ("“We will come back.”", "paragraph"),
        ("Speaking in Juba on Tuesday, the envoy said:", "paragraph"),
        ("- 3 May: shells fall on Malakal", "paragraph"),
        ("PRESS RELEASE", "boilerplate"),
        ("5 May 2021", "boilerplate"),
        ("Juba, 5 May 2021", "dateline"),
    ],
)
def test_the_first_line_is_a_title_only_where_it_reads_like_one(first: str, kind: str) -> None:
    assert parts(f"{first}\n\n{BODY}\n\n{MORE}")[0] == (kind, first)


def test_a_line_below_the_title_is_a_heading() -> None:
    text = f"Shells fall on Malakal\nThe landing had been quiet since the spring\n{BODY}\n{MORE}"
    assert [kind for kind, _ in parts(text)] == ["title", "heading", "paragraph", "paragraph"]


def test_what_a_page_sets_below_its_title_is_no_part_of_it() -> None:
    text = f"Shells fall on Malakal\nby Ann Example\nMay 5, 2021\nin News\nA A\n0\n\n{BODY}"
    layout = lay_out(text)
    assert [s.kind for s in layout.sections] == [
        "title",
        *["boilerplate"] * 2,
        "heading",
        *["boilerplate"] * 2,
        "paragraph",
    ]
    assert (layout.byline, layout.published) == (("Ann Example",), "2021-05-05")


def test_a_text_of_one_line_has_no_title() -> None:
    assert parts(BODY) == [("paragraph", BODY)]
    assert parts("Shells fall on Malakal") == [("paragraph", "Shells fall on Malakal")]


def test_a_title_that_the_user_gives_is_found_in_the_text() -> None:
    assert parts(f"Shells fell on Malakal.\n\n{BODY}", "shells fell on  Malakal.")[0][0] == "title"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The road to Kodok", "heading"),
        ("‘No way back’", "heading"),
        ("What happened next?", "heading"),
        ("## Background", "heading"),
        ("The envoy said:", "paragraph"),
        ("Deaths: 4", "paragraph"),
        ("• Four people in Kodok", "paragraph"),
        ("He left.", "paragraph"),
        ("“Why?” he asked.", "paragraph"),
        ("al-Nur fighters left on Friday.", "paragraph"),
        ("***", "boilerplate"),
        ("Read more: Floods reach the delta", "boilerplate"),
        ("Follow us on Twitter", "boilerplate"),
        ("Subscribe to our newsletter", "boilerplate"),
        ("Copyright 2021 Example News. All rights reserved.", "boilerplate"),
        ("Related: Harvest begins in the delta", "boilerplate"),
        ("Photo: River Studio", "boilerplate"),
        ("(AP Photo/Ann Example)", "boilerplate"),
        ("Image source, Example Pictures", "boilerplate"),
        ("Image caption, Boats lie at the quay in Malakal.", "caption"),
        ("FILE PHOTO: Boats lie at the quay in Malakal.", "caption"),
    ],
)
def test_short_lines_between_paragraphs(line: str, kind: str) -> None:
    assert parts(f"{BODY}\n\n{line}\n\n{MORE}")[1] == (kind, line)


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Boats at the quay in May.", "Photo: River Studio"),
        ("Boats at the quay in May.", "Photograph by Ann Example/Example Agency"),
        ("Boats at the quay in May", "(AP Photo/Ann Example)"),
        ("Boats at the quay in May", "[File: Ann Example]"),
        ("Boats at the quay in May", "[Ann Example/Example Agency]"),
        ("Boats at the quay in May.", "REUTERS/Ann Example/File Photo"),
        ("Boats at the quay in May.", "© River Studio 2021"),
        ("Boats at the quay in May.", "Ann Example/AFP via Getty Images"),
        ("Boats at the quay in May.", "Image courtesy of the harbour office."),
    ],
)
def test_a_credit_is_parted_from_its_caption(caption: str, credit: str) -> None:
    assert parts(f"{BODY}\n\n{caption} {credit}\n\n{MORE}")[1:3] == [("caption", caption), ("boilerplate", credit)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Four people were killed, according to video from the scene.",
        "Photos from the scene show burned boats along the bank.",
        "A photograph taken by residents shows the landing in flames.",
        "The toll could not be confirmed. Source: village chief",
        "Updated figures show that 45 people have fled since May.",
        "Register the dead first, the envoy told the committee.",
        "The group is known as the River Guard (RG).",
        "The clinic is run by MSF/Doctors Without Borders.",
        "The group did not answer, its envoy told AFP/Reuters.",
        "Witnesses reported from Kodok that two boats burned.",
    ],
)
def test_paragraphs_that_only_look_like_credits_or_boilerplate(paragraph: str) -> None:
    assert parts(f"{BODY}\n\n{paragraph}\n\n{MORE}")[1] == ("paragraph", paragraph)


def test_a_list_of_links_is_boilerplate_until_the_next_paragraph() -> None:
    text = f"{BODY}\n\nRelated stories\n\nFloods reach the delta\n\nHarvest begins in Kodok\n\n{MORE}"
    assert [kind for kind, _ in parts(text)] == ["paragraph", *["boilerplate"] * 3, "paragraph"]


def test_a_teaser_counts_only_where_it_repeats_what_follows() -> None:
    assert parts(f"{BODY[:40]}…\n\n{BODY}")[0][0] == "boilerplate"
    assert parts(f"They waited and waited at the landing …\n\n{BODY}")[0][0] != "boilerplate"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the river-led \nguard\n shelled the landing.", 1),
        ("The River Guard, according to the \nHarbour Office\n in Malakal, fled.", 1),
        ("He spoke on Monday. Boats near the \nWhite Nile\n were burned.", 1),
        ("The guard fled.\nThe boats burned.", 2),
        ("The guard fled.\nal-Nur fighters stayed.", 2),
        ("The guard fled.\r\n\r\nThe boats burned.", 2),
        ("They shelled the\n\nlanding at Kodok.", 1),
        ("Dead:\n- four in Kodok\n- two in Malakal", 3),
    ],
)
def test_lines_that_were_only_wrapped_are_one(text: str, expected: int) -> None:
    assert len(units_of(text)) == expected


def test_text_wrapped_at_a_column_is_joined_by_paragraph() -> None:
    first = (
        "Fighters of the River Guard shelled the ferry landing at Malakal on\n"
        "Tuesday, two residents said. The landing was empty at the time. Colonel\n"
        "Deng Example of the harbour police said that nobody had been hurt. He\n"
        "did not name those who had fired from the other bank of the river."
    )
    text = f"{first}\n\n{first}"
    assert [text[u.start : u.end] for u in units_of(text)] == [first, first]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Example", ("Ann Example",)),
        ("By Ann Example and John Roe, Example News", ("Ann Example", "John Roe")),
        ("by ANN EXAMPLE in Juba | 5 May 2021", ("ANN EXAMPLE",)),
        ("By Ann Example, John Roe and Deng Example", ("Ann Example", "John Roe", "Deng Example")),
        ("By AFP", ("AFP",)),
        ("By Tuesday the guard had fled.", ()),
        ("By Friday", ()),
        ("Bystanders fled", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert byline_of(line) == names


@pytest.mark.parametrize("row", rows("boilerplate"), ids=lambda row: row["example"])
def test_every_boilerplate_row_reads_its_own_example(row: dict[str, str]) -> None:
    example = row["example"]
    text = f"{example}\n\n{BODY}\n\n{MORE}" if row["where"] == "top" else f"{BODY}\n\n{example}\n\n{MORE}"
    assert ("boilerplate", example) in parts(text)
    assert row["source"]


@pytest.mark.parametrize("row", rows("captions"), ids=lambda row: row["example"])
def test_every_caption_row_reads_its_own_example(row: dict[str, str]) -> None:
    kinds = [kind for kind, _ in parts(f"{BODY}\n\n{row['example']}\n\n{MORE}")]
    assert kinds in (["paragraph", "caption", "boilerplate", "paragraph"], ["paragraph", "caption", "paragraph"])


TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            [BODY, MORE, "JUBA:", "By Ann", "Photo: X", "\n", "\r\n", "\n\n", "\xa0", "“", "(", "…", "Heading"]
        ),
        max_size=30,
    ).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_sections_are_in_order_and_cover_every_word_of_any_text(text: str) -> None:
    position = 0
    for section in lay_out(text).sections:
        assert position <= section.start < section.end <= len(text)
        assert not text[position : section.start].strip()
        position = section.end
    assert not text[position:].strip()


@pytest.mark.parametrize("unit", ["(", "\n", "\n ", "A", "AB ", "“", "a. ", "Photo by A B ", "By A\n", "[", "---\n"])
def test_hostile_texts_take_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    lay_out(unit * (1_000_000 // len(unit)) + "x")
    assert time.perf_counter() - begun < 10


def test_two_lines_of_a_short_paragraph_join_where_the_report_is_wrapped_between_blank_lines() -> None:
    text = (
        "Government forces shelled the harbour of Mokha on Monday, killing four people, said\n"
        "Amal Example, who works at the port.\n\n"
        "The army denied that it had shelled the town and said that it had fired at boats on\n"
        "Tuesday only, when nobody was near the quay.\n"
    )
    assert [kind for kind, _ in parts(text)] == ["paragraph", "paragraph"]
