"""MEANTIME as a public set: how its documents are read, and what counts as found and as the same. Texts are fiction."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.frame import Asked, Counts, SetMissing
from benchmarks.public import meantime
from benchmarks.public.meantime import OURS, Answered, Named, Report

WORDS = [
    ["Zembla", "loses", "truck"],
    ["May", "1", ",", "2009"],
    ["Zembla", "Mining", "'s", "head", "(", "Ann", "Example", ")", "left", '"', "Bria", '"', "."],
]
MENTIONS = [("1", "NAM", [1]), ("2", "NAM", [8, 9]), ("3", "NAM", [13, 14]), ("4", "NAM", [18]), ("5", "NOM", [11])]
ENTITIES = [("10", "ORG", ["1", "2"]), ("11", "PER", ["3", "5"]), ("12", "LOC", ["4"])]


def document(folder: Path) -> Path:
    tokens, number = [], 0
    for sentence, words in enumerate(WORDS):
        for word in words:
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{sentence}" number="{number}">{word}</token>')
    marks = []
    for m, kind, at in MENTIONS:
        anchors = "".join(f'<token_anchor t_id="{t}"/>' for t in at)
        marks.append(f'<ENTITY_MENTION m_id="{m}" syntactic_type="{kind}">{anchors}</ENTITY_MENTION>')
    marks += [f'<ENTITY m_id="{m}" ent_type="{kind}"/>' for m, kind, _ in ENTITIES]
    links = [
        f'<REFERS_TO>{"".join(f"<source m_id={s!r}/>" for s in sources)}<target m_id="{m}"/></REFERS_TO>'
        for m, _, sources in ENTITIES
    ]
    parts = f"{''.join(tokens)}<Markables>{''.join(marks)}</Markables><Relations>{''.join(links)}</Relations>"
    body = f"<Document>{parts}</Document>"
    (folder / "corpus").mkdir()
    (folder / "corpus" / "1_any.xml").write_text(body, encoding="utf-8")
    return folder


def test_the_text_is_set_with_the_usual_spaces_and_names_keep_their_words(tmp_path: Path) -> None:
    (report,) = meantime.reports_of(document(tmp_path))
    assert report.text == 'Zembla loses truck\n\nMay 1, 2009 Zembla Mining\'s head (Ann Example) left "Bria".'
    words = [(report.text[g.start : g.end], g.kind, g.who) for g in report.gold]
    assert words == [("Zembla", "ORG", "10"), ("Zembla Mining", "ORG", "10"), ("Ann Example", "PER", "11"),
                     ("Bria", "LOC", "12")]  # fmt: skip


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetMissing, match="no MEANTIME document"):
        meantime.reports_of(tmp_path)


def answered(*said: Named) -> Answered:
    gold = (Named(0, 6, "ORG", "a"), Named(10, 16, "ORG", "a"), Named(20, 31, "PER", "b"))
    return Answered(Report("any", "x" * 40, 40, gold), {OURS: list(said)})


@pytest.mark.parametrize(
    ("said", "typed", "counts"),
    [
        ([Named(0, 6, "ORG", "1"), Named(10, 16, "LOC", "2")], False, Counts(2, 2, 3)),
        ([Named(0, 6, "ORG", "1"), Named(10, 16, "LOC", "2")], True, Counts(1, 2, 3)),
        ([Named(0, 16, "ORG", "1")], False, Counts(1, 1, 3)),  # one found name meets one of the gold's
        ([Named(35, 39, "ORG", "1")], False, Counts(0, 1, 3)),
        ([], False, Counts(0, 0, 3)),
    ],
)
def test_a_name_is_found_where_characters_overlap_one_to_one(said: list[Named], typed: bool, counts: Counts) -> None:  # noqa: FBT001 - a table
    assert meantime.counts(answered(*said), OURS, None, typed=typed) == counts


@pytest.mark.parametrize(
    ("whos", "precision", "recall"),
    [(("1", "1", "2"), 1.0, 1.0), (("1", "2", "3"), 1.0, 2 / 3), (("1", "1", "1"), 5 / 9, 1.0)],
)
def test_who_is_the_same_is_b_cubed(whos: tuple[str, str, str], precision: float, recall: float) -> None:
    spans = [(0, 6), (10, 16), (20, 31)]
    said = [Named(s, e, "ORG", who) for (s, e), who in zip(spans, whos, strict=True)]
    expected = 2 * precision * recall / (precision + recall)
    assert meantime.b_cubed([answered(*said)], OURS) == pytest.approx(expected)


def test_each_figure_has_its_interval_and_what_stands_beside_it(tmp_path: Path) -> None:
    measured = meantime.measure(document(tmp_path), Asked())
    assert {r.measure for r in measured.rows} >= {"names found, any kind, F1", "who is the same, B-cubed F1"}
    assert all(r.low is not None for r in measured.rows)
    assert all(r.beside for r in measured.rows if r.measure.endswith("F1"))
