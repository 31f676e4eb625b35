"""The MUC-3 and MUC-4 set: how texts and templates are read, what counts as the same filler, and the letters that
upper-case text is given. Messages and happenings are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.frame import Asked, Counts, SetMissing
from benchmarks.public import muc34
from benchmarks.public._truecase import Truecaser, english
from benchmarks.public.muc34 import ORGANISATION, Filler, Message
from dateline.catalogue.lookup import load_catalogue
from dateline.gazetteer import load_gazetteer

TEXTS = """
DEV-MUC3-9001 (EXAMPLE)

   BOGOTA, 3 MAY 89 (EXAMPLE PRESS) -- [TEXT] FARC GUERRILLAS ATTACKED
THE TOWN OF MITU ON MONDAY AND KILLED A NURSE.

DEV-MUC3-9002 (EXAMPLE)

   LIMA, 4 MAY 89 (EXAMPLE PRESS) -- [TEXT] THE MINISTER OPENED A FAIR.
"""
KEYS = """
0.  MESSAGE: ID                     DEV-MUC3-9001 (EXAMPLE)
1.  MESSAGE: TEMPLATE               1
3.  INCIDENT: LOCATION              COLOMBIA: VAUPES (DEPARTMENT): MITU (TOWN)
6.  INCIDENT: INSTRUMENT ID         -
9.  PERP: INDIVIDUAL ID             "FARC GUERRILLAS" / "GUERRILLAS"
10. PERP: ORGANIZATION ID           "REVOLUTIONARY ARMED FORCES OF COLOMBIA" / "FARC"
11. PERP: ORGANIZATION CONFIDENCE   POSSIBLE / REPORTED AS FACT: "REVOLUTIONARY ARMED FORCES OF COLOMBIA" / "FARC"
12. PHYS TGT: ID                    ? "\\"SAN RAMON\\" FARM" / "FARM"
18. HUM TGT: NAME                   -
19. HUM TGT: DESCRIPTION            "NURSE"
                                    "MAYOR": "ANA EJEMPLO"
0.  MESSAGE: ID                     DEV-MUC3-9002 (EXAMPLE)
1.  MESSAGE: TEMPLATE               *
10. PERP: ORGANIZATION ID           *
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "dev-muc3-9001").write_text(TEXTS, encoding="utf-8")
    (tmp_path / "dev" / "key-dev-9001").write_text(KEYS, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def truecase() -> Truecaser:
    return Truecaser(english(), load_catalogue(), load_gazetteer(()))


def test_templates_become_fillers_of_the_message_with_all_their_ways(folder: Path) -> None:
    first, second = muc34.messages_of(folder, "dev")
    assert first.gold == {
        "place": [Filler(("MITU",))],
        "perpetrator, individual": [Filler(("FARC GUERRILLAS", "GUERRILLAS"))],
        ORGANISATION: [Filler(("REVOLUTIONARY ARMED FORCES OF COLOMBIA", "FARC"), False,
                              ("possible", "reported as fact"))],
        "physical target": [Filler(("SAN RAMON FARM", "FARM"), optional=True)],
        "victim": [Filler(("NURSE",)), Filler(("ANA EJEMPLO", "MAYOR"))],
    }  # fmt: skip
    assert second.gold == {}
    assert first.text == "FARC GUERRILLAS ATTACKED THE TOWN OF MITU ON MONDAY AND KILLED A NURSE."


@pytest.mark.parametrize(
    ("slot", "ours", "gold", "alike"),
    [("victim", "THE YOUNG NURSE", "NURSE", True), ("victim", "NURSES FROM LIMA", "NURSE", True),
     ("victim", "A DOCTOR", "NURSE", False), (ORGANISATION, "THE ARMY OF PERU", "ARMY PERU", True),
     (ORGANISATION, "RED FRONT", "BLUE FRONT", False), ("place", "TOWN OF MITU", "MITU", True)],
)  # fmt: skip
def test_persons_are_the_same_by_their_head_and_organisations_by_all_words(
    slot: str, ours: str, gold: str, *, alike: bool
) -> None:
    assert muc34.same(slot, Filler((ours,)), Filler((gold,))) is alike


def test_an_optional_filler_neither_costs_nor_counts() -> None:
    spare = [Filler(("FARM",), optional=True)]
    assert muc34.counts("physical target", [], spare) == Counts(0, 0, 0, 0)
    assert muc34.counts("physical target", [Filler(("THE FARM",))], spare) == Counts(0, 0, 0, 0)
    assert muc34.counts("physical target", [Filler(("A BUS",))], spare) == Counts(0, 1, 0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("THE ARMY ATTACKED BOGOTA ON MONDAY.", "The army attacked Bogota on Monday."),
     ("MINISTER PEREZGIL SAID THE ELN (ELN) FLED.", "Minister Perezgil said the ELN (ELN) fled."),
     ("THEY MARCHED IN MARCH 89 IN EL SALVADOR.", "They marched in March 89 in El Salvador.")],
)  # fmt: skip
def test_upper_case_becomes_print_and_no_character_moves(truecase: Truecaser, text: str, expected: str) -> None:
    assert truecase(text) == expected
    assert len(truecase(text)) == len(text)


def test_a_message_is_read_and_its_slots_scored(folder: Path) -> None:
    figures = {r.measure: r.value for r in muc34.measure(folder, Asked()).rows}
    assert figures["development: perpetrator, organisation, F1"] == 1.0
    assert figures["development: victim, recall"] == 0.5
    assert figures["development: place, recall"] == 1.0


def test_how_sure_a_report_is_counts_only_where_both_say_it() -> None:
    message = Message("x", "", {ORGANISATION: [Filler(("A",), False, ("possible",)), Filler(("B",))]})
    ours = {ORGANISATION: [Filler(("A",), confidence=("possible",)), Filler(("B",), confidence=("possible",))]}
    assert list(muc34.sure_pairs([muc34.Answered(message, ours, {})])) == [("possible", ("possible",))]


def test_a_folder_without_messages_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SetMissing):
        muc34.measure(tmp_path, Asked())
