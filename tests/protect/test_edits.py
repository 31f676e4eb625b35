"""Replacements on a text, and where everything else stands afterwards."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.dossier import Dossier
from dateline.model.integrity import faults
from dateline.model.span import Evidence
from dateline.protect.edits import Edit, Shift, Spans, merged
from dateline.protect.finder import Finder
from dateline.protect.view import _moved


def test_evidence_that_touches_a_replacement_covers_all_of_it() -> None:
    text = "Amal Garang, a midwife, spoke in Kodok."
    shift = Shift(text, [Edit(0, 22, "source", "[source A]")])
    assert shift.text == "[source A], spoke in Kodok."
    for start, end, quote in [
        (0, 11, "[source A]"),
        (15, 22, "[source A]"),
        (5, 8, "[source A]"),
        (15, 29, "[source A], spoke"),
        (22, 29, ", spoke"),
        (33, 38, "Kodok"),
        (0, 39, shift.text),
    ]:
        a, b = shift.span(start, end)
        assert shift.text[a:b] == quote


def test_what_overlaps_or_stands_side_by_side_of_one_person_is_one_edit() -> None:
    text = "Amal Garang, a midwife, spoke"
    edits = [Edit(0, 11, "source", "[A]", 0), Edit(13, 22, "source", "[A]", 0), Edit(5, 11, "name", "[B]", 1)]
    assert merged(edits, text) == [Edit(0, 22, "source", "[A]", 0)]
    assert len(merged([edits[0], replace(edits[1], who=1)], text)) == 2


def test_withheld_words_win_over_what_they_hold() -> None:
    edits = merged([Edit(4, 8, "source", "[A]", 0), Edit(0, 6, "words", "[w]")], "my brother")
    assert edits == [Edit(0, 8, "words", "[w]")]


def test_an_address_that_holds_a_name_is_a_contact() -> None:
    text = "amal@garang.example"
    found = merged([Edit(0, 19, "contact", "[c]"), Edit(0, 11, "source", "[A]", 0)], text)
    assert found == [Edit(0, 19, "contact", "[c]")]
    assert merged([Edit(0, 19, "source", "[A]", 0), Edit(0, 4, "contact", "[c]")], text)[0].what == "source"


def test_spans_know_what_touches_and_holds() -> None:
    spans = Spans([(0, 10, "a"), (2, 4, "b"), (20, 30, "c")])
    assert [spans.values[n] for n in spans.touching(3, 21)] == ["a", "b", "c"]
    assert spans.touching(10, 20) == []
    assert (spans.holding(2, 9), spans.holding(2, 11), spans.holding(20, 30)) == ("a", None, "c")
    assert spans.lying_in(0, 10) == ["a", "b"]


CUTS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60), st.text(min_size=1, max_size=30)), max_size=12)


@settings(max_examples=150, deadline=None)
@given(cuts=CUTS)
def test_a_dossier_stays_valid_under_any_edits(dossier: Dossier, cuts: list[tuple[int, int, str]]) -> None:
    text = dossier.document.text
    edits = merged([Edit(s, min(s + n, len(text)), "name", shown) for s, n, shown in cuts if s < len(text)], text)
    view = _moved(dossier, Shift(text, edits), Finder(hide_contacts=False))
    assert faults(view) == []
    assert len(view.events) == len(dossier.events)


@settings(max_examples=150, deadline=None)
@given(cuts=CUTS, start=st.integers(0, 300), length=st.integers(1, 80))
def test_offsets_outside_the_edits_read_what_they_read_before(
    cuts: list[tuple[int, int, str]], start: int, length: int
) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(500))
    edits = merged([Edit(s, min(s + n, 500), "name", shown) for s, n, shown in cuts if s < 500], text)
    shift = Shift(text, edits)
    a, b = shift.span(start, start + length)
    if not any(e.start < start + length and start < e.end for e in edits):
        assert shift.text[a:b] == text[start : start + length]
    else:
        assert Evidence(a, b, shift.text[a:b]).quote
        assert all(e.shown in shift.text[a:b] for e in edits if e.start < start + length and start < e.end)
