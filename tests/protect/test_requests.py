"""What is not to be told is in no view: sources named beside their request, covered by a note for all, and victims.
Persons and happenings are invented."""

from __future__ import annotations

import pytest

from dateline.model.schema import dossier_to_json
from dateline.protect import SHARED, Policy, show

pytestmark = pytest.mark.model
POLICIES = [Policy(), SHARED, Policy(key=b"the secret of a case")]
HEAD = "KODOK, 5 May 2021 — Shells hit the market in Kodok on Tuesday, residents said. "

NAMED = [
    "Halima Garang, a trader, said soldiers burned the mill. Nile Wire is not publishing her real name.",
    "“They burned the mill,” said Halima Garang. Garang asked Nile Wire to withhold her name.",
    "“Please don’t write my name,” Halima Garang said. Garang said soldiers burned the mill.",
    "Rights Monitor is not naming the guard, Halima Garang, to protect him. Garang said soldiers burned the mill.",
    "Halima Garang*, a trader, said soldiers burned the mill. Garang fled.\n\n*Name changed for her protection.",
    "Halima Garang, a trader, said soldiers burned the mill.\n\nAll names have been changed.",
    "“They burned the mill,” said Halima Garang, a baker.\n\nThe names of witnesses have been withheld for safety.",
    "A director, who asked not to be named, said the mill burned. The director, Halima Garang, said ten had died.",
]
VICTIMS = [
    "Soldiers killed Halima Garang (not her real name) near the mill on Monday.",
    "Soldiers killed Halima Garang near the mill on Monday. Her name has been changed.",
    "Soldiers wounded Halima Garang near the mill. “They shot me,” said Garang, who asked not to be named.",
    "Soldiers killed Halima Garang near the mill on Monday.\n\nAll names have been changed to protect the families.",
]


@pytest.mark.parametrize("policy", POLICIES, ids=["owner's page", "shared", "keyed"])
@pytest.mark.parametrize("told", NAMED)
def test_a_source_that_must_not_be_named_is_in_no_view(read, told: str, policy: Policy) -> None:
    view = show(read(HEAD + told), policy).dossier
    plain = dossier_to_json(view).casefold()
    assert "garang" not in plain
    assert "halima" not in plain
    assert "kodok" in plain


@pytest.mark.parametrize("policy", POLICIES, ids=["owner's page", "shared", "keyed"])
@pytest.mark.parametrize("told", VICTIMS)
def test_a_victim_that_must_not_be_named_is_in_no_view(read, told: str, policy: Policy) -> None:
    dossier = read(HEAD + told)
    assert [v.protect for v in dossier.victims] == [True]
    plain = dossier_to_json(show(dossier, policy).dossier).casefold()
    assert "garang" not in plain
    assert "halima" not in plain


def test_a_victim_whose_name_nobody_keeps_back_is_shown(read) -> None:
    dossier = read(
        HEAD + "Soldiers killed Halima Garang near the mill on Monday, said a nurse who asked not to be named."
    )
    assert [v.protect for v in dossier.victims] == [False]
    assert "Halima Garang" in dossier_to_json(show(dossier).dossier)
