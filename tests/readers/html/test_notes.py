"""Marks of footnotes are no part of the text: a note must not turn twelve dead into 123."""

from __future__ import annotations

import pytest

from dateline.readers.html.pieces import pieces_of
from dateline.readers.html.reader import read_html
from dateline.readers.html.tree import parse

DROPPED = [
    ("At least 12<sup>3</sup> people", "At least 12 people"),
    ("in 2021<sup>[2]</sup> near Aden", "in 2021 near Aden"),
    ("fled.<sup>4, 5</sup> Then", "fled. Then"),
    ("an expert<sup>*</sup> said", "an expert said"),
    ("he fled<sup>†</sup>", "he fled"),
    ("he fled <sup><a href='/wiki/Aden'>[2]</a></sup>", "he fled"),
    ("40 km<sup>12</sup> away", "40 km away"),
    ("the canal<a class='footnote-anchor' href='#f1'>1</a> is held", "the canal is held"),
    ("the canal<a href='#f1'>[1]</a> is held", "the canal is held"),
    ("the canal <a href='#f1'>[1]</a> is held", "the canal is held"),
    ("fled.<sup class='noprint'>[<i><a href='/w'>citation needed</a></i>]</sup>", "fled."),
    ("The siege<span class='mw-editsection'>[<a href='/e'>edit</a>]</span>", "The siege"),
]
KEPT = [
    ("40 km<sup>2</sup> of land", "40 km2 of land"),
    ("5,000 m<sup>3</sup> of water", "5,000 m3 of water"),
    ("the 5<sup>th</sup> brigade", "the 5th brigade"),
    ("the 1<sup>er</sup> bataillon", "the 1er bataillon"),
    ("2<sup>1</sup>/<sub>2</sub> hours", "21/2 hours"),
    ("traces of <sup>137</sup>Cs", "traces of 137Cs"),
    ("3 × 10<sup>6</sup> rounds", "3 × 106 rounds"),
    ("<sup>1</sup> Figures of the clinic.", "1 Figures of the clinic."),
    ("in section <a href='#s5'>5</a> below", "in section 5 below"),
    ("killed <a href='/toll'>12</a> people", "killed 12 people"),
    ("see <a href='#toll'>the toll</a>", "see the toll"),
]


@pytest.mark.parametrize(("source", "text"), [*DROPPED, *KEPT])
def test_a_mark_of_a_footnote_goes_and_other_raised_figures_stay(source, text):
    assert [piece.text for piece in pieces_of(parse(f"<p>{source}</p>"))] == [text]


def test_a_mark_in_a_cell_of_a_table_goes_too():
    source = "<table><tr><td>Aden<td>12<sup>3</sup></table>"
    assert [piece.text for piece in pieces_of(parse(source))] == ["Aden | 12"]


def test_a_title_is_told_without_its_mark():
    page = "<article><h1>Shelling kills 12<sup>3</sup> near Aden</h1><p>Medics said so on Monday.</p></article>"
    document = read_html(page.encode(), "page")
    assert document.title == "Shelling kills 12 near Aden"
    assert document.text.startswith("Shelling kills 12 near Aden\n")
