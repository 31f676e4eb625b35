"""Quotations: pairing of marks, apostrophes, nesting, what stays open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.quotations import find_quotations
from dateline.model.document import Document, Published, Section
from dateline.readers.text import read_text


def by_lines(text: str) -> Document:
    """A document of any text, each line a paragraph: also of texts that no reader takes for a report."""
    ends = [n for n, c in enumerate(text) if c == "\n"] + [len(text)]
    starts = [0, *(n + 1 for n in ends[:-1])]
    sections = tuple(Section("paragraph", a, b) for a, b in zip(starts, ends, strict=True) if a < b)
    return Document("doc", None, (), None, None, Published(), "en", None, "", text, sections)


def quoted(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(read_text(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We left Bakhmut at night," she said.', ["We left Bakhmut at night,"]),
        ("“We left Bakhmut at night,” she said.", ["We left Bakhmut at night,"]),
        ("«We left Bakhmut at night», she said.", ["We left Bakhmut at night"]),
        ("„We left Bakhmut at night“, she said.", ["We left Bakhmut at night"]),
        ("''We left Bakhmut at night,'' she said.", ["We left Bakhmut at night,"]),
        ("``We left Bakhmut at night,'' she said.", ["We left Bakhmut at night,"]),
        ("‘We left Bakhmut at night,’ she said.", ["We left Bakhmut at night,"]),
        ("“They said, ‘Leave now,’ and we left.”", ["They said, ‘Leave now,’ and we left.", "Leave now,"]),
        (
            'He spoke of "outrages"."They will pay for this today." He left.',
            ["outrages", "They will pay for this today."],
        ),
        ('He said: "We go."They stay here." He left.', ["We go.", "They stay here."]),
        ('“The road is open. The camp is not." He left.', ["The road is open. The camp is not."]),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rebels' advance on Ta'izz didn't stop.",
        "The group’s men left Sana’a in the ’90s.",
        "A 5'11 man crossed at Um Dukhun.",
        "The militias' camp lay near the farmers' fields.",
    ],
)
def test_an_apostrophe_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_paragraph_that_does_not_close_runs_to_its_end_and_no_further() -> None:
    text = "“They burned the market.\n\n“Then they left for Djibo,” said the trader.\n\nHe fled."
    first, second = find_quotations(read_text(text))
    assert not first.closed
    assert first.block
    assert text[first.inner_start : first.inner_end] == "They burned the market."
    assert second.closed
    assert second.block


def test_a_quotation_that_only_its_second_paragraph_closes_covers_both() -> None:
    text = '"They burned the market at dawn.\nThen they left for Djibo," the trader said.'
    assert quoted(text) == ["They burned the market at dawn.", "Then they left for Djibo,"]


def test_a_missing_mark_does_not_swallow_the_next_quotation() -> None:
    text = "“The bridge is gone, he said. “Nobody can cross.”"
    assert quoted(text)[-1] == "Nobody can cross."


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ("The “safe zone” near Idlib was shelled.", True),
        ("“We will not leave Idlib,” he said.", False),
        ("He spoke of “a war without end.”", False),
    ],
)
def test_an_expression_in_marks_is_not_speech(text: str, *, scare: bool) -> None:
    assert [q.scare for q in find_quotations(read_text(text))] == [scare]


@given(st.text(alphabet=st.sampled_from("ab .,!?\n\"'“”‘’«»„`s—("), max_size=80))
def test_quotations_of_any_text_lie_inside_it_and_nest(text: str) -> None:
    found = find_quotations(by_lines(text))
    for q in found:
        assert 0 <= q.start <= q.inner_start < q.inner_end <= q.end <= len(text)
    assert found == sorted(found, key=lambda q: (q.start, -q.end))


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for q in find_quotations(by_lines(text)):
        assert text[q.start : q.end]
