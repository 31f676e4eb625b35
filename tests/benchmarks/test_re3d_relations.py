"""The relations of re3d: how its files are read, and what counts as met. Texts are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.frame import Asked, SetMissing
from benchmarks.public import re3d_relations
from benchmarks.public.re3d_relations import Stated, meets, met

TEXT = "The Taliban attacked the army near Kunduz. Hezbollah backs the army."


def relation(source: str, type_: str, target: str) -> dict[str, object]:
    a, b = TEXT.index(source), TEXT.index(target)
    return {
        "sourceBegin": a, "sourceEnd": a + len(source), "source": source, "targetBegin": b,
        "targetEnd": b + len(target), "target": target, "type": type_, "documentId": "1",
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "re3d" / "one"
    source.mkdir(parents=True)
    told = [relation("army", "FightingAgainst", "Taliban"), relation("army", "CoLocated", "Kunduz")]
    (source / "documents.json").write_text(json.dumps({"_id": "1", "text": TEXT}), encoding="utf-8")
    (source / "entities.json").write_text("", encoding="utf-8")
    (source / "relations.json").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    return tmp_path / "re3d_relations"


def test_only_types_that_correspond_are_gold(folder: Path) -> None:
    ((text, gold),) = re3d_relations.reports_of(folder.parent / "re3d" / "one")
    assert (text, [g.words for g in gold]) == (TEXT, ["army FightingAgainst Taliban"])


A, B = ((0, 5),), ((10, 15),)


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        (Stated(A, frozenset({"opposes"}), B), True),
        (Stated(B, frozenset({"opposes"}), A), True),
        (Stated(A, frozenset({"backs"}), B), False),
        (Stated(A, frozenset({"opposes"}), ((20, 25),)), False),
    ],
)
def test_both_ends_and_the_predicate_must_agree(ours: Stated, expected: bool) -> None:  # noqa: FBT001 - a table
    assert meets(Stated(A, frozenset({"opposes"}), B), ours) is expected


def test_a_predicate_with_a_direction_is_not_met_the_other_way_round() -> None:
    gold = Stated(A, frozenset({"leads"}), B)
    assert not meets(gold, Stated(B, frozenset({"leads"}), A))


def test_one_relation_of_ours_may_meet_several_of_the_gold() -> None:
    gold = [Stated(A, frozenset({"opposes"}), B), Stated(((30, 33),), frozenset({"opposes"}), B)]
    counts = met(gold, [Stated((*A, (30, 33)), frozenset({"opposes"}), B)])
    assert (counts.right, counts.predicted, counts.gold, counts.found) == (1, 1, 2, 2)


def test_the_set_is_measured_beside_a_bare_reading(folder: Path) -> None:
    measured = re3d_relations.measure(folder, Asked())
    recall = next(r for r in measured.rows if r.measure.endswith("recall"))
    first = measured.rows[0]
    assert recall.value == 1.0
    assert "any two actors of a sentence" in {b.name for b in first.beside}


def test_a_folder_without_the_set_says_so(tmp_path: Path) -> None:
    with pytest.raises(SetMissing):
        re3d_relations.measure(tmp_path / "re3d_relations", Asked())
